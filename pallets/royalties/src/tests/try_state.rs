//! That `try_state` finds what it is there to find.

use super::*;
use frame_support::traits::{
	fungible::MutateHold as _,
	tokens::{Fortitude::Force, Precision::Exact},
};
use sp_runtime::TryRuntimeError;

/// What `try_state` says after `corrupt` has been at a sound record.
fn found(corrupt: impl FnOnce(&mut RecordOf<Test>)) -> TryRuntimeError {
	new_test_ext().execute_with(|| {
		derive(10, 1, PERCENT, Absolute);
		derive(10, 2, PERCENT, Absolute);
		assert_ok!(Royalties::do_try_state());
		Records::<Test>::mutate(asset(10), |record| corrupt(record.as_mut().expect("exists")));
		Royalties::do_try_state().expect_err("the corruption was not found")
	})
}

#[test]
fn records_that_are_unsound() {
	type Corruption = fn(&mut RecordOf<Test>);
	let cases: [(&str, Corruption); 8] = [
		("the record of an asset that owes nothing", |record| {
			record.shares = Default::default();
			record.parents = Default::default();
		}),
		("shares are out of order, or an ancestor has two", |record| {
			record.shares.as_mut().reverse()
		}),
		("shares are out of order, or an ancestor has two", |record| {
			record.shares[1].ancestor = asset(1);
		}),
		("shares of more than the whole", |record| record.shares[0].ppm = 990_001),
		("a share of nothing", |record| record.shares[0].ppm = 0),
		("an asset owes itself", |record| record.shares[1].ancestor = asset(10)),
		("an origin counts twice", |record| record.parents[0].asset = asset(2)),
		("shares without origin", |record| record.parents = Default::default()),
	];
	for (message, corrupt) in cases {
		assert_eq!(found(corrupt), TryRuntimeError::Other(message));
	}
	let own = found(|record| record.parents[0].asset = asset(10));
	assert_eq!(own, "an asset is its own origin".into());
	let over = found(|record| record.parents[0].owed_ppm = 1_000_001);
	assert_eq!(over, "an origin that owes more than the whole".into());
}

#[test]
fn records_of_assets_that_are_gone() {
	let orphaned = found(|_| Owners::remove(asset(10)));
	assert_eq!(orphaned, "the record of an asset that is not".into());
}

#[test]
fn deposits_that_are_not_on_hold() {
	let message: TryRuntimeError = "what is on hold is not what the records say".into();
	assert_eq!(found(|record| record.deposit += 1), message);
	assert_eq!(found(|record| record.depositor = BOB), message);
	new_test_ext().execute_with(|| {
		derive(10, 1, PERCENT, Absolute);
		let reason = HoldReason::Record.into();
		assert_ok!(Balances::burn_held(&reason, &ALICE, 1, Exact, Force));
		assert_eq!(Royalties::do_try_state(), Err(message));
	});
}
