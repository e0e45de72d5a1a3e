//! The Ethereum endpoint of a development node, with the real JSON-RPC server, which
//! `scripts/eth-rpc.sh` builds and puts beside the node.

mod common;

use codec::Encode;
use common::*;
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use metahub_assets::{ids::collection_address, AssetKind, ContentId, ContentInput};
use metahub_runtime::{Hash, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic, VERSION};
use serde_json::{json, Value};
use sp_core::Pair;
use sp_io::hashing::{blake2_256, keccak_256};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, Weight};
use std::time::Duration;

/// The development accounts that the server signs for.
const ALITH: &str = "0xf24ff3a9cf04c71dbc94d0b566f7a27b94566cac";
const BALTATHAR: &str = "0x3cd0a705a2dc65e5b1e1205896baa2be8a07c6e0";
/// The contract of the development token, number 1.
const TOKEN: &str = "0x0000000100000000000000000000000001200000";

/// A development node with an endpoint, and a connection to it when its server is ready.
async fn start(args: &[&str]) -> (Node, WsClient) {
	let node = Node::start(&[&["--dev", "--eth-rpc"], args].concat());
	let ethereum = ethereum(&node).await;
	(node, ethereum)
}

async fn ethereum(node: &Node) -> WsClient {
	let address = node.in_log("Ethereum address", |line| {
		let (_, addresses) = line.split_once("Running Ethereum JSON-RPC server: addr=")?;
		Some(addresses.split([',', ' ']).next()?.to_string())
	});
	let client = WsClientBuilder::default()
		.request_timeout(DEADLINE)
		.build(format!("ws://{address}"))
		.await
		.expect("the endpoint accepts connections");
	until("the server", || async {
		client.request::<Value, _>("eth_blockNumber", rpc_params![]).await.is_ok()
	})
	.await;
	client
}

async fn until<F: std::future::Future<Output = bool>>(what: &str, check: impl Fn() -> F) {
	within(what, async {
		while !check().await {
			tokio::time::sleep(Duration::from_millis(50)).await;
		}
	})
	.await
}

fn word(address: &str) -> String {
	format!("{:0>64}", &address[2..])
}

/// `transfer(address,uint256)` of a token.
fn transfer(to: &str, amount: u64) -> String {
	format!("0xa9059cbb{}{amount:064x}", word(to))
}

/// A native call of the token's contract.
fn token_call(data: &str) -> RuntimeCall {
	RuntimeCall::Revive(pallet_revive::Call::call {
		dest: TOKEN.parse().unwrap(),
		value: 0,
		weight_limit: Weight::from_parts(50_000_000_000, 1_000_000),
		storage_deposit_limit: 1_000_000_000_000_000_000,
		data: hex::decode(&data[2..]).unwrap(),
	})
}

/// A native transaction of Bob's.
async fn native(client: &WsClient, call_of_bob: RuntimeCall) -> Vec<u8> {
	let genesis = call(client, "chain_getBlockHash", &[0.into()]).await;
	let genesis: Hash = serde_json::from_value(genesis).unwrap();
	let bob = Sr25519Keyring::Bob;
	let address = bob.to_account_id().to_string();
	let nonce = call(client, "system_accountNextIndex", &[address.into()]).await;
	let nonce = u32::try_from(nonce.as_u64().unwrap()).unwrap();
	let extension: TxExtension = (
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		metahub_runtime::ChargeFee::new(0, None),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		Default::default(),
		Default::default(),
		frame_system::WeightReclaim::new(),
	);
	let versions = (VERSION.spec_version, VERSION.transaction_version);
	let implicit = ((), versions.0, versions.1, genesis, genesis, (), (), (), None, (), (), ());
	let payload = SignedPayload::from_raw(call_of_bob.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| bob.pair().sign(bytes));
	let extrinsic: UncheckedExtrinsic = sp_runtime::generic::UncheckedExtrinsic::new_signed(
		call_of_bob,
		bob.to_account_id().into(),
		signature.into(),
		extension,
	)
	.into();
	extrinsic.encode()
}

/// Sends it, and returns its hash.
async fn submit(client: &WsClient, extrinsic: &[u8]) -> String {
	let encoded = format!("0x{}", hex::encode(extrinsic));
	call(client, "author_submitExtrinsic", &[encoded.into()]).await;
	format!("0x{}", hex::encode(blake2_256(extrinsic)))
}

/// The receipt of a transaction, as soon as there is one.
async fn receipt(ethereum: &WsClient, hash: &Value) -> Value {
	within("a receipt", async {
		loop {
			let receipt =
				call(ethereum, "eth_getTransactionReceipt", std::slice::from_ref(hash)).await;
			if !receipt.is_null() {
				return receipt;
			}
			tokio::time::sleep(Duration::from_millis(50)).await;
		}
	})
	.await
}

async fn logs(ethereum: &WsClient, filter: Value) -> Vec<Value> {
	let logs = call(ethereum, "eth_getLogs", &[filter]).await;
	logs.as_array().expect("logs are a list").clone()
}

async fn next(subscription: &mut Subscription<Value>) -> Value {
	within("news", subscription.next()).await.expect("it lasts").expect("it decodes")
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_are_seen_whichever_way_a_token_moved() {
	let base = tempfile::tempdir().expect("there is space");
	let args = ["--base-path", path(base.path()), "--eth-rpc-port", "0"];
	let (mut node, ethereum) = start(&args).await;
	let client = node.client().await;
	let mut heads: Subscription<Value> = ethereum
		.subscribe("eth_subscribe", rpc_params!["newHeads"], "eth_unsubscribe")
		.await
		.expect("can be subscribed to");
	let mut news: Subscription<Value> = ethereum
		.subscribe(
			"eth_subscribe",
			rpc_params!["logs", json!({ "address": TOKEN })],
			"eth_unsubscribe",
		)
		.await
		.expect("can be subscribed to");
	let filter = call(&ethereum, "eth_newFilter", &[json!({ "address": TOKEN })]).await;
	let pending = call(&ethereum, "eth_newPendingTransactionFilter", &[]).await;

	// Natively, to an Ethereum account; and on from there by an Ethereum transaction.
	let extrinsic = native(&client, token_call(&transfer(ALITH, 7_000_000))).await;
	let native_hash = json!(submit(&client, &extrinsic).await);
	let first = receipt(&ethereum, &native_hash).await;
	assert_eq!(first["blockNumber"], "0x1");
	assert_eq!(first["status"], "0x1");
	let request = json!({ "from": ALITH, "to": TOKEN, "data": transfer(BALTATHAR, 3_000_000) });
	let ethereum_hash = call(&ethereum, "eth_sendTransaction", &[request]).await;
	let second = receipt(&ethereum, &ethereum_hash).await;
	assert_eq!(second["blockNumber"], "0x2");

	// What is in the receipts is what is found, in either way of asking.
	let expected = vec![first["logs"][0].clone(), second["logs"][0].clone()];
	let event = format!("0x{}", hex::encode(keccak_256(b"Transfer(address,address,uint256)")));
	for (log, to) in expected.iter().zip([ALITH, BALTATHAR]) {
		assert_eq!((&log["topics"][0], &log["address"]), (&json!(event), &json!(TOKEN)));
		assert_eq!(log["topics"][2], format!("0x{}", word(to)));
	}
	let all = json!({ "fromBlock": "earliest", "address": TOKEN });
	assert_eq!(logs(&ethereum, all.clone()).await, expected);
	let to_baltathar = json!([null, null, format!("0x{}", word(BALTATHAR))]);
	let some = json!({ "fromBlock": "0x0", "toBlock": "0x99", "topics": to_baltathar });
	assert_eq!(logs(&ethereum, some).await, expected[1..]);
	for log in &expected {
		assert_eq!(
			logs(&ethereum, json!({ "blockHash": log["blockHash"] })).await,
			std::slice::from_ref(log)
		);
		// The hash is the one that the Ethereum block has.
		let number = [log["blockNumber"].clone(), false.into()];
		let block = call(&ethereum, "eth_getBlockByNumber", &number).await;
		assert_eq!(block["hash"], log["blockHash"]);
		let mut head = next(&mut heads).await;
		if head["number"] == "0x0" {
			// A server that has just begun may tell of the block that it began with.
			head = next(&mut heads).await;
		}
		assert_eq!((&head["number"], &head["hash"]), (&log["blockNumber"], &log["blockHash"]));
		assert_eq!(next(&mut news).await, *log);
	}
	assert_eq!(
		json!(expected),
		call(&ethereum, "eth_getFilterChanges", std::slice::from_ref(&filter)).await
	);
	assert_eq!(json!([]), call(&ethereum, "eth_getFilterChanges", &[filter]).await);
	assert_eq!(json!([ethereum_hash]), call(&ethereum, "eth_getFilterChanges", &[pending]).await);

	// It fails: there is not so much. Why comes through.
	let request = json!({ "from": ALITH, "to": TOKEN, "data": transfer(BALTATHAR, u64::MAX) });
	let error = ethereum.request::<Value, _>("eth_call", rpc_params![request, "latest"]).await;
	let error = error.expect_err("it fails").to_string();
	assert!(error.contains("BalanceLow"), "{error}");

	// After a restart nothing is lost, on either side.
	assert!(node.terminate().success());
	node.assert_no_errors();
	let (mut node, ethereum) = start(&args).await;
	assert_eq!(logs(&ethereum, all).await, expected);
	assert_eq!(receipt(&ethereum, &native_hash).await, first);
	assert_eq!(receipt(&ethereum, &ethereum_hash).await, second);
	node.terminate();
	node.assert_no_errors();
}

/// The processes of the server that a node with this folder has started. It is on their command
/// line.
fn servers(base: &std::path::Path) -> Vec<String> {
	let processes = std::fs::read_dir("/proc").expect("there is one").flatten();
	let is_server = |entry: &std::fs::DirEntry| {
		let Ok(line) = std::fs::read(entry.path().join("cmdline")) else { return false };
		let line = String::from_utf8_lossy(&line);
		line.contains("eth-pruning") && line.contains(path(base))
	};
	let pid = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
	processes.filter(is_server).map(pid).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_ends_with_a_node_that_is_killed() {
	let base = tempfile::tempdir().expect("there is space");
	let (node, _) = start(&["--base-path", path(base.path()), "--eth-rpc-port", "0"]).await;
	assert_eq!(servers(base.path()).len(), 1);
	node.kill_9();
	until("its end", || async { servers(base.path()).is_empty() }).await;
}

/// Sends tokens from Alith, and returns the receipt.
async fn send_tokens(ethereum: &WsClient, amount: u64) -> Value {
	let request = json!({ "from": ALITH, "to": TOKEN, "data": transfer(BALTATHAR, amount) });
	let hash = call(ethereum, "eth_sendTransaction", &[request]).await;
	receipt(ethereum, &hash).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_is_replaced_and_nothing_is_lost() {
	let base = tempfile::tempdir().expect("there is space");
	let (mut node, ethereum) =
		start(&["--base-path", path(base.path()), "--eth-rpc-port", "0"]).await;
	let client = node.client().await;
	let extrinsic = native(&client, token_call(&transfer(ALITH, 7_000_000))).await;
	let first = receipt(&ethereum, &json!(submit(&client, &extrinsic).await)).await;
	let second = send_tokens(&ethereum, 1_000_000).await;
	let filter = call(&ethereum, "eth_newFilter", &[json!({ "address": TOKEN })]).await;

	let killed = servers(base.path());
	assert_eq!(killed.len(), 1);
	let status = std::process::Command::new("sh")
		.args(["-c", &format!("kill -KILL {}", killed[0])])
		.status();
	assert!(status.expect("there is a shell").success());
	// What moves while there is no server is not missed.
	let extrinsic = native(&client, token_call(&transfer(ALITH, 1))).await;
	let hash = json!(submit(&client, &extrinsic).await);
	until("another server", || async {
		let now = servers(base.path());
		!now.is_empty()
			&& now != killed
			&& ethereum.request::<Value, _>("eth_chainId", rpc_params![]).await.is_ok()
	})
	.await;
	let third = receipt(&ethereum, &hash).await;
	let fourth = send_tokens(&ethereum, 2_000_000).await;

	let log = |receipt: &Value| receipt["logs"][0].clone();
	let all = json!({ "fromBlock": "earliest", "address": TOKEN });
	assert_eq!(logs(&ethereum, all).await, [&first, &second, &third, &fourth].map(log));
	let changes = call(&ethereum, "eth_getFilterChanges", &[filter]).await;
	assert_eq!(changes, json!([log(&third), log(&fourth)]));
	for known in [&second, &fourth] {
		assert_eq!(receipt(&ethereum, &known["transactionHash"]).await, *known);
	}
	assert!(node.terminate().success());
	until("its end", || async { servers(base.path()).is_empty() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pruned_endpoint_has_the_newest_blocks_and_says_what_it_has_not() {
	let base = tempfile::tempdir().expect("there is space");
	let args = ["--base-path", path(base.path()), "--eth-rpc-port", "0", "--eth-pruning", "4"];
	let (mut node, ethereum) = start(&args).await;
	let client = node.client().await;
	let extrinsic = native(&client, token_call(&transfer(ALITH, 7_000_000))).await;
	submit(&client, &extrinsic).await;
	let mut receipts = Vec::new();
	for _ in 0..8 {
		receipts.push(send_tokens(&ethereum, 1).await);
	}
	let (old, new) = (&receipts[0], &receipts[7]);
	let hash = |receipt: &Value| [receipt["transactionHash"].clone()];
	until("the first blocks to be forgotten", || async {
		call(&ethereum, "eth_getTransactionReceipt", &hash(old)).await.is_null()
	})
	.await;
	assert_eq!(call(&ethereum, "eth_getTransactionReceipt", &hash(new)).await, *new);

	let since = |block: &Value| json!({ "fromBlock": block, "address": TOKEN });
	assert_eq!(logs(&ethereum, since(&new["blockNumber"])).await, [new["logs"][0].clone()]);
	// Not an empty list: nobody may take what is forgotten for what was not.
	let gone = since(&old["blockNumber"]);
	let error = ethereum.request::<Value, _>("eth_getLogs", rpc_params![gone]).await;
	let error = error.expect_err("they are not kept").to_string();
	assert!(error.contains("--eth-pruning"), "{error}");
	assert!(node.terminate().success());
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_of_a_network_has_an_endpoint_as_well() {
	let (alice_base, bob_base) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let local = ["--chain", "local", "--listen-addr", "/ip4/127.0.0.1/tcp/0", "--no-mdns"];
	let bob_args = [&local[..], &["--bob", "--base-path", path(bob_base.path())]].concat();
	let bob = Node::start(&bob_args);
	let bob_client = bob.client().await;
	let bootnode = listen_address(&bob_client).await;
	let alice_args = [
		&local[..],
		&["--alice", "--base-path", path(alice_base.path()), "--bootnodes", &bootnode],
		&["--eth-rpc", "--eth-rpc-port", "0"],
	];
	let mut alice = Node::start(&alice_args.concat());
	let ethereum = ethereum(&alice).await;
	let mut heads: Subscription<Value> = ethereum
		.subscribe("eth_subscribe", rpc_params!["newHeads"], "eth_unsubscribe")
		.await
		.expect("can be subscribed to");

	// Not the chain id of a development node, 19784.
	assert_eq!(call(&ethereum, "eth_chainId", &[]).await, "0x4d49");

	// Submitted to the other one, which has no endpoint.
	let create = pallet_asset_registry::Call::create_collection {
		name: b"Network".to_vec(),
		metadata: None,
	};
	let content = ContentInput {
		root: [1; 32].into(),
		entries: 1,
		total_bytes: 1,
		manifest: ContentId::raw([1; 32]).as_bytes().to_vec(),
		uris: Vec::new(),
	};
	let (collection, kind, links) = (0, AssetKind::Dataset, Vec::new());
	let register = pallet_asset_registry::Call::register { collection, kind, content, links };
	submit(&bob_client, &native(&bob_client, create.into()).await).await;
	let hash = submit(&bob_client, &native(&bob_client, register.into()).await).await;
	let minted = receipt(&ethereum, &json!(hash)).await;
	let log = &minted["logs"][0];
	assert_eq!(log["address"], format!("{:?}", collection_address(collection)));
	assert_eq!(log["topics"][1], format!("0x{}", word("0x")));

	// It is final as soon as the votes are in, and under the hash that it was told with.
	let at = |tag: &str| [json!(tag), false.into()];
	let number = |value: &Value| {
		u64::from_str_radix(&value.as_str().expect("a number")[2..], 16).expect("a number")
	};
	let height = number(&minted["blockNumber"]);
	until("finality", || async {
		let block = call(&ethereum, "eth_getBlockByNumber", &at("finalized")).await;
		!block.is_null() && number(&block["number"]) >= height
	})
	.await;
	let block = minted["blockNumber"].as_str().expect("a number");
	let block = call(&ethereum, "eth_getBlockByNumber", &at(block)).await;
	assert_eq!(block["hash"], minted["blockHash"]);
	let found = json!({ "fromBlock": "earliest", "address": log["address"] });
	assert_eq!(logs(&ethereum, found).await, std::slice::from_ref(log));

	// Blocks come one after the other.
	let mut seen = vec![number(&next(&mut heads).await["number"])];
	while seen.last() < Some(&height) {
		seen.push(number(&next(&mut heads).await["number"]));
	}
	let all: Vec<_> = (seen[0]..=height).collect();
	seen.dedup();
	assert_eq!(seen, all);
	assert!(alice.terminate().success());
	alice.assert_no_errors();
}

#[test]
fn a_node_that_is_to_have_an_endpoint_does_not_start_without_its_server() {
	let mut node = Node::spawn(&["--dev", "--eth-rpc-server", "/nowhere/metahub-eth-rpc"]);
	assert!(!node.wait().success());
	let log = node.log_text();
	assert!(
		log.contains("/nowhere/metahub-eth-rpc") && log.contains("scripts/eth-rpc.sh"),
		"{log}"
	);
}
