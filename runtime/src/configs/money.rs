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
		ConstU128, ConstU32, ConstU8, Imbalance, OnUnbalanced, VariantCountOf,
	},
	weights::ConstantMultiplier,
	PalletId,
};
use pallet_asset_conversion_tx_payment::SwapAssetAdapter;
use pallet_revive::evm::fees::BlockRatioFee;
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{AccountIdConversion, One},
	Perquintill,
};

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

parameter_types! {
	/// The treasury's account. It has no key; root moves what is in it.
	pub Treasury: AccountId = PalletId(*b"mh/treas").into_account_truncating();
}

/// Of a fee, [`fee::TREASURY_SHARE`] goes to the treasury, and the rest, with the tip, to the
/// validator that made the block. An author that fills its blocks with transactions of its own pays
/// for them, too. A share is burned if there is no author, or if the account would stay below the
/// existential deposit.
pub struct SplitFees;

impl OnUnbalanced<fungible::Credit<AccountId, Balances>> for SplitFees {
	fn on_unbalanceds(
		mut fee_then_tip: impl Iterator<Item = fungible::Credit<AccountId, Balances>>,
	) {
		if let Some(fee) = fee_then_tip.next() {
			Self::on_unbalanced(fee);
		}
		if let Some(tip) = fee_then_tip.next() {
			to_author(tip);
		}
	}

	fn on_nonzero_unbalanced(fee: fungible::Credit<AccountId, Balances>) {
		let share = fee::TREASURY_SHARE.mul_ceil(fee.peek());
		let (to_treasury, rest) = fee.split(share);
		drop(Balances::resolve(&Treasury::get(), to_treasury));
		to_author(rest);
	}
}

/// Fees that were paid in another token arrive as what they were swapped for: the native one.
impl OnUnbalanced<fungibles::Credit<AccountId, NativeAndAssets>> for SplitFees {
	fn on_unbalanceds(
		mut fee_then_tip: impl Iterator<Item = fungibles::Credit<AccountId, NativeAndAssets>>,
	) {
		if let Some(fee) = fee_then_tip.next() {
			Self::on_unbalanced(fee);
		}
		if let Some(tip) = fee_then_tip.next() {
			tokens_to_author(tip);
		}
	}

	fn on_nonzero_unbalanced(fee: fungibles::Credit<AccountId, NativeAndAssets>) {
		let share = fee::TREASURY_SHARE.mul_ceil(fee.peek());
		let (to_treasury, rest) = fee.split(share);
		drop(NativeAndAssets::resolve(&Treasury::get(), to_treasury));
		tokens_to_author(rest);
	}
}

fn to_author(credit: fungible::Credit<AccountId, Balances>) {
	if let Some(author) = Authorship::author() {
		drop(Balances::resolve(&author, credit));
	}
}

fn tokens_to_author(credit: fungibles::Credit<AccountId, NativeAndAssets>) {
	if let Some(author) = Authorship::author() {
		drop(NativeAndAssets::resolve(&author, credit));
	}
}

parameter_types! {
	pub const TargetFullness: Perquintill = block::TARGET_FULLNESS;
	/// Full blocks double the fee in 139 blocks, less than five minutes; empty ones halve it as fast.
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
	type OnChargeTransaction = FungibleAdapter<Balances, SplitFees>;
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
		SwapAssetAdapter<Native, NativeAndAssets, AssetConversion, SplitFees>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_asset_conversion_tx_payment::WeightInfo<Runtime>;
}
