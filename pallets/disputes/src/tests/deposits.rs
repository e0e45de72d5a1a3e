//! Bonds and deposits: exact, conserved, and never in the way of a judgement.

use super::*;
use codec::Encode;
use frame_support::traits::{
	fungible::{Mutate as _, MutateHold as _},
	tokens::{Fortitude::Force, Precision::Exact},
};
use sp_runtime::TokenError;

#[test]
fn they_cover_the_state() {
	checked(|| {
		let id = raised();
		assert_eq!(held(HoldReason::Bond, CAROL), BOND);
		assert_ok!(Disputes::respond(by(ALICE), id, evidence(2)));
		let record = Records::get(id).expect("is open");
		assert_eq!(held(HoldReason::Dispute, CAROL), record.deposit);
		let list = crate::Open::<Test>::hashed_key_for(SUBJECT).len() + vec![id].encoded_size();
		let key = Records::hashed_key_for(id).len();
		let real = (key + record.encoded_size() + list) as Balance;
		let paid = (record.deposit - 2_000) / 10;
		assert!((real..real + 32).contains(&paid), "{paid} of {real}");

		assert_ok!(Disputes::judge(judge(), id, Verdict::Tagged));
		let key = TagsOf::hashed_key_for(SUBJECT).len();
		let real = (key + TagsOf::get(SUBJECT).encoded_size()) as Balance;
		let paid = (held(HoldReason::Tag, CAROL) - 1_000) / 10;
		assert!((real..real + 16).contains(&paid), "{paid} of {real}");
	});
}

#[test]
fn what_returns_is_what_was_held() {
	checked(|| {
		let (first, second, third) = (raised(), raised(), raised());
		MinBond::set(1);
		DepositBase::set(1);
		DepositPerByte::set(1);
		assert_ok!(Disputes::withdraw(by(CAROL), first));
		assert_ok!(Disputes::judge(judge(), second, Verdict::Dismissed));
		assert_eq!(wealth(ALICE), ENDOWMENT + BOND / 2);
		assert_ok!(Disputes::judge(judge(), third, Verdict::Tagged));
		DepositPerByte::set(100);
		assert_ok!(Disputes::clear_tag(judge(), SUBJECT, third));
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT - BOND);
	});
}

#[test]
fn who_cannot_pay_changes_nothing() {
	checked(|| {
		let id = raised();
		let deposit = Records::get(id).expect("is open").deposit;
		let raise = || Disputes::do_raise(NOBODY, SUBJECT, Claim::Other, evidence(1), BOND);
		assert_noop!(raise(), TokenError::FundsUnavailable);
		// The bond alone does not do.
		assert_ok!(Balances::mint_into(&NOBODY, BOND + 10));
		assert_noop!(raise(), TokenError::FundsUnavailable);
		assert_ok!(Balances::mint_into(&NOBODY, deposit));
		assert_ok!(raise());
		DepositPerByte::set(u128::MAX);
		assert_noop!(
			Disputes::do_raise(BOB, SUBJECT, Claim::Other, evidence(1), BOND),
			Error::DepositOverflow
		);
	});
}

#[test]
fn a_raiser_with_nothing_else_left_is_right_all_the_same() {
	checked(|| {
		Respondents::insert(SUBJECT, Some(ALICE));
		raised();
		let all = held_in_all(CAROL) + 10;
		assert_ok!(Balances::mint_into(&NOBODY, all));
		let id = Disputes::do_raise(NOBODY, SUBJECT, Claim::Other, evidence(1), BOND);
		assert_eq!(Balances::free_balance(NOBODY), 10);
		// A tag that costs more than everything that is returned.
		DepositBase::set(BOND * 10);
		assert_ok!(Disputes::judge(judge(), id.expect("is raised"), Verdict::Tagged));
		assert_eq!(held(HoldReason::Tag, NOBODY), all - 10);
		assert_eq!(Balances::free_balance(NOBODY), 10);
	});
}

#[test]
fn what_was_slashed_does_not_block() {
	for verdict in [Verdict::Dismissed, Verdict::Tagged, Verdict::Revoked] {
		checked(|| {
			let id = raised();
			let burn = |reason: HoldReason| {
				assert_ok!(Balances::burn_held(&reason.into(), &CAROL, 100, Exact, Force));
			};
			burn(HoldReason::Bond);
			burn(HoldReason::Dispute);
			events();
			assert_ok!(Disputes::judge(judge(), id, verdict));
			let short = |reason| Event::DepositShort { who: CAROL, reason, missing: 100 };
			let told = events();
			assert_eq!(told[..2], [short(HoldReason::Dispute), short(HoldReason::Bond)]);
			let bond = match verdict {
				// Half of what is left, and half of it burned.
				Verdict::Dismissed => forfeited(Some((ALICE, 24_950)), 24_950),
				_ => returned(BOND - 100),
			};
			assert!(matches!(&told[2], Event::Judged { bond: told, .. } if *told == bond));
			let burned = 200 + bond.burned;
			assert_eq!(wealth(ALICE) + wealth(CAROL), 2 * ENDOWMENT - burned);
		});
	}
}
