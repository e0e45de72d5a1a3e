//! The gated gateway, asked over real sockets; the chain is one on which the test decides.

mod access_support;
mod content_support;

use access_support::{account, code, did, start, EthereumKey, Setup};
use metahub_client::{
	access::{self, Caller, Challenge, Moment},
	gateway::{GateConfig, Limits},
	store::BlockStore,
};
use reqwest::{header, Method, StatusCode};
use serde_json::{json, Value};

fn holder() -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" } })
}

fn text(response: &reqwest::Response, name: header::HeaderName) -> String {
	response.headers().get(name).map_or("", |value| value.to_str().unwrap()).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_access_gets_the_files() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let (status, answer) = setup.enter("1:2", "bob").await;
	assert_eq!(status, StatusCode::OK);
	assert_eq!(answer["grant"], json!({ "type": "holder", "licence": "7" }));
	assert_eq!(answer["expires"], (start() + 300).to_string());
	let pass = answer["pass"].as_str().unwrap();
	for file in setup.first.manifest.files() {
		let response = setup.get(&format!("/ipfs/{}", file.cid), Some(pass)).await;
		assert_eq!(response.status(), StatusCode::OK);
		assert_eq!(text(&response, header::CACHE_CONTROL), "private, max-age=29030400, immutable");
		assert_eq!(text(&response, header::VARY), "Accept, Authorization");
		assert_eq!(response.bytes().await.unwrap().len() as u64, file.size);
	}
	// Chunks, CARs, HEAD.
	let big = setup.file("data/a.bin");
	let car = setup.get(&format!("/ipfs/{big}?format=car"), Some(pass)).await;
	assert_eq!(car.status(), StatusCode::OK);
	let url = format!("{}/ipfs/{big}", setup.gateway.url());
	let head = setup.client.request(Method::HEAD, &url).bearer_auth(pass).send().await.unwrap();
	assert_eq!(head.status(), StatusCode::OK);
	let head = setup.client.request(Method::HEAD, &url).send().await.unwrap();
	assert_eq!(head.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_none_is_refused() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	assert_eq!(code(&setup.enter("1:2", "charlie").await), (403, "NoAccess"));
	// Bob's licence is for one asset.
	assert_eq!(code(&setup.enter("1:3", "bob").await), (403, "NoAccess"));
	let cid = setup.file("data/b");
	assert_eq!(setup.block(&cid, None).await, (401, "PassMissing".into()));
	let unknown = (401, "UnknownPass".into());
	for pass in ["x", &"A".repeat(43), &"A".repeat(1_000)] {
		assert_eq!(setup.block(&cid, Some(pass)).await, unknown, "{pass}");
	}
	let response = setup.get(&format!("/ipfs/{cid}"), None).await;
	let url = setup.gateway.url();
	assert_eq!(
		text(&response, header::WWW_AUTHENTICATE),
		format!("Bearer realm=\"metahub\", challenge=\"{url}/access/challenge\"")
	);
	assert_eq!(text(&response, header::CACHE_CONTROL), "no-store");
	// Spelled otherwise, or of another version, a CID is the same.
	let digits = cid.to_string();
	let encoded = format!("/ipfs/%{:02x}{}", digits.as_bytes()[0], &digits[1..]);
	assert_eq!(setup.get(&encoded, None).await.status(), StatusCode::UNAUTHORIZED);
	assert_eq!(setup.get("/ipfs/bafkqaaa", None).await.status(), StatusCode::OK);
	assert_eq!(setup.get("/ipfs/x", None).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manifest_is_public_once_its_asset_is_named() {
	let setup = Setup::new().await;
	let manifest = setup.first.manifest_cid;
	assert_eq!(setup.block(&manifest, None).await, (401, "PassMissing".into()));
	let response = setup.get(&format!("/ipfs/{manifest}?asset=1:2"), None).await;
	assert_eq!(response.status(), StatusCode::OK);
	assert_eq!(text(&response, header::CACHE_CONTROL), "public, max-age=29030400, immutable");
	assert_eq!(response.bytes().await.unwrap(), setup.first.manifest_bytes);
	// Known from now on.
	assert_eq!(setup.block(&manifest, None).await.0, 200);
	// Naming the asset opens nothing else, nor does naming another.
	let other = setup.get(&format!("/ipfs/{}?asset=1:2", setup.second.manifest_cid), None).await;
	assert_eq!(other.status(), StatusCode::UNAUTHORIZED);
	let cid = setup.file("data/b");
	for hint in ["1:2", "1:3", "9:9", "x"] {
		let response = setup.get(&format!("/ipfs/{cid}?asset={hint}"), None).await;
		assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{hint}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_names_its_asset() {
	let setup = Setup::new().await;
	assert_eq!(setup.block(&setup.second.manifest_cid, None).await.0, 401);
	setup.challenge(&did("1:3").to_string(), &account("charlie").id()).await;
	assert_eq!(setup.block(&setup.second.manifest_cid, None).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_is_for_one_asset() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	setup.allow("1:3", "bob", json!({ "grant": { "type": "free" } }));
	let (one, two) = (setup.pass("1:2", "bob").await, setup.pass("1:3", "bob").await);
	let (ours, theirs) = (setup.file("data/b"), setup.second.manifest.file("data/c").unwrap().cid);
	assert_eq!(setup.block(&ours, Some(&one)).await.0, 200);
	assert_eq!(setup.block(&theirs, Some(&two)).await.0, 200);
	assert_eq!(setup.block(&theirs, Some(&one)).await, (403, "OtherAsset".into()));
	assert_eq!(setup.block(&ours, Some(&two)).await, (403, "OtherAsset".into()));
	// What nobody has looks the same as what others have.
	let nowhere = *metahub_client::content::Block::raw("nowhere").cid();
	assert_eq!(setup.block(&nowhere, Some(&one)).await, (403, "OtherAsset".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn challenges_name_gateway_account_and_asset() {
	let setup = Setup::new().await;
	let bob = account("bob").id();
	let message = setup.challenge("1:2", &bob).await;
	let challenge: Challenge = message.parse().unwrap();
	assert_eq!(challenge.caller, Caller::Substrate(bob));
	let url = setup.gateway.url();
	assert_eq!(
		(challenge.uri.as_str(), format!("http://{}", challenge.domain)),
		(&*url, url.clone())
	);
	assert_eq!(challenge.chain_id, "polkadot:00112233445566778899aabbccddeeff");
	assert_eq!(challenge.resources, [did("1:2").to_string()]);
	assert_eq!(challenge.issued_at.unix() as u64, start());
	let key = EthereumKey::new(7);
	let challenge: Challenge = setup.challenge("1:2", &key.caller()).await.parse().unwrap();
	assert_eq!((challenge.caller, &*challenge.chain_id), (key.caller(), "19784"));

	for (asset, account, status, expected) in [
		("9:9", bob.to_string(), 404, "UnknownAsset"),
		("x", bob.to_string(), 400, "BadAsset"),
		("did:metahub:ffffffffffffffffffffffffffffffff:1:2", bob.to_string(), 400, "BadAsset"),
		("1:2", "bob".into(), 400, "BadAccount"),
		("1:2", format!("0x{}", "00".repeat(32)), 400, "BadAccount"),
	] {
		let body = json!({ "asset": asset, "account": account });
		assert_eq!(code(&setup.ask("challenge", &body).await), (status, expected), "{body}");
	}
	let bad = (400, "BadRequest");
	for body in [json!(null), json!({}), json!({ "asset": "1:2", "account": 1 })] {
		assert_eq!(code(&setup.ask("challenge", &body).await), bad, "{body}");
	}
	let long = json!({ "asset": "1:2", "account": "x".repeat(20_000) });
	assert_eq!(code(&setup.ask("challenge", &long).await), (413, "BodyTooLong"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_challenge_counts_once() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	let signature = access::sign(&bob, &message);
	assert_eq!(setup.answer(&message, &signature).await.0, StatusCode::OK);
	assert_eq!(code(&setup.answer(&message, &signature).await), (401, "UnknownNonce"));
	// A wrong signature does not use it up: nobody can take another one's challenge away.
	let message = setup.challenge("1:2", &bob.id()).await;
	let other = access::sign(&account("charlie"), &message);
	assert_eq!(code(&setup.answer(&message, &other).await), (401, "WrongSignature"));
	let signature = access::sign(&bob, &message);
	assert_eq!(setup.answer(&message, &signature).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_challenge_is_refused() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	let signature = access::sign(&bob, &message);
	setup.pass_time(300);
	assert_eq!(code(&setup.answer(&message, &signature).await), (401, "ChallengeExpired"));
	// A later end, signed by its own account, is not what was given.
	let later = metahub_client::access::Moment::from_unix(start() + 900).unwrap();
	let message = setup.challenge("1:2", &bob.id()).await;
	let mut challenge: Challenge = message.parse().unwrap();
	challenge.expires = Some(later);
	let changed = challenge.to_string();
	let signature = access::sign(&bob, &changed);
	assert_eq!(code(&setup.answer(&changed, &signature).await), (401, "MessageChanged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_cannot_be_changed() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let bob = account("bob");
	let change = async |change: &dyn Fn(&mut Challenge)| {
		let mut challenge: Challenge =
			setup.challenge("1:2", &account("charlie").id()).await.parse().unwrap();
		change(&mut challenge);
		let message = challenge.to_string();
		let answer = setup.answer(&message, &access::sign(&bob, &message)).await;
		let (status, code) = code(&answer);
		(status, code.to_owned())
	};
	let changed = (401, "MessageChanged".to_owned());
	// Bob signs what was given to Charlie.
	assert_eq!(change(&|c| c.caller = Caller::Substrate(bob.id())).await, changed);
	assert_eq!(change(&|c| c.resources = vec![did("1:3").to_string()]).await, changed);
	assert_eq!(change(&|c| c.statement = None).await, changed);
	assert_eq!(change(&|c| c.chain_id = "1".into()).await, changed);
	let other = (401, "OtherDomain".to_owned());
	assert_eq!(change(&|c| c.domain = "gateway.example".into()).await, other);
	assert_eq!(change(&|c| c.uri = "https://gateway.example".into()).await, other);
	assert_eq!(change(&|c| c.scheme = Some("http".into())).await, other);
	let unknown = (401, "UnknownNonce".to_owned());
	assert_eq!(change(&|c| c.nonce = "0".repeat(32)).await, unknown);
	let (status, answer) = setup.answer("let me in", "0x00").await;
	assert_eq!(code(&(status, answer)), (400, "BadMessage"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ethereum_address_signs_as_its_wallet_does() {
	let setup = Setup::new().await;
	let key = EthereumKey::new(7);
	let stands_for = key.caller().account().to_string();
	setup.chain.edit(|world| world.grant("1:2", &stands_for, holder()));
	let message = setup.challenge("1:2", &key.caller()).await;
	let answer = setup.answer(&message, &key.sign(&message)).await;
	assert_eq!(answer.0, StatusCode::OK, "{answer:?}");
	let pass = answer.1["pass"].as_str().unwrap();
	assert_eq!(setup.block(&setup.file("data/a.bin"), Some(pass)).await.0, 200);

	let message = setup.challenge("1:2", &key.caller()).await;
	let other = EthereumKey::new(8).sign(&message);
	assert_eq!(code(&setup.answer(&message, &other).await), (401, "WrongSignature"));
	let message = setup.challenge("1:2", &key.caller()).await;
	assert_eq!(code(&setup.answer(&message, "0x1234").await), (401, "MalformedSignature"));
}

/// Only while the gateway still knows that the account had a seat.
#[tokio::test(flavor = "multi_thread")]
async fn kept_revisions_are_served_and_others_are_not() {
	let setup = Setup::with(|config| GateConfig {
		limits: Limits { fresh_secs: 10, ..Limits::default() },
		..config
	})
	.await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let newer = content_support::folder(&[("data/new", b"new")]);
	let newer = setup.temp.pack(newer.path()).await;
	let new = newer.manifest.file("data/new").unwrap().cid;
	let old = setup.file("data/b");
	setup
		.chain
		.edit(|world| world.assets.get_mut(&"1:2".parse().unwrap()).unwrap().push(newer.clone()));
	setup.pass_time(10);
	// The chain says that it is the asset's, but nobody put it in as such.
	assert_eq!(setup.block(&new, Some(&pass)).await, (403, "OtherAsset".into()));
	setup.temp.store.vouch(&did("1:2"), &newer.manifest_cid).await.unwrap();
	setup.pass_time(10);
	assert_eq!(setup.block(&new, Some(&pass)).await.0, 200);
	assert_eq!(setup.block(&old, Some(&pass)).await.0, 200);
	// Pruned.
	setup.chain.edit(|world| {
		world.assets.get_mut(&"1:2".parse().unwrap()).unwrap().remove(0);
	});
	setup.pass_time(10);
	assert_eq!(setup.block(&old, Some(&pass)).await, (403, "OtherAsset".into()));
	assert_eq!(setup.block(&new, Some(&pass)).await.0, 200);
}

/// Anybody can register an asset with the manifest of another, and own it.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_manifest_under_another_asset_opens_nothing() {
	let setup = Setup::new().await;
	let stolen = setup.first.clone();
	setup.chain.edit(|world| world.assets.insert("6:6".parse().unwrap(), vec![stolen.clone()]));
	setup.allow("6:6", "charlie", json!({ "grant": { "type": "owner" } }));
	let body = json!({ "asset": "6:6", "account": account("charlie").id().to_string() });
	assert_eq!(code(&setup.ask("challenge", &body).await), (404, "NotServed"));
	// The same for an asset of theirs that is served, once its owner revises it so.
	setup.allow("1:3", "charlie", json!({ "grant": { "type": "owner" } }));
	setup.chain.edit(|world| {
		world.assets.get_mut(&"1:3".parse().unwrap()).unwrap().push(stolen);
	});
	let pass = setup.pass("1:3", "charlie").await;
	assert_eq!(setup.block(&setup.file("data/b"), Some(&pass)).await, (403, "OtherAsset".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_can_name_assets() {
	let setup =
		Setup::with(|config| GateConfig { assets: vec!["6:6".parse().unwrap()], ..config }).await;
	let mirrored = setup.second.clone();
	setup.chain.edit(|world| world.assets.insert("6:6".parse().unwrap(), vec![mirrored]));
	setup.allow("6:6", "bob", json!({ "grant": { "type": "listed" } }));
	let pass = setup.pass("6:6", "bob").await;
	let cid = setup.second.manifest.file("data/c").unwrap().cid;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
}

/// What its owner calls the manifest is public only if it is one.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_not_made_public_as_a_manifest() {
	let setup =
		Setup::with(|config| GateConfig { assets: vec!["6:6".parse().unwrap()], ..config }).await;
	for path in ["data/b", "data/a.bin"] {
		let cid = setup.file(path);
		let mut stolen = setup.first.clone();
		stolen.manifest_cid = cid;
		setup.chain.edit(|world| world.assets.insert("6:6".parse().unwrap(), vec![stolen]));
		setup.pass_time(1_000);
		setup.challenge("6:6", &account("charlie").id()).await;
		let response = setup.get(&format!("/ipfs/{cid}?asset=6:6"), None).await;
		assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn full_tables_refuse_nobody() {
	let setup = Setup::with(|config| GateConfig {
		limits: Limits { challenges: 1, passes: 1, ..Limits::default() },
		..config
	})
	.await;
	setup.allow("1:2", "bob", holder());
	let bob = account("bob");
	let first = setup.challenge("1:2", &bob.id()).await;
	let mut passes = Vec::new();
	for _ in 0..3 {
		passes.push(setup.pass("1:2", "bob").await);
	}
	for pass in &passes {
		assert_eq!(setup.block(&setup.file("data/b"), Some(pass)).await.0, 200);
	}
	// Nor does a challenge get lost.
	assert_eq!(setup.answer(&first, &access::sign(&bob, &first)).await.0, StatusCode::OK);
	// What is not remembered, the chain is asked about again.
	setup.chain.edit(|world| world.forbid("1:2", &bob.id().to_string()));
	setup.pass_time(300);
	for pass in &passes {
		let ended = (401, "PassEnded".into());
		assert_eq!(setup.block(&setup.file("data/b"), Some(pass)).await, ended);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_waits() {
	let setup = Setup::with(|config| GateConfig {
		limits: Limits { burst: 4, per_second: 1, ..Limits::default() },
		..config
	})
	.await;
	setup.allow("1:2", "bob", holder());
	setup.pass("1:2", "bob").await;
	let pass = setup.pass("1:2", "bob").await;
	let body = json!({ "asset": "1:2", "account": account("bob").id().to_string() });
	assert_eq!(code(&setup.ask("challenge", &body).await), (429, "TooManyRequests"));
	// Blocks are another matter.
	assert_eq!(setup.block(&setup.file("data/b"), Some(&pass)).await.0, 200);
	// To have the chain asked about assets is not.
	let url = format!("/ipfs/{}?asset=1:3", setup.second.manifest_cid);
	assert_eq!(setup.get(&url, None).await.status(), StatusCode::TOO_MANY_REQUESTS);
	setup.pass_time(1);
	assert_eq!(setup.ask("challenge", &body).await.0, StatusCode::OK);
	assert_eq!(code(&setup.ask("challenge", &body).await), (429, "TooManyRequests"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asset_beyond_the_bounds_is_not_served() {
	let setup = Setup::with(|config| GateConfig {
		limits: Limits { blocks: 3, ..Limits::default() },
		..config
	})
	.await;
	for asset in ["1:2", "1:3"] {
		setup.allow(asset, "bob", holder());
	}
	let pass = setup.pass("1:2", "bob").await;
	assert_eq!(
		setup.block(&setup.file("data/b"), Some(&pass)).await,
		(507, "AssetTooLarge".into())
	);
	let pass = setup.pass("1:3", "bob").await;
	let cid = setup.second.manifest.file("data/c").unwrap().cid;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_decision_is_recorded_and_nothing_that_opens_a_door() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	setup.enter("1:2", "charlie").await;
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	let signature = access::sign(&bob, &message);
	let (_, answer) = setup.answer(&message, &signature).await;
	let pass = answer["pass"].as_str().unwrap();
	let cid = setup.file("data/b");
	setup.block(&cid, Some(pass)).await;
	setup.block(&cid, None).await;
	setup.block(&setup.second.manifest.file("data/c").unwrap().cid, Some(pass)).await;
	setup.block(&setup.first.manifest_cid, None).await;

	let (bob, charlie) = (json!(bob.id().to_string()), json!(account("charlie").id().to_string()));
	let summary: Vec<_> = setup
		.decisions()
		.into_iter()
		.map(|line| {
			assert_eq!(line["time"], Moment::from_unix(start()).unwrap().to_string());
			assert_eq!(line["peer"], "127.0.0.1");
			let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
			(
				text("asked"),
				text("decision"),
				text("reason"),
				line["account"].clone(),
				text("asset"),
			)
		})
		.collect();
	let line = |asked: &str, decision: &str, reason: &str, account: &Value, asset: &str| {
		(asked.into(), decision.into(), reason.into(), account.clone(), asset.into())
	};
	let expected = [
		line("challenge", "allowed", "asked", &charlie, "1:2"),
		line("pass", "refused", "NoAccess", &charlie, "1:2"),
		line("challenge", "allowed", "asked", &bob, "1:2"),
		line("pass", "allowed", "holder", &bob, "1:2"),
		line("block", "allowed", "holder", &bob, "1:2"),
		line("block", "refused", "PassMissing", &Value::Null, ""),
		line("block", "refused", "OtherAsset", &bob, "1:2"),
		line("block", "allowed", "public", &Value::Null, ""),
	];
	assert_eq!(summary, expected);
	assert_eq!(setup.decisions()[4]["cid"], cid.to_string());
	assert_eq!(setup.decisions()[3]["licence"], "7");
	let log = std::fs::read_to_string(&setup.log).unwrap();
	let nonce = message.parse::<Challenge>().unwrap().nonce;
	for secret in [pass, &signature[2..], &*nonce] {
		assert!(!log.contains(secret));
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_origins_may_ask() {
	let setup = Setup::new().await;
	let url = format!("{}/access/pass", setup.gateway.url());
	let response = setup.client.request(Method::OPTIONS, url).send().await.unwrap();
	assert_eq!(response.status(), StatusCode::NO_CONTENT);
	assert_eq!(text(&response, header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
	assert!(text(&response, header::ACCESS_CONTROL_ALLOW_METHODS).contains("POST"));
	assert!(text(&response, header::ACCESS_CONTROL_ALLOW_HEADERS).contains("Authorization"));
	let url = format!("{}/ipfs/{}", setup.gateway.url(), setup.file("data/b"));
	let response = setup.client.request(Method::OPTIONS, url).send().await.unwrap();
	assert_eq!(response.status(), StatusCode::NO_CONTENT);
	let get = setup.client.get(format!("{}/access/pass", setup.gateway.url()));
	assert_eq!(get.send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_it_has_another_name() {
	let setup = Setup::with(|config| GateConfig {
		public_url: Some("https://gateway.example/birds/".into()),
		..config
	})
	.await;
	let bob = account("bob");
	let challenge: Challenge = setup.challenge("1:2", &bob.id()).await.parse().unwrap();
	assert_eq!(challenge.domain, "gateway.example");
	assert_eq!(challenge.uri, "https://gateway.example/birds");
	let response = setup.get(&format!("/ipfs/{}", setup.file("data/b")), None).await;
	assert!(text(&response, header::WWW_AUTHENTICATE)
		.contains("challenge=\"https://gateway.example/birds/access/challenge\""));
}
