//! What disputes store.

use codec::{Decode, DecodeWithMemTracking, Encode, HasCompact, MaxEncodedLen};
use metahub_assets::{
	dispute::{Claim, Subject},
	ContentId,
};
use scale_info::TypeInfo;

/// An open dispute.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct DisputeRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// What it is about.
	pub subject: Subject,
	/// What is claimed.
	pub claim: Claim,
	/// Who claims it, and made bond and deposit.
	pub raiser: AccountId,
	/// CID of the evidence.
	pub evidence: ContentId,
	/// Who responded last, and the CID of what was said.
	pub response: Option<(AccountId, ContentId)>,
	/// Whether it took the last place that was free, or another's: withdrawing it costs.
	pub binding: bool,
	/// On hold from the raiser until it is decided who was right, planck.
	#[codec(compact)]
	pub bond: Balance,
	/// On hold from the raiser for this record, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What a judgement left on a subject, and who pays for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TagRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The dispute that was judged.
	#[codec(compact)]
	pub dispute: u64,
	/// What was claimed and upheld.
	pub claim: Claim,
	/// Who raised the dispute, and made the deposit.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What became of a bond. The parts add up to what was on hold.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BondOutcome<AccountId, Balance> {
	/// Returned to the raiser, planck.
	pub returned: Balance,
	/// Paid to the respondent, and how much, planck.
	pub awarded: Option<(AccountId, Balance)>,
	/// Burned, planck.
	pub burned: Balance,
}
