//! That `try_state` finds what it is there to find.

use super::*;
use sp_runtime::TryRuntimeError;

/// What `try_state` says after `corrupt` has been at a sound state.
fn found(
	corrupt: impl FnOnce(&mut ListingRecordOf<Test>, &mut RoyaltyRecordOf<Test>),
) -> TryRuntimeError {
	new_test_ext().execute_with(|| {
		stage();
		listed(ASSET);
		assert_ok!(Market::set_royalty(by(ALICE), COLLECTION, 1));
		assert_ok!(Market::do_try_state());
		let mut listing = Listings::<Test>::get(ASSET).expect("is listed");
		let mut royalty = Royalties::<Test>::get(COLLECTION).expect("is set");
		corrupt(&mut listing, &mut royalty);
		Listings::<Test>::insert(ASSET, listing);
		Royalties::<Test>::insert(COLLECTION, royalty);
		Market::do_try_state().expect_err("the corruption was not found")
	})
}

#[test]
fn every_corruption_is_found() {
	type Corruption = fn(&mut ListingRecordOf<Test>, &mut RoyaltyRecordOf<Test>);
	let short = "what is on hold is not what the records say";
	let cases: [(&str, Corruption); 10] = [
		("a listing has no price", |listing, _| listing.prices = Default::default()),
		("a listing has a price that is not paid", |listing, _| listing.prices[0].amount = 0),
		("a listing has two prices in a currency", |listing, _| {
			listing.prices.try_push(Price::new(Native, 1)).expect("is the second");
		}),
		("a listing has no proceeds for a price", |listing, _| listing.proceeds.clear()),
		("a seller gets more than the price", |listing, _| listing.proceeds[0] = 101),
		(short, |listing, _| listing.deposit += 1),
		("a listing is not of the owner's", |listing, _| listing.seller = CAROL),
		("a royalty is zero, or too high", |_, royalty| royalty.ppm = 0),
		(short, |_, royalty| royalty.deposit -= 1),
		(short, |_, royalty| royalty.depositor = BOB),
	];
	for (message, corrupt) in cases {
		assert_eq!(found(corrupt), TryRuntimeError::Other(message));
	}
}
