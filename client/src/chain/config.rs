//! How this chain's transactions differ from those of a plain Substrate chain: the fee can be paid
//! in any token that has a pool.

use codec::{Decode, Encode};
use metahub_assets::pay::Currency;
use subxt::{
	config::{
		substrate::{SubstrateConfig, SubstrateExtrinsicParams},
		Config, HashFor,
	},
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	metadata::ArcMetadata,
	utils::H160,
};

/// What a fee is paid in, as the chain encodes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub enum FeeAsset {
	/// The chain's own token.
	Native,
	/// A pallet-assets token.
	WithId(u32),
}

impl TryFrom<Currency> for FeeAsset {
	/// The contract.
	type Error = H160;

	fn try_from(currency: Currency) -> Result<Self, H160> {
		match currency {
			Currency::Native => Ok(Self::Native),
			Currency::Token(id) => Ok(Self::WithId(id)),
			Currency::Erc20(contract) => Err(contract),
		}
	}
}

/// The chain's configuration, as the transaction library needs it.
#[derive(Clone, Debug, Default)]
pub struct HubConfig(SubstrateConfig);

impl Config for HubConfig {
	type AccountId = <SubstrateConfig as Config>::AccountId;
	type Address = <SubstrateConfig as Config>::Address;
	type AssetId = FeeAsset;
	type Hasher = <SubstrateConfig as Config>::Hasher;
	type Header = <SubstrateConfig as Config>::Header;
	type Signature = <SubstrateConfig as Config>::Signature;
	type TransactionExtensions = SubstrateExtrinsicParams<Self>;

	fn genesis_hash(&self) -> Option<HashFor<Self>> {
		self.0.genesis_hash()
	}

	fn spec_and_transaction_version_for_block_number(&self, number: u64) -> Option<(u32, u32)> {
		self.0.spec_and_transaction_version_for_block_number(number)
	}

	fn metadata_for_spec_version(&self, version: u32) -> Option<ArcMetadata> {
		self.0.metadata_for_spec_version(version)
	}

	fn set_metadata_for_spec_version(&self, version: u32, metadata: ArcMetadata) {
		self.0.set_metadata_for_spec_version(version, metadata);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn fees_are_encoded_as_the_chain_reads_them() {
		let encoded = |currency| FeeAsset::try_from(currency).map(|asset| asset.encode());
		assert_eq!(encoded(Currency::Native), Ok(vec![0]));
		assert_eq!(encoded(Currency::Token(7)), Ok(vec![1, 7, 0, 0, 0]));
		let contract = H160([9; 20]);
		assert_eq!(encoded(Currency::Erc20(contract)), Err(contract));
	}
}
