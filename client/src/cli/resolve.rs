//! `metahub resolve`: look an asset up.

use super::{text, values, Context, Outcome};
use crate::{chain::AssetRef, error::Error, output::fields};
use clap::Args;
use subxt::utils::H256;

/// Arguments of `resolve`.
#[derive(Args, Debug)]
pub struct ResolveArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// As of this block
	#[arg(long, value_name = "HASH", value_parser = values::hash)]
	at: Option<H256>,
	/// The DID document (W3C DID Core, JSON) instead
	#[arg(long)]
	did_document: bool,
}

/// Runs `resolve`.
pub async fn run(ctx: &Context, args: ResolveArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	if args.did_document {
		let document = chain.did_document(&args.asset, args.at).await?;
		ctx.out.result(&document, |document| {
			serde_json::to_string_pretty(document).unwrap_or_default()
		});
		return Ok(Outcome::Yes);
	}
	let resolved = chain.resolve(&args.asset, args.at).await?;
	ctx.out.result(&resolved, |resolved| fields(&text::resolved(resolved)));
	Ok(Outcome::Yes)
}
