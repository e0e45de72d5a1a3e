//! Commands against a node: what it says, what it refuses, and when its connection breaks.

mod cli_support;

use cli_support::{Client, Ended, Node, GENESIS};
use metahub_client::chain::{ChainOptions, Watch};
use metahub_rpc_api::types::SubscribeOptions;
use serde_json::{json, Value};

/// A client with a packed folder, and a node that knows it as asset 1:2.
async fn published() -> (Client, Node) {
	let client = Client::new();
	client.file("data/README.md", "# Birds\n\nOf all kinds.\n");
	client.file("data/train/a.csv", "1,2\n");
	client.file("data/test/b.csv", "3,4\n");
	let packed = client.run(&["--json", "pack", "data"]).json();
	let node = Node::start(packed).await;
	let client = client.with("METAHUB_NODE_URL", node.url.clone());
	(client, node)
}

/// Runs the client without holding up the node.
async fn run(client: &Client, arguments: &[&str]) -> Ended {
	let mut command = client.command();
	command.arg("--json").args(arguments);
	let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
	Ended::from(output.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asset_is_resolved() {
	let (client, _node) = published().await;
	let resolved = run(&client, &["resolve", "1:2"]).await.json();
	assert_eq!(resolved["deposit"]["amount"], "1500000000000000000");
	let mut command = client.command();
	let text = tokio::task::spawn_blocking(move || command.args(["resolve", "1:2"]).output());
	let text = String::from_utf8(text.await.unwrap().unwrap().stdout).unwrap();
	assert!(text.contains("1.5 HUB") && text.contains("\"birds\""), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_has_its_own_exit_code() {
	let (client, _node) = published().await;
	let ended = run(&client, &["resolve", "1:3"]).await;
	assert_eq!(ended.error(), (4, "UnknownAsset".into()));
	let ended = run(&client, &["pull", "1:2", "copy", "--revision", "9"]).await;
	assert_eq!(ended.error(), (4, "UnknownRevision".into()));
	let ended = run(&client, &["proof", "1:2", "train/zzz"]).await;
	assert_eq!(ended.error(), (4, "NoSuchFile".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_without_the_registry_is_not_misunderstood() {
	let (client, _node) = published().await;
	let ended = run(&client, &["list"]).await;
	assert_eq!(ended.error(), (3, "Incompatible".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn development_accounts_sign_on_development_chains_only() {
	let (client, _node) = published().await;
	let ended = run(&client, &["--account", "alice", "retire", "1:2"]).await;
	assert_eq!(ended.error(), (1, "NotDevelopment".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_did_of_another_chain_is_not_signed_for() {
	let (client, _node) = published().await;
	let foreign = "did:metahub:ffffffffffffffffffffffffffffffff:1:2";
	let ended = run(&client, &["--account", "alice", "retire", foreign]).await;
	assert_eq!(ended.error(), (1, "ForeignDid".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_takes_what_is_final() {
	let (client, _node) = published().await;
	let ended = run(&client, &["pull", "1:2", "copy", "--best"]).await;
	assert_eq!(ended.error(), (1, "Pull.RootMismatch".into()));
	let pulled = run(&client, &["pull", "1:2", "copy"]).await.json();
	assert_eq!(pulled["files"], 3);
	assert_eq!(run(&client, &["verify", "copy", "1:2"]).await.code, 0);
	assert_eq!(run(&client, &["verify", "copy", "1:2", "--best"]).await.code, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_another_chain_is_refused() {
	let (client, _node) = published().await;
	let other = format!("0x{}", "ee".repeat(32));
	for arguments in [
		&["resolve", "1:2", "--genesis", &other][..],
		&["pull", "1:2", "copy", "--genesis", &other],
		&["gateway", "--gated", "--listen", "127.0.0.1:0", "--genesis", &other],
	] {
		let ended = run(&client, arguments).await;
		assert_eq!(ended.error(), (1, "OtherChain".into()), "{arguments:?}");
	}
	assert!(!client.path("copy").exists());
	let ended = run(&client, &["resolve", "1:2", "--genesis", "0x12"]).await;
	assert_eq!(ended.error().0, 2);
	assert_eq!(run(&client, &["resolve", "1:2", "--genesis", GENESIS]).await.code, 0);
	let client = client.with("METAHUB_GENESIS", other);
	assert_eq!(run(&client, &["resolve", "1:2"]).await.error(), (1, "OtherChain".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_pull_copies_from_the_first() {
	let (client, _node) = published().await;
	run(&client, &["pull", "1:2", "copy"]).await.json();
	let again = run(&client, &["pull", "1:2", "again"]).await.json();
	assert_eq!(again["fetchedBytes"], 0);
	let fresh = run(&client, &["pull", "1:2", "fresh", "--no-cache", "--no-fsync"]).await.json();
	assert_ne!(fresh["fetchedBytes"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn pulled_verified_and_changed() {
	let (client, _node) = published().await;
	let pulled = run(&client, &["pull", "1:2", "copy", "--include", "test/**"]).await.json();
	assert_eq!((&pulled["files"], &pulled["skipped"]), (&json!(1), &json!(2)));
	assert!(!client.path("copy/train").exists());

	let again = run(&client, &["pull", "1:2", "copy"]).await;
	assert_eq!(again.error(), (6, "Pull.DestinationNotEmpty".into()));
	let updated = run(&client, &["pull", "1:2", "copy", "--force"]).await.json();
	assert_eq!(updated["reusedFiles"], 1);

	let report = run(&client, &["verify", "copy", "1:2"]).await.json();
	assert_eq!(report["ok"], true);
	client.file("copy/train/a.csv", "1,3\n");
	client.file("copy/more", "");
	let ended = run(&client, &["verify", "copy", "1:2"]).await;
	let report: Value = serde_json::from_str(&ended.stdout).unwrap();
	assert_eq!((ended.code, &report["ok"]), (1, &json!(false)));
	assert_eq!(report["changed"][0]["path"], "train/a.csv");
	assert_eq!(report["extra"], json!(["more"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_manifest_the_root_still_tells() {
	let (client, _node) = published().await;
	let nothing = ["--gateway", "http://127.0.0.1:1"];
	let verify = async || run(&client, &[&["verify", "data", "1:2"], &nothing[..]].concat()).await;
	let report = verify().await.json();
	assert_eq!(report["ok"], true);
	assert!(report.get("missing").is_none());
	client.file("data/train/a.csv", "1,3\n");
	assert_eq!(verify().await.code, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_source_has_its_own_exit_code() {
	let (client, _node) = published().await;
	let ended = run(&client, &["pull", "1:2", "copy", "--gateway", "http://127.0.0.1:1"]).await;
	assert_eq!(ended.error(), (5, "Pull.Unavailable".into()));
	assert!(!client.path("copy").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn proofs_hold_for_their_file_only() {
	let (client, _node) = published().await;
	let claim = run(&client, &["proof", "1:2", "test/b.csv"]).await.json();
	client.file("claim.json", claim.to_string());
	let verdict = run(&client, &["verify-path", "claim.json", "--file", "data/test/b.csv"]).await;
	assert_eq!(verdict.json()["valid"], true);

	let other = run(&client, &["verify-path", "claim.json", "--file", "data/train/a.csv"]).await;
	let verdict: Value = serde_json::from_str(&other.stdout).unwrap();
	assert_eq!((other.code, &verdict["valid"]), (1, &json!(false)));

	let mut moved = claim.clone();
	moved["path"] = "train/b.csv".into();
	client.file("moved.json", moved.to_string());
	let ended = run(&client, &["verify-path", "moved.json"]).await;
	assert_eq!(ended.code, 1, "{ended:?}");
	client.file("broken.json", "{}");
	assert_eq!(run(&client, &["verify-path", "broken.json"]).await.error().0, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn watching_stops_after_a_count() {
	let (client, _node) = published().await;
	let ended = run(&client, &["watch", "--from", "40", "--count", "2"]).await;
	assert_eq!(ended.code, 0, "{ended:?}");
	let numbers: Vec<Value> = ended
		.stdout
		.lines()
		.map(|line| serde_json::from_str::<Value>(line).unwrap()["block"]["number"].clone())
		.collect();
	assert_eq!(numbers, [40, 41]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_goes_on_where_a_connection_broke() {
	let mut node = Node::start(json!({})).await;
	// The node's last finalised block is 4.
	let mut watch = Watch::start(&node.url, ChainOptions::default(), SubscribeOptions::default())
		.await
		.unwrap();
	assert_eq!(watch.next().await.unwrap().block.number, 5);
	assert_eq!(watch.next().await.unwrap().block.number, 6);
	node.stop().await;
	let (next, ()) = tokio::join!(watch.next(), async { node.start_again() });
	assert_eq!(next.unwrap().block.number, 7);
	assert_eq!(watch.next().await.unwrap().block.number, 8);
	node.stop().await;
}
