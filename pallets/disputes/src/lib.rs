//! # Disputes
//!
//! Claims against assets and licences: the raiser puts up a bond and names evidence, the respondent
//! (the asset's owner, the licence's holder) answers, a judge decides. What is upheld stays visible
//! as a tag on the subject, or ends it.
//!
//! The chain does not look at evidence: it is a CID, and what it says is for people. Who judges is
//! the runtime's choice ([`Config::JudgeOrigin`]): root, a council, a court of stakers.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`raise`](Call::raise) | anyone but the respondent | holds bond and deposit |
//! | [`respond`](Call::respond) | the respondent | |
//! | [`withdraw`](Call::withdraw) | the raiser | returns the deposit; the bond, or forfeits it |
//! | [`judge`](Call::judge) | the judge | returns the deposit; the bond, or forfeits it; holds for a tag |
//! | [`clear_tag`](Call::clear_tag) | the judge; anyone, when the subject is gone | returns |
//!
//! ## The life of a dispute
//!
//! Carol finds her own photographs in Alice's dataset. She packs what shows it, and `raise`s a
//! dispute with the CID: a bond of at least [`Config::MinBond`] and a deposit for the state are
//! held from her. Alice `respond`s with the CID of a contract, which the deposit has paid for as
//! well. The judge may decide before or after she does. The verdict ends the dispute:
//!
//! - `Dismissed`: the bond is *forfeited*. [`Config::BurnedShare`] of it is burned. The rest goes to
//!   Alice, for her trouble, or to the dataset's present owner. If there is none, or the owner
//!   cannot be credited, all of it is burned.
//! - `Tagged`: the bond goes back to Carol, and the dataset carries the claim for everybody to see
//!   ([`Pallet::tags`]) until the judge clears it.
//! - `Revoked`: the bond goes back to Carol, and the dataset is revoked.
//!
//! Carol may `withdraw` until the judge has decided. That is free before Alice has responded; after
//! that the bond is forfeited as if the claim had been dismissed. So an owner who disputes its own
//! asset by another account pays what is burned.
//!
//! If Alice retires the dataset in the meantime there is nothing left to tag or revoke, and nobody
//! to compensate: whether Carol withdraws or the judge dismisses, the whole bond returns.
//!
//! ## Places
//!
//! At most [`Config::MaxOpen`] disputes about a subject are open at a time. When all places are
//! taken, a dispute with a larger bond replaces the one with the smallest bond in the newer half, the
//! latest of them if there are several, whose bond and deposit return. The older half stays until it
//! is judged, so that nobody evicts a claim by outbidding it. A dispute that takes the last
//! free place or another's is binding: withdrawing it is not free even before a response. So
//! blocking the places is not free.
//!
//! ## Tags
//!
//! A subject has at most [`Config::MaxTags`] tags. When it has that many, the oldest one whose
//! claim a later one repeats makes room for the next, and its deposit returns: a judgement never
//! fails for want of room, and no claim that was upheld is lost.
//!
//! ## Deposits
//!
//! [`Config::DepositBase`] per storage entry and [`Config::DepositPerByte`] per byte of keys and
//! values, beside the bond. Records name both amounts, so that what returns is what was held. The
//! deposit for a tag is held from the raiser, out of what the judgement has returned.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::{AssetId, ContentId};
//! use pallet_disputes::{Call, Claim, Config, Subject};
//!
//! /// What somebody sends who finds that an asset is not what it says.
//! fn claim<T: Config>(asset: AssetId, report: &ContentId) -> Call<T> {
//!     Call::raise {
//!         subject: Subject::Asset(asset),
//!         claim: Claim::Mislabelled,
//!         evidence: report.as_bytes().to_vec(),
//!         bond: <T::MinBond as frame_support::traits::Get<_>>::get(),
//!     }
//! }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod calls;
mod deposits;
mod errors;
mod events;
mod features;
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
pub use metahub_assets::dispute::{Claim, Subject, Tag, Verdict};
pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::Subjects;
pub use types::{BondOutcome, DisputeRecord, TagRecord};
pub use weights::WeightInfo;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::disputes";

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		BalanceOf, BondOutcome, Claim, DisputeRecord, Subject, Subjects, TagRecord, Verdict,
		WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		ensure,
		pallet_prelude::*,
		traits::{fungible::hold, EnsureOrigin},
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::ContentId;
	use sp_runtime::{traits::Zero, Permill};

	/// A dispute, with this chain's types.
	pub type DisputeRecordOf<T> =
		DisputeRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A tag, with this chain's types.
	pub type TagRecordOf<T> = TagRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// What became of a bond, with this chain's types.
	pub type BondOutcomeOf<T> = BondOutcome<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

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

		/// What bonds and deposits are held in.
		type Currency: hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Who judges.
		type JudgeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What claims are made against.
		type Subjects: Subjects<Self::AccountId>;

		/// The smallest bond, planck.
		#[pallet::constant]
		type MinBond: Get<BalanceOf<Self>>;

		/// How much of a forfeited bond is burned; the respondent gets the rest.
		#[pallet::constant]
		type BurnedShare: Get<Permill>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// Most open disputes about one subject.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// Most tags on one subject. At least as many as there are claims.
		#[pallet::constant]
		type MaxTags: Get<u32>;

		/// What calls weigh.
		type WeightInfo: WeightInfo;

		/// Sets the stage for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// What is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The bond of a dispute.
		Bond,
		/// The deposit of a dispute.
		Dispute,
		/// The deposit of a tag.
		Tag,
	}

	/// The open disputes. Paid for by who raised them.
	///
	/// Twox64Concat here and below: ids are handed out by counting, and only those of subjects
	/// that are get in.
	#[pallet::storage]
	pub type Disputes<T: Config> = StorageMap<_, Twox64Concat, u64, DisputeRecordOf<T>>;

	/// The id that the next dispute gets. Never goes back: ids are not used twice.
	#[pallet::storage]
	pub type NextDispute<T> = StorageValue<_, u64, ValueQuery>;

	/// The open disputes about each subject, oldest first. Paid for with each of them.
	#[pallet::storage]
	pub type Open<T: Config> =
		StorageMap<_, Twox64Concat, Subject, BoundedVec<u64, T::MaxOpen>, ValueQuery>;

	/// The tags on each subject, oldest first. Paid for by who raised the disputes.
	#[pallet::storage]
	pub type Tags<T: Config> =
		StorageMap<_, Twox64Concat, Subject, BoundedVec<TagRecordOf<T>, T::MaxTags>, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxOpen::get() > 0, "MaxOpen: nothing could be disputed");
			assert!(T::MinBond::get() > Zero::zero(), "MinBond: disputes would cost nothing");
			assert!(T::BurnedShare::get() > Permill::zero(), "BurnedShare: bonds would return");
			let tags = T::MaxTags::get() as usize;
			assert!(tags >= Claim::ALL.len(), "MaxTags: a claim would be lost");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
