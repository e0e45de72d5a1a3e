//! A made-up chain: its headers, its runtime, its finality.

use super::super::{query::Query, Assets, AssetsApiServer};
use crate::rpc::{
	blocks::KeepsStates,
	subscription::{Chain, Limits, Subscriptions},
};
use futures::{future::BoxFuture, stream::BoxStream, StreamExt};
use jsonrpsee::{core::server::MethodsError, types::ErrorObjectOwned, RpcModule};
use metahub_assets::{
	dispute::{Claim, Subject, Tag},
	licence::OpenLicences,
	market::{AssetSnapshot, Item, ItemInfo, LicenceSnapshot, ListingInfo, Snapshot},
	pay::{Currency, Price},
	AssetFilter, AssetId, AssetInfo, AssetKind, AssetPage, Change, CollectionInfo, ContentId,
	Deposit, Direction, LifecycleState, LineageEdge, LineageGraph, LineageNode, MultiUri,
	PathVerdict, QueryError, Relation, RevisionInfo, RevisionPage, EVM_CHAIN_ID,
};
use metahub_rpc_api::{
	types::{BlockChanges, FinalizedBlock},
	Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use pallet_disputes_runtime_api::DisputesApi;
use pallet_market_runtime_api::MarketApi;
use sc_client_api::{
	BlockchainEvents, FinalityNotifications, ImportNotifications, StorageEventStream,
};
use sc_rpc::SubscriptionTaskExecutor;
use serde_json::{value::RawValue, Value};
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi};
use sp_blockchain::{BlockStatus, HeaderBackend, Info};
use sp_core::{storage::StorageKey, traits::SpawnNamed};
use sp_runtime::traits::Block as BlockT;
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex},
};

pub const BEST: BlockNumber = 12;
pub const FINALIZED: BlockNumber = 10;
/// States of earlier blocks are pruned.
pub const OLDEST_STATE: BlockNumber = 3;
/// The runtime fails at this block.
pub const BROKEN: BlockNumber = 7;
/// The asset that exists.
pub const ASSET: AssetId = AssetId::new(0, 1);

/// The hash of a block of the best chain.
pub fn hash(number: BlockNumber) -> Hash {
	match number {
		0 => genesis(),
		number => Hash::from_low_u64_be(number.into()),
	}
}

/// The genesis hash.
pub fn genesis() -> Hash {
	Hash::from_slice(&(0x10..0x30).collect::<Vec<u8>>())
}

/// A block of height 5 that is not of the best chain.
pub fn fork() -> Hash {
	Hash::repeat_byte(0xff)
}

pub fn alice() -> AccountId {
	sp_keyring::Sr25519Keyring::Alice.to_account_id()
}

pub fn cid() -> ContentId {
	ContentId::dag_pb([7; 32])
}

pub struct Client;

impl HeaderBackend<Block> for Client {
	fn header(&self, _: Hash) -> sp_blockchain::Result<Option<<Block as BlockT>::Header>> {
		Ok(None)
	}

	fn info(&self) -> Info<Block> {
		Info {
			best_hash: hash(BEST),
			best_number: BEST,
			genesis_hash: genesis(),
			finalized_hash: hash(FINALIZED),
			finalized_number: FINALIZED,
			finalized_state: None,
			number_leaves: 1,
			block_gap: None,
		}
	}

	fn status(&self, _: Hash) -> sp_blockchain::Result<BlockStatus> {
		Ok(BlockStatus::Unknown)
	}

	fn number(&self, of: Hash) -> sp_blockchain::Result<Option<BlockNumber>> {
		Ok(if of == fork() { Some(5) } else { (0..=BEST).find(|number| hash(*number) == of) })
	}

	fn hash(&self, number: BlockNumber) -> sp_blockchain::Result<Option<Hash>> {
		Ok((number <= BEST).then(|| hash(number)))
	}
}

/// The events themselves come from [`FakeChain`].
impl BlockchainEvents<Block> for Client {
	fn import_notification_stream(&self) -> ImportNotifications<Block> {
		unimplemented!()
	}

	fn every_import_notification_stream(&self) -> ImportNotifications<Block> {
		unimplemented!()
	}

	fn finality_notification_stream(&self) -> FinalityNotifications<Block> {
		unimplemented!()
	}

	fn storage_changes_notification_stream(
		&self,
		_: Option<&[StorageKey]>,
		_: Option<&[(StorageKey, Option<Vec<StorageKey>>)]>,
	) -> sp_blockchain::Result<StorageEventStream<Hash>> {
		unimplemented!()
	}
}

impl ProvideRuntimeApi<Block> for Client {
	type Api = Api;

	fn runtime_api(&self) -> ApiRef<'_, Api> {
		Api.into()
	}
}

pub struct States;

impl KeepsStates for States {
	fn has_state(&self, _: Hash, number: BlockNumber) -> bool {
		number >= OLDEST_STATE
	}
}

pub struct Api;

pub fn revision(number: u32) -> RevisionInfo<AccountId, Balance, BlockNumber> {
	let uris: [MultiUri; 2] =
		[MultiUri::ipfs(&cid()), "https://example.org/set.car".parse().unwrap()];
	RevisionInfo {
		number,
		root: Hash::repeat_byte(0xaa),
		entries: 3,
		total_bytes: 1 << 60,
		manifest: cid(),
		uris: uris.into(),
		author: alice(),
		created_at: 9,
		deposit: 5,
	}
}

pub fn asset() -> AssetInfo<AccountId, Balance, BlockNumber> {
	AssetInfo {
		id: ASSET,
		owner: alice(),
		kind: AssetKind::Model,
		state: LifecycleState::Active,
		registered_at: 4,
		oldest_revision: 2,
		links: 1,
		dependants: 0,
		descendants: 0,
		managed: true,
		deposit: Deposit { depositor: alice(), amount: 7 },
		revision: revision(3),
	}
}

fn known(id: AssetId) -> Result<(), QueryError> {
	if id == ASSET {
		Ok(())
	} else {
		Err(QueryError::UnknownAsset)
	}
}

sp_api::mock_impl_runtime_apis! {
	impl AssetsApi<Block, AccountId, Balance, BlockNumber> for Api {
		#[advanced]
		fn asset(
			at: Hash,
			id: AssetId,
		) -> Result<Option<AssetInfo<AccountId, Balance, BlockNumber>>, ApiError> {
			if at == hash(BROKEN) {
				return Err(ApiError::StateBackendIsNotTrie);
			}
			Ok(known(id).is_ok().then(asset))
		}

		fn collection(id: u32) -> Option<CollectionInfo<AccountId, Balance>> {
			(id == 0).then(|| CollectionInfo {
				id,
				name: b"sets".to_vec(),
				publisher: alice(),
				nominee: None,
				metadata: None,
				items: 1,
				next_item: 2,
				roles: 0,
				deposit: Deposit { depositor: alice(), amount: 1_000 },
			})
		}

		fn revision(
			id: AssetId,
			number: u32,
		) -> Result<RevisionInfo<AccountId, Balance, BlockNumber>, QueryError> {
			known(id).map(|()| revision(number))
		}

		fn revisions(
			id: AssetId,
			from: Option<u32>,
			limit: u32,
		) -> Result<RevisionPage<AccountId, Balance, BlockNumber>, QueryError> {
			known(id)?;
			let from = from.unwrap_or(2);
			if !(2..=3).contains(&from) {
				return Err(QueryError::UnknownRevision);
			}
			let last = 3.min(from.saturating_add(limit - 1));
			Ok(RevisionPage {
				revisions: (from..=last).map(revision).collect(),
				next: (last < 3).then_some(last + 1),
			})
		}

		fn lineage(
			id: AssetId,
			_: Direction,
			depth: u32,
		) -> Result<LineageGraph, QueryError> {
			known(id)?;
			let object = AssetId::new(0, 0);
			let live = Some((AssetKind::Model, LifecycleState::Active));
			Ok(LineageGraph {
				nodes: vec![
					LineageNode { id, live, depth: 0 },
					// What the runtime was asked for comes back as this node's depth.
					LineageNode { id: object, live: None, depth },
				],
				edges: vec![LineageEdge { subject: id, relation: Relation::TrainedOn, object }],
				truncated: false,
			})
		}

		fn list(
			filter: AssetFilter<AccountId>,
			cursor: Option<AssetId>,
			limit: u32,
		) -> AssetPage<AccountId, Balance, BlockNumber> {
			let mine = filter.owner.is_none_or(|owner| owner == alice());
			// What the runtime was asked for comes back as the cursor.
			let next = Some(AssetId::new(limit, cursor.map_or(0, |cursor| cursor.item)));
			AssetPage { items: if mine { vec![asset()] } else { vec![] }, next }
		}

		fn verify_path(
			id: AssetId,
			revision: Option<u32>,
			_: Vec<u8>,
			cid: Vec<u8>,
			size: u64,
			_: Vec<Hash>,
		) -> Result<PathVerdict, QueryError> {
			known(id)?;
			let valid = cid == self::cid().as_bytes() && size == 1 << 60;
			let revision = revision.unwrap_or(3);
			if !(2..=3).contains(&revision) {
				return Err(QueryError::UnknownRevision);
			}
			Ok(PathVerdict { revision, root: Hash::repeat_byte(0xaa), valid })
		}

		#[advanced]
		fn changes(at: Hash) -> Result<Vec<Change<AccountId>>, ApiError> {
			let even = at.to_low_u64_be().is_multiple_of(2);
			Ok(if even { vec![Change::Retired { asset: ASSET }] } else { vec![] })
		}
	}

	impl DisputesApi<Block> for Api {
		fn tags(subject: Subject) -> Vec<Tag> {
			if subject == Subject::Asset(ASSET) { vec![tag()] } else { vec![] }
		}
	}

	impl MarketApi<Block, AccountId> for Api {
		fn item(item: Item) -> Option<ItemInfo<AccountId>> {
			match item {
				Item::Asset(ASSET) => Some(ItemInfo {
					snapshot: Snapshot::Asset(AssetSnapshot {
						asset: ASSET,
						state: LifecycleState::Active,
						revision: 3,
						uris: revision(3).uris,
						owed: vec![],
						inherited: Default::default(),
						mode: Default::default(),
						shared: Some(Price::new(Currency::Token(3), 5)),
						owner_nonce: 7,
						tags: vec![tag()],
					}),
					fingerprint: Hash::repeat_byte(0xf1),
					licences: Some(OpenLicences { all: 2, irrevocable: 1 }),
					listing: Some(ListingInfo {
						seller: alice(),
						prices: vec![Price::new(Currency::Native, u128::MAX)],
						swaps: true,
						closes: Some(1_800_000_000),
					}),
				}),
				Item::Licence(u64::MAX) => Some(ItemInfo {
					snapshot: Snapshot::Licence(LicenceSnapshot {
						licence: u64::MAX,
						asset: ASSET,
						revision: 2,
						terms: Hash::repeat_byte(0x77),
						expires: Some(1_900_000_000),
						uses_left: Some(4),
						seats_taken: 1,
						sub_licences: 3,
						open_sub_licences: 2,
						ended: None,
						tags: vec![],
					}),
					fingerprint: Hash::repeat_byte(0xf2),
					licences: None,
					listing: None,
				}),
				_ => None,
			}
		}
	}
}

fn tag() -> Tag {
	Tag { dispute: 9, claim: Claim::PersonalData }
}

/// A chain that has changes in the blocks it is told to, and is finalised when it is told to.
#[derive(Default)]
pub struct FakeChain {
	/// How many changes a block has; none if it is not here.
	changes: BTreeMap<BlockNumber, usize>,
	/// States of earlier blocks are pruned.
	oldest: BlockNumber,
	finalized: Mutex<BlockNumber>,
	listeners: Mutex<Vec<futures::channel::mpsc::UnboundedSender<()>>>,
}

impl FakeChain {
	/// A chain with these changes, finalised up to a block.
	pub fn new(
		changes: impl IntoIterator<Item = (BlockNumber, usize)>,
		oldest: BlockNumber,
		finalized: BlockNumber,
	) -> Arc<Self> {
		let changes = changes.into_iter().collect();
		let finalized = finalized.into();
		Arc::new(Self { changes, oldest, finalized, ..Default::default() })
	}

	/// Finalises everything up to a block, with a single notification.
	pub fn finalize(&self, number: BlockNumber) {
		*self.finalized.lock().unwrap() = number;
		self.notify();
	}

	/// Notifies without anything new, as a client may.
	pub fn notify(&self) {
		self.listeners.lock().unwrap().retain(|listener| listener.unbounded_send(()).is_ok());
	}
}

impl Chain for FakeChain {
	type Change = metahub_rpc_api::types::Change;

	fn finalized(&self) -> BlockNumber {
		*self.finalized.lock().unwrap()
	}

	fn finality(&self) -> BoxStream<'static, ()> {
		let (sender, receiver) = futures::channel::mpsc::unbounded();
		self.listeners.lock().unwrap().push(sender);
		receiver.boxed()
	}

	fn check(&self, number: BlockNumber) -> Result<(), Error> {
		if number >= self.oldest {
			Ok(())
		} else {
			Err(Error::PrunedBlock { block: hash(number), number })
		}
	}

	fn changes(&self, number: BlockNumber) -> Result<Arc<BlockChanges>, Error> {
		assert!(number <= self.finalized(), "block {number} is not finalised");
		self.check(number)?;
		let change = metahub_rpc_api::types::Change::CollectionDestroyed { collection: number };
		let count = self.changes.get(&number).copied().unwrap_or_default();
		Ok(Arc::new(BlockChanges {
			block: FinalizedBlock { number, hash: hash(number) },
			changes: vec![change; count],
		}))
	}
}

/// Runs tasks where the test runs.
#[derive(Clone)]
pub struct Spawner;

impl SpawnNamed for Spawner {
	fn spawn_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: BoxFuture<'static, ()>,
	) {
		self.spawn(name, group, future);
	}

	fn spawn(&self, _: &'static str, _: Option<&'static str>, future: BoxFuture<'static, ()>) {
		tokio::spawn(future);
	}
}

/// The methods on the made-up chain, subscriptions on another one.
pub fn module(chain: Arc<FakeChain>, limits: Limits) -> RpcModule<()> {
	let executor: SubscriptionTaskExecutor = Arc::new(Spawner);
	let assets = Assets {
		query: Arc::new(Query::new(Arc::new(Client), States, EVM_CHAIN_ID)),
		subscriptions: Subscriptions::new(chain, executor, limits),
	};
	let mut module = RpcModule::new(());
	module.merge(assets.into_rpc()).unwrap();
	module
}

/// Parameters as JSON.
pub fn params(json: &Value) -> Option<Box<RawValue>> {
	Some(RawValue::from_string(json.to_string()).unwrap())
}

/// Calls a method as a caller would.
pub async fn call(method: &str, json: Value) -> Result<Value, ErrorObjectOwned> {
	let module = module(Arc::default(), Limits::default());
	match module.call::<_, Value>(method, RawParams(params(&json))).await {
		Ok(value) => Ok(value),
		Err(MethodsError::JsonRpc(error)) => Err(error),
		Err(error) => panic!("{error}"),
	}
}

/// Parameters that are JSON already.
pub struct RawParams(pub Option<Box<RawValue>>);

impl jsonrpsee::core::traits::ToRpcParams for RawParams {
	fn to_rpc_params(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
		Ok(self.0)
	}
}
