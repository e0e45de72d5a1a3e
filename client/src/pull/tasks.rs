//! Work on the runtime's threads.

use futures::{stream, Stream, StreamExt};
use std::{
	future::Future,
	pin::Pin,
	task::{Context, Poll},
};
use tokio::{sync::mpsc, task::JoinHandle};

/// A task that ends when the one that waits for it does.
struct Spawned<T>(JoinHandle<T>);

impl<T> Drop for Spawned<T> {
	fn drop(&mut self) {
		self.0.abort();
	}
}

impl<T> Future for Spawned<T> {
	type Output = T;

	fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
		match Pin::new(&mut self.0).poll(context) {
			Poll::Ready(Ok(done)) => Poll::Ready(done),
			Poll::Ready(Err(error)) => match error.try_into_panic() {
				Ok(panic) => std::panic::resume_unwind(panic),
				// The runtime is shutting down, and this future with it.
				Err(_) => Poll::Pending,
			},
			Poll::Pending => Poll::Pending,
		}
	}
}

/// Does work as a task of its own, so that several run at the same time. A panic there is a panic
/// here.
pub(super) fn spawned<T: Send + 'static>(
	work: impl Future<Output = T> + Send + 'static,
) -> impl Future<Output = T> + Send {
	Spawned(tokio::spawn(work))
}

/// Drives a stream in a task of its own, a few items ahead of who reads it.
pub(super) fn ahead<T: Send + 'static>(
	items: impl Stream<Item = T> + Send + 'static,
	window: usize,
) -> impl Stream<Item = T> + Send {
	let (sender, mut receiver) = mpsc::channel(window);
	let task = Spawned(tokio::spawn(async move {
		let mut items = std::pin::pin!(items);
		while let Some(item) = items.next().await {
			// Nobody wants the rest.
			if sender.send(item).await.is_err() {
				return;
			}
		}
	}));
	stream::poll_fn(move |context| {
		let _held = &task;
		receiver.poll_recv(context)
	})
}
