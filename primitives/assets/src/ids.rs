//! Asset ids, and the address of a collection's ERC-721 contract.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use primitive_types::H160;
use scale_info::TypeInfo;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// The precompile prefix of asset collections: bytes 16 and 17 of a collection's address.
pub const ASSET_COLLECTION_PREFIX: u16 = 0x0721;

/// The same for a token of pallet-assets, whose ERC-20 contract that is.
pub const TOKEN_PREFIX: u16 = 0x0120;

/// Bytes 16 and 17 of the address of the registry's contract, `IAssetRegistry`; the others are
/// zero, here and below. See [`contract_address`].
pub const REGISTRY_CONTRACT: u16 = 0x0701;
/// The same for `ILicensing`.
pub const LICENSING_CONTRACT: u16 = 0x0702;
/// The same for `IPayments`.
pub const PAYMENTS_CONTRACT: u16 = 0x0703;

/// EIP-155 chain id of a development chain. Every other network has one of its own, in its state.
pub const EVM_CHAIN_ID: u64 = 19_784;

/// One asset: an item of a collection. Text form `<collection>:<item>`, canonical decimal.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct AssetId {
	/// The collection.
	pub collection: u32,
	/// The item in it.
	pub item: u64,
}

/// Why a text is not an asset id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssetIdError {
	/// Not of the form `<collection>:<item>`.
	#[error("an asset id has the form <collection>:<item>")]
	Form,
	/// A number is empty, signed, padded, or too large.
	#[error("an asset id consists of plain decimal numbers, a u32 and a u64")]
	Number,
}

impl AssetId {
	/// The id of an item in a collection.
	pub const fn new(collection: u32, item: u64) -> Self {
		Self { collection, item }
	}
}

/// Parses a decimal number that has one spelling only: digits, no sign, no leading zero.
pub(crate) fn canonical_decimal<N: FromStr>(text: &str) -> Option<N> {
	let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
	let padded = text.len() > 1 && text.starts_with('0');
	if plain && !padded {
		text.parse().ok()
	} else {
		None
	}
}

impl fmt::Display for AssetId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}:{}", self.collection, self.item)
	}
}

impl FromStr for AssetId {
	type Err = AssetIdError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let (collection, item) = text.split_once(':').ok_or(AssetIdError::Form)?;
		if item.contains(':') {
			return Err(AssetIdError::Form);
		}
		Ok(Self {
			collection: canonical_decimal(collection).ok_or(AssetIdError::Number)?,
			item: canonical_decimal(item).ok_or(AssetIdError::Number)?,
		})
	}
}

impl Serialize for AssetId {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for AssetId {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		alloc::string::String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
	}
}

/// The address of a collection's ERC-721 contract: the collection id big-endian in bytes 0 to 3,
/// [`ASSET_COLLECTION_PREFIX`] in bytes 16 and 17, zeros elsewhere (pallet-revive's
/// `AddressMatcher::Prefix`).
pub fn collection_address(collection: u32) -> H160 {
	let mut address = [0u8; 20];
	address[..4].copy_from_slice(&collection.to_be_bytes());
	address[16..18].copy_from_slice(&ASSET_COLLECTION_PREFIX.to_be_bytes());
	H160(address)
}

/// The collection whose ERC-721 contract has this address, if it is [one](collection_address).
pub fn collection_at(address: H160) -> Option<u32> {
	let mut id = [0u8; 4];
	id.copy_from_slice(&address.as_bytes()[..4]);
	let collection = u32::from_be_bytes(id);
	(collection_address(collection) == address).then_some(collection)
}

/// The address of a contract of the chain's own: [`REGISTRY_CONTRACT`] and such in bytes 16 and
/// 17, zeros elsewhere (pallet-revive's `AddressMatcher::Fixed`).
pub fn contract_address(contract: u16) -> H160 {
	let mut address = [0u8; 20];
	address[16..18].copy_from_slice(&contract.to_be_bytes());
	H160(address)
}
