//! Sales: who gets what, and every refusal.

use super::*;
use sp_runtime::TokenError;

#[test]
fn item_money_and_deposit_move_together() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 50_000));
		let alice = balance(Native, ALICE);
		listed(ASSET);
		events();
		assert_ok!(buy(ASSET));
		assert_eq!(Owners::get(ASSET), Some(CAROL));
		assert!(Listings::<Test>::get(ASSET).is_none());
		assert_eq!(balance(Native, ALICE), alice + 5);
		assert_eq!(balance(Native, BOB), ENDOWMENT + 95);
		assert_eq!(balance(Native, CAROL), ENDOWMENT - 100);
		let price = Price::new(Native, 100);
		let royalty = Some((ALICE, 5));
		let sold =
			Event::Sold { item: ASSET, seller: BOB, buyer: CAROL, price, spent: price, royalty };
		assert_eq!(events(), [sold]);
		let shares = vec![
			Share { payee: BOB, amount: 95, kind: ShareKind::Seller },
			Share { payee: ALICE, amount: 5, kind: ShareKind::Royalty },
		];
		let purpose = Purpose::Asset(AssetId::new(COLLECTION, 1));
		assert_eq!(LastPaid::get(), Some((purpose, price, shares)));
		// And not a second time.
		assert_noop!(buy(ASSET), Error::NotListed);
	});
}

#[test]
fn licences_pay_their_licensor() {
	checked(|| {
		stage();
		let price = Price::new(GOLD, 1_001);
		assert_ok!(Market::list(by(BOB), LICENCE, vec![price], false, None));
		assert_ok!(Market::buy(by(CAROL), LICENCE, BOB, GOLD, 1_001));
		// 3 % of 1,001, rounded down.
		assert_eq!(balance(GOLD, ALICE), ENDOWMENT + 30);
		assert_eq!(balance(GOLD, BOB), ENDOWMENT + 971);
		assert_eq!(balance(GOLD, CAROL), ENDOWMENT - 1_001);
		assert_eq!(LastPaid::get().expect("was paid").0, Purpose::LicenceSale(5));
	});
}

#[test]
fn other_currencies_are_swapped_up_to_the_maximum() {
	checked(|| {
		stage();
		listed(ASSET);
		assert_noop!(Market::buy(by(CAROL), ASSET, BOB, SILVER, 200), Error::OverMaxAmount);
		events();
		assert_ok!(Market::buy(by(CAROL), ASSET, BOB, SILVER, 201));
		assert_eq!(balance(Native, BOB), ENDOWMENT + 100);
		assert_eq!(balance(Native, CAROL), ENDOWMENT);
		assert_eq!(balance(SILVER, CAROL), ENDOWMENT - 201);
		let sold = Event::Sold {
			item: ASSET,
			seller: BOB,
			buyer: CAROL,
			price: Price::new(Native, 100),
			spent: Price::new(SILVER, 201),
			royalty: None,
		};
		assert_eq!(events(), [sold]);
	});
	checked(|| {
		stage();
		assert_ok!(Market::list(by(BOB), ASSET, hundred(), false, None));
		assert_noop!(Market::buy(by(CAROL), ASSET, BOB, SILVER, u128::MAX), NOT_ACCEPTED);
	});
}

#[test]
fn a_receiver_who_sells_is_paid_both_ways() {
	checked(|| {
		stage();
		PublisherOf::insert(COLLECTION, BOB);
		assert_ok!(Market::set_royalty(by(BOB), COLLECTION, 50_000));
		let before = balance(Native, BOB);
		listed(ASSET);
		assert_ok!(buy(ASSET));
		assert_eq!(balance(Native, BOB), before + 100);
	});
}

#[test]
fn what_is_not_listed_by_the_seller_is_not_sold() {
	checked(|| {
		stage();
		assert_noop!(buy(ASSET), Error::NotListed);
		listed(ASSET);
		let from_alice = Market::buy(by(CAROL), ASSET, ALICE, Native, 100);
		assert_noop!(from_alice, Error::SellerChanged);
		assert_noop!(buy(LICENCE), Error::NotListed);
	});
}

#[test]
fn a_stale_listing_does_not_sell() {
	checked(|| {
		stage();
		listed(ASSET);
		Owners::insert(ASSET, ALICE);
		assert_noop!(buy(ASSET), Error::Stale);
		Owners::remove(ASSET);
		assert_noop!(buy(ASSET), Error::Stale);
		// Who gets it back sells as before.
		Owners::insert(ASSET, BOB);
		assert_ok!(buy(ASSET));
	});
}

#[test]
fn nothing_sells_after_it_has_closed() {
	checked(|| {
		stage();
		assert_ok!(Market::list(by(BOB), ASSET, hundred(), true, Some(2_000)));
		Now::set(2_000);
		assert_noop!(buy(ASSET), Error::Closed);
		Now::set(1_999);
		assert_ok!(buy(ASSET));
	});
}

#[test]
fn sellers_do_not_buy_from_themselves() {
	checked(|| {
		stage();
		listed(ASSET);
		let own = Market::buy(by(BOB), ASSET, BOB, Native, 100);
		assert_noop!(own, Error::SelfPurchase);
		// Even when it is not theirs any more.
		Owners::insert(ASSET, CAROL);
		let own = Market::buy(by(BOB), ASSET, BOB, Native, 100);
		assert_noop!(own, Error::SelfPurchase);
	});
}

#[test]
fn what_may_not_move_is_not_sold() {
	checked(|| {
		stage();
		listed(LICENCE);
		Locked::insert(LICENCE, ());
		assert_noop!(buy(LICENCE), Error::NotTransferable);
	});
}

#[test]
fn sellers_agree_to_a_higher_royalty_first() {
	checked(|| {
		stage();
		listed(ASSET);
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 1));
		assert_noop!(buy(ASSET), Error::RoyaltyRaised);
		listed(ASSET);
		// A lower one needs no agreement.
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 0));
		assert_ok!(buy(ASSET));
		assert_eq!(balance(Native, BOB), ENDOWMENT + 100);
	});
}

#[test]
fn nothing_is_traded_while_a_payment_is_under_way() {
	checked(|| {
		stage();
		listed(ASSET);
		Settling::set(true);
		assert_noop!(buy(ASSET), Error::Reentrancy);
		assert_noop!(Market::unlist(by(BOB), ASSET), Error::Reentrancy);
		assert_noop!(Market::list(by(BOB), LICENCE, hundred(), true, None), Error::Reentrancy);
		assert_noop!(Market::set_royalty(by(ALICE), COLLECTION, 1), Error::Reentrancy);
		Settling::set(false);
		assert_ok!(buy(ASSET));
	});
}

#[test]
fn whichever_step_fails_nothing_is_left_behind() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 50_000));
		listed(ASSET);
		let poor = Market::buy(by(NOBODY), ASSET, BOB, Native, 100);
		assert_noop!(poor, TokenError::FundsUnavailable);
		assert_noop!(Market::do_buy(NOBODY, ASSET, BOB, GOLD, 1_000), NO_MONEY);
		FailTransfer::set(true);
		assert_noop!(Market::do_buy(CAROL, ASSET, BOB, Native, 100), TRANSFER_FAILS);
		FailTransfer::set(false);
		FailPayment::set(true);
		assert_noop!(Market::do_buy(CAROL, ASSET, BOB, Native, 100), PAYMENT_FAILS);
		FailPayment::set(false);
		assert_ok!(buy(ASSET));
	});
}
