//! Aura and GRANDPA: the authorities seal in turn and finalise by their votes.

use super::{Authoring, FullBackend, FullClient, ImportQueue, SelectChain};
use crate::rpc::GrandpaDeps;
use metahub_runtime::{opaque::Block, Hash};
use sc_consensus_aura::{ImportQueueParams, SlotDuration, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
	warp_proof::NetworkProvider, FinalityProofProvider, GrandpaBlockImport, LinkHalf,
	SharedVoterState,
};
use sc_network::{
	config::FullNetworkConfiguration,
	service::{
		traits::{NetworkService, NotificationService},
		NotificationMetrics,
	},
	types::ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_service::{ChainSpec, Error, TaskManager, WarpSyncConfig};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotProvider, sr25519::AuthorityPair as AuraPair,
};
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::{sync::Arc, time::Duration};

/// The least number of blocks between justifications that are kept and imported.
const JUSTIFICATION_PERIOD: u32 = 512;
/// How long a vote is expected to take to everyone.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);
/// The part of a slot in which its author may work on the block.
const PROPOSING_PORTION: f32 = 2.0 / 3.0;

/// Both ends of GRANDPA: where blocks are imported, and where the voter listens.
pub struct Parts {
	block_import: GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>,
	link: LinkHalf<Block, FullClient, SelectChain>,
}

/// The voters' part of the network.
pub struct Voting {
	protocol: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

/// Takes blocks that their slot's authority has sealed.
pub fn import_queue(
	client: Arc<FullClient>,
	select_chain: SelectChain,
	spawner: &impl sp_core::traits::SpawnEssentialNamed,
	registry: Option<&substrate_prometheus_endpoint::Registry>,
	telemetry: Option<TelemetryHandle>,
) -> Result<(ImportQueue, Parts), Error> {
	let (block_import, link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain,
		telemetry.clone(),
	)?;
	let slot_client = client.clone();
	let queue = sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
		block_import: block_import.clone(),
		justification_import: Some(Box::new(block_import.clone())),
		client,
		create_inherent_data_providers: move |parent, ()| {
			let client = slot_client.clone();
			async move {
				let duration = sc_consensus_aura::standalone::slot_duration_at(&*client, parent)?;
				Ok(slot_and_timestamp(duration))
			}
		},
		spawner,
		registry,
		check_for_equivocation: Default::default(),
		telemetry,
		compatibility_mode: Default::default(),
	})?;
	Ok((queue, Parts { block_import, link }))
}

/// The slot that it is now, and the time.
fn slot_and_timestamp(duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	let slot = SlotProvider::from_timestamp_and_slot_duration(*timestamp, duration);
	(slot, timestamp)
}

/// Adds the voters' protocol to the network.
#[allow(clippy::borrowed_box)] // GRANDPA takes the chain in this form.
pub fn join_voting<N: sc_network::NetworkBackend<Block, Hash>>(
	genesis: Hash,
	chain: &Box<dyn ChainSpec>,
	net_config: &mut FullNetworkConfiguration<Block, Hash, N>,
	metrics: NotificationMetrics,
) -> Voting {
	let protocol = sc_consensus_grandpa::protocol_standard_name(&genesis, chain);
	let (config, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<Block, N>(
		protocol.clone(),
		metrics,
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(config);
	Voting { protocol, notifications }
}

/// What others prove finality with: over RPC, and to nodes that sync by jumping to the newest
/// finalised block.
pub fn proofs(parts: &Parts, backend: Arc<FullBackend>) -> (GrandpaDeps, WarpSyncConfig<Block>) {
	let authority_set = parts.link.shared_authority_set().clone();
	let warp_sync = NetworkProvider::new(backend.clone(), authority_set.clone(), Vec::new());
	let grandpa = GrandpaDeps {
		voter_state: SharedVoterState::empty(),
		authority_set: authority_set.clone(),
		justifications: parts.link.justification_stream(),
		proofs: FinalityProofProvider::new_for_service(backend, Some(authority_set)),
	};
	(grandpa, WarpSyncConfig::WithProvider(Arc::new(warp_sync)))
}

/// Starts the author, when this node is one, and the voter.
pub fn start(
	authoring: Authoring,
	Parts { block_import, link }: Parts,
	voting: Voting,
	voter_state: SharedVoterState,
	network: Arc<dyn NetworkService>,
	sync_service: Arc<SyncingService<Block>>,
	task_manager: &TaskManager,
) -> Result<(), Error> {
	let essential = task_manager.spawn_essential_handle();

	if authoring.role.is_authority() {
		let duration = sc_consensus_aura::slot_duration(&*authoring.client)?;
		let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(
			StartAuraParams {
				slot_duration: duration,
				client: authoring.client.clone(),
				select_chain: authoring.select_chain.clone(),
				block_import,
				proposer_factory: authoring.proposer_factory(task_manager),
				sync_oracle: sync_service.clone(),
				justification_sync_link: sync_service.clone(),
				create_inherent_data_providers: move |_, ()| async move {
					Ok(slot_and_timestamp(duration))
				},
				force_authoring: authoring.force_authoring,
				backoff_authoring_blocks: None::<()>,
				keystore: authoring.keystore.clone(),
				block_proposal_slot_portion: SlotProportion::new(PROPOSING_PORTION),
				max_block_proposal_slot_portion: None,
				telemetry: authoring.telemetry.clone(),
				compatibility_mode: Default::default(),
			},
		)?;
		essential.spawn_blocking("aura", Some("block-authoring"), aura);
	}

	if authoring.enable_grandpa {
		let config = sc_consensus_grandpa::Config {
			gossip_duration: GOSSIP_DURATION,
			justification_generation_period: JUSTIFICATION_PERIOD,
			observer_enabled: false,
			local_role: authoring.role,
			name: Some(authoring.node_name),
			// Who does not take part has nothing to sign.
			keystore: authoring.role.is_authority().then_some(authoring.keystore),
			telemetry: authoring.telemetry.clone(),
			protocol_name: voting.protocol,
		};
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config,
			link,
			network,
			sync: sync_service,
			notification_service: voting.notifications,
			voting_rule: sc_consensus_grandpa::VotingRulesBuilder::default().build(),
			prometheus_registry: authoring.registry,
			shared_voter_state: voter_state,
			telemetry: authoring.telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(authoring.pool),
		})?;
		essential.spawn_blocking("grandpa-voter", None, voter);
	}
	Ok(())
}
