//! Follows the best chain, and tells of new logs and of those that a reorganisation took back.

use crate::{error::Error, filter::LogFilter, log::Log, logs::Logs};
use primitive_types::H256;
use std::collections::VecDeque;

/// Blocks that are looked at in one go; more have to be asked for again.
const CHUNK: u64 = 1_000;
/// Blocks that are remembered because they may be replaced. Older ones count as final.
const MEMORY: usize = 64;

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
	/// `until` if there is one. After an error it can be asked again and nothing is lost.
	pub async fn advance(
		&mut self,
		logs: &Logs,
		filter: &LogFilter,
		until: Option<u64>,
	) -> Result<Vec<Log>, Error> {
		let latest = logs.upstream.latest().await?;

		let mut kept = self.recent.len();
		while let Some(seen) = kept.checked_sub(1).and_then(|last| self.recent.get(last)) {
			let same = seen.number <= latest
				&& logs.upstream.hash_of(seen.number).await? == Some(seen.hash);
			if same {
				break;
			}
			kept -= 1;
		}
		let removed = self.recent.iter().skip(kept).rev().flat_map(|seen| &seen.logs);
		let mut news: Vec<Log> = removed.map(|log| Log { removed: true, ..log.clone() }).collect();
		let mut next = self.recent.get(kept).map_or(self.next, |first| first.number);

		let end = latest
			.min(next.saturating_add(CHUNK - 1))
			.min(next.saturating_add(logs.limits.blocks.saturating_sub(1)))
			.min(until.unwrap_or(u64::MAX));
		let mut seen = Vec::new();
		let mut settled = None;
		if next <= end {
			let finalised = logs
				.upstream
				.finalised()
				.await?
				.max(latest.saturating_sub(u64::try_from(MEMORY).unwrap_or(u64::MAX)));
			settled = Some(finalised);
			if next <= finalised {
				let last = end.min(finalised);
				news.extend(logs.range(next, last, latest, filter).await?);
				next = last.saturating_add(1);
			}
			while next <= end {
				// The chain is being reorganised: the rest another time.
				let Some(hash) = logs.upstream.hash_of(next).await? else { break };
				let of_block = logs.block(hash, next, filter).await?;
				news.extend(of_block.iter().cloned());
				seen.push(Seen { number: next, hash, logs: of_block });
				next = next.saturating_add(1);
			}
		}

		self.recent.truncate(kept);
		self.recent.extend(seen);
		self.next = next;
		if let Some(settled) = settled {
			self.recent.retain(|seen| seen.number > settled);
		}
		let excess = self.recent.len().saturating_sub(MEMORY);
		self.recent.drain(..excess);
		Ok(news)
	}
}
