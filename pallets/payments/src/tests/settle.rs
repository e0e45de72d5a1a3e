//! Settling in the currency of the price.

use super::*;
use frame_support::traits::{LockableCurrency, WithdrawReasons};

const CURRENCIES: [Currency; 4] = [Native, TOKEN, SHY, ERC20];

#[test]
fn everyone_gets_their_share_in_every_currency() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			let shares = vec![seller(bob(), 700), royalty(carol(), 300)];
			assert_eq!(settle(price(currency, 1_000), shares.clone()), Ok(1_000));
			assert_eq!(balance(currency, &alice()), ENDOWMENT - 1_000);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 700);
			assert_eq!(balance(currency, &carol()), ENDOWMENT + 300);
			assert_eq!(issuance(), issued);
			let shares = shares.into_iter().map(|share| (share, Paid)).collect::<Vec<_>>();
			let expected = Event::Paid {
				receipt: 0,
				payer: alice(),
				purpose: PURPOSE,
				price: price(currency, 1_000),
				spent: price(currency, 1_000),
				path: Default::default(),
				shares: shares.try_into().expect("few enough"),
			};
			assert_eq!(events(), [expected]);
		});
	}
}

#[test]
fn receipts_are_numbered() {
	new_test_ext().execute_with_checks(|| {
		for number in 0..3 {
			assert_ok!(settle(price(Native, 10), vec![seller(bob(), 10)]));
			assert!(matches!(&events()[..], [Event::Paid { receipt, .. }] if *receipt == number));
		}
		NextReceipt::<Test>::put(u64::MAX);
		assert_noop!(settle(price(Native, 10), vec![seller(bob(), 10)]), Error::CounterExhausted);
	});
}

#[test]
fn sixteen_payees_and_a_remainder() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			let total = 100_003;
			let each = total / 16;
			let mut shares = vec![seller(bob(), total - 15 * each)];
			for n in 20..35 {
				frame_system::Pallet::<Test>::inc_providers(&account(n));
				shares.push(royalty(account(n), each));
			}
			assert_eq!(settle(price(currency, total), shares), Ok(total));
			assert_eq!(outcomes(), [Paid; 16]);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + each + total % 16);
			for n in 20..35 {
				assert_eq!(balance(currency, &account(n)), each);
			}
			assert_eq!(issuance(), issued);
		});
	}
}

#[test]
fn a_price_of_zero_is_a_receipt() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let root = balance(currency, &alice());
			assert_eq!(settle(price(currency, 0), vec![]), Ok(0));
			assert_eq!(settle(price(currency, 0), vec![seller(bob(), 0)]), Ok(0));
			// Whatever it would be paid with.
			assert_eq!(settle_with(price(POOLLESS, 0), currency, 0, vec![]), Ok(0));
			assert_eq!(settle_with(price(ERC20, 0), currency, 0, vec![]), Ok(0));
			assert_eq!(balance(currency, &alice()), root);
			let receipts = events();
			assert_eq!(receipts.len(), 4);
			for receipt in receipts {
				let Event::Paid { spent, shares, .. } = receipt else { panic!("{receipt:?}") };
				assert_eq!((spent, shares.len()), (price(currency, 0), 0));
			}
		});
	}
}

#[test]
fn shares_of_zero_are_dropped() {
	new_test_ext().execute_with_checks(|| {
		let mut shares = vec![seller(nobody(), 0), royalty(bob(), 100)];
		shares.extend((20..60).map(|n| royalty(account(n), 0)));
		assert_ok!(settle(price(Native, 100), shares));
		let [Event::Paid { shares, .. }] = &events()[..] else { panic!("one receipt") };
		assert_eq!(shares.to_vec(), [(royalty(bob(), 100), Paid)]);
	});
}

#[test]
fn a_payer_may_be_among_the_payees() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let shares = vec![seller(bob(), 600), royalty(alice(), 400)];
			assert_eq!(settle(price(currency, 1_000), shares), Ok(1_000));
			assert_eq!(balance(currency, &alice()), ENDOWMENT - 600);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 600);
		});
	}
}

#[test]
fn one_account_may_get_several_shares() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let shares = vec![seller(bob(), 600), royalty(bob(), 300), royalty(bob(), 100)];
			assert_ok!(settle(price(currency, 1_000), shares));
			assert_eq!(outcomes(), [Paid; 3]);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 1_000);
		});
	}
}

#[test]
fn shares_have_to_add_up() {
	for currency in CURRENCIES {
		new_test_ext().execute_with_checks(|| {
			let price = price(currency, 1_000);
			for shares in [
				vec![],
				vec![seller(bob(), 999)],
				vec![seller(bob(), 1_001)],
				vec![seller(bob(), 1_000), royalty(carol(), 1)],
				// Adds up to the price modulo 2^128.
				vec![seller(bob(), u128::MAX), royalty(carol(), 1_001)],
			] {
				assert_noop!(settle(price, shares), Error::SharesDoNotAddUp);
			}
		});
	}
}

#[test]
fn there_are_sixteen_payees_at_most() {
	new_test_ext().execute_with_checks(|| {
		let shares: Vec<_> = (0..17).map(|_| royalty(bob(), 10)).collect();
		assert_noop!(settle(price(Native, 170), shares), Error::TooManyPayees);
	});
}

#[test]
fn a_price_may_be_half_of_what_can_be_counted() {
	new_test_ext().execute_with_checks(|| {
		for currency in CURRENCIES {
			for amount in [u128::MAX, u128::MAX / 2 + 1] {
				let shares = vec![seller(bob(), amount)];
				assert_noop!(settle(price(currency, amount), shares), Error::PriceTooHigh);
			}
			let most = u128::MAX / 2;
			let shares = vec![seller(bob(), most)];
			assert_noop!(settle(price(currency, most), shares), Error::InsufficientFunds);
		}
	});
}

#[test]
fn the_payer_says_how_much_at_most() {
	new_test_ext().execute_with_checks(|| {
		for currency in CURRENCIES {
			let price = price(currency, 1_000);
			assert_noop!(
				settle_with(price, currency, 999, vec![seller(bob(), 1_000)]),
				Error::SlippageExceeded
			);
			assert_ok!(settle_with(price, currency, u128::MAX, vec![seller(bob(), 1_000)]));
		}
	});
}

#[test]
fn the_payer_stays_above_the_minimum() {
	for (currency, minimum) in
		[(Native, EXISTENTIAL_DEPOSIT), (TOKEN, TOKEN_MINIMUM), (SHY, TOKEN_MINIMUM)]
	{
		new_test_ext().execute_with_checks(|| {
			let spendable = ENDOWMENT - minimum;
			for amount in [spendable + 1, ENDOWMENT] {
				let shares = vec![seller(bob(), amount)];
				assert_noop!(settle(price(currency, amount), shares), Error::PayerBelowMinimum);
			}
			let amount = ENDOWMENT + 1;
			let shares = vec![seller(bob(), amount)];
			assert_noop!(settle(price(currency, amount), shares), Error::InsufficientFunds);
			let shares = vec![seller(bob(), spendable)];
			assert_ok!(settle(price(currency, spendable), shares));
			assert_eq!(balance(currency, &alice()), minimum);
			assert_noop!(
				settle(price(currency, 1), vec![seller(bob(), 1)]),
				Error::PayerBelowMinimum
			);
		});
	}
}

#[test]
fn an_erc20_can_be_spent_to_the_last() {
	new_test_ext().execute_with_checks(|| {
		let all = ENDOWMENT;
		assert_noop!(
			settle(price(ERC20, all + 1), vec![seller(bob(), all + 1)]),
			Error::InsufficientFunds
		);
		assert_ok!(settle(price(ERC20, all), vec![seller(bob(), all)]));
		assert_eq!(balance(ERC20, &alice()), 0);
	});
}

#[test]
fn frozen_funds_stay() {
	new_test_ext().execute_with_checks(|| {
		let pay = |currency| settle(price(currency, 1_000), vec![seller(bob(), 1_000)]);
		// The account's balance.
		assert_ok!(Assets::freeze(by(issuer()), token(TOKEN), alice()));
		assert_noop!(pay(TOKEN), Error::FundsFrozen);
		assert_ok!(Assets::thaw(by(issuer()), token(TOKEN), alice()));
		assert_ok!(pay(TOKEN));
		// The token.
		assert_ok!(Assets::freeze_asset(by(issuer()), token(TOKEN)));
		assert_noop!(pay(TOKEN), Error::FundsFrozen);
		assert_noop!(
			settle_with(price(Native, 1_000), TOKEN, 9_999, vec![seller(bob(), 1_000)]),
			// No pool of a frozen token can be used.
			Error::NoPool
		);
		// The native token.
		Balances::set_lock(*b"mh/tests", &alice(), ENDOWMENT - 10, WithdrawReasons::all());
		assert_noop!(pay(Native), Error::FundsFrozen);
	});
}

#[test]
fn what_is_on_hold_is_not_spent() {
	use frame_support::traits::fungible::MutateHold;
	new_test_ext().execute_with_checks(|| {
		let reason = HoldReason::Lock.into();
		assert_ok!(Balances::hold(&reason, &alice(), ENDOWMENT - 1_000));
		assert_noop!(
			settle(price(Native, 1_001), vec![seller(bob(), 1_001)]),
			Error::InsufficientFunds
		);
		assert_noop!(
			settle(price(Native, 1_000), vec![seller(bob(), 1_000)]),
			Error::PayerBelowMinimum
		);
		assert_ok!(settle(price(Native, 900), vec![seller(bob(), 900)]));
		assert_ok!(Balances::release(
			&reason,
			&alice(),
			ENDOWMENT - 1_000,
			frame_support::traits::tokens::Precision::Exact
		));
	});
}

#[test]
fn a_token_has_to_be_there() {
	new_test_ext().execute_with_checks(|| {
		let unknown = Currency::Token(77);
		assert_noop!(settle(price(unknown, 10), vec![seller(bob(), 10)]), Error::UnknownToken);
		assert_ok!(Assets::start_destroy(by(issuer()), token(POOLLESS)));
		assert_noop!(settle(price(POOLLESS, 10), vec![seller(bob(), 10)]), Error::UnknownToken);
	});
}
