//! Buying a listed item.

use crate::{
	Config, Error, Event, HoldReason, Item, Items, ListingRecordOf, Listings, Pallet, Payments,
	PAYEES_OF_ASSET,
};
use alloc::vec::Vec;
use frame_support::{ensure, transactional, weights::Weight};
use metahub_assets::pay::{Currency, Price, Share, ShareKind, MAX_PAYEES};
use sp_core::H256;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Buys an item. Returns what that weighed.
	#[transactional]
	pub fn do_buy(
		who: T::AccountId,
		item: Item,
		seller: T::AccountId,
		expected: H256,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<Weight, DispatchError> {
		Self::ensure_not_settling()?;
		let listing = Listings::<T>::get(item).ok_or(Error::<T>::NotListed)?;
		ensure!(listing.seller == seller, Error::<T>::SellerChanged);
		ensure!(seller != who, Error::<T>::SelfPurchase);
		ensure!(!Self::is_closed(&listing), Error::<T>::Closed);
		ensure!(T::Items::fingerprint(item) == Some(expected), Error::<T>::ItemChanged);
		T::Items::ensure_sellable(item)?;

		let quote = T::Payments::choose(&listing.prices, listing.swaps, pay_with)?;
		let price = quote.price;
		let left = max_amount.checked_sub(quote.amount_in).ok_or(Error::<T>::OverMaxAmount)?;
		let shares = Self::shares(item, &seller, price)?;
		ensure!(
			Self::listed_proceeds(&listing, price)
				.is_some_and(|listed| listed <= Self::proceeds(&shares)),
			Error::<T>::ProceedsLowered
		);
		let (prices, payees) = (listing.prices.len() as u32, shares.len() as u32);
		let weight =
			Self::buy_weight(item, pay_with, T::Payments::weight_of(&quote, prices, payees));

		// Everything else before the payment, which may call contracts.
		Listings::<T>::remove(item);
		Self::release(HoldReason::Listing, &seller, listing.deposit);
		let deposit = T::Items::sell(item, &seller, &who, price, pay_with, left)?;
		let left = max_amount.checked_sub(deposit).ok_or(Error::<T>::OverMaxAmount)?;
		let paid = T::Payments::settle(&who, quote, left, shares, item.purpose())?;
		let spent = paid.checked_add(deposit).ok_or(Error::<T>::OverMaxAmount)?;
		let spent = Price::new(pay_with, spent);
		Self::deposit_event(Event::Sold { item, seller, buyer: who, price, spent });
		Ok(weight)
	}

	/// What buying an item weighs, with what the payment does.
	fn buy_weight(item: Item, pay_with: Currency, payment: Weight) -> Weight {
		use crate::WeightInfo as _;
		T::WeightInfo::buy()
			.saturating_add(T::Items::weight(item))
			.saturating_add(T::Items::sell_weight(item, pay_with))
			.saturating_add(payment)
	}

	/// What buying an item weighs at most.
	pub(crate) fn max_buy_weight(item: Item, pay_with: Currency) -> Weight {
		let payees = match item {
			Item::Asset(_) => PAYEES_OF_ASSET,
			Item::Licence(_) => MAX_PAYEES,
		};
		Self::buy_weight(item, pay_with, T::Payments::weight(payees, pay_with))
	}

	/// Who gets what of a price. The seller is first.
	pub(crate) fn shares(
		item: Item,
		seller: &T::AccountId,
		price: Price,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let (receiver, amount) = Self::royalty_info(item, price.amount);
		let royalty = receiver.filter(|_| amount > 0);
		let royalty = royalty.map(|payee| Share { payee, amount, kind: ShareKind::Royalty });
		T::Items::shares(item, seller, price, royalty)
	}

	/// What the seller gets.
	pub(crate) fn proceeds(shares: &[Share<T::AccountId>]) -> u128 {
		let own = shares.iter().find(|share| share.kind == ShareKind::Seller);
		own.map_or(0, |share| share.amount)
	}

	/// What the seller got of a price when it listed the item.
	fn listed_proceeds(listing: &ListingRecordOf<T>, price: Price) -> Option<u128> {
		let mut listed = listing.prices.iter().zip(&listing.proceeds);
		listed.find(|(listed, _)| **listed == price).map(|(_, proceeds)| *proceeds)
	}
}
