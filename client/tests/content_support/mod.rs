//! What the tests of content, stores, gateway and pull have in common.

#![allow(dead_code)]

pub mod pull;

use axum::{
	body::Body,
	extract::{Path as UrlPath, State},
	http::{header, HeaderMap, StatusCode},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use bytes::Bytes;
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::{ContentId, Entry};
use metahub_client::{
	content::{
		dagpb,
		layout::Shape,
		pack::{pack, PackOptions, Packed},
		unixfs::{import, import_bytes},
		Block, Manifest,
	},
	progress::Progress,
	store::{BlockSource, BlockStore, FolderStore, StoreError},
};
use std::{
	collections::{BTreeMap, HashMap},
	fs,
	net::SocketAddr,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicUsize, Ordering::SeqCst},
		Arc, Mutex,
	},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

/// 1 MiB: the profile's chunk.
pub const MIB: usize = 1 << 20;

/// Bytes that look random and are the same in the JavaScript tests.
pub fn pattern(len: usize) -> Vec<u8> {
	let mut x = 1u32;
	let mut next = || {
		x = x.wrapping_mul(1_103_515_245).wrapping_add(12_345);
		(x >> 16) as u8
	};
	(0..len).map(|_| next()).collect()
}

/// Makes a folder with some files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
	let dir = tempfile::tempdir().unwrap();
	for (path, bytes) in files {
		write(dir.path(), path, bytes);
	}
	dir
}

/// Writes a file, with the folders on the way.
pub fn write(root: &Path, path: &str, bytes: &[u8]) {
	let path = root.join(path);
	fs::create_dir_all(path.parent().unwrap()).unwrap();
	fs::write(path, bytes).unwrap();
}

/// All files below a folder.
pub fn read_all(root: &Path) -> BTreeMap<String, Vec<u8>> {
	let files = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
	files
		.filter(|entry| entry.file_type().is_file())
		.map(|entry| {
			let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
			(path, fs::read(entry.path()).unwrap())
		})
		.collect()
}

/// The dataset that most tests use: two splits, several chunks, an empty file, Unicode.
pub fn dataset() -> TempDir {
	folder(&[
		("README.md", b"---\ntitle: Tiny\nlicense: cc0-1.0\n---\n# Tiny\n\nA tiny dataset.\n"),
		("config.json", b"{}"),
		("data/train/a.bin", &pattern(3 * MIB + 7)),
		("data/train/b.bin", &pattern(MIB)),
		("data/test/c.bin", &pattern(2 * MIB)),
		("data/empty", b""),
		("data/r\u{e9}sum\u{e9} \u{1f600} #1?.txt", b"unicode"),
	])
}

/// A store in a folder of its own.
pub struct TempStore {
	pub dir: TempDir,
	pub store: FolderStore,
}

impl TempStore {
	pub fn new() -> Self {
		let dir = tempfile::tempdir().unwrap();
		let store = FolderStore::open(dir.path().join("store")).unwrap();
		Self { dir, store }
	}

	pub async fn pack(&self, folder: &Path) -> Packed {
		let options = PackOptions { store: Some(&self.store), ..PackOptions::default() };
		pack(folder, &options, &Progress::hidden()).await.unwrap()
	}

	/// Packs one file that is a deep tree: its manifest, its chunks, and the first node below its
	/// root.
	pub async fn pack_deep(&self) -> (Packed, Vec<ContentId>, ContentId) {
		let chunks: Vec<Bytes> = (0..8u8).map(|byte| vec![byte; 4].into()).collect();
		let leaves = chunks.iter().map(|chunk| *Block::raw(chunk.clone()).cid()).collect();
		let shape = Shape { chunk_len: 4, width: 2 };
		let chunks = futures::stream::iter(chunks.into_iter().map(Ok::<_, StoreError>));
		let file = import(chunks, shape, Some(&self.store)).await.unwrap();
		let root = self.store.get(&file.cid).await.unwrap();
		let inner = dagpb::decode(root.bytes()).unwrap()[0].cid;
		let mut packed = self.pack(folder(&[("deep", b"x")]).path()).await;
		let entry = Entry { path: "deep".into(), cid: file.cid, size: file.size };
		packed.manifest = Manifest::new(vec![entry], packed.manifest.ddo().clone()).unwrap();
		packed.manifest_bytes = packed.manifest.to_bytes().unwrap().into();
		let stored = import_bytes(packed.manifest_bytes.clone(), Some(&self.store)).await.unwrap();
		packed.manifest_cid = stored.cid;
		packed.root = packed.manifest.root();
		packed.total_bytes = file.size;
		self.store.pin(&stored.cid).await.unwrap();
		(packed, leaves, inner)
	}

	/// Changes a byte of a block behind the store's back.
	pub fn damage(&self, cid: &ContentId) {
		let path = self.store.block_path(cid);
		let mut bytes = fs::read(&path).unwrap();
		bytes[0] ^= 1;
		fs::write(path, bytes).unwrap();
	}

	pub fn remove(&self, cid: &ContentId) {
		fs::remove_file(self.store.block_path(cid)).unwrap();
	}

	/// The blocks that lie in it, by their file names.
	pub fn blocks(&self) -> Vec<PathBuf> {
		let files = walkdir::WalkDir::new(self.store.root().join("blocks")).into_iter();
		let files = files.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
		files.map(|entry| entry.into_path()).collect()
	}
}

/// What a store in memory does when a block is put.
type OnPut = Box<dyn Fn(&Block) -> Result<(), StoreError> + Send + Sync>;

/// A store in memory that can be told to fail.
#[derive(Default)]
pub struct MemoryStore {
	pub blocks: Mutex<HashMap<ContentId, Block>>,
	pub puts: AtomicUsize,
	pub gets: AtomicUsize,
	pub on_put: Option<OnPut>,
}

impl MemoryStore {
	pub fn on_put(
		action: impl Fn(&Block) -> Result<(), StoreError> + Send + Sync + 'static,
	) -> Self {
		Self { on_put: Some(Box::new(action)), ..Self::default() }
	}
}

impl BlockSource for MemoryStore {
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>> {
		self.gets.fetch_add(1, SeqCst);
		let found = self.blocks.lock().unwrap().get(cid).cloned();
		let missing = StoreError::NotFound { store: "memory".into(), cid: *cid };
		futures::future::ready(found.ok_or(missing)).boxed()
	}

	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>> {
		let has = self.blocks.lock().unwrap().contains_key(cid);
		futures::future::ready(Ok(has)).boxed()
	}

	fn describe(&self) -> String {
		"memory".into()
	}
}

impl BlockStore for MemoryStore {
	fn put<'a>(&'a self, block: &'a Block) -> BoxFuture<'a, Result<(), StoreError>> {
		self.puts.fetch_add(1, SeqCst);
		let result = self.on_put.as_ref().map_or(Ok(()), |action| action(block));
		if result.is_ok() {
			self.blocks.lock().unwrap().insert(*block.cid(), block.clone());
		}
		futures::future::ready(result).boxed()
	}

	fn pin<'a>(&'a self, _root: &'a ContentId) -> BoxFuture<'a, Result<(), StoreError>> {
		futures::future::ready(Ok(())).boxed()
	}

	fn flush(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		futures::future::ready(Ok(())).boxed()
	}
}

/// A server of a test; it stops when dropped.
pub struct Server {
	pub address: SocketAddr,
	task: JoinHandle<()>,
}

impl Server {
	pub async fn start(router: Router) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let address = listener.local_addr().unwrap();
		let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
		Self { address, task }
	}

	/// Takes connections and never answers.
	pub async fn silent() -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let address = listener.local_addr().unwrap();
		let task = tokio::spawn(async move {
			let mut held = Vec::new();
			loop {
				held.push(listener.accept().await.unwrap());
			}
		});
		Self { address, task }
	}

	/// Answers every request in the same way.
	pub async fn answering(
		answer: impl Fn(HeaderMap) -> Response + Clone + Send + Sync + 'static,
	) -> Self {
		let handler = move |headers: HeaderMap| {
			let answer = answer(headers);
			async move { answer }
		};
		Self::start(Router::new().fallback(handler)).await
	}

	pub fn url(&self) -> String {
		format!("http://{}", self.address)
	}
}

impl Drop for Server {
	fn drop(&mut self) {
		self.task.abort();
	}
}

/// A static server of a folder.
#[derive(Clone, Default)]
pub struct Static {
	pub root: PathBuf,
	/// Whether it knows ranges.
	pub ranges: bool,
	/// Paths that were asked for, with the first byte.
	pub log: Arc<Mutex<Vec<(String, u64)>>>,
}

impl Static {
	pub async fn serve(self) -> Server {
		let router = Router::new().route("/base/{*path}", get(static_file)).with_state(self);
		Server::start(router).await
	}
}

async fn static_file(
	State(server): State<Static>,
	UrlPath(path): UrlPath<String>,
	headers: HeaderMap,
) -> Response {
	let Ok(bytes) = fs::read(server.root.join(&path)) else {
		return StatusCode::NOT_FOUND.into_response();
	};
	let range = headers.get(header::RANGE).filter(|_| server.ranges);
	let start = range.map_or(0, |value| {
		value.to_str().unwrap().trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap()
	});
	server.log.lock().unwrap().push((path, start as u64));
	let len = bytes.len();
	let body = Body::from(Bytes::from(bytes).slice(start..));
	if range.is_none() {
		return body.into_response();
	}
	let content_range = format!("bytes {start}-{}/{len}", len - 1);
	(StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, content_range)], body).into_response()
}
