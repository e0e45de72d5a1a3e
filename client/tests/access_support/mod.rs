//! A chain on which tests decide who has access, and a gated gateway that asks it.

#![allow(dead_code)] // each test binary uses a part of it

pub mod lossy;
#[path = "../port/mod.rs"]
mod port;

use crate::content_support::{folder, TempStore};
use jsonrpsee::{server::ServerHandle, types::ErrorObjectOwned, RpcModule};
use k256::ecdsa::SigningKey;
use metahub_assets::{AssetId, ContentId, Did};
use metahub_client::{
	access::{self, Caller},
	content::pack::Packed,
	gateway::{
		serve_gated, Clock, GateConfig, GatewayConfig, GatewayError, GatewayHandle, ServerLimits,
	},
	keys::Account,
	store::BlockStore,
};
use metahub_rpc_api::Error as NodeError;
use port::Port;
use reqwest::{header, Client, Response, StatusCode};
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	net::SocketAddr,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst},
		Arc, LazyLock, Mutex,
	},
	time::{Duration, SystemTime},
};
use tokio::sync::oneshot;

pub const GENESIS: &str = "0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
pub const FINALIZED: &str = "0x2222222222222222222222222222222222222222222222222222222222222222";
/// When the tests begin: clients have a clock of their own.
pub fn start() -> u64 {
	static START: LazyLock<u64> = LazyLock::new(|| {
		SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
	});
	*START
}

pub fn did(asset: &str) -> Did {
	format!("did:metahub:00112233445566778899aabbccddeeff:{asset}").parse().unwrap()
}

pub fn account(name: &str) -> Account {
	Account::development(name).unwrap()
}

/// What the chain knows.
#[derive(Default)]
pub struct World {
	/// Manifests of an asset's revisions, oldest first.
	pub assets: HashMap<AssetId, Vec<Packed>>,
	/// Who has access: `grant`, `until`, `usesLeft`.
	pub access: HashMap<(AssetId, String), Value>,
	pub licences: HashMap<u64, Value>,
}

impl World {
	pub fn grant(&mut self, asset: &str, account: &str, rights: Value) {
		self.access.insert((asset.parse().unwrap(), account.into()), rights);
	}

	pub fn forbid(&mut self, asset: &str, account: &str) {
		self.access.remove(&(asset.parse().unwrap(), account.into()));
	}
}

/// The chain's node.
pub struct Chain {
	pub url: String,
	pub world: Arc<Mutex<World>>,
	/// How often it was asked about access.
	pub asked: Arc<AtomicUsize>,
	pub handle: ServerHandle,
	port: Port,
}

impl Chain {
	pub async fn start() -> Self {
		let world = Arc::new(Mutex::new(World::default()));
		let asked = Arc::new(AtomicUsize::new(0));
		let port = Port::free();
		let handle = port.serve(module(world.clone(), asked.clone()));
		Self { url: port.url(), world, asked, handle, port }
	}

	pub fn edit<T>(&self, edit: impl FnOnce(&mut World) -> T) -> T {
		edit(&mut self.world.lock().unwrap())
	}

	/// Stops, and starts again at the same address; connections break.
	pub async fn restart(&mut self) {
		self.handle.stop().unwrap();
		self.handle.clone().stopped().await;
		self.start_again();
	}

	/// Starts again at the same address.
	pub fn start_again(&mut self) {
		self.handle = self.port.serve(module(self.world.clone(), self.asked.clone()));
	}
}

fn block() -> Value {
	json!({ "hash": FINALIZED, "number": 7, "finalized": true })
}

fn revision(number: usize, packed: &Packed) -> Value {
	json!({
		"number": number,
		"root": packed.root,
		"entries": packed.entries,
		"totalBytes": packed.total_bytes.to_string(),
		"manifest": packed.manifest_cid,
		"uris": [format!("/ipfs/{}", packed.manifest_cid)],
		"author": account("alice").id().to_string(),
		"createdAt": 3,
		"deposit": "5",
	})
}

fn id_of(text: &str) -> AssetId {
	text.parse::<Did>().map(|did| did.asset).or_else(|_| text.parse()).unwrap()
}

type Answer = Result<Value, ErrorObjectOwned>;

fn module(world: Arc<Mutex<World>>, asked: Arc<AtomicUsize>) -> RpcModule<Mutex<()>> {
	let mut module = RpcModule::new(Mutex::new(()));
	let failed = "the methods have different names";
	let unknown = |id| NodeError::UnknownAsset { id, retired: false };
	let here = world.clone();
	module
		.register_method("assets_resolve", move |params, _, _| -> Answer {
			let id = id_of(&params.sequence().next::<String>()?);
			let world = here.lock().unwrap();
			let revisions = world.assets.get(&id).ok_or_else(|| unknown(id))?;
			let alice = account("alice").id().to_string();
			Ok(json!({
				"id": id,
				"did": did(&id.to_string()),
				"owner": alice,
				"kind": "dataset",
				"state": "active",
				"registeredAt": 3,
				"oldestRevision": 1,
				"links": 0,
				"dependants": 0,
				"descendants": 0,
				"managed": true,
				"deposit": { "depositor": alice, "amount": "5" },
				"revision": revision(revisions.len(), revisions.last().unwrap()),
				"alsoKnownAs": [],
				"tags": [],
				"collection": { "id": 1, "name": "birds", "publisher": alice },
				"block": block(),
			}))
		})
		.expect(failed);
	let here = world.clone();
	module
		.register_method("assets_revisions", move |params, _, _| -> Answer {
			let mut params = params.sequence();
			let id = id_of(&params.next::<String>()?);
			let from = params.optional_next::<usize>()?.unwrap_or(1);
			let world = here.lock().unwrap();
			let all = world.assets.get(&id).ok_or_else(|| unknown(id))?.iter().enumerate();
			let page: Vec<_> =
				all.map(|(at, packed)| revision(at + 1, packed)).skip(from - 1).collect();
			Ok(json!({ "id": id, "revisions": page, "next": null, "block": block() }))
		})
		.expect(failed);
	let here = world.clone();
	module
		.register_method("licences_access", move |params, _, _| -> Answer {
			asked.fetch_add(1, SeqCst);
			let mut params = params.sequence();
			let id = id_of(&params.next::<String>()?);
			let account: String = params.next()?;
			assert_eq!(params.optional_next::<Value>()?, None, "the time is now");
			let _licence: Option<String> = params.optional_next()?;
			let _at: Option<String> = params.optional_next()?;
			let world = here.lock().unwrap();
			let rights = world.access.get(&(id, account.clone())).cloned().unwrap_or_default();
			Ok(json!({
				"asset": id,
				"account": account,
				"allowed": !rights.is_null(),
				"grant": rights["grant"],
				"until": rights["until"],
				"usesLeft": rights["usesLeft"],
				"block": block(),
			}))
		})
		.expect(failed);
	module
		.register_method("licences_licence", move |params, _, _| -> Answer {
			let id: String = params.sequence().next()?;
			let world = world.lock().unwrap();
			let licence = world.licences.get(&id.parse().unwrap());
			let id = metahub_rpc_api::types::Id(id.parse().unwrap());
			let known = licence.ok_or(NodeError::UnknownLicence { id })?;
			let alice = account("alice").id().to_string();
			let mut licence = json!({
				"id": id,
				"collection": 9,
				"licensor": alice,
				"terms": FINALIZED,
				"offer": null,
				"parent": null,
				"depth": 0,
				"revision": 1,
				"issuedAt": "1",
				"expires": null,
				"usesLeft": 1,
				"lastUse": null,
				"seatsTaken": 0,
				"subLicences": 0,
				"openSubLicences": 0,
				"derivativesApproved": false,
				"shared": null,
				"ended": null,
				"deposit": { "depositor": alice, "amount": "5" },
				"tags": [],
				"block": block(),
			});
			for (key, value) in known.as_object().unwrap() {
				licence[key] = value.clone();
			}
			Ok(licence)
		})
		.expect(failed);
	module.register_method("system_chainType", |_, _, _| json!("Development")).expect(failed);
	module.register_method("chain_getBlockHash", |_, _, _| json!(GENESIS)).expect(failed);
	// The EIP-155 id: 19784.
	module
		.register_method("state_getStorage", |_, _, _| json!("0x484d000000000000"))
		.expect(failed);
	module.register_method("chain_getFinalizedHead", |_, _, _| json!(FINALIZED)).expect(failed);
	module
}

/// An Ethereum key as wallets use it.
pub struct EthereumKey(pub SigningKey);

impl EthereumKey {
	pub fn new(byte: u8) -> Self {
		Self(SigningKey::from_slice(&[byte; 32]).unwrap())
	}

	pub fn caller(&self) -> Caller {
		let point = self.0.verifying_key().to_encoded_point(false);
		let hash = sp_crypto_hashing::keccak_256(&point.as_bytes()[1..]);
		Caller::Ethereum(primitive_types::H160::from_slice(&hash[12..]))
	}

	/// `personal_sign`.
	pub fn sign(&self, message: &str) -> String {
		let text = format!("\x19Ethereum Signed Message:\n{}{message}", message.len());
		let hash = sp_crypto_hashing::keccak_256(text.as_bytes());
		let (signature, recovery) = self.0.sign_prehash_recoverable(&hash).unwrap();
		format!("0x{}{:02x}", hex::encode(signature.to_bytes()), 27 + recovery.to_byte())
	}
}

/// A chain, a store with two of its assets, 1:2 and 1:3, and a gateway.
pub struct Setup {
	pub chain: Chain,
	pub temp: TempStore,
	pub first: Packed,
	pub second: Packed,
	pub gateway: GatewayHandle,
	pub client: Client,
	pub log: PathBuf,
	now: Arc<AtomicU64>,
	stop: Option<oneshot::Sender<()>>,
}

impl Setup {
	pub async fn new() -> Self {
		Self::with(|config| config).await
	}

	pub async fn with(configure: impl FnOnce(GateConfig) -> GateConfig) -> Self {
		Self::with_config(configure, |config| config).await
	}

	pub async fn with_server(
		configure: impl FnOnce(GateConfig) -> GateConfig,
		limits: ServerLimits,
	) -> Self {
		Self::with_config(configure, |config| GatewayConfig { limits, ..config }).await
	}

	pub async fn with_config(
		configure: impl FnOnce(GateConfig) -> GateConfig,
		serving: impl FnOnce(GatewayConfig) -> GatewayConfig,
	) -> Self {
		let chain = Chain::start().await;
		let temp = TempStore::new();
		let big = crate::content_support::pattern(2 * crate::content_support::MIB + 5);
		let first = folder(&[("README.md", b"# One\n"), ("data/a.bin", &big), ("data/b", b"bb")]);
		let second = folder(&[("README.md", b"# Two\n"), ("data/c", b"cc")]);
		let (first, second) = (temp.pack(first.path()).await, temp.pack(second.path()).await);
		for (asset, packed) in [("1:2", &first), ("1:3", &second)] {
			temp.store.vouch(&did(asset), &packed.manifest_cid).await.unwrap();
			let revisions = vec![packed.clone()];
			chain.edit(|world| world.assets.insert(asset.parse().unwrap(), revisions));
		}
		let log = temp.dir.path().join("access.log");
		let now = Arc::new(AtomicU64::new(start()));
		let clock = now.clone();
		let config = GateConfig {
			access_log: Some(log.clone()),
			clock: Clock::new(move || clock.load(SeqCst)),
			..GateConfig::new(&chain.url)
		};
		let config = configure(config);
		let (stop, stopped) = oneshot::channel::<()>();
		let listen = "127.0.0.1:0".parse().unwrap();
		let gateway = serving(GatewayConfig::new(listen, temp.store.clone()));
		let gateway = serve_gated(gateway, config, async { drop(stopped.await) }).await.unwrap();
		let client = Client::builder().no_proxy().build().unwrap();
		Self { chain, temp, first, second, gateway, client, log, now, stop: Some(stop) }
	}

	/// Stops the gateway, and starts one at the same address, with the same store, chain and clock.
	pub async fn restart(&mut self, configure: impl FnOnce(GateConfig) -> GateConfig) {
		let address = self.gateway.address();
		drop(self.stop.take());
		let (gateway, stop) = self.another(address, configure).await;
		let old = std::mem::replace(&mut self.gateway, gateway);
		old.stopped().await.unwrap();
		self.stop = Some(stop);
	}

	/// Starts another gateway with the same store, chain and clock.
	pub async fn another(
		&self,
		listen: SocketAddr,
		configure: impl FnOnce(GateConfig) -> GateConfig,
	) -> (GatewayHandle, oneshot::Sender<()>) {
		let mut configure = Some(configure);
		let clock = self.now.clone();
		let config = GateConfig {
			clock: Clock::new(move || clock.load(SeqCst)),
			..GateConfig::new(&self.chain.url)
		};
		let config = configure.take().map(|configure| configure(config)).unwrap();
		// The address of one that stops is free a moment later.
		for _ in 0..1_000 {
			let (stop, stopped) = oneshot::channel::<()>();
			let gateway = GatewayConfig::new(listen, self.temp.store.clone());
			match serve_gated(gateway, config.clone(), async { drop(stopped.await) }).await {
				Ok(gateway) => return (gateway, stop),
				Err(GatewayError::Listen { .. }) => {
					tokio::time::sleep(Duration::from_millis(10)).await
				}
				Err(error) => panic!("{error}"),
			}
		}
		panic!("nothing can listen at {listen}");
	}

	pub fn pass_time(&self, seconds: u64) {
		self.now.fetch_add(seconds, SeqCst);
	}

	pub fn set_clock(&self, to: u64) {
		self.now.store(to, SeqCst);
	}

	/// Says who holds a licence.
	pub fn allow(&self, asset: &str, name: &str, rights: Value) {
		let account = account(name).id().to_string();
		self.chain.edit(|world| world.grant(asset, &account, rights));
	}

	pub async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
		let url = format!("{}/access/{path}", self.gateway.url());
		self.client.post(url).body(body).send().await.unwrap()
	}

	/// The status and the body of an answer.
	pub async fn ask(&self, path: &str, body: &Value) -> (StatusCode, Value) {
		let response = self.post(path, body.to_string()).await;
		(response.status(), response.json().await.unwrap())
	}

	pub async fn challenge(&self, asset: &str, caller: &impl ToString) -> String {
		let body = json!({ "asset": asset, "account": caller.to_string() });
		let (status, answer) = self.ask("challenge", &body).await;
		assert_eq!(status, StatusCode::OK, "{answer}");
		answer["message"].as_str().unwrap().into()
	}

	/// The answer to a challenge that was signed.
	pub async fn answer(&self, message: &str, signature: &str) -> (StatusCode, Value) {
		self.ask("pass", &json!({ "message": message, "signature": signature })).await
	}

	/// Asks for a pass as a development account.
	pub async fn enter(&self, asset: &str, name: &str) -> (StatusCode, Value) {
		let account = account(name);
		let message = self.challenge(asset, &account.id()).await;
		self.answer(&message, &access::sign(&account, &message)).await
	}

	pub async fn pass(&self, asset: &str, name: &str) -> String {
		let (status, answer) = self.enter(asset, name).await;
		assert_eq!(status, StatusCode::OK, "{answer}");
		answer["pass"].as_str().unwrap().into()
	}

	pub async fn get(&self, path: &str, pass: Option<&str>) -> Response {
		let mut request = self.client.get(format!("{}{path}", self.gateway.url()));
		if let Some(pass) = pass {
			request = request.header(header::AUTHORIZATION, format!("Bearer {pass}"));
		}
		request.send().await.unwrap()
	}

	/// The status of a request for a block, and the code if it was refused.
	pub async fn block(&self, cid: &ContentId, pass: Option<&str>) -> (u16, String) {
		let response = self.get(&format!("/ipfs/{cid}?format=raw"), pass).await;
		let status = response.status();
		let answer: Value = response.json().await.unwrap_or_default();
		(status.as_u16(), answer["error"]["code"].as_str().unwrap_or_default().into())
	}

	pub fn file(&self, path: &str) -> ContentId {
		self.first.manifest.file(path).unwrap().cid
	}

	/// The decisions that were recorded.
	pub fn decisions(&self) -> Vec<Value> {
		decisions(&self.log)
	}
}

pub fn decisions(log: &Path) -> Vec<Value> {
	let text = std::fs::read_to_string(log).unwrap();
	text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn code(answer: &(StatusCode, Value)) -> (u16, &str) {
	(answer.0.as_u16(), answer.1["error"]["code"].as_str().unwrap_or_default())
}
