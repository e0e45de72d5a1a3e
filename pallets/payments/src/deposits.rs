//! What state costs, and how deposits are held and returned.
//!
//! Records are of fixed length. What an account's holds take in the pallets that hold is priced
//! with the records that cause them, at its longest.

use crate::{
	AuthorisationRecordOf, ClaimRecordOf, Config, Error, EscrowRecordOf, Event, HoldReason, Pallet,
	PotRecord, LOG_TARGET,
};
use codec::MaxEncodedLen;
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{hold::Mutate, Inspect},
		tokens::Precision::BestEffort,
		Get,
	},
};
use metahub_assets::pay::Currency;
use sp_runtime::traits::{CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix: two 128-bit hashes.
const PREFIX: usize = 32;
/// What Twox64Concat puts before a key.
const TWOX64: usize = 8;
/// What Blake2_128Concat puts before a key.
const BLAKE2_128: usize = 16;

/// The pot's account in frame-system, and its token: their keys and values. Every claim pays for
/// the pot, so that it is paid for whichever claim is the last one left.
const POT_ACCOUNT_ENTRIES: u32 = 2;
/// Their keys and values, with 32-byte accounts.
const POT_ACCOUNT_BYTES: usize = 288;
/// pallet-assets-holder's entries for an account's token: the holds, and what they come to.
const HOLD_ENTRIES: u32 = 2;
/// Their keys and values, with 32-byte accounts and one hold.
const HOLD_BYTES: usize = 256;

impl<T: Config> Pallet<T> {
	/// What storage entries with so many bytes in all cost.
	pub(crate) fn price(entries: u32, bytes: usize) -> Result<BalanceOf<T>, Error<T>> {
		let bytes = u32::try_from(bytes).map_err(|_| Error::<T>::DepositOverflow)?;
		let base = T::DepositBase::get().checked_mul(&entries.into());
		let length = T::DepositPerByte::get().checked_mul(&bytes.into());
		base.zip(length)
			.and_then(|(base, length)| base.checked_add(&length))
			.ok_or(Error::<T>::DepositOverflow)
	}

	/// What a claim that waits costs, its pot included.
	pub(crate) fn claim_price() -> Result<BalanceOf<T>, Error<T>> {
		let claim =
			PREFIX
				+ BLAKE2_128 + T::AccountId::max_encoded_len()
				+ BLAKE2_128 + Currency::max_encoded_len()
				+ ClaimRecordOf::<T>::max_encoded_len();
		let pot = PREFIX
			+ BLAKE2_128
			+ Currency::max_encoded_len()
			+ PotRecord::max_encoded_len()
			+ POT_ACCOUNT_BYTES;
		Self::price(2 + POT_ACCOUNT_ENTRIES, claim + pot)
	}

	/// What an authorisation costs.
	pub(crate) fn authorisation_price() -> Result<BalanceOf<T>, Error<T>> {
		let key = PREFIX
			+ 2 * (BLAKE2_128 + T::AccountId::max_encoded_len())
			+ BLAKE2_128
			+ Currency::max_encoded_len();
		Self::price(1, key + AuthorisationRecordOf::<T>::max_encoded_len())
	}

	/// What a lock costs, the entries of the hold included.
	pub(crate) fn lock_price() -> Result<BalanceOf<T>, Error<T>> {
		let record =
			PREFIX + TWOX64 + u64::max_encoded_len() + EscrowRecordOf::<T>::max_encoded_len();
		Self::price(1 + HOLD_ENTRIES, record + HOLD_BYTES)
	}

	/// Holds a deposit.
	pub(crate) fn hold_deposit(
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Returns a deposit. Never fails: what cannot be returned, because something outside the
	/// pallet took it or the account is gone, must not keep others' money. It is reported instead.
	pub(crate) fn return_deposit(reason: HoldReason, who: &T::AccountId, amount: BalanceOf<T>) {
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
