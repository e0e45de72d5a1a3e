//! The invariants of the index, the approvals and the deposits.

use crate::{
	AllItems, BalanceOf, Balances, Config, CurrencyOf, HoldReason, ItemsOf, Operators, Pallet,
	Positions,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::CheckedAdd, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut items = 0usize;
		let mut counts = BTreeMap::new();
		for (collection, item, details) in pallet_nfts::Item::<T>::iter() {
			items = items.saturating_add(1);
			let owner = Self::address(&details.owner);
			let position = Positions::<T>::get(collection, item).ok_or("an item is not indexed")?;
			ensure!(
				AllItems::<T>::get(collection, position.global) == Some(item),
				"the collection's list names another item"
			);
			ensure!(
				ItemsOf::<T>::get((collection, owner, position.owned)) == Some(item),
				"the owner's list names another item"
			);
			ensure!(
				position.global < Self::total_supply(collection),
				"the collection's list has a gap"
			);
			ensure!(details.approvals.len() <= 1, "an item has several approvals");
			ensure!(details.approvals.values().all(Option::is_none), "an approval has a deadline");
			let count: &mut u32 = counts.entry((collection, owner)).or_default();
			*count = count.saturating_add(1);
			ensure!(
				position.owned < Balances::<T>::get(collection, owner),
				"the owner's list has a gap"
			);
		}
		ensure!(Positions::<T>::iter().count() == items, "the index has what there is not");
		ensure!(AllItems::<T>::iter().count() == items, "a collection's list is too long");
		ensure!(ItemsOf::<T>::iter().count() == items, "an owner's list is too long");
		for (collection, owner, count) in Balances::<T>::iter() {
			ensure!(
				counts.remove(&(collection, owner)) == Some(count),
				"an owner's count is wrong"
			);
		}
		ensure!(counts.is_empty(), "an owner is not counted");

		let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for ((_, owner, operator), record) in Operators::<T>::iter() {
			ensure!(owner != operator, "somebody is its own operator");
			ensure!(Self::address(&record.depositor) == owner, "an operator is another's");
			let sum = deposits.entry(record.depositor).or_default();
			*sum =
				sum.checked_add(&record.deposit).ok_or("deposits exceed what a balance can be")?;
		}
		for (who, recorded) in deposits {
			let held = CurrencyOf::<T>::balance_on_hold(&HoldReason::Operator.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}
