//! ERC-20 contracts, and what they may try.

use super::*;
use sp_core::U256;

/// Alice pays Bob 700 and Carol 300.
fn pay() -> Result<Balance, DispatchError> {
	settle(price(ERC20, 1_000), vec![seller(bob(), 700), royalty(carol(), 300)])
}

#[test]
fn whatever_is_not_exact_undoes_everything() {
	use Behaviour::*;
	for conduct in [MovesNothing, MovesLessToBob, TakesFee, ChargesReceiver, Inflates] {
		new_test_ext().execute_with_checks(|| {
			Conduct::set(conduct);
			assert_noop!(pay(), Error::TokenMisbehaved);
			Conduct::set(Honest);
			assert_ok!(pay());
		});
	}
}

#[test]
fn balances_may_be_more_than_amounts_can() {
	new_test_ext().execute_with_checks(|| {
		Told::set(U256::one() << 200);
		Refused::set(vec![carol()]);
		assert_ok!(pay());
		Refused::set(vec![]);
		assert_ok!(Payments::claim(by(alice()), ERC20, carol()));
		assert_eq!(balance(ERC20, &carol()), ENDOWMENT + 300);
		// But no more than there can be.
		Told::set(U256::MAX - U256::from(ENDOWMENT + 700));
		assert_noop!(pay(), Error::TokenMisbehaved);
	});
}

#[test]
fn a_contract_that_does_not_answer_ends_it() {
	new_test_ext().execute_with_checks(|| {
		Conduct::set(Behaviour::NoBalances);
		assert_noop!(pay(), DispatchError::Exhausted);
	});
}

#[test]
fn a_transfer_that_fails_after_it_moved_has_not_moved() {
	new_test_ext().execute_with_checks(|| {
		Conduct::set(Behaviour::MovesAndFails);
		// To nobody, not even to the pot.
		assert_noop!(pay(), Error::TokenRefused);
	});
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		Conduct::set(Behaviour::MovesAndFailsForCarol);
		assert_ok!(pay());
		assert_eq!(outcomes(), [Paid, Claimable]);
		// Not both what was moved and what waits.
		assert_eq!(balance(ERC20, &carol()), ENDOWMENT);
		assert_eq!(balance(ERC20, &alice()), ENDOWMENT - 1_000);
		assert_eq!(balance(ERC20, &Payments::pot(ERC20)), 300);
		assert_eq!(issuance(), issued);
	});
}

#[test]
fn what_cannot_be_undone_alone_is_undone_with_the_rest() {
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![carol()]);
		assert_ok!(pay());
		Refused::set(vec![]);
		Conduct::set(Behaviour::CannotBeUndone);
		assert_noop!(pay(), Error::TokenMisbehaved);
		assert_noop!(Payments::claim(by(alice()), ERC20, carol()), Error::TokenMisbehaved);
	});
}

#[test]
fn a_payee_that_is_refused_stops_nobody() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		Refused::set(vec![carol()]);
		assert_ok!(pay());
		assert_eq!(Sponsor::get(), Some(alice()));
		assert_eq!(outcomes(), [Paid, Claimable]);
		assert_eq!(balance(ERC20, &bob()), ENDOWMENT + 700);
		assert_eq!(balance(ERC20, &Payments::pot(ERC20)), 300);
		assert_eq!(waiting(ERC20, &carol()), 300);
		// There is no minimum, so nothing is dust.
		let shares = vec![seller(bob(), 999), royalty(carol(), 1)];
		assert_ok!(settle(price(ERC20, 1_000), shares));
		assert_eq!(outcomes(), [Paid, Claimable]);

		assert_noop!(Payments::claim(by(bob()), ERC20, carol()), Error::PayeeUnpayable);
		Refused::set(vec![]);
		assert_ok!(Payments::claim(by(bob()), ERC20, carol()));
		assert_eq!(balance(ERC20, &carol()), ENDOWMENT + 301);
		// Who claims pays for what the contract stores, not the pot.
		assert_eq!(Sponsor::get(), Some(bob()));
		assert_eq!(issuance(), issued);
	});
}

#[test]
fn a_contract_that_refuses_the_pot_gives_nobody_anothers_share() {
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![carol(), Payments::pot(ERC20)]);
		assert_noop!(pay(), Error::TokenRefused);
		Refused::set(vec![bob(), Payments::pot(ERC20)]);
		assert_noop!(pay(), Error::TokenRefused);
	});
}

#[test]
fn claims_are_exact_as_well() {
	use Behaviour::*;
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![carol()]);
		assert_ok!(pay());
		Refused::set(vec![]);
		// The pot has something to spare that could be taken.
		fund(ERC20, &Payments::pot(ERC20), 10);
		for conduct in [MovesNothing, TakesFee, ChargesReceiver, Inflates] {
			Conduct::set(conduct);
			assert_noop!(Payments::claim(by(alice()), ERC20, carol()), Error::TokenMisbehaved);
		}
		Conduct::set(MovesAndFails);
		assert_noop!(Payments::claim(by(alice()), ERC20, carol()), Error::PayeeUnpayable);
		Conduct::set(NoBalances);
		assert_noop!(Payments::claim(by(alice()), ERC20, carol()), DispatchError::Exhausted);
		// A contract that has taken from the pot what it owes.
		Conduct::set(Honest);
		Told::set(U256::zero());
		Erc20Balances::insert(CONTRACT, Payments::pot(ERC20), 299);
		assert_noop!(Payments::claim(by(alice()), ERC20, carol()), Error::InsufficientFunds);
		Erc20Balances::insert(CONTRACT, Payments::pot(ERC20), 310);
		assert_ok!(Payments::claim(by(alice()), ERC20, carol()));
		assert_eq!(balance(ERC20, &Payments::pot(ERC20)), 10);
	});
}

/// What a contract that calls back gets: the same error each time, and it did try.
fn all_refused() -> bool {
	let attempts = CalledBack::take();
	!attempts.is_empty() && attempts.iter().all(|end| *end == Err(Error::Reentrancy.into()))
}

#[test]
fn a_contract_that_calls_back_finds_the_door_closed() {
	for conduct in [Behaviour::CallsBack, Behaviour::CallsBackFromBalance] {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			// Something to claim, lock and release, were the door open.
			Refused::set(vec![carol()]);
			assert_ok!(pay());
			Refused::set(vec![]);
			for payer in [alice(), bob(), carol()] {
				for payee in [alice(), bob(), carol()] {
					if payer != payee {
						let limits = (ENDOWMENT, 100, 10);
						let (amount, secs, locks) = limits;
						assert_ok!(Payments::authorise(
							by(payer.clone()),
							payee,
							Native,
							amount,
							secs,
							locks
						));
					}
				}
			}
			assert_ok!(Payments::lock(by(bob()), alice(), Native, 10, 0, H256::zero()));

			Conduct::set(conduct);
			assert_ok!(pay());
			assert!(all_refused());
			assert!(!Payments::is_settling());
			assert_ok!(Payments::claim(by(bob()), ERC20, carol()));
			assert!(all_refused());
			assert!(!Payments::is_settling());
			assert_eq!(issuance(), issued);
			assert_eq!(balance(ERC20, &bob()), ENDOWMENT + 1_400);
		});
	}
}

#[test]
fn the_door_opens_again_when_it_fails() {
	new_test_ext().execute_with_checks(|| {
		for conduct in [Behaviour::MovesLessToBob, Behaviour::NoBalances, Behaviour::MovesAndFails]
		{
			Conduct::set(conduct);
			assert!(pay().is_err());
			assert!(!Payments::is_settling());
			assert!(!Settling::<Test>::exists());
		}
		assert_ok!(settle(price(Native, 1_000), vec![seller(bob(), 1_000)]));
	});
}

#[test]
fn everything_is_refused_while_a_contract_is_called() {
	new_test_ext().execute_with_checks(|| {
		Settling::<Test>::put(true);
		assert!(Payments::is_settling());
		assert_noop!(pay(), Error::Reentrancy);
		assert_noop!(settle(price(Native, 10), vec![seller(bob(), 10)]), Error::Reentrancy);
		assert_noop!(Payments::do_choose(&[price(Native, 10)], true, Native), Error::Reentrancy);
		Settling::<Test>::kill();
	});
}
