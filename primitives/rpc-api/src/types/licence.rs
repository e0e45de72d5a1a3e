//! Licences, offers, access.

use super::{BlockRef, Deposit, Id, Price, Seconds, Ss58, Tag};
use metahub_assets::{
	licence::{self, RevenueShare, RevocationReason},
	AssetId,
};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// Why a licence gives no access any more; `type` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Ended {
	/// Its time is over.
	Expired,
	/// The licensor revoked it.
	Revoked {
		/// Why.
		reason: RevocationReason,
	},
	/// A licence above it has ended, or is gone.
	Above {
		/// That licence.
		licence: Id,
	},
	/// The asset was retired or revoked.
	AssetGone,
	/// Its uses are used up, or taken over by sub-licences.
	UsedUp,
}

impl From<licence::Ended> for Ended {
	fn from(ended: licence::Ended) -> Self {
		match ended {
			licence::Ended::Expired => Self::Expired,
			licence::Ended::Revoked(reason) => Self::Revoked { reason },
			licence::Ended::Above(licence) => Self::Above { licence: Id(licence) },
			licence::Ended::AssetGone => Self::AssetGone,
			licence::Ended::UsedUp => Self::UsedUp,
		}
	}
}

/// A use of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Use {
	/// What the user named it.
	pub memo: H256,
	/// When, Unix seconds.
	pub at: Seconds,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Licence {
	/// Its id, which is also its item in the licence collection.
	pub id: Id,
	/// The NFT collection that it is an item of.
	pub collection: u32,
	/// The asset licensed.
	pub asset: AssetId,
	/// Who holds it.
	pub holder: Ss58,
	/// Who licensed it and may revoke it; `null` when that one is gone.
	pub licensor: Option<Ss58>,
	/// Its terms.
	pub terms: H256,
	/// The offer that it was bought from; `null` when it was granted.
	pub offer: Option<Id>,
	/// The licence above it; `null` when it comes from the asset's owner.
	pub parent: Option<Id>,
	/// Licences above it.
	pub depth: u8,
	/// The asset's revision when it was issued. It stays available while the licence is open.
	pub revision: u32,
	/// When it was issued, Unix seconds.
	pub issued_at: Seconds,
	/// When it expires, Unix seconds; `null` does not.
	pub expires: Option<Seconds>,
	/// Uses that are left, without those that sub-licences have taken over; `null` when they are
	/// not counted.
	pub uses_left: Option<u32>,
	/// Its last use.
	pub last_use: Option<Use>,
	/// Seats that are taken.
	pub seats_taken: u32,
	/// Sub-licences that it has given, ended and closed ones included.
	pub sub_licences: u32,
	/// Those of them that are not closed.
	pub open_sub_licences: u32,
	/// Whether the licensor approved of derivatives of the present holder's, where the terms demand
	/// it.
	pub derivatives_approved: bool,
	/// The price of which everyone who shares in sales has been paid: a resale is shared as far as
	/// it exceeds this. `null` when it was granted and not resold since.
	pub shared: Option<Price>,
	/// Why it gives no access; `null` while it does.
	pub ended: Option<Ended>,
	/// On hold for it.
	pub deposit: Deposit,
}

/// The answer of `licences_licence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceAnswer {
	/// The licence.
	#[serde(flatten)]
	pub licence: Licence,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `licences_licencesOn`, and with another cursor of `licences_licencesOf`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceList<Cursor = Id> {
	/// The licences. There can be fewer than asked for, even none, although more follow: a page
	/// also ends when the node has looked at enough of them.
	pub items: Vec<Licence>,
	/// The `after` of the next page, when more may follow.
	pub next: Option<Cursor>,
	/// The block this is true of. To see one state on all pages, ask for the next ones `at` its
	/// hash.
	pub block: BlockRef,
}

/// The answer of `licences_licencesOf`. Its cursor is a text without a meaning for callers.
pub type HeldLicences = LicenceList<String>;

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
	/// Its id.
	pub id: Id,
	/// The asset that it licenses.
	pub asset: AssetId,
	/// The licence that it sub-licenses; `null` when the asset's owner offers.
	pub parent: Option<Id>,
	/// Who is paid when it is bought now; `null` when nobody could be.
	pub seller: Option<Ss58>,
	/// The terms of the licences sold.
	pub terms: H256,
	/// The prices, any one of which buys a licence.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Licences that are left; `null` is no limit.
	pub supply: Option<u32>,
	/// From when on it can be bought, Unix seconds.
	pub opens: Option<Seconds>,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<Seconds>,
	/// What the collection's publisher gets of each sale, parts per million.
	pub collection_fee_ppm: u32,
	/// On hold for it.
	pub deposit: Deposit,
}

/// The answer of `licences_offer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferAnswer {
	/// The offer.
	#[serde(flatten)]
	pub offer: Offer,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `licences_offers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferList {
	/// The offers; there can be fewer than asked for although more follow.
	pub items: Vec<Offer>,
	/// The `after` of the next page, when more may follow.
	pub next: Option<Id>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// Why an account has access; `type` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Grant {
	/// It owns the asset.
	Owner,
	/// Everyone has.
	Free,
	/// It is on the list.
	Listed,
	/// It holds a licence.
	Holder {
		/// The licence.
		licence: Id,
	},
	/// It has a seat of a licence.
	Seat {
		/// The licence.
		licence: Id,
	},
}

impl From<licence::Grant> for Grant {
	fn from(grant: licence::Grant) -> Self {
		match grant {
			licence::Grant::Owner => Self::Owner,
			licence::Grant::Free => Self::Free,
			licence::Grant::Listed => Self::Listed,
			licence::Grant::Holder(licence) => Self::Holder { licence: Id(licence) },
			licence::Grant::Seat(licence) => Self::Seat { licence: Id(licence) },
		}
	}
}

/// The answer of `licences_access`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessAnswer {
	/// The asset asked about.
	pub asset: AssetId,
	/// The account asked about.
	pub account: Ss58,
	/// Whether it has access.
	pub allowed: bool,
	/// Why; `null` without access.
	pub grant: Option<Grant>,
	/// When that ends, Unix seconds; `null` does not end by itself.
	pub until: Option<Seconds>,
	/// Uses that are left; `null` when they are not counted.
	pub uses_left: Option<u32>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// Who has access to an asset; `type` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum AccessMode {
	/// Who holds a licence or a seat of one.
	Licence,
	/// Also who is on the owner's list.
	AllowList,
	/// Everyone.
	Free {
		/// Under these terms.
		terms: H256,
	},
}

impl From<licence::AccessMode> for AccessMode {
	fn from(mode: licence::AccessMode) -> Self {
		match mode {
			licence::AccessMode::Licence => Self::Licence,
			licence::AccessMode::AllowList => Self::AllowList,
			licence::AccessMode::Free(terms) => Self::Free { terms },
		}
	}
}

/// The answer of `licences_accessMode`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessModeAnswer {
	/// The asset asked about.
	pub asset: AssetId,
	/// Who has access.
	pub mode: AccessMode,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `licences_shares`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharesAnswer {
	/// The asset asked about.
	pub asset: AssetId,
	/// What the owners of its ancestors get of its sales.
	pub shares: Vec<RevenueShare>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// What its origins demand of everything that is licensed of an asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inherited {
	/// Whether it may earn money.
	pub commercial_use: bool,
	/// Whether users have to name the licensors.
	pub attribution: bool,
	/// The only terms under which it may be licensed; `null` when no origin demands its own.
	pub reciprocal: Option<H256>,
	/// Longest licence; `null` is no limit.
	pub duration_secs: Option<Seconds>,
	/// Most uses; `null` is no limit.
	pub uses: Option<u32>,
	/// Most seats; `null` is no limit.
	pub seats: Option<u32>,
	/// Whether licences may be transferable.
	pub transferable: bool,
	/// Whether sub-licences may be given.
	pub sub_licensing: bool,
	/// Whether derivatives may be made.
	pub derivatives: bool,
	/// Whether derivatives may be made only after approval.
	pub approval: bool,
}

impl From<licence::Inherited> for Inherited {
	fn from(inherited: licence::Inherited) -> Self {
		Self {
			commercial_use: inherited.commercial_use,
			attribution: inherited.attribution,
			reciprocal: inherited.reciprocal,
			duration_secs: inherited.duration_secs.map(Seconds),
			uses: inherited.uses,
			seats: inherited.seats,
			transferable: inherited.transferable,
			sub_licensing: inherited.sub_licensing,
			derivatives: inherited.derivatives,
			approval: inherited.approval,
		}
	}
}

/// The answer of `licences_inherited`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InheritedAnswer {
	/// The asset asked about.
	pub asset: AssetId,
	/// What its origins demand.
	#[serde(flatten)]
	pub inherited: Inherited,
	/// The block this is true of.
	pub block: BlockRef,
}
