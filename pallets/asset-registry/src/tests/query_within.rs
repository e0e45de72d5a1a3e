//! Reading the registry within bounds of the asker's own.

use super::*;
use metahub_assets::{AssetFilter, Direction, MAX_LINEAGE_NODES, MAX_SCAN};

#[test]
fn a_list_counts_its_looks() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let assets: Vec<_> = (0..5).map(|_| asset_in(id)).collect();
		let filter = || {
			let collection = Some(id);
			AssetFilter { collection, owner: None, kind: None, state: None }
		};
		let list = |cursor, limit, looks| {
			let (page, looked) = AssetRegistry::list_within(filter(), cursor, limit, looks);
			let ids: Vec<_> = page.items.into_iter().map(|info| info.id).collect();
			(ids, page.next, looked)
		};
		// One look at the collection, one at each asset.
		assert_eq!(list(None, 9, 9), (assets.clone(), None, 6));
		assert_eq!(list(None, 9, 3), (assets[..2].to_vec(), Some(assets[1]), 3));
		// One more than fits, to know whether there is.
		assert_eq!(list(None, 2, 9), (assets[..2].to_vec(), Some(assets[1]), 4));
		assert_eq!(list(Some(assets[1]), 9, 9), (assets[2..].to_vec(), None, 4));
		assert_eq!((list(None, 9, 0).0, list(None, 9, 0).2), (vec![], 0));

		// A bound above the registry's is lowered to it.
		let all = AssetRegistry::list(filter(), None, 9);
		assert_eq!(AssetRegistry::list_within(filter(), None, 9, u32::MAX).0, all);
		assert_eq!(AssetRegistry::list_within(filter(), None, 9, MAX_SCAN).0, all);
	});
}

#[test]
fn lineage_is_cut_where_the_asker_says() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let origin = asset_in(id);
		for _ in 0..6 {
			asset_with(id, vec![link(Relation::DerivedFrom, origin)]);
		}
		let walk = |nodes, links| {
			let direction = Direction::Descendants;
			let graph = AssetRegistry::lineage_within(origin, direction, 1, nodes, links);
			let graph = graph.expect("exists");
			(graph.nodes.len(), graph.edges.len(), graph.truncated)
		};
		assert_eq!(walk(7, 6), (7, 6, false));
		assert_eq!(walk(6, 6), (6, 5, true));
		assert_eq!(walk(7, 5), (6, 5, true));
		assert_eq!(walk(1, 6), (1, 0, true));
		// The asset asked about is always told.
		assert_eq!(walk(0, 0), (1, 0, true));
		assert_eq!(walk(u32::MAX, u32::MAX), (7, 6, false));

		// A bound above the registry's is lowered to it.
		let strange = || {
			(0..u64::from(MAX_LINEAGE_NODES)).map(|n| (AssetId::new(7, n), Relation::DerivedFrom))
		};
		strange().for_each(|link| Referrers::<Test>::insert(origin, link, ()));
		assert_eq!(walk(u32::MAX, u32::MAX).0, MAX_LINEAGE_NODES as usize);
		strange().for_each(|link| Referrers::<Test>::remove(origin, link));
	});
}
