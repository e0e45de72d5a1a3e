//! What those who make a currency can do to it, and that it is that currency only.

use super::*;
use metahub_assets::pay::MAX_PRICE;

/// A contract that says what one wants to hear, whose claims are all that there may be.
fn full_of_lies() {
	Refused::set(vec![bob(), carol()]);
	for payee in [bob(), carol()] {
		Erc20Balances::insert(CONTRACT, alice(), MAX_PRICE);
		Erc20Balances::remove(CONTRACT, Payments::pot(ERC20));
		assert_ok!(settle(price(ERC20, MAX_PRICE), vec![seller(payee, MAX_PRICE)]));
	}
	Erc20Balances::insert(CONTRACT, alice(), MAX_PRICE);
	Erc20Balances::remove(CONTRACT, Payments::pot(ERC20));
}

#[test]
fn sums_that_would_overflow_end_sales_in_that_currency_only() {
	new_test_ext().execute_with_checks(|| {
		full_of_lies();
		// The pot owes 2^128 - 2.
		assert_eq!(Pots::<Test>::get(ERC20).map(|pot| pot.owed), Some(u128::MAX - 1));
		let more = || vec![royalty(carol(), 2), seller(alice(), 8)];
		assert_noop!(settle(price(ERC20, 10), more()), Error::AmountOverflow);
		// Who can be paid is.
		assert_ok!(settle(price(ERC20, 10), vec![seller(nobody(), 10)]));
		// And in every other currency everyone, those who wait included.
		for currency in [Native, TOKEN, SHY] {
			assert_ok!(settle(price(currency, 1_000), vec![seller(bob(), 1_000)]));
		}
		for currency in [TOKEN, SHY] {
			block(currency, &carol());
			let shares = vec![royalty(carol(), 100), seller(bob(), 900)];
			assert_ok!(settle(price(currency, 1_000), shares));
			assert_eq!(outcomes(), [Claimable, Paid]);
		}
		let other = Currency::Erc20(H160([8; 20]));
		Erc20Balances::insert(H160([8; 20]), alice(), 1_000);
		assert_ok!(settle(price(other, 1_000), vec![seller(bob(), 1_000)]));
		assert_eq!(outcomes(), [Claimable]);
		Payments::do_try_state().expect("sound");

		// What is claimed makes room again.
		Erc20Balances::insert(CONTRACT, Payments::pot(ERC20), MAX_PRICE);
		assert_ok!(Payments::claim_to(by(bob()), ERC20, account(9)));
		assert_ok!(settle(price(ERC20, 10), more()));
	});
}

/// The same with a token whose admin takes what lies in its pot, and sells again.
#[test]
fn a_token_whose_pot_is_emptied_again_and_again() {
	new_test_ext().execute_with_checks(|| {
		create_token(60, true, 1);
		let own = Currency::Token(60);
		fund(own, &alice(), MAX_PRICE);
		for who in [bob(), carol()] {
			assert_ok!(Assets::touch_other(by(issuer()), 60, who.clone()));
			block(own, &who);
		}
		let pot = Payments::pot(own);
		let empty =
			|| Assets::force_transfer(by(issuer()), 60, pot.clone(), alice(), MAX_PRICE - 1);
		for payee in [bob(), carol()] {
			let most = MAX_PRICE - 1;
			assert_ok!(settle(price(own, most), vec![seller(payee, most)]));
			assert_ok!(empty());
		}
		for amount in [4, MAX_PRICE - 1] {
			let attempt = settle(price(own, amount), vec![seller(bob(), amount)]);
			assert_noop!(attempt, Error::AmountOverflow);
		}
		Payments::do_try_state().expect("sound");
		assert_noop!(Payments::claim_to(by(bob()), own, nobody()), Error::InsufficientFunds);
		block(TOKEN, &carol());
		let shares = vec![royalty(carol(), 100), seller(bob(), 900)];
		assert_ok!(settle(price(TOKEN, 1_000), shares));
		assert_ok!(Payments::claim_to(by(carol()), TOKEN, bob()));
	});
}

#[test]
fn who_claims_first_is_paid_from_a_pot_that_was_robbed() {
	new_test_ext().execute_with_checks(|| {
		for payee in [nobody(), account(8)] {
			assert_ok!(settle(price(SHY, 300), vec![seller(payee, 300)]));
		}
		let pot = Payments::pot(SHY);
		assert_ok!(Assets::force_transfer(by(issuer()), token(SHY), pot.clone(), alice(), 300));
		assert_ok!(Payments::claim_to(by(nobody()), SHY, bob()));
		assert_eq!(balance(SHY, &pot), 0);
		let other = || Payments::claim_to(by(account(8)), SHY, bob());
		assert_noop!(other(), Error::InsufficientFunds);
		// Other currencies' pots are other accounts.
		assert!(pot != Payments::pot(TOKEN) && pot != Payments::pot(Native));
		// Anyone can make up for it.
		assert_ok!(Assets::transfer(by(alice()), token(SHY), pot.clone(), 300));
		assert_ok!(other());
		assert!(!System::account_exists(&pot));
	});
}

#[test]
fn a_token_that_blocks_its_pot_ends_sales_in_it_only() {
	new_test_ext().execute_with_checks(|| {
		block(SHY, &carol());
		let sell = |currency| {
			let shares = vec![royalty(carol(), 100), seller(bob(), 900)];
			settle(price(currency, 1_000), shares)
		};
		assert_ok!(sell(SHY));
		block(SHY, &Payments::pot(SHY));
		assert_noop!(sell(SHY), Error::PayeeUnpayable);
		assert_noop!(Payments::claim_to(by(carol()), SHY, bob()), Error::FundsFrozen);
		assert_ok!(sell(TOKEN));
		block(TOKEN, &carol());
		assert_ok!(sell(TOKEN));
		assert_ok!(Payments::claim_to(by(carol()), TOKEN, bob()));
	});
}
