//! One URI of any protocol as bytes: `uvarint(code) ++ value`, the form that EIP-1577 gives to
//! ENS content hashes.
//!
//! | protocol | code | value | path form | pasted form |
//! |---|---|---|---|---|
//! | IPFS | `0xe3` | CIDv1 | `/ipfs/bafy…` | `ipfs://bafy…` |
//! | IPNS | `0xe5` | CIDv1 of a libp2p key | `/ipns/k51…` | `ipns://k51…` |
//! | Swarm | `0xe4` | CIDv1 swarm-manifest, keccak-256 | `/bzz/<hex>` | `bzz://<hex>` |
//! | Arweave | `0xb29910` | 32-byte transaction id | `/ar/<base64url>` | `ar://<base64url>` |
//! | Skynet | `0xb19910` | 34-byte skylink | `/sia/<base64url>` | `sia://<base64url>` |
//! | Ceramic | `0xce` | `uvarint(stream type)`, genesis CIDv1 | `/ceramic/k…` | `ceramic://k…` |
//! | Filecoin piece | `0xf101` | CIDv1 of the piece commitment | `/piece/baga…` | `piece://baga…` |
//! | HTTP | `0x1e0` | the URL after `http://` | the URL | the URL |
//! | HTTPS | `0x1bb` | the URL after `https://` | the URL | the URL |
//!
//! The first five are byte for byte what `@ensdomains/content-hash` writes. A Ceramic multiURI is
//! the binary StreamID itself, which begins with that code. A piece has its CID's own codec for
//! a code, because no namespace is registered for it, and then the whole CID like the other
//! protocols that have CIDs. The HTTP codes are those of multiaddr: an extension of ours.
//!
//! A protocol's rules are in `value.rs`, HTTP's in `http.rs`. There is one byte form per URI:
//! varints are minimal, CIDs are of version 1, URLs are normalised, and nothing may follow.

mod error;
mod http;
mod protocol;
mod text;
mod value;

pub use error::MultiUriError;
pub use protocol::Protocol;

use crate::{
	bytes::{decode_bounded, deserialize_text, read_varint, write_varint, ReadError},
	ContentId,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output};
use core::fmt;
use scale_info::{Type, TypeInfo};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One URI of any protocol, in canonical binary form.
///
/// SCALE: a byte string, checked when decoded. Text and JSON: the path form (`/ipfs/bafy…`), for
/// HTTP the URL; what people paste is read as well.
///
/// ```
/// use metahub_assets::{MultiUri, Protocol};
/// let uri: MultiUri = "ipfs://QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4".parse()?;
/// assert_eq!(uri.protocol(), Protocol::Ipfs);
/// assert_eq!(uri.as_bytes()[..4], [0xe3, 0x01, 0x01, 0x70]);
/// assert_eq!(uri.to_string(), "/ipfs/bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4");
/// assert_eq!(MultiUri::from_bytes(uri.as_bytes())?, uri);
/// # Ok::<(), metahub_assets::MultiUriError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MultiUri {
	protocol: Protocol,
	bytes: Vec<u8>,
}

impl MultiUri {
	/// Longest binary form in bytes.
	pub const MAX_LEN: usize = 512;

	/// Reads the binary form and checks it completely.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, MultiUriError> {
		let protocol = Self::check(bytes)?;
		Ok(Self { protocol, bytes: bytes.to_vec() })
	}

	/// Checks a binary form without keeping it.
	pub fn check(bytes: &[u8]) -> Result<Protocol, MultiUriError> {
		if bytes.is_empty() {
			return Err(MultiUriError::Empty);
		}
		if bytes.len() > Self::MAX_LEN {
			return Err(MultiUriError::TooLong { max: Self::MAX_LEN });
		}
		let (code, value) = read_varint(bytes).map_err(|error| match error {
			ReadError::Truncated => MultiUriError::Truncated,
			ReadError::Varint | ReadError::CidVersion => MultiUriError::NonCanonicalVarint,
		})?;
		let protocol = Protocol::from_code(code).ok_or(MultiUriError::UnknownProtocol(code))?;
		value::check(protocol, value)?;
		Ok(protocol)
	}

	/// Puts a protocol's code before a value and checks the whole.
	fn from_value(protocol: Protocol, value: &[u8]) -> Result<Self, MultiUriError> {
		let mut bytes = Vec::with_capacity(value.len() + 4);
		write_varint(protocol.code(), &mut bytes);
		bytes.extend_from_slice(value);
		Self::check(&bytes)?;
		Ok(Self { protocol, bytes })
	}

	/// The IPFS URI of a file.
	pub fn ipfs(cid: &ContentId) -> Self {
		let mut bytes = Vec::with_capacity(ContentId::LEN + 2);
		write_varint(Protocol::Ipfs.code(), &mut bytes);
		bytes.extend_from_slice(cid.as_bytes());
		Self { protocol: Protocol::Ipfs, bytes }
	}

	/// The protocol.
	pub const fn protocol(&self) -> Protocol {
		self.protocol
	}

	/// The binary form.
	pub fn as_bytes(&self) -> &[u8] {
		&self.bytes
	}

	/// The binary form.
	pub fn into_bytes(self) -> Vec<u8> {
		self.bytes
	}

	/// What follows the protocol's code.
	pub fn value(&self) -> &[u8] {
		&self.bytes[self.protocol.code_len()..]
	}

	/// The binary CIDv1 in it, for the protocols whose value is one: IPFS, IPNS, Swarm, Filecoin
	/// pieces.
	pub fn cid(&self) -> Option<&[u8]> {
		self.protocol.has_cid().then(|| self.value())
	}

	/// The file or UnixFS node that an IPFS URI names. `None` for other protocols and for CIDs
	/// of other kinds.
	pub fn content_id(&self) -> Option<ContentId> {
		if self.protocol != Protocol::Ipfs {
			return None;
		}
		ContentId::from_bytes(self.value()).ok()
	}

	/// The URL that people paste: `ipfs://bafy…`, `ar://…`, `https://…`.
	pub fn to_url(&self) -> String {
		text::url(self)
	}
}

impl AsRef<[u8]> for MultiUri {
	fn as_ref(&self) -> &[u8] {
		&self.bytes
	}
}

impl TryFrom<&[u8]> for MultiUri {
	type Error = MultiUriError;

	fn try_from(bytes: &[u8]) -> Result<Self, MultiUriError> {
		Self::from_bytes(bytes)
	}
}

impl From<MultiUri> for Vec<u8> {
	fn from(uri: MultiUri) -> Self {
		uri.bytes
	}
}

impl fmt::Debug for MultiUri {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "MultiUri({self})")
	}
}

impl Encode for MultiUri {
	fn size_hint(&self) -> usize {
		self.bytes.size_hint()
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		self.bytes.encode_to(output)
	}
}

impl EncodeLike for MultiUri {}

impl Decode for MultiUri {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let bytes = decode_bounded(input, Self::MAX_LEN)?;
		let protocol = Self::check(&bytes).map_err(|_| "not a canonical multiURI")?;
		Ok(Self { protocol, bytes })
	}
}

impl DecodeWithMemTracking for MultiUri {}

impl MaxEncodedLen for MultiUri {
	fn max_encoded_len() -> usize {
		codec::Compact(Self::MAX_LEN as u32).encoded_size() + Self::MAX_LEN
	}
}

impl TypeInfo for MultiUri {
	type Identity = Self;

	fn type_info() -> Type {
		Type::builder()
			.path(scale_info::Path::new("MultiUri", module_path!()))
			.composite(scale_info::build::Fields::unnamed().field(|f| f.ty::<Vec<u8>>()))
	}
}

impl Serialize for MultiUri {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for MultiUri {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		deserialize_text(deserializer, "a multiURI, such as /ipfs/bafy… or https://…")
	}
}
