//! The stores: what they keep, and every kind of answer that is not believed.

mod content_support;

use axum::{
	body::Body,
	extract::Query,
	http::{header, HeaderMap, StatusCode},
	response::{IntoResponse, Redirect, Response},
	routing::{get, post},
	Router,
};
use bytes::Bytes;
use content_support::{pattern, MemoryStore, Server, TempStore, MIB};
use futures::StreamExt;
use metahub_assets::ContentId;
use metahub_client::{
	content::{Block, BlockError, MAX_BLOCK_LEN},
	store::{
		open_source, open_store, BlockSource, BlockStore, FolderStore, HttpGateway, KuboStore,
		StoreError,
	},
};
use std::{
	collections::HashMap,
	fs, io,
	path::Path,
	sync::{
		atomic::{AtomicU32, Ordering::Relaxed},
		Arc, Mutex,
	},
	time::{Duration, Instant},
};

const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_folder_store_keeps_blocks() {
	let temp = TempStore::new();
	let block = Block::raw(pattern(MIB));
	assert!(!temp.store.has(block.cid()).await.unwrap());
	let error = temp.store.get(block.cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::NotFound { cid, .. } if cid == *block.cid()));
	temp.store.put(&block).await.unwrap();
	temp.store.put(&block).await.unwrap();
	temp.store.flush().await.unwrap();
	assert!(temp.store.has(block.cid()).await.unwrap());
	assert_eq!(temp.store.get(block.cid()).await.unwrap(), block);
	assert_eq!(temp.blocks(), [temp.store.block_path(block.cid())]);
	// Another process finds it there.
	let again = FolderStore::open_existing(temp.store.root()).unwrap();
	assert_eq!(again.get(block.cid()).await.unwrap(), block);
	assert_eq!(fs::read_dir(temp.store.root().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_damaged_block_is_never_given_and_is_mended_by_putting_it() {
	let temp = TempStore::new();
	let block = Block::raw("some bytes");
	let path = temp.store.block_path(block.cid());
	let damages: [&[u8]; 4] = [b"some bytez", b"", b"some bytes and more", b"some"];
	for damage in damages {
		temp.store.put(&block).await.unwrap();
		fs::write(&path, damage).unwrap();
		let error = temp.store.get(block.cid()).await.unwrap_err();
		assert!(
			matches!(error, StoreError::Corrupt { cid, error: BlockError::Mismatch { .. }, .. }
				if cid == *block.cid())
		);
	}
	// A file that is too large is not even read.
	fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
	let error = temp.store.get(block.cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::Corrupt { error: BlockError::TooLarge { .. }, .. }));
	temp.store.put(&block).await.unwrap();
	assert_eq!(temp.store.get(block.cid()).await.unwrap(), block);
}

#[tokio::test]
async fn many_puts_at_once_are_fine() {
	let temp = TempStore::new();
	let blocks: Vec<Block> = (0..200u8).map(|n| Block::raw(vec![n % 50; 1000])).collect();
	futures::stream::iter(&blocks)
		.for_each_concurrent(32, |block| async { temp.store.put(block).await.unwrap() })
		.await;
	temp.store.flush().await.unwrap();
	assert_eq!(temp.blocks().len(), 50);
}

#[test]
fn a_folder_that_is_no_store_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let refused = |path: &Path| matches!(FolderStore::open(path), Err(StoreError::NotAStore(_)));
	assert!(matches!(FolderStore::open_existing(dir.path()), Err(StoreError::NotAStore(_))));
	fs::write(dir.path().join("thesis.tex"), "x").unwrap();
	assert!(refused(dir.path()));
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing was added");
	// A store of a later form.
	let store = dir.path().join("store");
	FolderStore::open(&store).unwrap();
	fs::write(store.join("metahub-store"), "2\n").unwrap();
	assert!(refused(&store));
	assert!(matches!(
		FolderStore::open(dir.path().join("thesis.tex/store")),
		Err(StoreError::Io { .. })
	));
}

#[test]
fn a_full_disk_has_its_own_error() {
	let (store, path) = (Path::new("/store"), Path::new("/store/tmp/x"));
	for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
		let error = StoreError::from_io(store, path, kind.into());
		assert!(matches!(&error, StoreError::Full { store: s } if s == store), "{error}");
	}
	let error = StoreError::from_io(store, path, io::ErrorKind::PermissionDenied.into());
	assert!(matches!(&error, StoreError::Io { path: p, .. } if p == path), "{error}");
}

#[tokio::test]
async fn stores_are_told_apart_by_their_text() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("store");
	let text = format!("folder:{}", path.display());
	assert!(matches!(open_source(&text, LONG), Err(StoreError::NotAStore(_))));
	assert!(open_store(&text, LONG).unwrap().describe().contains("store"));
	assert!(open_source(path.to_str().unwrap(), LONG).is_ok());
	let read_only = open_store("http://127.0.0.1:1", LONG).map(drop).unwrap_err();
	assert!(matches!(read_only, StoreError::ReadOnly { .. }));
	let kubo = open_store("kubo:http://user:secret@127.0.0.1:5001?token=secret", LONG).unwrap();
	assert_eq!(kubo.describe(), "Kubo RPC http://127.0.0.1:5001/");
	for bad in ["http://", "kubo:ftp://x", "kubo:", "https://:80"] {
		let error = open_source(bad, LONG).map(drop).unwrap_err();
		assert!(matches!(error, StoreError::BadUrl { .. }), "{bad}: {error}");
	}
}

#[tokio::test]
async fn a_gateway_is_asked_for_raw_blocks() {
	let block = Block::raw("content");
	let (cid, bytes) = (*block.cid(), block.bytes().clone());
	let seen = Arc::new(Mutex::new(Vec::new()));
	let log = seen.clone();
	let handler = move |uri: axum::http::Uri, headers: HeaderMap| {
		let accept = headers.get(header::ACCEPT).map(|v| v.to_str().unwrap().to_owned());
		log.lock().unwrap().push((uri.to_string(), accept));
		std::future::ready(bytes.clone())
	};
	let server = Server::start(Router::new().route("/some/base/ipfs/{cid}", get(handler))).await;
	for base in ["/some/base", "/some/base/"] {
		let gateway = HttpGateway::new(&format!("{}{base}", server.url()), LONG).unwrap();
		assert_eq!(gateway.get(&cid).await.unwrap(), block);
	}
	let expected =
		(format!("/some/base/ipfs/{cid}?format=raw"), Some("application/vnd.ipld.raw".to_string()));
	assert_eq!(*seen.lock().unwrap(), [expected.clone(), expected]);
}

/// What a gateway's answer leads to.
async fn answer(
	answer: impl Fn(HeaderMap) -> Response + Clone + Send + Sync + 'static,
) -> StoreError {
	let server = Server::answering(answer).await;
	let gateway = HttpGateway::new(&server.url(), LONG).unwrap();
	gateway.get(Block::raw("wanted").cid()).await.unwrap_err()
}

#[tokio::test]
async fn a_gateway_that_gives_something_else_is_not_believed() {
	let wrong = answer(|_| "other bytes".into_response()).await;
	assert!(
		matches!(wrong, StoreError::Corrupt { error: BlockError::Mismatch { .. }, .. }),
		"{wrong}"
	);
	let none = answer(|_| StatusCode::NOT_FOUND.into_response()).await;
	assert!(matches!(none, StoreError::NotFound { .. }), "{none}");
	let refused =
		answer(|_| (StatusCode::FORBIDDEN, "go\x1b[31m away\n\n now").into_response()).await;
	assert!(
		matches!(&refused, StoreError::Refused { status: 403, reason, .. } if reason == "go[31m away now"),
		"{refused}"
	);
	assert!(!refused.is_transient());
	let busy = answer(|_| StatusCode::SERVICE_UNAVAILABLE.into_response()).await;
	assert!(matches!(busy, StoreError::Refused { status: 503, .. }) && busy.is_transient());
	assert_eq!(busy.retry_after(), None);
	for (says, after) in
		[("7", Some(7)), ("Wed, 21 Oct 2015 07:28:00 GMT", Some(0)), ("soon", None)]
	{
		let busy = answer(move |_| {
			(StatusCode::TOO_MANY_REQUESTS, [("retry-after", says)]).into_response()
		});
		assert_eq!(busy.await.retry_after(), after.map(Duration::from_secs), "{says}");
	}
	// A part is not the whole.
	let part = answer(|_| (StatusCode::PARTIAL_CONTENT, "wanted").into_response()).await;
	assert!(matches!(part, StoreError::Refused { status: 206, .. }), "{part}");
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_cut_off() {
	let announced = answer(|_| vec![0u8; MAX_BLOCK_LEN + 1].into_response()).await;
	assert!(matches!(announced, StoreError::Protocol { .. }), "{announced}");
	let endless = answer(|_| {
		let bytes =
			futures::stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from(vec![0; 65536])));
		Body::from_stream(bytes).into_response()
	})
	.await;
	assert!(matches!(endless, StoreError::Protocol { .. }), "{endless}");
}

#[tokio::test]
async fn a_gateway_that_never_answers_times_out() {
	let server = Server::silent().await;
	let gateway = HttpGateway::new(&server.url(), SHORT).unwrap();
	let started = Instant::now();
	let error = gateway.get(Block::raw("x").cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::Timeout { after: SHORT, .. }), "{error}");
	assert!(error.is_transient());
	assert!(started.elapsed() < LONG);
	// One that begins to answer and then falls silent.
	let server = Server::answering(|_| {
		let first = futures::stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"wan"))]);
		Body::from_stream(first.chain(futures::stream::pending())).into_response()
	})
	.await;
	let gateway = HttpGateway::new(&server.url(), SHORT).unwrap();
	let error = gateway.get(Block::raw("wanted").cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_unreachable() {
	let address = {
		let server = Server::silent().await;
		server.url()
	};
	// The port may be taken again by another test, which then is no gateway either.
	let gateway = HttpGateway::new(&address, LONG).unwrap();
	assert!(gateway.get(Block::raw("x").cid()).await.is_err());
	let gateway = HttpGateway::new("http://127.0.0.1:1", LONG).unwrap();
	let error = gateway.get(Block::raw("x").cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::Unreachable { .. }) && error.is_transient(), "{error}");
}

#[tokio::test]
async fn redirects_are_followed_a_few_times() {
	let looping = answer(|_| Redirect::temporary("/again").into_response()).await;
	assert!(matches!(looping, StoreError::Unreachable { .. }), "{looping}");
	let block = Block::raw("moved");
	let bytes = block.bytes().clone();
	let router = Router::new()
		.route("/ipfs/{cid}", get(|| async { Redirect::temporary("/elsewhere") }))
		.route("/elsewhere", get(move || std::future::ready(bytes.clone())));
	let server = Server::start(router).await;
	let gateway = HttpGateway::new(&server.url(), LONG).unwrap();
	assert_eq!(gateway.get(block.cid()).await.unwrap(), block);
}

/// A node that speaks as much of Kubo's RPC as is needed.
fn kubo(store: Arc<MemoryStore>, lies: bool, puts: Arc<AtomicU32>) -> Router {
	type Arguments = Query<HashMap<String, String>>;
	let missing = || {
		let text = r#"{"Message":"block was not found locally (offline): ipld: could not find x","Code":0,"Type":"error"}"#;
		(StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
	};
	let find = move |store: Arc<MemoryStore>, arguments: HashMap<String, String>| async move {
		let cid: ContentId = arguments["arg"].parse().unwrap();
		store.get(&cid).await.ok()
	};
	let (put_to, get_from, stat_of) = (store.clone(), store.clone(), store);
	let put = move |Query(arguments): Arguments, headers: HeaderMap, body: Bytes| async move {
		assert_eq!((&*arguments["mhtype"], &*arguments["mhlen"]), ("sha2-256", "32"));
		assert_eq!(arguments["pin"], "false");
		puts.fetch_add(1, Relaxed);
		let kind = headers[header::CONTENT_TYPE].to_str().unwrap();
		let boundary = format!("\r\n--{}", kind.split("boundary=").nth(1).unwrap());
		let at = body.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
		let len =
			body[at..].windows(boundary.len()).position(|w| w == boundary.as_bytes()).unwrap();
		let bytes = body.slice(at..at + len);
		let block = match arguments["cid-codec"].as_str() {
			"raw" => Block::raw(bytes),
			"dag-pb" => Block::dag_pb(bytes),
			other => panic!("{other}"),
		};
		put_to.put(&block).await.unwrap();
		let key = if lies { *Block::raw("lie").cid() } else { *block.cid() };
		format!(r#"{{"Key":"{key}","Size":{}}}"#, block.len())
	};
	let get = move |Query(arguments): Arguments| async move {
		match find(get_from, arguments).await {
			Some(_) if lies => "lie".into_response(),
			Some(block) => block.into_bytes().into_response(),
			None => missing(),
		}
	};
	let stat = move |Query(arguments): Arguments| async move {
		assert_eq!(arguments["offline"], "true");
		match find(stat_of, arguments).await {
			Some(block) => {
				format!(r#"{{"Key":"{}","Size":{}}}"#, block.cid(), block.len()).into_response()
			}
			None => missing(),
		}
	};
	let pin = move |Query(arguments): Arguments| async move {
		format!(r#"{{"Pins":["{}"]}}"#, arguments["arg"])
	};
	// POST only, as the real one.
	Router::new()
		.route("/api/v0/block/put", post(put))
		.route("/api/v0/block/get", post(get))
		.route("/api/v0/block/stat", post(stat))
		.route("/api/v0/pin/add", post(pin))
}

#[tokio::test]
async fn a_kubo_node_keeps_blocks() {
	let puts = Arc::<AtomicU32>::default();
	let server = Server::start(kubo(Arc::default(), false, puts.clone())).await;
	let store = KuboStore::new(&server.url(), LONG).unwrap();
	for block in [Block::raw(pattern(MIB)), Block::dag_pb(pattern(100)), Block::raw("")] {
		assert!(!store.has(block.cid()).await.unwrap());
		let error = store.get(block.cid()).await.unwrap_err();
		assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
		store.put(&block).await.unwrap();
		assert!(store.has(block.cid()).await.unwrap());
		assert_eq!(store.get(block.cid()).await.unwrap(), block);
		store.pin(block.cid()).await.unwrap();
		// What it has is not sent again.
		let sent = puts.load(Relaxed);
		store.put(&block).await.unwrap();
		assert_eq!(puts.load(Relaxed), sent);
	}
}

#[tokio::test]
async fn a_kubo_node_is_not_believed_either() {
	let server = Server::start(kubo(Arc::default(), true, Arc::default())).await;
	let store = KuboStore::new(&server.url(), LONG).unwrap();
	let block = Block::raw("x");
	let error = store.put(&block).await.unwrap_err();
	assert!(matches!(error, StoreError::Protocol { .. }), "{error}");
	let error = store.get(block.cid()).await.unwrap_err();
	assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
	let server = Server::answering(|_| "not json".into_response()).await;
	let store = KuboStore::new(&server.url(), LONG).unwrap();
	assert!(matches!(store.put(&block).await, Err(StoreError::Protocol { .. })));
	let server = Server::answering(|_| StatusCode::FORBIDDEN.into_response()).await;
	let store = KuboStore::new(&server.url(), LONG).unwrap();
	assert!(matches!(store.has(block.cid()).await, Err(StoreError::Refused { status: 403, .. })));
	let server = Server::silent().await;
	let store = KuboStore::new(&server.url(), SHORT).unwrap();
	assert!(matches!(store.put(&block).await, Err(StoreError::Timeout { .. })));
}
