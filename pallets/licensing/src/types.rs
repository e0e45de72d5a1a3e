//! What is stored. Keys are priced in [`crate::deposits`].

use codec::{Decode, DecodeWithMemTracking, Encode, HasCompact, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, PalletError},
	BoundedVec,
};
use metahub_assets::{
	licence::{AccessMode, RevocationReason, Terms, TermsField, TermsId, Use},
	pay::{Price, MAX_PRICES},
	AssetId,
};
use scale_info::TypeInfo;

/// The field of terms that an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Field(pub TermsField);

impl PalletError for Field {
	const MAX_ENCODED_SIZE: usize = 1;
}

/// Terms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TermsRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The terms.
	pub terms: Terms,
	/// Offers, licences and free assets under them.
	#[codec(compact)]
	pub references: u32,
	/// Who created them.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// Who has access to an asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ModeRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Never [`AccessMode::Licence`], which is what no record means.
	pub mode: AccessMode,
	/// The owner who made the record.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// An entry of an owner's list of those with access. Of which account, its key says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ListEntry<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The owner who made it.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What a collection's publisher gets of sales in it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PolicyRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Of each sale, parts per million. Never zero, which is what no record means.
	#[codec(compact)]
	pub fee_ppm: u32,
	/// The publisher who made the record.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// An offer. All but the supply is as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OfferRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The asset that it licenses.
	pub asset: AssetId,
	/// The licence that it sub-licenses; `None` when the asset's owner offers.
	pub parent: Option<u64>,
	/// The terms of the licences sold.
	pub terms: TermsId,
	/// The prices, any one of which buys a licence. No currency twice.
	pub prices: BoundedVec<Price, ConstU32<MAX_PRICES>>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Licences that are left; `None` is no limit.
	pub supply: Option<u32>,
	/// From when it can be bought, Unix seconds.
	pub opens: Option<u64>,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<u64>,
	/// What the collection's publisher gets of each sale, parts per million.
	#[codec(compact)]
	pub collection_fee_ppm: u32,
	/// Who made it.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A licence. Its holder is the NFT's owner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LicenceRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The asset licensed.
	pub asset: AssetId,
	/// Its terms.
	pub terms: TermsId,
	/// The offer that it was bought from; `None` when it was granted.
	pub offer: Option<u64>,
	/// The licence above it; `None` when it comes from the asset's owner.
	pub parent: Option<u64>,
	/// Licences above it.
	pub depth: u8,
	/// The asset's revision when it was issued.
	#[codec(compact)]
	pub revision: u32,
	/// What the collection's publisher gets of each sale of it, parts per million: as the offer
	/// says, or as set when it was granted.
	#[codec(compact)]
	pub collection_fee_ppm: u32,
	/// The price of which all who share in sales have had their shares; `None` when it was granted
	/// and not resold since.
	pub shared: Option<Price>,
	/// When it was issued, Unix seconds.
	#[codec(compact)]
	pub issued_at: u64,
	/// When it expires, Unix seconds. Never after the licence above it.
	pub expires: Option<u64>,
	/// Uses that are left, without those that sub-licences have taken over; `None` when they are
	/// not counted.
	pub uses_left: Option<u32>,
	/// When the last of its uses was taken or taken over, Unix seconds; `None` while some are left.
	pub used_up_at: Option<u64>,
	/// Its last use.
	pub last_use: Option<Use>,
	/// Entries in [`Seats`](crate::Seats).
	#[codec(compact)]
	pub seats_taken: u32,
	/// Sub-licences that it has given, those that are gone included.
	#[codec(compact)]
	pub sub_licences: u32,
	/// Those of them that are not closed.
	#[codec(compact)]
	pub open_sub_licences: u32,
	/// The licensor who approved of the holder's derivatives, where the terms demand it. Counts
	/// while that account is the licensor; cleared when the licence is passed on.
	pub approved_by: Option<AccountId>,
	/// Why it was revoked, if it was.
	pub revoked: Option<RevocationReason>,
	/// Who paid for it: the last buyer, or the licensor who granted it.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A revision at which licences were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SoldRevision<BlockNumber> {
	/// Licences that are neither closed nor revoked and were issued at the revision. Never zero.
	pub licences: u32,
	/// The block in which an owner of the asset last issued a licence at it.
	pub last: BlockNumber,
}

/// A seat of a licence. Of which account, its key says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SeatEntry<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The holder who gave it. Once somebody else holds the licence, it gives no access.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// The licence collection of a collection of assets.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CollectionRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The pallet-nfts collection.
	#[codec(compact)]
	pub collection: u32,
	/// Licences in it.
	#[codec(compact)]
	pub items: u64,
	/// Who paid for it: who caused its first licence.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}
