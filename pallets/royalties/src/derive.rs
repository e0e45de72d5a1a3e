//! What the other pallets call.

use crate::{
	stack::{add_up, through},
	types::total,
	Config, Error, Event, Origin, Pallet, Permits, Record, RecordOf, Records, WeightInfo,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{dispatch::DispatchResult, ensure, transactional, weights::Weight};
use metahub_assets::{
	licence::{Bond, Inherited, RevenueShare, RoyaltyPolicy, Terms, TermsId},
	pay::Price,
	AssetId, Permit, Relation,
};
use sp_runtime::{traits::Zero, DispatchError};

/// How a relation brings an asset under the terms of another, if it does.
const fn bond(relation: Relation) -> Option<Bond> {
	match relation {
		Relation::DerivedFrom | Relation::TrainedOn | Relation::SampleOf => Some(Bond::Provenance),
		Relation::Contains => Some(Bond::Containment),
		Relation::DependsOn => None,
	}
}

/// How long a record is, but for what changes without changing its deposit.
fn content_size<A, B, M>(record: &Record<A, B, M>) -> usize
where
	A: Clone + core::fmt::Debug + Eq,
	B: Clone + core::fmt::Debug + Eq + codec::HasCompact + codec::MaxEncodedLen,
	M: frame_support::traits::Get<u32>,
{
	let Record { inherited, shares, parents, .. } = record;
	inherited
		.encoded_size()
		.saturating_add(shares.encoded_size())
		.saturating_add(parents.encoded_size())
}

impl<T: Config> Pallet<T> {
	/// Brings `subject` under the terms of the `permit` that `who` has for `parent`, or refuses the
	/// relation. Returns whether the subject owes more, or may be licensed under less, than before.
	///
	/// `max_owed_ppm` is the most that the subject may owe in all afterwards, parts per million of
	/// its revenue. [`Relation::DependsOn`] brings nothing, and nothing is asked.
	///
	/// # Errors
	/// [`OwnAncestor`](Error::OwnAncestor), [`ParentUnknown`](Error::ParentUnknown),
	/// [`NotParentOwner`](Error::NotParentOwner); the reason of [`Permits::permit`],
	/// [`DerivativesForbidden`](Error::DerivativesForbidden);
	/// [`Contradiction`](Error::Contradiction), [`OriginChanged`](Error::OriginChanged),
	/// [`SharesOverWhole`](Error::SharesOverWhole), [`TooManyAncestors`](Error::TooManyAncestors),
	/// [`TooManyParents`](Error::TooManyParents), [`OwesTooMuch`](Error::OwesTooMuch); the reason of
	/// [`Permits::ensure_within`]; [`DepositOverflow`](Error::DepositOverflow), or the currency's
	/// error if `who` lacks the deposit.
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
		permit: Permit,
		max_owed_ppm: u32,
	) -> Result<bool, DispatchError> {
		let Some(bond) = bond(relation) else {
			return Ok(false);
		};
		ensure!(parent != subject, Error::<T>::OwnAncestor);
		let owner = T::Permits::owner(parent).ok_or(Error::<T>::ParentUnknown)?;
		let terms = match permit {
			Permit::Owner => {
				ensure!(owner == *who, Error::<T>::NotParentOwner);
				None
			}
			Permit::Licence(_) | Permit::Free(_) => Some(T::Permits::permit(who, parent, permit)?),
		};
		Self::agree(who, subject, bond, parent, terms, max_owed_ppm)
	}

	/// [`derive`](Self::derive), once it is known under which terms.
	#[transactional]
	pub(crate) fn agree(
		who: &T::AccountId,
		subject: AssetId,
		bond: Bond,
		parent: AssetId,
		permit: Option<(TermsId, Terms)>,
		max_owed_ppm: u32,
	) -> Result<bool, DispatchError> {
		let origin = Records::<T>::get(parent);
		let known = Records::<T>::get(subject);
		let before = known.clone().unwrap_or_else(|| Self::nothing(who));
		let mut record = before.clone();
		Self::inherit(&mut record.inherited, bond, origin.as_ref(), permit.as_ref())?;
		let agreed = match &permit {
			Some((_, terms)) => {
				let derivatives = terms.derivatives.ok_or(Error::<T>::DerivativesForbidden)?;
				Some((derivatives.revenue_share_ppm, derivatives.policy))
			}
			None => None,
		};
		let stack = origin.map(|origin| origin.shares).unwrap_or_default();
		Self::owe(&mut record, subject, parent, agreed, &stack)?;
		ensure!(total(&record.shares) <= max_owed_ppm, Error::<T>::OwesTooMuch);

		let narrowed = record.inherited != before.inherited;
		if narrowed {
			T::Permits::ensure_within(subject, &record.inherited)?;
		}
		let owes_more = record.shares != before.shares;
		if owes_more {
			// An ancestor that is added has had nothing of it.
			record.shared = None;
		}
		let changed = narrowed || owes_more;
		let shares = record.shares.clone();
		Self::store(who, subject, known, record)?;
		let terms = permit.map(|(id, _)| id);
		Self::deposit_event(Event::Derived { subject, parent, terms, shares });
		Ok(changed)
	}

	/// Adds what is owed through an origin, where it has not been added before.
	fn owe(
		record: &mut RecordOf<T>,
		subject: AssetId,
		parent: AssetId,
		agreed: Option<(u32, RoyaltyPolicy)>,
		stack: &[RevenueShare],
	) -> Result<(), Error<T>> {
		let owed_ppm = total(stack);
		if let Some(origin) = record.parents.iter().find(|origin| origin.asset == parent) {
			// What an origin owes only grows, so the sum tells whether it has changed.
			ensure!(origin.owed_ppm == owed_ppm, Error::<T>::OriginChanged);
			return Ok(());
		}
		let owed = through::<T>(parent, agreed, stack)?;
		if owed.is_empty() {
			return Ok(());
		}
		record.shares = add_up::<T>(subject, &record.shares, owed)?;
		let origin = Origin { asset: parent, owed_ppm };
		record.parents.try_push(origin).map_err(|_| Error::<T>::TooManyParents)
	}

	/// An asset was retired: forgets what it owed and returns the deposit.
	pub fn retired(asset: AssetId) {
		if let Some(record) = Records::<T>::take(asset) {
			Self::release(&record.depositor, record.deposit);
		}
	}

	/// An asset was sold for a price, of which those who share in its revenue had their shares. A
	/// sale for less changes nothing.
	pub fn sold(asset: AssetId, price: Price) {
		let Some(mut record) = Records::<T>::get(asset) else { return };
		let more =
			|before: Price| before.currency != price.currency || before.amount < price.amount;
		if !record.shares.is_empty() && record.shared.is_none_or(more) {
			record.shared = Some(price);
			Records::<T>::insert(asset, record);
		}
	}

	/// The price of an asset of which those who share in its revenue have had their shares.
	pub fn shared(asset: AssetId) -> Option<Price> {
		Records::<T>::get(asset)?.shared
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
			shared: None,
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
			Some(known) if content_size(&record) <= content_size(known) => (),
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
