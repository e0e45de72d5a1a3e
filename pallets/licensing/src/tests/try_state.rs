//! That `try_state` finds what it is there to find: each corruption is made, found, and undone.

use super::*;
use frame_support::{
	storage::with_transaction,
	traits::{
		fungible::MutateHold as _,
		tokens::{nonfungibles_v2::Mutate, Fortitude::Force, Precision::Exact},
	},
};
use sp_runtime::{TransactionOutcome, TryRuntimeError};

/// Runs `corrupt` on a sound state with a licence and one below it, and returns what `try_state`
/// says.
fn found(corrupt: fn(u64, u64)) -> TryRuntimeError {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		let below = sub_bought(carol(), above, known(wide_at(1)));
		assert_ok!(Licensing::set_seat(by(bob()), above, dave(), true));
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_ok!(Licensing::set_listed(by(alice()), asset, dave(), true));
		assert_ok!(Licensing::set_collection_fee(by(alice()), 0, 9));
		assert_ok!(Licensing::do_try_state());
		let found = with_transaction(|| -> TransactionOutcome<Result<_, DispatchError>> {
			corrupt(above, below);
			let found = Licensing::do_try_state();
			InheritedOf::take();
			TransactionOutcome::Rollback(Ok(found))
		});
		found.expect("was not refused").expect_err("the corruption was not found")
	})
}

fn licence_mut(id: u64, change: impl FnOnce(&mut LicenceRecordOf<Test>)) {
	Licences::<Test>::mutate(id, |record| change(record.as_mut().expect("exists")));
}

fn says(expected: &'static str, corrupt: fn(u64, u64)) {
	assert_eq!(found(corrupt), expected.into());
}

#[test]
fn deposits_that_are_not_on_hold() {
	let wrong = "what is on hold is not what the records say";
	says(wrong, |_, _| burn(HoldReason::Terms, alice()));
	says(wrong, |_, _| burn(HoldReason::Mode, alice()));
	says(wrong, |_, _| burn(HoldReason::Listing, alice()));
	says(wrong, |_, _| burn(HoldReason::CollectionFee, alice()));
	says(wrong, |_, _| burn(HoldReason::Offer, alice()));
	says(wrong, |_, _| burn(HoldReason::LicenceCollection, bob()));
	says(wrong, |_, _| burn(HoldReason::Licence, bob()));
	says(wrong, |_, _| burn(HoldReason::Seat, bob()));
}

fn burn(reason: HoldReason, who: AccountId) {
	assert_ok!(Balances::burn_held(&reason.into(), &who, 1, Exact, Force));
}

#[test]
fn licences_that_are_out_of_order() {
	says("a sub-licence outlasts its parent", |above, below| {
		licence_mut(below, |r| r.expires = Some(u64::MAX));
		assert!(record(above).expires.is_some());
	});
	says("a sub-licence outlasts its parent", |_, below| licence_mut(below, |r| r.expires = None));
	says("a sub-licence is of another asset", |_, below| {
		let other = AssetId::new(0, 55);
		LicencesOfAsset::<Test>::insert(other, below, ());
		licence_mut(below, |r| r.asset = other);
	});
	says("a sub-licence miscounts", |_, below| licence_mut(below, |r| r.depth = 2));
	says("a licence is too deep", |_, below| licence_mut(below, |r| r.depth = 5));
	says("a licence without one above it has depth", |above, _| {
		licence_mut(above, |r| r.depth = 1);
	});
	says("a sub-licence is wider than its parent", |above, below| {
		let (upper, lower) = (record(above).terms, record(below).terms);
		licence_mut(above, |r| r.terms = lower);
		licence_mut(below, |r| r.terms = upper);
	});
	says("a licence miscounts its sub-licences", |above, _| {
		licence_mut(above, |r| r.open_sub_licences = 0);
	});
	says("a licence gave fewer than there are", |above, _| {
		licence_mut(above, |r| r.sub_licences = 0);
	});
	says("a licence gave too many sub-licences", |above, _| {
		licence_mut(above, |r| r.sub_licences = 11);
	});
	says("uses are miscounted", |above, _| licence_mut(above, |r| r.uses_left = None));
	says("uses ended at no time", |above, _| licence_mut(above, |r| r.uses_left = Some(0)));
	says("a licence is newer than the newest", |_, _| NextLicence::<Test>::put(1));
}

#[test]
fn indices_that_disagree() {
	says("a licence is not in its holder's index", |above, _| {
		Licensing::hold_no_more(&bob(), above, &record(above));
	});
	says("holders' indices have more licences", |above, _| {
		Licensing::note_held(&dave(), above, &record(above));
	});
	says("a licence is not in the index", |above, _| {
		LicencesOfAsset::<Test>::remove(record(above).asset, above);
	});
	says("the index has more licences", |above, _| {
		LicencesOfAsset::<Test>::insert(record(above).asset, 77, ());
	});
	says("an offer is not in the index", |above, _| {
		OffersOf::<Test>::remove(record(above).asset, 0);
	});
	says("the index has more offers", |above, _| {
		OffersOf::<Test>::insert(record(above).asset, 77, ());
	});
	says("an offer is newer than the newest", |_, _| NextOffer::<Test>::put(0));
	says("a seat is not in the index", |above, _| {
		SeatsOf::<Test>::remove((record(above).asset, dave()), above);
	});
	says("the index has more seats", |above, below| {
		SeatsOf::<Test>::insert((record(above).asset, dave()), below, ());
	});
	says("a licence miscounts its seats", |above, _| licence_mut(above, |r| r.seats_taken = 2));
}

#[test]
fn nfts_that_are_no_licences_and_licences_without_nft() {
	says("a licence has no NFT", |_, below| {
		let record = record(below);
		let collection = collection_of(below);
		Licences::<Test>::remove(below);
		assert_ok!(<Nfts as Mutate<_, _>>::burn(&collection, &below, None));
		Licences::<Test>::insert(below, record);
		LicenceCollections::<Test>::mutate(0, |r| r.as_mut().expect("exists").items -= 1);
	});
	says("a licence collection miscounts", |_, _| {
		LicenceCollections::<Test>::mutate(0, |r| r.as_mut().expect("exists").items += 1);
	});
	says("an NFT is no licence, or of another collection", |above, _| {
		let config = pallet_nfts::ItemConfig::default();
		assert_ok!(Nfts::mint_into(&collection_of(above), &9, &alice(), &config, true));
		LicenceCollections::<Test>::mutate(0, |r| r.as_mut().expect("exists").items += 1);
	});
	says("a licence collection is nobody's", |_, _| LicenceCollectionOf::<Test>::insert(7, 7));
	says("a licence collection does not know whose it is", |_, _| {
		LicenceCollectionOf::<Test>::insert(0, 7);
	});
}

#[test]
fn counters_that_miscount() {
	says("an asset miscounts its open licences", |above, _| {
		OpenLicences::<Test>::mutate(record(above).asset, |counts| counts.irrevocable += 1);
	});
	says("an asset miscounts its open licences", |_, _| {
		OpenLicences::<Test>::insert(AssetId::new(7, 7), Counts::default());
	});
	says("a revision miscounts its open licences", |above, _| {
		SoldRevisions::<Test>::mutate(record(above).asset, 1, |sold| {
			sold.as_mut().expect("is sold").licences -= 1;
		});
	});
	says("a revision is sold in the future", |above, _| {
		SoldRevisions::<Test>::mutate(record(above).asset, 1, |sold| {
			sold.as_mut().expect("is sold").last += 1;
		});
	});
	says("a licence has more seats than its terms grant", |above, _| {
		for who in [carol(), erin()] {
			Seats::<Test>::insert(above, &who, SeatEntry { depositor: bob(), deposit: 0 });
			SeatsOf::<Test>::insert((record(above).asset, who), above, ());
		}
		licence_mut(above, |r| r.seats_taken = 3);
	});
}

#[test]
fn what_is_wider_than_the_origins() {
	says("an access mode gives more than the asset's origins allow", |above, _| {
		let narrow = Inherited { uses: Some(1), ..Inherited::default() };
		InheritedOf::mutate(|all| all.insert(record(above).asset, narrow));
	});
	says("a licence is wider than the asset's origins allow", |above, _| {
		let narrow = Inherited { transferable: false, ..Inherited::default() };
		InheritedOf::mutate(|all| all.insert(record(above).asset, narrow));
	});
}

#[test]
fn terms_that_miscount() {
	says("terms miscount their references", |above, _| {
		KnownTerms::<Test>::mutate(record(above).terms, |r| {
			r.as_mut().expect("exists").references += 1;
		});
	});
	says("terms are not under their own hash", |above, _| {
		KnownTerms::<Test>::mutate(record(above).terms, |r| {
			r.as_mut().expect("exists").terms.seats = 3;
		});
	});
	says("a licence has no terms", |above, _| KnownTerms::<Test>::remove(record(above).terms));
	says("something is under terms that are not", |_, _| {
		Offers::<Test>::mutate(0, |r| r.as_mut().expect("exists").terms = H256::zero());
		KnownTerms::<Test>::mutate(terms_id(&wide_at(0)), |r| {
			r.as_mut().expect("exists").references -= 1;
		});
	});
	says("the default access mode is stored", |above, _| {
		Modes::<Test>::mutate(record(above).asset, |r| {
			r.as_mut().expect("exists").mode = AccessMode::Licence;
		});
	});
	says("a collection's fee is out of bounds", |_, _| {
		Policies::<Test>::mutate(0, |r| r.as_mut().expect("exists").fee_ppm = 0);
	});
}
