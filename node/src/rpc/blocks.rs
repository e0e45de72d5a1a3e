//! Which block is asked about, and calls of the runtime there.

use metahub_rpc_api::{types::BlockRef, Error};
use metahub_runtime::{opaque::Block, BlockNumber, Hash};
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

/// The blocks of a client whose states are kept.
pub struct Blocks<C, S> {
	client: Arc<C>,
	states: S,
	genesis: Hash,
}

impl<C: HeaderBackend<Block>, S: KeepsStates> Blocks<C, S> {
	/// The blocks of this client.
	pub fn new(client: Arc<C>, states: S) -> Self {
		let genesis = client.info().genesis_hash;
		Self { client, states, genesis }
	}

	/// Hash of the first block.
	pub fn genesis(&self) -> &Hash {
		&self.genesis
	}

	/// The finalised block of this number.
	pub fn finalized(&self, number: BlockNumber) -> Result<BlockRef, Error> {
		let hash = self
			.client
			.hash(number)
			.map_err(internal)?
			.ok_or_else(|| internal(format!("block {number} is finalised but not known")))?;
		let block = BlockRef { hash, number, finalized: true };
		self.require_state(&block)?;
		Ok(block)
	}

	/// The block that a caller names, or the best one.
	pub fn block(&self, at: Option<Hash>) -> Result<BlockRef, Error> {
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
}

impl<C, S> Blocks<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	S: KeepsStates,
{
	/// Calls the runtime. The state can be pruned between the check and the call, so a failure
	/// is looked at once more.
	pub fn call<T>(
		&self,
		block: &BlockRef,
		call: impl FnOnce(ApiRef<'_, C::Api>, Hash) -> Result<T, ApiError>,
	) -> Result<T, Error> {
		call(self.client.runtime_api(), block.hash)
			.map_err(|error| self.require_state(block).err().unwrap_or_else(|| internal(error)))
	}
}

/// A failure of the node, which its log shows too.
pub fn internal(reason: impl Display) -> Error {
	let reason = reason.to_string();
	log::error!(target: "rpc", "{reason}");
	Error::Internal { reason }
}
