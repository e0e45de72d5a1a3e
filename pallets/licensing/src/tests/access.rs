//! Who has access, and never longer than it should be.

use super::*;

#[test]
fn owners_have_it_always() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let owner = Some(Access { grant: Grant::Owner, until: None, uses_left: None });
		assert_eq!(access(asset, alice()), owner);
		set_state(asset, LifecycleState::Revoked);
		assert_eq!(access(asset, alice()), owner);
		retire(asset);
		assert_eq!(access(asset, alice()), None);
		assert_eq!(access(AssetId::new(9, 9), alice()), None);
	});
}

#[test]
fn everyone_has_it_when_it_is_free() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		assert_eq!(access(asset, nobody()), None);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::Free(id)));
		let free = Some(Access { grant: Grant::Free, until: None, uses_left: None });
		assert_eq!(access(asset, nobody()), free);
		for state in [
			LifecycleState::EndOfLife,
			LifecycleState::Deprecated,
			LifecycleState::OrderingDisabled,
			LifecycleState::Unlisted,
		] {
			set_state(asset, state);
			assert_eq!(access(asset, nobody()), free);
		}
		set_state(asset, LifecycleState::Revoked);
		assert_eq!(access(asset, nobody()), None);
	});
}

#[test]
fn it_ends_to_the_second() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		let end = START + 30 * DAY;
		let at = |at| Licensing::access(asset, &bob(), at, None).is_some();
		assert!(at(START) && at(end - 1));
		assert!(!at(end) && !at(end + 1) && !at(u64::MAX));
		assert_eq!(Licensing::ended(id, end - 1), None);
		assert_eq!(Licensing::ended(id, end), Some(Ended::Expired));
		assert_eq!(Licensing::ended(99, end), Some(Ended::Above(99)));
	});
}

#[test]
fn a_licence_is_of_one_asset() {
	new_test_ext().execute_with_checks(|| {
		let (one, other) = (asset(), asset());
		let id = bought(bob(), one, known(wide()));
		assert!(access(one, bob()).is_some());
		assert_eq!(access(other, bob()), None);
		assert_eq!(Licensing::access(other, &bob(), START, Some(id)), None);
	});
}

#[test]
fn a_named_licence_comes_first() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let ids: Vec<_> = (0..3).map(|_| bought(bob(), asset, id)).collect();
		for licence in &ids {
			let access = Licensing::access(asset, &bob(), START, Some(*licence));
			assert_eq!(access.map(|access| access.grant), Some(Grant::Holder(*licence)));
		}
		// A name that is of no use does not stand in the way.
		assert!(Licensing::access(asset, &bob(), START, Some(99)).is_some());
		assert_eq!(Licensing::access(asset, &carol(), START, Some(ids[0])), None);
		// What is held comes before seats, which anyone may give, unless one is named.
		assert_ok!(Licensing::set_seat(by(bob()), ids[0], carol(), true));
		let own = bought(carol(), asset, id);
		let grant = |named| {
			let access = Licensing::access(asset, &carol(), START, named);
			access.expect("has access").grant
		};
		assert_eq!(grant(None), Grant::Holder(own));
		assert_eq!(grant(Some(own)), Grant::Holder(own));
		assert_eq!(grant(Some(ids[0])), Grant::Seat(ids[0]));
	});
}

#[test]
fn time_is_that_of_the_chain() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		wait(DAY);
		let short = Terms { duration_secs: Some(2 * DAY), uses: Some(5), ..wide_at(1) };
		let below = sub_bought(carol(), above, known(short));
		let grant = Grant::Holder(below);
		let until = Some(START + 3 * DAY);
		assert_eq!(access(asset, carol()), Some(Access { grant, until, uses_left: Some(5) }));
		wait(28 * DAY);
		let long = sub_bought(dave(), above, known(wide_at(1)));
		assert_eq!(access(asset, dave()).and_then(|a| a.until), record(above).expires);
		assert_eq!(record(long).expires, record(above).expires);
	});
}
