//! What a development node does where a session ends.

mod common;

use common::*;
use jsonrpsee::{
	core::client::{ClientT, SubscriptionClientT},
	rpc_params,
	ws_client::WsClient,
};
use metahub_runtime::Hash;
use serde_json::{json, Value};
use std::{path::PathBuf, time::Duration};

/// Blocks of a session on the test's chain.
const SESSION: u64 = 5;

/// A built-in chain with short sessions. How long they are is part of its genesis, so it is the Wasm
/// runtime of every other chain that runs here.
fn short_sessions(chain: &str, folder: &tempfile::TempDir) -> PathBuf {
	let spec = run_ok(&["export-chain-spec", "--chain", chain]);
	let mut spec: Value = serde_json::from_str(&spec).expect("a specification is JSON");
	spec["genesis"]["runtimeGenesis"]["patch"]["network"]["sessionLength"] = json!(SESSION);
	let file = folder.path().join("short-sessions.json");
	std::fs::write(&file, spec.to_string()).expect("the folder can be written to");
	file
}

/// Sends a transaction and returns the number of the block in which it is final.
async fn finalised(client: &WsClient, transaction: String) -> u64 {
	let mut status = client
		.subscribe::<Value, _>(
			"author_submitAndWatchExtrinsic",
			rpc_params![transaction],
			"author_unwatchExtrinsic",
		)
		.await
		.expect("the transaction is valid");
	within("finality", async {
		loop {
			let status = status.next().await.expect("it ends finalised").expect("it decodes");
			if let Some(block) = status["finalized"].as_str() {
				return number_of(client, block).await.expect("it is known");
			}
		}
	})
	.await
}

/// Fails unless all blocks have transactions but those that end a session.
async fn assert_only_session_ends_are_empty(client: &WsClient) {
	for number in 1..=finalized(client).await.0 {
		let hash = hash_at(client, number).await.expect("it is canonical");
		let empty = transactions_in(client, &hash).await == 0;
		assert_eq!(empty, number % SESSION == 0, "block {number}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_get_past_the_ends_of_sessions() {
	let folder = tempfile::tempdir().unwrap();
	let spec = short_sessions("dev", &folder);
	let mut node = Node::start(&["--dev", "--no-eth-rpc", "--chain", path(&spec)]);
	let client = node.client().await;
	let genesis = genesis(&client).await;

	// One by one, past two ends.
	for nonce in 0..2 * SESSION as u32 {
		let block = finalised(&client, remark(genesis, nonce)).await;
		// Each in a block of its own, but for those that were empty.
		assert_eq!(block, u64::from(nonce) + 1 + u64::from(nonce) / (SESSION - 1));
	}
	assert_only_session_ends_are_empty(&client).await;

	// The next block ends a session: everything in the pool comes after it.
	while (finalized(&client).await.0 + 1) % SESSION != 0 {
		let nonce = call(&client, "system_accountNextIndex", &[ALICE.into()]).await;
		let nonce = u32::try_from(nonce.as_u64().expect("a number")).expect("a nonce");
		finalised(&client, remark(genesis, nonce)).await;
	}
	let end = finalized(&client).await.0 + 1;
	let next = call(&client, "system_accountNextIndex", &[ALICE.into()]).await;
	let next = u32::try_from(next.as_u64().expect("a number")).expect("a nonce");
	for nonce in next..next + 20 {
		client
			.request::<Hash, _>("author_submitExtrinsic", rpc_params![remark(genesis, nonce)])
			.await
			.expect("the transaction is valid");
	}
	assert!(finalised(&client, remark(genesis, next + 20)).await > end);
	let hash = hash_at(&client, end).await.expect("it is canonical");
	assert_eq!(transactions_in(&client, &hash).await, 0);
	assert_only_session_ends_are_empty(&client).await;

	// With nothing left to do, no block is made.
	let best = finalized(&client).await;
	tokio::time::sleep(Duration::from_millis(1_500)).await;
	assert_eq!(finalized(&client).await, best);
	assert_eq!(call(&client, "author_pendingExtrinsics", &[]).await, json!([]));
	node.terminate();
	node.assert_no_errors();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_finalises_past_the_ends_of_sessions() {
	let folder = tempfile::tempdir().unwrap();
	let spec = short_sessions("local", &folder);
	let network = ["--chain", path(&spec), "--listen-addr", "/ip4/127.0.0.1/tcp/0", "--no-mdns"];
	let base = |name: &str| path(&folder.path().join(name)).to_string();
	let (alice_base, bob_base) = (base("alice"), base("bob"));
	let mut bob = Node::start(&[&network[..], &["--bob", "--base-path", &bob_base]].concat());
	let bob_client = bob.client().await;
	let bootnode = listen_address(&bob_client).await;
	let args = ["--alice", "--base-path", &alice_base, "--bootnodes", &bootnode];
	let mut alice = Node::start(&[&network[..], &args].concat());
	let alice_client = alice.client().await;
	let genesis = genesis(&alice_client).await;

	finalised(&alice_client, remark(genesis, 0)).await;
	finalized_at_least(&alice_client, 2 * SESSION).await;
	let after = finalised(&bob_client, remark(genesis, 1)).await;
	assert!(after > 2 * SESSION);
	for node in [&mut alice, &mut bob] {
		node.terminate();
		node.assert_no_errors();
	}
}

/// Alice's address.
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
