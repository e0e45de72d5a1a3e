//! A native call and the contract leave the same state, to the byte.

use super::*;
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeMap;

type Native = pallet_asset_registry::Call<Runtime>;

/// All of the state, without the block's events and without what pallet-revive counts.
fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
	use frame_support::storage::storage_prefix;
	let apart = ["Events", "EventCount", "EventTopics"];
	let apart = apart.map(|item| storage_prefix(b"System", item.as_bytes()));
	let mut entries = BTreeMap::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if !apart.iter().any(|prefix| next.starts_with(prefix)) {
			entries.insert(next.clone(), sp_io::storage::get(&next).expect("is there").to_vec());
		}
		key = next;
	}
	entries
}

/// The registry's events.
fn told() -> Vec<RuntimeEvent> {
	let ours = |event: &RuntimeEvent| {
		matches!(event, RuntimeEvent::AssetRegistry(_) | RuntimeEvent::Nfts(_))
	};
	System::events().into_iter().map(|record| record.event).filter(ours).collect()
}

fn by_bob(call: Native) {
	let origin = RuntimeOrigin::signed(Bob.to_account_id());
	assert_ok!(RuntimeCall::from(call).dispatch(origin));
}

fn through_the_contract<C: SolCall>(sol: C) {
	call(Bob, sol).unwrap_or_else(|reason| panic!("{}: {reason}", C::SIGNATURE));
}

#[test]
fn the_contract_leaves_what_native_calls_leave() {
	let charlie = Charlie.to_account_id();
	let (native, native_events) = dev().execute_with(|| {
		by_bob(Native::create_collection { name: b"Leaves".to_vec(), metadata: Some(uri(1)) });
		let collection = pallet_asset_registry::NewestCollection::<Runtime>::get().expect("is one");
		let asset = |item| AssetId::new(collection, item);
		let register = |kind, seed, links| Native::register {
			collection,
			kind,
			content: native_content(seed),
			links,
		};
		let contains = native_link(Relation::Contains, asset(0));
		let trained = native_link(Relation::TrainedOn, asset(0));
		let depends = native_link(Relation::DependsOn, asset(0));
		by_bob(register(AssetKind::Dataset, 2, vec![]));
		by_bob(register(AssetKind::Model, 3, vec![contains, trained]));
		by_bob(register(AssetKind::Service, 4, vec![]));
		by_bob(Native::revise { asset: asset(1), content: native_content(5) });
		by_bob(Native::revise { asset: asset(1), content: native_content(6) });
		by_bob(Native::add_uri { asset: asset(1), revision: 2, uri: uri(7) });
		by_bob(Native::withdraw_uri { asset: asset(1), revision: 3, uri: uri(6) });
		by_bob(Native::set_state { asset: asset(0), state: LifecycleState::Deprecated });
		by_bob(Native::link { asset: asset(1), new: depends });
		by_bob(Native::unlink { asset: asset(1), link: contains.link });
		by_bob(Native::set_managed { asset: asset(1), managed: false });
		by_bob(Native::prune_revisions { asset: asset(1), count: 1 });
		by_bob(Native::retire { asset: asset(2) });
		by_bob(Native::set_roles {
			collection,
			who: charlie.clone(),
			roles: pallet_asset_registry::Roles(3),
		});
		by_bob(Native::nominate_publisher { collection, new: Some(charlie.clone()) });
		(state(), told())
	});
	let (contract, contract_events) = dev().execute_with(|| {
		let created = sol::createCollectionCall { name: "Leaves".into(), metadata: uri(1).into() };
		let collection = call(Bob, created).expect("is created").collection;
		let asset = |item| AssetId::new(collection, item);
		let register = |kind, seed, links| sol::registerCall {
			collection,
			kind,
			content: content(seed),
			links,
		};
		let contains = link(sol::Relation::Contains, asset(0));
		let trained = link(sol::Relation::TrainedOn, asset(0));
		let depends = link(sol::Relation::DependsOn, asset(0));
		through_the_contract(register(sol::AssetKind::Dataset, 2, vec![]));
		through_the_contract(register(sol::AssetKind::Model, 3, vec![contains, trained]));
		through_the_contract(register(sol::AssetKind::Service, 4, vec![]));
		let revise = |seed| sol::reviseCall { collection, item: 1, content: content(seed) };
		through_the_contract(revise(5));
		through_the_contract(revise(6));
		let (number, added) = (2, uri(7).into());
		through_the_contract(sol::addUriCall { collection, item: 1, number, uri: added });
		let (number, gone) = (3, uri(6).into());
		through_the_contract(sol::withdrawUriCall { collection, item: 1, number, uri: gone });
		let state_ = sol::LifecycleState::Deprecated;
		through_the_contract(sol::setStateCall { collection, item: 0, state: state_ });
		through_the_contract(sol::linkCall { collection, item: 1, to: depends });
		let to = made(sol::Relation::Contains, asset(0));
		through_the_contract(sol::unlinkCall { collection, item: 1, to });
		through_the_contract(sol::setManagedCall { collection, item: 1, managed: false });
		through_the_contract(sol::pruneRevisionsCall { collection, item: 1, count: 1 });
		through_the_contract(sol::retireCall { collection, item: 2 });
		let account = address_of(Charlie);
		through_the_contract(sol::setRolesCall { collection, account, roles: 3 });
		through_the_contract(sol::nominatePublisherCall { collection, nominee: account });
		(state(), told())
	});
	assert_eq!(native_events, contract_events);
	let keys = |one: &BTreeMap<Vec<u8>, Vec<u8>>, other: &BTreeMap<Vec<u8>, Vec<u8>>| {
		one.iter()
			.filter(|(key, value)| other.get(*key) != Some(*value))
			.map(|(key, _)| key.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
			.collect::<Vec<_>>()
	};
	assert_eq!(keys(&native, &contract), Vec::<String>::new(), "only after native calls");
	assert_eq!(keys(&contract, &native), Vec::<String>::new(), "only through the contract");
}
