//! The content id of a file: a binary CIDv1 over SHA-256, as the `unixfs-v1-2025` profile makes it.

use crate::bytes::{decode_bounded, deserialize_text, read_cid, ReadError};
use ::cid::multibase::{self, Base};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output};
use core::{fmt, str::FromStr};
use scale_info::{Type, TypeInfo};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest binary CID that is looked at, in bytes. Those accepted today have
/// [`ContentId::LEN`].
pub const MAX_CID_LEN: usize = 64;
/// Multicodec of a block that is a file, or a chunk of one, as it is.
pub const RAW: u64 = 0x55;
/// Multicodec of a UnixFS node: a file of several chunks.
pub const DAG_PB: u64 = 0x70;
/// Multihash code of SHA-256.
pub const SHA2_256: u64 = 0x12;

/// Longest text of a CID that is looked at, in bytes.
const MAX_TEXT_LEN: usize = 2 * MAX_CID_LEN;

/// The CID of a file: version 1, codec [`RAW`] or [`DAG_PB`], multihash SHA-256. That is what an
/// IPFS implementation computes under the `unixfs-v1-2025` profile, and nothing else names the
/// same file again.
///
/// SCALE: a byte string, checked when decoded. Text and JSON: multibase base32 (`bafy…`, `bafk…`);
/// any multibase is read.
///
/// ```
/// use metahub_assets::ContentId;
/// let empty: ContentId = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku".parse()?;
/// assert!(empty.is_raw());
/// assert_eq!(ContentId::from_bytes(empty.as_bytes())?, empty);
/// # Ok::<(), metahub_assets::CidError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId([u8; ContentId::LEN]);

/// Why bytes or a text are not a [`ContentId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CidError {
	/// There is nothing.
	#[error("the CID is empty")]
	Empty,
	/// Longer than any CID that is looked at.
	#[error("the CID is longer than {max} bytes")]
	TooLong {
		/// The limit.
		max: usize,
	},
	/// It ends too early.
	#[error("the CID is cut short")]
	Truncated,
	/// A varint has more bytes than it needs, or too large a value.
	#[error("the CID contains a varint that is not in its shortest form")]
	NonCanonicalVarint,
	/// Something follows it.
	#[error("the CID is followed by other bytes")]
	TrailingBytes,
	/// It is a CIDv0, or of a version that does not exist.
	#[error("the CID is not of version 1")]
	NotV1,
	/// It is not of a file.
	#[error("the CID has the codec {0:#x}; files have raw (0x55) or dag-pb (0x70)")]
	UnsupportedCodec(u64),
	/// It is made with another hash function.
	#[error("the CID has the hash function {0:#x}; files have sha2-256 (0x12)")]
	UnsupportedHash(u64),
	/// Its digest has not 32 bytes.
	#[error("the CID's SHA-256 digest has {0} bytes, not 32")]
	DigestLength(usize),
	/// It is not multibase text.
	#[error("the CID is not valid multibase text")]
	Text,
}

impl From<ReadError> for CidError {
	fn from(error: ReadError) -> Self {
		match error {
			ReadError::Truncated => Self::Truncated,
			ReadError::Varint => Self::NonCanonicalVarint,
			ReadError::CidVersion => Self::NotV1,
		}
	}
}

impl ContentId {
	/// Length of the binary form in bytes.
	pub const LEN: usize = 36;

	/// The id of a block that is a file, or a chunk, as it is.
	pub const fn raw(sha2_256: [u8; 32]) -> Self {
		Self::from_parts(RAW, sha2_256)
	}

	/// The id of a UnixFS node in dag-pb.
	pub const fn dag_pb(sha2_256: [u8; 32]) -> Self {
		Self::from_parts(DAG_PB, sha2_256)
	}

	const fn from_parts(codec: u64, digest: [u8; 32]) -> Self {
		// All four varints are below 0x80, one byte each.
		let mut bytes = [0u8; Self::LEN];
		bytes[0] = 1;
		bytes[1] = codec as u8;
		bytes[2] = SHA2_256 as u8;
		bytes[3] = 32;
		let mut i = 0;
		while i < 32 {
			bytes[4 + i] = digest[i];
			i += 1;
		}
		Self(bytes)
	}

	/// Reads a binary CID and checks it completely.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, CidError> {
		if bytes.is_empty() {
			return Err(CidError::Empty);
		}
		if bytes.len() > MAX_CID_LEN {
			return Err(CidError::TooLong { max: MAX_CID_LEN });
		}
		let (raw, rest) = read_cid(bytes)?;
		if raw.codec != RAW && raw.codec != DAG_PB {
			return Err(CidError::UnsupportedCodec(raw.codec));
		}
		if raw.hash != SHA2_256 {
			return Err(CidError::UnsupportedHash(raw.hash));
		}
		let digest = raw.digest.try_into().map_err(|_| CidError::DigestLength(raw.digest.len()))?;
		if !rest.is_empty() {
			return Err(CidError::TrailingBytes);
		}
		Ok(Self::from_parts(raw.codec, digest))
	}

	/// The binary form.
	pub const fn as_bytes(&self) -> &[u8] {
		&self.0
	}

	/// The multicodec: [`RAW`] or [`DAG_PB`].
	pub const fn codec(&self) -> u64 {
		self.0[1] as u64
	}

	/// Whether the block is the content itself, not a node that lists chunks.
	pub const fn is_raw(&self) -> bool {
		self.codec() == RAW
	}

	/// The SHA-256 digest of the block.
	pub fn digest(&self) -> [u8; 32] {
		let mut digest = [0; 32];
		digest.copy_from_slice(&self.0[4..]);
		digest
	}
}

impl AsRef<[u8]> for ContentId {
	fn as_ref(&self) -> &[u8] {
		self.as_bytes()
	}
}

impl TryFrom<&[u8]> for ContentId {
	type Error = CidError;

	fn try_from(bytes: &[u8]) -> Result<Self, CidError> {
		Self::from_bytes(bytes)
	}
}

impl From<ContentId> for Vec<u8> {
	fn from(cid: ContentId) -> Self {
		cid.0.to_vec()
	}
}

impl fmt::Display for ContentId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(&multibase::encode(Base::Base32Lower, self.0))
	}
}

impl fmt::Debug for ContentId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "ContentId({self})")
	}
}

impl FromStr for ContentId {
	type Err = CidError;

	fn from_str(text: &str) -> Result<Self, CidError> {
		if text.is_empty() {
			return Err(CidError::Empty);
		}
		if text.len() > MAX_TEXT_LEN {
			return Err(CidError::TooLong { max: MAX_CID_LEN });
		}
		if text.len() == 46 && text.starts_with("Qm") {
			return Err(CidError::NotV1);
		}
		match multibase::decode(text) {
			// The identity base is for bytes, not for text.
			Err(_) | Ok((Base::Identity, _)) => Err(CidError::Text),
			Ok((_, bytes)) => Self::from_bytes(&bytes),
		}
	}
}

impl Encode for ContentId {
	fn size_hint(&self) -> usize {
		1 + Self::LEN
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		self.as_bytes().encode_to(output)
	}
}

impl EncodeLike for ContentId {}

impl Decode for ContentId {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let bytes = decode_bounded(input, MAX_CID_LEN)?;
		Self::from_bytes(&bytes).map_err(|_| "not the CID of a file".into())
	}
}

impl DecodeWithMemTracking for ContentId {}

impl MaxEncodedLen for ContentId {
	fn max_encoded_len() -> usize {
		1 + Self::LEN
	}
}

impl TypeInfo for ContentId {
	type Identity = Self;

	fn type_info() -> Type {
		Type::builder()
			.path(scale_info::Path::new("ContentId", module_path!()))
			.composite(scale_info::build::Fields::unnamed().field(|f| f.ty::<Vec<u8>>()))
	}
}

impl Serialize for ContentId {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for ContentId {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		deserialize_text(deserializer, "the CIDv1 of a file")
	}
}
