//! # Licensing
//!
//! Who may use an asset: terms, offers, licences as NFTs, sub-licences, and one answer to whether
//! an account has access.
//!
//! A licence is an item of the *licence collection* that is paired with the asset's collection: a
//! pallet-nfts collection which this pallet's account owns. **The owner of the NFT is the holder
//! of the licence**, however it came to it.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`create_terms`](Call::create_terms) | anyone | holds |
//! | [`remove_terms`](Call::remove_terms) | who created them | returns |
//! | [`set_access_mode`](Call::set_access_mode) | owner of the asset | holds or returns |
//! | [`set_listed`](Call::set_listed) | owner of the asset | holds or returns |
//! | [`set_collection_fee`](Call::set_collection_fee) | publisher | holds or returns |
//! | [`create_offer`](Call::create_offer) | licensor | holds |
//! | [`close_offer`](Call::close_offer) | licensor; anyone once it is over | returns |
//! | [`buy`](Call::buy) | anyone but the seller | holds |
//! | [`grant`](Call::grant) | licensor | holds |
//! | [`renew`](Call::renew) | anyone | |
//! | [`transfer`](Call::transfer) | holder | |
//! | [`revoke`](Call::revoke) | licensor, [`Config::RevocationOrigin`] | |
//! | [`consume`](Call::consume) | holder, who has a seat | |
//! | [`set_seat`](Call::set_seat) | holder | holds or returns |
//! | [`approve_derivatives`](Call::approve_derivatives) | licensor | |
//! | [`close`](Call::close) | holder; anyone once it has ended | returns |
//! | [`destroy_licence_collection`](Call::destroy_licence_collection) | who paid for it, publisher | returns |
//!
//! The *licensor* is the owner of the asset, or the holder of a licence who gives sub-licences
//! under it, at the moment of the call. Licences stay valid when the asset, or the licence above, is
//! sold, and renewals pay the new licensor. Offers sell new licences only while their maker is the
//! licensor, list entries and approvals count only while their maker is: a seller could otherwise
//! give away what it is selling just before.
//!
//! ## The life of a licence
//!
//! Terms are stored once, under the hash of what they say. The owner [offers](Call::create_offer)
//! licences under them for up to 8 prices. [`buy`](Call::buy) mints the licence, pays everyone
//! who has a share of the price (see [`shares`]), or does nothing at all. The holder
//! [uses](Call::consume) it, seats others, [renews](Call::renew) it and, where the terms allow,
//! passes it on or sells sub-licences under it: never wider than its own, never deeper than 4.
//!
//! A licence *ends* when it expires, its uses are used up, it is revoked, the asset is retired or
//! revoked, or a licence above it expired, was revoked or is gone. Nothing is written below it then:
//! the answer about a licence comes from walking up from it. What has ended by time or use can be
//! renewed. Ended licences are closed by anyone, those that could be renewed only after
//! [`Config::CloseGraceSecs`].
//!
//! A sub-licence takes its uses over from the licence above when it is sold or renewed, and gives
//! back what is left when it is closed. So the licensor cannot spend what it has sold, and a
//! licence that has no uses left does not end those below it. While there are any, it cannot be
//! closed.
//!
//! Seats and approvals belong to the holder: after a transfer the seats give no access until the
//! new holder gives them again, and the new holder needs an approval of its own.
//!
//! ## What a licence commits the owner to
//!
//! A licence keeps the number of the revision that the asset had when it was issued:
//! [`Pallet::sold_at`] tells the registry which revisions have to stay, with the multiURIs that
//! they had when the owner last issued a licence. A renewal does
//! not change it. Anyone may renew a licence, so the owner could otherwise renew one at little cost
//! and withdraw what was sold. [`OpenLicences`] counts the licences that an asset's owners gave and
//! that are neither closed nor revoked: [`Pallet::ensure_endable`] and [`Pallet::ensure_within`]
//! answer from it.
//!
//! ## Who holds what
//!
//! [`HeldLicences`] lists the licences of an asset that an account holds, the most certain first:
//! those from the owner before sub-licences, uncounted before counted ones, then by expiry, the
//! latest first. Revoked and used up ones are not in it. So [`Pallet::access`] finds a live licence
//! at the first look, however many others the account was given, unless it is a sub-licence among
//! sub-licences whose parents were revoked; then the account names it.
//!
//! ## Deposits
//!
//! All state is paid for by a hold on the account that caused it: [`Config::DepositBase`] per
//! storage entry and [`Config::DepositPerByte`] per byte, keys and the NFT pallet's entries
//! included. Each record names its depositor and amount, so that what returns is what was held,
//! to whom it was held from.
//!
//! ## What the runtime has to see to
//!
//! - All that the asset registry's documentation says of pallet-nfts: no deposits, no attributes,
//!   nobody else's collections, no burning by owners.
//! - pallet-nfts' `Locker` asks [`Pallet::is_locked`]. It is what keeps licences that are not
//!   transferable, or have ended, from moving by pallet-nfts' own calls.
//! - [`Pallet::moved`] is called whenever an NFT gets another owner.
//! - [`Pallet::retired`] is called when an asset is retired, [`Pallet::ensure_endable`] before its
//!   owner retires or revokes it, [`Pallet::sold_at`] before a revision is pruned or a multiURI
//!   withdrawn, [`Pallet::ensure_within`] before a link narrows what the asset inherited.
//! - The market moves licences that it sold by [`Pallet::do_resell`], for
//!   [`Pallet::shares_of_resale`].
//!
//! The pallet's mock runtime is set up in this way.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::{licence::Terms, pay::{Currency, Price}, AssetId};
//! use pallet_licensing::{Call, Config};
//!
//! /// What an owner sends to sell licences for 30 days.
//! fn offer<T: Config>(asset: AssetId, price: u128) -> [Call<T>; 2] {
//!     let terms = Terms { duration_secs: Some(30 * 24 * 3_600), ..Terms::default() };
//!     let id = pallet_licensing::terms_id(&terms);
//!     [
//!         Call::create_terms { terms },
//!         Call::create_offer {
//!             asset,
//!             parent: None,
//!             terms: id,
//!             prices: vec![Price::new(Currency::Native, price)],
//!             swaps: true,
//!             supply: None,
//!             opens: None,
//!             closes: None,
//!         },
//!     ]
//! }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
// An offer has as many parts, and the call macros copy its arguments.
#![allow(clippy::too_many_arguments)]

extern crate alloc;

pub mod access;
mod calls;
mod commitments;
mod deposits;
mod errors;
mod events;
mod features;
mod held;
mod permit;
pub mod query;
pub mod shares;
mod traits;
#[cfg(any(feature = "std", feature = "try-runtime", test))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use deposits::BalanceOf;
pub use features::{terms_id, Bought, NewOffer};
pub use held::Rank;
pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::{AssetLookup, Observer, OwnedItems, Payments, Revenue};
pub use types::{
	CollectionRecord, Field, LicenceRecord, ListEntry, ModeRecord, OfferRecord, PolicyRecord,
	SeatEntry, SoldRevision, TermsRecord,
};
pub use weights::WeightInfo;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::licensing";

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		AssetLookup, BalanceOf, Bought, CollectionRecord, Field, LicenceRecord, ListEntry,
		ModeRecord, NewOffer, Observer, OfferRecord, OwnedItems, Payments, PolicyRecord, Rank,
		Revenue, SeatEntry, SoldRevision, TermsRecord, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::hold,
			tokens::nonfungibles_v2::{
				Create, Destroy, Inspect, InspectEnumerable, Mutate, Transfer,
			},
			Footprint, UnixTime,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::{
		licence::{AccessMode, OpenLicences as Counts, RevocationReason, Terms, TermsId},
		pay::{Currency, Price},
		AssetId,
	};
	use sp_core::H256;

	/// Terms, with this chain's types.
	pub type TermsRecordOf<T> = TermsRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// An access mode, with this chain's types.
	pub type ModeRecordOf<T> = ModeRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A list entry, with this chain's types.
	pub type ListEntryOf<T> = ListEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A collection's policy, with this chain's types.
	pub type PolicyRecordOf<T> = PolicyRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// An offer, with this chain's types.
	pub type OfferRecordOf<T> = OfferRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A licence, with this chain's types.
	pub type LicenceRecordOf<T> =
		LicenceRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A seat, with this chain's types.
	pub type SeatEntryOf<T> = SeatEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A licence collection, with this chain's types.
	pub type CollectionRecordOf<T> =
		CollectionRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

	/// The layout described here.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in.
		type Currency: hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// How collections are set up. The default has to be: minted into by the owner only, items
		/// transferable, a deposit required (of zero).
		type CollectionConfig: Default;

		/// How items are set up. The default has to lock nothing.
		type ItemConfig: Default;

		/// Where the NFTs are.
		type Nfts: Inspect<Self::AccountId, CollectionId = u32, ItemId = u64>
			+ InspectEnumerable<Self::AccountId>
			+ Create<Self::AccountId, Self::CollectionConfig>
			+ Destroy<Self::AccountId>
			+ Mutate<Self::AccountId, Self::ItemConfig>
			+ Transfer<Self::AccountId>;

		/// What is stored with the NFTs for one item, with the indices that are kept of it, at
		/// most.
		type NftItem: Get<Footprint>;

		/// Enumerates what an account owns, for lists.
		type OwnedItems: OwnedItems<Self::AccountId>;

		/// Who hears of changes to licences.
		type Observer: Observer<Self::AccountId>;

		/// What time it is.
		type UnixTime: UnixTime;

		/// The assets.
		type Assets: AssetLookup<Self::AccountId>;

		/// How licences are paid for.
		type Payments: Payments<Self::AccountId>;

		/// What assets owe their origins.
		type Revenue: Revenue;

		/// Who may revoke any licence, whatever its terms say.
		type RevocationOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where the account that owns the licence collections comes from.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// Most licences, and most seats, of an asset that are looked at to find one that gives an
		/// account access. An account that has more names the one that it means.
		#[pallet::constant]
		type MaxScan: Get<u32>;

		/// Most seats that terms may grant.
		#[pallet::constant]
		type MaxSeats: Get<u32>;

		/// For how long a licence that has ended by time or use is kept for its holder to renew it,
		/// before anyone may close it. Seconds.
		#[pallet::constant]
		type CloseGraceSecs: Get<u64>;

		/// What calls weigh.
		type WeightInfo: WeightInfo;

		/// Sets up benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// What a deposit is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Terms.
		Terms,
		/// An asset's access mode.
		Mode,
		/// An entry of an access list.
		Listing,
		/// A collection's fee.
		CollectionFee,
		/// An offer.
		Offer,
		/// A licence collection.
		LicenceCollection,
		/// A licence.
		Licence,
		/// A seat of a licence.
		Seat,
	}

	/// The terms there are, by the hash of what they say. Paid for by their creators.
	///
	/// Identity: the key is a cryptographic hash already.
	#[pallet::storage]
	pub type KnownTerms<T: Config> = StorageMap<_, Identity, TermsId, TermsRecordOf<T>>;

	/// Who has access to each asset; absent is [`AccessMode::Licence`]. Paid for by the owner who
	/// set it.
	///
	/// Twox64Concat here and below: ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Modes<T: Config> = StorageMap<_, Twox64Concat, AssetId, ModeRecordOf<T>>;

	/// Who is on an asset's list. Paid for by the owner who added the account.
	///
	/// Accounts are chosen by their makers, hence the strong hash. Not bounded: entries are only
	/// looked up.
	#[pallet::storage]
	pub type Listed<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Blake2_128Concat, T::AccountId, ListEntryOf<T>>;

	/// What publishers get of sales in their collections. Paid for by them.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, u32, PolicyRecordOf<T>>;

	/// The offers. Paid for by those who made them.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, u64, OfferRecordOf<T>>;

	/// The offers of each asset. Paid for with the offer. Only read in pages.
	#[pallet::storage]
	pub type OffersOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u64, ()>;

	/// The next offer's id.
	#[pallet::storage]
	pub type NextOffer<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The licences. Paid for by their buyers, or the licensors who granted them.
	#[pallet::storage]
	pub type Licences<T: Config> = StorageMap<_, Twox64Concat, u64, LicenceRecordOf<T>>;

	/// The licences of each asset. Paid for with the licence. Only read in pages.
	#[pallet::storage]
	pub type LicencesOfAsset<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u64, ()>;

	/// The licences of an asset that an account holds and that are neither revoked nor used up,
	/// those that give access most certainly first. Paid for with the licence. Only so many are
	/// read.
	///
	/// Accounts are chosen by their makers, hence the strong hash; the rank is not hashed, because
	/// its order matters.
	#[pallet::storage]
	pub type HeldLicences<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (AssetId, T::AccountId), Identity, Rank, ()>;

	/// How many licences that an asset's owners gave are neither closed nor revoked. Paid for with
	/// the licences. Absent when there are none.
	#[pallet::storage]
	pub type OpenLicences<T: Config> = StorageMap<_, Twox64Concat, AssetId, Counts, ValueQuery>;

	/// The revisions at which licences were issued that are neither closed nor revoked,
	/// sub-licences included. Paid for with the licences.
	#[pallet::storage]
	pub type SoldRevisions<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AssetId,
		Twox64Concat,
		u32,
		SoldRevision<BlockNumberFor<T>>,
	>;

	/// The next licence's id, which is its NFT's too. No id is used twice.
	#[pallet::storage]
	pub type NextLicence<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The licence collection of each collection of assets. Paid for by who caused the first
	/// licence in it.
	#[pallet::storage]
	pub type LicenceCollections<T: Config> =
		StorageMap<_, Twox64Concat, u32, CollectionRecordOf<T>>;

	/// [`LicenceCollections`] the other way. Paid for with it.
	#[pallet::storage]
	pub type LicenceCollectionOf<T: Config> = StorageMap<_, Twox64Concat, u32, u32>;

	/// The seats of each licence. Paid for by the holder who gave them. As many as the terms
	/// grant, [`Config::MaxSeats`] at most.
	#[pallet::storage]
	pub type Seats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u64, Blake2_128Concat, T::AccountId, SeatEntryOf<T>>;

	/// The licences of an asset that an account has a seat of. Paid for with the seat. Not
	/// bounded, since anyone may give anyone a seat: no more than [`Config::MaxScan`] are read.
	#[pallet::storage]
	pub type SeatsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (AssetId, T::AccountId), Twox64Concat, u64, ()>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxScan::get() > 0, "MaxScan: no licence would be found");
			// The calls with the longest loops have to fit into a block.
			let weights = T::BlockWeights::get();
			let max_extrinsic =
				weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
			let close = T::WeightInfo::close(T::MaxSeats::get());
			assert!(close.all_lte(max_extrinsic), "MaxSeats: close fits no block");
			let buy = Self::max_buy_weight(Currency::Erc20(Default::default()))
				.saturating_add(T::WeightInfo::create_licence_collection());
			assert!(buy.all_lte(max_extrinsic), "Payments: buy fits no block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
