//! Instant sealing, for development chains: a block as soon as there is a transaction, finalised at
//! once. The same runtime as everywhere else runs on it, so every block claims an Aura slot of its
//! own.

use super::{Authoring, FullClient, ImportQueue, Pool};
use futures::{
	channel::{mpsc, oneshot},
	FutureExt, SinkExt, StreamExt,
};
use jsonrpsee::core::async_trait;
use metahub_runtime::{opaque::Block, Hash};
use sc_consensus::{BlockImportParams, ForkChoiceStrategy, Verifier};
use sc_consensus_aura::find_pre_digest;
use sc_consensus_manual_seal::{
	consensus::aura::AuraConsensusDataProvider, run_manual_seal, EngineCommand, Error as SealError,
	ManualSealParams,
};
use sc_network::config::{NetworkConfiguration, NonReservedPeerMode, TransportConfig};
use sc_service::TaskManager;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use sp_consensus::BlockOrigin;
use sp_consensus_aura::{sr25519::AuthoritySignature, Slot, SlotDuration};
use sp_runtime::traits::Header;
use sp_timestamp::Timestamp;
use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};

/// Where the engine's commands go in.
pub type CommandSender = mpsc::Sender<EngineCommand<Hash>>;
/// Where the engine takes its commands.
pub type CommandReceiver = mpsc::Receiver<EngineCommand<Hash>>;

/// Commands that may wait for the engine; further ones wait to be queued.
const COMMAND_QUEUE: usize = 64;
/// How often the pool is looked at without being told to. It tells of a transaction once, and a
/// transaction that it carries over into the state of a new block is not news to it.
const POOL_CHECK: Duration = Duration::from_millis(500);
/// How long the pool may take to catch up with a new block before it is asked regardless.
const POOL_CATCH_UP: Duration = Duration::from_secs(10);
/// Empty blocks that are sealed in a row for transactions that did not fit. One is enough at the
/// end of a session, whose last block has no room for transactions; scheduled calls may take the
/// next ones.
const MOST_EMPTY: u32 = 8;

/// The clock of an instantly sealed chain: that of the machine, and as much ahead of it as somebody
/// who tries out what happens later has asked for.
#[derive(Clone, Debug, Default)]
pub struct DevClock(Arc<AtomicU64>);

impl DevClock {
	/// Lets the clock run ahead by more. Returns by how much it then does, or `None` if that were
	/// more than `most`.
	pub fn advance(&self, by: Duration, most: Duration) -> Option<Duration> {
		let (by, most) =
			(u64::try_from(by.as_millis()).ok()?, u64::try_from(most.as_millis()).ok()?);
		let add = |ahead: u64| ahead.checked_add(by).filter(|ahead| *ahead <= most);
		let before = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add).ok()?;
		Some(Duration::from_millis(before.saturating_add(by)))
	}

	fn now(&self) -> Timestamp {
		Timestamp::new(Timestamp::current().saturating_add(self.0.load(Ordering::SeqCst)))
	}
}

/// The way to the engine.
pub fn channel() -> (CommandSender, CommandReceiver) {
	mpsc::channel(COMMAND_QUEUE)
}

/// Cuts the node off from the network. Blocks of an instantly sealed chain carry no seal that could
/// be checked, and every development chain has the same genesis, so peers could only do harm.
pub fn isolate(network: &mut NetworkConfiguration) {
	network.listen_addresses.clear();
	network.public_addresses.clear();
	network.boot_nodes.clear();
	network.transport = TransportConfig::Normal { enable_mdns: false, allow_private_ip: false };
	network.default_peers_set.in_peers = 0;
	network.default_peers_set.out_peers = 0;
	network.default_peers_set.reserved_nodes.clear();
	network.default_peers_set.non_reserved_mode = NonReservedPeerMode::Deny;
	network.default_peers_set_num_full = 0;
	network.enable_dht_random_walk = false;
}

/// Takes blocks from files only.
pub fn import_queue(
	client: Arc<FullClient>,
	spawner: &impl sp_core::traits::SpawnEssentialNamed,
	registry: Option<&substrate_prometheus_endpoint::Registry>,
) -> ImportQueue {
	let verifier = FileVerifier { client: client.clone() };
	ImportQueue::new(verifier, Box::new(client), None, spawner, registry)
}

/// Accepts the blocks of `import-blocks` and `check-block` and finalises them in their turn.
struct FileVerifier {
	client: Arc<FullClient>,
}

#[async_trait]
impl Verifier<Block> for FileVerifier {
	async fn verify(
		&self,
		mut block: BlockImportParams<Block>,
	) -> Result<BlockImportParams<Block>, String> {
		if block.origin != BlockOrigin::File {
			return Err("an instantly sealed chain takes no blocks from others".into());
		}
		block.finalized = *block.header.number() > self.client.info().finalized_number;
		block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
		Ok(block)
	}
}

/// Starts the engine and, when this node is the author, sealing on demand.
pub fn start(
	authoring: Authoring,
	mut engine: CommandSender,
	commands: CommandReceiver,
	clock: DevClock,
	task_manager: &TaskManager,
) -> Result<(), sc_service::Error> {
	let (client, pool) = (authoring.client.clone(), authoring.pool.clone());
	let duration = sc_consensus_aura::slot_duration(&*client)?;
	let chain = client.clone();
	let params = ManualSealParams {
		block_import: client.clone(),
		env: authoring.proposer_factory(task_manager),
		client: client.clone(),
		pool: pool.clone(),
		commands_stream: commands,
		select_chain: authoring.select_chain.clone(),
		consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new_with_slot_duration(
			duration,
		))),
		create_inherent_data_providers: move |parent: Hash, ()| {
			let (chain, clock) = (chain.clone(), clock.clone());
			async move {
				let timestamp = next_timestamp(&chain, parent, duration, clock.now())?;
				Ok(sp_timestamp::InherentDataProvider::new(timestamp))
			}
		},
	};
	task_manager.spawn_essential_handle().spawn_blocking(
		"instant-seal",
		Some("block-authoring"),
		run_manual_seal(params),
	);

	if authoring.role.is_authority() {
		task_manager.spawn_essential_handle().spawn(
			"seal-on-demand",
			Some("block-authoring"),
			async move { seal_on_demand(&client, &pool, &mut engine).await },
		);
	} else {
		log::warn!("Not an authority (see --dev): blocks come from `engine_createBlock` only");
	}
	Ok(())
}

/// Seals as long as the pool has transactions, whenever it has some. Ends with the engine.
///
/// A block may have no room for any transaction: the runtime takes it all in the last block of a
/// session. Such a block is sealed empty, since the next one, which has room, comes only after it.
///
/// `run_instant_seal_and_finalize` attempts one block per transaction, the whole burst already
/// being in the first one, and logs an error for each of the others.
async fn seal_on_demand(client: &FullClient, pool: &Pool, engine: &mut CommandSender) {
	let mut imported = pool.import_notification_stream().fuse();
	// The block on which the transactions that are left did not fit, however many empty blocks
	// came before it. Another try makes sense after another block, or with another transaction.
	let mut stuck = None;
	loop {
		let check = tokio::time::sleep(POOL_CHECK).fuse();
		futures::pin_mut!(check);
		futures::select! {
			_ = imported.next() => stuck = None,
			_ = check => {},
		}
		let mut empty = 0;
		while pool.status().ready > 0 {
			let best = client.info().best_hash;
			if stuck == Some(best)
				|| pool.ready_at_with_timeout(best, POOL_CATCH_UP).await.next().is_none()
			{
				break;
			}
			let result = match seal(engine, false).await {
				Ok(()) => {
					empty = 0;
					continue;
				}
				// None of them was taken. Those that turned out to be invalid are gone now.
				Err(SealError::EmptyTransactionPool) if pool.status().ready == 0 => break,
				Err(SealError::EmptyTransactionPool) if empty == MOST_EMPTY => {
					log::warn!("Transactions wait in the pool that fit into no block");
					stuck = Some(best);
					break;
				}
				Err(SealError::EmptyTransactionPool) => seal(engine, true).await,
				Err(error) => Err(error),
			};
			match result {
				Ok(()) => empty += 1,
				Err(SealError::SendError(_) | SealError::Canceled(_)) => return,
				Err(error) => {
					log::error!("Sealing a block failed: {error}");
					break;
				}
			}
		}
		// What came in meanwhile is either sealed or still in the pool.
		while let Some(Some(_)) = imported.next().now_or_never() {
			stuck = None;
		}
	}
}

async fn seal(engine: &mut CommandSender, create_empty: bool) -> Result<(), SealError> {
	let (sender, result) = oneshot::channel();
	engine
		.send(EngineCommand::SealNewBlock {
			create_empty,
			finalize: true,
			parent_hash: None,
			sender: Some(sender),
		})
		.await?;
	result.await?.map(drop)
}

type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// The time of the block after `parent`: now, or the beginning of the next slot when the parent's
/// is not over. A burst of blocks runs ahead of the clock by a slot each, and blocks after it wait
/// for the clock to catch up; a restart changes nothing about it.
fn next_timestamp(
	client: &FullClient,
	parent: Hash,
	duration: SlotDuration,
	now: Timestamp,
) -> Result<Timestamp, BoxedError> {
	let header = client
		.header(parent)?
		.ok_or_else(|| sp_blockchain::Error::UnknownBlock(format!("{parent:?}")))?;
	let slot = find_pre_digest::<Block, AuthoritySignature>(&header)?;
	Ok(after(slot, duration, now))
}

fn after(parent: Slot, duration: SlotDuration, now: Timestamp) -> Timestamp {
	let free = (parent + 1).timestamp(duration).unwrap_or(now);
	now.max(free)
}

#[cfg(test)]
mod tests {
	use super::*;

	const DURATION: SlotDuration = SlotDuration::from_millis(2_000);

	#[test]
	fn a_block_in_a_later_slot_has_the_time_of_the_clock() {
		assert_eq!(after(Slot::from(10), DURATION, 22_345.into()), Timestamp::from(22_345));
		assert_eq!(after(Slot::from(10), DURATION, 22_000.into()), Timestamp::from(22_000));
	}

	#[test]
	fn a_block_in_the_same_slot_takes_the_next_one() {
		assert_eq!(after(Slot::from(10), DURATION, 20_000.into()), Timestamp::from(22_000));
		assert_eq!(after(Slot::from(10), DURATION, 21_999.into()), Timestamp::from(22_000));
	}

	#[test]
	fn a_chain_ahead_of_the_clock_goes_on() {
		let mut slot = Slot::from(10);
		for _ in 0..5 {
			let time = after(slot, DURATION, 20_500.into());
			let next = Slot::from_timestamp(time, DURATION);
			assert_eq!(next, slot + 1, "one slot per block");
			slot = next;
		}
	}

	#[test]
	fn the_clock_goes_ahead_and_no_further_than_it_may() {
		let clock = DevClock::default();
		let hour = Duration::from_secs(3_600);
		let before = Timestamp::current();
		assert_eq!(clock.advance(hour, 2 * hour), Some(hour));
		assert!(clock.now() >= Timestamp::new(*before + 3_600_000));
		assert_eq!(clock.clone().advance(hour, 2 * hour), Some(2 * hour));
		assert_eq!(clock.advance(Duration::from_secs(1), 2 * hour), None);
		assert_eq!(clock.advance(Duration::MAX, Duration::MAX), None);
		assert_eq!(clock.advance(Duration::ZERO, 2 * hour), Some(2 * hour));
	}

	#[test]
	fn an_isolated_node_has_no_way_in_or_out() {
		let mut network = NetworkConfiguration::new_local();
		network.listen_addresses = vec!["/ip4/0.0.0.0/tcp/30333".parse().unwrap()];
		isolate(&mut network);
		assert!(network.listen_addresses.is_empty());
		assert_eq!(network.default_peers_set.in_peers + network.default_peers_set.out_peers, 0);
		assert!(matches!(network.transport, TransportConfig::Normal { enable_mdns: false, .. }));
	}
}
