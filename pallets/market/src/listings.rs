//! Listing items, and taking listings down.

use crate::{
	Config, Error, Event, HoldReason, Item, Items, ListingRecord, ListingRecordOf, Listings,
	Pallet, Payments, Prices, Proceeds, WeightInfo,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	dispatch::DispatchResult, ensure, traits::UnixTime, transactional, weights::Weight,
};
use metahub_assets::{
	market::ListingInfo,
	pay::{Price, MAX_PRICE, MAX_PRICES},
};
use sp_runtime::{traits::Zero, DispatchError};

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
		T::Items::ensure_sellable(item)?;
		let proceeds = Self::proceeds_of(item, &who, &prices)?;

		if let Some(former) = Listings::<T>::take(item) {
			Self::release(HoldReason::Listing, &former.seller, former.deposit);
		}
		let mut record = ListingRecord {
			seller: who.clone(),
			prices: prices.clone(),
			swaps,
			closes,
			proceeds: proceeds.clone(),
			deposit: Zero::zero(),
		};
		record.deposit = Self::listing_price(item, &record)?;
		Self::hold(HoldReason::Listing, &who, record.deposit)?;
		Listings::<T>::insert(item, record);
		Self::deposit_event(Event::Listed { item, seller: who, prices, swaps, closes, proceeds });
		Ok(())
	}

	/// Takes a listing down.
	pub fn do_unlist(who: T::AccountId, item: Item) -> DispatchResult {
		Self::ensure_not_settling()?;
		let listing = Listings::<T>::get(item).ok_or(Error::<T>::NotListed)?;
		ensure!(listing.seller == who || Self::is_closed(&listing), Error::<T>::NotSeller);
		Listings::<T>::remove(item);
		Self::release(HoldReason::Listing, &listing.seller, listing.deposit);
		Self::deposit_event(Event::Unlisted { item, seller: listing.seller, who });
		Ok(())
	}

	/// Ends the listing of an item that changed hands or is gone, if there is one. The runtime calls
	/// this for every move: a seller who gets the item back does not find it for sale.
	pub fn moved(item: Item) {
		if let Some(listing) = Listings::<T>::take(item) {
			Self::release(HoldReason::Listing, &listing.seller, listing.deposit);
			Self::deposit_event(Event::ListingEnded { item, seller: listing.seller });
		}
	}

	/// What listing at so many prices weighs: each is shared out once.
	pub(crate) fn list_weight(item: Item, prices: &[Price]) -> Weight {
		let prices = (prices.len() as u64).min(u64::from(MAX_PRICES));
		T::WeightInfo::list()
			.saturating_add(T::Items::weight(item).saturating_mul(prices.saturating_add(1)))
	}

	/// What `moved` weighs.
	pub fn moved_weight() -> Weight {
		T::WeightInfo::moved()
	}

	/// What an item is for sale for.
	pub fn listing(item: Item) -> Option<ListingInfo<T::AccountId>> {
		let ListingRecord { seller, prices, swaps, closes, .. } = Listings::<T>::get(item)?;
		Some(ListingInfo { seller, prices: prices.into_inner(), swaps, closes })
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

	/// What the seller gets of each price now. Refuses one that no buyer could pay.
	fn proceeds_of(
		item: Item,
		seller: &T::AccountId,
		prices: &[Price],
	) -> Result<Proceeds, DispatchError> {
		let proceeds = prices
			.iter()
			.map(|price| {
				let shares = Self::shares(item, seller, *price)?;
				T::Payments::check(*price, &shares)?;
				Ok(Self::proceeds(&shares))
			})
			.collect::<Result<Vec<_>, DispatchError>>()?;
		Proceeds::try_from(proceeds).map_err(|_| Error::<T>::TooManyPrices.into())
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
