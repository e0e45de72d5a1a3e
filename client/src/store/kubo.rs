//! A Kubo-compatible node, over its RPC endpoint (`/api/v0/block/…`).
//!
//! Blocks go in one by one and unpinned, as pinning each would leave the node with as many pins as
//! blocks; [`BlockStore::pin`] then pins a whole file by its root. Until then the node could
//! collect them, if it is set up to collect garbage by itself.

use super::{net::Endpoint, BlockSource, BlockStore, StoreError};
use crate::content::{Block, MAX_BLOCK_LEN};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::ContentId;
use reqwest::{multipart, StatusCode};
use serde::Deserialize;
use std::time::Duration;

/// Most bytes of an answer that is not a block.
const MAX_ANSWER: usize = 64 << 10;

/// The RPC endpoint of a Kubo-compatible node.
#[derive(Clone, Debug)]
pub struct KuboStore {
	endpoint: Endpoint,
}

/// What the node says of a block that it has.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Known {
	key: String,
}

impl KuboStore {
	/// A node by the base URL of its RPC endpoint, such as `http://127.0.0.1:5001`.
	pub fn new(base: &str, timeout: Duration) -> Result<Self, StoreError> {
		Ok(Self { endpoint: Endpoint::new(base, timeout)? })
	}

	/// Calls a method. The RPC takes POST only, also for what changes nothing.
	async fn call(
		&self,
		method: [&str; 2],
		arguments: &[(&str, &str)],
		form: Option<multipart::Form>,
		max_len: usize,
	) -> Result<bytes::Bytes, StoreError> {
		let mut url = self.endpoint.url(["api", "v0", method[0], method[1]]);
		url.query_pairs_mut().extend_pairs(arguments);
		let mut request = self.endpoint.post(url);
		if let Some(form) = form {
			request = request.multipart(form);
		}
		let response = self.endpoint.send(request, MAX_BLOCK_LEN as u64).await?;
		if response.status() != StatusCode::OK {
			return Err(self.endpoint.refusal(response).await);
		}
		self.endpoint.body(response, max_len).await
	}

	/// Sends a block that the node does not have: to ask costs less than a MiB that is there already.
	async fn put_block(&self, block: &Block) -> Result<(), StoreError> {
		if self.has_block(block.cid()).await? {
			return Ok(());
		}
		let codec = if block.cid().is_raw() { "raw" } else { "dag-pb" };
		let len = block.len() as u64;
		let part =
			multipart::Part::stream_with_length(block.bytes().clone(), len).file_name("data");
		let form = multipart::Form::new().part("data", part);
		let arguments =
			[("cid-codec", codec), ("mhtype", "sha2-256"), ("mhlen", "32"), ("pin", "false")];
		let answer = self.call(["block", "put"], &arguments, Some(form), MAX_ANSWER).await?;
		self.check_key(&answer, block.cid())
	}

	/// Checks that an answer is about the block that was meant.
	fn check_key(&self, answer: &[u8], cid: &ContentId) -> Result<(), StoreError> {
		let known: Known =
			serde_json::from_slice(answer).map_err(|error| self.nonsense(error.to_string()))?;
		if known.key.parse() != Ok(*cid) {
			return Err(self.nonsense(format!("it knows {cid} under another CID")));
		}
		Ok(())
	}

	async fn get_block(&self, cid: &ContentId) -> Result<Block, StoreError> {
		let name = cid.to_string();
		let bytes = self
			.call(["block", "get"], &[("arg", &name)], None, MAX_BLOCK_LEN)
			.await
			.map_err(|error| self.not_found(error, cid))?;
		Block::check(cid, bytes).map_err(|error| StoreError::Corrupt {
			store: self.describe(),
			cid: *cid,
			error,
		})
	}

	async fn has_block(&self, cid: &ContentId) -> Result<bool, StoreError> {
		let name = cid.to_string();
		// Offline: whether the node has it, not whether it could find it somewhere.
		let arguments = [("arg", name.as_str()), ("offline", "true")];
		match self.call(["block", "stat"], &arguments, None, MAX_ANSWER).await {
			Ok(answer) => self.check_key(&answer, cid).map(|()| true),
			Err(error) => match self.not_found(error, cid) {
				StoreError::NotFound { .. } => Ok(false),
				error => Err(error),
			},
		}
	}

	/// The node has one status code for all failures; only the text tells.
	fn not_found(&self, error: StoreError, cid: &ContentId) -> StoreError {
		match error {
			StoreError::Refused { status: 500, reason, .. }
				if reason.contains("not found") || reason.contains("could not find") =>
			{
				StoreError::NotFound { store: self.describe(), cid: *cid }
			}
			error => error,
		}
	}

	fn nonsense(&self, reason: String) -> StoreError {
		StoreError::Protocol { store: self.describe(), reason }
	}
}

impl BlockSource for KuboStore {
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>> {
		self.get_block(cid).boxed()
	}

	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>> {
		self.has_block(cid).boxed()
	}

	fn describe(&self) -> String {
		format!("Kubo RPC {}", self.endpoint.label())
	}
}

impl BlockStore for KuboStore {
	fn put<'a>(&'a self, block: &'a Block) -> BoxFuture<'a, Result<(), StoreError>> {
		self.put_block(block).boxed()
	}

	fn pin<'a>(&'a self, root: &'a ContentId) -> BoxFuture<'a, Result<(), StoreError>> {
		async move {
			let name = root.to_string();
			self.call(["pin", "add"], &[("arg", &name)], None, MAX_ANSWER).await.map(drop)
		}
		.boxed()
	}

	fn flush(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		// The node has its own policy for when its blocks reach the disk.
		futures::future::ready(Ok(())).boxed()
	}
}
