//! Buying the native token for a deposit.

use super::*;
use frame_support::traits::fungible::MutateHold;

/// A payer who has a token and nothing else.
fn with_tokens_only() -> AccountId {
	fund(TOKEN, &nobody(), 1_000_000_000);
	assert_eq!(balance(Native, &nobody()), 0);
	nobody()
}

#[test]
fn who_has_a_token_only_can_make_a_deposit() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		let payer = with_tokens_only();
		let before = balance(TOKEN, &payer);
		let spent = Payments::do_top_up(&payer, 5_000, TOKEN, u128::MAX).expect("there is a pool");
		assert!(spent > 0);
		assert_eq!(before - balance(TOKEN, &payer), spent);
		let free = balance(Native, &payer);
		assert!(free > 5_000, "{free}: the existential deposit stays free");
		let expected =
			Event::ToppedUp { who: payer.clone(), amount: free, spent: Price::new(TOKEN, spent) };
		assert_eq!(events(), [expected]);
		assert_eq!(issuance()[0], issued[0]);
		assert_ok!(Balances::hold(&HoldReason::Lock.into(), &payer, 5_000));
		assert_ok!(Balances::release(
			&HoldReason::Lock.into(),
			&payer,
			5_000,
			frame_support::traits::tokens::Precision::Exact
		));
		// It has enough now.
		assert_eq!(Payments::do_top_up(&payer, 5_000, TOKEN, 0), Ok(0));
	});
}

#[test]
fn no_more_is_spent_than_allowed_and_nothing_without_a_pool() {
	new_test_ext().execute_with_checks(|| {
		let payer = with_tokens_only();
		let top_up = |amount, with, most| Payments::do_top_up(&payer, amount, with, most);
		assert_noop!(top_up(5_000, TOKEN, 1), Error::SlippageExceeded);
		assert_noop!(top_up(u128::MAX, TOKEN, u128::MAX), Error::AmountOverflow);
		assert_noop!(top_up(u128::MAX / 2, TOKEN, u128::MAX), Error::PriceTooHigh);
		assert_noop!(top_up(5_000, Currency::Token(4_711), u128::MAX), Error::NoPool);
		// The hold tells those who could not buy anyway.
		assert_eq!(top_up(5_000, Native, u128::MAX), Ok(0));
		assert_eq!(top_up(5_000, Currency::Erc20(Default::default()), u128::MAX), Ok(0));
		assert_eq!(balance(Native, &payer), 0);
		// What the payer has does not suffice.
		let shy = nobody();
		assert_noop!(Payments::do_top_up(&shy, 5_000, SHY, u128::MAX), Error::InsufficientFunds);
	});
}
