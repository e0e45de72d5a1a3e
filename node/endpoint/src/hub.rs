//! New blocks, logs and pending transactions, for everyone who wants to be told of them.

use crate::{
	error::Error,
	filter::LogFilter,
	follower::Follower,
	log::Log,
	logs::Logs,
	supervisor::TARGET,
	upstream::{new_heads, Upstream},
};
use futures::StreamExt;
use primitive_types::{H256, U256};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{
	collections::VecDeque,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::sync::{broadcast, Notify};

/// News that wait for somebody who is slow; then the subscription ends.
const QUEUE: usize = 1_024;
/// Blocks and transactions that are remembered for filters.
const REMEMBERED: usize = 4_096;
/// Heads that are told of although the server did not tell of them, at most, with a new one.
const FILLED: usize = 256;
/// How long it waits before it asks again after a failure.
const RETRY: Duration = Duration::from_secs(1);

/// What is needed of a head.
#[derive(Deserialize)]
struct Head {
	number: U256,
	hash: H256,
}

/// The newest items, numbered without gaps.
#[derive(Debug)]
pub struct Recent {
	first: u64,
	items: VecDeque<H256>,
}

impl Recent {
	fn push(&mut self, item: H256) {
		self.items.push_back(item);
		if self.items.len() > REMEMBERED {
			self.items.pop_front();
			self.first = self.first.saturating_add(1);
		}
	}

	fn next(&self) -> u64 {
		self.first.saturating_add(u64::try_from(self.items.len()).unwrap_or(u64::MAX))
	}

	/// The items from a number on, as far as they are remembered.
	fn since(&self, number: u64) -> Vec<H256> {
		let skip = usize::try_from(number.saturating_sub(self.first)).unwrap_or(usize::MAX);
		self.items.iter().skip(skip).copied().collect()
	}
}

/// Items that are told to subscribers at once, and to filters when they ask.
pub struct Feed {
	recent: Mutex<Recent>,
}

impl Feed {
	fn new() -> Self {
		Self { recent: Mutex::new(Recent { first: 0, items: VecDeque::new() }) }
	}

	fn push(&self, item: H256) {
		self.recent.lock().unwrap_or_else(PoisonError::into_inner).push(item);
	}

	/// The items from a number on, and the number of the next one.
	pub fn since(&self, number: u64) -> (Vec<H256>, u64) {
		let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
		(recent.since(number), recent.next())
	}

	/// The number of the next item.
	pub fn next(&self) -> u64 {
		self.recent.lock().unwrap_or_else(PoisonError::into_inner).next()
	}
}

/// What is new.
pub struct Hub {
	/// The headers of new best blocks, as the server writes them.
	pub heads: broadcast::Sender<Arc<RawValue>>,
	/// New logs and those that are taken back, in batches; or what cannot be told, which ends
	/// subscriptions.
	pub logs: broadcast::Sender<Result<Arc<Vec<Log>>, Arc<str>>>,
	/// Hashes of transactions that came into the pool.
	pub pending: broadcast::Sender<H256>,
	/// Hashes of new best blocks.
	pub blocks: Feed,
	/// Hashes of transactions that came into the pool.
	pub transactions: Feed,
	/// That there is a new block.
	new_block: Notify,
}

impl Hub {
	/// With nothing in it yet.
	pub fn new() -> Self {
		Self {
			heads: broadcast::Sender::new(QUEUE),
			logs: broadcast::Sender::new(QUEUE),
			pending: broadcast::Sender::new(QUEUE),
			blocks: Feed::new(),
			transactions: Feed::new(),
			new_block: Notify::new(),
		}
	}

	/// Fills it, for ever.
	pub async fn run(&self, logs: &Logs) {
		tokio::join!(
			self.follow_heads(logs.upstream.clone()),
			self.follow_logs(logs),
			self.follow_pool(logs),
		);
	}

	/// One subscription at the server is enough, and a new one is made when the server was
	/// restarted: our own subscribers see nothing of it.
	async fn follow_heads(&self, mut upstream: Upstream) {
		let mut told = VecDeque::new();
		loop {
			let server = upstream.ready().await;
			if let Ok(client) = server.web_socket().await {
				if let Ok(mut heads) = new_heads(&client).await {
					// Blocks may have come while nobody listened.
					self.new_block.notify_one();
					while let Some(Ok(head)) = heads.next().await {
						if let Err(error) = self.new_head(&upstream, &mut told, head).await {
							log::debug!(target: TARGET, "Heads for subscribers: {error}");
						}
						self.new_block.notify_one();
					}
				}
			}
			tokio::time::sleep(RETRY).await;
		}
	}

	/// Tells of a head, and before it of those on the way there that the server did not tell of:
	/// they came while nobody listened, or became part of the best chain with it.
	async fn new_head(
		&self,
		upstream: &Upstream,
		told: &mut VecDeque<(u64, H256)>,
		head: Box<RawValue>,
	) -> Result<(), Error> {
		let Ok(Head { number, hash }) = serde_json::from_str(head.get()) else {
			// That nobody listens is fine.
			let _ = self.heads.send(head.into());
			return Ok(());
		};
		let number = crate::upstream::number(number);
		if told.back() == Some(&(number, hash)) {
			return Ok(());
		}
		let oldest = told.front().map_or(number, |(first, _)| *first);
		let mut missing = Vec::new();
		let mut at = number;
		while at > oldest && missing.len() < FILLED {
			at = at.saturating_sub(1);
			let Some(block) = upstream.head(at).await? else { break };
			let block = serde_json::value::to_raw_value(&block)
				.map_err(|error| Error::Lost(error.to_string()))?;
			let Ok(Head { hash, .. }) = serde_json::from_str(block.get()) else { break };
			if told.contains(&(at, hash)) {
				break;
			}
			missing.push((at, hash, block));
		}
		missing.reverse();
		for (number, hash, head) in missing.into_iter().chain([(number, hash, head)]) {
			told.retain(|(other, _)| *other < number);
			told.push_back((number, hash));
			self.blocks.push(hash);
			let _ = self.heads.send(head.into());
		}
		let excess = told.len().saturating_sub(FILLED);
		told.drain(..excess);
		Ok(())
	}

	async fn follow_logs(&self, logs: &Logs) {
		let filter = LogFilter::default();
		let mut follower: Option<Follower> = None;
		loop {
			self.new_block.notified().await;
			loop {
				// Without subscribers it is enough to know where the chain is. Who subscribes
				// meanwhile is told of everything since the block before.
				if follower.is_none() || self.logs.receiver_count() == 0 {
					match Follower::start(logs).await {
						Ok(start) if follower.is_none() || self.logs.receiver_count() == 0 => {
							follower = Some(start);
							break;
						}
						Ok(_) => {}
						Err(error) => {
							log::debug!(target: TARGET, "Following the chain: {error}");
							tokio::time::sleep(RETRY).await;
							continue;
						}
					}
				}
				let Some(follower) = &mut follower else { continue };
				match follower.advance(logs, &filter, None).await {
					Ok(news) if news.is_empty() => break,
					Ok(news) => drop(self.logs.send(Ok(news.into()))),
					Err(error @ Error::Missed { .. }) => {
						log::warn!(target: TARGET, "Subscriptions to logs end: {error}");
						let _ = self.logs.send(Err(error.to_string().into()));
					}
					Err(error) => {
						log::debug!(target: TARGET, "Logs for subscribers: {error}");
						tokio::time::sleep(RETRY).await;
					}
				}
			}
		}
	}

	async fn follow_pool(&self, logs: &Logs) {
		let mut pending = logs.native.pending();
		while let Some(hash) = pending.next().await {
			self.transactions.push(hash);
			let _ = self.pending.send(hash);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_feed_gives_each_item_once_and_forgets_old_ones() {
		let feed = Feed::new();
		let hash = |n: usize| H256::from_low_u64_be(u64::try_from(n).unwrap());
		assert_eq!(feed.since(0), (vec![], 0));
		feed.push(hash(0));
		feed.push(hash(1));
		assert_eq!(feed.since(0), (vec![hash(0), hash(1)], 2));
		assert_eq!(feed.since(1), (vec![hash(1)], 2));
		assert_eq!(feed.since(2), (vec![], 2));
		for n in 2..REMEMBERED + 10 {
			feed.push(hash(n));
		}
		let (items, next) = feed.since(1);
		assert_eq!((items.len(), items[0]), (REMEMBERED, hash(10)));
		assert_eq!(next, u64::try_from(REMEMBERED + 10).unwrap());
	}
}
