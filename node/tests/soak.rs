//! A development node after a long time: does it grow, does it slow down? `scripts/soak.sh` runs it.

mod common;

use common::*;
use jsonrpsee::{core::client::SubscriptionClientT, rpc_params, ws_client::WsClient};
use serde_json::Value;
use std::{
	path::Path,
	time::{Duration, Instant},
};

/// Blocks whose latency is measured, at each end.
const SAMPLE: u32 = 500;

/// What is looked at.
struct Figures {
	block: u64,
	memory_mb: u64,
	disk_mb: u64,
	median: Duration,
	slowest_percent: Duration,
	query: Duration,
}

/// Memory of a process in kilobytes.
fn memory(pid: u32) -> u64 {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
	let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("Linux says that");
	line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
}

/// Bytes of all files in a folder.
fn disk(folder: &Path) -> u64 {
	let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
	let size = |entry: std::fs::DirEntry| match entry.metadata() {
		Ok(metadata) if metadata.is_dir() => disk(&entry.path()),
		Ok(metadata) => metadata.len(),
		// It was removed meanwhile.
		Err(_) => 0,
	};
	entries.flatten().map(size).sum()
}

/// Sends a transaction and returns how long it took to be final.
async fn send(client: &WsClient, transaction: String) -> Duration {
	let start = Instant::now();
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
			if status["finalized"].is_string() {
				return start.elapsed();
			}
		}
	})
	.await
}

async fn measure(
	node: &Node,
	client: &WsClient,
	folder: &Path,
	mut took: Vec<Duration>,
) -> Figures {
	took.sort_unstable();
	let start = Instant::now();
	call(client, "assets_list", &[]).await;
	Figures {
		block: finalized(client).await.0,
		memory_mb: memory(node.id()) >> 10,
		disk_mb: disk(folder) >> 20,
		median: took[took.len() / 2],
		slowest_percent: took[took.len() * 99 / 100],
		query: start.elapsed(),
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: scripts/soak.sh"]
async fn a_development_node_after_many_blocks() {
	let blocks: u32 = std::env::var("BLOCKS").map_or(20_000, |n| n.parse().expect("a number"));
	assert!(blocks > 2 * SAMPLE, "too few blocks to compare their beginning with their end");
	let folder = tempfile::tempdir().unwrap();
	let mut node = Node::start(&["--dev", "--no-eth-rpc", "--base-path", path(folder.path())]);
	let client = node.client().await;
	let genesis = genesis(&client).await;

	let mut took = Vec::new();
	let mut first = None;
	for nonce in 0..blocks {
		let duration = send(&client, remark(genesis, nonce)).await;
		match nonce {
			_ if nonce < SAMPLE || nonce >= blocks - SAMPLE => took.push(duration),
			SAMPLE => {
				let took = std::mem::take(&mut took);
				first = Some(measure(&node, &client, folder.path(), took).await);
			}
			_ => {}
		}
	}
	let last = measure(&node, &client, folder.path(), took).await;
	let first = first.expect("it was measured on the way");

	println!(
		"| block | memory, MB | disk, MB | median latency, ms | 99th percentile, ms | query, ms |"
	);
	println!("|---|---|---|---|---|---|");
	let ms = |duration: Duration| duration.as_secs_f64() * 1_000.0;
	for it in [&first, &last] {
		println!(
			"| {} | {} | {} | {:.1} | {:.1} | {:.1} |",
			it.block,
			it.memory_mb,
			it.disk_mb,
			ms(it.median),
			ms(it.slowest_percent),
			ms(it.query)
		);
	}
	node.terminate();
	node.assert_no_errors();
	assert!(last.block >= u64::from(blocks), "every transaction has a block");
	assert!(last.median < 3 * first.median, "it slows down");
	assert!(last.memory_mb < first.memory_mb + 1_024, "it grows without bound");
}
