//! # Market
//!
//! Resale: the owner of an asset, or the holder of a licence that may be passed on, lists it at
//! prices in up to 8 currencies. The buyer pays one of them; everyone with a share in the price is
//! paid from it. The item, the money and the deposits move in one transaction, or nothing does.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`set_royalty`](Call::set_royalty) | the collection's publisher; anyone, to zero, when it is gone | holds; returns the former |
//! | [`list`](Call::list) | the item's owner | holds; returns the former |
//! | [`unlist`](Call::unlist) | the seller; anyone, once it has closed | returns |
//! | [`buy`](Call::buy) | anyone but the seller | returns the listing's; moves a licence's to the buyer |
//!
//! ## Who is paid
//!
//! A royalty goes, of an asset's price, to the publisher of its collection at the time of the sale,
//! as set for the collection; of a licence's price, to the licensor. It is never more than
//! [`MAX_ROYALTY_PPM`], and what [`Pallet::royalty_info`] answers ERC-2981 with. The other shares come
//! from licensing ([`Items::shares`]): those who share in what an asset earns, or in the first sale
//! of a licence, get their shares of the part above what has been shared already, before the seller
//! and the royalty. Shares of others are rounded up, and the seller gets the rest.
//!
//! A listing keeps what its seller gets of each price. If a publisher raises the royalty, or the
//! asset comes to owe more, the item is not sold until the seller has listed it again.
//!
//! ## What is bought
//!
//! A buyer names the *fingerprint* of the item it has seen: a hash of everything it relies on
//! ([`Snapshot`](metahub_assets::market::Snapshot)). If the seller revises the asset, gives it
//! another origin, gives a licence of it or takes uses of the licence just before the sale, it is
//! refused ([`ItemChanged`](Error::ItemChanged)). The price is bounded by what the buyer spends at most.
//!
//! ## The life of a listing
//!
//! Bob lists asset A at 100 of token T; the collection asks 5 %. `list` holds his deposit. The
//! asset stays with him: he can use it, and when he gives it away or sells it elsewhere the listing
//! ends and the deposit returns; should he get it back, it is not for sale. Carol calls `buy`,
//! naming Bob as the seller, the fingerprint of what she has seen, and the most that she would
//! spend of the currency that she has. The listing goes, the deposit returns to Bob, the asset
//! moves to Carol, and the payment gives the publisher 5 and Bob 95.
//!
//! ## Deposits
//!
//! Each listing and each royalty is paid for by a hold on who made it: [`Config::DepositBase`]
//! plus [`Config::DepositPerByte`] per byte of key and value. Records name the amount.
//!
//! ## What the runtime has to see to
//!
//! - It calls [`Pallet::moved`] whenever an item changes hands or is burned, by whichever call, and
//!   adds [`Pallet::moved_weight`] to what such calls weigh.
//! - [`Payments::is_settling`] says yes while a token's contract is being called. Everything else
//!   is done by then, and nothing here can be called meanwhile.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::pay::{Currency, Price};
//! use pallet_market::{Call, Config, Item};
//!
//! /// What a holder sends to sell a licence for 100 of a token, or for 3 native units.
//! fn sell<T: Config>(licence: u64, token: u32) -> Call<T> {
//!     let prices = vec![
//!         Price::new(Currency::Token(token), 100),
//!         Price::new(Currency::Native, 3_000_000_000_000_000_000),
//!     ];
//!     Call::list { item: Item::Licence(licence), prices, swaps: true, closes: None }
//! }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod calls;
mod deposits;
mod errors;
mod events;
mod listings;
mod royalties;
mod sale;
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
pub use metahub_assets::market::Item;
pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::{Items, Payments, Publishers};
pub use types::{ListingRecord, Prices, Proceeds, RoyaltyRecord};
pub use weights::WeightInfo;

use metahub_assets::licence::MAX_ANCESTORS;
#[cfg(doc)]
use metahub_assets::licence::MAX_ROYALTY_PPM;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::market";
/// Most payees of an asset's sale: the seller, who gets the royalty, and the owners of its ancestors.
pub const PAYEES_OF_ASSET: u32 = 2 + MAX_ANCESTORS;

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		BalanceOf, Item, Items, ListingRecord, Payments, Prices, Proceeds, Publishers,
		RoyaltyRecord, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::hold, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::pay::{Currency, Price};
	use sp_core::H256;

	/// A listing, with this chain's types.
	pub type ListingRecordOf<T> =
		ListingRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A royalty, with this chain's types.
	pub type RoyaltyRecordOf<T> =
		RoyaltyRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

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

		/// What time it is.
		type UnixTime: UnixTime;

		/// What is sold.
		type Items: Items<Self::AccountId>;

		/// Who publishes what.
		type Publishers: Publishers<Self::AccountId>;

		/// How things are paid.
		type Payments: Payments<Self::AccountId>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// What calls weigh.
		type WeightInfo: WeightInfo;

		/// Sets the stage for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// What a deposit is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A listing.
		Listing,
		/// The royalty of a collection.
		Royalty,
	}

	/// The items for sale. Paid for by their sellers.
	///
	/// Twox64Concat here and below: the ids are handed out by counting, and only those of items
	/// and collections that are get in.
	#[pallet::storage]
	pub type Listings<T: Config> = StorageMap<_, Twox64Concat, Item, ListingRecordOf<T>>;

	/// The royalties on resales of collections' assets; none where there is no record. Paid for by
	/// the publishers who set them.
	#[pallet::storage]
	pub type Royalties<T: Config> = StorageMap<_, Twox64Concat, u32, RoyaltyRecordOf<T>>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let weights = T::BlockWeights::get();
			let max_extrinsic =
				weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
			let buy = Self::max_buy_weight(Item::Licence(0), Currency::Erc20(Default::default()));
			assert!(buy.all_lte(max_extrinsic), "buy fits no block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
