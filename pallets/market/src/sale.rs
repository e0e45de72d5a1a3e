//! Buying a listed item.

use crate::{Config, Error, Event, HoldReason, Item, Items, Listings, Pallet, Payments};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, ensure, transactional};
use metahub_assets::pay::{Currency, Price, Share, ShareKind};

impl<T: Config> Pallet<T> {
	/// Buys an item.
	#[transactional]
	pub fn do_buy(
		who: T::AccountId,
		item: Item,
		seller: T::AccountId,
		pay_with: Currency,
		max_amount: u128,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		let listing = Listings::<T>::get(item).ok_or(Error::<T>::NotListed)?;
		ensure!(listing.seller == seller, Error::<T>::SellerChanged);
		ensure!(seller != who, Error::<T>::SelfPurchase);
		ensure!(!Self::is_stale(item, &listing), Error::<T>::Stale);
		ensure!(!Self::is_closed(&listing), Error::<T>::Closed);
		ensure!(T::Items::transferable(item), Error::<T>::NotTransferable);
		let (_, ppm) = Self::royalty(item);
		ensure!(ppm <= listing.royalty_ppm, Error::<T>::RoyaltyRaised);

		let quote = T::Payments::choose(&listing.prices, listing.swaps, pay_with)?;
		ensure!(quote.amount_in <= max_amount, Error::<T>::OverMaxAmount);
		let price = quote.price;
		let (receiver, royalty) = Self::royalty_info(item, price.amount);
		let royalty = receiver.map(|receiver| (receiver, royalty)).filter(|(_, due)| *due > 0);
		let shares = Self::split(&seller, price.amount, &royalty)?;

		// Everything else before the payment, which may call contracts.
		Listings::<T>::remove(item);
		Self::release(HoldReason::Listing, &seller, listing.deposit);
		T::Items::transfer(item, &seller, &who)?;
		let spent = T::Payments::settle(&who, price, pay_with, max_amount, shares, item.purpose())?;
		let spent = Price::new(pay_with, spent);
		Self::deposit_event(Event::Sold { item, seller, buyer: who, price, spent, royalty });
		Ok(())
	}

	/// Who gets what of a price.
	fn split(
		seller: &T::AccountId,
		amount: u128,
		royalty: &Option<(T::AccountId, u128)>,
	) -> Result<Vec<Share<T::AccountId>>, Error<T>> {
		let due = royalty.as_ref().map_or(0, |(_, due)| *due);
		let left = amount.checked_sub(due).ok_or(Error::<T>::RoyaltyTooHigh)?;
		let own = Share { payee: seller.clone(), amount: left, kind: ShareKind::Seller };
		let mut shares = Vec::from([own]);
		if let Some((receiver, due)) = royalty {
			let (payee, amount) = (receiver.clone(), *due);
			shares.push(Share { payee, amount, kind: ShareKind::Royalty });
		}
		Ok(shares)
	}
}
