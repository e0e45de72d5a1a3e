//! `metahub link`: links between assets.

use super::{text::merge, values, Context, Inclusion, Outcome};
use crate::{
	chain::{calls, AssetRef},
	error::Error,
};
use clap::{Args, Subcommand};
use metahub_assets::{Link, Relation};
use serde_json::json;

/// The commands of `link`.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
	/// Link an asset to another
	Add(LinkArgs),
	/// Cut a link; those that say where an asset comes from stay
	#[command(visible_alias = "remove")]
	Rm(LinkArgs),
}

/// Arguments of both.
#[derive(Args, Debug)]
pub struct LinkArgs {
	/// The asset that links: <collection>:<item> or its DID
	asset: AssetRef,
	/// How it stands to the other
	#[arg(value_parser = values::relation())]
	relation: Relation,
	/// The asset linked to
	object: AssetRef,
}

/// Runs `link add` and `link rm`.
pub async fn run(ctx: &Context, command: LinkCommand) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let (args, add) = match command {
		LinkCommand::Add(args) => (args, true),
		LinkCommand::Rm(args) => (args, false),
	};
	let asset = chain.asset_id(&args.asset).await?;
	let object = chain.asset_id(&args.object).await?;
	let link = Link { relation: args.relation, object };
	let call = if add { calls::link(asset, link) } else { calls::unlink(asset, link) };
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let mut result =
		json!({ "subject": asset, "relation": args.relation, "object": object, "linked": add });
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| {
		let sign = if add { "--" } else { "-/-" };
		format!("{asset} {sign}{}{sign}> {object}", values::spelled(&args.relation))
	});
	Ok(Outcome::Yes)
}
