//! What exists: the asset registry, and how it sees the NFTs.

use super::erc721::{NftItem, ToContracts};
#[cfg(not(feature = "runtime-benchmarks"))]
use super::licensing::Consent;
use super::licensing::Sales;
use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	weights, AccountId, AssetRegistry, Balances, Erc721, Runtime, RuntimeEvent, RuntimeHoldReason,
	System,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32},
	PalletId,
};
use metahub_assets::{AssetId, Change};

parameter_types! {
	pub const RegistryPalletId: PalletId = PalletId(*b"hub/regs");
}

impl pallet_asset_registry::Config for Runtime {
	type CollectionConfig = pallet_nfts::CollectionConfigFor<Runtime>;
	type Commitments = Sales;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Derivation = Consent;
	// What asking for consent weighs is added by whom is asked.
	#[cfg(feature = "runtime-benchmarks")]
	type Derivation = ();
	type ItemConfig = pallet_nfts::ItemConfig;
	type MaxLineageWalk = ConstU32<256>;
	type MaxLinks = ConstU32<64>;
	type MaxRevisionsAtRetire = ConstU32<64>;
	type Nfts = Erc721;
	type NftItem = NftItem;
	type Observer = ToContracts;
	type OwnedItems = ItemsByOwner;
	type PalletId = RegistryPalletId;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_asset_registry::WeightInfo<Runtime>;
}

/// Reads what an account owns from pallet-nfts' index by owner, from where the last page ended.
pub struct ItemsByOwner;

type ByOwner = pallet_nfts::Account<Runtime>;

impl pallet_asset_registry::OwnedItems<AccountId> for ItemsByOwner {
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<AssetId>,
		limit: u32,
	) -> Vec<AssetId> {
		// The entry after which to go on need not exist any more: keys have an order without it.
		let from = after.map(|id| ByOwner::hashed_key_for((who, id.collection, id.item)));
		let limit = limit as usize;
		match collection {
			Some(collection) => {
				let prefix = (who, collection);
				let items = match from {
					Some(from) => ByOwner::iter_key_prefix_from(prefix, from),
					None => ByOwner::iter_key_prefix(prefix),
				};
				items.take(limit).map(|item| AssetId::new(collection, item)).collect()
			}
			None => {
				let items = match from {
					Some(from) => ByOwner::iter_key_prefix_from((who,), from),
					None => ByOwner::iter_key_prefix((who,)),
				};
				items.take(limit).map(|(collection, item)| AssetId::new(collection, item)).collect()
			}
		}
	}
}

/// What this block has changed, in order. Assets are moved by calls of several pallets; all of
/// them end in one event of pallet-nfts, and the registry has none of its own for it.
pub fn changes() -> Vec<Change<AccountId>> {
	System::read_events_no_consensus()
		.filter_map(|record| match record.event {
			RuntimeEvent::AssetRegistry(event) => AssetRegistry::change(event),
			RuntimeEvent::Nfts(pallet_nfts::Event::Transferred { collection, item, from, to }) => {
				AssetRegistry::transfer_change(collection, item, from, to)
			}
			_ => None,
		})
		.collect()
}
