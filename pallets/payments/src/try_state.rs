//! The invariants that tie claims, pots, escrows, authorisations and holds together.

use crate::{
	Authorisations, BalanceOf, Claimables, Config, Escrows, HoldReason, NextEscrow, Pallet, Pots,
	Settling,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{fungible::InspectHold as _, fungibles::InspectHold as _},
};
use metahub_assets::pay::Currency;
use sp_runtime::{
	traits::{CheckedAdd, Convert, Zero},
	TryRuntimeError,
};

/// What the records say is on hold for deposits, by reason and account.
struct Deposits<T: Config>(BTreeMap<(u8, T::AccountId), (HoldReason, BalanceOf<T>)>);

impl<T: Config> Deposits<T> {
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
			ensure!(held == recorded, "deposits on hold are not what the records say");
		}
		Ok(())
	}
}

/// Adds to one of many sums.
fn add<K: Ord>(sums: &mut BTreeMap<K, u128>, key: K, amount: u128) -> Result<(), TryRuntimeError> {
	let sum = sums.entry(key).or_default();
	*sum = sum.checked_add(amount).ok_or("amounts exceed what can be counted")?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(!Settling::<T>::exists(), "a settlement has not ended");
		let mut deposits = Deposits::<T>(BTreeMap::new());
		Self::try_claims(&mut deposits)?;
		Self::try_escrows(&mut deposits)?;
		deposits.check()
	}

	fn try_claims(deposits: &mut Deposits<T>) -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<Currency, u128>::new();
		for (_, currency, claim) in Claimables::<T>::iter() {
			ensure!(claim.amount > 0, "a claim on nothing");
			deposits.add(HoldReason::Claim, &claim.depositor, claim.deposit)?;
			add(&mut owed, currency, claim.amount)?;
		}
		for (currency, pot) in Pots::<T>::iter() {
			let claims = owed.remove(&currency).ok_or("a pot owes nothing")?;
			ensure!(pot.owed == claims, "a pot does not owe what is claimed");
		}
		// From a token's pot its admin can take, and who destroys it takes all. The native one has
		// what it owes, and what it lives on.
		ensure!(Self::native_pot_lives(), "the native pot has less than it owes and lives on");
		ensure!(owed.is_empty(), "a claim has no pot");
		Ok(())
	}

	fn try_escrows(deposits: &mut Deposits<T>) -> Result<(), TryRuntimeError> {
		let (mut held, mut locked, mut locks) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
		for (id, escrow) in Escrows::<T>::iter() {
			ensure!(id < NextEscrow::<T>::get(), "an escrow is newer than the newest");
			ensure!(escrow.left > 0, "an escrow of nothing");
			deposits.add(HoldReason::Lock, &escrow.payee, escrow.deposit)?;
			add(&mut held, (escrow.payer.clone(), escrow.currency), escrow.left)?;
			let key = (escrow.payer, escrow.payee, escrow.currency);
			add(&mut locked, key.clone(), escrow.left)?;
			add(&mut locks, key, 1)?;
		}
		for ((payer, currency), amount) in held {
			let token = T::TokenIdOf::convert(currency).ok_or("an escrow that cannot be held")?;
			let on_hold = T::TokenHolds::balance_on_hold(token, &HoldReason::Escrow.into(), &payer);
			ensure!(on_hold == amount, "what is on hold is not what is locked");
		}
		for (key, record) in Authorisations::<T>::iter() {
			deposits.add(HoldReason::Authorisation, &key.0, record.deposit)?;
			let sums = (locked.remove(&key), locks.remove(&key));
			ensure!(record.locked == sums.0.unwrap_or(0), "an authorisation miscounts");
			ensure!(u128::from(record.locks) == sums.1.unwrap_or(0), "locks are miscounted");
			ensure!(record.max_locks > 0 || record.locks > 0, "an authorisation for nothing");
		}
		ensure!(locked.is_empty(), "an escrow has no authorisation");
		Ok(())
	}
}
