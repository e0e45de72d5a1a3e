//! The NFTs as other pallets see them: pallet-nfts', with the index and the logs kept.

use crate::{Config, OnMove, Pallet};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResult,
	traits::tokens::nonfungibles_v2::{
		Create, Destroy, Inspect, InspectEnumerable, Mutate, Transfer,
	},
	transactional,
};
use pallet_nfts::{CollectionConfigFor, ItemConfig, Pallet as Nfts};
use sp_core::H160;
use sp_runtime::DispatchError;

type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

impl<T: Config> Inspect<AccountIdOf<T>> for Pallet<T> {
	type CollectionId = u32;
	type ItemId = u64;

	fn owner(collection: &u32, item: &u64) -> Option<AccountIdOf<T>> {
		Self::owner_of(*collection, *item)
	}

	fn collection_owner(collection: &u32) -> Option<AccountIdOf<T>> {
		<Nfts<T> as Inspect<_>>::collection_owner(collection)
	}

	fn attribute(collection: &u32, item: &u64, key: &[u8]) -> Option<Vec<u8>> {
		<Nfts<T> as Inspect<_>>::attribute(collection, item, key)
	}

	fn collection_attribute(collection: &u32, key: &[u8]) -> Option<Vec<u8>> {
		<Nfts<T> as Inspect<_>>::collection_attribute(collection, key)
	}

	fn can_transfer(collection: &u32, item: &u64) -> bool {
		<Nfts<T> as Inspect<_>>::can_transfer(collection, item)
	}
}

impl<T: Config> InspectEnumerable<AccountIdOf<T>> for Pallet<T> {
	type CollectionsIterator = <Nfts<T> as InspectEnumerable<AccountIdOf<T>>>::CollectionsIterator;
	type ItemsIterator = <Nfts<T> as InspectEnumerable<AccountIdOf<T>>>::ItemsIterator;
	type OwnedIterator = <Nfts<T> as InspectEnumerable<AccountIdOf<T>>>::OwnedIterator;
	type OwnedInCollectionIterator =
		<Nfts<T> as InspectEnumerable<AccountIdOf<T>>>::OwnedInCollectionIterator;

	fn collections() -> Self::CollectionsIterator {
		<Nfts<T> as InspectEnumerable<_>>::collections()
	}

	fn items(collection: &u32) -> Self::ItemsIterator {
		<Nfts<T> as InspectEnumerable<_>>::items(collection)
	}

	fn owned(who: &AccountIdOf<T>) -> Self::OwnedIterator {
		<Nfts<T> as InspectEnumerable<_>>::owned(who)
	}

	fn owned_in_collection(
		collection: &u32,
		who: &AccountIdOf<T>,
	) -> Self::OwnedInCollectionIterator {
		<Nfts<T> as InspectEnumerable<_>>::owned_in_collection(collection, who)
	}
}

impl<T: Config> Create<AccountIdOf<T>, CollectionConfigFor<T>> for Pallet<T> {
	fn create_collection(
		who: &AccountIdOf<T>,
		admin: &AccountIdOf<T>,
		config: &CollectionConfigFor<T>,
	) -> Result<u32, DispatchError> {
		<Nfts<T> as Create<_, _>>::create_collection(who, admin, config)
	}

	fn create_collection_with_id(
		collection: u32,
		who: &AccountIdOf<T>,
		admin: &AccountIdOf<T>,
		config: &CollectionConfigFor<T>,
	) -> DispatchResult {
		<Nfts<T> as Create<_, _>>::create_collection_with_id(collection, who, admin, config)
	}
}

impl<T: Config> Destroy<AccountIdOf<T>> for Pallet<T> {
	type DestroyWitness = <Nfts<T> as Destroy<AccountIdOf<T>>>::DestroyWitness;

	fn get_destroy_witness(collection: &u32) -> Option<Self::DestroyWitness> {
		<Nfts<T> as Destroy<_>>::get_destroy_witness(collection)
	}

	fn destroy(
		collection: u32,
		witness: Self::DestroyWitness,
		check_owner: Option<AccountIdOf<T>>,
	) -> Result<Self::DestroyWitness, DispatchError> {
		<Nfts<T> as Destroy<_>>::destroy(collection, witness, check_owner)
	}
}

impl<T: Config> Mutate<AccountIdOf<T>, ItemConfig> for Pallet<T> {
	#[transactional]
	fn mint_into(
		collection: &u32,
		item: &u64,
		who: &AccountIdOf<T>,
		config: &ItemConfig,
		deposit_collection_owner: bool,
	) -> DispatchResult {
		let owner = Self::somebody(who)?;
		<Nfts<T> as Mutate<_, _>>::mint_into(
			collection,
			item,
			who,
			config,
			deposit_collection_owner,
		)?;
		Self::index_mint(*collection, *item, owner)?;
		Self::log_transfer(*collection, H160::zero(), owner, *item);
		T::OnMove::moved(*collection, *item, None, Some(who));
		Ok(())
	}

	#[transactional]
	fn burn(collection: &u32, item: &u64, check_owner: Option<&AccountIdOf<T>>) -> DispatchResult {
		let owner = Self::owner_of(*collection, *item);
		let last = Self::total_supply(*collection).checked_sub(1);
		<Nfts<T> as Mutate<_, _>>::burn(collection, item, check_owner)?;
		if let (Some(owner), Some(last)) = (owner, last) {
			let address = Self::address(&owner);
			Self::index_burn(*collection, *item, address, last)?;
			Self::log_transfer(*collection, address, H160::zero(), *item);
			T::OnMove::moved(*collection, *item, Some(&owner), None);
		}
		Ok(())
	}
}

impl<T: Config> Transfer<AccountIdOf<T>> for Pallet<T> {
	#[transactional]
	fn transfer(collection: &u32, item: &u64, destination: &AccountIdOf<T>) -> DispatchResult {
		Self::move_item(*collection, *item, destination)
	}
}
