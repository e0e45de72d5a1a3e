//! Which price is paid, and by which way.

use super::*;

/// What paying `price` takes of `pay_with`, when it is the only price.
fn quote(price: Price, pay_with: Currency) -> Result<Quote, DispatchError> {
	Payments::do_choose(&[price], true, pay_with)
}

#[test]
fn the_very_currency_comes_first() {
	new_test_ext().execute_with_checks(|| {
		// Though a swap would be cheaper.
		let prices = [price(TOKEN, 10), price(Native, 1_000), price(ERC20, 5)];
		for (pay_with, amount_in) in [(Native, 1_000), (TOKEN, 10), (ERC20, 5)] {
			for swaps in [false, true] {
				let price = price(pay_with, amount_in);
				let expected = Quote { price, pay_with, amount_in, path: vec![] };
				assert_eq!(Payments::do_choose(&prices, swaps, pay_with), Ok(expected));
			}
		}
	});
}

#[test]
fn the_cheapest_swap_comes_next() {
	new_test_ext().execute_with_checks(|| {
		// A token is worth half of a native one.
		let prices = [price(TOKEN, 10_000), price(SHY, 9_000), price(ERC20, 1)];
		let quote = Payments::do_choose(&prices, true, Native).expect("can be had");
		assert_eq!(quote.price, prices[1]);
		assert_eq!(quote.path, [Native, SHY]);
		assert!((4_500..4_600).contains(&quote.amount_in), "{quote:?}");
		// Whatever the order, and the first of equals.
		let turned = [price(SHY, 9_000), price(TOKEN, 9_000), price(TOKEN, 10_000)];
		assert_eq!(Payments::do_choose(&turned, true, Native), Ok(quote));
	});
}

#[test]
fn swaps_have_to_be_wanted() {
	new_test_ext().execute_with_checks(|| {
		let prices = [price(TOKEN, 10), price(SHY, 10)];
		assert_noop!(Payments::do_choose(&prices, false, Native), Error::CurrencyNotAccepted);
		assert_noop!(Payments::do_choose(&prices, false, ERC20), Error::CurrencyNotAccepted);
	});
}

#[test]
fn there_are_one_to_eight_prices() {
	new_test_ext().execute_with_checks(|| {
		assert_noop!(Payments::do_choose(&[], true, Native), Error::NoPrices);
		let mut prices = vec![price(TOKEN, 10); 7];
		prices.push(price(Native, 10));
		assert_ok!(Payments::do_choose(&prices, true, Native));
		prices.push(price(Native, 10));
		assert_noop!(Payments::do_choose(&prices, true, Native), Error::TooManyPrices);
	});
}

#[test]
fn no_price_is_beyond_counting() {
	new_test_ext().execute_with_checks(|| {
		for amount in [u128::MAX, u128::MAX / 2 + 1] {
			let prices = [price(Native, 10), price(TOKEN, amount)];
			assert_noop!(Payments::do_choose(&prices, true, Native), Error::PriceTooHigh);
		}
		let most = price(TOKEN, u128::MAX / 2);
		assert_ok!(Payments::do_choose(&[most], true, TOKEN));
		assert_noop!(quote(most, Native), Error::PoolTooShallow);
		assert_noop!(quote(most, SHY), Error::PoolTooShallow);
	});
}

#[test]
fn contracts_are_not_swapped() {
	new_test_ext().execute_with_checks(|| {
		let other = Currency::Erc20(H160([8; 20]));
		for pay_with in [Native, TOKEN, other] {
			assert_noop!(quote(price(ERC20, 10), pay_with), Error::CurrencyNotSwappable);
			assert_noop!(quote(price(pay_with, 10), ERC20), Error::CurrencyNotSwappable);
		}
	});
}

#[test]
fn two_tokens_are_two_swaps_apart() {
	new_test_ext().execute_with_checks(|| {
		let quote = quote(price(SHY, 10_000), TOKEN).expect("can be had");
		assert_eq!(quote.path, [TOKEN, Native, SHY]);
		// Two fees of 3 per mille, and a little for the depth of the pools.
		assert!((10_060..10_080).contains(&quote.amount_in), "{quote:?}");
	});
}

#[test]
fn a_direct_pool_is_taken_when_it_is_cheaper() {
	new_test_ext().execute_with_checks(|| {
		let ids = [1, 2].map(NativeOrWithId::WithId);
		let [one, two] = ids;
		create_pool(one, two, LIQUIDITY / 2, LIQUIDITY / 2);
		let small = quote(price(SHY, 10_000), TOKEN).expect("can be had");
		assert_eq!(small.path, [TOKEN, SHY]);
		assert!((10_030..10_040).contains(&small.amount_in), "{small:?}");
		// But it is not as deep as the others.
		let large = quote(price(SHY, LIQUIDITY / 4), TOKEN).expect("can be had");
		assert_eq!(large.path, [TOKEN, Native, SHY]);
	});
}

#[test]
fn a_pool_has_to_be_there() {
	new_test_ext().execute_with_checks(|| {
		assert_noop!(quote(price(POOLLESS, 10), Native), Error::NoPool);
		assert_noop!(quote(price(POOLLESS, 10), TOKEN), Error::NoPool);
		assert_noop!(quote(price(TOKEN, 10), POOLLESS), Error::NoPool);
		assert_noop!(quote(price(Currency::Token(77), 10), Native), Error::NoPool);
		// With something in it.
		let pair = || (Box::new(NativeOrWithId::Native), Box::new(NativeOrWithId::WithId(3)));
		assert_ok!(AssetConversion::create_pool(by(issuer()), pair().0, pair().1));
		assert_noop!(quote(price(POOLLESS, 10), Native), Error::NoPool);
	});
}

#[test]
fn a_pool_has_to_be_deep_enough() {
	new_test_ext().execute_with_checks(|| {
		for amount in [2 * LIQUIDITY, 2 * LIQUIDITY + 1, 100 * LIQUIDITY] {
			assert_noop!(quote(price(SHY, amount), Native), Error::PoolTooShallow);
			// The second of two.
			assert_noop!(quote(price(SHY, amount), TOKEN), Error::PoolTooShallow);
		}
		// The reason of the price that came closest.
		let prices = [price(ERC20, 1), price(SHY, 2 * LIQUIDITY), price(POOLLESS, 1)];
		assert_noop!(Payments::do_choose(&prices, true, Native), Error::PoolTooShallow);
		let prices = [price(ERC20, 1), price(POOLLESS, 1)];
		assert_noop!(Payments::do_choose(&prices, true, Native), Error::NoPool);
	});
}

#[test]
fn nothing_costs_nothing() {
	new_test_ext().execute_with_checks(|| {
		for pay_with in [Native, TOKEN, POOLLESS, ERC20] {
			let quote = quote(price(SHY, 0), pay_with).expect("costs nothing");
			assert_eq!((quote.amount_in, quote.path.len()), (0, 0));
		}
	});
}
