//! Terms: stored once, counted by what refers to them.

use crate::{
	Config, Error, Event, Field, HoldReason, KnownTerms, Pallet, Revenue, TermsRecord,
	TermsRecordOf,
};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, transactional};
use metahub_assets::{
	licence::{Terms, TermsField, TermsId},
	AssetId,
};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};

/// What identifies terms.
pub fn terms_id(terms: &Terms) -> TermsId {
	BlakeTwo256::hash_of(terms)
}

impl<T: Config> Pallet<T> {
	/// Stores terms, unless they are known, and returns their id.
	#[transactional]
	pub fn do_create_terms(who: T::AccountId, terms: Terms) -> Result<TermsId, DispatchError> {
		terms.check().map_err(|field| Error::<T>::TermsInvalid(Field(field)))?;
		ensure!(
			terms.seats <= T::MaxSeats::get(),
			Error::<T>::TermsInvalid(Field(TermsField::Seats))
		);
		let id = terms_id(&terms);
		let new = !KnownTerms::<T>::contains_key(id);
		if new {
			let deposit = Self::terms_price(&terms, &who)?;
			Self::hold(HoldReason::Terms, &who, deposit)?;
			let record = TermsRecord { terms, references: 0, depositor: who.clone(), deposit };
			KnownTerms::<T>::insert(id, record);
		}
		Self::deposit_event(Event::TermsCreated { id, who, new });
		Ok(id)
	}

	/// Removes terms.
	pub fn do_remove_terms(who: T::AccountId, id: TermsId) -> DispatchResult {
		let record = Self::known_terms(id)?;
		ensure!(record.depositor == who, Error::<T>::NotCreator);
		ensure!(record.references == 0, Error::<T>::TermsInUse);
		KnownTerms::<T>::remove(id);
		Self::release(HoldReason::Terms, &record.depositor, record.deposit);
		Self::deposit_event(Event::TermsRemoved { id });
		Ok(())
	}

	/// Terms that there are.
	pub(crate) fn known_terms(id: TermsId) -> Result<TermsRecordOf<T>, Error<T>> {
		KnownTerms::<T>::get(id).ok_or(Error::<T>::TermsUnknown)
	}

	/// Counts one more reference to terms.
	pub(crate) fn refer_to(id: TermsId) -> DispatchResult {
		KnownTerms::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::TermsUnknown)?;
			record.references =
				record.references.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
			Ok(())
		})
	}

	/// Counts one reference to terms less.
	pub(crate) fn refer_no_more(id: TermsId) {
		KnownTerms::<T>::mutate(id, |record| {
			if let Some(record) = record {
				record.references = record.references.saturating_sub(1);
			}
		});
	}

	/// Refuses terms for an asset that its origins do not allow, and a price where they forbid
	/// earning money. `parent` is the licence above, where they are a sub-licence's.
	pub(crate) fn check_origins(
		asset: AssetId,
		parent: Option<u64>,
		id: TermsId,
		terms: &Terms,
		priced: bool,
	) -> Result<(), Error<T>> {
		let inherited = T::Revenue::inherited(asset);
		let checked = match parent {
			None => inherited.check(id, terms),
			Some(_) => {
				let only = inherited.reciprocal.and_then(KnownTerms::<T>::get);
				inherited.check_sub_licence(id, terms, only.as_ref().map(|only| &only.terms))
			}
		};
		checked.map_err(|field| Error::<T>::WiderThanOrigins(Field(field)))?;
		ensure!(inherited.commercial_use || !priced, Error::<T>::NonCommercial);
		Ok(())
	}
}
