//! Which block is asked about, and the runtime calls that answer.

use super::{convert, did_document};
use crate::rpc::{
	blocks::{internal, Blocks, KeepsStates},
	names::{self, account, page},
	subscription::ReadsChanges,
};
use metahub_assets::{
	check_path, dispute::Subject, AssetFilter, AssetId, AssetInfo, CollectionInfo, ContentId,
	Direction, QueryError, MAX_LINEAGE_DEPTH, MAX_PROOF_LEN,
};
use metahub_rpc_api::{
	types::{
		AssetList, BlockRef, Change, Collection, CollectionRef, DidDocument, Lineage, ListFilter,
		PathClaim, PathVerdict, ResolvedAsset, Revisions, Tag,
	},
	Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use pallet_disputes_runtime_api::DisputesApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::{fmt::Display, sync::Arc};

/// Asks the runtime.
pub struct Query<C, S>(Blocks<C, S>, u64);

impl<C, S> Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	C::Api: AssetsApi<Block, AccountId, Balance, BlockNumber> + DisputesApi<Block>,
	S: KeepsStates,
{
	/// Asks the runtime through this client. The chain's EIP-155 id is part of assets' names.
	pub fn new(client: Arc<C>, states: S, chain_id: u64) -> Self {
		Self(Blocks::new(client, states), chain_id)
	}

	/// `assets_resolve`.
	pub fn resolve(&self, id: &str, at: Option<Hash>) -> Result<ResolvedAsset, Error> {
		let id = self.id(id)?;
		let block = self.0.block(at)?;
		let info = self.asset(&block, id)?;
		let collection = self
			.collection_info(&block, id.collection)?
			.ok_or_else(|| internal(format!("asset {id} is in no collection")))?;
		Ok(ResolvedAsset {
			also_known_as: vec![convert::caip19(self.1, id)],
			collection: CollectionRef {
				id: collection.id,
				name: convert::text(&collection.name),
				publisher: names::ss58(&collection.publisher),
			},
			asset: convert::asset(self.0.genesis(), info),
			tags: self.tags(&block, id)?,
			block,
		})
	}

	/// `assets_didDocument`.
	pub fn did_document(&self, id: &str, at: Option<Hash>) -> Result<DidDocument, Error> {
		let id = self.id(id)?;
		let block = self.0.block(at)?;
		let info = self.asset(&block, id)?;
		Ok(did_document::document(self.0.genesis(), self.1, &info, block))
	}

	/// `assets_revisions`.
	pub fn revisions(
		&self,
		id: &str,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<Revisions, Error> {
		let id = self.id(id)?;
		let limit = page(limit)?;
		let block = self.0.block(at)?;
		let page = self
			.0
			.call(&block, |api, hash| api.revisions(hash, id, from, limit))?
			.map_err(|error| self.refusal(error, &block, id, from))?;
		Ok(Revisions {
			id,
			revisions: page.revisions.into_iter().map(convert::revision).collect(),
			next: page.next,
			block,
		})
	}

	/// `assets_lineage`.
	pub fn lineage(
		&self,
		id: &str,
		direction: Direction,
		depth: Option<u32>,
		at: Option<Hash>,
	) -> Result<Lineage, Error> {
		let id = self.id(id)?;
		let depth = depth.unwrap_or(MAX_LINEAGE_DEPTH).min(MAX_LINEAGE_DEPTH);
		let block = self.0.block(at)?;
		let graph = self
			.0
			.call(&block, |api, hash| api.lineage(hash, id, direction, depth))?
			.map_err(|error| self.refusal(error, &block, id, None))?;
		Ok(convert::lineage(id, direction, graph, block))
	}

	/// `assets_list`.
	pub fn list(
		&self,
		filter: &ListFilter,
		cursor: Option<&str>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<AssetList, Error> {
		let limit = page(limit)?;
		let cursor = cursor.map(|text| parse_cursor(text, filter.collection)).transpose()?;
		let filter = AssetFilter {
			collection: filter.collection,
			owner: filter.owner.as_ref().map(|owner| account(owner, "owner")).transpose()?,
			kind: filter.kind,
			state: filter.state,
		};
		let block = self.0.block(at)?;
		let page = self.0.call(&block, |api, hash| api.list(hash, filter, cursor, limit))?;
		Ok(AssetList {
			items: page
				.items
				.into_iter()
				.map(|info| convert::asset(self.0.genesis(), info))
				.collect(),
			next_cursor: page.next.map(|id| id.to_string()),
			block,
		})
	}

	/// `assets_verifyPath`.
	pub fn verify_path(&self, claim: PathClaim, at: Option<Hash>) -> Result<PathVerdict, Error> {
		let PathClaim { id, revision, path, cid, size, proof } = claim;
		let id = self.id(&id)?;
		check_path(&path).map_err(|reason| bad_proof_input("path", &path, reason))?;
		let cid: ContentId = cid.parse().map_err(|reason| bad_proof_input("cid", &cid, reason))?;
		let siblings = proof.len();
		if siblings > MAX_PROOF_LEN {
			return Err(proof_too_long(siblings));
		}
		let block = self.0.block(at)?;
		let verdict = self
			.0
			.call(&block, |api, hash| {
				let cid = cid.as_bytes().to_vec();
				api.verify_path(hash, id, revision, path.clone().into_bytes(), cid, size, proof)
			})?
			.map_err(|error| match error {
				QueryError::InvalidPath => bad_proof_input("path", &path, "refused by the runtime"),
				QueryError::InvalidCid => bad_proof_input("cid", cid, "refused by the runtime"),
				QueryError::ProofTooLong => proof_too_long(siblings),
				error => self.refusal(error, &block, id, revision),
			})?;
		Ok(PathVerdict {
			valid: verdict.valid,
			id,
			revision: verdict.revision,
			root: verdict.root,
			block,
		})
	}

	/// `assets_collection`.
	pub fn collection(&self, id: u32, at: Option<Hash>) -> Result<Collection, Error> {
		let block = self.0.block(at)?;
		let info = self.collection_info(&block, id)?.ok_or(Error::UnknownCollection { id })?;
		Ok(convert::collection(info, block))
	}

	/// The asset that a caller names, by id or by DID.
	fn id(&self, text: &str) -> Result<AssetId, Error> {
		names::asset_id(text, self.0.genesis())
	}

	fn asset(
		&self,
		block: &BlockRef,
		id: AssetId,
	) -> Result<AssetInfo<AccountId, Balance, BlockNumber>, Error> {
		self.0
			.call(block, |api, hash| api.asset(hash, id))?
			.ok_or_else(|| self.unknown_asset(block, id))
	}

	/// The claims against an asset that a judge upheld.
	fn tags(&self, block: &BlockRef, id: AssetId) -> Result<Vec<Tag>, Error> {
		let tags = self.0.call(block, |api, hash| api.tags(hash, Subject::Asset(id)))?;
		Ok(tags.into_iter().map(Tag::from).collect())
	}

	fn collection_info(
		&self,
		block: &BlockRef,
		id: u32,
	) -> Result<Option<CollectionInfo<AccountId, Balance>>, Error> {
		self.0.call(block, |api, hash| api.collection(hash, id))
	}

	fn unknown_asset(&self, block: &BlockRef, id: AssetId) -> Error {
		match self.collection_info(block, id.collection) {
			Ok(info) => names::unknown_asset(info, id),
			Err(error) => error,
		}
	}

	/// Why a query about an asset has no answer.
	fn refusal(
		&self,
		error: QueryError,
		block: &BlockRef,
		id: AssetId,
		revision: Option<u32>,
	) -> Error {
		match error {
			QueryError::UnknownAsset => self.unknown_asset(block, id),
			QueryError::UnknownCollection => Error::UnknownCollection { id: id.collection },
			QueryError::UnknownRevision => {
				Error::UnknownRevision { id, revision: revision.unwrap_or_default() }
			}
			QueryError::InvalidPath | QueryError::InvalidCid | QueryError::ProofTooLong => {
				internal(format!("the runtime answered {error:?} to a query without a proof"))
			}
		}
	}
}

impl<C, S> ReadsChanges for Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: AssetsApi<Block, AccountId, Balance, BlockNumber> + DisputesApi<Block>,
	S: KeepsStates,
{
	type Change = Change;

	fn finalized_block(&self, number: BlockNumber) -> Result<BlockRef, Error> {
		self.0.finalized(number)
	}

	fn changes(&self, block: &BlockRef) -> Result<Vec<Change>, Error> {
		let changes = self.0.call(block, |api, hash| api.changes(hash))?;
		Ok(changes.into_iter().map(convert::change).collect())
	}
}

fn bad_proof_input(field: &'static str, value: impl Display, reason: impl Display) -> Error {
	Error::BadProofInput { field, value: value.to_string(), reason: reason.to_string() }
}

fn proof_too_long(siblings: usize) -> Error {
	bad_proof_input(
		"proof",
		format_args!("{siblings} hashes"),
		format_args!("no tree is deeper than {MAX_PROOF_LEN}"),
	)
}

/// A cursor is the id of the last asset that the page before looked at. Callers need not know.
fn parse_cursor(text: &str, collection: Option<u32>) -> Result<AssetId, Error> {
	let bad = |reason: &str| Error::BadFilter {
		field: "cursor",
		value: text.into(),
		reason: reason.into(),
	};
	let id: AssetId = text.parse().map_err(|_| bad("not a nextCursor of this method"))?;
	if collection.is_some_and(|collection| collection != id.collection) {
		return Err(bad("it belongs to a list of another collection"));
	}
	Ok(id)
}
