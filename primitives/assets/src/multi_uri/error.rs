//! What can be wrong with a multiURI.

use super::Protocol;
use crate::bytes::ReadError;

/// Why bytes or a text are not a canonical multiURI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultiUriError {
	/// There is nothing.
	#[error("the multiURI is empty")]
	Empty,
	/// Longer than [`MultiUri::MAX_LEN`](super::MultiUri::MAX_LEN).
	#[error("the multiURI is longer than {max} bytes")]
	TooLong {
		/// The limit.
		max: usize,
	},
	/// It ends within the protocol's code.
	#[error("the multiURI ends within its protocol code")]
	Truncated,
	/// No protocol of ours has this code.
	#[error("the multiURI has the unknown protocol code {0:#x}")]
	UnknownProtocol(u64),
	/// A text with a scheme that is not one of ours, or with none.
	#[error("the text is not a multiURI: expected /ipfs/…, ipfs://…, ar://…, https://… or so")]
	UnknownScheme,
	/// A varint has more bytes than it needs, or too large a value.
	#[error("the multiURI contains a varint that is not in its shortest form")]
	NonCanonicalVarint,
	/// Something follows the value.
	#[error("the multiURI is followed by other bytes")]
	TrailingBytes,
	/// A path, query or fragment follows the id: a multiURI names a whole, files in it have
	/// paths of their own.
	#[error("{0}: a path after the id is not allowed")]
	PathNotAllowed(Protocol),
	/// The same URI has another, canonical spelling.
	#[error("{0}: not in canonical form")]
	NotCanonical(Protocol),
	/// The value is not what the protocol asks for.
	#[error("{protocol}: {reason}")]
	InvalidValue {
		/// The protocol.
		protocol: Protocol,
		/// What is wrong.
		reason: &'static str,
	},
}

impl MultiUriError {
	pub(super) const fn invalid(protocol: Protocol, reason: &'static str) -> Self {
		Self::InvalidValue { protocol, reason }
	}

	pub(super) const fn read(protocol: Protocol, error: ReadError) -> Self {
		match error {
			ReadError::Truncated => Self::invalid(protocol, "the value is cut short"),
			ReadError::Varint => Self::NonCanonicalVarint,
			ReadError::CidVersion => Self::invalid(protocol, "not a CID of version 1"),
		}
	}
}
