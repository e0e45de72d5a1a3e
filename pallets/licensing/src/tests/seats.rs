//! Seats.

use super::*;

fn set(who: AccountId, id: u64, account: AccountId, taken: bool) -> Result<(), DispatchError> {
	Licensing::set_seat(by(who), id, account, taken)
}

#[test]
fn a_seat_gives_access() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		events();
		assert_ok!(set(bob(), id, carol(), true));
		let told = |taken| Event::SeatSet { licence: id, account: carol(), taken };
		assert_eq!(events(), [told(true)]);
		let seated =
			Access { grant: Grant::Seat(id), until: Some(START + 30 * DAY), uses_left: Some(5) };
		assert_eq!(access(asset, carol()), Some(seated));
		assert!(held(HoldReason::Seat, bob()) > 0);
		assert_ok!(set(bob(), id, carol(), false));
		assert_eq!(events(), [told(false)]);
		assert_eq!(access(asset, carol()), None);
		assert_eq!(held(HoldReason::Seat, bob()), 0);
	});
}

#[test]
fn seats_are_counted() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(set(bob(), id, carol(), true));
		assert_noop!(set(bob(), id, carol(), true), Error::SeatUnchanged);
		assert_noop!(set(bob(), id, dave(), false), Error::SeatUnchanged);
		assert_ok!(set(bob(), id, dave(), true));
		assert_noop!(set(bob(), id, erin(), true), Error::NoSeatLeft);
		assert_ok!(set(bob(), id, carol(), false));
		assert_ok!(set(bob(), id, erin(), true));
		let none = bought(bob(), asset, known(Terms { seats: 0, ..wide() }));
		assert_noop!(set(bob(), none, carol(), true), Error::NoSeatLeft);
	});
}

#[test]
fn seats_are_the_holders() {
	new_test_ext().execute_with_checks(|| {
		let id = bought(bob(), asset(), known(wide()));
		assert_noop!(set(alice(), id, carol(), true), Error::NotHolder);
		assert_noop!(set(carol(), id, carol(), true), Error::NotHolder);
		assert_noop!(set(bob(), 9, carol(), true), Error::LicenceUnknown);
		assert_noop!(set(bob(), 9, carol(), false), Error::LicenceUnknown);
		assert_ok!(set(bob(), id, carol(), true));
		assert_noop!(set(carol(), id, carol(), false), Error::NotHolder);
	});
}

#[test]
fn seats_lapse_with_a_transfer() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		for who in [carol(), dave()] {
			assert_ok!(set(bob(), id, who, true));
		}
		assert_ok!(Licensing::transfer(by(bob()), id, erin()));
		assert_eq!(access(asset, carol()), None);
		assert_noop!(Licensing::consume(by(carol()), id, H256::zero()), Error::NotSeated);
		// The new holder takes one over and clears the other; the old one's deposits return.
		assert_noop!(set(erin(), id, alice(), true), Error::NoSeatLeft);
		assert_ok!(set(erin(), id, carol(), true));
		assert_noop!(set(erin(), id, carol(), true), Error::SeatUnchanged);
		assert!(access(asset, carol()).is_some());
		assert!(held(HoldReason::Seat, bob()) > 0);
		assert_ok!(set(erin(), id, dave(), false));
		assert_eq!(held(HoldReason::Seat, bob()), 0);
		// Back again: the seat that erin gave is not bob's.
		assert_ok!(Licensing::transfer(by(erin()), id, bob()));
		assert_eq!(access(asset, carol()), None);
		// Who gave a seat gets the deposit back without the holder.
		assert_ok!(set(erin(), id, carol(), false));
		assert_eq!(held(HoldReason::Seat, erin()), 0);
	});
}

#[test]
fn an_ended_licence_gives_no_seats() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(set(bob(), id, carol(), true));
		wait(30 * DAY);
		assert_eq!(access(asset, carol()), None);
		assert_noop!(set(bob(), id, dave(), true), Error::LicenceEnded);
		assert_ok!(set(bob(), id, carol(), false));
	});
}
