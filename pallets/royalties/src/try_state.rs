//! The invariants of records and deposits.

use crate::{BalanceOf, Config, HoldReason, Pallet, Permits, Records};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use metahub_assets::{licence::Inherited, pay::PPM};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (asset, record) in Records::<T>::iter() {
			let owed = deposits.entry(record.depositor.clone()).or_insert_with(Zero::zero);
			*owed = owed.checked_add(&record.deposit).ok_or("deposits exceed a balance")?;

			let shares = &record.shares;
			let empty = shares.is_empty() && record.inherited == Inherited::default();
			ensure!(!empty, "the record of an asset that owes nothing");
			let shared = record.shared.is_some();
			ensure!(!shared || !shares.is_empty(), "a price was shared among none");
			let ordered = shares.windows(2).all(|pair| pair[0].ancestor < pair[1].ancestor);
			ensure!(ordered, "shares are out of order, or an ancestor has two");
			let sum = shares.iter().try_fold(0u32, |sum, share| sum.checked_add(share.ppm));
			ensure!(sum.is_some_and(|sum| sum <= PPM), "shares of more than the whole");
			ensure!(shares.iter().all(|share| share.ppm > 0), "a share of nothing");
			ensure!(shares.iter().all(|share| share.ancestor != asset), "an asset owes itself");

			ensure!(T::Permits::owner(asset).is_some(), "the record of an asset that is not");

			let parents: BTreeSet<_> = record.parents.iter().map(|origin| origin.asset).collect();
			ensure!(parents.len() == record.parents.len(), "an origin counts twice");
			ensure!(parents.is_empty() == shares.is_empty(), "shares without origin");
			ensure!(!parents.contains(&asset), "an asset is its own origin");
			let sound = record.parents.iter().all(|origin| origin.owed_ppm <= PPM);
			ensure!(sound, "an origin that owes more than the whole");
		}
		for (who, recorded) in deposits {
			let held = T::Currency::balance_on_hold(&HoldReason::Record.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}
