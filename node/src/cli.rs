//! The command line, and the defaults by which it is safer than what the SDK ships.

use crate::{chain_spec, ethereum};
use clap::Parser;
use metahub_eth_endpoint::{Origins, Pruning};
use sc_cli::{RpcEndpoint, TransactionPoolType};
use sc_service::config::RpcBatchRequestConfig;
use std::{num::NonZeroU32, path::PathBuf};

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

	/// The Ethereum endpoint.
	#[clap(flatten)]
	pub ethereum: EthereumParams,
}

/// The flags of the Ethereum endpoint. Each of them asks for it, but for the one that does not.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Ethereum endpoint")]
pub struct EthereumParams {
	/// Run the Ethereum JSON-RPC endpoint (HTTP and WebSocket).
	///
	/// With --dev it runs anyway, if its server is there. With this flag, or another one of the
	/// endpoint, the node does not start without it.
	#[arg(long)]
	pub eth_rpc: bool,

	/// Do not run the Ethereum JSON-RPC endpoint, not even with --dev.
	#[arg(long, conflicts_with_all = [
		"eth_rpc", "eth_rpc_port", "eth_rpc_external", "eth_rpc_cors", "eth_pruning",
	])]
	pub no_eth_rpc: bool,

	/// Port of the Ethereum JSON-RPC endpoint [default: 8545].
	#[arg(long, value_name = "PORT")]
	pub eth_rpc_port: Option<u16>,

	/// Listen for Ethereum JSON-RPC on all interfaces [default: local only].
	///
	/// There is no limit on how often somebody may ask: put a proxy that has one in front of an
	/// endpoint that is for everybody.
	#[arg(long)]
	pub eth_rpc_external: bool,

	/// Pages that may call the Ethereum JSON-RPC endpoint from within a browser.
	///
	/// A list of origins as `https://app.example` with commas in between, or `all`. By default all
	/// may with --dev, and else those that this machine serves.
	#[arg(long, value_name = "ORIGINS")]
	pub eth_rpc_cors: Option<String>,

	/// How many blocks' transactions and logs the endpoint knows: `archive` or a number.
	///
	/// With a number, those of the newest blocks since the node was started. By default all on a
	/// node that keeps the state of all blocks, as one with --dev does, and else as many as the node
	/// keeps the states of.
	#[arg(long, value_name = "PRUNING")]
	pub eth_pruning: Option<Pruning>,

	/// The Ethereum JSON-RPC server's executable [default: metahub-eth-rpc beside the node's].
	///
	/// METAHUB_ETH_RPC names it, too.
	#[arg(long, value_name = "PATH", conflicts_with = "no_eth_rpc")]
	pub eth_rpc_server: Option<PathBuf>,
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
		if run.shared_params.is_dev() || run.shared_params.chain.as_deref() == Some(chain_spec::DEV)
		{
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

	/// The Ethereum endpoint, if there is to be one.
	pub fn ethereum(&self) -> Option<ethereum::Options> {
		let dev = self.run.shared_params.is_dev();
		let params = &self.ethereum;
		let required = params.eth_rpc
			|| params.eth_rpc_port.is_some()
			|| params.eth_rpc_external
			|| params.eth_rpc_cors.is_some()
			|| params.eth_pruning.is_some()
			|| params.eth_rpc_server.is_some();
		if params.no_eth_rpc || !(dev || required) {
			return None;
		}
		Some(ethereum::Options {
			port: params.eth_rpc_port,
			external: params.eth_rpc_external,
			origins: match params.eth_rpc_cors.as_deref() {
				Some(origins) => origins.into(),
				None if dev => Origins::Any,
				None => Origins::Local,
			},
			pruning: params.eth_pruning,
			program: params.eth_rpc_server.clone(),
			required,
		})
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
		assert!(matches!(pool(&["--chain", "dev"]), TransactionPoolType::SingleState));
		assert!(matches!(
			pool(&["--chain", "dev", "--validator"]),
			TransactionPoolType::SingleState
		));
		assert!(matches!(pool(&["--chain", "local"]), TransactionPoolType::ForkAware));
	}

	#[test]
	fn a_named_rpc_port_is_wanted_and_zero_is_not_a_name() {
		assert!(parse(&["--rpc-port", "9955"]).wants_this_rpc_port());
		assert!(!parse(&["--rpc-port", "0"]).wants_this_rpc_port());
		assert!(!parse(&[]).wants_this_rpc_port());
	}

	#[test]
	fn a_development_chain_has_an_ethereum_endpoint_and_others_when_asked() {
		assert_eq!(parse(&[]).ethereum(), None);
		assert_eq!(parse(&["--validator"]).ethereum(), None);
		assert_eq!(parse(&["--dev", "--no-eth-rpc"]).ethereum(), None);

		let dev = parse(&["--dev"]).ethereum().expect("has one");
		assert!(!dev.required && !dev.external);
		assert_eq!((dev.port, dev.pruning, dev.origins), (None, None, Origins::Any));

		for args in [
			&["--eth-rpc"][..],
			&["--eth-rpc-port", "1"],
			&["--eth-rpc-external"],
			&["--eth-rpc-cors", "all"],
			&["--eth-pruning", "archive"],
		] {
			assert!(parse(args).ethereum().is_some_and(|options| options.required), "{args:?}");
		}
		let asked = parse(&["--eth-rpc", "--eth-pruning", "64"]).ethereum().expect("has one");
		assert_eq!((asked.pruning, asked.origins), (Some(Pruning::Keep(64)), Origins::Local));
	}

	#[test]
	fn an_ethereum_endpoint_is_wanted_or_not() {
		for args in [
			&["--no-eth-rpc", "--eth-rpc"][..],
			&["--no-eth-rpc", "--eth-rpc-port", "1"],
			&["--no-eth-rpc", "--eth-rpc-external"],
			&["--eth-pruning", "none"],
			&["--eth-pruning", "0"],
		] {
			let args = std::iter::once("metahub-node").chain(args.iter().copied());
			assert!(Cli::try_parse_from(args).is_err());
		}
	}

	#[test]
	fn the_command_line_is_well_formed() {
		use clap::CommandFactory;
		Cli::command().debug_assert();
	}
}
