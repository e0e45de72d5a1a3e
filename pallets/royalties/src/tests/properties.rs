//! What holds for any lineage.

use super::*;
use frame_support::{
	storage::{with_transaction, TransactionOutcome},
	traits::fungible::{Inspect as _, Mutate as _},
};
use metahub_assets::pay::PPM;
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

fn policy() -> impl Strategy<Value = RoyaltyPolicy> {
	prop_oneof![Just(Absolute), Just(Relative)]
}

fn relation() -> impl Strategy<Value = Relation> {
	prop::sample::select(Relation::ALL)
}

/// Terms that often allow a derivative.
fn terms() -> impl Strategy<Value = Terms> {
	let ppm = prop_oneof![Just(0), 0..20 * PERCENT, 0..=PPM];
	let flags = || prop::sample::select(&[true, true, true, false][..]);
	let rare = || prop::sample::select(&[true, false, false, false, false, false][..]);
	(ppm, policy(), rare(), rare(), flags(), rare(), 0..3u32).prop_map(
		|(ppm, policy, reciprocal, attribution, commercial_use, none, seats)| {
			let revenue_share_ppm = if commercial_use { ppm } else { 0 };
			let derivatives = Derivatives {
				attribution,
				reciprocal,
				revenue_share_ppm,
				policy,
				..Derivatives::default()
			};
			let derivatives = (!none).then_some(derivatives);
			Terms { commercial_use, attribution, derivatives, seats, ..Terms::default() }
		},
	)
}

/// A link of the `n`th asset to one made before it, under terms or by the owner of that one.
#[derive(Clone, Debug)]
struct Step {
	subject: u64,
	parent: u64,
	relation: Relation,
	terms: Option<Terms>,
	who: AccountId,
}

fn step(assets: u64) -> impl Strategy<Value = Step> {
	let who = prop_oneof![Just(ALICE), Just(BOB)];
	(0..assets, 0..assets, relation(), prop::option::weighted(0.85, terms()), who).prop_map(
		|(subject, parent, relation, terms, who)| Step { subject, parent, relation, terms, who },
	)
}

/// Makes a link; says whether it was taken.
fn make(step: &Step) -> bool {
	make_within(step, u32::MAX).is_ok()
}

/// Makes a link after which no more than this may be owed; says whether it brought anything.
fn make_within(step: &Step, max_owed_ppm: u32) -> Result<bool, DispatchError> {
	let Step { subject, parent, relation, ref terms, who } = *step;
	// The registry links what is there only.
	if Owners::get(asset(subject)).is_none() {
		Owners::insert(asset(subject), 1_000 + subject);
	}
	match terms {
		Some(terms) => {
			Owners::insert(asset(parent), 1_000 + parent);
			permit(who, parent, terms);
		}
		None => Owners::insert(asset(parent), who),
	}
	let permit = permit_of(who, asset(parent));
	frame_support::storage::with_storage_layer(|| {
		Royalties::derive(&who, asset(subject), relation, asset(parent), permit, max_owed_ppm)
	})
}

/// The record of an asset, its deposit apart: what it owes and is under.
fn owes(n: u64) -> (Vec<RevenueShare>, Inherited) {
	(Royalties::shares(asset(n)), Royalties::inherited(asset(n)))
}

/// What each link of a chain of single origins shares, by definition: an ancestor takes in its
/// share of what its child takes in (relative) or of the sale (absolute), and passes on what its
/// own origin gets of it. In fractions of the sale of the last asset.
fn by_definition(chain: &[(u32, RoyaltyPolicy)]) -> Vec<f64> {
	let mut gross = vec![1.0; chain.len() + 1];
	for (n, (ppm, policy)) in chain.iter().enumerate().rev() {
		let share = f64::from(*ppm) / f64::from(PPM);
		gross[n] = match policy {
			Absolute => share,
			Relative => share * gross[n + 1],
		};
	}
	let passed_on = |n: usize| match n.checked_sub(1) {
		Some(below) if chain[below].1 == Relative => gross[below],
		_ => 0.0,
	};
	(0..chain.len()).map(|n| gross[n] - passed_on(n)).collect()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

	#[test]
	fn chains_share_by_definition(chain in vec((0..=40 * PERCENT, policy()), 1..8)) {
		checked(|| {
			let last = chain.len() as u64;
			for (n, (ppm, policy)) in chain.iter().enumerate() {
				let n = n as u64;
				permit(ALICE, n, &sharing(*ppm, *policy));
				let definition = by_definition(&chain[..=n as usize]);
				let total: f64 = definition.iter().sum();
				if let Err(error) = link(n + 1, n) {
					assert_eq!(error, Error::SharesOverWhole.into());
					assert!(total > 1.0 - 1e-4);
					return;
				}
				assert!(total < 1.0 + 1e-4);
			}
			let got: BTreeMap<_, _> = shares(last).into_iter().collect();
			for (n, expected) in by_definition(&chain).into_iter().enumerate() {
				let ppm = got.get(&(n as u64)).copied().unwrap_or_default();
				let expected = expected * f64::from(PPM);
				assert!((f64::from(ppm) - expected).abs() < 16.0, "{n}: {ppm} for {expected}");
			}
		});
	}

	#[test]
	fn what_is_agreed_is_neither_lost_nor_more(
		links in vec(step(6), 0..30), ppm in 0..=PPM, policy in policy(), subject in 6..8u64,
	) {
		checked(|| {
			for step in links.iter().filter(|step| step.parent < step.subject) {
				make(step);
			}
			let stack = Royalties::shares(asset(5));
			let absolute: u32 =
				stack.iter().filter(|share| share.policy == Absolute).map(|share| share.ppm).sum();
			let known: u32 = shares(subject).iter().map(|share| share.1).sum();
			let step = Step {
				subject,
				parent: 5,
				relation: Relation::DerivedFrom,
				terms: Some(sharing(ppm, policy)),
				who: ALICE,
			};
			if make(&step) {
				let total: u32 = shares(subject).iter().map(|share| share.1).sum();
				assert_eq!(total, known + absolute + ppm);
			}
		});
	}

	#[test]
	fn no_link_owes_more_than_it_allows_and_each_says_whether_it_brings_anything(
		steps in vec((step(6), prop_oneof![Just(0), 0..50 * PERCENT, 0..=PPM]), 1..40),
	) {
		checked(|| {
			for (step, bound) in steps {
				let before = owes(step.subject);
				// What it would come to without a bound.
				let unbounded = with_transaction(|| {
					let made = make_within(&step, u32::MAX);
					let owed = shares(step.subject).iter().map(|share| share.1).sum::<u32>();
					TransactionOutcome::Rollback(Ok::<_, DispatchError>(made.map(|_| owed)))
				})
				.expect("is not nested too deep");
				let made = make_within(&step, bound);
				let after = owes(step.subject);
				let asked = step.relation != Relation::DependsOn;
				match unbounded {
					Ok(owed) if asked && owed > bound => {
						assert_eq!(made, Err(Error::OwesTooMuch.into()));
					}
					Ok(_) => assert_eq!(made, Ok(before != after)),
					// Found out before or after what it owes.
					Err(error) => {
						let too_much = Err(Error::OwesTooMuch.into());
						assert!(made == Err(error) || made == too_much, "{made:?}");
					}
				}
				if made.is_err() {
					assert_eq!(before, after);
				}
			}
		});
	}

	#[test]
	fn the_order_of_links_does_not_matter(
		mut origins in vec(step(5), 0..24), mut links in vec(step(5), 1..6), seed: prop::sample::Index,
	) {
		// Origins of assets 0 to 4, then links of asset 9 to them, one under the same terms for
		// each origin.
		origins.retain(|step| step.parent < step.subject);
		let permits: BTreeMap<_, _> =
			links.iter().map(|step| (step.parent, step.terms.clone())).collect();
		for step in &mut links {
			step.subject = 9;
			step.who = ALICE;
			step.terms = permits[&step.parent].clone();
		}
		let outcome = |links: &[Step]| {
			checked(|| {
				for step in &origins {
					make(step);
				}
				let all = links.iter().all(make);
				(all, Records::<Test>::get(asset(9)))
			})
		};
		let mut others = links.clone();
		others.rotate_left(seed.index(links.len()));
		let mut reversed = others.clone();
		reversed.reverse();
		let unordered = |(all, record): (bool, Option<RecordOf<Test>>)| {
			// Refused in one order, refused in all, if not by the same link.
			all.then(|| record.map(|mut record| {
				record.parents.sort_by_key(|origin| origin.asset);
				record
			}))
		};
		let first = unordered(outcome(&links));
		prop_assert_eq!(&first, &unordered(outcome(&others)));
		prop_assert_eq!(&first, &unordered(outcome(&reversed)));
	}

	#[test]
	fn any_sequence_keeps_the_invariants_and_returns_everything(
		steps in vec((step(8), prop::option::weighted(0.2, 0..8u64)), 1..60),
	) {
		checked(|| {
			for who in [ALICE, BOB] {
				assert_ok!(Balances::mint_into(&who, 1 << 80));
			}
			let before = [ALICE, BOB].map(|who| Balances::total_balance(&who));
			for (step, retired) in steps {
				let known = Records::<Test>::get(asset(step.subject));
				let taken = make(&step);
				let record = Records::<Test>::get(asset(step.subject));
				if !taken {
					assert_eq!(record, known);
				} else if let (Some(known), Some(record)) = (known, record) {
					// Nobody who was owed is owed less.
					for share in &known.shares {
						let still = record.shares.iter().find(|s| s.ancestor == share.ancestor);
						assert!(still.is_some_and(|still| still.ppm >= share.ppm));
					}
				}
				if let Some(n) = retired {
					Royalties::retired(asset(n));
					Owners::remove(asset(n));
				}
				Royalties::do_try_state().expect("the invariants hold");
			}
			for n in 0..8 {
				Royalties::retired(asset(n));
			}
			assert_eq!([held(ALICE), held(BOB)], [0, 0]);
			assert_eq!([ALICE, BOB].map(|who| Balances::total_balance(&who)), before);
			assert_eq!(Records::<Test>::iter().count(), 0);
		});
	}
}
