//! What callers get for what they ask.

use super::mock::*;
use metahub_assets::{Did, MAX_PAGE};
use metahub_rpc_api::ErrorCode;
use metahub_runtime::{AccountId, Hash};
use serde_json::{json, Value};

const ID: &str = "0:1";

fn name(account: AccountId) -> String {
	crate::rpc::names::ss58(&account).0
}

/// Checks that a call fails, and how; gives the error's data.
async fn refused(method: &str, params: Value, code: ErrorCode) -> Value {
	let error = call(method, params.clone()).await.expect_err(&params.to_string());
	assert_eq!(error.code(), code.number(), "{method} {params}: {error:?}");
	serde_json::from_str(error.data().expect("every error has data").get()).unwrap()
}

/// Every method but the subscription, with parameters that have an answer.
fn methods() -> Vec<(&'static str, Value)> {
	let bob = name(bob());
	vec![
		("licences_access", json!([ID, bob, null, null])),
		("licences_licence", json!([LICENCE.to_string()])),
		("licences_licencesOf", json!([bob, null, null, null])),
		("licences_licencesOn", json!([ID, null, null])),
		("licences_terms", json!([terms()])),
		("licences_offer", json!([OFFER])),
		("licences_offers", json!([ID, null, null])),
		("licences_accessMode", json!([ID])),
		("licences_shares", json!([ID])),
		("licences_inherited", json!([ID])),
		("licences_quote", json!([OFFER, "native"])),
		("licences_claimable", json!([bob, null, null])),
		("licences_escrow", json!([ESCROW])),
	]
}

#[tokio::test]
async fn every_answer_names_its_block() {
	let finalized = json!({ "hash": hash(FINALIZED), "number": FINALIZED, "finalized": true });
	let best = json!({ "hash": hash(BEST), "number": BEST, "finalized": false });
	for (method, params) in methods() {
		let answer = call(method, params.clone()).await.unwrap();
		assert_eq!(answer["block"], best, "{method}");
		let mut at = params.clone();
		at.as_array_mut().unwrap().push(json!(hash(FINALIZED)));
		assert_eq!(call(method, at).await.unwrap()["block"], finalized, "{method}");
	}
}

#[tokio::test]
async fn blocks_that_are_unknown_pruned_or_broken_are_told_apart() {
	for (method, params) in methods() {
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
	}
	refused("licences_licence", json!([LICENCE, hash(BROKEN)]), ErrorCode::Internal).await;
}

#[tokio::test]
async fn access_says_why_and_until_when() {
	let bob = name(bob());
	let answer = call("licences_access", json!([ID, bob, "1700000000", "7"])).await.unwrap();
	assert_eq!(answer["allowed"], true);
	assert_eq!(answer["grant"], json!({ "type": "holder", "licence": "7" }));
	assert_eq!((&answer["until"], &answer["usesLeft"]), (&json!("1700000000"), &json!(2)));
	assert_eq!((&answer["asset"], &answer["account"]), (&json!(ID), &json!(bob)));

	// By name, with numbers in place of strings, by DID.
	let did = Did::new(&genesis(), ASSET).to_string();
	let named = json!({ "asset": did, "account": bob, "time": 1_700_000_000, "licence": 7 });
	assert_eq!(call("licences_access", named).await.unwrap(), answer);

	let none = call("licences_access", json!([ID, bob])).await.unwrap();
	assert_eq!(
		(&none["allowed"], &none["grant"], &none["until"], &none["usesLeft"]),
		(&json!(false), &Value::Null, &Value::Null, &Value::Null)
	);
	let owner = call("licences_access", json!([ID, name(alice())])).await.unwrap();
	assert_eq!(owner["grant"], json!({ "type": "owner" }));
}

#[tokio::test]
async fn a_licence_is_told_whole() {
	let answer = call("licences_licence", json!([LICENCE])).await.unwrap();
	assert_eq!(answer["id"], LICENCE.to_string());
	assert_eq!(answer["holder"], name(bob()));
	assert_eq!(answer["licensor"], name(alice()));
	assert_eq!(answer["ended"], json!({ "type": "revoked", "reason": "breach" }));
	assert_eq!(answer["lastUse"], json!({ "memo": Hash::zero(), "at": "1700000001" }));
	assert_eq!(answer["deposit"], json!({ "depositor": name(alice()), "amount": "5" }));
	assert_eq!(answer["tags"], json!([{ "dispute": "9", "claim": "infringement" }]));
}

#[tokio::test]
async fn what_is_not_there_has_its_own_code() {
	for (method, id, code) in [
		("licences_licence", json!("1"), ErrorCode::UnknownLicence),
		("licences_offer", json!("1"), ErrorCode::UnknownOffer),
		("licences_terms", json!(Hash::zero()), ErrorCode::UnknownTerms),
		("licences_escrow", json!("1"), ErrorCode::UnknownEscrow),
	] {
		assert_eq!(refused(method, json!([id]), code).await, json!({ "id": id }), "{method}");
	}
}

#[tokio::test]
async fn lists_come_in_capped_pages() {
	let bob = name(bob());
	let page = call("licences_licencesOf", json!([bob, ID, "6:5", 1_000])).await.unwrap();
	// What the runtime was asked for comes back.
	assert_eq!(page["items"][0]["id"], "1");
	assert_eq!(page["items"][0]["parent"], "5");
	assert_eq!(page["items"][0]["depth"], MAX_PAGE);
	assert_eq!(page["next"], format!("6:{MAX_PAGE}"));
	let page = call("licences_licencesOn", json!([ID, null, 2])).await.unwrap();
	assert_eq!((&page["items"][0]["depth"], &page["next"]), (&json!(2), &Value::Null));
	let page = call("licences_offers", json!([ID, 5, 2])).await.unwrap();
	assert_eq!(page["next"], "7");
	assert_eq!(page["items"][0]["prices"][0]["amount"], u128::MAX.to_string());
	assert_eq!(page["items"][0]["prices"][1]["currency"], json!({ "token": 1 }));

	for (method, params) in [
		("licences_licencesOf", json!([bob, null, null, 0])),
		("licences_licencesOn", json!([ID, null, 0])),
		("licences_offers", json!([ID, null, 0])),
		("licences_claimable", json!([bob, null, 0])),
	] {
		let data = refused(method, params, ErrorCode::BadFilter).await;
		assert_eq!(data["field"], "limit");
	}
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
	let bob = name(bob());
	// Of another method, and of a list with another filter.
	for (asset, after) in [(json!(null), "5"), (json!(ID), ""), (json!(ID), "7:5")] {
		let params = json!([bob, asset, after]);
		let data = refused("licences_licencesOf", params, ErrorCode::BadFilter).await;
		assert_eq!(data, json!({ "field": "after", "value": after }));
	}
	let page = call("licences_licencesOf", json!([bob, null, "7:5"])).await.unwrap();
	assert_eq!(page["items"][0]["parent"], "5");
}

#[tokio::test]
async fn names_that_are_none_are_refused_before_the_runtime_is_asked() {
	let foreign = "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5";
	for (method, params) in [
		("licences_access", json!([ID, foreign])),
		("licences_licencesOf", json!([foreign])),
		("licences_claimable", json!([foreign])),
	] {
		let data = refused(method, params, ErrorCode::BadFilter).await;
		assert_eq!(data, json!({ "field": "account", "value": foreign }), "{method}");
	}
	let bob = name(bob());
	for (method, params) in [
		("licences_access", json!(["0:01", bob])),
		("licences_licencesOf", json!([bob, "0:01"])),
		("licences_licencesOn", json!(["0:01"])),
		("licences_offers", json!(["0:01"])),
		("licences_accessMode", json!(["0:01"])),
		("licences_shares", json!(["0:01"])),
		("licences_inherited", json!(["0:01"])),
	] {
		let data = refused(method, params, ErrorCode::BadId).await;
		assert_eq!(data, json!({ "id": "0:01" }), "{method}");
	}
	let did = format!("did:metahub:{}:0:1", "0".repeat(32));
	refused("licences_shares", json!([did]), ErrorCode::ForeignDid).await;
}

#[tokio::test]
async fn parameters_of_the_wrong_type_are_refused() {
	let bob = name(bob());
	for (method, params) in [
		("licences_access", json!([ID, bob, -1])),
		("licences_licence", json!(["x"])),
		("licences_licence", json!([])),
		("licences_terms", json!(["0x12"])),
		("licences_quote", json!([OFFER, "Native"])),
		("licences_quote", json!([OFFER, { "token": -1 }])),
		("licences_quote", json!([OFFER])),
	] {
		let error = call(method, params.clone()).await.expect_err(&params.to_string());
		assert_eq!(error.code(), jsonrpsee::types::error::INVALID_PARAMS_CODE, "{params}");
	}
}

#[tokio::test]
async fn a_quote_names_what_is_spent() {
	let native = call("licences_quote", json!([OFFER, "native"])).await.unwrap();
	assert_eq!(native["price"], json!({ "currency": "native", "amount": "10" }));
	assert_eq!((&native["spend"], &native["path"]), (&native["price"], &json!([])));

	let token = call("licences_quote", json!([OFFER, { "token": 1 }])).await.unwrap();
	let spend = json!({ "currency": { "token": 1 }, "amount": u128::MAX.to_string() });
	assert_eq!((&token["price"], &token["spend"]), (&native["price"], &spend));
	assert_eq!(token["path"], json!([{ "token": 1 }, "native"]));

	let erc20 = json!({ "erc20": format!("0x{}", "ab".repeat(20)) });
	let data = refused("licences_quote", json!([OFFER, erc20]), ErrorCode::NoQuote).await;
	let expected = json!({ "offer": "3", "payWith": erc20, "reason": "Token.FundsUnavailable" });
	assert_eq!(data, expected);
}

#[tokio::test]
async fn modes_shares_origins_claims_and_escrows() {
	let mode = call("licences_accessMode", json!([ID])).await.unwrap();
	assert_eq!(mode["mode"], json!({ "type": "free", "terms": terms() }));
	let shares = call("licences_shares", json!(["0:2"])).await.unwrap();
	let share = json!({ "ancestor": ID, "ppm": 9, "policy": "absolute" });
	assert_eq!((&shares["asset"], &shares["shares"]), (&json!("0:2"), &json!([share])));
	let inherited = call("licences_inherited", json!([ID])).await.unwrap();
	assert_eq!(inherited["durationSecs"], u64::MAX.to_string());
	assert_eq!(inherited["commercialUse"], true);
	let owed = call("licences_claimable", json!([name(bob())])).await.unwrap();
	let amount = json!({ "currency": { "token": 1 }, "amount": u128::MAX.to_string() });
	assert_eq!(owed["amounts"], json!([amount]));
	// The limit, and the cursor, as the runtime was asked for them.
	assert_eq!(owed["next"], json!({ "token": 100 }));
	let page = call("licences_claimable", json!([name(bob()), null, 7])).await.unwrap();
	assert_eq!(page["next"], json!({ "token": 7 }));
	let page = call("licences_claimable", json!([name(bob()), "native"])).await.unwrap();
	assert_eq!((&page["amounts"], &page["next"]), (&json!([]), &json!("native")));
	let escrow = call("licences_escrow", json!([ESCROW])).await.unwrap();
	assert_eq!(escrow["left"], json!({ "currency": { "token": 1 }, "amount": "6" }));
	assert_eq!((&escrow["id"], &escrow["deadline"]), (&json!("8"), &json!("1700000000")));
	let found = call("licences_terms", json!([terms()])).await.unwrap();
	assert_eq!(found["terms"]["durationSecs"], "60");
	assert_eq!(found["references"], 2);
}
