//! The subcommands, on real databases.

mod common;

use common::*;
use serde_json::Value;

#[test]
fn the_version_names_the_commit() {
	let version = run_ok(&["--version"]);
	let (name, version) = version.trim().split_once(' ').expect("name and version");
	assert_eq!(name, "metahub-node");
	let (version, commit) = version.split_once('-').expect("version and commit");
	assert_eq!(version, env!("CARGO_PKG_VERSION"));
	assert!(commit.len() == 11 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{commit}");
}

#[test]
fn chain_specifications_export_and_load_again() {
	for (chain, id, kind) in
		[("dev", "metahub-dev", "Development"), ("local", "metahub-local", "Local")]
	{
		let spec = run_ok(&["export-chain-spec", "--chain", chain]);
		let json: Value = serde_json::from_str(&spec).expect("it is JSON");
		assert_eq!(json["id"], id);
		assert_eq!(json["chainType"], kind);
		assert_eq!(json["protocolId"], "metahub");
		assert_eq!(json["properties"]["tokenSymbol"], "HUB");
		assert_eq!(json["properties"]["tokenDecimals"], 18);
		assert_eq!(json["properties"]["ss58Format"], 42);

		// A file of either form makes the same chain as the name does.
		let raw = run_ok(&["export-chain-spec", "--chain", chain, "--raw"]);
		let genesis = |spec: &str| {
			let spec: Value = serde_json::from_str(spec).expect("it is JSON");
			spec["genesis"]["raw"].clone()
		};
		assert!(genesis(&raw)["top"].is_object());
		let dir = tempfile::tempdir().unwrap();
		for text in [&spec, &raw] {
			let file = dir.path().join("spec.json");
			std::fs::write(&file, text).unwrap();
			let exported = run_ok(&["export-chain-spec", "--chain", path(&file), "--raw"]);
			assert_eq!(genesis(&exported), genesis(&raw));
		}
	}
}

#[test]
fn an_unknown_chain_is_refused() {
	for args in [
		&["--chain", "no-such-chain"][..],
		&["export-chain-spec", "--chain", "no-such-chain"],
		&["chain-info", "--chain", "no-such-chain"],
	] {
		let output = run(args);
		let message = String::from_utf8_lossy(&output.stderr);
		assert!(!output.status.success());
		assert!(message.contains("unknown chain `no-such-chain`"), "{message}");
	}
}

#[test]
fn a_file_that_is_no_specification_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let file = dir.path().join("spec.json");
	std::fs::write(&file, "{}").unwrap();
	let output = run(&["chain-info", "--chain", path(&file)]);
	assert!(!output.status.success());
	let message = String::from_utf8_lossy(&output.stderr);
	assert!(message.contains("chain specification `"), "{message}");
}

#[test]
fn rocksdb_is_not_built_in() {
	let output = run(&["chain-info", "--chain", "dev", "--database", "rocksdb"]);
	assert!(!output.status.success());
}

#[test]
fn keys_are_generated_and_inspected() {
	let generate = ["key", "generate", "--output-type", "json"];
	let one: Value = serde_json::from_str(&run_ok(&generate)).expect("JSON");
	let two: Value = serde_json::from_str(&run_ok(&generate)).expect("JSON");
	assert_ne!(one["secretSeed"], two["secretSeed"]);

	let alice = run_ok(&["key", "inspect", "--output-type", "json", "//Alice"]);
	let alice: Value = serde_json::from_str(&alice).expect("JSON");
	assert_eq!(alice["ss58Address"], "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_travel_through_a_file() {
	let dir = tempfile::tempdir().unwrap();
	let (here, there) = (dir.path().join("here"), dir.path().join("there"));
	let (here, there) = (path(&here), path(&there));
	let file = dir.path().join("blocks");
	const BLOCKS: u64 = 5;

	let mut node = Node::start(&["--dev", "--base-path", here]);
	let client = node.client().await;
	for _ in 0..BLOCKS {
		create_block(&client).await;
	}
	assert!(node.terminate().success());
	let info = chain_info("dev", here.as_ref());
	assert_eq!(info["finalized_number"], BLOCKS);
	assert_eq!(info["best_hash"], info["finalized_hash"]);

	run_ok(&["export-blocks", "--chain", "dev", "--base-path", here, "--binary", path(&file)]);
	run_ok(&["import-blocks", "--chain", "dev", "--base-path", there, "--binary", path(&file)]);
	assert_eq!(chain_info("dev", there.as_ref()), info, "the same chain, finalised as well");
	run_ok(&["check-block", "--chain", "dev", "--base-path", there, "3"]);
	let unknown = run(&["check-block", "--chain", "dev", "--base-path", there, "6"]);
	assert!(!unknown.status.success());

	run_ok(&["revert", "--chain", "dev", "--base-path", there, "2"]);
	assert_eq!(chain_info("dev", there.as_ref()), info, "what is finalised stays");

	let state = run_ok(&["export-state", "--chain", "dev", "--base-path", there]);
	let state: Value = serde_json::from_str(&state).expect("it is a specification");
	assert!(state["genesis"]["raw"]["top"].as_object().is_some_and(|top| !top.is_empty()));

	run_ok(&["purge-chain", "--chain", "dev", "--base-path", there, "-y"]);
	assert_eq!(chain_info("dev", there.as_ref())["best_number"], 0);
	assert_eq!(chain_info("dev", here.as_ref()), info, "the other one is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_are_not_finalised_can_be_reverted() {
	let dir = tempfile::tempdir().unwrap();
	let base = path(dir.path());
	// Alice alone is half of the authorities: she seals, and nobody finalises.
	let mut node = Node::start(&[
		"--chain",
		"local",
		"--alice",
		"--force-authoring",
		"--no-mdns",
		"--listen-addr",
		"/ip4/127.0.0.1/tcp/0",
		"--base-path",
		base,
	]);
	let client = node.client().await;
	within("blocks", async {
		while hash_at(&client, 2).await.is_none() {
			tokio::time::sleep(std::time::Duration::from_millis(100)).await;
		}
	})
	.await;
	assert!(node.terminate().success());
	node.assert_no_errors();

	let before = chain_info("local", dir.path());
	assert_eq!(before["finalized_number"], 0);
	run_ok(&["revert", "--chain", "local", "--base-path", base, "1"]);
	let after = chain_info("local", dir.path());
	assert_eq!(after["best_number"].as_u64(), before["best_number"].as_u64().map(|n| n - 1));
}
