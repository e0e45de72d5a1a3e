//! Logs of Ethereum transactions and of native ones, merged.

use crate::{
	error::Error,
	filter::{Blocks, LogFilter, Tag},
	follower::MEMORY,
	front::Limits,
	log::Log,
	native::NativeLogs,
	upstream::Upstream,
};
use primitive_types::H256;
use schnellru::{ByLength, LruMap};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};

/// The most logs that the server answers. What is beyond it leaves out, and does not say so.
const SERVER_MOST: usize = 10_000;

/// Blocks whose logs are remembered, because everyone who follows the chain wants them.
const REMEMBERED: u32 = 64;
/// Blocks with more logs than this are not.
const REMEMBERED_LOGS: usize = 1_000;

/// The logs of a block.
pub(crate) type OfBlock = Arc<Vec<Log>>;

/// All logs there are.
#[derive(Clone)]
pub struct Logs {
	pub(crate) upstream: Upstream,
	pub(crate) native: Arc<dyn NativeLogs>,
	pub(crate) limits: Limits,
	remembered: Arc<Mutex<LruMap<H256, OfBlock>>>,
}

impl Logs {
	pub(crate) fn new(upstream: Upstream, native: Arc<dyn NativeLogs>, limits: Limits) -> Self {
		let remembered = Arc::new(Mutex::new(LruMap::new(ByLength::new(REMEMBERED))));
		Self { upstream, native, limits, remembered }
	}

	/// The last block that counts as final.
	pub(crate) async fn settled(&self, latest: u64) -> Result<u64, Error> {
		Ok(self.upstream.finalised().await?.max(latest.saturating_sub(MEMORY)))
	}

	/// The block of the best chain with this number: its hash, and all its logs. `None` if there is
	/// none, or if it was replaced meanwhile.
	pub(crate) async fn at(&self, number: u64) -> Result<Option<(H256, OfBlock)>, Error> {
		let Some(hash) = self.upstream.hash_of(number).await? else { return Ok(None) };
		let remembered = || self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(logs) = remembered().get(&hash) {
			return Ok(Some((hash, logs.clone())));
		}
		let native = async { Ok(self.native.in_block(number, hash, LogFilter::default()).await?) };
		let (ethereum, native) = tokio::try_join!(self.upstream.logs_of(number), native)?;
		let Some(mut logs) = ethereum else { return Ok(None) };
		logs.extend(native);
		// They were asked for by number.
		let replaced = logs.iter().any(|log| log.block_hash != hash)
			|| self.upstream.hash_of(number).await? != Some(hash);
		if replaced {
			return Ok(None);
		}
		logs.sort_by_key(Log::position);
		let logs = Arc::new(logs);
		if logs.len() <= REMEMBERED_LOGS {
			remembered().insert(hash, logs.clone());
		}
		Ok(Some((hash, logs)))
	}

	/// The logs that match, in order. The newest block is the newest one that the server knows.
	pub async fn search(&self, blocks: Blocks, filter: &LogFilter) -> Result<Vec<Log>, Error> {
		let (from, to) = match blocks {
			Blocks::Hash(hash) => {
				let number = self.upstream.number_of(hash).await?.ok_or(Error::UnknownBlock)?;
				return self.block(hash, number, filter).await;
			}
			Blocks::Range(from, to) => (from, to),
		};
		let latest = self.upstream.latest().await?;
		let first = self.number(from, latest).await?;
		let last = self.number(to, latest).await?;
		if first > last {
			return match (from, to) {
				(Tag::Number(_), Tag::Number(_)) => {
					Err(Error::EmptyRange { from: first, to: last })
				}
				// From beyond the newest block to it: nothing is there yet.
				_ => Ok(Vec::new()),
			};
		}
		if first > latest {
			return Ok(Vec::new());
		}
		self.range(first, last.min(latest), latest, filter).await
	}

	/// The logs of these blocks that match, in order. The server's index has those of blocks that
	/// are final; of others it has some that were replaced, and others it has not yet.
	async fn range(
		&self,
		from: u64,
		to: u64,
		latest: u64,
		filter: &LogFilter,
	) -> Result<Vec<Log>, Error> {
		let blocks = to.saturating_sub(from).saturating_add(1);
		if blocks > self.limits.blocks {
			return Err(Error::LongRange { blocks, most: self.limits.blocks });
		}
		let settled = self.settled(latest).await?;
		let mut found = match from <= settled {
			true => self.indexed(from, to.min(settled), latest, filter).await?,
			false => Vec::new(),
		};
		for number in from.max(settled.saturating_add(1))..=to {
			let block = self.at(number).await?;
			let (_, all) = block.ok_or_else(|| Error::Lost("blocks are being replaced".into()))?;
			found.extend(all.iter().filter(|log| filter.matches(log)).cloned());
			if found.len() > self.limits.logs {
				return Err(Error::ManyLogs { most: self.limits.logs });
			}
		}
		Ok(found)
	}

	async fn number(&self, tag: Tag, latest: u64) -> Result<u64, Error> {
		match tag {
			Tag::Earliest => Ok(0),
			Tag::Latest | Tag::Pending => Ok(latest),
			Tag::Finalized | Tag::Safe => self.upstream.finalised().await,
			Tag::Number(number) => Ok(number.min(u64::MAX.into()).as_u64()),
		}
	}

	/// The logs of these blocks that match, in order, as the index has them.
	async fn indexed(
		&self,
		from: u64,
		to: u64,
		latest: u64,
		filter: &LogFilter,
	) -> Result<Vec<Log>, Error> {
		self.check_kept(from, latest)?;
		let mut query = filter.to_json();
		query.insert("fromBlock".into(), json!(Tag::Number(from.into())));
		query.insert("toBlock".into(), json!(Tag::Number(to.into())));
		let native =
			async { Ok(self.native.in_range(from, to, filter.clone(), self.limits.logs).await?) };
		let (server, native) = tokio::try_join!(self.upstream.logs(query), native)?;
		self.merge(server, native, filter)
	}

	/// The logs of this block that match, in order.
	async fn block(&self, hash: H256, number: u64, filter: &LogFilter) -> Result<Vec<Log>, Error> {
		self.check_kept(number, self.upstream.latest().await?)?;
		let mut query = filter.to_json();
		query.insert("blockHash".into(), json!(hash));
		let native = async { Ok(self.native.in_block(number, hash, filter.clone()).await?) };
		let (server, native) = tokio::try_join!(self.upstream.logs(query), native)?;
		self.merge(server, native, filter)
	}

	fn check_kept(&self, block: u64, latest: u64) -> Result<(), Error> {
		let first = self.upstream.first_kept(latest)?;
		match block < first {
			true => Err(Error::NotKept { first }),
			false => Ok(()),
		}
	}

	fn merge(
		&self,
		mut logs: Vec<Log>,
		native: Vec<Log>,
		filter: &LogFilter,
	) -> Result<Vec<Log>, Error> {
		let most = self.limits.logs;
		if logs.len() >= SERVER_MOST {
			return Err(Error::ManyLogs { most });
		}
		logs.retain(|log| filter.matches(log));
		logs.extend(native);
		if logs.len() > most {
			return Err(Error::ManyLogs { most });
		}
		logs.sort_by_key(Log::position);
		Ok(logs)
	}
}
