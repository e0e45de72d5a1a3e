//! Who may use what, and what is owed for it: how those pallets see each other, the registry and the
//! NFTs.

use super::{
	erc721::{NftItem, ToContracts},
	payments::Till,
	registry::ItemsByOwner,
};
use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	weights, AccountId, AssetRegistry, Balances, BlockNumber, Erc721, Licensing, Royalties,
	Runtime, RuntimeHoldReason, Timestamp,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, Locker},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use metahub_assets::{
	licence::{Inherited, RevenueShare, Terms, TermsId},
	pay::Price,
	AssetId, LifecycleState, Permit, Relation,
};
use pallet_asset_registry::{AssetInspect, OwnedItems};
use sp_runtime::{DispatchError, DispatchResult};

parameter_types! {
	pub const LicensingPalletId: PalletId = PalletId(*b"hub/lice");
}

/// Storage accesses of the registry that an answer takes at most: the asset, its NFT, its
/// collection.
fn registry_reads() -> Weight {
	<Runtime as frame_system::Config>::DbWeight::get().reads(3)
}

impl pallet_licensing::Config for Runtime {
	type Assets = Registered;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::AssetsHelper;
	// A month to renew, before anyone may clear a licence away.
	type CloseGraceSecs = ConstU64<{ 30 * 24 * 60 * 60 }>;
	type CollectionConfig = pallet_nfts::CollectionConfigFor<Runtime>;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type ItemConfig = pallet_nfts::ItemConfig;
	type MaxScan = ConstU32<64>;
	type MaxSeats = ConstU32<64>;
	type Nfts = Erc721;
	type NftItem = NftItem;
	type Observer = ToContracts;
	type OwnedItems = ItemsByOwner;
	type PalletId = LicensingPalletId;
	type Payments = Till;
	type Revenue = Owed;
	type RevocationOrigin = EnsureRoot<AccountId>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type UnixTime = Timestamp;
	type WeightInfo = weights::pallet_licensing::WeightInfo<Runtime>;
}

/// The registry, as licensing and the market see it.
pub struct Registered;

impl pallet_licensing::AssetLookup<AccountId> for Registered {
	fn owner(asset: AssetId) -> Option<AccountId> {
		AssetRegistry::owner(asset)
	}

	fn state(asset: AssetId) -> Option<LifecycleState> {
		AssetRegistry::state(asset)
	}

	fn revision(asset: AssetId) -> Option<u32> {
		pallet_asset_registry::Assets::<Runtime>::get(asset).map(|record| record.revision)
	}

	fn publisher(collection: u32) -> Option<AccountId> {
		AssetRegistry::publisher(collection)
	}

	fn owner_acted(asset: AssetId) {
		AssetRegistry::owner_acted(asset);
	}

	fn act_weight() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1)
	}
}

impl pallet_market::Publishers<AccountId> for Registered {
	fn publisher(collection: u32) -> Option<AccountId> {
		AssetRegistry::publisher(collection)
	}
}

impl pallet_licensing::OwnedItems<AccountId> for ItemsByOwner {
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<(u32, u64)>,
		limit: u32,
	) -> Vec<(u32, u64)> {
		let after = after.map(|(collection, item)| AssetId::new(collection, item));
		<Self as OwnedItems<_>>::owned_items(who, collection, after, limit)
			.into_iter()
			.map(|id| (id.collection, id.item))
			.collect()
	}
}

impl pallet_royalties::Config for Runtime {
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type MaxParents = <Runtime as pallet_asset_registry::Config>::MaxLinks;
	type Permits = Permitted;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_royalties::WeightInfo<Runtime>;
}

/// What assets owe their origins, as licensing sees it.
pub struct Owed;

impl pallet_licensing::Revenue for Owed {
	fn shares(asset: AssetId) -> Vec<RevenueShare> {
		Royalties::shares(asset)
	}

	fn inherited(asset: AssetId) -> Inherited {
		Royalties::inherited(asset)
	}

	fn shared(asset: AssetId) -> Option<Price> {
		Royalties::shared(asset)
	}

	fn weight() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads(3)
	}
}

/// Licences, as royalties see them.
pub struct Permitted;

impl pallet_royalties::Permits<AccountId> for Permitted {
	fn owner(asset: AssetId) -> Option<AccountId> {
		AssetRegistry::owner(asset)
	}

	fn permit(
		who: &AccountId,
		parent: AssetId,
		permit: Permit,
	) -> Result<(TermsId, Terms), DispatchError> {
		Licensing::permit(who, parent, permit)
	}

	fn ensure_within(subject: AssetId, inherited: &Inherited) -> DispatchResult {
		Licensing::ensure_within(subject, inherited)
	}

	fn terms(id: TermsId) -> Option<Terms> {
		pallet_licensing::KnownTerms::<Runtime>::get(id).map(|record| record.terms)
	}

	fn permit_weight() -> Weight {
		// The terms that are asked for by their id; the mode, its terms and the count of licences.
		let reads = <Runtime as frame_system::Config>::DbWeight::get().reads(4);
		registry_reads().saturating_add(Licensing::permit_weight()).saturating_add(reads)
	}
}

/// Consent to building on assets, as the registry sees it: licences give it, royalties note it.
#[cfg_attr(feature = "runtime-benchmarks", allow(dead_code))]
pub struct Consent;

impl pallet_asset_registry::DerivationPolicy<AccountId> for Consent {
	fn derive(
		who: &AccountId,
		subject: AssetId,
		relation: Relation,
		parent: AssetId,
		permit: Permit,
		max_owed_ppm: u32,
	) -> Result<bool, DispatchError> {
		Royalties::derive(who, subject, relation, parent, permit, max_owed_ppm)
	}

	fn retired(asset: AssetId) {
		Royalties::retired(asset);
		Licensing::retired(asset);
	}

	fn derive_weight() -> Weight {
		Royalties::derive_weight()
	}

	fn retired_weight() -> Weight {
		use pallet_licensing::WeightInfo as _;
		type Licences = <Runtime as pallet_licensing::Config>::WeightInfo;
		Royalties::retired_weight().saturating_add(Licences::retired())
	}
}

/// What was sold of assets, as the registry sees it.
pub struct Sales;

impl pallet_asset_registry::Commitments<BlockNumber> for Sales {
	fn ensure_endable(asset: AssetId) -> DispatchResult {
		Licensing::ensure_endable(asset)
	}

	fn sold_at(asset: AssetId, revision: u32) -> Option<BlockNumber> {
		Licensing::sold_at(asset, revision)
	}

	fn weight() -> Weight {
		// What is counted of licences, and whether the asset lives.
		let count = <Runtime as frame_system::Config>::DbWeight::get().reads(1);
		registry_reads().saturating_add(count)
	}
}

/// Licences that may not be moved, as pallet-nfts sees it.
pub struct LockedLicences;

impl Locker<u32, u64> for LockedLicences {
	fn is_locked(collection: u32, item: u64) -> bool {
		Licensing::is_locked(collection, item)
	}
}
