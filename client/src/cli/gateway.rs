//! `metahub gateway`: serve the content store to IPFS clients.

use super::{Context, Outcome};
use crate::{
	error::Error,
	gateway::{serve, shutdown_signal, GatewayConfig},
	store::FolderStore,
};
use clap::Args;
use serde_json::json;
use std::net::SocketAddr;

/// Arguments of `gateway`.
#[derive(Args, Debug)]
pub struct GatewayArgs {
	/// The address to listen on; port 0 takes a free one. Anyone who reaches it can read the store
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8180")]
	listen: SocketAddr,
}

/// Runs `gateway`: until SIGINT or SIGTERM. Its first line on stdout says where it listens.
pub async fn run(ctx: &Context, args: GatewayArgs) -> Result<Outcome, Error> {
	let store = &ctx.settings.store;
	let folder = store.strip_prefix("folder:").unwrap_or(store);
	if folder.starts_with("kubo:") || folder.starts_with("http") {
		return Err(Error::Usage(format!("a gateway serves a folder store, not {store}")));
	}
	let config = GatewayConfig { listen: args.listen, store: FolderStore::open(folder)? };
	let handle = serve(config, shutdown_signal()).await?;
	let started = json!({ "url": handle.url(), "store": folder });
	ctx.out.line(&started, |_| format!("serving {folder} at {}", handle.url()));
	handle.stopped().await?;
	ctx.out.note("stopped");
	Ok(Outcome::Yes)
}
