//! Settling by a swap.

use super::*;

/// What paying `price` takes of `pay_with`.
fn cost(price: Price, pay_with: Currency) -> Balance {
	Payments::do_choose(&[price], true, pay_with).expect("can be had").amount_in
}

/// What every account has in all, so that what a swap leaves behind would show.
fn everything() -> Balance {
	[Native, TOKEN, SHY].iter().map(|currency| balance(*currency, &alice())).sum()
}

#[test]
fn a_swap_gives_the_price_and_takes_what_was_quoted() {
	let pairs = [(TOKEN, Native), (Native, TOKEN), (Native, SHY), (TOKEN, SHY), (SHY, TOKEN)];
	for (pay_with, currency) in pairs {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			let price = price(currency, 100_000);
			let cost = cost(price, pay_with);
			let shares = vec![seller(bob(), 70_001), royalty(carol(), 29_999)];
			assert_eq!(settle_with(price, pay_with, cost, shares.clone()), Ok(cost));
			assert_eq!(balance(pay_with, &alice()), ENDOWMENT - cost);
			assert_eq!(balance(currency, &alice()), ENDOWMENT);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 70_001);
			assert_eq!(balance(currency, &carol()), ENDOWMENT + 29_999);
			assert_eq!(issuance(), issued);
			let [Event::Paid { spent, path, price: paid, .. }] = &events()[..] else {
				panic!("one receipt")
			};
			assert_eq!((*spent, *paid), (Price::new(pay_with, cost), price));
			let direct = vec![pay_with, currency];
			let around = vec![pay_with, Native, currency];
			let expected = if pay_with == Native || currency == Native { direct } else { around };
			assert_eq!(path.to_vec(), expected);
		});
	}
}

#[test]
fn a_swap_takes_no_more_than_the_payer_says() {
	new_test_ext().execute_with_checks(|| {
		let price = price(TOKEN, 100_000_000);
		for pay_with in [Native, SHY] {
			let cost = cost(price, pay_with);
			let shares = || vec![seller(bob(), 100_000_000)];
			assert_noop!(settle_with(price, pay_with, cost - 1, shares()), Error::SlippageExceeded);
			assert_noop!(settle_with(price, pay_with, 0, shares()), Error::SlippageExceeded);
			assert_ok!(settle_with(price, pay_with, cost, shares()));
			// The pool has moved.
			assert_noop!(settle_with(price, pay_with, cost, shares()), Error::SlippageExceeded);
		}
	});
}

#[test]
fn a_swap_needs_pools() {
	new_test_ext().execute_with_checks(|| {
		let attempt = |currency, pay_with, amount| {
			let shares = vec![seller(bob(), amount)];
			settle_with(price(currency, amount), pay_with, u128::MAX, shares)
		};
		assert_noop!(attempt(POOLLESS, Native, 1_000), Error::NoPool);
		assert_noop!(attempt(TOKEN, POOLLESS, 1_000), Error::NoPool);
		assert_noop!(attempt(TOKEN, Native, 2 * LIQUIDITY), Error::PoolTooShallow);
		assert_noop!(attempt(TOKEN, SHY, 2 * LIQUIDITY), Error::PoolTooShallow);
		assert_noop!(attempt(ERC20, Native, 1_000), Error::CurrencyNotSwappable);
		assert_noop!(attempt(TOKEN, ERC20, 1_000), Error::CurrencyNotSwappable);
		assert_noop!(
			attempt(ERC20, Currency::Erc20(H160([8; 20])), 1_000),
			Error::CurrencyNotSwappable
		);
		// As deep as it is, all that the payer has is not enough.
		assert_noop!(attempt(TOKEN, Native, LIQUIDITY), Error::InsufficientFunds);
	});
}

#[test]
fn a_payer_who_swaps_stays_above_the_minimum() {
	new_test_ext().execute_with_checks(|| {
		let price = price(TOKEN, 1_000_000);
		let cost = cost(price, Native);
		let have = |amount| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), alice(), amount));
		};
		let shares = || vec![seller(bob(), 1_000_000)];
		have(cost + EXISTENTIAL_DEPOSIT - 1);
		assert_noop!(settle_with(price, Native, cost, shares()), Error::PayerBelowMinimum);
		have(cost - 1);
		assert_noop!(settle_with(price, Native, cost, shares()), Error::InsufficientFunds);
		have(cost + EXISTENTIAL_DEPOSIT);
		assert_ok!(settle_with(price, Native, cost, shares()));
		assert_eq!(balance(Native, &alice()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_swap_that_fails_leaves_nothing() {
	for pay_with in [Native, SHY] {
		new_test_ext().execute_with_checks(|| {
			let (issued, before) = (issuance(), everything());
			let attempt = || {
				let shares = vec![seller(bob(), 1_000)];
				settle_with(price(TOKEN, 1_000), pay_with, u128::MAX, shares)
			};
			Fault::set(SwapFault::Fails);
			assert_noop!(attempt(), DispatchError::Exhausted);
			Fault::set(SwapFault::GivesLess);
			assert_noop!(attempt(), Error::SwapInexact);
			assert_eq!((issuance(), everything()), (issued, before));
			Fault::set(SwapFault::None);
			assert_ok!(attempt());
		});
	}
}

#[test]
fn what_a_swap_does_not_take_goes_back() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		let price = price(TOKEN, 100_000);
		let cost = cost(price, Native);
		Fault::set(SwapFault::QuotesMore);
		let shares = vec![seller(bob(), 100_000)];
		// What is held against the payer's limit is the quote; what it spends is less.
		assert_noop!(settle_with(price, Native, cost + 6, shares.clone()), Error::SlippageExceeded);
		assert_eq!(settle_with(price, Native, cost + 7, shares), Ok(cost));
		assert_eq!(balance(Native, &alice()), ENDOWMENT - cost);
		assert_eq!(issuance(), issued);
		let [Event::Paid { spent, .. }] = &events()[..] else { panic!("one receipt") };
		assert_eq!(spent.amount, cost);
	});
}

#[test]
fn what_fails_after_a_swap_undoes_it() {
	new_test_ext().execute_with_checks(|| {
		let (issued, before) = (issuance(), everything());
		// The seller cannot be paid, and its share is dust.
		let shares = vec![royalty(bob(), 9_995), seller(nobody(), 5)];
		assert_noop!(
			settle_with(price(SHY, 10_000), TOKEN, u128::MAX, shares),
			Error::PayeeUnpayable
		);
		assert_eq!((issuance(), everything()), (issued, before));
	});
}

#[test]
fn shares_are_held_back_after_a_swap_as_well() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		let shares = vec![seller(bob(), 9_000), royalty(nobody(), 1_000)];
		assert_ok!(settle_with(price(SHY, 10_000), TOKEN, u128::MAX, shares));
		assert_eq!(outcomes(), [Paid, Claimable]);
		assert_eq!(waiting(SHY, &nobody()), 1_000);
		assert_eq!(balance(SHY, &Payments::pot(SHY)), 1_000);
		assert_eq!(issuance(), issued);
	});
}
