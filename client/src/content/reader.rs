//! Blocks to file: walks a file's DAG depth first, checks that it holds together, and gives the
//! whole file or a range of it. Memory: one node per level and a few blocks.

use super::{
	dagpb::{self, Link, NodeError},
	Block, MAX_BLOCK_LEN,
};
use crate::store::{BlockSource, StoreError};
use bytes::Bytes;
use futures::{stream, Stream, StreamExt, TryStreamExt};
use metahub_assets::ContentId;
use std::{ops::Range, sync::Arc};

/// Most nodes on the way from the root to a chunk. The profile needs 3 for a petabyte.
const MAX_DEPTH: usize = 32;
/// Chunks that are fetched at a time: few, as a gateway has many readers.
const WINDOW: usize = 2;

/// Why a file cannot be had from its blocks.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
	/// A block cannot be had.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A block is not a node of a file's DAG.
	#[error("the block {cid}: {error}")]
	Node {
		/// The block.
		cid: ContentId,
		/// What is wrong with it.
		#[source]
		error: NodeError,
	},
	/// A block has another size than the node above it says.
	#[error("the block {cid} holds {actual} bytes of the file, not {expected}")]
	PartSize {
		/// The block.
		cid: ContentId,
		/// What the node above says.
		expected: u64,
		/// What it has.
		actual: u64,
	},
	/// There are too many levels of nodes.
	#[error("the file's DAG is deeper than {MAX_DEPTH} nodes")]
	TooDeep,
	/// It is larger than it may be.
	#[error("the file {cid} has {size} bytes; at most {max} are accepted")]
	TooLarge {
		/// The file.
		cid: ContentId,
		/// Its size.
		size: u64,
		/// The limit.
		max: u64,
	},
}

/// A file whose root block is at hand.
#[derive(Clone)]
pub struct File {
	source: Arc<dyn BlockSource>,
	root: Block,
	size: u64,
}

/// A chunk of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
	/// Where in the file it begins.
	pub offset: u64,
	/// Its block.
	pub cid: ContentId,
	/// Its length in bytes.
	pub len: u64,
}

/// A step of the walk.
#[derive(Clone, Debug)]
pub enum Visit {
	/// A node, which comes before all that is below it.
	Node(Block),
	/// A chunk, which is yet to be fetched.
	Leaf(Leaf),
}

impl File {
	/// Fetches the root block.
	pub async fn open(source: Arc<dyn BlockSource>, root: &ContentId) -> Result<Self, ReadError> {
		let root = source.get(root).await?;
		let size = if root.cid().is_raw() { root.len() as u64 } else { size_of(&decode(&root)?) };
		Ok(Self { source, root, size })
	}

	/// The file's size in bytes. A node's word: [`Self::bytes`] gives this many or an error.
	pub fn size(&self) -> u64 {
		self.size
	}

	/// The root block.
	pub fn root(&self) -> &Block {
		&self.root
	}

	/// The blocks that a range of the file needs, depth first. The root is among them even if the
	/// range is empty.
	pub fn visits(&self, range: Range<u64>) -> impl Stream<Item = Result<Visit, ReadError>> + Send {
		let walk = Walk {
			source: self.source.clone(),
			root: Some((self.root.clone(), self.size)),
			stack: Vec::new(),
			range,
		};
		stream::try_unfold(walk, |mut walk| async move {
			Ok(walk.next().await?.map(|visit| (visit, walk)))
		})
	}

	/// The chunks that a range of the file needs, in order.
	pub fn leaves(&self, range: Range<u64>) -> impl Stream<Item = Result<Leaf, ReadError>> + Send {
		self.visits(range).try_filter_map(|visit| async move {
			Ok(match visit {
				Visit::Leaf(leaf) => Some(leaf),
				Visit::Node(_) => None,
			})
		})
	}

	/// Fetches a chunk.
	pub async fn chunk(&self, leaf: Leaf) -> Result<Block, ReadError> {
		if leaf.cid == *self.root.cid() {
			return Ok(self.root.clone());
		}
		let block = self.source.get(&leaf.cid).await?;
		let actual = block.len() as u64;
		if actual != leaf.len {
			return Err(ReadError::PartSize { cid: leaf.cid, expected: leaf.len, actual });
		}
		Ok(block)
	}

	/// The bytes of a range of the file. The end of the range may lie beyond that of the file.
	pub fn bytes(&self, range: Range<u64>) -> impl Stream<Item = Result<Bytes, ReadError>> + Send {
		let file = self.clone();
		self.leaves(range.clone())
			.map(move |leaf| {
				let (file, range) = (file.clone(), range.clone());
				async move {
					let leaf = leaf?;
					let bytes = file.chunk(leaf).await?.into_bytes();
					let within = |at: u64| at.saturating_sub(leaf.offset).min(leaf.len) as usize;
					Ok(bytes.slice(within(range.start)..within(range.end.max(range.start))))
				}
			})
			.buffered(WINDOW)
	}
}

/// A whole file in memory, if it is not larger than `max` bytes.
pub async fn read_small(
	source: Arc<dyn BlockSource>,
	root: &ContentId,
	max: u64,
) -> Result<Vec<u8>, ReadError> {
	let file = File::open(source, root).await?;
	if file.size > max {
		return Err(ReadError::TooLarge { cid: *root, size: file.size, max });
	}
	let all = Vec::with_capacity(file.size as usize);
	file.bytes(0..file.size)
		.try_fold(all, |mut all, bytes| async move {
			all.extend_from_slice(&bytes);
			Ok(all)
		})
		.await
}

/// Where a walk stands.
struct Walk {
	source: Arc<dyn BlockSource>,
	/// The root and the file's size, until it was visited.
	root: Option<(Block, u64)>,
	/// From the root down: what is left of each node, and where in the file that begins.
	stack: Vec<(std::vec::IntoIter<Link>, u64)>,
	range: Range<u64>,
}

impl Walk {
	async fn next(&mut self) -> Result<Option<Visit>, ReadError> {
		if let Some((root, size)) = self.root.take() {
			if root.cid().is_raw() {
				return Ok(Some(Visit::Leaf(Leaf { offset: 0, cid: *root.cid(), len: size })));
			}
			self.stack.push((decode(&root)?.into_iter(), 0));
			return Ok(Some(Visit::Node(root)));
		}
		loop {
			let depth = self.stack.len();
			let Some((links, offset)) = self.stack.last_mut() else { return Ok(None) };
			let Some(link) = links.next() else {
				self.stack.pop();
				continue;
			};
			let start = *offset;
			// No overflow: the node's sizes add up to its own, which fits.
			let end = start + link.file_size;
			*offset = end;
			if end <= self.range.start || start >= self.range.end {
				continue;
			}
			let Link { cid, file_size: len, .. } = link;
			if cid.is_raw() {
				if len > MAX_BLOCK_LEN as u64 {
					let max = MAX_BLOCK_LEN as u64;
					return Err(ReadError::TooLarge { cid, size: len, max });
				}
				return Ok(Some(Visit::Leaf(Leaf { offset: start, cid, len })));
			}
			if depth >= MAX_DEPTH {
				return Err(ReadError::TooDeep);
			}
			let node = self.source.get(&cid).await?;
			let links = decode(&node)?;
			let actual = size_of(&links);
			if actual != len {
				return Err(ReadError::PartSize { cid, expected: len, actual });
			}
			self.stack.push((links.into_iter(), start));
			return Ok(Some(Visit::Node(node)));
		}
	}
}

fn decode(node: &Block) -> Result<Vec<Link>, ReadError> {
	dagpb::decode(node.bytes()).map_err(|error| ReadError::Node { cid: *node.cid(), error })
}

/// `decode` has checked that this does not overflow.
fn size_of(links: &[Link]) -> u64 {
	links.iter().map(|link| link.file_size).sum()
}
