//! The calls of disputes.

use super::Call;
use codec::{Decode, Encode};
use metahub_assets::{AssetId, ContentId};
use serde::Serialize;

/// Disputes' name in the runtime.
pub const DISPUTES: &str = "Disputes";

/// What a dispute is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Subject {
	/// An asset.
	#[codec(index = 0)]
	Asset(AssetId),
	/// A licence.
	#[codec(index = 1)]
	Licence(u64),
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Claim {
	/// It is not the publisher's to publish.
	#[codec(index = 0)]
	Infringement,
	/// It is not what it is said to be.
	#[codec(index = 1)]
	Mislabelled,
	/// It does harm.
	#[codec(index = 2)]
	Malicious,
	/// It has personal data in it.
	#[codec(index = 3)]
	PersonalData,
	/// It cannot be had.
	#[codec(index = 4)]
	Unavailable,
	/// Something else: the evidence says.
	#[codec(index = 5)]
	Other,
}

impl Claim {
	/// Every claim.
	pub const ALL: &'static [Self] = &[
		Self::Infringement,
		Self::Mislabelled,
		Self::Malicious,
		Self::PersonalData,
		Self::Unavailable,
		Self::Other,
	];
}

/// How a dispute ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
	/// The claim is not upheld.
	#[codec(index = 0)]
	Dismissed,
	/// The subject is tagged with the claim.
	#[codec(index = 1)]
	Tagged,
	/// The subject is revoked.
	#[codec(index = 2)]
	Revoked,
}

fn disputes(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(DISPUTES, name, arguments)
}

/// Raises a dispute, with a bond and the CID of the evidence.
pub fn raise(subject: Subject, claim: Claim, evidence: &ContentId) -> Call {
	disputes("raise", (subject, claim, evidence.as_bytes()))
}

/// Answers a dispute.
pub fn respond(dispute: u64, evidence: &ContentId) -> Call {
	disputes("respond", (dispute, evidence.as_bytes()))
}

/// Takes a dispute back.
pub fn withdraw(dispute: u64) -> Call {
	disputes("withdraw", (dispute,))
}

/// Judges a dispute; for the chain's judges.
pub fn judge(dispute: u64, verdict: Verdict) -> Call {
	disputes("judge", (dispute, verdict))
}

/// Takes a tag off a subject.
pub fn clear_tag(subject: Subject, dispute: u64) -> Call {
	disputes("clear_tag", (subject, dispute))
}
