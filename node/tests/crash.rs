//! `kill -9` in the middle of everything, and what is there afterwards.

mod common;

use common::*;
use jsonrpsee::{core::client::ClientT, rpc_params};
use serde_json::Value;
use std::{
	sync::{Arc, Mutex},
	time::{Duration, Instant},
};

/// ParityDB writes behind: what it has acknowledged is on its way to the log file, and there within
/// milliseconds. This is far more, for the sake of loaded machines.
const DURABLE_AFTER: Duration = Duration::from_secs(1);
const KILLS: usize = 3;
const DURABLE_BLOCKS_PER_RUN: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_importer_keeps_what_it_finalised() {
	let base = tempfile::tempdir().unwrap();
	let args = ["--dev", "--base-path", path(base.path())];
	let mut durable: Vec<String> = Vec::new();

	for _ in 0..KILLS {
		let node = Node::start(&args);
		let client = Arc::new(node.client().await);
		let acknowledged = Arc::new(Mutex::new(Vec::<(Instant, String)>::new()));
		let importing = tokio::spawn({
			let (client, acknowledged) = (client.clone(), acknowledged.clone());
			async move {
				// Until the node is gone.
				while let Ok(block) =
					client.request::<Value, _>("engine_createBlock", rpc_params![true, true]).await
				{
					let hash = block["hash"].as_str().expect("a block has a hash").to_string();
					acknowledged.lock().unwrap().push((Instant::now(), hash));
				}
			}
		});
		let old_enough = || {
			let blocks = acknowledged.lock().unwrap();
			let old = blocks.iter().filter(|(at, _)| at.elapsed() >= DURABLE_AFTER);
			old.map(|(_, hash)| hash.clone()).collect::<Vec<_>>()
		};
		let kept = within("blocks", async {
			loop {
				let kept = old_enough();
				if kept.len() >= DURABLE_BLOCKS_PER_RUN {
					return kept;
				}
				tokio::time::sleep(Duration::from_millis(10)).await;
			}
		})
		.await;
		node.kill_9();
		importing.await.unwrap();
		durable.extend(kept);

		// Straight from the disk, before a node could get anything back from anywhere.
		let finalized_on_disk = chain_info("dev", base.path())["finalized_number"].clone();
		let finalized_on_disk = finalized_on_disk.as_u64().expect("a number");
		assert!(
			finalized_on_disk >= durable.len() as u64,
			"finalised {}, on disk {finalized_on_disk}",
			durable.len()
		);

		let node = Node::start(&args);
		let client = node.client().await;
		for hash in &durable {
			let number = number_of(&client, hash).await.expect("a finalised block is lost");
			assert!(number <= finalized_on_disk, "{number} is no longer finalised");
			assert_eq!(hash_at(&client, number).await.as_ref(), Some(hash), "not canonical");
		}
		let next = create_block(&client).await;
		assert_eq!(number_of(&client, &next).await, Some(finalized_on_disk + 1), "it goes on");
		node.assert_no_errors();
		// All that the next round asserts are blocks of a chain that has this one, too.
		durable = Vec::new();
		for number in 1..=finalized_on_disk {
			durable.push(hash_at(&client, number).await.expect("it is canonical"));
		}
		node.kill_9();
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_authority_comes_back_and_finality_goes_on() {
	let (alice_base, bob_base) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let local = ["--chain", "local", "--listen-addr", "/ip4/127.0.0.1/tcp/0", "--no-mdns"];
	let bob_args = [&local[..], &["--bob", "--base-path", path(bob_base.path())]].concat();
	let bob = Node::start(&bob_args);
	let bob_client = bob.client().await;
	let bob_address = listen_address(&bob_client).await;
	let alice_base_path = path(alice_base.path());
	let alice_args =
		[&local[..], &["--alice", "--base-path", alice_base_path, "--bootnodes", &bob_address]]
			.concat();

	let alice = Node::start(&alice_args);
	let client = alice.client().await;
	finalized_at_least(&client, 2).await;
	let (number, hash) = finalized(&client).await;
	// The next finalised block comes seconds later, so `number` is on disk by then.
	finalized_at_least(&client, number + 1).await;
	alice.kill_9();

	let on_disk = chain_info("local", alice_base.path());
	assert!(on_disk["finalized_number"].as_u64().expect("a number") >= number, "{on_disk}");

	let mut alice = Node::start(&alice_args);
	let client = alice.client().await;
	finalized_at_least(&client, number + 3).await;
	assert_eq!(hash_at(&client, number).await.as_ref(), Some(&hash));
	assert_eq!(hash_at(&bob_client, number).await.as_ref(), Some(&hash));
	assert!(alice.terminate().success(), "an authority stops cleanly");
	alice.assert_no_errors();
}
