//! The invariants of listings, royalties and deposits.

use crate::{BalanceOf, Config, HoldReason, Items, Listings, Pallet, Royalties};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use metahub_assets::{licence::MAX_ROYALTY_PPM, pay::MAX_PRICE};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

/// What the records say is on hold, by account.
struct Ledger<T: Config>(BTreeMap<T::AccountId, BalanceOf<T>>);

impl<T: Config> Ledger<T> {
	fn add(&mut self, who: T::AccountId, amount: BalanceOf<T>) -> Result<(), TryRuntimeError> {
		let sum = self.0.entry(who).or_insert_with(Zero::zero);
		*sum = sum.checked_add(&amount).ok_or("deposits exceed what a balance can be")?;
		Ok(())
	}

	fn check(self, reason: HoldReason) -> Result<(), TryRuntimeError> {
		for (who, recorded) in self.0 {
			let held = T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut deposits = Ledger::<T>(BTreeMap::new());
		for (item, listing) in Listings::<T>::iter() {
			let owner = T::Items::owner(item);
			ensure!(owner.as_ref() == Some(&listing.seller), "a listing is not of the owner's");
			let prices = &listing.prices;
			ensure!(!prices.is_empty(), "a listing has no price");
			let payable = prices.iter().all(|p| (1..=MAX_PRICE).contains(&p.amount));
			ensure!(payable, "a listing has a price that is not paid");
			let currencies: BTreeSet<_> = prices.iter().map(|price| price.currency).collect();
			ensure!(currencies.len() == prices.len(), "a listing has two prices in a currency");
			let proceeds = &listing.proceeds;
			ensure!(proceeds.len() == prices.len(), "a listing has no proceeds for a price");
			let within = prices.iter().zip(proceeds).all(|(price, part)| *part <= price.amount);
			ensure!(within, "a seller gets more than the price");
			deposits.add(listing.seller, listing.deposit)?;
		}
		deposits.check(HoldReason::Listing)?;

		let mut deposits = Ledger::<T>(BTreeMap::new());
		for royalty in Royalties::<T>::iter_values() {
			let sound = (1..=MAX_ROYALTY_PPM).contains(&royalty.ppm);
			ensure!(sound, "a royalty is zero, or too high");
			deposits.add(royalty.depositor, royalty.deposit)?;
		}
		deposits.check(HoldReason::Royalty)
	}
}
