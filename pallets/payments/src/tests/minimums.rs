//! Prices in which a share is less than an account can have.

use super::*;

/// The token of a seller that wants to share nothing.
const OWN: u32 = 50;

/// Bob's token, any account of which has at least `minimum`; a pool; and some of it for Alice.
fn own_token(minimum: Balance) -> Currency {
	create_token(OWN, true, minimum);
	let own = Currency::Token(OWN);
	fund(own, &issuer(), LIQUIDITY);
	create_pool(NativeOrWithId::Native, NativeOrWithId::WithId(OWN), LIQUIDITY / 4, LIQUIDITY / 4);
	fund(own, &alice(), LIQUIDITY);
	own
}

/// Pays 1,000, of which Carol is owed a tenth, with a currency.
fn sell(currency: Currency, pay_with: Currency) -> Result<Balance, DispatchError> {
	let shares = vec![seller(bob(), 900), royalty(carol(), 100)];
	settle_with(price(currency, 1_000), pay_with, u128::MAX, shares)
}

#[test]
fn a_sellers_own_token_takes_nothing_from_others() {
	for minimum in [101, 1_000, 1_000_000] {
		new_test_ext().execute_with_checks(|| {
			let own = own_token(minimum);
			// Whether the buyer swaps or not.
			for pay_with in [own, Native, TOKEN] {
				assert_noop!(sell(own, pay_with), Error::ShareBelowMinimum);
			}
			// A payee that happens to have some of it changes nothing.
			fund(own, &carol(), minimum);
			assert_noop!(sell(own, own), Error::ShareBelowMinimum);
		});
	}
}

#[test]
fn a_share_of_the_minimum_is_enough() {
	new_test_ext().execute_with_checks(|| {
		let own = own_token(100);
		assert_ok!(sell(own, Native));
		assert_eq!(outcomes(), [Paid, Paid]);
		assert_eq!(balance(own, &carol()), 100);
		block(own, &carol());
		assert_ok!(sell(own, Native));
		assert_eq!(outcomes(), [Paid, Claimable]);
		assert_eq!(waiting(own, &carol()), 100);
	});
}

#[test]
fn the_minimum_is_each_currencys_own() {
	for (currency, minimum) in [(TOKEN, TOKEN_MINIMUM), (SHY, TOKEN_MINIMUM), (ERC20, 7)] {
		new_test_ext().execute_with_checks(|| {
			Minimum::set(7);
			let settle = |other, kind| {
				let share = Share { payee: carol(), amount: other, kind };
				settle(price(currency, 1_000), vec![seller(bob(), 1_000 - other), share])
			};
			for kind in [
				ShareKind::Royalty,
				ShareKind::Upstream(3),
				ShareKind::Collection(0),
				ShareKind::Ancestor(metahub_assets::AssetId::new(0, 0)),
			] {
				assert_noop!(settle(minimum - 1, kind), Error::ShareBelowMinimum);
				assert_ok!(settle(minimum, kind));
			}
			// Nothing owed is nothing too little.
			assert_ok!(settle(0, ShareKind::Royalty));
		});
	}
}

/// What the pot has beside what it owes.
fn spare() -> Balance {
	let owed = Pots::<Test>::get(Native).map_or(0, |pot| pot.owed);
	balance(Native, &Payments::pot(Native)) - owed
}

#[test]
fn no_share_is_too_small_in_the_native_token() {
	new_test_ext().execute_with_checks(|| {
		assert_eq!(spare(), EXISTENTIAL_DEPOSIT);
		// A payee with an account gets it; the pot keeps it for one without.
		let shares = || vec![seller(bob(), 998), royalty(carol(), 1), royalty(nobody(), 1)];
		let before = balance(Native, &carol());
		assert_ok!(settle(price(Native, 1_000), shares()));
		assert_eq!(outcomes(), [Paid, Paid, Claimable]);
		assert_eq!(balance(Native, &carol()), before + 1);
		assert_eq!((waiting(Native, &nobody()), spare()), (1, EXISTENTIAL_DEPOSIT));
		// It is too little for an account, and goes to one that there is.
		assert_noop!(Payments::claim(by(bob()), Native, nobody()), Error::PayeeUnpayable);
		assert_ok!(Payments::claim_to(by(nobody()), Native, carol()));
		assert_eq!(balance(Native, &carol()), before + 2);
		assert!(Pots::<Test>::get(Native).is_none());
		// The pot stays alive for the next one, whatever is claimed out of it.
		for n in 1..=EXISTENTIAL_DEPOSIT {
			assert_ok!(settle(price(Native, 1_000), shares()));
			assert_eq!((waiting(Native, &nobody()), spare()), (n, EXISTENTIAL_DEPOSIT));
		}
		assert_ok!(Payments::claim(by(bob()), Native, nobody()));
		assert_eq!(balance(Native, &nobody()), EXISTENTIAL_DEPOSIT);
		assert_eq!(balance(Native, &Payments::pot(Native)), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_pot_that_is_not_endowed_keeps_no_dust() {
	new_test_ext().execute_with(|| {
		let pot = Payments::pot(Native);
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), pot.clone(), 0));
		let settle = |share| {
			settle(
				price(Native, 1_000),
				vec![seller(bob(), 1_000 - share), royalty(carol(), share)],
			)
		};
		assert_noop!(settle(EXISTENTIAL_DEPOSIT - 1), Error::ShareBelowMinimum);
		assert_ok!(settle(EXISTENTIAL_DEPOSIT));
		assert!(Payments::do_try_state().is_err(), "is noticed");
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), pot, EXISTENTIAL_DEPOSIT));
		assert_ok!(settle(1));
	});
}

#[test]
fn a_tokens_pot_keeps_no_dust_whatever_is_sent_there() {
	new_test_ext().execute_with_checks(|| {
		// Else a seller endows the pot of its own token, and takes it back as the token's admin.
		fund(TOKEN, &Payments::pot(TOKEN), 100 * TOKEN_MINIMUM);
		let shares = vec![seller(bob(), 999), royalty(carol(), 1)];
		assert_noop!(settle(price(TOKEN, 1_000), shares), Error::ShareBelowMinimum);
	});
}

#[test]
fn every_share_counts_not_the_largest() {
	new_test_ext().execute_with_checks(|| {
		// Nor does it help that two of them go to one account.
		let small = royalty(carol(), TOKEN_MINIMUM - 1);
		let shares = vec![seller(bob(), 900), royalty(carol(), 82), small.clone(), small];
		assert_noop!(settle(price(TOKEN, 1_000), shares), Error::ShareBelowMinimum);
	});
}

#[test]
fn the_sellers_share_may_be_anything() {
	new_test_ext().execute_with_checks(|| {
		for amount in [0, 1, TOKEN_MINIMUM - 1] {
			let shares = vec![seller(bob(), amount), royalty(carol(), 500)];
			assert_ok!(settle(price(TOKEN, 500 + amount), shares));
		}
		// It is the seller's own business that it cannot be paid.
		let shares = vec![seller(account(9), 5), royalty(carol(), 500)];
		assert_noop!(settle(price(TOKEN, 505), shares), Error::PayeeUnpayable);
	});
}

/// The minimum that counts is that of the sale. Raising it is the owner's only while nobody has any.
#[test]
fn a_minimum_cannot_be_raised_over_what_waits() {
	new_test_ext().execute_with_checks(|| {
		let own = Currency::Token(OWN);
		create_token(OWN, false, 1);
		fund(own, &alice(), 1_000_000);
		let raise = |minimum| Assets::set_min_balance(by(issuer()), OWN, minimum);
		type Tokens = pallet_assets::Error<Test, frame_support::instances::Instance1>;
		assert_noop!(raise(1_000), Tokens::NoPermission);
		let shares = || vec![royalty(nobody(), 5), seller(bob(), 995)];
		assert_ok!(settle(price(own, 1_000), shares()));
		assert_eq!(waiting(own, &nobody()), 5);
		assert_noop!(raise(1_000), Tokens::NoPermission);
		assert_ok!(Payments::claim_to(by(nobody()), own, bob()));
		assert_eq!(balance(own, &bob()), 1_000);
	});
}
