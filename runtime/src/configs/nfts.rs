//! Non-fungible tokens: what the registry keeps owners in.
//!
//! All collections are the registry's. It pays pallet-nfts no deposits, because it holds its own
//! for the same entries, so nobody else makes collections here. An item's owner moves it and lets
//! others move it by the calls of pallet-erc721; everything else goes through the registry, because
//! pallet-nfts would burn an item behind its back, or attach state to one that outlives it.

use super::licensing::LockedLicences;
use crate::{
	constants::{currency::deposit, time::DAYS},
	weights, AccountId, Balances, Runtime, RuntimeEvent, Signature, System,
};
use frame_support::{
	parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU128, ConstU32},
};
use pallet_nfts::PalletFeatures;
use sp_runtime::traits::Verify;

/// Nobody creates a collection by a call of pallet-nfts, root neither.
#[cfg(not(feature = "runtime-benchmarks"))]
type Creators = frame_system::EnsureNever<AccountId>;
#[cfg(not(feature = "runtime-benchmarks"))]
type Forcers = frame_system::EnsureNever<AccountId>;

// Benchmarks measure all calls, and need them to succeed.
#[cfg(feature = "runtime-benchmarks")]
type Creators = frame_system::EnsureSigned<AccountId>;
#[cfg(feature = "runtime-benchmarks")]
type Forcers = frame_system::EnsureRoot<AccountId>;

parameter_types! {
	/// A year.
	pub const MaxDeadlineDuration: u32 = 365 * DAYS;
	/// Approvals only. Attributes and their approvals outlive items and owners; prices and swaps
	/// are state that nobody pays for, and know no royalties.
	pub Features: PalletFeatures = if cfg!(feature = "runtime-benchmarks") {
		PalletFeatures::all_enabled()
	} else {
		use pallet_nfts::PalletFeature::{Attributes, Swaps, Trading};
		PalletFeatures::from_disabled(Attributes | Swaps | Trading)
	};
}

impl pallet_nfts::Config for Runtime {
	type ApprovalsLimit = ConstU32<20>;
	type AttributeDepositBase = ConstU128<{ deposit(1, 140) }>;
	type BlockNumberProvider = System;
	// The registry's deposits pay for collections and items.
	type CollectionDeposit = ConstU128<0>;
	type CollectionId = u32;
	type CreateOrigin = AsEnsureOriginWithArg<Creators>;
	type Currency = Balances;
	type DepositPerByte = ConstU128<{ deposit(0, 1) }>;
	type Features = Features;
	type ForceOrigin = Forcers;
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = ();
	type ItemAttributesApprovalsLimit = ConstU32<30>;
	type ItemDeposit = ConstU128<0>;
	type ItemId = u64;
	type KeyLimit = ConstU32<64>;
	type Locker = LockedLicences;
	type MaxAttributesPerCall = ConstU32<10>;
	type MaxDeadlineDuration = MaxDeadlineDuration;
	type MaxTips = ConstU32<10>;
	type MetadataDepositBase = ConstU128<{ deposit(1, 120) }>;
	type OffchainPublic = <Signature as Verify>::Signer;
	type OffchainSignature = Signature;
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = ConstU32<256>;
	type ValueLimit = ConstU32<256>;
	type WeightInfo = weights::pallet_nfts::WeightInfo<Runtime>;
}
