//! What the runtime API answers.

use super::{Ended, Terms, TermsId, Use};
use crate::{pay::Price, AssetId, Deposit};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A licence, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LicenceInfo<AccountId, Balance> {
	/// Its id, which is also its item in the licence collection.
	pub id: u64,
	/// The pallet-nfts collection that it is an item of.
	pub collection: u32,
	/// The asset licensed.
	pub asset: AssetId,
	/// Who holds it.
	pub holder: AccountId,
	/// Who licensed it and may revoke it: the asset's owner, or the holder of the licence above.
	/// `None` when that one is gone.
	pub licensor: Option<AccountId>,
	/// Its terms.
	pub terms: TermsId,
	/// The offer that it was bought from; `None` when it was granted.
	pub offer: Option<u64>,
	/// The licence above it; `None` when it comes from the asset's owner.
	pub parent: Option<u64>,
	/// Licences above it.
	pub depth: u8,
	/// The asset's revision when it was issued, which stays available while the licence is open.
	pub revision: u32,
	/// When it was issued, Unix seconds.
	pub issued_at: u64,
	/// When it expires, Unix seconds.
	pub expires: Option<u64>,
	/// Uses that are left, without those that sub-licences have taken over.
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
	/// it exceeds this. `None` when it was granted and not resold since.
	pub shared: Option<Price>,
	/// Why it gives no access at the time asked about; `None` while it does.
	pub ended: Option<Ended>,
	/// What is on hold for it.
	pub deposit: Deposit<AccountId, Balance>,
}

/// How many licences that an asset's owners gave are open: neither closed nor revoked, whether they
/// have ended or not. Sub-licences are not counted.
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
)]
pub struct OpenLicences {
	/// All of them. None of the asset's origins' terms can become narrower while there are any.
	pub all: u32,
	/// Those that the licensor cannot revoke. The asset cannot be retired or revoked by its owner
	/// while there are any.
	pub irrevocable: u32,
}

/// An offer, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OfferInfo<AccountId, Balance> {
	/// Its id.
	pub id: u64,
	/// The asset that it licenses.
	pub asset: AssetId,
	/// The licence that it sub-licenses; `None` when the asset's owner offers.
	pub parent: Option<u64>,
	/// Who is paid when it is bought now; `None` when nobody could be.
	pub seller: Option<AccountId>,
	/// The terms of the licences sold.
	pub terms: TermsId,
	/// The prices, any one of which buys a licence.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Licences that are left; `None` is no limit.
	pub supply: Option<u32>,
	/// From when it can be bought, Unix seconds.
	pub opens: Option<u64>,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<u64>,
	/// What the collection's publisher gets of each sale, parts per million, as agreed when the
	/// offer was made.
	pub collection_fee_ppm: u32,
	/// What is on hold for it.
	pub deposit: Deposit<AccountId, Balance>,
}

/// Terms, as the runtime API answers them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TermsInfo<AccountId, Balance> {
	/// What identifies them.
	pub id: TermsId,
	/// The terms.
	pub terms: Terms,
	/// Offers, licences and free assets under them.
	pub references: u32,
	/// What is on hold for them.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Page<Item, Cursor = u64> {
	/// The items.
	pub items: Vec<Item>,
	/// The last key that was looked at, when more may follow: the cursor of the next page.
	pub next: Option<Cursor>,
}

/// An NFT as (collection, item): where a page of an account's licences ended. The NFT need not be a
/// licence, and need not exist any more.
pub type NftKey = (u32, u64);
