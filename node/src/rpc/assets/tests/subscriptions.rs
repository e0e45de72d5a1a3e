//! Following finality: order, gaps, starts, ends.

use super::{super::query::Query, mock::*};
use crate::rpc::subscription::{first_block, next_batch, read_batch, Chain, ClientChain, Limits};
use jsonrpsee::{
	core::{
		client::{Client as WsClient, Subscription as WsSubscription, SubscriptionClientT},
		server::{MethodsError, Subscription},
		ClientError,
	},
	rpc_params,
	server::Server,
	ws_client::WsClientBuilder,
	RpcModule,
};
use metahub_rpc_api::{
	types::{BlockChanges, Notice},
	Error, ErrorCode,
};
use serde_json::{json, Value};
use std::{sync::Arc, time::Duration};

/// A chain of which every even block has one change.
fn even_chain(finalized: u32) -> Arc<FakeChain> {
	FakeChain::new((0..500).step_by(2).map(|number| (number, 1)), 0, finalized)
}

async fn subscribe(
	module: &RpcModule<()>,
	options: Value,
	buffer: usize,
) -> Result<Subscription, Value> {
	let params = RawParams(params(&json!([options])));
	match module.subscribe("assets_subscribe", params, buffer).await {
		Ok(subscription) => Ok(subscription),
		Err(MethodsError::JsonRpc(error)) => Err(serde_json::to_value(error).unwrap()),
		Err(error) => panic!("{error}"),
	}
}

async fn next(subscription: &mut Subscription) -> Notice {
	let wait = tokio::time::timeout(Duration::from_secs(20), subscription.next::<Notice>());
	wait.await.expect("a notification in time").expect("a notification").unwrap().0
}

async fn next_block(subscription: &mut Subscription) -> BlockChanges {
	match next(subscription).await {
		Notice::Block(block) => block,
		other => panic!("{other:?}"),
	}
}

async fn next_numbers(subscription: &mut Subscription, count: usize) -> Vec<u32> {
	let mut numbers = vec![];
	for _ in 0..count {
		numbers.push(next_block(subscription).await.block.number);
	}
	numbers
}

/// Waits until a subscription that takes the only place has ended.
async fn until_there_is_a_place(module: &RpcModule<()>) {
	let retry = async {
		while subscribe(module, json!({}), 16).await.is_err() {
			tokio::task::yield_now().await;
		}
	};
	tokio::time::timeout(Duration::from_secs(20), retry).await.expect("a free place in time");
}

#[test]
fn a_start_is_at_most_one_ahead_of_finality() {
	assert_eq!(first_block(None, 7), Ok(8));
	assert_eq!(first_block(Some(0), 7), Ok(1));
	assert_eq!(first_block(Some(1), 7), Ok(1));
	assert_eq!(first_block(Some(8), 7), Ok(8));
	assert_eq!(first_block(Some(9), 7), Err(Error::BadStart { from_block: 9, finalized: 7 }));
	assert_eq!(first_block(Some(0), 0), Ok(1));
	assert_eq!(first_block(Some(u32::MAX), u32::MAX), Ok(u32::MAX));
}

#[test]
fn batches_fill_every_gap_and_overlap_nowhere() {
	for finalized in [1, 31, 32, 33, 100] {
		let (mut next, mut seen) = (1, vec![]);
		while let Some(range) = next_batch(next, finalized) {
			assert!(range.clone().count() <= 32);
			next = range.end() + 1;
			seen.extend(range);
		}
		assert_eq!(seen, (1..=finalized).collect::<Vec<_>>());
	}
	assert_eq!(next_batch(8, 7), None);
	assert_eq!(next_batch(u32::MAX, u32::MAX), Some(u32::MAX..=u32::MAX));
}

#[test]
fn a_batch_ends_at_many_changes_or_a_failure() {
	let chain = FakeChain::new([(6, 600), (7, 600)], 5, 20);
	let numbers = |range| {
		let batch = read_batch(&*chain, range);
		(batch.blocks.iter().map(|block| block.block.number).collect::<Vec<_>>(), batch.failure)
	};
	assert_eq!(numbers(5..=20), (vec![5, 6, 7], None));
	assert_eq!(numbers(7..=9), (vec![7, 8, 9], None));
	let pruned = Error::PrunedBlock { block: hash(4), number: 4 };
	assert_eq!(numbers(4..=9), (vec![], Some(pruned)));
}

#[tokio::test]
async fn from_now_on() {
	let chain = even_chain(10);
	let module = module(chain.clone(), Limits::default());
	let mut subscription = subscribe(&module, json!({}), 16).await.unwrap();
	chain.finalize(12);
	let block = next_block(&mut subscription).await;
	assert_eq!((block.block.number, block.block.hash), (12, hash(12)));
	assert_eq!(block.changes.len(), 1);
}

#[tokio::test]
async fn catches_up_over_several_batches_then_follows() {
	let chain = even_chain(100);
	let module = module(chain.clone(), Limits::default());
	let mut subscription = subscribe(&module, json!({ "fromBlock": 3 }), 200).await.unwrap();
	let expected: Vec<_> = (4..=100).step_by(2).collect();
	assert_eq!(next_numbers(&mut subscription, expected.len()).await, expected);
	// One notification for many blocks, and one for none.
	chain.notify();
	chain.finalize(140);
	let expected: Vec<_> = (102..=140).step_by(2).collect();
	assert_eq!(next_numbers(&mut subscription, expected.len()).await, expected);
}

#[tokio::test]
async fn all_blocks_are_sent_when_asked_for() {
	let chain = even_chain(4);
	let module = module(chain.clone(), Limits::default());
	let options = json!({ "fromBlock": 0, "allBlocks": true });
	let mut subscription = subscribe(&module, options, 16).await.unwrap();
	assert_eq!(next_numbers(&mut subscription, 4).await, [1, 2, 3, 4]);
	chain.finalize(5);
	let block = next_block(&mut subscription).await;
	assert_eq!((block.block.number, block.changes.len()), (5, 0));
}

#[tokio::test]
async fn resuming_neither_repeats_nor_skips() {
	let chain = even_chain(6);
	let module = module(chain.clone(), Limits::default());
	let mut subscription = subscribe(&module, json!({ "fromBlock": 1 }), 16).await.unwrap();
	let last = *next_numbers(&mut subscription, 3).await.last().unwrap();
	drop(subscription);
	// The next block need not be final yet.
	let options = json!({ "fromBlock": last + 1 });
	let mut subscription = subscribe(&module, options, 16).await.unwrap();
	chain.finalize(10);
	assert_eq!(next_numbers(&mut subscription, 2).await, [8, 10]);
}

#[tokio::test]
async fn quiet_blocks_are_told_of_so_that_a_subscriber_can_resume() {
	// Changes in blocks 20 and 100 only.
	let chain = FakeChain::new([(20, 1), (100, 1)], 0, 60);
	let module = module(chain.clone(), Limits::default());
	let mut subscription = subscribe(&module, json!({ "fromBlock": 1 }), 200).await.unwrap();
	let mut told = async |count: usize| {
		let mut told = vec![];
		for _ in 0..count {
			told.push(match next(&mut subscription).await {
				Notice::Block(block) => (block.block, block.changes.len()),
				Notice::Progress { progress } => (progress, 0),
				Notice::Stopped { stopped } => panic!("{stopped:?}"),
			});
		}
		told.into_iter()
			.map(|(block, changes)| {
				assert_eq!(block.hash, hash(block.number));
				(block.number, changes)
			})
			.collect::<Vec<_>>()
	};
	// Counted from the last notification, whichever it was.
	assert_eq!(told(4).await, [(16, 0), (20, 1), (36, 0), (52, 0)]);
	// Block by block as well as many at once.
	for number in 61..=70 {
		chain.finalize(number);
	}
	chain.finalize(300);
	let mut expected = vec![(68, 0), (84, 0), (100, 1)];
	expected.extend((116..=300).step_by(16).map(|number| (number, 0)));
	assert_eq!(told(expected.len()).await, expected);
}

#[tokio::test]
async fn progress_is_a_notification_of_its_own_form() {
	let module = module(FakeChain::new([], 0, 16), Limits::default());
	let mut subscription = subscribe(&module, json!({ "fromBlock": 0 }), 4).await.unwrap();
	let wait = tokio::time::timeout(Duration::from_secs(20), subscription.next::<Value>());
	let (notice, _) = wait.await.unwrap().unwrap().unwrap();
	assert_eq!(notice, json!({ "progress": { "number": 16, "hash": hash(16) } }));
}

#[tokio::test]
async fn one_connection_cannot_take_all_places() {
	let limits = Limits { subscriptions: 3, per_connection: 2, ..Default::default() };
	let module = module(even_chain(0), limits);
	let server = Server::builder().build("127.0.0.1:0").await.unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let handle = server.start(module);
	let connect = async || WsClientBuilder::default().build(&url).await.unwrap();
	let open = async |client: &WsClient| -> Result<WsSubscription<Notice>, Value> {
		let (method, end) = ("assets_subscribe", "assets_unsubscribe");
		match client.subscribe(method, rpc_params![json!({})], end).await {
			Ok(subscription) => Ok(subscription),
			Err(ClientError::Call(error)) => Err(serde_json::to_value(error).unwrap()),
			Err(error) => panic!("{error}"),
		}
	};
	let (greedy, other) = (connect().await, connect().await);
	let first = open(&greedy).await.unwrap();
	let second = open(&greedy).await.unwrap();
	let error = open(&greedy).await.unwrap_err();
	assert_eq!(error["code"], ErrorCode::TooManyOnConnection.number());
	assert_eq!(error["data"], json!({ "limit": 2 }));
	// Another connection gets what is left, and no more than that.
	let third = open(&other).await.unwrap();
	let error = open(&other).await.unwrap_err();
	assert_eq!(error["code"], ErrorCode::TooManySubscriptions.number());

	// An end by the client gives a place back, and so does the end of the connection.
	let until_open = async |client: &WsClient| {
		let retry = async {
			loop {
				match open(client).await {
					Ok(subscription) => break subscription,
					Err(_) => tokio::task::yield_now().await,
				}
			}
		};
		tokio::time::timeout(Duration::from_secs(20), retry).await.expect("a place in time")
	};
	first.unsubscribe().await.unwrap();
	let again = until_open(&greedy).await;
	drop((greedy, second, again));
	let last = until_open(&other).await;
	let others = connect().await;
	let more = until_open(&others).await;
	drop((third, last, more));
	handle.stop().unwrap();
}

#[tokio::test]
async fn starts_that_cannot_be_are_refused() {
	let module = module(FakeChain::new([(6, 1)], 5, 9), Limits::default());
	let error = subscribe(&module, json!({ "fromBlock": 4 }), 16).await.unwrap_err();
	assert_eq!(error["code"], ErrorCode::PrunedBlock.number());
	assert_eq!(error["data"], json!({ "block": hash(4), "number": 4 }));
	let error = subscribe(&module, json!({ "fromBlock": 11 }), 16).await.unwrap_err();
	assert_eq!(error["code"], ErrorCode::BadStart.number());
	assert_eq!(error["data"], json!({ "fromBlock": 11, "finalized": 9 }));
	let mut subscription = subscribe(&module, json!({ "fromBlock": 5 }), 16).await.unwrap();
	assert_eq!(next_numbers(&mut subscription, 1).await, [6]);
}

#[tokio::test]
async fn places_are_limited_and_given_back() {
	let chain = even_chain(0);
	let limits = Limits { subscriptions: 1, ..Default::default() };
	let module = module(chain.clone(), limits);
	let first = subscribe(&module, json!({}), 16).await.unwrap();
	let error = subscribe(&module, json!({}), 16).await.unwrap_err();
	assert_eq!(error["code"], ErrorCode::TooManySubscriptions.number());
	assert_eq!(error["data"], json!({ "limit": 1 }));
	drop(first);
	until_there_is_a_place(&module).await;
}

#[tokio::test]
async fn a_slow_subscriber_is_told_where_to_go_on() {
	let chain = even_chain(100);
	let limits =
		Limits { subscriptions: 1, patience: Duration::from_millis(1), ..Default::default() };
	let module = module(chain, limits);
	let mut subscription = subscribe(&module, json!({ "fromBlock": 1 }), 3).await.unwrap();
	// Nothing is read until the node has lost its patience.
	until_there_is_a_place(&module).await;
	let mut last = 0;
	let end = loop {
		match next(&mut subscription).await {
			Notice::Block(block) => {
				assert_eq!(block.block.number, last + 2);
				last = block.block.number;
			}
			Notice::Stopped { stopped } => break stopped,
			Notice::Progress { progress } => panic!("{progress:?}"),
		}
	};
	assert_eq!(end.code, ErrorCode::TooSlow.number());
	assert_eq!(end.data, json!({ "next": last + 2 }));
}

#[tokio::test]
async fn notifications_are_pub_sub_of_one_name() {
	let chain = even_chain(2);
	let module = module(chain, Limits::default());
	let request = json!({
		"jsonrpc": "2.0", "id": 1, "method": "assets_subscribe", "params": [{ "fromBlock": 0 }],
	});
	let (answer, mut messages) = module.raw_json_request(&request.to_string(), 4).await.unwrap();
	let answer: Value = serde_json::from_str(&answer).unwrap();
	let message = tokio::time::timeout(Duration::from_secs(20), messages.recv()).await.unwrap();
	let message: Value = serde_json::from_str(&message.unwrap()).unwrap();
	assert_eq!(message["method"], "assets_changes");
	assert_eq!(message["params"]["subscription"], answer["result"]);
	let expected = json!({
		"block": { "number": 2, "hash": hash(2) },
		"changes": [{ "type": "collectionDestroyed", "collection": 2 }],
	});
	assert_eq!(message["params"]["result"], expected);
	assert!(module.method_names().any(|name| name == "assets_unsubscribe"));
}

#[test]
fn a_client_is_read_block_by_block() {
	let client = Arc::new(Client);
	let query = Arc::new(Query::new(client.clone(), States, metahub_assets::EVM_CHAIN_ID));
	let chain = ClientChain::new(client, query);
	assert_eq!(chain.finalized(), FINALIZED);
	for number in [4, 5, 4] {
		let block = chain.changes(number).unwrap();
		assert_eq!((block.block.number, block.block.hash), (number, hash(number)));
		assert_eq!(block.changes.len(), usize::from(number % 2 == 0));
	}
	let number = OLDEST_STATE - 1;
	let pruned = Error::PrunedBlock { block: hash(number), number };
	assert_eq!(chain.check(number), Err(pruned.clone()));
	assert_eq!(chain.changes(number), Err(pruned));
	assert_eq!(chain.check(OLDEST_STATE), Ok(()));
}
