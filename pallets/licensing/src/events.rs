//! What licensing tells. Its whole state can be followed from these events and the NFT pallet's
//! `Transferred`; what was paid to whom is told by payments.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Terms were created, or were there already.
		TermsCreated {
			/// What identifies them.
			id: TermsId,
			/// Who asked.
			who: T::AccountId,
			/// Whether they are new.
			new: bool,
		},
		/// Terms were removed.
		TermsRemoved {
			/// What identified them.
			id: TermsId,
		},
		/// An asset's access mode was set.
		ModeSet {
			/// The asset.
			asset: AssetId,
			/// The mode from now on.
			mode: AccessMode,
		},
		/// An account was put on an asset's list, or taken off it.
		ListingSet {
			/// The asset.
			asset: AssetId,
			/// The account.
			account: T::AccountId,
			/// Whether it is on the list from now on.
			listed: bool,
		},
		/// A collection's fee was set. Offers keep the one they were made with.
		CollectionFeeSet {
			/// The collection.
			collection: u32,
			/// The fee from now on, parts per million.
			fee_ppm: u32,
		},
		/// An offer was made.
		OfferCreated {
			/// Its id.
			offer: u64,
			/// The asset that it licenses.
			asset: AssetId,
			/// The licence that it sub-licenses, if it does.
			parent: Option<u64>,
			/// The terms of the licences sold.
			terms: TermsId,
			/// Who made it.
			seller: T::AccountId,
		},
		/// An offer was closed.
		OfferClosed {
			/// Its id.
			offer: u64,
			/// The asset that it licensed.
			asset: AssetId,
		},
		/// A collection of assets has a licence collection.
		LicenceCollectionCreated {
			/// The collection of assets.
			collection: u32,
			/// The pallet-nfts collection of its licences.
			licences: u32,
		},
		/// A licence collection was destroyed.
		LicenceCollectionDestroyed {
			/// The collection of assets.
			collection: u32,
			/// The pallet-nfts collection that was.
			licences: u32,
		},
		/// A licence was issued.
		Issued {
			/// Its id.
			licence: u64,
			/// The asset licensed.
			asset: AssetId,
			/// The licence above it, if there is one.
			parent: Option<u64>,
			/// Its terms.
			terms: TermsId,
			/// The offer that it was bought from; `None` when it was granted.
			offer: Option<u64>,
			/// The asset's revision that it was issued at.
			revision: u32,
			/// Who gave it.
			licensor: T::AccountId,
			/// Who paid for it.
			payer: T::AccountId,
			/// Who holds it.
			holder: T::AccountId,
			/// When it expires, Unix seconds.
			expires: Option<u64>,
		},
		/// A licence was renewed.
		Renewed {
			/// The licence.
			licence: u64,
			/// Who paid.
			payer: T::AccountId,
			/// When it expires, Unix seconds.
			expires: Option<u64>,
			/// Uses that are left.
			uses_left: Option<u32>,
		},
		/// A licence was sold on. The buyer has taken over its deposit.
		Resold {
			/// The licence.
			licence: u64,
			/// Who held it.
			from: T::AccountId,
			/// Who holds it.
			to: T::AccountId,
			/// What it was sold for.
			price: Price,
		},
		/// A licence was revoked, and with it all below it.
		Revoked {
			/// The licence.
			licence: u64,
			/// Why.
			reason: RevocationReason,
		},
		/// A use was taken from a licence.
		Consumed {
			/// The licence.
			licence: u64,
			/// Who used it.
			who: T::AccountId,
			/// What the user named the use.
			memo: H256,
			/// Uses that it has left.
			uses_left: u32,
		},
		/// A seat of a licence was taken or given up.
		SeatSet {
			/// The licence.
			licence: u64,
			/// The account.
			account: T::AccountId,
			/// Whether it has the seat from now on.
			taken: bool,
		},
		/// A licensor approved of derivatives, or withdrew that.
		DerivativesApproved {
			/// The licence.
			licence: u64,
			/// The holder whose derivatives are approved from now on; `None` for no one.
			holder: Option<T::AccountId>,
		},
		/// A licence was closed. Its id is not used again.
		Closed {
			/// The licence.
			licence: u64,
			/// The asset it was of.
			asset: AssetId,
		},
		/// A part of a deposit could not be returned: something else took it.
		DepositShort {
			/// From whom it was held.
			who: T::AccountId,
			/// What for.
			reason: HoldReason,
			/// How much is missing, planck.
			missing: BalanceOf<T>,
		},
	}
}
