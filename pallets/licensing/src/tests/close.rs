//! The end of licences and of their collections.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::Mutate as BurnItems;

fn close(who: AccountId, id: u64) -> Result<(), DispatchError> {
	Licensing::close(by(who), id).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn a_holder_gives_a_licence_up() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), true));
		assert_noop!(close(alice(), id), Error::NotEnded);
		assert_noop!(close(carol(), id), Error::NotEnded);
		assert_noop!(close(bob(), 9), Error::LicenceUnknown);
		events();
		let post = Licensing::close(by(bob()), id).expect("is closed");
		assert_eq!(post.actual_weight, Some(<() as WeightInfo>::close(1)));
		assert_eq!(events(), [Event::Closed { licence: id, asset }]);
		assert_eq!((access(asset, bob()), access(asset, carol())), (None, None));
		assert_eq!(Licensing::holder(id), None);
		assert_eq!(held(HoldReason::Licence, bob()) + held(HoldReason::Seat, bob()), 0);
		assert_noop!(close(bob(), id), Error::LicenceUnknown);
		// No id is used twice.
		assert_ne!(bought(bob(), asset, known(wide())), id);
	});
}

#[test]
fn time_is_left_to_renew() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		wait(30 * DAY);
		assert_noop!(close(carol(), id), Error::NotEnded);
		wait(GRACE - 1);
		assert_noop!(close(carol(), id), Error::NotEnded);
		wait(1);
		assert_ok!(close(carol(), id));
		// The same for uses.
		let id = bought(bob(), asset, known(wide()));
		wait(DAY);
		for _ in 0..5 {
			assert_ok!(Licensing::consume(by(bob()), id, H256::zero()));
		}
		assert_eq!(record(id).used_up_at, Some(Now::get()));
		wait(GRACE - 1);
		assert_noop!(close(carol(), id), Error::NotEnded);
		wait(1);
		assert_ok!(close(carol(), id));
		// The holder needs no time.
		let id = bought(bob(), asset, known(wide()));
		wait(30 * DAY);
		assert_ok!(close(bob(), id));
	});
}

#[test]
fn what_is_final_needs_no_time() {
	let ends: [fn(AssetId, u64); 3] = [
		|_, id| {
			assert_ok!(Licensing::revoke(by(alice()), id, RevocationReason::Breach));
		},
		|asset, _| set_state(asset, LifecycleState::Revoked),
		|asset, _| retire(asset),
	];
	for end in ends {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let ids = chain(asset);
			assert_ok!(Licensing::set_seat(by(account(6)), ids[4], account(7), true));
			end(asset, ids[0]);
			// Top down, so that those below lose what is above them.
			for id in ids {
				assert_ok!(close(account(8), id));
			}
			for n in 2..=6 {
				assert_eq!(held(HoldReason::Licence, account(n)), 0);
				assert_eq!(held(HoldReason::Seat, account(n)), 0);
			}
		});
	}
}

#[test]
fn who_sold_sub_licences_keeps_them_alive() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		let below = sub_bought(carol(), above, known(wide_at(1)));
		assert_noop!(close(bob(), above), Error::HasSubLicences);
		assert_ok!(close(carol(), below));
		assert_ok!(close(bob(), above));
		// Not beyond the end.
		let above = bought(bob(), asset, known(wide_at(0)));
		let below = sub_bought(carol(), above, known(wide_at(1)));
		wait(30 * DAY);
		assert_ok!(close(bob(), above));
		assert_eq!(Licensing::ended(below, START), Some(Ended::Above(above)));
		assert_ok!(close(erin(), below));
	});
}

#[test]
fn being_used_up_ends_no_sub_licence() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let lasting = |terms: Terms| Terms { duration_secs: None, uses: Some(5), ..terms };
		let above = bought(bob(), asset, known(lasting(wide_at(0))));
		let below = sub_bought(carol(), above, known(lasting(wide_at(1))));
		assert_eq!(Licensing::ended(above, Now::get()), Some(Ended::UsedUp));
		// Its holder keeps it, and so does everybody else, however long it is used up.
		assert_noop!(close(bob(), above), Error::HasSubLicences);
		assert_noop!(close(erin(), above), Error::NotEnded);
		wait(10 * GRACE);
		assert_noop!(close(erin(), above), Error::HasSubLicences);
		assert!(access(asset, carol()).is_some());
		// Revoked, it ends what is below it, and goes.
		let other = bought(bob(), asset, known(lasting(wide_at(0))));
		let lost = sub_bought(dave(), other, known(lasting(wide_at(1))));
		assert_ok!(Licensing::revoke(by(alice()), other, RevocationReason::Breach));
		assert_eq!(access(asset, dave()), None);
		assert_ok!(close(erin(), other));
		assert_ok!(close(erin(), lost));
		// What is given up below makes room above.
		assert_ok!(close(carol(), below));
		assert!(access(asset, bob()).is_some());
		assert_ok!(close(bob(), above));
	});
}

#[test]
fn a_burned_nft_locks_nothing_in() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		// No pallet does this.
		let burned = <Erc721 as BurnItems<_, _>>::burn(&collection_of(id), &id, None);
		assert_ok!(burned);
		assert!(Licensing::do_try_state().is_err());
		assert_eq!(access(asset, bob()), None);
		assert_ok!(close(carol(), id));
		assert_eq!(held(HoldReason::Licence, bob()), 0);
	});
}

#[test]
fn an_empty_licence_collection_is_destroyed() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let destroy = |who| Licensing::destroy_licence_collection(by(who), asset.collection);
		assert_noop!(destroy(alice()), Error::CollectionUnknown);
		let id = known(wide());
		let licence = bought(bob(), asset, id);
		assert!(held(HoldReason::LicenceCollection, bob()) > 0);
		assert_noop!(destroy(bob()), Error::CollectionNotEmpty);
		assert_ok!(close(bob(), licence));
		assert_noop!(destroy(carol()), Error::NotPublisher);
		events();
		assert_ok!(destroy(alice()));
		let told = Event::LicenceCollectionDestroyed { collection: asset.collection, licences: 0 };
		assert_eq!(events(), [told]);
		assert_eq!(held_in_all(bob()), 0);
		// The next licence makes another, which its buyer destroys.
		let licence = bought(carol(), asset, id);
		assert_eq!(collection_of(licence), 1);
		assert_ok!(close(carol(), licence));
		assert_ok!(destroy(carol()));
		// Anyone does when the collection of the assets is gone.
		let licence = bought(carol(), asset, id);
		assert_ok!(close(carol(), licence));
		Publishers::take();
		assert_ok!(destroy(erin()));
		assert_eq!(held_in_all(carol()), 0);
	});
}
