//! Which files a folder has, and whether one is still what it was.

use super::{ContentError, RESERVED_FOLDER};
use metahub_assets::check_path;
use std::{
	fs::{self, FileType, Metadata},
	io,
	os::unix::fs::{FileTypeExt, MetadataExt},
	path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// After this many problems the rest of a folder is not looked at.
const MAX_PROBLEMS: usize = 1_000;

/// What tells one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
	device: u64,
	inode: u64,
	/// Size in bytes.
	pub len: u64,
	modified: (i64, i64),
}

impl From<&Metadata> for Stamp {
	fn from(metadata: &Metadata) -> Self {
		Self {
			device: metadata.dev(),
			inode: metadata.ino(),
			len: metadata.len(),
			modified: (metadata.mtime(), metadata.mtime_nsec()),
		}
	}
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
	/// Its path in the folder, `/`-separated.
	pub path: String,
	/// Its state when the folder was listed.
	pub stamp: Stamp,
}

/// What a folder has.
#[derive(Debug, Default)]
pub struct Listing {
	/// The files, sorted by the bytes of their paths.
	pub files: Vec<Found>,
	/// What cannot be part of a published folder: links, special files, impossible names.
	pub problems: Vec<ContentError>,
}

impl Listing {
	/// The files, if nothing is wrong.
	pub fn into_files(self) -> Result<Vec<Found>, ContentError> {
		match self.problems.into_iter().next() {
			Some(problem) => Err(problem),
			None => Ok(self.files),
		}
	}
}

/// Lists a folder. Symbolic links are not followed, empty folders do not count, and what is in
/// [`RESERVED_FOLDER`] is passed over.
pub fn list(folder: &Path) -> Result<Listing, ContentError> {
	let root = fs::canonicalize(folder)
		.ok()
		.filter(|root| root.is_dir())
		.ok_or_else(|| ContentError::NotAFolder(folder.into()))?;
	let mut listing = Listing::default();
	let walk = WalkDir::new(&root).min_depth(1).into_iter();
	for entry in walk.filter_entry(|e| !(e.depth() == 1 && e.file_name() == RESERVED_FOLDER)) {
		let entry = entry.map_err(|error| ContentError::Io {
			path: error.path().unwrap_or(&root).into(),
			error: error.into(),
		})?;
		if entry.file_type().is_dir() {
			continue;
		}
		match examine(&root, entry.path()) {
			Ok(found) => listing.files.push(found),
			Err(problem) => listing.problems.push(problem),
		}
		if listing.problems.len() >= MAX_PROBLEMS {
			break;
		}
	}
	listing.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
	Ok(listing)
}

fn examine(root: &Path, file: &Path) -> Result<Found, ContentError> {
	let relative = file.strip_prefix(root).unwrap_or(file);
	let io_error = |error| ContentError::Io { path: file.into(), error };
	let metadata = fs::symlink_metadata(file).map_err(io_error)?;
	if metadata.file_type().is_symlink() {
		return Err(link_error(root, file, relative));
	}
	if !metadata.is_file() {
		let kind = special(metadata.file_type());
		return Err(ContentError::SpecialFile { path: relative.into(), kind });
	}
	let path = relative.to_str().ok_or_else(|| ContentError::NotUtf8(relative.into()))?.to_owned();
	match check_path(&path) {
		Ok(()) => Ok(Found { path, stamp: (&metadata).into() }),
		Err(error) => Err(ContentError::Path { path, error }),
	}
}

fn link_error(root: &Path, link: &Path, relative: &Path) -> ContentError {
	let path = relative.to_path_buf();
	let target = fs::read_link(link).unwrap_or_default();
	match fs::canonicalize(link) {
		Ok(leads_to) if !leads_to.starts_with(root) => {
			ContentError::SymlinkOutside { path, target }
		}
		_ => ContentError::Symlink { path, target },
	}
}

fn special(kind: FileType) -> &'static str {
	if kind.is_fifo() {
		"a named pipe"
	} else if kind.is_socket() {
		"a socket"
	} else if kind.is_block_device() || kind.is_char_device() {
		"a device"
	} else {
		"of an unknown kind"
	}
}

/// Opens a file that was listed, if it is still the same.
pub fn open(folder: &Path, found: &Found) -> Result<fs::File, ContentError> {
	let path = folder.join(&found.path);
	// Not the other way round: opening a pipe that has taken the file's place would wait.
	check_unchanged(&path, found)?;
	let file = fs::File::open(&path).map_err(|error| gone_or(error, &path, found))?;
	let metadata = file.metadata().map_err(|error| ContentError::Io { path, error })?;
	if Stamp::from(&metadata) != found.stamp {
		return Err(ContentError::Changed(found.path.clone()));
	}
	Ok(file)
}

/// Whether a file is still what it was when it was listed.
pub fn check_unchanged(path: &Path, found: &Found) -> Result<(), ContentError> {
	let metadata = fs::symlink_metadata(path).map_err(|error| gone_or(error, path, found))?;
	if !metadata.is_file() || Stamp::from(&metadata) != found.stamp {
		return Err(ContentError::Changed(found.path.clone()));
	}
	Ok(())
}

fn gone_or(error: io::Error, path: &Path, found: &Found) -> ContentError {
	match error.kind() {
		io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
			ContentError::Changed(found.path.clone())
		}
		_ => ContentError::Io { path: PathBuf::from(path), error },
	}
}
