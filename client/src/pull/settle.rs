//! The last step of a pull: complete files get their place in the destination.
//!
//! A destination that was empty gets all files in one step, by a change of name. One that has files is
//! updated in one step as well where the system can swap two folders: next to it a folder is made that
//! has the new files and links to all others, and the two trade places. Where that is not possible
//! (mounted volumes, file systems without hard links, a folder that a program runs in), the
//! files are moved one by one: a failure puts back what was replaced, and after a crash the same pull
//! completes the update.

use super::{
	place::{prepare, Destination, FOLDERS},
	PullError,
};
use rustix::fs::{renameat_with, RenameFlags, CWD};
use serde::{Deserialize, Serialize};
use std::{
	collections::HashSet,
	fs, io,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Most files that are linked to make a folder that can be swapped in.
const MAX_LINKED: usize = 100_000;
/// In the folder of unfinished work: that the destination is about to be swapped.
const SWAP: &str = "swap";

impl Destination {
	/// Moves complete files into place. Gives the files of the destination that are not among
	/// `known`.
	pub(super) fn finish(
		&self,
		moved: &HashSet<String>,
		known: &HashSet<String>,
		durable: bool,
	) -> Result<Vec<String>, PullError> {
		let files = self.part.join("files");
		if durable {
			// Files and the folders on the way to them, before they get their place.
			sync(&files)?;
		}
		self.check(moved)?;
		// What this pull has put there itself is not moved again: the rest is somebody else's.
		let taken = |path: &String| fs::symlink_metadata(self.dest.join(path)).is_ok();
		if let Some(path) = moved.iter().find(|path| self.resumed && taken(path)) {
			return Err(PullError::InTheWay(self.dest.join(path)));
		}
		if !self.update && !self.inside {
			fs::rename(&files, &self.dest).map_err(|e| PullError::from_io(&self.dest, e))?;
		} else if !moved.is_empty() {
			match self.swap(moved, durable) {
				Ok(()) => {}
				Err(reason) => {
					tracing::debug!("the files are moved one by one: {reason}");
					self.move_each(moved)?;
				}
			}
		}
		if durable {
			let parent = self.dest.parent().filter(|parent| !parent.as_os_str().is_empty());
			sync(if self.inside { &self.dest } else { parent.unwrap_or(Path::new(".")) })?;
		}
		let left = if self.update { self.left(known) } else { Vec::new() };
		// What remains is of no use any more, but not in the way either.
		for folder in FOLDERS {
			let _ = fs::remove_dir_all(self.part.join(folder));
		}
		let _ = fs::remove_file(self.part.join(SWAP));
		Ok(left)
	}

	/// Updates the destination in one step. An error means that it is as it was.
	fn swap(&self, moved: &HashSet<String>, durable: bool) -> io::Result<()> {
		let unsupported = |reason: &str| Err(io::Error::new(io::ErrorKind::Unsupported, reason));
		if self.inside {
			return unsupported("the destination is a mounted volume, or its parent is read-only");
		}
		// Who works in the destination would be left in the old folder.
		if is_worked_in(&self.dest)? {
			return unsupported("a program runs in the destination");
		}
		let files = self.part.join("files");
		let root = fs::symlink_metadata(&self.dest)?;
		let mut linked = 0;
		for entry in WalkDir::new(&self.dest).min_depth(1) {
			let entry = entry?;
			let metadata = entry.metadata()?;
			let relative = entry.path().strip_prefix(&self.dest).map_err(io::Error::other)?;
			let place = files.join(relative);
			if metadata.is_dir() {
				if (metadata.dev(), metadata.uid(), metadata.gid())
					!= (root.dev(), root.uid(), root.gid())
				{
					return unsupported("its folders are of several owners or file systems");
				}
				if !place.is_dir() {
					fs::create_dir(&place)?;
				}
				fs::set_permissions(&place, metadata.permissions())?;
			} else if relative.to_str().is_none_or(|path| !moved.contains(path)) {
				linked += 1;
				if linked > MAX_LINKED {
					return unsupported("it has too many files");
				}
				// A complete file that turned out to be in the destination already.
				let _ = fs::remove_file(&place);
				fs::hard_link(entry.path(), &place)?;
			}
		}
		let made = fs::symlink_metadata(&files)?;
		if (made.uid(), made.gid()) != (root.uid(), root.gid()) {
			return unsupported("it belongs to another account");
		}
		fs::set_permissions(&files, root.permissions())?;
		if durable {
			sync(&files).map_err(io::Error::other)?;
		}
		let swap = Swap { inode: made.ino(), moved: moved.clone() };
		let marker = self.part.join(SWAP);
		fs::write(&marker, serde_json::to_vec(&swap)?)?;
		if let Err(error) = renameat_with(CWD, &files, CWD, &self.dest, RenameFlags::EXCHANGE) {
			fs::remove_file(&marker)?;
			return Err(error.into());
		}
		// From here on the files have their place.
		if let Err(error) = keep_newer(&files, &self.dest, moved) {
			tracing::error!("{}: {error}", files.display());
		}
		Ok(())
	}

	/// Moves the files one by one; puts back what was replaced if one cannot be.
	fn move_each(&self, moved: &HashSet<String>) -> Result<(), PullError> {
		let mut paths: Vec<&String> = moved.iter().collect();
		paths.sort();
		let mut done = Vec::new();
		for path in paths {
			match self.move_one(path) {
				Ok(replaced) => done.push((path, replaced)),
				Err(error) => {
					for (path, replaced) in done.into_iter().rev() {
						self.put_back(path, replaced);
					}
					return Err(error);
				}
			}
		}
		Ok(())
	}

	/// Moves one file, and gives where the one that it replaces is now.
	fn move_one(&self, path: &str) -> Result<Option<PathBuf>, PullError> {
		let target = prepare(&self.dest, path)?;
		let failed = |error| PullError::from_io(&target, error);
		let replaced = match fs::symlink_metadata(&target) {
			Ok(_) => {
				let old = prepare(&self.part.join("old"), path)?;
				let _ = fs::remove_file(&old);
				// With a second name the old file stays until the new one takes its place.
				fs::hard_link(&target, &old)
					.or_else(|_| fs::rename(&target, &old))
					.map_err(failed)?;
				Some(old)
			}
			Err(_) => None,
		};
		match fs::rename(self.part.join("files").join(path), &target) {
			Ok(()) => Ok(replaced),
			Err(error) => {
				if let Some(old) = replaced {
					let _ = fs::rename(old, &target);
				}
				Err(failed(error))
			}
		}
	}

	fn put_back(&self, path: &str, replaced: Option<PathBuf>) {
		let target = self.dest.join(path);
		let taken = fs::rename(&target, self.part.join("files").join(path));
		let back = replaced.map_or(Ok(()), |old| fs::rename(old, &target));
		if let Err(error) = taken.and(back) {
			tracing::error!("{} cannot be put back: {error}", target.display());
		}
	}
}

/// A swap that is under way.
#[derive(Deserialize, Serialize)]
struct Swap {
	/// The folder that is to be the destination.
	inode: u64,
	/// The files in it that are new.
	moved: HashSet<String>,
}

/// Completes a swap that a crash has interrupted.
pub(super) fn recover(dest: &Path, part: &Path) -> Result<(), PullError> {
	let (marker, files) = (part.join(SWAP), part.join("files"));
	let failed = |e| PullError::from_io(&marker, e);
	let swap: Swap = match fs::read(&marker) {
		Ok(bytes) => match serde_json::from_slice(&bytes) {
			Ok(swap) => swap,
			// It was not written whole, so the folders did not change places.
			Err(_) => return fs::remove_file(&marker).map_err(failed),
		},
		Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
		Err(e) => return Err(failed(e)),
	};
	if fs::symlink_metadata(dest).is_ok_and(|found| found.ino() == swap.inode) {
		keep_newer(&files, dest, &swap.moved).map_err(|e| PullError::from_io(&files, e))?;
		fs::remove_dir_all(&files).map_err(|e| PullError::from_io(&files, e))?;
	}
	fs::remove_file(&marker).map_err(failed)
}

/// Moves what was written to the old folder while the new one was made: files that are not the same
/// in both.
fn keep_newer(old: &Path, new: &Path, moved: &HashSet<String>) -> io::Result<()> {
	for entry in WalkDir::new(old).min_depth(1) {
		let entry = entry?;
		let relative = entry.path().strip_prefix(old).map_err(io::Error::other)?;
		let place = new.join(relative);
		let found = entry.metadata()?;
		if found.is_dir() {
			if fs::symlink_metadata(&place).is_err() {
				fs::create_dir(&place)?;
				fs::set_permissions(&place, found.permissions())?;
			}
			continue;
		}
		if relative.to_str().is_some_and(|path| moved.contains(path)) {
			continue;
		}
		let time = |file: &fs::Metadata| (file.mtime(), file.mtime_nsec());
		let there = fs::symlink_metadata(&place);
		let is_newest =
			|there: fs::Metadata| there.ino() == found.ino() || time(&there) >= time(&found);
		if !there.is_ok_and(is_newest) {
			fs::rename(entry.path(), &place)?;
		}
	}
	Ok(())
}

/// Whether this program, or another one that can be looked at, has a folder as its working directory.
fn is_worked_in(folder: &Path) -> io::Result<bool> {
	if std::env::current_dir().and_then(fs::canonicalize)?.starts_with(folder) {
		return Ok(true);
	}
	// Other systems do not have this, and nothing is known of other programs there.
	let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
	let mut works = processes.filter_map(|process| fs::read_link(process.path().join("cwd")).ok());
	Ok(works.any(|path| path.starts_with(folder)))
}

/// Returns when what was written to a folder's file system survives a loss of power.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync(folder: &Path) -> Result<(), PullError> {
	let synced = fs::File::open(folder).and_then(|folder| Ok(rustix::fs::syncfs(folder)?));
	synced.map_err(|error| PullError::from_io(folder, error))
}

/// Returns when what was written below a folder survives a loss of power.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync(folder: &Path) -> Result<(), PullError> {
	for entry in WalkDir::new(folder).contents_first(true) {
		let entry = entry.map_err(|error| PullError::from_io(folder, error.into()))?;
		if entry.file_type().is_symlink() {
			continue;
		}
		let synced = fs::File::open(entry.path()).and_then(|opened| opened.sync_all());
		synced.map_err(|error| PullError::from_io(entry.path(), error))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tempfile::TempDir;

	/// A destination and its folder of unfinished work, as a crash right after the swap leaves them.
	fn swapped() -> (TempDir, PathBuf, PathBuf) {
		let work = tempfile::tempdir().unwrap();
		let (dest, part) = (work.path().join("dest"), work.path().join("dest.metahub-part"));
		let old = part.join("files");
		for folder in [dest.join("sub"), old.join("sub")] {
			fs::create_dir_all(folder).unwrap();
		}
		fs::write(old.join("ours"), "old").unwrap();
		fs::write(dest.join("ours"), "new").unwrap();
		fs::write(old.join("sub/kept"), "kept").unwrap();
		fs::hard_link(old.join("sub/kept"), dest.join("sub/kept")).unwrap();
		let swap = Swap {
			inode: fs::metadata(&dest).unwrap().ino(),
			moved: HashSet::from(["ours".to_owned()]),
		};
		fs::write(part.join(SWAP), serde_json::to_vec(&swap).unwrap()).unwrap();
		(work, dest, part)
	}

	fn set_age(path: &Path, seconds: u64) {
		let time = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
		fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
	}

	#[test]
	fn what_was_written_during_a_swap_is_not_lost() {
		let (_work, dest, part) = swapped();
		let old = part.join("files");
		// Links were made, then these were written to the folder that was on its way out.
		fs::create_dir(old.join("run")).unwrap();
		fs::write(old.join("run/checkpoint"), "9").unwrap();
		fs::write(dest.join("notes"), "before").unwrap();
		set_age(&dest.join("notes"), 60);
		fs::write(old.join("notes"), "saved during the swap").unwrap();
		// And this one to the new folder, after the crash.
		fs::write(old.join("later"), "before").unwrap();
		set_age(&old.join("later"), 60);
		fs::write(dest.join("later"), "after").unwrap();
		recover(&dest, &part).unwrap();
		let read = |name: &str| fs::read_to_string(dest.join(name)).unwrap();
		assert_eq!(read("ours"), "new");
		assert_eq!(read("sub/kept"), "kept");
		assert_eq!(read("run/checkpoint"), "9");
		assert_eq!(read("notes"), "saved during the swap");
		assert_eq!(read("later"), "after");
		assert!(!part.join(SWAP).exists() && !old.exists());
		recover(&dest, &part).unwrap();
	}

	#[test]
	fn a_swap_that_did_not_happen_is_forgotten() {
		let (_work, dest, part) = swapped();
		// The folders did not change places.
		fs::rename(&dest, part.join("other")).unwrap();
		fs::create_dir(&dest).unwrap();
		recover(&dest, &part).unwrap();
		assert_eq!(fs::read_to_string(part.join("files/ours")).unwrap(), "old");
		assert!(!part.join(SWAP).exists());
		// Nor did they if the record was not written whole.
		fs::write(part.join(SWAP), "{").unwrap();
		recover(&dest, &part).unwrap();
		assert!(part.join("files/ours").exists() && !part.join(SWAP).exists());
	}
}
