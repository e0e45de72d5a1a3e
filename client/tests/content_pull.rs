//! Pulling from gateways and static servers: patterns, failover, and every answer that is not
//! believed. (`content_pull_place.rs` has where the files go.)

mod content_support;

use axum::{
	http::StatusCode,
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use content_support::{
	pattern,
	pull::{base, failures, run, Gateway, Setup, SHORT},
	read_all, write, Server, MIB,
};
use metahub_client::{
	content::{unixfs::import_bytes, Block, ContentError, Manifest},
	pull::{PullError, PullRequest},
	store::BlockSource,
};
use primitive_types::H256;
use std::{
	collections::HashSet,
	fs,
	sync::{
		atomic::{
			AtomicU32,
			Ordering::{Relaxed, SeqCst},
		},
		Arc, Mutex,
	},
	time::Duration,
};

#[tokio::test]
async fn everything_by_blocks() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let report = run(setup.request(&[&setup.ipfs()], &[&server.url()])).await.unwrap();
	setup.assert_complete();
	assert_eq!((report.files, report.skipped, report.reused_files), (7, 0, 0));
	assert_eq!(report.bytes, setup.packed.total_bytes);
	assert_eq!(report.fetched_bytes, report.bytes);
	let [source] = &report.sources[..] else { panic!("{:?}", report.sources) };
	assert_eq!(source.uri, setup.ipfs());
	assert_eq!(source.via.as_deref(), Some(&*server.url()));
	assert_eq!(source.failed, 0);
	assert!(source.blocks > 10);
	let json = serde_json::to_value(&report).unwrap();
	assert_eq!(json["sources"][0]["failures"], serde_json::json!([]));
	assert_eq!(json["fetchedBytes"], report.bytes);
}

#[tokio::test]
async fn everything_from_a_static_server() {
	let setup = Setup::new().await;
	let (server, log) = setup.static_server().await;
	let report = run(setup.request(&[&base(&server)], &[])).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].uri, base(&server));
	let asked: HashSet<String> = log.log.lock().unwrap().iter().map(|(p, _)| p.clone()).collect();
	assert_eq!(asked.len(), 8, "the manifest and each file, Unicode, # and ? included");
	assert!(!setup.dest().join(".metahub").exists());
}

#[tokio::test]
async fn everything_from_a_store_on_this_machine_and_a_gateway_url() {
	let setup = Setup::new().await;
	let store = setup.temp.store.root().to_str().unwrap().to_owned();
	run(setup.request(&[], &[&store])).await.unwrap();
	setup.assert_complete();
	fs::remove_dir_all(setup.dest()).unwrap();
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let url = format!("{}/ipfs/{}", server.url(), setup.packed.manifest_cid);
	let report = run(setup.request(&[&url], &[])).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].uri, url);
}

#[tokio::test]
async fn only_what_the_patterns_ask_for() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let cases: [(&[&str], &[&str], &[&str]); 8] = [
		(&["data/test"], &[], &["data/test/c.bin"]),
		(&["test/"], &[], &["data/test/c.bin"]),
		(&["*.bin"], &["train"], &["data/test/c.bin"]),
		(&["data/**/*.bin"], &["a.*"], &["data/test/c.bin", "data/train/b.bin"]),
		(&["/*.json", "README.md"], &[], &["README.md", "config.json"]),
		(&["data/*"], &["data/*/*", "*.txt"], &["data/empty"]),
		(&["data/*.bin", "config.json"], &[], &["config.json"]),
		(&["{config,x}.json"], &[], &["config.json"]),
	];
	for (include, exclude, expected) in cases {
		let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
		request.include = include.iter().map(ToString::to_string).collect();
		request.exclude = exclude.iter().map(ToString::to_string).collect();
		let before = gateway.requests.load(SeqCst);
		let report = run(request).await.unwrap();
		let found: Vec<String> = read_all(&setup.dest()).into_keys().collect();
		assert_eq!(found, expected, "{include:?} {exclude:?}");
		assert_eq!(report.skipped as usize, 7 - expected.len());
		if !expected.iter().any(|path| path.ends_with(".bin")) {
			// The manifest and one block for each file.
			assert!(gateway.requests.load(SeqCst) - before <= 1 + expected.len());
		}
		fs::remove_dir_all(setup.dest()).unwrap();
	}
	let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	request.include = vec!["nothing-like-this".into()];
	assert!(matches!(run(request).await, Err(PullError::NothingSelected)));
	for bad in ["[", "", "/", &"x".repeat(2000)] {
		let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
		request.include = vec![bad.to_owned()];
		let error = run(request).await.unwrap_err();
		assert!(
			matches!(error, PullError::Patterns(ContentError::BadPattern { .. })),
			"{bad}: {error}"
		);
	}
	assert!(!setup.dest().exists());
}

#[tokio::test]
async fn a_wrong_block_is_taken_from_the_next_gateway() {
	let setup = Setup::new().await;
	let (lying, honest) = (Gateway::default(), Gateway::default());
	let chunk = *Block::raw(pattern(3 * MIB + 7)[2 * MIB..3 * MIB].to_vec()).cid();
	lying.lies.lock().unwrap().insert(chunk);
	let lost = setup.cid("config.json");
	lying.missing.lock().unwrap().insert(lost);
	let first = lying.serve(setup.temp.store.clone()).await;
	let second = honest.serve(setup.temp.store.clone()).await;
	let report =
		run(setup.request(&[&setup.ipfs()], &[&first.url(), &second.url()])).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].failed, 2);
	let failures = failures(&report.sources[0]);
	assert!(
		failures.contains(&chunk.to_string()) && failures.contains("wrong bytes"),
		"{failures}"
	);
	assert!(
		failures.contains(&lost.to_string()) && failures.contains("does not have"),
		"{failures}"
	);
	assert_eq!((report.sources[1].blocks, report.sources[1].failed), (2, 0));
}

#[tokio::test]
async fn a_block_damaged_in_the_store_is_taken_from_the_second_uri() {
	// The embedded gateway over a damaged store, then a static server: as in the demo.
	let setup = Setup::new().await;
	let chunk = *Block::raw(pattern(3 * MIB + 7)[2 * MIB..3 * MIB].to_vec()).cid();
	setup.temp.damage(&chunk);
	let config = metahub_client::gateway::GatewayConfig::new(
		"127.0.0.1:0".parse().unwrap(),
		setup.temp.store.clone(),
	);
	let gateway = metahub_client::gateway::serve(config, std::future::pending()).await.unwrap();
	let (server, log) = setup.static_server().await;
	let uris = [setup.ipfs(), base(&server)];
	let request = setup.request(&[&uris[0], &uris[1]], &[&gateway.url()]);
	let report = run(request).await.unwrap();
	setup.assert_complete();
	let damaged = failures(&report.sources[0]);
	assert!(damaged.contains(&chunk.to_string()) && damaged.contains("damaged"), "{damaged}");
	assert!(report.sources[1].bytes > 0 && report.sources[1].failed == 0);
	// What the blocks had given was kept: the server was asked for the rest only.
	let log = log.log.lock().unwrap().clone();
	assert_eq!(log, [("data/train/a.bin".to_string(), 2 * MIB as u64)]);
	// Without the second source there is nothing to be had, and nothing is put in place.
	fs::remove_dir_all(setup.dest()).unwrap();
	let error = run(setup.request(&[&uris[0]], &[&gateway.url()])).await.unwrap_err();
	let PullError::Unavailable { path, reasons, sources } = &error else { panic!("{error}") };
	assert_eq!(path, "data/train/a.bin");
	assert!(reasons[0].contains("damaged"), "{reasons:?}");
	assert!(sources[0].failed > 0);
	assert!(!setup.dest().exists());
}

#[tokio::test]
async fn sources_that_never_answer_are_left_behind() {
	let setup = Setup::new().await;
	let silent = Server::silent().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let impatient = |uris: &[&str], gateways: &[&str]| {
		let mut request = setup.request(uris, gateways);
		request.timeout = SHORT;
		run(request)
	};
	let report = impatient(&[&setup.ipfs()], &[&silent.url(), &server.url()]).await.unwrap();
	setup.assert_complete();
	// Not once per block: after two in a row it is asked last.
	let failed = report.sources[0].failed;
	assert!((2..16).contains(&failed), "{failed}");
	assert!(failures(&report.sources[0]).contains("did not answer"));
	// The same for a static server.
	fs::remove_dir_all(setup.dest()).unwrap();
	let report = impatient(&[&base(&silent), &setup.ipfs()], &[&server.url()]).await.unwrap();
	setup.assert_complete();
	let failed = report.sources[0].failed;
	assert!((1..=5).contains(&failed), "{failed}");
	// And alone.
	fs::remove_dir_all(setup.dest()).unwrap();
	let error = impatient(&[&setup.ipfs()], &[&silent.url()]).await.unwrap_err();
	assert!(matches!(&error, PullError::Unavailable { path, .. } if path.contains("manifest")));
	assert!(error.to_string().contains("did not answer within"), "{error}");
}

#[tokio::test]
async fn a_static_server_with_other_files_is_not_believed() {
	let setup = Setup::new().await;
	let honest = Gateway::default().serve(setup.temp.store.clone()).await;
	let (server, _) = setup.static_server().await;
	let mut wrong = pattern(3 * MIB + 7);
	wrong[2 * MIB] ^= 1;
	write(setup.folder.path(), "data/train/a.bin", &wrong);
	write(setup.folder.path(), "config.json", b"{} ");
	write(setup.folder.path(), "data/test/c.bin", &pattern(2 * MIB - 1));
	fs::remove_file(setup.folder.path().join("data/empty")).unwrap();
	let report =
		run(setup.request(&[&base(&server), &setup.ipfs()], &[&honest.url()])).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].failed, 4, "{}", failures(&report.sources[0]));
	let failures = failures(&report.sources[0]);
	for (path, reason) in [
		("data/train/a.bin", "do not match its CID"),
		("config.json", "longer than 2 bytes"),
		("data/test/c.bin", "2097151 bytes, not 2097152"),
		("data/empty", "404"),
	] {
		let line = failures.lines().find(|line| line.starts_with(path)).unwrap();
		assert!(line.contains(reason), "{line}");
	}
	// Alone it gives nothing.
	fs::remove_dir_all(setup.dest()).unwrap();
	assert!(matches!(
		run(setup.request(&[&base(&server)], &[])).await,
		Err(PullError::Unavailable { .. })
	));
	assert!(!setup.dest().exists());
}

#[tokio::test]
async fn a_manifest_that_the_chain_does_not_vouch_for_is_refused() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let good = setup.request(&[&setup.ipfs()], &[&server.url()]);
	let mut request = good.clone();
	request.root = H256::repeat_byte(1);
	let error = run(request).await.unwrap_err();
	assert!(
		matches!(error, PullError::RootMismatch { chain, manifest }
			if chain == H256::repeat_byte(1) && manifest == setup.packed.root),
		"{error}"
	);
	let mut request = good.clone();
	request.entries += 1;
	let error = run(request).await.unwrap_err();
	assert!(matches!(error, PullError::EntriesMismatch { chain: 8, manifest: 7 }), "{error}");
	// A file that is no manifest.
	let mut request = good.clone();
	request.manifest_cid = setup.cid("config.json");
	assert!(matches!(run(request).await, Err(PullError::Manifest(_))));
	// One whose paths lead out of the folder.
	let text = String::from_utf8(setup.packed.manifest_bytes.to_vec()).unwrap();
	let evil = text.replacen("config.json", "../evil.jso", 1);
	let evil = import_bytes(evil.into_bytes().into(), Some(&setup.temp.store)).await.unwrap();
	let mut request = good.clone();
	request.manifest_cid = evil.cid;
	let error = run(request).await.unwrap_err();
	assert!(matches!(error, PullError::Manifest(_)), "{error}");
	// One that a static server has in its place.
	let (static_server, _) = setup.static_server().await;
	write(
		setup.folder.path(),
		".metahub/manifest.json",
		text.replacen("Tiny", "Tin!", 1).as_bytes(),
	);
	let error = run(setup.request(&[&base(&static_server)], &[])).await.unwrap_err();
	assert!(error.to_string().contains("not the one that the chain names"), "{error}");
	assert_eq!(fs::read_dir(setup.work.path()).unwrap().count(), 0, "nothing is left behind");
}

#[tokio::test]
async fn a_manifest_that_lies_about_a_size_is_found_out() {
	let setup = Setup::new().await;
	let mut files = setup.packed.manifest.files().to_vec();
	files.iter_mut().find(|file| file.path == "config.json").unwrap().size = 3;
	let manifest = Manifest::new(files, serde_json::json!({})).unwrap();
	let bytes = manifest.to_bytes().unwrap();
	let imported = import_bytes(bytes.clone().into(), Some(&setup.temp.store)).await.unwrap();
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	write(setup.folder.path(), ".metahub/manifest.json", &bytes);
	let (static_server, _) = setup.static_server().await;
	let mut request = setup.request(&[&setup.ipfs(), &base(&static_server)], &[&server.url()]);
	(request.root, request.manifest_cid) = (manifest.root(), imported.cid);
	let error = run(request).await.unwrap_err();
	let PullError::Unavailable { path, reasons, .. } = &error else { panic!("{error}") };
	assert_eq!(path, "config.json");
	assert!(reasons[0].contains("has 2 bytes, not 3"), "{reasons:?}");
	assert!(reasons[1].contains("2 bytes, not 3"), "{reasons:?}");
}

#[tokio::test]
async fn uris_that_this_client_cannot_fetch_are_reported() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let swarm = "bzz://d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162";
	let report = run(setup.request(&[swarm, &setup.ipfs()], &[&server.url()])).await.unwrap();
	assert!(failures(&report.sources[0]).contains("cannot fetch from this protocol"));
	assert_eq!(report.sources.len(), 2);
	fs::remove_dir_all(setup.dest()).unwrap();
	for uris in [vec![swarm], vec![], vec![&setup.ipfs()]] {
		let error = run(setup.request(&uris, &[])).await.unwrap_err();
		let PullError::NoSources(reasons) = &error else { panic!("{error}") };
		assert_eq!(reasons.len(), uris.len());
	}
	// A withdrawn URI takes nothing away: the content is still what it is.
	run(setup.request(&[], &[&server.url()])).await.unwrap();
	setup.assert_complete();
	let error = run(setup.request(&[], &["ftp-is-no-store"])).await.unwrap_err();
	assert!(matches!(error, PullError::Source(_)), "{error}");
}

/// A gateway that gives some blocks, is away for a while, and then gives the rest.
async fn away_for_a_while(away: impl Fn() -> Response + Clone + Send + Sync + 'static) {
	let setup = Setup::new().await;
	let store = setup.temp.store.clone();
	let (asked, given) = (Arc::<AtomicU32>::default(), Arc::<Mutex<Vec<String>>>::default());
	let (count, log) = (asked.clone(), given.clone());
	let handler = move |axum::extract::Path(name): axum::extract::Path<String>| {
		let (store, count, log, away) = (store.clone(), count.clone(), log.clone(), away.clone());
		async move {
			// Longer than everyone's second chance.
			if (3..16).contains(&count.fetch_add(1, Relaxed)) {
				return away();
			}
			log.lock().unwrap().push(name.clone());
			store.get(&name.parse().unwrap()).await.unwrap().into_bytes().into_response()
		}
	};
	let server = Server::start(Router::new().route("/ipfs/{cid}", get(handler))).await;
	let request = PullRequest {
		patience: Duration::from_secs(120),
		..setup.request(&[&setup.ipfs()], &[&server.url()])
	};
	let report = run(request).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].failed, 13);
	assert_eq!(report.fetched_bytes, report.bytes, "no chunk comes twice");
	assert_eq!(given.lock().unwrap().len() + 13, asked.load(Relaxed) as usize);
}

#[tokio::test]
async fn a_gateway_that_is_started_again_does_not_end_a_pull() {
	away_for_a_while(|| StatusCode::BAD_GATEWAY.into_response()).await;
}

#[tokio::test]
async fn a_gateway_that_says_when_to_come_back_is_asked_then() {
	away_for_a_while(|| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "0")]).into_response())
		.await;
}

#[tokio::test]
async fn who_asks_for_more_time_than_there_is_gets_none() {
	let setup = Setup::new().await;
	let asked = Arc::<AtomicU32>::default();
	let count = asked.clone();
	let server = Server::answering(move |_| {
		count.fetch_add(1, Relaxed);
		(StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "3600")]).into_response()
	})
	.await;
	let error = run(setup.request(&[&setup.ipfs()], &[&server.url()])).await.unwrap_err();
	assert!(matches!(error, PullError::Unavailable { .. }), "{error}");
	assert_eq!(asked.load(Relaxed), 1, "the manifest, once");
}

#[tokio::test]
async fn a_busy_source_is_asked_again() {
	let setup = Setup::new().await;
	let store = setup.temp.store.clone();
	let seen: Arc<Mutex<HashSet<String>>> = Arc::default();
	let log = seen.clone();
	let handler = move |axum::extract::Path(name): axum::extract::Path<String>| {
		let (store, first) = (store.clone(), log.lock().unwrap().insert(name.clone()));
		async move {
			if first {
				return StatusCode::SERVICE_UNAVAILABLE.into_response();
			}
			store.get(&name.parse().unwrap()).await.unwrap().into_bytes().into_response()
		}
	};
	let server = Server::start(Router::new().route("/ipfs/{cid}", get(handler))).await;
	let report = run(setup.request(&[&setup.ipfs()], &[&server.url()])).await.unwrap();
	setup.assert_complete();
	assert_eq!(report.sources[0].failed as usize, seen.lock().unwrap().len());
	assert!(report.sources[0].failures.len() <= 16);
}
