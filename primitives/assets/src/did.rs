//! `did:metahub:<first 16 bytes of the genesis hash, hex>:<collection>:<item>`.

use crate::{bytes::deserialize_text, AssetId, AssetIdError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The DID of an asset. It names the chain, so that the same id on another chain is another DID.
///
/// ```
/// use metahub_assets::{AssetId, Did};
/// let did: Did = "did:metahub:00112233445566778899aabbccddeeff:7:42".parse()?;
/// assert_eq!(did.asset, AssetId::new(7, 42));
/// assert_eq!(did.to_string(), "did:metahub:00112233445566778899aabbccddeeff:7:42");
/// # Ok::<(), metahub_assets::DidError>(())
/// ```
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Did {
	/// The first 16 bytes of the chain's genesis hash.
	pub genesis: [u8; 16],
	/// The asset on that chain.
	pub asset: AssetId,
}

/// Why a text is not a DID of this method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DidError {
	/// It is no DID, or one of another method.
	#[error("not a DID of the method metahub: it begins with did:metahub:")]
	Method,
	/// The chain is not named by 32 lower-case hexadecimal digits.
	#[error("the DID's chain is not 32 lower-case hexadecimal digits")]
	Genesis,
	/// What follows is not an asset id.
	#[error("the DID's asset is malformed: {0}")]
	Asset(#[from] AssetIdError),
}

impl Did {
	/// What every DID of this method begins with.
	pub const PREFIX: &'static str = "did:metahub:";

	/// The DID of an asset on the chain with this genesis hash.
	pub fn new(genesis_hash: &H256, asset: AssetId) -> Self {
		let mut genesis = [0; 16];
		genesis.copy_from_slice(&genesis_hash.as_bytes()[..16]);
		Self { genesis, asset }
	}

	/// Whether it names an asset on the chain with this genesis hash.
	pub fn is_on(&self, genesis_hash: &H256) -> bool {
		genesis_hash.as_bytes().starts_with(&self.genesis)
	}
}

impl fmt::Display for Did {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(Self::PREFIX)?;
		for byte in self.genesis {
			write!(f, "{byte:02x}")?;
		}
		write!(f, ":{}", self.asset)
	}
}

/// The value of a lower-case hexadecimal digit.
fn nibble(digit: u8) -> Option<u8> {
	match digit {
		b'0'..=b'9' => Some(digit - b'0'),
		b'a'..=b'f' => Some(digit - b'a' + 10),
		_ => None,
	}
}

impl FromStr for Did {
	type Err = DidError;

	fn from_str(text: &str) -> Result<Self, DidError> {
		let rest = text.strip_prefix(Self::PREFIX).ok_or(DidError::Method)?;
		let (chain, asset) = rest.split_once(':').ok_or(DidError::Genesis)?;
		let digits: &[u8; 32] = chain.as_bytes().try_into().map_err(|_| DidError::Genesis)?;
		let mut genesis = [0u8; 16];
		for (byte, pair) in genesis.iter_mut().zip(digits.chunks_exact(2)) {
			let (high, low) = (nibble(pair[0]), nibble(pair[1]));
			*byte = high.zip(low).map(|(h, l)| h << 4 | l).ok_or(DidError::Genesis)?;
		}
		Ok(Self { genesis, asset: asset.parse()? })
	}
}

impl Serialize for Did {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Did {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		deserialize_text(deserializer, "a DID of the method metahub")
	}
}
