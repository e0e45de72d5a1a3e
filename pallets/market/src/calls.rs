//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the royalty on resales of a collection's assets; zero asks none.
		///
		/// Rounded up, it comes out of the price. What was listed under a lower royalty is not sold
		/// until its seller lists it again.
		///
		/// # Origin
		/// Signed, by the collection's publisher. By anyone, to zero, when the collection is gone.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotPublisher`](Error::NotPublisher),
		/// [`RoyaltyTooHigh`](Error::RoyaltyTooHigh),
		/// [`RoyaltyUnchanged`](Error::RoyaltyUnchanged);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`RoyaltySet`](Event::RoyaltySet).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Royalty`]), returned to who made it when the
		/// royalty is set again or to zero.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_royalty())]
		pub fn set_royalty(origin: OriginFor<T>, collection: u32, ppm: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_royalty(who, collection, ppm)
		}

		/// Lists an item for sale, or replaces the caller's listing of it.
		///
		/// Any one of `prices` buys it; `swaps` lets a buyer spend another currency that can be
		/// swapped into one. What the seller gets of each price is written into the listing: if it
		/// would get less by the time of a sale, the item is not sold.
		///
		/// # Origin
		/// Signed, by the item's owner.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`NoPrices`](Error::NoPrices), [`TooManyPrices`](Error::TooManyPrices),
		/// [`PriceZero`](Error::PriceZero), [`PriceTooHigh`](Error::PriceTooHigh),
		/// [`DuplicateCurrency`](Error::DuplicateCurrency), [`ClosesInPast`](Error::ClosesInPast);
		/// [`ItemUnknown`](Error::ItemUnknown), [`NotOwner`](Error::NotOwner), the reason why the
		/// item cannot be sold or a price not be shared out ([`NotCommercial`](Error::NotCommercial));
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`Listed`](Event::Listed).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Listing`]). That of the former listing is returned.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::list_weight(*item, prices))]
		pub fn list(
			origin: OriginFor<T>,
			item: Item,
			prices: Vec<Price>,
			swaps: bool,
			closes: Option<u64>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_list(who, item, prices, swaps, closes)
		}

		/// Takes a listing down.
		///
		/// # Origin
		/// Signed, by the seller. By anyone, when it has closed.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`NotListed`](Error::NotListed), [`NotSeller`](Error::NotSeller).
		///
		/// # Events
		/// [`Unlisted`](Event::Unlisted).
		///
		/// # Deposit
		/// Returned to the seller.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::unlist())]
		pub fn unlist(origin: OriginFor<T>, item: Item) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unlist(who, item)
		}

		/// Buys a listed item from `seller`, spending at most `max_amount` of `pay_with`, what the
		/// caller lacks for the item's deposit included.
		///
		/// `expected` is the fingerprint of the item that the caller has seen
		/// ([`Snapshot`](metahub_assets::market::Snapshot)). If the item has changed since, it is not
		/// sold. The price is not part of it: `max_amount` bounds what is spent.
		///
		/// # Origin
		/// Signed, by anyone but the seller.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`NotListed`](Error::NotListed), [`SellerChanged`](Error::SellerChanged),
		/// [`SelfPurchase`](Error::SelfPurchase), [`Closed`](Error::Closed),
		/// [`ItemChanged`](Error::ItemChanged), [`OverMaxAmount`](Error::OverMaxAmount),
		/// [`ProceedsLowered`](Error::ProceedsLowered), or the reason why the item cannot be sold, or
		/// the payment or the transfer fails.
		///
		/// # Events
		/// [`Sold`](Event::Sold), after the receipt.
		///
		/// # Deposit
		/// That of the listing is returned to the seller. A licence's deposit is held from the caller
		/// from now on, and returned to who made it.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::max_buy_weight(*item, *pay_with))]
		pub fn buy(
			origin: OriginFor<T>,
			item: Item,
			seller: T::AccountId,
			expected: H256,
			pay_with: Currency,
			max_amount: u128,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::do_buy(who, item, seller, expected, pay_with, max_amount)?;
			Ok(Some(weight).into())
		}
	}
}
