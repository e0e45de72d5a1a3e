//! Lists by kind and state: in order, complete, and at the cost of what they find.

use super::*;
use metahub_assets::{AssetFilter, AssetPage};
use sp_io::TestExternalities;
use std::collections::BTreeSet;

type Filter = AssetFilter<AccountId>;

fn any() -> Filter {
	AssetFilter { collection: None, owner: None, kind: None, state: None }
}

fn enrich() {
	assert_ok!(Balances::mint_into(&alice(), u128::MAX / 4));
}

fn registered(collection: u32, kind: AssetKind) -> AssetId {
	AssetRegistry::do_register(alice(), collection, kind, content(1), vec![])
		.expect("is registered")
}

fn set(asset: AssetId, state: LifecycleState) {
	assert_ok!(AssetRegistry::set_state(by(alice()), asset, state));
}

/// All pages of a list.
fn listed(filter: &Filter, limit: u32) -> Vec<AssetId> {
	let (mut ids, mut cursor) = (vec![], None);
	for _ in 0..10_000 {
		let AssetPage { items, next } = AssetRegistry::list(filter.clone(), cursor, limit);
		assert!(items.len() <= limit as usize);
		ids.extend(items.iter().map(|info| info.id));
		match next {
			None => return ids,
			next => cursor = next,
		}
	}
	panic!("the list does not end");
}

/// What a list has to have, found by looking at every asset.
fn expected(filter: &Filter) -> Vec<AssetId> {
	let passes = |id: &AssetId, record: &AssetRecordOf<Test>| {
		filter.collection.is_none_or(|only| only == id.collection)
			&& filter.kind.is_none_or(|only| only == record.kind)
			&& filter.state.is_none_or(|only| only == record.state)
	};
	let found = Assets::<Test>::iter().filter(|(id, record)| passes(id, record));
	found.map(|(id, _)| id).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every filter without an owner.
fn filters(collections: &[u32]) -> Vec<Filter> {
	let mut filters = vec![];
	for collection in [None].into_iter().chain(collections.iter().copied().map(Some)) {
		for kind in [None].into_iter().chain(AssetKind::ALL.iter().copied().map(Some)) {
			for state in [None].into_iter().chain(LifecycleState::ALL.iter().copied().map(Some)) {
				filters.push(AssetFilter { collection, owner: None, kind, state });
			}
		}
	}
	filters
}

#[test]
fn every_filter_finds_what_passes_it_in_order_of_ids() {
	new_test_ext().execute_with_checks(|| {
		enrich();
		let collections = [collection(), collection(), collection()];
		let mut assets = vec![];
		for n in 0..60 {
			let kind = AssetKind::ALL[n % 4];
			assets.push(registered(collections[n % 3], kind));
		}
		for (n, asset) in assets.iter().enumerate() {
			let state = LifecycleState::ALL[n / 7 % 5];
			if state != LifecycleState::Active {
				set(*asset, state);
			}
		}
		for asset in assets.iter().step_by(8) {
			assert_ok!(AssetRegistry::retire(by(alice()), *asset));
		}
		for filter in filters(&[0, 1, 2, 9]) {
			for limit in [1, 3, 100] {
				assert_eq!(listed(&filter, limit), expected(&filter), "{filter:?} by {limit}");
			}
		}
	});
}

#[test]
fn the_index_follows_state_and_retirement() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let by_state = |state| listed(&AssetFilter { state: Some(state), ..any() }, 10);
		let datasets = || listed(&AssetFilter { kind: Some(AssetKind::Dataset), ..any() }, 10);
		assert_eq!((by_state(LifecycleState::Active), datasets()), (vec![asset], vec![asset]));
		set(asset, LifecycleState::Deprecated);
		assert_eq!(by_state(LifecycleState::Active), []);
		assert_eq!((by_state(LifecycleState::Deprecated), datasets()), (vec![asset], vec![asset]));
		// A refused change changes nothing.
		let refused = AssetRegistry::set_state(by(bob()), asset, LifecycleState::Active);
		assert_noop!(refused, Error::NoPermission);
		assert_ok!(AssetRegistry::do_revoke(asset));
		assert_eq!(by_state(LifecycleState::Deprecated), []);
		assert_eq!((by_state(LifecycleState::Revoked), datasets()), (vec![asset], vec![asset]));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		assert_eq!((by_state(LifecycleState::Revoked), datasets()), (vec![], vec![]));
		assert_eq!(Listed::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn a_cursor_whose_asset_changed_or_is_gone_neither_skips_nor_repeats() {
	new_test_ext().execute_with_checks(|| {
		enrich();
		let id = collection();
		let all: Vec<_> = (0..9).map(|n| registered(id, AssetKind::ALL[n % 2])).collect();
		let (mut seen, mut cursor) = (vec![], None);
		loop {
			let filter = AssetFilter { state: Some(LifecycleState::Active), ..any() };
			let page = AssetRegistry::list(filter, cursor, 2);
			seen.extend(page.items.iter().map(|info| info.id));
			let Some(last) = page.next else { break };
			match seen.len() {
				0..4 => set(last, LifecycleState::Unlisted),
				_ => {
					assert_ok!(AssetRegistry::retire(by(alice()), last));
				}
			}
			cursor = Some(last);
		}
		assert_eq!(seen, all);
	});
}

#[test]
fn a_cursor_outside_the_collection_lists_what_follows_it() {
	new_test_ext().execute_with_checks(|| {
		let (first, second) = (asset(), asset());
		let datasets = |collection| AssetFilter {
			collection: Some(collection),
			kind: Some(AssetKind::Dataset),
			..any()
		};
		let page = AssetRegistry::list(datasets(second.collection), Some(first), 5);
		assert_eq!(page.items.iter().map(|info| info.id).collect::<Vec<_>>(), [second]);
		let page = AssetRegistry::list(datasets(first.collection), Some(second), 5);
		assert_eq!((page.items, page.next), (vec![], None));
		let last = AssetId::new(u32::MAX, u64::MAX);
		let page = AssetRegistry::list(datasets(first.collection), Some(last), 5);
		assert_eq!((page.items, page.next), (vec![], None));
	});
}

/// A registry with so many assets, of which ten are models that are deprecated. Of the others it
/// has the records only: they are as many as the test needs them to be.
fn registry_of(count: u64) -> (TestExternalities, Vec<AssetId>) {
	let mut ext = new_test_ext();
	let hits = ext.execute_with(|| {
		enrich();
		let collections = [collection(), collection()];
		let record = Assets::<Test>::get(asset_in(collections[0])).expect("was registered");
		let mut hits = vec![];
		for n in 1..count {
			let id = collections[n as usize % 2];
			if n % (count / 10) == count / 20 {
				let model = registered(id, AssetKind::Model);
				set(model, LifecycleState::Deprecated);
				hits.push(model);
				continue;
			}
			let next = Collections::<Test>::mutate(id, |record| {
				let record = record.as_mut().expect("exists");
				record.next_item += 1;
				record.next_item - 1
			});
			let other = AssetId::new(id, next);
			Assets::<Test>::insert(other, &record);
			AssetRegistry::enlist(other, &record);
		}
		hits
	});
	ext.commit_all().expect("the state is sound");
	(ext, hits)
}

/// How many looks a page takes, and how many nodes of the state's trie it reads.
fn cost(ext: &mut TestExternalities, filter: Filter, hits: &[AssetId]) -> (u32, usize) {
	let (looks, proof) = ext.execute_and_prove(|| {
		let (page, looks) = AssetRegistry::list_within(filter, None, 100, u32::MAX);
		let found: BTreeSet<_> = page.items.iter().map(|info| info.id).collect();
		assert_eq!((found, page.next), (hits.iter().copied().collect(), None));
		looks
	});
	(looks, proof.iter_nodes().count())
}

#[test]
fn a_page_costs_its_hits_in_a_registry_of_a_hundred_thousand_assets() {
	let (mut small, few) = registry_of(1_000);
	let (mut large, hits) = registry_of(100_000);
	assert_eq!((few.len(), hits.len()), (10, 10));
	let (kind, state) = (Some(AssetKind::Model), Some(LifecycleState::Deprecated));
	for (filter, pairs) in [
		(AssetFilter { kind, state, ..any() }, 1),
		(AssetFilter { kind, ..any() }, LifecycleState::ALL.len()),
		(AssetFilter { state, ..any() }, AssetKind::ALL.len()),
		(AssetFilter { kind, state, collection: Some(hits[0].collection), ..any() }, 1),
	] {
		let among = |hits: &[AssetId]| -> Vec<AssetId> {
			let within = |id: &&AssetId| filter.collection.is_none_or(|c| c == id.collection);
			hits.iter().filter(within).copied().collect()
		};
		let (few, hits) = (among(&few), among(&hits));
		let (looks, reads) = cost(&mut large, filter.clone(), &hits);
		assert_eq!(looks as usize, hits.len() + pairs, "{filter:?}");
		// Paths in a trie of a hundred times the size are a little longer, and no more of them.
		let (_, before) = cost(&mut small, filter.clone(), &few);
		assert!(reads < 2 * before, "{reads} reads, {before} in the small registry: {filter:?}");
		assert!(reads < 60 * (hits.len() + pairs), "{reads} reads: {filter:?}");
	}
}
