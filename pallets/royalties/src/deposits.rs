//! What records cost, and how deposits are held and returned.
//!
//! A deposit is [`Config::DepositBase`] for the entry plus [`Config::DepositPerByte`] per byte of
//! key and value. The amount is written into the record: what returns is what was held, whatever
//! the price is by then.

use crate::{Config, Error, Event, HoldReason, Pallet, RecordOf, LOG_TARGET};
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{hold::Mutate, Inspect},
		tokens::Precision::BestEffort,
		Get,
	},
};
use metahub_assets::pay::Price;
use sp_runtime::traits::{Bounded, CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// Key of a record: the storage item's prefix, Twox64Concat and the asset id.
const RECORD_KEY: usize = 32 + 8 + 12;

impl<T: Config> Pallet<T> {
	/// What a record costs at its length, with the longest price.
	pub(crate) fn record_price(record: &RecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let longest =
			RecordOf::<T> { shared: None, deposit: Bounded::max_value(), ..record.clone() };
		let bytes = RECORD_KEY
			.saturating_add(longest.encoded_size())
			.saturating_add(Price::max_encoded_len());
		let bytes = u32::try_from(bytes).map_err(|_| Error::<T>::DepositOverflow)?;
		T::DepositPerByte::get()
			.checked_mul(&bytes.into())
			.and_then(|length| length.checked_add(&T::DepositBase::get()))
			.ok_or(Error::<T>::DepositOverflow)
	}

	/// Holds a deposit.
	pub(crate) fn hold(who: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::hold(&HoldReason::Record.into(), who, amount)
	}

	/// Returns a deposit. Never fails: what something outside the pallet took is missing, which is
	/// reported, but the record has to go.
	pub(crate) fn release(who: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let reason = HoldReason::Record.into();
		let released = T::Currency::release(&reason, who, amount, BestEffort).unwrap_or_default();
		let missing = amount.saturating_sub(released);
		if !missing.is_zero() {
			log::error!(
				target: LOG_TARGET,
				"deposit of {amount:?} of {who:?}: {missing:?} could not be returned",
			);
			Self::deposit_event(Event::DepositShort { who: who.clone(), missing });
		}
	}
}
