//! Reading the registry: what the runtime API and neighbouring pallets ask. Every answer is
//! bounded, and an asset is read once.

mod lineage;
mod list;

use crate::{
	AssetInspect, AssetRecordOf, Assets, BalanceOf, CollectionRecordOf, Collections, Config,
	Lineage, Pallet, RevisionRecordOf, Revisions,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use metahub_assets::{
	verify_proof, AssetId, AssetInfo, AssetKind, AssetPage, CollectionInfo, Deposit,
	LifecycleState, PathVerdict, ProofError, QueryError, Relation, RevisionInfo, RevisionPage,
	MAX_PAGE,
};
use sp_core::H256;
use sp_runtime::traits::Saturating;

/// An asset, with this chain's types.
pub type AssetInfoOf<T> =
	AssetInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A page of assets, with this chain's types.
pub type AssetPageOf<T> =
	AssetPage<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A revision, with this chain's types.
pub type RevisionInfoOf<T> =
	RevisionInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A page of revisions, with this chain's types.
pub type RevisionPageOf<T> =
	RevisionPage<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A collection, with this chain's types.
pub type CollectionInfoOf<T> = CollectionInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

impl<T: Config> Pallet<T> {
	/// An asset with its current revision.
	pub fn asset_info(id: AssetId) -> Option<AssetInfoOf<T>> {
		Self::describe_asset(id, Assets::<T>::get(id)?)
	}

	/// A collection.
	pub fn collection_info(id: u32) -> Option<CollectionInfoOf<T>> {
		let record: CollectionRecordOf<T> = Collections::<T>::get(id)?;
		Some(CollectionInfo {
			id,
			name: record.name.into_inner(),
			publisher: record.publisher.clone(),
			nominee: record.nominee,
			metadata: record.metadata,
			items: record.items,
			next_item: record.next_item,
			roles: record.roles,
			deposit: Deposit { depositor: record.publisher, amount: record.deposit },
		})
	}

	/// One revision of an asset.
	pub fn revision_info(id: AssetId, number: u32) -> Result<RevisionInfoOf<T>, QueryError> {
		let asset = Assets::<T>::get(id).ok_or(QueryError::UnknownAsset)?;
		let revision = Revisions::<T>::get(id, number).ok_or(QueryError::UnknownRevision)?;
		Ok(Self::describe_revision(number, &asset, revision))
	}

	/// Revisions of an asset, oldest first, from the given number or the oldest kept, at most
	/// [`MAX_PAGE`].
	pub fn revisions_page(
		id: AssetId,
		from: Option<u32>,
		limit: u32,
	) -> Result<RevisionPageOf<T>, QueryError> {
		let asset = Assets::<T>::get(id).ok_or(QueryError::UnknownAsset)?;
		let start = from.unwrap_or(asset.oldest).max(asset.oldest);
		let mut revisions = Vec::new();
		for number in start..=asset.revision {
			if revisions.len() as u32 >= limit.min(MAX_PAGE) {
				return Ok(RevisionPage { revisions, next: Some(number) });
			}
			if let Some(revision) = Revisions::<T>::get(id, number) {
				revisions.push(Self::describe_revision(number, &asset, revision));
			}
		}
		Ok(RevisionPage { revisions, next: None })
	}

	/// Whether a file is under a revision's root: the current one's, unless a number is given.
	pub fn verify_path(
		id: AssetId,
		revision: Option<u32>,
		path: &[u8],
		cid: &[u8],
		size: u64,
		proof: &[H256],
	) -> Result<PathVerdict, QueryError> {
		let asset = Assets::<T>::get(id).ok_or(QueryError::UnknownAsset)?;
		let number = revision.unwrap_or(asset.revision);
		let root = Revisions::<T>::get(id, number).ok_or(QueryError::UnknownRevision)?.root;
		let path = core::str::from_utf8(path).map_err(|_| QueryError::InvalidPath)?;
		let valid = verify_proof(&root, path, cid, size, proof).map_err(|error| match error {
			ProofError::Path(_) => QueryError::InvalidPath,
			ProofError::Cid(_) => QueryError::InvalidCid,
			ProofError::TooLong { .. } => QueryError::ProofTooLong,
		})?;
		Ok(PathVerdict { revision: number, root, valid })
	}

	/// `None` if the NFT is gone: nobody owns the asset.
	fn describe_asset(id: AssetId, record: AssetRecordOf<T>) -> Option<AssetInfoOf<T>> {
		let owner = Self::owner_of(id)?;
		let revision = Revisions::<T>::get(id, record.revision)?;
		let revision = Self::describe_revision(record.revision, &record, revision);
		Some(AssetInfo {
			id,
			kind: record.kind,
			state: record.state,
			registered_at: record.registered_at,
			oldest_revision: record.oldest,
			links: Lineage::<T>::decode_len(id).unwrap_or_default() as u32,
			dependants: record.dependants,
			descendants: record.descendants,
			managed: record.is_managed(&owner),
			deposit: Deposit { depositor: record.registrant, amount: record.deposit },
			owner,
			revision,
		})
	}

	fn describe_revision(
		number: u32,
		asset: &AssetRecordOf<T>,
		revision: RevisionRecordOf<T>,
	) -> RevisionInfoOf<T> {
		// No sum of deposits exceeds what there is in all.
		let deposit = revision
			.uris
			.iter()
			.fold(revision.deposit, |sum, entry| sum.saturating_add(entry.deposit));
		RevisionInfo {
			number,
			root: revision.root,
			entries: revision.entries,
			total_bytes: revision.total_bytes,
			manifest: revision.manifest,
			uris: revision.uris.into_iter().map(|entry| entry.uri).collect(),
			author: revision.author.unwrap_or_else(|| asset.registrant.clone()),
			created_at: revision.created_at,
			deposit,
		}
	}
}

impl<T: Config> AssetInspect<T::AccountId> for Pallet<T> {
	fn owner(asset: AssetId) -> Option<T::AccountId> {
		// A collection of another pallet's can have an item of the same id.
		Assets::<T>::contains_key(asset).then(|| Self::owner_of(asset)).flatten()
	}

	fn state(asset: AssetId) -> Option<LifecycleState> {
		Assets::<T>::get(asset).map(|record| record.state)
	}

	fn kind(asset: AssetId) -> Option<AssetKind> {
		Assets::<T>::get(asset).map(|record| record.kind)
	}

	fn current_revision(asset: AssetId) -> Option<u32> {
		Assets::<T>::get(asset).map(|record| record.revision)
	}

	fn publisher(collection: u32) -> Option<T::AccountId> {
		Collections::<T>::get(collection).map(|record| record.publisher)
	}

	fn origins(asset: AssetId) -> Vec<(Relation, AssetId)> {
		let links = Lineage::<T>::get(asset).into_iter().map(|entry| entry.link);
		links
			.filter(|link| !link.relation.is_structural())
			.map(|link| (link.relation, link.object))
			.collect()
	}
}
