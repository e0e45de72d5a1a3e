//! Changes of the registry.

use super::Ss58;
use metahub_assets::{AssetId, AssetKind, LifecycleState, MultiUri, Relation};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// One change; `type` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Change {
	/// A collection was created.
	CollectionCreated {
		/// Its id.
		collection: u32,
		/// Its publisher.
		publisher: Ss58,
	},
	/// A collection has another publisher.
	PublisherChanged {
		/// Its id.
		collection: u32,
		/// The publisher until now.
		from: Ss58,
		/// The publisher from now on.
		to: Ss58,
	},
	/// An account's roles in a collection changed.
	RolesSet {
		/// The collection's id.
		collection: u32,
		/// The account.
		who: Ss58,
		/// Its roles from now on, as the sum of registrar = 1, editor = 2, curator = 4.
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
		owner: Ss58,
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
		/// How the subject stands to the object.
		relation: Relation,
		/// The asset linked to.
		object: AssetId,
	},
	/// A lineage link was cut.
	Unlinked {
		/// The asset that linked.
		subject: AssetId,
		/// How the subject stood to the object.
		relation: Relation,
		/// The asset linked to.
		object: AssetId,
	},
	/// An asset has another owner, by whichever call.
	Transferred {
		/// The asset.
		asset: AssetId,
		/// The owner until now.
		from: Ss58,
		/// The owner from now on.
		to: Ss58,
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
