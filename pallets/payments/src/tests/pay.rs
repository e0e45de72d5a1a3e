//! The plain payment.

use super::*;
use frame_support::weights::Weight;

const MEMO: H256 = H256([5; 32]);

/// Whether one weight is less compute than another.
fn less(one: Weight, other: Weight) -> bool {
	one.ref_time() < other.ref_time()
}

#[test]
fn anyone_pays_anyone_in_any_token() {
	for (currency, pay_with) in [(Native, Native), (TOKEN, Native), (SHY, TOKEN), (ERC20, ERC20)] {
		new_test_ext().execute_with_checks(|| {
			let price = price(currency, 1_000);
			let most = 2_100;
			assert_ok!(Payments::pay(by(alice()), bob(), price, pay_with, most, MEMO));
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 1_000);
			let [Event::Paid { payer, purpose, shares, .. }] = &events()[..] else {
				panic!("one receipt")
			};
			assert_eq!((payer, purpose), (&alice(), &Purpose::Other(MEMO)));
			assert_eq!(shares.to_vec(), [(seller(bob(), 1_000), Paid)]);
		});
	}
}

#[test]
fn a_payment_is_refused_for_its_reason() {
	new_test_ext().execute_with_checks(|| {
		let pay = |payee, price, pay_with, most| {
			Payments::pay(by(alice()), payee, price, pay_with, most, MEMO)
		};
		let thousand = price(Native, 1_000);
		assert_noop!(
			Payments::pay(RuntimeOrigin::none(), bob(), thousand, Native, 1_000, MEMO),
			DispatchError::BadOrigin
		);
		assert_noop!(pay(alice(), thousand, Native, 1_000), Error::PayeeIsPayer);
		assert_noop!(pay(bob(), thousand, Native, 999), Error::SlippageExceeded);
		assert_noop!(pay(bob(), thousand, POOLLESS, 9_999), Error::NoPool);
		assert_noop!(pay(bob(), price(Native, u128::MAX), Native, u128::MAX), Error::PriceTooHigh);
		assert_noop!(pay(nobody(), price(Native, 99), Native, 99), Error::PayeeUnpayable);
	});
}

#[test]
fn a_payee_that_cannot_be_paid_claims() {
	new_test_ext().execute_with_checks(|| {
		block(TOKEN, &bob());
		let price = price(TOKEN, 1_000);
		assert_ok!(Payments::pay(by(alice()), bob(), price, TOKEN, 1_000, MEMO));
		assert_eq!(waiting(TOKEN, &bob()), 1_000);
	});
}

#[test]
fn the_arguments_say_what_it_weighs() {
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |currency, pay_with| {
		let price = price(currency, 1_000);
		let max_amount = u128::MAX;
		let call = Call::<Test>::pay { payee: bob(), price, pay_with, max_amount, memo: MEMO };
		call.get_dispatch_info().call_weight
	};
	let contract = MockErc20::weight();
	// Without a swap it is less, and a contract's gas is for that contract's tokens.
	assert!(less(weight(Native, Native), weight(Native, TOKEN)));
	assert!(less(weight(TOKEN, TOKEN), weight(SHY, TOKEN)));
	let plain = weight(Native, Native);
	assert_eq!(weight(ERC20, ERC20), plain.saturating_add(contract.saturating_mul(7)));
	// It buys the deposit of a claim, which the native token needs not.
	let bought = Payments::top_up_weight(TOKEN);
	assert_eq!(weight(TOKEN, TOKEN), plain.saturating_add(bought));
	assert_eq!(Payments::top_up_weight(Native), Default::default());
	assert_eq!(Payments::top_up_weight(ERC20), Default::default());
}

#[test]
fn a_settlement_weighs_at_most_what_it_can_come_to() {
	let contract = MockErc20::weight();
	let at_most = |pay_with| Payments::settle_weight(pay_with, 16);
	let took = |currency, path, prices, payees| {
		let quote = Quote { price: price(SHY, 10), pay_with: currency, amount_in: 10, path };
		Payments::settle_weight_of(&quote, prices, payees)
	};
	let path = || vec![TOKEN, Native, SHY];
	// The worst case is what was charged; everything else is less.
	assert_eq!(took(TOKEN, path(), 8, 16), at_most(TOKEN));
	assert!(less(took(TOKEN, path(), 7, 16), at_most(TOKEN)));
	assert!(less(took(TOKEN, path(), 8, 15), at_most(TOKEN)));
	assert!(less(took(TOKEN, vec![], 8, 16), took(TOKEN, path(), 1, 16)));
	assert_eq!(took(ERC20, vec![], 8, 16), at_most(ERC20));
	// A contract is called twice, and up to five times for each payee.
	let calls = at_most(ERC20).saturating_sub(took(Native, vec![], 8, 16));
	assert_eq!(calls, contract.saturating_mul(82));
	let more = took(ERC20, vec![], 1, 16).saturating_sub(took(ERC20, vec![], 1, 15));
	assert!(more.all_gte(contract.saturating_mul(5)));
	// Choosing alone is less than paying, and a contract's token is not looked for in pools.
	assert!(less(Payments::choose_weight(TOKEN, 8), at_most(TOKEN)));
	assert!(less(Payments::choose_weight(ERC20, 8), Payments::choose_weight(TOKEN, 1)));
}
