//! Which blocks are an asset's: what the chain says about its revisions, and what is in the store.

use super::{
	index::{Index, Library},
	lock,
	node::Node,
	Limits, Refusal,
};
use crate::{
	chain::AssetRef,
	content::unixfs::blocking,
	gateway::GatewayError,
	store::{BlockSource, FolderStore},
};
use metahub_assets::{AssetId, ContentId, Did};
use primitive_types::H256;
use prometheus::IntCounter;
use std::{
	collections::{HashMap, HashSet},
	sync::{
		atomic::{AtomicU64, Ordering::Relaxed},
		Arc, Mutex,
	},
	time::{Duration, Instant},
};
use tokio::sync::OnceCell;

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
	files: Arc<Index>,
	/// When it was last needed.
	used: AtomicU64,
}

impl Dag {
	fn len(&self) -> usize {
		self.files.len() + self.own.get().map_or(0, |own| own.len())
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
	library: Arc<Library>,
	/// Counts what is needed.
	needs: AtomicU64,
}

impl Assets {
	pub(super) fn new(
		store: FolderStore,
		named: &[AssetRef],
		genesis: H256,
		limits: Limits,
		builds: IntCounter,
	) -> Result<Self, GatewayError> {
		let library = Arc::new(Library::new(store.clone(), limits.blocks, builds));
		let mut assets = Self {
			store,
			named: HashSet::new(),
			genesis,
			limits,
			known: Mutex::default(),
			dags: Mutex::default(),
			library,
			needs: AtomicU64::new(0),
		};
		for asset in named {
			let id = assets.id_of(asset).ok_or(GatewayError::ForeignAsset(*asset))?;
			assets.named.insert(id);
		}
		Ok(assets)
	}

	/// Where the blocks are.
	pub(super) fn store(&self) -> Arc<dyn BlockSource> {
		Arc::new(self.store.clone())
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
		let deadline = Instant::now() + Duration::from_secs(self.limits.index_wait_secs);
		let mut too_large = false;
		for manifest in &asset.manifests {
			let dag = self.dag(manifest);
			match dag.files.contains(&self.library, manifest, cid, deadline).await {
				Ok(true) => return Ok(true),
				Err(Refusal::AssetTooLarge) => too_large = true,
				Err(refusal) => return Err(refusal),
				Ok(false) => {}
			}
			self.make_room(&mut lock(&self.dags), manifest);
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

	/// A manifest's own blocks; `None` if they are not all in the store.
	async fn own<'a>(&self, dag: &'a Dag, manifest: &ContentId) -> Option<&'a [ContentId]> {
		let find = || self.library.own(manifest);
		dag.own.get_or_try_init(find).await.ok().map(|own| &**own)
	}
}
