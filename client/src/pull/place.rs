//! The destination of a pull, and the folder next to it where the files are put together.
//!
//! ```text
//! <dest>.metahub-part/lock              held while a pull is at work
//! <dest>.metahub-part/partial/<hash>    a file that is not complete, by the hash of its leaf
//! <dest>.metahub-part/files/<path>      files that are
//! <dest>.metahub-part/old/<path>        files of the destination while they are being replaced
//! ```
//!
//! It has to be on the destination's file system, where moving a file is a matter of its name. A
//! destination that is a mounted volume, or whose parent cannot be written to, has it inside, as
//! `<dest>/.metahub-part`.
//!
//! Paths come from manifests that anyone may have made. They are relative and without `..`, as
//! [`metahub_assets::check_path`] sees to; here no folder on the way to a file may be a symbolic
//! link either.

use super::{settle::recover, PullError};
use crate::content::walk;
use metahub_assets::{leaf_hash, ContentId, Entry};
use rustix::process::geteuid;
use std::{
	collections::HashSet,
	ffi::OsString,
	fs, io,
	os::unix::fs::{DirBuilderExt, MetadataExt},
	path::{Component, Path, PathBuf},
};
use walkdir::WalkDir;

/// The folders in a folder of unfinished work.
pub(super) const FOLDERS: [&str; 3] = ["files", "partial", "old"];
/// The folder of unfinished work when it is in the destination itself.
const INSIDE: &str = ".metahub-part";
/// In it: the destination was empty when the pull began.
const FRESH: &str = "fresh";
/// How often the folder of unfinished work may vanish while it is being locked.
const LOCK_ATTEMPTS: usize = 8;
/// Most files that are reported as left alone.
const MAX_LEFT: usize = 1_000;

/// The destination of a pull.
pub(super) struct Destination {
	pub(super) dest: PathBuf,
	pub(super) part: PathBuf,
	/// Whether the destination has files in it.
	pub(super) update: bool,
	/// Whether the folder of unfinished work is in the destination.
	pub(super) inside: bool,
	/// Whether the files there are those that this pull, interrupted before, has moved there.
	pub(super) resumed: bool,
	/// Unlocked when closed.
	_lock: fs::File,
}

impl Destination {
	/// Checks the destination and takes hold of the folder of unfinished work, which lies in
	/// `folder` if one is given. `what` names the revision: only a pull of the same one goes on in a
	/// destination that was empty.
	pub(super) fn open(
		dest: PathBuf,
		folder: Option<PathBuf>,
		force: bool,
		what: &ContentId,
	) -> Result<Self, PullError> {
		let (dest, has_files) = examine(dest)?;
		let (part, inside) = part_of(&dest, folder)?;
		let fresh = inside
			&& fs::read_to_string(part.join(FRESH)).is_ok_and(|text| text == what.to_string());
		let resumed = has_files && fresh && !force;
		if has_files && !force && !resumed {
			return Err(PullError::DestinationNotEmpty(dest));
		}
		let lock = hold(&part)?;
		recover(&dest, &part)?;
		// From here on dropping this cleans up.
		let destination = Self { dest, part, update: has_files, inside, resumed, _lock: lock };
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
		if inside && !has_files {
			let path = destination.part.join(FRESH);
			fs::write(&path, what.to_string()).map_err(|e| PullError::from_io(&path, e))?;
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
		// A published file of this name could pass for unfinished work of ours.
		if is_inside(&file.path) {
			return Err(PullError::ImpossiblePath(file.path.clone()));
		}
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
	pub(super) fn check(&self, paths: &HashSet<String>) -> Result<(), PullError> {
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

	/// Files of the destination that are not among `known`.
	pub(super) fn left(&self, known: &HashSet<String>) -> Vec<String> {
		let files = walk::list(&self.dest).map(|listing| listing.files).unwrap_or_default();
		let others = files
			.into_iter()
			.map(|file| file.path)
			.filter(|path| !(known.contains(path) || self.inside && is_inside(path)));
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
			let _ = fs::remove_file(self.part.join(FRESH));
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
		make_private(part)?;
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

/// Makes a folder that other accounts cannot change, or sees that it is one: what is in it gets its
/// place without being looked at again.
fn make_private(part: &Path) -> Result<(), PullError> {
	let failed = |e| PullError::from_io(part, e);
	if let Some(parent) = part.parent() {
		fs::create_dir_all(parent).map_err(failed)?;
	}
	match fs::DirBuilder::new().mode(0o700).create(part) {
		Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(failed(e)),
		_ => {}
	}
	let found = fs::symlink_metadata(part).map_err(failed)?;
	if !found.is_dir() {
		return Err(PullError::InTheWay(part.into()));
	}
	if found.uid() != geteuid().as_raw() || found.mode() & 0o022 != 0 {
		return Err(PullError::NotPrivate(part.into()));
	}
	Ok(())
}

/// The destination without symbolic links, and whether it has something in it.
fn examine(dest: PathBuf) -> Result<(PathBuf, bool), PullError> {
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
	for entry in fs::read_dir(&real).map_err(|e| PullError::from_io(&real, e))? {
		let entry = entry.map_err(|e| PullError::from_io(&real, e))?;
		if entry.file_name() != INSIDE {
			return Ok((real, true));
		}
	}
	Ok((real, false))
}

/// Where unfinished work goes, and whether that is in the destination.
fn part_of(dest: &Path, folder: Option<PathBuf>) -> Result<(PathBuf, bool), PullError> {
	let inside = || Ok((dest.join(INSIDE), true));
	let there = fs::metadata(dest).ok();
	match folder {
		Some(folder) if there.is_some() && fs::canonicalize(&folder).is_ok_and(|f| f == dest) => {
			return inside();
		}
		Some(folder) => return Ok((beside(dest, Some(folder))?, false)),
		None => {}
	}
	let Some(there) = there else { return Ok((beside(dest, None)?, false)) };
	// A pull that began in the destination goes on there.
	let Some(parent) = dest.parent() else { return inside() };
	let parent = fs::metadata(parent).map_err(|e| PullError::from_io(parent, e))?;
	if parent.dev() != there.dev() || is_real_folder(&dest.join(INSIDE)) {
		return inside();
	}
	let part = beside(dest, None)?;
	match make_private(&part) {
		Ok(()) => Ok((part, false)),
		Err(PullError::Io { error, .. })
			if matches!(
				error.kind(),
				io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
			) =>
		{
			inside()
		}
		Err(error) => Err(error),
	}
}

/// `<dest>.metahub-part`, next to the destination or in another folder.
fn beside(dest: &Path, folder: Option<PathBuf>) -> Result<PathBuf, PullError> {
	let name = dest.file_name().ok_or_else(|| PullError::DestinationNotAFolder(dest.into()))?;
	let mut part = OsString::from(name);
	part.push(".metahub-part");
	Ok(match folder {
		Some(folder) => folder.join(part),
		None => dest.with_file_name(part),
	})
}

/// Whether a path of a manifest lies in a folder of unfinished work.
fn is_inside(path: &str) -> bool {
	path.split('/').next() == Some(INSIDE)
}

/// The place of a file below a folder, with the folders on the way made.
pub(super) fn prepare(base: &Path, path: &str) -> Result<PathBuf, PullError> {
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

pub(super) fn is_real_folder(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

fn is_real_file(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

fn is_link(path: &Path) -> bool {
	fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}
