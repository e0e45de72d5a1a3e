//! Connections: not too many, and none on which nothing moves.

use axum::serve::Listener;
use std::{
	future::Future,
	io,
	net::SocketAddr,
	pin::Pin,
	sync::Arc,
	task::{Context, Poll},
	time::Duration,
};
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	net::{TcpListener, TcpStream},
	sync::{OwnedSemaphorePermit, Semaphore},
	time::{Instant, Sleep},
};

/// Most connections at a time; more wait to be accepted.
const MAX_CONNECTIONS: usize = 128;
/// A connection on which nothing moves for this long is closed.
const IDLE: Duration = Duration::from_secs(60);

/// A listener with a limited number of connections.
pub(super) struct Limited {
	listener: TcpListener,
	slots: Arc<Semaphore>,
}

impl Limited {
	pub(super) fn new(listener: TcpListener) -> Self {
		Self { listener, slots: Arc::new(Semaphore::new(MAX_CONNECTIONS)) }
	}
}

impl Listener for Limited {
	type Io = Connection;
	type Addr = SocketAddr;

	async fn accept(&mut self) -> (Connection, SocketAddr) {
		let slot = self.slots.clone().acquire_owned().await;
		let slot = slot.expect("the semaphore is never closed; qed");
		let (stream, address) = Listener::accept(&mut self.listener).await;
		// Answers are written in few large pieces.
		let _ = stream.set_nodelay(true);
		let idle = Box::pin(tokio::time::sleep(IDLE));
		(Connection { stream, idle, _slot: slot }, address)
	}

	fn local_addr(&self) -> io::Result<SocketAddr> {
		self.listener.local_addr()
	}
}

/// A connection that takes a slot, and fails when nothing moves.
pub(super) struct Connection {
	stream: TcpStream,
	idle: Pin<Box<Sleep>>,
	_slot: OwnedSemaphorePermit,
}

impl Connection {
	/// Starts the clock anew when something moved, and looks at it when not.
	fn watch<T>(
		&mut self,
		context: &mut Context<'_>,
		poll: Poll<io::Result<T>>,
	) -> Poll<io::Result<T>> {
		if poll.is_ready() {
			self.idle.as_mut().reset(Instant::now() + IDLE);
			return poll;
		}
		match self.idle.as_mut().poll(context) {
			Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
			Poll::Pending => Poll::Pending,
		}
	}
}

impl AsyncRead for Connection {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		let poll = Pin::new(&mut self.stream).poll_read(context, buffer);
		self.watch(context, poll)
	}
}

impl AsyncWrite for Connection {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
		self.watch(context, poll)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[io::IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let poll = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
		self.watch(context, poll)
	}

	fn is_write_vectored(&self) -> bool {
		self.stream.is_write_vectored()
	}

	fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_flush(context)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_shutdown(context)
	}
}
