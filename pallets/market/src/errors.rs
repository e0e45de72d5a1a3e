//! What the market refuses, one error per cause.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such collection, or no longer.
		CollectionUnknown,
		/// Only the collection's publisher may do this.
		NotPublisher,
		/// The royalty is more than may be asked.
		RoyaltyTooHigh,
		/// The royalty is this already.
		RoyaltyUnchanged,
		/// There is no such item, or no longer.
		ItemUnknown,
		/// Only the item's owner may do this.
		NotOwner,
		/// The item may not change hands.
		NotTransferable,
		/// There is no price.
		NoPrices,
		/// There are more than 8 prices.
		TooManyPrices,
		/// Two prices are in the same currency.
		DuplicateCurrency,
		/// A price is zero.
		PriceZero,
		/// A price is more than can be paid.
		PriceTooHigh,
		/// The listing would close before it opened.
		ClosesInPast,
		/// The item is not listed.
		NotListed,
		/// Only the seller may do this, as long as the item can be sold.
		NotSeller,
		/// Somebody else sells the item.
		SellerChanged,
		/// The seller does not own the item any more.
		Stale,
		/// The listing has closed.
		Closed,
		/// The seller cannot buy the item.
		SelfPurchase,
		/// The royalty is higher than when the seller listed the item.
		RoyaltyRaised,
		/// It takes more of the payer's currency than the payer would spend.
		OverMaxAmount,
		/// A payment is under way, and the contract of its token cannot trade meanwhile.
		Reentrancy,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}
}
