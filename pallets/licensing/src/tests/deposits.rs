//! Deposits: what they cover, that they are exact, and that all of them return.

use super::*;
use frame_support::traits::{
	fungible::MutateHold as _,
	tokens::{Fortitude::Force, Precision::BestEffort},
};
use std::collections::BTreeMap;

/// The storage of this pallet and the NFT pallets: key to the length of its value.
pub fn state() -> BTreeMap<Vec<u8>, usize> {
	let mut state = BTreeMap::new();
	for pallet in ["Licensing", "Nfts", "Erc721"] {
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
	state
}

/// Entries and bytes of keys and values.
fn measure() -> (usize, usize) {
	let state = state();
	(state.len(), state.iter().map(|(key, len)| key.len() + len).sum())
}

/// What all have on hold.
fn all_held() -> Balance {
	(1..=8).map(|n| held_in_all(account(n))).sum()
}

/// Checks that what is held covers what `act` adds, and exceeds it by `slack` bytes at most.
fn assert_covered<S>(what: &str, slack: usize, prepare: fn() -> S, act: fn(&S)) {
	let mut held = [0; 2];
	let mut grown = (0, 0);
	for (i, (base, per_byte)) in [(1, 0), (0, 1)].into_iter().enumerate() {
		new_test_ext().execute_with_checks(|| {
			DepositBase::set(base);
			DepositPerByte::set(per_byte);
			let prepared = prepare();
			let before = (measure(), all_held());
			act(&prepared);
			let after = (measure(), all_held());
			grown = (after.0 .0 - before.0 .0, after.0 .1 - before.0 .1);
			held[i] = (after.1 - before.1) as usize;
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

#[test]
fn deposits_cover_the_state_they_are_for() {
	/// An asset with an offer and a licence, so that all that is there once per chain is there.
	fn start() -> (AssetId, u64) {
		let asset = asset();
		(asset, bought(bob(), asset, known(wide())))
	}
	let compact = 24;
	assert_covered("terms", compact, start, |_| {
		known(wide_at(2));
	});
	assert_covered("mode", compact + 32, start, |(asset, _)| {
		assert_ok!(Licensing::set_access_mode(by(alice()), *asset, AccessMode::AllowList));
	});
	assert_covered("listing", compact, start, |(asset, _)| {
		assert_ok!(Licensing::set_listed(by(alice()), *asset, bob(), true));
	});
	assert_covered("fee", compact, start, |(asset, _)| {
		assert_ok!(Licensing::set_collection_fee(by(alice()), asset.collection, 100_000));
	});
	assert_covered("offer", compact, start, |(asset, _)| {
		offer(*asset, known(wide()));
	});
	// Of the counters, the first licence of a revision makes the entries, and all pay for them.
	assert_covered("licence", 450, start, |_| {
		assert_ok!(buy(carol(), 0));
	});
	assert_covered("seat", compact, start, |(_, id)| {
		assert_ok!(Licensing::set_seat(by(bob()), *id, carol(), true));
	});
	assert_covered(
		"licence collection and licence",
		450,
		|| {
			let (asset, id) = start();
			assert_ok!(Licensing::close(by(bob()), id));
			assert_ok!(Licensing::destroy_licence_collection(by(alice()), asset.collection));
		},
		|()| {
			assert_ok!(buy(carol(), 0));
		},
	);
}

#[test]
fn a_new_price_does_not_touch_old_deposits() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		let before = held(HoldReason::Licence, bob());
		DepositBase::set(7_777);
		assert_ok!(Licensing::consume(by(bob()), id, H256::zero()));
		assert_ok!(Licensing::do_renew(bob(), id, NATIVE, PRICE));
		assert_eq!(held(HoldReason::Licence, bob()), before);
		assert_ok!(Licensing::close(by(bob()), id));
		assert_eq!(held(HoldReason::Licence, bob()), 0);
	});
}

#[test]
fn an_inexpressible_deposit_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let licence = bought(bob(), asset, id);
		let refused = |base, per_byte, error: DispatchError| {
			DepositBase::set(base);
			DepositPerByte::set(per_byte);
			let list = AccessMode::AllowList;
			assert_noop!(Licensing::do_create_terms(alice(), wide_at(3)), error);
			assert_noop!(Licensing::do_set_access_mode(alice(), asset, list), error);
			assert_noop!(Licensing::do_set_listed(alice(), asset, bob(), true), error);
			assert_noop!(Licensing::do_set_collection_fee(alice(), 0, 1), error);
			let offer = asked(asset, None, id, 1);
			assert_noop!(Licensing::do_create_offer(alice(), offer), error);
			assert_noop!(give(alice(), asset, None, id, bob()), error);
			assert_noop!(Licensing::do_set_seat(bob(), licence, carol(), true), error);
		};
		refused(u128::MAX, u128::MAX, Error::DepositOverflow.into());
		refused(0, u128::MAX, Error::DepositOverflow.into());
		refused(u128::MAX, 1, Error::DepositOverflow.into());
		// Expressible, but there is no such money.
		refused(u128::MAX / 64, 0, TokenError::FundsUnavailable.into());
	});
}

#[test]
fn everything_returns() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		let total: Balance = (1..=8).map(|n| Balances::total_balance(&account(n))).sum();
		assert_ok!(Licensing::set_collection_fee(by(alice()), 0, 1));
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_ok!(Licensing::set_listed(by(alice()), asset, account(8), true));
		for (n, id) in ids.iter().enumerate() {
			let holder = account(2 + n as u8);
			assert_ok!(Licensing::set_seat(by(holder.clone()), *id, account(7), true));
			assert_ok!(Licensing::set_seat(by(holder), *id, account(8), true));
		}
		retire(asset);
		for id in ids {
			assert_ok!(Licensing::close(by(erin()), id));
		}
		for id in Offers::<Test>::iter_keys().collect::<Vec<_>>() {
			assert_ok!(Licensing::close_offer(by(erin()), id));
		}
		for depth in 0..=4 {
			assert_ok!(Licensing::remove_terms(by(alice()), terms_id(&wide_at(depth))));
		}
		assert_ok!(Licensing::set_collection_fee(by(alice()), 0, 0));
		assert_ok!(Licensing::set_listed(by(erin()), asset, account(8), false));
		assert_ok!(Licensing::destroy_licence_collection(by(alice()), 0));
		assert_eq!(all_held(), 0);
		let after: Balance = (1..=8).map(|n| Balances::balance(&account(n))).sum();
		assert_eq!(after, total);
		assert_eq!(super::properties::leftovers(), 0);
	});
}

#[test]
fn a_slashed_deposit_does_not_block() {
	new_test_ext().execute_with_checks(|| {
		let id = bought(bob(), asset(), known(wide()));
		let reason = HoldReason::Licence.into();
		assert_ok!(Balances::burn_held(&reason, &bob(), 100, BestEffort, Force));
		events();
		assert_ok!(Licensing::close(by(bob()), id));
		let short = Event::DepositShort { who: bob(), reason: HoldReason::Licence, missing: 100 };
		assert_eq!(events()[0], short);
		assert_eq!(held(HoldReason::Licence, bob()), 0);
	});
}
