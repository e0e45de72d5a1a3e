//! What becomes of bonds: returned, or forfeited.

use super::*;
use frame_support::traits::fungible::Inspect;

/// What there is of the currency.
fn issued() -> Balance {
	<Balances as Inspect<_>>::total_issuance()
}

/// Makes the raiser forfeit a bond: the judge dismisses it, or the raiser withdraws after a response.
const WAYS: [fn(u64); 2] = [
	|id| {
		assert_ok!(Disputes::judge(judge(), id, Verdict::Dismissed));
	},
	|id| {
		let record = Records::get(id).expect("is open");
		assert_ok!(Disputes::withdraw(by(record.raiser), id));
	},
];

/// What the last event says about the bond.
fn told() -> BondOutcome<AccountId, Balance> {
	match events().pop() {
		Some(Event::Judged { bond, .. } | Event::Withdrawn { bond, .. }) => bond,
		other => panic!("{other:?}"),
	}
}

#[test]
fn part_of_a_forfeited_bond_is_burned() {
	for forfeit in WAYS {
		checked(|| {
			let id = raised();
			responded(id);
			let before = issued();
			forfeit(id);
			assert_eq!(told(), forfeited(Some((ALICE, BOND / 2)), BOND / 2));
			assert_eq!(issued(), before - BOND / 2);
			// Free for the respondent to spend; the deposit is the raiser's again.
			assert_eq!(Balances::free_balance(ALICE), ENDOWMENT + BOND / 2);
			assert_eq!(Balances::free_balance(CAROL), ENDOWMENT - BOND);
			assert_eq!(held_in_all(CAROL), 0);
			assert_eq!((tags(), Disputes::open(SUBJECT)), (vec![], vec![]));
			assert!(!Revoked::contains_key(SUBJECT));
		});
	}
}

#[test]
fn withdrawing_is_free_until_there_is_a_response() {
	checked(|| {
		let (first, second) = (raised(), raised());
		let before = issued();
		assert_ok!(Disputes::withdraw(by(CAROL), first));
		assert_eq!(told(), returned(BOND));
		assert_eq!(issued(), before);
		responded(second);
		assert_ok!(Disputes::withdraw(by(CAROL), second));
		assert_eq!(told(), forfeited(Some((ALICE, BOND / 2)), BOND / 2));
	});
}

#[test]
fn who_disputes_their_own_by_another_account_pays_what_is_burned() {
	for forfeit in WAYS {
		checked(|| {
			// Alice is Carol, who becomes the respondent, too.
			let id = raised();
			responded(id);
			Respondents::insert(SUBJECT, Some(CAROL));
			forfeit(id);
			assert_eq!(told(), forfeited(Some((CAROL, BOND / 2)), BOND / 2));
			assert_eq!(Balances::free_balance(CAROL), ENDOWMENT - BOND / 2);
			assert_eq!(wealth(ALICE), ENDOWMENT);
		});
	}
}

#[test]
fn the_rest_goes_to_whoever_answers_by_then() {
	for forfeit in WAYS {
		checked(|| {
			let id = raised();
			responded(id);
			Respondents::insert(SUBJECT, Some(BOB));
			forfeit(id);
			assert_eq!((wealth(ALICE), wealth(BOB)), (ENDOWMENT, ENDOWMENT + BOND / 2));
		});
	}
}

#[test]
fn all_of_it_is_burned_when_nobody_answers() {
	for forfeit in WAYS {
		checked(|| {
			let id = raised();
			responded(id);
			Respondents::insert(SUBJECT, None::<AccountId>);
			let before = issued();
			forfeit(id);
			assert_eq!(told(), forfeited(None, BOND));
			assert_eq!((issued(), wealth(CAROL)), (before - BOND, ENDOWMENT - BOND));
		});
	}
}

#[test]
fn a_respondent_who_cannot_be_credited_does_not_block() {
	for forfeit in WAYS {
		// Half of it is less than an account has to have.
		checked(|| {
			MinBond::set(1);
			let id = raised_with(CAROL, 19);
			responded(id);
			Respondents::insert(SUBJECT, Some(NOBODY));
			forfeit(id);
			assert_eq!(told(), forfeited(None, 19));
			assert_eq!((wealth(CAROL), wealth(NOBODY), held_in_all(CAROL)), (ENDOWMENT - 19, 0, 0));
		});
		// Enough makes the account.
		checked(|| {
			MinBond::set(1);
			let id = raised_with(CAROL, 20);
			responded(id);
			Respondents::insert(SUBJECT, Some(NOBODY));
			forfeit(id);
			assert_eq!(told(), forfeited(Some((NOBODY, 10)), 10));
			assert_eq!((wealth(CAROL), wealth(NOBODY)), (ENDOWMENT - 20, 10));
		});
	}
}

#[test]
fn a_respondent_who_ends_the_subject_takes_no_bond_with_it() {
	for forfeit in WAYS {
		checked(|| {
			let id = raised();
			responded(id);
			// There is nothing left to uphold the claim against.
			Respondents::remove(SUBJECT);
			let before = issued();
			forfeit(id);
			assert_eq!(told(), returned(BOND));
			assert_eq!((issued(), Balances::free_balance(CAROL)), (before, ENDOWMENT));
		});
	}
}

#[test]
fn what_is_burned_is_rounded_up_and_may_be_all() {
	checked(|| {
		MinBond::set(1);
		BurnedShare::set(Permill::from_percent(10));
		assert_ok!(Disputes::judge(judge(), raised_with(CAROL, 101), Verdict::Dismissed));
		assert_eq!(told(), forfeited(Some((ALICE, 90)), 11));
		BurnedShare::set(Permill::one());
		assert_ok!(Disputes::judge(judge(), raised_with(CAROL, 100), Verdict::Dismissed));
		assert_eq!(told(), forfeited(None, 100));
	});
}

#[test]
fn an_upheld_claim_costs_nothing() {
	for verdict in [Verdict::Tagged, Verdict::Revoked] {
		checked(|| {
			let id = raised();
			responded(id);
			let before = issued();
			assert_ok!(Disputes::judge(judge(), id, verdict));
			assert_eq!(told(), returned(BOND));
			assert_eq!((issued(), wealth(CAROL)), (before, ENDOWMENT));
		});
	}
}
