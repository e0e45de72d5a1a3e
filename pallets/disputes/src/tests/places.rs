//! Places among the open disputes: bounded, and outbid.

use super::*;

fn raise(who: AccountId, bond: Balance) -> Result<u64, DispatchError> {
	Disputes::do_raise(who, SUBJECT, Claim::Other, evidence(1), bond)
}

#[test]
fn a_larger_bond_takes_the_place_of_the_smallest() {
	checked(|| {
		for bond in [BOND + 2, BOND + 1, BOND + 3, BOND + 1] {
			raised_with(CAROL, bond);
		}
		assert_noop!(raise(BOB, BOND), Error::OutbidsNone);
		assert_noop!(raise(BOB, BOND + 1), Error::OutbidsNone);
		events();
		assert_eq!(raise(BOB, BOND + 2), Ok(4));
		// The later of the two smallest.
		assert_eq!(Disputes::open(SUBJECT), [0, 1, 2, 4]);
		assert_eq!(Records::get(3), None);
		let told = events();
		assert_eq!(told[0], Event::Outbid { dispute: 3, subject: SUBJECT, by: 4 });
		assert!(matches!(told[1..], [Event::Raised { dispute: 4, raiser: BOB, .. }]));
		// What it had on hold is free.
		assert_eq!(held(HoldReason::Bond, CAROL), 3 * BOND + 6);
		let deposits: Balance = (0..3).map(|id| Records::get(id).expect("is open").deposit).sum();
		assert_eq!(held(HoldReason::Dispute, CAROL), deposits);
		assert_eq!(wealth(CAROL), ENDOWMENT);
		assert_noop!(Disputes::withdraw(by(CAROL), 3), Error::DisputeUnknown);
	});
}

#[test]
fn each_that_ends_makes_room_and_others_are_not_concerned() {
	checked(|| {
		for _ in 0..4 {
			raised();
		}
		assert_noop!(raise(BOB, BOND), Error::OutbidsNone);
		assert_ok!(Disputes::withdraw(by(CAROL), 1));
		assert_eq!(raise(BOB, BOND), Ok(4));
		assert_eq!(Disputes::open(SUBJECT), [0, 2, 3, 4]);
		let other = Subject::Licence(1);
		Respondents::insert(other, Some(ALICE));
		assert_ok!(Disputes::raise(by(BOB), other, Claim::Other, evidence(1), BOND));
	});
}

#[test]
fn who_takes_the_last_place_or_anothers_is_bound() {
	checked(|| {
		// A second account of the owner's fills the list to keep others out.
		let ids = [BOND, BOND, BOND, BOND].map(|bond| raised_with(BOB, bond));
		let binding = |id| Records::get(id).expect("is open").binding;
		assert_eq!(ids.map(binding), [false, false, false, true]);
		// Carol gets in all the same, and who pushes her out stakes what that took.
		let carols = raise(CAROL, BOND + 1).expect("outbids");
		let first = raise(BOB, BOND + 2).expect("outbids");
		assert_eq!(Disputes::open(SUBJECT), [0, 1, carols, first]);
		let last = raise(BOB, BOND + 3).expect("outbids Carol");
		assert_eq!(Records::get(carols), None);
		assert_eq!(wealth(CAROL), ENDOWMENT);
		assert_eq!([first, last].map(binding), [true; 2]);
		// Neither goes for nothing, though nobody has responded.
		for id in [first, last] {
			let (before, bond) = (wealth(BOB), Records::get(id).expect("is open").bond);
			assert_ok!(Disputes::withdraw(by(BOB), id));
			assert_eq!(wealth(BOB), before - bond);
		}
	});
}

#[test]
fn the_oldest_disputes_are_not_outbid() {
	checked(|| {
		// The owner's second accounts cannot push out a claim before it is judged.
		let carols = raised_with(CAROL, BOND);
		for n in 0..10 {
			assert_ok!(raise(BOB, BOND + n));
		}
		assert!(Disputes::open(SUBJECT).starts_with(&[carols]));
		assert_ok!(Disputes::judge(RuntimeOrigin::root(), carols, Verdict::Revoked));
	});
}

#[test]
fn one_who_lacks_the_money_takes_no_place() {
	checked(|| {
		for _ in 0..4 {
			raised();
		}
		assert_noop!(
			Disputes::do_raise(NOBODY, SUBJECT, Claim::Other, evidence(1), BOND * 2),
			sp_runtime::TokenError::FundsUnavailable
		);
		assert_eq!(Disputes::open(SUBJECT), [0, 1, 2, 3]);
	});
}

#[test]
fn a_response_does_not_keep_a_place() {
	checked(|| {
		for _ in 0..4 {
			raised();
		}
		// Who is outbid gets its bond back, but the one who outbids is bound with a larger one.
		responded(3);
		let by_bob = raise(BOB, BOND * 2).expect("outbids");
		assert_eq!(wealth(CAROL), ENDOWMENT);
		assert_ok!(Disputes::withdraw(by(BOB), by_bob));
		assert_eq!(wealth(BOB), ENDOWMENT - BOND * 2);
		assert_eq!(wealth(ALICE), ENDOWMENT + BOND);
	});
}
