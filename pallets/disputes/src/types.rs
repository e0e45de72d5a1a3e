//! What disputes store, and the words of their calls and events.

use codec::{Decode, DecodeWithMemTracking, Encode, HasCompact, MaxEncodedLen};
use metahub_assets::{AssetId, ContentId};
use scale_info::TypeInfo;

/// What a claim is made against.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Subject {
	/// An asset.
	#[codec(index = 0)]
	Asset(AssetId),
	/// A licence, by its id.
	#[codec(index = 1)]
	Licence(u64),
}

/// What is claimed.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Claim {
	/// It infringes somebody's rights, or a licence's terms.
	#[codec(index = 0)]
	Infringement,
	/// It is not what it says it is.
	#[codec(index = 1)]
	Mislabelled,
	/// It does harm to who uses it: malware, poisoned data, backdoors.
	#[codec(index = 2)]
	Malicious,
	/// It contains data about persons that it must not.
	#[codec(index = 3)]
	PersonalData,
	/// What was sold cannot be had.
	#[codec(index = 4)]
	Unavailable,
	/// What the evidence says.
	#[codec(index = 5)]
	Other,
}

/// How a dispute ends.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Verdict {
	/// The claim does not hold. The bond goes to the respondent.
	#[codec(index = 0)]
	Dismissed,
	/// The claim holds: the subject carries a tag that says so. The bond returns.
	#[codec(index = 1)]
	Tagged,
	/// The claim holds, and the subject is revoked. The bond returns.
	#[codec(index = 2)]
	Revoked,
}

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
	/// On hold from the raiser until it is decided who was right, planck.
	#[codec(compact)]
	pub bond: Balance,
	/// On hold from the raiser for this record, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What a judgement left on a subject.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tag<AccountId, Balance: HasCompact + MaxEncodedLen> {
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
