//! The dense lists.

use super::{assert_ok, test, Erc721};
use crate::mock::{account, address, burn, collection, mint, AccountId};

/// All of a collection's items, by the index.
fn all(id: u32) -> Vec<u64> {
	let items = (0..Erc721::total_supply(id)).map(|i| Erc721::token_by_index(id, i));
	let items = items.collect::<Option<_>>().expect("has no gaps");
	assert_eq!(Erc721::token_by_index(id, Erc721::total_supply(id)), None);
	items
}

/// All that an owner has of a collection, by the index.
fn owned(id: u32, owner: &AccountId) -> Vec<u64> {
	let owner = address(owner);
	let count = Erc721::balance_of(id, owner);
	let items = (0..count).map(|i| Erc721::token_of_owner_by_index(id, owner, i));
	let items = items.collect::<Option<_>>().expect("has no gaps");
	assert_eq!(Erc721::token_of_owner_by_index(id, owner, count), None);
	items
}

#[test]
fn the_last_fills_the_gap() {
	test(|| {
		let id = collection();
		for item in [10, 11, 12, 13] {
			mint(id, item, &account(1));
		}
		burn(id, 11);
		assert_eq!(all(id), [10, 13, 12]);
		assert_eq!(owned(id, &account(1)), [10, 13, 12]);
		burn(id, 12);
		assert_eq!(all(id), [10, 13]);
		burn(id, 10);
		assert_eq!(all(id), [13]);
		burn(id, 13);
		assert_eq!((all(id), owned(id, &account(1))), (vec![], vec![]));
	});
}

#[test]
fn moving_touches_the_owners_lists_only() {
	test(|| {
		let id = collection();
		for item in 0..4 {
			mint(id, item, &account(1));
		}
		let moved = |item, from, to| {
			Erc721::do_transfer(&account(from), id, item, address(&account(from)), account(to))
		};
		assert_ok!(moved(0, 1, 2));
		assert_eq!((owned(id, &account(1)), owned(id, &account(2))), (vec![3, 1, 2], vec![0]));
		assert_ok!(moved(2, 1, 2));
		assert_eq!((owned(id, &account(1)), owned(id, &account(2))), (vec![3, 1], vec![0, 2]));
		assert_ok!(moved(0, 2, 2));
		assert_eq!(owned(id, &account(2)), [0, 2]);
		assert_eq!(all(id), [0, 1, 2, 3]);
	});
}

#[test]
fn collections_do_not_mix() {
	test(|| {
		let (one, two) = (collection(), collection());
		mint(one, 0, &account(1));
		mint(two, 0, &account(1));
		mint(two, u64::MAX, &account(2));
		assert_eq!((all(one), all(two)), (vec![0], vec![0, u64::MAX]));
		burn(one, 0);
		assert_eq!((all(one), owned(two, &account(1))), (vec![], vec![0]));
	});
}

#[test]
fn what_is_not_there_has_nothing() {
	test(|| {
		assert_eq!((Erc721::total_supply(7), Erc721::token_by_index(7, 0)), (0, None));
		assert_eq!(Erc721::balance_of(7, address(&account(1))), 0);
		assert!(!Erc721::exists(7));
	});
}
