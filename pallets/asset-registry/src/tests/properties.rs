//! Random sequences of every call, by several accounts, against a model that says which of them
//! succeed; `try_state` after each, and nothing left when everything has been taken down.

mod model;

use super::*;
use model::{account, state_of, Model};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const ACCOUNTS: u8 = 3;
const MAX_DROP: u32 = 4;

/// A call, with small numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
enum Op {
	CreateCollection,
	SetRoles {
		collection: u8,
		who: u8,
		roles: u8,
	},
	Nominate {
		collection: u8,
		new: Option<u8>,
	},
	Accept {
		collection: u8,
	},
	Destroy {
		collection: u8,
	},
	Register {
		collection: u8,
		uris: u8,
		links: Vec<(u8, u8)>,
	},
	Revise {
		asset: u8,
		uris: u8,
	},
	AddUri {
		asset: u8,
		revision: u8,
		uri: u8,
	},
	WithdrawUri {
		asset: u8,
		revision: u8,
		uri: u8,
	},
	SetState {
		asset: u8,
		state: u8,
	},
	Link {
		asset: u8,
		relation: u8,
		object: u8,
	},
	Unlink {
		asset: u8,
		relation: u8,
		object: u8,
	},
	Transfer {
		asset: u8,
		to: u8,
	},
	Prune {
		asset: u8,
		count: u8,
	},
	Retire {
		asset: u8,
	},
	SetManaged {
		asset: u8,
		managed: bool,
	},
	/// Not a call: a licence is pinned to a revision, or closed if there is one.
	Sell {
		asset: u8,
		revision: u8,
	},
	/// Not a call: an asset gets live irrevocable licences, or loses those it has.
	Commit {
		asset: u8,
	},
}

/// Calls, those more often that the others depend on.
fn op() -> impl Strategy<Value = Op> {
	let n = || any::<u8>();
	// Mostly few enough.
	let uris = || prop_oneof![8 => 0..4u8, 1 => 7..10u8];
	prop_oneof![
		1 => Just(Op::CreateCollection),
		2 => (n(), n(), 0..9u8)
			.prop_map(|(collection, who, roles)| Op::SetRoles { collection, who, roles }),
		1 => (n(), any::<Option<u8>>())
			.prop_map(|(collection, new)| Op::Nominate { collection, new }),
		1 => n().prop_map(|collection| Op::Accept { collection }),
		1 => n().prop_map(|collection| Op::Destroy { collection }),
		6 => (n(), uris(), prop::collection::vec((n(), n()), 0..3))
			.prop_map(|(collection, uris, links)| Op::Register { collection, uris, links }),
		5 => (n(), uris()).prop_map(|(asset, uris)| Op::Revise { asset, uris }),
		4 => (n(), n(), 0..10u8)
			.prop_map(|(asset, revision, uri)| Op::AddUri { asset, revision, uri }),
		4 => (n(), n(), 0..5u8)
			.prop_map(|(asset, revision, uri)| Op::WithdrawUri { asset, revision, uri }),
		2 => (n(), n()).prop_map(|(asset, state)| Op::SetState { asset, state }),
		12 => (n(), n(), n())
			.prop_map(|(asset, relation, object)| Op::Link { asset, relation, object }),
		4 => (n(), n(), n())
			.prop_map(|(asset, relation, object)| Op::Unlink { asset, relation, object }),
		2 => (n(), n()).prop_map(|(asset, to)| Op::Transfer { asset, to }),
		3 => (n(), 0..7u8).prop_map(|(asset, count)| Op::Prune { asset, count }),
		2 => n().prop_map(|asset| Op::Retire { asset }),
		3 => (n(), any::<bool>()).prop_map(|(asset, managed)| Op::SetManaged { asset, managed }),
		2 => (n(), n()).prop_map(|(asset, revision)| Op::Sell { asset, revision }),
		1 => n().prop_map(|asset| Op::Commit { asset }),
	]
}

/// What every sequence begins with: two collections with an editor and two assets each.
fn prelude() -> Vec<(u8, Op)> {
	let mut ops = vec![(0, Op::CreateCollection), (0, Op::CreateCollection)];
	for collection in [0, 1] {
		ops.push((0, Op::SetRoles { collection, who: 1, roles: 2 }));
		ops.push((0, Op::Register { collection, uris: 2, links: vec![] }));
		ops.push((0, Op::Register { collection, uris: 0, links: vec![] }));
	}
	ops
}

impl Model {
	/// Makes the call that `op` stands for.
	fn call(&self, who: AccountId, op: &Op) -> Result<(), DispatchError> {
		let with = |uris: u8| ContentInput { uris: (0..uris).map(uri).collect(), ..content(1) };
		let call = match *op {
			Op::CreateCollection => {
				Call::create_collection { name: b"Birds".to_vec(), metadata: None }
			}
			Op::SetRoles { collection, who, roles } => {
				let collection = self.collection_id(collection);
				Call::set_roles { collection, who: account(who), roles: Roles(roles) }
			}
			Op::Nominate { collection, new } => Call::nominate_publisher {
				collection: self.collection_id(collection),
				new: new.map(account),
			},
			Op::Accept { collection } => {
				Call::accept_publisher { collection: self.collection_id(collection) }
			}
			Op::Destroy { collection } => {
				Call::destroy_collection { collection: self.collection_id(collection) }
			}
			Op::Register { collection, uris, ref links } => Call::register {
				collection: self.collection_id(collection),
				kind: AssetKind::Dataset,
				content: with(uris),
				links: self.links(links),
			},
			Op::Revise { asset, uris } => {
				Call::revise { asset: self.asset_id(asset), content: with(uris) }
			}
			Op::AddUri { asset, revision, uri: n } => {
				let (asset, revision) = (self.asset_id(asset), self.revision(asset, revision));
				Call::add_uri { asset, revision, uri: uri(n) }
			}
			Op::WithdrawUri { asset, revision, uri: n } => {
				let (asset, revision) = (self.asset_id(asset), self.revision(asset, revision));
				Call::withdraw_uri { asset, revision, uri: uri(n) }
			}
			Op::SetState { asset, state } => {
				Call::set_state { asset: self.asset_id(asset), state: state_of(state) }
			}
			Op::Link { asset, relation, object } => Call::link {
				asset: self.asset_id(asset),
				new: self.links(&[(relation, object)])[0],
			},
			Op::Unlink { asset, relation, object } => Call::unlink {
				asset: self.asset_id(asset),
				link: self.known_link(asset, relation, object),
			},
			Op::Transfer { asset, to } => {
				Call::transfer { asset: self.asset_id(asset), to: account(to) }
			}
			Op::Prune { asset, count } => {
				Call::prune_revisions { asset: self.asset_id(asset), count: count.into() }
			}
			Op::Retire { asset } => Call::retire { asset: self.asset_id(asset) },
			Op::SetManaged { asset, managed } => {
				Call::set_managed { asset: self.asset_id(asset), managed }
			}
			Op::Sell { asset, revision } => {
				let sale = (self.asset_id(asset), self.revision(asset, revision));
				Sold::mutate(|sold| toggle(sold, sale));
				SoldAt::set(System::block_number());
				System::set_block_number(System::block_number() + 1);
				return Ok(());
			}
			Op::Commit { asset } => {
				Committed::mutate(|committed| toggle(committed, self.asset_id(asset)));
				return Ok(());
			}
		};
		let call: Call<Test> = call;
		let result =
			frame_support::traits::UnfilteredDispatchable::dispatch_bypass_filter(call, by(who));
		result.map(|_| ()).map_err(|error| error.error)
	}

	/// Checks that the registry says what the model does.
	fn check(&self) {
		AssetRegistry::do_try_state().expect("the invariants hold");
		assert_eq!(Collections::<Test>::iter_keys().count(), self.collections.len());
		assert_eq!(Assets::<Test>::iter_keys().count(), self.assets.len());
		for (id, expected) in &self.collections {
			let info = AssetRegistry::collection_info(*id).expect("exists");
			assert_eq!((&info.publisher, &info.nominee), (&expected.publisher, &expected.nominee));
			for (who, roles) in &expected.roles {
				assert_eq!(RolesOf::<Test>::get(id, who).map(|r| r.roles), Some(*roles));
			}
			assert_eq!(info.roles as usize, expected.roles.len());
		}
		for (id, expected) in &self.assets {
			let info = AssetRegistry::asset_info(*id).expect("exists");
			assert_eq!((&info.owner, info.state), (&expected.owner, expected.state));
			assert_eq!(info.managed, expected.agreed.as_ref() == Some(&expected.owner));
			assert_eq!(info.descendants as usize, self.descendants(*id));
			for (number, uris) in &expected.revisions {
				assert_eq!(
					uris_of(*id, *number),
					uris.iter().map(|(n, _)| uri(*n)).collect::<Vec<_>>()
				);
			}
			let links: BTreeSet<_> =
				Lineage::<Test>::get(id).into_iter().map(|entry| entry.link).collect();
			assert_eq!(links, expected.links);
		}
	}

	/// Takes everything down, by those who may.
	fn take_down(&self) {
		Sold::set(Vec::new());
		Committed::set(Vec::new());
		for (id, asset) in &self.assets {
			for link in asset.links.iter().filter(|link| link.relation.is_structural()) {
				assert_ok!(AssetRegistry::unlink(by(asset.owner.clone()), *id, *link));
			}
		}
		for (id, asset) in &self.assets {
			let owner = by(asset.owner.clone());
			let mut kept = asset.revisions.len() as u32;
			while kept > MAX_DROP {
				let count = (kept - 1).min(MAX_DROP);
				assert_ok!(AssetRegistry::prune_revisions(owner.clone(), *id, count));
				kept -= count;
			}
			assert_ok!(AssetRegistry::retire(owner, *id));
		}
		for (id, collection) in &self.collections {
			let publisher = by(collection.publisher.clone());
			for who in collection.roles.keys() {
				assert_ok!(AssetRegistry::set_roles(
					publisher.clone(),
					*id,
					who.clone(),
					Roles::NONE
				));
			}
			assert_ok!(AssetRegistry::destroy_collection(publisher, *id));
		}
	}
}

/// Adds a value to a list, or takes it out if it is there.
fn toggle<V: PartialEq>(values: &mut Vec<V>, value: V) {
	match values.iter().position(|known| *known == value) {
		Some(at) => drop(values.remove(at)),
		None => values.push(value),
	}
}

/// What is left of the registry and the NFT pallet on a chain where nothing lives, but for
/// counters and storage versions.
fn leftovers() -> usize {
	use frame_support::traits::StorageVersion;
	let stays = [
		NewestCollection::<Test>::hashed_key().to_vec(),
		pallet_nfts::NextCollectionId::<Test>::hashed_key().to_vec(),
		StorageVersion::storage_key::<AssetRegistry>().to_vec(),
		StorageVersion::storage_key::<Nfts>().to_vec(),
	];
	super::deposits::state().into_keys().filter(|key| !stays.contains(key)).count()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

	#[test]
	fn calls_do_what_the_model_says(
		ops in prop::collection::vec((any::<u8>(), op()), 1..100),
	) {
		new_test_ext().execute_with_checks(|| {
			for who in 0..ACCOUNTS {
				assert_ok!(Balances::mint_into(&account(who), 1 << 80));
			}
			let issued = Balances::total_issuance();
			let before: Vec<_> =
				(0..ACCOUNTS).map(|n| Balances::total_balance(&account(n))).collect();
			let mut model = Model { block: 1, sold_at: 1, ..Model::default() };
			for (who, op) in prelude().into_iter().chain(ops) {
				let who = model.caller(who, &op);
				let expected = model.after(&who, &op);
				let result = model.call(who.clone(), &op);
				assert_eq!(result.is_ok(), expected.is_some(), "{op:?} by {who:?}: {result:?}");
				model = expected.unwrap_or(model);
				model.check();
			}
			model.take_down();
			for n in 0..ACCOUNTS {
				assert_eq!(held_in_all(account(n)), 0);
				assert_eq!(Balances::total_balance(&account(n)), before[usize::from(n)]);
			}
			assert_eq!(leftovers(), 0);
			assert_eq!(Balances::total_issuance(), issued);
		});
	}
}
