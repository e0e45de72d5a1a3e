//! `metahub watch` and `metahub licence watch`: follow finalised changes.

use super::{Context, Outcome};
use crate::{
	chain::{Follow, Watch},
	error::Error,
};
use clap::Args;
use metahub_rpc_api::types::{BlockChanges, SubscribeOptions};
use serde::Serialize;

/// Arguments of `watch`.
#[derive(Args, Debug)]
pub struct WatchArgs {
	/// The first block to report [default: the next one to be finalised]
	#[arg(long, value_name = "BLOCK")]
	from: Option<u32>,
	/// Report blocks without changes as well
	#[arg(long)]
	all_blocks: bool,
	/// Stop after so many blocks were reported
	#[arg(long, value_name = "BLOCKS")]
	count: Option<u64>,
}

impl WatchArgs {
	fn options(&self) -> SubscribeOptions {
		SubscribeOptions { from_block: self.from, all_blocks: self.all_blocks }
	}
}

/// Runs `watch`: until it is interrupted, unless a count was given.
pub async fn run(ctx: &Context, args: WatchArgs) -> Result<Outcome, Error> {
	let watch = Watch::start(&ctx.settings.node, ctx.chain_options(), args.options()).await?;
	follow(ctx, watch, args.count).await
}

/// Runs `licence watch`.
pub async fn run_licences(ctx: &Context, args: WatchArgs) -> Result<Outcome, Error> {
	let (node, patience) = (&ctx.settings.node, ctx.chain_options());
	let watch = Watch::start_licences(node, patience, args.options()).await?;
	follow(ctx, watch, args.count).await
}

async fn follow<C: Follow + Serialize>(
	ctx: &Context,
	mut watch: Watch<C>,
	mut left: Option<u64>,
) -> Result<Outcome, Error> {
	while left != Some(0) {
		let changes = watch.next().await?;
		let mut line = match ctx.out.json {
			true => serde_json::to_string(&changes).unwrap_or_else(|error| format!("\"{error}\"")),
			false => text(&changes),
		};
		line.push('\n');
		let written = ctx.out.part(&line);
		// A reader that has gone follows no longer.
		if !written.map_err(|source| Error::File { path: "standard output".into(), source })? {
			break;
		}
		left = left.map(|left| left - 1);
	}
	Ok(Outcome::Yes)
}

fn text<C: Serialize>(changes: &BlockChanges<C>) -> String {
	let mut lines = vec![format!("block {} {:?}", changes.block.number, changes.block.hash)];
	for change in &changes.changes {
		// `type` first, the other members after it.
		let json = serde_json::to_value(change).unwrap_or_default();
		let kind = json["type"].as_str().unwrap_or_default().to_owned();
		let members = json.as_object().into_iter().flatten().filter(|(key, _)| *key != "type");
		let words: Vec<String> = members
			.map(|(key, value)| format!("{key}={}", value.to_string().trim_matches('"')))
			.collect();
		lines.push(format!("  {kind:<20} {}", words.join(" ")));
	}
	lines.join("\n")
}
