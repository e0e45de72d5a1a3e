//! `metahub uri`: places where a revision can be had come and go.

use super::{values, Context, Inclusion, Outcome};
use crate::{
	chain::{calls, AssetRef},
	error::Error,
};
use clap::{Args, Subcommand};
use metahub_assets::MultiUri;
use serde_json::json;

/// The commands of `uri`.
#[derive(Debug, Subcommand)]
pub enum UriCommand {
	/// Add a place
	Add(UriArgs),
	/// Withdraw a place
	#[command(visible_alias = "remove")]
	Rm(UriArgs),
}

/// Arguments of both.
#[derive(Args, Debug)]
pub struct UriArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The place: /ipfs/<cid>, ipfs://…, ipns://…, bzz://…, ar://…, sia://…, ceramic://…, http(s)://…
	#[arg(value_parser = values::multi_uri)]
	uri: MultiUri,
	/// The revision [default: the current one]
	#[arg(long, value_name = "NUMBER")]
	revision: Option<u32>,
}

/// Runs `uri add` and `uri rm`.
pub async fn run(ctx: &Context, command: UriCommand) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let (args, add) = match command {
		UriCommand::Add(args) => (args, true),
		UriCommand::Rm(args) => (args, false),
	};
	let (asset, revision) = match args.revision {
		Some(number) => (chain.asset_id(&args.asset).await?, number),
		None => {
			let (asset, revision) = chain.revision(&args.asset, None, None).await?;
			(asset, revision.number)
		}
	};
	let call = if add { calls::add_uri } else { calls::withdraw_uri };
	let call = call(asset, revision, args.uri.as_bytes());
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let mut result = json!({ "asset": asset, "revision": revision, "uri": args.uri });
	super::text::merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| {
		let done = if add { "can be had at" } else { "is no longer said to be at" };
		format!("{asset} revision {revision} {done} {}", args.uri)
	});
	Ok(Outcome::Yes)
}
