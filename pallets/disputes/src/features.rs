//! What the calls do. Permissions are checked here, but for who judges.

use crate::{
	Claim, Config, DisputeRecord, DisputeRecordOf, Disputes, Error, Event, HoldReason, NextDispute,
	Open, Pallet, Subject, Subjects, Tag, Tags, Verdict,
};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, transactional};
use metahub_assets::ContentId;
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	DispatchError,
};

impl<T: Config> Pallet<T> {
	/// Raises a dispute and returns its id.
	#[transactional]
	pub fn do_raise(
		who: T::AccountId,
		subject: Subject,
		claim: Claim,
		evidence: Vec<u8>,
	) -> Result<u64, DispatchError> {
		let evidence = Self::check_evidence(&evidence)?;
		ensure!(T::Subjects::exists(subject), Error::<T>::SubjectUnknown);
		ensure!(T::Subjects::respondent(subject).as_ref() != Some(&who), Error::<T>::OwnSubject);
		let dispute = NextDispute::<T>::get();
		let next = dispute.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		Open::<T>::try_mutate(subject, |open| open.try_push(dispute))
			.map_err(|_| Error::<T>::TooManyOpen)?;
		NextDispute::<T>::put(next);

		let bond = T::Bond::get();
		let mut record = DisputeRecord {
			subject,
			claim,
			raiser: who.clone(),
			evidence,
			response: None,
			bond,
			deposit: Zero::zero(),
		};
		record.deposit = Self::dispute_price(&record)?;
		Self::hold(HoldReason::Bond, &who, bond)?;
		Self::hold(HoldReason::Dispute, &who, record.deposit)?;
		Disputes::<T>::insert(dispute, record);
		Self::deposit_event(Event::Raised { dispute, subject, claim, raiser: who, evidence, bond });
		Ok(dispute)
	}

	/// Responds to a dispute.
	pub fn do_respond(who: T::AccountId, dispute: u64, evidence: Vec<u8>) -> DispatchResult {
		let evidence = Self::check_evidence(&evidence)?;
		let mut record = Disputes::<T>::get(dispute).ok_or(Error::<T>::DisputeUnknown)?;
		let respondent = T::Subjects::respondent(record.subject);
		ensure!(respondent.as_ref() == Some(&who), Error::<T>::NotRespondent);
		record.response = Some((who.clone(), evidence));
		Disputes::<T>::insert(dispute, record);
		Self::deposit_event(Event::Responded { dispute, who, evidence });
		Ok(())
	}

	/// Withdraws a dispute.
	pub fn do_withdraw(who: T::AccountId, dispute: u64) -> DispatchResult {
		let record = Disputes::<T>::get(dispute).ok_or(Error::<T>::DisputeUnknown)?;
		ensure!(record.raiser == who, Error::<T>::NotRaiser);
		Self::close(dispute, &record);
		Self::release(HoldReason::Bond, &who, record.bond);
		Self::release(HoldReason::Dispute, &who, record.deposit);
		Self::deposit_event(Event::Withdrawn { dispute, subject: record.subject });
		Ok(())
	}

	/// Judges a dispute.
	#[transactional]
	pub fn do_judge(dispute: u64, verdict: Verdict) -> DispatchResult {
		let record = Disputes::<T>::get(dispute).ok_or(Error::<T>::DisputeUnknown)?;
		let (subject, claim) = (record.subject, record.claim);
		Self::close(dispute, &record);
		let deposit = Self::release(HoldReason::Dispute, &record.raiser, record.deposit);

		let upheld = verdict != Verdict::Dismissed;
		ensure!(!upheld || T::Subjects::exists(subject), Error::<T>::SubjectGone);
		let respondent = if upheld { None } else { T::Subjects::respondent(subject) };
		let awarded = respondent
			.filter(|respondent| *respondent != record.raiser)
			.and_then(|to| Some((Self::award(&record.raiser, &to, record.bond)?, to)));
		let (bond, bond_to) = match awarded {
			Some((bond, respondent)) => (bond, respondent),
			None => {
				let bond = Self::release(HoldReason::Bond, &record.raiser, record.bond);
				(bond, record.raiser.clone())
			}
		};
		match verdict {
			Verdict::Dismissed => (),
			Verdict::Tagged => {
				let returned = bond.checked_add(&deposit).ok_or(Error::<T>::DepositOverflow)?;
				let mut tag =
					Tag { dispute, claim, depositor: record.raiser, deposit: Zero::zero() };
				// Never more than there is: a judgement does not fail for want of a deposit.
				tag.deposit = Self::tag_price(subject, &tag)?.min(returned);
				Self::hold(HoldReason::Tag, &tag.depositor, tag.deposit)?;
				Tags::<T>::try_mutate(subject, |tags| tags.try_push(tag))
					.map_err(|_| Error::<T>::TooManyTags)?;
			}
			Verdict::Revoked => T::Subjects::revoke(subject)?,
		}
		Self::deposit_event(Event::Judged { dispute, subject, claim, verdict, bond_to, bond });
		Ok(())
	}

	/// Clears a tag.
	pub fn do_clear_tag(subject: Subject, dispute: u64) -> DispatchResult {
		let mut tags = Tags::<T>::get(subject);
		let position =
			tags.iter().position(|tag| tag.dispute == dispute).ok_or(Error::<T>::TagUnknown)?;
		let tag = tags.remove(position);
		if tags.is_empty() {
			Tags::<T>::remove(subject);
		} else {
			Tags::<T>::insert(subject, tags);
		}
		Self::release(HoldReason::Tag, &tag.depositor, tag.deposit);
		Self::deposit_event(Event::TagCleared { subject, dispute });
		Ok(())
	}

	/// The tags on a subject, oldest first: which dispute each came from, and what was claimed.
	pub fn tags(subject: Subject) -> Vec<(u64, Claim)> {
		Tags::<T>::get(subject).iter().map(|tag| (tag.dispute, tag.claim)).collect()
	}

	/// The open disputes about a subject, oldest first.
	pub fn open(subject: Subject) -> Vec<u64> {
		Open::<T>::get(subject).into_inner()
	}

	/// Takes a dispute out of the state.
	fn close(dispute: u64, record: &DisputeRecordOf<T>) {
		Disputes::<T>::remove(dispute);
		Open::<T>::mutate_exists(record.subject, |open| {
			if let Some(list) = open {
				list.retain(|id| *id != dispute);
				if list.is_empty() {
					*open = None;
				}
			}
		});
	}

	/// Evidence, if it is the CID of a file.
	fn check_evidence(evidence: &[u8]) -> Result<ContentId, Error<T>> {
		ContentId::from_bytes(evidence).map_err(|_| Error::<T>::EvidenceInvalid)
	}
}
