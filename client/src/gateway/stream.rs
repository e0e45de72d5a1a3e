//! A connection's bytes, and an answer's: what moves is reported to the table of connections.

use super::connections::Connection;
use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::{
	io,
	pin::Pin,
	sync::Arc,
	task::{Context, Poll},
	time::Instant,
};
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	net::TcpStream,
};

/// How much may wait in the system's buffer before it was sent: otherwise a slow line would look
/// like one that does not move.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 256 << 10;

/// A connection's bytes.
#[derive(Debug)]
pub(super) struct Watched {
	stream: TcpStream,
	connection: Arc<Connection>,
}

impl Watched {
	pub(super) fn new(stream: TcpStream, connection: Arc<Connection>) -> Self {
		// Answers are written in few large pieces. That these fail is no reason not to answer.
		let _ = stream.set_nodelay(true);
		#[cfg(target_os = "linux")]
		let _ = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT);
		Self { stream, connection }
	}

	fn wrote(&self, poll: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
		match &poll {
			Poll::Ready(Ok(bytes)) => self.connection.wrote(*bytes, Instant::now()),
			Poll::Pending => self.connection.blocked(Instant::now()),
			Poll::Ready(Err(_)) => {}
		}
		poll
	}
}

impl Drop for Watched {
	fn drop(&mut self) {
		if self.connection.is_abrupt() {
			let _ = self.stream.set_zero_linger();
		}
	}
}

impl AsyncRead for Watched {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		let before = buffer.filled().len();
		let poll = Pin::new(&mut self.stream).poll_read(context, buffer);
		if buffer.filled().len() > before {
			self.connection.read(Instant::now());
		}
		poll
	}
}

impl AsyncWrite for Watched {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
		self.wrote(poll)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[io::IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let poll = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
		self.wrote(poll)
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

/// An answer's body. When it is dropped, the answer is complete.
#[derive(Debug)]
pub(super) struct Answer {
	body: Body,
	connection: Arc<Connection>,
	sent: prometheus::IntCounter,
}

impl Answer {
	pub(super) fn new(
		body: Body,
		connection: Arc<Connection>,
		sent: prometheus::IntCounter,
	) -> Self {
		Self { body, connection, sent }
	}
}

impl HttpBody for Answer {
	type Data = Bytes;
	type Error = axum::Error;

	fn poll_frame(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
	) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
		let poll = Pin::new(&mut self.body).poll_frame(context);
		if let Poll::Ready(Some(Ok(frame))) = &poll {
			self.sent.inc_by(frame.data_ref().map_or(0, Bytes::len) as u64);
		}
		poll
	}

	fn is_end_stream(&self) -> bool {
		self.body.is_end_stream()
	}

	fn size_hint(&self) -> SizeHint {
		self.body.size_hint()
	}
}

impl Drop for Answer {
	fn drop(&mut self) {
		self.connection.answered(Instant::now());
	}
}
