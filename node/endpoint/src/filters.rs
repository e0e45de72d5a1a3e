//! Filters: what is new since somebody asked the last time.

use crate::{
	error::Error,
	filter::{parse, Blocks, LogFilter, Tag},
	follower::Follower,
	hub::Hub,
	log::Log,
	logs::Logs,
	upstream::number,
};
use primitive_types::H256;
use serde::Serialize;
use serde_json::Value;
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// A filter that nobody asks for this long is removed.
const EXPIRY: Duration = Duration::from_secs(5 * 60);

/// What is new.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Changes {
	/// Logs.
	Logs(Vec<Log>),
	/// Blocks or transactions.
	Hashes(Vec<H256>),
}

enum Kind {
	Logs { blocks: Blocks, filter: LogFilter, follower: Follower },
	Blocks { next: u64 },
	Pending { next: u64 },
}

struct Entry {
	used: Instant,
	/// Who asks twice at the same time is answered in turn.
	kind: Arc<tokio::sync::Mutex<Kind>>,
}

/// The filters there are.
pub struct Filters {
	entries: Mutex<HashMap<String, Entry>>,
	most: usize,
}

/// A name that nobody guesses, so that nobody takes another's news away.
pub fn random_id() -> String {
	let mut bytes = [0; 16];
	// Without randomness nothing in the node would work.
	getrandom::fill(&mut bytes).unwrap_or_default();
	format!("0x{}", hex::encode(bytes))
}

impl Filters {
	/// None, of at most `most`.
	pub fn new(most: usize) -> Self {
		Self { entries: Mutex::default(), most }
	}

	/// A filter for logs, from the next block on.
	pub async fn new_logs(&self, logs: &Logs, filter: Value) -> Result<String, Error> {
		let (blocks, filter) = parse(filter)?;
		match blocks {
			Blocks::Hash(_) => {
				return Err(Error::Invalid("a filter for new logs has no blockHash".into()))
			}
			Blocks::Range(Tag::Number(from), Tag::Number(to)) if from > to => {
				return Err(Error::EmptyRange { from: number(from), to: number(to) })
			}
			Blocks::Range(..) => {}
		}
		self.check_space()?;
		let follower = Follower::start(logs).await?;
		self.insert(Kind::Logs { blocks, filter, follower })
	}

	/// A filter for blocks, from the next one on.
	pub fn new_blocks(&self, hub: &Hub) -> Result<String, Error> {
		self.insert(Kind::Blocks { next: hub.blocks.next() })
	}

	/// A filter for pending transactions, from the next one on.
	pub fn new_pending(&self, hub: &Hub) -> Result<String, Error> {
		self.insert(Kind::Pending { next: hub.transactions.next() })
	}

	/// What is new since the last time.
	pub async fn changes(&self, logs: &Logs, hub: &Hub, id: &str) -> Result<Changes, Error> {
		let kind = self.get(id)?;
		let changes = match &mut *kind.lock().await {
			Kind::Logs { blocks, filter, follower } => {
				let (from, until) = match blocks {
					Blocks::Range(from, to) => (bound(from), bound(to)),
					Blocks::Hash(_) => (None, None),
				};
				let mut new = follower.advance(logs, filter, until).await?;
				new.retain(|log| from.is_none_or(|from| log.block_number >= from.into()));
				Changes::Logs(new)
			}
			Kind::Blocks { next } => Changes::Hashes(take(|next| hub.blocks.since(next), next)),
			Kind::Pending { next } => {
				Changes::Hashes(take(|next| hub.transactions.since(next), next))
			}
		};
		Ok(changes)
	}

	/// All logs that match a filter for logs.
	pub async fn logs(&self, logs: &Logs, id: &str) -> Result<Vec<Log>, Error> {
		let kind = self.get(id)?;
		let (blocks, filter) = match &*kind.lock().await {
			Kind::Logs { blocks, filter, .. } => (*blocks, filter.clone()),
			_ => return Err(Error::UnknownFilter),
		};
		logs.search(blocks, &filter).await
	}

	/// Removes a filter; whether it was there.
	pub fn remove(&self, id: &str) -> bool {
		self.entries().remove(id).is_some()
	}

	/// The filters that have not expired.
	fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
		let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
		entries.retain(|_, entry| entry.used.elapsed() < EXPIRY);
		entries
	}

	fn check_space(&self) -> Result<(), Error> {
		match self.entries().len() < self.most {
			true => Ok(()),
			false => Err(Error::ManyFilters(self.most)),
		}
	}

	fn insert(&self, kind: Kind) -> Result<String, Error> {
		let mut entries = self.entries();
		if entries.len() >= self.most {
			return Err(Error::ManyFilters(self.most));
		}
		let id = random_id();
		let kind = Arc::new(tokio::sync::Mutex::new(kind));
		entries.insert(id.clone(), Entry { used: Instant::now(), kind });
		Ok(id)
	}

	fn get(&self, id: &str) -> Result<Arc<tokio::sync::Mutex<Kind>>, Error> {
		let mut entries = self.entries();
		let entry = entries.get_mut(id).ok_or(Error::UnknownFilter)?;
		entry.used = Instant::now();
		Ok(entry.kind.clone())
	}
}

/// The block that a range ends or begins with, if it names it.
fn bound(tag: &Tag) -> Option<u64> {
	match tag {
		Tag::Number(block) => Some(number(*block)),
		_ => None,
	}
}

/// Takes what is new and remembers where the next begins.
fn take(since: impl Fn(u64) -> (Vec<H256>, u64), next: &mut u64) -> Vec<H256> {
	let (items, after) = since(*next);
	*next = after;
	items
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ids_are_long_and_differ() {
		let (one, two) = (random_id(), random_id());
		assert_ne!(one, two);
		assert!(one.starts_with("0x") && one.len() == 34);
	}

	#[test]
	fn there_are_so_many_filters_and_no_more() {
		let (filters, hub) = (Filters::new(2), Hub::new());
		let id = filters.new_blocks(&hub).unwrap();
		filters.new_pending(&hub).unwrap();
		assert!(matches!(filters.new_blocks(&hub), Err(Error::ManyFilters(2))));
		assert!(filters.remove(&id) && !filters.remove(&id));
		filters.new_blocks(&hub).unwrap();
	}

	#[test]
	fn a_filter_that_nobody_asks_expires() {
		let (filters, hub) = (Filters::new(1), Hub::new());
		let id = filters.new_blocks(&hub).unwrap();
		assert!(filters.get(&id).is_ok());
		let long_ago = Instant::now().checked_sub(EXPIRY).unwrap();
		filters.entries.lock().unwrap().get_mut(&id).unwrap().used = long_ago;
		assert!(matches!(filters.get(&id), Err(Error::UnknownFilter)));
		filters.new_blocks(&hub).unwrap();
	}
}
