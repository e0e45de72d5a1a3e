//! The Ethereum endpoint: the JSON-RPC server as a process, and in front of it what it lacks.

mod index;
mod logs;

use crate::service::{FullBackend, FullClient, Pool};
use metahub_eth_endpoint::{
	find_program, serve, FrontConfig, Limits, Origins, Pruning, ServerConfig, Supervisor,
};
use sc_network::multiaddr::{Multiaddr, Protocol};
use sc_service::{
	config::{RpcBatchRequestConfig, RpcEndpoint, RpcMethods},
	ChainType, Configuration, Error, PruningMode, TaskManager,
};
use std::{
	net::{IpAddr, Ipv4Addr, Ipv6Addr},
	path::PathBuf,
	sync::Arc,
};

/// Where our messages go in the log.
const TARGET: &str = "ethereum";
/// What the server remembers of a chain whose states the node removes, at least: what the node
/// keeps by default.
const LEAST_KEPT: u32 = 256;

/// How the endpoint is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
	/// The port, when one is named.
	pub port: Option<u16>,
	/// Whether it listens on all interfaces.
	pub external: bool,
	/// Who may call from a browser.
	pub origins: Origins,
	/// How much of the past it knows, when that is said.
	pub pruning: Option<Pruning>,
	/// The server's executable, when one is named.
	pub program: Option<PathBuf>,
	/// Whether the node is not to run without it.
	pub required: bool,
}

/// The port unless another one is named.
const PORT: u16 = 8545;

/// An endpoint that is to be started with the node.
pub struct Plan {
	options: Options,
	server: ServerConfig,
}

/// What is needed of the node.
pub struct Deps {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
}

impl Plan {
	/// What to start, if the server is there; and a way for it into this node.
	pub fn new(options: Options, config: &mut Configuration) -> Result<Option<Self>, Error> {
		let program = match find_program(options.program.clone()) {
			Ok(program) => program,
			Err(missing) if options.required => return Err(Error::Other(missing.to_string())),
			Err(missing) => {
				log::warn!(target: TARGET, "No Ethereum endpoint: {missing}");
				return Ok(None);
			}
		};
		// Beside the database, and so removed with it by `purge-chain`.
		let folder = config.database.path().and_then(|path| path.parent());
		let base_path = match folder {
			Some(folder) => folder.join("eth-rpc"),
			None => config.data_path.join("eth-rpc"),
		};
		let server = ServerConfig {
			program,
			node_url: String::new(),
			base_path,
			pruning: options.pruning.unwrap_or_else(|| pruning(config.state_pruning.as_ref())),
			dev: config.chain_spec.chain_type() == ChainType::Development,
		};
		let endpoints = config.rpc.addr.get_or_insert_default();
		if endpoints.first().is_none_or(|first| first.rate_limit.is_some()) {
			endpoints.insert(0, own_way());
		}
		Ok(Some(Self { options, server }))
	}

	/// Starts it. `rpc`: where this node listens, in the order of its configuration.
	pub async fn start(
		mut self,
		deps: Deps,
		rpc: &[Multiaddr],
		task_manager: &mut TaskManager,
	) -> Result<(), Error> {
		self.server.node_url = rpc
			.first()
			.and_then(url)
			.ok_or_else(|| Error::Other("the Ethereum endpoint needs the node's RPC".into()))?;
		let logs = logs::ChainLogs::open(deps.client, deps.backend, deps.pool)?;
		let spawner = task_manager.spawn_handle();
		let group = Some("ethereum");
		spawner.spawn_blocking("native-logs-imports", group, logs.clone().follow_imports());
		spawner.spawn_blocking("native-logs-index", group, logs.clone().follow_finality());

		let front = FrontConfig {
			port: self.options.port.unwrap_or(PORT),
			any_port: self.options.port.is_none() && !self.options.required,
			external: self.options.external,
			origins: self.options.origins,
			limits: Limits::default(),
		};
		let (supervisor, upstream) = Supervisor::start(self.server);
		let endpoint = serve(&front, upstream, Arc::new(logs.handle())).await?;
		let addresses: Vec<_> = endpoint.addresses().iter().map(ToString::to_string).collect();
		log::info!("Running Ethereum JSON-RPC server: addr={}", addresses.join(","));
		// Dropped before what is kept already: a temporary folder that the server's database is in.
		task_manager.keep_alive((endpoint, supervisor, logs));
		Ok(())
	}
}

/// What the server remembers unless it is said: as much as the node does.
fn pruning(states: Option<&PruningMode>) -> Pruning {
	match states {
		Some(PruningMode::ArchiveAll | PruningMode::ArchiveCanonical) => Pruning::Archive,
		Some(PruningMode::Constrained(constraints)) => {
			Pruning::Keep(constraints.max_blocks.unwrap_or(LEAST_KEPT).max(LEAST_KEPT))
		}
		None => Pruning::Keep(LEAST_KEPT),
	}
}

/// An address of the node's RPC for the server alone, where no limit is meant for others.
fn own_way() -> RpcEndpoint {
	RpcEndpoint {
		listen_addr: (Ipv4Addr::LOCALHOST, 0).into(),
		batch_config: RpcBatchRequestConfig::Unlimited,
		max_connections: 16,
		max_payload_in_mb: 15,
		max_payload_out_mb: 15,
		max_subscriptions_per_connection: 1_024,
		max_buffer_capacity_per_connection: 64,
		rate_limit: None,
		rate_limit_trust_proxy_headers: false,
		rate_limit_whitelisted_ips: Vec::new(),
		// The server is no page.
		cors: Some(Vec::new()),
		rpc_methods: RpcMethods::Safe,
		is_optional: false,
		retry_random_port: false,
	}
}

/// The WebSocket URL by which this machine reaches an address.
fn url(address: &Multiaddr) -> Option<String> {
	let (mut ip, mut port) = (None, None);
	for protocol in address.iter() {
		match protocol {
			Protocol::Ip4(v4) => ip = Some(IpAddr::from(v4)),
			Protocol::Ip6(v6) => ip = Some(IpAddr::from(v6)),
			Protocol::Tcp(tcp) => port = Some(tcp),
			_ => {}
		}
	}
	let ip = match ip? {
		IpAddr::V4(v4) if v4.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
		IpAddr::V6(v6) if v6.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
		ip => ip,
	};
	Some(format!("ws://{}", std::net::SocketAddr::new(ip, port?)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_server_reaches_the_node_where_it_listens() {
		for (address, expected) in [
			("/ip4/127.0.0.1/tcp/9944", Some("ws://127.0.0.1:9944")),
			("/ip4/0.0.0.0/tcp/1", Some("ws://127.0.0.1:1")),
			("/ip6/::/tcp/2", Some("ws://[::1]:2")),
			("/ip4/10.0.0.7/tcp/3", Some("ws://10.0.0.7:3")),
			("/ip4/127.0.0.1", None),
		] {
			let address: Multiaddr = address.parse().unwrap();
			assert_eq!(url(&address).as_deref(), expected);
		}
	}

	#[test]
	fn the_server_remembers_what_the_node_does() {
		assert_eq!(pruning(Some(&PruningMode::ArchiveAll)), Pruning::Archive);
		assert_eq!(pruning(Some(&PruningMode::ArchiveCanonical)), Pruning::Archive);
		assert_eq!(pruning(Some(&PruningMode::blocks_pruning(1_000))), Pruning::Keep(1_000));
		assert_eq!(pruning(Some(&PruningMode::blocks_pruning(10))), Pruning::Keep(256));
		assert_eq!(pruning(None), Pruning::Keep(256));
	}
}
