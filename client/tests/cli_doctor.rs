//! `metahub doctor`: what it says of a node, a store, a gateway and keys that are not in order.

mod cli_support;

use cli_support::{Client, Ended, Node, GENESIS};
use serde_json::{json, Value};
use std::fs;

/// A page of `doctor`, and whether it said that all is well.
fn page(ended: &Ended) -> Value {
	let page: Value =
		serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended:?}"));
	assert_eq!(ended.code, if page["ok"] == true { 0 } else { 1 }, "{ended:?}");
	page
}

/// A check's finding, which says what to do unless all is well.
fn finding(page: &Value, area: &str, check: &str) -> (String, String) {
	let all = page["checks"].as_array().expect("checks").iter();
	let mut all = all.filter(|one| one["area"] == area && one["check"] == check);
	let one = all.next().unwrap_or_else(|| panic!("{area} {check}: {page}"));
	let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
	assert_eq!(one["level"] == "OK", one["advice"].is_null(), "{one}");
	(text("level"), text("message"))
}

fn level(page: &Value, area: &str, check: &str) -> String {
	finding(page, area, check).0
}

fn stopped() -> Client {
	Client::new().with("METAHUB_NODE_URL", "ws://127.0.0.1:1").with("METAHUB_PASSWORD", "pass")
}

#[test]
fn a_stopped_node_is_a_failure_and_the_rest_is_looked_at() {
	let client = stopped();
	let page = page(&client.run(&["--json", "doctor", "--account", "alice"]));
	assert_eq!(level(&page, "node", "reachable"), "FAIL");
	assert_eq!(level(&page, "store", "folder"), "OK");
	assert_eq!(level(&page, "keys", "account"), "OK");
	assert!(!client.path(".local").exists(), "nothing is made by looking");
	let text = client.run(&["doctor"]);
	assert!(text.stdout.contains("FAIL  node reachable") && text.stdout.contains("→ "), "{text:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_chain_is_a_failure() {
	let node = Node::start(json!({})).await;
	let client = Client::new().with("METAHUB_NODE_URL", node.url.clone());
	let run = |genesis: String| {
		let mut command = client.command();
		command.args(["--json", "doctor", "--genesis", &genesis]);
		async {
			Ended::from(
				tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap(),
			)
		}
	};
	let right = page(&run(GENESIS.into()).await);
	assert_eq!(level(&right, "node", "genesis"), "OK");
	// It lacks the methods that the other looks need.
	assert_eq!(level(&right, "node", "answers"), "FAIL");
	let wrong = page(&run(format!("0x{}", "22".repeat(32))).await);
	assert_eq!(level(&wrong, "node", "genesis"), "FAIL");
}

#[test]
fn a_store_that_cannot_be_written_is_a_failure() {
	let client = stopped();
	client.file("data/a", "a");
	client.run(&["pack", "data"]).assert_ok();
	let before = page(&client.run(&["--json", "doctor"]));
	assert_eq!(level(&before, "store", "writable"), "OK");
	assert_eq!(level(&before, "store", "blocks"), "OK");
	// A file in the folder's place: not even root writes there.
	let tmp = client.path(".local/share/metahub/store/tmp");
	fs::remove_dir_all(&tmp).unwrap();
	fs::write(&tmp, "").unwrap();
	let after = page(&client.run(&["--json", "doctor"]));
	assert_eq!(level(&after, "store", "writable"), "FAIL");
	// A place where none can be made, and a folder that is none.
	let file = client.file("file", "x");
	let none = format!("{}/store", file.display());
	let ended = client.run(&["--json", "doctor", "--store", &none]);
	assert_eq!(level(&page(&ended), "store", "folder"), "FAIL");
	let ended = client.run(&["--json", "doctor", "--store", "data"]);
	assert_eq!(level(&page(&ended), "store", "folder"), "FAIL");
}

#[test]
fn a_damaged_block_is_found() {
	let client = stopped();
	client.file("data/a", "a");
	client.run(&["pack", "data"]).assert_ok();
	let blocks = client.path(".local/share/metahub/store/blocks");
	let shard = fs::read_dir(&blocks).unwrap().next().unwrap().unwrap().path();
	let block = fs::read_dir(shard).unwrap().next().unwrap().unwrap().path();
	fs::write(&block, "something else").unwrap();
	let (level, message) = finding(&page(&client.run(&["--json", "doctor"])), "store", "blocks");
	assert_eq!(level, "FAIL");
	let name = block.file_name().unwrap().to_str().unwrap();
	assert!(message.contains(name), "{message}");
}

#[test]
fn a_gateway_that_was_named_has_to_be_there() {
	let client = stopped();
	let page_of =
		|arguments: &[&str]| page(&client.run(&[&["--json", "doctor"], arguments].concat()));
	let none = page_of(&["--gateway", "http://127.0.0.1:1"]);
	assert_eq!(level(&none, "gateway", "reachable"), "FAIL");
	let wrong = page_of(&["--gateway", "http://"]);
	assert_eq!(level(&wrong, "gateway", "address"), "FAIL");
	// A store stands wherever a gateway can.
	client.file("data/a", "a");
	client.run(&["pack", "data"]).assert_ok();
	let store = client.path(".local/share/metahub/store");
	let own = page_of(&["--gateway", store.to_str().unwrap()]);
	assert_eq!(level(&own, "gateway", "serves"), "OK");
}

#[cfg(unix)]
#[test]
fn a_keystore_that_others_can_read_is_a_failure() {
	use std::os::unix::fs::PermissionsExt;
	let client = stopped();
	client.run(&["account", "new", "me"]).assert_ok();
	let before = page(&client.run(&["--json", "doctor", "--keystore", "me"]));
	assert_eq!(level(&before, "keys", "keystores"), "OK");
	let keys = client.path(".local/share/metahub/keys");
	let file = keys.join("me.json");
	fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
	let (level_of_file, message) =
		finding(&page(&client.run(&["--json", "doctor"])), "keys", "keystore");
	assert_eq!(level_of_file, "FAIL");
	assert!(message.contains("me.json") && message.contains("644"), "{message}");
	fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
	fs::set_permissions(&keys, fs::Permissions::from_mode(0o777)).unwrap();
	let open = page(&client.run(&["--json", "doctor"]));
	assert_eq!(level(&open, "keys", "folder"), "FAIL");
	// A file that is no keystore.
	fs::set_permissions(&keys, fs::Permissions::from_mode(0o700)).unwrap();
	fs::write(keys.join("other.json"), "{}").unwrap();
	let broken = page(&client.run(&["--json", "doctor"]));
	assert_eq!(level(&broken, "keys", "keystore"), "FAIL");
}
