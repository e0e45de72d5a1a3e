//! The `licences_*` methods: reading licences, offers, access and what is owed, and following their
//! finalised changes.
//!
//! | file | what |
//! |---|---|
//! | `query.rs` | the runtime calls, one for each request |
//! | `convert.rs` | the runtime's types as JSON's |
//!
//! The types and error codes are the crate metahub-rpc-api's; `docs/rpc.md` is for callers.

mod convert;
mod query;
#[cfg(test)]
mod tests;

use super::{
	blocks::KeepsStates,
	subscription::{ClientChain, Limits, Subscriptions},
};
use jsonrpsee::{
	core::{async_trait, RegisterMethodError},
	server::SubscriptionCloseResponse,
	PendingSubscriptionSink, RpcModule,
};
use metahub_assets::pay::Currency;
use metahub_rpc_api::{
	types::{
		AccessAnswer, AccessModeAnswer, ClaimableAnswer, EscrowAnswer, HeldLicences, Id,
		InheritedAnswer, LicenceAnswer, LicenceChange, LicenceList, OfferAnswer, OfferList,
		QuoteAnswer, Seconds, SharesAnswer, Ss58, SubscribeOptions, TermsAnswer,
	},
	Error, LicencesApiServer,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, Hash};
use pallet_disputes_runtime_api::DisputesApi;
use pallet_licensing_runtime_api::LicensingApi;
use pallet_payments_runtime_api::PaymentsApi;
use query::Query;
use sc_client_api::{Backend, BlockchainEvents};
use sc_rpc::SubscriptionTaskExecutor;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Builds the `licences_*` methods.
pub fn rpc<C, B>(
	client: Arc<C>,
	backend: Arc<B>,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, RegisterMethodError>
where
	B: Backend<Block> + 'static,
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + BlockchainEvents<Block> + 'static,
	C::Api: LicensingApi<Block, AccountId, Balance>
		+ PaymentsApi<Block, AccountId>
		+ DisputesApi<Block>,
{
	let query = Arc::new(Query::new(client.clone(), backend));
	let chain = ClientChain::new(client, query.clone());
	let subscriptions = Subscriptions::new(Arc::new(chain), executor, Limits::default());
	let mut module = RpcModule::new(());
	module.merge(Licences { query, subscriptions }.into_rpc())?;
	Ok(module)
}

/// The methods.
struct Licences<C, S> {
	query: Arc<Query<C, S>>,
	subscriptions: Subscriptions<LicenceChange>,
}

#[async_trait]
impl<C, S> LicencesApiServer for Licences<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: LicensingApi<Block, AccountId, Balance>
		+ PaymentsApi<Block, AccountId>
		+ DisputesApi<Block>,
	S: KeepsStates,
{
	fn access(
		&self,
		asset: String,
		account: Ss58,
		time: Option<Seconds>,
		licence: Option<Id>,
		at: Option<Hash>,
	) -> Result<AccessAnswer, Error> {
		self.query.access(&asset, &account, time, licence, at)
	}

	fn licence(&self, id: Id, at: Option<Hash>) -> Result<LicenceAnswer, Error> {
		self.query.licence(id, at)
	}

	fn licences_of(
		&self,
		account: Ss58,
		asset: Option<String>,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<HeldLicences, Error> {
		self.query.licences_of(&account, asset.as_deref(), after.as_deref(), limit, at)
	}

	fn licences_on(
		&self,
		asset: String,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<LicenceList, Error> {
		self.query.licences_on(&asset, after, limit, at)
	}

	fn terms(&self, id: Hash, at: Option<Hash>) -> Result<TermsAnswer, Error> {
		self.query.terms(id, at)
	}

	fn offer(&self, id: Id, at: Option<Hash>) -> Result<OfferAnswer, Error> {
		self.query.offer(id, at)
	}

	fn offers(
		&self,
		asset: String,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<OfferList, Error> {
		self.query.offers(&asset, after, limit, at)
	}

	fn access_mode(&self, asset: String, at: Option<Hash>) -> Result<AccessModeAnswer, Error> {
		self.query.access_mode(&asset, at)
	}

	fn shares(&self, asset: String, at: Option<Hash>) -> Result<SharesAnswer, Error> {
		self.query.shares(&asset, at)
	}

	fn inherited(&self, asset: String, at: Option<Hash>) -> Result<InheritedAnswer, Error> {
		self.query.inherited(&asset, at)
	}

	fn quote(&self, offer: Id, pay_with: Currency, at: Option<Hash>) -> Result<QuoteAnswer, Error> {
		self.query.quote(offer, pay_with, at)
	}

	fn claimable(
		&self,
		account: Ss58,
		after: Option<Currency>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<ClaimableAnswer, Error> {
		self.query.claimable(account, after, limit, at)
	}

	fn escrow(&self, id: Id, at: Option<Hash>) -> Result<EscrowAnswer, Error> {
		self.query.escrow(id, at)
	}

	async fn subscribe_changes(
		&self,
		pending: PendingSubscriptionSink,
		options: Option<SubscribeOptions>,
	) -> SubscriptionCloseResponse {
		self.subscriptions.serve(pending, options.unwrap_or_default()).await
	}
}
