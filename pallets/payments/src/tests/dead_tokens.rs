//! What waits in tokens that are no more.

use super::*;

/// Has `amount` wait for an account.
fn owe(currency: Currency, payee: AccountId, amount: Balance) {
	assert_ok!(settle(price(currency, amount), vec![seller(payee, amount)]));
}

#[test]
fn anyone_writes_off_what_waits_in_a_token_that_is_gone() {
	new_test_ext().execute_with_checks(|| {
		let before = balance(Native, &alice());
		owe(SHY, nobody(), 300);
		owe(SHY, account(8), 200);
		let pot = Payments::pot(SHY);
		destroy_token(token(SHY));
		Payments::do_try_state().expect("what is owed in a token that is gone is no error");
		assert_noop!(Payments::claim_to(by(nobody()), SHY, bob()), Error::InsufficientFunds);
		assert_noop!(
			Payments::write_off(RuntimeOrigin::none(), SHY, nobody()),
			DispatchError::BadOrigin
		);
		events();
		assert_ok!(Payments::write_off(by(carol()), SHY, nobody()));
		let expected = Event::WrittenOff { payee: nobody(), currency: SHY, amount: 300 };
		assert_eq!(events(), [expected]);
		assert_eq!(Pots::<Test>::get(SHY), Some(PotRecord { owed: 200, provided: true }));
		assert_noop!(Payments::write_off(by(carol()), SHY, nobody()), Error::NothingToClaim);
		assert_ok!(Payments::write_off(by(carol()), SHY, account(8)));
		// Nothing is left: no record, no hold, no account of the pot.
		assert_eq!(Pots::<Test>::get(SHY), None);
		assert_eq!(held(HoldReason::Claim, &alice()), 0);
		assert_eq!(balance(Native, &alice()), before);
		assert!(!System::account_exists(&pot));
	});
}

#[test]
fn what_can_still_be_paid_is_not_written_off() {
	new_test_ext().execute_with_checks(|| {
		owe(SHY, nobody(), 300);
		let refused = || {
			let attempt = Payments::write_off(by(carol()), SHY, nobody());
			assert_noop!(attempt, Error::TokenExists);
		};
		refused();
		assert_ok!(Assets::freeze_asset(by(issuer()), token(SHY)));
		refused();
		// Not before the last step either, though nothing can be claimed any more.
		assert_ok!(Assets::start_destroy(by(issuer()), token(SHY)));
		refused();
		assert_noop!(Payments::claim_to(by(nobody()), SHY, bob()), Error::UnknownToken);
		while Assets::asset_details(token(SHY)).is_some_and(|details| details.accounts > 0) {
			refused();
			assert_ok!(Assets::destroy_accounts(by(issuer()), token(SHY)));
		}
		refused();
		assert_ok!(Assets::finish_destroy(by(issuer()), token(SHY)));
		assert_ok!(Payments::write_off(by(carol()), SHY, nobody()));
	});
}

#[test]
fn the_native_token_is_never_gone() {
	new_test_ext().execute_with_checks(|| {
		assert_noop!(Payments::write_off(by(bob()), Native, nobody()), Error::NothingToClaim);
		// As a settlement would have left it.
		assert_ok!(Payments::open_pot(Native, 300));
		fund(Native, &Payments::pot(Native), 300);
		let deposit = Payments::add_claim(&alice(), &bob(), Native, 300).expect("has a price");
		assert_ok!(Payments::hold_deposit(HoldReason::Claim, &alice(), deposit));
		assert_noop!(Payments::write_off(by(bob()), Native, bob()), Error::TokenExists);
	});
}

#[test]
fn a_contract_that_is_gone_owes_nothing() {
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![carol()]);
		owe(ERC20, carol(), 300);
		assert_noop!(Payments::write_off(by(bob()), ERC20, carol()), Error::TokenExists);
		Gone::set(vec![CONTRACT]);
		assert_ok!(Payments::write_off(by(bob()), ERC20, carol()));
		assert_eq!(held(HoldReason::Claim, &alice()), 0);
		assert_eq!(Pots::<Test>::get(ERC20), None);
	});
}

#[test]
fn an_authorisation_in_a_token_that_is_gone_can_be_revoked() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(Payments::authorise(by(alice()), bob(), SHY, 1_000, 60, 1));
		destroy_token(token(SHY));
		assert_ok!(Payments::revoke_authorisation(by(alice()), bob(), SHY));
		assert_eq!(Balances::total_balance_on_hold(&alice()), 0);
	});
}

#[test]
fn a_token_with_money_in_escrow_cannot_be_destroyed() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(Payments::authorise(by(alice()), bob(), SHY, 1_000, 60, 1));
		assert_ok!(Payments::lock(by(bob()), alice(), SHY, 300, 60, H256::zero()));
		let refused =
			pallet_assets::Error::<Test, frame_support::instances::Instance1>::ContainsHolds;
		assert_noop!(Assets::start_destroy(by(issuer()), token(SHY)), refused);
	});
}
