//! Spawns the transaction pool's tasks, so that their end is a failure only while the node runs.

use futures::{future::BoxFuture, FutureExt};
use sc_service::SpawnEssentialTaskHandle;
use sp_core::traits::SpawnEssentialNamed;

/// When the node stops, the pool is dropped, and one of its tasks can only end by that. The task
/// manager would take it for the failure of an essential task and log an error, after all went well.
#[derive(Clone)]
pub struct PoolSpawner(pub SpawnEssentialTaskHandle);

impl SpawnEssentialNamed for PoolSpawner {
	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: BoxFuture<'static, ()>,
	) {
		self.0.spawn_essential_blocking(name, group, end_after_exit(future));
	}

	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: BoxFuture<'static, ()>,
	) {
		self.0.spawn_essential(name, group, end_after_exit(future));
	}
}

/// Puts the end off by one poll. Before each poll the task manager looks whether the node is
/// stopping, and if so drops the task.
fn end_after_exit(future: BoxFuture<'static, ()>) -> BoxFuture<'static, ()> {
	async move {
		future.await;
		tokio::task::yield_now().await;
	}
	.boxed()
}
