//! What callers get for what they ask, on the made-up chain of the `assets_*` tests.

use super::{query::Query, Market, MarketApiServer};
use crate::rpc::assets::tests::mock::{alice, genesis, hash, params, Client, RawParams, States};
use jsonrpsee::{core::server::MethodsError, types::ErrorObjectOwned};
use metahub_assets::{AssetId, Did};
use metahub_rpc_api::ErrorCode;
use serde_json::{json, Value};
use std::sync::Arc;

const ASSET: &str = "0:1";

async fn call(json: Value) -> Result<Value, ErrorObjectOwned> {
	let module = Market(Query::new(Arc::new(Client), States)).into_rpc();
	match module.call::<_, Value>("market_item", RawParams(params(&json))).await {
		Ok(value) => Ok(value),
		Err(MethodsError::JsonRpc(error)) => Err(error),
		Err(error) => panic!("{error}"),
	}
}

#[tokio::test]
async fn an_asset_for_sale_is_told_with_its_fingerprint() {
	let answer = call(json!([ASSET])).await.unwrap();
	assert_eq!(answer["fingerprint"], format!("0x{}", "f1".repeat(32)));
	let seller = crate::rpc::names::ss58(&alice()).0;
	assert_eq!(
		answer["listing"],
		json!({
			"seller": seller,
			"prices": [{ "currency": "native", "amount": u128::MAX.to_string() }],
			"swaps": true,
			"closes": "1800000000",
		})
	);
	let snapshot = &answer["snapshot"];
	assert_eq!((&snapshot["type"], &snapshot["asset"]), (&json!("asset"), &json!(ASSET)));
	assert_eq!(answer["licences"], json!({ "all": 2, "irrevocable": 1 }));
	assert_eq!(snapshot["shared"], json!({ "currency": { "token": 3 }, "amount": "5" }));
	assert_eq!(snapshot["ownerNonce"], 7);
	assert_eq!(snapshot["tags"], json!([{ "dispute": "9", "claim": "personalData" }]));
	assert_eq!(answer["block"]["finalized"], false);
	// By DID as well.
	let did = Did::new(&genesis(), AssetId::new(0, 1)).to_string();
	assert_eq!(call(json!([did, null])).await.unwrap(), answer);
	let earlier = call(json!([ASSET, hash(10)])).await.unwrap();
	assert_eq!(earlier["block"]["number"], 10);
}

#[tokio::test]
async fn a_licence_that_is_not_for_sale_is_told_all_the_same() {
	let answer = call(json!([format!("licence:{}", u64::MAX)])).await.unwrap();
	assert_eq!((&answer["listing"], &answer["licences"]), (&Value::Null, &Value::Null));
	let snapshot = &answer["snapshot"];
	assert_eq!(snapshot["type"], "licence");
	assert_eq!(snapshot["licence"], u64::MAX.to_string());
	assert_eq!((&snapshot["usesLeft"], &snapshot["openSubLicences"]), (&json!(4), &json!(2)));
	assert_eq!((&snapshot["expires"], &snapshot["ended"]), (&json!("1900000000"), &Value::Null));
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_the_reason() {
	let refused = |item: &str| {
		let item = item.to_owned();
		async move { call(json!([item])).await.expect_err(&item).code() }
	};
	assert_eq!(refused("0:77").await, ErrorCode::UnknownAsset.number());
	assert_eq!(refused("licence:1").await, ErrorCode::UnknownLicence.number());
	for bad in ["licence:", "licence:-1", "licence:0:1", "offer:1", "1", ""] {
		assert_eq!(refused(bad).await, ErrorCode::BadId.number(), "{bad}");
	}
}
