//! What a block changed, as the runtime API tells it.

use super::{AccessMode, RevocationReason, TermsId};
use crate::{
	pay::{Currency, Price, Purpose, Share, ShareOutcome},
	AssetId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use primitive_types::H256;
use scale_info::TypeInfo;

/// One change of licences, of access or of money paid for them, in the order in which the block
/// made it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LicenceChange<AccountId> {
	/// Terms were put on chain.
	#[codec(index = 0)]
	TermsCreated {
		/// Their id.
		terms: TermsId,
	},
	/// An offer was made.
	#[codec(index = 1)]
	OfferCreated {
		/// Its id.
		offer: u64,
		/// The asset that it licenses.
		asset: AssetId,
		/// The licence that it sub-licenses.
		parent: Option<u64>,
		/// The terms of the licences sold.
		terms: TermsId,
	},
	/// An offer was closed.
	#[codec(index = 2)]
	OfferClosed {
		/// Its id.
		offer: u64,
		/// The asset that it licensed.
		asset: AssetId,
	},
	/// A licence was sold or granted.
	#[codec(index = 3)]
	Issued {
		/// Its id.
		licence: u64,
		/// The asset licensed.
		asset: AssetId,
		/// Who holds it.
		holder: AccountId,
		/// The licence above it.
		parent: Option<u64>,
	},
	/// A licence was renewed.
	#[codec(index = 4)]
	Renewed {
		/// Its id.
		licence: u64,
		/// When it expires from now on, Unix seconds.
		expires: Option<u64>,
	},
	/// A licence has another holder, by whichever call.
	#[codec(index = 5)]
	Transferred {
		/// Its id.
		licence: u64,
		/// The holder until now.
		from: AccountId,
		/// The holder from now on.
		to: AccountId,
	},
	/// A licence was revoked.
	#[codec(index = 6)]
	Revoked {
		/// Its id.
		licence: u64,
		/// Why.
		reason: RevocationReason,
	},
	/// A licence was used once.
	#[codec(index = 7)]
	Consumed {
		/// Its id.
		licence: u64,
		/// Who used it.
		who: AccountId,
		/// What the user named the use.
		memo: H256,
	},
	/// A licence was closed: it is no more.
	#[codec(index = 8)]
	Closed {
		/// Its id, which is not used again.
		licence: u64,
		/// The asset that it licensed.
		asset: AssetId,
	},
	/// A seat of a licence was taken or given back.
	#[codec(index = 9)]
	SeatSet {
		/// The licence's id.
		licence: u64,
		/// The account.
		account: AccountId,
		/// Whether it has the seat from now on.
		taken: bool,
	},
	/// The licensor approved of derivatives, or no longer.
	#[codec(index = 10)]
	DerivativesApproved {
		/// The licence's id.
		licence: u64,
		/// Whether it does from now on.
		approved: bool,
	},
	/// Who has access to an asset was decided.
	#[codec(index = 11)]
	AccessModeSet {
		/// The asset.
		asset: AssetId,
		/// Who has.
		mode: AccessMode,
	},
	/// An account was put on an asset's list, or taken off it.
	#[codec(index = 12)]
	ListedSet {
		/// The asset.
		asset: AssetId,
		/// The account.
		account: AccountId,
		/// Whether it is on the list from now on.
		listed: bool,
	},
	/// Something was paid.
	#[codec(index = 13)]
	Paid {
		/// The number of the receipt.
		receipt: u64,
		/// Who paid.
		payer: AccountId,
		/// What for.
		purpose: Purpose,
		/// What was to be paid.
		price: Price,
		/// What the payer spent.
		spent: Price,
		/// The currencies that the swap went through, both ends included; empty without one.
		path: Vec<Currency>,
		/// Who got what of the price.
		shares: Vec<(Share<AccountId>, ShareOutcome)>,
	},
	/// A payee's claim was paid.
	#[codec(index = 14)]
	Claimed {
		/// Whose it was.
		payee: AccountId,
		/// How much.
		amount: Price,
	},
	/// A payee's claim in a token that is gone was written off.
	#[codec(index = 15)]
	WrittenOff {
		/// Whose it was.
		payee: AccountId,
		/// How much.
		amount: Price,
	},
}
