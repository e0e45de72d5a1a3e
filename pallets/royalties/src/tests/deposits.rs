//! Deposits: exact, taken over by who causes more, returned.

use super::*;
use codec::Encode;
use frame_support::traits::{
	fungible::{Inspect as _, Mutate as _, MutateHold as _},
	tokens::{Fortitude::Force, Precision::Exact},
};
use sp_runtime::TokenError;

fn deposit(n: u64) -> (AccountId, Balance) {
	let record = Records::<Test>::get(asset(n)).expect("exists");
	(record.depositor, record.deposit)
}

#[test]
fn the_deposit_covers_the_record() {
	checked(|| {
		derive(2, 1, PERCENT, Absolute);
		let record = Records::<Test>::get(asset(2)).expect("exists");
		let key = Records::<Test>::hashed_key_for(asset(2));
		let bytes = (key.len() + record.encoded_size()) as Balance;
		let (depositor, deposit) = deposit(2);
		assert_eq!(depositor, ALICE);
		let covered = (deposit - 1_000) / 10;
		// With the longest price that the asset may be sold for.
		let bytes = bytes + 37;
		assert!((bytes..bytes + 16).contains(&covered), "{covered} of {bytes}");
		assert_eq!(held(ALICE), deposit);
	});
}

#[test]
fn it_grows_with_the_record() {
	checked(|| {
		derive(10, 1, PERCENT, Absolute);
		let first = held(ALICE);
		derive(10, 2, PERCENT, Absolute);
		// One share of 17 bytes and one origin of 16 more.
		assert_eq!(held(ALICE), first + 330);
		// A tighter term of the same length costs nothing.
		permit(ALICE, 3, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_ok!(link(10, 3));
		assert!(!Royalties::inherited(asset(10)).commercial_use);
		assert_eq!(held(ALICE), first + 330);
	});
}

#[test]
fn who_makes_it_grow_takes_it_over() {
	checked(|| {
		derive(10, 1, PERCENT, Absolute);
		let first = held(ALICE);
		permit(BOB, 2, &sharing(PERCENT, Absolute));
		DepositBase::set(5_000);
		assert_ok!(derive_by(BOB, asset(10), Relation::TrainedOn, asset(2)));
		assert_eq!((held(ALICE), held(BOB)), (0, first + 330 + 4_000));
		assert_eq!(deposit(10), (BOB, held(BOB)));
		// What does not grow stays whose it was.
		permit(ALICE, 3, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_ok!(link(10, 3));
		assert_eq!(deposit(10), (BOB, held(BOB)));
	});
}

#[test]
fn it_returns_when_the_asset_is_retired() {
	checked(|| {
		derive(10, 1, PERCENT, Absolute);
		derive(11, 1, PERCENT, Absolute);
		let all = held(ALICE);
		let (_, of_it) = deposit(10);
		DepositPerByte::set(1);
		Royalties::retired(asset(10));
		assert_eq!(held(ALICE), all - of_it);
		// Again, and of one that owed nothing.
		Royalties::retired(asset(10));
		Royalties::retired(asset(1));
		Royalties::retired(asset(11));
		assert_eq!(held(ALICE), 0);
		assert_eq!(Balances::balance(&ALICE), ENDOWMENT);
	});
}

#[test]
fn who_cannot_pay_changes_nothing() {
	checked(|| {
		permit(NOBODY, 1, &sharing(PERCENT, Absolute));
		let derive = || derive_by(NOBODY, asset(2), Relation::DerivedFrom, asset(1));
		assert_noop!(derive(), TokenError::FundsUnavailable);
		// Nor does one who cannot take over.
		permit(ALICE, 3, &sharing(PERCENT, Absolute));
		assert_ok!(link(2, 3));
		assert_noop!(derive(), TokenError::FundsUnavailable);
		assert_ok!(Balances::mint_into(&NOBODY, ENDOWMENT));
		assert_ok!(derive());
	});
}

#[test]
fn an_inexpressible_deposit_is_refused() {
	checked(|| {
		permit(ALICE, 1, &sharing(PERCENT, Absolute));
		DepositPerByte::set(u128::MAX);
		assert_noop!(link(2, 1), Error::DepositOverflow);
		DepositPerByte::set(1);
		DepositBase::set(u128::MAX);
		assert_noop!(link(2, 1), Error::DepositOverflow);
	});
}

#[test]
fn a_slashed_deposit_does_not_block() {
	checked(|| {
		derive(2, 1, PERCENT, Absolute);
		let reason = HoldReason::Record.into();
		assert_ok!(Balances::burn_held(&reason, &ALICE, 100, Exact, Force));
		events();
		Royalties::retired(asset(2));
		assert_eq!(events(), [Event::DepositShort { who: ALICE, missing: 100 }]);
		assert_eq!(held(ALICE), 0);
	});
}
