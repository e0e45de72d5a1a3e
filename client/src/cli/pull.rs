//! `metahub pull`: an asset's files, from wherever they can be had.

use super::{Context, Outcome};
use crate::{
	access::{ConsumedUse, Visitor},
	chain::{AssetRef, Chain},
	content::Manifest,
	error::Error,
	keys::Account,
	output::{bytes, table},
	pull::{self, PullReport, PullRequest, DEFAULT_GATEWAY, DEFAULT_JOBS, DEFAULT_PATIENCE},
	store::FolderStore,
};
use clap::Args;
use metahub_assets::AssetId;
use metahub_rpc_api::types::Revision;
use serde::Serialize;
use std::{
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};

/// A year, which is as long as anyone waits.
const MAX_RETRY_SECS: u64 = 365 * 24 * 3_600;

/// Files at a time: each takes file handles and memory.
fn jobs(text: &str) -> Result<usize, String> {
	let number: usize = text.parse().map_err(|error| format!("{error}"))?;
	(1..=64).contains(&number).then_some(number).ok_or("it is not between 1 and 64".into())
}

/// Arguments of `pull`.
#[derive(Args, Debug)]
pub struct PullArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The folder to put the files into; it appears when all are complete
	dest: PathBuf,
	/// Only files that match: `*.md`, `train/**`; can be given more than once
	#[arg(long, value_name = "GLOB")]
	include: Vec<String>,
	/// No files that match; can be given more than once
	#[arg(long, value_name = "GLOB")]
	exclude: Vec<String>,
	/// Update a folder that has files in it
	#[arg(long)]
	force: bool,
	/// Files to fetch at a time
	#[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_JOBS, value_parser = jobs)]
	jobs: usize,
	/// How long to ask a source again that fails after it has given something, or that says it is busy
	#[arg(long, value_name = "SECONDS", default_value_t = DEFAULT_PATIENCE.as_secs())]
	retry_secs: u64,
	/// The licence to show to gated gateways; if its uses are counted, one is consumed
	#[arg(long, value_name = "ID")]
	licence: Option<u64>,
	/// Which revision, and from where.
	#[command(flatten)]
	pub fetch: FetchArgs,
}

/// Which revision, and from where.
#[derive(Args, Clone, Debug, Default)]
pub struct FetchArgs {
	/// The revision [default: the current one]
	#[arg(long, value_name = "NUMBER")]
	pub revision: Option<u32>,
	/// Where to look /ipfs/… up: a gateway's URL, or a store; can be given more than once, best first
	/// [env: METAHUB_GATEWAYS] [default: the store, then http://127.0.0.1:8180]
	#[arg(long = "gateway", value_name = "URL")]
	pub gateways: Vec<String>,
}

/// Asks the chain for a revision, and puts together how to pull it.
pub async fn request(
	ctx: &Context,
	chain: &Chain,
	asset: &AssetRef,
	number: Option<u32>,
	dest: &Path,
) -> Result<(AssetId, Revision, PullRequest), Error> {
	let (id, revision) = chain.revision(asset, number).await?;
	let request = PullRequest {
		uris: revision.uris.clone(),
		gateways: gateways(ctx),
		timeout: ctx.settings.timeout,
		// What it takes to get a manifest; who wants more has to sign.
		visitor: Some(Arc::new(Visitor::anonymous(chain.did(id).await?))),
		..PullRequest::new(revision.root, revision.entries, revision.manifest, dest)
	};
	Ok((id, revision, request))
}

/// What is configured, or else what is near.
fn gateways(ctx: &Context) -> Vec<String> {
	if !ctx.settings.gateways.is_empty() {
		return ctx.settings.gateways.clone();
	}
	let store = &ctx.settings.store;
	let folder = store.strip_prefix("folder:").unwrap_or(store);
	let usable = store.starts_with("kubo:") || FolderStore::open_existing(folder).is_ok();
	let own = usable.then(|| store.clone());
	own.into_iter().chain([DEFAULT_GATEWAY.to_owned()]).collect()
}

/// Fetches a revision's manifest.
pub async fn manifest(request: &PullRequest) -> Result<Manifest, Error> {
	Ok(pull::pull_manifest(request).await?)
}

/// What `pull` reports.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Pulled {
	asset: AssetId,
	revision: u32,
	#[serde(flatten)]
	report: PullReport,
	/// The use of a licence that was consumed for it.
	#[serde(skip_serializing_if = "Option::is_none")]
	consumed: Option<ConsumedUse>,
}

/// Runs `pull`.
pub async fn run(ctx: &Context, args: PullArgs) -> Result<Outcome, Error> {
	let chain = Arc::new(ctx.chain().await?);
	let number = args.fetch.revision;
	let (asset, revision, request) = request(ctx, &chain, &args.asset, number, &args.dest).await?;
	let choice = ctx.settings.account.clone();
	let visitor = Visitor::signing(chain.did(asset).await?, move || Account::choose(&choice));
	let visitor = Arc::new(visitor.with_chain(chain).with_licence(args.licence));
	let request = PullRequest {
		include: args.include,
		exclude: args.exclude,
		force: args.force,
		jobs: args.jobs,
		patience: Duration::from_secs(args.retry_secs.min(MAX_RETRY_SECS)),
		visitor: Some(visitor.clone()),
		..request
	};
	let result = pull::pull(request, &ctx.progress()).await;
	let consumed = visitor.consumed();
	if let Some(ConsumedUse { licence, transaction, .. }) = &consumed {
		ctx.out.note(format!("a use of licence {licence} was consumed in {transaction:?}"));
	}
	let report = result?;
	for source in report.sources.iter().filter(|source| source.failed > 0) {
		for failure in source.failures.iter().take(3) {
			ctx.out.note(format!("{}: {} {}", source.uri, failure.what, failure.reason));
		}
	}
	let pulled = Pulled { asset, revision: revision.number, report, consumed };
	ctx.out.result(&pulled, text);
	Ok(Outcome::Yes)
}

fn text(pulled: &Pulled) -> String {
	let report = &pulled.report;
	let mut lines = vec![format!(
		"{} revision {} is in {}: {} files, {}, verified",
		pulled.asset,
		pulled.revision,
		report.dest.display(),
		report.files,
		bytes(report.bytes)
	)];
	if report.skipped > 0 {
		lines.push(format!("not asked for: {} files", report.skipped));
	}
	if report.reused_bytes > 0 {
		lines.push(format!("there already: {}", bytes(report.reused_bytes)));
	}
	if !report.left.is_empty() {
		lines.push(format!("not of this revision, left alone: {}", report.left.join(", ")));
	}
	let mut rows: Vec<Vec<String>> = Vec::new();
	for source in &report.sources {
		let via = source.via.as_ref().map(|via| format!(" via {via}")).unwrap_or_default();
		rows.push(vec![
			format!("{}{via}", source.uri),
			format!("{} blocks", source.blocks),
			bytes(source.bytes),
			format!("{} failures", source.failed),
		]);
	}
	lines.push(table(&rows));
	lines.join("\n")
}
