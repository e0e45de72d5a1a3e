//! `metahub pull`: an asset's files, from wherever they can be had.

use super::{Context, Outcome};
use crate::{
	access::{ConsumedUse, Visitor},
	chain::{AssetRef, Chain},
	config,
	content::Manifest,
	error::Error,
	keys::Account,
	output::{bytes, table},
	pull::{self, PullReport, PullRequest, DEFAULT_GATEWAY, DEFAULT_JOBS, DEFAULT_PATIENCE},
	store::FolderStore,
};
use clap::Args;
use metahub_assets::{AssetId, Did};
use metahub_rpc_api::types::Revision;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
	os::unix::ffi::OsStrExt,
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use subxt::utils::H256;

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
	/// Do not look for the files where earlier pulls have put them, and do not remember this one
	#[arg(long)]
	no_cache: bool,
	/// Do not wait until the files are on the disk: faster, but a power cut may damage them
	#[arg(long)]
	no_fsync: bool,
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
	/// A host on a private network that the asset's URLs may name, such as 192.168.1.5:8180; can be given
	/// more than once. Gateways that are configured are trusted
	#[arg(long = "trust-host", value_name = "HOST")]
	pub trusted_hosts: Vec<String>,
	/// Take the revision from the best block, which may still change, not from the last finalised one
	#[arg(long)]
	pub best: bool,
}

impl FetchArgs {
	/// The block that is asked about: the last finalised one, or the best.
	pub async fn at(&self, chain: &Chain) -> Result<Option<H256>, Error> {
		Ok(if self.best { None } else { Some(chain.finalized_hash().await?) })
	}
}

/// Asks the chain for a revision at a block, and puts together how to pull it.
pub async fn request(
	ctx: &Context,
	chain: &Chain,
	asset: &AssetRef,
	number: Option<u32>,
	at: Option<H256>,
	dest: &Path,
) -> Result<(AssetId, Revision, PullRequest), Error> {
	let (id, revision) = chain.revision(asset, number, at).await?;
	let request = PullRequest {
		uris: revision.uris.clone(),
		gateways: gateways(ctx),
		trusted_hosts: ctx.settings.trusted_hosts.clone(),
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
	let at = args.fetch.at(&chain).await?;
	let (asset, revision, request) =
		request(ctx, &chain, &args.asset, args.fetch.revision, at, &args.dest).await?;
	let choice = ctx.settings.account.clone();
	let did = chain.did(asset).await?;
	let mut visitor = Visitor::signing(did, move || Account::choose(&choice))
		.with_chain(chain)
		.with_licence(args.licence);
	if let Some(path) = paid_use(&did, &args.dest) {
		visitor = visitor.with_kept_pass(path);
	}
	let visitor = Arc::new(visitor);
	let request = PullRequest {
		include: args.include,
		exclude: args.exclude,
		force: args.force,
		cache: if args.no_cache {
			None
		} else {
			config::cache_dir().ok().map(|dir| dir.join("pulls"))
		},
		durable: !args.no_fsync,
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
	if let Err(error) = visitor.finished() {
		ctx.out.warn(format!("the use that was paid for is still written down: {error}"));
	}
	for source in report.sources.iter().filter(|source| source.failed > 0) {
		for failure in source.failures.iter().take(3) {
			ctx.out.note(format!("{}: {} {}", source.uri, failure.what, failure.reason));
		}
	}
	let pulled = Pulled { asset, revision: revision.number, report, consumed };
	ctx.out.result(&pulled, text);
	Ok(Outcome::Yes)
}

/// Where a use is written down that was paid for to pull an asset to a destination: a pull that is
/// run again goes on with it.
fn paid_use(did: &Did, dest: &Path) -> Option<PathBuf> {
	let dest = std::path::absolute(dest).ok()?;
	let name = Sha256::new()
		.chain_update(did.to_string())
		.chain_update(dest.as_os_str().as_bytes())
		.finalize();
	Some(config::data_dir().ok()?.join("passes").join(format!("{}.json", hex::encode(name))))
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
