//! What records cost, and how deposits are held and returned.
//!
//! A deposit is [`Config::DepositBase`] for the entry plus [`Config::DepositPerByte`] per byte of
//! key and value. The amount is written into the record: what returns is what was held, whatever
//! the price is by then.

use crate::{
	Config, Error, Event, HoldReason, Item, ListingRecordOf, Pallet, RoyaltyRecordOf, LOG_TARGET,
};
use codec::Encode;
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{hold::Mutate, Inspect},
		tokens::Precision::BestEffort,
		Get,
	},
};
use sp_runtime::traits::{Bounded, CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix, and what Twox64Concat puts before a key.
const PREFIX: usize = 32 + 8;

impl<T: Config> Pallet<T> {
	/// What a listing costs.
	pub(crate) fn listing_price(
		item: Item,
		record: &ListingRecordOf<T>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = ListingRecordOf::<T> { deposit: Bounded::max_value(), ..record.clone() };
		Self::price(item.encoded_size().saturating_add(longest.encoded_size()))
	}

	/// What a royalty costs.
	pub(crate) fn royalty_price(
		collection: u32,
		record: &RoyaltyRecordOf<T>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = RoyaltyRecordOf::<T> { deposit: Bounded::max_value(), ..record.clone() };
		Self::price(collection.encoded_size().saturating_add(longest.encoded_size()))
	}

	/// What an entry with so many bytes beside the prefix costs.
	fn price(bytes: usize) -> Result<BalanceOf<T>, Error<T>> {
		let bytes =
			u32::try_from(bytes.saturating_add(PREFIX)).map_err(|_| Error::<T>::DepositOverflow)?;
		T::DepositPerByte::get()
			.checked_mul(&bytes.into())
			.and_then(|length| length.checked_add(&T::DepositBase::get()))
			.ok_or(Error::<T>::DepositOverflow)
	}

	/// Holds a deposit.
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

	/// Returns a deposit. Never fails: what something outside the pallet took is missing, which is
	/// reported, but the record has to go.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let released =
			T::Currency::release(&reason.into(), who, amount, BestEffort).unwrap_or_default();
		let missing = amount.saturating_sub(released);
		if !missing.is_zero() {
			log::error!(
				target: LOG_TARGET,
				"deposit of {amount:?} for {reason:?} of {who:?}: {missing:?} could not be returned",
			);
			Self::deposit_event(Event::DepositShort { who: who.clone(), reason, missing });
		}
	}
}
