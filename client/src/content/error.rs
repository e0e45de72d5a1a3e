//! What can be wrong with a folder that is to be packed or compared.

use super::ManifestError;
use crate::store::StoreError;
use metahub_assets::{PathError, TreeError};
use std::{io, path::PathBuf};

/// What can be wrong with a folder that is to be packed or compared.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
	/// It is not there, or not a folder.
	#[error("{} is not a folder", .0.display())]
	NotAFolder(PathBuf),
	/// It has no files.
	#[error("{} has no files", .0.display())]
	NoFiles(PathBuf),
	/// It contains a symbolic link to something outside of it.
	#[error("{path:?} is a symbolic link out of the folder, to {target:?}")]
	SymlinkOutside {
		/// The link, relative to the folder.
		path: PathBuf,
		/// Where it leads.
		target: PathBuf,
	},
	/// It contains a symbolic link. One that stays inside is refused as well: a folder is files
	/// only, and whoever gets it may not be able to have links.
	#[error("{path:?} is a symbolic link (to {target:?}); put the file itself there")]
	Symlink {
		/// The link, relative to the folder.
		path: PathBuf,
		/// Where it leads.
		target: PathBuf,
	},
	/// It contains a socket, a device or a named pipe.
	#[error("{path:?} is {kind}, not a file")]
	SpecialFile {
		/// Relative to the folder.
		path: PathBuf,
		/// What it is.
		kind: &'static str,
	},
	/// A name in it is not UTF-8.
	#[error("{0:?} is not UTF-8")]
	NotUtf8(PathBuf),
	/// A name in it cannot be in a published folder.
	#[error("{path:?}: {error}")]
	Path {
		/// Relative to the folder.
		path: String,
		/// What is wrong with it.
		#[source]
		error: PathError,
	},
	/// The paths do not go together.
	#[error(transparent)]
	Tree(#[from] TreeError),
	/// A file was written to, replaced, added or removed meanwhile.
	#[error("{0:?} changed while it was read")]
	Changed(String),
	/// A file or folder cannot be read.
	#[error("{}: {error}", .path.display())]
	Io {
		/// Which.
		path: PathBuf,
		/// Why.
		#[source]
		error: io::Error,
	},
	/// The metadata at the top of the README is not what it should be.
	#[error("the front matter of {path}: {reason}")]
	FrontMatter {
		/// The README.
		path: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The manifest would be one that nobody accepts.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// An include or exclude pattern is not one.
	#[error("the pattern {pattern:?}: {reason}")]
	BadPattern {
		/// The pattern.
		pattern: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The store does not take the blocks.
	#[error(transparent)]
	Store(#[from] StoreError),
}
