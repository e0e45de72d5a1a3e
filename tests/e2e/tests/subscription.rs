//! Finalised changes: in order, without gaps, resumable.

use jsonrpsee::{core::client::Subscription, ws_client::WsClientBuilder};
use metahub_e2e::{Folder, Node};
use metahub_rpc_api::{
	types::{BlockChanges, Change, Notice, SubscribeOptions},
	AssetsApiClient, ErrorCode,
};

async fn next(subscription: &mut Subscription<Notice>) -> BlockChanges {
	let notice = tokio::time::timeout(std::time::Duration::from_secs(60), subscription.next());
	match notice.await.expect("a notice in time") {
		Some(Ok(Notice::Block(changes))) => changes,
		other => panic!("{other:?}"),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_sees_every_change_once_and_can_resume() {
	let node = Node::start();
	let ws = WsClientBuilder::default().build(node.ws()).await.expect("a connection");
	let mut live = AssetsApiClient::subscribe_changes(&ws, None).await.expect("a subscription");

	let (client, data) = (node.client(), Folder::empty());
	data.write("a", b"a");
	let collection = client.collection("alice");
	let asset = client.publish("alice", &data.path(), &collection);
	client.run("alice", ["transfer", &asset, "bob"]);
	client.run("bob", ["retire", &asset]);

	let mut seen = Vec::new();
	while !seen.iter().any(|block: &BlockChanges| {
		block.changes.iter().any(|change| matches!(change, Change::Retired { .. }))
	}) {
		seen.push(next(&mut live).await);
	}
	let kinds: Vec<_> = seen
		.iter()
		.flat_map(|block| &block.changes)
		.map(|change| match change {
			Change::CollectionCreated { .. } => "created",
			Change::Registered { .. } => "registered",
			Change::Transferred { .. } => "transferred",
			Change::Retired { .. } => "retired",
			_ => "other",
		})
		.collect();
	assert_eq!(kinds, ["created", "registered", "transferred", "retired"]);

	// From the second of those blocks on, the past comes again.
	let options = SubscribeOptions { from_block: Some(seen[1].block.number), ..Default::default() };
	let mut again =
		AssetsApiClient::subscribe_changes(&ws, Some(options)).await.expect("a subscription");
	for expected in &seen[1..] {
		assert_eq!(&next(&mut again).await, expected);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_in_the_future_is_refused() {
	let node = Node::start();
	let ws = WsClientBuilder::default().build(node.ws()).await.expect("a connection");
	let options = SubscribeOptions { from_block: Some(1_000), ..Default::default() };
	let refused = AssetsApiClient::subscribe_changes(&ws, Some(options)).await;
	let error = refused.expect_err("block 1,000 is far off").to_string();
	assert!(error.contains(&ErrorCode::BadStart.number().to_string()), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_leaves_places_to_others() {
	let node = Node::start();
	let connect = async || WsClientBuilder::default().build(node.ws()).await.expect("a connection");
	let (greedy, other) = (connect().await, connect().await);
	let mut open = Vec::new();
	for _ in 0..16 {
		open.push(AssetsApiClient::subscribe_changes(&greedy, None).await.expect("a place"));
	}
	let refused = AssetsApiClient::subscribe_changes(&greedy, None).await.expect_err("has 16");
	let code = ErrorCode::TooManyOnConnection.number().to_string();
	assert!(refused.to_string().contains(&code), "{refused}");
	AssetsApiClient::subscribe_changes(&other, None).await.expect("a place of its own");
	// One that ends makes room.
	let last = open.pop().expect("there are 16");
	last.unsubscribe().await.expect("it ends");
	let again = async {
		while AssetsApiClient::subscribe_changes(&greedy, None).await.is_err() {
			tokio::task::yield_now().await;
		}
	};
	tokio::time::timeout(std::time::Duration::from_secs(30), again).await.expect("there is room");
}
