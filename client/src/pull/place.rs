//! The destination of a pull, and the folder beside it where the files are put together.
//!
//! ```text
//! <dest>.metahub-part/lock              held while a pull is at work
//! <dest>.metahub-part/partial/<hash>    a file that is not complete, by the hash of its leaf
//! <dest>.metahub-part/files/<path>      files that are
//! ```
//!
//! Paths come from manifests that anyone may have made. They are relative and without `..`, as
//! [`metahub_assets::check_path`] sees to; here no folder on the way to a file may be a symbolic
//! link either.

use super::PullError;
use crate::content::walk;
use metahub_assets::{leaf_hash, Entry};
use std::{
	collections::HashSet,
	ffi::OsString,
	fs, io,
	os::unix::fs::MetadataExt,
	path::{Component, Path, PathBuf},
};
use walkdir::WalkDir;

/// The folders in a folder of unfinished work.
const FOLDERS: [&str; 2] = ["files", "partial"];
/// How often the folder of unfinished work may vanish while it is being locked.
const LOCK_ATTEMPTS: usize = 8;
/// Most files that are reported as left alone.
const MAX_LEFT: usize = 1_000;

/// The destination of a pull.
pub(super) struct Destination {
	dest: PathBuf,
	part: PathBuf,
	/// Whether the destination has files in it.
	update: bool,
	/// Unlocked when closed.
	_lock: fs::File,
}

impl Destination {
	/// Checks the destination and takes hold of the folder of unfinished work.
	pub(super) fn open(
		dest: PathBuf,
		part: Option<PathBuf>,
		force: bool,
	) -> Result<Self, PullError> {
		let (dest, update) = examine(dest, force)?;
		let part = beside(&dest, part)?;
		let lock = hold(&part)?;
		// From here on dropping this cleans up.
		let destination = Self { dest, part, update, _lock: lock };
		for folder in FOLDERS {
			let path = destination.part.join(folder);
			match fs::create_dir(&path) {
				Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
					return Err(PullError::from_io(&path, e));
				}
				_ if !is_real_folder(&path) => return Err(PullError::InTheWay(path)),
				_ => {}
			}
		}
		Ok(destination)
	}

	/// The destination.
	pub(super) fn path(&self) -> &Path {
		&self.dest
	}

	/// Where a file lies while it is not complete.
	pub(super) fn partial(&self, file: &Entry) -> PathBuf {
		let leaf = leaf_hash(&file.path, file.cid.as_bytes(), file.size);
		self.part.join("partial").join(format!("{leaf:x}"))
	}

	/// Where a complete file lies, with the folders on the way to it made.
	pub(super) fn complete(&self, file: &Entry) -> Result<PathBuf, PullError> {
		prepare(&self.part.join("files"), &file.path)
	}

	/// Where a file lies in a destination that is updated.
	pub(super) fn present(&self, file: &Entry) -> Option<PathBuf> {
		let path = self.dest.join(&file.path);
		let folders_are_real = file
			.path
			.match_indices('/')
			.all(|(at, _)| is_real_folder(&self.dest.join(&file.path[..at])));
		(self.update && folders_are_real && is_real_file(&path)).then_some(path)
	}

	/// Whether all of these files can go into the destination: nothing is moved if one cannot.
	fn check(&self, paths: &HashSet<String>) -> Result<(), PullError> {
		for path in paths.iter().filter(|_| self.update) {
			let folders = path.match_indices('/').map(|(at, _)| self.dest.join(&path[..at]));
			let in_the_way = |path: &PathBuf| match fs::symlink_metadata(path) {
				Ok(metadata) => !metadata.is_dir(),
				Err(_) => false,
			};
			if let Some(folder) = folders.into_iter().find(in_the_way) {
				return Err(PullError::InTheWay(folder));
			}
			let file = self.dest.join(path);
			if is_real_folder(&file) {
				return Err(PullError::InTheWay(file));
			}
		}
		Ok(())
	}

	/// Makes ready for some files: finds out whether there is room for them, and removes what an
	/// earlier pull of others has left.
	pub(super) fn prepare_for(&self, keep: &HashSet<String>) -> Result<(), PullError> {
		self.check(keep)?;
		let files = self.part.join("files");
		for entry in WalkDir::new(&files).min_depth(1).contents_first(true) {
			let entry = entry.map_err(|e| PullError::from_io(&files, e.into()))?;
			let relative = entry.path().strip_prefix(&files).ok().and_then(Path::to_str);
			let removed = if entry.file_type().is_dir() {
				match fs::remove_dir(entry.path()) {
					Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
					other => other,
				}
			} else if entry.file_type().is_file() && relative.is_some_and(|p| keep.contains(p)) {
				Ok(())
			} else {
				fs::remove_file(entry.path())
			};
			removed.map_err(|e| PullError::from_io(entry.path(), e))?;
		}
		Ok(())
	}

	/// Moves complete files into place. Gives the files of the destination that are not among
	/// `known`.
	pub(super) fn finish(
		&self,
		moved: &HashSet<String>,
		known: &HashSet<String>,
	) -> Result<Vec<String>, PullError> {
		let files = self.part.join("files");
		let mut left = Vec::new();
		// Files are on the disk when they are complete; folders before they have their place.
		sync_folders(&files)?;
		if self.update {
			self.check(moved)?;
			for path in moved {
				let target = prepare(&self.dest, path)?;
				fs::rename(files.join(path), &target)
					.map_err(|e| PullError::from_io(&target, e))?;
			}
			sync_folders(&self.dest)?;
			left = self.left(known);
		} else {
			// In one step: the destination has all files or none.
			fs::rename(&files, &self.dest).map_err(|e| PullError::from_io(&self.dest, e))?;
		}
		let parent = self.dest.parent().filter(|parent| !parent.as_os_str().is_empty());
		sync(parent.unwrap_or(Path::new(".")))?;
		// What remains is of no use any more, but not in the way either.
		for folder in FOLDERS {
			let _ = fs::remove_dir_all(self.part.join(folder));
		}
		Ok(left)
	}

	fn left(&self, known: &HashSet<String>) -> Vec<String> {
		let files = walk::list(&self.dest).map(|listing| listing.files).unwrap_or_default();
		let others = files.into_iter().map(|file| file.path).filter(|path| !known.contains(path));
		others.take(MAX_LEFT).collect()
	}
}

impl Drop for Destination {
	/// Leaves nothing behind unless there is something to go on from.
	fn drop(&mut self) {
		for folder in FOLDERS {
			let _ = fs::remove_dir(self.part.join(folder));
		}
		let used = FOLDERS.iter().any(|folder| self.part.join(folder).exists());
		if !used && fs::remove_file(self.part.join("lock")).is_ok() {
			let _ = fs::remove_dir(&self.part);
		}
	}
}

/// Makes the folder of unfinished work and locks it.
fn hold(part: &Path) -> Result<fs::File, PullError> {
	let path = part.join("lock");
	let mut options = fs::OpenOptions::new();
	options.create(true).truncate(false).write(true);
	for _ in 0..LOCK_ATTEMPTS {
		fs::create_dir_all(part).map_err(|e| PullError::from_io(part, e))?;
		if !is_real_folder(part) {
			return Err(PullError::InTheWay(part.into()));
		}
		let lock = match options.open(&path) {
			Ok(lock) => lock,
			Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
			Err(e) => return Err(PullError::from_io(&path, e)),
		};
		match lock.try_lock() {
			Ok(()) => {}
			Err(fs::TryLockError::WouldBlock) => break,
			Err(fs::TryLockError::Error(e)) => return Err(PullError::from_io(&path, e)),
		}
		// A pull that was just finishing may have removed the file that is locked now.
		let same = |a: fs::Metadata, b: fs::Metadata| a.ino() == b.ino() && a.dev() == b.dev();
		if let (Ok(held), Ok(there)) = (lock.metadata(), fs::symlink_metadata(&path)) {
			if same(held, there) {
				return Ok(lock);
			}
		}
	}
	Err(PullError::Busy(part.into()))
}

/// The destination without symbolic links, and whether it has something in it.
fn examine(dest: PathBuf, force: bool) -> Result<(PathBuf, bool), PullError> {
	let metadata = match fs::metadata(&dest) {
		Ok(metadata) => metadata,
		Err(e) if e.kind() == io::ErrorKind::NotFound => {
			if is_link(&dest) {
				return Err(PullError::InTheWay(dest));
			}
			return Ok((dest, false));
		}
		Err(e) => return Err(PullError::from_io(&dest, e)),
	};
	if !metadata.is_dir() {
		return Err(PullError::DestinationNotAFolder(dest));
	}
	let real = fs::canonicalize(&dest).map_err(|e| PullError::from_io(&dest, e))?;
	let empty = fs::read_dir(&real).map_err(|e| PullError::from_io(&real, e))?.next().is_none();
	match (empty, force) {
		(true, _) => Ok((real, false)),
		(false, true) => Ok((real, true)),
		(false, false) => Err(PullError::DestinationNotEmpty(dest)),
	}
}

/// `<dest>.metahub-part`, beside the destination or in another folder.
fn beside(dest: &Path, folder: Option<PathBuf>) -> Result<PathBuf, PullError> {
	let name = dest.file_name().ok_or_else(|| PullError::DestinationNotAFolder(dest.into()))?;
	let mut part = OsString::from(name);
	part.push(".metahub-part");
	Ok(match folder {
		Some(folder) => folder.join(part),
		None => dest.with_file_name(part),
	})
}

/// Has the system write a folder's entries, and those of the folders in it, to the disk.
fn sync_folders(folder: &Path) -> Result<(), PullError> {
	for entry in WalkDir::new(folder).contents_first(true) {
		let entry = entry.map_err(|e| PullError::from_io(folder, e.into()))?;
		if entry.file_type().is_dir() {
			sync(entry.path())?;
		}
	}
	Ok(())
}

fn sync(folder: &Path) -> Result<(), PullError> {
	let synced = fs::File::open(folder).and_then(|opened| opened.sync_all());
	synced.map_err(|e| PullError::from_io(folder, e))
}

/// The place of a file below a folder, with the folders on the way made.
fn prepare(base: &Path, path: &str) -> Result<PathBuf, PullError> {
	let relative = Path::new(path);
	let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
	// On other systems more than a slash separates.
	if !plain || relative.components().count() != path.split('/').count() {
		return Err(PullError::ImpossiblePath(path.into()));
	}
	let mut folder = base.to_path_buf();
	for part in relative.parent().into_iter().flat_map(Path::components) {
		folder.push(part);
		match fs::create_dir(&folder) {
			Ok(()) => {}
			Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
				if !is_real_folder(&folder) {
					return Err(PullError::InTheWay(folder));
				}
			}
			Err(e) => return Err(PullError::from_io(&folder, e)),
		}
	}
	Ok(base.join(relative))
}

fn is_real_folder(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

fn is_real_file(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

fn is_link(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}
