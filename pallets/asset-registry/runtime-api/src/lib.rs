//! What nodes ask the runtime about assets. Every answer is bounded: lists are paged, lineage is
//! capped in depth and number, and a limit above the cap is lowered to it.

#![cfg_attr(not(feature = "std"), no_std)]
// A proof has as many parts, and a block in front of them in the generated code.
#![allow(clippy::too_many_arguments)]

extern crate alloc;

use alloc::vec::Vec;
use codec::Codec;
use metahub_assets::{
	AssetFilter, AssetId, AssetInfo, AssetPage, Change, CollectionInfo, Direction, LineageGraph,
	PathVerdict, QueryError, RevisionInfo, RevisionPage,
};
use primitive_types::H256;

sp_api::decl_runtime_apis! {
	/// Reads the asset registry.
	pub trait AssetsApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// An asset with its current revision.
		fn asset(id: AssetId) -> Option<AssetInfo<AccountId, Balance, BlockNumber>>;

		/// A collection.
		fn collection(id: u32) -> Option<CollectionInfo<AccountId, Balance>>;

		/// One revision of an asset.
		fn revision(
			id: AssetId,
			number: u32,
		) -> Result<RevisionInfo<AccountId, Balance, BlockNumber>, QueryError>;

		/// Revisions of an asset, oldest first, from the given number or the oldest kept.
		fn revisions(
			id: AssetId,
			from: Option<u32>,
			limit: u32,
		) -> Result<RevisionPage<AccountId, Balance, BlockNumber>, QueryError>;

		/// An asset's lineage, breadth first.
		fn lineage(
			id: AssetId,
			direction: Direction,
			depth: u32,
		) -> Result<LineageGraph, QueryError>;

		/// A page of the assets that pass a filter, after the cursor.
		fn list(
			filter: AssetFilter<AccountId>,
			cursor: Option<AssetId>,
			limit: u32,
		) -> AssetPage<AccountId, Balance, BlockNumber>;

		/// Whether a file is under a revision's root (the current one's, unless a number is given).
		fn verify_path(
			id: AssetId,
			revision: Option<u32>,
			path: Vec<u8>,
			cid: Vec<u8>,
			size: u64,
			proof: Vec<H256>,
		) -> Result<PathVerdict, QueryError>;

		/// What this block changed, in order.
		fn changes() -> Vec<Change<AccountId>>;
	}
}
