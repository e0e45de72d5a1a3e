//! The invariants that tie disputes, lists, tags and what is on hold together.

use crate::{BalanceOf, Config, Disputes, HoldReason, NextDispute, Open, Pallet, Tags};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

/// What the records say is on hold, by reason and account.
struct Ledger<T: Config>(BTreeMap<(u8, T::AccountId), (HoldReason, BalanceOf<T>)>);

impl<T: Config> Ledger<T> {
	fn add(
		&mut self,
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<(), TryRuntimeError> {
		let entry = self.0.entry((reason as u8, who.clone())).or_insert((reason, Zero::zero()));
		entry.1 = entry.1.checked_add(&amount).ok_or("deposits exceed what a balance can be")?;
		Ok(())
	}

	fn check(self) -> Result<(), TryRuntimeError> {
		for ((_, who), (reason, recorded)) in self.0 {
			let held = T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut ledger = Ledger::<T>(BTreeMap::new());
		let next = NextDispute::<T>::get();
		let mut disputes = BTreeSet::new();
		for (id, record) in Disputes::<T>::iter() {
			ensure!(id < next, "a dispute is newer than the newest");
			ledger.add(HoldReason::Bond, &record.raiser, record.bond)?;
			ledger.add(HoldReason::Dispute, &record.raiser, record.deposit)?;
			disputes.insert((record.subject, id));
		}
		let mut listed = BTreeSet::new();
		for (subject, open) in Open::<T>::iter() {
			ensure!(!open.is_empty(), "an empty list of disputes is stored");
			ensure!(open.len() <= T::MaxOpen::get() as usize, "too many open disputes");
			ensure!(open.windows(2).all(|pair| pair[0] < pair[1]), "disputes are out of order");
			listed.extend(open.into_iter().map(|id| (subject, id)));
		}
		ensure!(listed == disputes, "the lists are not of the open disputes");

		let mut judged = BTreeSet::new();
		for (_, tags) in Tags::<T>::iter() {
			ensure!(!tags.is_empty(), "an empty list of tags is stored");
			ensure!(tags.len() <= T::MaxTags::get() as usize, "too many tags");
			for tag in tags {
				ensure!(tag.dispute < next, "a tag is newer than the newest dispute");
				ensure!(judged.insert(tag.dispute), "a dispute left two tags");
				ensure!(!Disputes::<T>::contains_key(tag.dispute), "a dispute is open and judged");
				ledger.add(HoldReason::Tag, &tag.depositor, tag.deposit)?;
			}
		}
		ledger.check()
	}
}
