//! Uses are taken from the whole chain.

use super::*;

fn consume(n: u8, id: u64) -> Result<(), DispatchError> {
	Licensing::consume(by(account(n)), id, H256([n; 32]))
}

/// Uses left of the licences.
fn left(ids: &[u64]) -> Vec<Option<u32>> {
	ids.iter().map(|id| record(*id).uses_left).collect()
}

#[test]
fn a_use_is_taken_from_all_above() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		wait(7);
		events();
		assert_ok!(consume(6, ids[4]));
		let memo = H256([6; 32]);
		let told = Event::Consumed { licence: ids[4], who: account(6), memo, uses_left: 4 };
		assert_eq!(events(), [told]);
		assert_eq!(left(&ids), [Some(4); 5]);
		let last = record(ids[4]).last_use.expect("was used");
		assert_eq!((last.memo, last.at), (memo, START + 7));
		// Whoever serves the holder above asks for that one's own use.
		assert!(record(ids[3]).last_use.is_none());
		assert_ok!(consume(4, ids[2]));
		assert_eq!(left(&ids), [Some(3), Some(3), Some(3), Some(4), Some(4)]);
	});
}

#[test]
fn what_is_used_up_above_ends_all_below() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		for _ in 0..5 {
			assert_ok!(consume(2, ids[0]));
		}
		for (n, id) in ids.iter().enumerate() {
			assert_eq!(Licensing::ended(*id, Now::get()), Some(Ended::UsedUp));
			assert_eq!(access(asset, account(2 + n as u8)), None);
			assert_noop!(consume(2 + n as u8, *id), Error::LicenceEnded);
		}
		assert_eq!(left(&ids), [Some(0), Some(5), Some(5), Some(5), Some(5)]);
	});
}

#[test]
fn not_all_have_to_count() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let uncounted = Terms { uses: None, ..wide_at(0) };
		let above = bought(bob(), asset, known(uncounted));
		assert_noop!(consume(2, above), Error::UsesNotCounted);
		let below = sub_bought(carol(), above, known(Terms { uses: Some(1), ..wide_at(1) }));
		assert_eq!(access(asset, carol()).and_then(|access| access.uses_left), Some(1));
		assert_ok!(consume(3, below));
		assert_eq!(left(&[above, below]), [None, Some(0)]);
		assert_eq!(record(below).used_up_at, Some(START));
		assert_noop!(consume(3, below), Error::LicenceEnded);
		assert_eq!(access(asset, carol()), None);
	});
}

#[test]
fn who_has_a_seat_uses_too() {
	new_test_ext().execute_with_checks(|| {
		let id = bought(bob(), asset(), known(wide()));
		assert_noop!(consume(3, id), Error::NotSeated);
		assert_noop!(consume(1, id), Error::NotSeated);
		assert_noop!(consume(2, 9), Error::LicenceUnknown);
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), true));
		assert_ok!(consume(3, id));
		assert_eq!(left(&[id]), [Some(4)]);
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), false));
		assert_noop!(consume(3, id), Error::NotSeated);
	});
}

#[test]
fn nothing_is_used_after_the_end() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		wait(30 * DAY);
		assert_noop!(consume(2, id), Error::LicenceEnded);
		Now::set(START);
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(consume(2, id), Error::LicenceEnded);
	});
}

#[test]
fn being_used_up_hides_no_other_end() {
	new_test_ext().execute_with_checks(|| {
		let above = bought(bob(), asset(), known(wide()));
		let below = sub_bought(carol(), above, known(Terms { uses: Some(1), ..wide_at(1) }));
		assert_ok!(consume(3, below));
		assert_eq!(Licensing::ended(below, Now::get()), Some(Ended::UsedUp));
		let root = RuntimeOrigin::root();
		assert_ok!(Licensing::revoke(root, above, RevocationReason::Legal));
		assert_eq!(Licensing::ended(below, Now::get()), Some(Ended::Above(above)));
	});
}
