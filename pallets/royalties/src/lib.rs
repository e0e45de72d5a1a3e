//! # Royalties
//!
//! What an asset owes its origins: which terms everything licensed of it is under
//! ([`Inherited`]), and which other assets share in its revenue ([`RevenueShare`]).
//!
//! Both are agreed when a link is made, and stay as they are for as long as the asset lives,
//! whatever becomes of the link, the licence or the origin. The registry calls
//! [`Pallet::derive`] before it stores a link; licensing reads [`Pallet::inherited`] before it
//! takes an offer and [`Pallet::shares`] when it splits what a sale brings.
//!
//! ## Who calls what
//!
//! There are no dispatchables.
//!
//! | function | called by | when | holds / returns |
//! |---|---|---|---|
//! | [`derive`](Pallet::derive) | registry | an asset is linked to an origin | holds, when the record grows |
//! | [`retired`](Pallet::retired) | registry | an asset is retired | returns |
//! | [`inherited`](Pallet::inherited) | licensing | terms are offered | |
//! | [`shares`](Pallet::shares) | licensing | a sale is split | |
//! | [`sold`](Pallet::sold) | market | the asset itself was sold | |
//! | [`shared`](Pallet::shared) | licensing | the asset itself is sold again | |
//!
//! ## Who may
//!
//! Every link of provenance, and `Contains`, names what permits it: being the owner of the origin
//! as well, a licence that allows derivatives, or the terms under which the origin is free. Nothing
//! else is looked for: what somebody grants or changes between signing and execution is refused,
//! not taken. The link also names the most that the asset may owe in all afterwards, so that an
//! origin that takes on more in the meantime is refused as well. `Contains` needs a permit since who
//! gets the whole gets the part; `DependsOn` copies nothing and needs none. Between two assets of
//! one owner no share of the origin's own is agreed; what the origin itself owes travels on all the
//! same.
//!
//! ## What travels on
//!
//! Terms: those of the permit are added, and what the origin has inherited is absorbed, so that
//! nothing is lost over several steps. Two origins that each demand their own terms contradict
//! each other, and so does one that demands its own terms and another that demands what those
//! do not say (share-alike under commercial terms beside non-commercial). A link that
//! contradicts is refused.
//!
//! Shares, where the permit agrees on a share *s* for the origin under a policy:
//!
//! - what the origin owes under [`Absolute`](RoyaltyPolicy::Absolute) travels on as it is, beside
//!   *s*;
//! - what it owes under [`Relative`](RoyaltyPolicy::Relative) comes out of what it takes in: an
//!   ancestor with the share *g* gets *s · g*, rounded down, the origin keeps the rest of *s*, and
//!   all parts of *s* travel on under the policy of *s*.
//!
//! An ancestor that is reached on several ways gets the sum; it travels on as absolute if one of
//! them is. Two links to the same origin owe its share once; an origin that has come to owe more
//! since the first is not linked to again. Shares that add up to more than the
//! whole are refused, as are more than [`MAX_ANCESTORS`] ancestors and an asset that would owe
//! itself. The order in which links are made does not matter. The registry links no asset that
//! others were made from to one that brings it more: what they owe was settled when they were made.
//!
//! A link that narrows the inherited terms is refused while something licensed of the asset is wider
//! ([`Permits::ensure_within`]).
//!
//! ## The life of a record
//!
//! Alice's dataset D is licensed with a relative share of 10 %. Bob trains a model M on it:
//! `derive` stores M's record, with D at 10 %. Carol tunes M to T under Bob's terms, a relative
//! share of 20 %: T's record has M at 18 % and D at 2 %. Of every sale of T, Bob gets 18 % and
//! Alice 2 % in the same transaction. When Bob retires M, `retired` drops M's record and returns
//! its deposit; T's record stays, and M's share of T stays with Carol, as M has no owner.
//!
//! ## When the asset itself is sold
//!
//! Those who share in its revenue share in that price as well. The record keeps it
//! ([`Record::shared`](Record)), and a later sale in the same currency is shared as far as it brings
//! more. When the asset comes to owe more, the price is forgotten: an ancestor that is added has had
//! nothing.
//!
//! ## Deposits
//!
//! A record is paid for at its length by who caused it ([`HoldReason::Record`]). When a link by
//! somebody else makes it longer, that one takes the deposit over: the whole is held anew from
//! them and what was held before returns. An asset that owes nothing has no record.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::{licence::RevenueShare, pay::portion, AssetId};
//! use pallet_royalties::{Config, Pallet};
//!
//! /// What an asset's ancestors get of so much revenue.
//! fn owed<T: Config>(asset: AssetId, revenue: u128) -> Vec<(AssetId, u128)> {
//!     let shares = Pallet::<T>::shares(asset).into_iter();
//!     shares.map(|RevenueShare { ancestor, ppm, .. }| (ancestor, portion(revenue, ppm))).collect()
//! }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod deposits;
mod derive;
mod stack;
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
pub use pallet::*;
pub use traits::Permits;
pub use types::{Origin, Record, Shares};
pub use weights::WeightInfo;

#[cfg(doc)]
use metahub_assets::licence::{Inherited, RevenueShare, RoyaltyPolicy, MAX_ANCESTORS};

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::royalties";

#[frame_support::pallet]
pub mod pallet {
	use crate::{BalanceOf, Permits, Record, Shares, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::fungible::hold};
	use frame_system::pallet_prelude::*;
	use metahub_assets::{
		licence::{TermsId, MAX_ANCESTORS},
		AssetId,
	};

	/// A record, with this chain's types.
	pub type RecordOf<T> =
		Record<<T as frame_system::Config>::AccountId, BalanceOf<T>, <T as Config>::MaxParents>;

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

		/// Who may make what from an asset.
		type Permits: Permits<Self::AccountId>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// Most origins of one asset that it owes shares through: as many as it may have links.
		#[pallet::constant]
		type MaxParents: Get<u32>;

		/// What the functions weigh.
		type WeightInfo: WeightInfo;
	}

	/// What a deposit is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What an asset owes.
		Record,
	}

	/// What each asset owes its origins; nothing where there is no record. Paid for by who linked
	/// the asset.
	///
	/// Twox64Concat: asset ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Twox64Concat, AssetId, RecordOf<T>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An asset came under the terms of another.
		Derived {
			/// The asset.
			subject: AssetId,
			/// What it was made from, or contains.
			parent: AssetId,
			/// The terms of the permit; `None` when both were in the same hands.
			terms: Option<TermsId>,
			/// Everything that is owed of the asset's revenue from now on.
			shares: Shares,
		},
		/// A deposit was returned in part or not at all, because the balance on hold had been
		/// taken from outside the pallet.
		DepositShort {
			/// Whose deposit.
			who: T::AccountId,
			/// What is missing, planck.
			missing: BalanceOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The asset that it would be made from does not exist, or no longer.
		ParentUnknown,
		/// The permit says that both assets are in the same hands, but the origin is somebody
		/// else's.
		NotParentOwner,
		/// The terms of the permit forbid derivatives.
		DerivativesForbidden,
		/// The asset's origins demand different things of it: nobody could license it.
		Contradiction,
		/// The asset would be its own ancestor.
		OwnAncestor,
		/// More than 8 assets would share in the asset's revenue.
		TooManyAncestors,
		/// The asset would owe shares through more origins than it may.
		TooManyParents,
		/// The shares would add up to more than the whole.
		SharesOverWhole,
		/// The asset would owe more in all than the link allows.
		OwesTooMuch,
		/// The asset was linked to this origin before, and the origin has come to owe more since.
		OriginChanged,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MaxParents::get() >= MAX_ANCESTORS,
				"MaxParents: fewer origins than there may be ancestors"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
