//! What can go wrong with a store.

use super::PrivateHost;
use crate::{access::AccessError, content::BlockError};
use metahub_assets::ContentId;
use std::{io, path::PathBuf, sync::Arc, time::Duration};

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
	/// It has no such block.
	#[error("{store} does not have the block {cid}")]
	NotFound {
		/// The store.
		store: String,
		/// The block.
		cid: ContentId,
	},
	/// It gave bytes that are not the block.
	#[error("{store} gave wrong bytes for the block {cid}: {error}")]
	Corrupt {
		/// The store.
		store: String,
		/// The block that was asked for.
		cid: ContentId,
		/// What is wrong with what came.
		#[source]
		error: BlockError,
	},
	/// It gave other bytes than a file has, or more of them.
	#[error("{store} gave a wrong file for {what}: {reason}")]
	WrongFile {
		/// The source.
		store: String,
		/// The file.
		what: String,
		/// What is wrong with what came.
		reason: String,
	},
	/// It did not answer.
	#[error("{store} did not answer within {} seconds", .after.as_secs_f32())]
	Timeout {
		/// The store.
		store: String,
		/// How long it was waited for.
		after: Duration,
	},
	/// It cannot be spoken to.
	#[error("cannot reach {store}: {reason}")]
	Unreachable {
		/// The store.
		store: String,
		/// Why.
		reason: String,
	},
	/// It is on a private network, and the user has not configured it.
	#[error("{store} was not asked: {host}")]
	PrivateHost {
		/// The store.
		store: String,
		/// The host.
		#[source]
		host: PrivateHost,
	},
	/// It answered that it will not or cannot.
	#[error("{store} answered {status}: {reason}")]
	Refused {
		/// The store.
		store: String,
		/// HTTP status code.
		status: u16,
		/// What it says about that.
		reason: String,
		/// After how long it says to ask again.
		retry_after: Option<Duration>,
	},
	/// It serves this only to accounts with access.
	#[error("{store} refuses access: {error}")]
	NoAccess {
		/// The gateway.
		store: String,
		/// Why there is no pass.
		#[source]
		error: Arc<AccessError>,
	},
	/// Its answer makes no sense.
	#[error("{store} gave an answer that is not understood: {reason}")]
	Protocol {
		/// The store.
		store: String,
		/// What is wrong with the answer.
		reason: String,
	},
	/// None of several sources gave it.
	#[error("no source gave the block {cid}: {}", .reasons.join("; "))]
	NoSource {
		/// The block.
		cid: ContentId,
		/// What each of them said.
		reasons: Vec<String>,
	},
	/// The disk that it lies on is full.
	#[error("no space left for the store {}", .store.display())]
	Full {
		/// The store's folder.
		store: PathBuf,
	},
	/// Its folder cannot be used.
	#[error("{}: {error}", .path.display())]
	Io {
		/// What was to be read or written.
		path: PathBuf,
		/// Why that failed.
		#[source]
		error: io::Error,
	},
	/// There is no store in this folder.
	#[error("{} is not a block store", .0.display())]
	NotAStore(PathBuf),
	/// Nothing can be put into it.
	#[error("{store} can only be read")]
	ReadOnly {
		/// The store.
		store: String,
	},
	/// Its address is not one.
	#[error("{text:?} is not the URL of a store: {reason}")]
	BadUrl {
		/// The address.
		text: String,
		/// What is wrong with it.
		reason: String,
	},
}

impl StoreError {
	/// An I/O error of a store's folder. A full disk (or quota) gets its own kind.
	pub fn from_io(store: &std::path::Path, path: &std::path::Path, error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
				Self::Full { store: store.into() }
			}
			_ => Self::Io { path: path.into(), error },
		}
	}

	/// Whether it answered that it is there, but could not now.
	pub fn is_busy(&self) -> bool {
		matches!(self, Self::Refused { status: 408 | 425 | 429 | 502..=504, .. })
	}

	/// After how long it says to ask again.
	pub fn retry_after(&self) -> Option<Duration> {
		match self {
			Self::Refused { retry_after, .. } => *retry_after,
			_ => None,
		}
	}

	/// Whether asking again could help: the source did not answer, or said that it could not now.
	pub fn is_transient(&self) -> bool {
		match self {
			Self::Timeout { .. } | Self::Unreachable { .. } => true,
			Self::Refused { .. } => self.is_busy(),
			Self::NoAccess { error, .. } => {
				matches!(&**error, AccessError::Gateway(error) if error.is_transient())
			}
			_ => false,
		}
	}
}
