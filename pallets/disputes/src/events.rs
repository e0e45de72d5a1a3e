//! What is told. All disputes and tags can be followed from these events.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A dispute was raised.
		Raised {
			/// Its id.
			dispute: u64,
			/// What it is about.
			subject: Subject,
			/// What is claimed.
			claim: Claim,
			/// Who claims it.
			raiser: T::AccountId,
			/// CID of the evidence.
			evidence: ContentId,
			/// On hold from the raiser, planck.
			bond: BalanceOf<T>,
		},
		/// A dispute lost its place to one with a larger bond. Bond and deposit were returned.
		Outbid {
			/// The dispute, whose id is not used again.
			dispute: u64,
			/// What it was about.
			subject: Subject,
			/// The dispute that has its place.
			by: u64,
		},
		/// The respondent of a dispute has said something.
		Responded {
			/// The dispute.
			dispute: u64,
			/// Who responded.
			who: T::AccountId,
			/// CID of what was said.
			evidence: ContentId,
		},
		/// The raiser of a dispute withdrew it.
		Withdrawn {
			/// The dispute, whose id is not used again.
			dispute: u64,
			/// What it was about.
			subject: Subject,
			/// What became of the bond.
			bond: BondOutcomeOf<T>,
		},
		/// A dispute was judged.
		Judged {
			/// The dispute, whose id is not used again.
			dispute: u64,
			/// What it was about.
			subject: Subject,
			/// What was claimed.
			claim: Claim,
			/// How it ended.
			verdict: Verdict,
			/// What became of the bond.
			bond: BondOutcomeOf<T>,
		},
		/// A tag was cleared, or made room for a new one.
		TagCleared {
			/// What had the tag.
			subject: Subject,
			/// The dispute that it came from.
			dispute: u64,
		},
		/// A deposit or bond was returned in part or not at all, because the balance on hold had
		/// been taken from outside the pallet.
		DepositShort {
			/// Whose.
			who: T::AccountId,
			/// What it was for.
			reason: HoldReason,
			/// What is missing, planck.
			missing: BalanceOf<T>,
		},
	}
}
