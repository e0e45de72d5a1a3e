//! Random sequences of every call: money is conserved, bonds go to who is right, and nothing is
//! left when everything has ended.

use super::*;
use crate::{NextDispute, Open};
use frame_support::traits::fungible::Mutate as _;
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;

const WHO: [AccountId; 3] = [ALICE, BOB, CAROL];

#[derive(Clone, Debug)]
enum Op {
	Raise { subject: Subject },
	Respond { dispute: u8 },
	Withdraw { dispute: u8 },
	Judge { dispute: u8, verdict: Verdict },
	ClearTag { subject: Subject, tag: u8 },
	SetRespondent { subject: Subject, respondent: Option<Option<AccountId>> },
	Reprice { bond: Balance, per_byte: Balance },
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
		6 => subject().prop_map(|subject| Op::Raise { subject }),
		2 => any::<u8>().prop_map(|dispute| Op::Respond { dispute }),
		2 => any::<u8>().prop_map(|dispute| Op::Withdraw { dispute }),
		4 => (any::<u8>(), verdict).prop_map(|(dispute, verdict)| Op::Judge { dispute, verdict }),
		2 => (subject(), any::<u8>()).prop_map(|(subject, tag)| Op::ClearTag { subject, tag }),
		1 => (subject(), respondent)
			.prop_map(|(subject, respondent)| Op::SetRespondent { subject, respondent }),
		1 => (0..100_000u128, 0..100u128)
			.prop_map(|(bond, per_byte)| Op::Reprice { bond, per_byte }),
	]
}

/// Mostly a dispute that is open.
fn open(n: u8) -> u64 {
	let open: Vec<u64> = Records::iter_keys().collect();
	open.get(usize::from(n) % (open.len() + 1)).copied().unwrap_or(1_000_000)
}

/// Makes a call, and says who is richer or poorer by how much if it succeeds.
fn make(who: AccountId, op: &Op) -> BTreeMap<AccountId, i128> {
	let mut changes = BTreeMap::new();
	match *op {
		Op::Raise { subject } => {
			let _ = Disputes::raise(by(who), subject, Claim::Other, evidence(1));
		}
		Op::Respond { dispute } => {
			let dispute = open(dispute);
			let respondent = Records::get(dispute)
				.and_then(|record| Respondents::get(record.subject).flatten())
				.unwrap_or(who);
			let _ = Disputes::respond(by(respondent), dispute, evidence(2));
		}
		Op::Withdraw { dispute } => {
			let _ = Disputes::withdraw(by(who), open(dispute));
		}
		Op::Judge { dispute, verdict } => {
			let dispute = open(dispute);
			let record = Records::get(dispute);
			if Disputes::judge(judge(), dispute, verdict).is_ok() && verdict == Verdict::Dismissed {
				let record = record.expect("was open");
				let respondent = Respondents::get(record.subject).flatten();
				if let Some(respondent) = respondent.filter(|who| *who != record.raiser) {
					changes.insert(respondent, record.bond as i128);
					changes.insert(record.raiser, -(record.bond as i128));
				}
			}
		}
		Op::ClearTag { subject, tag } => {
			let tags = Disputes::tags(subject);
			let id = tags.get(usize::from(tag) % (tags.len() + 1)).map_or(77, |(id, _)| *id);
			let origin = if tag % 2 == 0 { judge() } else { by(who) };
			let _ = Disputes::clear_tag(origin, subject, id);
		}
		Op::SetRespondent { subject, respondent: Some(respondent) } => {
			Respondents::insert(subject, respondent);
		}
		Op::SetRespondent { subject, respondent: None } => Respondents::remove(subject),
		Op::Reprice { bond, per_byte } => {
			Bond::set(bond);
			DepositPerByte::set(per_byte);
		}
	}
	changes
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
			let issued = Balances::total_issuance();
			for (who, op) in &ops {
				let before = WHO.map(wealth);
				let changes = make(*who, op);
				for (n, account) in WHO.into_iter().enumerate() {
					let change = changes.get(&account).copied().unwrap_or_default();
					assert_eq!(wealth(account) as i128, before[n] as i128 + change, "{op:?}");
				}
				Disputes::do_try_state().expect("the invariants hold");
			}
			// To the end, by whoever may.
			for (id, record) in Records::iter().collect::<Vec<_>>() {
				assert_ok!(Disputes::withdraw(by(record.raiser), id));
			}
			for subject in TagsOf::iter_keys().collect::<Vec<_>>() {
				Respondents::remove(subject);
				for (id, _) in Disputes::tags(subject) {
					assert_ok!(Disputes::clear_tag(by(NOBODY), subject, id));
				}
			}
			assert!(WHO.iter().all(|who| held_in_all(*who) == 0));
			assert_eq!(Open::<Test>::iter_keys().count(), 0);
			assert_eq!(Balances::total_issuance(), issued);
			assert!(NextDispute::<Test>::get() <= ops.len() as u64);
		});
	}
}
