//! One attempt at a file, from one kind of source: block by block, or whole from a static server.

use super::{
	http_folder::HttpFolder,
	partial::Partial,
	patience::Pauses,
	reuse::Chunks,
	tasks::{ahead, spawned},
	PullError,
};
use crate::{
	content::{
		layout::Shape,
		reader::{self, Leaf, ReadError},
		unixfs::{self, file_chunks, Imported},
		Block, ContentError,
	},
	progress::Bar,
	store::{BlockSource, StoreError},
};
use futures::{stream, StreamExt, TryStreamExt};
use metahub_assets::Entry;
use std::{
	pin::pin,
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc,
	},
	time::Duration,
};

/// Blocks of one file that are fetched at a time.
const WINDOW: usize = 4;

/// Why an attempt failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
	/// Another source may do better.
	#[error("{0}")]
	Source(String),
	/// The same source may do better later.
	#[error("{0}")]
	Later(StoreError),
	/// No source can do anything about it.
	#[error(transparent)]
	Here(#[from] PullError),
}

impl From<StoreError> for Failed {
	fn from(error: StoreError) -> Self {
		match error.is_transient() {
			true => Self::Later(error),
			false => Self::Source(error.to_string()),
		}
	}
}

impl From<ReadError> for Failed {
	fn from(error: ReadError) -> Self {
		Self::Source(error.to_string())
	}
}

/// One attempt: what it fetches, what it has fetched, and how far it has moved the bar.
pub(super) struct Attempt<'a> {
	pub file: &'a Entry,
	pub bar: &'a Bar,
	pub partial: Arc<Partial>,
	/// Chunks that an older copy on this disk has.
	pub older: Option<Arc<Chunks>>,
	pub fetched: &'a AtomicU64,
	pub shown: AtomicU64,
	pub patience: Duration,
}

impl Attempt<'_> {
	fn show(&self, bytes: u64) {
		self.shown.fetch_add(bytes, Relaxed);
		self.bar.inc(bytes);
	}

	/// Like [`Self::show`], of bytes that this disk had.
	fn show_found(&self, bytes: u64) {
		self.shown.fetch_add(bytes, Relaxed);
		self.bar.found(bytes);
	}

	/// Takes back what this attempt has shown.
	pub(super) fn unshow(&self) {
		self.bar.dec(self.shown.swap(0, Relaxed));
	}

	/// Walks the file's DAG and fetches the chunks that are not there.
	pub(super) async fn by_blocks(&self, source: &Arc<dyn BlockSource>) -> Result<(), Failed> {
		let size = self.file.size;
		let dag = reader::File::open(source.clone(), &self.file.cid).await?;
		if dag.size() != size {
			let actual = dag.size();
			let reason = format!("{} has {actual} bytes, not {size}", self.file.cid);
			return Err(Failed::Source(reason));
		}
		let present = self.partial.len();
		// Each chunk is fetched and hashed in a task of its own. They are written in order: what is
		// there of a file is then always its beginning, from which a static server can go on.
		let chunks = dag
			.leaves(0..size)
			.map_err(Failed::from)
			.map_ok(|leaf| {
				let (dag, partial, older) = (dag.clone(), self.partial.clone(), self.older.clone());
				spawned(async move {
					if leaf.offset + leaf.len <= present && partial.has(leaf).await {
						return Ok::<_, Failed>((leaf, Chunk::Present));
					}
					if let Some(block) = find(older, leaf).await {
						return Ok((leaf, Chunk::Copied(block)));
					}
					Ok((leaf, Chunk::Fetched(dag.chunk(leaf).await?)))
				})
			})
			.try_buffered(WINDOW);
		let mut chunks = pin!(chunks);
		while let Some((leaf, chunk)) = chunks.try_next().await? {
			match chunk {
				Chunk::Present => self.show_found(leaf.len),
				Chunk::Copied(block) => {
					self.partial.write(block.into_bytes(), leaf.offset).await?;
					self.show_found(leaf.len);
				}
				Chunk::Fetched(block) => {
					self.partial.write(block.into_bytes(), leaf.offset).await?;
					self.fetched.fetch_add(leaf.len, Relaxed);
					self.show(leaf.len);
				}
			}
		}
		self.partial.set_len(size).await?;
		Ok(())
	}

	/// Fetches the file whole. Asks again as long as the server gives more of it, or says that it is
	/// busy.
	pub(super) async fn whole(&self, folder: &HttpFolder) -> Result<(), Failed> {
		let mut pauses = Pauses::new(self.patience);
		// A server that always breaks off at the same place gets no further however often it is asked.
		let mut furthest = self.partial.len();
		loop {
			let error = match self.whole_once(folder).await {
				Err(Failed::Later(error)) => error,
				result => return result,
			};
			let len = self.partial.len();
			if len > furthest {
				furthest = len;
				pauses = Pauses::new(self.patience);
			} else if furthest == 0 && !folder.tally.may_come_back(&error) {
				return Err(Failed::Later(error));
			}
			let Some(pause) = pauses.next(error.retry_after()) else {
				return Err(Failed::Later(error));
			};
			self.unshow();
			tokio::time::sleep(pause).await;
		}
	}

	/// Fetches the file whole, from where the part that is there ends.
	async fn whole_once(&self, folder: &HttpFolder) -> Result<(), Failed> {
		let present = self.partial.len();
		let from = if present < self.file.size { present } else { 0 };
		let mut result = self.whole_from(folder, from).await;
		if from > 0 && matches!(&result, Err(Failed::Source(_))) && self.partial.len() == 0 {
			// The part that was there may have been the wrong one.
			self.unshow();
			result = self.whole_from(folder, 0).await;
		}
		result
	}

	async fn whole_from(&self, folder: &HttpFolder, from: u64) -> Result<(), Failed> {
		let result = self.try_whole(folder, from).await;
		match result {
			Ok(fetched) => {
				folder
					.tally
					.gave(fetched.div_ceil(Shape::PROFILE.chunk_len as u64).max(1), fetched);
				Ok(())
			}
			Err(WholeError::Store(error)) => {
				folder.tally.failed(self.file.path.clone(), &error);
				if matches!(error, StoreError::WrongFile { .. }) {
					self.partial.set_len(0).await?;
				}
				Err(error.into())
			}
			Err(WholeError::Here(error)) => Err(Failed::Here(error)),
		}
	}

	async fn try_whole(&self, folder: &HttpFolder, from: u64) -> Result<u64, WholeError> {
		let Entry { path, cid, size } = self.file;
		let (start, body) = folder.open(path, *size, from).await?;
		// From the start again: nothing of what is there counts.
		self.partial.set_len(start).await?;
		let prefix = match start {
			0 => stream::empty().boxed(),
			_ => {
				let opened = self.partial.reopen()?;
				let partial = self.partial.clone();
				let io_error = move |e| WholeError::Here(partial.failed(e));
				file_chunks(opened, Shape::PROFILE.chunk_len).map_err(io_error).boxed()
			}
		};
		let body = body.map_err(WholeError::Store);
		let chunks = unixfs::rechunk(prefix.chain(body), Shape::PROFILE.chunk_len);
		let at = AtomicU64::new(0);
		let fetched = AtomicU64::new(0);
		// What comes is read while the chunk before is written and others are hashed. Chunks are
		// written in order: the partial file is always the file's beginning.
		let chunks = ahead(chunks, WINDOW).and_then(|chunk| {
			let len = chunk.len() as u64;
			let offset = at.fetch_add(len, Relaxed);
			let new = (offset + len).saturating_sub(start.max(offset));
			fetched.fetch_add(new, Relaxed);
			self.fetched.fetch_add(new, Relaxed);
			self.show_found(len - new);
			self.show(new);
			async move {
				if new > 0 {
					self.partial.write(chunk.clone(), offset).await?;
				}
				Ok(chunk)
			}
		});
		let imported: Imported = unixfs::import(chunks.boxed(), Shape::PROFILE, None).await?;
		if imported.size != *size {
			let reason = format!("it has {} bytes, not {size}", imported.size);
			return Err(folder.wrong(path, &reason).into());
		}
		if imported.cid != *cid {
			return Err(folder.wrong(path, "its bytes do not match its CID").into());
		}
		Ok(fetched.into_inner())
	}
}

/// How a chunk got here.
enum Chunk {
	/// The partial file has it.
	Present,
	/// An older copy of the file has it.
	Copied(Block),
	/// A source gave it.
	Fetched(Block),
}

async fn find(older: Option<Arc<Chunks>>, leaf: Leaf) -> Option<Block> {
	let older = older.filter(|older| older.has(&leaf.cid))?;
	unixfs::blocking(move || older.read(leaf)).await
}

/// Why a file did not come whole.
#[derive(Debug, thiserror::Error)]
enum WholeError {
	#[error(transparent)]
	Store(#[from] StoreError),
	#[error(transparent)]
	Here(#[from] PullError),
}

/// The content of a file on this disk.
pub(super) async fn import_local(
	file: std::fs::File,
	path: &std::path::Path,
) -> Result<Imported, PullError> {
	let io_error = |error| ContentError::Io { path: path.into(), error };
	let chunks = file_chunks(file, Shape::PROFILE.chunk_len).map_err(io_error);
	match unixfs::import(chunks, Shape::PROFILE, None).await {
		Ok(imported) => Ok(imported),
		Err(ContentError::Io { path, error }) => Err(PullError::from_io(&path, error)),
		Err(other) => Err(other.into()),
	}
}
