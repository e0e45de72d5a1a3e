//! A block whose bytes are known to match its CID.

use bytes::Bytes;
use metahub_assets::ContentId;
use sha2::{Digest, Sha256};

/// Largest block that is accepted from anywhere, in bytes. Those of the profile have at most half
/// of it; it is also what IPFS implementations exchange at most.
pub const MAX_BLOCK_LEN: usize = 2 << 20;

/// Bytes together with the CID that they were checked against, or that was computed from them:
/// holding one is the proof that the two match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
	cid: ContentId,
	bytes: Bytes,
}

/// Why bytes are not the block that a CID names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
	/// More than [`MAX_BLOCK_LEN`].
	#[error("a block of {len} bytes; at most {MAX_BLOCK_LEN} are accepted")]
	TooLarge {
		/// How many there are.
		len: usize,
	},
	/// They hash to something else.
	#[error("the bytes do not match the CID {expected}")]
	Mismatch {
		/// The CID that was asked for.
		expected: ContentId,
	},
}

impl Block {
	/// A file, or a chunk of one, as it is.
	pub fn raw(bytes: impl Into<Bytes>) -> Self {
		let bytes = bytes.into();
		Self { cid: ContentId::raw(sha256(&bytes)), bytes }
	}

	/// An inner node of a file's DAG.
	pub fn dag_pb(bytes: impl Into<Bytes>) -> Self {
		let bytes = bytes.into();
		Self { cid: ContentId::dag_pb(sha256(&bytes)), bytes }
	}

	/// Takes bytes from someone who says that they are the block `cid`.
	pub fn check(cid: &ContentId, bytes: impl Into<Bytes>) -> Result<Self, BlockError> {
		let bytes = bytes.into();
		if bytes.len() > MAX_BLOCK_LEN {
			return Err(BlockError::TooLarge { len: bytes.len() });
		}
		if sha256(&bytes) != cid.digest() {
			return Err(BlockError::Mismatch { expected: *cid });
		}
		Ok(Self { cid: *cid, bytes })
	}

	/// The content id.
	pub fn cid(&self) -> &ContentId {
		&self.cid
	}

	/// The bytes.
	pub fn bytes(&self) -> &Bytes {
		&self.bytes
	}

	/// The bytes, without the CID.
	pub fn into_bytes(self) -> Bytes {
		self.bytes
	}

	/// How many bytes there are.
	#[allow(clippy::len_without_is_empty)]
	pub fn len(&self) -> usize {
		self.bytes.len()
	}
}

/// SHA-256; the crate uses the processor's SHA instructions where it has them.
fn sha256(bytes: &[u8]) -> [u8; 32] {
	Sha256::digest(bytes).into()
}
