//! The registry among the other pallets: real NFTs, real holds, real transactions.

use super::{close_block, dev, next_block, send, total};
use crate::{
	configs::registry::{changes, ItemsByOwner},
	constants::currency::deposit,
	AccountId, AssetRegistry, Balance, Balances, Erc721, Runtime,
};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use metahub_assets::{
	AssetFilter, AssetId, AssetKind, Change, ContentId, ContentInput, Link, MultiUri, NewLink,
	Permit, Relation,
};
use pallet_asset_registry::{Call, OwnedItems};
use sp_keyring::Sr25519Keyring::{self, Bob, Charlie};
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

/// Content with one multiURI, on IPFS.
pub fn content(seed: u8) -> ContentInput {
	let manifest = ContentId::dag_pb([seed; 32]);
	ContentInput {
		root: [seed; 32].into(),
		entries: 3,
		total_bytes: 4_096,
		manifest: manifest.as_bytes().to_vec(),
		uris: vec![MultiUri::ipfs(&manifest).into_bytes()],
	}
}

pub fn create_collection(who: Sr25519Keyring) -> u32 {
	let call = Call::create_collection { name: b"Plant leaves".to_vec(), metadata: None };
	assert_ok!(send(who, call).expect("is valid"));
	pallet_asset_registry::NewestCollection::<Runtime>::get().expect("was created")
}

/// A link between two assets of one owner, that owes nothing.
pub fn own(relation: Relation, object: AssetId) -> NewLink {
	NewLink { link: Link { relation, object }, permit: Some(Permit::Owner), max_owed_ppm: 0 }
}

fn register_in(who: Sr25519Keyring, collection: u32, links: Vec<NewLink>) -> AssetId {
	register_as(who, collection, AssetKind::Dataset, links).expect("is registered")
}

/// Registers an asset of some kind.
pub fn register_as(
	who: Sr25519Keyring,
	collection: u32,
	kind: AssetKind,
	links: Vec<NewLink>,
) -> Result<AssetId, DispatchError> {
	let item = AssetRegistry::collection_info(collection).expect("exists").next_item;
	let call = Call::register { collection, kind, content: content(1), links };
	send(who, call).expect("is valid").map(|_| AssetId::new(collection, item))
}

/// Registers an asset in a collection of its own.
pub fn register(who: Sr25519Keyring) -> AssetId {
	let collection = create_collection(who);
	register_in(who, collection, vec![])
}

/// All of the state.
fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut entries = BTreeMap::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		entries.insert(next.clone(), sp_io::storage::get(&next).expect("has a value").to_vec());
		key = next;
	}
	entries
}

fn held(who: &AccountId) -> Balance {
	Balances::total_balance_on_hold(who)
}

#[test]
fn an_asset_moved_natively_is_told_of_once() {
	dev().execute_with(|| {
		let asset = register(Bob);
		let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
		assert_eq!(
			changes(),
			[
				Change::CollectionCreated { collection: asset.collection, publisher: bob.clone() },
				Change::Registered {
					asset,
					owner: bob.clone(),
					kind: AssetKind::Dataset,
					root: [1; 32].into()
				},
			]
		);

		next_block();
		assert_eq!(changes(), []);
		let call = pallet_erc721::Call::transfer {
			collection: asset.collection,
			item: asset.item,
			to: charlie.clone(),
		};
		assert_ok!(send(Bob, call).expect("is valid"));
		let moved = |from: &AccountId, to: &AccountId| Change::Transferred {
			asset,
			from: from.clone(),
			to: to.clone(),
		};
		assert_eq!(changes(), [moved(&bob, &charlie)]);
		assert_eq!(AssetRegistry::asset_info(asset).expect("exists").owner, charlie);

		next_block();
		assert_ok!(send(Charlie, Call::transfer { asset, to: bob.clone() }).expect("is valid"));
		assert_eq!(changes(), [moved(&charlie, &bob)]);
	});
}

#[test]
fn changes_come_in_the_order_of_the_block() {
	dev().execute_with(|| {
		let asset = register(Bob);
		next_block();
		let revise = || Call::revise { asset, content: content(2) };
		assert_ok!(send(Bob, revise()).expect("is valid"));
		let call = Call::transfer { asset, to: Charlie.to_account_id() };
		assert_ok!(send(Bob, call).expect("is valid"));
		// Refused: not the owner any more. Changes nothing.
		assert!(send(Bob, revise()).expect("is valid").is_err());
		assert_ok!(send(Charlie, Call::retire { asset }).expect("is valid"));
		assert_eq!(
			changes(),
			[
				Change::Revised { asset, revision: 2, root: [2; 32].into() },
				Change::Transferred {
					asset,
					from: Bob.to_account_id(),
					to: Charlie.to_account_id()
				},
				Change::Retired { asset },
			]
		);
	});
}

#[test]
fn a_deposit_covers_the_state_and_returns_to_the_planck() {
	dev().execute_with(|| {
		let bob = Bob.to_account_id();
		let collection = create_collection(Bob);
		// The first hold of a kind makes the list of holds: not a part of the asset.
		let first = register_in(Bob, collection, vec![]);
		close_block();
		let (before, held_before) = (state(), held(&bob));
		let registered = AssetRegistry::do_register(
			bob.clone(),
			collection,
			AssetKind::Dataset,
			content(1),
			vec![own(Relation::DerivedFrom, first)],
		);
		let asset = registered.expect("is registered");
		let after = state();
		let new: Vec<_> = after
			.iter()
			.filter(|(key, _)| !before.contains_key(*key))
			.filter(|(key, _)| !key.starts_with(&sp_io::hashing::twox_128(b"System")))
			.collect();
		let bytes: usize = new.iter().map(|(key, value)| key.len() + value.len()).sum();
		let held_for_it = held(&bob) - held_before;
		let costs = deposit(new.len() as u32, bytes as u32);
		assert!(
			held_for_it >= costs,
			"{} entries, {bytes} bytes: {held_for_it} < {costs}",
			new.len()
		);
		assert!(held_for_it < costs + costs / 2, "{held_for_it} is much for {costs}");

		assert_ok!(AssetRegistry::do_retire(bob.clone(), asset));
		assert_eq!(held(&bob), held_before);
	});
}

#[test]
fn a_collection_and_all_in_it_can_go_again() {
	dev().execute_with(|| {
		let bob = Bob.to_account_id();
		let before = held(&bob);
		let collection = create_collection(Bob);
		let parent = register_in(Bob, collection, vec![]);
		let child = register_in(Bob, collection, vec![own(Relation::Contains, parent)]);
		assert!(send(Bob, Call::retire { asset: parent }).expect("is valid").is_err());
		assert_ok!(send(Bob, Call::retire { asset: child }).expect("is valid"));
		assert_ok!(send(Bob, Call::retire { asset: parent }).expect("is valid"));
		assert_ok!(send(Bob, Call::destroy_collection { collection }).expect("is valid"));
		assert_eq!(held(&bob), before);
		assert_eq!(pallet_nfts::Item::<Runtime>::iter().count(), 0);
		assert_eq!(pallet_nfts::Collection::<Runtime>::iter().count(), 0);
		assert!(total(&bob) > 0);
	});
}

#[test]
fn items_of_an_owner_are_enumerated_page_by_page() {
	dev().execute_with(|| {
		let (one, two) = (create_collection(Bob), create_collection(Bob));
		let mut expected = BTreeSet::new();
		for collection in [one, two, one, two, one] {
			expected.insert(register_in(Bob, collection, vec![]));
		}
		let bob = Bob.to_account_id();
		let pages = |collection: Option<u32>, limit: u32| {
			let (mut all, mut after) = (Vec::new(), None);
			loop {
				let page = ItemsByOwner::owned_items(&bob, collection, after, limit);
				assert!(page.len() <= limit as usize);
				let Some(last) = page.last() else { return all };
				after = Some(*last);
				all.extend(page);
			}
		};
		for limit in [1, 2, 5, 100] {
			let all = pages(None, limit);
			assert_eq!(all.len(), 5, "each once");
			assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), expected);
			let in_one = pages(Some(one), limit);
			assert_eq!(in_one.len(), 3);
			assert!(in_one.iter().all(|id| id.collection == one));
		}
		assert!(ItemsByOwner::owned_items(&Charlie.to_account_id(), None, None, 9).is_empty());

		// A cursor whose item is gone still continues.
		let all = pages(None, 100);
		assert_ok!(send(Bob, Call::retire { asset: all[1] }).expect("is valid"));
		assert_eq!(ItemsByOwner::owned_items(&bob, None, Some(all[1]), 9), all[2..].to_vec());
	});
}

#[test]
fn a_list_by_owner_follows_native_transfers() {
	dev().execute_with(|| {
		let asset = register(Bob);
		let list = |who: Sr25519Keyring| {
			let owner = Some(who.to_account_id());
			let filter = AssetFilter { collection: None, owner, kind: None, state: None };
			let page = AssetRegistry::list(filter, None, u32::MAX);
			page.items.into_iter().map(|info| info.id).collect::<Vec<_>>()
		};
		assert_eq!(list(Bob), [asset]);
		assert_ok!(Erc721::transfer(
			crate::RuntimeOrigin::signed(Bob.to_account_id()),
			asset.collection,
			asset.item,
			Charlie.to_account_id()
		));
		assert_eq!(list(Bob), []);
		assert_eq!(list(Charlie), [asset]);
	});
}
