//! Logs of Ethereum transactions and of native ones, merged.

use crate::{
	error::Error,
	filter::{Blocks, LogFilter, Tag},
	front::Limits,
	log::Log,
	native::NativeLogs,
	upstream::Upstream,
};
use primitive_types::H256;
use serde_json::json;
use std::sync::Arc;

/// The most logs that the server answers. What is beyond it leaves out, and does not say so.
const SERVER_MOST: usize = 10_000;

/// All logs there are.
#[derive(Clone)]
pub struct Logs {
	pub(crate) upstream: Upstream,
	pub(crate) native: Arc<dyn NativeLogs>,
	pub(crate) limits: Limits,
}

impl Logs {
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

	async fn number(&self, tag: Tag, latest: u64) -> Result<u64, Error> {
		match tag {
			Tag::Earliest => Ok(0),
			Tag::Latest | Tag::Pending => Ok(latest),
			Tag::Finalized | Tag::Safe => self.upstream.finalised().await,
			Tag::Number(number) => Ok(number.min(u64::MAX.into()).as_u64()),
		}
	}

	/// The logs of these blocks that match, in order.
	pub async fn range(
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
	pub async fn block(
		&self,
		hash: H256,
		number: u64,
		filter: &LogFilter,
	) -> Result<Vec<Log>, Error> {
		self.check_kept(number, self.upstream.latest().await?)?;
		let mut query = filter.to_json();
		query.insert("blockHash".into(), json!(hash));
		let native = async { Ok(self.native.in_block(hash, filter.clone()).await?) };
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
