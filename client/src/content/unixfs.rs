//! File to blocks, as the `unixfs-v1-2025` profile has it: a stream of chunks goes in, blocks go to a
//! store (or nowhere, for the CID alone), the root comes out.
//!
//! Written on `ipld-dagpb` rather than taken from a crate: the one that is maintained, `rust-unixfs`,
//! hashes inside its own loop, one chunk after the other. Here chunks are hashed and stored in
//! parallel and joined in order. CIDs are checked against `ipfs-unixfs-importer` in the tests.

use super::{
	block::Block,
	dagpb::Link,
	layout::{Balanced, Shape},
};
use crate::store::{BlockStore, StoreError};
use bytes::{Bytes, BytesMut};
use futures::{stream, Stream, StreamExt};
use metahub_assets::ContentId;
use std::{
	fs::File,
	io::{self, Read},
	pin::pin,
};
use tokio::sync::mpsc;

/// Chunks of one file that are being hashed or stored at a time.
const WINDOW: usize = 6;
/// Chunks that are read ahead of that.
const READ_AHEAD: usize = 2;
/// Hashing fewer bytes than this takes less time than handing them to another thread.
const SMALL: usize = 32 << 10;

/// A file that has become blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
	/// Its root.
	pub cid: ContentId,
	/// Its size in bytes.
	pub size: u64,
}

/// Makes blocks of a file's chunks. All chunks but the last have to be [`Shape::chunk_len`] long.
pub async fn import<E: From<StoreError>>(
	chunks: impl Stream<Item = Result<Bytes, E>>,
	shape: Shape,
	store: Option<&dyn BlockStore>,
) -> Result<Imported, E> {
	let leaves = chunks
		.map(|chunk| async move {
			let block = hash(chunk?).await;
			put(store, &block).await?;
			let len = block.len() as u64;
			Ok::<_, E>(Link { cid: *block.cid(), file_size: len, dag_size: len })
		})
		.buffered(WINDOW);
	let mut leaves = pin!(leaves);
	let mut tree = Balanced::new(shape.width);
	let mut nodes = Vec::new();
	while let Some(leaf) = leaves.next().await {
		tree.push(leaf?, &mut nodes);
		for node in nodes.drain(..) {
			put(store, &node).await?;
		}
	}
	let root = tree.finish(&mut nodes);
	for node in &nodes {
		put(store, node).await?;
	}
	match root {
		Some(root) => Ok(Imported { cid: root.cid, size: root.file_size }),
		None => {
			let empty = Block::raw(Bytes::new());
			put(store, &empty).await?;
			Ok(Imported { cid: *empty.cid(), size: 0 })
		}
	}
}

/// [`import`] of bytes in memory, under the profile.
pub async fn import_bytes(
	bytes: Bytes,
	store: Option<&dyn BlockStore>,
) -> Result<Imported, StoreError> {
	import(rechunk(stream::iter([Ok(bytes)]), Shape::PROFILE.chunk_len), Shape::PROFILE, store)
		.await
}

async fn put(store: Option<&dyn BlockStore>, block: &Block) -> Result<(), StoreError> {
	match store {
		Some(store) => store.put(block).await,
		None => Ok(()),
	}
}

async fn hash(chunk: Bytes) -> Block {
	if chunk.len() < SMALL {
		Block::raw(chunk)
	} else {
		blocking(move || Block::raw(chunk)).await
	}
}

/// Reads a file in chunks, on a thread of its own and a little ahead.
pub fn file_chunks(mut file: File, chunk_len: usize) -> impl Stream<Item = io::Result<Bytes>> {
	let (sender, mut receiver) = mpsc::channel(READ_AHEAD);
	tokio::task::spawn_blocking(move || loop {
		let chunk = read_chunk(&mut file, chunk_len);
		let last = !matches!(&chunk, Ok(chunk) if chunk.len() == chunk_len);
		let empty = matches!(&chunk, Ok(chunk) if chunk.is_empty());
		// A receiver that is gone means that nobody wants the rest.
		if (!empty && sender.blocking_send(chunk).is_err()) || last {
			return;
		}
	});
	stream::poll_fn(move |context| receiver.poll_recv(context))
}

fn read_chunk(file: &mut File, len: usize) -> io::Result<Bytes> {
	let mut chunk = Vec::with_capacity(len);
	file.take(len as u64).read_to_end(&mut chunk)?;
	Ok(chunk.into())
}

/// Cuts a stream of byte strings of any length into chunks.
pub fn rechunk<E>(
	bytes: impl Stream<Item = Result<Bytes, E>>,
	chunk_len: usize,
) -> impl Stream<Item = Result<Bytes, E>> {
	let state = (Box::pin(bytes.fuse()), BytesMut::new());
	stream::try_unfold(state, move |(mut bytes, mut buffer)| async move {
		while buffer.len() < chunk_len {
			match bytes.next().await {
				Some(more) => buffer.extend_from_slice(&more?),
				None if buffer.is_empty() => return Ok(None),
				None => return Ok(Some((buffer.split().freeze(), (bytes, buffer)))),
			}
		}
		let chunk = buffer.split_to(chunk_len).freeze();
		Ok(Some((chunk, (bytes, buffer))))
	})
}

/// Does work that blocks on a thread for that. A panic there is a panic here.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
	match tokio::task::spawn_blocking(work).await {
		Ok(done) => done,
		Err(error) => match error.try_into_panic() {
			Ok(panic) => std::panic::resume_unwind(panic),
			// The runtime is shutting down, and this future with it.
			Err(_) => std::future::pending().await,
		},
	}
}
