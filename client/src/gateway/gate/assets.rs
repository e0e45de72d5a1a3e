//! Which blocks are an asset's: what the chain says about its revisions, and what is in the store.

use super::{lock, node::Node, Limits, Refusal};
use crate::{
	chain::AssetRef,
	content::{
		manifest::MAX_MANIFEST_LEN,
		reader::{read_small, File, ReadError, Visit},
		unixfs::blocking,
		Manifest,
	},
	gateway::GatewayError,
	store::{BlockSource, FolderStore, StoreError},
};
use futures::TryStreamExt;
use metahub_assets::{AssetId, ContentId, Did};
use primitive_types::H256;
use std::{
	collections::{HashMap, HashSet},
	pin::pin,
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc, Mutex,
	},
};
use tokio::sync::{OnceCell, Semaphore};

/// Manifests whose blocks are remembered, for each asset that is.
const MANIFESTS_PER_ASSET: usize = 4;

/// An asset that is served.
#[derive(Debug)]
pub(super) struct Asset {
	pub id: AssetId,
	/// Manifests of its revisions, the current one first.
	pub manifests: Vec<ContentId>,
	/// When the chain said so, Unix seconds.
	asked: u64,
}

/// A manifest's blocks, and those of the files that it names: sorted, found out when needed.
#[derive(Default)]
struct Dag {
	own: OnceCell<Box<[ContentId]>>,
	/// `None` if there are too many.
	files: OnceCell<Option<Box<[ContentId]>>>,
	/// When it was last needed.
	used: AtomicU64,
}

impl Dag {
	fn len(&self) -> usize {
		let files = self.files.get().and_then(Option::as_ref).map_or(0, |files| files.len());
		files + self.own.get().map_or(0, |own| own.len())
	}
}

/// The assets that are served, and their blocks.
pub(super) struct Assets {
	store: FolderStore,
	/// Served whoever put their files into the store.
	named: HashSet<AssetId>,
	genesis: H256,
	limits: Limits,
	known: Mutex<HashMap<AssetId, Arc<Asset>>>,
	dags: Mutex<HashMap<ContentId, Arc<Dag>>>,
	/// Manifests are large: one is read at a time.
	reading: Semaphore,
	/// Counts what is needed.
	needs: AtomicU64,
}

impl Assets {
	pub(super) fn new(
		store: FolderStore,
		named: &[AssetRef],
		genesis: H256,
		limits: Limits,
	) -> Result<Self, GatewayError> {
		let mut assets = Self {
			store,
			named: HashSet::new(),
			genesis,
			limits,
			known: Mutex::default(),
			dags: Mutex::default(),
			reading: Semaphore::new(1),
			needs: AtomicU64::new(0),
		};
		for asset in named {
			let id = assets.id_of(asset).ok_or(GatewayError::ForeignAsset(*asset))?;
			assets.named.insert(id);
		}
		Ok(assets)
	}

	/// The id of an asset, unless it is of another chain.
	fn id_of(&self, asset: &AssetRef) -> Option<AssetId> {
		match asset {
			AssetRef::Id(id) => Some(*id),
			AssetRef::Did(did) => did.is_on(&self.genesis).then_some(did.asset),
		}
	}

	/// The asset that a text names.
	pub(super) fn parse(&self, text: &str) -> Result<AssetId, Refusal> {
		let asset = text.parse::<AssetRef>().map_err(|e| Refusal::BadAsset(e.to_string()))?;
		self.id_of(&asset).ok_or_else(|| Refusal::BadAsset("the DID is of another chain".into()))
	}

	pub(super) fn did(&self, id: AssetId) -> Did {
		Did::new(&self.genesis, id)
	}

	/// An asset about which the chain need not be asked.
	pub(super) fn remembered(&self, id: AssetId, now: u64) -> Option<Arc<Asset>> {
		let asset = lock(&self.known).get(&id)?.clone();
		(now < asset.asked.saturating_add(self.limits.fresh_secs)).then_some(asset)
	}

	/// An asset, if it is one that is served.
	pub(super) async fn asset(
		&self,
		node: &Node,
		id: AssetId,
		now: u64,
	) -> Result<Arc<Asset>, Refusal> {
		if let Some(asset) = self.remembered(id, now) {
			return Ok(asset);
		}
		let manifests = node.manifests(id).await?;
		let (store, did) = (self.store.clone(), self.did(id));
		let all = self.named.contains(&id);
		let served = move || {
			let vouched = |manifest: &ContentId| all || store.vouches(&did, manifest);
			manifests.into_iter().filter(vouched).collect::<Vec<_>>()
		};
		let manifests = blocking(served).await;
		let mut known = lock(&self.known);
		if manifests.is_empty() {
			known.remove(&id);
			return Err(Refusal::NotServed);
		}
		let asset = Arc::new(Asset { id, manifests, asked: now });
		if known.len() >= self.limits.assets && !known.contains_key(&id) {
			let oldest = known.values().min_by_key(|asset| asset.asked).map(|asset| asset.id);
			oldest.and_then(|oldest| known.remove(&oldest));
		}
		known.insert(id, asset.clone());
		Ok(asset)
	}

	/// Whether a block is one of a manifest's that is known to be public.
	pub(super) fn is_public(&self, cid: &ContentId) -> bool {
		let has = |dag: &Arc<Dag>| dag.own.get().is_some_and(|own| own.binary_search(cid).is_ok());
		lock(&self.dags).values().any(has)
	}

	/// Whether a block is one of a manifest's of the asset.
	pub(super) async fn is_manifest(&self, asset: &Asset, cid: &ContentId) -> bool {
		for manifest in &asset.manifests {
			let dag = self.dag(manifest);
			if self.own(&dag, manifest).await.is_some_and(|own| own.binary_search(cid).is_ok()) {
				return true;
			}
		}
		false
	}

	/// Whether a block is one of the asset's.
	pub(super) async fn contains(&self, asset: &Asset, cid: &ContentId) -> Result<bool, Refusal> {
		if self.is_manifest(asset, cid).await {
			return Ok(true);
		}
		let mut too_large = false;
		for manifest in &asset.manifests {
			let dag = self.dag(manifest);
			match self.files(&dag, manifest).await {
				Some(Some(files)) if files.binary_search(cid).is_ok() => return Ok(true),
				Some(None) => too_large = true,
				_ => {}
			}
		}
		if too_large {
			return Err(Refusal::AssetTooLarge);
		}
		Ok(false)
	}

	/// What is remembered about a manifest's blocks.
	fn dag(&self, manifest: &ContentId) -> Arc<Dag> {
		let mut dags = lock(&self.dags);
		let dag = dags.entry(*manifest).or_default().clone();
		dag.used.store(self.needs.fetch_add(1, Relaxed), Relaxed);
		self.make_room(&mut dags, manifest);
		dag
	}

	/// Forgets what was not needed for longest, until the rest is within bounds.
	fn make_room(&self, dags: &mut HashMap<ContentId, Arc<Dag>>, but: &ContentId) {
		let most = self.limits.assets.saturating_mul(MANIFESTS_PER_ASSET);
		let mut blocks: usize = dags.values().map(|dag| dag.len()).sum();
		while dags.len() > 1 && (dags.len() > most || blocks > self.limits.blocks) {
			let others = dags.iter().filter(|(manifest, _)| *manifest != but);
			let oldest = others.min_by_key(|(_, dag)| dag.used.load(Relaxed));
			let Some(oldest) = oldest.map(|(manifest, _)| *manifest) else { return };
			blocks -= dags.remove(&oldest).map_or(0, |dag| dag.len());
		}
	}

	/// A manifest's own blocks; `None` if they are not all in the store, or not a manifest's: what
	/// an asset's owner calls one would be public otherwise, whatever it is.
	async fn own<'a>(&self, dag: &'a Dag, manifest: &ContentId) -> Option<&'a [ContentId]> {
		let find = || async {
			self.parsed(manifest).await?;
			let mut blocks = Vec::new();
			let complete = self.walk(manifest, &mut blocks).await?;
			complete.then(|| sorted(blocks)).ok_or(())
		};
		dag.own.get_or_try_init(find).await.ok().map(|own| &**own)
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

	/// The blocks of the files that a manifest names; `None` if it is not in the store.
	async fn files<'a>(
		&self,
		dag: &'a Dag,
		manifest: &ContentId,
	) -> Option<Option<&'a [ContentId]>> {
		let find = || async {
			let parsed = self.parsed(manifest).await?;
			let most = self.limits.blocks;
			let mut blocks = Vec::new();
			for file in parsed.files() {
				// What is not in the store is not served anyway.
				self.walk(&file.cid, &mut blocks).await?;
				if blocks.len() >= most.saturating_mul(2) {
					blocks = sorted(blocks).into_vec();
				}
				if blocks.len() > most.saturating_mul(2) {
					break;
				}
			}
			let blocks = sorted(blocks);
			Ok::<_, ()>((blocks.len() <= most).then_some(blocks))
		};
		let files = dag.files.get_or_try_init(find).await.ok()?;
		self.make_room(&mut lock(&self.dags), manifest);
		Some(files.as_deref())
	}

	/// Adds the blocks of a file; says whether all of them are in the store, as far as nodes go.
	async fn walk(&self, cid: &ContentId, blocks: &mut Vec<ContentId>) -> Result<bool, ()> {
		blocks.push(*cid);
		if cid.is_raw() {
			return Ok(true);
		}
		let source: Arc<dyn BlockSource> = Arc::new(self.store.clone());
		let walk = async {
			let file = File::open(source, cid).await?;
			let mut visits = pin!(file.visits(0..file.size()));
			while let Some(visit) = visits.try_next().await? {
				blocks.push(match visit {
					Visit::Node(node) => *node.cid(),
					Visit::Leaf(leaf) => leaf.cid,
				});
				// A file of its own can be too large as well.
				if blocks.len() > self.limits.blocks.saturating_mul(4) {
					break;
				}
			}
			Ok(())
		};
		match walk.await {
			Ok(()) => Ok(true),
			Err(ReadError::Store(StoreError::NotFound { .. })) => Ok(false),
			Err(error) => {
				note(&error);
				Err(())
			}
		}
	}
}

fn note(error: &ReadError) {
	if !matches!(error, ReadError::Store(StoreError::NotFound { .. })) {
		tracing::error!("{error}");
	}
}

fn sorted(mut blocks: Vec<ContentId>) -> Box<[ContentId]> {
	blocks.sort_unstable();
	blocks.dedup();
	blocks.into_boxed_slice()
}
