//! A trustless HTTP gateway: `GET <base>/ipfs/<cid>?format=raw`, every answer checked.

use super::{net::is_absent, net::Endpoint, BlockSource, StoreError};
use crate::content::{Block, MAX_BLOCK_LEN};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::ContentId;
use reqwest::header::ACCEPT;
use std::time::Duration;

/// What a gateway calls a single block.
const RAW: &str = "application/vnd.ipld.raw";

/// A trustless gateway. Redirects are followed a few times; the answer is bounded in size and time.
#[derive(Clone, Debug)]
pub struct HttpGateway {
	endpoint: Endpoint,
}

impl HttpGateway {
	/// A gateway at a base URL, below which `/ipfs/…` lies.
	pub fn new(base: &str, timeout: Duration) -> Result<Self, StoreError> {
		Ok(Self { endpoint: Endpoint::new(base, timeout)? })
	}

	async fn fetch(&self, cid: &ContentId) -> Result<Block, StoreError> {
		let mut url = self.endpoint.url(["ipfs", &cid.to_string()]);
		url.query_pairs_mut().append_pair("format", "raw");
		let request = self.endpoint.get(url).header(ACCEPT, RAW);
		let response = self.endpoint.send(request, MAX_BLOCK_LEN as u64).await?;
		if is_absent(response.status()) {
			return Err(StoreError::NotFound { store: self.describe(), cid: *cid });
		}
		if response.status() != reqwest::StatusCode::OK {
			return Err(self.endpoint.refusal(response).await);
		}
		let bytes = self.endpoint.body(response, MAX_BLOCK_LEN).await?;
		Block::check(cid, bytes).map_err(|error| StoreError::Corrupt {
			store: self.describe(),
			cid: *cid,
			error,
		})
	}
}

impl BlockSource for HttpGateway {
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>> {
		self.fetch(cid).boxed()
	}

	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>> {
		async move {
			match self.fetch(cid).await {
				Ok(_) => Ok(true),
				Err(StoreError::NotFound { .. }) => Ok(false),
				Err(error) => Err(error),
			}
		}
		.boxed()
	}

	fn describe(&self) -> String {
		format!("gateway {}", self.endpoint.label())
	}
}
