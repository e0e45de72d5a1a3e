//! Which block is asked about, and the runtime calls that answer.

use super::{convert, did_document};
use metahub_assets::{
	check_path, AssetFilter, AssetId, AssetInfo, CollectionInfo, ContentId, Direction, QueryError,
	MAX_LINEAGE_DEPTH, MAX_PAGE, MAX_PROOF_LEN,
};
use metahub_rpc_api::{
	types::{
		AssetList, BlockRef, Collection, CollectionRef, DidDocument, Lineage, ListFilter,
		PathClaim, PathVerdict, ResolvedAsset, Revisions,
	},
	Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use sc_client_api::Backend;
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::{fmt::Display, sync::Arc};

/// Knows which states are still there.
pub trait KeepsStates: Send + Sync + 'static {
	/// Whether the state after this block is kept.
	fn has_state(&self, hash: Hash, number: BlockNumber) -> bool;
}

impl<B: Backend<Block> + 'static> KeepsStates for Arc<B> {
	fn has_state(&self, hash: Hash, number: BlockNumber) -> bool {
		self.have_state_at(hash, number)
	}
}

/// Asks the runtime.
pub struct Query<C, S> {
	client: Arc<C>,
	states: S,
	genesis: Hash,
}

impl<C, S> Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	C::Api: AssetsApi<Block, AccountId, Balance, BlockNumber>,
	S: KeepsStates,
{
	/// Asks the runtime through this client.
	pub fn new(client: Arc<C>, states: S) -> Self {
		let genesis = client.info().genesis_hash;
		Self { client, states, genesis }
	}

	/// `assets_resolve`.
	pub fn resolve(&self, id: &str, at: Option<Hash>) -> Result<ResolvedAsset, Error> {
		let id = self.id(id)?;
		let block = self.block(at)?;
		let info = self.asset(&block, id)?;
		let collection = self
			.collection_info(&block, id.collection)?
			.ok_or_else(|| internal(format!("asset {id} is in no collection")))?;
		Ok(ResolvedAsset {
			also_known_as: vec![convert::caip19(id)],
			collection: CollectionRef {
				id: collection.id,
				name: convert::text(&collection.name),
				publisher: convert::ss58(&collection.publisher),
			},
			asset: convert::asset(&self.genesis, info),
			block,
		})
	}

	/// `assets_didDocument`.
	pub fn did_document(&self, id: &str, at: Option<Hash>) -> Result<DidDocument, Error> {
		let id = self.id(id)?;
		let block = self.block(at)?;
		let info = self.asset(&block, id)?;
		Ok(did_document::document(&self.genesis, &info, block))
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
		let block = self.block(at)?;
		let page = self
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
		let block = self.block(at)?;
		let graph = self
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
			owner: filter.owner.as_ref().map(convert::account).transpose()?,
			kind: filter.kind,
			state: filter.state,
		};
		let block = self.block(at)?;
		let page = self.call(&block, |api, hash| api.list(hash, filter, cursor, limit))?;
		Ok(AssetList {
			items: page.items.into_iter().map(|info| convert::asset(&self.genesis, info)).collect(),
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
		let block = self.block(at)?;
		let verdict = self
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
		let block = self.block(at)?;
		let info = self.collection_info(&block, id)?.ok_or(Error::UnknownCollection { id })?;
		Ok(convert::collection(info, block))
	}

	/// What a block changed.
	pub fn changes(&self, block: &BlockRef) -> Result<Vec<convert::RuntimeChange>, Error> {
		self.call(block, |api, hash| api.changes(hash))
	}

	/// The finalised block of this number.
	pub fn finalized_block(&self, number: BlockNumber) -> Result<BlockRef, Error> {
		let hash = self
			.client
			.hash(number)
			.map_err(internal)?
			.ok_or_else(|| internal(format!("block {number} is finalised but not known")))?;
		let block = BlockRef { hash, number, finalized: true };
		self.require_state(&block)?;
		Ok(block)
	}

	/// The asset that a caller names, by id or by DID.
	fn id(&self, text: &str) -> Result<AssetId, Error> {
		convert::asset_id(text, &self.genesis)
	}

	/// The block that a caller names, or the best one.
	fn block(&self, at: Option<Hash>) -> Result<BlockRef, Error> {
		let info = self.client.info();
		let hash = at.unwrap_or(info.best_hash);
		let number = self
			.client
			.number(hash)
			.map_err(internal)?
			.ok_or(Error::UnknownBlock { block: hash })?;
		let finalized = number <= info.finalized_number
			&& self.client.hash(number).map_err(internal)? == Some(hash);
		let block = BlockRef { hash, number, finalized };
		self.require_state(&block)?;
		Ok(block)
	}

	fn require_state(&self, block: &BlockRef) -> Result<(), Error> {
		if self.states.has_state(block.hash, block.number) {
			Ok(())
		} else {
			Err(Error::PrunedBlock { block: block.hash, number: block.number })
		}
	}

	/// Calls the runtime. The state can be pruned between the check and the call, so a failure
	/// is looked at once more.
	fn call<T>(
		&self,
		block: &BlockRef,
		call: impl FnOnce(ApiRef<'_, C::Api>, Hash) -> Result<T, ApiError>,
	) -> Result<T, Error> {
		call(self.client.runtime_api(), block.hash)
			.map_err(|error| self.require_state(block).err().unwrap_or_else(|| internal(error)))
	}

	fn asset(
		&self,
		block: &BlockRef,
		id: AssetId,
	) -> Result<AssetInfo<AccountId, Balance, BlockNumber>, Error> {
		self.call(block, |api, hash| api.asset(hash, id))?
			.ok_or_else(|| self.unknown_asset(block, id))
	}

	fn collection_info(
		&self,
		block: &BlockRef,
		id: u32,
	) -> Result<Option<CollectionInfo<AccountId, Balance>>, Error> {
		self.call(block, |api, hash| api.collection(hash, id))
	}

	/// Items are numbered in sequence and numbers are not used again: one below the next that is
	/// not there has been. (That a destroyed collection had it is not known any more.)
	fn unknown_asset(&self, block: &BlockRef, id: AssetId) -> Error {
		match self.collection_info(block, id.collection) {
			Ok(info) => {
				let retired = info.is_some_and(|info| id.item < info.next_item);
				Error::UnknownAsset { id, retired }
			}
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

/// A failure of the node, which its log shows too.
pub fn internal(reason: impl Display) -> Error {
	let reason = reason.to_string();
	log::error!(target: "rpc::assets", "{reason}");
	Error::Internal { reason }
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

/// How many entries a page has: a limit above the cap is lowered to it, as the runtime would.
/// Zero is refused, since whoever follows its cursor would never end.
fn page(limit: Option<u32>) -> Result<u32, Error> {
	match limit {
		Some(0) => Err(Error::BadFilter {
			field: "limit",
			value: "0".into(),
			reason: "a page has at least one entry".into(),
		}),
		limit => Ok(limit.unwrap_or(MAX_PAGE).min(MAX_PAGE)),
	}
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
