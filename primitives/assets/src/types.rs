//! The registry's vocabulary: what calls take, what the runtime API answers, what a block changed.

use crate::{AssetId, ContentId, Link, MultiUri};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Most multiURIs that one revision carries.
pub const MAX_URIS: u32 = 8;
/// Longest collection name, in bytes of UTF-8.
pub const MAX_NAME_LEN: u32 = 64;
/// Most assets or revisions in one answer; a larger limit is lowered to this.
pub const MAX_PAGE: u32 = 100;
/// Most records that one page of a list looks at; a page can end early with a cursor.
pub const MAX_SCAN: u32 = 2_048;
/// Deepest lineage that one answer walks.
pub const MAX_LINEAGE_DEPTH: u32 = 16;
/// Most assets in one lineage answer.
pub const MAX_LINEAGE_NODES: u32 = 256;

macro_rules! plain_enum {
	($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $index:literal,)+ }) => {
		$(#[$meta])*
		#[derive(
			Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		pub enum $name { $($(#[$vmeta])* #[codec(index = $index)] $variant,)+ }

		impl $name {
			/// Every value, in index order.
			pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
		}
	};
}

plain_enum! {
	/// What an asset is.
	AssetKind {
		/// Samples, possibly in splits and shards.
		Dataset = 0,
		/// Parameters and the code that loads them.
		Model = 1,
		/// A processing step: tokenizer, transform, metric.
		Function = 2,
		/// A set of other assets, named by `Contains` links.
		Bundle = 3,
		/// An endpoint or an access token to one.
		Service = 4,
	}
}

plain_enum! {
	/// Where an asset is in its life (Ocean's six states, by the same numbers).
	LifecycleState {
		/// In use: listed, can be ordered.
		Active = 0,
		/// No longer maintained.
		EndOfLife = 1,
		/// Replaced by another asset.
		Deprecated = 2,
		/// Withdrawn for cause. Final: no other state follows.
		Revoked = 3,
		/// Listed, cannot be ordered.
		OrderingDisabled = 4,
		/// Can be ordered, is not listed.
		Unlisted = 5,
	}
}

plain_enum! {
	/// How an asset (the subject) stands to another (the object).
	Relation {
		/// The subject is a modification of the object.
		DerivedFrom = 0,
		/// The subject is a model that learned from the object.
		TrainedOn = 1,
		/// The object is a part of the subject: bundle, mosaic, shard, split.
		Contains = 2,
		/// The subject needs the object to work.
		DependsOn = 3,
		/// The subject is an excerpt of the object.
		SampleOf = 4,
	}
}

impl Relation {
	/// Whether the subject does not hold together without the object. Such links form no cycle,
	/// can be cut, and keep the object from being retired. The others state where the subject
	/// comes from: that stays true for as long as the subject lives.
	pub const fn is_structural(self) -> bool {
		matches!(self, Self::Contains | Self::DependsOn)
	}

	/// Whether the subject takes on what the object demands and owes. All do but `DependsOn`,
	/// which copies nothing.
	pub const fn binds(self) -> bool {
		!matches!(self, Self::DependsOn)
	}
}

/// What a revision says, as a call brings it. Raw bytes: the registry checks them and answers
/// with an error of its own, where a typed argument would only fail to decode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ContentInput {
	/// Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	pub entries: u32,
	/// Sum of the files' sizes in bytes.
	pub total_bytes: u64,
	/// Binary CIDv1 of the manifest.
	pub manifest: Vec<u8>,
	/// MultiURIs in binary form, best first.
	pub uris: Vec<Vec<u8>>,
}

/// A deposit on hold.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Deposit<AccountId, Balance> {
	/// Whose balance it is held on, and to whom it returns.
	pub depositor: AccountId,
	/// Planck.
	pub amount: Balance,
}

/// A collection, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CollectionInfo<AccountId, Balance> {
	/// Its id, which is also its pallet-nfts collection.
	pub id: u32,
	/// UTF-8.
	pub name: Vec<u8>,
	/// Who may register, grant roles and hand the collection on.
	pub publisher: AccountId,
	/// Who may take it over, if anyone.
	pub nominee: Option<AccountId>,
	/// Where a description of it lies.
	pub metadata: Option<MultiUri>,
	/// Assets that live in it.
	pub items: u64,
	/// The item number that the next asset gets.
	pub next_item: u64,
	/// Accounts with a role.
	pub roles: u32,
	/// What the publisher has on hold for it.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A revision, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RevisionInfo<AccountId, Balance, BlockNumber> {
	/// Its number; the first is 1.
	pub number: u32,
	/// Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	pub entries: u32,
	/// Sum of the files' sizes in bytes.
	pub total_bytes: u64,
	/// CID of the manifest.
	pub manifest: ContentId,
	/// Where it can be had, best first.
	pub uris: Vec<MultiUri>,
	/// Who made it.
	pub author: AccountId,
	/// The block that made it.
	pub created_at: BlockNumber,
	/// Everything on hold for it, multiURIs that others added included.
	pub deposit: Balance,
}

/// An asset with its current revision, as the runtime API answers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AssetInfo<AccountId, Balance, BlockNumber> {
	/// Its id.
	pub id: AssetId,
	/// Who owns the NFT.
	pub owner: AccountId,
	/// What it is.
	pub kind: AssetKind,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// The block that registered it.
	pub registered_at: BlockNumber,
	/// The oldest revision that is still kept.
	pub oldest_revision: u32,
	/// Its own links.
	pub links: u32,
	/// Live assets that contain it or depend on it.
	pub dependants: u32,
	/// Links that live assets have to it because they were made from it or contain it.
	pub descendants: u32,
	/// Whether the roles of its collection count on it: its owner agreed to that.
	pub managed: bool,
	/// On hold for the asset itself, its revisions and links apart.
	pub deposit: Deposit<AccountId, Balance>,
	/// The current revision.
	pub revision: RevisionInfo<AccountId, Balance, BlockNumber>,
}

/// Some of an asset's revisions, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RevisionPage<AccountId, Balance, BlockNumber> {
	/// The revisions.
	pub revisions: Vec<RevisionInfo<AccountId, Balance, BlockNumber>>,
	/// The number to go on from, when there are more.
	pub next: Option<u32>,
}

/// Which assets a list is about. Absent means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AssetFilter<AccountId> {
	/// In this collection.
	pub collection: Option<u32>,
	/// Owned by this account.
	pub owner: Option<AccountId>,
	/// Of this kind.
	pub kind: Option<AssetKind>,
	/// In this state.
	pub state: Option<LifecycleState>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AssetPage<AccountId, Balance, BlockNumber> {
	/// The assets; can be fewer than asked for although more follow.
	pub items: Vec<AssetInfo<AccountId, Balance, BlockNumber>>,
	/// The last id that was looked at, when more may follow: the cursor of the next page.
	pub next: Option<AssetId>,
}

plain_enum! {
	/// Which way a lineage is walked.
	Direction {
		/// To what the asset links to.
		Ancestors = 0,
		/// To what links to the asset.
		Descendants = 1,
	}
}

/// One asset of a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LineageNode {
	/// Its id.
	pub id: AssetId,
	/// Its kind and state; `None` once it is retired.
	pub live: Option<(AssetKind, LifecycleState)>,
	/// Fewest links from the asset asked about, which itself is 0.
	pub depth: u32,
}

/// One link of a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LineageEdge {
	/// The asset that links.
	pub subject: AssetId,
	/// How the subject stands to the object.
	pub relation: Relation,
	/// The asset linked to.
	pub object: AssetId,
}

/// An asset's lineage, breadth first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LineageGraph {
	/// The assets, nearest first; the asset asked about is the first.
	pub nodes: Vec<LineageNode>,
	/// The links between them.
	pub edges: Vec<LineageEdge>,
	/// Whether a bound (depth, number of assets) cut it short.
	pub truncated: bool,
}

/// What a path proof was checked against, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PathVerdict {
	/// The revision it was checked against.
	pub revision: u32,
	/// That revision's root.
	pub root: H256,
	/// Whether the file is under the root.
	pub valid: bool,
}

/// Why a query has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum QueryError {
	/// There is no such asset, or no longer.
	UnknownAsset,
	/// There is no such collection, or no longer.
	UnknownCollection,
	/// The asset has no revision of this number, or no longer.
	UnknownRevision,
	/// The path is not one that a Path2Hash root can contain.
	InvalidPath,
	/// The CID is not one that a Path2Hash root can contain.
	InvalidCid,
	/// The proof is longer than any tree is deep.
	ProofTooLong,
}

/// One change of the registry, in the order in which the block made it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Change<AccountId> {
	/// A collection was created.
	CollectionCreated {
		/// Its id.
		collection: u32,
		/// Its publisher.
		publisher: AccountId,
	},
	/// A collection has another publisher.
	PublisherChanged {
		/// Its id.
		collection: u32,
		/// The publisher until now.
		from: AccountId,
		/// The publisher from now on.
		to: AccountId,
	},
	/// An account's roles in a collection changed.
	RolesSet {
		/// The collection's id.
		collection: u32,
		/// The account.
		who: AccountId,
		/// Its roles from now on, as bits.
		roles: u8,
	},
	/// A collection was destroyed.
	CollectionDestroyed {
		/// Its id.
		collection: u32,
	},
	/// An asset was registered, with its first revision.
	Registered {
		/// Its id.
		asset: AssetId,
		/// Its owner.
		owner: AccountId,
		/// What it is.
		kind: AssetKind,
		/// The first revision's root.
		root: H256,
	},
	/// An asset has a new revision.
	Revised {
		/// The asset.
		asset: AssetId,
		/// The new revision's number.
		revision: u32,
		/// Its root.
		root: H256,
	},
	/// A revision can be had in one more place.
	UriAdded {
		/// The asset.
		asset: AssetId,
		/// The revision.
		revision: u32,
		/// The place.
		uri: MultiUri,
	},
	/// A revision can no longer be had in a place.
	UriWithdrawn {
		/// The asset.
		asset: AssetId,
		/// The revision.
		revision: u32,
		/// The place.
		uri: MultiUri,
	},
	/// An asset's lifecycle state was set.
	StateSet {
		/// The asset.
		asset: AssetId,
		/// The state until now.
		from: LifecycleState,
		/// The state from now on.
		to: LifecycleState,
	},
	/// The roles of an asset's collection count on it from now on, or no longer.
	ManagedSet {
		/// The asset.
		asset: AssetId,
		/// Whether they do.
		managed: bool,
	},
	/// A lineage link was made.
	Linked {
		/// The asset that links.
		subject: AssetId,
		/// The link.
		link: Link,
	},
	/// A lineage link was cut.
	Unlinked {
		/// The asset that linked.
		subject: AssetId,
		/// The link.
		link: Link,
	},
	/// An asset has another owner, by whichever call.
	Transferred {
		/// The asset.
		asset: AssetId,
		/// The owner until now.
		from: AccountId,
		/// The owner from now on.
		to: AccountId,
	},
	/// Old revisions were dropped.
	RevisionsPruned {
		/// The asset.
		asset: AssetId,
		/// The oldest revision that is still kept.
		oldest: u32,
	},
	/// An asset was retired.
	Retired {
		/// Its id, which is not used again.
		asset: AssetId,
	},
}
