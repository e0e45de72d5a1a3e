//! A file while it is being put together.

use super::PullError;
use crate::content::{reader::Leaf, unixfs::blocking, Block};
use bytes::Bytes;
use rustix::fs::OFlags;
use std::{
	fs::{self, File, OpenOptions},
	io,
	os::unix::fs::{FileExt, OpenOptionsExt},
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc,
	},
};
use tokio::{sync::Mutex, task::JoinHandle};

/// After so many bytes the system is told to write them to the disk, while more come in.
const WRITE_BACK: u64 = 64 << 20;

/// A file while it is being put together.
pub(super) struct Partial {
	path: PathBuf,
	file: Arc<File>,
	/// Whether it has to survive a loss of power once it is complete.
	durable: bool,
	unwritten: AtomicU64,
	writing_back: Mutex<Option<JoinHandle<io::Result<()>>>>,
}

impl Partial {
	/// Opens a partial file, or makes it.
	pub(super) async fn open(path: PathBuf, durable: bool) -> Result<Self, PullError> {
		let file = {
			let path = path.clone();
			blocking(move || open(&path)).await?
		};
		Ok(Self {
			path,
			file: Arc::new(file),
			durable,
			unwritten: AtomicU64::new(0),
			writing_back: Mutex::default(),
		})
	}

	/// How long it is.
	pub(super) fn len(&self) -> u64 {
		self.file.metadata().map_or(0, |metadata| metadata.len())
	}

	/// Another handle, at the file's beginning.
	pub(super) fn reopen(&self) -> Result<File, PullError> {
		File::open(&self.path).map_err(|error| self.failed(error))
	}

	pub(super) fn failed(&self, error: io::Error) -> PullError {
		PullError::from_io(&self.path, error)
	}

	async fn io(
		&self,
		work: impl FnOnce(&File) -> io::Result<()> + Send + 'static,
	) -> Result<(), PullError> {
		let file = self.file.clone();
		blocking(move || work(&file)).await.map_err(|error| self.failed(error))
	}

	pub(super) async fn write(&self, bytes: Bytes, offset: u64) -> Result<(), PullError> {
		let len = bytes.len() as u64;
		self.io(move |file| file.write_all_at(&bytes, offset)).await?;
		if self.durable && self.unwritten.fetch_add(len, Relaxed) + len >= WRITE_BACK {
			self.write_back().await?;
		}
		Ok(())
	}

	/// Has what was written go to the disk in the background.
	async fn write_back(&self) -> Result<(), PullError> {
		let mut running = self.writing_back.lock().await;
		if running.as_ref().is_some_and(|task| !task.is_finished()) {
			return Ok(());
		}
		self.wait(&mut running).await?;
		self.unwritten.store(0, Relaxed);
		let file = self.file.clone();
		*running = Some(tokio::task::spawn_blocking(move || file.sync_data()));
		Ok(())
	}

	/// An error of the disk is told once only, so it must not get lost.
	async fn wait(
		&self,
		running: &mut Option<JoinHandle<io::Result<()>>>,
	) -> Result<(), PullError> {
		let Some(task) = running.take() else { return Ok(()) };
		task.await.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(|e| self.failed(e))
	}

	pub(super) async fn set_len(&self, len: u64) -> Result<(), PullError> {
		self.io(move |file| file.set_len(len)).await
	}

	/// Returns when the file survives a loss of power, if it has to.
	pub(super) async fn finish(&self) -> Result<(), PullError> {
		let mut running = self.writing_back.lock().await;
		self.wait(&mut running).await?;
		if self.durable {
			self.io(File::sync_all).await?;
		}
		Ok(())
	}

	/// Whether it has the right bytes where a chunk goes.
	pub(super) async fn has(&self, leaf: Leaf) -> bool {
		let file = self.file.clone();
		blocking(move || read(&file, leaf, leaf.offset).is_some()).await
	}
}

/// The chunk's bytes, if the file has them at an offset.
pub(super) fn read(file: &File, leaf: Leaf, offset: u64) -> Option<Block> {
	let mut bytes = vec![0; leaf.len as usize];
	file.read_exact_at(&mut bytes, offset).ok()?;
	Block::check(&leaf.cid, bytes).ok()
}

fn open(path: &Path) -> Result<File, PullError> {
	if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
		return Err(PullError::InTheWay(path.into()));
	}
	let mut options = OpenOptions::new();
	options.read(true).write(true).create(true).truncate(false);
	options.custom_flags(OFlags::NOFOLLOW.bits() as i32);
	options.open(path).map_err(|e| PullError::from_io(path, e))
}
