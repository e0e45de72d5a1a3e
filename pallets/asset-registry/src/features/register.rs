//! Registering assets.

use crate::{
	Agreed, AssetRecord, AssetRecordOf, Assets, Collections, Config, Error, Event, HoldReason,
	Pallet, Roles,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{tokens::nonfungibles_v2::Mutate, Get},
	transactional,
};
use metahub_assets::{AssetId, AssetKind, ContentInput, LifecycleState, NewLink};
use sp_runtime::{traits::Zero, DispatchError};

impl<T: Config> Pallet<T> {
	/// Registers an asset and returns its id.
	#[transactional]
	pub fn do_register(
		who: T::AccountId,
		collection: u32,
		kind: AssetKind,
		content: ContentInput,
		links: Vec<NewLink>,
	) -> Result<AssetId, DispatchError> {
		let mut parent = Collections::<T>::get(collection).ok_or(Error::<T>::CollectionUnknown)?;
		let allowed = parent.publisher == who || Self::has_role(collection, &who, Roles::REGISTRAR);
		ensure!(allowed, Error::<T>::NoPermission);
		ensure!(links.len() <= T::MaxLinks::get() as usize, Error::<T>::TooManyLinks);
		let content = Self::check_content(content)?;

		let asset = AssetId::new(collection, parent.next_item);
		parent.next_item = parent.next_item.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		parent.items = parent.items.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		Collections::<T>::insert(collection, parent);

		// The collection's owner makes the NFT pallet's deposit, which is zero: the hold below
		// pays for those entries.
		T::Nfts::mint_into(&collection, &asset.item, &who, &T::ItemConfig::default(), true)?;

		let mut record: AssetRecordOf<T> = AssetRecord {
			kind,
			state: LifecycleState::Active,
			revision: 1,
			oldest: 1,
			dependants: 0,
			descendants: 0,
			owner_nonce: 0,
			agreed: Agreed::Registrant,
			registered_at: frame_system::Pallet::<T>::block_number(),
			registrant: who.clone(),
			deposit: Zero::zero(),
		};
		record.deposit = Self::asset_price(&record)?;
		Self::hold(HoldReason::Asset, &who, record.deposit)?;
		Self::store_revision(&who, asset, &record, record.revision, &content)?;
		Assets::<T>::insert(asset, &record);
		Self::enlist(asset, &record);

		Self::deposit_event(Event::Registered { asset, owner: who.clone(), kind, content });
		// Nothing points at an asset that did not exist: its links cannot close a cycle.
		Self::store_links(&who, asset, &record, links)?;
		Ok(asset)
	}
}
