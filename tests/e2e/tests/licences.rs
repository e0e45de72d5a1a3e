//! Licences as their holders meet them: counted uses, seats, renewal, revocation, resale.

use metahub_e2e::{Folder, Gateway, Metahub, Node};
use std::path::PathBuf;

/// A dataset of Alice's behind a gated gateway.
struct Sale {
	node: Node,
	client: Metahub,
	data: Folder,
	gateway: Gateway,
	asset: String,
}

impl Sale {
	fn start() -> Self {
		let node = Node::start();
		let client = node.client();
		let data = Folder::dataset();
		let collection = client.collection("alice");
		let asset = client.publish("alice", &data.path(), &collection);
		let gateway = Gateway::gated(&client.store(), &node);
		Self { node, client, data, gateway, asset }
	}

	/// Alice offers licences for 2 HUB, under these terms; the offer's number.
	fn offer(&self, terms: &[&str]) -> String {
		let words = ["licence", "offer", "create", &self.asset, "--price", "2 HUB"];
		let made = self.client.run("alice", words.iter().chain(terms));
		made["offer"].as_str().expect("a number").into()
	}

	fn buy(&self, who: &str, offer: &str) -> String {
		let bought = self.client.run(who, ["licence", "buy", offer]);
		bought["licence"].as_str().expect("a number").into()
	}

	/// Pulls with a licence into a folder of that name; how it was refused, if it was.
	fn pull(&self, who: &str, licence: &str, name: &str) -> Result<PathBuf, String> {
		// A client with a store of its own, which has nothing.
		let client = self.node.client();
		let copy = self.data.beside(name);
		let to = copy.to_str().expect("UTF-8");
		let gateway = self.gateway.url();
		let words =
			["pull", &self.asset, to, "--no-cache", "--gateway", gateway, "--licence", licence];
		client.try_run(who, words).map(|_| copy).map_err(|failure| failure.code)
	}

	fn allowed(&self, who: &str) -> bool {
		self.client.try_run(who, ["licence", "access", &self.asset]).is_ok()
	}
}

#[test]
fn uses_are_counted_and_renewing_adds_some() {
	let sale = Sale::start();
	let offer = sale.offer(&["--uses", "2"]);
	let licence = sale.buy("bob", &offer);
	for name in ["first", "second"] {
		let copy = sale.pull("bob", &licence, name).expect("there are uses left");
		assert_eq!(Folder::files(&copy), Folder::files(&sale.data.path()));
	}
	assert_eq!(sale.pull("bob", &licence, "third").expect_err("used up"), "Access.NoAccess");
	assert!(!sale.data.beside("third").exists());
	sale.client.run("bob", ["licence", "renew", &licence]);
	sale.pull("bob", &licence, "fourth").expect("two more were paid for");
	let shown = sale.client.run("bob", ["licence", "show", &licence]);
	assert_eq!(shown["usesLeft"], 1);
}

#[test]
fn a_seat_gives_access_until_the_licence_is_revoked() {
	let sale = Sale::start();
	let offer = sale.offer(&["--seats", "1", "--revocable"]);
	let licence = sale.buy("bob", &offer);
	assert!(!sale.allowed("charlie"));
	sale.client.run("bob", ["licence", "seat", "add", &licence, "charlie"]);
	assert!(sale.allowed("charlie"));
	sale.pull("charlie", &licence, "seated").expect("has a seat");
	let full = sale.client.try_run("bob", ["licence", "seat", "add", &licence, "dave"]);
	assert_eq!(full.expect_err("one seat only").code, "Licensing.NoSeatLeft");

	sale.client.run("alice", ["licence", "revoke", &licence, "breach"]);
	assert!(!sale.allowed("bob") && !sale.allowed("charlie"));
	let refused = sale.pull("bob", &licence, "revoked").expect_err("it is revoked");
	assert_eq!(refused, "Access.NoAccess");
	sale.client.run("bob", ["licence", "close", &licence]);
	let gone = sale.client.try_run("bob", ["licence", "show", &licence]);
	assert!(gone.expect_err("it is closed").message.contains("does not exist"));
}

#[test]
fn a_licence_is_sold_on_only_where_its_terms_say_so() {
	let sale = Sale::start();
	let fixed = sale.buy("bob", &sale.offer(&[]));
	let item = format!("licence:{fixed}");
	let refused = sale.client.try_run("bob", ["market", "list", &item, "--price", "5 HUB"]);
	assert_eq!(refused.expect_err("it is not transferable").code, "Licensing.NotTransferable");
	let refused = sale.client.try_run("bob", ["licence", "transfer", &fixed, "dave"]);
	assert_eq!(refused.expect_err("it is not transferable").code, "Licensing.NotTransferable");

	let offer = sale.offer(&["--transferable", "--resale-royalty", "10%"]);
	let licence = sale.buy("charlie", &offer);
	let item = format!("licence:{licence}");
	sale.client.run("charlie", ["market", "list", &item, "--price", "5 HUB"]);
	let seen = sale.client.run("dave", ["market", "show", &item]);
	assert_eq!(seen["snapshot"]["type"], "licence");
	let other = format!("0x{}", "00".repeat(32));
	let refused = sale.client.try_run("dave", ["market", "buy", &item, "--expect", &other]);
	assert_eq!(refused.expect_err("it is not what was seen").code, "Market.ItemChanged");
	let fingerprint = seen["fingerprint"].as_str().expect("has one");
	sale.client.run("dave", ["market", "buy", &item, "--expect", fingerprint]);
	assert!(sale.allowed("dave") && !sale.allowed("charlie"));
}

#[test]
fn a_model_names_what_permits_it_and_what_it_may_owe() {
	let sale = Sale::start();
	let licence = sale.buy("bob", &sale.offer(&["--commercial", "--rev-share", "10%"]));
	let models = sale.client.collection("bob");
	let weights = Folder::empty();
	weights.write("weights", b"w = 2");
	let folder = weights.path().display().to_string();
	let link = format!("trained-on:{}", sale.asset);
	let publish = |options: &[&str]| {
		let words =
			["publish", &folder, "--collection", &models, "--kind", "model", "--link", &link];
		sale.client.try_run("bob", words.iter().chain(options))
	};
	// Bob is told what he could name.
	let refused = publish(&[]).expect_err("nothing permits it");
	assert_eq!(refused.code, "Usage");
	assert!(refused.message.contains(&format!("--by-licence {licence}")), "{}", refused.message);
	let refused = publish(&["--by-licence", &licence, "--max-owed", "9%"]).expect_err("10 %");
	assert!(refused.message.contains("OwesTooMuch"), "{}", refused.message);
	let model = publish(&["--by-licence", &licence]).expect("his licence permits it");
	let model = model["asset"].as_str().expect("an asset id").to_owned();
	let resolved = sale.client.run("bob", ["resolve", &sale.asset]);
	assert_eq!(resolved["descendants"], 1);

	// What the model was made from is Alice's; what is made from the model is up to Bob.
	let foreign = sale.client.try_run("alice", ["link", "add", &model, "contains", &sale.asset]);
	assert!(foreign.expect_err("not hers").message.contains("NotOwner"));
	let own = sale.client.collection("alice");
	let own = sale.client.publish("alice", &sale.data.path(), &own);
	sale.client.run("alice", ["link", "add", &own, "contains", &sale.asset]);
}

#[test]
fn a_buyer_decides_whether_roles_count() {
	let sale = Sale::start();
	let collection = sale.asset.split(':').next().expect("a collection").to_owned();
	sale.client.run("alice", ["collection", "roles", &collection, "charlie", "curator"]);
	let set = |state| sale.client.try_run("charlie", ["state", "set", &sale.asset, state]);
	set("unlisted").expect("is a curator");
	sale.client.run("alice", ["transfer", &sale.asset, "bob"]);
	assert_eq!(sale.client.run("bob", ["resolve", &sale.asset])["managed"], false);
	assert!(set("active").expect_err("Bob did not agree").message.contains("NoPermission"));
	sale.client.run("bob", ["managed", &sale.asset, "on"]);
	set("active").expect("Bob agreed");
	assert!(set("revoked").expect_err("final").message.contains("NotOwner"));
}

#[test]
fn an_ethereum_key_pulls_through_a_gated_gateway() {
	let sale = Sale::start();
	let offer = sale.offer(&["--uses", "1"]);
	let client = sale.node.client().with("METAHUB_PASSWORD", "pass");
	client.run("alice", ["account", "new", "eth", "--scheme", "ethereum"]);
	let shown = client.run("alice", ["--keystore", "eth", "account", "show"]);
	let address = shown["address"].as_str().expect("an address");
	client.run("alice", ["pay", address, "20", "HUB"]);
	client.run("alice", ["--keystore", "eth", "licence", "buy", &offer]);
	let copy = sale.data.beside("by-ethereum");
	let to = copy.to_str().expect("UTF-8");
	let pull = ["--keystore", "eth", "pull", &sale.asset, to, "--gateway", sale.gateway.url()];
	let pulled = client.run("alice", pull);
	assert_eq!(pulled["consumed"]["licence"], "0");
	assert_eq!(Folder::files(&copy), Folder::files(&sale.data.path()));
}
