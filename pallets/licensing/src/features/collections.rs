//! Licence collections: where the NFTs of a collection's licences are.

use super::licences::Funds;
use crate::{
	AssetLookup, CollectionRecord, CollectionRecordOf, Config, Error, Event, HoldReason,
	LicenceCollectionOf, LicenceCollections, Pallet,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::tokens::nonfungibles_v2::{Create, Destroy},
	transactional,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// The licence collection of a collection of assets.
	pub(crate) fn licence_collection(collection: u32) -> Result<CollectionRecordOf<T>, Error<T>> {
		LicenceCollections::<T>::get(collection).ok_or(Error::<T>::CollectionUnknown)
	}

	/// Counts one more licence in the licence collection of a collection of assets, which is
	/// created if there is none. Returns its id, and whether it was created.
	pub(crate) fn enter_collection(
		payer: &T::AccountId,
		collection: u32,
		funds: &mut Option<Funds>,
	) -> Result<(u32, bool), DispatchError> {
		let (mut record, created) = match LicenceCollections::<T>::get(collection) {
			Some(record) => (record, false),
			None => (Self::create_licence_collection(payer, collection, funds)?, true),
		};
		record.items = record.items.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		let licences = record.collection;
		LicenceCollections::<T>::insert(collection, record);
		Ok((licences, created))
	}

	/// Counts one licence less.
	pub(crate) fn leave_collection(collection: u32) {
		LicenceCollections::<T>::mutate(collection, |record| {
			if let Some(record) = record {
				record.items = record.items.saturating_sub(1);
			}
		});
	}

	/// Creates the licence collection of a collection of assets.
	pub(crate) fn create_licence_collection(
		payer: &T::AccountId,
		collection: u32,
		funds: &mut Option<Funds>,
	) -> Result<CollectionRecordOf<T>, DispatchError> {
		let deposit = Self::collection_price(payer)?;
		Self::afford(payer, deposit, funds)?;
		Self::hold(HoldReason::LicenceCollection, payer, deposit)?;
		let sovereign = Self::account_id();
		let config = T::CollectionConfig::default();
		let licences = T::Nfts::create_collection(&sovereign, &sovereign, &config)?;
		LicenceCollectionOf::<T>::insert(licences, collection);
		Self::deposit_event(Event::LicenceCollectionCreated { collection, licences });
		Ok(CollectionRecord { collection: licences, items: 0, depositor: payer.clone(), deposit })
	}

	/// Destroys an empty licence collection.
	#[transactional]
	pub fn do_destroy_licence_collection(who: T::AccountId, collection: u32) -> DispatchResult {
		let record = Self::licence_collection(collection)?;
		let publisher = T::Assets::publisher(collection);
		let allowed = record.depositor == who || publisher.is_none_or(|publisher| publisher == who);
		ensure!(allowed, Error::<T>::NotPublisher);
		ensure!(record.items == 0, Error::<T>::CollectionNotEmpty);
		let licences = record.collection;
		let witness =
			T::Nfts::get_destroy_witness(&licences).ok_or(Error::<T>::CollectionUnknown)?;
		T::Nfts::destroy(licences, witness, Some(Self::account_id()))?;
		LicenceCollections::<T>::remove(collection);
		LicenceCollectionOf::<T>::remove(licences);
		Self::release(HoldReason::LicenceCollection, &record.depositor, record.deposit);
		Self::deposit_event(Event::LicenceCollectionDestroyed { collection, licences });
		Ok(())
	}
}
