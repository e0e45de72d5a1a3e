//! Random sequences of every call: no money is made, bonds go where they should, what is burned is
//! gone, and nothing is left when everything has ended.

use super::*;
use crate::{NextDispute, Open};
use frame_support::traits::fungible::Mutate as _;
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;

const WHO: [AccountId; 3] = [ALICE, BOB, CAROL];

#[derive(Clone, Debug)]
enum Op {
	Raise { subject: Subject, claim: Claim, bond: Balance },
	Respond { dispute: u8 },
	Withdraw { dispute: u8 },
	Judge { dispute: u8, verdict: Verdict },
	ClearTag { subject: Subject, tag: u8 },
	SetRespondent { subject: Subject, respondent: Option<Option<AccountId>> },
	Reprice { min_bond: Balance, per_byte: Balance, burned: u32 },
}

fn subject() -> impl Strategy<Value = Subject> {
	let subjects = [
		Subject::Asset(AssetId::new(0, 0)),
		Subject::Asset(AssetId::new(0, 1)),
		Subject::Licence(0),
	];
	select(subjects.to_vec())
}

fn op() -> impl Strategy<Value = Op> {
	let verdict = select(vec![Verdict::Dismissed, Verdict::Tagged, Verdict::Revoked]);
	let respondent = option::weighted(0.8, option::weighted(0.8, select(WHO.to_vec())));
	prop_oneof![
		8 => (subject(), select(Claim::ALL.to_vec()), 1..200_000u128)
			.prop_map(|(subject, claim, bond)| Op::Raise { subject, claim, bond }),
		2 => any::<u8>().prop_map(|dispute| Op::Respond { dispute }),
		2 => any::<u8>().prop_map(|dispute| Op::Withdraw { dispute }),
		4 => (any::<u8>(), verdict).prop_map(|(dispute, verdict)| Op::Judge { dispute, verdict }),
		2 => (subject(), any::<u8>()).prop_map(|(subject, tag)| Op::ClearTag { subject, tag }),
		1 => (subject(), respondent)
			.prop_map(|(subject, respondent)| Op::SetRespondent { subject, respondent }),
		1 => (1..100_000u128, 0..100u128, 1..=1_000_000u32).prop_map(
			|(min_bond, per_byte, burned)| Op::Reprice { min_bond, per_byte, burned }
		),
	]
}

/// Mostly a dispute that is open.
fn open(n: u8) -> u64 {
	let open: Vec<u64> = Records::iter_keys().collect();
	open.get(usize::from(n) % (open.len() + 1)).copied().unwrap_or(1_000_000)
}

/// What forfeiting the bond of a dispute does: who is richer or poorer by how much, what is burned.
fn forfeit(record: &DisputeRecordOf<Test>) -> (BTreeMap<AccountId, i128>, Balance) {
	let mut changes = BTreeMap::new();
	if !Respondents::contains_key(record.subject) {
		return (changes, 0);
	}
	let burned = BurnedShare::get().mul_ceil(record.bond);
	let respondent = Respondents::get(record.subject).flatten();
	let awarded = respondent.filter(|_| burned < record.bond);
	let burned = if awarded.is_some() { burned } else { record.bond };
	changes.insert(record.raiser, -(record.bond as i128));
	if let Some(respondent) = awarded {
		*changes.entry(respondent).or_default() += (record.bond - burned) as i128;
	}
	(changes, burned)
}

/// Makes a call, and says who is richer or poorer by how much if it succeeds, and what is burned.
fn make(who: AccountId, op: &Op) -> (BTreeMap<AccountId, i128>, Balance) {
	match *op {
		Op::Raise { subject, claim, bond } => {
			let before = Disputes::open(subject);
			let smallest = before.iter().filter_map(Records::get).map(|record| record.bond).min();
			let raised = Disputes::raise(by(who), subject, claim, evidence(1), bond).is_ok();
			let full = before.len() == 4;
			assert!(!raised || !full || smallest < Some(bond), "took a place for too little");
			let id = *Disputes::open(subject).last().filter(|_| raised).unwrap_or(&u64::MAX);
			if let Some(record) = Records::get(id) {
				assert_eq!(record.binding, before.len() >= 3);
			}
		}
		Op::Respond { dispute } => {
			let dispute = open(dispute);
			let respondent = Records::get(dispute)
				.and_then(|record| Respondents::get(record.subject).flatten())
				.unwrap_or(who);
			let _ = Disputes::respond(by(respondent), dispute, evidence(2));
		}
		Op::Withdraw { dispute } => {
			let dispute = open(dispute);
			let record = Records::get(dispute);
			let raiser = record.as_ref().map_or(who, |record| record.raiser);
			if Disputes::withdraw(by(raiser), dispute).is_ok() {
				let record = record.expect("was open");
				if record.response.is_some() || record.binding {
					return forfeit(&record);
				}
			}
		}
		Op::Judge { dispute, verdict } => {
			let dispute = open(dispute);
			let record = Records::get(dispute);
			if Disputes::judge(judge(), dispute, verdict).is_ok() && verdict == Verdict::Dismissed {
				return forfeit(&record.expect("was open"));
			}
		}
		Op::ClearTag { subject, tag } => {
			let tags = Disputes::tags(subject);
			let id = tags.get(usize::from(tag) % (tags.len() + 1)).map_or(77, |tag| tag.dispute);
			let origin = if tag % 2 == 0 { judge() } else { by(who) };
			let _ = Disputes::clear_tag(origin, subject, id);
		}
		Op::SetRespondent { subject, respondent: Some(respondent) } => {
			Respondents::insert(subject, respondent);
		}
		Op::SetRespondent { subject, respondent: None } => Respondents::remove(subject),
		Op::Reprice { min_bond, per_byte, burned } => {
			MinBond::set(min_bond);
			DepositPerByte::set(per_byte);
			BurnedShare::set(Permill::from_parts(burned));
		}
	}
	Default::default()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

	#[test]
	fn any_sequence_conserves(ops in vec((select(WHO.to_vec()), op()), 1..80)) {
		checked(|| {
			for who in WHO {
				assert_ok!(Balances::mint_into(&who, 1 << 60));
			}
			let subjects =
				[Subject::Asset(AssetId::new(0, 0)), Subject::Asset(AssetId::new(0, 1))];
			for (subject, who) in subjects.into_iter().zip(WHO) {
				Respondents::insert(subject, Some(who));
			}
			let mut issued = Balances::total_issuance();
			for (who, op) in &ops {
				let before = WHO.map(wealth);
				let (changes, burned) = make(*who, op);
				issued -= burned;
				assert_eq!(Balances::total_issuance(), issued);
				for (n, account) in WHO.into_iter().enumerate() {
					let change = changes.get(&account).copied().unwrap_or_default();
					assert_eq!(wealth(account) as i128, before[n] as i128 + change, "{op:?}");
				}
				Disputes::do_try_state().expect("the invariants hold");
			}
			// To the end, by whoever may.
			for (id, record) in Records::iter().collect::<Vec<_>>() {
				Respondents::remove(record.subject);
				assert_ok!(Disputes::withdraw(by(record.raiser), id));
			}
			for subject in TagsOf::iter_keys().collect::<Vec<_>>() {
				Respondents::remove(subject);
				for tag in Disputes::tags(subject) {
					assert_ok!(Disputes::clear_tag(by(NOBODY), subject, tag.dispute));
				}
			}
			assert!(WHO.iter().all(|who| held_in_all(*who) == 0));
			assert_eq!(Open::<Test>::iter_keys().count(), 0);
			assert_eq!(Balances::total_issuance(), issued);
			assert!(NextDispute::<Test>::get() <= ops.len() as u64);
		});
	}
}
