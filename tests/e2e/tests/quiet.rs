//! Following a chain on which nothing happens for longer than a node keeps states.

use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClientBuilder};
use metahub_client::chain::{ChainOptions, Watch};
use metahub_e2e::Node;
use metahub_rpc_api::{
	types::{Change, SubscribeOptions},
	ErrorCode,
};
use serde_json::Value;
use tokio::{
	io::copy_bidirectional,
	net::{TcpListener, TcpStream},
	sync::watch,
};

/// Passes connections on, and breaks them when it is told to.
struct Line {
	url: String,
	cut: watch::Sender<()>,
}

impl Line {
	async fn to(node: &Node) -> Self {
		let target = node.http().trim_start_matches("http://").to_owned();
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let url = format!("ws://{}", listener.local_addr().unwrap());
		let (cut, cuts) = watch::channel(());
		tokio::spawn(async move {
			while let Ok((mut near, _)) = listener.accept().await {
				let (target, mut cuts) = (target.clone(), cuts.clone());
				cuts.mark_unchanged();
				tokio::spawn(async move {
					let mut far = TcpStream::connect(target).await.unwrap();
					tokio::select! {
						_ = copy_bidirectional(&mut near, &mut far) => {}
						_ = cuts.changed() => {}
					}
				});
			}
		});
		Self { url, cut }
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_survives_more_quiet_blocks_than_states_are_kept() {
	let node = Node::start_with(&["--state-pruning", "256"]);
	let line = Line::to(&node).await;
	let rpc = WsClientBuilder::default().build(node.ws()).await.unwrap();
	let quiet = SubscribeOptions { from_block: Some(1), all_blocks: false };
	let mut followed = Watch::start(&line.url, ChainOptions::default(), quiet).await.unwrap();
	let next = tokio::spawn(async move { followed.next().await });
	for _ in 0..300 {
		let _: Value = rpc.request("engine_createBlock", rpc_params![true, true]).await.unwrap();
	}
	// The state of the block that the watch began at is gone.
	let wait = async {
		while Watch::start(&node.ws(), ChainOptions::default(), quiet).await.is_ok() {
			let _: Value =
				rpc.request("engine_createBlock", rpc_params![true, true]).await.unwrap();
		}
	};
	tokio::time::timeout(std::time::Duration::from_secs(60), wait).await.expect("it is pruned");
	let refused = Watch::start(&node.ws(), ChainOptions::default(), quiet).await.unwrap_err();
	assert_eq!(refused.assets_code(), Some(ErrorCode::PrunedBlock));

	line.cut.send(()).unwrap();
	node.client().collection("alice");
	let next = tokio::time::timeout(std::time::Duration::from_secs(60), next);
	let next = next.await.expect("a block in time").unwrap().expect("it is told");
	assert!(matches!(next.changes[..], [Change::CollectionCreated { .. }]), "{next:?}");
}
