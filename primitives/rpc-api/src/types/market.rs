//! What is for sale, and what a buyer sees of it.

use super::{AccessMode, BlockRef, Ended, Id, Inherited, Price, Seconds, Ss58};
use metahub_assets::{
	dispute::{self, Claim},
	licence::{self, RevenueShare},
	market, AssetId, LifecycleState, MultiUri,
};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// A claim that a judge upheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
	/// The dispute that was judged.
	pub dispute: Id,
	/// What was claimed.
	pub claim: Claim,
}

impl From<dispute::Tag> for Tag {
	fn from(tag: dispute::Tag) -> Self {
		Self { dispute: Id(tag.dispute), claim: tag.claim }
	}
}

/// Tags, as the runtime answers them.
fn tags(tags: Vec<dispute::Tag>) -> Vec<Tag> {
	tags.into_iter().map(Tag::from).collect()
}

/// How many licences that an asset's owners gave are open: neither closed nor revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenLicences {
	/// All of them.
	pub all: u32,
	/// Those that the licensor cannot revoke.
	pub irrevocable: u32,
}

impl From<licence::OpenLicences> for OpenLicences {
	fn from(open: licence::OpenLicences) -> Self {
		Self { all: open.all, irrevocable: open.irrevocable }
	}
}

/// What a buyer of an item relies on; `type` says what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Snapshot {
	/// Of an asset.
	Asset(AssetSnapshot),
	/// Of a licence.
	Licence(LicenceSnapshot),
}

/// What a buyer of an asset relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetSnapshot {
	/// Its id.
	pub asset: AssetId,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// The current revision's number.
	pub revision: u32,
	/// Where the current revision can be had, best first.
	pub uris: Vec<MultiUri>,
	/// Which ancestors share in its revenue.
	pub owed: Vec<RevenueShare>,
	/// What its origins demand of everything that is licensed of it.
	pub inherited: Inherited,
	/// Who has access to it beside licensees.
	pub mode: AccessMode,
	/// The price of the asset itself that was shared with them already; `null` when none was.
	pub shared: Option<Price>,
	/// How often something happened that binds the next owner.
	pub owner_nonce: u32,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
}

/// What a buyer of a licence relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceSnapshot {
	/// Its id.
	pub licence: Id,
	/// The asset licensed.
	pub asset: AssetId,
	/// The asset's revision when it was issued.
	pub revision: u32,
	/// Its terms.
	pub terms: H256,
	/// When it expires, Unix seconds; `null` does not.
	pub expires: Option<Seconds>,
	/// Uses that are left; `null` when they are not counted.
	pub uses_left: Option<u32>,
	/// Seats that are taken.
	pub seats_taken: u32,
	/// Sub-licences that it has given, closed ones included.
	pub sub_licences: u32,
	/// Those of them that are not closed.
	pub open_sub_licences: u32,
	/// Why it gives no access; `null` while it does.
	pub ended: Option<Ended>,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
}

impl From<market::Snapshot> for Snapshot {
	fn from(snapshot: market::Snapshot) -> Self {
		match snapshot {
			market::Snapshot::Asset(asset) => Self::Asset(AssetSnapshot {
				asset: asset.asset,
				state: asset.state,
				revision: asset.revision,
				uris: asset.uris,
				owed: asset.owed,
				inherited: asset.inherited.into(),
				mode: asset.mode.into(),
				shared: asset.shared.map(Into::into),
				owner_nonce: asset.owner_nonce,
				tags: tags(asset.tags),
			}),
			market::Snapshot::Licence(licence) => Self::Licence(LicenceSnapshot {
				licence: Id(licence.licence),
				asset: licence.asset,
				revision: licence.revision,
				terms: licence.terms,
				expires: licence.expires.map(Seconds),
				uses_left: licence.uses_left,
				seats_taken: licence.seats_taken,
				sub_licences: licence.sub_licences,
				open_sub_licences: licence.open_sub_licences,
				ended: licence.ended.map(Into::into),
				tags: tags(licence.tags),
			}),
		}
	}
}

impl Snapshot {
	/// The claims against the item that a judge upheld, oldest first.
	pub fn tags(&self) -> &[Tag] {
		match self {
			Self::Asset(asset) => &asset.tags,
			Self::Licence(licence) => &licence.tags,
		}
	}
}

/// What an item is for sale for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
	/// Who sells it.
	pub seller: Ss58,
	/// The prices, any one of which buys it.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<Seconds>,
}

/// The answer of `market_item`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemAnswer {
	/// What a buyer relies on.
	pub snapshot: Snapshot,
	/// The BLAKE2b-256 hash of the snapshot's SCALE encoding, which a buyer names.
	pub fingerprint: H256,
	/// The licences from an asset's owners that are open; `null` for a licence. Not part of the
	/// snapshot.
	pub licences: Option<OpenLicences>,
	/// What it is for sale for; `null` when it is not.
	pub listing: Option<Listing>,
	/// The block this is true of.
	pub block: BlockRef,
}
