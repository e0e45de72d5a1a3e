//! The node that is asked, over a connection that is made anew when it breaks.

use crate::{
	access::{self, Rights},
	chain::{AssetRef, Chain, ChainError, ChainOptions},
};
use futures::{future::BoxFuture, FutureExt};
use jsonrpsee::rpc_params;
use metahub_assets::{AssetId, ContentId};
use metahub_rpc_api::types::Licence;
use primitive_types::H256;
use prometheus::IntCounter;
use std::sync::Arc;
use subxt::utils::AccountId32;
use tokio::sync::Mutex;

/// Newest revisions whose files are served.
const MAX_REVISIONS: u32 = 100;

/// The node that is asked.
pub(super) struct Node {
	url: String,
	options: ChainOptions,
	genesis: H256,
	eip155: u64,
	chain: Mutex<Option<Arc<Chain>>>,
	/// Questions that were not answered.
	failures: IntCounter,
}

impl Node {
	pub(super) async fn connect(
		url: &str,
		options: ChainOptions,
		failures: IntCounter,
	) -> Result<Self, ChainError> {
		let chain = Chain::connect_with(url, options).await?;
		let (genesis, eip155) = (chain.genesis_hash().await?, chain.eip155().await?);
		let chain = Mutex::new(Some(Arc::new(chain)));
		Ok(Self { url: url.into(), options, genesis, eip155, chain, failures })
	}

	/// The chain's EIP-155 id.
	pub(super) fn eip155(&self) -> u64 {
		self.eip155
	}

	/// The chain's first block.
	pub(super) fn genesis(&self) -> H256 {
		self.genesis
	}

	/// Whether it answers.
	pub(super) async fn answers(&self) -> bool {
		self.ask(|chain| finalized(chain).boxed()).await.is_ok()
	}

	/// Whether an account has access to an asset, as of the last finalised block.
	pub(super) async fn rights(
		&self,
		asset: AssetId,
		account: &AccountId32,
		licence: Option<u64>,
	) -> Result<Option<Rights>, ChainError> {
		let account = *account;
		self.ask(move |chain| {
			async move {
				let at = Some(finalized(chain).await?);
				Rights::of(chain, asset, &account, licence, at).await
			}
			.boxed()
		})
		.await
	}

	/// A licence, as of the last finalised block.
	pub(super) async fn licence(&self, id: u64) -> Result<Option<Licence>, ChainError> {
		self.ask(move |chain| {
			async move {
				let at = Some(finalized(chain).await?);
				access::licence(chain, id, at).await
			}
			.boxed()
		})
		.await
	}

	/// The manifests of an asset's revisions as of the last finalised block, the current one first.
	pub(super) async fn manifests(&self, asset: AssetId) -> Result<Vec<ContentId>, ChainError> {
		self.ask(move |chain| manifests(chain, asset.into()).boxed()).await
	}

	/// Asks, and once more over a new connection if this one turns out to be broken.
	async fn ask<T>(
		&self,
		question: impl for<'a> Fn(&'a Chain) -> BoxFuture<'a, Result<T, ChainError>> + Send + Sync,
	) -> Result<T, ChainError> {
		let answer = self.ask_twice(question).await;
		if matches!(answer, Err(ChainError::Unreachable { .. })) {
			self.failures.inc();
		}
		answer
	}

	async fn ask_twice<T>(
		&self,
		question: impl for<'a> Fn(&'a Chain) -> BoxFuture<'a, Result<T, ChainError>> + Send + Sync,
	) -> Result<T, ChainError> {
		let chain = self.chain().await?;
		match question(&chain).await {
			Err(ChainError::Unreachable { reason, .. }) => {
				tracing::warn!("the node is asked again: {reason}");
				self.forget(&chain).await;
				let chain = self.chain().await?;
				let again = question(&chain).await;
				if let Err(ChainError::Unreachable { .. }) = &again {
					self.forget(&chain).await;
				}
				again
			}
			answer => answer,
		}
	}

	async fn chain(&self) -> Result<Arc<Chain>, ChainError> {
		let mut kept = self.chain.lock().await;
		if let Some(chain) = &*kept {
			return Ok(chain.clone());
		}
		let chain = Chain::connect_with(&self.url, self.options).await?;
		let genesis = chain.genesis_hash().await?;
		if genesis != self.genesis {
			let reason = format!("its first block was {:?} and is now {genesis:?}", self.genesis);
			return Err(ChainError::Incompatible(reason));
		}
		let chain = Arc::new(chain);
		*kept = Some(chain.clone());
		Ok(chain)
	}

	/// Forgets a connection, unless there is another one already.
	async fn forget(&self, broken: &Arc<Chain>) {
		let mut kept = self.chain.lock().await;
		if kept.as_ref().is_some_and(|chain| Arc::ptr_eq(chain, broken)) {
			*kept = None;
		}
	}
}

async fn finalized(chain: &Chain) -> Result<H256, ChainError> {
	chain.request("chain_getFinalizedHead", rpc_params![]).await
}

async fn manifests(chain: &Chain, asset: AssetRef) -> Result<Vec<ContentId>, ChainError> {
	let at = Some(finalized(chain).await?);
	let current = chain.resolve(&asset, at).await?.asset;
	let newest = current.revision.number;
	let from = current.oldest_revision.max(newest.saturating_sub(MAX_REVISIONS - 1));
	let mut manifests = vec![current.revision.manifest];
	if from < newest {
		let page = chain.revisions(&asset, Some(from), Some(MAX_REVISIONS), at).await?;
		let older = page.revisions.into_iter().rev().map(|revision| revision.manifest);
		for manifest in older {
			if !manifests.contains(&manifest) {
				manifests.push(manifest);
			}
		}
	}
	Ok(manifests)
}
