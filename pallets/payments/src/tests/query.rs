//! What the runtime API answers.

use super::*;

#[test]
fn quotes_say_why_there_is_none() {
	new_test_ext().execute_with_checks(|| {
		let quote = |currency, amount, pay_with| {
			Payments::quote(&[price(currency, amount)], true, pay_with)
		};
		let expected = Payments::do_choose(&[price(SHY, 1_000)], true, TOKEN);
		assert_eq!(quote(SHY, 1_000, TOKEN).map_err(|_| ()), expected.map_err(|_| ()));
		assert_eq!(Payments::quote(&[], true, Native), Err(PaymentError::NoPrices));
		let many = [price(Native, 1); 9];
		assert_eq!(Payments::quote(&many, true, Native), Err(PaymentError::TooManyPrices));
		let one = [price(TOKEN, 1)];
		let refused = Err(PaymentError::CurrencyNotAccepted);
		assert_eq!(Payments::quote(&one, false, Native), refused);
		assert_eq!(quote(Native, u128::MAX, Native), Err(PaymentError::PriceTooHigh));
		assert_eq!(quote(ERC20, 1, Native), Err(PaymentError::CurrencyNotSwappable));
		assert_eq!(quote(POOLLESS, 1, Native), Err(PaymentError::NoPool));
		let too_much = quote(TOKEN, 2 * LIQUIDITY, Native);
		assert_eq!(too_much, Err(PaymentError::PoolTooShallow));
	});
}

#[test]
fn a_quote_is_what_is_paid() {
	new_test_ext().execute_with_checks(|| {
		for (currency, pay_with) in [(SHY, TOKEN), (Native, SHY), (TOKEN, TOKEN)] {
			let price = price(currency, 123_456);
			let quote = Payments::quote(&[price], true, pay_with).expect("can be had");
			let shares = vec![seller(bob(), 123_456)];
			let spent = settle_with(price, pay_with, quote.amount_in, shares);
			assert_eq!(spent, Ok(quote.amount_in));
		}
	});
}

#[test]
fn claims_are_listed_by_currency() {
	new_test_ext().execute_with_checks(|| {
		assert_eq!(Payments::claimable(&bob()), []);
		Refused::set(vec![bob()]);
		block(TOKEN, &bob());
		for (currency, amount) in [(TOKEN, 100), (ERC20, 200), (TOKEN, 1)] {
			assert_ok!(settle(price(currency, amount), vec![seller(bob(), amount)]));
		}
		let mut claims = Payments::claimable(&bob());
		claims.sort();
		assert_eq!(claims, [(TOKEN, 101), (ERC20, 200)]);
	});
}

#[test]
fn the_list_of_claims_is_bounded() {
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![bob()]);
		for n in 0..70 {
			let contract = H160([n; 20]);
			Erc20Balances::insert(contract, alice(), 1_000);
			let price = price(Currency::Erc20(contract), 10);
			assert_ok!(settle(price, vec![seller(bob(), 10)]));
		}
		assert_eq!(Payments::claimable(&bob()).len(), crate::query::MAX_CLAIMS_LISTED);
	});
}

#[test]
fn an_escrow_is_told() {
	new_test_ext().execute_with_checks(|| {
		assert_eq!(Payments::escrow_info(0), None);
		assert_ok!(Payments::authorise(by(alice()), bob(), TOKEN, 1_000, 60, 1));
		let job = H256([3; 32]);
		assert_ok!(Payments::lock(by(bob()), alice(), TOKEN, 500, 50, job));
		assert_ok!(Payments::claim_lock(by(bob()), 0, 100, false));
		let info = Payments::escrow_info(0).expect("is there");
		assert_eq!((info.id, info.payer, info.payee), (0, alice(), bob()));
		assert_eq!((info.left, info.job), (price(TOKEN, 400), job));
		assert_eq!(info.deadline, Now::get() + 50);
		assert_ok!(Payments::release(by(bob()), 0));
		assert_eq!(Payments::escrow_info(0), None);
	});
}
