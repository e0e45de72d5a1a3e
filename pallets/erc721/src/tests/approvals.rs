//! One approved account per item, kept in pallet-nfts' own entry.

use super::{assert_noop, assert_ok, test, Erc721, Test};
use crate::{
	mock::{account, burn, collection, mint},
	Error,
};

#[test]
fn the_approved_account_moves_the_item_once() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		assert_ok!(Erc721::do_approve(&account(1), id, 0, Some(account(2))));
		assert_eq!(Erc721::approved(id, 0), Some(account(2)));
		let origin = || frame_system::RawOrigin::Signed(account(2)).into();
		assert_ok!(Erc721::transfer(origin(), id, 0, account(3)));
		assert_eq!(Erc721::approved(id, 0), None);
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(origin(), id, 0, account(2)), no);
	});
}

#[test]
fn an_approval_takes_the_place_of_the_one_before() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		for spender in [2, 3, 2] {
			assert_ok!(Erc721::do_approve(&account(1), id, 0, Some(account(spender))));
			assert_eq!(Erc721::approvals(id, 0), [account(spender)]);
		}
		assert_ok!(Erc721::do_approve(&account(1), id, 0, None));
		assert_eq!(Erc721::approved(id, 0), None);
		// There being none is no error.
		assert_ok!(Erc721::do_approve(&account(1), id, 0, None));
	});
}

#[test]
fn only_owner_and_operators_approve() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		let no = Error::<Test>::NotOwnerNorOperator;
		assert_noop!(Erc721::do_approve(&account(2), id, 0, Some(account(2))), no);
		assert_ok!(Erc721::do_approve(&account(1), id, 0, Some(account(2))));
		// The approved account moves the item, but approves nobody.
		let no = Error::<Test>::NotOwnerNorOperator;
		assert_noop!(Erc721::do_approve(&account(2), id, 0, Some(account(3))), no);
		assert_ok!(Erc721::do_set_approval_for_all(&account(1), id, account(4), true));
		assert_ok!(Erc721::do_approve(&account(4), id, 0, Some(account(3))));
		assert_eq!(Erc721::approved(id, 0), Some(account(3)));
	});
}

#[test]
fn the_owner_is_not_approved() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		assert_ok!(Erc721::do_set_approval_for_all(&account(1), id, account(4), true));
		for caller in [1, 4] {
			let no = Error::<Test>::ApprovalToOwner;
			assert_noop!(Erc721::do_approve(&account(caller), id, 0, Some(account(1))), no);
		}
	});
}

#[test]
fn what_is_not_there_is_not_approved() {
	test(|| {
		let id = collection();
		let no = Error::<Test>::UnknownItem;
		assert_noop!(Erc721::do_approve(&account(1), id, 0, Some(account(2))), no);
		let no = Error::<Test>::UnknownCollection;
		assert_noop!(Erc721::do_approve(&account(1), id + 1, 0, None), no);
	});
}

#[test]
fn a_burned_item_comes_back_without_its_approval() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		assert_ok!(Erc721::do_approve(&account(1), id, 0, Some(account(2))));
		burn(id, 0);
		mint(id, 0, &account(1));
		assert_eq!(Erc721::approved(id, 0), None);
	});
}
