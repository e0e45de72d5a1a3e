//! `metahub gateway`: serve the content store to IPFS clients, or to licensees only.

use super::{Context, Outcome};
use crate::{
	chain::AssetRef,
	error::Error,
	gateway::{
		serve, serve_gated, shutdown_signal, GateConfig, GatewayConfig, Limits, Network,
		ServerLimits, DEFAULT_PASS_SECS,
	},
	store::FolderStore,
};
use clap::{value_parser, Args};
use serde_json::json;
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// What bounds the gateway's connections.
#[derive(Args, Debug)]
#[command(next_help_heading = "Limits")]
struct ServerLimitArgs {
	/// Connections at a time
	#[arg(long, value_name = "N", default_value_t = 512, value_parser = value_parser!(u64).range(1..=65_536))]
	max_connections: u64,
	/// Connections at a time of one address, or of one IPv6 network (/64); not of trusted proxies
	#[arg(long, value_name = "N", default_value_t = 256, value_parser = value_parser!(u64).range(1..=65_536))]
	max_connections_per_address: u64,
	/// How long a request's head may take
	#[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = value_parser!(u64).range(1..=600))]
	head_secs: u64,
	/// How long a request's body may take
	#[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = value_parser!(u64).range(1..=600))]
	body_secs: u64,
	/// How long a connection may wait for its next request
	#[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = value_parser!(u64).range(1..=3_600))]
	idle_secs: u64,
	/// Bytes per second that a client has to read at least
	#[arg(long, value_name = "BYTES", default_value_t = 2_048, value_parser = value_parser!(u64).range(1..=1 << 30))]
	least_rate: u64,
	/// How long a client may read less than that
	#[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = value_parser!(u64).range(1..=3_600))]
	least_rate_secs: u64,
}

impl ServerLimitArgs {
	fn limits(&self) -> ServerLimits {
		ServerLimits {
			connections: self.max_connections as usize,
			per_address: self.max_connections_per_address as usize,
			head: Duration::from_secs(self.head_secs),
			body: Duration::from_secs(self.body_secs),
			idle: Duration::from_secs(self.idle_secs),
			least_rate: self.least_rate,
			patience: Duration::from_secs(self.least_rate_secs),
		}
	}
}

/// What bounds the gate.
#[derive(Args, Debug)]
#[command(next_help_heading = "Limits of --gated")]
struct GateLimitArgs {
	/// Requests for challenges, passes and assets' revisions that an address can make at once
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 60, value_parser = value_parser!(u32).range(1..=1_000_000))]
	request_burst: u32,
	/// How many more of them it can make each second
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 5, value_parser = value_parser!(u32).range(1..=1_000_000))]
	request_rate: u32,
	/// Addresses whose requests are counted apart
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 4_096, value_parser = value_parser!(u64).range(1..=1 << 24))]
	max_addresses: u64,
	/// Challenges that are remembered as used
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 16_384, value_parser = value_parser!(u64).range(1..=1 << 24))]
	max_challenges: u64,
	/// Passes whose state is remembered
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 16_384, value_parser = value_parser!(u64).range(1..=1 << 24))]
	max_passes: u64,
	/// Assets whose revisions are remembered
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 1_024, value_parser = value_parser!(u64).range(1..=1 << 20))]
	max_assets: u64,
	/// Blocks whose asset is remembered; an asset with more is not served
	#[arg(long, value_name = "N", requires = "gated", default_value_t = 4 << 20, value_parser = value_parser!(u64).range(1..=1 << 30))]
	max_blocks: u64,
	/// How long a request waits while the index of an asset's blocks is built
	#[arg(long, value_name = "SECONDS", requires = "gated", default_value_t = 10, value_parser = value_parser!(u64).range(0..=60))]
	index_wait_secs: u64,
	/// How long a pass lives that no use was paid for, however often the chain says yes
	#[arg(long, value_name = "SECONDS", requires = "gated", default_value_t = 6 * 60 * 60, value_parser = value_parser!(u64).range(1..=604_800))]
	session_secs: u64,
	/// How long a use lasts that was paid for: its message gives another pass until then
	#[arg(long, value_name = "SECONDS", requires = "gated", default_value_t = 24 * 60 * 60, value_parser = value_parser!(u64).range(600..=604_800))]
	paid_secs: u64,
}

impl GateLimitArgs {
	fn limits(&self) -> Limits {
		Limits {
			index_wait_secs: self.index_wait_secs,
			session_secs: self.session_secs,
			paid_secs: self.paid_secs,
			challenges: self.max_challenges as usize,
			passes: self.max_passes as usize,
			burst: self.request_burst,
			per_second: self.request_rate,
			peers: self.max_addresses as usize,
			assets: self.max_assets as usize,
			blocks: self.max_blocks as usize,
			..Limits::default()
		}
	}
}

/// Arguments of `gateway`.
#[derive(Args, Debug)]
pub struct GatewayArgs {
	/// The address to listen on; port 0 takes a free one. Anyone who reaches it can read the store,
	/// unless it is gated
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8180")]
	listen: SocketAddr,
	/// Give an asset's files only to accounts that have access to it, as the node says (--node)
	#[arg(long)]
	gated: bool,
	/// Append every decision to this file, one line of JSON each
	#[arg(long, value_name = "FILE", requires = "gated")]
	access_log: Option<PathBuf>,
	/// How long a pass is good for before the node is asked again
	#[arg(
		long,
		value_name = "SECONDS",
		requires = "gated",
		default_value_t = DEFAULT_PASS_SECS,
		value_parser = clap::value_parser!(u64).range(1..=86_400)
	)]
	pass_secs: u64,
	/// The key that seals challenges and passes, made if it is not there; gateways with one public
	/// URL share it [default: gateway.key in the store]
	#[arg(long, value_name = "FILE", requires = "gated")]
	pass_key: Option<PathBuf>,
	/// The base URL under which clients reach the gateway [default: where it listens]
	#[arg(long, value_name = "URL", requires = "gated")]
	public_url: Option<String>,
	/// An asset to serve although it was not published with this store; can be given more than once.
	/// Its owner decides which of the store's files it has
	#[arg(long = "asset", value_name = "ASSET", requires = "gated")]
	assets: Vec<AssetRef>,
	/// A proxy, or a network of them (10.0.0.0/8), whose X-Forwarded-For or Forwarded header says who
	/// asks; can be given more than once
	#[arg(long = "trusted-proxy", value_name = "IP or CIDR")]
	trusted_proxies: Vec<Network>,
	/// Serve metrics for Prometheus at this address, as /metrics
	#[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:8181")]
	metrics: Option<SocketAddr>,
	#[command(flatten)]
	server_limits: ServerLimitArgs,
	#[command(flatten)]
	gate_limits: GateLimitArgs,
}

/// Runs `gateway`: until SIGINT or SIGTERM. Its first line on stdout says where it listens.
pub async fn run(ctx: &Context, args: GatewayArgs) -> Result<Outcome, Error> {
	let store = &ctx.settings.store;
	let folder = store.strip_prefix("folder:").unwrap_or(store);
	if folder.starts_with("kubo:") || folder.starts_with("http") {
		return Err(Error::Usage(format!("a gateway serves a folder store, not {store}")));
	}
	let config = GatewayConfig {
		limits: args.server_limits.limits(),
		trusted_proxies: args.trusted_proxies,
		metrics: args.metrics,
		..GatewayConfig::new(args.listen, FolderStore::open(folder)?)
	};
	let handle = if args.gated {
		let gate = GateConfig {
			chain: ctx.chain_options(),
			public_url: args.public_url,
			pass_secs: args.pass_secs,
			pass_key: args.pass_key,
			access_log: args.access_log,
			assets: args.assets,
			limits: args.gate_limits.limits(),
			..GateConfig::new(&ctx.settings.node)
		};
		serve_gated(config, gate, shutdown_signal()).await?
	} else {
		serve(config, shutdown_signal()).await?
	};
	let mut started = json!({ "url": handle.url(), "store": folder, "gated": args.gated });
	if let Some(metrics) = handle.metrics_url() {
		started["metrics"] = metrics.into();
	}
	let gated = if args.gated { ", to accounts with access" } else { "" };
	ctx.out.line(&started, |_| format!("serving {folder} at {}{gated}", handle.url()));
	handle.stopped().await?;
	ctx.out.note("stopped");
	Ok(Outcome::Yes)
}
