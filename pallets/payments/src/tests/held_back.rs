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
fn dust_goes_to_the_seller() {
	for (currency, minimum) in [(Native, EXISTENTIAL_DEPOSIT), (SHY, TOKEN_MINIMUM)] {
		new_test_ext().execute_with_checks(|| {
			let issued = issuance();
			assert_ok!(settle_for(currency, nobody(), minimum - 1));
			let [Event::Paid { shares, .. }] = &events()[..] else { panic!("one event") };
			assert_eq!(
				shares.to_vec(),
				[
					(royalty(nobody(), minimum - 1), ToSeller),
					(seller(bob(), 1_000 - minimum + 1), Paid)
				]
			);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + 1_000);
			assert_eq!(waiting(currency, &nobody()), 0);
			assert_eq!(issuance(), issued);
		});
	}
}

#[test]
fn dust_is_kept_where_something_waits_already() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(settle_for(SHY, nobody(), TOKEN_MINIMUM));
		assert_eq!(outcomes(), [Claimable, Paid]);
		assert_ok!(settle_for(SHY, nobody(), 1));
		assert_eq!(outcomes(), [Claimable, Paid]);
		assert_eq!(waiting(SHY, &nobody()), TOKEN_MINIMUM + 1);
		// But not for somebody else, though the pot could take it.
		assert_ok!(settle_for(SHY, account(8), 1));
		assert_eq!(outcomes(), [ToSeller, Paid]);
	});
}

#[test]
fn a_seller_without_a_share_takes_the_dust() {
	new_test_ext().execute_with_checks(|| {
		let shares = vec![royalty(nobody(), 5), seller(bob(), 0), royalty(carol(), 995)];
		assert_ok!(settle(price(SHY, 1_000), shares));
		let [Event::Paid { shares, .. }] = &events()[..] else { panic!("one event") };
		assert_eq!(
			shares.to_vec(),
			[
				(royalty(nobody(), 5), ToSeller),
				(seller(bob(), 0), Paid),
				(royalty(carol(), 995), Paid)
			]
		);
		assert_eq!(balance(SHY, &bob()), ENDOWMENT + 5);
	});
}

#[test]
fn a_seller_that_cannot_be_paid_claims() {
	new_test_ext().execute_with_checks(|| {
		block(SHY, &bob());
		assert_ok!(settle_for(SHY, nobody(), 5));
		assert_eq!(outcomes(), [ToSeller, Claimable]);
		// The dust with its own.
		assert_eq!(waiting(SHY, &bob()), 1_000);
	});
}

#[test]
fn dust_that_nobody_can_take_stops_the_settlement() {
	new_test_ext().execute_with_checks(|| {
		block(SHY, &bob());
		let dust = vec![royalty(nobody(), 3), seller(bob(), 4)];
		assert_noop!(settle(price(SHY, 7), dust), Error::PayeeUnpayable);
		// Nor when there is no seller.
		let dust = vec![royalty(nobody(), 3), royalty(carol(), 997)];
		assert_noop!(settle(price(SHY, 1_000), dust), Error::PayeeUnpayable);
		let together = vec![royalty(nobody(), 5), seller(bob(), 5)];
		assert_ok!(settle(price(SHY, 10), together));
		assert_eq!(outcomes(), [ToSeller, Claimable]);
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
		let price = price(SHY, 100);
		assert_ok!(Payments::do_settle(&carol(), price, SHY, 100, shares, PURPOSE));
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
		assert_noop!(settle_for(SHY, nobody(), 300), TokenError::FundsUnavailable);
		have(deposit + EXISTENTIAL_DEPOSIT);
		assert_ok!(settle_for(SHY, nobody(), 300));
	});
}
