//! Payees that cannot be paid, and what becomes of their shares.

use super::*;

/// Settles 1,000 between Bob, the seller, and somebody who gets `amount`.
fn settle_for(currency: Currency, payee: AccountId, amount: Balance) -> DispatchResult {
	let shares = vec![royalty(payee, amount), seller(bob(), 1_000 - amount)];
	settle(price(currency, 1_000), shares).map(|_| ())
}

#[test]
fn a_blocked_payee_stops_nobody() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		block(TOKEN, &carol());
		assert_ok!(settle_for(TOKEN, carol(), 300));
		assert_eq!(balance(TOKEN, &bob()), ENDOWMENT + 700);
		assert_eq!(balance(TOKEN, &carol()), ENDOWMENT);
		assert_eq!(waiting(TOKEN, &carol()), 300);
		assert_eq!(balance(TOKEN, &Payments::pot(TOKEN)), 300);
		assert_eq!(issuance(), issued);
		let [held_back, Event::Paid { shares, .. }] = &events()[..] else { panic!("two events") };
		let expected =
			Event::ShareHeldBack { receipt: 0, payee: carol(), currency: TOKEN, amount: 300 };
		assert_eq!(*held_back, expected);
		let expected = [(royalty(carol(), 300), Claimable), (seller(bob(), 700), Paid)];
		assert_eq!(shares.to_vec(), expected);
	});
}

#[test]
fn a_payee_without_a_provider_reference_stops_nobody() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(settle_for(SHY, nobody(), 300));
		assert_eq!(outcomes(), [Claimable, Paid]);
		assert_eq!(waiting(SHY, &nobody()), 300);
		// A token that any account can have is no matter.
		assert_ok!(settle_for(TOKEN, nobody(), 300));
		assert_eq!(outcomes(), [Paid, Paid]);
	});
}

#[test]
fn a_frozen_payee_is_paid() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(Assets::freeze(by(issuer()), token(TOKEN), carol()));
		assert_ok!(settle_for(TOKEN, carol(), 300));
		assert_eq!(outcomes(), [Paid, Paid]);
	});
}

#[test]
fn a_seller_that_cannot_be_paid_claims() {
	new_test_ext().execute_with_checks(|| {
		block(SHY, &bob());
		assert_ok!(settle_for(SHY, nobody(), 300));
		assert_eq!(outcomes(), [Claimable, Claimable]);
		assert_eq!(waiting(SHY, &bob()), 700);
		assert_eq!(waiting(SHY, &nobody()), 300);
	});
}

#[test]
fn a_sellers_dust_waits_with_what_waits_or_stops_the_settlement() {
	new_test_ext().execute_with_checks(|| {
		block(SHY, &bob());
		let dust = || vec![royalty(carol(), 996), seller(bob(), 4)];
		assert_noop!(settle(price(SHY, 1_000), dust()), Error::PayeeUnpayable);
		assert_ok!(settle(price(SHY, 10), vec![seller(bob(), 10)]));
		assert_ok!(settle(price(SHY, 1_000), dust()));
		assert_eq!(outcomes(), [Paid, Claimable]);
		assert_eq!(waiting(SHY, &bob()), 14);
	});
}

#[test]
fn a_pot_that_is_blocked_gives_nobody_anothers_share() {
	new_test_ext().execute_with_checks(|| {
		block(TOKEN, &carol());
		let pot = Payments::pot(TOKEN);
		fund(TOKEN, &pot, 100);
		block(TOKEN, &pot);
		assert_noop!(settle_for(TOKEN, carol(), 300), Error::PayeeUnpayable);
		assert_noop!(
			settle(price(TOKEN, 1_000), vec![seller(carol(), 1_000)]),
			Error::PayeeUnpayable
		);
	});
}

#[test]
fn several_shares_of_one_payee_are_one_claim() {
	new_test_ext().execute_with_checks(|| {
		let shares = vec![royalty(nobody(), 300), seller(nobody(), 500), royalty(nobody(), 200)];
		assert_ok!(settle(price(SHY, 1_000), shares));
		assert_eq!(outcomes(), [Claimable; 3]);
		assert_eq!(waiting(SHY, &nobody()), 1_000);
	});
}

#[test]
fn sixteen_payees_that_cannot_be_paid() {
	new_test_ext().execute_with_checks(|| {
		let mut shares = vec![seller(account(20), 100)];
		shares.extend((21..36).map(|n| royalty(account(n), 100)));
		assert_ok!(settle(price(SHY, 1_600), shares));
		assert_eq!(outcomes(), [Claimable; 16]);
		assert_eq!(Pots::<Test>::get(SHY), Some(PotRecord { owed: 1_600, provided: true }));
	});
}

#[test]
fn the_first_payer_pays_for_the_claim() {
	new_test_ext().execute_with_checks(|| {
		let deposit = Payments::claim_price().expect("has a price");
		assert_ok!(settle_for(SHY, nobody(), 300));
		assert_eq!(held(HoldReason::Claim, &alice()), deposit);
		// Neither the same nor another payer pays again.
		assert_ok!(settle_for(SHY, nobody(), 300));
		let shares = vec![seller(nobody(), 100)];
		assert_ok!(settle_by(&carol(), price(SHY, 100), SHY, 100, shares));
		assert_eq!(held(HoldReason::Claim, &alice()), deposit);
		assert_eq!(held(HoldReason::Claim, &carol()), 0);
		// Another claim is another's.
		assert_ok!(settle_for(SHY, account(8), 300));
		assert_eq!(held(HoldReason::Claim, &alice()), 2 * deposit);
	});
}

#[test]
fn a_payer_without_the_deposit_keeps_everything() {
	new_test_ext().execute_with_checks(|| {
		let deposit = Payments::claim_price().expect("has a price");
		let have = |amount| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), alice(), amount));
		};
		have(deposit + EXISTENTIAL_DEPOSIT - 1);
		// It would have to be bought, and there is nothing left to buy it with.
		assert_noop!(settle_for(SHY, nobody(), 300), Error::SlippageExceeded);
		have(deposit + EXISTENTIAL_DEPOSIT);
		assert_ok!(settle_for(SHY, nobody(), 300));
	});
}

#[test]
fn a_payer_without_the_deposit_buys_it_with_what_it_pays_with() {
	new_test_ext().execute_with_checks(|| {
		let issued = issuance();
		let deposit = Payments::claim_price().expect("has a price");
		let payer = account(10);
		fund(TOKEN, &payer, ENDOWMENT);
		assert_eq!(balance(Native, &payer), 0);
		block(TOKEN, &carol());
		let shares = || vec![royalty(carol(), 300), seller(nobody(), 700)];
		let price = price(TOKEN, 1_000);
		let settle = |most| settle_by(&payer, price, TOKEN, most, shares());
		// The most that is to be spent covers that, too.
		assert_noop!(settle(1_000), Error::SlippageExceeded);
		events();
		let spent = settle(u128::MAX).expect("can be had");
		let [Event::ShareHeldBack { .. }, topped_up, Event::Paid { spent: told, .. }] =
			&events()[..]
		else {
			panic!("three events")
		};
		let bought = Price::new(TOKEN, spent - 1_000);
		let amount = deposit + EXISTENTIAL_DEPOSIT;
		let expected = Event::ToppedUp { who: payer.clone(), amount, spent: bought };
		assert_eq!((topped_up, *told), (&expected, price));
		assert_eq!(balance(TOKEN, &payer), ENDOWMENT - spent);
		assert_eq!(held(HoldReason::Claim, &payer), deposit);
		assert_eq!(waiting(TOKEN, &carol()), 300);
		unblock(TOKEN, &carol());
		assert_ok!(Payments::claim(by(bob()), TOKEN, carol()));
		assert_eq!(balance(Native, &payer), amount);
		let all = issuance();
		assert_eq!(all[0], issued[0]);
	});
}

#[test]
fn one_purchase_of_the_deposit_covers_all_claims() {
	new_test_ext().execute_with_checks(|| {
		let deposit = Payments::claim_price().expect("has a price");
		let payer = account(10);
		fund(TOKEN, &payer, ENDOWMENT);
		let price = price(SHY, 600);
		let shares = (20..26).map(|n| royalty(account(n), 100)).collect();
		assert_ok!(settle_by(&payer, price, TOKEN, u128::MAX, shares));
		assert_eq!(held(HoldReason::Claim, &payer), 6 * deposit);
		let bought = events().iter().filter(|e| matches!(e, Event::ToppedUp { .. })).count();
		assert_eq!(bought, 1);
	});
}

#[test]
fn who_pays_in_a_contract_has_to_have_the_deposit() {
	new_test_ext().execute_with_checks(|| {
		let payer = account(10);
		fund(ERC20, &payer, 1_000);
		Refused::set(vec![carol()]);
		let settle = || {
			let shares = vec![royalty(carol(), 300), seller(bob(), 700)];
			settle_by(&payer, price(ERC20, 1_000), ERC20, 1_000, shares)
		};
		assert_noop!(settle(), TokenError::FundsUnavailable);
		fund(Native, &payer, ENDOWMENT);
		assert_ok!(settle());
	});
}
