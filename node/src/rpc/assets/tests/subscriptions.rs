//! Following finality: order, gaps, starts, ends.

use super::{super::query::Query, mock::*};
use crate::rpc::subscription::{first_block, next_batch, read_batch, Chain, ClientChain, Limits};
use jsonrpsee::{
	core::server::{MethodsError, Subscription},
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
		Notice::Stopped { stopped } => panic!("{stopped:?}"),
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
