//! Signing a call, sending it, and waiting until it is final.

use super::{Call, Chain, ChainError, HubConfig, PoolError, Receipt};
use crate::keys::Account;
use jsonrpsee::rpc_params;
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::substrate::SubstrateExtrinsicParamsBuilder,
	error::{
		BackendError, ExtrinsicError, TransactionEventsError, TransactionProgressError,
		TransactionStatusError,
	},
	tx::{SubmittableTransaction, TransactionStatus},
	utils::H256,
};

/// How many blocks a transaction stays valid for.
const MORTALITY: u64 = 256;
/// How often a transaction is made anew when another took its number.
const TRIES: u32 = 5;
/// How long to wait before the second try; each later one waits that much longer.
const PAUSE: Duration = Duration::from_millis(200);

impl Chain {
	/// Signs a call, sends it and waits until it is in a finalised block. A call that the chain
	/// refuses there is an error, with the pallet's name for it.
	pub async fn submit(&self, call: &Call, account: &Account) -> Result<Receipt, ChainError> {
		if account.is_development() {
			self.require_development().await?;
		}
		let mut tried = 0;
		loop {
			let result = self.submit_once(call, account).await;
			tried += 1;
			match result {
				Err(ChainError::Pool(error)) if error.is_contention() && tried < TRIES => {
					tracing::debug!("{}: {error}; trying again", call.label());
					tokio::time::sleep(PAUSE * tried).await;
				}
				other => return other,
			}
		}
	}

	/// Development accounts are everybody's: what they sign on a real chain can be undone by anyone.
	async fn require_development(&self) -> Result<(), ChainError> {
		let chain_type: serde_json::Value = self.request("system_chainType", rpc_params![]).await?;
		match chain_type.as_str() {
			Some("Development" | "Local") => Ok(()),
			_ => Err(ChainError::NotDevelopment {
				chain_type: chain_type.to_string().trim_matches('"').into(),
			}),
		}
	}

	async fn submit_once(&self, call: &Call, account: &Account) -> Result<Receipt, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let online = self.online().await?;
		let at = online.at_current_block().await.map_err(|error| fail(error.into()))?;
		let transactions = at.transactions();
		let payload = transactions
			.from_call_data_bytes(&call.to_bytes(at.metadata_ref())?)
			.map_err(|error| fail(error.into()))?;
		// The node counts the transactions that wait in its pool as well.
		let nonce: u64 =
			self.request("system_accountNextIndex", rpc_params![account.id().to_string()]).await?;
		let params = SubstrateExtrinsicParamsBuilder::<HubConfig>::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTALITY, at.block_number(), at.block_hash());
		let params = match self.fee_asset {
			Some(asset) => params.tip_of(0, asset),
			None => params,
		};
		let params = params.build();
		let signed = transactions
			.create_signable_offline(&payload, params)
			.and_then(|mut signable| signable.sign(account.pair()))
			.map_err(|error| fail(error.into()))?;
		let hash = signed.hash();
		tracing::debug!("{}: sending {hash:?} with nonce {nonce}", call.label());
		tokio::time::timeout(self.options.finality_timeout, self.watch(hash, &signed))
			.await
			.map_err(|_| ChainError::Unconfirmed {
				hash,
				reason: format!(
					"it is not final after {} seconds",
					self.options.finality_timeout.as_secs()
				),
			})?
	}

	async fn watch(&self, hash: H256, signed: &Signed) -> Result<Receipt, ChainError> {
		let unconfirmed = |reason: String| ChainError::Unconfirmed { hash, reason };
		let mut progress = signed.submit_and_watch().await.map_err(|error| match error {
			// What the pool says at once. A connection that breaks here leaves it open what happened.
			ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(_)) => {
				match ChainError::from_subxt(&self.url, error.into()) {
					ChainError::Unreachable { reason, .. } => unconfirmed(reason),
					other => other,
				}
			}
			other => ChainError::from_subxt(&self.url, other.into()),
		})?;
		loop {
			let status = match progress.next().await {
				Some(Ok(status)) => status,
				Some(Err(TransactionProgressError::CannotGetNextProgressUpdate(error))) => {
					return Err(unconfirmed(error.to_string()))
				}
				Some(Err(error)) => return Err(unconfirmed(error.to_string())),
				None => return Err(unconfirmed("the node stopped reporting on it".into())),
			};
			match status {
				TransactionStatus::InFinalizedBlock(block) => {
					let number = block
						.at()
						.await
						.map_err(|error| ChainError::from_subxt(&self.url, error.into()))?
						.block_number();
					let events = block.wait_for_success().await.map_err(|error| match error {
						TransactionEventsError::ExtrinsicFailed(error) => {
							ChainError::from_dispatch(&error)
						}
						other => ChainError::from_subxt(&self.url, other.into()),
					})?;
					return Ok(Receipt::new(block.block_hash(), number, events));
				}
				TransactionStatus::Invalid { message } => {
					return Err(invalid(&message).into());
				}
				TransactionStatus::Dropped { message } => {
					return Err(unconfirmed(TransactionStatusError::Dropped(message).to_string()))
				}
				TransactionStatus::Error { message } => return Err(unconfirmed(message)),
				TransactionStatus::InBestBlock(block) => {
					tracing::debug!("{hash:?} is in block {:?}", block.block_hash());
				}
				_ => {}
			}
		}
	}
}

type Signed = SubmittableTransaction<HubConfig, OnlineClientAtBlockImpl<HubConfig>>;

/// A transaction that left the pool again. One that was ousted by another with its number can be
/// made anew.
fn invalid(message: &str) -> PoolError {
	if message.contains("usurped") {
		PoolError::Stale
	} else {
		PoolError::Invalid(message.into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_usurped_transaction_can_be_made_anew() {
		assert!(invalid("Transaction was usurped by another with the same nonce").is_contention());
		assert!(!invalid("bad signature").is_contention());
	}
}
