//! What state costs, and how bonds and deposits are held, returned and awarded.
//!
//! A deposit is [`Config::DepositBase`] per storage entry plus [`Config::DepositPerByte`] per byte
//! of keys and values, with everything in a record that can change at its longest. Amounts are
//! written into the records: what returns is what was held, whatever the price is by then.

use crate::{
	BondOutcome, BondOutcomeOf, Config, DisputeRecordOf, Error, Event, HoldReason, Pallet, Subject,
	Subjects, TagRecordOf, LOG_TARGET,
};
use codec::Encode;
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{
			hold::{Inspect as _, Mutate},
			Inspect,
		},
		tokens::{Fortitude::Force, Precision::BestEffort, Restriction::Free},
		Get,
	},
};
use sp_runtime::traits::{Bounded, CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that bonds and deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix, and what Twox64Concat puts before a key.
const PREFIX: usize = 32 + 8;
/// Encoded id of a dispute.
const ID: usize = 8;
/// Length of a list of open disputes or tags, of up to 63.
const LENGTH: usize = 1;

impl<T: Config> Pallet<T> {
	/// What a dispute costs, the bond apart. Each pays for the subject's list, so that it is paid
	/// for whichever is the last one left.
	pub(crate) fn dispute_price(record: &DisputeRecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let longest = DisputeRecordOf::<T> {
			response: Some((record.raiser.clone(), record.evidence)),
			bond: Bounded::max_value(),
			deposit: Bounded::max_value(),
			..record.clone()
		};
		let list = PREFIX + record.subject.encoded_size() + LENGTH + ID;
		Self::price(2, PREFIX + ID + longest.encoded_size() + list)
	}

	/// What a tag costs. Each pays for the subject's list.
	pub(crate) fn tag_price(
		subject: Subject,
		tag: &TagRecordOf<T>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = TagRecordOf::<T> { deposit: Bounded::max_value(), ..tag.clone() };
		Self::price(1, PREFIX + subject.encoded_size() + LENGTH + longest.encoded_size())
	}

	/// What storage entries with so many bytes in all cost.
	fn price(entries: u32, bytes: usize) -> Result<BalanceOf<T>, Error<T>> {
		let bytes = u32::try_from(bytes).map_err(|_| Error::<T>::DepositOverflow)?;
		let base = T::DepositBase::get().checked_mul(&entries.into());
		let length = T::DepositPerByte::get().checked_mul(&bytes.into());
		base.zip(length)
			.and_then(|(base, length)| base.checked_add(&length))
			.ok_or(Error::<T>::DepositOverflow)
	}

	/// Puts an amount on hold.
	pub(crate) fn hold(
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Returns an amount on hold, and says how much that was. Never fails: what something outside
	/// the pallet took is missing, which is reported, but the record has to go.
	pub(crate) fn release(
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> BalanceOf<T> {
		if amount.is_zero() {
			return amount;
		}
		let released =
			T::Currency::release(&reason.into(), who, amount, BestEffort).unwrap_or_default();
		Self::report(reason, who, amount.saturating_sub(released));
		released
	}

	/// Returns the bond of a dispute.
	pub(crate) fn return_bond(record: &DisputeRecordOf<T>) -> BondOutcomeOf<T> {
		let returned = Self::release(HoldReason::Bond, &record.raiser, record.bond);
		BondOutcome { returned, awarded: None, burned: Zero::zero() }
	}

	/// Takes the bond of a dispute: [`Config::BurnedShare`] of it is burned, rounded up, and the
	/// respondent gets the rest, which is burned, too, if there is no respondent who can be
	/// credited. If the subject is gone, there is nothing to decide: the bond returns.
	pub(crate) fn forfeit_bond(record: &DisputeRecordOf<T>) -> BondOutcomeOf<T> {
		if !T::Subjects::exists(record.subject) {
			return Self::return_bond(record);
		}
		let (who, reason) = (&record.raiser, HoldReason::Bond);
		let held = T::Currency::balance_on_hold(&reason.into(), who).min(record.bond);
		Self::report(reason, who, record.bond.saturating_sub(held));
		let burned = T::BurnedShare::get().mul_ceil(held);
		let rest = held.saturating_sub(burned);
		let awarded = T::Subjects::respondent(record.subject)
			.and_then(|to| Some((Self::award(who, &to, rest)?, to)))
			.map(|(amount, to)| (to, amount));
		let taken = awarded.as_ref().map_or(Zero::zero(), |(_, amount)| *amount);
		let left = held.saturating_sub(taken);
		let burned = T::Currency::burn_held(&reason.into(), who, left, BestEffort, Force)
			.unwrap_or_default();
		Self::report(reason, who, left.saturating_sub(burned));
		BondOutcome { returned: Zero::zero(), awarded, burned }
	}

	/// Gives an amount of a bond to the respondent, if it can be credited. Says how much that was.
	fn award(from: &T::AccountId, to: &T::AccountId, amount: BalanceOf<T>) -> Option<BalanceOf<T>> {
		if amount.is_zero() {
			return None;
		}
		let reason = HoldReason::Bond.into();
		if from == to {
			return T::Currency::release(&reason, from, amount, BestEffort).ok();
		}
		T::Currency::transfer_on_hold(&reason, from, to, amount, BestEffort, Free, Force).ok()
	}

	/// Reports what was not on hold any more.
	fn report(reason: HoldReason, who: &T::AccountId, missing: BalanceOf<T>) {
		if !missing.is_zero() {
			log::error!(target: LOG_TARGET, "{missing:?} for {reason:?} of {who:?} are missing");
			Self::deposit_event(Event::DepositShort { who: who.clone(), reason, missing });
		}
	}
}
