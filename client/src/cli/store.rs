//! `metahub store`: what the embedded store keeps.

use super::{Context, Outcome};
use crate::{
	error::Error,
	output::bytes,
	store::{FolderStore, GcOptions, Root},
};
use clap::{value_parser, Args, Subcommand};
use metahub_assets::ContentId;
use serde_json::json;
use std::time::Duration;

/// What to do with the store.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
	/// Remove the blocks that no manifest needs
	Gc(GcArgs),
	/// List the manifests that are kept with their files
	Ls,
	/// Keep a manifest and its files
	Pin(ManifestArgs),
	/// Keep a manifest and its files no longer; a gated gateway stops serving them
	Unpin(ManifestArgs),
}

/// Arguments of `store gc`.
#[derive(Args, Debug)]
pub struct GcArgs {
	/// Only count what would be removed
	#[arg(long)]
	dry_run: bool,
	/// Keep what was put in within this time: longer than any publish takes that may be running
	#[arg(
		long,
		value_name = "MINUTES",
		default_value_t = 1_440,
		value_parser = value_parser!(u64).range(10..=5_256_000)
	)]
	keep_newer: u64,
	/// In a store from before manifests were pinned: all that is to be kept is pinned or an asset's
	#[arg(long)]
	only_pinned: bool,
}

/// Arguments of `store pin` and `store unpin`.
#[derive(Args, Debug)]
pub struct ManifestArgs {
	/// The manifest
	#[arg(value_name = "CID")]
	manifest: ContentId,
}

/// Runs `store`.
pub async fn run(ctx: &Context, command: StoreCommand) -> Result<Outcome, Error> {
	let place = &ctx.settings.store;
	let folder = place.strip_prefix("folder:").unwrap_or(place);
	if folder.starts_with("kubo:") || folder.starts_with("http") {
		return Err(Error::Usage(format!("{place} looks after itself; this is for folder stores")));
	}
	let store = FolderStore::open_existing(folder)?;
	match command {
		StoreCommand::Gc(args) => {
			let collected = store
				.collect_garbage(GcOptions {
					keep_newer: Duration::from_secs(args.keep_newer.saturating_mul(60)),
					dry_run: args.dry_run,
					only_pinned: args.only_pinned,
				})
				.await?;
			let mut answer = json!(collected);
			answer["dryRun"] = args.dry_run.into();
			ctx.out.result(&answer, |_| {
				let verb = if args.dry_run { "would remove" } else { "removed" };
				format!(
					"{verb} {} blocks, {}\nkept {} blocks of {} manifests, {}\nkept {} recent blocks, {}",
					collected.removed,
					bytes(collected.removed_bytes),
					collected.kept,
					collected.roots,
					bytes(collected.kept_bytes),
					collected.recent,
					bytes(collected.recent_bytes),
				)
			});
		}
		StoreCommand::Ls => {
			let roots = store.roots()?;
			ctx.out.result(&json!({ "roots": roots }), |_| {
				roots.iter().map(line).collect::<Vec<_>>().join("\n")
			});
		}
		StoreCommand::Pin(args) => {
			store.keep(&args.manifest).await?;
			let answer = json!({ "pinned": args.manifest });
			ctx.out.result(&answer, |_| format!("pinned {}", args.manifest));
		}
		StoreCommand::Unpin(args) => {
			let root = store.give_up(&args.manifest)?;
			let answer = json!({ "unpinned": root });
			ctx.out.result(&answer, |_| format!("unpinned {}", line(&root)));
		}
	}
	Ok(Outcome::Yes)
}

fn line(root: &Root) -> String {
	let mut line = root.manifest.to_string();
	if root.pinned {
		line.push_str("  pinned");
	}
	for asset in &root.assets {
		line.push_str(&format!("  asset {asset}"));
	}
	line
}
