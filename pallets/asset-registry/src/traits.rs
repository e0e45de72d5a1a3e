//! How the registry and its neighbours know each other: what it asks, and what it may be asked.

use alloc::vec::Vec;
use frame_support::weights::Weight;
use metahub_assets::{AssetId, AssetKind, LifecycleState, Permit, Relation};
use sp_runtime::{DispatchError, DispatchResult};

/// Decides who may build on an asset, and keeps what that was agreed under. The royalties pallet
/// answers.
///
/// Asked before every provenance link (`DerivedFrom`, `TrainedOn`, `SampleOf`) and before
/// `Contains`, which passes the other asset on; never for `DependsOn`, which copies nothing.
pub trait DerivationPolicy<AccountId> {
	/// Refuses with the reason if `permit` does not let `who`, the owner of `subject`, give it this
	/// relation to `parent`, or if it would owe more than `max_owed_ppm` in all (parts per million
	/// of its revenue). Otherwise may note on which terms that happens, and returns whether
	/// `subject` owes more, or may be licensed under less, than before. What it notes is undone when
	/// the link does not come about.
	fn derive(
		who: &AccountId,
		subject: AssetId,
		relation: Relation,
		parent: AssetId,
		permit: Permit,
		max_owed_ppm: u32,
	) -> Result<bool, DispatchError>;

	/// An asset was retired: what was noted about it can go.
	fn retired(asset: AssetId);

	/// What [`derive`](Self::derive) weighs at most.
	fn derive_weight() -> Weight;

	/// What [`retired`](Self::retired) weighs at most.
	fn retired_weight() -> Weight;
}

/// Everyone may build on everything.
impl<AccountId> DerivationPolicy<AccountId> for () {
	fn derive(
		_: &AccountId,
		_: AssetId,
		_: Relation,
		_: AssetId,
		_: Permit,
		_: u32,
	) -> Result<bool, DispatchError> {
		Ok(false)
	}

	fn retired(_: AssetId) {}

	fn derive_weight() -> Weight {
		Weight::zero()
	}

	fn retired_weight() -> Weight {
		Weight::zero()
	}
}

/// What an asset's owner has committed to by selling licences. The licensing pallet answers.
pub trait Commitments<BlockNumber> {
	/// Refuses with the reason while there are open irrevocable licences of the asset. Asked before
	/// its owner retires or revokes it.
	fn ensure_endable(asset: AssetId) -> DispatchResult;

	/// The block of the last sale of a licence that is pinned to a revision, while one that is not
	/// closed is. Such a revision is not pruned, and keeps the multiURIs that it had by then.
	fn sold_at(asset: AssetId, revision: u32) -> Option<BlockNumber>;

	/// What one answer weighs at most.
	fn weight() -> Weight;
}

/// Nothing is ever sold.
impl<BlockNumber> Commitments<BlockNumber> for () {
	fn ensure_endable(_: AssetId) -> DispatchResult {
		Ok(())
	}

	fn sold_at(_: AssetId, _: u32) -> Option<BlockNumber> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Enumerates the NFTs of an account, page by page. The frame NFT traits enumerate from the start
/// only, which makes the last page as dear as the whole list.
pub trait OwnedItems<AccountId> {
	/// Up to `limit` items that `who` owns, in an order that stays the same within a block: in one
	/// collection or in all, after the given item or from the start. May include items that the
	/// registry does not know.
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<AssetId>,
		limit: u32,
	) -> Vec<AssetId>;
}

/// Nobody owns anything: lists by owner are empty.
impl<AccountId> OwnedItems<AccountId> for () {
	fn owned_items(_: &AccountId, _: Option<u32>, _: Option<AssetId>, _: u32) -> Vec<AssetId> {
		Vec::new()
	}
}

/// What licensing and payments ask the registry. Every answer is `None` for an asset (or
/// collection) that does not exist or no longer does, and costs one or two storage reads.
pub trait AssetInspect<AccountId> {
	/// Who owns it: who licenses it and is paid for it.
	fn owner(asset: AssetId) -> Option<AccountId>;

	/// Where it is in its life: whether it can be ordered.
	fn state(asset: AssetId) -> Option<LifecycleState>;

	/// What it is.
	fn kind(asset: AssetId) -> Option<AssetKind>;

	/// The number of its current revision.
	fn current_revision(asset: AssetId) -> Option<u32>;

	/// Who publishes a collection.
	fn publisher(collection: u32) -> Option<AccountId>;

	/// What an asset states it comes from: its provenance links, in the order of their making.
	fn origins(asset: AssetId) -> Vec<(Relation, AssetId)>;
}

/// Hears of changes to what an asset's or a collection's description is made of, beside mints,
/// moves and burns.
pub trait Observer {
	/// An asset has another revision, other URIs or links, or is in another state.
	fn asset_changed(asset: AssetId);

	/// A collection has another publisher.
	fn collection_changed(collection: u32);

	/// Weight at most of what others do when an asset moves or is burned.
	fn moved_weight() -> Weight {
		Weight::zero()
	}
}

/// Where nobody cares.
impl Observer for () {
	fn asset_changed(_: AssetId) {}

	fn collection_changed(_: u32) {}
}
