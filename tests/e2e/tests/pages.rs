//! Pages for people: an asset on one page, lineage as a tree, and whether all is in order.

use metahub_e2e::{DevScript, Folder, Gateway, Metahub, Node};
use serde_json::Value;

#[test]
fn an_asset_on_one_page_also_when_its_files_cannot_be_had() {
	let node = Node::start();
	let client = node.client();
	let collection = client.collection("alice");
	let folder = Folder::empty();
	folder.write("README.md", b"# Birds\n");
	folder.write("data/a.csv", b"1,2\n");
	let parent = client.publish("alice", &folder.path(), &collection);
	folder.write("data/b.csv", b"3,4\n");
	let path = folder.path();
	let path = path.to_str().expect("UTF-8");
	let link = format!("derived-from:{parent}");
	let publish = ["publish", path, "--collection", &collection, "--link", &link];
	let child = client.run("alice", publish)["asset"].as_str().expect("an id").to_owned();
	let offer = ["licence", "offer", "create", &child, "--price", "3 HUB", "--days", "30"];
	client.run("alice", offer);
	let evidence = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
	client.run("bob", ["dispute", "raise", &child, "mislabelled", "--evidence", evidence]);

	let page = client.run("bob", ["show", &child]);
	assert_eq!(page["id"], child.as_str());
	assert_eq!(page["offers"][0]["prices"][0]["amount"], "3000000000000000000");
	let terms = page["offers"][0]["terms"].as_str().expect("an id");
	assert_eq!(page["terms"][terms]["durationSecs"], "2592000", "{page}");
	assert_eq!(page["ancestors"]["edges"][0]["object"], parent.as_str());
	assert_eq!(page["openDisputes"].as_array().map(Vec::len), Some(1));
	let paths: Vec<&Value> =
		page["files"].as_array().expect("files").iter().map(|file| &file["path"]).collect();
	assert_eq!(paths, ["README.md", "data/a.csv", "data/b.csv"]);
	let market = client.refused("bob", ["market", "show", &child]);
	assert_eq!(page["fingerprint"], market["fingerprint"]);

	// A client without the store, and no gateway.
	let other = node.client();
	let page = other.run("bob", ["show", &child, "--gateway", "http://127.0.0.1:1"]);
	assert_eq!((&page["files"], &page["id"]), (&Value::Null, &child.as_str().into()));
	assert_eq!(page["filesError"]["code"], "Pull.Unavailable", "{page}");
	let page = other.run("bob", ["show", &child, "--no-files"]);
	assert_eq!((&page["files"], &page["filesError"]), (&Value::Null, &Value::Null));
	let failure = other.try_run("bob", ["show", "0:9"]).expect_err("there is none");
	assert_eq!((failure.exit, failure.code.as_str()), (4, "UnknownAsset"));

	let text = client.text("bob", &["show", &child]);
	for part in ["Licence offers", "30 days", "3 HUB", "derived-from", "└── b.csv", "Files (3,"]
	{
		assert!(text.contains(part), "{part}: {text}");
	}
	let tree = client.text("bob", &["lineage", &child, "--tree"]);
	assert!(
		tree.starts_with(&child) && tree.contains(&format!("└── derived-from {parent}")),
		"{tree}"
	);
}

#[test]
fn all_is_in_order_or_not() {
	let node = Node::start();
	let client = node.client();
	let collection = client.collection("alice");
	let folder = Folder::empty();
	folder.write("README.md", b"# Birds\n");
	client.publish("alice", &folder.path(), &collection);
	let gateway = Gateway::start(&client.store());
	let level = |page: &Value, area: &str, check: &str| {
		let all = page["checks"].as_array().expect("checks").iter();
		let mut all = all.filter(|one| one["area"] == area && one["check"] == check);
		all.next().map(|one| one["level"].clone()).unwrap_or_else(|| panic!("{check}: {page}"))
	};
	let page = client.run("alice", ["doctor", "--gateway", gateway.url()]);
	assert_eq!(page["ok"], true);
	for (area, check) in [
		("node", "reachable"),
		("node", "runtime"),
		("node", "finality"),
		("node", "clock"),
		("store", "writable"),
		("store", "blocks"),
		("gateway", "serves"),
		("keys", "account"),
	] {
		assert_eq!(level(&page, area, check), "OK", "{page}");
	}
	let wrong = format!("0x{}", "11".repeat(32));
	let page = client.refused("alice", ["doctor", "--genesis", &wrong]);
	assert_eq!(level(&page, "node", "genesis"), "FAIL");
	let poor = client.with("METAHUB_PASSWORD", "pass");
	poor.run("alice", ["account", "new", "me"]);
	let page = poor.run("alice", ["doctor", "--keystore", "me", "--gateway", gateway.url()]);
	assert_eq!(level(&page, "keys", "account"), "WARN");
	drop(node);
	let page = poor.refused("alice", ["doctor", "--gateway", gateway.url()]);
	assert_eq!(level(&page, "node", "reachable"), "FAIL");
	assert_eq!(level(&page, "store", "blocks"), "OK", "the rest is looked at all the same");
}

#[test]
fn the_development_script_prints_what_one_needs_and_no_more() {
	let script = DevScript::start();
	let text = script.printed.join("\n");
	for noise in ["litep2p", "Database", "Idle", "CPU", "\u{1f4be}"] {
		assert!(!text.contains(noise), "{text}");
	}
	let line = |begin: &str| {
		let found = script.printed.iter().find(|line| line.trim_start().starts_with(begin));
		found.unwrap_or_else(|| panic!("{begin}: {text}"))
	};
	let endpoint = line("JSON-RPC").split_whitespace().nth(1).expect("an endpoint");
	let node = endpoint.trim_end_matches(',').to_owned();
	let client = Metahub::new(Some(node)).with("METAHUB_PASSWORD", "pass");
	// Its keys are those of its accounts, which have what it says.
	for name in ["Alith", "Baltathar", "Charleth", "Dorothy", "Ethan", "Faith"] {
		let words: Vec<&str> = line(name).split_whitespace().collect();
		let [_, address, key] = words[..] else { panic!("{text}") };
		let importing = client.with_variable("METAHUB_MNEMONIC", key);
		let made = importing.run("alice", ["account", "import", name, "--scheme", "ethereum"]);
		let contract = made["contractAddress"].as_str().expect("an address");
		assert!(contract.eq_ignore_ascii_case(address), "{name}: {contract} {address}");
		let balance =
			importing.run("alice", ["account", "balance", made["address"].as_str().unwrap()]);
		assert_eq!(balance["free"], format!("10000000{}", "0".repeat(18)));
	}
	// The first of the commands that it says to try.
	assert!(text.contains("--account alice collection create"), "{text}");
	let created = client.run("alice", ["collection", "create", "Field recordings"]);
	let address = created["address"].as_str().expect("an address").to_owned();
	assert!(line("collection 0").contains(&address), "{address}");
}
