//! Listens, and passes on what the endpoint does not answer itself.

use crate::{
	error::Error,
	filters::Filters,
	hub::Hub,
	logs::Logs,
	methods::{module, Context, HexIds},
	native::NativeLogs,
	supervisor::TARGET,
	upstream::{Upstream, MAX_BODY},
};
use futures::{future::BoxFuture, FutureExt};
use jsonrpsee::{
	core::server::{Methods, ResponsePayload},
	server::{
		middleware::{
			http::HostFilterLayer,
			rpc::{RpcServiceBuilder, RpcServiceT},
		},
		BatchRequestConfig, HttpBody, HttpRequest, HttpResponse, PingConfig, Server, ServerHandle,
	},
	types::{ErrorObjectOwned, Request},
	MethodResponse,
};
use std::{
	collections::HashSet,
	fmt, io,
	net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
	sync::Arc,
	time::Duration,
};
use tower::ServiceBuilder;
use tower_http::{
	cors::{AllowOrigin, Any, CorsLayer},
	validate_request::{ValidateRequest, ValidateRequestHeaderLayer},
};

/// Hosts by which a loopback endpoint is called. A page that makes its own name point here comes
/// with its own name.
const LOOPBACK_HOSTS: [&str; 3] = ["localhost:*", "127.0.0.1:*", "[::1]:*"];

/// What one request may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Blocks that are searched for logs.
	pub blocks: u64,
	/// Logs that are answered.
	pub logs: usize,
	/// Requests in a batch.
	pub batch: u32,
	/// Connections at a time.
	pub connections: u32,
	/// Subscriptions of a connection.
	pub subscriptions: u32,
	/// Filters at a time.
	pub filters: usize,
}

impl Default for Limits {
	fn default() -> Self {
		Self {
			blocks: 100_000,
			logs: 10_000,
			batch: 100,
			connections: 100,
			subscriptions: 128,
			filters: 1_000,
		}
	}
}

/// The pages that may call from within a browser. Who is no browser names no origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
	/// Every page.
	Any,
	/// Pages that this machine serves.
	Local,
	/// Pages of these origins.
	Listed(Vec<String>),
}

impl Origins {
	fn allow(&self, origin: &[u8]) -> bool {
		match self {
			Self::Any => true,
			Self::Listed(origins) => {
				origins.iter().any(|listed| listed.as_bytes().eq_ignore_ascii_case(origin))
			}
			Self::Local => std::str::from_utf8(origin).is_ok_and(is_local),
		}
	}
}

fn is_local(origin: &str) -> bool {
	let Some((_, authority)) = origin.split_once("://") else { return false };
	let host = match authority.rsplit_once(':') {
		Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
		_ => authority,
	};
	["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

impl From<&str> for Origins {
	/// `all`, or a list with commas.
	fn from(text: &str) -> Self {
		match text {
			"all" => Self::Any,
			list => Self::Listed(
				list.split(',').map(|origin| origin.trim().trim_end_matches('/').into()).collect(),
			),
		}
	}
}

/// How the endpoint listens.
#[derive(Clone, Debug)]
pub struct FrontConfig {
	/// The port.
	pub port: u16,
	/// Whether it takes another port when this one is taken.
	pub any_port: bool,
	/// Whether it listens on all interfaces, and not just for this machine.
	pub external: bool,
	/// Who may call from a browser.
	pub origins: Origins,
	/// What one request may ask for.
	pub limits: Limits,
}

/// An endpoint that listens. It stops when this is dropped.
pub struct Endpoint {
	addresses: Vec<SocketAddr>,
	handles: Vec<ServerHandle>,
	hub: tokio::task::JoinHandle<()>,
}

impl Endpoint {
	/// Where it listens.
	pub fn addresses(&self) -> &[SocketAddr] {
		&self.addresses
	}
}

impl Drop for Endpoint {
	fn drop(&mut self) {
		self.hub.abort();
		for handle in &self.handles {
			// It fails when it has stopped already.
			let _ = handle.stop();
		}
	}
}

/// Starts to listen.
pub async fn serve(
	config: &FrontConfig,
	upstream: Upstream,
	native: Arc<dyn NativeLogs>,
) -> io::Result<Endpoint> {
	let logs = Logs::new(upstream.clone(), native, config.limits);
	let hub = Arc::new(Hub::new());
	let filters = Filters::new(config.limits.filters);
	let context = Context { logs: logs.clone(), filters, hub: hub.clone() };
	let methods: Methods = module(context).map_err(io::Error::other)?.into();
	let proxy = Proxy { own: Arc::new(methods.method_names().collect()), upstream };

	let (v4, v6) = match config.external {
		true => (IpAddr::from(Ipv4Addr::UNSPECIFIED), IpAddr::from(Ipv6Addr::UNSPECIFIED)),
		false => (Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()),
	};
	let mut servers = vec![bind(config, &proxy, v4).await?];
	let port = servers[0].0.port();
	// A machine without IPv6 is fine.
	match listen(config, &proxy, SocketAddr::new(v6, port)).await {
		Ok(server) => servers.push(server),
		Err(error) => log::debug!(target: TARGET, "Not listening on IPv6: {error}"),
	}
	let (addresses, starts): (Vec<_>, Vec<_>) = servers.into_iter().unzip();
	let handles = starts.into_iter().map(|start| start(methods.clone())).collect();
	let hub = tokio::spawn(async move { hub.run(&logs).await });
	Ok(Endpoint { addresses, handles, hub })
}

/// Starts a server that is bound already.
type Start = Box<dyn FnOnce(Methods) -> ServerHandle + Send>;

/// Binds the port, or another one if that is all right.
async fn bind(config: &FrontConfig, proxy: &Proxy, ip: IpAddr) -> io::Result<(SocketAddr, Start)> {
	match listen(config, proxy, SocketAddr::new(ip, config.port)).await {
		Err(error) if error.kind() == io::ErrorKind::AddrInUse && config.any_port => {
			log::warn!(
				target: TARGET,
				"Port {} is taken; the Ethereum endpoint takes another one",
				config.port,
			);
			listen(config, proxy, SocketAddr::new(ip, 0)).await
		}
		Err(error) => Err(io::Error::new(
			error.kind(),
			format!("the Ethereum endpoint cannot listen on port {}: {error}", config.port),
		)),
		bound => bound,
	}
}

async fn listen(
	config: &FrontConfig,
	proxy: &Proxy,
	address: SocketAddr,
) -> io::Result<(SocketAddr, Start)> {
	let hosts = match config.external {
		true => HostFilterLayer::disable(),
		false => HostFilterLayer::new(LOOPBACK_HOSTS).map_err(io::Error::other)?,
	};
	let origins = config.origins.clone();
	let cors = CorsLayer::new()
		.allow_methods(Any)
		.allow_headers(Any)
		.allow_origin(AllowOrigin::predicate(move |origin, _| origins.allow(origin.as_bytes())));
	let http = ServiceBuilder::new()
		.layer(cors)
		.layer(ValidateRequestHeaderLayer::custom(CheckOrigin(config.origins.clone())))
		.layer(hosts);
	let proxy = proxy.clone();
	let rpc = RpcServiceBuilder::new().layer_fn(move |inner| Front { inner, proxy: proxy.clone() });
	let limits = config.limits;
	let server = Server::builder()
		.max_request_body_size(MAX_BODY)
		.max_response_body_size(MAX_BODY)
		.max_connections(limits.connections)
		.max_subscriptions_per_connection(limits.subscriptions)
		.set_batch_request_config(BatchRequestConfig::Limit(limits.batch))
		.set_id_provider(HexIds)
		.enable_ws_ping(PingConfig::new().ping_interval(Duration::from_secs(30)))
		.set_http_middleware(http)
		.set_rpc_middleware(rpc)
		.build(address)
		.await?;
	let bound = server.local_addr()?;
	Ok((bound, Box::new(move |methods| server.start(methods))))
}

/// Refuses pages that may not call. CORS alone would keep the answer from them, but not from
/// asking; and it knows nothing of WebSockets.
#[derive(Clone)]
struct CheckOrigin(Origins);

impl<B> ValidateRequest<B> for CheckOrigin {
	type ResponseBody = HttpBody;

	fn validate(&mut self, request: &mut HttpRequest<B>) -> Result<(), HttpResponse> {
		match request.headers().get("origin") {
			Some(origin) if !self.0.allow(origin.as_bytes()) => {
				let mut response = HttpResponse::new(HttpBody::from("Origin is not allowed.\n"));
				*response.status_mut() = 403.try_into().unwrap_or_default();
				Err(response)
			}
			_ => Ok(()),
		}
	}
}

/// The way of what is not answered here.
#[derive(Clone)]
struct Proxy {
	/// What is.
	own: Arc<HashSet<&'static str>>,
	upstream: Upstream,
}

impl fmt::Debug for Proxy {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Proxy").finish_non_exhaustive()
	}
}

/// Answers a request: here, or by passing it on.
#[derive(Clone)]
struct Front<S> {
	inner: S,
	proxy: Proxy,
}

impl<'a, S> RpcServiceT<'a> for Front<S>
where
	S: RpcServiceT<'a>,
	S::Future: 'a,
{
	type Future = BoxFuture<'a, MethodResponse>;

	fn call(&self, request: Request<'a>) -> Self::Future {
		if self.proxy.own.contains(request.method.as_ref()) {
			return self.inner.call(request).boxed();
		}
		let upstream = self.proxy.upstream.clone();
		async move {
			let params = request.params.map(std::borrow::Cow::into_owned);
			let size = usize::try_from(MAX_BODY).unwrap_or(usize::MAX);
			match upstream.raw(&request.method, params).await {
				Ok(result) => {
					MethodResponse::response(request.id, ResponsePayload::success(result), size)
				}
				Err(error) => {
					if let Error::Lost(reason) = &error {
						log::debug!(target: TARGET, "{}: {reason}", request.method);
					}
					MethodResponse::error(request.id, ErrorObjectOwned::from(error))
				}
			}
		}
		.boxed()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn local_pages_are_those_of_this_machine() {
		for origin in [
			"http://localhost",
			"http://localhost:3000",
			"https://127.0.0.1:8443",
			"http://[::1]:5173",
		] {
			assert!(Origins::Local.allow(origin.as_bytes()), "{origin}");
		}
		for origin in [
			"null",
			"https://example.org",
			"http://localhost.example.org",
			"http://example.org:80",
			"http://localhost:80.example.org",
			"http://127.0.0.1.example.org",
			"",
		] {
			assert!(!Origins::Local.allow(origin.as_bytes()), "{origin}");
		}
	}

	#[test]
	fn origins_are_all_or_a_list() {
		assert_eq!(Origins::from("all"), Origins::Any);
		let listed = Origins::from("https://a.example, https://b.example:8443/");
		assert!(listed.allow(b"https://a.example") && listed.allow(b"https://B.example:8443"));
		assert!(!listed.allow(b"https://a.example:8443") && !listed.allow(b"http://a.example"));
	}
}
