//! Bad input is refused with its own error, over the real RPC and in real blocks.

use jsonrpsee::{
	core::{client::ClientT, ClientError},
	http_client::{HttpClient, HttpClientBuilder},
	rpc_params,
};
use metahub_e2e::{Folder, Node};
use metahub_rpc_api::ErrorCode;
use serde_json::{json, Value};

fn rpc(node: &Node) -> HttpClient {
	HttpClientBuilder::default().build(node.http()).expect("an HTTP client")
}

async fn code(client: &HttpClient, method: &str, params: Vec<Value>) -> i32 {
	let mut array = jsonrpsee::core::params::ArrayParams::new();
	params.into_iter().for_each(|value| array.insert(value).expect("JSON"));
	match client.request::<Value, _>(method, array).await {
		Err(ClientError::Call(error)) => error.code(),
		other => panic!("{method}: {other:?}"),
	}
}

#[tokio::test]
async fn queries_name_what_is_wrong() {
	let node = Node::start();
	let rpc = rpc(&node);
	let known = |code: ErrorCode| code.number();
	let ghost = "did:metahub:00000000000000000000000000000000:0:0";
	let nowhere = json!(format!("0x{}", "11".repeat(32)));

	assert_eq!(
		code(&rpc, "assets_resolve", vec![json!("9:9")]).await,
		known(ErrorCode::UnknownAsset)
	);
	assert_eq!(
		code(&rpc, "assets_resolve", vec![json!(ghost)]).await,
		known(ErrorCode::ForeignDid)
	);
	for bad in ["", "1", "1:2:3", "01:1", "-1:1", "4294967296:1", "did:metahub:zz:0:0", "did:web:x"]
	{
		let got = code(&rpc, "assets_resolve", vec![json!(bad)]).await;
		assert_eq!(got, known(ErrorCode::BadId), "{bad}");
	}
	let params = vec![json!("9:9"), nowhere];
	assert_eq!(code(&rpc, "assets_resolve", params).await, known(ErrorCode::UnknownBlock));
	let params = vec![json!(7)];
	assert_eq!(code(&rpc, "assets_collection", params).await, known(ErrorCode::UnknownCollection));
	let params = vec![json!({}), json!("not an id")];
	assert_eq!(code(&rpc, "assets_list", params).await, known(ErrorCode::BadFilter));
	let params = vec![json!({"owner": "nobody"})];
	assert_eq!(code(&rpc, "assets_list", params).await, known(ErrorCode::BadFilter));
}

#[tokio::test]
async fn lists_are_capped_not_refused() {
	let node = Node::start();
	let client = node.client();
	let data = Folder::empty();
	data.write("a", b"a");
	let collection = client.collection("alice");
	for _ in 0..3 {
		client.publish("alice", &data.path(), &collection);
	}
	let rpc = rpc(&node);
	let all: Value = rpc
		.request("assets_list", rpc_params![json!({}), Value::Null, u32::MAX])
		.await
		.expect("a limit above the cap is lowered");
	assert_eq!(all["items"].as_array().map(Vec::len), Some(3));

	let mut seen = Vec::new();
	let mut cursor = Value::Null;
	loop {
		let page: Value =
			rpc.request("assets_list", rpc_params![json!({}), cursor, 1u32]).await.expect("a page");
		let items = page["items"].as_array().expect("a list");
		assert!(items.len() <= 1);
		seen.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
		cursor = page["nextCursor"].clone();
		if cursor.is_null() {
			break;
		}
	}
	assert_eq!(seen, ["0:0", "0:1", "0:2"]);
}

#[test]
fn a_pruned_block_is_told_from_an_unknown_one() {
	let node = Node::start_with(&["--state-pruning", "4"]);
	let client = node.client();
	let data = Folder::empty();
	data.write("a", b"a");
	let collection = client.collection("alice");
	let asset = client.publish("alice", &data.path(), &collection);
	let early = client.run("bob", ["resolve", &asset]);
	let at = early["block"]["hash"].as_str().expect("a hash");
	for _ in 0..8 {
		client.collection("alice");
	}
	let refused = client
		.try_run("bob", ["resolve", &asset, "--at", at])
		.expect_err("the state of that block is gone");
	assert!(refused.message.contains("state"), "{refused:?}");
	assert!(refused.code.to_lowercase().contains("pruned"), "{refused:?}");
}

#[test]
fn the_chain_refuses_with_the_pallets_error() {
	let node = Node::start();
	let client = node.client();
	let data = Folder::empty();
	data.write("a", b"a");
	let collection = client.collection("alice");
	let asset = client.publish("alice", &data.path(), &collection);
	let folder = data.path().display().to_string();

	let revise = client.try_run("bob", ["revise", &asset, &folder]);
	assert!(revise.expect_err("not Bob's").message.contains("NoPermission"));
	let transfer = client.try_run("bob", ["transfer", &asset, "bob"]);
	assert!(transfer.expect_err("not Bob's").message.contains("NotOwner"));
	let publish = client.try_run("bob", ["publish", &folder, "--collection", &collection]);
	assert!(publish.expect_err("not Bob's collection").message.contains("NoPermission"));

	let link = format!("contains:{asset}");
	let bundle = client.run(
		"alice",
		["publish", &folder, "--collection", &collection, "--kind", "bundle", "--link", &link],
	);
	let bundle = bundle["asset"].as_str().expect("an asset id").to_owned();
	let cycle = client.try_run("alice", ["link", "add", &asset, "contains", &bundle]);
	assert!(cycle.expect_err("a cycle").message.contains("LineageCycle"));
	let retire = client.try_run("alice", ["retire", &asset]);
	assert!(retire.expect_err("the bundle contains it").message.contains("HasDependants"));

	client.run("alice", ["state", "set", &asset, "revoked"]);
	let child = format!("derived-from:{asset}");
	let child = client
		.try_run("alice", ["publish", &folder, "--collection", &collection, "--link", &child]);
	assert!(child.expect_err("the parent is revoked").message.contains("ParentRevoked"));
}

#[test]
fn deposits_return_when_state_goes() {
	let node = Node::start();
	let client = node.client();
	let data = Folder::empty();
	data.write("a", b"a");
	let held = || {
		let balance = client.run("alice", ["account", "balance"]);
		balance["reserved"].as_str().expect("an amount").to_owned()
	};
	let before = held();
	let collection = client.collection("alice");
	let asset = client.publish("alice", &data.path(), &collection);
	assert_ne!(held(), before);
	client.run("alice", ["retire", &asset]);
	client.run("alice", ["collection", "destroy", &collection]);
	assert_eq!(held(), before);
}
