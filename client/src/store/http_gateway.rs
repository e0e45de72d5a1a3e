//! A trustless HTTP gateway: `GET <base>/ipfs/<cid>?format=raw`, every answer checked.

use super::{net::is_absent, net::Endpoint, BlockSource, Reach, StoreError};
use crate::{
	access::{is_challenge, Door, Visitor},
	content::{Block, MAX_BLOCK_LEN},
};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::ContentId;
use reqwest::{header::ACCEPT, Response, StatusCode};
use std::{sync::Arc, time::Duration};

/// What a gateway calls a single block.
const RAW: &str = "application/vnd.ipld.raw";
/// How often a block is asked for when a gated gateway wants something first: that it is gated
/// comes to light, then a pass is needed, and that may expire.
const KNOCKS: usize = 4;

/// A trustless gateway. Redirects are followed a few times; the answer is bounded in size and time.
#[derive(Clone, Debug)]
pub struct HttpGateway {
	endpoint: Endpoint,
	door: Option<Arc<Door>>,
}

impl HttpGateway {
	/// A gateway at a base URL, below which `/ipfs/…` lies.
	pub fn new(base: &str, timeout: Duration) -> Result<Self, StoreError> {
		Self::within(&Reach::Anywhere, base, timeout)
	}

	/// A gateway that somebody has named, who may name these hosts only.
	pub fn within(reach: &Reach, base: &str, timeout: Duration) -> Result<Self, StoreError> {
		Ok(Self { endpoint: Endpoint::within(reach, base, timeout)?, door: None })
	}

	/// Gets passes for the visitor if the gateway is gated.
	pub fn with_visitor(mut self, visitor: Arc<Visitor>) -> Self {
		self.door = Some(Arc::new(Door::new(visitor)));
		self
	}

	/// Asks for a block, and for a pass when it takes one.
	async fn ask(&self, cid: &ContentId) -> Result<Response, StoreError> {
		let mut knocks = 0;
		loop {
			let mut url = self.endpoint.url(["ipfs", &cid.to_string()]);
			url.query_pairs_mut().append_pair("format", "raw");
			let ticket = match &self.door {
				Some(door) => door.ticket().await,
				None => Default::default(),
			};
			if let Some(asset) = &ticket.asset {
				url.query_pairs_mut().append_pair("asset", asset);
			}
			let mut request = self.endpoint.get(url).header(ACCEPT, RAW);
			if let Some(pass) = &ticket.pass {
				request = request.bearer_auth(pass);
			}
			let response = self.endpoint.send(request, MAX_BLOCK_LEN as u64).await?;
			knocks += 1;
			match &self.door {
				Some(door) if is_challenge(&response) && knocks < KNOCKS => {
					door.admit(&self.endpoint, &ticket).await?;
				}
				_ => return Ok(response),
			}
		}
	}

	async fn fetch(&self, cid: &ContentId) -> Result<Block, StoreError> {
		let response = self.ask(cid).await?;
		if is_absent(response.status()) {
			return Err(StoreError::NotFound { store: self.describe(), cid: *cid });
		}
		if response.status() != StatusCode::OK {
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
