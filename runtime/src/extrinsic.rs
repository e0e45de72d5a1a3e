//! The transaction format: a signed Substrate transaction, or an Ethereum transaction in its own
//! encoding, which enters as an unsigned `eth_transact` and leaves the check as a signed call.

use crate::{Address, Balance, Nonce, Runtime, Signature};
use pallet_revive::evm::runtime::EthExtra;
use sp_runtime::generic::Era;

/// What every signed transaction carries beside its call, in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	// The tip, and the asset that the fee is paid in.
	pallet_asset_conversion_tx_payment::ChargeAssetTxPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	// Marks the origin of an Ethereum transaction; behind everything that wants a signed origin.
	pallet_revive::evm::tx_extension::SetOrigin<Runtime>,
	// Gives back to the block the weight that was not used. Last, to see what all others refund.
	frame_system::WeightReclaim<Runtime>,
);

/// What an Ethereum transaction carries, which has no place for it in its own encoding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EthExtraImpl;

impl EthExtra for EthExtraImpl {
	type Config = Runtime;
	type ExtensionV0 = TxExtension;
	type ExtensionOtherVersions = sp_runtime::traits::InvalidVersion;

	fn get_eth_extension(nonce: Nonce, tip: Balance) -> Self::ExtensionV0 {
		(
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::Immortal),
			frame_system::CheckNonce::from(nonce),
			frame_system::CheckWeight::new(),
			// Gas is paid in the native token only: the wallet knows no other.
			pallet_asset_conversion_tx_payment::ChargeAssetTxPayment::from(tip, None),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			pallet_revive::evm::tx_extension::SetOrigin::new_from_eth_transaction(),
			frame_system::WeightReclaim::new(),
		)
	}
}

/// A transaction.
pub type UncheckedExtrinsic =
	pallet_revive::evm::runtime::UncheckedExtrinsic<Address, Signature, EthExtraImpl>;

/// What a transaction's signature covers.
pub type SignedPayload = sp_runtime::generic::SignedPayload<crate::RuntimeCall, TxExtension>;
