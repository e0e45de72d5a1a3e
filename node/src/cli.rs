//! The command line, and the defaults by which it is safer than what the SDK ships.

use clap::Parser;
use sc_cli::{RpcEndpoint, TransactionPoolType};
use sc_service::config::RpcBatchRequestConfig;
use std::num::NonZeroU32;

/// The longest JSON-RPC batch that is answered unless `--rpc-max-batch-request-len` says otherwise.
pub const MAX_BATCH_LEN: u32 = 50;

/// Calls per minute and connection that an exposed RPC endpoint answers unless `--rpc-rate-limit`
/// says otherwise. A wallet that follows every block stays below a third of it.
pub const EXPOSED_RATE_LIMIT: NonZeroU32 = NonZeroU32::new(1_200).expect("it is not zero; qed");

/// The node's command line.
#[derive(Debug, Parser)]
pub struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run the node.
	#[clap(flatten)]
	pub run: sc_cli::RunCmd,
}

/// What the node does besides running.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Key management: generate, inspect, sign, insert into the keystore.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write a chain specification (`dev`, `local` or a file) as JSON.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a block again and check it.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Write the state of a block as a raw chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Remove the whole chain from disk.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Undo the newest blocks that are not finalised.
	Revert(sc_cli::RevertCmd),

	/// Print what the database knows of the chain: best, finalised and genesis block.
	ChainInfo(sc_cli::ChainInfoCmd),
}

impl Cli {
	/// Fills in our defaults where the user said nothing. An explicit flag always wins, but for
	/// `--pool-type`: a development chain has the single-state pool.
	pub fn with_defaults(mut self) -> Self {
		let run = &mut self.run;

		// A well-known key has no identity to protect, so a node that runs on one may make up its
		// network key instead of asking for it.
		if run.get_keyring().is_some() {
			run.network_params.node_key_params.unsafe_force_node_key_generation = true;
		}

		// Without forks there is nothing to be aware of, and the fork-aware pool can keep the tail of a
		// burst to itself until another block comes, which an instantly sealed chain does not make.
		if run.shared_params.is_dev() {
			run.pool_config.pool_type = TransactionPoolType::SingleState;
		}

		let rpc = &mut run.rpc_params;
		if !rpc.rpc_disable_batch_requests {
			rpc.rpc_max_batch_request_len.get_or_insert(MAX_BATCH_LEN);
		}
		if rpc.rpc_external || rpc.unsafe_rpc_external {
			rpc.rpc_rate_limit.get_or_insert(EXPOSED_RATE_LIMIT);
		}
		rpc.experimental_rpc_endpoint.iter_mut().for_each(bound_endpoint);
		self
	}

	/// Whether the user named the RPC port, and so must not be given another one in silence.
	pub fn wants_this_rpc_port(&self) -> bool {
		self.run.rpc_params.rpc_port.is_some_and(|port| port != 0)
	}
}

/// The same bounds for an endpoint given as `--experimental-rpc-endpoint`.
fn bound_endpoint(endpoint: &mut RpcEndpoint) {
	if matches!(endpoint.batch_config, RpcBatchRequestConfig::Unlimited) {
		endpoint.batch_config = RpcBatchRequestConfig::Limit(MAX_BATCH_LEN);
	}
	if !endpoint.listen_addr.ip().is_loopback() {
		endpoint.rate_limit.get_or_insert(EXPOSED_RATE_LIMIT);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::CliConfiguration;

	fn endpoints(args: &[&str]) -> Vec<RpcEndpoint> {
		parse(args).run.rpc_addr(9944).expect("the arguments fit").expect("RPC is on")
	}

	fn parse(args: &[&str]) -> Cli {
		let args = std::iter::once("metahub-node").chain(args.iter().copied());
		Cli::try_parse_from(args).expect("the arguments parse").with_defaults()
	}

	fn batch(endpoint: &RpcEndpoint) -> Option<u32> {
		match endpoint.batch_config {
			RpcBatchRequestConfig::Limit(limit) => Some(limit),
			RpcBatchRequestConfig::Disabled => Some(0),
			RpcBatchRequestConfig::Unlimited => None,
		}
	}

	#[test]
	fn local_endpoints_bound_batches_and_do_not_limit_the_rate() {
		for args in [&[][..], &["--dev"], &["--validator"], &["--alice", "--chain", "local"]] {
			let endpoints = endpoints(args);
			assert_eq!(endpoints.len(), 2, "IPv4 and IPv6");
			for endpoint in endpoints {
				assert!(endpoint.listen_addr.ip().is_loopback());
				assert_eq!(batch(&endpoint), Some(MAX_BATCH_LEN));
				assert_eq!(endpoint.rate_limit, None);
			}
		}
	}

	#[test]
	fn exposed_endpoints_limit_the_rate() {
		for flag in ["--rpc-external", "--unsafe-rpc-external"] {
			for endpoint in endpoints(&[flag]) {
				assert!(endpoint.listen_addr.ip().is_unspecified());
				assert_eq!(endpoint.rate_limit, Some(EXPOSED_RATE_LIMIT));
				assert_eq!(batch(&endpoint), Some(MAX_BATCH_LEN));
			}
		}
	}

	#[test]
	fn what_the_user_says_wins() {
		for endpoint in
			endpoints(&["--rpc-external", "--rpc-rate-limit=7", "--rpc-max-batch-request-len=3"])
		{
			assert_eq!(endpoint.rate_limit, NonZeroU32::new(7));
			assert_eq!(batch(&endpoint), Some(3));
		}
		for endpoint in endpoints(&["--rpc-disable-batch-requests"]) {
			assert_eq!(batch(&endpoint), Some(0));
		}
		for endpoint in endpoints(&["--rpc-rate-limit=7"]) {
			assert_eq!(endpoint.rate_limit, NonZeroU32::new(7), "on a local endpoint too");
		}
	}

	#[test]
	fn experimental_endpoints_are_bounded_one_by_one() {
		let endpoints = endpoints(&[
			"--experimental-rpc-endpoint",
			"listen-addr=127.0.0.1:9944",
			"--experimental-rpc-endpoint",
			"listen-addr=10.0.0.7:9944",
			"--experimental-rpc-endpoint",
			"listen-addr=[::]:9944,rate-limit=9,max-batch-request-len=4",
		]);
		let seen: Vec<_> = endpoints.iter().map(|e| (batch(e), e.rate_limit)).collect();
		assert_eq!(
			seen,
			[
				(Some(MAX_BATCH_LEN), None),
				(Some(MAX_BATCH_LEN), Some(EXPOSED_RATE_LIMIT)),
				(Some(4), NonZeroU32::new(9)),
			]
		);
	}

	#[test]
	fn only_well_known_keys_make_up_a_network_key() {
		let force = |args: &[&str]| {
			parse(args).run.network_params.node_key_params.unsafe_force_node_key_generation
		};
		assert!(force(&["--alice"]));
		assert!(force(&["--chain", "local", "--two"]));
		assert!(!force(&["--validator"]));
		assert!(force(&["--validator", "--unsafe-force-node-key-generation"]));
	}

	#[test]
	fn a_development_chain_has_the_single_state_pool() {
		let pool = |args: &[&str]| parse(args).run.pool_config.pool_type;
		assert!(matches!(pool(&["--dev"]), TransactionPoolType::SingleState));
		assert!(matches!(pool(&["--chain", "local"]), TransactionPoolType::ForkAware));
	}

	#[test]
	fn a_named_rpc_port_is_wanted_and_zero_is_not_a_name() {
		assert!(parse(&["--rpc-port", "9955"]).wants_this_rpc_port());
		assert!(!parse(&["--rpc-port", "0"]).wants_this_rpc_port());
		assert!(!parse(&[]).wants_this_rpc_port());
	}

	#[test]
	fn the_command_line_is_well_formed() {
		use clap::CommandFactory;
		Cli::command().debug_assert();
	}
}
