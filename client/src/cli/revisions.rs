//! `metahub revisions`: what an asset was and is.

use super::{text, Context, Outcome};
use crate::{chain::AssetRef, error::Error, output::fields};
use clap::Args;

/// Arguments of `revisions`.
#[derive(Args, Debug)]
pub struct RevisionsArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The first revision to show [default: the oldest kept]
	#[arg(long, value_name = "NUMBER")]
	from: Option<u32>,
	/// How many to show at most; the node gives no more than 100 at a time
	#[arg(long, value_name = "COUNT", conflicts_with = "all")]
	limit: Option<u32>,
	/// All of them
	#[arg(long)]
	all: bool,
}

/// Runs `revisions`.
pub async fn run(ctx: &Context, args: RevisionsArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let mut answer = chain.revisions(&args.asset, args.from, args.limit, None).await?;
	while let Some(next) = answer.next.filter(|_| args.all) {
		// At one block, so that the pages are of one state.
		let at = Some(answer.block.hash);
		let page = chain.revisions(&args.asset, Some(next), None, at).await?;
		answer.revisions.extend(page.revisions);
		answer.next = page.next;
	}
	ctx.out.result(&answer, |answer| {
		let mut blocks: Vec<String> =
			answer.revisions.iter().map(|revision| fields(&text::revision(revision))).collect();
		if let Some(next) = answer.next {
			blocks.push(format!("more from revision {next} on: --from {next}, or --all"));
		}
		blocks.join("\n")
	});
	Ok(Outcome::Yes)
}
