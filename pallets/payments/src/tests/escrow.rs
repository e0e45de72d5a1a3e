//! Escrows: authorised, locked, claimed in parts, released.

use super::*;
use frame_support::traits::{LockableCurrency, WithdrawReasons};

const JOB: H256 = H256([4; 32]);
const CURRENCIES: [Currency; 3] = [Native, TOKEN, SHY];

/// Alice lets Bob lock.
fn authorise(currency: Currency, amount: Balance, secs: u64, locks: u32) {
	assert_ok!(Payments::authorise(by(alice()), bob(), currency, amount, secs, locks));
}

/// Bob locks money of Alice's.
fn lock(currency: Currency, amount: Balance, secs: u64) -> DispatchResult {
	Payments::lock(by(bob()), alice(), currency, amount, secs, JOB)
}

/// Alice's authorisation of Bob.
fn authorisation(currency: Currency) -> Option<AuthorisationRecordOf<Test>> {
	Authorisations::<Test>::get((alice(), bob(), currency))
}

#[test]
fn the_life_of_an_escrow() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			let (alices, bobs) = (balance(Native, &alice()), balance(Native, &bob()));
			authorise(currency, 1_000, 60, 2);
			assert_ok!(lock(currency, 600, 60));
			assert_eq!(in_escrow(currency, &alice()), 600);
			assert_ok!(lock(currency, 400, 30));
			assert_eq!(in_escrow(currency, &alice()), 1_000);

			assert_ok!(Payments::claim_lock(by(bob()), 0, 250, false));
			assert_eq!(in_escrow(currency, &alice()), 750);
			assert_ok!(Payments::claim_lock(by(bob()), 0, 100, true));
			assert_eq!(in_escrow(currency, &alice()), 400);
			assert_eq!(Escrows::<Test>::get(0), None);
			Now::mutate(|now| *now += 30);
			assert_ok!(Payments::release(by(alice()), 1));
			assert_eq!(in_escrow(currency, &alice()), 0);

			assert_ok!(Payments::revoke_authorisation(by(alice()), bob(), currency));
			for who in [alice(), bob()] {
				assert_eq!(Balances::total_balance_on_hold(&who), 0);
			}
			let paid = 350;
			if currency == Native {
				assert_eq!(balance(Native, &alice()), alices - paid);
				assert_eq!(balance(Native, &bob()), bobs + paid);
			} else {
				assert_eq!(balance(Native, &alice()), alices);
				assert_eq!(balance(Native, &bob()), bobs);
				assert_eq!(balance(currency, &alice()), ENDOWMENT - paid);
				assert_eq!(balance(currency, &bob()), ENDOWMENT + paid);
			}
			assert_eq!(issuance(), issued);
		});
	}
}

#[test]
fn its_events() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 60, 2);
		assert_ok!(lock(TOKEN, 600, 50));
		assert_ok!(Payments::claim_lock(by(bob()), 0, 250, true));
		assert_ok!(Payments::revoke_authorisation(by(alice()), bob(), TOKEN));
		let (payer, payee, currency) = (alice(), bob(), TOKEN);
		let paid = price(TOKEN, 250);
		assert_eq!(
			events(),
			[
				Event::Authorised {
					payer: payer.clone(),
					payee: payee.clone(),
					currency,
					max_amount: 1_000,
					max_secs: 60,
					max_locks: 2
				},
				Event::Locked {
					escrow: 0,
					payer: payer.clone(),
					payee: payee.clone(),
					currency,
					amount: 600,
					deadline: Now::get() + 50,
					job: JOB
				},
				Event::Paid {
					receipt: 0,
					payer: payer.clone(),
					purpose: Purpose::Escrow(0),
					price: paid,
					spent: paid,
					path: Default::default(),
					shares: vec![(seller(bob(), 250), Paid)].try_into().expect("one"),
				},
				Event::EscrowEnded { escrow: 0, released: 350, by: bob() },
				Event::AuthorisationRevoked { payer, payee, currency },
			]
		);
	});
}

#[test]
fn what_is_authorised_is_refused_for_its_reason() {
	new_test_ext().execute_with_checks(|| {
		let authorise = |payee, currency, amount, locks| {
			Payments::authorise(by(alice()), payee, currency, amount, 60, locks)
		};
		assert_noop!(authorise(bob(), ERC20, 1_000, 1), Error::EscrowNeedsHold);
		assert_noop!(authorise(alice(), TOKEN, 1_000, 1), Error::PayeeIsPayer);
		assert_noop!(authorise(bob(), TOKEN, 0, 1), Error::ZeroAmount);
		assert_noop!(authorise(bob(), TOKEN, 1_000, 0), Error::ZeroAmount);
		assert_noop!(
			Payments::authorise(RuntimeOrigin::none(), bob(), TOKEN, 1, 1, 1),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Payments::revoke_authorisation(by(alice()), bob(), TOKEN),
			Error::NotAuthorised
		);
	});
}

#[test]
fn nothing_is_locked_beyond_the_authorisation() {
	new_test_ext().execute_with_checks(|| {
		assert_noop!(lock(TOKEN, 100, 60), Error::NotAuthorised);
		assert_noop!(lock(ERC20, 100, 60), Error::EscrowNeedsHold);
		authorise(TOKEN, 1_000, 60, 2);
		assert_noop!(lock(SHY, 100, 60), Error::NotAuthorised);
		assert_noop!(
			Payments::lock(by(carol()), alice(), TOKEN, 100, 60, JOB),
			Error::NotAuthorised
		);
		assert_noop!(Payments::lock(by(alice()), bob(), TOKEN, 100, 60, JOB), Error::NotAuthorised);
		assert_noop!(lock(TOKEN, 0, 60), Error::ZeroAmount);
		assert_noop!(lock(TOKEN, 100, 61), Error::LockTooLong);
		assert_noop!(lock(TOKEN, 1_001, 60), Error::OverAuthorisation);
		assert_noop!(lock(TOKEN, u128::MAX, 60), Error::OverAuthorisation);
		assert_ok!(lock(TOKEN, 600, 60));
		assert_noop!(lock(TOKEN, 401, 60), Error::OverAuthorisation);
		assert_noop!(lock(TOKEN, u128::MAX, 60), Error::OverAuthorisation);
		assert_ok!(lock(TOKEN, 300, 60));
		assert_noop!(lock(TOKEN, 100, 60), Error::TooManyLocks);
		// What is released can be locked again.
		assert_ok!(Payments::release(by(bob()), 0));
		assert_ok!(lock(TOKEN, 700, 60));
		// What is claimed cannot.
		assert_ok!(Payments::claim_lock(by(bob()), 2, 700, false));
		assert_noop!(lock(TOKEN, 1, 60), Error::OverAuthorisation);
		// Until it is authorised anew; locks that there are count.
		authorise(TOKEN, 1_000, 60, 2);
		assert_noop!(lock(TOKEN, 701, 60), Error::OverAuthorisation);
		assert_ok!(lock(TOKEN, 700, 60));
	});
}

#[test]
fn a_deadline_can_be_counted() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, u64::MAX, 2);
		assert_noop!(lock(TOKEN, 10, u64::MAX), Error::LockTooLong);
		assert_ok!(lock(TOKEN, 10, u64::MAX - Now::get()));
		NextEscrow::<Test>::put(u64::MAX);
		assert_noop!(lock(TOKEN, 10, 1), Error::CounterExhausted);
	});
}

#[test]
fn only_what_can_be_spent_is_locked() {
	for (currency, minimum) in [(TOKEN, TOKEN_MINIMUM), (SHY, TOKEN_MINIMUM)] {
		new_test_ext().execute_with_checks(|| {
			authorise(currency, 2 * ENDOWMENT, 60, 9);
			assert_noop!(lock(currency, ENDOWMENT + 1, 60), Error::InsufficientFunds);
			assert_noop!(lock(currency, ENDOWMENT - minimum + 1, 60), Error::PayerBelowMinimum);
			assert_ok!(Assets::freeze(by(issuer()), token(currency), alice()));
			assert_noop!(lock(currency, 10, 60), Error::FundsFrozen);
			assert_ok!(Assets::thaw(by(issuer()), token(currency), alice()));
			assert_ok!(lock(currency, ENDOWMENT - minimum, 60));
			assert_eq!(balance(currency, &alice()), minimum);
			// And what is locked is not spent.
			assert_noop!(
				settle(price(currency, 1_000), vec![seller(bob(), 1_000)]),
				Error::InsufficientFunds
			);
		});
	}
	new_test_ext().execute_with_checks(|| {
		authorise(Native, 2 * ENDOWMENT, 60, 9);
		let free = balance(Native, &alice());
		assert_noop!(lock(Native, free + 1, 60), Error::InsufficientFunds);
		assert_noop!(lock(Native, free - EXISTENTIAL_DEPOSIT + 1, 60), Error::PayerBelowMinimum);
		assert_ok!(lock(Native, free - EXISTENTIAL_DEPOSIT, 60));
		assert_eq!(balance(Native, &alice()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_lock_takes_the_payees_deposit() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 60, 9);
		let deposit = Payments::lock_price().expect("has a price");
		let have = |amount| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), bob(), amount));
		};
		have(deposit + EXISTENTIAL_DEPOSIT - 1);
		assert_noop!(lock(TOKEN, 100, 60), TokenError::FundsUnavailable);
		have(deposit + EXISTENTIAL_DEPOSIT);
		assert_ok!(lock(TOKEN, 100, 60));
		assert_eq!(held(HoldReason::Lock, &bob()), deposit);
	});
}

#[test]
fn claims_are_refused_for_their_reason() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 60, 9);
		assert_ok!(lock(TOKEN, 600, 60));
		let claim = |who, id, amount| Payments::claim_lock(by(who), id, amount, false);
		assert_noop!(claim(bob(), 1, 100), Error::EscrowUnknown);
		assert_noop!(claim(alice(), 0, 100), Error::NotPayee);
		assert_noop!(claim(carol(), 0, 100), Error::NotPayee);
		assert_noop!(claim(bob(), 0, 0), Error::ZeroAmount);
		assert_noop!(claim(bob(), 0, 601), Error::OverLock);
		assert_noop!(claim(bob(), 0, u128::MAX), Error::OverLock);
		assert_ok!(claim(bob(), 0, 200));
		assert_noop!(claim(bob(), 0, 401), Error::OverLock);
		NextReceipt::<Test>::put(u64::MAX);
		assert_noop!(claim(bob(), 0, 400), Error::CounterExhausted);
		NextReceipt::<Test>::put(1);
		// The last of it ends it, asked for or not.
		assert_ok!(claim(bob(), 0, 400));
		assert_noop!(claim(bob(), 0, 1), Error::EscrowUnknown);
		assert_eq!(held(HoldReason::Lock, &bob()), 0);
	});
}

#[test]
fn the_payer_waits_for_the_deadline() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 60, 9);
		assert_ok!(lock(TOKEN, 600, 60));
		assert_noop!(Payments::release(by(alice()), 1), Error::EscrowUnknown);
		assert_noop!(Payments::release(by(carol()), 0), Error::NotParty);
		assert_noop!(Payments::release(by(alice()), 0), Error::DeadlineNotReached);
		Now::mutate(|now| *now += 59);
		assert_noop!(Payments::release(by(alice()), 0), Error::DeadlineNotReached);
		Now::mutate(|now| *now += 1);
		assert_noop!(Payments::release(by(carol()), 0), Error::NotParty);
		// Nothing is lost to the payee as long as the payer does not act.
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, false));
		assert_ok!(Payments::release(by(alice()), 0));
		assert_eq!(balance(TOKEN, &alice()), ENDOWMENT - 100);
		assert_noop!(Payments::claim_lock(by(bob()), 0, 100, false), Error::EscrowUnknown);
		// The payee does not wait.
		assert_ok!(lock(TOKEN, 600, 60));
		assert_ok!(Payments::release(by(bob()), 1));
	});
}

#[test]
fn revoking_lets_locks_stand() {
	new_test_ext().execute_with_checks(|| {
		let deposit = Payments::authorisation_price().expect("has a price");
		authorise(TOKEN, 1_000, 60, 9);
		assert_eq!(held(HoldReason::Authorisation, &alice()), deposit);
		assert_ok!(lock(TOKEN, 600, 60));
		assert_ok!(Payments::revoke_authorisation(by(alice()), bob(), TOKEN));
		assert_noop!(
			Payments::revoke_authorisation(by(alice()), bob(), TOKEN),
			Error::NotAuthorised
		);
		assert_noop!(lock(TOKEN, 10, 60), Error::NotAuthorised);
		assert_noop!(lock(TOKEN, 10, 0), Error::NotAuthorised);
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, false));
		assert_eq!(held(HoldReason::Authorisation, &alice()), deposit);
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, true));
		// With the last lock the authorisation ends.
		assert_eq!(authorisation(TOKEN), None);
		assert_eq!(held(HoldReason::Authorisation, &alice()), 0);
	});
}

#[test]
fn authorising_again_after_revoking_counts_the_locks() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 60, 2);
		assert_ok!(lock(TOKEN, 600, 60));
		assert_ok!(Payments::revoke_authorisation(by(alice()), bob(), TOKEN));
		authorise(TOKEN, 1_000, 60, 2);
		assert_noop!(lock(TOKEN, 401, 60), Error::OverAuthorisation);
		assert_ok!(lock(TOKEN, 400, 60));
		assert_noop!(lock(TOKEN, 1, 60), Error::OverAuthorisation);
		assert_ok!(Payments::release(by(bob()), 0));
		assert_ok!(Payments::release(by(bob()), 1));
		let record = authorisation(TOKEN).expect("is there");
		assert_eq!((record.locked, record.locks, record.claimed), (0, 0, 0));
	});
}

#[test]
fn what_the_payer_freezes_later_does_not_outrank_the_escrow() {
	new_test_ext().execute_with_checks(|| {
		authorise(Native, ENDOWMENT, 60, 2);
		assert_ok!(lock(Native, ENDOWMENT / 2, 60));
		Balances::set_lock(*b"mh/tests", &alice(), ENDOWMENT, WithdrawReasons::all());
		assert_ok!(Payments::claim_lock(by(bob()), 0, ENDOWMENT / 4, true));
		assert_eq!(in_escrow(Native, &alice()), 0);
	});
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, ENDOWMENT, 60, 2);
		assert_ok!(lock(TOKEN, ENDOWMENT / 2, 60));
		assert_ok!(Assets::freeze(by(issuer()), token(TOKEN), alice()));
		assert_ok!(Payments::claim_lock(by(bob()), 0, ENDOWMENT / 4, true));
		assert_eq!(balance(TOKEN, &bob()), ENDOWMENT + ENDOWMENT / 4);
	});
}

#[test]
fn a_frozen_token_keeps_the_escrow_as_it_is() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, ENDOWMENT, 0, 2);
		assert_ok!(lock(TOKEN, 600, 0));
		assert_ok!(Assets::freeze_asset(by(issuer()), token(TOKEN)));
		assert_noop!(Payments::claim_lock(by(bob()), 0, 100, false), Error::PayeeUnpayable);
		assert_noop!(Payments::release(by(alice()), 0), Error::PayerUnpayable);
		assert_ok!(Assets::thaw_asset(by(issuer()), token(TOKEN)));
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, true));
	});
}

#[test]
fn a_party_that_cannot_be_paid_keeps_the_escrow_as_it_is() {
	new_test_ext().execute_with_checks(|| {
		authorise(TOKEN, 1_000, 0, 2);
		assert_ok!(lock(TOKEN, 600, 0));
		block(TOKEN, &bob());
		assert_noop!(Payments::claim_lock(by(bob()), 0, 100, false), Error::PayeeUnpayable);
		unblock(TOKEN, &bob());
		block(TOKEN, &alice());
		assert_noop!(Payments::claim_lock(by(bob()), 0, 100, true), Error::PayerUnpayable);
		assert_noop!(Payments::release(by(alice()), 0), Error::PayerUnpayable);
		// What is due to the payee is paid.
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, false));
		assert_ok!(Payments::claim_lock(by(bob()), 0, 500, true));
		assert_eq!(balance(TOKEN, &bob()), ENDOWMENT + 600);
	});
}

#[test]
fn what_was_taken_from_outside_does_not_keep_the_rest() {
	use frame_support::traits::{fungible::UnbalancedHold, tokens::Precision::Exact};
	new_test_ext().execute_with(|| {
		authorise(Native, 1_000, 0, 2);
		assert_ok!(lock(Native, 600, 0));
		let reason: RuntimeHoldReason = HoldReason::Escrow.into();
		assert_ok!(Balances::decrease_balance_on_hold(&reason, &alice(), 200, Exact));
		assert_ok!(Payments::release(by(alice()), 0));
		let ended = Event::EscrowEnded { escrow: 0, released: 400, by: alice() };
		assert_eq!(events().last(), Some(&ended));
		assert_eq!(in_escrow(Native, &alice()), 0);
		assert_ok!(Payments::do_try_state().map_err(|_| DispatchError::Corruption));
	});
}
