//! `metahub resolve`: look an asset up.

use super::{text, values, Context, Outcome};
use crate::{chain::AssetRef, error::Error, output::hub};
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
	ctx.out.result(&resolved, |resolved| {
		let asset = &resolved.asset;
		format!(
			"asset       {}\nDID         {}\nalso        {}\nkind        {}\nstate       {}\nowner       {}\ncollection  {} {:?}, published by {}\nlinks       {} of its own, {} dependants\nrevisions   {} to {}\n{}\n{}\n{}",
			asset.id,
			asset.did,
			resolved.also_known_as.join(" "),
			values::spelled(&asset.kind),
			values::spelled(&asset.state),
			asset.owner,
			resolved.collection.id,
			resolved.collection.name,
			resolved.collection.publisher,
			asset.links,
			asset.dependants,
			asset.oldest_revision,
			asset.revision.number,
			format_args!("asset held  {} on {}", hub(asset.deposit.amount), asset.deposit.depositor),
			text::revision(&asset.revision),
			text::block(&resolved.block),
		)
	});
	Ok(Outcome::Yes)
}
