//! Listing and unlisting.

use super::*;

#[test]
fn a_listing_says_what_it_was_given() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 50_000));
		events();
		let prices = vec![Price::new(GOLD, 5), Price::new(SILVER, 1), Price::new(Native, 100)];
		assert_ok!(Market::list(by(BOB), ASSET, prices.clone(), true, Some(1_001)));
		let listing = Listings::<Test>::get(ASSET).expect("is listed");
		assert_eq!((listing.seller, listing.prices.to_vec()), (BOB, prices.clone()));
		assert_eq!((listing.swaps, listing.closes), (true, Some(1_001)));
		// 5 %, rounded up, goes to the publisher.
		assert_eq!(listing.proceeds.to_vec(), [4, 0, 95]);
		let told = Event::Listed {
			item: ASSET,
			seller: BOB,
			prices: prices.try_into().expect("are few"),
			swaps: true,
			closes: Some(1_001),
			proceeds: listing.proceeds,
		};
		assert_eq!(events(), [told]);
		// It stays the seller's.
		assert_eq!(Owners::get(ASSET), Some(BOB));
	});
}

#[test]
fn unsound_prices_are_refused() {
	checked(|| {
		stage();
		let token = |n| Price::new(Currency::Token(n), 1);
		let refused = |prices: Vec<Price>, error: Error| {
			assert_noop!(Market::list(by(BOB), ASSET, prices, true, None), error);
		};
		refused(vec![], Error::NoPrices);
		refused((0..9).map(token).collect(), Error::TooManyPrices);
		refused(vec![token(1), token(2), token(1)], Error::DuplicateCurrency);
		refused(vec![token(1), Price::new(Native, 0)], Error::PriceZero);
		refused(vec![Price::new(Native, u128::MAX)], Error::PriceTooHigh);
		refused(vec![Price::new(Native, u128::MAX / 2 + 1)], Error::PriceTooHigh);
		let eight = (0..8).map(token).collect();
		assert_ok!(Market::list(by(BOB), ASSET, eight, true, None));
		let highest = vec![Price::new(Native, u128::MAX / 2)];
		assert_ok!(Market::list(by(BOB), ASSET, highest, true, None));
	});
}

#[test]
fn only_owners_list_what_they_may_sell() {
	checked(|| {
		stage();
		let list = |who, item| Market::list(by(who), item, hundred(), true, None);
		assert_noop!(list(CAROL, ASSET), Error::NotOwner);
		assert_noop!(list(ALICE, LICENCE), Error::NotOwner);
		assert_noop!(list(BOB, Item::Licence(77)), Error::ItemUnknown);
		Locked::insert(LICENCE, ());
		assert_noop!(list(BOB, LICENCE), NOT_SELLABLE);
		Locked::remove(LICENCE);
		Ancestors::insert(LICENCE, (ALICE, 990_000));
		assert_noop!(list(BOB, LICENCE), TOO_MUCH_OWED);
		// Nor at a price that cannot be shared out.
		Ancestors::insert(ASSET, (ALICE, 130_000));
		assert_noop!(list(BOB, ASSET), SHARE_TOO_SMALL);
		Ancestors::remove(ASSET);
		let closed = Market::list(by(BOB), ASSET, hundred(), true, Some(1_000));
		assert_noop!(closed, Error::ClosesInPast);
	});
}

#[test]
fn listing_anew_replaces() {
	checked(|| {
		stage();
		listed(ASSET);
		let before = held(HoldReason::Listing, BOB);
		events();
		let dearer = vec![Price::new(Native, 200)];
		assert_ok!(Market::list(by(BOB), ASSET, dearer, true, None));
		assert_eq!(held(HoldReason::Listing, BOB), before);
		assert!(matches!(events()[..], [Event::Listed { .. }]));
		// Who looked at the old price is not charged the new one.
		assert_noop!(buy(ASSET), Error::OverMaxAmount);
	});
}

#[test]
fn sellers_take_their_listings_down() {
	checked(|| {
		stage();
		assert_noop!(Market::unlist(by(BOB), ASSET), Error::NotListed);
		listed(ASSET);
		events();
		for other in [ALICE, CAROL] {
			assert_noop!(Market::unlist(by(other), ASSET), Error::NotSeller);
		}
		assert_ok!(Market::unlist(by(BOB), ASSET));
		assert_eq!(events(), [Event::Unlisted { item: ASSET, seller: BOB, who: BOB }]);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
		assert_noop!(Market::unlist(by(BOB), ASSET), Error::NotListed);
	});
}

#[test]
fn anyone_takes_down_what_has_closed() {
	checked(|| {
		stage();
		assert_ok!(Market::list(by(BOB), ASSET, hundred(), true, Some(2_000)));
		Now::set(1_999);
		assert_noop!(Market::unlist(by(NOBODY), ASSET), Error::NotSeller);
		Now::set(2_000);
		assert_ok!(Market::unlist(by(NOBODY), ASSET));
		assert_eq!(held(HoldReason::Listing, BOB), 0);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
	});
}

#[test]
fn listing_weighs_by_the_number_of_prices() {
	let weight = |n| Market::list_weight(ASSET, &vec![Price::new(Native, 1); n]).ref_time();
	// One look at the item, and one at each price.
	assert_eq!(weight(8) - weight(1), 7 * TestItems::weight(ASSET).ref_time());
	assert_eq!(weight(1_000), weight(8));
}
