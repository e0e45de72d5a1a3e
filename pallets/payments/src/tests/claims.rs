//! Claiming what could not be paid.

use super::*;
use frame_support::traits::fungibles::Mutate as _;

/// Pays a payee that cannot be paid.
fn owe(currency: Currency, payee: &AccountId, amount: Balance) {
	assert_ok!(settle(price(currency, amount), vec![seller(payee.clone(), amount)]));
	assert_eq!(waiting(currency, payee), amount);
	System::reset_events();
}

#[test]
fn anyone_may_have_a_payee_paid_once_it_can_be() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		block(TOKEN, &bob());
		owe(TOKEN, &bob(), 300);
		assert_noop!(Payments::claim(by(carol()), TOKEN, bob()), Error::PayeeUnpayable);
		unblock(TOKEN, &bob());
		assert_ok!(Payments::claim(by(carol()), TOKEN, bob()));
		assert_eq!(balance(TOKEN, &bob()), ENDOWMENT + 300);
		let expected = Event::Claimed { payee: bob(), currency: TOKEN, amount: 300, to: bob() };
		assert_eq!(events(), [expected]);
		assert_noop!(Payments::claim(by(carol()), TOKEN, bob()), Error::NothingToClaim);
		assert_eq!(issuance(), issued);
	});
}

#[test]
fn a_payee_may_have_it_paid_elsewhere() {
	new_test_ext().execute_with_checks(|| {
		block(TOKEN, &bob());
		owe(TOKEN, &bob(), 300);
		assert_noop!(Payments::claim_to(by(carol()), TOKEN, carol()), Error::NothingToClaim);
		assert_noop!(Payments::claim_to(by(bob()), SHY, carol()), Error::NothingToClaim);
		assert_noop!(Payments::claim_to(by(bob()), TOKEN, bob()), Error::PayeeUnpayable);
		assert_ok!(Payments::claim_to(by(bob()), TOKEN, carol()));
		assert_eq!(balance(TOKEN, &carol()), ENDOWMENT + 300);
	});
}

#[test]
fn an_account_that_comes_to_life_is_paid() {
	new_test_ext().execute_with_checks(|| {
		owe(SHY, &nobody(), 300);
		assert_noop!(Payments::claim(by(alice()), SHY, nobody()), Error::PayeeUnpayable);
		fund(Native, &nobody(), ENDOWMENT);
		assert_ok!(Payments::claim(by(alice()), SHY, nobody()));
		assert_eq!(balance(SHY, &nobody()), 300);
	});
}

#[test]
fn claims_need_a_signature() {
	new_test_ext().execute_with_checks(|| {
		let unsigned = RuntimeOrigin::none;
		assert_noop!(Payments::claim(unsigned(), SHY, bob()), DispatchError::BadOrigin);
		assert_noop!(Payments::claim_to(unsigned(), SHY, bob()), DispatchError::BadOrigin);
	});
}

#[test]
fn the_deposit_returns_to_who_paid_it() {
	new_test_ext().execute_with_checks(|| {
		let before = balance(Native, &alice());
		block(TOKEN, &bob());
		owe(TOKEN, &bob(), 300);
		assert!(held(HoldReason::Claim, &alice()) > 0);
		// Whatever the price is by then.
		DepositBase::set(5);
		assert_ok!(Payments::claim_to(by(bob()), TOKEN, carol()));
		assert_eq!(held(HoldReason::Claim, &alice()), 0);
		assert_eq!(balance(Native, &alice()), before);
	});
}

#[test]
fn the_last_claim_leaves_no_pot() {
	for currency in [SHY, TOKEN, ERC20] {
		new_test_ext().execute_with_checks(|| {
			let pot = Payments::pot(currency);
			assert!(!System::account_exists(&pot));
			for who in [bob(), carol()] {
				match currency {
					Currency::Erc20(_) => Refused::mutate(|refused| refused.push(who.clone())),
					_ => block(currency, &who),
				}
				owe(currency, &who, 300);
			}
			assert!(System::account_exists(&pot));
			assert_eq!(balance(currency, &pot), 600);
			assert_ok!(Payments::claim_to(by(bob()), currency, alice()));
			assert_eq!(balance(currency, &pot), 300);
			assert!(System::account_exists(&pot));
			assert_ok!(Payments::claim_to(by(carol()), currency, alice()));
			assert_eq!(balance(currency, &pot), 0);
			assert!(!System::account_exists(&pot));
			assert_eq!(Pots::<Test>::get(currency), None);
		});
	}
}

/// A native payee that cannot be paid: one at the end of what a balance counts is the only kind,
/// beside those that would be below the minimum.
#[test]
fn native_claims_are_paid_too() {
	new_test_ext().execute_with_checks(|| {
		// As a settlement would have left it.
		let issued = issuance();
		let pot = Payments::pot(Native);
		assert_ok!(Payments::open_pot(Native, 300));
		assert_ok!(NativeAndAssets::transfer(
			NativeOrWithId::Native,
			&alice(),
			&pot,
			300 + 5,
			frame_support::traits::tokens::Preservation::Preserve
		));
		let deposit = Payments::add_claim(&alice(), &bob(), Native, 300).expect("has a price");
		assert_ok!(Payments::hold_deposit(HoldReason::Claim, &alice(), deposit));
		Payments::do_try_state().expect("sound");
		assert_ok!(Payments::claim(by(carol()), Native, bob()));
		// What a stranger sent stays there, beside what the pot lives on.
		assert_eq!(balance(Native, &bob()), ENDOWMENT + 300);
		assert_eq!(balance(Native, &pot), EXISTENTIAL_DEPOSIT + 5);
		assert_eq!(issuance(), issued);
	});
}

#[test]
fn what_strangers_send_to_a_pot_harms_nobody() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		let pot = Payments::pot(SHY);
		owe(SHY, &nobody(), 300);
		// Less than could stay: it goes with the last claim.
		assert_ok!(Assets::transfer(by(carol()), token(SHY), pot.clone(), TOKEN_MINIMUM - 1));
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		assert_eq!(balance(SHY, &bob()), ENDOWMENT + 300 + TOKEN_MINIMUM - 1);
		assert!(!System::account_exists(&pot));
		// More: it stays, and the pot works as before.
		owe(SHY, &nobody(), 300);
		assert_ok!(Assets::transfer(by(carol()), token(SHY), pot.clone(), 500));
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		assert_eq!(balance(SHY, &pot), 500);
		owe(SHY, &nobody(), 300);
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		assert_eq!(balance(SHY, &bob()), ENDOWMENT + 900 + TOKEN_MINIMUM - 1);
		assert_eq!(issuance(), issued);
	});
}

#[test]
fn a_frozen_token_keeps_claims_waiting() {
	new_test_ext().execute_with_checks(|| {
		owe(SHY, &nobody(), 300);
		assert_ok!(Assets::freeze_asset(by(issuer()), token(SHY)));
		assert_noop!(Payments::claim_to(by(nobody()), SHY, bob()), Error::FundsFrozen);
		assert_ok!(Assets::thaw_asset(by(issuer()), token(SHY)));
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
	});
}

#[test]
fn a_raised_minimum_makes_claims_wait_for_each_other() {
	new_test_ext().execute_with_checks(|| {
		owe(SHY, &nobody(), 300);
		owe(SHY, &account(8), 20);
		assert_ok!(Assets::force_asset_status(
			RuntimeOrigin::root(),
			token(SHY),
			issuer(),
			issuer(),
			issuer(),
			issuer(),
			50,
			false,
			false
		));
		// Twenty could not stay alone, and must not be lost.
		assert_noop!(Payments::claim_to(by(nobody()), SHY, bob()), Error::PotBelowMinimum);
		assert_ok!(Payments::claim_to(by(account(8)), SHY, bob()));
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		assert_eq!(balance(SHY, &bob()), ENDOWMENT + 320);
	});
}
