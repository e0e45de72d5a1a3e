//! The RPC methods that this node adds to those of sc-service: nonces, fees, assets, licences, the
//! market, and what the chain's way of sealing brings (GRANDPA proofs, or blocks on request).
//!
//! | file | what |
//! |---|---|
//! | `assets/`, `licences/`, `market/` | one folder for each namespace of ours |
//! | `blocks.rs` | which block is asked about, and calls of the runtime there |
//! | `subscription.rs` | finalised changes, in order and without gaps |
//! | `places.rs` | how many subscriptions the node and a connection may have |
//! | `names.rs` | accounts and assets as text; pages |

pub mod assets;
pub mod licences;
pub mod market;

mod blocks;
mod dev;
mod names;
mod places;
mod subscription;

use crate::service::{DevClock, FullBackend, FullClient, Pool};
use codec::Decode;
use futures::channel::mpsc;
use jsonrpsee::RpcModule;
use metahub_runtime::{network::ChainId, opaque::Block, BlockNumber, Hash, Runtime};
use sc_client_api::StorageProvider;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_manual_seal::EngineCommand;
use sc_rpc::SubscriptionTaskExecutor;
use sp_blockchain::HeaderBackend;
use sp_core::storage::StorageKey;
use std::sync::Arc;

/// What the additional methods work on.
#[derive(Clone)]
pub struct Deps {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// How blocks come about.
	pub sealing: SealingDeps,
}

/// What the methods of a way of sealing work on.
#[derive(Clone)]
pub enum SealingDeps {
	/// `engine_*`: seal and finalise on request; `dev_*`: move the clock.
	Instant(mpsc::Sender<EngineCommand<Hash>>, DevClock),
	/// `grandpa_*`: rounds, justifications and proofs of finality.
	Slots(GrandpaDeps),
}

/// What the `grandpa_*` methods work on.
#[derive(Clone)]
pub struct GrandpaDeps {
	/// The voter's state, once it runs.
	pub voter_state: SharedVoterState,
	/// The authorities.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// Justifications as they come in.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proves the finality of old blocks.
	pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// Builds the additional methods.
pub fn create(
	deps: Deps,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	use dev::{Dev, DevApiServer};
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let Deps { client, backend, pool, sealing } = deps;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	let chain_id = chain_id(&client)?;
	module.merge(assets::rpc(client.clone(), backend.clone(), chain_id, executor.clone())?)?;
	module.merge(market::rpc(client.clone(), backend.clone())?)?;
	module.merge(licences::rpc(client, backend, executor.clone())?)?;
	match sealing {
		SealingDeps::Instant(commands, clock) => {
			module.merge(ManualSeal::new(commands).into_rpc())?;
			module.merge(Dev(clock).into_rpc())?
		}
		SealingDeps::Slots(grandpa) => module.merge(
			Grandpa::new(
				executor,
				grandpa.authority_set,
				grandpa.voter_state,
				grandpa.justifications,
				grandpa.proofs,
			)
			.into_rpc(),
		)?,
	}
	Ok(module)
}

/// The chain's EIP-155 id, which genesis set for good.
fn chain_id(client: &FullClient) -> sp_blockchain::Result<u64> {
	let key = StorageKey(ChainId::<Runtime>::hashed_key().to_vec());
	let value = client.storage(client.info().best_hash, &key)?;
	value.and_then(|value| u64::decode(&mut &value.0[..]).ok()).ok_or_else(|| {
		sp_blockchain::Error::Backend("the chain has no EIP-155 id in its state".into())
	})
}
