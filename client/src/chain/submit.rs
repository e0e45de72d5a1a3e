//! Signing a call, sending it, and waiting until it is final.

use super::{Call, Chain, ChainError, FeeAsset, HubConfig, PoolError, Receipt};
use crate::keys::{Account, Scheme};
use jsonrpsee::rpc_params;
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::substrate::SubstrateExtrinsicParamsBuilder,
	error::{
		BackendError, ExtrinsicError, RpcError, TransactionEventsError, TransactionProgressError,
		TransactionStatusError,
	},
	tx::{SubmittableTransaction, TransactionStatus},
	utils::H256,
};

/// How many blocks a transaction stays valid for.
pub(super) const MORTALITY: u64 = 256;
/// How often a transaction is made anew when another took its number.
const TRIES: u32 = 5;
/// How long to wait before the second try; each later one waits that much longer.
const PAUSE: Duration = Duration::from_millis(200);

impl Chain {
	/// Signs a call, sends it and waits until it is in a finalised block. A call that the chain
	/// refuses there is an error, with the pallet's name for it, also if it is made for a proxied or
	/// multisig account. [`ChainError::Approved`]: a multisig call waits for further approvals.
	pub async fn submit(&self, call: &Call, account: &Account) -> Result<Receipt, ChainError> {
		if !account.pair().can_sign() {
			return Err(ChainError::Locked);
		}
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
	pub(super) async fn require_development(&self) -> Result<(), ChainError> {
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
		let metadata = at.metadata();
		let wrapped = self.wrap(call, account, &metadata).await?;
		let transactions = at.transactions();
		// The node counts the transactions that wait in its pool as well.
		let signer = account.signer();
		let nonce: u64 =
			self.request("system_accountNextIndex", rpc_params![signer.to_string()]).await?;
		let decoded = |bytes: &[u8]| {
			transactions.from_call_data_bytes(bytes).map_err(|error| fail(error.into()))
		};
		let signed = if account.pair().scheme() == Scheme::Ethereum {
			if self.fee_asset.is_some_and(|asset| asset != FeeAsset::Native) {
				return Err(ChainError::EthereumFee);
			}
			let carrier = self.sign_ethereum(account.pair(), nonce, &wrapped.outer).await?;
			let payload = decoded(&carrier.to_bytes(&metadata)?)?;
			transactions.create_v4_unsigned(&payload).map_err(|error| fail(error.into()))?
		} else {
			let payload = decoded(&wrapped.outer)?;
			let params = SubstrateExtrinsicParamsBuilder::<HubConfig>::new()
				.nonce(nonce)
				.mortal_from_unchecked(MORTALITY, at.block_number(), at.block_hash());
			let params = match self.fee_asset {
				Some(asset) => params.tip_of(0, asset),
				None => params,
			};
			let mut signable = transactions
				.create_signable_offline(&payload, params.build())
				.map_err(|error| fail(error.into()))?;
			let bytes = signable.signer_payload().map_err(|error| fail(error.into()))?;
			let signature = account.pair().sign_payload(&bytes).ok().flatten();
			signable
				.sign_with_account_and_signature(&signer, &signature.ok_or(ChainError::Locked)?)
				.map_err(|error| fail(error.into()))?
		};
		let hash = signed.hash();
		tracing::debug!("{}: sending {hash:?} with nonce {nonce}", call.label());
		let receipt =
			tokio::time::timeout(self.options.finality_timeout, self.watch(hash, &signed))
				.await
				.map_err(|_| ChainError::Unconfirmed {
				hash,
				reason: format!(
					"it is not final after {} seconds",
					self.options.finality_timeout.as_secs()
				),
			})??;
		self.unwrap(receipt, call, account, &wrapped, &metadata)
	}

	async fn watch(&self, hash: H256, signed: &Signed) -> Result<Receipt, ChainError> {
		let unconfirmed = |reason: String| ChainError::Unconfirmed { hash, reason };
		let mut progress = signed
			.submit_and_watch()
			.await
			.map_err(|error| not_submitted(&self.url, hash, error))?;
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
					let events = block
						.wait_for_success()
						.await
						.map_err(|error| not_read(hash, block.block_hash(), error))?;
					let at = block.at().await.map_err(|error| {
						unconfirmed(format!(
							"it is in the final block {:?}, which cannot be read: {error}",
							block.block_hash()
						))
					})?;
					let number = at.block_number();
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

/// Why a transaction is not watched. It was not sent if the node refuses it; otherwise it may be.
fn not_submitted(url: &str, hash: H256, error: ExtrinsicError) -> ChainError {
	let reason = error.to_string();
	if let ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
		subxt::rpcs::Error::User(answer),
	))) = &error
	{
		let code = answer.code;
		match ChainError::from_subxt(url, error.into()) {
			refused @ ChainError::Pool(_) => return refused,
			// No such method, or an error of the author API's.
			refused if code == -32601 || (1000..2000).contains(&code) => return refused,
			_ => {}
		}
	}
	ChainError::Unconfirmed { hash, reason }
}

/// What is wrong with a transaction in a final block: it failed, or its events cannot be read.
fn not_read(hash: H256, block: H256, error: TransactionEventsError) -> ChainError {
	match error {
		TransactionEventsError::ExtrinsicFailed(error) => ChainError::from_dispatch(&error),
		other => ChainError::Unconfirmed {
			hash,
			reason: format!(
				"it is in the final block {block:?}, but what it did there cannot be read: {other}"
			),
		},
	}
}

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

	fn answer(code: i32) -> ExtrinsicError {
		let user = subxt::rpcs::UserError { code, message: "m".into(), data: None };
		let error = subxt::rpcs::Error::User(user);
		ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(error)))
	}

	/// A caller that takes this for a failure sends the call twice.
	#[test]
	fn what_breaks_after_sending_leaves_the_outcome_open() {
		let hash = H256([7; 32]);
		let open = |error: ChainError| match error {
			ChainError::Unconfirmed { hash: found, .. } => assert_eq!(found, hash),
			other => panic!("{other:?}"),
		};
		let garbled = serde_json::from_str::<u8>("x").unwrap_err();
		let garbled = RpcError::ClientError(subxt::rpcs::Error::Deserialization(garbled));
		let garbled = ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(garbled));
		open(not_submitted("ws://n", hash, garbled));
		open(not_submitted("ws://n", hash, answer(-32603)));
		open(not_submitted("ws://n", hash, ExtrinsicError::UnexpectedEndOfTransactionStatusStream));
		let block = H256([8; 32]);
		let lost = TransactionEventsError::CannotFetchBlockBody {
			block_hash: block.into(),
			error: BackendError::other("gone"),
		};
		open(not_read(hash, block, lost));
		open(not_read(
			hash,
			block,
			TransactionEventsError::BlockNotFound { block_hash: block.into() },
		));
	}

	#[test]
	fn what_the_node_refuses_was_not_sent() {
		let refused = |code| not_submitted("ws://n", H256([7; 32]), answer(code));
		assert!(matches!(refused(1014), ChainError::Pool(PoolError::Stale)));
		assert!(matches!(refused(1010), ChainError::Pool(PoolError::Invalid(_))));
		assert!(matches!(refused(1001), ChainError::Rpc { code: 1001, .. }));
		assert!(matches!(refused(-32601), ChainError::Incompatible(_)));
	}

	#[test]
	fn a_usurped_transaction_can_be_made_anew() {
		assert!(invalid("Transaction was usurped by another with the same nonce").is_contention());
		assert!(!invalid("bad signature").is_contention());
	}
}
