//! Garbage collection: what no manifest needs is removed from the embedded store.
//!
//! Kept is what can be reached from a root: a manifest that was packed or published with this store
//! (`pins/`), or that was put in as an asset's (`assets/`), and the files that it names. A publish
//! that runs at the same time has no root yet. Its blocks are kept because they are new: each block
//! that is put has the time of that, also one that was there before. So nothing is removed that was
//! put within the guard's time. Nor does a pin come between: it waits until the collection is over.
//!
//! Stores that were made before pins were noted hold manifests that nothing names. Only a store with
//! the file `pins/complete` is collected: it is written when the store is made, or when the user says
//! so ([`GcOptions::only_pinned`]).

use super::FolderStore;
use crate::{
	content::{
		manifest::MAX_MANIFEST_LEN,
		reader::{read_small, File, ReadError, Visit},
		unixfs::blocking,
		Manifest,
	},
	store::{BlockSource, StoreError},
};
use futures::TryStreamExt;
use metahub_assets::ContentId;
use serde::Serialize;
use std::{
	collections::{BTreeMap, HashSet},
	fs, io,
	path::{Path, PathBuf},
	pin::pin,
	sync::Arc,
	time::{Duration, SystemTime},
};

/// Why garbage is not collected, or a root not changed.
#[derive(Debug, thiserror::Error)]
pub enum GcError {
	/// What a root needs cannot be known.
	#[error(
		"nothing was removed, as it is not known what the manifest {manifest} needs ({reason}); put it \
		 and its files into the store again, or give it up with `metahub store unpin {manifest}`"
	)]
	Root {
		/// The root.
		manifest: ContentId,
		/// Why not.
		reason: String,
	},
	/// The store was written before roots were noted.
	#[error(
		"nothing was removed: this store is from before manifests were pinned and may hold some that \
		 are not. `metahub store ls` lists those that are kept; pin each other one with `metahub store \
		 pin`, then run `metahub store gc --only-pinned` once"
	)]
	NoPins,
	/// A root that is to be noted is not a manifest.
	#[error("{manifest} is not a manifest in this store: {reason}")]
	NotAManifest {
		/// What was named.
		manifest: ContentId,
		/// Why not.
		reason: String,
	},
	/// What is to be given up is not kept.
	#[error("{0} is neither pinned nor an asset's manifest in this store")]
	NotPinned(ContentId),
	/// A file or folder of the store.
	#[error("{}: {error}", .path.display())]
	Io {
		/// Which.
		path: PathBuf,
		/// What the system said.
		#[source]
		error: io::Error,
	},
}

/// In `pins/`: all that is to be kept has a pin or is an asset's.
pub(super) const COMPLETE: &str = "pins/complete";

/// What to collect.
#[derive(Clone, Copy, Debug, Default)]
pub struct GcOptions {
	/// What was put in within this time is kept.
	pub keep_newer: Duration,
	/// Removes nothing.
	pub dry_run: bool,
	/// Takes the user's word that all that is to be kept is pinned or an asset's, and remembers it,
	/// in a store that was made before pins were noted.
	pub only_pinned: bool,
}

/// What was collected, or would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collected {
	/// Manifests that keep blocks.
	pub roots: u64,
	/// Blocks that are reachable from them.
	pub kept: u64,
	/// Their bytes.
	pub kept_bytes: u64,
	/// Other blocks that are newer than the guard's time.
	pub recent: u64,
	/// Their bytes.
	pub recent_bytes: u64,
	/// Blocks that were removed.
	pub removed: u64,
	/// Their bytes.
	pub removed_bytes: u64,
}

/// A manifest that keeps blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Root {
	/// The manifest.
	pub manifest: ContentId,
	/// Whether it was packed or published with this store.
	pub pinned: bool,
	/// The assets that it was put in as, as DIDs without their prefix.
	pub assets: Vec<String>,
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> GcError + '_ {
	move |error| GcError::Io { path: path.into(), error }
}

/// The entries of a folder; none if it is not there.
fn entries(path: &Path) -> Result<Vec<fs::DirEntry>, GcError> {
	match fs::read_dir(path) {
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
		read => read.and_then(Iterator::collect).map_err(io_error(path)),
	}
}

fn cid_of(entry: &fs::DirEntry) -> Option<ContentId> {
	entry.file_name().to_str()?.parse().ok()
}

impl FolderStore {
	fn pins(&self) -> PathBuf {
		self.root().join("pins")
	}

	/// Notes that a manifest and its files are to be kept. Other roots are not noted: a manifest names
	/// them.
	pub(super) async fn note_pin(&self, root: &ContentId) -> Result<(), StoreError> {
		if root.is_raw() {
			// Small files are many: one byte tells most of them from a manifest.
			let path = self.block_path(root);
			let first = blocking(move || super::read_at_most(&path, 1)).await;
			if !first.is_ok_and(|first| first == b"{") {
				return Ok(());
			}
		}
		let lock = self.inner.clone();
		let lock = blocking(move || lock.lock_shared()).await;
		let _lock = lock.map_err(|error| self.inner.lock_failed(error))?;
		if self.manifest(root).await.is_err() {
			return Ok(());
		}
		let (store, path) = (self.inner.clone(), self.pins().join(root.to_string()));
		let noted = blocking(move || store.note(&path)).await;
		noted.map_err(|e| StoreError::from_io(self.root(), &self.pins(), e))
	}

	/// Keeps a manifest and its files.
	pub async fn keep(&self, manifest: &ContentId) -> Result<(), GcError> {
		let lock = self.inner.clone();
		let lock = blocking(move || lock.lock_shared()).await;
		let _lock = lock.map_err(io_error(&self.inner.lock_path()))?;
		let not_one = |reason| GcError::NotAManifest { manifest: *manifest, reason };
		self.manifest(manifest).await.map_err(not_one)?;
		let (store, path) = (self.inner.clone(), self.pins().join(manifest.to_string()));
		blocking(move || store.note(&path).map_err(io_error(&path))).await
	}

	/// Keeps a manifest no longer, neither as packed nor as an asset's. Its blocks are removed by the
	/// next collection.
	pub fn give_up(&self, manifest: &ContentId) -> Result<Root, GcError> {
		let root = self.roots()?.into_iter().find(|root| root.manifest == *manifest);
		let root = root.ok_or(GcError::NotPinned(*manifest))?;
		let name = manifest.to_string();
		let assets = root.assets.iter().map(|asset| self.root().join("assets").join(asset));
		for folder in assets.chain([self.pins()]) {
			let path = folder.join(&name);
			match fs::remove_file(&path) {
				Err(error) if error.kind() != io::ErrorKind::NotFound => {
					return Err(io_error(&path)(error));
				}
				_ => {}
			}
		}
		Ok(root)
	}

	/// The manifests that keep blocks, in order.
	pub fn roots(&self) -> Result<Vec<Root>, GcError> {
		let mut roots: BTreeMap<ContentId, Root> = BTreeMap::new();
		let mut add = |manifest: ContentId, asset: Option<&str>| {
			let new = Root { manifest, pinned: false, assets: Vec::new() };
			let root = roots.entry(manifest).or_insert(new);
			match asset {
				Some(asset) => root.assets.push(asset.into()),
				None => root.pinned = true,
			}
		};
		for entry in entries(&self.pins())? {
			if let Some(manifest) = cid_of(&entry) {
				add(manifest, None);
			}
		}
		for asset in entries(&self.root().join("assets"))? {
			for entry in entries(&asset.path())? {
				if let Some(manifest) = cid_of(&entry) {
					add(manifest, Some(&asset.file_name().to_string_lossy()));
				}
			}
		}
		Ok(roots.into_values().collect())
	}

	/// Removes the blocks that no root needs and that were put in before the guard's time, and the
	/// indices of manifests that are not roots.
	pub async fn collect_garbage(&self, options: GcOptions) -> Result<Collected, GcError> {
		let GcOptions { keep_newer, dry_run, only_pinned } = options;
		let complete = self.root().join(COMPLETE);
		let known = complete.is_file();
		if !known && !only_pinned {
			return Err(GcError::NoPins);
		}
		let lock = match dry_run {
			true => None,
			false => {
				let inner = self.inner.clone();
				let lock = blocking(move || inner.lock_exclusive()).await;
				Some(lock.map_err(io_error(&self.inner.lock_path()))?)
			}
		};
		let before = SystemTime::now().checked_sub(keep_newer).unwrap_or(SystemTime::UNIX_EPOCH);
		let roots = self.roots()?;
		let mut needed = HashSet::new();
		for root in &roots {
			self.mark(&root.manifest, &mut needed).await?;
		}
		let names: HashSet<ContentId> = roots.iter().map(|root| root.manifest).collect();
		let store = self.clone();
		blocking(move || {
			// Until the last block is removed, also if nobody waits for that any more.
			let _lock = lock;
			if !known && !dry_run {
				store.inner.note(&complete).map_err(io_error(&complete))?;
			}
			store.sweep(&names, &needed, before, dry_run)
		})
		.await
	}

	async fn manifest(&self, cid: &ContentId) -> Result<Manifest, String> {
		let source: Arc<dyn BlockSource> = Arc::new(self.clone());
		let file = File::open(source.clone(), cid).await.map_err(|error| error.to_string())?;
		if file.size() > MAX_MANIFEST_LEN as u64 {
			return Err("it is too long for a manifest".into());
		}
		// Files are many and manifests few: most are told apart by their first byte.
		let first: Vec<_> = file
			.bytes(0..file.size().min(1))
			.try_collect()
			.await
			.map_err(|error: ReadError| error.to_string())?;
		if first.first().and_then(|piece| piece.first()) != Some(&b'{') {
			return Err("it is no manifest".into());
		}
		let bytes = read_small(source, cid, MAX_MANIFEST_LEN as u64).await;
		let bytes = bytes.map_err(|error| error.to_string())?;
		blocking(move || Manifest::parse(&bytes)).await.map_err(|error| error.to_string())
	}

	/// Adds the blocks of a manifest and of its files.
	async fn mark(
		&self,
		manifest: &ContentId,
		needed: &mut HashSet<ContentId>,
	) -> Result<(), GcError> {
		let unread = |reason: String| GcError::Root { manifest: *manifest, reason };
		let parsed = self.manifest(manifest).await.map_err(unread)?;
		for cid in parsed.files().iter().map(|file| &file.cid).chain([manifest]) {
			if !needed.insert(*cid) || cid.is_raw() {
				continue;
			}
			let source: Arc<dyn BlockSource> = Arc::new(self.clone());
			let file = match File::open(source, cid).await {
				Ok(file) => file,
				// A file that was never put in. What is below its root is not known otherwise.
				Err(ReadError::Store(StoreError::NotFound { .. })) => continue,
				Err(error) => return Err(unread(error.to_string())),
			};
			let mut visits = pin!(file.visits(0..file.size()));
			while let Some(visit) =
				visits.try_next().await.map_err(|error| unread(error.to_string()))?
			{
				needed.insert(match visit {
					Visit::Node(node) => *node.cid(),
					Visit::Leaf(leaf) => leaf.cid,
				});
			}
		}
		Ok(())
	}

	fn sweep(
		&self,
		roots: &HashSet<ContentId>,
		needed: &HashSet<ContentId>,
		before: SystemTime,
		dry_run: bool,
	) -> Result<Collected, GcError> {
		let mut collected = Collected { roots: roots.len() as u64, ..Default::default() };
		for shard in entries(&self.root().join("blocks"))? {
			for entry in entries(&shard.path())? {
				let Some(cid) = cid_of(&entry) else { continue };
				let found = entry.metadata().ok().filter(fs::Metadata::is_file);
				let Some(found) = found else { continue };
				let (count, bytes) = if needed.contains(&cid) {
					(&mut collected.kept, &mut collected.kept_bytes)
				} else if !is_older(&found, before)
					|| !(dry_run || self.remove(&entry.path(), before)?)
				{
					(&mut collected.recent, &mut collected.recent_bytes)
				} else {
					(&mut collected.removed, &mut collected.removed_bytes)
				};
				*count += 1;
				*bytes += found.len();
			}
		}
		for entry in entries(&self.root().join("index"))? {
			let of_a_root = cid_of(&entry).is_some_and(|cid| roots.contains(&cid));
			if !of_a_root && !dry_run {
				// A gateway builds it again if it is needed.
				let _ = fs::remove_file(entry.path());
			}
		}
		Ok(collected)
	}

	/// Removes a block, unless it was put in again a moment ago.
	///
	/// It is moved away first. Whoever puts it in from then on writes it again; and whoever has
	/// found it there before has set its time, see `Inner::put`.
	fn remove(&self, path: &Path, before: SystemTime) -> Result<bool, GcError> {
		let name = path.file_name().unwrap_or_default();
		let away = self.root().join("tmp").join(name);
		match fs::rename(path, &away) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
			result => result.map_err(io_error(path))?,
		}
		let found = fs::metadata(&away).map_err(io_error(&away))?;
		if is_older(&found, before) {
			fs::remove_file(&away).map_err(io_error(&away))?;
			return Ok(true);
		}
		fs::rename(&away, path).map_err(io_error(path))?;
		Ok(false)
	}
}

fn is_older(found: &fs::Metadata, than: SystemTime) -> bool {
	found.modified().is_ok_and(|at| at < than)
}
