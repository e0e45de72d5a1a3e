//! Reading the registry.

use super::*;
use metahub_assets::{
	AssetFilter, Direction, Entry, QueryError, Tree, MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES,
	MAX_PAGE, MAX_SCAN,
};

fn filter() -> AssetFilter<AccountId> {
	AssetFilter { collection: None, owner: None, kind: None, state: None }
}

/// Enough for thousands of assets.
fn enrich(who: AccountId) {
	assert_ok!(Balances::mint_into(&who, 1 << 100));
}

/// All pages of a list, each with its length.
fn pages(filter: AssetFilter<AccountId>, limit: u32) -> (Vec<AssetId>, Vec<usize>) {
	let (mut ids, mut lengths, mut cursor) = (vec![], vec![], None);
	loop {
		let page = AssetRegistry::list(filter.clone(), cursor, limit);
		lengths.push(page.items.len());
		ids.extend(page.items.iter().map(|info| info.id));
		assert!(lengths.len() < 1_000, "the list does not end");
		match page.next {
			None => return (ids, lengths),
			next => cursor = next,
		}
	}
}

#[test]
fn an_asset_is_described() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let part = asset_in(id);
		let asset = asset_with(id, vec![link(Relation::Contains, part)]);
		grant(id, bob(), Roles::EDITOR);
		System::set_block_number(4);
		assert_ok!(AssetRegistry::revise(by(bob()), asset, content(2)));
		assert_ok!(AssetRegistry::add_uri(by(alice()), asset, 2, uri(3)));
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, carol()));

		let info = AssetRegistry::asset_info(asset).expect("exists");
		assert_eq!((info.id, info.owner, info.kind), (asset, carol(), AssetKind::Dataset));
		assert_eq!((info.state, info.registered_at), (LifecycleState::Active, 1));
		assert_eq!((info.oldest_revision, info.links, info.dependants), (1, 1, 0));
		// Sold, and its new owner has not agreed to roles.
		assert_eq!((info.descendants, info.managed), (0, false));
		assert_eq!(info.deposit.depositor, alice());
		let revision = info.revision;
		assert_eq!((revision.number, revision.author), (2, bob()));
		assert_eq!((revision.root, revision.created_at), (H256([2; 32]), 4));
		assert_eq!(revision.uris.len(), 2);
		let record = Revisions::<Test>::get(asset, 2).expect("exists");
		let uris: Balance = record.uris.iter().map(|entry| entry.deposit).sum();
		assert_eq!(revision.deposit, record.deposit + uris);
		// The first revision's author is the registrant, whoever owns the asset now.
		assert_eq!(AssetRegistry::revision_info(asset, 1).map(|r| r.author), Ok(alice()));
		let part = AssetRegistry::asset_info(part).expect("exists");
		assert_eq!((part.dependants, part.descendants, part.managed), (1, 1, true));
		assert_eq!(AssetRegistry::asset_info(AssetId::new(id, 9)), None);

		let info = AssetRegistry::collection_info(id).expect("exists");
		assert_eq!((info.id, info.name.as_slice()), (id, &b"Birds"[..]));
		assert_eq!((info.items, info.next_item, info.roles), (2, 2, 1));
		assert_eq!((info.publisher, info.deposit.depositor), (alice(), alice()));
		assert_eq!(info.deposit.amount, held(HoldReason::Collection, alice()));
		assert_eq!(AssetRegistry::collection_info(9), None);
	});
}

#[test]
fn neighbours_are_answered() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parent = asset_in(id);
		let links = vec![link(Relation::Contains, parent), link(Relation::TrainedOn, parent)];
		let asset = asset_with(id, links);
		type Inspect = AssetRegistry;
		assert_eq!(<Inspect as AssetInspect<_>>::owner(asset), Some(alice()));
		assert_eq!(<Inspect as AssetInspect<AccountId>>::kind(asset), Some(AssetKind::Dataset));
		assert_eq!(
			<Inspect as AssetInspect<AccountId>>::state(asset),
			Some(LifecycleState::Active)
		);
		assert_eq!(<Inspect as AssetInspect<AccountId>>::current_revision(asset), Some(1));
		assert_eq!(<Inspect as AssetInspect<_>>::publisher(id), Some(alice()));
		assert_eq!(
			<Inspect as AssetInspect<AccountId>>::origins(asset),
			[(Relation::TrainedOn, parent)]
		);
		let missing = AssetId::new(id, 9);
		assert_eq!(<Inspect as AssetInspect<AccountId>>::owner(missing), None);
		assert_eq!(<Inspect as AssetInspect<AccountId>>::state(missing), None);
		assert_eq!(<Inspect as AssetInspect<AccountId>>::origins(missing), []);
	});
}

#[test]
fn revisions_come_in_pages() {
	new_test_ext().execute_with_checks(|| {
		enrich(alice());
		let asset = asset();
		for n in 0..=250u32 {
			assert_ok!(AssetRegistry::revise(by(alice()), asset, content(n as u8 | 1)));
		}
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 2));
		// Kept are 3 to 252.
		let page = |from, limit| {
			let page = AssetRegistry::revisions_page(asset, from, limit).expect("exists");
			(page.revisions.iter().map(|r| r.number).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 3), (vec![3, 4, 5], Some(6)));
		assert_eq!(page(Some(0), 1), (vec![3], Some(4)));
		assert_eq!(page(Some(6), 2), (vec![6, 7], Some(8)));
		assert_eq!(page(Some(252), 5), (vec![252], None));
		assert_eq!(page(Some(251), 2), (vec![251, 252], None));
		assert_eq!(page(Some(253), 5), (vec![], None));
		assert_eq!(page(Some(u32::MAX), 5), (vec![], None));
		assert_eq!(page(None, 0), (vec![], Some(3)));
		let (capped, next) = page(None, u32::MAX);
		assert_eq!((capped.len() as u32, next), (MAX_PAGE, Some(3 + MAX_PAGE)));

		assert_eq!(
			AssetRegistry::revisions_page(AssetId::new(0, 9), None, 5),
			Err(QueryError::UnknownAsset)
		);
		assert_eq!(AssetRegistry::revision_info(asset, 2), Err(QueryError::UnknownRevision));
		assert_eq!(AssetRegistry::revision_info(asset, 253), Err(QueryError::UnknownRevision));
		assert_eq!(
			AssetRegistry::revision_info(AssetId::new(0, 9), 1),
			Err(QueryError::UnknownAsset)
		);
	});
}

#[test]
fn what_was_pruned_is_not_looked_for() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		// As if revised as often as can be, and pruned.
		let first = Revisions::<Test>::take(asset, 1).expect("exists");
		Revisions::<Test>::insert(asset, u32::MAX, first);
		Assets::<Test>::mutate(asset, |record| {
			let record = record.as_mut().expect("exists");
			(record.oldest, record.revision) = (u32::MAX, u32::MAX);
		});
		let page = AssetRegistry::revisions_page(asset, Some(0), 10).expect("exists");
		assert_eq!((page.revisions.len(), page.next), (1, None));
	});
}

#[test]
fn lists_are_filtered_and_in_order() {
	new_test_ext().execute_with_checks(|| {
		assert_eq!(pages(filter(), 10), (vec![], vec![0]));
		let first = asset();
		let of_bob = asset_of_bob();
		let second = asset_in(first.collection);
		assert_ok!(AssetRegistry::transfer(by(alice()), second, bob()));
		assert_ok!(AssetRegistry::set_state(by(alice()), first, LifecycleState::Unlisted));

		let list = |filter| pages(filter, 10).0;
		assert_eq!(list(filter()), [first, second, of_bob]);
		let collection = Some(first.collection);
		assert_eq!(list(AssetFilter { collection, ..filter() }), [first, second]);
		assert_eq!(list(AssetFilter { collection: Some(7), ..filter() }), []);
		let owner = |who| AssetFilter { owner: Some(who), ..filter() };
		assert_eq!(list(owner(alice())), [first]);
		assert_eq!(list(owner(carol())), []);
		let mut of_bobs = list(owner(bob()));
		of_bobs.sort();
		assert_eq!(of_bobs, [second, of_bob]);
		assert_eq!(list(AssetFilter { collection, ..owner(bob()) }), [second]);
		let kind = |kind| AssetFilter { kind: Some(kind), ..filter() };
		assert_eq!(list(kind(AssetKind::Model)), [of_bob]);
		assert_eq!(list(kind(AssetKind::Service)), []);
		let state = |state| AssetFilter { state: Some(state), ..filter() };
		assert_eq!(list(state(LifecycleState::Unlisted)), [first]);
		assert_eq!(list(state(LifecycleState::Active)), [second, of_bob]);
		let both = AssetFilter { state: Some(LifecycleState::Unlisted), ..owner(bob()) };
		assert_eq!(list(both), []);
	});
}

#[test]
fn list_pages_are_capped_and_complete() {
	new_test_ext().execute_with_checks(|| {
		enrich(alice());
		let mut all = vec![];
		for _ in 0..3 {
			let id = collection();
			all.extend((0..70).map(|_| asset_in(id)));
		}
		for (limit, lengths) in [
			(u32::MAX, vec![100, 100, 10]),
			(100, vec![100, 100, 10]),
			(105, vec![100, 100, 10]),
			(70, vec![70, 70, 70]),
			(1, vec![1; 210]),
		] {
			assert_eq!(pages(filter(), limit), (all.clone(), lengths), "limit {limit}");
		}
		for collection in [None, Some(1)] {
			for limit in [7, 70, 100] {
				let filter = AssetFilter { owner: Some(alice()), collection, ..filter() };
				let (mut owned, _) = pages(filter, limit);
				owned.sort();
				let expected = all.iter().copied();
				let expected: Vec<_> =
					expected.filter(|id| collection.is_none_or(|c| c == id.collection)).collect();
				assert_eq!(owned, expected);
			}
		}
		// Holes are passed over.
		for id in all.iter().step_by(2) {
			assert_ok!(AssetRegistry::retire(by(alice()), *id));
		}
		let odd: Vec<_> = all.iter().copied().skip(1).step_by(2).collect();
		assert_eq!(pages(filter(), 50), (odd, vec![50, 50, 5]));
		// Cursors need not exist.
		let page = AssetRegistry::list(filter(), Some(AssetId::new(1, u64::MAX)), 1);
		assert_eq!(page.items[0].id, AssetId::new(2, 1));
		let past = AssetRegistry::list(filter(), Some(AssetId::new(u32::MAX, u64::MAX)), 1);
		assert_eq!((past.items, past.next), (vec![], None));
		assert_eq!(AssetRegistry::list(filter(), None, 0).items, vec![]);
	});
}

#[test]
fn a_page_ends_when_it_has_looked_at_enough() {
	new_test_ext().execute_with_checks(|| {
		enrich(alice());
		let id = collection();
		let last = {
			let first = asset_in(id);
			assert_ok!(AssetRegistry::retire(by(alice()), first));
			// As if thousands had been registered and retired.
			let skipped = u64::from(MAX_SCAN) * 2;
			Collections::<Test>::mutate(id, |c| {
				c.as_mut().expect("exists").next_item = skipped;
			});
			asset_in(id)
		};
		let page = AssetRegistry::list(filter(), None, 10);
		assert_eq!(page.items, vec![]);
		let cursor = page.next.expect("there is more");
		assert!(cursor.item >= u64::from(MAX_SCAN) - 2 && cursor.item < u64::from(MAX_SCAN));
		let (found, lengths) = pages(filter(), 10);
		assert_eq!((found, lengths), (vec![last], vec![0, 0, 1]));

		// A collection with nothing in it takes a look as well.
		NewestCollection::<Test>::put(10_000);
		let (found, lengths) = pages(filter(), 10);
		assert_eq!(found, [last]);
		assert!((6..9).contains(&lengths.len()), "{lengths:?}");
		NewestCollection::<Test>::put(u32::MAX);
		assert!(AssetRegistry::list(filter(), None, 1).next.is_some());
		NewestCollection::<Test>::put(id);
	});
}

#[test]
fn an_owners_list_ends_when_it_has_looked_at_enough() {
	new_test_ext().execute_with_checks(|| {
		enrich(alice());
		let id = collection();
		let count = MAX_SCAN + 50;
		for _ in 0..count {
			asset_in(id);
		}
		let models = AssetFilter { owner: Some(alice()), kind: Some(AssetKind::Model), ..filter() };
		assert_eq!(pages(models, 10), (vec![], vec![0, 0]));
		let datasets = AssetFilter { owner: Some(alice()), ..filter() };
		assert_eq!(pages(datasets, 100).0.len() as u32, count);
	});
}

#[test]
fn lineage_is_walked_both_ways() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let root = asset_in(id);
		let left = asset_with(id, vec![link(Relation::DerivedFrom, root)]);
		let right = asset_with(id, vec![link(Relation::SampleOf, root)]);
		let top =
			asset_with(id, vec![link(Relation::Contains, left), link(Relation::TrainedOn, right)]);
		let walk = |asset, direction, depth| {
			let graph = AssetRegistry::lineage(asset, direction, depth).expect("exists");
			let nodes: Vec<_> = graph.nodes.iter().map(|n| (n.id, n.depth)).collect();
			(nodes, graph.edges.len(), graph.truncated)
		};
		let up = walk(top, Direction::Ancestors, 5);
		assert_eq!(up, (vec![(top, 0), (left, 1), (right, 1), (root, 2)], 4, false));
		let (nodes, edges, truncated) = walk(root, Direction::Descendants, 5);
		assert_eq!((nodes.len(), edges, truncated), (4, 4, false));
		assert_eq!((nodes[0], nodes[3]), ((root, 0), (top, 2)));
		assert_eq!(walk(top, Direction::Ancestors, 1).1, 2);
		assert!(walk(top, Direction::Ancestors, 1).2);
		assert_eq!(walk(top, Direction::Ancestors, 0), (vec![(top, 0)], 0, true));
		assert_eq!(walk(root, Direction::Ancestors, 0), (vec![(root, 0)], 0, false));
		assert_eq!(
			AssetRegistry::lineage(AssetId::new(id, 9), Direction::Ancestors, 1),
			Err(QueryError::UnknownAsset)
		);

		// What is retired is still named, as such.
		let derived = asset_with(id, vec![link(Relation::DerivedFrom, top)]);
		assert_ok!(AssetRegistry::retire(by(alice()), top));
		let graph = AssetRegistry::lineage(derived, Direction::Ancestors, 3).expect("exists");
		assert_eq!(graph.nodes.len(), 2);
		assert_eq!((graph.nodes[1].id, graph.nodes[1].live), (top, None));
	});
}

#[test]
fn lineage_is_bounded() {
	new_test_ext().execute_with_checks(|| {
		enrich(alice());
		let id = collection();
		let origin = asset_in(id);
		for _ in 0..300 {
			asset_with(id, vec![link(Relation::DerivedFrom, origin)]);
		}
		let broad = AssetRegistry::lineage(origin, Direction::Descendants, 1).expect("exists");
		assert_eq!(broad.nodes.len() as u32, MAX_LINEAGE_NODES);
		assert!(broad.truncated);

		let mut last = asset_in(id);
		for _ in 0..20 {
			last = asset_with(id, vec![link(Relation::DerivedFrom, last)]);
		}
		let deep = AssetRegistry::lineage(last, Direction::Ancestors, u32::MAX).expect("exists");
		assert_eq!(deep.nodes.last().map(|n| n.depth), Some(MAX_LINEAGE_DEPTH));
		assert!(deep.truncated);

		// Thousands of links are not all looked at.
		for n in 0..u64::from(MAX_SCAN) + 100 {
			let subject = AssetId::new(7, n);
			Referrers::<Test>::insert(origin, (subject, Relation::Contains), ());
		}
		let graph = AssetRegistry::lineage(origin, Direction::Descendants, 16).expect("exists");
		assert!(graph.truncated && graph.edges.len() as u32 <= MAX_SCAN);
		for n in 0..u64::from(MAX_SCAN) + 100 {
			Referrers::<Test>::remove(origin, (AssetId::new(7, n), Relation::Contains));
		}
	});
}

#[test]
fn paths_are_verified_against_a_revision() {
	new_test_ext().execute_with_checks(|| {
		let file = |n: u8| Entry {
			path: format!("train/{n}.bin"),
			cid: ContentId::raw([n; 32]),
			size: u64::from(n),
		};
		let tree = Tree::build((1..6).map(file)).expect("is a folder");
		let proof = tree.proof(2).expect("has a proof");
		let asset = asset();
		let input = ContentInput { root: tree.root(), ..content(2) };
		assert_ok!(AssetRegistry::revise(by(alice()), asset, input));

		let verify = |revision, path: &str, cid: &[u8], size, proof: &[H256]| {
			AssetRegistry::verify_path(asset, revision, path.as_bytes(), cid, size, proof)
		};
		let cid = file(3).cid;
		let verdict = verify(None, "train/3.bin", cid.as_bytes(), 3, &proof).expect("is checked");
		assert!(verdict.valid);
		assert_eq!((verdict.revision, verdict.root), (2, tree.root()));
		let valid = |revision, path, cid: &ContentId, size, proof: &[H256]| {
			verify(revision, path, cid.as_bytes(), size, proof).map(|verdict| verdict.valid)
		};
		assert_eq!(valid(Some(2), "train/3.bin", &cid, 3, &proof), Ok(true));
		assert_eq!(valid(Some(1), "train/3.bin", &cid, 3, &proof), Ok(false));
		assert_eq!(valid(None, "train/3.bin", &cid, 4, &proof), Ok(false));
		assert_eq!(valid(None, "train/4.bin", &cid, 3, &proof), Ok(false));
		assert_eq!(valid(None, "train/3.bin", &file(4).cid, 3, &proof), Ok(false));
		assert_eq!(valid(None, "train/3.bin", &cid, 3, &proof[1..]), Ok(false));

		assert_eq!(
			valid(Some(3), "train/3.bin", &cid, 3, &proof),
			Err(QueryError::UnknownRevision)
		);
		for path in ["", "/train/3.bin", "train/../3.bin", "train//3.bin", "e\u{301}"] {
			assert_eq!(valid(None, path, &cid, 3, &proof), Err(QueryError::InvalidPath));
		}
		assert_eq!(
			AssetRegistry::verify_path(asset, None, &[0xff], cid.as_bytes(), 3, &proof),
			Err(QueryError::InvalidPath)
		);
		assert_eq!(
			verify(None, "train/3.bin", &cid.as_bytes()[1..], 3, &proof),
			Err(QueryError::InvalidCid)
		);
		assert_eq!(
			valid(None, "train/3.bin", &cid, 3, &[H256::zero(); 33]),
			Err(QueryError::ProofTooLong)
		);
		let missing = AssetId::new(0, 9);
		assert_eq!(
			AssetRegistry::verify_path(missing, None, b"a", cid.as_bytes(), 3, &proof),
			Err(QueryError::UnknownAsset)
		);
	});
}

#[test]
fn events_become_changes() {
	new_test_ext().execute_with_checks(|| {
		let changes =
			|| -> Vec<_> { events().into_iter().map(AssetRegistry::change).collect::<Vec<_>>() };
		let id = collection();
		let part = asset_in(id);
		let contains = link(Relation::Contains, part);
		let asset = asset_with(id, vec![contains]);
		assert_eq!(
			changes(),
			[
				Some(Change::CollectionCreated { collection: id, publisher: alice() }),
				Some(Change::Registered {
					asset: part,
					owner: alice(),
					kind: AssetKind::Dataset,
					root: H256([1; 32]),
				}),
				Some(Change::Registered {
					asset,
					owner: alice(),
					kind: AssetKind::Dataset,
					root: H256([1; 32]),
				}),
				Some(Change::Linked { subject: asset, link: contains }),
			]
		);
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::add_uri(by(alice()), asset, 2, uri(3)));
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 2, uri(3)));
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_ok!(AssetRegistry::unlink(by(alice()), asset, contains));
		assert_ok!(AssetRegistry::set_managed(by(alice()), asset, false));
		revoke(asset);
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		let mirror = MultiUri::from_bytes(&uri(3)).expect("is one");
		assert_eq!(
			changes(),
			[
				Some(Change::Revised { asset, revision: 2, root: H256([2; 32]) }),
				Some(Change::UriAdded { asset, revision: 2, uri: mirror.clone() }),
				Some(Change::UriWithdrawn { asset, revision: 2, uri: mirror }),
				Some(Change::RevisionsPruned { asset, oldest: 2 }),
				Some(Change::Unlinked { subject: asset, link: contains }),
				Some(Change::ManagedSet { asset, managed: false }),
				Some(Change::StateSet {
					asset,
					from: LifecycleState::Active,
					to: LifecycleState::Revoked,
				}),
				Some(Change::Retired { asset }),
			]
		);
		grant(id, bob(), Roles::EDITOR);
		assert_ok!(AssetRegistry::nominate_publisher(by(alice()), id, Some(bob())));
		assert_ok!(AssetRegistry::accept_publisher(by(bob()), id));
		let empty = collection();
		assert_ok!(AssetRegistry::destroy_collection(by(alice()), empty));
		assert_eq!(
			changes(),
			[
				Some(Change::RolesSet { collection: id, who: bob(), roles: 2 }),
				None,
				Some(Change::PublisherChanged { collection: id, from: alice(), to: bob() }),
				Some(Change::CollectionCreated { collection: empty, publisher: alice() }),
				Some(Change::CollectionDestroyed { collection: empty }),
			]
		);
	});
}
