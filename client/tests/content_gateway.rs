//! The embedded gateway, asked over real sockets.

mod content_support;

use content_support::{dataset, pattern, TempStore, MIB};
use metahub_assets::ContentId;
use metahub_client::{
	content::{pack::Packed, unixfs::import_bytes, Block, MAX_BLOCK_LEN},
	gateway::{serve, GatewayConfig, GatewayError, GatewayHandle},
	store::{BlockSource, BlockStore, HttpGateway},
};
use reqwest::{header, Client, Method, RequestBuilder, Response, StatusCode};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::sync::oneshot;

struct Setup {
	temp: TempStore,
	packed: Packed,
	gateway: Option<GatewayHandle>,
	url: String,
	stop: Option<oneshot::Sender<()>>,
	client: Client,
}

impl Setup {
	async fn new() -> Self {
		let temp = TempStore::new();
		let packed = temp.pack(dataset().path()).await;
		let (stop, stopped) = oneshot::channel::<()>();
		let listen: SocketAddr = "127.0.0.1:0".parse().unwrap();
		let config = GatewayConfig::new(listen, temp.store.clone());
		let gateway = serve(config, async { drop(stopped.await) }).await.unwrap();
		let client = Client::builder().no_proxy().build().unwrap();
		let url = gateway.url();
		Self { temp, packed, gateway: Some(gateway), url, stop: Some(stop), client }
	}

	fn cid(&self, path: &str) -> ContentId {
		self.packed.manifest.file(path).unwrap().cid
	}

	fn request(&self, method: Method, path: &str) -> RequestBuilder {
		self.client.request(method, format!("{}{path}", self.url))
	}

	async fn get(&self, path: &str) -> Response {
		self.request(Method::GET, path).send().await.unwrap()
	}
}

fn text(response: &Response, name: impl header::AsHeaderName) -> String {
	response.headers().get(name).map_or("", |value| value.to_str().unwrap()).into()
}

async fn body(response: Response) -> Vec<u8> {
	response.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn raw_blocks_by_parameter_and_by_header() {
	let setup = Setup::new().await;
	let cid = setup.cid("data/train/a.bin");
	let block = setup.temp.store.get(&cid).await.unwrap();
	let by_header = setup
		.request(Method::GET, &format!("/ipfs/{cid}"))
		.header(header::ACCEPT, "text/html;q=0.5, application/vnd.ipld.raw")
		.send()
		.await
		.unwrap();
	for response in [setup.get(&format!("/ipfs/{cid}?format=raw")).await, by_header] {
		assert_eq!(response.status(), StatusCode::OK);
		assert_eq!(text(&response, header::CONTENT_TYPE), "application/vnd.ipld.raw");
		assert_eq!(text(&response, header::CACHE_CONTROL), "public, max-age=29030400, immutable");
		assert_eq!(text(&response, header::ETAG), format!("\"{cid}.raw\""));
		assert_eq!(text(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
		assert_eq!(text(&response, header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
		assert_eq!(text(&response, header::VARY), "Accept");
		assert_eq!(text(&response, "x-ipfs-roots"), cid.to_string());
		assert_eq!(
			text(&response, header::CONTENT_DISPOSITION),
			format!("attachment; filename=\"{cid}.bin\"")
		);
		assert_eq!(body(response).await, block.bytes()[..]);
	}
	// The parameter goes before the header.
	let both = setup
		.request(Method::GET, &format!("/ipfs/{cid}?format=raw"))
		.header(header::ACCEPT, "application/vnd.ipld.car")
		.send()
		.await
		.unwrap();
	assert_eq!(text(&both, header::CONTENT_TYPE), "application/vnd.ipld.raw");
}

#[tokio::test]
async fn our_own_client_reads_from_it() {
	let setup = Setup::new().await;
	let source: Arc<dyn BlockSource> =
		Arc::new(HttpGateway::new(&setup.url, Duration::from_secs(20)).unwrap());
	for file in setup.packed.manifest.files() {
		let bytes = metahub_client::content::reader::read_small(source.clone(), &file.cid, 1 << 30);
		assert_eq!(bytes.await.unwrap().len() as u64, file.size);
	}
	assert!(!source.has(Block::raw("not there").cid()).await.unwrap());
	assert!(source.has(&setup.packed.manifest_cid).await.unwrap());
}

#[tokio::test]
async fn whole_files_and_ranges_of_them() {
	let setup = Setup::new().await;
	let path = format!("/ipfs/{}", setup.cid("data/train/a.bin"));
	let bytes = pattern(3 * MIB + 7);
	let response = setup.get(&path).await;
	assert_eq!(response.content_length(), Some(bytes.len() as u64));
	assert_eq!(text(&response, header::ACCEPT_RANGES), "bytes");
	assert_eq!(body(response).await, bytes);
	let ranges = [
		("bytes=0-0", 0..1),
		("bytes=1048575-1048576", MIB - 1..MIB + 1),
		("bytes=3145728-", 3 * MIB..bytes.len()),
		("bytes=-3", bytes.len() - 3..bytes.len()),
		("bytes=5-99999999", 5..bytes.len()),
	];
	for (range, expected) in ranges {
		let response =
			setup.request(Method::GET, &path).header(header::RANGE, range).send().await.unwrap();
		assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
		let content_range =
			format!("bytes {}-{}/{}", expected.start, expected.end - 1, bytes.len());
		assert_eq!(text(&response, header::CONTENT_RANGE), content_range);
		assert_eq!(body(response).await, bytes[expected]);
	}
	let beyond = setup.request(Method::GET, &path).header(header::RANGE, "bytes=3145735-");
	let beyond = beyond.send().await.unwrap();
	assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
	assert_eq!(text(&beyond, header::CONTENT_RANGE), format!("bytes */{}", bytes.len()));
	// Of a block too.
	let raw = setup
		.request(Method::GET, &format!("/ipfs/{}?format=raw", setup.cid("data/train/b.bin")))
		.header(header::RANGE, "bytes=10-19")
		.send()
		.await
		.unwrap();
	assert_eq!(raw.status(), StatusCode::PARTIAL_CONTENT);
	assert_eq!(body(raw).await, pattern(MIB)[10..20]);
	// A range of something older.
	let stale = setup
		.request(Method::GET, &path)
		.header(header::RANGE, "bytes=0-0")
		.header(header::IF_RANGE, "\"other\"")
		.send()
		.await
		.unwrap();
	assert_eq!(stale.status(), StatusCode::OK);
	let empty = setup.get(&format!("/ipfs/{}", setup.cid("data/empty"))).await;
	assert_eq!((empty.status(), empty.content_length()), (StatusCode::OK, Some(0)));
}

#[tokio::test]
async fn cars_of_each_scope() {
	let setup = Setup::new().await;
	let cid = setup.cid("data/train/a.bin");
	let cars = [
		("format=car", "n", 5),
		("format=car&dag-scope=all&car-dups=y&car-order=dfs&car-version=1", "y", 5),
		("format=car&dag-scope=entity", "n", 5),
		("format=car&dag-scope=block", "n", 1),
		("format=car&entity-bytes=0:*", "n", 5),
		("format=car&entity-bytes=1048576:1048577", "n", 2),
		("format=car&entity-bytes=-1:*", "n", 2),
		("format=car&entity-bytes=7:3", "n", 1),
	];
	let mut etags = std::collections::HashSet::new();
	for (query, dups, blocks) in cars {
		let response = setup.get(&format!("/ipfs/{cid}?{query}")).await;
		assert_eq!(response.status(), StatusCode::OK, "{query}");
		assert_eq!(
			text(&response, header::CONTENT_TYPE),
			format!("application/vnd.ipld.car; version=1; order=dfs; dups={dups}")
		);
		etags.insert(text(&response, header::ETAG));
		let car = body(response).await;
		let mut rest = &car[..];
		let mut found = Vec::new();
		while !rest.is_empty() {
			let (len, after) = unsigned_varint::decode::usize(rest).unwrap();
			found.push(&after[..len]);
			rest = &after[len..];
		}
		assert_eq!(found.len() - 1, blocks, "{query}");
		for section in &found[1..] {
			let (cid, bytes) = section.split_at(ContentId::LEN);
			Block::check(&ContentId::from_bytes(cid).unwrap(), bytes.to_vec()).unwrap();
		}
	}
	// all and entity are the same blocks; so is the whole range.
	assert_eq!(etags.len(), 6, "{etags:?}");
	let by_header = setup
		.request(Method::GET, &format!("/ipfs/{cid}"))
		.header(header::ACCEPT, "application/vnd.ipld.car; version=1; order=dfs; dups=y")
		.send()
		.await
		.unwrap();
	assert!(text(&by_header, header::CONTENT_TYPE).ends_with("dups=y"));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
	let setup = Setup::new().await;
	let cid = setup.cid("data/train/a.bin");
	for query in ["", "?format=raw", "?format=car"] {
		let path = format!("/ipfs/{cid}{query}");
		let head = setup.request(Method::HEAD, &path).send().await.unwrap();
		let get = setup.get(&path).await;
		assert_eq!(head.status(), StatusCode::OK);
		for name in [header::CONTENT_TYPE, header::ETAG, header::CONTENT_LENGTH] {
			assert_eq!(text(&head, &name), text(&get, &name), "{query} {name}");
		}
		assert!(body(head).await.is_empty());
	}
	let missing = Block::raw("missing");
	let path = format!("/ipfs/{}?format=raw", missing.cid());
	let head = setup.request(Method::HEAD, &path).send().await.unwrap();
	assert_eq!(head.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
	let setup = Setup::new().await;
	let cid = setup.cid("config.json");
	for query in ["", "?format=raw", "?format=car"] {
		let path = format!("/ipfs/{cid}{query}");
		let etag = text(&setup.get(&path).await, header::ETAG);
		for (tags, status) in [
			(etag.clone(), StatusCode::NOT_MODIFIED),
			(format!("\"x\", W/{}", etag.trim_start_matches("W/")), StatusCode::NOT_MODIFIED),
			("*".into(), StatusCode::NOT_MODIFIED),
			("\"x\"".into(), StatusCode::OK),
		] {
			let request = setup.request(Method::GET, &path).header(header::IF_NONE_MATCH, &tags);
			let response = request.send().await.unwrap();
			assert_eq!(response.status(), status, "{tags}");
			assert_eq!(text(&response, header::ETAG), etag);
			if status == StatusCode::NOT_MODIFIED {
				assert!(body(response).await.is_empty());
			}
		}
	}
}

#[tokio::test]
async fn requests_that_cannot_be_answered() {
	let setup = Setup::new().await;
	let cid = setup.cid("config.json");
	let missing = *Block::raw("missing").cid();
	let cases = [
		(format!("/ipfs/{missing}"), 404),
		(format!("/ipfs/{missing}?format=raw"), 404),
		(format!("/ipfs/{missing}?format=car"), 404),
		("/ipfs/nonsense".into(), 400),
		(format!("/ipfs/{}", "b".repeat(5000)), 400),
		// The identity hash, and a codec that files do not have.
		("/ipfs/bafkqabdimvwgy3y".into(), 400),
		("/ipfs/bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy".into(), 400),
		(format!("/ipfs/{cid}?format=tar"), 406),
		(format!("/ipfs/{cid}?format=car&car-version=2"), 406),
		(format!("/ipfs/{cid}?format=car&car-order=bfs"), 406),
		(format!("/ipfs/{cid}?format=car&car-dups=maybe"), 400),
		(format!("/ipfs/{cid}?format=car&dag-scope=some"), 400),
		(format!("/ipfs/{cid}?format=car&entity-bytes=x"), 400),
		(format!("/ipfs/{cid}?format=car&entity-bytes=2:*"), 400),
		(format!("/ipfs/{cid}/path"), 404),
		("/ipns/x".into(), 404),
		("/api/v0/block/get".into(), 404),
	];
	for (path, status) in cases {
		let response = setup.get(&path).await;
		assert_eq!(response.status().as_u16(), status, "{path}");
		assert!(text(&response, header::CONTENT_TYPE).starts_with("text/plain"), "{path}");
		assert_eq!(text(&response, header::CACHE_CONTROL), "no-store");
		assert_eq!(text(&response, header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
		let text = String::from_utf8(body(response).await).unwrap();
		assert!(text.len() > 10 && text.len() < 500, "{path}: {text}");
		assert!(!text.contains(setup.temp.store.root().to_str().unwrap()));
	}
	let unacceptable = setup
		.request(Method::GET, &format!("/ipfs/{cid}"))
		.header(header::ACCEPT, "application/vnd.ipld.dag-json")
		.send()
		.await
		.unwrap();
	assert_eq!(unacceptable.status(), StatusCode::NOT_ACCEPTABLE);
	let post = setup.request(Method::POST, &format!("/ipfs/{cid}")).send().await.unwrap();
	assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
	let cached_only = setup
		.request(Method::GET, &format!("/ipfs/{missing}?format=raw"))
		.header(header::CACHE_CONTROL, "only-if-cached")
		.send()
		.await
		.unwrap();
	assert_eq!(cached_only.status(), StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn other_spellings_of_a_cid_are_understood() {
	let setup = Setup::new().await;
	let cid = cid::Cid::try_from(setup.cid("data/train/a.bin").as_bytes()).unwrap();
	let v0 = cid::Cid::new_v0(*cid.hash()).unwrap().to_string();
	assert!(v0.starts_with("Qm"));
	let base58 = cid.to_string_of_base(cid::multibase::Base::Base58Btc).unwrap();
	for name in [v0, base58, cid.to_string().to_uppercase()] {
		let response = setup.get(&format!("/ipfs/{name}?format=raw")).await;
		assert_eq!(response.status(), StatusCode::OK, "{name}");
		assert_eq!(text(&response, "x-ipfs-roots"), cid.to_string());
	}
}

#[tokio::test]
async fn the_probe_is_answered() {
	let setup = Setup::new().await;
	for query in ["", "?format=raw"] {
		let response = setup.get(&format!("/ipfs/bafkqaaa{query}")).await;
		assert_eq!(response.status(), StatusCode::OK);
		assert!(body(response).await.is_empty());
	}
	let car = body(setup.get("/ipfs/bafkqaaa?format=car").await).await;
	let expected = b"\x19\xa2\x65roots\x81\xd8\x2a\x45\x00\x01\x55\x00\x00\x67version\x01";
	assert_eq!(car, expected);
}

#[tokio::test]
async fn browsers_may_ask() {
	let setup = Setup::new().await;
	let path = format!("/ipfs/{}", setup.cid("config.json"));
	let preflight = setup
		.request(Method::OPTIONS, &path)
		.header(header::ORIGIN, "https://example.org")
		.header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
		.header(header::ACCESS_CONTROL_REQUEST_HEADERS, "range")
		.send()
		.await
		.unwrap();
	assert_eq!(preflight.status(), StatusCode::NO_CONTENT);
	assert_eq!(text(&preflight, header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
	assert!(text(&preflight, header::ACCESS_CONTROL_ALLOW_HEADERS).contains("Range"));
	assert!(text(&preflight, header::ACCESS_CONTROL_ALLOW_METHODS).contains("GET"));
	let named =
		setup.get(&format!("{path}?filename=r%C3%A9sum%C3%A9%22%0A.txt&download=true")).await;
	assert_eq!(
		text(&named, header::CONTENT_DISPOSITION),
		"attachment; filename*=UTF-8''r%C3%A9sum%C3%A9%22%0A.txt"
	);
}

#[tokio::test]
async fn a_damaged_block_is_never_sent() {
	let setup = Setup::new().await;
	let file = setup.cid("data/train/b.bin");
	setup.temp.damage(&file);
	for query in ["", "?format=raw", "?format=car"] {
		let response = setup.get(&format!("/ipfs/{file}{query}")).await;
		assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{query}");
		let text = String::from_utf8(body(response).await).unwrap();
		assert!(text.contains("damaged"), "{text}");
	}
	// In the middle of a file: the answer breaks off, and what came is right.
	let bytes = pattern(3 * MIB + 7);
	let third = *Block::raw(bytes[2 * MIB..3 * MIB].to_vec()).cid();
	setup.temp.damage(&third);
	for query in ["", "?format=car"] {
		let path = format!("/ipfs/{}{query}", setup.cid("data/train/a.bin"));
		let mut came = Vec::new();
		// It may break off before even its headers are on their way.
		if let Ok(mut response) = setup.request(Method::GET, &path).send().await {
			assert_eq!(response.status(), StatusCode::OK);
			while let Some(chunk) = response.chunk().await.transpose() {
				match chunk {
					Ok(chunk) => came.extend_from_slice(&chunk),
					Err(error) => {
						assert!(!error.is_timeout());
						came.push(0xff);
						break;
					}
				}
			}
			assert_eq!(came.pop(), Some(0xff), "it ended as if it were complete");
		}
		if query.is_empty() {
			assert!(bytes.starts_with(&came) && came.len() <= 2 * MIB);
		}
	}
	// The rest of the file can be had.
	let range = setup
		.request(Method::GET, &format!("/ipfs/{}", setup.cid("data/train/a.bin")))
		.header(header::RANGE, "bytes=3145728-")
		.send()
		.await
		.unwrap();
	assert_eq!(body(range).await, bytes[3 * MIB..]);
}

#[tokio::test]
async fn what_is_no_file_is_given_as_a_block_only() {
	let setup = Setup::new().await;
	// An empty folder: `0a020801`.
	let folder = Block::dag_pb(vec![10, 2, 8, 1]);
	setup.temp.store.put(&folder).await.unwrap();
	let raw = setup.get(&format!("/ipfs/{}?format=raw", folder.cid())).await;
	assert_eq!(raw.status(), StatusCode::OK);
	for query in ["", "?format=car"] {
		let response = setup.get(&format!("/ipfs/{}{query}", folder.cid())).await;
		assert_eq!(response.status(), StatusCode::NOT_IMPLEMENTED);
	}
}

#[tokio::test]
async fn many_clients_at_once() {
	let setup = Setup::new().await;
	let path = format!("/ipfs/{}", setup.cid("data/train/a.bin"));
	let expected = pattern(3 * MIB + 7);
	let answers = (0..40).map(|_| async { body(setup.get(&path).await).await });
	for answer in futures::future::join_all(answers).await {
		assert!(answer == expected);
	}
}

#[tokio::test]
async fn it_stops_when_it_is_told_to() {
	let mut setup = Setup::new().await;
	assert_eq!(setup.get("/").await.status(), StatusCode::OK);
	// An answer that is on its way when the gateway stops is completed.
	let large = import_bytes(pattern(20 * MIB).into(), Some(&setup.temp.store)).await.unwrap();
	let mut response = setup.get(&format!("/ipfs/{}", large.cid)).await;
	setup.stop.take().unwrap().send(()).unwrap();
	let gateway = setup.gateway.take().unwrap();
	let mut received = 0;
	while let Some(chunk) = response.chunk().await.unwrap() {
		received += chunk.len();
	}
	assert_eq!(received, 20 * MIB);
	tokio::time::timeout(Duration::from_secs(20), gateway.stopped()).await.unwrap().unwrap();
	let fresh = Client::builder().no_proxy().build().unwrap();
	assert!(fresh.get(&setup.url).send().await.is_err());
}

#[tokio::test]
async fn an_address_in_use_is_named() {
	let setup = Setup::new().await;
	let address = setup.gateway.as_ref().unwrap().address();
	let config = GatewayConfig::new(address, setup.temp.store.clone());
	let error = serve(config, std::future::pending()).await.unwrap_err();
	assert!(matches!(error, GatewayError::Listen { address: a, .. } if a == address));
	assert!(error.to_string().contains(&address.to_string()));
}

#[tokio::test]
async fn the_largest_block_is_served() {
	let setup = Setup::new().await;
	let block = Block::raw(vec![1; MAX_BLOCK_LEN]);
	setup.temp.store.put(&block).await.unwrap();
	let response = setup.get(&format!("/ipfs/{}?format=raw", block.cid())).await;
	assert_eq!(body(response).await.len(), MAX_BLOCK_LEN);
}
