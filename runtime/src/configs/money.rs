//! The native token and the fees, in it or in any asset with a pool.

use crate::{
	configs::assets::{Native, NativeAndAssets},
	constants::{block, currency::EXISTENTIAL_DEPOSIT, fee},
	weights, AccountId, AssetConversion, Authorship, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{self, Balanced as _, NativeOrWithId},
		fungibles::{self, Balanced as _},
		ConstU128, ConstU32, ConstU8, OnUnbalanced, VariantCountOf,
	},
	weights::ConstantMultiplier,
};
use pallet_asset_conversion_tx_payment::SwapAssetAdapter;
use pallet_revive::evm::fees::BlockRatioFee;
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{traits::One, Perquintill};

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
}

/// Fees and tips go to the validator that made the block. What has no author to go to is burnt.
pub struct ToAuthor;

impl OnUnbalanced<fungible::Credit<AccountId, Balances>> for ToAuthor {
	fn on_nonzero_unbalanced(fees: fungible::Credit<AccountId, Balances>) {
		if let Some(author) = Authorship::author() {
			// What the author's account cannot take, below the existential deposit, is burnt too.
			drop(Balances::resolve(&author, fees));
		}
	}
}

impl OnUnbalanced<fungibles::Credit<AccountId, NativeAndAssets>> for ToAuthor {
	fn on_nonzero_unbalanced(fees: fungibles::Credit<AccountId, NativeAndAssets>) {
		if let Some(author) = Authorship::author() {
			drop(NativeAndAssets::resolve(&author, fees));
		}
	}
}

parameter_types! {
	pub const TargetFullness: Perquintill = block::TARGET_FULLNESS;
	/// Full blocks double the fee in about ten minutes.
	pub AdjustmentVariable: Multiplier = Multiplier::from_rational(1, 100);
	/// Never below one. The gas price is the multiplier's whole part times [`fee::GAS_PRICE`],
	/// since a planck is a wei and no less; in between, the same work takes more gas instead.
	pub MinimumMultiplier: Multiplier = Multiplier::one();
	pub MaximumMultiplier: Multiplier = Multiplier::from_u32(1_000_000);
}

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Runtime,
		TargetFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<{ fee::PER_BYTE }>>;
	type OnChargeTransaction = FungibleAdapter<Balances, ToAuthor>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
	// The only conversion that pallet-revive can turn into gas.
	type WeightToFee = BlockRatioFee<{ fee::PLANCK_PER_PICOSECOND }, 1, Runtime, Balance>;
}

impl pallet_asset_conversion_tx_payment::Config for Runtime {
	type AssetId = NativeOrWithId<u32>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::TxPaymentHelper;
	type OnChargeAssetTransaction =
		SwapAssetAdapter<Native, NativeAndAssets, AssetConversion, ToAuthor>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_asset_conversion_tx_payment::WeightInfo<Runtime>;
}
