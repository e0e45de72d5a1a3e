//! Who may use what, what is owed for it, resale and disputes: how those pallets see each other,
//! the registry and the NFTs.

use super::{
	erc721::{NftItem, ToContracts},
	payments::Till,
	registry::ItemsByOwner,
};
use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM, HUB},
	weights, AccountId, AssetRegistry, Balance, Balances, Erc721, Licensing, Royalties, Runtime,
	RuntimeHoldReason, Timestamp,
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
	licence::{Inherited, RevenueShare, RevocationReason, Terms, TermsId},
	AssetId, LifecycleState, Relation,
};
use pallet_asset_registry::{AssetInspect, OwnedItems};
use pallet_disputes::Subject;
use pallet_market::Item;
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

	fn publisher(collection: u32) -> Option<AccountId> {
		AssetRegistry::publisher(collection)
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

	fn weight() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads(2)
	}
}

/// Licences, as royalties see them.
pub struct Permitted;

impl pallet_royalties::Permits<AccountId> for Permitted {
	fn owner(asset: AssetId) -> Option<AccountId> {
		AssetRegistry::owner(asset)
	}

	fn permit(who: &AccountId, parent: AssetId) -> Result<(TermsId, Terms), DispatchError> {
		Licensing::permit(who, parent)
	}

	fn terms(id: TermsId) -> Option<Terms> {
		pallet_licensing::KnownTerms::<Runtime>::get(id).map(|record| record.terms)
	}

	fn permit_weight() -> Weight {
		let terms = <Runtime as frame_system::Config>::DbWeight::get().reads(1);
		registry_reads().saturating_add(Licensing::permit_weight()).saturating_add(terms)
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
	) -> DispatchResult {
		Royalties::derive(who, subject, relation, parent)
	}

	fn retired(asset: AssetId) {
		Royalties::retired(asset);
		Licensing::retired(asset);
	}

	fn derive_weight() -> Weight {
		Royalties::derive_weight()
	}

	fn retired_weight() -> Weight {
		// The mode, the terms that it refers to, and the deposit.
		let mode = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(4, 4);
		Royalties::retired_weight().saturating_add(mode)
	}
}

/// Licences that may not be moved, as pallet-nfts sees it.
pub struct LockedLicences;

impl Locker<u32, u64> for LockedLicences {
	fn is_locked(collection: u32, item: u64) -> bool {
		Licensing::is_locked(collection, item)
	}
}

impl pallet_market::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::AssetsHelper;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type Items = ForSale;
	type Payments = Till;
	type Publishers = Registered;
	type RuntimeHoldReason = RuntimeHoldReason;
	type UnixTime = Timestamp;
	type WeightInfo = weights::pallet_market::WeightInfo<Runtime>;
}

/// Assets and licences, as the market sees them.
pub struct ForSale;

impl pallet_market::Items<AccountId> for ForSale {
	fn owner(item: Item) -> Option<AccountId> {
		match item {
			Item::Asset(asset) => AssetRegistry::owner(asset),
			Item::Licence(licence) => Licensing::holder(licence),
		}
	}

	fn transferable(item: Item) -> bool {
		match item {
			// Assets move freely, a revoked one neither better nor worse.
			Item::Asset(asset) => AssetRegistry::owner(asset).is_some(),
			Item::Licence(licence) => Licensing::is_transferable(licence),
		}
	}

	fn royalty(item: Item) -> (Option<AccountId>, u32) {
		match item {
			Item::Asset(_) => (None, 0),
			Item::Licence(licence) => Licensing::resale_royalty(licence),
		}
	}

	fn transfer(item: Item, from: &AccountId, to: &AccountId) -> DispatchResult {
		match item {
			Item::Asset(asset) => AssetRegistry::do_transfer(from.clone(), asset, to.clone()),
			Item::Licence(licence) => Licensing::do_transfer(from.clone(), licence, to.clone()),
		}
	}

	fn weight() -> Weight {
		use pallet_asset_registry::WeightInfo as _;
		use pallet_licensing::WeightInfo as _;
		type Assets = <Runtime as pallet_asset_registry::Config>::WeightInfo;
		type Licences = <Runtime as pallet_licensing::Config>::WeightInfo;
		// Everything else reads what the transfer reads, too.
		Assets::transfer().max(Licences::transfer()).saturating_mul(2)
	}
}

parameter_types! {
	/// What a dispute costs who is wrong.
	pub const DisputeBond: Balance = 10 * HUB;
}

impl pallet_disputes::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::AssetsHelper;
	type Bond = DisputeBond;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type JudgeOrigin = EnsureRoot<AccountId>;
	type MaxOpen = ConstU32<16>;
	type MaxTags = ConstU32<16>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Subjects = Disputable;
	type WeightInfo = weights::pallet_disputes::WeightInfo<Runtime>;
}

/// Assets and licences, as disputes see them.
pub struct Disputable;

impl pallet_disputes::Subjects<AccountId> for Disputable {
	fn exists(subject: Subject) -> bool {
		match subject {
			Subject::Asset(asset) => AssetRegistry::state(asset).is_some(),
			Subject::Licence(licence) => Licensing::holder(licence).is_some(),
		}
	}

	fn respondent(subject: Subject) -> Option<AccountId> {
		match subject {
			Subject::Asset(asset) => AssetRegistry::owner(asset),
			// Who holds it is said to break its terms.
			Subject::Licence(licence) => Licensing::holder(licence),
		}
	}

	fn revoke(subject: Subject) -> DispatchResult {
		match subject {
			Subject::Asset(asset) => AssetRegistry::do_revoke(asset),
			Subject::Licence(licence) => Licensing::do_revoke(licence, RevocationReason::Dispute),
		}
	}

	fn weight() -> Weight {
		use pallet_asset_registry::WeightInfo as _;
		use pallet_licensing::WeightInfo as _;
		type Assets = <Runtime as pallet_asset_registry::Config>::WeightInfo;
		type Licences = <Runtime as pallet_licensing::Config>::WeightInfo;
		// Everything else reads what revoking reads, too.
		Assets::set_state().max(Licences::revoke()).saturating_mul(2)
	}
}
