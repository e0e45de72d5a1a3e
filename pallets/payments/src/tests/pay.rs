//! The plain payment.

use super::*;

const MEMO: H256 = H256([5; 32]);

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
fn a_contract_is_paid_for_by_who_calls_it() {
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |currency, pay_with| {
		let price = price(currency, 1_000);
		let max_amount = u128::MAX;
		let call = Call::<Test>::pay { payee: bob(), price, pay_with, max_amount, memo: MEMO };
		call.get_dispatch_info().call_weight
	};
	let contract = MockErc20::weight();
	let plain = weight(Native, TOKEN);
	assert!(weight(ERC20, ERC20).all_gte(plain.saturating_add(contract.saturating_mul(7))));
	assert_eq!(weight(TOKEN, ERC20), weight(ERC20, ERC20));
	assert_eq!(Payments::settle_weight_with(ERC20, 16), Payments::settle_weight(16));
	let calls = Payments::settle_weight(16).saturating_sub(Payments::settle_weight_with(SHY, 16));
	assert_eq!(calls, contract.saturating_mul(82));
	// Each payee of a settlement may take five calls.
	let more = Payments::settle_weight(16).saturating_sub(Payments::settle_weight(15));
	assert!(more.all_gte(contract.saturating_mul(5)));
}
