//! The command line: one file per command.

mod account;
mod collection;
mod context;
mod gateway;
mod lineage;
mod link;
mod list;
mod pack;
mod proof;
mod publish;
mod pull;
mod resolve;
mod revise;
mod revisions;
mod simple;
mod text;
mod uri;
mod values;
mod verify;
mod watch;

pub use context::{Context, Inclusion};

use crate::{
	config::{Overrides, Settings},
	error::Error,
	output::Output,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Publish folders as assets, find them, and get exactly the files that the chain vouches for.
#[derive(Debug, Parser)]
#[command(name = "metahub", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
	/// Settings of every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// Settings of every command. Each can also come from the environment or from config.toml.
#[derive(Args, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Global {
	/// WebSocket URL of the node [env: METAHUB_NODE_URL] [default: ws://127.0.0.1:9944]
	#[arg(long, global = true, value_name = "URL")]
	pub node: Option<String>,
	/// Content store: a folder, or kubo:<URL> [env: METAHUB_STORE]
	#[arg(long, global = true, value_name = "STORE")]
	pub store: Option<String>,
	/// Development account that signs: alice, bob, charlie, dave, eve, ferdie [env: METAHUB_ACCOUNT]
	#[arg(long, global = true, value_name = "NAME", conflicts_with = "keystore")]
	pub account: Option<String>,
	/// Keystore file that signs, or the name of one; its password is asked for [env: METAHUB_KEYSTORE,
	/// METAHUB_PASSWORD]
	#[arg(long, global = true, value_name = "FILE")]
	pub keystore: Option<PathBuf>,
	/// Configuration file [env: METAHUB_CONFIG] [default: ~/.config/metahub/config.toml]
	#[arg(long, global = true, value_name = "FILE")]
	pub config: Option<PathBuf>,
	/// How long one request may take [default: 60]
	#[arg(long, global = true, value_name = "SECONDS")]
	pub timeout: Option<u64>,
	/// Results on stdout and errors on stderr as JSON
	#[arg(long, global = true)]
	pub json: bool,
	/// No progress and no remarks
	#[arg(long, short, global = true)]
	pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Turn a folder into a manifest: CIDs, sizes, Path2Hash root, metadata. Needs no node.
	Pack(pack::PackArgs),
	/// Collections: create, look at, hand over, destroy
	#[command(subcommand)]
	Collection(collection::CollectionCommand),
	/// Publish a folder as a new asset
	Publish(publish::PublishArgs),
	/// Give an asset a new revision from a folder
	Revise(revise::ReviseArgs),
	/// Places where a revision can be had
	#[command(subcommand)]
	Uri(uri::UriCommand),
	/// Look an asset up by id or DID
	Resolve(resolve::ResolveArgs),
	/// An asset's revisions
	Revisions(revisions::RevisionsArgs),
	/// What an asset comes from, or what comes from it
	Lineage(lineage::LineageArgs),
	/// Assets by collection, owner, kind and state
	List(list::ListArgs),
	/// An asset's lifecycle state
	#[command(subcommand)]
	State(simple::StateCommand),
	/// Links between assets
	#[command(subcommand)]
	Link(link::LinkCommand),
	/// Give an asset to another owner
	Transfer(simple::TransferArgs),
	/// Retire an asset for good; its deposits are returned
	Retire(simple::RetireArgs),
	/// Drop an asset's oldest revisions; their deposits are returned
	Prune(simple::PruneArgs),
	/// Prove that a file belongs to an asset: the claim that `verify-path` and assets_verifyPath take
	Proof(proof::ProofArgs),
	/// Have the chain check a proof
	VerifyPath(proof::VerifyPathArgs),
	/// Get an asset's files, each verified, from wherever they can be had
	Pull(pull::PullArgs),
	/// Check that a folder is what the chain says the asset is
	Verify(verify::VerifyArgs),
	/// Serve the content store to IPFS clients
	Gateway(gateway::GatewayArgs),
	/// Accounts that sign
	#[command(subcommand)]
	Account(account::AccountCommand),
	/// Follow the registry's finalised changes
	Watch(watch::WatchArgs),
}

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// Done; a check said yes.
	Yes,
	/// A check said no.
	No,
}

impl Cli {
	/// How results and remarks are to be written.
	pub fn output(&self) -> Output {
		Output { json: self.global.json, quiet: self.global.quiet }
	}

	/// Runs the command.
	pub async fn run(self) -> Result<Outcome, Error> {
		let out = self.output();
		let gateways = match &self.command {
			Command::Pull(args) => args.fetch.gateways.clone(),
			Command::Proof(args) => args.fetch.gateways.clone(),
			Command::Verify(args) => args.fetch.gateways.clone(),
			_ => Vec::new(),
		};
		let global = self.global;
		let settings = Settings::load(Overrides {
			config: global.config,
			node: global.node,
			store: global.store,
			gateways,
			account: global.account,
			keystore: global.keystore,
			timeout_secs: global.timeout,
		})?;
		let ctx = Context { settings, out };
		match self.command {
			Command::Pack(args) => pack::run(&ctx, args).await,
			Command::Collection(command) => collection::run(&ctx, command).await,
			Command::Publish(args) => publish::run(&ctx, args).await,
			Command::Revise(args) => revise::run(&ctx, args).await,
			Command::Uri(command) => uri::run(&ctx, command).await,
			Command::Resolve(args) => resolve::run(&ctx, args).await,
			Command::Revisions(args) => revisions::run(&ctx, args).await,
			Command::Lineage(args) => lineage::run(&ctx, args).await,
			Command::List(args) => list::run(&ctx, args).await,
			Command::State(command) => simple::run_state(&ctx, command).await,
			Command::Link(command) => link::run(&ctx, command).await,
			Command::Transfer(args) => simple::run_transfer(&ctx, args).await,
			Command::Retire(args) => simple::run_retire(&ctx, args).await,
			Command::Prune(args) => simple::run_prune(&ctx, args).await,
			Command::Proof(args) => proof::run_proof(&ctx, args).await,
			Command::VerifyPath(args) => proof::run_verify_path(&ctx, args).await,
			Command::Pull(args) => pull::run(&ctx, args).await,
			Command::Verify(args) => verify::run(&ctx, args).await,
			Command::Gateway(args) => gateway::run(&ctx, args).await,
			Command::Account(command) => account::run(&ctx, command).await,
			Command::Watch(args) => watch::run(&ctx, args).await,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}
}
