//! Pulls a revision's files: from the places that its multiURIs name, best first, verified.
//!
//! | multiURI | is fetched |
//! |---|---|
//! | `/ipfs/<cid>` | block by block through the configured gateways (or stores) |
//! | `https://host/…/ipfs/<cid>` | block by block: `https://host/…` is taken for a trustless gateway |
//! | `https://host/base` (or `http`) | file by file, `<base>/<path>`: any static server of the folder |
//! | others | not by this client; they are reported as such |
//!
//! The configured gateways come last when no multiURI needs them. Nothing that a source says is
//! believed: the manifest has to have the CID and the root that the chain names, every block the
//! CID that the manifest leads to. A file that comes whole is cut into chunks again and has to give
//! its CID. A static server has the manifest at `<base>/.metahub/manifest.json` ([`HTTP_MANIFEST`]).
//!
//! Sources that give blocks are asked together, block by block: what one does not have or gives
//! wrong is asked of the next. One that stays silent or lies twice in a row is asked last from then
//! on. One that has given something and fails, or that says that it is busy, is asked again with
//! growing pauses, or when it says ([`PullRequest::patience`]). When all of that fails for a file, the next kind of source gets it, going on from the part
//! that is there already.
//!
//! A gateway that is gated wants a pass: the request's [`Visitor`] gets one when the first block
//! needs it.
//!
//! Files are put together in `<dest>.metahub-part` and moved into place when all are complete. A
//! pull that was interrupted goes on from what is there, after checking it again: that costs no
//! traffic. One pull at a time can use a destination.

mod attempt;
mod error;
mod fetch;
mod http_folder;
mod partial;
mod patience;
mod place;
mod report;
mod reuse;
mod settle;
mod sources;
mod tasks;

pub use error::PullError;
pub use http_folder::HTTP_MANIFEST;
pub use patience::DEFAULT_PATIENCE;
pub use report::{Failure, PullReport, SourceReport};

use crate::{
	access::Visitor,
	content::{
		manifest::MAX_MANIFEST_LEN, reader::read_small, select::Selection, unixfs::blocking,
		Manifest,
	},
	progress::Progress,
	store::DEFAULT_TIMEOUT,
};
use fetch::Fetcher;
use metahub_assets::{ContentId, Entry, MultiUri};
use place::Destination;
use primitive_types::H256;
use report::Done;
use reuse::Places;
use sources::{Route, Sources};
use std::{collections::HashSet, path::PathBuf, sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// Where the embedded gateway listens, unless it is told otherwise.
pub const DEFAULT_GATEWAY: &str = "http://127.0.0.1:8180";
/// Files that are fetched at a time, unless told otherwise.
pub const DEFAULT_JOBS: usize = 4;

/// What to pull, from where, to where.
#[derive(Clone, Debug)]
pub struct PullRequest {
	/// The revision's Path2Hash root.
	pub root: H256,
	/// The revision's number of files.
	pub entries: u32,
	/// The CID of the revision's manifest.
	pub manifest_cid: ContentId,
	/// The revision's multiURIs, best first.
	pub uris: Vec<MultiUri>,
	/// Where `/ipfs/…` is looked up, best first: gateways, or stores as in [`crate::store`].
	pub gateways: Vec<String>,
	/// The folder that the files go to.
	pub dest: PathBuf,
	/// The folder to put unfinished work into (`<dest>.metahub-part`), if it is not to lie next to
	/// the destination; the destination itself is one. It has to be on the same file system.
	pub part: Option<PathBuf>,
	/// The folder that remembers where earlier pulls put files, so that they are not fetched again.
	pub cache: Option<PathBuf>,
	/// Patterns of files to pull: see [`crate::content::select`].
	pub include: Vec<String>,
	/// Patterns of files not to pull.
	pub exclude: Vec<String>,
	/// Who asks gated gateways; without one they are passed over.
	pub visitor: Option<Arc<Visitor>>,
	/// How long a source may stay silent.
	pub timeout: Duration,
	/// How long a source that has given something, or says that it is busy, is asked again.
	pub patience: Duration,
	/// Files that are fetched at a time; at least one is.
	pub jobs: usize,
	/// Whether the files have to survive a loss of power once the pull is done.
	pub durable: bool,
	/// Hosts on private networks that the multiURIs may name, beyond those of the configured
	/// gateways: see [`crate::store::Reach`].
	pub trusted_hosts: Vec<String>,
	/// Update a destination that has files in it: those that are as they should be stay, others
	/// of the same path are replaced, those that the revision does not have are left alone.
	pub force: bool,
}

impl PullRequest {
	/// A pull of all files of a revision from the default gateway.
	pub fn new(
		root: H256,
		entries: u32,
		manifest_cid: ContentId,
		dest: impl Into<PathBuf>,
	) -> Self {
		Self {
			root,
			entries,
			manifest_cid,
			uris: Vec::new(),
			gateways: vec![DEFAULT_GATEWAY.into()],
			dest: dest.into(),
			part: None,
			cache: None,
			include: Vec::new(),
			exclude: Vec::new(),
			visitor: None,
			timeout: DEFAULT_TIMEOUT,
			patience: DEFAULT_PATIENCE,
			jobs: DEFAULT_JOBS,
			durable: true,
			trusted_hosts: Vec::new(),
			force: false,
		}
	}
}

/// Pulls a revision's files.
pub async fn pull(request: PullRequest, progress: &Progress) -> Result<PullReport, PullError> {
	let selection = Selection::new(&request.include, &request.exclude)?;
	let sources = Arc::new(Sources::new(&request)?);
	let destination = {
		let (dest, part, force) = (request.dest.clone(), request.part.clone(), request.force);
		let what = request.manifest_cid;
		Arc::new(blocking(move || Destination::open(dest, part, force, &what)).await?)
	};
	let manifest = fetch_manifest(&request, &sources).await?;
	let selected: Vec<&Entry> =
		manifest.files().iter().filter(|file| selection.selects(&file.path)).collect();
	if selected.is_empty() {
		return Err(PullError::NothingSelected);
	}
	let keep: HashSet<String> = selected.iter().map(|file| file.path.clone()).collect();
	{
		let destination = destination.clone();
		blocking(move || destination.prepare_for(&keep)).await?;
	}

	let mut report = PullReport::new(&request, &manifest, &selected, destination.path());
	let bar = progress.bar("pulling", Some(report.bytes));
	let places = match request.cache.clone() {
		Some(cache) => blocking(move || Places::load(&cache)).await,
		None => Places::default(),
	};
	let fetcher = Arc::new(Fetcher {
		sources: sources.clone(),
		destination: destination.clone(),
		places,
		patience: request.patience,
		durable: request.durable,
		bar,
	});
	let files = selected.into_iter().cloned().collect();
	let fetched = fetch_all(&fetcher, files, request.jobs.max(1)).await;
	fetcher.bar.finish();
	report.sources = sources.report();
	let fetched = match fetched {
		Ok(fetched) => fetched,
		Err(PullError::Unavailable { path, reasons, .. }) => {
			let sources = report.sources;
			// Where a gateway has it and does not give it, that is what to do something about.
			return Err(match request.visitor.as_ref().and_then(|visitor| visitor.refusal()) {
				Some(error) => PullError::NoAccess { path, error, sources },
				None => PullError::Unavailable { path, reasons, sources },
			});
		}
		Err(error) => return Err(error),
	};
	for done in &fetched {
		report.count(done);
	}

	let known: HashSet<String> = manifest.files().iter().map(|file| file.path.clone()).collect();
	let moved: HashSet<String> =
		fetched.iter().filter(|done| !done.in_place).map(|done| done.path.clone()).collect();
	let durable = request.durable;
	report.left = blocking(move || destination.finish(&moved, &known, durable)).await?;
	if let Some(cache) = request.cache {
		let (dest, cid) = (report.dest.clone(), request.manifest_cid);
		let recorded = blocking(move || reuse::record(&cache, &dest, cid, &manifest)).await;
		// The files are there; the next pull will have to fetch more than it could have.
		if let Err(error) = recorded {
			tracing::warn!("where the files are was not written down: {error}");
		}
	}
	Ok(report)
}

/// Fetches files, some at a time. When one fails, nothing is at work any more on return.
async fn fetch_all(
	fetcher: &Arc<Fetcher>,
	files: Vec<Entry>,
	jobs: usize,
) -> Result<Vec<Done>, PullError> {
	let mut files = files.into_iter();
	let mut tasks = JoinSet::new();
	let mut fetched = Vec::with_capacity(files.len());
	loop {
		while tasks.len() < jobs {
			let Some(file) = files.next() else { break };
			tasks.spawn(fetcher.clone().fetch(file));
		}
		match tasks.join_next().await {
			None => return Ok(fetched),
			Some(Ok(Ok(done))) => fetched.push(done),
			Some(Ok(Err(error))) => {
				tasks.shutdown().await;
				return Err(error);
			}
			Some(Err(error)) => match error.try_into_panic() {
				Ok(panic) => std::panic::resume_unwind(panic),
				// The runtime is shutting down, and this future with it.
				Err(_) => std::future::pending().await,
			},
		}
	}
}

/// Fetches a revision's manifest alone, verified like everything else.
pub async fn pull_manifest(request: &PullRequest) -> Result<Manifest, PullError> {
	fetch_manifest(request, &Sources::new(request)?).await
}

/// Fetches the manifest from the first source that has it, and checks that it is the one that the
/// chain vouches for.
async fn fetch_manifest(request: &PullRequest, sources: &Sources) -> Result<Manifest, PullError> {
	let cid = &request.manifest_cid;
	let mut reasons = Vec::new();
	for route in sources.routes() {
		let bytes = match route {
			Route::Blocks(blocks) => {
				let fetched = read_small(blocks.clone(), cid, MAX_MANIFEST_LEN as u64).await;
				fetched.map_err(|error| error.to_string())
			}
			Route::Folder(folder) => folder.manifest(cid).await.map_err(|error| error.to_string()),
		};
		match bytes {
			Ok(bytes) => return check_manifest(request, bytes).await,
			Err(reason) => reasons.push(reason),
		}
	}
	let path = format!("the manifest {cid}");
	Err(PullError::Unavailable { path, reasons, sources: sources.report() })
}

/// The bytes have the right CID: if they are wrong, they are wrong everywhere.
async fn check_manifest(request: &PullRequest, bytes: Vec<u8>) -> Result<Manifest, PullError> {
	let manifest = blocking(move || Manifest::parse(&bytes)).await?;
	if manifest.root() != request.root {
		return Err(PullError::RootMismatch { chain: request.root, manifest: manifest.root() });
	}
	if manifest.entries() != request.entries {
		let (chain, manifest) = (request.entries, manifest.entries());
		return Err(PullError::EntriesMismatch { chain, manifest });
	}
	Ok(manifest)
}
