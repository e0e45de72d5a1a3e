//! The development node: instant, final, and gone without a trace.

mod common;

use common::*;
use jsonrpsee::{
	core::{
		client::{ClientT, SubscriptionClientT},
		params::BatchRequestBuilder,
	},
	rpc_params,
	ws_client::WsClient,
};
use metahub_runtime::Hash;
use serde_json::{json, Value};
use sp_io::hashing::twox_128;
use sp_keyring::Sr25519Keyring;
use std::{
	collections::HashSet,
	path::PathBuf,
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// One of each family of methods.
const METHODS: &[&str] = &[
	"archive_v1_body",
	"assets_resolve",
	"author_submitAndWatchExtrinsic",
	"chainHead_v1_follow",
	"chainSpec_v1_genesisHash",
	"chain_getFinalizedHead",
	"dev_increaseTime",
	"engine_createBlock",
	"payment_queryInfo",
	"state_getMetadata",
	"system_accountNextIndex",
	"transactionWatch_v1_submitAndWatch",
	"transaction_v1_broadcast",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_dev_node_answers_and_leaves_nothing_behind() {
	let mut node = Node::start(&["--dev"]);
	let client = node.client().await;

	let methods = call(&client, "rpc_methods", &[]).await;
	let methods: HashSet<_> =
		methods["methods"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
	let missing: Vec<_> = METHODS.iter().filter(|m| !methods.contains(*m)).collect();
	assert!(missing.is_empty(), "missing: {missing:?}");
	assert!(!methods.contains("grandpa_roundState"), "there is no GRANDPA to ask");

	assert_eq!(call(&client, "system_chain", &[]).await, "MetaHub Development");
	assert_eq!(
		call(&client, "system_properties", &[]).await,
		json!({ "ss58Format": 42, "tokenDecimals": 18, "tokenSymbol": "HUB" })
	);
	assert_eq!(call(&client, "system_nodeRoles", &[]).await, json!(["Authority"]));
	assert_eq!(call(&client, "system_localListenAddresses", &[]).await, json!([]), "no network");

	let base = node.in_log("database path", |line| {
		let (_, path) = line.split_once(" at /")?;
		line.contains("Database: ParityDb").then(|| PathBuf::from(format!("/{}", path.trim())))
	});
	assert!(base.exists());
	assert!(node.terminate().success(), "SIGTERM is a clean stop");
	assert!(!base.exists(), "{} is still there", base.display());
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_is_final_at_once() {
	let mut node = Node::start(&["--dev"]);
	let client = node.client().await;
	let genesis = genesis(&client).await;

	let mut status = client
		.subscribe::<Value, _>(
			"author_submitAndWatchExtrinsic",
			rpc_params![remark(genesis, 0)],
			"author_unwatchExtrinsic",
		)
		.await
		.expect("the transaction is valid");
	let block = within("finality", async {
		loop {
			let status = status.next().await.expect("it ends finalised").expect("it decodes");
			if let Some(block) = status["finalized"].as_str() {
				return block.to_string();
			}
		}
	})
	.await;
	assert_eq!(finalized(&client).await, (1, block.clone()));
	assert_eq!(transactions_in(&client, &block).await, 1);

	// Nothing is sealed without a transaction, and an empty pool is no error.
	node.terminate();
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_of_transactions_is_sealed_to_the_last() {
	const BURST: u32 = 60;
	let mut node = Node::start(&["--dev"]);
	let client = node.client().await;
	let genesis = genesis(&client).await;
	let mut heads = finalized_heads(&client).await;

	for nonce in 0..BURST {
		client
			.request::<Hash, _>("author_submitExtrinsic", rpc_params![remark(genesis, nonce)])
			.await
			.expect("the transaction is valid");
	}
	within("the last transaction", async {
		while finalized_nonce(&client).await < BURST {
			heads.next().await.expect("the subscription lasts").expect("heads decode");
		}
	})
	.await;
	// The pool hears of a block after it is final.
	within("an empty pool", async {
		while call(&client, "author_pendingExtrinsics", &[]).await != json!([]) {
			tokio::task::yield_now().await;
		}
	})
	.await;

	// However many blocks that took, time went on by a slot with each of them.
	let (best, _) = finalized(&client).await;
	let mut sealed = 0;
	let mut last = 0;
	for number in 1..=best {
		let hash = hash_at(&client, number).await.expect("it is canonical");
		sealed += transactions_in(&client, &hash).await;
		let time = timestamp_at(&client, &hash).await;
		assert!(time / 2_000 > last / 2_000, "block {number}: {time} after {last}");
		last = time;
	}
	assert_eq!(sealed, u64::from(BURST));
	node.terminate();
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_keep_to_the_clock_and_run_ahead_when_they_must() {
	let node = Node::start(&["--dev"]);
	let client = node.client().await;
	let before = now_millis();
	let first = create_block(&client).await;
	let time = timestamp_at(&client, &first).await;
	assert!((before..=now_millis()).contains(&time), "{time} is not now");

	for _ in 0..9 {
		create_block(&client).await;
	}
	let tenth = create_block(&client).await;
	assert!(timestamp_at(&client, &tenth).await >= time / 2_000 * 2_000 + 10 * 2_000);
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_path_keeps_chain_and_archive() {
	let base = tempfile::tempdir().unwrap();
	let args = ["--dev", "--base-path", path(base.path())];
	let mut node = Node::start(&args);
	let client = node.client().await;
	for _ in 0..300 {
		// More than the 256 blocks that a node keeps the state of by default.
		create_block(&client).await;
	}
	let (number, hash) = finalized(&client).await;
	assert!(node.terminate().success());

	let node = Node::start(&args);
	let client = node.client().await;
	assert_eq!(finalized(&client).await, (number, hash));
	let first = hash_at(&client, 1).await.expect("block 1 exists");
	assert!(timestamp_at(&client, &first).await > 0, "its state is still there");
	let methods = call(&client, "rpc_methods", &[]).await.to_string();
	assert!(methods.contains("archive_v1_storage"), "an archive says so after a restart, too");
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_are_bounded() {
	let node = Node::start(&["--dev"]);
	let client = node.client().await;
	let batch = |len| {
		let mut batch = BatchRequestBuilder::new();
		for _ in 0..len {
			batch.insert("system_chain", rpc_params![]).expect("no parameters");
		}
		batch
	};
	let answers = client.batch_request::<String>(batch(50)).await.expect("50 are answered");
	assert_eq!(answers.num_successful_calls(), 50);
	let refused = client.batch_request::<String>(batch(51)).await;
	assert!(refused.map(|answers| answers.num_successful_calls() == 0).unwrap_or(true));
	let client = node.client().await;
	assert_eq!(call(&client, "system_chain", &[]).await, "MetaHub Development", "it lives on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_was_asked_for_is_not_changed_in_silence() {
	let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let mut node = Node::spawn(&["--dev", "--rpc-port", &port]);
	assert!(!node.wait().success());
	let log = node.log_text();
	assert!(log.contains("in use"), "{log}");
}

/// How many transactions of Alice's are finalised.
async fn finalized_nonce(client: &WsClient) -> u32 {
	let alice = format!("0x{}", hex::encode(Sr25519Keyring::Alice.to_account_id()));
	let head = call(client, "chain_getFinalizedHead", &[]).await;
	let params = ["AccountNonceApi_account_nonce".into(), alice.into(), head];
	let nonce = call(client, "state_call", &params).await;
	let bytes = hex::decode(&nonce.as_str().expect("bytes")[2..]).expect("hex");
	u32::from_le_bytes(bytes.try_into().expect("a nonce is 4 bytes"))
}

/// `Timestamp::Now` after a block, in milliseconds.
async fn timestamp_at(client: &WsClient, hash: &str) -> u64 {
	let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
	let key = format!("0x{}", hex::encode(key));
	let value = call(client, "state_getStorage", &[key.into(), hash.into()]).await;
	let bytes = hex::decode(&value.as_str().expect("every block sets it")[2..]).expect("hex");
	u64::from_le_bytes(bytes.try_into().expect("a moment is 8 bytes"))
}

fn now_millis() -> u64 {
	let now: Duration = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
	now.as_millis() as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_can_be_moved_ahead() {
	const MONTH: u64 = 30 * 24 * 60 * 60;
	let node = Node::start(&["--dev"]);
	let client = node.client().await;
	let next_block = || async {
		let block = create_block(&client).await;
		timestamp_at(&client, &block).await
	};
	let before = next_block().await;
	assert_eq!(call(&client, "dev_increaseTime", &[json!(MONTH)]).await, json!(MONTH));
	let after = next_block().await;
	assert!(after - before >= MONTH * 1_000, "{before} to {after}");
	// More than a century is refused, and changes nothing.
	let refused = client.request::<Value, _>("dev_increaseTime", rpc_params![u64::MAX]).await;
	assert!(refused.unwrap_err().to_string().contains("seconds at most"));
	let next = next_block().await;
	assert!(next - after < MONTH * 1_000, "{after} to {next}");
	node.assert_no_errors();
}
