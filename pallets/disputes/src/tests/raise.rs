//! Raising, responding, withdrawing.

use super::*;

#[test]
fn a_dispute_says_what_it_was_given() {
	checked(|| {
		let id = raised();
		let record = Records::get(id).expect("is open");
		assert_eq!((record.subject, record.claim), (SUBJECT, Claim::Malicious));
		assert_eq!((record.raiser, record.evidence, record.response), (CAROL, cid(1), None));
		assert_eq!(record.bond, BOND);
		assert_eq!(Disputes::open(SUBJECT), [id]);
		let told = Event::Raised {
			dispute: id,
			subject: SUBJECT,
			claim: Claim::Malicious,
			raiser: CAROL,
			evidence: cid(1),
			bond: BOND,
		};
		assert_eq!(events(), [told]);
		// Ids go on.
		assert_eq!(raised(), id + 1);
	});
}

#[test]
fn only_what_exists_is_disputed_by_others() {
	checked(|| {
		let raise = |who, evidence| Disputes::raise(by(who), SUBJECT, Claim::Other, evidence, BOND);
		assert_noop!(raise(CAROL, evidence(1)), Error::SubjectUnknown);
		Respondents::insert(SUBJECT, Some(ALICE));
		assert_noop!(raise(ALICE, evidence(1)), Error::OwnSubject);
		let long = [evidence(1), vec![0]].concat();
		for unsound in [vec![], vec![1, 2, 3], long, evidence(1)[1..].to_vec()] {
			assert_noop!(raise(CAROL, unsound), Error::EvidenceInvalid);
		}
		assert_noop!(
			Disputes::raise(judge(), SUBJECT, Claim::Other, evidence(1), BOND),
			DispatchError::BadOrigin
		);
		let low = Disputes::raise(by(CAROL), SUBJECT, Claim::Other, evidence(1), BOND - 1);
		assert_noop!(low, Error::BondTooLow);
		// What nobody answers for can be disputed.
		Respondents::insert(SUBJECT, None::<AccountId>);
		assert_ok!(raise(CAROL, evidence(1)));
	});
}

#[test]
fn ids_are_not_used_twice() {
	checked(|| {
		crate::NextDispute::<Test>::put(u64::MAX);
		Respondents::insert(SUBJECT, Some(ALICE));
		assert_noop!(
			Disputes::raise(by(CAROL), SUBJECT, Claim::Other, evidence(1), BOND),
			Error::CounterExhausted
		);
	});
}

#[test]
fn who_answers_for_the_subject_responds() {
	checked(|| {
		let id = raised();
		events();
		let respond = |who, n| Disputes::respond(by(who), id, evidence(n));
		assert_noop!(respond(BOB, 2), Error::NotRespondent);
		assert_noop!(respond(CAROL, 2), Error::NotRespondent);
		assert_noop!(Disputes::respond(by(ALICE), 77, evidence(2)), Error::DisputeUnknown);
		assert_noop!(Disputes::respond(by(ALICE), id, vec![1]), Error::EvidenceInvalid);
		assert_ok!(respond(ALICE, 2));
		assert_eq!(Records::get(id).expect("is open").response, Some((ALICE, cid(2))));
		assert_eq!(events(), [Event::Responded { dispute: id, who: ALICE, evidence: cid(2) }]);
		// Who has taken the subject over says something else.
		Respondents::insert(SUBJECT, Some(BOB));
		assert_noop!(respond(ALICE, 3), Error::NotRespondent);
		assert_ok!(respond(BOB, 3));
		assert_eq!(Records::get(id).expect("is open").response, Some((BOB, cid(3))));
		Respondents::remove(SUBJECT);
		assert_noop!(respond(BOB, 3), Error::NotRespondent);
	});
}

#[test]
fn who_raised_it_withdraws_it() {
	checked(|| {
		let id = raised();
		assert_noop!(Disputes::withdraw(by(ALICE), id), Error::NotRaiser);
		assert_noop!(Disputes::withdraw(by(CAROL), id + 1), Error::DisputeUnknown);
		events();
		assert_ok!(Disputes::withdraw(by(CAROL), id));
		let bond = returned(BOND);
		assert_eq!(events(), [Event::Withdrawn { dispute: id, subject: SUBJECT, bond }]);
		assert_eq!((Records::get(id), Disputes::open(SUBJECT)), (None, vec![]));
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
		assert_noop!(Disputes::withdraw(by(CAROL), id), Error::DisputeUnknown);
	});
}
