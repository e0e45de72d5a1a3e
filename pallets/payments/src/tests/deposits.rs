//! Deposits: what they cover, that they are exact, and what happens when they cannot be.

use super::*;
use frame_support::traits::{fungible::UnbalancedHold, tokens::Precision::Exact};
use std::collections::BTreeMap;

/// The storage that payments cause: key to the length of its value.
fn state() -> BTreeMap<Vec<u8>, usize> {
	let mut state = BTreeMap::new();
	for pallet in ["Payments", "AssetsHolder"] {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes()).to_vec();
		let mut key = prefix.clone();
		while let Some(next) = sp_io::storage::next_key(&key) {
			if !next.starts_with(&prefix) {
				break;
			}
			let len = sp_io::storage::get(&next).map_or(0, |value| value.len());
			state.insert(next.clone(), len);
			key = next;
		}
	}
	for currency in [SHY, TOKEN] {
		let pot = Payments::pot(currency);
		for key in [
			frame_system::Account::<Test>::hashed_key_for(&pot),
			pallet_assets::Account::<Test, frame_support::instances::Instance1>::hashed_key_for(
				token(currency),
				&pot,
			),
		] {
			if let Some(value) = sp_io::storage::get(&key) {
				state.insert(key, value.len());
			}
		}
	}
	state
}

/// Checks that what is held for what `act` adds covers it, and exceeds it by `slack` bytes at most.
fn assert_covered(what: &str, slack: usize, payer: AccountId, prepare: fn(), act: fn()) {
	let mut held = [0, 0];
	let mut grown = (0, 0);
	for (n, (base, per_byte)) in [(1, 0), (0, 1)].into_iter().enumerate() {
		new_test_ext().execute_with_checks(|| {
			DepositBase::set(base);
			DepositPerByte::set(per_byte);
			prepare();
			let before = (state(), Balances::total_balance_on_hold(&payer));
			act();
			let after = (state(), Balances::total_balance_on_hold(&payer));
			let bytes = |state: &BTreeMap<Vec<u8>, usize>| {
				state.iter().map(|(key, len)| key.len() + len).sum::<usize>()
			};
			grown = (after.0.len() - before.0.len(), bytes(&after.0) - bytes(&before.0));
			held[n] = (after.1 - before.1) as usize;
		});
	}
	assert!(held[0] >= grown.0, "{what}: {} entries paid, {} added", held[0], grown.0);
	assert!(
		(grown.1..=grown.1 + slack).contains(&held[1]),
		"{what}: {} bytes paid, {} added",
		held[1],
		grown.1
	);
}

/// What begins with the first of its kind: the counters.
fn first() {
	assert_ok!(settle(price(SHY, 10), vec![seller(bob(), 10)]));
	assert_ok!(Payments::authorise(by(alice()), carol(), SHY, 1_000, 60, 2));
	assert_ok!(Payments::lock(by(carol()), alice(), SHY, 300, 60, H256::zero()));
}

#[test]
fn deposits_cover_the_state_they_are_for() {
	assert_covered("claim", 64, alice(), first, || {
		assert_ok!(settle(price(SHY, 500), vec![seller(nobody(), 500)]));
	});
	assert_covered("authorisation", 16, alice(), first, || {
		assert_ok!(Payments::authorise(by(alice()), bob(), TOKEN, 1_000, 60, 2));
	});
	fn authorised() {
		first();
		assert_ok!(Payments::authorise(by(alice()), bob(), TOKEN, 1_000, 60, 2));
	}
	assert_covered("lock", 64, bob(), authorised, || {
		assert_ok!(Payments::lock(by(bob()), alice(), TOKEN, 300, 60, H256::zero()));
	});
}

#[test]
fn a_deposit_can_be_counted() {
	new_test_ext().execute_with_checks(|| {
		DepositPerByte::set(u128::MAX);
		assert_noop!(
			Payments::authorise(by(alice()), bob(), TOKEN, 1_000, 60, 2),
			Error::DepositOverflow
		);
		assert_noop!(settle(price(SHY, 500), vec![seller(nobody(), 500)]), Error::DepositOverflow);
	});
}

#[test]
fn a_deposit_that_was_taken_keeps_nobodys_money() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(settle(price(SHY, 500), vec![seller(nobody(), 500)]));
		let reason: RuntimeHoldReason = HoldReason::Claim.into();
		assert_ok!(Balances::decrease_balance_on_hold(&reason, &alice(), 70, Exact));
		events();
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		let short = Event::DepositShort { who: alice(), reason: HoldReason::Claim, missing: 70 };
		assert_eq!(events()[0], short);
		assert_eq!(held(HoldReason::Claim, &alice()), 0);
	});
}

#[test]
fn no_deposit_is_none() {
	new_test_ext().execute_with_checks(|| {
		DepositBase::set(0);
		DepositPerByte::set(0);
		assert_ok!(settle(price(SHY, 500), vec![seller(nobody(), 500)]));
		assert_eq!(Balances::total_balance_on_hold(&alice()), 0);
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
	});
}
