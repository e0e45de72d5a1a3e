//! Listing items, and taking listings down.

use crate::{
	Config, Error, Event, HoldReason, Item, Items, ListingRecord, ListingRecordOf, Listings,
	Pallet, Payments, Prices,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{dispatch::DispatchResult, ensure, traits::UnixTime, transactional};
use metahub_assets::pay::{Price, MAX_PRICE};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Lists an item.
	#[transactional]
	pub fn do_list(
		who: T::AccountId,
		item: Item,
		prices: Vec<Price>,
		swaps: bool,
		closes: Option<u64>,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		let prices = Self::check_prices(prices)?;
		ensure!(closes.is_none_or(|closes| Self::now() < closes), Error::<T>::ClosesInPast);
		let owner = T::Items::owner(item).ok_or(Error::<T>::ItemUnknown)?;
		ensure!(owner == who, Error::<T>::NotOwner);
		ensure!(T::Items::transferable(item), Error::<T>::NotTransferable);

		if let Some(former) = Listings::<T>::take(item) {
			Self::release(HoldReason::Listing, &former.seller, former.deposit);
			if former.seller != who {
				let (seller, who) = (former.seller, who.clone());
				Self::deposit_event(Event::Unlisted { item, seller, who });
			}
		}
		let (_, royalty_ppm) = Self::royalty(item);
		let mut record = ListingRecord {
			seller: who.clone(),
			prices: prices.clone(),
			swaps,
			closes,
			royalty_ppm,
			deposit: Zero::zero(),
		};
		record.deposit = Self::listing_price(item, &record)?;
		Self::hold(HoldReason::Listing, &who, record.deposit)?;
		Listings::<T>::insert(item, record);
		Self::deposit_event(Event::Listed {
			item,
			seller: who,
			prices,
			swaps,
			closes,
			royalty_ppm,
		});
		Ok(())
	}

	/// Takes a listing down.
	pub fn do_unlist(who: T::AccountId, item: Item) -> DispatchResult {
		Self::ensure_not_settling()?;
		let listing = Listings::<T>::get(item).ok_or(Error::<T>::NotListed)?;
		let may =
			listing.seller == who || Self::is_closed(&listing) || Self::is_stale(item, &listing);
		ensure!(may, Error::<T>::NotSeller);
		Listings::<T>::remove(item);
		Self::release(HoldReason::Listing, &listing.seller, listing.deposit);
		Self::deposit_event(Event::Unlisted { item, seller: listing.seller, who });
		Ok(())
	}

	/// Refuses while a payment is under way.
	pub(crate) fn ensure_not_settling() -> Result<(), Error<T>> {
		ensure!(!T::Payments::is_settling(), Error::<T>::Reentrancy);
		Ok(())
	}

	/// Unix seconds.
	pub(crate) fn now() -> u64 {
		T::UnixTime::now().as_secs()
	}

	/// Whether a listing's time is over.
	pub(crate) fn is_closed(listing: &ListingRecordOf<T>) -> bool {
		listing.closes.is_some_and(|closes| closes <= Self::now())
	}

	/// Whether the seller does not own the item any more.
	pub(crate) fn is_stale(item: Item, listing: &ListingRecordOf<T>) -> bool {
		T::Items::owner(item).as_ref() != Some(&listing.seller)
	}

	/// The prices of a call, if they are sound.
	fn check_prices(prices: Vec<Price>) -> Result<Prices, Error<T>> {
		let prices = Prices::try_from(prices).map_err(|_| Error::<T>::TooManyPrices)?;
		ensure!(!prices.is_empty(), Error::<T>::NoPrices);
		let mut currencies = BTreeSet::new();
		for price in &prices {
			ensure!(price.amount > 0, Error::<T>::PriceZero);
			ensure!(price.amount <= MAX_PRICE, Error::<T>::PriceTooHigh);
			ensure!(currencies.insert(price.currency), Error::<T>::DuplicateCurrency);
		}
		Ok(prices)
	}
}
