//! A file's DAG as a CARv1 stream, depth first; if it was asked for by a path, after the blocks on the
//! way.

use super::{
	reader::{File, ReadError, Visit},
	Block,
};
use crate::store::BlockSource;
use bytes::{BufMut, Bytes, BytesMut};
use futures::{stream, Stream, StreamExt, TryStreamExt};
use metahub_assets::ContentId;
use std::{collections::HashSet, ops::Range, sync::Arc};

/// Blocks that are fetched at a time.
const WINDOW: usize = 2;
/// Most blocks that are remembered to leave out repeated ones; a DAG with more is cut off.
const MAX_REMEMBERED: usize = 1 << 17;

/// Which blocks of a file go into a CAR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
	/// The root block.
	Block,
	/// Those that a range of the file needs.
	Bytes(Range<u64>),
	/// All.
	All,
}

/// Why a CAR breaks off.
#[derive(Debug, thiserror::Error)]
pub enum CarError {
	/// A block cannot be had.
	#[error(transparent)]
	Read(#[from] ReadError),
	/// There are too many blocks to leave out repeated ones.
	#[error("more than {MAX_REMEMBERED} blocks; ask for a CAR with dups=y")]
	TooManyToDedup,
}

/// The header of a CARv1 with one root, in the DAG-CBOR that `{"roots": [root], "version": 1}` has.
pub fn header(root: &[u8]) -> Bytes {
	let mut cbor = BytesMut::with_capacity(64);
	cbor.put_slice(b"\xa2\x65roots\x81\xd8\x2a");
	// A CID in CBOR is a byte string that begins with a zero byte.
	let len = root.len() + 1;
	if len < 24 {
		cbor.put_u8(0x40 | len as u8);
	} else {
		cbor.put_slice(&[0x58, len as u8]);
	}
	cbor.put_u8(0);
	cbor.put_slice(root);
	cbor.put_slice(b"\x67version\x01");
	let mut header = prefix(cbor.len());
	header.extend_from_slice(&cbor);
	header.freeze()
}

fn prefix(len: usize) -> BytesMut {
	let mut buffer = unsigned_varint::encode::u64_buffer();
	BytesMut::from(unsigned_varint::encode::u64(len as u64, &mut buffer))
}

/// A block in a CAR: what comes before its bytes, and these.
fn section(block: Block) -> [Bytes; 2] {
	let mut head = prefix(ContentId::LEN + block.len());
	head.extend_from_slice(block.cid().as_bytes());
	[head.freeze(), block.into_bytes()]
}

/// Streams a file's blocks. With `dups` a block that occurs again is sent again, which lets the
/// receiver forget it; without, this side has to remember all.
pub fn stream(
	file: &File,
	scope: Scope,
	dups: bool,
) -> impl Stream<Item = Result<Bytes, CarError>> + Send {
	let header = header(file.root().cid().as_bytes());
	stream::iter([Ok(header)]).chain(sections(file, scope, dups))
}

/// A CAR that begins with some blocks: the first is its root, the others are the way from there.
pub fn path(
	source: Arc<dyn BlockSource>,
	cids: Vec<ContentId>,
) -> impl Stream<Item = Result<Bytes, CarError>> + Send {
	let header = cids.first().map(|root| Ok(header(root.as_bytes())));
	let blocks = stream::iter(cids)
		.then(move |cid| {
			let source = source.clone();
			async move { source.get(&cid).await.map_err(|e| CarError::Read(e.into())) }
		})
		.map_ok(|block| stream::iter(section(block)).map(Ok))
		.try_flatten();
	stream::iter(header).chain(blocks)
}

/// [`stream()`] without the CAR's header.
pub fn sections(
	file: &File,
	scope: Scope,
	dups: bool,
) -> impl Stream<Item = Result<Bytes, CarError>> + Send {
	let range = match scope {
		Scope::Block => 0..0,
		Scope::Bytes(range) => range,
		Scope::All => 0..file.size(),
	};
	let fetcher = file.clone();
	let mut seen = HashSet::new();
	file.visits(range)
		.map(move |visit| {
			let visit = visit?;
			let digest = match &visit {
				Visit::Node(block) => block.cid().digest(),
				Visit::Leaf(leaf) => leaf.cid.digest(),
			};
			if dups {
				return Ok(Some(visit));
			}
			if seen.len() >= MAX_REMEMBERED && !seen.contains(&digest) {
				return Err(CarError::TooManyToDedup);
			}
			Ok(seen.insert(digest).then_some(visit))
		})
		.try_filter_map(|visit| futures::future::ready(Ok(visit)))
		.map(move |visit| {
			let fetcher = fetcher.clone();
			async move {
				match visit? {
					Visit::Node(block) => Ok(block),
					Visit::Leaf(leaf) => Ok::<_, CarError>(fetcher.chunk(leaf).await?),
				}
			}
		})
		.buffered(WINDOW)
		.map_ok(|block| stream::iter(section(block)).map(Ok))
		.try_flatten()
}
