//! Collections: their publishers and roles.

use crate::{
	CollectionRecord, CollectionRecordOf, Collections, Config, Error, Event, HoldReason,
	NewestCollection, Observer, Pallet, RoleRecord, Roles, RolesOf,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::tokens::nonfungibles_v2::{Create, Destroy},
	transactional,
};
use sp_runtime::{traits::Zero, DispatchError};

impl<T: Config> Pallet<T> {
	/// Creates a collection and returns its id.
	#[transactional]
	pub fn do_create_collection(
		publisher: T::AccountId,
		name: Vec<u8>,
		metadata: Option<Vec<u8>>,
	) -> Result<u32, DispatchError> {
		let name = Self::check_name(name)?;
		let metadata = metadata.map(|uri| Self::check_uri(&uri)).transpose()?;
		let mut record = CollectionRecord {
			publisher: publisher.clone(),
			nominee: None,
			name: name.clone(),
			metadata: metadata.clone(),
			items: 0,
			next_item: 0,
			roles: 0,
			deposit: Zero::zero(),
		};
		record.deposit = Self::collection_price(&record)?;
		Self::hold(HoldReason::Collection, &publisher, record.deposit)?;

		let sovereign = Self::account_id();
		let config = T::CollectionConfig::default();
		let collection = T::Nfts::create_collection(&sovereign, &sovereign, &config)?;
		Collections::<T>::insert(collection, record);
		NewestCollection::<T>::put(collection);
		Self::deposit_event(Event::CollectionCreated { collection, publisher, name, metadata });
		Ok(collection)
	}

	/// Sets an account's roles.
	#[transactional]
	pub fn do_set_roles(
		publisher: T::AccountId,
		collection: u32,
		who: T::AccountId,
		roles: Roles,
	) -> DispatchResult {
		let mut record = Self::collection_of_publisher(&publisher, collection)?;
		ensure!(roles.is_known(), Error::<T>::UnknownRole);
		match RolesOf::<T>::get(collection, &who) {
			None => {
				ensure!(!roles.is_none(), Error::<T>::NoRoles);
				let deposit = Self::role_price(&publisher)?;
				Self::hold(HoldReason::Role, &publisher, deposit)?;
				record.roles = record.roles.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
				Collections::<T>::insert(collection, record);
				let granted = RoleRecord { roles, depositor: publisher, deposit };
				RolesOf::<T>::insert(collection, &who, granted);
			}
			Some(granted) if roles.is_none() => {
				record.roles = record.roles.checked_sub(1).ok_or(Error::<T>::NoRoles)?;
				Collections::<T>::insert(collection, record);
				RolesOf::<T>::remove(collection, &who);
				Self::release(HoldReason::Role, &granted.depositor, granted.deposit);
			}
			Some(granted) => {
				RolesOf::<T>::insert(collection, &who, RoleRecord { roles, ..granted });
			}
		}
		Self::deposit_event(Event::RolesSet { collection, who, roles });
		Ok(())
	}

	/// Offers a collection, or withdraws the offer.
	pub fn do_nominate_publisher(
		publisher: T::AccountId,
		collection: u32,
		nominee: Option<T::AccountId>,
	) -> DispatchResult {
		let mut record = Self::collection_of_publisher(&publisher, collection)?;
		ensure!(nominee.as_ref() != Some(&publisher), Error::<T>::AlreadyPublisher);
		record.nominee = nominee.clone();
		Collections::<T>::insert(collection, record);
		Self::deposit_event(Event::PublisherNominated { collection, nominee });
		Ok(())
	}

	/// Takes a collection over.
	pub fn do_accept_publisher(who: T::AccountId, collection: u32) -> DispatchResult {
		let mut record = Collections::<T>::get(collection).ok_or(Error::<T>::CollectionUnknown)?;
		ensure!(record.nominee.as_ref() == Some(&who), Error::<T>::NotNominee);
		let from = core::mem::replace(&mut record.publisher, who.clone());
		let returned = record.deposit;
		record.nominee = None;
		record.deposit = Self::collection_price(&record)?;
		Self::hold(HoldReason::Collection, &who, record.deposit)?;
		Self::release(HoldReason::Collection, &from, returned);
		Collections::<T>::insert(collection, record);
		T::Observer::collection_changed(collection);
		Self::deposit_event(Event::PublisherChanged { collection, from, to: who });
		Ok(())
	}

	/// Destroys an empty collection.
	pub fn do_destroy_collection(publisher: T::AccountId, collection: u32) -> DispatchResult {
		let record = Self::collection_of_publisher(&publisher, collection)?;
		ensure!(record.items == 0, Error::<T>::CollectionNotEmpty);
		ensure!(record.roles == 0, Error::<T>::RolesRemain);
		let witness =
			T::Nfts::get_destroy_witness(&collection).ok_or(Error::<T>::CollectionUnknown)?;
		T::Nfts::destroy(collection, witness, Some(Self::account_id()))?;
		Collections::<T>::remove(collection);
		Self::release(HoldReason::Collection, &publisher, record.deposit);
		Self::deposit_event(Event::CollectionDestroyed { collection });
		Ok(())
	}

	/// A collection, for its publisher only.
	fn collection_of_publisher(
		who: &T::AccountId,
		collection: u32,
	) -> Result<CollectionRecordOf<T>, Error<T>> {
		let record = Collections::<T>::get(collection).ok_or(Error::<T>::CollectionUnknown)?;
		ensure!(record.publisher == *who, Error::<T>::NotPublisher);
		Ok(record)
	}
}
