//! Changes of licences, access and payments.

use super::{AccessMode, Id, PaidShare, Price, Purpose, Seconds, Ss58};
use metahub_assets::{licence::RevocationReason, pay::Currency, AssetId};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// One change; `type` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LicenceChange {
	/// Terms were put on chain.
	TermsCreated {
		/// Their id.
		terms: H256,
	},
	/// An offer was made.
	OfferCreated {
		/// Its id.
		offer: Id,
		/// The asset that it licenses.
		asset: AssetId,
		/// The licence that it sub-licenses.
		parent: Option<Id>,
		/// The terms of the licences sold.
		terms: H256,
	},
	/// An offer was closed.
	OfferClosed {
		/// Its id.
		offer: Id,
		/// The asset that it licensed.
		asset: AssetId,
	},
	/// A licence was sold or granted.
	Issued {
		/// Its id.
		licence: Id,
		/// The asset licensed.
		asset: AssetId,
		/// Who holds it.
		holder: Ss58,
		/// The licence above it.
		parent: Option<Id>,
	},
	/// A licence was renewed.
	Renewed {
		/// Its id.
		licence: Id,
		/// When it expires from now on, Unix seconds.
		expires: Option<Seconds>,
	},
	/// A licence has another holder, by whichever call.
	Transferred {
		/// Its id.
		licence: Id,
		/// The holder until now.
		from: Ss58,
		/// The holder from now on.
		to: Ss58,
	},
	/// A licence was revoked.
	Revoked {
		/// Its id.
		licence: Id,
		/// Why.
		reason: RevocationReason,
	},
	/// A licence was used once.
	Consumed {
		/// Its id.
		licence: Id,
		/// Who used it.
		who: Ss58,
		/// What the user named the use.
		memo: H256,
	},
	/// A licence was closed: it is no more.
	Closed {
		/// Its id, which is not used again.
		licence: Id,
		/// The asset that it licensed.
		asset: AssetId,
	},
	/// A seat of a licence was taken or given back.
	SeatSet {
		/// The licence's id.
		licence: Id,
		/// The account.
		account: Ss58,
		/// Whether it has the seat from now on.
		taken: bool,
	},
	/// The licensor approved of derivatives, or no longer.
	DerivativesApproved {
		/// The licence's id.
		licence: Id,
		/// Whether it does from now on.
		approved: bool,
	},
	/// Who has access to an asset was decided.
	AccessModeSet {
		/// The asset.
		asset: AssetId,
		/// Who has.
		mode: AccessMode,
	},
	/// An account was put on an asset's list, or taken off it.
	ListedSet {
		/// The asset.
		asset: AssetId,
		/// The account.
		account: Ss58,
		/// Whether it is on the list from now on.
		listed: bool,
	},
	/// Something was paid.
	Paid {
		/// The number of the receipt.
		receipt: Id,
		/// Who paid.
		payer: Ss58,
		/// What for.
		purpose: Purpose,
		/// What was to be paid.
		price: Price,
		/// What the payer spent.
		spent: Price,
		/// The currencies that the swap went through, both ends included; empty without one.
		path: Vec<Currency>,
		/// Who got what of the price.
		shares: Vec<PaidShare>,
	},
	/// A payee's claim was paid.
	Claimed {
		/// Whose it was.
		payee: Ss58,
		/// How much.
		amount: Price,
	},
	/// A payee's claim in a token that is gone was written off.
	WrittenOff {
		/// Whose it was.
		payee: Ss58,
		/// How much.
		amount: Price,
	},
}
