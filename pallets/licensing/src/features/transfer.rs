//! Passing licences on: for nothing, and as the market sells them.

use super::licences::Funds;
use crate::{Config, Error, Event, HoldReason, LicenceRecordOf, Licences, Pallet, Revenue};
use frame_support::{
	dispatch::DispatchResult, ensure, traits::tokens::nonfungibles_v2::Transfer, transactional,
};
use metahub_assets::pay::{Currency, Price};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Gives a licence to another account. The NFT is all that moves.
	pub fn do_transfer(who: T::AccountId, id: u64, to: T::AccountId) -> DispatchResult {
		let record = Self::licence_of_holder(&who, id)?;
		Self::check_transferable(&record)?;
		let collection = Self::licence_collection(record.asset.collection)?.collection;
		T::Nfts::transfer(&collection, &id, &to)
	}

	/// Passes a licence on to who bought it for `price`. The buyer takes over its deposit, and what
	/// it lacks for that it buys with at most `max_amount` of `pay_with`. Returns what was spent so.
	/// The price itself is paid by the caller, as [`Pallet::shares_of_resale`] said before.
	///
	/// # Errors
	/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotHolder`](Error::NotHolder); those of
	/// [`ensure_resellable`](Self::ensure_resellable);
	/// [`DepositOverflow`](Error::DepositOverflow), or the refusal of payments or of the currency
	/// if the buyer cannot make the deposit.
	///
	/// # Events
	/// [`Resold`](Event::Resold).
	#[transactional]
	pub fn do_resell(
		from: T::AccountId,
		id: u64,
		to: T::AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		Self::licence_of_holder(&from, id)?;
		Self::ensure_resellable(id)?;
		let mut record = Self::licence(id)?;
		let collection = Self::licence_collection(record.asset.collection)?.collection;

		Self::release(HoldReason::Licence, &record.depositor, record.deposit);
		record.depositor = to.clone();
		record.deposit = Self::licence_price(&record)?;
		let mut funds = Some(Funds { pay_with, left: max_amount });
		Self::afford(&to, record.deposit, &mut funds)?;
		Self::hold(HoldReason::Licence, &to, record.deposit)?;
		let left = funds.map_or(max_amount, |funds| funds.left);
		let spent = max_amount.checked_sub(left).ok_or(Error::<T>::DepositOverflow)?;

		let more =
			record.shared.is_none_or(|s| s.currency != price.currency || s.amount < price.amount);
		if more {
			record.shared = Some(price);
		}
		Licences::<T>::insert(id, record);
		T::Nfts::transfer(&collection, &id, &to)?;
		Self::deposit_event(Event::Resold { licence: id, from, to, price });
		Ok(spent)
	}

	/// Refuses if a licence cannot be sold on for a price.
	///
	/// # Errors
	/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotTransferable`](Error::NotTransferable),
	/// [`LicenceEnded`](Error::LicenceEnded), [`NonCommercial`](Error::NonCommercial).
	pub fn ensure_resellable(id: u64) -> DispatchResult {
		let record = Self::licence(id)?;
		Self::check_transferable(&record)?;
		let inherited = T::Revenue::inherited(record.asset);
		ensure!(inherited.commercial_use, Error::<T>::NonCommercial);
		Ok(())
	}

	/// Whether a licence may pass to others now.
	pub fn is_transferable(id: u64) -> bool {
		Self::licence(id).is_ok_and(|record| Self::check_transferable(&record).is_ok())
	}

	/// Who gets a royalty when a licence is resold, and how much, parts per million.
	pub fn resale_royalty(id: u64) -> (Option<T::AccountId>, u32) {
		let Ok(record) = Self::licence(id) else { return (None, 0) };
		let ppm = Self::known_terms(record.terms).map_or(0, |k| k.terms.resale_royalty_ppm);
		(Self::licensor_under(record.asset, record.parent), ppm)
	}

	fn check_transferable(record: &LicenceRecordOf<T>) -> Result<(), Error<T>> {
		let terms = Self::known_terms(record.terms)?.terms;
		ensure!(terms.transferable, Error::<T>::NotTransferable);
		ensure!(Self::standing(record, Self::now(), 0).ended.is_none(), Error::<T>::LicenceEnded);
		Ok(())
	}
}
