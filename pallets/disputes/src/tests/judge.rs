//! Verdicts: what becomes of the subject and of the bond.

use super::*;

fn judged(dispute: u64, verdict: Verdict, bond: BondOutcome<AccountId, Balance>) -> Event {
	Event::Judged { dispute, subject: SUBJECT, claim: Claim::Malicious, verdict, bond }
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
fn an_upheld_claim_tags() {
	checked(|| {
		let id = raised();
		events();
		assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
		assert_eq!(events(), [judged(id, Verdict::Tagged, returned(BOND))]);
		let tag = metahub_assets::dispute::Tag { dispute: id, claim: Claim::Malicious };
		assert_eq!(Disputes::tags(SUBJECT), [tag]);
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
		assert_eq!(events(), [judged(id, Verdict::Revoked, returned(BOND))]);
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
fn a_judge_may_come_before_a_response() {
	for verdict in [Verdict::Dismissed, Verdict::Tagged, Verdict::Revoked] {
		checked(|| {
			let (early, late) = (raised(), raised());
			responded(late);
			for id in [early, late] {
				events();
				Revoked::remove(SUBJECT);
				assert_ok!(Disputes::judge(judge(), id, verdict));
				let bond = match verdict {
					Verdict::Dismissed => forfeited(Some((ALICE, BOND / 2)), BOND / 2),
					_ => returned(BOND),
				};
				assert_eq!(events(), [judged(id, verdict, bond)]);
			}
		});
	}
}
