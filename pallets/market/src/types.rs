//! What the market stores.

use codec::{Decode, Encode, HasCompact, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use metahub_assets::pay::{Price, MAX_PRICES};
use scale_info::TypeInfo;

/// The prices of a listing, any one of which buys the item: at least one, no currency twice.
pub type Prices = BoundedVec<Price, ConstU32<MAX_PRICES>>;

/// What the seller gets of each price, in the order of the prices.
pub type Proceeds = BoundedVec<u128, ConstU32<MAX_PRICES>>;

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
	/// What the seller gets of each price, as of when it was listed. For less it is not sold.
	pub proceeds: Proceeds,
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
