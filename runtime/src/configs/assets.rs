//! Tokens beside the native one, and pools between them and the native one.

use crate::{
	configs::money::SplitFees, constants::currency::deposit, weights, AccountId, Assets,
	AssetsHolder, Balance, Balances, PoolAssets, Runtime, RuntimeEvent, RuntimeHoldReason,
};
use alloc::vec;
use core::marker::PhantomData;
use frame_support::{
	ord_parameter_types, parameter_types,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		AsEnsureOriginWithArg, ConstU128, ConstU32,
	},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use pallet_asset_conversion::{AccountIdConverter, WithFirstAsset};
use pallet_assets::{AssetIdAllocator, NextAssetId};
use sp_runtime::{traits::AccountIdConversion, Permill};

/// Tokens that anyone issues.
pub type TrustBackedAssets = pallet_assets::Instance1;
/// Shares in pools, which only the pools issue.
pub type PoolShares = pallet_assets::Instance2;

/// Longest name or symbol of a token, in bytes.
type StringLimit = ConstU32<64>;
/// Accounts or approvals that one call removes from a token that is being destroyed.
type RemoveItemsLimit = ConstU32<1_000>;

parameter_types! {
	/// `AssetDetails` and its key.
	pub const AssetDeposit: Balance = deposit(1, 222);
	/// `AssetAccount` and its key.
	pub const AssetAccountDeposit: Balance = deposit(1, 148);
	/// `AssetMetadata` without its strings, and its key.
	pub const MetadataDepositBase: Balance = deposit(1, 72);
	/// `Approval` and its key.
	pub const ApprovalDeposit: Balance = deposit(1, 196);
}

/// Hands out tokens' ids by counting: each is used once, even if its token is destroyed. Claims,
/// prices and authorisations name a token by its id, and outlive it. Root, too, may skip ids, but
/// not use one again. The count is `NextAssetId`, which a genesis with tokens has to set above them.
pub struct Counted<I>(PhantomData<I>);

impl<I: 'static> AssetIdAllocator<u32> for Counted<I>
where
	Runtime: pallet_assets::Config<I, AssetId = u32>,
{
	fn next() -> Option<u32> {
		Some(NextAssetId::<Runtime, I>::get().unwrap_or_default())
	}

	fn advance() -> Result<(), ()> {
		Self::next().map_or(Err(()), |next| Self::advance_from(&next))
	}

	fn advance_from(id: &u32) -> Result<(), ()> {
		if Self::next().is_none_or(|next| *id < next) {
			return Err(());
		}
		NextAssetId::<Runtime, I>::put(id.checked_add(1).ok_or(())?);
		Ok(())
	}
}

impl pallet_assets::Config<TrustBackedAssets> for Runtime {
	type ApprovalDeposit = ApprovalDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type AssetDeposit = AssetDeposit;
	type AssetId = u32;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type AssetIdAllocator = Counted<TrustBackedAssets>;
	// The benchmarks of pallet-assets and of pools choose their tokens' ids.
	#[cfg(feature = "runtime-benchmarks")]
	type AssetIdAllocator = ();
	type AssetIdParameter = codec::Compact<u32>;
	type Balance = Balance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type CallbackHandle = ();
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type Extra = ();
	type ForceOrigin = EnsureRoot<AccountId>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = ConstU128<{ deposit(0, 1) }>;
	type RemoveItemsLimit = RemoveItemsLimit;
	type ReserveData = ();
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = StringLimit;
	type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
}

/// Tokens on hold, in escrow.
impl pallet_assets_holder::Config<TrustBackedAssets> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

impl pallet_assets::Config<PoolShares> for Runtime {
	type ApprovalDeposit = ApprovalDeposit;
	// Of who opens an account, by `touch` or by setting up a pool, whose account it is then.
	type AssetAccountDeposit = AssetAccountDeposit;
	// Whoever sets up a pool pays for its token once, by `PoolSetupFee`.
	type AssetDeposit = ConstU128<0>;
	type AssetId = u32;
	type AssetIdAllocator = Counted<PoolShares>;
	type AssetIdParameter = u32;
	type Balance = Balance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type CallbackHandle = ();
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSignedBy<PoolsAccount, AccountId>>;
	type Currency = Balances;
	type Extra = ();
	type ForceOrigin = EnsureRoot<AccountId>;
	type Freezer = ();
	type Holder = ();
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = ConstU128<{ deposit(0, 1) }>;
	type RemoveItemsLimit = RemoveItemsLimit;
	type ReserveData = ();
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = StringLimit;
	type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
}

parameter_types! {
	pub const PoolsPalletId: PalletId = PalletId(*b"hub/pool");
	pub const Native: NativeOrWithId<u32> = NativeOrWithId::Native;
	/// Stays with those who supply liquidity.
	pub const LpFee: Permill = Permill::from_perthousand(3);
	pub const MaxSwapFee: Permill = Permill::from_percent(10);
	pub const LiquidityWithdrawalFee: Permill = Permill::zero();
	/// A pool is not removed, so its state is paid for, not deposited for: pool, share token, the
	/// pool's own account with the native token and the other token. Its account with the share
	/// has a deposit of its own.
	pub const PoolSetupFee: Balance = deposit(4, 752);
}

ord_parameter_types! {
	pub const PoolsAccount: AccountId = AccountIdConversion::<AccountId>::into_account_truncating(&PoolsPalletId::get());
}

/// The native token and the tokens of [`TrustBackedAssets`] as one set.
pub type NativeAndAssets =
	UnionOf<Balances, Assets, NativeFromLeft, NativeOrWithId<u32>, AccountId>;

/// Every pool has the native token on one side: it is what fees are paid in, and any two tokens
/// are two swaps apart.
type PoolLocator = WithFirstAsset<
	Native,
	AccountId,
	NativeOrWithId<u32>,
	AccountIdConverter<PoolsPalletId, (NativeOrWithId<u32>, NativeOrWithId<u32>)>,
>;

impl pallet_asset_conversion::Config for Runtime {
	type AdminOrigin = EnsureRoot<AccountId>;
	type AssetKind = NativeOrWithId<u32>;
	type Assets = NativeAndAssets;
	type Balance = Balance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = pallet_asset_conversion::NativeOrWithIdFactory<u32>;
	// Two amounts of 18 decimals do not multiply within 128 bits.
	type HigherPrecisionBalance = sp_core::U256;
	type LPFee = LpFee;
	type LiquidityWithdrawalFee = LiquidityWithdrawalFee;
	type MaxSwapFee = MaxSwapFee;
	type MaxSwapPathLength = ConstU32<3>;
	// Shares that the first supplier leaves behind, so that one share is never worth a fortune.
	type MintMinLiquidity = ConstU128<1_000>;
	type PalletId = PoolsPalletId;
	type PoolAssetId = u32;
	type PoolAssets = PoolAssets;
	type PoolId = (NativeOrWithId<u32>, NativeOrWithId<u32>);
	type PoolLocator = PoolLocator;
	type PoolSetupFee = PoolSetupFee;
	type PoolSetupFeeAsset = Native;
	type PoolSetupFeeTarget = SplitFees;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_asset_conversion::WeightInfo<Runtime>;
}
