//! The `assets_*` methods: reading the registry, and following its finalised changes.
//!
//! | file | what |
//! |---|---|
//! | `query.rs` | the runtime calls |
//! | `convert.rs` | the runtime's types as JSON's; CAIP names |
//! | `did_document.rs` | DID documents |
//!
//! The types and error codes are the crate metahub-rpc-api's; `docs/rpc.md` is for callers.

pub(super) mod convert;
mod did_document;
mod query;
#[cfg(test)]
pub(super) mod tests;

use super::{
	blocks::KeepsStates,
	subscription::{ClientChain, Limits, Subscriptions},
};
use jsonrpsee::{
	core::{async_trait, RegisterMethodError},
	server::SubscriptionCloseResponse,
	PendingSubscriptionSink, RpcModule,
};
use metahub_assets::Direction;
use metahub_rpc_api::{
	types::{
		AssetList, Change, Collection, DidDocument, Lineage, ListFilter, PathClaim, PathVerdict,
		ResolvedAsset, Revisions, SubscribeOptions,
	},
	AssetsApiServer, Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use pallet_disputes_runtime_api::DisputesApi;
use query::Query;
use sc_client_api::{Backend, BlockchainEvents};
use sc_rpc::SubscriptionTaskExecutor;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Builds the `assets_*` methods of the chain with this EIP-155 id.
pub fn rpc<C, B>(
	client: Arc<C>,
	backend: Arc<B>,
	chain_id: u64,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, RegisterMethodError>
where
	B: Backend<Block> + 'static,
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + BlockchainEvents<Block> + 'static,
	C::Api: AssetsApi<Block, AccountId, Balance, BlockNumber> + DisputesApi<Block>,
{
	let query = Arc::new(Query::new(client.clone(), backend, chain_id));
	let chain = ClientChain::new(client, query.clone());
	let subscriptions = Subscriptions::new(Arc::new(chain), executor, Limits::default());
	let mut module = RpcModule::new(());
	module.merge(Assets { query, subscriptions }.into_rpc())?;
	Ok(module)
}

/// The methods.
struct Assets<C, S> {
	query: Arc<Query<C, S>>,
	subscriptions: Subscriptions<Change>,
}

#[async_trait]
impl<C, S> AssetsApiServer for Assets<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: AssetsApi<Block, AccountId, Balance, BlockNumber> + DisputesApi<Block>,
	S: KeepsStates,
{
	fn resolve(&self, id: String, at: Option<Hash>) -> Result<ResolvedAsset, Error> {
		self.query.resolve(&id, at)
	}

	fn did_document(&self, id: String, at: Option<Hash>) -> Result<DidDocument, Error> {
		self.query.did_document(&id, at)
	}

	fn revisions(
		&self,
		id: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<Revisions, Error> {
		self.query.revisions(&id, from, limit, at)
	}

	fn lineage(
		&self,
		id: String,
		direction: Direction,
		depth: Option<u32>,
		at: Option<Hash>,
	) -> Result<Lineage, Error> {
		self.query.lineage(&id, direction, depth, at)
	}

	fn list(
		&self,
		filter: Option<ListFilter>,
		cursor: Option<String>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<AssetList, Error> {
		self.query.list(&filter.unwrap_or_default(), cursor.as_deref(), limit, at)
	}

	fn verify_path(&self, claim: PathClaim, at: Option<Hash>) -> Result<PathVerdict, Error> {
		self.query.verify_path(claim, at)
	}

	fn collection(&self, id: u32, at: Option<Hash>) -> Result<Collection, Error> {
		self.query.collection(id, at)
	}

	async fn subscribe_changes(
		&self,
		pending: PendingSubscriptionSink,
		options: Option<SubscribeOptions>,
	) -> SubscriptionCloseResponse {
		self.subscriptions.serve(pending, options.unwrap_or_default()).await
	}
}
