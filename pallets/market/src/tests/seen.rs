//! What is bought is what the buyer has seen.

use super::*;

#[test]
fn an_item_that_changed_is_not_sold() {
	for item in [ASSET, LICENCE] {
		checked(|| {
			stage();
			listed(item);
			let before = seen(item);
			Contents::insert(item, 1);
			let buy = |seen| Market::do_buy(CAROL, item, BOB, seen, Native, 100);
			assert_noop!(buy(before), Error::ItemChanged);
			assert_noop!(buy(H256::zero()), Error::ItemChanged);
			// Whatever it was in between.
			Contents::remove(item);
			assert_ok!(buy(before));
		});
	}
}

#[test]
fn an_item_is_not_taken_for_another() {
	checked(|| {
		stage();
		listed(ASSET);
		listed(LICENCE);
		let other = Market::buy(by(CAROL), ASSET, BOB, seen(LICENCE), Native, 100);
		assert_noop!(other.map_err(|error| error.error), Error::ItemChanged);
	});
}

#[test]
fn the_price_is_bounded_by_the_maximum_not_by_the_fingerprint() {
	checked(|| {
		stage();
		listed(ASSET);
		let before = seen(ASSET);
		assert_ok!(Market::list(by(BOB), ASSET, vec![Price::new(Native, 101)], true, None));
		assert_eq!(seen(ASSET), before);
		let buy = |max| Market::do_buy(CAROL, ASSET, BOB, before, Native, max);
		assert_noop!(buy(100), Error::OverMaxAmount);
		assert_ok!(buy(101));
	});
}
