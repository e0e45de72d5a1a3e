//! The logs of native transactions in final blocks, in the node's own database.
//!
//! | key | value |
//! |---|---|
//! | `coverage` | the next block, and the ranges before it whose logs are not known |
//! | `page` and number / 4096 | one bit for each of these blocks: whether it has logs |
//! | `block` and number | the logs of the block, if it has some |
//! | `tx` and hash | number of the block |

use codec::{Decode, DecodeAll, Encode};
use metahub_runtime::{BlockNumber, Hash};
use pallet_erc721_runtime_api::NativeLog;
use sc_client_api::AuxStore;
use sp_core::{H160, H256};
use std::{
	collections::BTreeMap,
	sync::{Arc, PoisonError, RwLock},
};

/// What all keys begin with. Another layout gets another number.
const PREFIX: &[u8] = b"metahub/native-logs/1/";
/// Blocks of a page.
const PAGE: BlockNumber = 4_096;

/// What caused logs, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Transaction {
	/// Its hash.
	pub hash: H256,
	/// Its index in the block.
	pub index: u32,
	/// Address of who signed it.
	pub sender: H160,
	/// The logs.
	pub logs: Vec<NativeLog>,
}

/// A block that has logs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
	/// Its hash.
	pub hash: Hash,
	/// Its hash as an Ethereum block.
	pub eth_hash: H256,
	/// What caused logs, in order; never nothing.
	pub transactions: Vec<Transaction>,
}

/// What is known of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
	/// That it has no logs.
	Nothing,
	/// Its logs.
	Logs(Arc<Entry>),
	/// Not even whether it has some: its state was removed.
	Unknown,
}

/// Which blocks have been looked at.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Coverage {
	/// The first that has not.
	next: BlockNumber,
	/// Those before it of which nothing is known: ranges in order, both ends included.
	gaps: Vec<(BlockNumber, BlockNumber)>,
}

/// The index.
pub struct Index<S> {
	store: Arc<S>,
	coverage: RwLock<Coverage>,
}

type Result<T> = sp_blockchain::Result<T>;

fn key(kind: &str, of: impl AsRef<[u8]>) -> Vec<u8> {
	[PREFIX, kind.as_bytes(), b"/", of.as_ref()].concat()
}

fn read<T: Decode>(store: &impl AuxStore, key: &[u8]) -> Result<Option<T>> {
	let Some(bytes) = store.get_aux(key)? else { return Ok(None) };
	T::decode_all(&mut &bytes[..]).map(Some).map_err(|error| {
		sp_blockchain::Error::Backend(format!("the index of native logs is damaged: {error}"))
	})
}

/// A page: the byte and the bit of a block in it.
fn place(number: BlockNumber) -> (BlockNumber, usize, u8) {
	let within = number % PAGE;
	(number / PAGE, (within / 8) as usize, 1 << (within % 8))
}

impl<S: AuxStore> Index<S> {
	/// Opens the index of a chain whose newest final block this is.
	pub fn open(store: Arc<S>, finalised: BlockNumber) -> Result<Self> {
		let coverage = read(&*store, &key("coverage", []))?;
		// The genesis has no logs.
		let mut coverage: Coverage = coverage.unwrap_or(Coverage { next: 1, gaps: Vec::new() });
		// The database may have lost its newest blocks when the node was killed.
		coverage.next = coverage.next.min(finalised.saturating_add(1));
		coverage.gaps.retain_mut(|gap| {
			gap.1 = gap.1.min(coverage.next.saturating_sub(1));
			gap.0 <= gap.1
		});
		Ok(Self { store, coverage: RwLock::new(coverage) })
	}

	/// The first block that has not been looked at.
	pub fn next(&self) -> BlockNumber {
		self.coverage.read().unwrap_or_else(PoisonError::into_inner).next
	}

	/// The first range of unknown blocks that is touched.
	pub fn gap_in(&self, from: BlockNumber, to: BlockNumber) -> Option<(BlockNumber, BlockNumber)> {
		let coverage = self.coverage.read().unwrap_or_else(PoisonError::into_inner);
		coverage.gaps.iter().find(|gap| gap.0 <= to && from <= gap.1).copied()
	}

	/// Writes what is known of the next blocks.
	pub fn append(&self, blocks: &[Known]) -> Result<()> {
		let mut coverage = self.coverage.read().unwrap_or_else(PoisonError::into_inner).clone();
		let mut insert: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
		let mut delete: Vec<Vec<u8>> = Vec::new();
		for known in blocks {
			let number = coverage.next;
			coverage.next = number.saturating_add(1);
			let (page, byte, bit) = place(number);
			let page_key = key("page", page.to_be_bytes());
			let block_key = key("block", number.to_be_bytes());
			let mut bits = match insert.get(&page_key) {
				Some(bits) => bits.clone(),
				None => self.store.get_aux(&page_key)?.unwrap_or_default(),
			};
			bits.resize((PAGE / 8) as usize, 0);
			// Left from a block that was forgotten.
			let stale = bits[byte] & bit != 0;
			match known {
				Known::Logs(entry) => {
					bits[byte] |= bit;
					insert.insert(page_key, bits);
					for transaction in &entry.transactions {
						insert.insert(key("tx", transaction.hash), number.encode());
					}
					insert.insert(block_key, entry.encode());
				}
				Known::Nothing | Known::Unknown => {
					if stale {
						bits[byte] &= !bit;
						insert.insert(page_key, bits);
						delete.push(block_key);
					}
				}
			}
			if *known == Known::Unknown {
				match coverage.gaps.last_mut() {
					Some(gap) if gap.1.saturating_add(1) == number => gap.1 = number,
					_ => coverage.gaps.push((number, number)),
				}
			}
		}
		insert.insert(key("coverage", []), coverage.encode());
		let insert: Vec<_> = insert.iter().map(|(key, value)| (&key[..], &value[..])).collect();
		let delete: Vec<_> = delete.iter().map(|key| &key[..]).collect();
		self.store.insert_aux(&insert, &delete)?;
		*self.coverage.write().unwrap_or_else(PoisonError::into_inner) = coverage;
		Ok(())
	}

	/// The blocks of a range that have logs, in order, as far as they have been looked at.
	pub fn with_logs(&self, from: BlockNumber, to: BlockNumber) -> Result<Vec<BlockNumber>> {
		let to = to.min(self.next().saturating_sub(1));
		let mut numbers = Vec::new();
		if from > to {
			return Ok(numbers);
		}
		for page in from / PAGE..=to / PAGE {
			let Some(bits) = self.store.get_aux(&key("page", page.to_be_bytes()))? else {
				continue;
			};
			let first = page.saturating_mul(PAGE);
			let last = first.saturating_add(PAGE - 1);
			numbers.extend((first.max(from)..=last.min(to)).filter(|number| {
				let (_, byte, bit) = place(*number);
				bits.get(byte).is_some_and(|bits| bits & bit != 0)
			}));
		}
		Ok(numbers)
	}

	/// The logs of a block that has some.
	pub fn entry(&self, number: BlockNumber) -> Result<Option<Entry>> {
		if number >= self.next() {
			return Ok(None);
		}
		read(&*self.store, &key("block", number.to_be_bytes()))
	}

	/// The block in which a transaction caused logs.
	pub fn block_of(&self, transaction: H256) -> Result<Option<BlockNumber>> {
		read(&*self.store, &key("tx", transaction))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::Mutex;

	/// A store in memory.
	#[derive(Default)]
	struct Store(Mutex<BTreeMap<Vec<u8>, Vec<u8>>>);

	impl AuxStore for Store {
		fn insert_aux<
			'a,
			'b: 'a,
			'c: 'a,
			I: IntoIterator<Item = &'a (&'c [u8], &'c [u8])>,
			D: IntoIterator<Item = &'a &'b [u8]>,
		>(
			&self,
			insert: I,
			delete: D,
		) -> Result<()> {
			let mut map = self.0.lock().unwrap();
			for (key, value) in insert {
				map.insert(key.to_vec(), value.to_vec());
			}
			for key in delete {
				map.remove(*key);
			}
			Ok(())
		}

		fn get_aux(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
			Ok(self.0.lock().unwrap().get(key).cloned())
		}
	}

	fn eth_hash(number: u64) -> H256 {
		H256::from_low_u64_le(number)
	}

	fn logs(number: u64) -> Known {
		let hash = H256::from_low_u64_be(number);
		let log = NativeLog { index: 1, address: H160::zero(), topics: vec![], data: vec![7] };
		let transaction =
			Transaction { hash, index: 2, sender: H160::repeat_byte(9), logs: vec![log] };
		Known::Logs(Arc::new(Entry {
			hash,
			eth_hash: eth_hash(number),
			transactions: vec![transaction],
		}))
	}

	#[test]
	fn blocks_with_logs_are_found_by_number_and_transaction() {
		let index = Index::open(Arc::new(Store::default()), 0).unwrap();
		index.append(&[Known::Nothing, logs(2), Known::Nothing, logs(4)]).unwrap();
		index.append(&[logs(5)]).unwrap();
		assert_eq!(index.next(), 6);
		assert_eq!(index.with_logs(0, 100).unwrap(), [2, 4, 5]);
		assert_eq!(index.with_logs(3, 4).unwrap(), [4]);
		assert!(index.with_logs(6, 100).unwrap().is_empty());
		let entry = index.entry(4).unwrap().unwrap();
		assert_eq!(Known::Logs(Arc::new(entry.clone())), logs(4));
		assert_eq!(index.entry(3).unwrap(), None);
		assert_eq!(index.block_of(entry.hash).unwrap(), Some(4));
		assert_eq!(index.block_of(H256::repeat_byte(1)).unwrap(), None);
	}

	#[test]
	fn pages_join_without_a_seam() {
		let index = Index::open(Arc::new(Store::default()), 0).unwrap();
		let blocks: Vec<_> = (1..2 * u64::from(PAGE) + 10)
			.map(|number| match number % 1_000 {
				96 => logs(number),
				_ => Known::Nothing,
			})
			.collect();
		index.append(&blocks).unwrap();
		let expected = [96, 1096, 2096, 3096, 4096, 5096, 6096, 7096, 8096];
		assert_eq!(index.with_logs(0, BlockNumber::MAX).unwrap(), expected);
		assert_eq!(index.with_logs(PAGE - 1, PAGE + 1).unwrap(), [PAGE]);
	}

	#[test]
	fn gaps_are_remembered() {
		let store = Arc::new(Store::default());
		let index = Index::open(store.clone(), 0).unwrap();
		index.append(&[Known::Unknown, Known::Unknown, logs(3), Known::Unknown]).unwrap();
		index.append(&[Known::Unknown, Known::Nothing]).unwrap();
		let index = Index::open(store, 6).unwrap();
		assert_eq!(index.next(), 7);
		assert_eq!(index.gap_in(2, 9), Some((1, 2)));
		assert_eq!(index.gap_in(3, 3), None);
		assert_eq!(index.gap_in(3, 4), Some((4, 5)));
		assert_eq!(index.gap_in(6, 900), None);
	}

	#[test]
	fn blocks_that_the_database_lost_are_looked_at_anew() {
		let store = Arc::new(Store::default());
		let index = Index::open(store.clone(), 0).unwrap();
		index.append(&[logs(1), logs(2), Known::Unknown]).unwrap();
		let index = Index::open(store, 1).unwrap();
		assert_eq!(index.next(), 2);
		assert_eq!(index.with_logs(0, 9).unwrap(), [1]);
		assert_eq!(index.entry(2).unwrap(), None, "it is not the block it was");
		assert_eq!(index.gap_in(0, 9), None);
		index.append(&[Known::Nothing, Known::Nothing]).unwrap();
		assert_eq!(index.with_logs(0, 9).unwrap(), [1]);
		assert_eq!(index.entry(2).unwrap(), None);
	}

	#[test]
	fn what_cannot_be_read_is_an_error() {
		let store = Arc::new(Store::default());
		store.0.lock().unwrap().insert(key("coverage", []), vec![1]);
		assert!(Index::open(store, 0).is_err());
	}
}
