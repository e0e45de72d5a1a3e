//! Fetches one file: what is there already is checked and kept, the rest comes from the sources.

use super::{
	http_folder::HttpFolder,
	patience::Pauses,
	place::Destination,
	report::Done,
	sources::{Route, Sources},
	PullError,
};
use crate::{
	content::{
		layout::Shape,
		reader::{self, Leaf, ReadError},
		unixfs::{self, blocking, file_chunks, Imported},
		Block, ContentError,
	},
	progress::Bar,
	store::{BlockSource, StoreError},
};
use bytes::Bytes;
use futures::{stream, StreamExt, TryStreamExt};
use metahub_assets::Entry;
use std::{
	fs::{self, File, OpenOptions},
	os::unix::fs::FileExt,
	path::{Path, PathBuf},
	pin::pin,
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc,
	},
	time::Duration,
};

/// Blocks of one file that are fetched at a time.
const WINDOW: usize = 4;

/// What fetching a file needs.
pub(super) struct Fetcher {
	pub sources: Arc<Sources>,
	pub destination: Arc<Destination>,
	pub patience: Duration,
	pub bar: Bar,
}

/// Why an attempt at a file failed.
#[derive(Debug, thiserror::Error)]
enum Failed {
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

/// One attempt: what it has fetched, and how far it has moved the bar.
struct Attempt<'a> {
	file: &'a Entry,
	bar: &'a Bar,
	path: &'a Path,
	partial: Arc<File>,
	fetched: &'a AtomicU64,
	shown: AtomicU64,
	patience: Duration,
}

impl Attempt<'_> {
	fn show(&self, bytes: u64) {
		self.shown.fetch_add(bytes, Relaxed);
		self.bar.inc(bytes);
	}

	/// Writes to the partial file.
	async fn write(&self, bytes: Bytes, offset: u64) -> Result<(), PullError> {
		let (partial, path) = (self.partial.clone(), self.path.to_path_buf());
		blocking(move || {
			partial.write_all_at(&bytes, offset).map_err(|e| PullError::from_io(&path, e))
		})
		.await
	}

	async fn set_len(&self, len: u64) -> Result<(), PullError> {
		let (partial, path) = (self.partial.clone(), self.path.to_path_buf());
		blocking(move || partial.set_len(len).map_err(|e| PullError::from_io(&path, e))).await
	}

	/// Whether the partial file has the right bytes where a chunk goes.
	async fn has(&self, leaf: Leaf) -> bool {
		let partial = self.partial.clone();
		blocking(move || {
			let mut bytes = vec![0; leaf.len as usize];
			partial.read_exact_at(&mut bytes, leaf.offset).is_ok()
				&& Block::check(&leaf.cid, bytes).is_ok()
		})
		.await
	}
}

impl Fetcher {
	/// Gets a file to where complete files lie, or finds it in the destination.
	pub(super) async fn fetch(&self, file: &Entry) -> Result<Done, PullError> {
		let complete = {
			let (destination, file) = (self.destination.clone(), file.clone());
			blocking(move || destination.complete(&file)).await?
		};
		if let Some(in_place) = self.find(file, &complete).await? {
			self.bar.inc(file.size);
			let path = file.path.clone();
			return Ok(Done { path, size: file.size, fetched: 0, in_place, reused: true });
		}
		let partial = self.destination.partial(file);
		let fetched = self.assemble(file, &partial).await?;
		blocking(move || {
			let synced = File::open(&partial).and_then(|file| file.sync_all());
			synced.map_err(|e| PullError::from_io(&partial, e))?;
			fs::rename(&partial, &complete).map_err(|e| PullError::from_io(&complete, e))
		})
		.await?;
		let path = file.path.clone();
		Ok(Done { path, size: file.size, fetched, in_place: false, reused: false })
	}

	/// Looks for the file where it may be already; says whether that is the destination.
	async fn find(&self, file: &Entry, complete: &Path) -> Result<Option<bool>, PullError> {
		if let Some(present) = self.destination.present(file) {
			if self.is_right(file, &present).await? {
				return Ok(Some(true));
			}
		}
		Ok(self.is_right(file, complete).await?.then_some(false))
	}

	/// Whether a file has the right content.
	async fn is_right(&self, file: &Entry, path: &Path) -> Result<bool, PullError> {
		let size = file.size;
		let opened = {
			let path = path.to_path_buf();
			blocking(move || {
				let is_file =
					fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() == size);
				if is_file {
					File::open(&path).ok()
				} else {
					None
				}
			})
			.await
		};
		let Some(opened) = opened else { return Ok(false) };
		let imported = import_local(opened, path).await?;
		Ok(imported == Imported { cid: file.cid, size: file.size })
	}

	/// Puts the file together; gives the number of bytes that came from sources.
	async fn assemble(&self, file: &Entry, path: &Path) -> Result<u64, PullError> {
		let opened = {
			let path = path.to_path_buf();
			blocking(move || open_partial(&path)).await?
		};
		let partial = Arc::new(opened);
		let fetched = AtomicU64::new(0);
		let mut reasons = Vec::new();
		for route in self.sources.routes() {
			let attempt = Attempt {
				file,
				bar: &self.bar,
				path,
				partial: partial.clone(),
				fetched: &fetched,
				shown: AtomicU64::new(0),
				patience: self.patience,
			};
			let result = match route {
				Route::Blocks(source) => attempt.by_blocks(source).await,
				Route::Folder(folder) => attempt.whole(folder).await,
			};
			match result {
				Ok(()) => return Ok(fetched.load(Relaxed).min(file.size)),
				Err(Failed::Here(error)) => return Err(error),
				Err(Failed::Source(reason)) => reasons.push(reason),
				Err(Failed::Later(error)) => reasons.push(error.to_string()),
			}
			self.bar.dec(attempt.shown.load(Relaxed));
		}
		let path = file.path.clone();
		Err(PullError::Unavailable { path, reasons, sources: Vec::new() })
	}
}

impl Attempt<'_> {
	/// Walks the file's DAG and fetches the chunks that are not there.
	async fn by_blocks(&self, source: &Arc<dyn BlockSource>) -> Result<(), Failed> {
		let size = self.file.size;
		let dag = reader::File::open(source.clone(), &self.file.cid).await?;
		if dag.size() != size {
			let actual = dag.size();
			let reason = format!("{} has {actual} bytes, not {size}", self.file.cid);
			return Err(Failed::Source(reason));
		}
		let present = self.partial.metadata().map_or(0, |metadata| metadata.len());
		let chunks = dag
			.leaves(0..size)
			.map_err(Failed::from)
			.map_ok(|leaf| {
				let dag = dag.clone();
				async move {
					if leaf.offset + leaf.len <= present && self.has(leaf).await {
						return Ok::<_, Failed>((leaf, None));
					}
					Ok((leaf, Some(dag.chunk(leaf).await?)))
				}
			})
			.try_buffered(WINDOW);
		let mut chunks = pin!(chunks);
		while let Some((leaf, block)) = chunks.try_next().await? {
			if let Some(block) = block {
				self.write(block.into_bytes(), leaf.offset).await?;
				self.fetched.fetch_add(leaf.len, Relaxed);
			}
			self.show(leaf.len);
		}
		self.set_len(size).await?;
		Ok(())
	}

	/// Fetches the file whole, and goes on with it as long as the server gives more of it, or says that
	/// it is busy.
	async fn whole(&self, folder: &HttpFolder) -> Result<(), Failed> {
		let mut pauses = Pauses::new(self.patience);
		// A server that always breaks off at the same place gets no further however often it is asked.
		let mut furthest = self.len();
		loop {
			let error = match self.whole_once(folder).await {
				Err(Failed::Later(error)) => error,
				result => return result,
			};
			let len = self.len();
			if len > furthest {
				furthest = len;
				pauses = Pauses::new(self.patience);
			} else if furthest == 0 && !folder.tally.may_come_back(&error) {
				return Err(Failed::Later(error));
			}
			let Some(pause) = pauses.next(error.retry_after()) else {
				return Err(Failed::Later(error));
			};
			self.bar.dec(self.shown.swap(0, Relaxed));
			tokio::time::sleep(pause).await;
		}
	}

	/// Fetches the file whole, from where the part that is there ends.
	async fn whole_once(&self, folder: &HttpFolder) -> Result<(), Failed> {
		let present = self.partial.metadata().map_or(0, |metadata| metadata.len());
		let from = if present < self.file.size { present } else { 0 };
		let mut result = self.whole_from(folder, from).await;
		if from > 0 && matches!(&result, Err(Failed::Source(_))) && self.is_void() {
			// The part that was there may have been the wrong one.
			self.bar.dec(self.shown.swap(0, Relaxed));
			result = self.whole_from(folder, 0).await;
		}
		result
	}

	/// How long the partial file is.
	fn len(&self) -> u64 {
		self.partial.metadata().map_or(0, |metadata| metadata.len())
	}

	/// Whether the partial file was found to be wrong, and emptied.
	fn is_void(&self) -> bool {
		self.partial.metadata().is_ok_and(|metadata| metadata.len() == 0)
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
					self.set_len(0).await?;
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
		self.set_len(start).await?;
		let prefix = match start {
			0 => stream::empty().boxed(),
			_ => {
				let opened = File::open(self.path).map_err(|e| PullError::from_io(self.path, e))?;
				let io_error = |e| WholeError::Here(PullError::from_io(self.path, e));
				file_chunks(opened, Shape::PROFILE.chunk_len).map_err(io_error).boxed()
			}
		};
		let fetched = AtomicU64::new(0);
		let body = body.map_err(WholeError::Store).inspect_ok(|bytes| {
			fetched.fetch_add(bytes.len() as u64, Relaxed);
			self.fetched.fetch_add(bytes.len() as u64, Relaxed);
		});
		let at = AtomicU64::new(0);
		let chunks =
			unixfs::rechunk(prefix.chain(body), Shape::PROFILE.chunk_len).and_then(|chunk| {
				let len = chunk.len() as u64;
				let offset = at.fetch_add(len, Relaxed);
				self.show(len);
				let is_new = offset + len > start;
				async move {
					if is_new {
						self.write(chunk.clone(), offset).await?;
					}
					Ok(chunk)
				}
			});
		let imported: Imported = unixfs::import(chunks, Shape::PROFILE, None).await?;
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

/// Why a file did not come whole.
#[derive(Debug, thiserror::Error)]
enum WholeError {
	#[error(transparent)]
	Store(#[from] StoreError),
	#[error(transparent)]
	Here(#[from] PullError),
}

fn open_partial(path: &PathBuf) -> Result<File, PullError> {
	if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
		return Err(PullError::InTheWay(path.clone()));
	}
	let mut options = OpenOptions::new();
	options.read(true).write(true).create(true).truncate(false);
	options.open(path).map_err(|e| PullError::from_io(path, e))
}

/// The CID of a file on this disk.
async fn import_local(file: File, path: &Path) -> Result<Imported, PullError> {
	let io_error = |error| ContentError::Io { path: path.into(), error };
	let chunks = file_chunks(file, Shape::PROFILE.chunk_len).map_err(io_error);
	match unixfs::import(chunks, Shape::PROFILE, None).await {
		Ok(imported) => Ok(imported),
		Err(ContentError::Io { path, error }) => Err(PullError::from_io(&path, error)),
		Err(other) => Err(other.into()),
	}
}
