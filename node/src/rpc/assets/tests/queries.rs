//! What callers get for what they ask.

use super::mock::*;
use jsonrpsee::types::error::INVALID_PARAMS_CODE;
use metahub_assets::{Did, MAX_LINEAGE_DEPTH, MAX_PAGE};
use metahub_rpc_api::ErrorCode;
use metahub_runtime::Hash;
use serde_json::{json, Value};

const ID: &str = "0:1";

fn did() -> String {
	Did::new(&genesis(), ASSET).to_string()
}

/// Checks that a call fails, and how; gives the error's data.
async fn refused(method: &str, params: Value, code: ErrorCode) -> Value {
	let error = call(method, params.clone()).await.expect_err(&params.to_string());
	assert_eq!(error.code(), code.number(), "{method} {params}: {error:?}");
	serde_json::from_str(error.data().expect("every error has data").get()).unwrap()
}

fn block(number: u32, finalized: bool) -> Value {
	json!({ "hash": hash(number), "number": number, "finalized": finalized })
}

#[tokio::test]
async fn an_asset_has_one_answer_by_id_and_by_did() {
	let by_id = call("assets_resolve", json!([ID])).await.unwrap();
	assert_eq!(by_id["id"], ID);
	assert_eq!(by_id["did"], did());
	assert_eq!(by_id["owner"], "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	assert_eq!(by_id["collection"]["name"], "sets");
	assert_eq!(by_id["revision"]["totalBytes"], "1152921504606846976");
	assert_eq!(by_id["revision"]["uris"][1], "https://example.org/set.car");
	assert_eq!(by_id["deposit"]["amount"], "7");
	assert_eq!(by_id["block"], block(BEST, false));
	let caip19 = "eip155:19784/erc721:0x0000000000000000000000000000000007210000/1";
	assert_eq!(by_id["alsoKnownAs"], json!([caip19]));
	assert_eq!(by_id["tags"], json!([{ "dispute": "9", "claim": "personalData" }]));

	assert_eq!(call("assets_resolve", json!([did()])).await.unwrap(), by_id);
	assert_eq!(call("assets_resolve", json!({ "id": ID })).await.unwrap(), by_id);
	assert_eq!(call("assets_resolve", json!([ID, null])).await.unwrap(), by_id);
}

#[tokio::test]
async fn answers_say_whether_their_block_is_final() {
	let at = |hash: Hash| async move {
		call("assets_resolve", json!([ID, hash])).await.unwrap()["block"].clone()
	};
	assert_eq!(at(hash(FINALIZED)).await, block(FINALIZED, true));
	assert_eq!(at(hash(FINALIZED + 1)).await, block(FINALIZED + 1, false));
	// As high as a finalised block, but not of its chain.
	let expected = json!({ "hash": fork(), "number": 5, "finalized": false });
	assert_eq!(at(fork()).await, expected);
}

#[tokio::test]
async fn blocks_that_are_unknown_pruned_or_broken_are_told_apart() {
	let methods = [
		("assets_resolve", json!([ID])),
		("assets_didDocument", json!([ID])),
		("assets_revisions", json!([ID, null, null])),
		("assets_lineage", json!([ID, "ancestors", null])),
		("assets_list", json!([{}, null, null])),
		(
			"assets_verifyPath",
			json!([{ "id": ID, "path": "a", "cid": cid(), "size": "1", "proof": [] }]),
		),
		("assets_collection", json!([0])),
	];
	for (method, params) in methods {
		let at = |at: Hash| {
			let mut params = params.clone();
			params.as_array_mut().unwrap().push(json!(at));
			params
		};
		let unknown = Hash::repeat_byte(0xee);
		let data = refused(method, at(unknown), ErrorCode::UnknownBlock).await;
		assert_eq!(data, json!({ "block": unknown }));
		let pruned = OLDEST_STATE - 1;
		let data = refused(method, at(hash(pruned)), ErrorCode::PrunedBlock).await;
		assert_eq!(data, json!({ "block": hash(pruned), "number": pruned }));
		assert!(call(method, at(hash(OLDEST_STATE))).await.is_ok(), "{method}");
	}
	refused("assets_resolve", json!([ID, hash(BROKEN)]), ErrorCode::Internal).await;
}

#[tokio::test]
async fn assets_that_are_not_there() {
	let methods = [
		("assets_resolve", json!([])),
		("assets_didDocument", json!([])),
		("assets_revisions", json!([])),
		("assets_lineage", json!(["descendants"])),
	];
	for (method, rest) in methods {
		let with = |id: &str| {
			let mut params = rest.clone();
			params.as_array_mut().unwrap().insert(0, json!(id));
			params
		};
		for (id, retired) in [("0:0", true), ("0:2", false), ("9:0", false)] {
			let data = refused(method, with(id), ErrorCode::UnknownAsset).await;
			assert_eq!(data, json!({ "id": id, "retired": retired }), "{method}");
		}
		for id in ["", "1", "0:1:2", "0:01", "-1:0", "4294967296:0", "did:web:example.org"] {
			let data = refused(method, with(id), ErrorCode::BadId).await;
			assert_eq!(data, json!({ "id": id }));
		}
		let foreign = format!("did:metahub:{}:0:1", "0".repeat(32));
		let data = refused(method, with(&foreign), ErrorCode::ForeignDid).await;
		let prefix = "did:metahub:101112131415161718191a1b1c1d1e1f:";
		assert_eq!(data, json!({ "id": foreign, "prefix": prefix }));
	}
}

#[tokio::test]
async fn revisions_come_in_pages() {
	let page = call("assets_revisions", json!([ID, null, 1])).await.unwrap();
	assert_eq!(page["revisions"][0]["number"], 2);
	assert_eq!(page["next"], 3);
	let rest = call("assets_revisions", json!([ID, page["next"], u32::MAX])).await.unwrap();
	assert_eq!(rest["revisions"][0]["number"], 3);
	assert_eq!(rest["next"], Value::Null);

	let data = refused("assets_revisions", json!([ID, 9]), ErrorCode::UnknownRevision).await;
	assert_eq!(data, json!({ "id": ID, "revision": 9 }));
	refused("assets_revisions", json!([ID, null, 0]), ErrorCode::BadFilter).await;
}

#[tokio::test]
async fn lineage_is_capped_in_depth() {
	for (asked, walked) in
		[(json!(3), 3), (Value::Null, MAX_LINEAGE_DEPTH), (json!(u32::MAX), MAX_LINEAGE_DEPTH)]
	{
		let graph = call("assets_lineage", json!([ID, "ancestors", asked])).await.unwrap();
		assert_eq!(graph["nodes"][1]["depth"], walked);
	}
	let graph = call("assets_lineage", json!([ID, "descendants"])).await.unwrap();
	assert_eq!(graph["direction"], "descendants");
	assert_eq!(graph["nodes"][0]["kind"], "model");
	assert_eq!(graph["nodes"][1]["kind"], Value::Null);
	assert_eq!(
		graph["edges"][0],
		json!({ "subject": ID, "relation": "trainedOn", "object": "0:0" })
	);

	let error = call("assets_lineage", json!([ID, "sideways"])).await.unwrap_err();
	assert_eq!(error.code(), INVALID_PARAMS_CODE);
}

#[tokio::test]
async fn lists_cap_their_pages_and_check_their_cursor() {
	for (asked, got) in [(json!(7), 7), (json!(u32::MAX), MAX_PAGE), (Value::Null, MAX_PAGE)] {
		let page = call("assets_list", json!([{}, "5:40", asked])).await.unwrap();
		assert_eq!(page["nextCursor"], format!("{got}:40"));
		assert_eq!(page["items"][0]["id"], ID);
	}
	assert!(call("assets_list", json!([])).await.is_ok());
	let in_collection = |cursor: &str| json!([{ "collection": 5 }, cursor]);
	assert!(call("assets_list", in_collection("5:40")).await.is_ok());

	for params in [json!([{}, "x"]), json!([{}, ""]), in_collection("4:40")] {
		let data = refused("assets_list", params.clone(), ErrorCode::BadFilter).await;
		assert_eq!(data, json!({ "field": "cursor", "value": params[1] }));
	}
	let data = refused("assets_list", json!([{}, null, 0]), ErrorCode::BadFilter).await;
	assert_eq!(data["field"], "limit");
	for filter in [json!({ "kind": "Model" }), json!({ "nft": 1 })] {
		let error = call("assets_list", json!([filter])).await.unwrap_err();
		assert_eq!(error.code(), INVALID_PARAMS_CODE);
	}
}

#[tokio::test]
async fn lists_take_accounts_of_this_chain_only() {
	let items = |owner: &'static str| async move {
		let page = call("assets_list", json!([{ "owner": owner }])).await.unwrap();
		page["items"].as_array().unwrap().len()
	};
	assert_eq!(items("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY").await, 1);
	assert_eq!(items("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty").await, 0);
	let bad = [
		// Alice as Polkadot writes her, with a wrong checksum, in hexadecimal, at length.
		"15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5",
		"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ",
		"0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
		"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY5GrwvaEF5zXb26Fz9",
		"",
	];
	for owner in bad {
		let params = json!([{ "owner": owner }]);
		let data = refused("assets_list", params, ErrorCode::BadFilter).await;
		assert_eq!(data, json!({ "field": "owner", "value": owner }));
	}
}

#[tokio::test]
async fn path_proofs_are_checked_or_refused() {
	let claim = |field: &str, value: Value| {
		let mut claim = json!({
			"id": ID, "path": "data/a.txt", "cid": cid(), "size": "1152921504606846976", "proof": [],
		});
		claim[field] = value;
		json!([claim])
	};
	let verdict = call("assets_verifyPath", claim("id", json!(did()))).await.unwrap();
	let expected = json!({
		"valid": true, "id": ID, "revision": 3, "root": Hash::repeat_byte(0xaa),
		"block": block(BEST, false),
	});
	assert_eq!(verdict, expected);
	let verdict = call("assets_verifyPath", claim("size", json!("5"))).await.unwrap();
	assert_eq!(verdict["valid"], false);
	let verdict = call("assets_verifyPath", claim("revision", json!(2))).await.unwrap();
	assert_eq!(verdict["revision"], 2);

	let paths = ["../x", "/x", "a//b", "", "e\u{301}", &"x".repeat(1_025)];
	for path in paths {
		let params = claim("path", json!(path));
		let data = refused("assets_verifyPath", params, ErrorCode::BadProofInput).await;
		assert_eq!(data["field"], "path");
	}
	for cid in ["", "x", "QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4"] {
		let params = claim("cid", json!(cid));
		let data = refused("assets_verifyPath", params, ErrorCode::BadProofInput).await;
		assert_eq!(data, json!({ "field": "cid", "value": cid }));
	}
	let params = claim("proof", json!(vec![Hash::zero(); 33]));
	let data = refused("assets_verifyPath", params, ErrorCode::BadProofInput).await;
	assert_eq!(data, json!({ "field": "proof", "value": "33 hashes" }));
	assert!(call("assets_verifyPath", claim("proof", json!(vec![Hash::zero(); 32]))).await.is_ok());

	let params = claim("revision", json!(8));
	let data = refused("assets_verifyPath", params, ErrorCode::UnknownRevision).await;
	assert_eq!(data, json!({ "id": ID, "revision": 8 }));
	refused("assets_verifyPath", claim("id", json!("0:7")), ErrorCode::UnknownAsset).await;
}

#[tokio::test]
async fn collections_are_found_by_number() {
	let collection = call("assets_collection", json!([0])).await.unwrap();
	assert_eq!(collection["name"], "sets");
	assert_eq!(collection["nextItem"], "2");
	assert_eq!(collection["address"], "0x0000000000000000000000000000000007210000");
	let data = refused("assets_collection", json!([1]), ErrorCode::UnknownCollection).await;
	assert_eq!(data, json!({ "id": 1 }));
}
