//! ERC-721 semantics over the NFTs: whom contracts know as what, and where the logs go.

use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	weights, AccountId, Balances, Erc721, Licensing, Market, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU128, Footprint},
	weights::Weight,
};
use metahub_assets::AssetId;
use metahub_precompiles::CollectionLogs;
use pallet_revive::{AddressMapper, H160};
use sp_runtime::traits::Convert;

parameter_types! {
	/// What is stored for an item: pallet-nfts' `Item`, `Account` and `ItemConfigOf`, and
	/// pallet-erc721's `AllItems`, `Positions`, `ItemsOf` and, for an owner's first, `Balances`.
	pub NftItem: Footprint = Footprint { count: 3 + 4, size: 368 + 316 };
}

/// The addresses of pallet-revive's mapping.
pub struct Addresses;

impl Convert<AccountId, H160> for Addresses {
	fn convert(who: AccountId) -> H160 {
		<Runtime as pallet_revive::Config>::AddressMapper::to_address(&who)
	}
}

impl pallet_erc721::Config for Runtime {
	type Address = Addresses;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type Log = CollectionLogs<Self>;
	type OnMove = (Holders, super::market::Listed);
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::items::WeightInfo<Runtime>;
}

/// Who keeps track of items by owner: licensing, of licences by holder.
pub struct Holders;

impl pallet_erc721::OnMove<AccountId> for Holders {
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, to: Option<&AccountId>) {
		Licensing::moved(collection, item, from, to);
	}
}

/// Tells the collections' contracts, which log it.
pub struct ToContracts;

/// What others do when an item moves or is burned: the market ends its listing.
fn moved_weight() -> Weight {
	Market::moved_weight()
}

impl pallet_asset_registry::Observer for ToContracts {
	fn asset_changed(asset: AssetId) {
		Erc721::metadata_updated(asset.collection, asset.item);
	}

	fn collection_changed(collection: u32) {
		Erc721::contract_uri_updated(collection);
	}

	fn moved_weight() -> Weight {
		moved_weight()
	}
}

impl pallet_licensing::Observer<AccountId> for ToContracts {
	fn issued(collection: u32, licence: u64, transferable: bool) {
		Erc721::lock_changed(collection, licence, !transferable);
	}

	fn user_changed(collection: u32, licence: u64, user: Option<&AccountId>, expires: Option<u64>) {
		let user_address = user.map(Erc721::address).unwrap_or_default();
		// Nobody uses it until zero; who uses it without an end does until the end of time.
		let expires = expires.or(user.map(|_| u64::MAX)).unwrap_or_default();
		Erc721::user_updated(collection, licence, user_address, expires);
	}

	fn moved_weight() -> Weight {
		moved_weight()
	}
}
