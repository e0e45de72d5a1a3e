//! What the endpoint answers, in front of a server that plays the Ethereum JSON-RPC server.

mod common;

use common::*;
use jsonrpsee::{
	core::client::{Error as ClientError, Subscription, SubscriptionClientT},
	rpc_params,
};
use metahub_eth_endpoint::{Limits, Log, Pruning};
use primitive_types::{H160, H256};
use serde_json::{json, Value};
use std::{sync::Mutex, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// Sends a request by HTTP, and returns the status line's code and the body.
async fn http(
	endpoint: &metahub_eth_endpoint::Endpoint,
	headers: &str,
	body: &str,
) -> (u16, String) {
	let mut stream = TcpStream::connect(endpoint.addresses()[0]).await.unwrap();
	let request = format!(
		"POST / HTTP/1.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {}\r\n\
		 Connection: close\r\n\r\n{body}",
		body.len()
	);
	stream.write_all(request.as_bytes()).await.unwrap();
	let mut response = String::new();
	stream.read_to_string(&mut response).await.unwrap();
	let (head, body) = response.split_once("\r\n\r\n").unwrap();
	(head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

const HOST: &str = "Host: localhost:8545\r\n";

async fn next(subscription: &mut Subscription<Value>) -> Value {
	tokio::time::timeout(Duration::from_secs(20), subscription.next())
		.await
		.expect("in time")
		.expect("goes on")
		.expect("is JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_does_not_know_is_passed_on_as_it_is() {
	let mock = Mock::start(Chain::up_to(0), 0).await;
	let (endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let params = json!([1, "two", { "three": [null, 4.5] }, "0x00ff"]);
	assert_eq!(call(&client, "test_echo", params.clone()).await, params);
	assert_eq!(call(&client, "test_echo", json!([])).await, json!([]));

	let error = try_call(&client, "eth_call", json!([{}, "latest"])).await.unwrap_err();
	assert_eq!(error, (3, "execution reverted: no".into(), Some(format!("\"{REVERT_DATA}\""))));
	let error = try_call(&client, "eth_unheardOf", json!([])).await.unwrap_err();
	assert_eq!(error.0, -32601);

	// Numbers are not read and written anew, and so lose nothing.
	let body = r#"{"jsonrpc":"2.0","id":"a","method":"test_echo","params":[123456789012345678]}"#;
	let (code, answer) = http(&endpoint, HOST, body).await;
	assert_eq!(code, 200);
	assert_eq!(answer, r#"{"jsonrpc":"2.0","id":"a","result":[123456789012345678]}"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_answered_in_order_and_each_for_itself() {
	let mock = Mock::start(Chain::up_to(5), 0).await;
	let limits = Limits { batch: 4, ..Default::default() };
	let (endpoint, _client) = front(&mock, Native::default(), limits).await;
	let request = |id: u32, method: &str| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": [] });
	let batch = json!([
		request(1, "eth_blockNumber"),
		request(2, "eth_call"),
		request(3, "eth_getLogs"),
		request(4, "test_echo"),
	]);
	let (_, answer) = http(&endpoint, HOST, &batch.to_string()).await;
	let answer: Value = serde_json::from_str(&answer).unwrap();
	assert_eq!(answer[0], json!({ "jsonrpc": "2.0", "id": 1, "result": "0x5" }));
	assert_eq!(answer[1]["error"]["data"], REVERT_DATA);
	assert_eq!(answer[2]["result"], json!([]));
	assert_eq!(answer[3]["id"], 4);

	let batch: Vec<_> = (0..5).map(|id| request(id, "eth_blockNumber")).collect();
	let (_, answer) = http(&endpoint, HOST, &json!(batch).to_string()).await;
	assert!(answer.contains("error") && answer.contains("-32010"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_others_are_kept_out() {
	let mock = Mock::start(Chain::up_to(0), 0).await;
	let (endpoint, _client) = front(&mock, Native::default(), Limits::default()).await;
	let body = r#"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}"#;
	for (headers, code) in [
		(HOST.to_owned(), 200),
		("Host: 127.0.0.1:1\r\n".into(), 200),
		("Host: rebound.example\r\n".into(), 403),
		(format!("{HOST}Origin: http://localhost:3000\r\n"), 200),
		(format!("{HOST}Origin: https://elsewhere.example\r\n"), 403),
		(format!("{HOST}Origin: null\r\n"), 403),
	] {
		assert_eq!(http(&endpoint, &headers, body).await.0, code, "{headers}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_of_both_kinds_are_merged_in_order() {
	let chain = Chain::up_to(4);
	{
		let mut chain = chain.lock().unwrap();
		chain.blocks[2].1 = vec![log(2, 0, 1, 3, 7), log(2, 0, 4, 20, 7)];
		chain.blocks[3].1 = vec![log(3, 0, 2, 5, 7)];
		chain.finalised = 3;
	}
	let native =
		vec![log(2, 0, 2, 8, 8), log(3, 0, 1, 2, 8), log(3, 0, 3, 9, 7), log(4, 0, 1, 1, 8)];
	let mock = Mock::start(chain, 0).await;
	let native = Native { logs: Mutex::new(native), unknown: None };
	let (_endpoint, client) = front(&mock, native, Limits::default()).await;

	let places = |logs: Value| -> Vec<(u64, u64)> {
		let logs: Vec<Log> = serde_json::from_value(logs).unwrap();
		logs.iter().map(|log| (log.block_number.as_u64(), log.log_index.as_u64())).collect()
	};
	let get = |filter: Value| {
		let client = &client;
		async move { places(call(client, "eth_getLogs", json!([filter])).await) }
	};
	let all = [(2, 3), (2, 8), (2, 20), (3, 2), (3, 5), (3, 9), (4, 1)];
	assert_eq!(get(json!({ "fromBlock": "earliest", "toBlock": "latest" })).await, all);
	assert_eq!(get(json!({ "fromBlock": "0x0", "toBlock": "0xffff" })).await, all);
	assert_eq!(get(json!({ "fromBlock": "0x3", "toBlock": "0x3" })).await, all[3..6]);
	assert_eq!(get(json!({ "blockHash": hash(3, 0) })).await, all[3..6]);
	assert_eq!(get(json!({})).await, all[6..]);
	assert_eq!(get(json!(null)).await, all[6..]);
	assert_eq!(get(json!({ "fromBlock": "0x9", "toBlock": "latest" })).await, []);
	let seven = json!({ "fromBlock": "0x0", "address": H160::repeat_byte(7) });
	assert_eq!(get(seven).await, [(2, 3), (2, 20), (3, 5), (3, 9)]);
	let eight = json!({ "fromBlock": "0x0", "topics": [[H256::repeat_byte(8)]] });
	assert_eq!(get(eight).await, [(2, 8), (3, 2), (4, 1)]);
	let none = json!({ "fromBlock": "0x0", "topics": [null, null] });
	assert_eq!(get(none).await, []);

	// The server is asked for blocks by number, whatever they were called, and for final ones.
	let query = mock.chain.lock().unwrap().queries[0].clone();
	assert_eq!(query, json!({ "fromBlock": "0x0", "toBlock": "0x3" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_that_cannot_be_answered_say_why() {
	let mock = Mock::start(Chain::up_to(50), 0).await;
	mock.chain.lock().unwrap().finalised = 50;
	mock.chain.lock().unwrap().blocks[30].1 = (0..4).map(|n| log(30, 0, 1, n, 7)).collect();
	let limits = Limits { blocks: 20, logs: 3, ..Default::default() };
	let native = Native { logs: Default::default(), unknown: Some((35, 40)) };
	let (_endpoint, client) = front(&mock, native, limits).await;
	let search = |filter: Value| {
		let client = &client;
		async move {
			let (code, message, _) =
				try_call(client, "eth_getLogs", json!([filter])).await.unwrap_err();
			(code, message)
		}
	};
	let (code, message) = search(json!({ "fromBlock": "0x0" })).await;
	assert_eq!(code, -32005);
	assert!(message.contains("51 blocks") && message.contains("20"), "{message}");
	let (code, message) = search(json!({ "fromBlock": "0x1e", "toBlock": "0x1e" })).await;
	assert_eq!(code, -32005);
	assert!(message.contains("more than 3 logs"), "{message}");
	let (code, message) = search(json!({ "fromBlock": "0x5", "toBlock": "0x1" })).await;
	assert_eq!(code, -32602);
	assert!(message.contains("ends at 1"), "{message}");
	let (code, message) = search(json!({ "blockHash": hash(999, 0) })).await;
	assert_eq!((code, &message[..]), (-32001, "unknown block"));
	let (code, message) = search(json!({ "fromBlock": "0x28", "toBlock": "0x2a" })).await;
	assert_eq!(code, -32002);
	assert!(message.contains("blocks 35 to 40 are not known"), "{message}");
	assert_eq!(search(json!({ "topics": ["0x12"] })).await.0, -32602);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_forgets_is_not_taken_for_one_that_knows_there_is_nothing() {
	let mock = Mock::start(Chain::up_to(50), 0).await;
	mock.chain.lock().unwrap().finalised = 50;
	let native = Native::default();
	let (_endpoint, client) = front_with(&mock, native, Limits::default(), Pruning::Keep(10)).await;
	let search = |from: &'static str| {
		let client = &client;
		async move { try_call(client, "eth_getLogs", json!([{ "fromBlock": from }])).await }
	};
	assert_eq!(search("0x32").await, Ok(json!([])));
	let (code, message, _) = search("0x31").await.unwrap_err();
	assert_eq!(code, -32002, "it was started at block 50");
	assert!(message.contains("before block 50"), "{message}");
	for _ in 0..20 {
		mock.add(0, vec![]);
	}
	mock.chain.lock().unwrap().finalised = 70;
	assert_eq!(search("0x3d").await, Ok(json!([])), "the newest ten of them");
	assert!(search("0x3c").await.unwrap_err().1.contains("before block 61"));
}

#[tokio::test(flavor = "multi_thread")]
async fn native_transactions_have_receipts_and_the_others_are_the_servers() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let logs = vec![log(2, 0, 5, 8, 8), log(2, 0, 5, 9, 8)];
	let native = Native { logs: Mutex::new(logs.clone()), unknown: None };
	let (_endpoint, client) = front(&mock, native, Limits::default()).await;
	let hash = logs[0].transaction_hash;
	let receipt = call(&client, "eth_getTransactionReceipt", json!([hash])).await;
	assert_eq!(receipt["logs"], json!(logs));
	assert_eq!(receipt["transactionIndex"], "0x5");
	assert_eq!(receipt["status"], "0x1");
	assert_eq!(receipt["from"], json!(H160::repeat_byte(0xaa)));
	assert_eq!(receipt["to"], json!(logs[0].address));

	let other = H256::repeat_byte(9);
	let receipt = call(&client, "eth_getTransactionReceipt", json!([other])).await;
	assert_eq!(receipt, json!({ "of": other }));
	let receipt = call(&client, "eth_getTransactionReceipt", json!(["0x12"])).await;
	assert_eq!(receipt, json!({ "of": "0x12" }), "what is no hash is the server's to refuse");
	let transaction = call(&client, "eth_getTransactionByHash", json!([hash])).await;
	assert_eq!(transaction["hash"], json!(hash));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_tells_each_log_once_and_takes_back_what_was_replaced() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let id = call(&client, "eth_newFilter", json!([{ "address": H160::repeat_byte(7) }])).await;
	let changes = || {
		let (client, id) = (&client, id.clone());
		async move {
			let logs = call(client, "eth_getFilterChanges", json!([id])).await;
			serde_json::from_value::<Vec<Log>>(logs).unwrap()
		}
	};
	assert_eq!(changes().await, []);
	mock.add(0, vec![log(4, 0, 1, 1, 7), log(4, 0, 1, 2, 8)]);
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	assert_eq!(changes().await, [log(4, 0, 1, 1, 7), log(5, 0, 1, 1, 7)]);
	assert_eq!(changes().await, []);

	// Block 5 is replaced by one with another log, and 6 comes on top of it.
	mock.fork(5, 1, vec![log(5, 1, 2, 4, 7)]);
	mock.add(1, vec![]);
	let removed = Log { removed: true, ..log(5, 0, 1, 1, 7) };
	assert_eq!(changes().await, [removed, log(5, 1, 2, 4, 7)]);

	// What is final is not looked at again.
	mock.chain.lock().unwrap().finalised = 6;
	mock.add(1, vec![log(7, 1, 1, 1, 7)]);
	assert_eq!(changes().await, [log(7, 1, 1, 1, 7)]);

	assert_eq!(call(&client, "eth_uninstallFilter", json!([id])).await, true);
	assert_eq!(call(&client, "eth_uninstallFilter", json!([id])).await, false);
	let error = try_call(&client, "eth_getFilterChanges", json!([id])).await.unwrap_err();
	assert_eq!((error.0, &error.1[..]), (-32000, "filter not found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_keeps_its_bounds() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let limits = Limits { filters: 2, ..Default::default() };
	let (_endpoint, client) = front(&mock, Native::default(), limits).await;
	let filter = json!([{ "fromBlock": "0x0", "toBlock": "0x4" }]);
	let id = call(&client, "eth_newFilter", filter).await;
	mock.add(0, vec![log(4, 0, 1, 1, 7)]);
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	let changes = call(&client, "eth_getFilterChanges", json!([id])).await;
	assert_eq!(changes, json!([log(4, 0, 1, 1, 7)]));
	assert_eq!(call(&client, "eth_getFilterChanges", json!([id])).await, json!([]));
	assert_eq!(call(&client, "eth_getFilterLogs", json!([id])).await, changes);

	call(&client, "eth_newPendingTransactionFilter", json!([])).await;
	let error = try_call(&client, "eth_newBlockFilter", json!([])).await.unwrap_err();
	assert_eq!(error.0, -32005);
	let error =
		try_call(&client, "eth_newFilter", json!([{ "blockHash": hash(1, 0) }])).await.unwrap_err();
	assert_eq!(error.0, -32602);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_filter_tells_of_each_new_block() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let (_endpoint, client) = front(&mock, Native::default(), Limits::default()).await;
	let id = call(&client, "eth_newBlockFilter", json!([])).await;
	mock.add(0, vec![]);
	mock.add(0, vec![]);
	let seen = Mutex::new(vec![]);
	until("two blocks", || async {
		let new = call(&client, "eth_getFilterChanges", json!([id])).await;
		let mut seen = seen.lock().unwrap();
		seen.extend(new.as_array().unwrap().clone());
		seen.len() == 2
	})
	.await;
	assert_eq!(*seen.lock().unwrap(), [json!(hash(4, 0)), json!(hash(5, 0))]);
	let error = try_call(&client, "eth_getFilterLogs", json!([id])).await.unwrap_err();
	assert_eq!(error.0, -32000, "it has no logs");
}

#[tokio::test(flavor = "multi_thread")]
async fn subscribers_are_told_of_blocks_and_of_logs_of_both_kinds() {
	let mock = Mock::start(Chain::up_to(3), 0).await;
	let native =
		Native { logs: Mutex::new(vec![log(4, 0, 1, 2, 7), log(5, 0, 2, 9, 8)]), unknown: None };
	let (_endpoint, client) = front(&mock, native, Limits::default()).await;
	let subscribe = |params| client.subscribe("eth_subscribe", params, "eth_unsubscribe");
	let mut heads: Subscription<Value> = subscribe(rpc_params!["newHeads"]).await.unwrap();
	let mut all: Subscription<Value> = subscribe(rpc_params!["logs"]).await.unwrap();
	let filter = json!({ "address": H160::repeat_byte(7) });
	let mut some: Subscription<Value> = subscribe(rpc_params!["logs", filter]).await.unwrap();

	// From when the endpoint knows where the chain is.
	mock.add(0, vec![log(4, 0, 3, 5, 7)]);
	assert_eq!(next(&mut heads).await["number"], "0x4");
	assert_eq!(next(&mut all).await, json!(log(4, 0, 1, 2, 7)));
	assert_eq!(next(&mut all).await, json!(log(4, 0, 3, 5, 7)));
	mock.add(0, vec![log(5, 0, 1, 1, 7)]);
	assert_eq!(next(&mut heads).await["number"], "0x5");
	assert_eq!(next(&mut all).await, json!(log(5, 0, 1, 1, 7)));
	assert_eq!(next(&mut all).await, json!(log(5, 0, 2, 9, 8)));
	for expected in [log(4, 0, 1, 2, 7), log(4, 0, 3, 5, 7), log(5, 0, 1, 1, 7)] {
		assert_eq!(next(&mut some).await, json!(expected));
	}

	mock.fork(5, 1, vec![]);
	assert_eq!(next(&mut some).await, json!(Log { removed: true, ..log(5, 0, 1, 1, 7) }));

	for wrong in [
		rpc_params!["syncing"],
		rpc_params!["newHeads", json!({})],
		rpc_params!["logs", json!({ "topics": 1 })],
	] {
		let refused: Result<Subscription<Value>, _> = subscribe(wrong).await;
		match refused.unwrap_err() {
			ClientError::Call(error) => assert_eq!(error.code(), -32602),
			error => panic!("{error}"),
		}
	}
}
