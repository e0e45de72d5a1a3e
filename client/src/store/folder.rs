//! The embedded store: a folder with one file per block, named by its CID.
//!
//! ```text
//! <store>/metahub-store       "1\n": marks the folder and names the layout
//! <store>/blocks/<xy>/<cid>   the blocks; xy are the two characters before the CID's last one
//! <store>/assets/<asset>/<cid>  empty: the manifest <cid> was put in as that of the asset
//! <store>/pins/<cid>          empty: what can be reached from <cid> is not collected
//! <store>/pins/complete       empty: whatever is to be kept has a pin or is in assets/
//! <store>/index/<cid>         which blocks the manifest <cid> has (a gateway's)
//! <store>/gateway.key         what a gated gateway seals its passes with
//! <store>/lock                held, shared, while a pin is noted; garbage collection excludes that
//! <store>/tmp/                files being written
//! ```
//!
//! A block is written to `tmp/` and renamed, so a name never stands for half a block while the
//! system runs; several processes may use one store. What a crash of the machine may still damage
//! is found, as every block is checked whenever it is read, and is mended by putting the block
//! again. [`FolderStore::flush`] makes sure of what was put: it syncs each new file and folder.

mod gc;

pub use gc::{Collected, GcError, GcOptions, Root};

use super::{BlockSource, BlockStore, StoreError};
use crate::content::{unixfs::blocking, Block, BlockError, MAX_BLOCK_LEN};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::{ContentId, Did};
use std::{
	collections::HashSet,
	fs, io,
	io::{Read, Write},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, SystemTime},
};

/// The file that marks a store, and what is in it.
const MARKER: (&str, &str) = ("metahub-store", "1\n");
const FOLDERS: [&str; 3] = ["blocks", "pins", "tmp"];
/// Held while pins are noted (shared) or garbage is collected.
const LOCK: &str = "lock";
/// What a process that was killed leaves in `tmp/` is removed when it is older than this.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);
/// A block that is put in again gets the time of that if its own is older than this: garbage
/// collection spares what is new.
const SEEN: Duration = Duration::from_secs(5 * 60);
/// Threads that sync files at a time.
const SYNC_THREADS: usize = 8;

/// The embedded store. Clones share it.
#[derive(Clone, Debug)]
pub struct FolderStore {
	inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
	root: PathBuf,
	/// Blocks written since the last flush.
	unsynced: Mutex<HashSet<ContentId>>,
}

impl FolderStore {
	/// Opens the store in a folder, and makes it if the folder is empty or not there.
	pub fn open(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
		let root = root.into();
		let marker = root.join(MARKER.0);
		if !marker.is_file() {
			if is_used(&root) {
				return Err(StoreError::NotAStore(root));
			}
			for folder in FOLDERS {
				let path = root.join(folder);
				fs::create_dir_all(&path).map_err(|e| StoreError::from_io(&root, &path, e))?;
			}
			// All that comes into it is going to be pinned. A store that has lost its marker may
			// have older blocks.
			let pins = root.join(gc::COMPLETE);
			if fs::read_dir(root.join("blocks")).is_ok_and(|mut found| found.next().is_none()) {
				write_whole(&root.join("tmp"), &pins, b"")
					.map_err(|e| StoreError::from_io(&root, &pins, e))?;
			}
			// Whole or not at all: another process may be opening the same store.
			write_whole(&root.join("tmp"), &marker, MARKER.1.as_bytes())
				.map_err(|e| StoreError::from_io(&root, &marker, e))?;
		}
		let store = Self::open_existing(root)?;
		store.inner.remove_stale();
		Ok(store)
	}

	/// Opens a store that is there.
	pub fn open_existing(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
		let root = root.into();
		match fs::read_to_string(root.join(MARKER.0)) {
			Ok(text) if text == MARKER.1 => {}
			_ => return Err(StoreError::NotAStore(root)),
		}
		Ok(Self { inner: Arc::new(Inner { root, unsynced: Mutex::default() }) })
	}

	/// The store's folder.
	pub fn root(&self) -> &Path {
		&self.inner.root
	}

	/// Where a block lies, or would.
	pub fn block_path(&self, cid: &ContentId) -> PathBuf {
		self.inner.path_of(cid)
	}

	/// Whether the store is there and its blocks can be looked up.
	pub fn is_readable(&self) -> bool {
		let marker = fs::read_to_string(self.inner.root.join(MARKER.0));
		marker.is_ok_and(|text| text == MARKER.1)
			&& fs::read_dir(self.inner.root.join("blocks")).is_ok()
	}

	/// Whether a manifest was put in as that of an asset.
	pub fn vouches(&self, asset: &Did, manifest: &ContentId) -> bool {
		self.inner.vouch_path(asset, manifest).is_file()
	}

	/// The index of a manifest's blocks that is kept, if there is one.
	pub(crate) fn kept_index(&self, manifest: &ContentId) -> Option<Vec<u8>> {
		fs::read(self.index_path(manifest)).ok()
	}

	/// Keeps the index of a manifest's blocks.
	pub(crate) fn keep_index(&self, manifest: &ContentId, bytes: &[u8]) -> Result<(), StoreError> {
		let (root, path) = (self.root(), self.index_path(manifest));
		write_whole(&root.join("tmp"), &path, bytes)
			.map_err(|e| StoreError::from_io(root, &path, e))
	}

	fn index_path(&self, manifest: &ContentId) -> PathBuf {
		self.root().join("index").join(manifest.to_string())
	}

	async fn blocking<T: Send + 'static>(
		&self,
		work: impl FnOnce(&Inner) -> Result<T, StoreError> + Send + 'static,
	) -> Result<T, StoreError> {
		let inner = self.inner.clone();
		blocking(move || work(&inner)).await
	}
}

impl Inner {
	fn path_of(&self, cid: &ContentId) -> PathBuf {
		let name = cid.to_string();
		// The first characters of all CIDs are the same, and the last one has few values.
		let shard = &name[name.len() - 3..name.len() - 1];
		self.root.join("blocks").join(shard).join(&name)
	}

	/// The chain, the collection and the item, then the manifest.
	fn vouch_path(&self, asset: &Did, manifest: &ContentId) -> PathBuf {
		let name = asset.to_string();
		let name = name.trim_start_matches(Did::PREFIX).replace(':', "-");
		self.root.join("assets").join(name).join(manifest.to_string())
	}

	fn vouch(&self, asset: &Did, manifest: &ContentId) -> Result<(), StoreError> {
		let _lock = self.lock_shared().map_err(|e| self.lock_failed(e))?;
		let path = self.vouch_path(asset, manifest);
		self.note(&path).map_err(|e| StoreError::from_io(&self.root, &path, e))
	}

	/// Keeps garbage collection from starting, once it is over, until what is returned is dropped.
	fn lock_shared(&self) -> io::Result<fs::File> {
		let file = self.lock_file()?;
		match file.lock_shared() {
			// A file system without locks: pins have to work there, too.
			Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
			locked => locked?,
		}
		Ok(file)
	}

	/// Keeps everybody from noting pins, and from collecting garbage, until what is returned is
	/// dropped.
	fn lock_exclusive(&self) -> io::Result<fs::File> {
		let file = self.lock_file()?;
		file.lock()?;
		Ok(file)
	}

	fn lock_path(&self) -> PathBuf {
		self.root.join(LOCK)
	}

	fn lock_file(&self) -> io::Result<fs::File> {
		fs::File::options().create(true).append(true).open(self.lock_path())
	}

	fn lock_failed(&self, error: io::Error) -> StoreError {
		StoreError::from_io(&self.root, &self.lock_path(), error)
	}

	/// Makes an empty file in the store. When this returns, it is on the disk.
	fn note(&self, path: &Path) -> io::Result<()> {
		write_whole(&self.root.join("tmp"), path, b"")?;
		let mut above = path
			.ancestors()
			.take_while(|at| at.starts_with(&self.root) && !at.as_os_str().is_empty());
		above.try_for_each(|at| fs::File::open(at)?.sync_all())
	}

	fn describe(&self) -> String {
		format!("store {}", self.root.display())
	}

	fn get(&self, cid: &ContentId) -> Result<Block, StoreError> {
		let path = self.path_of(cid);
		let bytes = match read_at_most(&path, MAX_BLOCK_LEN + 1) {
			Ok(bytes) => bytes,
			Err(e) if e.kind() == io::ErrorKind::NotFound => {
				return Err(StoreError::NotFound { store: self.describe(), cid: *cid });
			}
			Err(error) => return Err(StoreError::Io { path, error }),
		};
		Block::check(cid, bytes).map_err(|error| self.corrupt(cid, error))
	}

	fn corrupt(&self, cid: &ContentId, error: BlockError) -> StoreError {
		StoreError::Corrupt { store: self.describe(), cid: *cid, error }
	}

	fn put(&self, block: &Block) -> Result<(), StoreError> {
		let cid = block.cid();
		let path = self.path_of(cid);
		// Comparing costs less than writing, and a damaged block gets replaced.
		if read_at_most(&path, block.len() + 1).is_ok_and(|present| present == block.bytes()[..])
			&& is_spared(&path)
		{
			return Ok(());
		}
		write_whole(&self.root.join("tmp"), &path, block.bytes())
			.map_err(|e| StoreError::from_io(&self.root, &path, e))?;
		self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).insert(*cid);
		Ok(())
	}

	fn flush(&self) -> Result<(), StoreError> {
		let unsynced =
			std::mem::take(&mut *self.unsynced.lock().unwrap_or_else(PoisonError::into_inner));
		let blocks: Vec<PathBuf> = unsynced.iter().map(|cid| self.path_of(cid)).collect();
		let folders: HashSet<PathBuf> =
			blocks.iter().filter_map(|path| path.parent()).map(Path::to_path_buf).collect();
		let mut folders: Vec<PathBuf> = folders.into_iter().collect();
		if !blocks.is_empty() {
			folders.push(self.root.join("blocks"));
		}
		self.sync(&blocks).and_then(|()| self.sync(&folders)).inspect_err(|_| {
			self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).extend(unsynced);
		})
	}

	fn sync(&self, paths: &[PathBuf]) -> Result<(), StoreError> {
		let share = paths.len().div_ceil(SYNC_THREADS).max(1);
		std::thread::scope(|scope| {
			let workers: Vec<_> = paths
				.chunks(share)
				.map(|chunk| {
					scope.spawn(|| {
						chunk.iter().try_for_each(|path| {
							fs::File::open(path)
								.and_then(|file| file.sync_all())
								.map_err(|e| StoreError::from_io(&self.root, path, e))
						})
					})
				})
				.collect();
			workers.into_iter().try_for_each(|worker| match worker.join() {
				Ok(result) => result,
				Err(panic) => std::panic::resume_unwind(panic),
			})
		})
	}

	/// Removes what killed processes left in `tmp/`. That it fails is no reason not to go on.
	fn remove_stale(&self) {
		let Ok(entries) = fs::read_dir(self.root.join("tmp")) else { return };
		let now = SystemTime::now();
		for entry in entries.flatten() {
			let age = entry.metadata().and_then(|m| m.modified()).map(|at| now.duration_since(at));
			if matches!(age, Ok(Ok(age)) if age > STALE) {
				let _ = fs::remove_file(entry.path());
			}
		}
	}
}

/// Whether a folder has something in it that a store being made would not.
fn is_used(root: &Path) -> bool {
	let Ok(mut entries) = fs::read_dir(root) else { return false };
	entries.any(|entry| entry.map_or(true, |e| FOLDERS.iter().all(|name| e.file_name() != *name)))
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(tmp: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
	// Removed when dropped, so a failure leaves nothing behind.
	let mut file = tempfile::NamedTempFile::new_in(tmp)?;
	file.write_all(bytes)?;
	match file.persist(path) {
		Ok(_) => Ok(()),
		Err(failed) if failed.error.kind() == io::ErrorKind::NotFound => {
			if let Some(folder) = path.parent() {
				fs::create_dir_all(folder)?;
			}
			failed.file.persist(path).map(drop).map_err(|e| e.error)
		}
		Err(failed) => Err(failed.error),
	}
}

/// Makes sure that garbage collection does not remove a block that is there; says whether it still
/// is.
fn is_spared(path: &Path) -> bool {
	let Ok(file) = fs::File::open(path) else { return false };
	let now = SystemTime::now();
	let modified = file.metadata().and_then(|found| found.modified());
	if modified.is_ok_and(|at| now.duration_since(at).unwrap_or_default() < SEEN) {
		return true;
	}
	// It may have been moved away between the two; then it is written again.
	file.set_modified(now).is_ok() && path.is_file()
}

fn read_at_most(path: &Path, max: usize) -> io::Result<Vec<u8>> {
	let file = fs::File::open(path)?;
	let len = file.metadata()?.len().min(max as u64) as usize;
	let mut bytes = Vec::with_capacity(len + 1);
	file.take(max as u64).read_to_end(&mut bytes)?;
	Ok(bytes)
}

impl BlockSource for FolderStore {
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>> {
		let cid = *cid;
		self.blocking(move |inner| inner.get(&cid)).boxed()
	}

	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>> {
		let cid = *cid;
		self.blocking(move |inner| Ok(inner.path_of(&cid).is_file())).boxed()
	}

	fn describe(&self) -> String {
		self.inner.describe()
	}
}

impl BlockStore for FolderStore {
	fn put<'a>(&'a self, block: &'a Block) -> BoxFuture<'a, Result<(), StoreError>> {
		let block = block.clone();
		self.blocking(move |inner| inner.put(&block)).boxed()
	}

	fn pin<'a>(&'a self, root: &'a ContentId) -> BoxFuture<'a, Result<(), StoreError>> {
		self.note_pin(root).boxed()
	}

	fn vouch<'a>(
		&'a self,
		asset: &'a Did,
		manifest: &'a ContentId,
	) -> BoxFuture<'a, Result<(), StoreError>> {
		let (asset, manifest) = (*asset, *manifest);
		self.blocking(move |inner| inner.vouch(&asset, &manifest)).boxed()
	}

	fn flush(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		self.blocking(Inner::flush).boxed()
	}
}
