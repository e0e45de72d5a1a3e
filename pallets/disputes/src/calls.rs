//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Raises a dispute about a subject, with a bond. `evidence` is a binary CIDv1.
		///
		/// When all places are taken, it replaces the dispute with the smallest bond in the newer half
		/// of them, which has to be smaller than its own.
		///
		/// # Origin
		/// Signed, by anyone but the subject's respondent.
		///
		/// # Errors
		/// [`EvidenceInvalid`](Error::EvidenceInvalid),
		/// [`SubjectUnknown`](Error::SubjectUnknown), [`OwnSubject`](Error::OwnSubject),
		/// [`BondTooLow`](Error::BondTooLow), [`OutbidsNone`](Error::OutbidsNone),
		/// [`CounterExhausted`](Error::CounterExhausted);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks bond and deposit.
		///
		/// # Events
		/// [`Raised`](Event::Raised); [`Outbid`](Event::Outbid) of the other, if it takes a place.
		///
		/// # Deposit
		/// Held from the caller: the bond ([`HoldReason::Bond`]), and the deposit for the state
		/// ([`HoldReason::Dispute`]), which includes that of a response. Those of a dispute that
		/// loses its place are returned to its raiser.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::raise().saturating_add(T::Subjects::weight()))]
		pub fn raise(
			origin: OriginFor<T>,
			subject: Subject,
			claim: Claim,
			evidence: Vec<u8>,
			#[pallet::compact] bond: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_raise(who, subject, claim, evidence, bond).map(|_| ())
		}

		/// Responds to a dispute, in the place of a former response.
		///
		/// # Origin
		/// Signed, by who answers for the subject now.
		///
		/// # Errors
		/// [`EvidenceInvalid`](Error::EvidenceInvalid),
		/// [`DisputeUnknown`](Error::DisputeUnknown), [`NotRespondent`](Error::NotRespondent).
		///
		/// # Events
		/// [`Responded`](Event::Responded).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::respond().saturating_add(T::Subjects::weight()))]
		pub fn respond(origin: OriginFor<T>, dispute: u64, evidence: Vec<u8>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_respond(who, dispute, evidence)
		}

		/// Withdraws a dispute before it is judged. Free until the respondent has responded, unless
		/// the dispute took the last free place or another's, and when the subject is gone; else
		/// the bond is forfeited as if the claim were dismissed.
		///
		/// # Origin
		/// Signed, by who raised it.
		///
		/// # Errors
		/// [`DisputeUnknown`](Error::DisputeUnknown), [`NotRaiser`](Error::NotRaiser).
		///
		/// # Events
		/// [`Withdrawn`](Event::Withdrawn).
		///
		/// # Deposit
		/// Returned. The bond is returned, or forfeited: part of it is burned, and the respondent
		/// gets the rest.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::withdraw().saturating_add(T::Subjects::weight()))]
		pub fn withdraw(origin: OriginFor<T>, dispute: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, dispute)
		}

		/// Judges a dispute, which ends it, whether there has been a response or not.
		///
		/// # Origin
		/// [`Config::JudgeOrigin`].
		///
		/// # Errors
		/// [`DisputeUnknown`](Error::DisputeUnknown); unless it is dismissed,
		/// [`SubjectGone`](Error::SubjectGone), or the reason why the subject cannot be revoked.
		///
		/// # Events
		/// [`Judged`](Event::Judged); [`TagCleared`](Event::TagCleared) of a tag that makes room.
		///
		/// # Deposit
		/// The deposit is returned. The bond is returned when the claim is upheld, or the subject
		/// is gone. When the claim is dismissed it is forfeited: part is burned, and the respondent
		/// gets the rest, which is burned, too, if there is no respondent who can be credited.
		/// For a tag, a deposit is held from the raiser ([`HoldReason::Tag`]), never more than what
		/// has just been returned.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::judge().saturating_add(T::Subjects::weight()))]
		pub fn judge(origin: OriginFor<T>, dispute: u64, verdict: Verdict) -> DispatchResult {
			T::JudgeOrigin::ensure_origin(origin)?;
			Self::do_judge(dispute, verdict)
		}

		/// Clears the tag that a dispute left on a subject.
		///
		/// # Origin
		/// [`Config::JudgeOrigin`]. Signed, by anyone, when the subject is gone.
		///
		/// # Errors
		/// [`NotJudge`](Error::NotJudge), [`TagUnknown`](Error::TagUnknown).
		///
		/// # Events
		/// [`TagCleared`](Event::TagCleared).
		///
		/// # Deposit
		/// Returned to who raised the dispute.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::clear_tag().saturating_add(T::Subjects::weight()))]
		pub fn clear_tag(origin: OriginFor<T>, subject: Subject, dispute: u64) -> DispatchResult {
			if let Err(origin) = T::JudgeOrigin::try_origin(origin) {
				ensure_signed(origin)?;
				ensure!(!T::Subjects::exists(subject), Error::<T>::NotJudge);
			}
			Self::do_clear_tag(subject, dispute)
		}
	}
}
