//! A port that a server can leave and take again.

use jsonrpsee::server::{Server, ServerHandle};
use jsonrpsee::Methods;
use std::net::SocketAddr;
use tokio::net::TcpSocket;

/// A port of the loopback interface that nobody else is given while this lives.
///
/// Connections to it are refused unless a server listens. A new server need not wait until the old one's socket is
/// closed: processes that other tests of the same binary have just forked may hold it for a moment.
pub struct Port {
	held: TcpSocket,
}

impl Port {
	/// A free one.
	pub fn free() -> Self {
		Self { held: socket_at(([127, 0, 0, 1], 0).into()) }
	}

	/// Where it is.
	pub fn url(&self) -> String {
		format!("ws://{}", self.address())
	}

	/// Starts a JSON-RPC server on it.
	pub fn serve(&self, methods: impl Into<Methods>) -> ServerHandle {
		let listener = socket_at(self.address()).listen(128).expect("it is ours to listen at");
		let listener = listener.into_std().expect("a listener of the standard library");
		Server::builder().build_from_tcp(listener).expect("a server").start(methods)
	}

	fn address(&self) -> SocketAddr {
		self.held.local_addr().expect("it is bound")
	}
}

fn socket_at(address: SocketAddr) -> TcpSocket {
	let socket = TcpSocket::new_v4().expect("a socket");
	socket.set_reuseport(true).expect("ports can be shared");
	socket.bind(address).expect("a port");
	socket
}
