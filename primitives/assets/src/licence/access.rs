//! Who has access, why, and why no longer.

use super::TermsId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Who has access to an asset.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub enum AccessMode {
	/// Who holds a licence or a seat of one.
	#[default]
	#[codec(index = 0)]
	Licence,
	/// Also who is on the owner's list.
	#[codec(index = 1)]
	AllowList,
	/// Everyone, under these terms.
	#[codec(index = 2)]
	Free(TermsId),
}

/// Why an account has access.
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
pub enum Grant {
	/// It owns the asset.
	#[codec(index = 0)]
	Owner,
	/// Everyone has.
	#[codec(index = 1)]
	Free,
	/// It is on the list.
	#[codec(index = 2)]
	Listed,
	/// It holds this licence.
	#[codec(index = 3)]
	Holder(u64),
	/// It has a seat of this licence.
	#[codec(index = 4)]
	Seat(u64),
}

/// The answer to whether an account has access.
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
pub struct Access {
	/// Why.
	pub grant: Grant,
	/// When it ends, Unix seconds; `None` does not end by itself.
	pub until: Option<u64>,
	/// Uses that are left; `None` when they are not counted. Whoever serves the asset has one
	/// consumed each time.
	pub uses_left: Option<u32>,
}

/// Why a licence was revoked.
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
pub enum RevocationReason {
	/// The licensee broke the terms.
	#[codec(index = 0)]
	Breach,
	/// It was paid for with what was not the payer's, or taken back.
	#[codec(index = 1)]
	Fraud,
	/// A dispute was upheld.
	#[codec(index = 2)]
	Dispute,
	/// A law or a court demands it.
	#[codec(index = 3)]
	Legal,
	/// The licensee asked for it.
	#[codec(index = 4)]
	Request,
}

/// Why a licence gives no access any more.
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
pub enum Ended {
	/// Its time is over.
	#[codec(index = 0)]
	Expired,
	/// The licensor revoked it.
	#[codec(index = 1)]
	Revoked(RevocationReason),
	/// This licence above it has ended, or is gone.
	#[codec(index = 2)]
	Above(u64),
	/// The asset was retired or revoked.
	#[codec(index = 3)]
	AssetGone,
	/// Its uses are used up, or taken over by sub-licences.
	#[codec(index = 4)]
	UsedUp,
}

/// The last use of a licence.
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
pub struct Use {
	/// What the user named it: whoever serves the asset asks for this value.
	pub memo: H256,
	/// When, Unix seconds.
	pub at: u64,
}
