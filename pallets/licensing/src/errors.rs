//! What licensing refuses, one error per cause.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such asset, or no longer.
		AssetUnknown,
		/// The asset is revoked.
		AssetRevoked,
		/// The asset is in a state in which it cannot be ordered.
		OrderingDisabled,
		/// Only the asset's owner may do this.
		NotOwner,
		/// Only the collection's publisher may do this.
		NotPublisher,
		/// Only the licensor may do this: the asset's owner, or the holder of the licence above.
		NotLicensor,
		/// Only the holder may do this.
		NotHolder,
		/// The account named does not hold the licence, or no longer.
		HolderChanged,
		/// Only the holder and those who have a seat may do this.
		NotSeated,
		/// Only who created the terms may do this.
		NotCreator,
		/// There are no such terms.
		TermsUnknown,
		/// The terms contradict themselves or leave the bounds, in this field.
		TermsInvalid(Field),
		/// The terms are used by offers, licences or free assets.
		TermsInUse,
		/// The offer's terms are not those that the buyer agreed to.
		TermsChanged,
		/// The asset has been revised since the buyer saw it.
		RevisionChanged,
		/// The offer was made by a former owner of the asset, or a former holder of the licence above
		/// it. It sells no more, and renews licences at most one period ahead: no sub-licences with
		/// counted uses, and a licence only while no more time, and no more uses, are left than it gives.
		SellerChanged,
		/// The terms grant more than the licence above, in this field.
		WiderThanParent(Field),
		/// The terms, or the access mode, grant more than the asset's origins allow, in this field.
		WiderThanOrigins(Field),
		/// The asset comes from others that may not be used to earn money: licences of it have no
		/// price.
		NonCommercial,
		/// The asset has this access mode already.
		ModeUnchanged,
		/// The account is on the list already, or is not.
		ListingUnchanged,
		/// The fee exceeds what a publisher may take.
		FeeTooHigh,
		/// The fee is this already.
		FeeUnchanged,
		/// There is no such offer, or no longer.
		OfferUnknown,
		/// An offer needs a price, which may be zero.
		NoPrices,
		/// An offer has 8 prices at most.
		TooManyPrices,
		/// Two prices are in the same currency.
		DuplicateCurrency,
		/// The price exceeds what can be paid.
		PriceTooHigh,
		/// An offer of nothing.
		NoSupply,
		/// The offer would close before it opens, or is over already.
		EmptyWindow,
		/// The offer is not open yet.
		NotOpenYet,
		/// The offer's time is over.
		OfferOver,
		/// No licence is left.
		SoldOut,
		/// Only who sells may close an offer that is not over.
		NotSeller,
		/// The seller, or the asset's owner, would buy or be given its own licence.
		SelfPurchase,
		/// There is no such licence, or no longer.
		LicenceUnknown,
		/// The licence is of another asset.
		WrongAsset,
		/// The licence has ended.
		LicenceEnded,
		/// The licence above has ended.
		ParentEnded,
		/// The licence has not ended, or can still be renewed by its holder.
		NotEnded,
		/// Sub-licences hang on the licence, which ends them if it is closed.
		HasSubLicences,
		/// The licence above has fewer uses left than the sub-licence is to have.
		UsesExhausted,
		/// The licence has given as many sub-licences as it may.
		SubLicencesExhausted,
		/// The licence would be too many levels below the owner's.
		TooDeep,
		/// The licence was granted: there is no offer to renew it from.
		NotRenewable,
		/// Renewing would add neither time nor uses.
		NothingToRenew,
		/// The licence's terms do not let it pass to others.
		NotTransferable,
		/// The licence's terms do not let the licensor revoke it.
		NotRevocable,
		/// The licence is revoked, which is final.
		Revoked,
		/// The licence does not count uses.
		UsesNotCounted,
		/// The seat is taken already, or is not.
		SeatUnchanged,
		/// All seats that the terms grant are taken.
		NoSeatLeft,
		/// The terms do not ask for the licensor's approval of derivatives.
		NoApprovalNeeded,
		/// Neither a licence nor free terms are named.
		NoLicence,
		/// The asset is not free under these terms.
		NotFree,
		/// The terms do not allow derivatives.
		DerivativesForbidden,
		/// The terms demand approval, and the licensor has not approved the holder; or the same
		/// goes for a licence above.
		NeedsApproval,
		/// Licences of the asset are open. They might be wider than what the link lets it inherit.
		LicencesOpen,
		/// The asset has open irrevocable licences: its owner cannot retire or revoke it.
		IrrevocableLicences,
		/// The asset's collection has no licence collection.
		CollectionUnknown,
		/// The licence collection cannot be destroyed while licences are in it.
		CollectionNotEmpty,
		/// The shares of a sale, each rounded up, add up to more than its price.
		SharesOverWhole,
		/// More accounts share in a sale than can be paid.
		TooManyPayees,
		/// A payment is under way.
		Reentrancy,
		/// A time is past what can be counted.
		TimeOverflow,
		/// There are as many as can be counted.
		CounterExhausted,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}
}
