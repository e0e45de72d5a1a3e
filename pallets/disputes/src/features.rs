//! What the calls do. Permissions are checked here, but for who judges.

use crate::{
	BalanceOf, Claim, Config, DisputeRecord, DisputeRecordOf, Disputes, Error, Event, HoldReason,
	NextDispute, Open, Pallet, Subject, Subjects, Tag, TagRecord, TagRecordOf, Tags, Verdict,
};
use alloc::vec::Vec;
use core::cmp::Reverse;
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
		bond: BalanceOf<T>,
	) -> Result<u64, DispatchError> {
		let evidence = Self::check_evidence(&evidence)?;
		ensure!(T::Subjects::exists(subject), Error::<T>::SubjectUnknown);
		ensure!(T::Subjects::respondent(subject).as_ref() != Some(&who), Error::<T>::OwnSubject);
		ensure!(bond >= T::MinBond::get(), Error::<T>::BondTooLow);
		let dispute = NextDispute::<T>::get();
		let next = dispute.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		let binding = Self::take_place(subject, dispute, bond)?;
		NextDispute::<T>::put(next);

		let mut record = DisputeRecord {
			subject,
			claim,
			raiser: who.clone(),
			evidence,
			response: None,
			binding,
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

	/// Puts a dispute on its subject's list. When all places are taken, it replaces the one with the
	/// smallest bond in the newer half of them: the oldest disputes stay until they are judged. Says
	/// whether it took the last place, or another's.
	fn take_place(subject: Subject, dispute: u64, bond: BalanceOf<T>) -> Result<bool, Error<T>> {
		let mut open = Open::<T>::get(subject);
		if open.is_full() {
			// The latest of several.
			let settled = T::MaxOpen::get() as usize / 2;
			let smallest = open
				.iter()
				.skip(settled)
				.filter_map(|id| Some((*id, Disputes::<T>::get(id)?)))
				.min_by_key(|(id, record)| (record.bond, Reverse(*id)));
			let (outbid, record) =
				smallest.filter(|(_, record)| record.bond < bond).ok_or(Error::<T>::OutbidsNone)?;
			open.retain(|id| *id != outbid);
			Disputes::<T>::remove(outbid);
			Self::return_bond(&record);
			Self::release(HoldReason::Dispute, &record.raiser, record.deposit);
			Self::deposit_event(Event::Outbid { dispute: outbid, subject, by: dispute });
		}
		open.try_push(dispute).map_err(|_| Error::<T>::OutbidsNone)?;
		let binding = open.is_full();
		Open::<T>::insert(subject, open);
		Ok(binding)
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
	#[transactional]
	pub fn do_withdraw(who: T::AccountId, dispute: u64) -> DispatchResult {
		let record = Disputes::<T>::get(dispute).ok_or(Error::<T>::DisputeUnknown)?;
		ensure!(record.raiser == who, Error::<T>::NotRaiser);
		Self::close(dispute, &record);
		let bond = if record.response.is_some() || record.binding {
			Self::forfeit_bond(&record)
		} else {
			Self::return_bond(&record)
		};
		Self::release(HoldReason::Dispute, &who, record.deposit);
		Self::deposit_event(Event::Withdrawn { dispute, subject: record.subject, bond });
		Ok(())
	}

	/// Judges a dispute.
	#[transactional]
	pub fn do_judge(dispute: u64, verdict: Verdict) -> DispatchResult {
		let record = Disputes::<T>::get(dispute).ok_or(Error::<T>::DisputeUnknown)?;
		let (subject, claim) = (record.subject, record.claim);
		Self::close(dispute, &record);
		let deposit = Self::release(HoldReason::Dispute, &record.raiser, record.deposit);
		let bond = if verdict == Verdict::Dismissed {
			Self::forfeit_bond(&record)
		} else {
			ensure!(T::Subjects::exists(subject), Error::<T>::SubjectGone);
			Self::return_bond(&record)
		};
		match verdict {
			Verdict::Dismissed => (),
			Verdict::Tagged => {
				// Never more than there is: a judgement does not fail for want of a deposit.
				let most =
					bond.returned.checked_add(&deposit).ok_or(Error::<T>::DepositOverflow)?;
				Self::tag(dispute, record, most)?;
			}
			Verdict::Revoked => T::Subjects::revoke(subject)?,
		}
		Self::deposit_event(Event::Judged { dispute, subject, claim, verdict, bond });
		Ok(())
	}

	/// Puts a tag on a subject, for a deposit of at most `most`.
	fn tag(dispute: u64, record: DisputeRecordOf<T>, most: BalanceOf<T>) -> DispatchResult {
		let DisputeRecord { subject, claim, raiser, .. } = record;
		let mut tag = TagRecord { dispute, claim, depositor: raiser, deposit: Zero::zero() };
		tag.deposit = Self::tag_price(subject, &tag)?.min(most);
		Self::hold(HoldReason::Tag, &tag.depositor, tag.deposit)?;
		let mut tags = Tags::<T>::get(subject);
		if tags.is_full() {
			// There are no more claims than places, so that with the new one some claim is there twice.
			let claims: Vec<_> = tags.iter().map(|tag| tag.claim).chain([claim]).collect();
			let again = |(n, tag): (usize, &TagRecordOf<T>)| {
				claims.iter().skip(n.saturating_add(1)).any(|claim| *claim == tag.claim)
			};
			let oldest = tags.iter().enumerate().position(again).unwrap_or_default();
			Self::drop_tag(subject, tags.remove(oldest));
		}
		tags.try_push(tag).map_err(|_| DispatchError::Corruption)?;
		Tags::<T>::insert(subject, tags);
		T::Subjects::tags_changed(subject);
		Ok(())
	}

	/// Returns the deposit of a tag that is gone.
	fn drop_tag(subject: Subject, tag: TagRecordOf<T>) {
		Self::release(HoldReason::Tag, &tag.depositor, tag.deposit);
		Self::deposit_event(Event::TagCleared { subject, dispute: tag.dispute });
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
		Self::drop_tag(subject, tag);
		T::Subjects::tags_changed(subject);
		Ok(())
	}

	/// The tags on a subject, oldest first.
	pub fn tags(subject: Subject) -> Vec<Tag> {
		let tag = |tag: &TagRecordOf<T>| Tag { dispute: tag.dispute, claim: tag.claim };
		Tags::<T>::get(subject).iter().map(tag).collect()
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
