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
		let sold = Event::Sold { item: ASSET, seller: BOB, buyer: CAROL, price, spent: price };
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
fn an_assets_ancestors_share_in_its_price() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 50_000));
		Ancestors::insert(ASSET, (POOL, 200_000));
		listed(ASSET);
		assert_ok!(buy(ASSET));
		assert_eq!(balance(Native, BOB), ENDOWMENT + 75);
		assert_eq!(balance(Native, POOL), ENDOWMENT + 20);
		assert_eq!(SoldFor::get(ASSET), Some(Price::new(Native, 100)));
		// What came to be owed after it was listed is not taken from the seller unseen.
		assert_ok!(Market::list(by(CAROL), ASSET, hundred(), true, None));
		Ancestors::insert(ASSET, (POOL, 200_001));
		assert_noop!(buy_as(BOB, ASSET, CAROL, Native, 100), Error::ProceedsLowered);
	});
}

#[test]
fn licences_pay_their_licensor() {
	checked(|| {
		stage();
		let price = Price::new(GOLD, 1_001);
		assert_ok!(Market::list(by(BOB), LICENCE, vec![price], false, None));
		assert_ok!(buy_as(CAROL, LICENCE, BOB, GOLD, 1_001));
		// 3 % of 1,001, rounded up.
		assert_eq!(balance(GOLD, ALICE), ENDOWMENT + 31);
		assert_eq!(balance(GOLD, BOB), ENDOWMENT + 970);
		assert_eq!(balance(GOLD, CAROL), ENDOWMENT - 1_001);
		assert_eq!(LastPaid::get().expect("was paid").0, Purpose::LicenceSale(5));
		assert_eq!(SoldFor::get(LICENCE), Some(price));
	});
}

#[test]
fn other_currencies_are_swapped_up_to_the_maximum() {
	checked(|| {
		stage();
		listed(ASSET);
		assert_noop!(buy_as(CAROL, ASSET, BOB, SILVER, 200), Error::OverMaxAmount);
		events();
		assert_ok!(buy_as(CAROL, ASSET, BOB, SILVER, 201));
		assert_eq!(balance(Native, BOB), ENDOWMENT + 100);
		assert_eq!(balance(Native, CAROL), ENDOWMENT);
		assert_eq!(balance(SILVER, CAROL), ENDOWMENT - 201);
		let sold = Event::Sold {
			item: ASSET,
			seller: BOB,
			buyer: CAROL,
			price: Price::new(Native, 100),
			spent: Price::new(SILVER, 201),
		};
		assert_eq!(events(), [sold]);
	});
	checked(|| {
		stage();
		assert_ok!(Market::list(by(BOB), ASSET, hundred(), false, None));
		assert_noop!(buy_as(CAROL, ASSET, BOB, SILVER, u128::MAX), NOT_ACCEPTED);
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
		let from_alice = buy_as(CAROL, ASSET, ALICE, Native, 100);
		assert_noop!(from_alice, Error::SellerChanged);
		assert_noop!(buy(LICENCE), Error::NotListed);
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
		assert_noop!(buy_as(BOB, ASSET, BOB, Native, 100), Error::SelfPurchase);
	});
}

#[test]
fn what_may_not_move_is_not_sold() {
	checked(|| {
		stage();
		listed(LICENCE);
		Locked::insert(LICENCE, ());
		assert_noop!(buy(LICENCE), NOT_SELLABLE);
	});
}

#[test]
fn sellers_get_what_they_listed_for() {
	checked(|| {
		stage();
		listed(ASSET);
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 1));
		assert_noop!(buy(ASSET), Error::ProceedsLowered);
		listed(ASSET);
		// A lower one needs no agreement.
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 0));
		assert_ok!(buy(ASSET));
		assert_eq!(balance(Native, BOB), ENDOWMENT + 100);
	});
	// An asset's owner who lets it owe an asset of its own takes nothing from its licensees.
	checked(|| {
		stage();
		let prices = vec![Price::new(Native, 100), Price::new(GOLD, 1_000)];
		assert_ok!(Market::list(by(BOB), LICENCE, prices, true, None));
		let listing = Listings::<Test>::get(LICENCE).expect("is listed");
		assert_eq!(listing.proceeds.into_inner(), [97, 970]);
		Ancestors::insert(LICENCE, (ALICE, 1));
		assert_noop!(buy(LICENCE), Error::ProceedsLowered);
		assert_noop!(buy_as(CAROL, LICENCE, BOB, GOLD, 1_000), Error::ProceedsLowered);
		Ancestors::remove(LICENCE);
		assert_ok!(buy_as(CAROL, LICENCE, BOB, GOLD, 1_000));
	});
}

#[test]
fn what_the_buyer_lacks_for_the_deposit_is_within_the_maximum() {
	checked(|| {
		stage();
		listed(LICENCE);
		Deposits::insert(LICENCE, 40);
		// Without the transaction's storage layer: the calls below would hide a partial change.
		let seen = seen(LICENCE);
		let buy = |max| Market::do_buy(CAROL, LICENCE, BOB, seen, Native, max);
		assert_noop!(buy(99), Error::OverMaxAmount);
		assert_noop!(buy(139), NO_MONEY);
		events();
		assert_ok!(buy(140));
		assert_eq!(balance(Native, CAROL), ENDOWMENT - 140);
		let (price, spent) = (Price::new(Native, 100), Price::new(Native, 140));
		let sold = Event::Sold { item: LICENCE, seller: BOB, buyer: CAROL, price, spent };
		assert_eq!(events(), [sold]);
	});
}

#[test]
fn what_is_charged_follows_the_call_and_the_rest_is_refunded() {
	use frame_support::dispatch::GetDispatchInfo;
	checked(|| {
		stage();
		let charged = |item| {
			let (seller, expected) = (BOB, seen(item));
			let call = crate::Call::<Test>::buy {
				item,
				seller,
				expected,
				pay_with: Native,
				max_amount: 1,
			};
			call.get_dispatch_info().call_weight
		};
		// Up to ten payees for an asset, up to sixteen for a licence.
		let payees = |n: u64| frame_support::weights::Weight::from_parts(1_000 * n, 0);
		assert_eq!(charged(LICENCE) - charged(ASSET), payees(6));
		// What it weighed in the end is what the quote says, and how many were paid.
		let ref_time = |n| frame_support::weights::Weight::from_parts(n, 0);
		for (item, pay_with, weighed) in
			[(ASSET, Native, 100), (LICENCE, Native, 200), (ASSET, GOLD, 100 + 10)]
		{
			stage();
			listed(item);
			let bought = buy_as(CAROL, item, BOB, pay_with, 1_000).expect("is sold");
			let most = if item == ASSET { 10 } else { 16 };
			let actual = bought.actual_weight.expect("is told");
			assert_eq!(charged(item) - actual, payees(most) - ref_time(weighed));
		}
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
		let seen = seen(ASSET);
		let buy_as = |who, pay_with, max| Market::do_buy(who, ASSET, BOB, seen, pay_with, max);
		assert_noop!(buy_as(NOBODY, Native, 100), TokenError::FundsUnavailable);
		assert_noop!(buy_as(NOBODY, GOLD, 1_000), NO_MONEY);
		FailTransfer::set(true);
		assert_noop!(buy_as(CAROL, Native, 100), TRANSFER_FAILS);
		FailTransfer::set(false);
		FailPayment::set(true);
		assert_noop!(buy_as(CAROL, Native, 100), PAYMENT_FAILS);
		FailPayment::set(false);
		assert_ok!(buy(ASSET));
	});
}
