//! Escrows: a payer's money, held for a payee.

use crate::{
	AuthorisationRecord, AuthorisationRecordOf, Authorisations, Config, Error, EscrowRecord,
	EscrowRecordOf, Escrows, Event, HoldReason, NextEscrow, Pallet,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{
		fungibles::hold::Mutate,
		tokens::{
			Fortitude::Force,
			Precision::{BestEffort, Exact},
			Preservation::Preserve,
			Restriction::Free,
		},
		UnixTime,
	},
	transactional,
};
use metahub_assets::pay::{Currency, Price, Purpose, Share, ShareKind, ShareOutcome};
use sp_core::H256;
use sp_runtime::{traits::Convert, DispatchError};

impl<T: Config> Pallet<T> {
	/// Lets a payee lock, in place of what was authorised before.
	#[transactional]
	pub(crate) fn do_authorise(
		payer: T::AccountId,
		payee: T::AccountId,
		currency: Currency,
		max_amount: u128,
		max_secs: u64,
		max_locks: u32,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		Self::held_token(currency)?;
		ensure!(payer != payee, Error::<T>::PayeeIsPayer);
		ensure!(max_amount > 0 && max_locks > 0, Error::<T>::ZeroAmount);
		Authorisations::<T>::try_mutate((&payer, &payee, currency), |slot| {
			let (locked, locks, deposit) = match slot {
				Some(record) => (record.locked, record.locks, record.deposit),
				None => {
					let deposit = Self::authorisation_price()?;
					Self::hold_deposit(HoldReason::Authorisation, &payer, deposit)?;
					(0, 0, deposit)
				}
			};
			*slot = Some(AuthorisationRecord {
				max_amount,
				max_secs,
				max_locks,
				claimed: 0,
				locked,
				locks,
				deposit,
			});
			DispatchResult::Ok(())
		})?;
		Self::deposit_event(Event::Authorised {
			payer,
			payee,
			currency,
			max_amount,
			max_secs,
			max_locks,
		});
		Ok(())
	}

	/// Ends an authorisation: no new locks. The record stays while there are locks.
	#[transactional]
	pub(crate) fn do_revoke_authorisation(
		payer: T::AccountId,
		payee: T::AccountId,
		currency: Currency,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		Self::change_authorisation(&payer, &payee, currency, |record| {
			ensure!(record.max_locks > 0, Error::<T>::NotAuthorised);
			(record.max_amount, record.max_secs, record.max_locks) = (0, 0, 0);
			Ok(())
		})?;
		Self::deposit_event(Event::AuthorisationRevoked { payer, payee, currency });
		Ok(())
	}

	/// Locks a payer's money. Returns the escrow's id.
	#[transactional]
	pub(crate) fn do_lock(
		payee: T::AccountId,
		payer: T::AccountId,
		currency: Currency,
		amount: u128,
		secs: u64,
		job: H256,
	) -> Result<u64, DispatchError> {
		Self::ensure_not_settling()?;
		let token = Self::held_token(currency)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		Self::change_authorisation(&payer, &payee, currency, |record| {
			ensure!(record.max_locks > 0, Error::<T>::NotAuthorised);
			ensure!(secs <= record.max_secs, Error::<T>::LockTooLong);
			record.locked =
				record.locked.checked_add(amount).ok_or(Error::<T>::OverAuthorisation)?;
			let used = record.locked.checked_add(record.claimed);
			ensure!(
				used.is_some_and(|used| used <= record.max_amount),
				Error::<T>::OverAuthorisation
			);
			ensure!(record.locks < record.max_locks, Error::<T>::TooManyLocks);
			record.locks = record.locks.checked_add(1).ok_or(Error::<T>::TooManyLocks)?;
			Ok(())
		})?;
		let deadline =
			T::UnixTime::now().as_secs().checked_add(secs).ok_or(Error::<T>::LockTooLong)?;
		let escrow = NextEscrow::<T>::get();
		NextEscrow::<T>::put(escrow.checked_add(1).ok_or(Error::<T>::CounterExhausted)?);

		Self::ensure_can_spend(&token, &payer, amount, Preserve)?;
		T::TokenHolds::hold(token, &HoldReason::Escrow.into(), &payer, amount)?;
		let deposit = Self::lock_price()?;
		Self::hold_deposit(HoldReason::Lock, &payee, deposit)?;
		let record = EscrowRecord {
			payer: payer.clone(),
			payee: payee.clone(),
			currency,
			left: amount,
			deadline,
			job,
			deposit,
		};
		Escrows::<T>::insert(escrow, record);
		Self::deposit_event(Event::Locked {
			escrow,
			payer,
			payee,
			currency,
			amount,
			deadline,
			job,
		});
		Ok(escrow)
	}

	/// Pays out of an escrow, and ends it if nothing is left or the payee wants no more.
	#[transactional]
	pub(crate) fn do_claim_lock(
		who: T::AccountId,
		escrow: u64,
		amount: u128,
		last: bool,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		let mut record = Escrows::<T>::get(escrow).ok_or(Error::<T>::EscrowUnknown)?;
		ensure!(who == record.payee, Error::<T>::NotPayee);
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		record.left = record.left.checked_sub(amount).ok_or(Error::<T>::OverLock)?;

		let (payer, payee, currency) = (&record.payer, &record.payee, record.currency);
		let token = Self::held_token(currency)?;
		// Forced: what the payer has frozen since must not outrank what it has promised.
		T::TokenHolds::transfer_on_hold(
			token,
			&HoldReason::Escrow.into(),
			payer,
			payee,
			amount,
			Exact,
			Free,
			Force,
		)
		.map_err(|_| Error::<T>::PayeeUnpayable)?;
		Self::change_authorisation(payer, payee, currency, |record| {
			record.locked = record.locked.checked_sub(amount).ok_or(Error::<T>::AmountOverflow)?;
			record.claimed =
				record.claimed.checked_add(amount).ok_or(Error::<T>::AmountOverflow)?;
			Ok(())
		})?;
		let price = Price::new(currency, amount);
		let share = Share { payee: payee.clone(), amount, kind: ShareKind::Seller };
		let outcomes = vec![(share, ShareOutcome::Paid)];
		let purpose = Purpose::Escrow(escrow);
		let receipt = Self::next_receipt()?;
		Self::issue_receipt(receipt, payer, purpose, price, price, Vec::new(), outcomes)?;

		if last || record.left == 0 {
			return Self::end_escrow(escrow, record, who);
		}
		Escrows::<T>::insert(escrow, record);
		Ok(())
	}

	/// Returns to the payer what is left of an escrow.
	#[transactional]
	pub(crate) fn do_release(who: T::AccountId, escrow: u64) -> DispatchResult {
		Self::ensure_not_settling()?;
		let record = Escrows::<T>::get(escrow).ok_or(Error::<T>::EscrowUnknown)?;
		if who != record.payee {
			ensure!(who == record.payer, Error::<T>::NotParty);
			let now = T::UnixTime::now().as_secs();
			ensure!(now >= record.deadline, Error::<T>::DeadlineNotReached);
		}
		Self::end_escrow(escrow, record, who)
	}

	/// Ends an escrow: what is left goes back to the payer, the deposit to the payee.
	fn end_escrow(escrow: u64, record: EscrowRecordOf<T>, by: T::AccountId) -> DispatchResult {
		let EscrowRecord { payer, payee, currency, left, deposit, .. } = record;
		let mut released = 0;
		if left > 0 {
			let token = Self::held_token(currency)?;
			// Less only if something outside the pallet took it; the rest must not stay behind.
			released =
				T::TokenHolds::release(token, &HoldReason::Escrow.into(), &payer, left, BestEffort)
					.map_err(|_| Error::<T>::PayerUnpayable)?;
		}
		Self::change_authorisation(&payer, &payee, currency, |record| {
			record.locked = record.locked.checked_sub(left).ok_or(Error::<T>::AmountOverflow)?;
			record.locks = record.locks.checked_sub(1).ok_or(Error::<T>::AmountOverflow)?;
			Ok(())
		})?;
		Escrows::<T>::remove(escrow);
		Self::return_deposit(HoldReason::Lock, &payee, deposit);
		Self::deposit_event(Event::EscrowEnded { escrow, released, by });
		Ok(())
	}

	/// Changes an authorisation, and removes it when it is revoked and no lock is left.
	fn change_authorisation(
		payer: &T::AccountId,
		payee: &T::AccountId,
		currency: Currency,
		change: impl FnOnce(&mut AuthorisationRecordOf<T>) -> Result<(), Error<T>>,
	) -> DispatchResult {
		let key = (payer, payee, currency);
		let mut record = Authorisations::<T>::get(key).ok_or(Error::<T>::NotAuthorised)?;
		change(&mut record)?;
		if record.max_locks == 0 && record.locks == 0 {
			Authorisations::<T>::remove(key);
			Self::return_deposit(HoldReason::Authorisation, payer, record.deposit);
		} else {
			Authorisations::<T>::insert(key, record);
		}
		Ok(())
	}

	/// The id of a token that can be held.
	fn held_token(currency: Currency) -> Result<T::TokenId, Error<T>> {
		T::TokenIdOf::convert(currency).ok_or(Error::<T>::EscrowNeedsHold)
	}
}
