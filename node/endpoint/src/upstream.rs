//! Asks the JSON-RPC server.

use crate::{error::Error, filter::Tag, log::Log, supervisor::Pruning};
use jsonrpsee::{
	core::{
		client::{ClientT, Error as ClientError, Subscription, SubscriptionClientT},
		traits::ToRpcParams,
	},
	http_client::{HttpClient, HttpClientBuilder},
	types::error::OVERSIZED_RESPONSE_CODE,
	ws_client::{WsClient, WsClientBuilder},
};
use primitive_types::{H256, U256};
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::{json, value::RawValue, Map, Value};
use std::{sync::Arc, time::Duration};
use tokio::sync::{watch, Semaphore};

/// Bytes of a request or a response; the node's own RPC has the same bound.
pub(crate) const MAX_BODY: u32 = 15 * 1024 * 1024;
/// Requests that the server works on at a time. The others wait.
const CONCURRENT: usize = 64;
/// How long the server may take. Traces are slow.
const TIMEOUT: Duration = Duration::from_secs(120);

/// A server that answers.
pub(crate) struct Server {
	http: HttpClient,
	port: u16,
	/// How many blocks it remembers, and the first one it has seen; nothing when it keeps all.
	memory: Option<Memory>,
}

/// A server that forgets.
struct Memory {
	keep: u64,
	first: u64,
}

/// The way to the server, which comes and goes.
#[derive(Clone)]
pub struct Upstream {
	server: watch::Receiver<Option<Arc<Server>>>,
	permits: Arc<Semaphore>,
}

/// Parameters as they came in.
struct Raw(Option<Box<RawValue>>);

impl ToRpcParams for Raw {
	fn to_rpc_params(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
		Ok(self.0)
	}
}

/// What is needed of a block.
#[derive(Deserialize)]
struct Block {
	number: U256,
	hash: H256,
}

/// What is needed of a receipt.
#[derive(Deserialize)]
struct Receipt {
	logs: Vec<Log>,
}

impl Server {
	/// A server on a port of this machine, if it answers.
	pub(crate) async fn connect(port: u16, pruning: Pruning) -> Result<Self, Error> {
		let http = HttpClientBuilder::default()
			.max_request_size(MAX_BODY)
			.max_response_size(MAX_BODY)
			.request_timeout(TIMEOUT)
			.build(format!("http://127.0.0.1:{port}"))
			.map_err(|error| Error::Lost(error.to_string()))?;
		let mut server = Self { http, port, memory: None };
		let latest: U256 = server.request("eth_blockNumber", json!([])).await?;
		server.memory = match pruning {
			Pruning::Archive => None,
			Pruning::Keep(keep) => Some(Memory { keep: keep.into(), first: number(latest) }),
		};
		Ok(server)
	}

	async fn raw(
		&self,
		method: &str,
		params: Option<Box<RawValue>>,
	) -> Result<Box<RawValue>, Error> {
		self.http.request(method, Raw(params)).await.map_err(|error| match error {
			ClientError::Call(object) if object.code() == OVERSIZED_RESPONSE_CODE => {
				Error::Oversized
			}
			ClientError::Call(object) => Error::Server(object.into_owned()),
			error => Error::Lost(error.to_string()),
		})
	}

	async fn request<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, Error> {
		let params = serde_json::value::to_raw_value(&params).map_err(unreadable)?;
		let result = self.raw(method, Some(params)).await?;
		serde_json::from_str(result.get()).map_err(unreadable)
	}

	/// A connection that blocks are subscribed to on.
	pub(crate) async fn web_socket(&self) -> Result<WsClient, Error> {
		WsClientBuilder::default()
			.max_response_size(MAX_BODY)
			.build(format!("ws://127.0.0.1:{}", self.port))
			.await
			.map_err(|error| Error::Lost(error.to_string()))
	}
}

/// The headers of new blocks, as the server writes them.
pub(crate) async fn new_heads(client: &WsClient) -> Result<Subscription<Box<RawValue>>, Error> {
	client
		.subscribe("eth_subscribe", jsonrpsee::rpc_params!["newHeads"], "eth_unsubscribe")
		.await
		.map_err(|error| Error::Lost(error.to_string()))
}

fn unreadable(error: serde_json::Error) -> Error {
	Error::Lost(format!("its answer is not what was expected: {error}"))
}

pub(crate) fn number(number: U256) -> u64 {
	number.min(u64::MAX.into()).as_u64()
}

impl Upstream {
	pub(crate) fn new(server: watch::Receiver<Option<Arc<Server>>>) -> Self {
		Self { server, permits: Arc::new(Semaphore::new(CONCURRENT)) }
	}

	/// The way to a server that somebody else runs, on a port of this machine.
	pub async fn connect(port: u16, pruning: Pruning) -> Result<Self, Error> {
		let server = Server::connect(port, pruning).await?;
		let (_, receiver) = watch::channel(Some(Arc::new(server)));
		Ok(Self::new(receiver))
	}

	/// Waits for the server, and returns it. Never, when there will be none any more.
	pub(crate) async fn ready(&mut self) -> Arc<Server> {
		match self.server.wait_for(Option::is_some).await.ok().and_then(|server| server.clone()) {
			Some(server) => server,
			None => std::future::pending().await,
		}
	}

	fn server(&self) -> Result<Arc<Server>, Error> {
		self.server.borrow().clone().ok_or(Error::NotReady)
	}

	/// Passes a request on, and the result back, as they are.
	pub(crate) async fn raw(
		&self,
		method: &str,
		params: Option<Box<RawValue>>,
	) -> Result<Box<RawValue>, Error> {
		let server = self.server()?;
		let _permit = self.permits.acquire().await.map_err(|_| Error::NotReady)?;
		let result = server.raw(method, params).await;
		match result {
			// It ended while it was asked.
			Err(Error::Lost(_)) if self.server.borrow().is_none() => Err(Error::NotReady),
			result => result,
		}
	}

	async fn request<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, Error> {
		let params = serde_json::value::to_raw_value(&params).map_err(unreadable)?;
		let result = self.raw(method, Some(params)).await?;
		serde_json::from_str(result.get()).map_err(unreadable)
	}

	/// Number of the newest block.
	pub(crate) async fn latest(&self) -> Result<u64, Error> {
		self.request("eth_blockNumber", json!([])).await.map(number)
	}

	async fn block(&self, tag: Tag) -> Result<Option<Block>, Error> {
		self.request("eth_getBlockByNumber", json!([tag, false])).await
	}

	/// Number of the block that is final.
	pub(crate) async fn finalised(&self) -> Result<u64, Error> {
		let block = self.block(Tag::Finalized).await?;
		let block = block.ok_or_else(|| Error::Lost("no block is final".into()))?;
		Ok(number(block.number))
	}

	/// Hash of the block with this number in the best chain.
	pub(crate) async fn hash_of(&self, number: u64) -> Result<Option<H256>, Error> {
		Ok(self.block(Tag::Number(number.into())).await?.map(|block| block.hash))
	}

	/// Number of the block with this hash.
	pub(crate) async fn number_of(&self, hash: H256) -> Result<Option<u64>, Error> {
		let block: Option<Block> = self.request("eth_getBlockByHash", json!([hash, false])).await?;
		Ok(block.map(|block| number(block.number)))
	}

	/// The logs of Ethereum transactions.
	pub(crate) async fn logs(&self, filter: Map<String, Value>) -> Result<Vec<Log>, Error> {
		self.request("eth_getLogs", json!([filter])).await
	}

	/// The logs of Ethereum transactions in the block of the best chain with this number. Not from
	/// the server's index, into which it comes later, or never if it is not announced as the best.
	pub(crate) async fn logs_of(&self, block: u64) -> Result<Option<Vec<Log>>, Error> {
		let receipts: Option<Vec<Receipt>> =
			self.request("eth_getBlockReceipts", json!([Tag::Number(block.into())])).await?;
		Ok(receipts.map(|all| all.into_iter().flat_map(|receipt| receipt.logs).collect()))
	}

	/// A block of the best chain as the server writes it, without what it writes of transactions.
	pub(crate) async fn head(&self, number: u64) -> Result<Option<Map<String, Value>>, Error> {
		let tag = Tag::Number(number.into());
		let block: Option<Map<String, Value>> =
			self.request("eth_getBlockByNumber", json!([tag, false])).await?;
		Ok(block.map(|mut block| {
			for body in ["transactions", "uncles", "withdrawals", "size"] {
				block.remove(body);
			}
			block
		}))
	}

	/// The first block whose logs it has.
	pub(crate) fn first_kept(&self, latest: u64) -> Result<u64, Error> {
		Ok(self.server()?.memory.as_ref().map_or(0, |memory| {
			// The newest and `keep - 1` before it.
			memory.first.max(latest.saturating_add(1).saturating_sub(memory.keep))
		}))
	}
}
