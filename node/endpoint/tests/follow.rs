//! What those who follow the chain are told when not all goes well.

mod common;

use common::*;
use jsonrpsee::{
	core::client::{Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::WsClient,
};
use metahub_eth_endpoint::{Limits, Log};
use primitive_types::{H160, H256};
use serde_json::{json, Value};
use std::time::Duration;

async fn next(subscription: &mut Subscription<Value>) -> Option<Value> {
	let next = tokio::time::timeout(Duration::from_secs(20), subscription.next());
	next.await.expect("in time").map(|news| news.expect("is JSON"))
}

async fn subscribe(client: &WsClient, to: &str) -> Subscription<Value> {
	let params = rpc_params![to];
	client.subscribe("eth_subscribe", params, "eth_unsubscribe").await.unwrap()
}

async fn new_filter(client: &WsClient) -> Value {
	call(client, "eth_newFilter", json!([{ "address": H160::repeat_byte(7) }])).await
}

async fn try_changes(
	client: &WsClient,
	id: &Value,
) -> Result<Vec<Log>, (i32, String, Option<String>)> {
	let logs = try_call(client, "eth_getFilterChanges", json!([id])).await?;
	Ok(serde_json::from_value(logs).unwrap())
}

async fn changes(client: &WsClient, id: &Value) -> Vec<Log> {
	try_changes(client, id).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_the_server_did_not_announce_are_not_missed() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let mut logs = subscribe(&client, "logs").await;
	let mut heads = subscribe(&client, "newHeads").await;
	let filter = new_filter(&client).await;
	mock.add(0, vec![log(4, 0, 1, 1, 7)]);
	assert_eq!(next(&mut logs).await, Some(json!(log(4, 0, 1, 1, 7))));
	assert_eq!(next(&mut heads).await.unwrap()["hash"], json!(hash(4, 0)));
	assert_eq!(changes(&client, &filter).await, [log(4, 0, 1, 1, 7)]);

	// Another block 4 is not the best one when it comes, so it is neither announced nor indexed;
	// with the block upon it it is part of the best chain.
	let [four, five] = [log(4, 1, 2, 3, 7), log(5, 1, 1, 1, 7)];
	mock.chain.lock().unwrap().blocks.truncate(4);
	mock.add_silently(1, vec![four.clone()]);
	mock.chain.lock().unwrap().unindexed.push(hash(4, 1));
	mock.add(1, vec![five.clone()]);
	let removed = Log { removed: true, ..log(4, 0, 1, 1, 7) };
	let expected = [removed, four.clone(), five.clone()];
	assert_eq!(changes(&client, &filter).await, expected);
	for expected in &expected {
		assert_eq!(next(&mut logs).await, Some(json!(expected)));
	}
	for fork in [hash(4, 1), hash(5, 1)] {
		assert_eq!(next(&mut heads).await.unwrap()["hash"], json!(fork));
	}
	// Who searches sees the same.
	let found = call(&client, "eth_getLogs", json!([{ "fromBlock": "0x1" }])).await;
	assert_eq!(found, json!([four, five]));

	// The same head again is not another one.
	mock.tell();
	mock.add(1, vec![]);
	assert_eq!(next(&mut heads).await.unwrap()["hash"], json!(hash(6, 1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_full_of_logs_keeps_nothing_from_anybody() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let filter = json!({ "address": H160::repeat_byte(7) });
	let params = rpc_params!["logs", filter];
	let mut logs: Subscription<Value> =
		client.subscribe("eth_subscribe", params, "eth_unsubscribe").await.unwrap();
	let filter = new_filter(&client).await;
	mock.add(0, (0..11_000).map(|index| log(4, 0, 1, index, 8)).collect());
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	assert_eq!(next(&mut logs).await, Some(json!(log(5, 0, 1, 1, 7))));
	assert_eq!(changes(&client, &filter).await, [log(5, 0, 1, 1, 7)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_told_is_said_and_it_goes_on() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let mut logs = subscribe(&client, "logs").await;
	let filter = new_filter(&client).await;
	mock.add(0, vec![log(4, 0, 1, 1, 7)]);
	assert_eq!(next(&mut logs).await, Some(json!(log(4, 0, 1, 1, 7))));
	mock.chain.lock().unwrap().oversized.push(hash(5, 0));
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	assert_eq!(next(&mut logs).await, None, "the subscription ends");

	let mut logs = subscribe(&client, "logs").await;
	mock.add(0, vec![log(6, 0, 1, 1, 7)]);
	assert_eq!(next(&mut logs).await, Some(json!(log(6, 0, 1, 1, 7))));

	assert_eq!(changes(&client, &filter).await, [log(4, 0, 1, 1, 7)]);
	let (code, message, _) = try_changes(&client, &filter).await.unwrap_err();
	assert_eq!(code, -32002);
	assert!(message.contains("blocks 5 to 5 were missed"), "{message}");
	assert_eq!(changes(&client, &filter).await, [log(6, 0, 1, 1, 7)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_that_cannot_be_had_is_not_one_that_was_replaced() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let filter = new_filter(&client).await;
	mock.add(0, vec![log(4, 0, 1, 1, 7)]);
	assert_eq!(changes(&client, &filter).await, [log(4, 0, 1, 1, 7)]);
	mock.chain.lock().unwrap().blind = true;
	let (code, message, _) = try_changes(&client, &filter).await.unwrap_err();
	assert_eq!(code, -32002, "{message}");
	mock.chain.lock().unwrap().blind = false;
	assert_eq!(changes(&client, &filter).await, []);
	// With the state of final blocks goes what they are known by.
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	mock.chain.lock().unwrap().blind = true;
	mock.chain.lock().unwrap().finalised = 5;
	let (_, message, _) = try_changes(&client, &filter).await.unwrap_err();
	assert!(message.contains("blocks 5 to 5 were missed"), "{message}");
	mock.chain.lock().unwrap().blind = false;
	mock.add(0, vec![log(6, 0, 1, 1, 7)]);
	assert_eq!(changes(&client, &filter).await, [log(6, 0, 1, 1, 7)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_blocks_come_in_several_answers() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let filter = new_filter(&client).await;
	for number in 4..604 {
		mock.add_silently(0, vec![log(number, 0, 1, 1, 7)]);
	}
	let (mut told, mut answers) = (Vec::new(), 0);
	while told.len() < 600 {
		let new = changes(&client, &filter).await;
		assert!(!new.is_empty());
		told.extend(new);
		answers += 1;
	}
	assert_eq!(answers, 3);
	let expected: Vec<_> = (4..604).map(|number| log(number, 0, 1, 1, 7)).collect();
	assert_eq!(told, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_begins_where_it_says() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let id = call(&client, "eth_newFilter", json!([{ "fromBlock": "0x5" }])).await;
	mock.add(0, vec![log(4, 0, 1, 1, 7)]);
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	assert_eq!(changes(&client, &id).await, [log(5, 0, 1, 1, 7)]);
	let backwards = json!([{ "fromBlock": "0x5", "toBlock": "0x4" }]);
	assert_eq!(try_call(&client, "eth_newFilter", backwards).await.unwrap_err().0, -32602);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_receipts_do_not_wait_for_the_nodes() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let native = Native { unknown: Some((1, 2)), ..Default::default() };
	let (_endpoint, client) = front(&mock, native, Limits::default()).await;
	let hash = H256::repeat_byte(9);
	let receipt = call(&client, "eth_getTransactionReceipt", json!([hash])).await;
	assert_eq!(receipt, json!({ "of": hash }));
	let nobodys = json!([H256::zero()]);
	let (code, message, _) =
		try_call(&client, "eth_getTransactionReceipt", nobodys).await.unwrap_err();
	assert_eq!(code, -32002, "{message}");
}
