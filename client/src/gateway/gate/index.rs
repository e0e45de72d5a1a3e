//! The blocks of the files that a manifest names: found out once, in the background, and kept in the
//! store.
//!
//! ```text
//! <store>/index/<manifest>   16 bytes "metahub-index-1\n", the number of blocks as 8 bytes
//!                            (little-endian), their CIDs in order, BLAKE2b-256 of all this
//! ```

use super::Refusal;
use crate::{
	content::{
		dagpb,
		manifest::MAX_MANIFEST_LEN,
		reader::{read_small, File, ReadError, Visit},
		unixfs::blocking,
		Manifest,
	},
	store::{BlockSource, FolderStore, StoreError},
};
use futures::TryStreamExt;
use metahub_assets::ContentId;
use prometheus::IntCounter;
use sp_crypto_hashing::blake2_256;
use std::{
	collections::HashSet,
	pin::pin,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use tokio::sync::{watch, Semaphore};

const MAGIC: &[u8; 16] = b"metahub-index-1\n";
const HEAD_LEN: usize = MAGIC.len() + 8;
const SUM_LEN: usize = 32;
/// Indices that are worked on at a time.
const BUILDERS: usize = 2;
/// After so many blocks it is the next index's turn.
const TURN: usize = 4_096;
/// How long an index stands that lacks something: it may be put into the store.
const RETRY: Duration = Duration::from_secs(5);

#[derive(Default)]
enum State {
	#[default]
	Unknown,
	/// What was found so far.
	Building(HashSet<ContentId>),
	/// Sorted; `None` if there are too many. `lacks`: since when something was missing in the store.
	Known { blocks: Option<Box<[ContentId]>>, lacks: Option<Instant> },
}

/// The blocks of the files that a manifest names.
pub(super) struct Index {
	state: Mutex<State>,
	/// Changes when there is something new.
	news: watch::Sender<()>,
}

impl Default for Index {
	fn default() -> Self {
		Self { state: Mutex::default(), news: watch::Sender::new(()) }
	}
}

impl Index {
	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn set(&self, state: State) {
		*self.state() = state;
		self.news.send_replace(());
	}

	/// How many blocks are remembered.
	pub(super) fn len(&self) -> usize {
		match &*self.state() {
			State::Unknown => 0,
			State::Building(found) => found.len(),
			State::Known { blocks, .. } => blocks.as_ref().map_or(0, |blocks| blocks.len()),
		}
	}

	/// Whether a block is among them. Waits for the part that it needs, until a deadline.
	pub(super) async fn contains(
		self: &Arc<Self>,
		library: &Arc<Library>,
		manifest: &ContentId,
		cid: &ContentId,
		deadline: Instant,
	) -> Result<bool, Refusal> {
		let mut news = self.news.subscribe();
		loop {
			if let Some(decided) = self.look(library, manifest, cid) {
				return decided;
			}
			if Instant::now() >= deadline {
				return Err(Refusal::IndexBuilding);
			}
			let changed = tokio::time::timeout_at(deadline.into(), news.changed()).await;
			if changed.is_err() {
				return Err(Refusal::IndexBuilding);
			}
		}
	}

	/// What is known about a block; has the index built if nothing is.
	fn look(
		self: &Arc<Self>,
		library: &Arc<Library>,
		manifest: &ContentId,
		cid: &ContentId,
	) -> Option<Result<bool, Refusal>> {
		let mut state = self.state();
		match &*state {
			State::Building(found) => return found.contains(cid).then_some(Ok(true)),
			State::Known { lacks: Some(since), .. } if since.elapsed() >= RETRY => {}
			State::Known { blocks: None, lacks: None } => {
				return Some(Err(Refusal::AssetTooLarge));
			}
			State::Known { blocks, .. } => {
				let blocks = blocks.as_deref().unwrap_or_default();
				return Some(Ok(blocks.binary_search(cid).is_ok()));
			}
			State::Unknown => {}
		}
		*state = State::Building(HashSet::new());
		let (index, library, manifest) = (self.clone(), library.clone(), *manifest);
		tokio::spawn(async move { library.find(&index, &manifest).await });
		None
	}

	/// What was found so far, in any order.
	fn so_far(&self) -> Vec<ContentId> {
		match &*self.state() {
			State::Building(found) => found.iter().copied().collect(),
			_ => Vec::new(),
		}
	}

	/// Adds blocks to what was found; says how many there are.
	fn found(&self, blocks: &mut Vec<ContentId>) -> usize {
		let mut state = self.state();
		let State::Building(found) = &mut *state else { return 0 };
		found.extend(blocks.drain(..));
		let len = found.len();
		drop(state);
		self.news.send_replace(());
		len
	}
}

/// What was found below a file's root.
enum Walked {
	/// All of it.
	Whole,
	/// All but what is below nodes that are not in the store.
	Lacking,
	/// More than is remembered.
	TooMany,
}

/// Where the blocks are, and who looks.
pub(super) struct Library {
	store: FolderStore,
	/// Blocks that are remembered.
	most: usize,
	/// Manifests are large: one is read at a time.
	reading: Semaphore,
	/// Indices take turns.
	turns: Semaphore,
	builds: IntCounter,
}

impl Library {
	pub(super) fn new(store: FolderStore, most: usize, builds: IntCounter) -> Self {
		let (reading, turns) = (Semaphore::new(1), Semaphore::new(BUILDERS));
		Self { store, most, reading, turns, builds }
	}

	/// Reads the index that is kept, or builds one and keeps it.
	async fn find(&self, index: &Index, manifest: &ContentId) {
		let (store, name, most) = (self.store.clone(), *manifest, self.most);
		if let Some(blocks) = blocking(move || load(&store, &name)).await {
			let blocks = (blocks.len() <= most).then_some(blocks);
			return index.set(State::Known { blocks, lacks: None });
		}
		self.builds.inc();
		let built = self.build(index, manifest).await;
		let mut blocks = index.so_far();
		if blocks.len() > most {
			return index.set(State::Known { blocks: None, lacks: None });
		}
		blocks.sort_unstable();
		let complete = built == Ok(true);
		let kept = complete.then(|| encode(&blocks));
		let lacks = (!complete).then(Instant::now);
		index.set(State::Known { blocks: Some(blocks.into_boxed_slice()), lacks });
		if let Some(kept) = kept {
			let store = self.store.clone();
			if let Err(error) = blocking(move || store.keep_index(&name, &kept)).await {
				tracing::error!("the index of {manifest} is not kept: {error}");
			}
		}
	}

	/// Looks for the blocks; says whether everything was in the store, as far as nodes go.
	async fn build(&self, index: &Index, manifest: &ContentId) -> Result<bool, ()> {
		let parsed = self.parsed(manifest).await?;
		let (mut new, mut complete) = (Vec::new(), true);
		for file in parsed.files() {
			let cid = file.cid;
			new.push(cid);
			if cid.is_raw() {
				if new.len() >= TURN && index.found(&mut new) > self.most {
					return Ok(true);
				}
				continue;
			}
			match self.walk(index, &cid, &mut new).await {
				Ok(Walked::Whole) => {}
				// What is not in the store is not served anyway.
				Ok(Walked::Lacking) => complete = false,
				Ok(Walked::TooMany) => return Ok(true),
				Err(error) => {
					tracing::error!("{error}");
					return Err(());
				}
			}
			if index.found(&mut new) > self.most {
				return Ok(true);
			}
		}
		index.found(&mut new);
		Ok(complete)
	}

	/// Adds the blocks below a file's root. A node that is missing hides what is below it, and
	/// nothing else.
	async fn walk(
		&self,
		index: &Index,
		file: &ContentId,
		new: &mut Vec<ContentId>,
	) -> Result<Walked, ReadError> {
		let mut turn = self.turns.acquire().await.ok();
		let (mut nodes, mut seen) = (vec![(*file, None)], HashSet::from([*file]));
		let mut walked = Walked::Whole;
		while let Some((cid, expected)) = nodes.pop() {
			let node = match self.store.get(&cid).await {
				Ok(node) => node,
				Err(StoreError::NotFound { .. }) => {
					walked = Walked::Lacking;
					continue;
				}
				Err(error) => return Err(error.into()),
			};
			let links =
				dagpb::decode(node.bytes()).map_err(|error| ReadError::Node { cid, error })?;
			// `decode` has checked that this does not overflow.
			let actual = links.iter().map(|link| link.file_size).sum();
			match expected {
				Some(expected) if expected != actual => {
					return Err(ReadError::PartSize { cid, expected, actual });
				}
				_ => {}
			}
			for link in links.iter().rev() {
				new.push(link.cid);
				if !link.cid.is_raw() && seen.insert(link.cid) {
					nodes.push((link.cid, Some(link.file_size)));
				}
			}
			if new.len() >= TURN {
				if index.found(new) > self.most {
					return Ok(Walked::TooMany);
				}
				drop(turn);
				turn = self.turns.acquire().await.ok();
			}
		}
		drop(turn);
		Ok(walked)
	}

	/// A manifest's own blocks, sorted; an error if they are not all in the store, or not a
	/// manifest's: what an asset's owner calls one would be public otherwise, whatever it is.
	pub(super) async fn own(&self, manifest: &ContentId) -> Result<Box<[ContentId]>, ()> {
		self.parsed(manifest).await?;
		let mut blocks = vec![*manifest];
		if !manifest.is_raw() {
			let source: Arc<dyn BlockSource> = Arc::new(self.store.clone());
			let walk = async {
				let file = File::open(source, manifest).await?;
				let mut visits = pin!(file.visits(0..file.size()));
				while let Some(visit) = visits.try_next().await? {
					blocks.push(match visit {
						Visit::Node(node) => *node.cid(),
						Visit::Leaf(leaf) => leaf.cid,
					});
				}
				Ok(())
			};
			walk.await.map_err(|error| note(&error))?;
		}
		blocks.sort_unstable();
		blocks.dedup();
		Ok(blocks.into_boxed_slice())
	}

	/// Reads a manifest.
	async fn parsed(&self, manifest: &ContentId) -> Result<Manifest, ()> {
		let _reading = self.reading.acquire().await;
		let source: Arc<dyn BlockSource> = Arc::new(self.store.clone());
		let bytes = read_small(source, manifest, MAX_MANIFEST_LEN as u64).await;
		let bytes = bytes.map_err(|error| note(&error))?;
		let parsed = blocking(move || Manifest::parse(&bytes)).await;
		parsed.map_err(|error| tracing::error!("{manifest}: {error}"))
	}
}

fn note(error: &ReadError) {
	if !matches!(error, ReadError::Store(StoreError::NotFound { .. })) {
		tracing::error!("{error}");
	}
}

fn encode(blocks: &[ContentId]) -> Vec<u8> {
	let mut bytes = Vec::with_capacity(HEAD_LEN + blocks.len() * ContentId::LEN + SUM_LEN);
	bytes.extend_from_slice(MAGIC);
	bytes.extend_from_slice(&(blocks.len() as u64).to_le_bytes());
	for block in blocks {
		bytes.extend_from_slice(block.as_bytes());
	}
	bytes.extend_from_slice(&blake2_256(&bytes));
	bytes
}

/// Reads an index that is kept; what is damaged counts as missing.
fn load(store: &FolderStore, manifest: &ContentId) -> Option<Box<[ContentId]>> {
	let blocks = store.kept_index(manifest).map(|bytes| decode(&bytes))?;
	if blocks.is_none() {
		tracing::warn!("the index of {manifest} is damaged and built again");
	}
	blocks
}

fn decode(bytes: &[u8]) -> Option<Box<[ContentId]>> {
	let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM_LEN)?)?;
	let (head, cids) = body.split_at_checked(HEAD_LEN)?;
	let count = u64::from_le_bytes(head.strip_prefix(MAGIC)?.try_into().ok()?);
	if blake2_256(body) != *sum || cids.len() as u64 != count.checked_mul(ContentId::LEN as u64)? {
		return None;
	}
	let blocks: Option<Vec<_>> =
		cids.chunks_exact(ContentId::LEN).map(|cid| ContentId::from_bytes(cid).ok()).collect();
	blocks.filter(|blocks| blocks.is_sorted()).map(Vec::into_boxed_slice)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::content::Block;

	#[test]
	fn a_kept_index_is_whole_or_missing() {
		let mut blocks: Vec<_> = (0..5u8).map(|byte| *Block::raw(vec![byte]).cid()).collect();
		blocks.sort_unstable();
		let bytes = encode(&blocks);
		assert_eq!(decode(&bytes).as_deref(), Some(&*blocks));
		assert_eq!(decode(&encode(&[])).as_deref(), Some(&[][..]));
		for at in 0..bytes.len() {
			let mut damaged = bytes.clone();
			damaged[at] ^= 1;
			assert_eq!(decode(&damaged), None, "{at}");
			assert_eq!(decode(&bytes[..at]), None, "{at}");
		}
	}
}
