//! # Asset registry
//!
//! What exists: machine-learning assets as NFTs, with the history of their content, where that
//! content can be had, what state they are in and what they were made from.
//!
//! An asset is an item of a pallet-nfts collection which this pallet's account owns, so that
//! nothing else mints or burns in it. **The owner of the NFT is the owner of the asset**, however
//! it came to it: the registry keeps no second record that could disagree.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`create_collection`](Call::create_collection) | anyone, the publisher from then on | holds |
//! | [`set_roles`](Call::set_roles) | publisher | holds or returns |
//! | [`nominate_publisher`](Call::nominate_publisher) | publisher | |
//! | [`accept_publisher`](Call::accept_publisher) | nominee | holds the collection's deposit anew, returns the old |
//! | [`destroy_collection`](Call::destroy_collection) | publisher | returns |
//! | [`register`](Call::register) | publisher, [registrar](Roles::REGISTRAR) | holds |
//! | [`revise`](Call::revise) | owner, [editor](Roles::EDITOR) | holds |
//! | [`add_uri`](Call::add_uri), [`withdraw_uri`](Call::withdraw_uri) | owner, editor | holds, returns |
//! | [`set_state`](Call::set_state) | owner, [curator](Roles::CURATOR) but for `Revoked` | |
//! | [`link`](Call::link) | owner; editor for `DependsOn` | holds |
//! | [`unlink`](Call::unlink) | owner, editor; owner of the asset linked to | returns |
//! | [`transfer`](Call::transfer) | owner | |
//! | [`prune_revisions`](Call::prune_revisions) | owner | returns |
//! | [`retire`](Call::retire) | owner | returns everything |
//! | [`set_managed`](Call::set_managed) | owner | |
//!
//! Roles are of one collection and say what others may do with the assets in it. The publisher
//! has none beyond the table, but can grant itself any. On an asset, `EDITOR` and `CURATOR` count
//! only while it belongs to the account that agreed to them. Registering an asset agrees; a buyer
//! agrees by [`set_managed`](Call::set_managed).
//!
//! ## The life of an asset
//!
//! `register` mints the NFT and stores revision 1: a Path2Hash root, how many files and bytes are
//! under it, the CID of the manifest, and up to 8 multiURIs. `revise` adds revisions, which never
//! change; only their multiURIs come and go. Old revisions can be pruned. The lifecycle state
//! follows Ocean's six; `Revoked` is final. `retire` ends it: NFT, revisions and links go, the id
//! is not used again.
//!
//! Links are typed. *Structural* ones (`Contains`, `DependsOn`) say that the subject does not hold
//! together without the object: they form no cycle, and the object is not retired while one of
//! them points at it. Since anyone may build on anything, the object's owner may cut them as well
//! as the subject's: no one can be made to keep an asset, and its deposit, against their will.
//! *Provenance* links (`DerivedFrom`, `TrainedOn`, `SampleOf`) are statements about the past and
//! stay as long as the subject, even when the object is retired.
//!
//! Provenance links, and `Contains`, which passes the object on, *bind*: they bring the subject under
//! what the object demands and owes. So only the subject's owner makes them, each names what permits
//! it and the most that the subject may owe in all ([`NewLink`]), and [`DerivationPolicy`] decides.
//! An asset that others are linked to in this way takes on nothing more.
//!
//! ## What is sold
//!
//! [`Commitments`] knows what the owner has sold. While irrevocable licences are open, the owner
//! can neither retire nor revoke the asset; a judge can ([`Pallet::do_revoke`]). A revision to
//! which a licence is pinned cannot be pruned and keeps the multiURIs that it had when it was last
//! sold. A revocation ends all of this, since it ends the licences. What binds the next owner is
//! counted ([`Pallet::owner_nonce`]), so that a buyer can refuse what it has not
//! seen.
//!
//! ## Deposits
//!
//! All state is paid for by a hold on the account that caused it: [`Config::DepositBase`] per
//! storage entry and [`Config::DepositPerByte`] per byte, keys and the NFT pallet's entries
//! included. Each record names its depositor and amount, so that what returns is what was held,
//! to whom it was held from, whatever has become of prices and owners since.
//!
//! ## What the runtime has to see to
//!
//! - pallet-nfts takes `CollectionDeposit` and `ItemDeposit` from the collection's owner, here the
//!   pallet's own account, which has no funds. Both have to be zero; this pallet's deposits pay for
//!   those entries. So that nobody else has collections for nothing, `CreateOrigin` and
//!   `ForceOrigin` have to let no one through.
//! - pallet-nfts leaves attributes behind when it burns an item and keeps attribute approvals when
//!   it moves one. `Features` has to disable `Attributes`.
//! - pallet-nfts lets an item's owner burn it, behind the registry's back. The runtime's call
//!   filter has to refuse pallet-nfts' calls except those that move items and approve moves
//!   ([`Pallet::is_registry_collection`] helps if others use the pallet as well).
//! - `CollectionId` is `u32` and counts up; `ItemId` is `u64`.
//!
//! The pallet's mock runtime is set up in this way.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::{
//!     AssetKind, ContentId, ContentInput, Link, MultiUri, NewLink, Permit, Relation,
//! };
//! use pallet_asset_registry::{Call, Config, Roles};
//!
//! /// What a publisher sends to register a model that learned from a dataset, under a licence that
//! /// asks for a tenth of the model's revenue.
//! fn register_model<T: Config>(
//!     collection: u32,
//!     dataset: metahub_assets::AssetId,
//!     licence: u64,
//! ) -> Call<T> {
//!     let manifest = ContentId::raw([7; 32]);
//!     Call::register {
//!         collection,
//!         kind: AssetKind::Model,
//!         content: ContentInput {
//!             root: [1; 32].into(),
//!             entries: 12,
//!             total_bytes: 4_096,
//!             manifest: manifest.as_bytes().to_vec(),
//!             uris: vec![MultiUri::ipfs(&manifest).into_bytes()],
//!         },
//!         links: vec![NewLink {
//!             link: Link { relation: Relation::TrainedOn, object: dataset },
//!             permit: Some(Permit::Licence(licence)),
//!             max_owed_ppm: 100_000,
//!         }],
//!     }
//! }
//!
//! // Roles combine.
//! let staff = Roles::EDITOR.and(Roles::CURATOR);
//! assert!(staff.contains(Roles::EDITOR) && !staff.contains(Roles::REGISTRAR));
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod calls;
mod changes;
mod deposits;
mod errors;
mod events;
mod features;
mod input;
mod listed;
pub mod query;
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
pub use listed::OrderedId;
pub use pallet::*;
pub use traits::{AssetInspect, Commitments, DerivationPolicy, Observer, OwnedItems};
pub use types::{
	Agreed, AssetRecord, CollectionRecord, Content, LinkEntry, Name, RevisionRecord, RoleRecord,
	Roles, UriEntry,
};
pub use weights::WeightInfo;

#[cfg(doc)]
use metahub_assets::NewLink;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::asset-registry";

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		AssetRecord, BalanceOf, CollectionRecord, Commitments, Content, DerivationPolicy,
		LinkEntry, Name, Observer, OrderedId, OwnedItems, RevisionRecord, RoleRecord, Roles,
		WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::hold,
			tokens::nonfungibles_v2::{
				Create, Destroy, Inspect, InspectEnumerable, Mutate, Transfer,
			},
			Footprint,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::{
		AssetId, AssetKind, ContentInput, LifecycleState, Link, MultiUri, NewLink, Relation,
		MAX_URIS,
	};

	/// A collection, with this chain's types.
	pub type CollectionRecordOf<T> =
		CollectionRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// Roles, with this chain's types.
	pub type RoleRecordOf<T> = RoleRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// An asset, with this chain's types.
	pub type AssetRecordOf<T> =
		AssetRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
	/// A revision, with this chain's types.
	pub type RevisionRecordOf<T> =
		RevisionRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
	/// A link, with this chain's types.
	pub type LinkEntryOf<T> = LinkEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

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
		/// transferable, a deposit required (of zero, see the pallet's documentation).
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

		/// Who hears of changes to what assets are described by.
		type Observer: Observer;

		/// Who may build on what.
		type Derivation: DerivationPolicy<Self::AccountId>;

		/// What owners have sold.
		type Commitments: Commitments<BlockNumberFor<Self>>;

		/// Where the account that owns the NFT collections comes from.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// Most links that an asset has.
		#[pallet::constant]
		type MaxLinks: Get<u32>;

		/// Most assets that are looked at to rule out a cycle.
		#[pallet::constant]
		type MaxLineageWalk: Get<u32>;

		/// Most revisions that one call drops: `retire` and `prune_revisions`.
		#[pallet::constant]
		type MaxRevisionsAtRetire: Get<u32>;

		/// What calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// What a deposit is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A collection.
		Collection,
		/// An account's roles in a collection.
		Role,
		/// An asset.
		Asset,
		/// A revision of an asset.
		Revision,
		/// A multiURI of a revision.
		Uri,
		/// A link between assets.
		Link,
	}

	/// The collections. Paid for by their publishers.
	///
	/// Twox64Concat: the ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Collections<T: Config> = StorageMap<_, Twox64Concat, u32, CollectionRecordOf<T>>;

	/// The newest collection's id: where a scan of all collections ends. Ids ascend.
	#[pallet::storage]
	pub type NewestCollection<T: Config> = StorageValue<_, u32>;

	/// Who may do what in a collection. Paid for by the publisher who granted it.
	///
	/// Accounts are chosen by their makers, hence the strong hash.
	#[pallet::storage]
	pub type RolesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Blake2_128Concat, T::AccountId, RoleRecordOf<T>>;

	/// The assets. Paid for by their registrants.
	///
	/// Twox64Concat here and below: asset ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Assets<T: Config> = StorageMap<_, Twox64Concat, AssetId, AssetRecordOf<T>>;

	/// The assets by kind and state, and there by id: what a list by kind or state reads. Paid for
	/// with the asset. Only read in pages.
	///
	/// Identity: the order of the ids is that of the keys, so that a list of several kinds or states
	/// is merged by id and goes on from an id. Ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Listed<T: Config> =
		StorageDoubleMap<_, Identity, (AssetKind, LifecycleState), Identity, OrderedId, ()>;

	/// The revisions of each asset, by number. Paid for by their authors, multiURIs by those who
	/// added them. Not bounded by a constant: each is paid for, and no call walks more than
	/// [`Config::MaxRevisionsAtRetire`].
	#[pallet::storage]
	pub type Revisions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u32, RevisionRecordOf<T>>;

	/// What each asset links to, in the order of making. Paid for by those who made the links.
	#[pallet::storage]
	pub type Lineage<T: Config> =
		StorageMap<_, Twox64Concat, AssetId, BoundedVec<LinkEntryOf<T>, T::MaxLinks>, ValueQuery>;

	/// [`Lineage`] the other way: object to subject and relation. Paid for with the link. Not
	/// bounded, since anyone may build on an asset; calls only touch entries that they know.
	#[pallet::storage]
	pub type Referrers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, (AssetId, Relation), ()>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxLinks::get() > 0, "MaxLinks: assets could not be linked");
			assert!(T::MaxLineageWalk::get() > 0, "MaxLineageWalk: every link would be too deep");
			assert!(
				T::MaxRevisionsAtRetire::get() > 0,
				"MaxRevisionsAtRetire: nothing could retire"
			);
			// The calls with the longest loops have to fit into a block.
			let weights = T::BlockWeights::get();
			let max_extrinsic =
				weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
			let (retire, link) = (Self::max_retire_weight(), Self::max_link_weight());
			assert!(retire.all_lte(max_extrinsic), "MaxRevisionsAtRetire: retire fits no block");
			assert!(link.all_lte(max_extrinsic), "MaxLineageWalk: link fits no block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
