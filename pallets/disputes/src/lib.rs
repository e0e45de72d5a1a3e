//! # Disputes
//!
//! Claims against assets and licences: who claims puts up a bond and names evidence, who answers
//! for the subject responds, a judge decides. What is upheld stays visible as a tag on the
//! subject, or ends it. Who is right has the bond.
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
//! | [`withdraw`](Call::withdraw) | the raiser | returns both |
//! | [`judge`](Call::judge) | the judge | returns the deposit; the bond to who is right; holds for a tag |
//! | [`clear_tag`](Call::clear_tag) | the judge; anyone, when the subject is gone | returns |
//!
//! ## The life of a dispute
//!
//! Carol finds her own photographs in Alice's dataset. She packs what shows it, and `raise`s a
//! dispute with the CID: [`Config::Bond`] and a deposit for the state are held from her. Alice
//! `respond`s with the CID of a contract, which the deposit has paid for as well. Carol may
//! `withdraw` until the judge has spoken. The judge's verdict ends the dispute:
//!
//! - `Dismissed`: the bond goes to Alice, for her trouble, or to whoever answers for the dataset
//!   by then. If nobody does, or they cannot be credited, it goes back to Carol.
//! - `Tagged`: the bond goes back to Carol, and the dataset carries the claim for everybody to see
//!   ([`Pallet::tags`]) until the judge clears it.
//! - `Revoked`: the bond goes back to Carol, and the dataset is revoked.
//!
//! If Alice retires the dataset in the meantime there is nothing left to tag or revoke: Carol
//! withdraws, or the judge dismisses with the same effect.
//!
//! ## Bounds
//!
//! A subject has at most [`Config::MaxOpen`] open disputes and [`Config::MaxTags`] tags. Each open
//! one costs a bond that the judge can award to the other side.
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
#[cfg(any(feature = "try-runtime", test))]
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
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::Subjects;
pub use types::{Claim, DisputeRecord, Subject, Tag, Verdict};
pub use weights::WeightInfo;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::disputes";

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{BalanceOf, Claim, DisputeRecord, Subject, Subjects, Tag, Verdict, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{
		ensure,
		pallet_prelude::*,
		traits::{fungible::hold, EnsureOrigin},
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::ContentId;

	/// A dispute, with this chain's types.
	pub type DisputeRecordOf<T> =
		DisputeRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A tag, with this chain's types.
	pub type TagOf<T> = Tag<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

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

		/// What a dispute costs who is wrong, planck.
		#[pallet::constant]
		type Bond: Get<BalanceOf<Self>>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// Most open disputes about one subject.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// Most tags on one subject.
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
		StorageMap<_, Twox64Concat, Subject, BoundedVec<TagOf<T>, T::MaxTags>, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxOpen::get() > 0, "MaxOpen: nothing could be disputed");
			assert!(T::MaxTags::get() > 0, "MaxTags: nothing could be tagged");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
