//! Deposits: exact, and returned to who made them.

use super::*;
use codec::Encode;
use frame_support::traits::{
	fungible::{Mutate as _, MutateHold as _},
	tokens::{Fortitude::Force, Precision::Exact},
};
use sp_runtime::TokenError;

/// What a deposit pays for, in bytes.
fn bytes(deposit: Balance) -> Balance {
	(deposit - 1_000) / 10
}

#[test]
fn they_cover_the_state() {
	checked(|| {
		stage();
		for item in [ASSET, LICENCE] {
			listed(item);
			let record = Listings::<Test>::get(item).expect("is listed");
			let key = Listings::<Test>::hashed_key_for(item);
			let real = (key.len() + record.encoded_size()) as Balance;
			let paid = bytes(record.deposit);
			assert!((real..real + 16).contains(&paid), "{paid} of {real}");
		}
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 1));
		let record = Royalties::<Test>::get(COLLECTION).expect("is set");
		let key = Royalties::<Test>::hashed_key_for(COLLECTION);
		let real = (key.len() + record.encoded_size()) as Balance;
		let paid = bytes(record.deposit);
		assert!((real..real + 16).contains(&paid), "{paid} of {real}");
		assert_eq!(held(HoldReason::Royalty, ALICE), record.deposit);
	});
}

#[test]
fn each_price_is_paid_for() {
	checked(|| {
		stage();
		listed(ASSET);
		let one = held(HoldReason::Listing, BOB);
		let two = vec![Price::new(Native, 1), Price::new(GOLD, 1)];
		assert_ok!(Market::list(by(BOB), ASSET, two, true, None));
		// A token is 5 bytes, an amount and what the seller gets of it 16 each.
		assert_eq!(held(HoldReason::Listing, BOB), one + 370);
	});
}

#[test]
fn what_returns_is_what_was_held() {
	checked(|| {
		stage();
		listed(ASSET);
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 1));
		DepositBase::set(1);
		DepositPerByte::set(1_000);
		listed(LICENCE);
		assert_ok!(Market::unlist(by(BOB), ASSET));
		assert_ok!(buy(LICENCE));
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 0));
		for (reason, who) in [(HoldReason::Listing, BOB), (HoldReason::Royalty, ALICE)] {
			assert_eq!(held(reason, who), 0);
		}
		let total: Balance = [ALICE, BOB, CAROL].map(|who| balance(Native, who)).iter().sum();
		assert_eq!(total, 3 * ENDOWMENT);
	});
}

#[test]
fn who_cannot_pay_changes_nothing() {
	checked(|| {
		stage();
		Owners::insert(ASSET, NOBODY);
		PublisherOf::insert(COLLECTION, NOBODY);
		let list = || Market::do_list(NOBODY, ASSET, hundred(), true, None);
		assert_noop!(list(), TokenError::FundsUnavailable);
		let set = || Market::do_set_royalty(NOBODY, COLLECTION, 1);
		assert_noop!(set(), TokenError::FundsUnavailable);
		DepositPerByte::set(u128::MAX);
		assert_noop!(list(), Error::DepositOverflow);
		assert_noop!(set(), Error::DepositOverflow);
		DepositPerByte::set(0);
		assert_ok!(Balances::mint_into(&NOBODY, 2_001));
		assert_ok!(list());
		assert_ok!(set());
	});
}

#[test]
fn a_slashed_deposit_does_not_block_a_sale() {
	checked(|| {
		stage();
		listed(ASSET);
		let reason = HoldReason::Listing.into();
		assert_ok!(Balances::burn_held(&reason, &BOB, 100, Exact, Force));
		events();
		assert_ok!(buy(ASSET));
		let short = Event::DepositShort { who: BOB, reason: HoldReason::Listing, missing: 100 };
		assert_eq!(events()[0], short);
		assert_eq!(held(HoldReason::Listing, BOB), 0);
	});
}
