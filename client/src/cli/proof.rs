//! `metahub proof` and `metahub verify-path`: one file, proved to belong to an asset.

use super::{
	pull::{manifest, request, FetchArgs},
	Context, Outcome,
};
use crate::{chain::AssetRef, error::Error};
use clap::Args;
use metahub_assets::{verify_proof, ContentId};
use metahub_rpc_api::types::PathClaim;
use serde::Serialize;
use std::{
	io::Read,
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Largest claim that is read, in bytes.
const MAX_CLAIM_LEN: u64 = 64 * 1024;

/// Arguments of `proof`.
#[derive(Args, Debug)]
pub struct ProofArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The file's path in it
	path: String,
	/// Which revision, and where its manifest can be had.
	#[command(flatten)]
	pub fetch: FetchArgs,
}

/// Arguments of `verify-path`.
#[derive(Args, Debug)]
pub struct VerifyPathArgs {
	/// A file with what `metahub proof` printed, or - for standard input
	claim: PathBuf,
	/// A file that is claimed to be the one: its CID and size are checked as well
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
}

/// Runs `proof`. The claim is JSON in any case: it is for another program, or another person.
pub async fn run_proof(ctx: &Context, args: ProofArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let at = args.fetch.at(&chain).await?;
	let (id, revision, request) =
		request(ctx, &chain, &args.asset, args.fetch.revision, at, Path::new("")).await?;
	let manifest = manifest(&request).await?;
	let missing =
		|| Error::NoSuchFile { path: args.path.clone(), asset: id, revision: revision.number };
	let file = manifest.file(&args.path).ok_or_else(missing)?;
	let proof = manifest.proof(&args.path).ok_or_else(missing)?;
	let claim = PathClaim {
		id: id.to_string(),
		revision: Some(revision.number),
		path: file.path.clone(),
		cid: file.cid.to_string(),
		size: file.size,
		proof,
	};
	ctx.out.result(&claim, |claim| serde_json::to_string_pretty(claim).unwrap_or_default());
	Ok(Outcome::Yes)
}

/// What `verify-path` reports.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Verdict {
	valid: bool,
	id: String,
	revision: u32,
	path: String,
	root: H256,
	/// The block that the chain's answer is true of.
	block: H256,
	/// What is wrong, if something is.
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<String>,
}

/// Runs `verify-path`.
pub async fn run_verify_path(ctx: &Context, args: VerifyPathArgs) -> Result<Outcome, Error> {
	let claim = read_claim(&args.claim)?;
	let asset: AssetRef =
		claim.id.parse().map_err(|error| Error::Usage(format!("the claim's id: {error}")))?;
	let cid: ContentId =
		claim.cid.parse().map_err(|error| Error::Usage(format!("the claim's CID: {error}")))?;
	let mut reason = None;
	if let Some(file) = &args.file {
		let (found, size) = super::pack::file_cid(ctx, file).await?;
		if (found, size) != (cid, claim.size) {
			reason = Some(format!("{} has the CID {found} and {size} bytes", file.display()));
		}
	}
	let chain = ctx.chain().await?;
	let verdict = chain
		.verify_path(&asset, claim.revision, &claim.path, &cid, claim.size, &claim.proof)
		.await?;
	// The chain's verdict is about the root that it names: the same check has to hold here.
	let here = verify_proof(&verdict.root, &claim.path, cid.as_bytes(), claim.size, &claim.proof)
		.unwrap_or(false);
	if !verdict.valid {
		reason.get_or_insert_with(|| "the proof does not lead to the asset's root".into());
	} else if !here {
		reason.get_or_insert_with(|| "the node says yes, but the proof does not hold here".into());
	}
	let verdict = Verdict {
		valid: reason.is_none(),
		id: verdict.id.to_string(),
		revision: verdict.revision,
		path: claim.path,
		root: verdict.root,
		block: verdict.block.hash,
		reason,
	};
	ctx.out.result(&verdict, |verdict| match &verdict.reason {
		None => format!("{} belongs to {} revision {}", verdict.path, verdict.id, verdict.revision),
		Some(reason) => format!("no: {reason}"),
	});
	Ok(if verdict.valid { Outcome::Yes } else { Outcome::No })
}

fn read_claim(from: &Path) -> Result<PathClaim, Error> {
	let fail = |source| Error::File { path: from.into(), source };
	let mut text = String::new();
	if from == Path::new("-") {
		std::io::stdin().take(MAX_CLAIM_LEN).read_to_string(&mut text).map_err(fail)?;
	} else {
		let file = std::fs::File::open(from).map_err(fail)?;
		file.take(MAX_CLAIM_LEN).read_to_string(&mut text).map_err(fail)?;
	}
	serde_json::from_str(&text)
		.map_err(|error| Error::Usage(format!("{} is not a claim: {error}", from.display())))
}
