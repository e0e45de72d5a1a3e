//! The registry's contract: that it does what the native calls do, says what the runtime API says,
//! and refuses what it should without a trace.

mod gas;
mod guards;
mod lifecycle;
mod logs;
mod refusals;
mod same_state;
mod views;

pub(super) use super::{
	account, address, alith, bytecode, dev, event, logs, next_block, root, transact, Mapper,
	Refused, PLENTY,
};
pub use crate::{
	constants::currency::{EXISTENTIAL_DEPOSIT, HUB},
	AccountId, AssetRegistry, Balance, Balances, Revive, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, System,
};
pub use alloy_core::{
	primitives::{Address, Bytes, B256, U256 as Word},
	sol_types::{SolCall, SolInterface},
};
pub use frame_support::{assert_ok, traits::fungible::InspectHold, weights::Weight};
pub use metahub_assets::{
	ids::{collection_address, contract_address, REGISTRY_CONTRACT},
	AssetId, AssetKind, ContentId, ContentInput, LifecycleState, Link, MultiUri, NewLink, Permit,
	Relation,
};
pub use metahub_precompiles::registry::IAssetRegistry as sol;
pub use pallet_revive::{AddressMapper, ExecConfig, TransactionLimits, H160, H256, U256};
pub use sp_keyring::Sr25519Keyring::{self, Bob, Charlie, Dave};

/// The registry's address.
pub fn registry() -> H160 {
	contract_address(REGISTRY_CONTRACT)
}

/// The address of one of the known keys.
pub fn address_of(who: Sr25519Keyring) -> Address {
	address(&account(who))
}

/// In words: a failure without a reason begins with an exclamation mark.
fn text(refused: Refused) -> String {
	match refused {
		Refused::Reason(reason) => reason,
		other => format!("!{other:?}"),
	}
}

/// Sends calldata to a contract, with so much value and weight.
pub fn send(
	who: &AccountId,
	to: H160,
	value: Balance,
	weight: Weight,
	data: Vec<u8>,
) -> Result<Vec<u8>, String> {
	super::call_with(who, to, value, weight, data).map_err(text)
}

/// Sends calldata to the registry as Bob.
pub fn send_to_registry(data: Vec<u8>) -> Result<Vec<u8>, String> {
	send(&account(Bob), registry(), 0, PLENTY, data)
}

/// Calls the registry.
pub fn call_as<C: SolCall>(who: &AccountId, call: &C) -> Result<C::Return, String> {
	super::call(who, registry(), call).map_err(text)
}

/// Calls the registry as one of the known keys.
pub fn call<C: SolCall>(who: Sr25519Keyring, call: C) -> Result<C::Return, String> {
	call_as(&account(who), &call)
}

/// Calls the registry, which has to refuse with this reason and leave no trace.
#[track_caller]
pub fn refused<C: SolCall>(who: Sr25519Keyring, call: C, reason: &str) {
	super::refused(&account(who), registry(), &call, reason);
}

/// The binary form of a multiURI.
pub fn uri(n: u8) -> Vec<u8> {
	MultiUri::ipfs(&ContentId::raw([n; 32])).into_bytes()
}

/// Content with one multiURI, for the contract.
pub fn content(n: u8) -> sol::Content {
	sol::Content {
		root: [n; 32].into(),
		entries: 3,
		totalBytes: 4_096,
		manifest: ContentId::dag_pb([n; 32]).as_bytes().to_vec().into(),
		uris: vec![uri(n).into()],
	}
}

/// The same content, for a native call.
pub fn native_content(n: u8) -> ContentInput {
	ContentInput {
		root: [n; 32].into(),
		entries: 3,
		total_bytes: 4_096,
		manifest: ContentId::dag_pb([n; 32]).as_bytes().to_vec(),
		uris: vec![uri(n)],
	}
}

/// A link to be made, for the contract: between two assets of one owner, where it takes a permit.
pub fn link(relation: sol::Relation, object: AssetId) -> sol::NewLink {
	let sol::Link { relation, object } = made(relation, object);
	let permit = match relation {
		sol::Relation::DependsOn => sol::Permit::None,
		_ => sol::Permit::Owner,
	};
	sol::NewLink { relation, object, permit, licence: 0, terms: B256::ZERO, maxOwedPpm: 0 }
}

/// A link that was made, for the contract.
pub fn made(relation: sol::Relation, object: AssetId) -> sol::Link {
	let AssetId { collection, item } = object;
	sol::Link { relation, object: sol::Id { collection, item } }
}

/// A link to be made, for a native call.
pub fn native_link(relation: Relation, object: AssetId) -> NewLink {
	let permit = relation.binds().then_some(Permit::Owner);
	NewLink { link: Link { relation, object }, permit, max_owed_ppm: 0 }
}

/// Creates a collection.
pub fn create(who: Sr25519Keyring) -> u32 {
	let name = "Plant leaves".into();
	let metadata = Bytes::new();
	call(who, sol::createCollectionCall { name, metadata }).expect("is created").collection
}

/// Registers an asset.
pub fn register(who: Sr25519Keyring, collection: u32, links: Vec<sol::NewLink>) -> AssetId {
	let call_ =
		sol::registerCall { collection, kind: sol::AssetKind::Dataset, content: content(1), links };
	AssetId::new(collection, call(who, call_).expect("is registered"))
}

/// An asset in a collection of its own.
pub fn asset(who: Sr25519Keyring) -> AssetId {
	register(who, create(who), vec![])
}
