//! Who keeps items by owner hears of every move, and of nothing else.

use super::{assert_noop, assert_ok, test, Erc721};
use crate::mock::{
	account, address, burn, collection, locked_key, mint, moves, RuntimeOrigin, Test,
};
use frame_support::traits::tokens::nonfungibles_v2::Transfer;

#[test]
fn mints_moves_and_burns_are_told() {
	test(|| {
		let id = collection();
		let (one, two) = (account(1), account(2));
		mint(id, 5, &one);
		assert_eq!(moves(), [(id, 5, None, Some(one.clone()))]);
		// By the call, by whom the owner allows, and by another pallet.
		assert_ok!(Erc721::transfer(RuntimeOrigin::signed(one.clone()), id, 5, two.clone()));
		assert_eq!(moves(), [(id, 5, Some(one.clone()), Some(two.clone()))]);
		assert_ok!(Erc721::do_approve(&two, id, 5, Some(account(3))));
		assert_ok!(Erc721::do_transfer(&account(3), id, 5, address(&two), one.clone()));
		assert_eq!(moves(), [(id, 5, Some(two.clone()), Some(one.clone()))]);
		assert_ok!(<Erc721 as Transfer<_>>::transfer(&id, &5, &two));
		assert_eq!(moves(), [(id, 5, Some(one), Some(two.clone()))]);
		burn(id, 5);
		assert_eq!(moves(), [(id, 5, Some(two), None)]);
	});
}

#[test]
fn what_does_not_move_is_not_told() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		moves();
		let locked = pallet_nfts::Error::<Test>::ItemLocked;
		frame_support::storage::unhashed::put(&locked_key(id, 5), &());
		let transfer = Erc721::transfer(RuntimeOrigin::signed(account(1)), id, 5, account(2));
		assert_noop!(transfer, locked);
		assert_eq!(moves(), []);
	});
}
