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
		assert_eq!(Payments::claimable(&bob(), None, 100), Default::default());
		Refused::set(vec![bob()]);
		block(TOKEN, &bob());
		for (currency, amount) in [(TOKEN, 100), (ERC20, 200), (TOKEN, 1)] {
			assert_ok!(settle(price(currency, amount), vec![seller(bob(), amount)]));
		}
		let ClaimPage { mut items, next } = Payments::claimable(&bob(), None, 100);
		items.sort();
		assert_eq!(items, [price(TOKEN, 101), price(ERC20, 200)]);
		assert_eq!(next, None);
	});
}

#[test]
fn nothing_hides_behind_worthless_claims() {
	new_test_ext().execute_with_checks(|| {
		Refused::set(vec![bob()]);
		for n in 0..210 {
			let contract = H160([n; 20]);
			Erc20Balances::insert(contract, alice(), 1_000);
			let price = price(Currency::Erc20(contract), 10);
			assert_ok!(settle(price, vec![seller(bob(), 10)]));
		}
		block(TOKEN, &bob());
		assert_ok!(settle(price(TOKEN, 5_000), vec![seller(bob(), 5_000)]));
		for (limit, pages) in [(u32::MAX, 3), (100, 3), (70, 4), (211, 3), (1, 211), (0, 211)] {
			let (mut all, mut after, mut asked) = (vec![], None, 0);
			loop {
				let page = Payments::claimable(&bob(), after, limit);
				assert!(page.items.len() as u32 <= limit.clamp(1, 100));
				all.extend(page.items);
				asked += 1;
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			assert_eq!(asked, pages, "{limit}");
			assert!(all.contains(&price(TOKEN, 5_000)));
			all.sort();
			all.dedup();
			assert_eq!(all.len(), 211);
		}
		// The cursor holds though its own claim was paid meanwhile.
		let first = Payments::claimable(&bob(), None, 10);
		let next = Payments::claimable(&bob(), first.next, 10);
		Refused::set(vec![]);
		unblock(TOKEN, &bob());
		let Currency::Erc20(_) = first.next.expect("more follow") else { return };
		let paid = first.next.expect("more follow");
		assert_ok!(Payments::claim(by(carol()), paid, bob()));
		assert_eq!(Payments::claimable(&bob(), first.next, 10), next);
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
