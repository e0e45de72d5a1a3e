//! What is refused, one error per cause.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such subject, or no longer.
		SubjectUnknown,
		/// Nobody disputes what they answer for themselves.
		OwnSubject,
		/// The evidence is not the CID of a file: a binary CIDv1, raw or dag-pb, with SHA-256.
		EvidenceInvalid,
		/// The bond is below the minimum.
		BondTooLow,
		/// As many disputes about the subject are open as may be, and none has a smaller bond.
		OutbidsNone,
		/// There have been as many disputes as can be counted.
		CounterExhausted,
		/// There is no such dispute, or no longer.
		DisputeUnknown,
		/// Only who answers for the subject may do this.
		NotRespondent,
		/// Only who raised the dispute may do this.
		NotRaiser,
		/// The subject is gone: there is nothing to tag or to revoke.
		SubjectGone,
		/// The subject does not have this tag.
		TagUnknown,
		/// Only the judge may do this, as long as the subject exists.
		NotJudge,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}
}
