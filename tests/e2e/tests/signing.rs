//! How calls are signed: dry runs, keys of every scheme, proxies and multisig accounts.

use metahub_client::{
	chain::{Chain, ChainError},
	keys::{Account, OnBehalf},
};
use metahub_e2e::{Metahub, Node};
use serde_json::{json, Value};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

fn amount(value: &Value) -> i128 {
	value.as_str().and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("{value}"))
}

fn balance(client: &Metahub, account: &str) -> (i128, i128) {
	let balance = client.run("alice", ["account", "balance", account]);
	(amount(&balance["free"]), amount(&balance["reserved"]))
}

fn address(client: &Metahub, keystore: &str) -> String {
	let shown = client.run("alice", ["--keystore", keystore, "account", "show"]);
	shown["address"].as_str().expect("an address").into()
}

#[test]
fn a_dry_run_tells_what_the_real_one_costs_and_sends_nothing() {
	let node = Node::start();
	let client = node.client();
	let before = balance(&client, "alice");
	let call = ["collection", "create", "Birds"];
	let told = client.run("alice", call.iter().chain(&["--dry-run"]));
	assert_eq!(balance(&client, "alice"), before, "nothing was sent");
	assert_eq!(told["ok"], true);
	let [plan] = &told["dryRun"].as_array().expect("a list")[..] else { panic!("{told}") };
	assert_eq!(plan["call"], "AssetRegistry.create_collection");
	assert_eq!(plan["arguments"]["name"], "Birds");
	assert_eq!(plan["signer"], ALICE);

	let real = client.run("alice", call);
	let after = balance(&client, "alice");
	let held = after.1 - before.1;
	assert!(held > 0);
	assert_eq!(plan["deposits"], json!([{ "account": ALICE, "amount": held.to_string() }]));
	// The fee is an estimate of the most.
	let (told, real) = (amount(&plan["fee"]), amount(&real["fee"]));
	assert!(told >= real && told < real * 2, "{told} {real}");
}

#[test]
fn a_dry_run_needs_no_key() {
	let node = Node::start();
	let client = node.client().with("METAHUB_PASSWORD", "pass");
	client.run("alice", ["account", "new", "me", "--scheme", "ed25519"]);
	let me = address(&client, "me");
	client.run("alice", ["pay", &me, "5", "HUB"]);
	// Another password would not open it.
	let client = client.with("METAHUB_PASSWORD", "wrong");
	let create = ["collection", "create", "c", "--dry-run"];
	let told = client.run("alice", ["--keystore", "me"].iter().chain(&create));
	assert_eq!(told["dryRun"][0]["signer"], me.as_str());
	let told = client.run("alice", ["--account", &me].into_iter().chain(create));
	assert_eq!(told["ok"], true);
	let failure = client
		.try_run("alice", ["--keystore", "me", "collection", "create", "c"])
		.expect_err("the password is wrong");
	assert_eq!((failure.exit, failure.code.as_str()), (2, "Keystore.WrongPassword"));
	// Without --dry-run an address cannot sign.
	let failure = client
		.try_run("alice", ["--account", &me, "collection", "create", "c"])
		.expect_err("there is no key");
	assert_eq!(failure.code, "Account.UnknownDevelopmentAccount");
}

#[test]
fn a_dry_run_fails_as_the_real_one() {
	let node = Node::start();
	let client = node.client();
	client.collection("alice");
	let poor = "0x0101010101010101010101010101010101010101010101010101010101010101";
	for (account, call, code) in [
		("bob", &["collection", "destroy", "0"][..], "AssetRegistry.NotPublisher"),
		("bob", &["collection", "destroy", "9"], "AssetRegistry.CollectionUnknown"),
		("bob", &["pay", "alice", "999999999999", "HUB"], "Payments.InsufficientFunds"),
		("bob", &["licence", "close", "7"], "Licensing.LicenceUnknown"),
		(poor, &["collection", "create", "c"], "Pool.CannotPay"),
	] {
		let arguments = [&["--account", account], call, &["--dry-run"][..]].concat();
		let told = client.refused("alice", arguments);
		assert_eq!(told["ok"], false);
		assert_eq!(told["dryRun"][0]["error"]["code"], code, "{told}");
		if account == "bob" {
			let failure = client.try_run("bob", call).expect_err("it is refused");
			assert_eq!((failure.exit, failure.code.as_str()), (1, code));
		}
	}
}

#[test]
fn a_dry_run_lists_every_call_and_counts_them_together() {
	let node = Node::start();
	let client = node.client();
	let collection = client.collection("alice");
	let folder = metahub_e2e::Folder::empty();
	folder.write("README.md", b"# Birds\n");
	let folder = folder.path().to_str().expect("UTF-8").to_owned();
	let told = client.run("alice", ["publish", &folder, "--collection", &collection, "--dry-run"]);
	assert_eq!(told["dryRun"][0]["call"], "AssetRegistry.register", "{told}");
	assert!(!client.store().exists(), "nothing is stored");
	let asset = client.publish("alice", std::path::Path::new(&folder), &collection);
	let offer = ["licence", "offer", "create", &asset, "--price", "3 HUB", "--days", "3"];
	let told = client.run("alice", offer.iter().chain(&["--dry-run"]));
	let calls: Vec<&Value> =
		told["dryRun"].as_array().expect("a list").iter().map(|plan| &plan["call"]).collect();
	// The second stands on the first, which is not on the chain.
	assert_eq!(calls, ["Licensing.create_terms", "Licensing.create_offer"]);
	assert_eq!(told["ok"], true, "{told}");
	let (_, before) = balance(&client, "alice");
	client.run("alice", offer);
	let (_, after) = balance(&client, "alice");
	let deposits = told["dryRun"].as_array().expect("a list").iter();
	let told: i128 = deposits.map(|plan| amount(&plan["deposits"][0]["amount"])).sum();
	assert_eq!(told, after - before);
	// What pays others is not taken for a deposit.
	let told = client.run("bob", ["licence", "buy", "0", "--dry-run"]);
	assert_eq!(told["dryRun"][0]["deposits"], Value::Null);
	assert!(amount(&told["dryRun"][0]["balanceChanges"][0]["amount"]) < -3 * 10i128.pow(18));
	// In a token.
	let told = client.run("bob", ["licence", "buy", "0", "--dry-run", "--fee-token", "DUSD"]);
	assert!(amount(&told["dryRun"][0]["feeToken"]["amount"]) > 0, "{told}");
}

#[test]
fn keys_of_every_scheme_sign() {
	let node = Node::start();
	let client = node.client().with("METAHUB_PASSWORD", "pass");
	for scheme in ["sr25519", "ed25519", "ecdsa", "ethereum"] {
		let made = client.run("alice", ["account", "new", scheme, "--scheme", scheme]);
		assert_eq!(made["scheme"], scheme);
		let me = address(&client, scheme);
		let create = ["--keystore", scheme, "collection", "create", scheme];
		let failure = client.try_run("alice", create).expect_err("it has nothing");
		// What an Ethereum transaction would cost is asked first: that tells of the deposit.
		let code = if scheme == "ethereum" { "Token.FundsUnavailable" } else { "Pool.CannotPay" };
		assert_eq!((failure.exit, failure.code.as_str()), (1, code), "{scheme}");
		client.run("alice", ["pay", &me, "5", "HUB"]);
		let told = client.run("alice", create.iter().chain(&["--dry-run"]));
		let real = client.run("alice", create);
		let shown = client.run("alice", ["collection", "show", &real["collection"].to_string()]);
		assert_eq!(shown["publisher"], me.as_str(), "{scheme}");
		let (_, held) = balance(&client, &me);
		assert_eq!(amount(&told["dryRun"][0]["deposits"][0]["amount"]), held, "{scheme}");
		let failure =
			client.try_run("alice", ["--keystore", scheme, "collection", "destroy", "0"]).err();
		// The first collection is that of the first scheme.
		let code = failure.map(|failure| failure.code);
		let expected = (scheme != "sr25519").then(|| "AssetRegistry.NotPublisher".to_owned());
		let gone = code == Some("AssetRegistry.CollectionUnknown".into());
		assert!(gone || code == expected, "{scheme}: {code:?}");
	}
	let ethereum = ["--keystore", "ethereum", "--fee-token", "DUSD", "collection", "create", "c"];
	let failure = client.try_run("alice", ethereum).expect_err("it pays in HUB only");
	assert_eq!((failure.exit, failure.code.as_str()), (2, "EthereumFee"));
}

#[test]
fn what_a_proxy_may_not_do_is_no_success() {
	let node = Node::start();
	let client = node.client();
	let as_alice = |call: &[&'static str]| {
		client.try_run("bob", call.iter().chain(&["--as-proxy-for", "alice"]))
	};
	let create = ["collection", "create", "Birds"];
	let failure = as_alice(&create).expect_err("bob is no proxy");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "Proxy.NotProxy"));

	let add = ["account", "proxies", "add", "bob", "--type", "publish"];
	let told = client.run("alice", add.iter().chain(&["--dry-run"]));
	assert_eq!(told["dryRun"][0]["call"], "Proxy.add_proxy");
	client.run("alice", add);
	let listed = client.run("alice", ["account", "proxies", "list"]);
	assert_eq!(listed["proxies"][0]["proxyType"], "Publish");
	assert!(amount(&listed["deposit"]) > 0);

	let created = as_alice(&create).expect("bob publishes for alice");
	let shown = client.run("bob", ["collection", "show", &created["collection"].to_string()]);
	assert_eq!(shown["publisher"], ALICE);
	// The extrinsic succeeds and what is in it fails: in the chain's words, by its filter and by its
	// rules.
	let failure = as_alice(&["pay", "bob", "1", "HUB"]).expect_err("it may not pay");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "System.CallFiltered"));
	let failure = as_alice(&["collection", "destroy", "9"]).expect_err("there is none");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "AssetRegistry.CollectionUnknown"));
	let failure = as_alice(&["collection", "create", "c", "--proxy-type", "any"]);
	assert_eq!(failure.expect_err("it is none of that type").code, "Proxy.NotProxy");
	// A dry run says what it does not know.
	let told = as_alice(&["pay", "bob", "1", "HUB", "--dry-run"]).expect("it cannot be known");
	assert!(told["dryRun"][0]["unchecked"].as_str().is_some_and(|what| what.contains("Publish")));

	client.run("alice", ["account", "proxies", "rm", "bob", "--type", "publish"]);
	assert_eq!(as_alice(&create).expect_err("no more").code, "Proxy.NotProxy");
}

#[test]
fn a_multisig_call_is_done_when_enough_have_approved() {
	let node = Node::start();
	let client = node.client();
	let shown = client.run("alice", ["account", "multisig", "address", "2:bob,charlie"]);
	let multisig = shown["address"].as_str().expect("an address");
	let same = client.run("bob", ["account", "multisig", "address", "2:charlie,alice"]);
	assert_eq!(same["address"], multisig);
	client.run("alice", ["pay", multisig, "5", "HUB"]);

	let create = ["collection", "create", "Ours"];
	let first = client.run("alice", create.iter().chain(&["--as-multi", "2:bob,charlie"]));
	let approval = &first["approval"];
	assert_eq!(approval["approvals"], 1, "{first}");
	let missing = approval["missing"].as_array().expect("a list");
	assert_eq!(missing.len(), 2);
	let data = approval["callData"].as_str().expect("call data");
	let list = client.run("bob", ["account", "multisig", "list", "2:alice,charlie"]);
	assert_eq!(list["waiting"][0]["callHash"], approval["callHash"]);
	assert_eq!(list["waiting"][0]["approvals"], json!([ALICE]));

	let failure = client
		.try_run("alice", ["account", "multisig", "approve", "2:bob,charlie", data])
		.expect_err("she has approved");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "Multisig.AlreadyApproved"));
	let others = missing[0]["multisigOf"].as_str().expect("text");
	let who = if missing[0]["account"] == "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty" {
		"bob"
	} else {
		"charlie"
	};
	let approve = ["account", "multisig", "approve", others, data];
	let done = client.run(who, approve);
	assert_eq!(done["executed"], "AssetRegistry.create_collection");
	let shown = client.run("bob", ["collection", "show", "0"]);
	assert_eq!(shown["publisher"], multisig);
	// It is over: a late approval does not begin it again.
	let failure = client.try_run(who, approve).expect_err("it is over");
	assert_eq!((failure.exit, failure.code.as_str()), (4, "NotWaiting"));
	let failure = client
		.try_run("bob", ["account", "multisig", "approve", "2:alice,charlie", "0xffff"])
		.expect_err("it is no call");
	assert_ne!(failure.exit, 0);

	// What fails inside of the last approval is no success.
	let destroy = ["collection", "destroy", "7"];
	client.run("alice", destroy.iter().chain(&["--as-multi", "2:bob,charlie"]));
	let failure = client
		.try_run("bob", destroy.iter().chain(&["--as-multi", "2:alice,charlie"]))
		.expect_err("there is none");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "AssetRegistry.CollectionUnknown"));

	// Who began a call can withdraw it.
	let begun = client.run("alice", create.iter().chain(&["--as-multi", "2:bob,charlie"]));
	let hash = begun["approval"]["callHash"].as_str().expect("a hash");
	let cancel = |who, others| client.try_run(who, ["account", "multisig", "cancel", others, hash]);
	let failure = cancel("bob", "2:alice,charlie").expect_err("it is not his");
	assert_eq!(failure.code, "Multisig.NotOwner");
	cancel("alice", "2:bob,charlie").expect("it is hers");
	let list = client.run("bob", ["account", "multisig", "list", "2:alice,charlie"]);
	assert_eq!(list["waiting"], json!([]));
	let failure = cancel("alice", "2:bob,charlie").expect_err("it is gone");
	assert_eq!((failure.exit, failure.code.as_str()), (4, "NotWaiting"));

	// One approval of one: executed at once.
	let one = client.run("alice", ["account", "multisig", "address", "1:bob"]);
	client.run("alice", ["pay", one["address"].as_str().expect("an address"), "5", "HUB"]);
	let created = client.run("alice", create.iter().chain(&["--as-multi", "1:bob"]));
	assert_eq!(created["collection"], 1);
}

/// The estimate takes no fee, the block does: then too little is left.
#[test]
fn an_ethereum_call_that_fails_in_the_block_is_no_success() {
	let node = Node::start();
	let client = node.client().with("METAHUB_PASSWORD", "pass");
	client.run("alice", ["account", "new", "me", "--scheme", "ethereum"]);
	let me = address(&client, "me");
	client.run("alice", ["pay", &me, "5", "HUB"]);
	// All but the existential deposit and less than the fee.
	let pay = ["--keystore", "me", "pay", "bob", "4.99985", "HUB"];
	let failure = client.try_run("alice", pay).expect_err("the fee is missing");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "Payments.InsufficientFunds"));
	let (left, _) = balance(&client, &me);
	let whole = 5 * 10i128.pow(18);
	// It was in a block, which took the fee.
	assert!(left < whole && left > whole - 10i128.pow(16), "{left}");
}

#[test]
fn an_ethereum_key_signs_for_the_pinned_chain_only() {
	let node = Node::start();
	let client = node.client().with("METAHUB_PASSWORD", "pass");
	client.run("alice", ["account", "new", "me", "--scheme", "ethereum"]);
	let me = address(&client, "me");
	client.run("alice", ["pay", &me, "5", "HUB"]);
	let create = ["--keystore", "me", "collection", "create", "c"];
	let failure = client
		.try_run("alice", create.iter().chain(&["--eip155", "1"]))
		.expect_err("the node tells another id");
	assert_eq!((failure.exit, failure.code.as_str()), (1, "OtherChainId"));
	assert!(failure.message.contains("19784"), "{failure:?}");
	let told = client.refused("alice", create.iter().chain(&["--eip155", "1", "--dry-run"]));
	assert_eq!(told["dryRun"][0]["error"]["code"], "OtherChainId");
	// Other keys sign for the genesis.
	client.run("alice", ["collection", "create", "c", "--eip155", "1"]);

	let client = client.with("METAHUB_EIP155", "1");
	let failure = client.try_run("alice", create).expect_err("the node tells another id");
	assert_eq!(failure.code, "OtherChainId");
	assert_eq!(balance(&client, &me).0, 5 * 10i128.pow(18), "nothing was sent");
	client.run("alice", create.iter().chain(&["--eip155", "19784"]));
	let client = client.with("METAHUB_EIP155", "0x4d48");
	let failure = client.try_run("alice", create).expect_err("it is no number");
	assert_eq!((failure.exit, failure.code.as_str()), (2, "Config.ChainId"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_fails_inside_of_an_approved_one_is_no_success() {
	let node = Node::start();
	let client = node.client();
	let shown = client.run("alice", ["account", "multisig", "address", "2:bob,charlie"]);
	client.run("alice", ["pay", shown["address"].as_str().expect("an address"), "5", "HUB"]);
	let data = |call: &[&str]| {
		let call = call.iter().chain(&["--dry-run"]);
		let told = match client.try_run("alice", call) {
			Ok(told) => told,
			Err(failure) => serde_json::from_str(&failure.message).expect("a dry run"),
		};
		told["dryRun"][0]["callData"]
			.as_str()
			.expect("call data")
			.trim_start_matches("0x")
			.to_owned()
	};
	let create = data(&["collection", "create", "Ours"]);
	let destroy = data(&["collection", "destroy", "7"]);
	let chain = Chain::connect(&node.ws()).await.expect("the node runs");
	let ours = OnBehalf::Multisig("2:bob,charlie".parse().expect("a multisig account"));
	let alice = Account::development("alice").expect("an account").on_behalf_of(ours);
	// Utility.batch and Utility.force_batch of two calls.
	for (index, event) in [("00", "Utility.BatchInterrupted"), ("04", "Utility.ItemFailed")] {
		let batch = format!("0x04{index}08{create}{destroy}");
		let bytes: Vec<u8> = hex(&batch[2..]);
		let call = chain.call_of(&bytes).await.expect("a call");
		let begun = chain.submit(&call, &alice).await.expect_err("bob has to approve");
		assert!(matches!(begun, ChainError::Approved(_)), "{begun}");

		let approve = ["account", "multisig", "approve", "2:alice,charlie", &batch];
		let told = client.run("bob", approve.iter().chain(&["--dry-run"]));
		let plan = &told["dryRun"][0];
		let calls = &plan["arguments"]["calls"];
		assert_eq!(calls[0]["AssetRegistry"]["create_collection"]["name"], "Ours", "{told}");
		assert_eq!(calls[1]["AssetRegistry"]["destroy_collection"]["collection"], 7, "{told}");
		assert!(plan["unchecked"].is_string(), "{told}");
		let failure = client.try_run("bob", approve).expect_err("there is no such collection");
		assert_eq!(failure.exit, 1);
		assert_eq!(failure.code, "AssetRegistry.CollectionUnknown");
		assert!(failure.message.contains(event), "{failure:?}");
	}
	// What came before stays.
	let shown = client.run("bob", ["collection", "show", "1"]);
	assert_eq!(shown["name"], "Ours");
}

fn hex(digits: &str) -> Vec<u8> {
	let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
	(0..digits.len()).step_by(2).map(byte).collect()
}
