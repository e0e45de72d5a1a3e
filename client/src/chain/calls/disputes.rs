//! The calls of disputes.

use super::Call;
use codec::{Compact, Encode};
pub use metahub_assets::dispute::{Claim, Subject, Verdict};
use metahub_assets::ContentId;

/// Disputes' name in the runtime.
pub const DISPUTES: &str = "Disputes";

fn disputes(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(DISPUTES, name, arguments)
}

/// Raises a dispute, with the CID of the evidence and a bond in planck.
pub fn raise(subject: Subject, claim: Claim, evidence: &ContentId, bond: u128) -> Call {
	disputes("raise", (subject, claim, evidence.as_bytes(), Compact(bond)))
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
