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
	path::{Component, Path, PathBuf},
};
use walkdir::WalkDir;

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
		let part = match part {
			Some(part) => part,
			None => beside(&dest)?,
		};
		for folder in ["files", "partial"] {
			let path = part.join(folder);
			fs::create_dir_all(&path).map_err(|e| PullError::from_io(&path, e))?;
			if !is_real_folder(&path) || !is_real_folder(&part) {
				return Err(PullError::InTheWay(path));
			}
		}
		let lock_path = part.join("lock");
		let lock = fs::OpenOptions::new()
			.create(true)
			.truncate(false)
			.write(true)
			.open(&lock_path)
			.map_err(|e| PullError::from_io(&lock_path, e))?;
		match lock.try_lock() {
			Ok(()) => Ok(Self { dest, part, update, _lock: lock }),
			Err(fs::TryLockError::WouldBlock) => Err(PullError::Busy(part)),
			Err(fs::TryLockError::Error(e)) => Err(PullError::from_io(&lock_path, e)),
		}
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
		let folders_are_real = file.path.match_indices('/').all(|(at, _)| {
			is_real_folder(&self.dest.join(&file.path[..at]))
		});
		(self.update && folders_are_real && is_real_file(&path)).then_some(path)
	}

	/// Removes what an earlier pull of other files has left.
	pub(super) fn remove_others(&self, keep: &HashSet<String>) -> Result<(), PullError> {
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
		moved: &[String],
		known: &HashSet<String>,
	) -> Result<Vec<String>, PullError> {
		let files = self.part.join("files");
		let mut left = Vec::new();
		if self.update {
			for path in moved {
				let target = prepare(&self.dest, path)?;
				fs::rename(files.join(path), &target).map_err(|e| PullError::from_io(&target, e))?;
			}
			left = self.left(known);
		} else {
			// In one step: the destination has all files or none.
			fs::rename(&files, &self.dest).map_err(|e| PullError::from_io(&self.dest, e))?;
		}
		// What remains is of no use any more, but not in the way either.
		let _ = fs::remove_dir_all(&self.part);
		Ok(left)
	}

	fn left(&self, known: &HashSet<String>) -> Vec<String> {
		let files = walk::list(&self.dest).map(|listing| listing.files).unwrap_or_default();
		let others = files.into_iter().map(|file| file.path).filter(|path| !known.contains(path));
		others.take(MAX_LEFT).collect()
	}
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
		},
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

/// `<dest>.metahub-part`.
fn beside(dest: &Path) -> Result<PathBuf, PullError> {
	let name = dest.file_name().ok_or_else(|| PullError::DestinationNotAFolder(dest.into()))?;
	let mut part = OsString::from(name);
	part.push(".metahub-part");
	Ok(dest.with_file_name(part))
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
			Ok(()) => {},
			Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
				if !is_real_folder(&folder) {
					return Err(PullError::InTheWay(folder));
				}
			},
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
