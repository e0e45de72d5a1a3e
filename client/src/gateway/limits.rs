//! What bounds the gateway's connections.

use std::time::Duration;

/// What bounds a gateway's connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerLimits {
	/// Connections at a time.
	pub connections: usize,
	/// Connections at a time of one address (of one /64 network for IPv6). Trusted proxies have only
	/// the common limit.
	pub per_address: usize,
	/// How long a request's head may take, from when the connection was opened or the head's first
	/// byte came.
	pub head: Duration,
	/// How long a request's body may take.
	pub body: Duration,
	/// How long a connection that was answered may wait for its next request.
	pub idle: Duration,
	/// Bytes per second that a peer has to read at least, while there is something to read.
	pub least_rate: u64,
	/// How long a peer may read less than that.
	pub patience: Duration,
}

impl Default for ServerLimits {
	fn default() -> Self {
		Self {
			connections: 512,
			// Clients that fetch a folder at once open hundreds.
			per_address: 256,
			head: Duration::from_secs(10),
			body: Duration::from_secs(10),
			idle: Duration::from_secs(15),
			least_rate: 2 << 10,
			patience: Duration::from_secs(60),
		}
	}
}
