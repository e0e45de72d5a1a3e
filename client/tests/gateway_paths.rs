//! Paths below a CID, asked of a real gateway over a store with directories.

mod access_support;
mod content_support;

use access_support::Setup as Gated;
use content_support::{pattern, TempStore, MIB};
use metahub_assets::ContentId;
use metahub_client::{
	content::{
		directory::{encode, Entry},
		unixfs::import_bytes,
		Block,
	},
	gateway::{serve, GatewayConfig},
	store::{BlockSource, BlockStore, FolderStore},
};
use reqwest::{header, Client, Method, Response, StatusCode};
use serde_json::{json, Value};
use std::fs;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	sync::oneshot,
};

const ODD: &str = "r\u{e9}sum\u{e9} %41 #1?.txt";

async fn file(store: &FolderStore, bytes: Vec<u8>) -> ContentId {
	import_bytes(bytes.into(), Some(store)).await.unwrap().cid
}

/// Puts a directory into the store.
async fn directory(store: &FolderStore, entries: &[(&str, ContentId)]) -> ContentId {
	let entry =
		|(name, cid): &(&str, ContentId)| Entry { name: (*name).into(), cid: *cid, dag_size: 1 };
	let (block, _) = encode(entries.iter().map(entry).collect()).unwrap();
	store.put(&block).await.unwrap();
	*block.cid()
}

/// A node over links without a check of anything.
async fn node(store: &FolderStore, bytes: &[u8]) -> ContentId {
	let block = Block::dag_pb(bytes.to_vec());
	store.put(&block).await.unwrap();
	*block.cid()
}

struct Tree {
	root: ContentId,
	data: ContentId,
	empty: ContentId,
	big: ContentId,
	small: ContentId,
}

impl Tree {
	async fn put(store: &FolderStore) -> Self {
		let big = file(store, pattern(2 * MIB + 5)).await;
		let small = file(store, b"small".to_vec()).await;
		let odd = file(store, b"odd".to_vec()).await;
		let empty = directory(store, &[]).await;
		let lost = *Block::raw("lost").cid();
		let entries = [("big", big), (ODD, odd), ("empty", empty), ("lost", lost)];
		let data = directory(store, &entries).await;
		let link = node(store, &[10, 5, 8, 4, 18, 1, b'x']).await;
		let sharded = node(store, &[10, 6, 8, 5, 40, 34, 48, 128]).await;
		let shard = node(store, &[10, 7, 8, 5, 40, 34, 48, 128, 2]).await;
		let entries = [
			("data", data),
			("small", small),
			("link", link),
			("broken", sharded),
			("shard", shard),
		];
		let root = directory(store, &entries).await;
		Self { root, data, empty, big, small }
	}
}

struct Setup {
	temp: TempStore,
	tree: Tree,
	url: String,
	client: Client,
	/// The gateway stops when this is dropped.
	_stop: oneshot::Sender<()>,
}

impl Setup {
	async fn new() -> Self {
		let temp = TempStore::new();
		let tree = Tree::put(&temp.store).await;
		let (stop, stopped) = oneshot::channel::<()>();
		let config = GatewayConfig::new("127.0.0.1:0".parse().unwrap(), temp.store.clone());
		let gateway = serve(config, async { drop(stopped.await) }).await.unwrap();
		let client = Client::builder().no_proxy().build().unwrap();
		Self { temp, tree, url: gateway.url(), client, _stop: stop }
	}

	/// Asks for a path below the root.
	async fn get(&self, below: &str) -> Response {
		self.ask(Method::GET, below).await
	}

	async fn ask(&self, method: Method, below: &str) -> Response {
		let url = format!("{}/ipfs/{}{below}", self.url, self.tree.root);
		self.client.request(method, url).send().await.unwrap()
	}

	/// The blocks of a CAR, after its header; the header is checked.
	async fn car(&self, below: &str) -> Vec<Vec<u8>> {
		let response = self.get(below).await;
		assert_eq!(response.status(), StatusCode::OK, "{below}");
		let bytes = response.bytes().await.unwrap().to_vec();
		let root = metahub_client::content::car::header(self.tree.root.as_bytes());
		let mut rest =
			bytes.strip_prefix(&root[..]).expect("the root is the CID that was asked for");
		let mut blocks = Vec::new();
		while !rest.is_empty() {
			let (len, after) = unsigned_varint::decode::usize(rest).unwrap();
			let (section, after) = after.split_at(len);
			let (cid, block) = section.split_at(ContentId::LEN);
			let cid = ContentId::from_bytes(cid).unwrap();
			Block::check(&cid, block.to_vec()).unwrap();
			blocks.push(block.to_vec());
			rest = after;
		}
		blocks
	}

	async fn block(&self, cid: &ContentId) -> Vec<u8> {
		self.temp.store.get(cid).await.unwrap().bytes().to_vec()
	}

	/// The status of a request that no library has put in order.
	async fn raw_status(&self, path: &str) -> u16 {
		let address = self.url.trim_start_matches("http://");
		let mut stream = TcpStream::connect(address).await.unwrap();
		let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		stream.write_all(head.as_bytes()).await.unwrap();
		let mut answer = Vec::new();
		stream.read_to_end(&mut answer).await.unwrap();
		String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
	}
}

fn text(response: &Response, name: impl header::AsHeaderName) -> String {
	response.headers().get(name).map_or("", |value| value.to_str().unwrap()).into()
}

#[tokio::test]
async fn a_path_leads_to_a_file() {
	let setup = Setup::new().await;
	let Tree { root, data, big, small, .. } = setup.tree;
	let response = setup.get("/data/big").await;
	assert_eq!(response.status(), StatusCode::OK);
	assert_eq!(text(&response, "x-ipfs-path"), format!("/ipfs/{root}/data/big"));
	assert_eq!(text(&response, "x-ipfs-roots"), format!("{root},{data},{big}"));
	assert_eq!(text(&response, header::ETAG), format!("\"{big}\""));
	assert_eq!(text(&response, header::CACHE_CONTROL), "public, max-age=29030400, immutable");
	assert_eq!(text(&response, header::CONTENT_DISPOSITION), "inline; filename*=UTF-8''big");
	assert!(response.bytes().await.unwrap() == pattern(2 * MIB + 5));
	// A range over two chunks, HEAD, the block.
	let url = format!("{}/ipfs/{root}/data/big", setup.url);
	let part = setup.client.get(&url).header(header::RANGE, "bytes=1048570-1048580");
	let part = part.send().await.unwrap();
	assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
	assert_eq!(part.bytes().await.unwrap(), pattern(2 * MIB)[1_048_570..=1_048_580]);
	let head = setup.ask(Method::HEAD, "/data/big").await;
	assert_eq!(text(&head, header::CONTENT_LENGTH), (2 * MIB + 5).to_string());
	let raw = setup.get("/data/big?format=raw").await;
	assert_eq!(text(&raw, header::ETAG), format!("\"{big}.raw\""));
	assert_eq!(raw.bytes().await.unwrap(), setup.block(&big).await);
	let response = setup.get("/small").await;
	assert_eq!(text(&response, "x-ipfs-roots"), format!("{root},{small}"));
	assert_eq!(response.bytes().await.unwrap(), "small");
}

/// `%2541` stands for `%41`, not for `A`.
#[tokio::test]
async fn names_are_decoded_once() {
	let setup = Setup::new().await;
	let path = "/data/r%C3%A9sum%c3%a9%20%2541%20%231%3F.txt";
	let response = setup.get(path).await;
	assert_eq!(response.status(), StatusCode::OK);
	let canonical = "/data/r%C3%A9sum%C3%A9%20%2541%20%231%3F.txt";
	assert_eq!(text(&response, "x-ipfs-path"), format!("/ipfs/{}{canonical}", setup.tree.root));
	assert_eq!(response.bytes().await.unwrap(), "odd");
	assert_eq!(setup.get(&path.replace("%2541", "%41")).await.status(), StatusCode::NOT_FOUND);
	assert_eq!(setup.get("/d%61ta/empty/?format=raw").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_car_has_the_directories_on_the_way() {
	let setup = Setup::new().await;
	let Tree { root, data, empty, big, small } = setup.tree;
	let way = [setup.block(&root).await, setup.block(&data).await];
	let bytes = pattern(2 * MIB + 5);
	let whole = setup.car("/data/big?format=car").await;
	assert_eq!(whole[..2], way);
	assert_eq!(whole[2], setup.block(&big).await);
	assert!(whole[3..].concat() == bytes);
	// The scope is that of what the path ends in.
	let block = setup.car("/data/big?format=car&dag-scope=block").await;
	assert_eq!(block, [&way[..], &[setup.block(&big).await]].concat());
	let part = setup.car("/data/big?format=car&dag-scope=entity&entity-bytes=0:9").await;
	assert_eq!(part.len(), 4);
	assert!(part[3] == bytes[..MIB]);
	assert_eq!(setup.car("/small?format=car").await, [way[0].clone(), b"small".to_vec()]);
	// A directory: what it takes to list it.
	for scope in ["block", "entity"] {
		let query = format!("?format=car&dag-scope={scope}");
		let listing = setup.car(&format!("/data/empty{query}")).await;
		assert_eq!(listing, [&way[..], &[setup.block(&empty).await]].concat());
		assert_eq!(setup.car(&query).await, way[..1]);
	}
	// The same file by another path is another CAR.
	let etag = |response: Response| text(&response, header::ETAG);
	let by_path = etag(setup.get("/small?format=car").await);
	let url = format!("{}/ipfs/{small}?format=car", setup.url);
	assert_ne!(by_path, etag(setup.client.get(url).send().await.unwrap()));
	let url = format!("{}/ipfs/{root}/small?format=car", setup.url);
	let again = setup.client.get(url).header(header::IF_NONE_MATCH, by_path).send().await.unwrap();
	assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn paths_that_lead_nowhere_are_refused() {
	let setup = Setup::new().await;
	let cases = [
		("/nothing", 404),
		("/data/nothing", 404),
		("/data/Big", 404),
		("/small/below", 404),
		("/data/big/below", 404),
		("/data/lost", 404),
		("/link/below", 501),
		("/shard/below", 501),
		("/broken/below", 501),
		("/shard?format=car&dag-scope=entity", 501),
		("/link", 501),
	];
	for (path, status) in cases {
		let forms: &[&str] = if path.contains('?') { &[""] } else { &["", "?format=car"] };
		for form in forms {
			let path = format!("{path}{form}");
			let response = setup.get(&path).await;
			assert_eq!(response.status().as_u16(), status, "{path}");
			assert_eq!(text(&response, header::CACHE_CONTROL), "no-store", "{path}");
			assert!(text(&response, "x-ipfs-roots").is_empty(), "{path}");
			let head = setup.ask(Method::HEAD, &path).await;
			assert_eq!(head.status().as_u16(), status, "{path}");
			let text = response.text().await.unwrap();
			assert!(text.len() > 10 && text.len() < 500, "{path}: {text}");
		}
	}
	// As a block, everything can be given.
	for path in ["", "/data", "/link", "/shard"] {
		let response = setup.get(&format!("{path}?format=raw")).await;
		assert_eq!(response.status(), StatusCode::OK, "{path}");
	}
	// A directory is no file, and not sent with all that is below it.
	for path in ["", "/", "/data", "/data/", "/data?format=car", "/data/empty?format=car"] {
		let response = setup.get(path).await;
		assert_eq!(response.status(), StatusCode::NOT_IMPLEMENTED, "{path}");
		assert!(response.text().await.unwrap().contains("is a directory"), "{path}");
	}
	assert_eq!(setup.raw_status("/ipfs/bafkqaaa/x").await, 404);
}

#[tokio::test]
async fn malformed_paths_are_refused() {
	let setup = Setup::new().await;
	let root = format!("/ipfs/{}", setup.tree.root);
	let odd = [
		"//",
		"//small",
		"/data//big",
		"/./small",
		"/data/../small",
		"/%2e%2e/small",
		"/data%2Fbig",
		"/small%00",
		"/small%",
		"/small%f",
		"/%zz",
		"/%ff",
	];
	for odd in odd {
		assert_eq!(setup.raw_status(&format!("{root}{odd}")).await, 400, "{odd}");
	}
	assert_eq!(setup.raw_status(&format!("{root}{}", "/a".repeat(65))).await, 400);
	assert_eq!(setup.raw_status(&format!("{root}{}", "/a".repeat(64))).await, 404);
	assert_eq!(setup.raw_status("/ipfs/nonsense/small").await, 400);
}

#[tokio::test]
async fn a_path_of_64_names_is_walked() {
	let setup = Setup::new().await;
	let store = &setup.temp.store;
	let mut cid = setup.tree.small;
	for _ in 0..64 {
		cid = directory(store, &[("a", cid)]).await;
	}
	let deep = "/a".repeat(64);
	assert_eq!(setup.raw_status(&format!("/ipfs/{cid}{deep}")).await, 200);
	let cid = directory(store, &[("a", cid)]).await;
	assert_eq!(setup.raw_status(&format!("/ipfs/{cid}{deep}/a")).await, 400);
}

#[tokio::test]
async fn a_damaged_directory_is_never_sent() {
	let setup = Setup::new().await;
	setup.temp.damage(&setup.tree.data);
	for path in ["/data/big", "/data/big?format=car", "/data?format=raw"] {
		assert_eq!(setup.get(path).await.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
	}
	setup.temp.remove(&setup.tree.data);
	assert_eq!(setup.get("/data/big").await.status(), StatusCode::NOT_FOUND);
}

/// Writes the index that a gateway keeps of a manifest's blocks.
fn keep_index(setup: &Gated, mut blocks: Vec<ContentId>) {
	blocks.sort_unstable();
	blocks.dedup();
	let mut bytes = b"metahub-index-1\n".to_vec();
	bytes.extend_from_slice(&(blocks.len() as u64).to_le_bytes());
	bytes.extend(blocks.iter().flat_map(|cid| cid.as_bytes().to_vec()));
	bytes.extend_from_slice(&sp_crypto_hashing::blake2_256(&bytes));
	let folder = setup.temp.store.root().join("index");
	fs::create_dir_all(&folder).unwrap();
	fs::write(folder.join(setup.first.manifest_cid.to_string()), bytes).unwrap();
}

/// Status, and code or text of the refusal.
async fn asked(setup: &Gated, path: &str, pass: Option<&str>) -> (u16, String) {
	let response = setup.get(path, pass).await;
	let status = response.status().as_u16();
	let text = response.text().await.unwrap();
	let answer: Value = serde_json::from_str(&text).unwrap_or_default();
	(status, answer["error"]["code"].as_str().map_or(text, Into::into))
}

fn holder() -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" } })
}

/// Directories are not among an asset's blocks unless its index has them.
#[tokio::test(flavor = "multi_thread")]
async fn a_gate_does_not_tell_what_is_in_a_directory() {
	let setup = Gated::new().await;
	setup.allow("1:2", "bob", holder());
	let ours = setup.file("data/b");
	let root = directory(&setup.temp.store, &[("b", ours)]).await;
	let pass = setup.pass("1:2", "bob").await;
	assert_eq!(asked(&setup, &format!("/ipfs/{ours}"), Some(&pass)).await.0, 200);
	let nowhere = *Block::dag_pb(vec![10, 2, 8, 1, 0]).cid();
	for pass in [None, Some(pass.as_str())] {
		let block = asked(&setup, &format!("/ipfs/{nowhere}"), pass).await;
		let code = if pass.is_some() { (403, "OtherAsset") } else { (401, "PassMissing") };
		assert_eq!((block.0, block.1.as_str()), code);
		// What is there, what is not, and a directory that is not there: no difference.
		for path in [format!("{root}/b"), format!("{root}/c"), format!("{nowhere}/b")] {
			for form in ["", "?format=raw", "?format=car"] {
				let path = format!("/ipfs/{path}{form}");
				assert_eq!(asked(&setup, &path, pass).await, block, "{path}");
			}
		}
	}
	// What is below a file of the asset's: nothing.
	assert_eq!(asked(&setup, &format!("/ipfs/{ours}/x"), Some(&pass)).await.0, 404);
	assert_eq!(asked(&setup, &format!("/ipfs/{ours}/x"), None).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_looks_at_every_block_of_a_path() {
	let setup = Gated::new().await;
	setup.allow("1:2", "bob", holder());
	let store = &setup.temp.store;
	let (ours, theirs) = (setup.file("data/b"), setup.second.manifest.file("data/c").unwrap().cid);
	let foreign = directory(store, &[("b", ours)]).await;
	let data = directory(store, &[("b", ours), ("c", theirs), ("foreign", foreign)]).await;
	let root = directory(store, &[("data", data)]).await;
	keep_index(&setup, vec![root, data, ours]);
	let pass = setup.pass("1:2", "bob").await;
	let url = format!("{}/ipfs/{root}/data/b", setup.gateway.url());
	let request = setup.client.get(&url).bearer_auth(&pass);
	let response = request.send().await.unwrap();
	assert_eq!(response.status(), StatusCode::OK);
	assert_eq!(text(&response, header::CACHE_CONTROL), "private, max-age=29030400, immutable");
	assert_eq!(text(&response, "x-ipfs-roots"), format!("{root},{data},{ours}"));
	assert_eq!(response.bytes().await.unwrap(), "bb");
	let head = setup.client.head(&url).bearer_auth(&pass).send().await.unwrap();
	assert_eq!(head.status(), StatusCode::OK);
	// Another asset's file, and the asset's own behind a directory that is not.
	for path in ["c", "foreign", "foreign/b", "foreign/c"] {
		for form in ["", "?format=raw", "?format=car&dag-scope=block"] {
			let path = format!("/ipfs/{root}/data/{path}{form}");
			let refused = (403, "OtherAsset".to_owned());
			assert_eq!(asked(&setup, &path, Some(&pass)).await, refused, "{path}");
			assert_eq!(asked(&setup, &path, None).await.0, 401, "{path}");
		}
	}
	// Whoever may read the directory may know that there is no such name.
	assert_eq!(asked(&setup, &format!("/ipfs/{root}/data/d"), Some(&pass)).await.0, 404);
	assert_eq!(asked(&setup, &format!("/ipfs/{root}/data/d"), None).await.0, 401);
	let last = setup.decisions();
	let refused = last.iter().find(|line| line["decision"] == "refused").unwrap();
	assert_eq!((refused["reason"].as_str(), &refused["cid"]), (Some("OtherAsset"), &json!(theirs)));
}
