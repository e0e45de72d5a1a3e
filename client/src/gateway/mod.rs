//! The embedded gateway: a folder store over the IPFS trustless-gateway protocol.
//!
//! | request | answer |
//! |---|---|
//! | `GET /ipfs/<cid>?format=raw`, or `Accept: application/vnd.ipld.raw` | the block |
//! | `GET /ipfs/<cid>?format=car`, or `Accept: application/vnd.ipld.car` | the DAG as a CARv1 stream, depth first |
//! | `GET /ipfs/<cid>` | the file, put together |
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
//! Plain HTTP: it listens on the loopback interface unless it is told
//! otherwise, and belongs behind a proxy when the world is to reach it. Connections are bounded in
//! number and closed when nothing moves.

mod answer;
mod gate;
mod listener;
mod negotiate;
mod range;

pub use gate::{Clock, GateConfig, Limits, DEFAULT_PASS_SECS};

use crate::{
	access::{wire::MAX_REQUEST_LEN, OriginError},
	chain::{AssetRef, ChainError},
	store::{BlockSource, FolderStore},
};
use axum::{
	extract::DefaultBodyLimit,
	middleware::{from_fn_with_state, map_response},
	routing::{get, post},
	Router,
};
use futures::Future;
use gate::{Gate, Peer};
use listener::Limited;
use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// How long answers on their way may take when the gateway stops.
const GRACE: Duration = Duration::from_secs(10);

/// What a gateway serves, and where.
#[derive(Clone, Debug)]
pub struct GatewayConfig {
	/// The address to listen on; port 0 takes a free one.
	pub listen: SocketAddr,
	/// Where the blocks are.
	pub store: FolderStore,
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
	/// It cannot go on.
	#[error("the gateway stopped: {0}")]
	Stopped(#[source] io::Error),
}

/// A gateway that runs.
#[derive(Debug)]
pub struct GatewayHandle {
	address: SocketAddr,
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
	let (listener, address) = listen(config.listen).await?;
	Ok(start(listener, address, router(Arc::new(config.store), None), shutdown))
}

/// Starts a gateway that gives an asset's files only to accounts that have access to it, as the
/// chain says.
pub async fn serve_gated(
	config: GatewayConfig,
	gate: GateConfig,
	shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<GatewayHandle, GatewayError> {
	let (listener, address) = listen(config.listen).await?;
	let gate = Gate::open(gate, config.store.clone(), address).await?;
	Ok(start(listener, address, router(Arc::new(config.store), Some(Arc::new(gate))), shutdown))
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), GatewayError> {
	let failed = |error| GatewayError::Listen { address, error };
	let listener = TcpListener::bind(address).await.map_err(failed)?;
	let address = listener.local_addr().map_err(failed)?;
	Ok((listener, address))
}

fn start(
	listener: TcpListener,
	address: SocketAddr,
	app: Router,
	shutdown: impl Future<Output = ()> + Send + 'static,
) -> GatewayHandle {
	let (stopping, stop_seen) = oneshot::channel();
	let app = app.into_make_service_with_connect_info::<Peer>();
	let server = axum::serve(Limited::new(listener), app).with_graceful_shutdown(async move {
		shutdown.await;
		// Nobody hears it if the server has failed.
		let _ = stopping.send(());
	});
	let task = tokio::spawn(async move {
		let deadline = async {
			match stop_seen.await {
				Ok(()) => tokio::time::sleep(GRACE).await,
				Err(_) => std::future::pending().await,
			}
		};
		tokio::select! {
			result = async { server.await } => result,
			() = deadline => Ok(()),
		}
	});
	GatewayHandle { address, task }
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

fn router(store: Arc<dyn BlockSource>, gate: Option<Arc<Gate>>) -> Router {
	let mut content = get(answer::content);
	if let Some(gate) = &gate {
		content = content.layer(from_fn_with_state(gate.clone(), gate::guard));
	}
	let router = Router::new()
		.route("/", get(|| async { "MetaHub gateway: /ipfs/<cid>?format=raw|car\n" }))
		.route("/ipfs/{cid}", content.options(answer::preflight))
		.route("/ipfs/{cid}/{*path}", get(answer::below_a_file).options(answer::preflight))
		.fallback(answer::unknown)
		.with_state(store);
	match gate {
		None => router.layer(map_response(answer::allow_browsers)),
		Some(gate) => {
			let access = Router::new()
				.route("/access/challenge", post(gate::challenge).options(answer::preflight))
				.route("/access/pass", post(gate::pass).options(answer::preflight))
				.layer(DefaultBodyLimit::max(MAX_REQUEST_LEN))
				.with_state(gate);
			router
				.merge(access)
				.layer(map_response(answer::allow_browsers))
				.layer(map_response(gate::allow_callers))
		}
	}
}
