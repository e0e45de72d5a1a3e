//! A folder is published, resolved, pulled and revised; a corrupted store is noticed.

use metahub_client::{
	chain::{Chain, Intent},
	keys::Account,
};
use metahub_e2e::{Folder, Gateway, Metahub, Node};
use std::fs;

/// A node, its client, and a dataset that Alice has published.
fn published() -> (Node, Metahub, Folder, String) {
	let node = Node::start();
	let client = node.client();
	let data = Folder::dataset();
	let collection = client.collection("alice");
	let asset = client.publish("alice", &data.path(), &collection);
	(node, client, data, asset)
}

#[test]
fn what_was_published_is_what_is_pulled() {
	let (_node, client, data, asset) = published();
	let gateway = Gateway::start(&client.store());

	let by_id = client.run("bob", ["resolve", &asset]);
	let did = by_id["did"].as_str().expect("a DID");
	let by_did = client.run("bob", ["resolve", did]);
	assert_eq!(by_id["revision"], by_did["revision"]);
	assert_eq!(by_id["revision"]["entries"], 5);

	let copy = data.beside("copy");
	let to = copy.to_str().expect("UTF-8");
	client.run("bob", ["pull", &asset, to, "--gateway", gateway.url()]);
	assert_eq!(Folder::files(&copy), Folder::files(&data.path()));
	client.run("bob", ["verify", to, &asset, "--gateway", gateway.url()]);

	let part = data.beside("part");
	let to = part.to_str().expect("UTF-8");
	client.run("bob", ["pull", &asset, to, "--include", "test/**", "--gateway", gateway.url()]);
	let names: Vec<_> = Folder::files(&part).into_keys().collect();
	assert_eq!(names, [std::path::PathBuf::from("test/gr\u{fc}n.csv")]);

	// A changed copy is no longer the asset.
	fs::write(copy.join("config.yaml"), "splits: []\n").expect("a writable copy");
	let to = copy.to_str().expect("UTF-8");
	let refused = client
		.try_run("bob", ["verify", to, &asset, "--gateway", gateway.url()])
		.expect_err("the copy was changed");
	assert_eq!(refused.exit, 1, "{refused:?}");
}

#[test]
fn a_corrupt_block_is_refused_and_the_second_source_taken() {
	let (_node, client, data, asset) = published();

	// A second store with the same content, before the first one is damaged.
	let sound = data.beside("sound-store");
	let (folder, store) = (data.path().display().to_string(), sound.display().to_string());
	client.run("alice", ["pack", &folder, "--store", &store]);
	let blocks = Folder::files(&client.store());
	let (largest, content) =
		blocks.iter().max_by_key(|(_, content)| content.len()).expect("a store has blocks");
	let mut damaged = content.clone();
	damaged[1_000] ^= 1;
	fs::write(client.store().join(largest), damaged).expect("a writable store");

	let (bad, good) = (Gateway::start(&client.store()), Gateway::start(&sound));
	let copy = data.beside("copy");
	let to = copy.to_str().expect("UTF-8");
	let refused = client
		.try_run("bob", ["pull", &asset, to, "--gateway", bad.url()])
		.expect_err("no source has the block");
	assert!(!copy.exists(), "{refused:?}");

	let both = ["pull", &asset, to, "--gateway", bad.url(), "--gateway", good.url()];
	client.run("bob", both);
	assert_eq!(Folder::files(&copy), Folder::files(&data.path()));
}

#[test]
fn a_revision_keeps_the_one_before_it() {
	let (_node, client, data, asset) = published();
	let before = client.run("bob", ["resolve", &asset]);
	data.write("config.yaml", b"splits: [train, test, validation]\n");
	client.run("alice", ["revise", &asset, data.path().to_str().expect("UTF-8")]);

	let listed = client.run("bob", ["revisions", &asset]);
	let revisions = listed["revisions"].as_array().expect("a list");
	assert_eq!(revisions.len(), 2);
	assert_eq!(revisions[0], before["revision"]);
	assert_ne!(revisions[0]["root"], revisions[1]["root"]);

	// The block before the revision still answers with the first.
	let at = before["block"]["hash"].as_str().expect("a hash");
	let then = client.run("bob", ["resolve", &asset, "--at", at]);
	assert_eq!(then["revision"]["number"], 1);
}

#[test]
fn a_proof_holds_for_its_file_only() {
	let (_node, client, data, asset) = published();
	let gateway = Gateway::start(&client.store());
	let proof =
		client.run("bob", ["proof", &asset, "test/gr\u{fc}n.csv", "--gateway", gateway.url()]);
	let write = |name: &str, proof: &serde_json::Value| {
		let path = data.beside(name);
		fs::write(&path, proof.to_string()).expect("a writable folder");
		path.display().to_string()
	};
	let verdict = client.run("bob", ["verify-path", &write("good", &proof)]);
	assert_eq!(verdict["valid"], true);

	let mut other = proof;
	other["path"] = "config.yaml".into();
	let refused = client.try_run("bob", ["verify-path", &write("bad", &other)]);
	assert_eq!(refused.expect_err("another file").exit, 1);
}

#[test]
fn an_interrupted_publish_does_not_register_twice() {
	let (node, client, data, asset) = published();
	let runtime = tokio::runtime::Runtime::new().expect("a runtime");
	// What the client writes down before it registers, as it would be left by one that was killed
	// before it saw the asset.
	let revision = client.run("alice", ["resolve", &asset])["revision"].clone();
	let root = revision["root"].as_str().and_then(|root| root.parse().ok()).expect("a root");
	let manifest = revision["manifest"].as_str().and_then(|cid| cid.parse().ok()).expect("a CID");
	let chain = runtime.block_on(Chain::connect(&node.ws())).expect("the node");
	let alice = Account::development("alice").expect("Alice").id();
	let collection = asset.split(':').next().and_then(|id| id.parse().ok()).expect("a collection");
	let folder = client.data_dir().join("publishing");
	let intent = || {
		let intent = Intent::new(&chain, collection, alice, alice, root, manifest);
		runtime.block_on(intent).expect("an intent")
	};
	let records = || {
		let files =
			fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path());
		files.filter(|path| path.extension() == Some("json".as_ref())).count()
	};
	let publish = || {
		let (folder, collection) = (data.path().display().to_string(), collection.to_string());
		client.run("alice", ["publish", &folder, "--collection", &collection])
	};

	// Written down, and never sent: it is registered.
	intent().keep(&folder).expect("a record");
	let second = publish();
	assert_eq!(second["asset"], format!("{collection}:1"));
	assert_eq!(records(), 0, "how it ended is known");

	// Another process is at it.
	let held = intent().hold(&folder).expect("a lock");
	let (path, id) = (data.path().display().to_string(), collection.to_string());
	let refused = client
		.try_run("alice", ["publish", &path, "--collection", &id])
		.expect_err("somebody else registers it");
	assert_eq!(refused.exit, 2, "{refused:?}");
	drop(held);

	// Sent, and not seen: it is found again.
	let left = intent();
	let third = publish();
	assert_eq!(third["asset"], format!("{collection}:2"));
	left.keep(&folder).expect("a record");
	let again = publish();
	assert_eq!(again["asset"], third["asset"]);
	assert!(again.get("transaction").is_none(), "nothing was sent");
	let fourth = publish();
	assert_eq!(fourth["asset"], format!("{collection}:3"), "it is forgotten then");

	// A record that cannot be read stops the command before anything is sent.
	left.keep(&folder).expect("a record");
	for entry in fs::read_dir(&folder).expect("a folder") {
		fs::write(entry.expect("a file").path(), "{").expect("a writable record");
	}
	let refused = client
		.try_run("alice", ["publish", &path, "--collection", &id])
		.expect_err("the record is broken");
	assert_eq!(refused.exit, 6, "{refused:?}");
	assert_eq!(records(), 1);
	let next = client.run("alice", ["collection", "show", &id])["nextItem"].clone();
	assert_eq!(next, "4");

	// The same content is the same revision.
	let revised = client.run("alice", ["revise", &asset, &path]);
	assert_eq!(revised["revision"], 1);
	assert!(revised.get("transaction").is_none());
}
