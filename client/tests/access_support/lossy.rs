//! A gateway behind a connection that loses things or cheats, and a client whose uses are counted.

use super::{account, did, Setup};
use crate::content_support::Server;
use axum::{
	body::{Body, Bytes},
	extract::{Request, State},
	http::{header, StatusCode},
	response::{IntoResponse, Response},
	Router,
};
use futures::FutureExt;
use metahub_client::{
	access::{AccessError, ConsumedUse, Visitor},
	chain::{Chain, ChainError},
	content::Block,
	gateway::GateConfig,
	store::{BlockSource, HttpGateway, StoreError},
};
use metahub_rpc_api::types::Id;
use primitive_types::H256;
use reqwest::StatusCode as Status;
use serde_json::{json, Value};
use std::{
	path::Path,
	sync::{
		atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
		Arc, Mutex,
	},
	time::Duration,
};

pub fn rights(left: u32) -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" }, "usesLeft": left })
}

pub fn licence(holder: &str, memo: Option<H256>) -> Value {
	json!({
		"asset": "1:2",
		"holder": account(holder).id().to_string(),
		"lastUse": memo.map(|memo| json!({ "memo": memo, "at": "5" })),
	})
}

/// Bob holds a licence with uses to spare.
pub fn licensed(setup: &Setup) {
	setup.allow("1:2", "bob", rights(9));
	setup.chain.edit(|world| world.licences.insert(7, licence("bob", None)));
}

/// What a connection between client and gateway loses.
#[derive(Clone)]
pub struct Between {
	pub gateway: Arc<Mutex<String>>,
	client: reqwest::Client,
	/// Whether answers with a pass get lost.
	pub loses: Arc<AtomicBool>,
	/// Whether it is a gateway that says of each use that its time is over, and refuses every pass.
	pub cheats: Arc<AtomicBool>,
}

async fn forward(State(between): State<Between>, request: Request) -> Response {
	let (parts, body) = request.into_parts();
	let body: Bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
	let path = parts.uri.path_and_query().unwrap().as_str();
	let url = format!("{}{path}", between.gateway.lock().unwrap());
	let mut asked = between.client.request(parts.method.clone(), url).body(body);
	if let Some(pass) = parts.headers.get(header::AUTHORIZATION) {
		asked = asked.header(header::AUTHORIZATION, pass);
	}
	let answer = asked.send().await.unwrap();
	let (mut status, mut headers) = (answer.status(), answer.headers().clone());
	if path == "/access/pass" && status == Status::OK && between.loses.load(SeqCst) {
		return StatusCode::NOT_FOUND.into_response();
	}
	let mut body = answer.bytes().await.unwrap();
	if between.cheats.load(SeqCst) {
		if path == "/access/pass" {
			let mut said: Value = serde_json::from_slice(&body).unwrap();
			match status {
				Status::OK => said["ends"] = json!("1"),
				_ => said["error"]["until"] = json!("1"),
			}
			body = said.to_string().into();
		} else if parts.headers.contains_key(header::AUTHORIZATION) {
			status = Status::UNAUTHORIZED;
			headers.insert(header::WWW_AUTHENTICATE, "Bearer realm=\"metahub\"".parse().unwrap());
		}
	}
	let mut response = Response::new(Body::from(body));
	*response.status_mut() = status;
	if let Some(value) = headers.get(header::WWW_AUTHENTICATE) {
		response.headers_mut().insert(header::WWW_AUTHENTICATE, value.clone());
	}
	response
}

/// A gateway behind a connection that can lose things, and Bob's clients.
pub struct Lossy {
	pub setup: Setup,
	pub between: Between,
	pub server: Server,
	pub consumed: Arc<AtomicUsize>,
}

impl Lossy {
	pub async fn new() -> Self {
		let between = Between {
			gateway: Arc::default(),
			client: reqwest::Client::builder().no_proxy().build().unwrap(),
			loses: Arc::default(),
			cheats: Arc::default(),
		};
		let server =
			Server::start(Router::new().fallback(forward).with_state(between.clone())).await;
		let url = server.url();
		let setup = Setup::with(|config| GateConfig { public_url: Some(url), ..config }).await;
		*between.gateway.lock().unwrap() = setup.gateway.url();
		licensed(&setup);
		Self { setup, between, server, consumed: Arc::default() }
	}

	/// A client that pays by editing the chain. `returns`: whether it lives to see that.
	pub async fn visitor(&self, kept: &Path, returns: bool) -> Arc<Visitor> {
		self.visitor_that(kept, returns, || None).await
	}

	/// A client that gets these errors instead of hearing that a use was consumed.
	pub async fn visitor_that(
		&self,
		kept: &Path,
		returns: bool,
		fails: impl Fn() -> Option<ChainError> + Send + Sync + 'static,
	) -> Arc<Visitor> {
		let (world, count) = (self.setup.chain.world.clone(), self.consumed.clone());
		let chain = Arc::new(Chain::connect(&self.setup.chain.url).await.unwrap());
		let visitor = Visitor::signing(did("1:2"), || Ok(account("bob"))).with_node(chain);
		let visitor = visitor.with_consumer(move |_, id, memo| {
			count.fetch_add(1, SeqCst);
			let failure = fails();
			if !matches!(
				failure,
				Some(ChainError::Dispatch { .. } | ChainError::Pool(_) | ChainError::Locked)
			) {
				world.lock().unwrap().licences.insert(id, licence("bob", Some(memo)));
			}
			let transaction = H256::repeat_byte(1);
			let done = ConsumedUse { licence: Id(id), memo, transaction, block_number: 9 };
			async move {
				match (failure, returns) {
					(Some(error), _) => Err(error),
					(None, true) => Ok(done),
					(None, false) => std::future::pending().await,
				}
			}
			.boxed()
		});
		Arc::new(visitor.with_kept_pass(kept))
	}

	pub async fn fetch(&self, visitor: &Arc<Visitor>) -> Result<(), Arc<AccessError>> {
		match self.ask(visitor).await {
			Ok(block) => {
				assert_eq!(block.bytes()[..], b"bb"[..]);
				Ok(())
			}
			Err(StoreError::NoAccess { error, .. }) => Err(error),
			Err(other) => panic!("{other}"),
		}
	}

	/// Fetches from a gateway that may take a pass and give nothing for it.
	pub async fn fetch_any(&self, visitor: &Arc<Visitor>) -> Result<(), Arc<AccessError>> {
		match self.ask(visitor).await {
			Err(StoreError::NoAccess { error, .. }) => Err(error),
			_ => Ok(()),
		}
	}

	async fn ask(&self, visitor: &Arc<Visitor>) -> Result<Block, StoreError> {
		let gateway = HttpGateway::new(&self.server.url(), Duration::from_secs(20)).unwrap();
		gateway.with_visitor(visitor.clone()).get(&self.setup.file("data/b")).await
	}
}
