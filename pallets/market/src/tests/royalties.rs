//! Royalties: who sets them, and that what is told is what is paid.

use super::*;

#[test]
fn publishers_set_them() {
	checked(|| {
		stage();
		let set = |who, ppm| Market::set_royalty(by(who), COLLECTION, ppm);
		assert_noop!(set(BOB, 1), Error::NotPublisher);
		assert_noop!(set(ALICE, MAX_ROYALTY_PPM + 1), Error::RoyaltyTooHigh);
		assert_noop!(set(ALICE, 0), Error::RoyaltyUnchanged);
		assert_noop!(Market::set_royalty(by(ALICE), 77, 1), Error::CollectionUnknown);
		assert_noop!(Market::set_royalty(by(ALICE), 77, 0), Error::CollectionUnknown);
		assert_ok!(set(ALICE, MAX_ROYALTY_PPM));
		assert_noop!(set(ALICE, MAX_ROYALTY_PPM), Error::RoyaltyUnchanged);
		let told = Event::RoyaltySet { collection: COLLECTION, ppm: MAX_ROYALTY_PPM, who: ALICE };
		assert_eq!(events(), [told]);
		assert_ok!(set(ALICE, 0));
		assert!(Royalties::<Test>::get(COLLECTION).is_none());
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
	});
}

#[test]
fn they_go_to_who_publishes_at_the_time() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 100_000));
		assert_eq!(Market::royalty_info(ASSET, 1_000), (Some(ALICE), 100));
		PublisherOf::insert(COLLECTION, CAROL);
		assert_eq!(Market::royalty_info(ASSET, 1_000), (Some(CAROL), 100));
		// The new publisher's setting takes the deposit over.
		assert_noop!(Market::set_royalty(by(ALICE), COLLECTION, 0), Error::NotPublisher);
		let deposit = held(HoldReason::Royalty, ALICE);
		assert_ok!(Market::set_royalty(by(CAROL), COLLECTION, 1));
		assert_eq!(held(HoldReason::Royalty, ALICE), 0);
		assert_eq!(held(HoldReason::Royalty, CAROL), deposit);
	});
}

#[test]
fn those_of_a_collection_that_is_gone_are_anyones_to_clear() {
	checked(|| {
		stage();
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 100_000));
		PublisherOf::remove(COLLECTION);
		assert_eq!(Market::royalty_info(ASSET, 1_000), (None, 0));
		assert_noop!(Market::set_royalty(by(NOBODY), COLLECTION, 1), Error::CollectionUnknown);
		assert_ok!(Market::set_royalty(by(NOBODY), COLLECTION, 0));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
	});
}

#[test]
fn licences_have_those_of_their_terms() {
	checked(|| {
		stage();
		assert_eq!(Market::royalty_info(LICENCE, 1_000), (Some(ALICE), 30));
		assert_eq!(Market::royalty_info(Item::Licence(77), 1_000), (None, 0));
		assert_eq!(Market::royalty_info(ASSET, 1_000), (Some(ALICE), 0));
		// Never more than any royalty may be.
		LicenceRoyalties::insert(LICENCE, (ALICE, 900_000));
		assert_eq!(Market::royalty_info(LICENCE, 1_000), (Some(ALICE), 250));
	});
}

#[test]
fn what_is_told_is_what_is_paid() {
	for price in [1, 3, 7, 99, 1_000, 999_999, 123_456] {
		for ppm in [1, 333, 10_001, 250_000] {
			checked(|| {
				stage();
				assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, ppm));
				let (receiver, due) = Market::royalty_info(ASSET, price);
				let before = balance(GOLD, ALICE);
				let prices = vec![Price::new(GOLD, price)];
				assert_ok!(Market::list(by(BOB), ASSET, prices, true, None));
				assert_ok!(buy_as(CAROL, ASSET, BOB, GOLD, price));
				assert_eq!((receiver, due), (Some(ALICE), balance(GOLD, ALICE) - before));
				// Rounded up.
				assert_eq!(due, (price * u128::from(ppm)).div_ceil(1_000_000));
				assert_eq!(balance(GOLD, BOB), ENDOWMENT + price - due);
			});
		}
	}
}
