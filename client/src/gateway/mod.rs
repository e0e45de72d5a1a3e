//! The embedded gateway: a folder store over the IPFS trustless-gateway protocol.
//!
//! | request | answer |
//! |---|---|
//! | `GET /ipfs/<cid>?format=raw`, or `Accept: application/vnd.ipld.raw` | the block |
//! | `GET /ipfs/<cid>?format=car`, or `Accept: application/vnd.ipld.car` | the DAG as a CARv1 stream, depth first |
//! | `GET /ipfs/<cid>` | the file, put together |
//! | `GET /ipfs/<cid>/<path>` | what the path leads to, in any of these forms; CARs begin with the directories on the way |
//! | `GET /ipfs/bafkqaaa` | nothing, successfully: how clients find out that this is a gateway |
//!
//! `HEAD` works wherever `GET` does. CARs take `dag-scope`, `entity-bytes`, `car-version`,
//! `car-order` and `car-dups`; blocks and files take `Range`. Everything that is answered is
//! immutable and says so. A block that is damaged in the store is an error of the server and never
//! sent; where part of a file or CAR is on its way already, the connection breaks off.
//!
//! [`serve`] gives everything to everybody; [`serve_gated`] gives an asset's files to accounts that
//! have access to it (docs/gateway.md has the protocol).
//!
//! Plain HTTP: it listens on the loopback interface unless it is told otherwise, and belongs behind
//! a proxy when the world is to reach it. [`ServerLimits`] bound the connections and the time that
//! each may take.

mod answer;
mod connections;
mod gate;
mod health;
mod limits;
mod metrics;
mod negotiate;
mod path;
mod proxies;
mod range;
mod server;
mod stream;

pub use gate::{Clock, GateConfig, Limits, DEFAULT_PASS_SECS};
pub use limits::ServerLimits;
pub use proxies::{Network, NetworkError};

use crate::{
	access::OriginError,
	chain::{AssetRef, ChainError},
	store::{BlockSource, FolderStore},
};
use axum::{
	middleware::{from_fn_with_state, map_response},
	routing::{get, post},
	Router,
};
use futures::Future;
use gate::Gate;
use health::Health;
use metrics::Metrics;
use proxies::Proxies;
use server::Server;
use std::{io, net::SocketAddr, path::PathBuf, sync::Arc};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// What a gateway serves, and where.
#[derive(Clone, Debug)]
pub struct GatewayConfig {
	/// The address to listen on; port 0 takes a free one.
	pub listen: SocketAddr,
	/// Where the blocks are.
	pub store: FolderStore,
	/// What bounds its connections.
	pub limits: ServerLimits,
	/// Proxies whose word about their clients' addresses is taken.
	pub trusted_proxies: Vec<Network>,
	/// The address to serve metrics on.
	pub metrics: Option<SocketAddr>,
}

impl GatewayConfig {
	/// A gateway with the default limits.
	pub fn new(listen: SocketAddr, store: FolderStore) -> Self {
		let (limits, trusted_proxies) = (ServerLimits::default(), Vec::new());
		Self { listen, store, limits, trusted_proxies, metrics: None }
	}
}

/// Why a gateway does not run.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
	/// It cannot listen.
	#[error("cannot listen on {address}: {error}")]
	Listen {
		/// Where.
		address: SocketAddr,
		/// Why.
		#[source]
		error: io::Error,
	},
	/// It is gated, and clients do not reach it where it listens.
	#[error("say under which URL clients reach the gateway: challenges name it")]
	NoPublicUrl,
	/// The URL under which clients are said to reach it is not one.
	#[error(transparent)]
	PublicUrl(#[from] OriginError),
	/// An asset that it is to serve is of another chain.
	#[error("{0} is of another chain than the node's")]
	ForeignAsset(AssetRef),
	/// The key that seals what it gives out cannot be used.
	#[error("the key file {}: {reason}", .path.display())]
	PassKey {
		/// The file.
		path: PathBuf,
		/// Why not.
		reason: String,
	},
	/// The record of its decisions cannot be written.
	#[error("the access log {}: {error}", .path.display())]
	AccessLog {
		/// The file.
		path: PathBuf,
		/// Why.
		#[source]
		error: io::Error,
	},
	/// The node that it asks about access cannot be asked.
	#[error(transparent)]
	Node(#[from] ChainError),
	/// What it counts cannot be reported.
	#[error("the metrics cannot be served: {0}")]
	Metrics(#[from] prometheus::Error),
	/// It cannot go on.
	#[error("the gateway stopped: {0}")]
	Stopped(#[source] io::Error),
}

/// A gateway that runs.
#[derive(Debug)]
pub struct GatewayHandle {
	address: SocketAddr,
	metrics: Option<SocketAddr>,
	task: JoinHandle<io::Result<()>>,
}

impl GatewayHandle {
	/// Where it listens.
	pub fn address(&self) -> SocketAddr {
		self.address
	}

	/// Its base URL.
	pub fn url(&self) -> String {
		format!("http://{}", self.address)
	}

	/// Where its metrics are.
	pub fn metrics_url(&self) -> Option<String> {
		self.metrics.map(|address| format!("http://{address}/metrics"))
	}

	/// Returns when it has stopped.
	pub async fn stopped(self) -> Result<(), GatewayError> {
		let result = self.task.await.map_err(io::Error::other).and_then(|result| result);
		result.map_err(GatewayError::Stopped)
	}
}

/// Starts a gateway, which runs until `shutdown` completes. Then it takes no new connections, and
/// gives answers on their way a few seconds.
pub async fn serve(
	config: GatewayConfig,
	shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<GatewayHandle, GatewayError> {
	let metrics = Arc::new(Metrics::new()?);
	let (listener, address) = listen(config.listen).await?;
	start(config, listener, address, None, metrics, shutdown).await
}

/// Starts a gateway that gives an asset's files only to accounts that have access to it, as the
/// chain says.
pub async fn serve_gated(
	config: GatewayConfig,
	gate: GateConfig,
	shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<GatewayHandle, GatewayError> {
	let metrics = Arc::new(Metrics::new()?);
	let (listener, address) = listen(config.listen).await?;
	let body = config.limits.body;
	let gate = Gate::open(gate, config.store.clone(), address, body, metrics.clone()).await?;
	start(config, listener, address, Some(Arc::new(gate)), metrics, shutdown).await
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), GatewayError> {
	let failed = |error| GatewayError::Listen { address, error };
	let listener = TcpListener::bind(address).await.map_err(failed)?;
	let address = listener.local_addr().map_err(failed)?;
	Ok((listener, address))
}

async fn start(
	config: GatewayConfig,
	listener: TcpListener,
	address: SocketAddr,
	gate: Option<Arc<Gate>>,
	metrics: Arc<Metrics>,
	shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<GatewayHandle, GatewayError> {
	let GatewayConfig { store, limits, trusted_proxies, metrics: metrics_at, .. } = config;
	let app = router(store, gate);
	let server = Server::new(app, limits, Proxies(trusted_proxies), metrics.clone());
	let (stopping, mut stop) = watch::channel(false);
	let metrics_at = match metrics_at {
		None => None,
		Some(at) => {
			let (listener, at) = listen(at).await?;
			let app = Router::new().route("/metrics", get(health::metrics)).with_state(metrics);
			// What this listener does is not counted.
			let apart = Arc::new(Metrics::new()?);
			let server = Server::new(app, limits, Proxies::default(), apart);
			tokio::spawn(server.run(listener, async move {
				let _ = stop.changed().await;
			}));
			Some(at)
		}
	};
	let task = tokio::spawn(async move {
		let result = server.run(listener, shutdown).await;
		// There may be no other listener.
		let _ = stopping.send(true);
		result
	});
	Ok(GatewayHandle { address, metrics: metrics_at, task })
}

/// Completes when the process is asked to stop (SIGINT or SIGTERM).
pub async fn shutdown_signal() {
	use tokio::signal::unix::{signal, SignalKind};
	let terminate = async {
		match signal(SignalKind::terminate()) {
			Ok(mut signals) => drop(signals.recv().await),
			Err(_) => std::future::pending().await,
		}
	};
	tokio::select! {
		_ = tokio::signal::ctrl_c() => {},
		() = terminate => {},
	}
}

fn router(store: FolderStore, gate: Option<Arc<Gate>>) -> Router {
	let mut content = get(answer::content);
	if let Some(gate) = &gate {
		content = content.layer(from_fn_with_state(gate.clone(), gate::guard));
	}
	let health = Arc::new(Health::new(store.clone(), gate.clone()));
	let health = Router::new().route("/health", get(health::health)).with_state(health);
	let store: Arc<dyn BlockSource> = Arc::new(store);
	let content = content.options(answer::preflight);
	let router = Router::new()
		.route("/", get(|| async { "MetaHub gateway: /ipfs/<cid>?format=raw|car\n" }))
		.route("/ipfs/{cid}", content.clone())
		.route("/ipfs/{cid}/", content.clone())
		.route("/ipfs/{cid}/{*path}", content)
		.fallback(answer::unknown)
		.with_state(store)
		.merge(health);
	match gate {
		None => router.layer(map_response(answer::allow_browsers)),
		Some(gate) => {
			let access = Router::new()
				.route("/access/challenge", post(gate::challenge).options(answer::preflight))
				.route("/access/pass", post(gate::pass).options(answer::preflight))
				.with_state(gate);
			router
				.merge(access)
				.layer(map_response(answer::allow_browsers))
				.layer(map_response(gate::allow_callers))
		}
	}
}
