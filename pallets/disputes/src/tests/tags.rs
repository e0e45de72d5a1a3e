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
		let both = held(HoldReason::Tag, CAROL);
		events();
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, first));
		assert_eq!(events(), [Event::TagCleared { subject: SUBJECT, dispute: first }]);
		assert_eq!(held(HoldReason::Tag, CAROL), both / 2);
		assert_eq!(Disputes::tags(SUBJECT), [(second, Claim::Malicious)]);
		assert_noop!(Disputes::clear_tag(judge(), SUBJECT, first), Error::TagUnknown);
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, second));
		assert!(!TagsOf::contains_key(SUBJECT));
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
