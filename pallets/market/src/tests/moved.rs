//! Listings end when their item moves.

use super::*;

#[test]
fn a_listing_does_not_outlive_its_seller_s_ownership() {
	let gone: [fn(); 2] = [|| give(ASSET, CAROL), || burn(ASSET)];
	for goes in gone {
		checked(|| {
			stage();
			listed(ASSET);
			events();
			goes();
			assert_eq!(events(), [Event::ListingEnded { item: ASSET, seller: BOB }]);
			assert!(Listings::<Test>::get(ASSET).is_none());
			assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
			assert_eq!(held(HoldReason::Listing, BOB), 0);
		});
	}
}

#[test]
fn who_gets_an_item_back_does_not_find_it_for_sale() {
	checked(|| {
		stage();
		listed(ASSET);
		give(ASSET, ALICE);
		give(ASSET, BOB);
		assert_noop!(buy(ASSET), Error::NotListed);
		listed(ASSET);
		assert_ok!(buy(ASSET));
		// Also not after a sale: Carol's purchase ended it.
		give(ASSET, BOB);
		assert_noop!(buy(ASSET), Error::NotListed);
	});
}

#[test]
fn what_is_not_listed_moves_without_a_word() {
	checked(|| {
		stage();
		events();
		give(ASSET, CAROL);
		burn(LICENCE);
		assert_eq!(events(), []);
	});
}

#[test]
fn a_sale_ends_its_own_listing_once() {
	checked(|| {
		stage();
		listed(ASSET);
		events();
		assert_ok!(buy(ASSET));
		assert!(matches!(events()[..], [Event::Sold { .. }]));
	});
}

#[test]
fn items_move_while_a_payment_is_under_way() {
	checked(|| {
		stage();
		listed(ASSET);
		// A token's contract that is called may move what is its own.
		Settling::set(true);
		give(ASSET, CAROL);
		assert!(Listings::<Test>::get(ASSET).is_none());
	});
}
