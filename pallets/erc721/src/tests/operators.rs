//! Operators, and their deposits.

use super::{assert_noop, assert_ok, test, Erc721, Test};
use crate::{
	mock::{
		account, address, collection, destroy, mint, Balances, RuntimeOrigin, DEPOSIT_BASE,
		ENDOWMENT,
	},
	Error, HoldReason, Operators,
};
use codec::Encode;
use frame_support::traits::fungible::{Inspect, InspectHold, Mutate};
use sp_runtime::TokenError;

fn held(n: u8) -> u128 {
	Balances::balance_on_hold(&HoldReason::Operator.into(), &account(n))
}

fn set(owner: u8, id: u32, operator: u8, approved: bool) -> sp_runtime::DispatchResult {
	let origin = RuntimeOrigin::signed(account(owner));
	Erc721::set_approval_for_all(origin, id, account(operator), approved)
}

#[test]
fn an_operator_moves_everything_in_that_collection() {
	test(|| {
		let (id, other) = (collection(), collection());
		assert_ok!(set(1, id, 2, true));
		mint(id, 0, &account(1));
		mint(other, 0, &account(1));
		let origin = || RuntimeOrigin::signed(account(2));
		assert_ok!(Erc721::transfer(origin(), id, 0, account(3)));
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(origin(), other, 0, account(3)), no);
		// It is account 3's now.
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(origin(), id, 0, account(2)), no);
		assert_ok!(set(1, id, 2, false));
		mint(id, 1, &account(1));
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(origin(), id, 1, account(2)), no);
	});
}

#[test]
fn the_deposit_pays_for_the_entry_and_returns() {
	test(|| {
		let id = collection();
		assert_ok!(set(1, id, 2, true));
		let key = (id, address(&account(1)), address(&account(2)));
		let entry = Operators::<Test>::get(key).expect("is there");
		let stored = Operators::<Test>::hashed_key_for(key).len() + entry.encoded_size();
		assert_eq!(held(1), DEPOSIT_BASE + stored as u128);
		// Once more changes nothing.
		assert_ok!(set(1, id, 2, true));
		assert_eq!(held(1), DEPOSIT_BASE + stored as u128);
		assert_ok!(set(1, id, 3, true));
		assert_eq!(held(1), 2 * (DEPOSIT_BASE + stored as u128));
		assert_ok!(set(1, id, 2, false));
		assert_ok!(set(1, id, 3, false));
		assert_eq!((held(1), Balances::balance(&account(1))), (0, ENDOWMENT));
		// What is not there can be revoked.
		assert_ok!(set(1, id, 2, false));
	});
}

#[test]
fn it_returns_when_the_collection_is_gone() {
	test(|| {
		let id = collection();
		assert_ok!(set(1, id, 2, true));
		destroy(id);
		assert!(held(1) > 0);
		assert_ok!(set(1, id, 2, false));
		assert_eq!(held(1), 0);
		for approved in [true, false] {
			let unknown = Error::<Test>::UnknownCollection;
			assert_noop!(set(1, id, 2, approved), unknown);
		}
	});
}

#[test]
fn who_lacks_the_deposit_gets_no_operator() {
	test(|| {
		let id = collection();
		Balances::set_balance(&account(1), 100);
		assert_noop!(set(1, id, 2, true), TokenError::FundsUnavailable);
		// An account that does not exist.
		assert_noop!(set(50, id, 2, true), TokenError::FundsUnavailable);
	});
}

#[test]
fn nobody_is_its_own_operator() {
	test(|| {
		let id = collection();
		for approved in [true, false] {
			let no = Error::<Test>::OperatorIsOwner;
			assert_noop!(set(1, id, 1, approved), no);
		}
	});
}
