//! Links between assets: as they are stored, and as they are asked for.

use crate::{licence::TermsId, AssetId, Relation};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// One lineage link of a subject, which the context names.
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
pub struct Link {
	/// How the subject stands to the object.
	pub relation: Relation,
	/// The asset linked to.
	pub object: AssetId,
}

/// What permits an asset to be made from another, or to contain it.
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
pub enum Permit {
	/// Both assets are in the same hands.
	#[codec(index = 0)]
	Owner,
	/// A licence that the subject's owner holds, by its id.
	#[codec(index = 1)]
	Licence(u64),
	/// The terms under which the object is free to everyone.
	#[codec(index = 2)]
	Free(TermsId),
}

/// A link to be made: what it says, what permits it, and what may come of it.
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
pub struct NewLink {
	/// What the link says.
	pub link: Link,
	/// What permits it. `None` for `DependsOn`, which copies nothing, and only there.
	pub permit: Option<Permit>,
	/// The most that the subject may owe in all once the link is made, parts per million of its
	/// revenue.
	pub max_owed_ppm: u32,
}
