//! A JSON-RPC server that plays Ethereum's part of a chain, and a node that plays the native one.

// Each test file uses its part of it.
#![allow(dead_code, missing_docs)]

use async_trait::async_trait;
use futures::{stream::BoxStream, StreamExt};
use jsonrpsee::{
	core::client::ClientT,
	server::{RpcModule, Server, ServerHandle, SubscriptionMessage},
	types::ErrorObjectOwned,
	ws_client::{WsClient, WsClientBuilder},
};
use metahub_eth_endpoint::{
	serve, Endpoint, FrontConfig, Limits, Log, LogFilter, NativeError, NativeLogs,
	NativeTransaction, Origins, Pruning, Upstream,
};
use primitive_types::{H160, H256, U256};
use serde_json::{json, Value};
use std::{
	sync::{Arc, Mutex},
	time::Duration,
};
use tokio::sync::broadcast;

/// Data of a revert, as a contract returned it: `Error("no")`.
pub const REVERT_DATA: &str = "0x08c379a0000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000026e6f000000000000000000000000000000000000000000000000000000000000";

/// A chain: for each block its hash and its logs.
#[derive(Clone, Default)]
pub struct Chain {
	pub blocks: Vec<(H256, Vec<Log>)>,
	pub finalised: usize,
	/// Blocks that did not come into the index of logs.
	pub unindexed: Vec<H256>,
	/// Blocks whose receipts are more than is answered.
	pub oversized: Vec<H256>,
	/// Whether blocks cannot be had by number for the moment.
	pub blind: bool,
	/// How often a block was asked for by number.
	pub looked_at: usize,
	/// What was asked for logs.
	pub queries: Vec<Value>,
}

pub type Shared = Arc<Mutex<Chain>>;

/// A hash of block `number` of fork `fork`.
pub fn hash(number: u64, fork: u8) -> H256 {
	let mut hash = H256::from_low_u64_be(number);
	hash.0[0] = fork;
	hash
}

/// A log in extrinsic `extrinsic` with index `index`; its topic says which contract it is.
pub fn log(number: u64, fork: u8, extrinsic: u64, index: u64, contract: u8) -> Log {
	Log {
		address: H160::repeat_byte(contract),
		topics: vec![H256::repeat_byte(contract)],
		data: vec![contract],
		block_hash: hash(number, fork),
		block_number: number.into(),
		transaction_hash: H256::from_low_u64_be(1_000 * number + extrinsic),
		transaction_index: extrinsic.into(),
		log_index: index.into(),
		removed: false,
	}
}

impl Chain {
	/// Blocks without logs, up to `latest`.
	pub fn up_to(latest: u64) -> Shared {
		let blocks = (0..=latest).map(|number| (hash(number, 0), vec![])).collect();
		Arc::new(Mutex::new(Self { blocks, ..Default::default() }))
	}

	fn number(&self, tag: &Value) -> Option<usize> {
		let latest = self.blocks.len() - 1;
		match tag.as_str()? {
			"latest" | "pending" => Some(latest),
			"finalized" | "safe" => Some(self.finalised),
			"earliest" => Some(0),
			number => usize::from_str_radix(number.trim_start_matches("0x"), 16).ok(),
		}
	}

	fn block(&self, number: usize) -> Value {
		match self.blocks.get(number) {
			Some((hash, _)) => json!({ "number": U256::from(number), "hash": hash }),
			None => Value::Null,
		}
	}

	fn logs(&self, filter: &Value) -> Vec<Log> {
		let indexed = |hash: &H256| !self.unindexed.contains(hash);
		let all = || self.blocks.iter().enumerate().filter(|(_, (hash, _))| indexed(hash));
		let blocks: Vec<_> = match filter.get("blockHash") {
			Some(wanted) => all().filter(|(_, (hash, _))| json!(hash) == *wanted).collect(),
			None => {
				let from = self.number(&filter["fromBlock"]).unwrap();
				let to = self.number(&filter["toBlock"]).unwrap();
				all().filter(|(number, _)| (from..=to).contains(number)).collect()
			}
		};
		blocks.into_iter().flat_map(|(_, (_, logs))| logs.clone()).collect()
	}
}

impl Chain {
	fn receipts(&self, number: usize) -> Result<Value, ErrorObjectOwned> {
		match self.blocks.get(number) {
			Some((hash, _)) if self.oversized.contains(hash) => {
				Err(ErrorObjectOwned::owned(-32008, "Response is too big", None::<()>))
			}
			// As if each log had a transaction of its own.
			Some((_, logs)) => Ok(logs.iter().map(|log| json!({ "logs": [log] })).collect()),
			None => Ok(Value::Null),
		}
	}
}

/// The server.
pub struct Mock {
	pub chain: Shared,
	pub heads: broadcast::Sender<Value>,
	pub port: u16,
	handle: ServerHandle,
}

impl Mock {
	pub async fn start(chain: Shared, port: u16) -> Self {
		let heads = broadcast::Sender::new(100);
		let server = Server::builder().build(("127.0.0.1", port)).await.unwrap();
		let port = server.local_addr().unwrap().port();
		let handle = server.start(module(chain.clone(), heads.clone()));
		Self { chain, heads, port, handle }
	}

	/// Adds a block and tells of it.
	pub fn add(&self, fork: u8, logs: Vec<Log>) {
		self.add_silently(fork, logs);
		self.tell();
	}

	/// Adds a block.
	pub fn add_silently(&self, fork: u8, logs: Vec<Log>) {
		let mut chain = self.chain.lock().unwrap();
		let number = chain.blocks.len();
		chain.blocks.push((hash(number.try_into().unwrap(), fork), logs));
	}

	/// Tells of the newest block.
	pub fn tell(&self) {
		let chain = self.chain.lock().unwrap();
		let head = chain.block(chain.blocks.len() - 1);
		drop(chain);
		let _ = self.heads.send(head);
	}

	/// Replaces the blocks from `number` on with one.
	pub fn fork(&self, number: usize, fork: u8, logs: Vec<Log>) {
		self.chain.lock().unwrap().blocks.truncate(number);
		self.add(fork, logs);
	}

	pub fn stop(self) {
		self.handle.stop().unwrap();
	}
}

fn module(chain: Shared, heads: broadcast::Sender<Value>) -> RpcModule<()> {
	let mut module = RpcModule::new(());
	let answer = |f: fn(&mut Chain, Value) -> Value, chain: &Shared| {
		let chain = chain.clone();
		move |params: jsonrpsee::types::Params<'_>, _: &(), _: &jsonrpsee::Extensions| {
			let params = params.parse::<Option<Value>>().unwrap().unwrap_or(json!([]));
			f(&mut chain.lock().unwrap(), params)
		}
	};
	module
		.register_method(
			"eth_blockNumber",
			answer(|c, _| json!(U256::from(c.blocks.len() - 1)), &chain),
		)
		.unwrap();
	module
		.register_method(
			"eth_getBlockByNumber",
			answer(
				|c, p| {
					c.looked_at += 1;
					let blind = c.blind && p[0].as_str().is_some_and(|tag| tag.starts_with("0x"));
					c.number(&p[0]).filter(|_| !blind).map_or(Value::Null, |number| c.block(number))
				},
				&chain,
			),
		)
		.unwrap();
	module
		.register_method(
			"eth_getBlockByHash",
			answer(
				|c, p| {
					let number = c.blocks.iter().position(|(hash, _)| json!(hash) == p[0]);
					number.map_or(Value::Null, |number| c.block(number))
				},
				&chain,
			),
		)
		.unwrap();
	module
		.register_method(
			"eth_getLogs",
			answer(
				|c, p| {
					c.queries.push(p[0].clone());
					json!(c.logs(&p[0]))
				},
				&chain,
			),
		)
		.unwrap();
	let with_receipts = chain.clone();
	module
		.register_method("eth_getBlockReceipts", move |params, _, _| {
			let params: Value = params.parse()?;
			let chain = with_receipts.lock().unwrap();
			chain.number(&params[0]).map_or(Ok(Value::Null), |number| chain.receipts(number))
		})
		.unwrap();
	module
		.register_method(
			"eth_getTransactionReceipt",
			answer(
				|_, p| {
					if p[0] == json!(H256::zero()) {
						Value::Null
					} else {
						json!({ "of": p[0] })
					}
				},
				&chain,
			),
		)
		.unwrap();
	module.register_method("test_echo", answer(|_, p| p, &chain)).unwrap();
	module.register_method("test_pid", |_, _, _| std::process::id()).unwrap();
	module.register_method("test_crash", |_, _, _| -> u32 { std::process::exit(3) }).unwrap();
	module
		.register_method("eth_call", |_, _, _| {
			Result::<(), _>::Err(ErrorObjectOwned::owned(
				3,
				"execution reverted: no",
				Some(REVERT_DATA),
			))
		})
		.unwrap();
	module
		.register_subscription(
			"eth_subscribe",
			"eth_subscription",
			"eth_unsubscribe",
			move |_, pending, _, _| {
				let mut news = heads.subscribe();
				async move {
					let sink = pending.accept().await.unwrap();
					while let Ok(head) = news.recv().await {
						let message = SubscriptionMessage::from_json(&head).unwrap();
						if sink.send(message).await.is_err() {
							break;
						}
					}
				}
			},
		)
		.unwrap();
	module
}

/// A node with these native logs.
#[derive(Default)]
pub struct Native {
	pub logs: Mutex<Vec<Log>>,
	pub unknown: Option<(u64, u64)>,
}

#[async_trait]
impl NativeLogs for Native {
	async fn in_range(
		&self,
		from: u64,
		to: u64,
		filter: LogFilter,
		_: usize,
	) -> Result<Vec<Log>, NativeError> {
		match self.unknown {
			Some((first, last)) if from <= last && first <= to => {
				return Err(NativeError::Unknown { first, last })
			}
			_ => {}
		}
		let logs = self.logs.lock().unwrap();
		let inside = |log: &&Log| (from..=to).contains(&log.block_number.as_u64());
		Ok(logs.iter().filter(inside).filter(|log| filter.matches(log)).cloned().collect())
	}

	async fn in_block(
		&self,
		_: u64,
		hash: H256,
		filter: LogFilter,
	) -> Result<Vec<Log>, NativeError> {
		let logs = self.logs.lock().unwrap();
		let inside = |log: &&Log| log.block_hash == hash;
		Ok(logs.iter().filter(inside).filter(|log| filter.matches(log)).cloned().collect())
	}

	async fn transaction(&self, hash: H256) -> Result<Option<NativeTransaction>, NativeError> {
		if let Some((first, last)) = self.unknown {
			return Err(NativeError::Unknown { first, last });
		}
		let logs = self.logs.lock().unwrap();
		let logs: Vec<_> =
			logs.iter().filter(|log| log.transaction_hash == hash).cloned().collect();
		Ok(logs.first().cloned().map(|first| NativeTransaction {
			hash,
			block_hash: first.block_hash,
			block_number: first.block_number.as_u64(),
			index: first.transaction_index.as_u32(),
			from: H160::repeat_byte(0xaa),
			logs,
		}))
	}

	fn pending(&self) -> BoxStream<'static, H256> {
		futures::stream::pending().boxed()
	}
}

pub fn config(limits: Limits) -> FrontConfig {
	FrontConfig { port: 0, any_port: true, external: false, origins: Origins::Local, limits }
}

/// An endpoint in front of a mock.
pub async fn front(mock: &Mock, native: Native, limits: Limits) -> (Endpoint, WsClient) {
	front_with(mock, native, limits, Pruning::Archive).await
}

pub async fn front_with(
	mock: &Mock,
	native: Native,
	limits: Limits,
	pruning: Pruning,
) -> (Endpoint, WsClient) {
	let upstream = Upstream::connect(mock.port, pruning).await.unwrap();
	let endpoint = serve(&config(limits), upstream, Arc::new(native)).await.unwrap();
	let client = client(&endpoint).await;
	// Until the endpoint follows the mock's blocks, and knows from where on.
	until("following", || async {
		mock.heads.receiver_count() > 0 && mock.chain.lock().unwrap().looked_at > 0
	})
	.await;
	(endpoint, client)
}

pub async fn client(endpoint: &Endpoint) -> WsClient {
	WsClientBuilder::default().build(format!("ws://{}", endpoint.addresses()[0])).await.unwrap()
}

pub async fn call(client: &WsClient, method: &str, params: Value) -> Value {
	try_call(client, method, params).await.unwrap()
}

/// The result, or code, message and data of the error.
pub async fn try_call(
	client: &WsClient,
	method: &str,
	params: Value,
) -> Result<Value, (i32, String, Option<String>)> {
	let Value::Array(items) = params else { panic!("not an array") };
	let mut params = jsonrpsee::core::params::ArrayParams::new();
	items.into_iter().for_each(|item| params.insert(item).unwrap());
	client.request(method, params).await.map_err(|error| match error {
		jsonrpsee::core::ClientError::Call(error) => (
			error.code(),
			error.message().to_owned(),
			error.data().map(|data| data.get().to_owned()),
		),
		error => panic!("{error}"),
	})
}

/// Waits for something, for half a minute.
pub async fn until<F: std::future::Future<Output = bool>>(what: &str, check: impl Fn() -> F) {
	for _ in 0..600 {
		if check().await {
			return;
		}
		tokio::time::sleep(Duration::from_millis(50)).await;
	}
	panic!("{what}: nothing after half a minute");
}
