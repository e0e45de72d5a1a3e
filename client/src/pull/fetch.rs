//! Fetches one file: what is there already is checked and kept, the rest comes from the sources.

use super::{
	attempt::{import_local, Attempt, Failed},
	partial::Partial,
	place::Destination,
	report::Done,
	reuse::{Chunks, Places},
	sources::{Route, Sources},
	PullError,
};
use crate::{
	content::unixfs::{blocking, Imported},
	progress::Bar,
	store::BlockSource,
};
use futures::FutureExt;
use metahub_assets::Entry;
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc,
	},
	time::Duration,
};

/// Files with fewer bytes are a single chunk.
const ONE_CHUNK: u64 = 1 << 20;

/// What fetching a file needs.
pub(super) struct Fetcher {
	pub sources: Arc<Sources>,
	pub destination: Arc<Destination>,
	pub places: Places,
	pub patience: Duration,
	/// Whether complete files have to survive a loss of power.
	pub durable: bool,
	pub bar: Bar,
}

impl Fetcher {
	/// Gets a file to where complete files lie, or finds it in the destination.
	pub(super) async fn fetch(self: Arc<Self>, file: Entry) -> Result<Done, PullError> {
		let complete = {
			let (destination, file) = (self.destination.clone(), file.clone());
			blocking(move || destination.complete(&file)).await?
		};
		let path = file.path.clone();
		let here = |in_place| Done { path, size: file.size, fetched: 0, in_place, reused: true };
		let present = self.destination.present(&file);
		if let Some(in_place) = self.find(&file, present.as_deref(), &complete).await? {
			self.bar.found(file.size);
			return Ok(here(in_place));
		}
		let path = self.destination.partial(&file);
		if self.copy(&file, &path).await? {
			let partial = Partial::open(path.clone(), self.durable).await?;
			partial.finish().await?;
			rename(path, complete).await?;
			self.bar.found(file.size);
			return Ok(here(false));
		}
		let fetched = self.assemble(&file, path.clone(), present).await?;
		rename(path, complete).await?;
		let path = file.path;
		Ok(Done { path, size: file.size, fetched, in_place: false, reused: false })
	}

	/// Looks for the file where it may be already; says whether that is the destination.
	async fn find(
		&self,
		file: &Entry,
		present: Option<&Path>,
		complete: &Path,
	) -> Result<Option<bool>, PullError> {
		if let Some(present) = present {
			if is_right(file, present).await? {
				return Ok(Some(true));
			}
		}
		Ok(is_right(file, complete).await?.then_some(false))
	}

	/// Copies the file from where an earlier pull has put it, unless part of it is here already.
	async fn copy(&self, file: &Entry, partial: &Path) -> Result<bool, PullError> {
		if fs::symlink_metadata(partial).is_ok_and(|metadata| metadata.len() > 0) {
			return Ok(false);
		}
		for from in self.places.same(file) {
			let to = partial.to_path_buf();
			let copied = blocking(move || {
				let result = File::open(from).and_then(|mut from| {
					let mut to = File::create(&to)?;
					std::io::copy(&mut from, &mut to)
				});
				result.is_ok()
			})
			.await;
			if copied && is_right(file, partial).await? {
				return Ok(true);
			}
			// What was copied is not what it should be, or the disk has no room for it.
			let _ = fs::remove_file(partial);
		}
		Ok(false)
	}

	/// The chunks of another version of the file, if this disk has one.
	async fn older(&self, file: &Entry, present: Option<PathBuf>) -> Option<Arc<Chunks>> {
		if file.size <= ONE_CHUNK {
			return None;
		}
		let path = present.or_else(|| self.places.older(file))?;
		match Chunks::of(&path).await {
			Ok(chunks) => Some(Arc::new(chunks)),
			Err(error) => {
				tracing::debug!("{} cannot be read: {error}", path.display());
				None
			}
		}
	}

	/// Puts the file together; gives the number of bytes that came from sources.
	async fn assemble(
		&self,
		file: &Entry,
		path: PathBuf,
		present: Option<PathBuf>,
	) -> Result<u64, PullError> {
		let older = self.older(file, present).await;
		let partial = Arc::new(Partial::open(path, self.durable).await?);
		let fetched = AtomicU64::new(0);
		let mut reasons = Vec::new();
		for route in self.sources.routes() {
			let attempt = Attempt {
				file,
				bar: &self.bar,
				partial: partial.clone(),
				older: older.clone(),
				fetched: &fetched,
				shown: AtomicU64::new(0),
				patience: self.patience,
			};
			let result = match route {
				Route::Blocks(all) => {
					let source: Arc<dyn BlockSource> = all.clone();
					attempt.by_blocks(&source).boxed().await
				}
				Route::Folder(folder) => attempt.whole(folder).boxed().await,
			};
			match result {
				Ok(()) => {
					partial.finish().await?;
					return Ok(fetched.load(Relaxed).min(file.size));
				}
				Err(Failed::Here(error)) => return Err(error),
				Err(Failed::Source(reason)) => reasons.push(reason),
				Err(Failed::Later(error)) => reasons.push(error.to_string()),
			}
			attempt.unshow();
		}
		let path = file.path.clone();
		Err(PullError::Unavailable { path, reasons, sources: Vec::new() })
	}
}

async fn rename(from: PathBuf, to: PathBuf) -> Result<(), PullError> {
	blocking(move || fs::rename(&from, &to).map_err(|e| PullError::from_io(&to, e))).await
}

/// Whether a file has the right content.
async fn is_right(file: &Entry, path: &Path) -> Result<bool, PullError> {
	let size = file.size;
	let opened = {
		let path = path.to_path_buf();
		blocking(move || {
			let is_file = fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() == size);
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
