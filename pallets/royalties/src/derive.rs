//! What the other pallets call.

use crate::{
	stack::{add_up, through},
	Config, Error, Event, Pallet, Permits, Record, RecordOf, Records, WeightInfo,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{dispatch::DispatchResult, ensure, transactional, weights::Weight};
use metahub_assets::{
	licence::{Bond, Inherited, RevenueShare, Terms, TermsId},
	AssetId, Relation,
};
use sp_runtime::traits::Zero;

/// How a relation brings an asset under the terms of another, if it does.
const fn bond(relation: Relation) -> Option<Bond> {
	match relation {
		Relation::DerivedFrom | Relation::TrainedOn | Relation::SampleOf => Some(Bond::Provenance),
		Relation::Contains => Some(Bond::Containment),
		Relation::DependsOn => None,
	}
}

impl<T: Config> Pallet<T> {
	/// Brings `subject` under the terms that `who` has from `parent`, or refuses the relation.
	///
	/// # Errors
	/// [`OwnAncestor`](Error::OwnAncestor), [`ParentUnknown`](Error::ParentUnknown); the reason of
	/// [`Permits::permit`], [`DerivativesForbidden`](Error::DerivativesForbidden);
	/// [`Contradiction`](Error::Contradiction), [`SharesOverWhole`](Error::SharesOverWhole),
	/// [`TooManyAncestors`](Error::TooManyAncestors), [`TooManyParents`](Error::TooManyParents);
	/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if `who` lacks the
	/// deposit.
	///
	/// # Events
	/// [`Derived`](Event::Derived).
	///
	/// # Deposit
	/// When the record is new or grows, the whole deposit for it is held from `who`, and what was
	/// held before returns.
	pub fn derive(
		who: &T::AccountId,
		subject: AssetId,
		relation: Relation,
		parent: AssetId,
	) -> DispatchResult {
		let Some(bond) = bond(relation) else {
			return Ok(());
		};
		ensure!(parent != subject, Error::<T>::OwnAncestor);
		let owner = T::Permits::owner(parent).ok_or(Error::<T>::ParentUnknown)?;
		let permit = if owner == *who { None } else { Some(T::Permits::permit(who, parent)?) };
		Self::agree(who, subject, bond, parent, permit)
	}

	/// [`derive`](Self::derive), once it is known under which terms.
	#[transactional]
	pub(crate) fn agree(
		who: &T::AccountId,
		subject: AssetId,
		bond: Bond,
		parent: AssetId,
		permit: Option<(TermsId, Terms)>,
	) -> DispatchResult {
		let origin = Records::<T>::get(parent);
		let known = Records::<T>::get(subject);
		let mut record = known.clone().unwrap_or_else(|| Self::nothing(who));
		Self::inherit(&mut record.inherited, bond, origin.as_ref(), permit.as_ref())?;

		let agreed = match &permit {
			Some((_, terms)) => {
				let derivatives = terms.derivatives.ok_or(Error::<T>::DerivativesForbidden)?;
				Some((derivatives.revenue_share_ppm, derivatives.policy))
			}
			None => None,
		};
		if !record.parents.contains(&parent) {
			let stack = origin.map(|origin| origin.shares).unwrap_or_default();
			let owed = through::<T>(parent, agreed, &stack)?;
			if !owed.is_empty() {
				record.shares = add_up::<T>(subject, &record.shares, owed)?;
				record.parents.try_push(parent).map_err(|_| Error::<T>::TooManyParents)?;
			}
		}

		let shares = record.shares.clone();
		Self::store(who, subject, known, record)?;
		let terms = permit.map(|(id, _)| id);
		Self::deposit_event(Event::Derived { subject, parent, terms, shares });
		Ok(())
	}

	/// An asset was retired: forgets what it owed and returns the deposit.
	pub fn retired(asset: AssetId) {
		if let Some(record) = Records::<T>::take(asset) {
			Self::release(&record.depositor, record.deposit);
		}
	}

	/// Who shares in an asset's revenue, in the order of ids. At most 8, and at most the whole.
	pub fn shares(asset: AssetId) -> Vec<RevenueShare> {
		Records::<T>::get(asset).map(|record| record.shares.into_inner()).unwrap_or_default()
	}

	/// What everything licensed of an asset is under.
	pub fn inherited(asset: AssetId) -> Inherited {
		Records::<T>::get(asset).map(|record| record.inherited).unwrap_or_default()
	}

	/// What [`derive`](Self::derive) weighs at most.
	pub fn derive_weight() -> Weight {
		T::WeightInfo::derive().saturating_add(T::Permits::permit_weight())
	}

	/// What [`retired`](Self::retired) weighs at most.
	pub fn retired_weight() -> Weight {
		T::WeightInfo::retired()
	}

	/// The record of an asset that owes nothing.
	fn nothing(who: &T::AccountId) -> RecordOf<T> {
		Record {
			inherited: Inherited::default(),
			shares: Default::default(),
			parents: Default::default(),
			depositor: who.clone(),
			deposit: Zero::zero(),
		}
	}

	/// Adds the permit's terms and what the origin has inherited itself.
	fn inherit(
		inherited: &mut Inherited,
		bond: Bond,
		origin: Option<&RecordOf<T>>,
		permit: Option<&(TermsId, Terms)>,
	) -> Result<(), Error<T>> {
		if let Some((id, terms)) = permit {
			ensure!(terms.derivatives.is_some(), Error::<T>::DerivativesForbidden);
			inherited.add(bond, *id, terms).map_err(|_| Error::<T>::Contradiction)?;
		}
		if let Some(origin) = origin {
			inherited.absorb(bond, &origin.inherited).map_err(|_| Error::<T>::Contradiction)?;
		}
		// The only terms that it may be licensed under have to be among those that it may.
		let only = inherited.reciprocal.and_then(|id| Some((id, T::Permits::terms(id)?)));
		let possible = only.is_none_or(|(id, terms)| inherited.check(id, &terms).is_ok());
		ensure!(possible, Error::<T>::Contradiction);
		Ok(())
	}

	/// Stores a record, if there is anything in it, and sees to its deposit.
	fn store(
		who: &T::AccountId,
		subject: AssetId,
		known: Option<RecordOf<T>>,
		mut record: RecordOf<T>,
	) -> DispatchResult {
		match &known {
			None if record == Self::nothing(who) => return Ok(()),
			Some(known) if *known == record => return Ok(()),
			Some(known) if record.encoded_size() <= known.encoded_size() => (),
			_ => {
				if let Some(known) = &known {
					Self::release(&known.depositor, known.deposit);
				}
				record.depositor = who.clone();
				record.deposit = Self::record_price(&record)?;
				Self::hold(who, record.deposit)?;
			}
		}
		Records::<T>::insert(subject, record);
		Ok(())
	}
}
