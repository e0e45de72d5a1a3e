//! Follows the best chain, and tells of new logs and of those that a reorganisation took back.

use crate::{error::Error, filter::LogFilter, log::Log, logs::Logs, native::NativeError};
use futures::{stream, StreamExt};
use primitive_types::H256;
use std::collections::VecDeque;

/// Blocks that are looked at in one go; more have to be asked for again.
const CHUNK: u64 = 256;
/// Blocks that are looked at at the same time.
const AT_ONCE: usize = 8;
/// Blocks that are remembered because they may be replaced. Older ones count as final.
pub(crate) const MEMORY: u64 = 64;

/// How far somebody has come along the best chain.
#[derive(Debug)]
pub struct Follower {
	/// The first block not looked at.
	next: u64,
	/// Blocks before it that are not final, in order, with the logs that were told of.
	recent: VecDeque<Seen>,
}

#[derive(Clone, Debug)]
struct Seen {
	number: u64,
	hash: H256,
	logs: Vec<Log>,
}

impl Follower {
	/// Begins after the newest block.
	pub async fn start(logs: &Logs) -> Result<Self, Error> {
		let latest = logs.upstream.latest().await?;
		let hash = logs.upstream.hash_of(latest).await?;
		let seen = hash.map(|hash| Seen { number: latest, hash, logs: Vec::new() });
		Ok(Self { next: latest.saturating_add(1), recent: seen.into_iter().collect() })
	}

	/// What is new: first the logs that are taken back, then those of new blocks, up to block
	/// `until` if there is one. After an error it can be asked again and nothing is lost, but for
	/// the blocks that [`Error::Missed`] names.
	pub async fn advance(
		&mut self,
		logs: &Logs,
		filter: &LogFilter,
		until: Option<u64>,
	) -> Result<Vec<Log>, Error> {
		let latest = logs.upstream.latest().await?;
		let settled = logs.settled(latest).await?;
		let kept = self.kept(logs, latest, settled).await?;

		let removed = self.recent.iter().skip(kept).rev().flat_map(|seen| &seen.logs);
		let mut news: Vec<Log> = removed.map(|log| Log { removed: true, ..log.clone() }).collect();
		let mut next = self.recent.get(kept).map_or(self.next, |first| first.number);
		let mut seen = Vec::new();
		let mut missed = None;

		let end = latest.min(next.saturating_add(CHUNK - 1)).min(until.unwrap_or(u64::MAX));
		let mut blocks = stream::iter(next..=end).map(|number| logs.at(number)).buffered(AT_ONCE);
		while let Some(block) = blocks.next().await {
			match block {
				Ok(Some((hash, all))) => {
					let found = all.iter().filter(|log| filter.matches(log));
					let found: Vec<Log> = found.cloned().collect();
					news.extend(found.iter().cloned());
					if next > settled {
						seen.push(Seen { number: next, hash, logs: found });
					}
					next = next.saturating_add(1);
					if news.len() >= logs.limits.logs {
						break;
					}
				}
				// The chain is being reorganised: the rest another time.
				Ok(None) if next > settled => break,
				// What was found first, and what is wrong another time.
				_ if !news.is_empty() || !seen.is_empty() => break,
				// There is no state any more that would tell.
				Ok(None) => missed = Some(settled),
				Err(Error::Native(NativeError::Unknown { last, .. })) => missed = Some(last),
				Err(Error::Oversized) => missed = Some(next),
				Err(error) => return Err(error),
			}
			if let Some(last) = missed {
				let (first, last) = (next, last.max(next));
				self.next = last.saturating_add(1);
				self.recent.clear();
				return Err(Error::Missed { first, last });
			}
		}
		drop(blocks);

		self.recent.truncate(kept);
		self.recent.extend(seen);
		self.next = next;
		self.recent.retain(|seen| seen.number > settled);
		Ok(news)
	}

	/// How many of the remembered blocks are still part of the chain.
	async fn kept(&self, logs: &Logs, latest: u64, settled: u64) -> Result<usize, Error> {
		let mut kept = 0usize;
		for seen in self.recent.iter().take_while(|seen| seen.number <= latest) {
			match logs.upstream.hash_of(seen.number).await? {
				Some(hash) if hash != seen.hash => break,
				Some(_) => {}
				// Its state is gone by now, and what it was told by.
				None if seen.number <= settled => {}
				None => return Err(Error::Lost(format!("block {} is not there", seen.number))),
			}
			kept = kept.saturating_add(1);
		}
		Ok(kept)
	}
}
