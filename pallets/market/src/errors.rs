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
		/// The item may not be sold for money: an origin of it is not commercial.
		NotCommercial,
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
		/// Only the seller may do this, until the listing has closed.
		NotSeller,
		/// The item is listed by another seller.
		SellerChanged,
		/// The item has changed since the buyer saw it: it has another fingerprint.
		ItemChanged,
		/// The listing has closed.
		Closed,
		/// The seller cannot buy the item.
		SelfPurchase,
		/// The seller would get less of the price than when it listed the item.
		ProceedsLowered,
		/// The price does not cover what is owed of it.
		SharesOverPrice,
		/// It takes more of the payer's currency than the payer would spend.
		OverMaxAmount,
		/// A payment is under way, and the contract of its token cannot trade meanwhile.
		Reentrancy,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}
}
