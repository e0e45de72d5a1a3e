//! Verdicts: what becomes of the subject and of the bond.

use super::*;

fn judged(dispute: u64, verdict: Verdict, bond_to: AccountId) -> Event {
	let claim = Claim::Malicious;
	Event::Judged { dispute, subject: SUBJECT, claim, verdict, bond_to, bond: BOND }
}

#[test]
fn only_the_judge_judges_and_only_once() {
	checked(|| {
		let id = raised();
		for who in [ALICE, CAROL] {
			let verdict = Disputes::judge(by(who), id, Verdict::Dismissed);
			assert_noop!(verdict, DispatchError::BadOrigin);
		}
		for verdict in [Verdict::Dismissed, Verdict::Tagged, Verdict::Revoked] {
			assert_noop!(Disputes::judge(judge(), 77, verdict), Error::DisputeUnknown);
		}
		assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
		assert_noop!(Disputes::judge(judge(), id, Verdict::Revoked), Error::DisputeUnknown);
		assert_noop!(Disputes::withdraw(by(CAROL), id), Error::DisputeUnknown);
	});
}

#[test]
fn a_dismissed_claim_costs_its_bond() {
	checked(|| {
		let id = raised();
		events();
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
		assert_eq!(events(), [judged(id, Verdict::Dismissed, ALICE)]);
		// Free for the respondent to spend; the deposit is the raiser's again.
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT + BOND);
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT - BOND);
		assert_eq!(held_in_all(CAROL), 0);
		assert_eq!((Disputes::tags(SUBJECT), Disputes::open(SUBJECT)), (vec![], vec![]));
		assert!(!Revoked::contains_key(SUBJECT));
	});
}

#[test]
fn the_bond_goes_to_who_answers_by_then() {
	checked(|| {
		let id = raised();
		assert_ok!(Disputes::respond(by(ALICE), id, evidence(2)));
		Respondents::insert(SUBJECT, Some(BOB));
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
		assert_eq!((wealth(ALICE), wealth(BOB)), (ENDOWMENT, ENDOWMENT + BOND));
	});
}

#[test]
fn the_bond_returns_when_there_is_nobody_else() {
	// The raiser has become the respondent; nobody answers; the subject is gone.
	let happens: [fn(); 3] = [
		|| Respondents::insert(SUBJECT, Some(CAROL)),
		|| Respondents::insert(SUBJECT, None::<AccountId>),
		|| Respondents::remove(SUBJECT),
	];
	for happens in happens {
		checked(|| {
			let id = raised();
			happens();
			events();
			assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
			assert_eq!(events(), [judged(id, Verdict::Dismissed, CAROL)]);
			assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
		});
	}
}

#[test]
fn a_respondent_who_cannot_be_credited_does_not_block() {
	checked(|| {
		// Less than an account has to have.
		Bond::set(9);
		let id = raised();
		Respondents::insert(SUBJECT, Some(NOBODY));
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
		assert_eq!((wealth(CAROL), wealth(NOBODY)), (ENDOWMENT, 0));
		assert_eq!(held_in_all(CAROL), 0);
	});
	// Enough makes the account.
	checked(|| {
		Bond::set(10);
		let id = raised();
		Respondents::insert(SUBJECT, Some(NOBODY));
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
		assert_eq!((wealth(CAROL), wealth(NOBODY)), (ENDOWMENT - 10, 10));
	});
}

#[test]
fn an_upheld_claim_tags() {
	checked(|| {
		let id = raised();
		events();
		assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
		assert_eq!(events(), [judged(id, Verdict::Tagged, CAROL)]);
		assert_eq!(Disputes::tags(SUBJECT), [(id, Claim::Malicious)]);
		assert!(!Revoked::contains_key(SUBJECT));
		assert_eq!((wealth(ALICE), wealth(CAROL)), (ENDOWMENT, ENDOWMENT));
		// The tag's deposit is all that is left on hold.
		assert!(held(HoldReason::Tag, CAROL) > 0);
		assert_eq!(held(HoldReason::Tag, CAROL), held_in_all(CAROL));
	});
}

#[test]
fn an_upheld_claim_revokes() {
	checked(|| {
		let id = raised();
		events();
		assert_ok!(Disputes::judge(judge(), id, Verdict::Revoked));
		assert_eq!(events(), [judged(id, Verdict::Revoked, CAROL)]);
		assert!(Revoked::contains_key(SUBJECT));
		assert_eq!(Disputes::tags(SUBJECT), []);
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
	});
}

#[test]
fn what_cannot_be_revoked_stays_in_dispute() {
	checked(|| {
		let (first, second) = (raised(), raised());
		assert_ok!(Disputes::judge(judge(), first, Verdict::Revoked));
		assert_noop!(Disputes::do_judge(second, Verdict::Revoked), REVOKED_ALREADY);
		assert_eq!(Disputes::open(SUBJECT), [second]);
		// It still can be tagged.
		assert_ok!(Disputes::judge(judge(), second, Verdict::Tagged));
	});
}

#[test]
fn what_is_gone_is_neither_tagged_nor_revoked() {
	checked(|| {
		let id = raised();
		Respondents::remove(SUBJECT);
		for verdict in [Verdict::Tagged, Verdict::Revoked] {
			assert_noop!(Disputes::do_judge(id, verdict), Error::SubjectGone);
		}
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
	});
}

#[test]
fn no_more_tags_than_may_be() {
	checked(|| {
		for _ in 0..3 {
			assert_ok!(Disputes::judge(judge(), raised(), Verdict::Tagged));
		}
		let id = raised();
		assert_noop!(Disputes::do_judge(id, Verdict::Tagged), Error::TooManyTags);
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, 1));
		assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
		let tags: Vec<_> = Disputes::tags(SUBJECT).into_iter().map(|(id, _)| id).collect();
		assert_eq!(tags, [0, 2, 3]);
	});
}
