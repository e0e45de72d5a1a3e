//! The logs of native transactions: those of final blocks from the index, those of newer ones from
//! the chain.

use super::{
	index::{Entry, Index, Known, Transaction},
	TARGET,
};
use crate::service::{FullBackend, FullClient, Pool};
use async_trait::async_trait;
use codec::{Decode, Encode};
use futures::{
	future::ready,
	stream::{self, BoxStream},
	FutureExt, StreamExt,
};
use metahub_eth_endpoint::{Log, LogFilter, NativeError, NativeLogs, NativeTransaction};
use metahub_runtime::{opaque::Block, BlockNumber, Hash, RuntimeCall, UncheckedExtrinsic};
use pallet_erc721_runtime_api::{Cause, NativeLogsApi};
use sc_client_api::{Backend, BlockBackend, BlockchainEvents};
use sc_transaction_pool_api::{InPoolTransaction, TransactionPool};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_core::{H256, U256};
use sp_io::hashing::{blake2_256, keccak_256};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError, Weak},
};

/// Blocks that are written to the index together.
const BATCH: BlockNumber = 256;
/// Blocks beyond the index whose logs are looked at while somebody waits for an answer.
const LIVE: BlockNumber = 1_024;
/// Blocks that are not final and whose logs are kept in memory. Others are looked at when needed.
const CACHED: usize = 4_096;

/// The logs of a chain. Clones are of the same.
#[derive(Clone)]
pub struct ChainLogs(Arc<Inner>);

/// The logs of a chain as long as the node keeps them. Connections may end after the node has let
/// go of its database, which they must not hold open.
pub struct Handle(Weak<Inner>);

struct Inner {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	pool: Arc<Pool>,
	index: Index<FullBackend>,
	/// What is known of blocks that are not final.
	recent: Mutex<HashMap<Hash, (BlockNumber, Known)>>,
}

type Result<T> = std::result::Result<T, NativeError>;

fn failed(error: impl std::fmt::Display) -> NativeError {
	NativeError::Failed(format!("logs of native transactions: {error}"))
}

impl ChainLogs {
	/// Opens the index.
	pub fn open(
		client: Arc<FullClient>,
		backend: Arc<FullBackend>,
		pool: Arc<Pool>,
	) -> sp_blockchain::Result<Self> {
		let index = Index::open(backend.clone(), client.info().finalized_number)?;
		let recent = Mutex::default();
		Ok(Self(Arc::new(Inner { client, backend, pool, index, recent })))
	}

	/// Looks at every block as it is imported, when its state is there for sure: a node that syncs
	/// makes many blocks final at once, and removes their states with it.
	pub async fn follow_imports(self) {
		let mut imports = self.0.client.every_import_notification_stream();
		while let Some(block) = imports.next().await {
			if let Err(error) = self.0.known(block.hash, block.header.number) {
				log::debug!(target: TARGET, "Block {}: {error}", block.hash);
			}
		}
	}

	/// Writes the logs of final blocks to the index.
	pub async fn follow_finality(self) {
		let mut finality = self.0.client.finality_notification_stream();
		loop {
			let first = self.0.index.next();
			let blocks = self.0.client.info().finalized_number.saturating_sub(first);
			if blocks > BATCH {
				log::info!(target: TARGET, "Looking for native logs in {blocks} blocks");
			}
			let mut more = true;
			while more {
				more = self.0.catch_up().unwrap_or_else(|error| {
					log::warn!(target: TARGET, "The index of native logs is behind: {error}");
					false
				});
				// Where the node can stop it.
				tokio::task::yield_now().await;
			}
			self.0.report_gap(first);
			if finality.next().await.is_none() {
				return;
			}
			// One round is enough for all that are waiting.
			while let Some(Some(_)) = finality.next().now_or_never() {}
		}
	}

	/// For whoever may hold it for longer.
	pub fn handle(&self) -> Handle {
		Handle(Arc::downgrade(&self.0))
	}
}

impl Handle {
	fn inner(&self) -> Result<Arc<Inner>> {
		self.0.upgrade().ok_or_else(|| failed("the node is stopping"))
	}

	/// Runs what reads the database where it may take its time.
	async fn blocking<T: Send + 'static>(
		&self,
		work: impl FnOnce(&Inner) -> Result<T> + Send + 'static,
	) -> Result<T> {
		let inner = self.inner()?;
		tokio::task::spawn_blocking(move || work(&inner)).await.map_err(failed)?
	}
}

impl Inner {
	/// Writes the logs of some final blocks to the index. Returns whether there are more.
	fn catch_up(&self) -> Result<bool> {
		let from = self.index.next();
		let finalised = self.client.info().finalized_number;
		if from > finalised {
			return Ok(false);
		}
		let to = finalised.min(from.saturating_add(BATCH - 1));
		let blocks = (from..=to).map(|number| match self.client.hash(number) {
			Ok(Some(hash)) => self.known(hash, number),
			Ok(None) => Ok(Known::Unknown),
			Err(error) => Err(failed(error)),
		});
		let blocks = blocks.collect::<Result<Vec<_>>>()?;
		self.index.append(&blocks).map_err(failed)?;
		let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
		recent.retain(|_, (number, _)| *number > to);
		Ok(to < finalised)
	}

	/// Says which blocks from `first` on it could not look at.
	fn report_gap(&self, first: BlockNumber) {
		if let Some((first, last)) = self.index.gap_in(first, self.index.next()) {
			log::warn!(
				target: TARGET,
				"The state of blocks {first} to {last} is not kept: their native logs are unknown",
			);
		}
	}

	/// What is known of a block, from memory or from its state.
	fn known(&self, hash: Hash, number: BlockNumber) -> Result<Known> {
		let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((_, known)) = recent().get(&hash) {
			return Ok(known.clone());
		}
		let known = self.compute(hash, number)?;
		let mut recent = recent();
		if number >= self.index.next() && recent.len() < CACHED && known != Known::Unknown {
			recent.insert(hash, (number, known.clone()));
		}
		Ok(known)
	}

	fn compute(&self, hash: Hash, number: BlockNumber) -> Result<Known> {
		if !self.backend.have_state_at(hash, number) {
			return Ok(Known::Unknown);
		}
		let api = self.client.runtime_api();
		// A runtime that is older than this makes no such logs.
		if !api.has_api::<dyn NativeLogsApi<Block>>(hash).map_err(failed)? {
			return Ok(Known::Nothing);
		}
		let Some(body) = self.client.block_body(hash).map_err(failed)? else {
			return Ok(Known::Unknown);
		};
		let extrinsics: Vec<Vec<u8>> = body.iter().map(Encode::encode).collect();
		let block = api.native_logs(hash, extrinsics.clone()).map_err(failed)?;
		let at_edge = |edge: &[u8]| H256(blake2_256(&[hash.as_bytes(), edge].concat()));
		let transactions: Vec<_> = block
			.transactions
			.into_iter()
			.filter_map(|transaction| {
				let (hash, index) = match transaction.cause {
					Cause::Start => (at_edge(b"start"), 0),
					Cause::End => (at_edge(b"end"), u32::try_from(extrinsics.len()).ok()?),
					Cause::Extrinsic(index) => {
						let encoded = extrinsics.get(usize::try_from(index).ok()?)?;
						(H256(blake2_256(encoded)), index)
					}
				};
				let (sender, logs) = (transaction.sender, transaction.logs);
				Some(Transaction { hash, index, sender, logs })
			})
			.collect();
		Ok(match transactions.is_empty() {
			true => Known::Nothing,
			false => Known::Logs(Arc::new(Entry { hash, eth_hash: block.eth_hash, transactions })),
		})
	}

	/// The logs of blocks that are not in the index yet, in order.
	fn live(&self, from: BlockNumber, to: BlockNumber) -> Result<Vec<(BlockNumber, Arc<Entry>)>> {
		let mut blocks = Vec::new();
		let from = from.max(self.index.next());
		if to.saturating_sub(from) > LIVE && from <= to {
			return Err(failed(format!(
				"the node is still looking for them, and has come to block {from}; try again later"
			)));
		}
		for number in from..=to {
			let Some(hash) = self.client.hash(number).map_err(failed)? else { break };
			match self.known(hash, number)? {
				Known::Nothing => {}
				Known::Logs(entry) => blocks.push((number, entry)),
				Known::Unknown => {
					return Err(NativeError::Unknown { first: number.into(), last: number.into() })
				}
			}
		}
		Ok(blocks)
	}

	fn in_range(&self, from: u64, to: u64, filter: &LogFilter, most: usize) -> Result<Vec<Log>> {
		let best = self.client.info().best_number;
		let to = BlockNumber::try_from(to).unwrap_or(best).min(best);
		let Ok(from) = BlockNumber::try_from(from) else { return Ok(Vec::new()) };
		// Before the index is read: what becomes final meanwhile is in one of the two then.
		let live = self.live(from, to)?;
		if let Some((first, last)) = self.index.gap_in(from, to) {
			return Err(NativeError::Unknown { first: first.into(), last: last.into() });
		}
		let before = live.first().map_or(BlockNumber::MAX, |(number, _)| *number);
		let mut logs = Vec::new();
		let mut add = |number: BlockNumber, entry: &Entry| {
			logs.extend(logs_of(number, entry).filter(|log| filter.matches(log)));
			match logs.len() > most {
				true => Err(NativeError::TooMany { most }),
				false => Ok(()),
			}
		};
		for number in self.index.with_logs(from, to).map_err(failed)? {
			if number < before {
				if let Some(entry) = self.index.entry(number).map_err(failed)? {
					add(number, &entry)?;
				}
			}
		}
		for (number, entry) in &live {
			add(*number, entry)?;
		}
		Ok(logs)
	}

	/// What has logs in the block with this number, if it has this Ethereum hash.
	fn block(&self, number: BlockNumber, eth_hash: H256) -> Result<Option<Arc<Entry>>> {
		let unknown = NativeError::Unknown { first: number.into(), last: number.into() };
		let entry = if number >= self.index.next() {
			let Some(hash) = self.client.hash(number).map_err(failed)? else { return Ok(None) };
			match self.known(hash, number)? {
				Known::Nothing => None,
				Known::Logs(entry) => Some(entry),
				Known::Unknown => return Err(unknown),
			}
		} else if self.index.gap_in(number, number).is_some() {
			return Err(unknown);
		} else {
			self.index.entry(number).map_err(failed)?.map(Arc::new)
		};
		Ok(entry.filter(|entry| entry.eth_hash == eth_hash))
	}

	fn transaction(&self, hash: H256) -> Result<Option<NativeTransaction>> {
		let find = |number: BlockNumber, entry: &Entry| {
			let found = entry.transactions.iter().find(|transaction| transaction.hash == hash)?;
			Some(NativeTransaction {
				hash,
				block_hash: entry.eth_hash,
				block_number: number.into(),
				index: found.index,
				from: found.sender,
				logs: logs_of_transaction(number, entry, found).collect(),
			})
		};
		if let Some(number) = self.index.block_of(hash).map_err(failed)? {
			let entry = self.index.entry(number).map_err(failed)?;
			if let Some(found) = entry.and_then(|entry| find(number, &entry)) {
				return Ok(Some(found));
			}
		}
		let best = self.client.info().best_number;
		let from = self.index.next().max(best.saturating_sub(LIVE));
		let live = self.live(from, best)?;
		Ok(live.iter().find_map(|(number, entry)| find(*number, entry)))
	}
}

fn logs_of(number: BlockNumber, entry: &Entry) -> impl Iterator<Item = Log> + '_ {
	entry
		.transactions
		.iter()
		.flat_map(move |transaction| logs_of_transaction(number, entry, transaction))
}

fn logs_of_transaction<'a>(
	number: BlockNumber,
	entry: &'a Entry,
	transaction: &'a Transaction,
) -> impl Iterator<Item = Log> + 'a {
	transaction.logs.iter().map(move |log| Log {
		address: log.address,
		topics: log.topics.clone(),
		data: log.data.clone(),
		block_hash: entry.eth_hash,
		block_number: U256::from(number),
		transaction_hash: transaction.hash,
		transaction_index: U256::from(transaction.index),
		log_index: U256::from(log.index),
		removed: false,
	})
}

#[async_trait]
impl NativeLogs for Handle {
	async fn in_range(
		&self,
		from: u64,
		to: u64,
		filter: LogFilter,
		most: usize,
	) -> Result<Vec<Log>> {
		self.blocking(move |inner| inner.in_range(from, to, &filter, most)).await
	}

	async fn in_block(&self, number: u64, hash: H256, filter: LogFilter) -> Result<Vec<Log>> {
		let Ok(number) = BlockNumber::try_from(number) else { return Ok(Vec::new()) };
		self.blocking(move |inner| {
			let block = inner.block(number, hash)?;
			Ok(block.map_or_else(Vec::new, |entry| {
				logs_of(number, &entry).filter(|log| filter.matches(log)).collect()
			}))
		})
		.await
	}

	async fn transaction(&self, hash: H256) -> Result<Option<NativeTransaction>> {
		self.blocking(move |inner| inner.transaction(hash)).await
	}

	fn pending(&self) -> BoxStream<'static, H256> {
		let Ok(inner) = self.inner() else { return stream::empty().boxed() };
		let pool = Arc::downgrade(&inner.pool);
		let ethereum = move |hash| {
			let transaction = pool.upgrade()?.ready_transaction(&hash)?;
			ethereum_hash(&transaction.data().encode())
		};
		let imports = inner.pool.import_notification_stream();
		imports.filter_map(move |hash| ready(ethereum(hash))).boxed()
	}
}

/// The hash of an extrinsic that is an Ethereum transaction.
fn ethereum_hash(extrinsic: &[u8]) -> Option<H256> {
	match UncheckedExtrinsic::decode(&mut &extrinsic[..]).ok()?.0.function {
		RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload }) => {
			Some(H256(keccak_256(&payload)))
		}
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::generic;

	#[test]
	fn only_ethereum_transactions_have_an_ethereum_hash() {
		let encoded = |call| -> Vec<u8> {
			UncheckedExtrinsic::from(generic::UncheckedExtrinsic::new_bare(call)).encode()
		};
		let payload = vec![1, 2, 3];
		let call = pallet_revive::Call::eth_transact { payload: payload.clone() };
		assert_eq!(
			ethereum_hash(&encoded(RuntimeCall::Revive(call))),
			Some(H256(keccak_256(&payload)))
		);
		let other = RuntimeCall::Revive(pallet_revive::Call::map_account {});
		assert_eq!(ethereum_hash(&encoded(other)), None);
		assert_eq!(ethereum_hash(&[1, 2, 3]), None);
	}
}
