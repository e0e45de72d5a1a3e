//! Resale and disputes: how those pallets see assets and licences.

use super::{
	licensing::{Owed, Registered},
	payments::Till,
};
use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM, HUB},
	weights, AccountId, AssetRegistry, Balance, Balances, Disputes, Erc721, Licensing, Market,
	Royalties, Runtime, RuntimeHoldReason, Timestamp,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure, parameter_types,
	traits::{ConstU128, ConstU32},
	weights::Weight,
};
use frame_system::EnsureRoot;
use metahub_assets::{
	licence::RevocationReason,
	market::{AssetSnapshot, ItemInfo, LicenceSnapshot, Snapshot},
	pay::{Currency, Price, Share},
	AssetId,
};
use pallet_asset_registry::AssetInspect;
use pallet_disputes::Subject;
use pallet_licensing::Revenue as _;
use pallet_market::Item;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult, Permill};

/// What licences' calls weigh.
type Licences = <Runtime as pallet_licensing::Config>::WeightInfo;
/// What assets' calls weigh.
type Assets = <Runtime as pallet_asset_registry::Config>::WeightInfo;

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

	fn ensure_sellable(item: Item) -> DispatchResult {
		use pallet_market::Error;
		match item {
			// Assets move freely, a revoked one neither better nor worse. But who may not earn money
			// from an origin does not earn it by selling what was made from it.
			Item::Asset(asset) => {
				ensure!(AssetRegistry::owner(asset).is_some(), Error::<Runtime>::ItemUnknown);
				let inherited = Royalties::inherited(asset);
				ensure!(inherited.commercial_use, Error::<Runtime>::NotCommercial);
				Ok(())
			}
			Item::Licence(licence) => Licensing::ensure_resellable(licence),
		}
	}

	fn fingerprint(item: Item) -> Option<H256> {
		snapshot(item).as_ref().map(fingerprint_of)
	}

	fn royalty(item: Item) -> (Option<AccountId>, u32) {
		match item {
			Item::Asset(_) => (None, 0),
			Item::Licence(licence) => Licensing::resale_royalty(licence),
		}
	}

	fn shares(
		item: Item,
		seller: &AccountId,
		price: Price,
		royalty: Option<Share<AccountId>>,
	) -> Result<Vec<Share<AccountId>>, DispatchError> {
		match item {
			Item::Asset(asset) => Licensing::shares_of_asset(asset, seller, price, royalty),
			Item::Licence(licence) => Licensing::shares_of_resale(licence, seller, price, royalty),
		}
	}

	fn sell(
		item: Item,
		from: &AccountId,
		to: &AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		let (from, to) = (from.clone(), to.clone());
		match item {
			// An asset's deposits stay with those who made them.
			Item::Asset(asset) => {
				AssetRegistry::do_transfer(from, asset, to)?;
				Royalties::sold(asset, price);
				Ok(0)
			}
			Item::Licence(licence) => {
				Licensing::do_resell(from, licence, to, price, pay_with, max_amount)
			}
		}
	}

	fn weight(item: Item) -> Weight {
		use pallet_asset_registry::WeightInfo as _;
		use pallet_licensing::WeightInfo as _;
		// Sharing it out is as much work as sharing out a sale. Looking at an asset reads no more than
		// moving it reads and writes.
		let shared = Licences::buy().saturating_add(Owed::weight());
		match item {
			Item::Asset(_) => Assets::transfer().saturating_add(shared),
			Item::Licence(_) => shared,
		}
	}

	fn sell_weight(item: Item, pay_with: Currency) -> Weight {
		use pallet_asset_registry::WeightInfo as _;
		use pallet_licensing::WeightInfo as _;
		match item {
			Item::Asset(_) => {
				let noted = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1);
				Assets::transfer().saturating_add(noted)
			}
			Item::Licence(_) => Licences::resell().saturating_add(
				<Till as pallet_licensing::Payments<AccountId>>::top_up_weight(pay_with),
			),
		}
	}
}

/// What a buyer of an item relies on. Whatever is added to the snapshots is filled in here.
fn snapshot(item: Item) -> Option<Snapshot> {
	match item {
		Item::Asset(asset) => snapshot_of_asset(asset).map(Snapshot::Asset),
		Item::Licence(licence) => snapshot_of_licence(licence).map(Snapshot::Licence),
	}
}

fn snapshot_of_asset(asset: AssetId) -> Option<AssetSnapshot> {
	let info = AssetRegistry::asset_info(asset)?;
	Some(AssetSnapshot {
		asset,
		state: info.state,
		revision: info.revision.number,
		uris: info.revision.uris,
		owed: Royalties::shares(asset),
		inherited: Royalties::inherited(asset),
		mode: Licensing::access_mode(asset),
		shared: Royalties::shared(asset),
		owner_nonce: AssetRegistry::owner_nonce(asset),
		tags: Disputes::tags(Subject::Asset(asset)),
	})
}

fn snapshot_of_licence(licence: u64) -> Option<LicenceSnapshot> {
	let info = Licensing::licence_info(licence)?;
	Some(LicenceSnapshot {
		licence,
		asset: info.asset,
		revision: info.revision,
		terms: info.terms,
		expires: info.expires,
		uses_left: info.uses_left,
		seats_taken: info.seats_taken,
		sub_licences: info.sub_licences,
		open_sub_licences: info.open_sub_licences,
		ended: info.ended,
		tags: Disputes::tags(Subject::Licence(licence)),
	})
}

fn fingerprint_of(snapshot: &Snapshot) -> H256 {
	snapshot.using_encoded(blake2_256).into()
}

/// An item, its fingerprint, and what it is for sale for.
pub fn item_info(item: Item) -> Option<ItemInfo<AccountId>> {
	let snapshot = snapshot(item)?;
	let fingerprint = fingerprint_of(&snapshot);
	let licences = match item {
		Item::Asset(asset) => Some(Licensing::open_licences(asset)),
		Item::Licence(_) => None,
	};
	Some(ItemInfo { snapshot, fingerprint, licences, listing: Market::listing(item) })
}

/// Ends the listings of items that have another owner, or none any more.
pub struct Listed;

impl pallet_erc721::OnMove<AccountId> for Listed {
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, _: Option<&AccountId>) {
		// What is minted was not listed.
		if from.is_none() {
			return;
		}
		Market::moved(if Licensing::is_licence_collection(collection) {
			Item::Licence(item)
		} else {
			Item::Asset(AssetId::new(collection, item))
		});
	}
}

parameter_types! {
	/// The smallest bond of a dispute.
	pub const MinDisputeBond: Balance = 10 * HUB;
	/// How much of a forfeited bond is burned.
	pub const BurnedBondShare: Permill = Permill::from_percent(50);
}

impl pallet_disputes::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::AssetsHelper;
	type BurnedShare = BurnedBondShare;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type JudgeOrigin = EnsureRoot<AccountId>;
	type MaxOpen = ConstU32<16>;
	type MaxTags = ConstU32<16>;
	type MinBond = MinDisputeBond;
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
			// The holder is said to break its terms.
			Subject::Licence(licence) => Licensing::holder(licence),
		}
	}

	fn revoke(subject: Subject) -> DispatchResult {
		match subject {
			Subject::Asset(asset) => AssetRegistry::do_revoke(asset),
			Subject::Licence(licence) => Licensing::do_revoke(licence, RevocationReason::Dispute),
		}
	}

	fn tags_changed(subject: Subject) {
		let token = match subject {
			Subject::Asset(asset) => {
				AssetRegistry::state(asset).map(|_| (asset.collection, asset.item))
			}
			Subject::Licence(licence) => {
				Licensing::licence_info(licence).map(|info| (info.collection, licence))
			}
		};
		// They are part of the metadata.
		if let Some((collection, item)) = token {
			Erc721::metadata_updated(collection, item);
		}
	}

	fn weight() -> Weight {
		use pallet_asset_registry::WeightInfo as _;
		use pallet_licensing::WeightInfo as _;
		// Everything else reads what revoking reads, too.
		Assets::set_state().max(Licences::revoke()).saturating_mul(2)
	}
}
