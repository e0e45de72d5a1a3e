//! What the market stores, and the words of its calls and events that the primitives lack.

use codec::{Decode, DecodeWithMemTracking, Encode, HasCompact, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use metahub_assets::{
	pay::{Price, Purpose, MAX_PRICES},
	AssetId,
};
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

/// The prices of a listing, any one of which buys the item: at least one, no currency twice.
pub type Prices = BoundedVec<Price, ConstU32<MAX_PRICES>>;

/// A listing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ListingRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Who sells, and made the deposit.
	pub seller: AccountId,
	/// What it costs.
	pub prices: Prices,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<u64>,
	/// The royalty when it was listed, parts per million: the seller agreed to no more.
	#[codec(compact)]
	pub royalty_ppm: u32,
	/// On hold from the seller, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// The royalty on resales of a collection's assets.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RoyaltyRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Parts per million of the price. Never zero.
	pub ppm: u32,
	/// The publisher who set it.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}
