//! What the tests of pulling have in common: a gateway that misbehaves, and something to pull.

use super::{dataset, read_all, write, Server, Static, TempStore};
use axum::{
	http::StatusCode,
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use metahub_assets::{ContentId, MultiUri};
use metahub_client::{
	content::pack::Packed,
	progress::Progress,
	pull::{pull, PullError, PullReport, PullRequest, SourceReport},
	store::{BlockSource, FolderStore},
};
use std::{
	collections::{BTreeMap, HashSet},
	path::PathBuf,
	sync::{
		atomic::{AtomicUsize, Ordering::SeqCst},
		Arc, Mutex,
	},
	time::Duration,
};
use tempfile::TempDir;
use tokio::sync::Notify;

/// For servers that answer.
pub const LONG: Duration = Duration::from_secs(60);
/// For servers that do not.
pub const SHORT: Duration = Duration::from_secs(1);

/// A gateway over a store that can be told to misbehave for some blocks.
#[derive(Clone, Default)]
pub struct Gateway {
	/// Blocks that it says it does not have.
	pub missing: Arc<Mutex<HashSet<ContentId>>>,
	/// Blocks that it gives other bytes for.
	pub lies: Arc<Mutex<HashSet<ContentId>>>,
	/// Blocks that it never answers for; it says here when it is asked.
	pub stuck: Arc<Mutex<HashSet<ContentId>>>,
	pub asked: Arc<Notify>,
	pub requests: Arc<AtomicUsize>,
}

impl Gateway {
	pub async fn serve(&self, store: FolderStore) -> Server {
		let gateway = self.clone();
		let handler = move |axum::extract::Path(name): axum::extract::Path<String>| {
			let (gateway, store) = (gateway.clone(), store.clone());
			async move { gateway.answer(&store, name.parse().unwrap()).await }
		};
		Server::start(Router::new().route("/ipfs/{cid}", get(handler))).await
	}

	pub async fn answer(&self, store: &FolderStore, cid: ContentId) -> Response {
		self.requests.fetch_add(1, SeqCst);
		if self.stuck.lock().unwrap().contains(&cid) {
			self.asked.notify_one();
			std::future::pending::<()>().await;
		}
		if self.missing.lock().unwrap().contains(&cid) {
			return StatusCode::NOT_FOUND.into_response();
		}
		let Ok(block) = store.get(&cid).await else { return StatusCode::NOT_FOUND.into_response() };
		let mut bytes = block.into_bytes().to_vec();
		if self.lies.lock().unwrap().contains(&cid) {
			bytes.push(0);
		}
		bytes.into_response()
	}
}

pub struct Setup {
	pub folder: TempDir,
	pub temp: TempStore,
	pub packed: Packed,
	pub files: BTreeMap<String, Vec<u8>>,
	/// Where destinations are.
	pub work: TempDir,
}

impl Setup {
	pub async fn new() -> Self {
		Self::of(dataset()).await
	}

	pub async fn of(folder: TempDir) -> Self {
		let temp = TempStore::new();
		let packed = temp.pack(folder.path()).await;
		let files = read_all(folder.path());
		// As a publisher would for a static server.
		write(folder.path(), ".metahub/manifest.json", &packed.manifest_bytes);
		Self { folder, temp, packed, files, work: tempfile::tempdir().unwrap() }
	}

	pub fn dest(&self) -> PathBuf {
		self.work.path().join("dest")
	}

	pub fn part(&self) -> PathBuf {
		self.work.path().join("dest.metahub-part")
	}

	pub fn request(&self, uris: &[&str], gateways: &[&str]) -> PullRequest {
		let Packed { root, entries, manifest_cid, .. } = self.packed;
		let mut request = PullRequest::new(root, entries, manifest_cid, self.dest());
		request.uris = uris.iter().map(|uri| uri.parse::<MultiUri>().unwrap()).collect();
		request.gateways = gateways.iter().map(ToString::to_string).collect();
		request.timeout = LONG;
		request.patience = Duration::from_secs(5);
		request.trusted_hosts = vec!["127.0.0.1".into()];
		request
	}

	pub fn ipfs(&self) -> String {
		format!("/ipfs/{}", self.packed.manifest_cid)
	}

	pub fn cid(&self, path: &str) -> ContentId {
		self.packed.manifest.file(path).unwrap().cid
	}

	/// A static server of the folder itself.
	pub async fn static_server(&self) -> (Server, Static) {
		let server = Static { root: self.folder.path().into(), ranges: true, ..Static::default() };
		(server.clone().serve().await, server)
	}

	pub fn assert_complete(&self) {
		assert!(read_all(&self.dest()) == self.files);
		assert!(!self.part().exists());
	}
}

pub async fn run(request: PullRequest) -> Result<PullReport, PullError> {
	pull(request, &Progress::hidden()).await
}

pub fn base(server: &Server) -> String {
	format!("{}/base", server.url())
}

pub fn failures(source: &SourceReport) -> String {
	let each = source.failures.iter().map(|f| format!("{}: {}", f.what, f.reason));
	each.collect::<Vec<_>>().join("\n")
}
