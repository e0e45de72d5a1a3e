//! What is sold on the market, and what a buyer sees of it.

use crate::{
	dispute::Tag,
	licence::{AccessMode, Ended, Inherited, OpenLicences, RevenueShare, TermsId},
	pay::{Price, Purpose},
	AssetId, LifecycleState, MultiUri,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;

/// What is sold.
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
pub enum Item {
	/// An asset.
	#[codec(index = 0)]
	Asset(AssetId),
	/// A licence, by its id.
	#[codec(index = 1)]
	Licence(u64),
}

impl Item {
	/// What its price is paid for.
	pub const fn purpose(self) -> Purpose {
		match self {
			Self::Asset(asset) => Purpose::Asset(asset),
			Self::Licence(licence) => Purpose::LicenceSale(licence),
		}
	}
}

/// Everything about an item that a buyer relies on.
///
/// Its *fingerprint* is the BLAKE2b-256 hash of its SCALE encoding. A buyer names the fingerprint
/// of what it has seen, and the market refuses the sale if the item's is another by then. What
/// strangers can change for nothing, such as links that point to an asset, is left out, since it
/// would let them stop a sale; and so is what ends with the sale, such as who may manage the asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Snapshot {
	/// Of an asset.
	#[codec(index = 0)]
	Asset(AssetSnapshot),
	/// Of a licence.
	#[codec(index = 1)]
	Licence(LicenceSnapshot),
}

/// What the buyer of an asset relies on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AssetSnapshot {
	/// Its id.
	pub asset: AssetId,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// The current revision's number. A revision's root and manifest never change.
	pub revision: u32,
	/// Where the current revision can be had, best first.
	pub uris: Vec<MultiUri>,
	/// Which ancestors share in its revenue.
	pub owed: Vec<RevenueShare>,
	/// What its origins demand of everything that is licensed of it.
	pub inherited: Inherited,
	/// Who has access to it beside licensees.
	pub mode: AccessMode,
	/// The price of the asset itself of which those ancestors have had their shares: a sale in the
	/// same currency is shared as far as it exceeds this.
	pub shared: Option<Price>,
	/// How often something happened that binds the next owner and that the rest of this does not
	/// show: an owner made or closed an offer, granted or revoked a licence, changed the access mode,
	/// approved of derivatives, linked it to what it was made from or built on it with another asset
	/// of its own; a licence was bought or renewed.
	pub owner_nonce: u32,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
}

/// What the buyer of a licence relies on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LicenceSnapshot {
	/// Its id.
	pub licence: u64,
	/// The asset licensed.
	pub asset: AssetId,
	/// The asset's revision when it was issued.
	pub revision: u32,
	/// Its terms.
	pub terms: TermsId,
	/// When it expires, Unix seconds.
	pub expires: Option<u64>,
	/// Uses that are left; `None` when they are not counted.
	pub uses_left: Option<u32>,
	/// Seats that are taken.
	pub seats_taken: u32,
	/// Sub-licences that it has given, those that are closed included.
	pub sub_licences: u32,
	/// Those of them that are not closed.
	pub open_sub_licences: u32,
	/// Why it gives no access, if it does not.
	pub ended: Option<Ended>,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
}

/// A listing, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ListingInfo<AccountId> {
	/// Who sells.
	pub seller: AccountId,
	/// What it costs: any one of these buys it.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<u64>,
}

/// An item, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ItemInfo<AccountId> {
	/// What a buyer would rely on.
	pub snapshot: Snapshot,
	/// The snapshot's hash, which a buyer names.
	pub fingerprint: H256,
	/// The open licences of an asset, which commit its next owner. Not in the snapshot: every new one
	/// counts in the nonce, and one that is closed takes nothing from a buyer.
	pub licences: Option<OpenLicences>,
	/// What it is for sale for, if it is.
	pub listing: Option<ListingInfo<AccountId>>,
}
