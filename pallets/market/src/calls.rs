//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the royalty on resales of a collection's assets; zero asks none.
		///
		/// Listings made under a lower royalty are not sold until the seller lists anew.
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

		/// Lists an item for sale, or lists it anew under other conditions.
		///
		/// Any one of `prices` buys it; `swaps` lets a buyer spend another currency that can be
		/// swapped into one. The royalty comes out of the price.
		///
		/// # Origin
		/// Signed, by the item's owner.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`NoPrices`](Error::NoPrices), [`TooManyPrices`](Error::TooManyPrices),
		/// [`PriceZero`](Error::PriceZero), [`PriceTooHigh`](Error::PriceTooHigh),
		/// [`DuplicateCurrency`](Error::DuplicateCurrency), [`ClosesInPast`](Error::ClosesInPast);
		/// [`ItemUnknown`](Error::ItemUnknown), [`NotOwner`](Error::NotOwner),
		/// [`NotTransferable`](Error::NotTransferable);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`Listed`](Event::Listed), after an [`Unlisted`](Event::Unlisted) if a former owner had
		/// listed it.
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Listing`]). That of a former listing is returned to
		/// its seller.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::list().saturating_add(T::Items::weight()))]
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
		/// Signed, by the seller. By anyone, when it has closed or the seller does not own the
		/// item any more.
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
		#[pallet::weight(T::WeightInfo::unlist().saturating_add(T::Items::weight()))]
		pub fn unlist(origin: OriginFor<T>, item: Item) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unlist(who, item)
		}

		/// Buys a listed item from `seller`, spending at most `max_amount` of `pay_with`.
		///
		/// # Origin
		/// Signed, by anyone but the seller.
		///
		/// # Errors
		/// [`Reentrancy`](Error::Reentrancy);
		/// [`NotListed`](Error::NotListed), [`SellerChanged`](Error::SellerChanged),
		/// [`Stale`](Error::Stale), [`Closed`](Error::Closed),
		/// [`SelfPurchase`](Error::SelfPurchase), [`NotTransferable`](Error::NotTransferable),
		/// [`RoyaltyRaised`](Error::RoyaltyRaised), [`OverMaxAmount`](Error::OverMaxAmount), or
		/// the reason why the payment or the transfer fails.
		///
		/// # Events
		/// [`Sold`](Event::Sold), beside the receipt.
		///
		/// # Deposit
		/// That of the listing is returned to the seller.
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::buy()
				.saturating_add(T::Items::weight())
				.saturating_add(T::Payments::weight(PAYEES, *pay_with))
		)]
		pub fn buy(
			origin: OriginFor<T>,
			item: Item,
			seller: T::AccountId,
			pay_with: Currency,
			max_amount: u128,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_buy(who, item, seller, pay_with, max_amount)
		}
	}
}
