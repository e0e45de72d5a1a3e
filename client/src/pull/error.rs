//! Why a pull fails.

use super::SourceReport;
use crate::{
	access::AccessError,
	content::{ContentError, ManifestError},
	store::StoreError,
};
use primitive_types::H256;
use std::{io, path::PathBuf, sync::Arc};

/// Why a pull fails. What was fetched until then stays, and the next pull goes on from it.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
	/// There is no source that this client can fetch from.
	#[error("there is no source to pull from: {}", .0.join("; "))]
	NoSources(Vec<String>),
	/// A configured source is none.
	#[error(transparent)]
	Source(#[from] StoreError),
	/// The manifest is not one, although it is the one that the chain names.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// The manifest describes other files than the chain vouches for.
	#[error("the manifest has the root {manifest:?}, but the chain says {chain:?}")]
	RootMismatch {
		/// What the chain says.
		chain: H256,
		/// What the manifest has.
		manifest: H256,
	},
	/// The manifest has another number of files than the chain vouches for.
	#[error("the manifest has {manifest} files, but the chain says {chain}")]
	EntriesMismatch {
		/// What the chain says.
		chain: u32,
		/// What the manifest has.
		manifest: u32,
	},
	/// The patterns are wrong.
	#[error(transparent)]
	Patterns(#[from] ContentError),
	/// No file is selected.
	#[error("no file matches the patterns")]
	NothingSelected,
	/// No source has given a file, or not the right one.
	#[error("{path} cannot be had from any source: {}", .reasons.join("; "))]
	Unavailable {
		/// The file.
		path: String,
		/// What became of each attempt.
		reasons: Vec<String>,
		/// What each source gave and failed to give.
		sources: Vec<SourceReport>,
	},
	/// A file can only be had with access, and a gateway has not granted it.
	#[error("{path} cannot be had: a gateway refuses access: {error}")]
	NoAccess {
		/// The file.
		path: String,
		/// Why the gateway gave no pass.
		#[source]
		error: Arc<AccessError>,
		/// What each source gave and failed to give.
		sources: Vec<SourceReport>,
	},
	/// The destination has files in it already.
	#[error("{} is not empty; pull elsewhere, or update it with --force", .0.display())]
	DestinationNotEmpty(PathBuf),
	/// The destination is no folder.
	#[error("{} is not a folder", .0.display())]
	DestinationNotAFolder(PathBuf),
	/// The destination, or the folder of unfinished work, is in use.
	#[error("another pull is at work in {}", .0.display())]
	Busy(PathBuf),
	/// Something is where a file or folder has to go: a symbolic link is never followed.
	#[error("{} is in the way", .0.display())]
	InTheWay(PathBuf),
	/// Another account could change the folder of unfinished work.
	#[error(
		"{} belongs to another account, or others may write to it; remove it, or pull elsewhere",
		.0.display()
	)]
	NotPrivate(PathBuf),
	/// A path of the manifest cannot be one of this system.
	#[error("{0:?} cannot be a path on this system")]
	ImpossiblePath(String),
	/// The disk is full.
	#[error("no space left for {}", .0.display())]
	Full(PathBuf),
	/// A file or folder cannot be read or written.
	#[error("{}: {error}", .path.display())]
	Io {
		/// Which.
		path: PathBuf,
		/// Why.
		#[source]
		error: io::Error,
	},
}

impl PullError {
	/// An I/O error where the files are put together. A full disk (or quota) gets its own kind.
	pub(super) fn from_io(path: &std::path::Path, error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.into()),
			io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
				Self::InTheWay(path.into())
			}
			_ => Self::Io { path: path.into(), error },
		}
	}
}
