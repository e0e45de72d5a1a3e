//! `metahub link`: links between assets.

use super::{permit::PermitArgs, text::merge, values, Context, Inclusion, Outcome};
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
	Add(AddArgs),
	/// Cut a link; those that say where an asset comes from stay
	#[command(visible_alias = "remove")]
	Rm(LinkArgs),
}

/// Arguments of `link add`.
#[derive(Args, Debug)]
pub struct AddArgs {
	/// The link.
	#[command(flatten)]
	link: LinkArgs,
	/// What permits it.
	#[command(flatten)]
	permits: PermitArgs,
}

/// A link.
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
	let (args, permits) = match command {
		LinkCommand::Add(AddArgs { link, permits }) => (link, Some(permits)),
		LinkCommand::Rm(args) => (args, None),
	};
	let asset = chain.asset_id(&args.asset).await?;
	let object = chain.asset_id(&args.object).await?;
	let link = Link { relation: args.relation, object };
	let (call, add) = match permits {
		None => (calls::unlink(asset, link), false),
		Some(permits) => {
			let mut linking = permits.links_of(ctx, &chain, account.id(), Some(asset)).await?;
			(calls::link(asset, linking.complete(link).await?), true)
		}
	};
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
