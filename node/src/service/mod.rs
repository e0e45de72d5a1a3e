//! Puts the node together: client, pool, network, RPC, and a way of sealing.
//!
//! How blocks come about is a property of the chain, not of a flag: a specification of type
//! `Development` is sealed instantly, every other one by Aura with GRANDPA finality. So one
//! database is never opened in two ways.
//!
//! ParityDB writes behind: a commit is acknowledged when it is queued and reaches the log file
//! milliseconds later. A process killed in between forgets the last blocks it had announced, never
//! earlier ones; on a network GRANDPA finalises the same blocks again.

mod instant;
mod slots;
mod spawner;

pub use instant::DevClock;

use crate::{ethereum, rpc};
use futures::FutureExt;
use metahub_runtime::{opaque::Block, Hash, RuntimeApi};
use sc_client_api::{Backend, BlockBackend};
use sc_consensus_grandpa::SharedVoterState;
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_network::config::FullNetworkConfiguration;
use sc_service::{
	ChainSpec, ChainType, Configuration, Error, PartialComponents, PruningMode, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_runtime::traits::NumberFor;
use std::{path::PathBuf, sync::Arc};

type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
/// The client.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The transaction pool.
pub type Pool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
type ImportQueue = sc_consensus::DefaultImportQueue<Block>;

/// What `revert` undoes beside the blocks themselves.
pub type AuxRevert = Box<
	dyn FnOnce(Arc<FullClient>, Arc<FullBackend>, NumberFor<Block>) -> Result<(), sc_cli::Error>,
>;

/// The parts of a node that every command needs.
pub type Partial = PartialComponents<FullClient, FullBackend, SelectChain, ImportQueue, Pool, Rest>;

/// The parts that sc-service knows nothing of.
pub struct Rest {
	sealing: SealingParts,
	telemetry: Option<Telemetry>,
}

// One value in a process.
#[allow(clippy::large_enum_variant)]
enum SealingParts {
	Instant,
	Slots(slots::Parts),
}

/// How blocks come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
	/// As soon as there is a transaction, finalised at once, by this node alone.
	Instant,
	/// By the authorities in turn (Aura), finalised by their votes (GRANDPA).
	Slots,
}

impl Sealing {
	/// How the blocks of this chain come about.
	pub fn of(chain: &dyn ChainSpec) -> Self {
		match chain.chain_type() {
			ChainType::Development => Self::Instant,
			_ => Self::Slots,
		}
	}
}

/// Makes a new database of a development chain keep the state of every block, so that any block
/// can be asked about while one develops. An existing database keeps its mode, and a flag wins.
pub fn prefer_archive(config: &mut Configuration) {
	let is_new = config.database.path().is_none_or(|path| !path.exists());
	if config.state_pruning.is_none()
		&& is_new
		&& Sealing::of(config.chain_spec.as_ref()) == Sealing::Instant
	{
		config.state_pruning = Some(PruningMode::ArchiveAll);
	}
}

/// Builds the parts that every command needs, the subcommands as well as the running node.
pub fn new_partial(config: &Configuration) -> Result<Partial, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, Executor>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor(config),
			// Warp sync proves the chain of authority sets with justifications: they stay.
			vec![Arc::new(sc_consensus_grandpa::GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = SelectChain::new(backend.clone());
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			spawner::PoolSpawner(task_manager.spawn_essential_handle()),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (import_queue, sealing) = match Sealing::of(config.chain_spec.as_ref()) {
		Sealing::Instant => {
			let queue = instant::import_queue(
				client.clone(),
				&task_manager.spawn_essential_handle(),
				config.prometheus_registry(),
			);
			(queue, SealingParts::Instant)
		}
		Sealing::Slots => {
			let (queue, parts) = slots::import_queue(
				client.clone(),
				select_chain.clone(),
				&task_manager.spawn_essential_handle(),
				config.prometheus_registry(),
				telemetry.as_ref().map(|telemetry| telemetry.handle()),
			)?;
			(queue, SealingParts::Slots(parts))
		}
	};

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: Rest { sealing, telemetry },
	})
}

/// What runs the runtime. Compiling it to machine code takes seconds; chains that are for trying
/// things out are started often, so the code is kept in the user's cache for them. Others compile
/// what they run.
fn executor(config: &Configuration) -> Executor {
	let sc_service::config::ExecutorConfiguration {
		wasm_method,
		max_runtime_instances,
		default_heap_pages,
		runtime_cache_size,
	} = config.executor;
	let heap = default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |extra_pages| {
		HeapAllocStrategy::Static { extra_pages: extra_pages.try_into().unwrap_or(u32::MAX) }
	});
	let builder = Executor::builder()
		.with_execution_method(wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(max_runtime_instances)
		.with_runtime_cache_size(runtime_cache_size);
	match compiled_code_cache(config.chain_spec.chain_type()) {
		Some(cache) => builder.with_cache_path(cache),
		None => builder,
	}
	.build()
}

/// Where compiled code is kept, if it is.
fn compiled_code_cache(chain_type: ChainType) -> Option<PathBuf> {
	if !matches!(chain_type, ChainType::Development | ChainType::Local) {
		return None;
	}
	let dirs = directories::ProjectDirs::from("", "", env!("CARGO_PKG_NAME"))?;
	let cache = dirs.cache_dir().join("compiled");
	// The executor creates it, too, but warns at every start when it cannot.
	std::fs::create_dir_all(&cache).ok().map(|()| cache)
}

/// Starts the node, with an Ethereum endpoint if there is to be one.
pub async fn new_full<N: sc_network::NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	ethereum: Option<ethereum::Options>,
) -> Result<TaskManager, Error> {
	prefer_archive(&mut config);
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: Rest { sealing, mut telemetry },
	} = new_partial(&config)?;

	// sc-service offers the archive methods only when the flag is given again on every start; the
	// database knows better.
	if config.state_pruning.is_none() && client.requires_full_sync() {
		config.state_pruning = Some(PruningMode::ArchiveCanonical);
	}
	if matches!(sealing, SealingParts::Instant) {
		instant::isolate(&mut config.network);
	}

	let ethereum = match ethereum {
		Some(options) => ethereum::Plan::new(options, &mut config)?,
		None => None,
	};
	let ethereum_deps = ethereum::Deps {
		client: client.clone(),
		backend: backend.clone(),
		pool: transaction_pool.clone(),
	};

	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let mut net_config = FullNetworkConfiguration::<Block, Hash, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let genesis = client.block_hash(0)?.ok_or_else(|| Error::Other("no genesis block".into()))?;
	let (rpc_sealing, sealing, warp_sync_config) = match sealing {
		SealingParts::Instant => {
			let (engine, commands) = instant::channel();
			let clock = DevClock::default();
			(
				rpc::SealingDeps::Instant(engine.clone(), clock.clone()),
				Start::Instant { engine, commands, clock },
				None,
			)
		}
		SealingParts::Slots(parts) => {
			let voting =
				slots::join_voting(genesis, &config.chain_spec, &mut net_config, metrics.clone());
			let (grandpa, warp_sync) = slots::proofs(&parts, backend.clone());
			let voter_state = grandpa.voter_state.clone();
			(
				rpc::SealingDeps::Slots(grandpa),
				Start::Slots { parts, voting, voter_state },
				Some(warp_sync),
			)
		}
	};

	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config,
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			keystore: Some(keystore_container.keystore()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
			network_provider: Arc::new(network.clone()),
			is_validator: config.role.is_authority(),
			enable_http_requests: true,
			custom_extensions: |_| vec![],
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}

	let authoring = Authoring {
		client: client.clone(),
		pool: transaction_pool.clone(),
		select_chain,
		keystore: keystore_container.keystore(),
		role: config.role,
		force_authoring: config.force_authoring,
		node_name: config.network.node_name.clone(),
		enable_grandpa: !config.disable_grandpa,
		registry: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
	};

	let rpc_deps = rpc::Deps {
		client: client.clone(),
		backend: backend.clone(),
		pool: transaction_pool.clone(),
		sealing: rpc_sealing,
	};
	let rpc = sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client,
		backend,
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool,
		rpc_builder: Box::new(move |executor| {
			rpc::create(rpc_deps.clone(), executor).map_err(Error::Application)
		}),
		network: Arc::new(network.clone()),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	match sealing {
		Start::Instant { engine, commands, clock } => {
			instant::start(authoring, engine, commands, clock, &task_manager)?
		}
		Start::Slots { parts, voting, voter_state } => slots::start(
			authoring,
			parts,
			voting,
			voter_state,
			network,
			sync_service,
			&task_manager,
		)?,
	}
	if let Some(ethereum) = ethereum {
		ethereum.start(ethereum_deps, rpc.listen_addresses(), &mut task_manager).await?;
	}
	Ok(task_manager)
}

/// What the chosen way of sealing keeps between the network's start and its own.
// One value in a process.
#[allow(clippy::large_enum_variant)]
enum Start {
	Instant { engine: instant::CommandSender, commands: instant::CommandReceiver, clock: DevClock },
	Slots { parts: slots::Parts, voting: slots::Voting, voter_state: SharedVoterState },
}

/// What an author of blocks needs, whichever way they are sealed.
struct Authoring {
	client: Arc<FullClient>,
	pool: Arc<Pool>,
	select_chain: SelectChain,
	keystore: sp_keystore::KeystorePtr,
	role: sc_service::Role,
	force_authoring: bool,
	node_name: String,
	enable_grandpa: bool,
	registry: Option<substrate_prometheus_endpoint::Registry>,
	telemetry: Option<sc_telemetry::TelemetryHandle>,
}

impl Authoring {
	/// Makes the proposers of blocks.
	fn proposer_factory(
		&self,
		task_manager: &TaskManager,
	) -> sc_basic_authorship::ProposerFactory<Pool, FullClient> {
		sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.registry.as_ref(),
			self.telemetry.clone(),
		)
	}
}
