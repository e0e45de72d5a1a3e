//! What the endpoint asks the node for.

use crate::{
	filter::LogFilter,
	log::{Log, NativeTransaction},
};
use async_trait::async_trait;
use futures::stream::BoxStream;
use primitive_types::H256;

/// Why the node has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NativeError {
	/// The state of blocks had been removed before their logs were looked at.
	#[error(
		"the logs of native transactions in blocks {first} to {last} are not known: the node \
		 removed the state of these blocks before it looked at them (an archive node has it)"
	)]
	Unknown {
		/// The first such block of the range.
		first: u64,
		/// The last one next to it.
		last: u64,
	},
	/// More match than were asked for.
	#[error("more than {most} logs match: search fewer blocks at once")]
	TooMany {
		/// How many were asked for.
		most: usize,
	},
	/// Something is broken.
	#[error("{0}")]
	Failed(String),
}

/// Logs that no Ethereum transaction caused. Of blocks that are not final, those of the best chain.
#[async_trait]
pub trait NativeLogs: Send + Sync + 'static {
	/// The logs in blocks `from` to `to` that match, in order. It is an error when there are more
	/// than `most`, or when some cannot be known.
	async fn in_range(
		&self,
		from: u64,
		to: u64,
		filter: LogFilter,
		most: usize,
	) -> Result<Vec<Log>, NativeError>;

	/// The logs in the block with this number and (Ethereum) hash that match, in order; none when
	/// the best chain has no such block.
	async fn in_block(
		&self,
		number: u64,
		hash: H256,
		filter: LogFilter,
	) -> Result<Vec<Log>, NativeError>;

	/// What has this hash and caused logs.
	async fn transaction(&self, hash: H256) -> Result<Option<NativeTransaction>, NativeError>;

	/// Hashes of Ethereum transactions as they come into the node's pool. Asked for once.
	fn pending(&self) -> BoxStream<'static, H256>;
}
