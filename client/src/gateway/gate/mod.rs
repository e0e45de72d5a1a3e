//! The gate: who gets which blocks.
//!
//! | request | answer |
//! |---|---|
//! | `POST /access/challenge` | a text to sign, which names this gateway, the account and the asset |
//! | `POST /access/pass` | for the signed text, if the chain says that the account has access: a pass |
//! | `GET /ipfs/<cid>` with `Authorization: Bearer <pass>` | the block, if it is one of the asset's |
//! | `GET /ipfs/<cid>?asset=<id>` | the block, if it is one of the asset's manifest, which is public |
//!
//! The chain decides, and is asked at its finalised head. The gateway has no account and needs none:
//! where uses are counted, the account has one consumed under the challenge's hash and the gateway
//! looks whether that has happened. What it gives out it seals with a key of its own, so that a
//! restart, or another gateway with the same key, recognises it.
//!
//! Which files are an asset's is what the chain says as well: those of its current revision and of
//! the others that are kept. But anybody can register an asset with the manifest of another. The
//! gateway therefore serves only what the publisher put into its store *as* that asset (see
//! [`crate::store::BlockStore::vouch`]), and assets that its operator names.

mod assets;
mod guard;
mod index;
mod key;
mod log;
mod node;
mod passes;
mod peers;
mod refusal;
mod routes;

pub(super) use guard::guard;
pub(super) use peers::Peer;
pub(super) use routes::{allow_callers, challenge, pass};

use super::{metrics::Metrics, GatewayError};
use crate::{
	access::Origin,
	chain::{AssetRef, ChainOptions},
	store::FolderStore,
};
use assets::Assets;
use key::Seal;
use log::Log;
use node::Node;
use passes::{Answered, Passes};
use peers::Peers;
use refusal::Refusal;
use std::{
	fmt,
	net::SocketAddr,
	path::PathBuf,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// How long a pass is good for before the chain is asked again, unless the operator says otherwise.
pub const DEFAULT_PASS_SECS: u64 = 300;

/// Where the key is, in the store.
const KEY_FILE: &str = "gateway.key";

/// What a gated gateway needs to know besides its store.
#[derive(Clone, Debug)]
pub struct GateConfig {
	/// WebSocket URL of the node that is asked.
	pub node: String,
	/// How patient to be with it.
	pub chain: ChainOptions,
	/// The base URL under which clients reach the gateway, if that is not where it listens.
	pub public_url: Option<String>,
	/// How long a pass is good for before the chain is asked again.
	pub pass_secs: u64,
	/// The file with the key that seals challenges and passes; made if it is not there. By default
	/// it is in the store. Gateways with one URL share it.
	pub pass_key: Option<PathBuf>,
	/// The file that decisions are appended to.
	pub access_log: Option<PathBuf>,
	/// Assets that are served whoever put their files into the store.
	pub assets: Vec<AssetRef>,
	/// Bounds.
	pub limits: Limits,
	/// What tells the time.
	pub clock: Clock,
}

impl GateConfig {
	/// A gate that asks this node.
	pub fn new(node: impl Into<String>) -> Self {
		Self {
			node: node.into(),
			chain: ChainOptions::default(),
			public_url: None,
			pass_secs: DEFAULT_PASS_SECS,
			pass_key: None,
			access_log: None,
			assets: Vec::new(),
			limits: Limits::default(),
			clock: Clock::default(),
		}
	}
}

/// What bounds the gate's memory and work.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// How long a challenge can be answered, seconds; clients sign none that is good for more than
	/// five minutes.
	pub challenge_secs: u64,
	/// How long a pass lives at most that no use was paid for, however often the chain says yes,
	/// seconds.
	pub session_secs: u64,
	/// How long a use lasts that was paid for, from when its challenge was given, seconds.
	pub paid_secs: u64,
	/// Answered challenges that are remembered.
	pub challenges: usize,
	/// Passes about which is remembered what the chain said.
	pub passes: usize,
	/// How many requests for challenges and passes an address can make at once.
	pub burst: u32,
	/// How many more it can make each second.
	pub per_second: u32,
	/// Addresses that are told apart.
	pub peers: usize,
	/// Assets whose revisions are remembered.
	pub assets: usize,
	/// Blocks whose asset is remembered, of all assets; an asset with more is not served.
	pub blocks: usize,
	/// How long a request waits for the part of an asset's block index that it needs, seconds.
	pub index_wait_secs: u64,
	/// How long what the chain says about an asset's revisions is believed, seconds.
	pub fresh_secs: u64,
}

impl Default for Limits {
	fn default() -> Self {
		Self {
			challenge_secs: 300,
			session_secs: 6 * 60 * 60,
			paid_secs: 24 * 60 * 60,
			challenges: 16_384,
			passes: 16_384,
			burst: 60,
			per_second: 5,
			peers: 4_096,
			assets: 1_024,
			blocks: 4 << 20,
			index_wait_secs: 10,
			fresh_secs: 30,
		}
	}
}

/// What tells the time, in Unix seconds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
	/// A clock that shows what a function says.
	pub fn new(clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
		Self(Arc::new(clock))
	}

	fn now(&self) -> u64 {
		(self.0)()
	}
}

impl Default for Clock {
	fn default() -> Self {
		Self::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()))
	}
}

impl fmt::Debug for Clock {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_tuple("Clock").field(&self.now()).finish()
	}
}

/// The gate.
pub(super) struct Gate {
	origin: Origin,
	node: Node,
	assets: Assets,
	seal: Seal,
	answered: Mutex<Answered>,
	passes: Mutex<Passes>,
	peers: Mutex<Peers>,
	log: Log,
	clock: Clock,
	limits: Limits,
	pass_secs: u64,
	/// How long a request's body may take.
	body: Duration,
	metrics: Arc<Metrics>,
}

impl Gate {
	pub(super) async fn open(
		config: GateConfig,
		store: FolderStore,
		listens: SocketAddr,
		body: Duration,
		metrics: Arc<Metrics>,
	) -> Result<Self, GatewayError> {
		let GateConfig { limits, clock, .. } = config;
		let url = match config.public_url {
			Some(url) => url,
			// What stands in every challenge has to be what clients write.
			None if listens.ip().is_unspecified() => return Err(GatewayError::NoPublicUrl),
			None => format!("http://{listens}"),
		};
		let origin = Origin::of(&url)?;
		let log = Log::open(config.access_log.as_deref(), clock.clone())?;
		let node = Node::connect(&config.node, config.chain, metrics.node_failures.clone()).await?;
		let key = config.pass_key.unwrap_or_else(|| store.root().join(KEY_FILE));
		let seal = Seal::open(&key, node.genesis(), &origin)?;
		let assets = Assets::new(
			store,
			&config.assets,
			node.genesis(),
			limits,
			metrics.index_builds.clone(),
		)?;
		Ok(Self {
			origin,
			node,
			assets,
			seal,
			answered: Mutex::new(Answered::new(limits.challenges)),
			passes: Mutex::new(Passes::new(limits.passes)),
			peers: Mutex::new(Peers::new(limits)),
			log,
			clock,
			limits,
			pass_secs: config.pass_secs.max(1),
			body,
			metrics,
		})
	}

	/// Whether the node can be asked.
	pub(super) async fn node_answers(&self) -> bool {
		self.node.answers().await
	}

	/// What it calls itself.
	pub(super) fn url(&self) -> &str {
		&self.origin.uri
	}

	/// Refuses an address that asks too often.
	fn admit(&self, peer: Peer) -> Result<(), Refusal> {
		let allowed = lock(&self.peers).admit(peer, self.clock.now());
		allowed.then_some(()).ok_or(Refusal::TooManyRequests)
	}
}

/// The tables are consistent between any two operations on them.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many random bytes.
fn random<const N: usize>() -> Result<[u8; N], Refusal> {
	let mut bytes = [0; N];
	getrandom::fill(&mut bytes).map_err(|error| {
		tracing::error!("the system gives no random numbers: {error}");
		Refusal::Busy
	})?;
	Ok(bytes)
}
