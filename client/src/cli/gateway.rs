//! `metahub gateway`: serve the content store to IPFS clients, or to licensees only.

use super::{Context, Outcome};
use crate::{
	chain::AssetRef,
	error::Error,
	gateway::{serve, serve_gated, shutdown_signal, GateConfig, GatewayConfig, DEFAULT_PASS_SECS},
	store::FolderStore,
};
use clap::Args;
use serde_json::json;
use std::{net::SocketAddr, path::PathBuf};

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
	/// The base URL under which clients reach the gateway [default: where it listens]
	#[arg(long, value_name = "URL", requires = "gated")]
	public_url: Option<String>,
	/// An asset to serve although it was not published with this store; can be given more than once.
	/// Its owner decides which of the store's files it has
	#[arg(long = "asset", value_name = "ASSET", requires = "gated")]
	assets: Vec<AssetRef>,
}

/// Runs `gateway`: until SIGINT or SIGTERM. Its first line on stdout says where it listens.
pub async fn run(ctx: &Context, args: GatewayArgs) -> Result<Outcome, Error> {
	let store = &ctx.settings.store;
	let folder = store.strip_prefix("folder:").unwrap_or(store);
	if folder.starts_with("kubo:") || folder.starts_with("http") {
		return Err(Error::Usage(format!("a gateway serves a folder store, not {store}")));
	}
	let config = GatewayConfig { listen: args.listen, store: FolderStore::open(folder)? };
	let handle = if args.gated {
		let gate = GateConfig {
			chain: ctx.chain_options(),
			public_url: args.public_url,
			pass_secs: args.pass_secs,
			access_log: args.access_log,
			assets: args.assets,
			..GateConfig::new(&ctx.settings.node)
		};
		serve_gated(config, gate, shutdown_signal()).await?
	} else {
		serve(config, shutdown_signal()).await?
	};
	let started = json!({ "url": handle.url(), "store": folder, "gated": args.gated });
	let gated = if args.gated { ", to accounts with access" } else { "" };
	ctx.out.line(&started, |_| format!("serving {folder} at {}{gated}", handle.url()));
	handle.stopped().await?;
	ctx.out.note("stopped");
	Ok(Outcome::Yes)
}
