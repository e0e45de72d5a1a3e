//! Accepts connections, and answers what comes over them.

use super::{
	connections::{Admitted, Connections},
	gate::Peer,
	metrics::{kind_of, Metrics},
	proxies::Proxies,
	stream::{Answer, Watched},
	ServerLimits,
};
use axum::{body::Body, extract::ConnectInfo, Router};
use futures::Future;
use hyper::{body::Incoming, server::conn::http1, service::Service, Request, Response};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use std::{
	convert::Infallible,
	io,
	net::{IpAddr, SocketAddr},
	pin::pin,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{
	net::{TcpListener, TcpStream},
	sync::watch,
	task::JoinSet,
	time::MissedTickBehavior,
};

/// How long answers on their way may take when the gateway stops.
const GRACE: Duration = Duration::from_secs(10);
/// How often it looks whose time is up.
const TICK: Duration = Duration::from_millis(250);
/// How long it waits when the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(500);
/// Longest head of a request, and what is buffered of an answer, in bytes.
const MAX_HEAD: usize = 64 << 10;
/// What a connection is told for which there is no place.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n\
	Content-Type: text/plain; charset=utf-8\r\nContent-Length: 21\r\n\r\ntoo many connections\n";

/// What every connection of a gateway shares.
pub(super) struct Server {
	app: Router,
	proxies: Proxies,
	connections: Connections,
	metrics: Arc<Metrics>,
}

impl Server {
	pub(super) fn new(
		app: Router,
		limits: ServerLimits,
		proxies: Proxies,
		metrics: Arc<Metrics>,
	) -> Self {
		Self { app, proxies, connections: Connections::new(limits), metrics }
	}

	/// Runs until `shutdown` completes.
	pub(super) async fn run(
		self,
		listener: TcpListener,
		shutdown: impl Future<Output = ()> + Send,
	) -> io::Result<()> {
		let server = Arc::new(self);
		let (stop, stopped) = watch::channel(false);
		let mut tasks = JoinSet::new();
		let mut shutdown = pin!(shutdown);
		let mut ticks = tokio::time::interval(TICK);
		ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
		loop {
			tokio::select! {
				() = shutdown.as_mut() => break,
				accepted = listener.accept() => match accepted {
					Ok((stream, address)) => {
						server.clone().take(&mut tasks, stream, address, stopped.clone());
					}
					// The peer has changed its mind.
					Err(error) if is_of_the_peer(&error) => {}
					Err(error) => {
						tracing::error!("no connection can be accepted: {error}");
						tokio::time::sleep(NO_ROOM).await;
					}
				},
				Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
				_ = ticks.tick() => {
					let closed = server.connections.reap(Instant::now());
					server.metrics.overdue.inc_by(closed as u64);
				}
			}
			server.metrics.open.set(server.connections.len() as i64);
		}
		drop(listener);
		// Every connection may have ended already.
		let _ = stop.send(true);
		let ended = async { while tasks.join_next().await.is_some() {} };
		let _ = tokio::time::timeout(GRACE, ended).await;
		Ok(())
	}

	/// Takes a connection in, or refuses it.
	fn take(
		self: Arc<Self>,
		tasks: &mut JoinSet<()>,
		stream: TcpStream,
		address: SocketAddr,
		stopped: watch::Receiver<bool>,
	) {
		let ip = address.ip().to_canonical();
		let peer = (!self.proxies.trusts(ip)).then(|| Peer::from(ip));
		self.metrics.accepted.inc();
		match self.connections.admit(peer, Instant::now()) {
			Some(admitted) => {
				tasks.spawn(self.converse(admitted, stream, ip, stopped));
			}
			None => {
				self.metrics.refused.inc();
				// What does not fit into an empty buffer is not worth waiting for.
				let _ = stream.try_write(FULL);
			}
		}
	}

	/// Answers a connection's requests until it ends or has to make way.
	async fn converse(
		self: Arc<Self>,
		admitted: Admitted,
		stream: TcpStream,
		ip: IpAddr,
		mut stopped: watch::Receiver<bool>,
	) {
		let Admitted { id, connection } = admitted;
		let io = TokioIo::new(Watched::new(stream, connection.clone()));
		let (server, of) = (self.clone(), connection.clone());
		let service = hyper::service::service_fn(move |request: Request<Incoming>| {
			let (server, of) = (server.clone(), of.clone());
			async move {
				let with_body = !hyper::body::Body::is_end_stream(request.body());
				of.requested(with_body, Instant::now());
				let mut request = request.map(Body::new);
				let peer = Peer::from(server.proxies.client(ip, request.headers()));
				request.extensions_mut().insert(ConnectInfo(peer));
				request.extensions_mut().insert(of.clone());
				let kind = kind_of(&request);
				let response: Response<Body> =
					TowerToHyperService::new(server.app.clone()).call(request).await?;
				of.received();
				server.metrics.answered(kind, response.status());
				let sent = server.metrics.bytes.clone();
				Ok::<_, Infallible>(response.map(|body| Answer::new(body, of, sent)))
			}
		});
		let mut builder = http1::Builder::new();
		// The table of connections has the deadlines.
		builder.max_buf_size(MAX_HEAD).header_read_timeout(None);
		let mut conversation = pin!(builder.serve_connection(io, service));
		let mut stopping = false;
		loop {
			tokio::select! {
				ended = conversation.as_mut() => {
					if let Err(error) = ended {
						tracing::debug!("a connection broke: {error}");
					}
					break;
				}
				() = connection.closed() => break,
				_ = stopped.changed(), if !stopping => {
					stopping = true;
					conversation.as_mut().graceful_shutdown();
				}
			}
		}
		self.connections.remove(id);
	}
}

fn is_of_the_peer(error: &io::Error) -> bool {
	use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
	matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
