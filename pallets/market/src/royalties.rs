//! Royalties: what is set, what is told, and thereby what is paid.

use crate::{
	Config, Error, Event, HoldReason, Item, Items, Pallet, Publishers, Royalties, RoyaltyRecord,
};
use frame_support::{dispatch::DispatchResult, ensure, transactional};
use metahub_assets::{licence::MAX_ROYALTY_PPM, pay::portion_up};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Sets the royalty on resales of a collection's assets.
	#[transactional]
	pub fn do_set_royalty(who: T::AccountId, collection: u32, ppm: u32) -> DispatchResult {
		Self::ensure_not_settling()?;
		let known = Royalties::<T>::get(collection);
		match T::Publishers::publisher(collection) {
			Some(publisher) => ensure!(publisher == who, Error::<T>::NotPublisher),
			// Nobody else could return the deposit.
			None => ensure!(known.is_some() && ppm == 0, Error::<T>::CollectionUnknown),
		}
		ensure!(ppm <= MAX_ROYALTY_PPM, Error::<T>::RoyaltyTooHigh);
		let before = known.as_ref().map_or(0, |record| record.ppm);
		ensure!(before != ppm, Error::<T>::RoyaltyUnchanged);

		if let Some(known) = known {
			Self::release(HoldReason::Royalty, &known.depositor, known.deposit);
		}
		if ppm == 0 {
			Royalties::<T>::remove(collection);
		} else {
			let mut record = RoyaltyRecord { ppm, depositor: who.clone(), deposit: Zero::zero() };
			record.deposit = Self::royalty_price(collection, &record)?;
			Self::hold(HoldReason::Royalty, &who, record.deposit)?;
			Royalties::<T>::insert(collection, record);
		}
		Self::deposit_event(Event::RoyaltySet { collection, ppm, who });
		Ok(())
	}

	/// Who gets how much as a royalty when an item is sold at a price, rounded up. What is paid, and
	/// what ERC-2981 reports.
	pub fn royalty_info(item: Item, price: u128) -> (Option<T::AccountId>, u128) {
		let (receiver, ppm) = Self::royalty(item);
		(receiver, portion_up(price, ppm))
	}

	/// Who gets a royalty on an item, and how many parts per million: none if there is nobody.
	pub(crate) fn royalty(item: Item) -> (Option<T::AccountId>, u32) {
		let (receiver, ppm) = match item {
			Item::Licence(_) => T::Items::royalty(item),
			Item::Asset(asset) => {
				let ppm = Royalties::<T>::get(asset.collection).map_or(0, |record| record.ppm);
				(T::Publishers::publisher(asset.collection), ppm)
			}
		};
		let ppm = if receiver.is_some() { ppm.min(MAX_ROYALTY_PPM) } else { 0 };
		(receiver, ppm)
	}
}
