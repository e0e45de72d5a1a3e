//! Weights of [`registry`](crate::registry).

use frame_support::weights::Weight;

/// What the functions of the registry weigh.
pub trait WeightInfo {
	/// A call that no function answers to.
	fn refused() -> Weight;
	/// Arguments of this many bytes, those of the interface that take longest to decode.
	fn arguments(b: u32) -> Weight;
	/// `createCollection`.
	fn create_collection() -> Weight;
	/// `setRoles`.
	fn set_roles() -> Weight;
	/// `nominatePublisher`.
	fn nominate_publisher() -> Weight;
	/// `acceptPublisher`.
	fn accept_publisher() -> Weight;
	/// `destroyCollection`.
	fn destroy_collection() -> Weight;
	/// `register`.
	fn register() -> Weight;
	/// `revise`.
	fn revise() -> Weight;
	/// `addUri`.
	fn add_uri() -> Weight;
	/// `withdrawUri`.
	fn withdraw_uri() -> Weight;
	/// `setState`.
	fn set_state() -> Weight;
	/// `link`.
	fn link() -> Weight;
	/// `unlink`.
	fn unlink() -> Weight;
	/// `pruneRevisions`.
	fn prune_revisions() -> Weight;
	/// `retire`.
	fn retire() -> Weight;
	/// `setManaged`.
	fn set_managed() -> Weight;
	/// `exists`.
	fn exists() -> Weight;
	/// `resolve`.
	fn resolve() -> Weight;
	/// `resolveDid`.
	fn resolve_did() -> Weight;
	/// `did`.
	fn did() -> Weight;
	/// `collectionInfo`.
	fn collection_info() -> Weight;
	/// `collectionOf`.
	fn collection_of() -> Weight;
	/// `collectionAddress`.
	fn collection_address() -> Weight;
	/// `rolesOf`.
	fn roles_of() -> Weight;
	/// `revision`.
	fn revision() -> Weight;
	/// `revisions` that finds this many.
	fn revisions(n: u32) -> Weight;
	/// `lineage` that finds this many assets, each linked to the first.
	fn lineage(n: u32) -> Weight;
	/// `lineage` that finds this many links beside those.
	fn lineage_links(l: u32) -> Weight;
	/// `list` that finds this many assets.
	fn list(n: u32) -> Weight;
	/// `list` that passes over this many records.
	fn list_looks(l: u32) -> Weight;
	/// `verifyPath` with a proof of this many hashes.
	fn verify_path(p: u32) -> Weight;
}
