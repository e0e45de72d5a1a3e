//! Long lists and long watches: page by page, across broken connections, to readers that leave.

mod cli_support;

use cli_support::{port::Port, Client, ALICE, GENESIS};
use jsonrpsee::{types::ErrorObjectOwned, Methods, RpcModule, SubscriptionMessage};
use metahub_client::chain::{AssetPages, ChainOptions, Watch};
use metahub_rpc_api::{
	types::{ListFilter, SubscribeOptions},
	Error,
};
use serde_json::{json, Value};
use std::{
	io::{BufRead, BufReader, Read},
	process::Stdio,
	sync::{
		atomic::{AtomicU32, AtomicU64, Ordering::SeqCst},
		Arc, Mutex,
	},
	time::Duration,
};

/// Another block than that of [`GENESIS`].
const LATER: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

fn asset(item: u64) -> Value {
	json!({
		"id": format!("1:{item}"),
		"did": format!("did:metahub:00112233445566778899aabbccddeeff:1:{item}"),
		"owner": ALICE,
		"kind": "dataset",
		"state": "active",
		"registeredAt": 3,
		"oldestRevision": 1,
		"links": 0,
		"dependants": 0,
		"descendants": 0,
		"managed": true,
		"deposit": { "depositor": ALICE, "amount": "1" },
		"revision": {
			"number": 1,
			"root": GENESIS,
			"entries": 1,
			"totalBytes": "1",
			"manifest": "bafkreigfhgsgb7zigio2pgf2obvyvc7536muzrnpq262g2tdf6odi2k2ja",
			"uris": [],
			"author": ALICE,
			"createdAt": 3,
			"deposit": "5",
		},
	})
}

/// A page of ten assets at a block, of a list of so many.
fn page(cursor: Option<String>, all: u64, hash: &str, number: u32) -> Value {
	let first = cursor.map_or(0, |last| last[2..].parse::<u64>().expect("our cursor") + 1);
	let items: Vec<_> = (first..all.min(first + 10)).map(asset).collect();
	let next = (first + 10 < all).then(|| format!("1:{}", first + 9));
	let block = json!({ "hash": hash, "number": number, "finalized": true });
	json!({ "items": items, "nextCursor": next, "block": block })
}

type Answer = Result<Value, ErrorObjectOwned>;

/// A node whose lists are answered so, from the cursor and the block asked for.
fn lists(
	answer: impl Fn(Option<String>, Option<String>) -> Answer + Send + Sync + 'static,
) -> Methods {
	let mut module = RpcModule::new(());
	module
		.register_method("assets_list", move |params, _, _| -> Answer {
			let mut params = params.sequence();
			params.optional_next::<Value>()?;
			let cursor = params.optional_next()?;
			params.optional_next::<u32>()?;
			answer(cursor, params.optional_next()?)
		})
		.expect("the only method");
	module.into()
}

/// Waits for something that happens on another thread.
async fn until(what: &str, mut done: impl FnMut() -> bool) {
	let wait = async {
		while !done() {
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
	};
	tokio::time::timeout(Duration::from_secs(30), wait).await.expect(what);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_written_before_the_next_is_asked_for() {
	// Pages after the first are answered once the reader has seen the page before.
	let seen = Arc::new(AtomicU64::new(0));
	let known = seen.clone();
	let methods = lists(move |cursor, _| {
		let before = cursor.as_ref().map_or(0, |last| last[2..].parse().expect("our cursor"));
		for _ in 0..6_000 {
			if cursor.is_none() || known.load(SeqCst) > before {
				return Ok(page(cursor, 95, GENESIS, 7));
			}
			std::thread::sleep(Duration::from_millis(5));
		}
		panic!("the page before {cursor:?} was not written");
	});
	let port = Port::free();
	let handle = port.serve(methods);
	let client = Client::new().with("METAHUB_NODE_URL", port.url());
	for json in [true, false] {
		seen.store(0, SeqCst);
		let mut command = client.command();
		command.args(json.then_some("--json")).args(["list", "--all"]).stdout(Stdio::piped());
		let mut child = command.spawn().unwrap();
		let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
		let seen = seen.clone();
		let reading = tokio::task::spawn_blocking(move || {
			// Behind the table's head.
			let mut item = 0;
			for line in lines.skip(usize::from(!json)) {
				let id = match json {
					true => serde_json::from_str::<Value>(&line).unwrap()["id"].clone(),
					false => line.split(' ').next().unwrap().into(),
				};
				assert_eq!(id, format!("1:{item}"));
				item += 1;
				seen.store(item, SeqCst);
			}
			item
		});
		assert_eq!(reading.await.unwrap(), 95);
		assert!(child.wait().unwrap().success());
	}
	handle.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_leaves_ends_a_list_quietly() {
	let asked = Arc::new(AtomicU32::new(0));
	let count = asked.clone();
	let methods = lists(move |cursor, _| {
		count.fetch_add(1, SeqCst);
		Ok(page(cursor, u64::MAX / 2, GENESIS, 7))
	});
	let port = Port::free();
	let handle = port.serve(methods);
	let client = Client::new().with("METAHUB_NODE_URL", port.url());
	let mut command = client.command();
	command.args(["list", "--all"]).stdout(Stdio::piped()).stderr(Stdio::piped());
	let mut child = command.spawn().unwrap();
	let mut head = String::new();
	BufReader::new(child.stdout.take().unwrap()).read_line(&mut head).unwrap();
	assert!(head.starts_with("asset"), "{head}");
	// The list itself has no end.
	let mut status = None;
	until("the client ends", || {
		status = child.try_wait().unwrap();
		status.is_some()
	})
	.await;
	let mut said = String::new();
	child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
	assert_eq!((status.and_then(|status| status.code()), said.as_str()), (Some(0), ""));
	assert!(asked.load(SeqCst) > 0);
	handle.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_goes_on_after_a_broken_connection_and_a_dropped_state() {
	let asked = Arc::new(Mutex::new(Vec::new()));
	let log = asked.clone();
	let methods = lists(move |cursor, at| {
		log.lock().unwrap().push((cursor.clone(), at.clone()));
		// The state of the first block goes after two pages.
		match (cursor.as_deref(), at.as_deref()) {
			(Some("1:19"), Some(GENESIS)) => {
				let block = GENESIS.parse().expect("a hash");
				Err(Error::PrunedBlock { block, number: 7 }.into())
			}
			(None | Some("1:9"), _) => Ok(page(cursor, 35, GENESIS, 7)),
			_ => Ok(page(cursor, 35, LATER, 300)),
		}
	});
	let port = Port::free();
	let mut handle = port.serve(methods.clone());
	let options = ChainOptions::default();
	let mut pages = AssetPages::new(&port.url(), options, ListFilter::default(), None);
	let mut ids = vec![];
	while let Some(page) = pages.next().await.unwrap() {
		ids.extend(page.items.iter().map(|asset| asset.id.item));
		if ids.len() == 10 {
			handle.stop().unwrap();
			handle.clone().stopped().await;
			handle = port.serve(methods.clone());
		}
	}
	assert_eq!(ids, (0..35).collect::<Vec<_>>());
	let at = |cursor: Option<&str>, at: Option<&str>| (cursor.map(Into::into), at.map(Into::into));
	let expected: Vec<(Option<String>, Option<String>)> = vec![
		at(None, None),
		at(Some("1:9"), Some(GENESIS)),
		at(Some("1:19"), Some(GENESIS)),
		at(Some("1:19"), None),
		at(Some("1:29"), Some(LATER)),
	];
	assert_eq!(*asked.lock().unwrap(), expected);

	// The command says that its list is of two blocks.
	let client = Client::new().with("METAHUB_NODE_URL", port.url());
	let mut command = client.command();
	command.args(["--json", "list", "--all"]);
	let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
	let said = String::from_utf8(output.stderr).unwrap();
	assert!(output.status.success() && said.contains("going on at block 300"), "{said}");
	assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 35);
	handle.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_breaks_off_says_where_to_go_on() {
	let methods = lists(|cursor, _| match cursor {
		None => Ok(page(cursor, 35, GENESIS, 7)),
		Some(_) => Err(Error::Internal { reason: "why".into() }.into()),
	});
	let port = Port::free();
	let handle = port.serve(methods);
	let client = Client::new().with("METAHUB_NODE_URL", port.url());
	let mut command = client.command();
	command.args(["list", "--all"]);
	let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
	let said = String::from_utf8(output.stderr).unwrap();
	assert!(!output.status.success() && said.contains("--cursor 1:9"), "{said}");
	assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 11);

	// A node that never gets anywhere is not asked for ever.
	handle.stop().unwrap();
	handle.stopped().await;
	let methods = lists(|_, _| Ok(page(None, 35, GENESIS, 7)));
	let handle = port.serve(methods);
	let options = ChainOptions::default();
	let mut pages = AssetPages::new(&port.url(), options, ListFilter::default(), None);
	assert!(pages.next().await.unwrap().is_some());
	let error = pages.next().await.unwrap_err();
	assert!(error.to_string().contains("does not get past"), "{error}");
	handle.stop().unwrap();
}

/// A node that keeps the states of 256 blocks. It reports a change in block 5, then 300 blocks
/// without one, and breaks the connection; to whom resumes, a change in block 400.
fn quiet_node(asked: Arc<Mutex<Vec<u64>>>) -> RpcModule<()> {
	let mut module = RpcModule::new(());
	let failed = "the methods have different names";
	module
		.register_subscription(
			"assets_subscribe",
			"assets_changes",
			"assets_unsubscribe",
			move |params, pending, _, _| {
				let asked = asked.clone();
				async move {
					let options: Value = params.sequence().next().unwrap_or_default();
					let from = options["fromBlock"].as_u64().expect("a start");
					let first = asked.lock().unwrap().is_empty();
					asked.lock().unwrap().push(from);
					if !first && from < 400 - 256 {
						let block = GENESIS.parse().expect("a hash");
						let number = from as u32;
						pending.reject(Error::PrunedBlock { block, number }).await;
						return Ok(());
					}
					if asked.lock().unwrap().len() == 2 {
						// Started again, it has forgotten what it had finalised last.
						let from_block = from as u32;
						pending.reject(Error::BadStart { from_block, finalized: 1 }).await;
						return Ok(());
					}
					let sink = pending.accept().await?;
					let changed = |number: u32| {
						json!({
							"block": { "number": number, "hash": GENESIS },
							"changes": [{ "type": "retired", "asset": "1:2" }],
						})
					};
					let mut notices = vec![];
					if first {
						notices.push(changed(5));
						notices.extend((21..=309).step_by(16).map(
							|number| json!({ "progress": { "number": number, "hash": GENESIS } }),
						));
						let error = Error::TooSlow { next: 310 };
						let stopped = metahub_rpc_api::types::ErrorBody::from(&error);
						notices.push(json!({ "stopped": stopped }));
					} else {
						notices.push(changed(400));
					}
					for notice in notices {
						sink.send(SubscriptionMessage::from_json(&notice)?).await?;
					}
					sink.closed().await;
					Ok(())
				}
			},
		)
		.expect(failed);
	module
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_goes_on_after_more_quiet_blocks_than_states_are_kept() {
	let asked = Arc::default();
	let port = Port::free();
	let handle = port.serve(quiet_node(Arc::clone(&asked)));
	let options = SubscribeOptions { from_block: Some(1), ..SubscribeOptions::default() };
	let mut watch = Watch::start(&port.url(), ChainOptions::default(), options).await.unwrap();
	assert_eq!(watch.next().await.unwrap().block.number, 5);
	assert_eq!(watch.next_block(), Some(6));
	assert_eq!(watch.next().await.unwrap().block.number, 400);
	assert_eq!(watch.next_block(), Some(401));
	assert_eq!(*asked.lock().unwrap(), [1, 310, 310]);

	// The command prints changes only.
	for json in [false, true] {
		asked.lock().unwrap().clear();
		let client = Client::new().with("METAHUB_NODE_URL", port.url());
		let mut command = client.command();
		command.args(json.then_some("--json")).args(["watch", "--from", "1", "--count", "2"]);
		let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
		let said = String::from_utf8(output.stdout).unwrap();
		assert!(output.status.success() && !said.contains("progress"), "{said}");
		assert_eq!(said.lines().count(), if json { 2 } else { 4 }, "{said}");
	}
	handle.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_beyond_the_next_block_is_refused_at_once() {
	let mut module = RpcModule::new(());
	module
		.register_subscription(
			"assets_subscribe",
			"assets_changes",
			"assets_unsubscribe",
			|_, pending, _, _| async move {
				pending.reject(Error::BadStart { from_block: 99, finalized: 1 }).await;
				Ok(())
			},
		)
		.expect("the only method");
	let port = Port::free();
	let handle = port.serve(module);
	let client = Client::new().with("METAHUB_NODE_URL", port.url());
	let mut command = client.command();
	command.args(["--json", "watch", "--from", "99"]);
	let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
	let said = String::from_utf8(output.stderr).unwrap();
	assert!(!output.status.success() && said.contains("BadStart"), "{said}");
	handle.stop().unwrap();
}
