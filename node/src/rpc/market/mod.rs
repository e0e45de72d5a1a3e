//! The `market_*` methods: what is for sale, and what a buyer sees of it.
//!
//! The types and error codes are the crate metahub-rpc-api's; `docs/rpc.md` is for callers.

mod query;
#[cfg(test)]
mod tests;

use super::blocks::KeepsStates;
use jsonrpsee::{
	core::{async_trait, RegisterMethodError},
	RpcModule,
};
use metahub_rpc_api::{types::ItemAnswer, Error, MarketApiServer};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use pallet_market_runtime_api::MarketApi;
use query::Query;
use sc_client_api::Backend;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Builds the `market_*` methods.
pub fn rpc<C, B>(client: Arc<C>, backend: Arc<B>) -> Result<RpcModule<()>, RegisterMethodError>
where
	B: Backend<Block> + 'static,
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: MarketApi<Block, AccountId> + AssetsApi<Block, AccountId, Balance, BlockNumber>,
{
	let mut module = RpcModule::new(());
	module.merge(Market(Query::new(client, backend)).into_rpc())?;
	Ok(module)
}

/// The methods.
struct Market<C, S>(Query<C, S>);

#[async_trait]
impl<C, S> MarketApiServer for Market<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: MarketApi<Block, AccountId> + AssetsApi<Block, AccountId, Balance, BlockNumber>,
	S: KeepsStates,
{
	fn item(&self, item: String, at: Option<Hash>) -> Result<ItemAnswer, Error> {
		self.0.item(&item, at)
	}
}
