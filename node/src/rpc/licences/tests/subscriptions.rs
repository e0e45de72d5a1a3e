//! Following finality. How that goes is tested with the `assets_*` methods; here, that it is the
//! same with licences.

use super::mock::*;
use metahub_rpc_api::{
	types::{Id, LicenceChange, Notice, Seconds},
	ErrorCode,
};
use serde_json::{json, Value};
use std::time::Duration;

#[tokio::test]
async fn changes_come_from_the_runtime_block_by_block() {
	let module = module();
	let options = RawParams(params(&json!([{ "fromBlock": 4 }])));
	let mut changes = module.subscribe("licences_subscribe", options, 16).await.unwrap();
	for number in [4, 6, 8, 10] {
		let wait =
			tokio::time::timeout(Duration::from_secs(20), changes.next::<Notice<LicenceChange>>());
		let (notice, _) = wait.await.expect("in time").expect("a notification").unwrap();
		let Notice::Block(block) = notice else { panic!("{notice:?}") };
		assert_eq!((block.block.number, block.block.hash), (number, hash(number)));
		let renewed = LicenceChange::Renewed { licence: Id(LICENCE), expires: Some(Seconds(1)) };
		assert_eq!(block.changes, [renewed]);
	}
}

#[tokio::test]
async fn a_start_whose_state_is_gone_is_refused() {
	let module = module();
	let request = json!({
		"jsonrpc": "2.0", "id": 1, "method": "licences_subscribe", "params": [{ "fromBlock": 1 }],
	});
	let (answer, _) = module.raw_json_request(&request.to_string(), 4).await.unwrap();
	let answer: Value = serde_json::from_str(&answer).unwrap();
	assert_eq!(answer["error"]["code"], ErrorCode::PrunedBlock.number());
	assert!(module.method_names().any(|name| name == "licences_unsubscribe"));
}
