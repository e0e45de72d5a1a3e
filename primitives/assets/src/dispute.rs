//! What is disputed, what is claimed, and what a judgement leaves behind.

use crate::AssetId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

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
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Claim {
	/// It infringes somebody's rights, or a licence's terms.
	#[codec(index = 0)]
	Infringement,
	/// It is not what it says it is.
	#[codec(index = 1)]
	Mislabelled,
	/// It harms whoever uses it: malware, poisoned data, backdoors.
	#[codec(index = 2)]
	Malicious,
	/// It contains personal data that it must not contain.
	#[codec(index = 3)]
	PersonalData,
	/// What was sold cannot be had.
	#[codec(index = 4)]
	Unavailable,
	/// What the evidence says.
	#[codec(index = 5)]
	Other,
}

impl Claim {
	/// Every claim, in index order.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
	/// The claim does not hold. The bond is forfeited.
	#[codec(index = 0)]
	Dismissed,
	/// The claim holds: the subject carries a tag that says so. The bond returns.
	#[codec(index = 1)]
	Tagged,
	/// The claim holds, and the subject is revoked. The bond returns.
	#[codec(index = 2)]
	Revoked,
}

/// A claim that a judge upheld.
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
pub struct Tag {
	/// The dispute that was judged.
	pub dispute: u64,
	/// What was claimed.
	pub claim: Claim,
}
