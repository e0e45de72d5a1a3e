//! `metahub verify`: a folder against the chain.

use super::{
	pull::{manifest, request, FetchArgs},
	Context, Outcome,
};
use crate::{
	chain::AssetRef,
	content::pack::{pack, PackOptions},
	error::{Error, EXIT_SOURCE},
	verify::{verify_folder, VerifyReport},
};
use clap::Args;
use metahub_assets::AssetId;
use serde::Serialize;
use std::path::PathBuf;
use subxt::utils::H256;

/// Arguments of `verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
	/// The folder
	folder: PathBuf,
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// Which revision, and where its manifest can be had.
	#[command(flatten)]
	pub fetch: FetchArgs,
}

/// What `verify` reports.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Verified {
	ok: bool,
	asset: AssetId,
	revision: u32,
	/// What the chain says.
	root: H256,
	/// How the folder differs; absent when no source has the manifest, so that only the root was
	/// compared.
	#[serde(flatten)]
	report: Option<VerifyReport>,
}

/// Runs `verify`.
pub async fn run(ctx: &Context, args: VerifyArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let at = args.fetch.at(&chain).await?;
	let (asset, revision, request) =
		request(ctx, &chain, &args.asset, args.fetch.revision, at, &args.folder).await?;
	let progress = ctx.progress();
	// The manifest tells which files differ. Without one the root still tells whether any do.
	let (ok, report) = match manifest(&request).await {
		Ok(manifest) => {
			let report = verify_folder(&args.folder, &manifest, &progress).await?;
			(report.ok, Some(report))
		}
		Err(error) if error.exit_code() == EXIT_SOURCE => {
			ctx.out.note(format!("only the root can be compared: {error}"));
			let packed = pack(&args.folder, &PackOptions::default(), &progress).await?;
			(packed.root == revision.root, None)
		}
		Err(error) => return Err(error),
	};
	let verified = Verified { ok, asset, revision: revision.number, root: revision.root, report };
	ctx.out.result(&verified, text);
	Ok(if ok { Outcome::Yes } else { Outcome::No })
}

fn text(verified: &Verified) -> String {
	let what = format!("{} revision {}", verified.asset, verified.revision);
	if verified.ok {
		return format!("the folder is {what}, root {:?}", verified.root);
	}
	let mut lines = vec![format!("the folder is not {what}")];
	if let Some(report) = &verified.report {
		lines.extend(report.missing.iter().map(|path| format!("  missing  {path}")));
		lines.extend(report.extra.iter().map(|path| format!("  extra    {path}")));
		lines.extend(report.changed.iter().map(|file| {
			format!(
				"  changed  {} ({} bytes, not {})",
				file.path, file.found_size, file.expected_size
			)
		}));
		lines.extend(report.problems.iter().map(|problem| format!("  problem  {problem}")));
	}
	lines.join("\n")
}
