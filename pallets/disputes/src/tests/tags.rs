//! Clearing tags.

use super::*;

fn tagged() -> u64 {
	let id = raised();
	assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
	id
}

#[test]
fn the_judge_clears_them() {
	checked(|| {
		let (first, second) = (tagged(), tagged());
		for who in [ALICE, CAROL] {
			let cleared = Disputes::clear_tag(by(who), SUBJECT, first);
			assert_noop!(cleared, Error::NotJudge);
		}
		assert_noop!(Disputes::clear_tag(judge(), SUBJECT, 77), Error::TagUnknown);
		assert_noop!(Disputes::clear_tag(judge(), Subject::Licence(1), first), Error::TagUnknown);
		assert_eq!(Changes::get(SUBJECT), 2);
		let both = held(HoldReason::Tag, CAROL);
		events();
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, first));
		assert_eq!(events(), [Event::TagCleared { subject: SUBJECT, dispute: first }]);
		assert_eq!(held(HoldReason::Tag, CAROL), both / 2);
		assert_eq!(tags(), [second]);
		assert_noop!(Disputes::clear_tag(judge(), SUBJECT, first), Error::TagUnknown);
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, second));
		assert!(!TagsOf::contains_key(SUBJECT));
		assert_eq!(Changes::get(SUBJECT), 4);
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
	});
}

#[test]
fn anyone_clears_those_of_what_is_gone() {
	checked(|| {
		let id = tagged();
		Respondents::remove(SUBJECT);
		assert_noop!(
			Disputes::clear_tag(RuntimeOrigin::none(), SUBJECT, id),
			DispatchError::BadOrigin
		);
		assert_noop!(Disputes::clear_tag(by(NOBODY), SUBJECT, id + 1), Error::TagUnknown);
		assert_ok!(Disputes::clear_tag(by(NOBODY), SUBJECT, id));
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
	});
}

/// A claim that the judge upholds.
fn upheld(claim: Claim) -> u64 {
	let id = crate::NextDispute::<Test>::get();
	assert_ok!(Disputes::raise(by(CAROL), SUBJECT, claim, evidence(1), BOND));
	assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
	id
}

#[test]
fn a_full_list_loses_what_is_there_twice() {
	use Claim::{Infringement, Malicious, Mislabelled, Other, PersonalData, Unavailable};
	checked(|| {
		Respondents::insert(SUBJECT, Some(ALICE));
		let claims = [Other, Malicious, Infringement, Malicious, Mislabelled, Unavailable];
		for claim in claims {
			upheld(claim);
		}
		let full = held(HoldReason::Tag, CAROL);
		events();
		// A judgement does not fail for want of room. The first claim of malice goes, not the oldest.
		assert_eq!(upheld(PersonalData), 6);
		assert_eq!(tags(), [0, 2, 3, 4, 5, 6]);
		let told = events();
		assert!(told.contains(&Event::TagCleared { subject: SUBJECT, dispute: 1 }));
		assert_eq!(held(HoldReason::Tag, CAROL), full);
		// All six claims are there once: each has its own last tag.
		assert_eq!(upheld(Other), 7);
		assert_eq!(tags(), [2, 3, 4, 5, 6, 7]);
		let mut there: Vec<Claim> = Disputes::tags(SUBJECT).iter().map(|tag| tag.claim).collect();
		there.sort();
		assert_eq!(there, Claim::ALL);
	});
}
