//! Who gets what, against figures worked out by hand.

use super::*;

const A: u64 = 1;
const B: u64 = 2;
const C: u64 = 3;
const D: u64 = 4;

#[test]
fn absolute_shares_are_of_every_descendant() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, B, 20 * PERCENT, Absolute);
		derive(D, C, 30 * PERCENT, Absolute);
		assert_eq!(shares(A), []);
		assert_eq!(shares(B), [(A, 100_000)]);
		assert_eq!(shares(C), [(A, 100_000), (B, 200_000)]);
		assert_eq!(shares(D), [(A, 100_000), (B, 200_000), (C, 300_000)]);
	});
}

#[test]
fn relative_shares_are_of_what_the_child_takes_in() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Relative);
		derive(C, B, 20 * PERCENT, Relative);
		derive(D, C, 30 * PERCENT, Relative);
		assert_eq!(shares(B), [(A, 100_000)]);
		// B takes in 20 %, A gets a tenth of that.
		assert_eq!(shares(C), [(A, 20_000), (B, 180_000)]);
		// C takes in 30 %; of that A gets 2 % and B 18 %.
		assert_eq!(shares(D), [(A, 6_000), (B, 54_000), (C, 240_000)]);
	});
}

#[test]
fn the_price_of_the_asset_itself_is_kept() {
	checked(|| {
		use metahub_assets::pay::{Currency, Price};
		let native = |amount| Price::new(Currency::Native, amount);
		let token = |amount| Price::new(Currency::Token(u32::MAX), amount);
		let shared = |n| Royalties::shared(asset(n));
		derive(B, A, 10 * PERCENT, Absolute);
		assert_eq!(shared(B), None);
		let deposit = held(ALICE);
		for (price, kept) in [
			(native(100), native(100)),
			(native(99), native(100)),
			(native(101), native(101)),
			(token(u128::MAX), token(u128::MAX)),
			(token(1), token(u128::MAX)),
			(native(7), native(7)),
		] {
			Royalties::sold(asset(B), price);
			assert_eq!(shared(B), Some(kept));
		}
		// The deposit covers the longest price from the start.
		let record = Records::<Test>::get(asset(B)).expect("exists");
		let record = crate::Record { shared: Some(token(u128::MAX)), ..record };
		let key = Records::<Test>::hashed_key_for(asset(B)).len();
		assert!(deposit >= (1_000 + 10 * (key + codec::Encode::encoded_size(&record))) as Balance);
		assert_eq!(held(ALICE), deposit);
		// A term that is added changes nothing; one more to share with has had nothing of it.
		permit(ALICE, D, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_ok!(link(B, D));
		assert_eq!(shared(B), Some(native(7)));
		derive(B, C, PERCENT, Absolute);
		assert_eq!(shared(B), None);
		// What owes nothing keeps nothing, and neither does what is gone.
		Royalties::sold(asset(A), native(5));
		Royalties::sold(asset(99), native(5));
		assert_eq!((shared(A), shared(99)), (None, None));
	});
}

#[test]
fn relative_below_absolute() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, B, 20 * PERCENT, Relative);
		derive(D, C, 30 * PERCENT, Relative);
		assert_eq!(shares(C), [(A, 100_000), (B, 200_000)]);
		// B gets a fifth of C's 30 %, A a tenth of the sale.
		assert_eq!(shares(D), [(A, 100_000), (B, 60_000), (C, 240_000)]);
	});
}

#[test]
fn absolute_below_relative() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Relative);
		derive(C, B, 20 * PERCENT, Absolute);
		derive(D, C, 30 * PERCENT, Relative);
		assert_eq!(shares(C), [(A, 20_000), (B, 180_000)]);
		// B takes in 20 % of every sale down here, and A a tenth of what B takes in.
		assert_eq!(shares(D), [(A, 20_000), (B, 180_000), (C, 300_000)]);
	});
}

#[test]
fn the_two_sides_of_a_diamond_add_up() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, A, 10 * PERCENT, Absolute);
		derive(D, B, 20 * PERCENT, Absolute);
		derive(D, C, 5 * PERCENT, Absolute);
		assert_eq!(shares(D), [(A, 200_000), (B, 200_000), (C, 50_000)]);
	});
	checked(|| {
		derive(B, A, 10 * PERCENT, Relative);
		derive(C, A, 10 * PERCENT, Relative);
		derive(D, B, 20 * PERCENT, Relative);
		derive(D, C, 5 * PERCENT, Relative);
		assert_eq!(shares(D), [(A, 25_000), (B, 180_000), (C, 45_000)]);
	});
}

#[test]
fn an_ancestor_on_two_ways_travels_on_as_absolute_if_one_is() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, A, 10 * PERCENT, Relative);
		derive(D, B, 0, Relative);
		derive(D, C, 50 * PERCENT, Relative);
		let policies: Vec<_> = Royalties::shares(asset(D)).iter().map(|s| s.policy).collect();
		assert_eq!(shares(D), [(A, 150_000), (C, 450_000)]);
		assert_eq!(policies, [Absolute, Relative]);
	});
}

#[test]
fn rounding_stays_with_the_origin() {
	checked(|| {
		derive(B, A, 333_333, Relative);
		derive(C, B, 10, Relative);
		// A third of 10 millionths is 3 and a bit.
		assert_eq!(shares(C), [(A, 3), (B, 7)]);
		derive(D, C, 1, Relative);
		// Of one millionth nothing is left to pass on.
		assert_eq!(shares(D), [(C, 1)]);
	});
}

#[test]
fn an_origin_that_owes_everything_gets_nothing() {
	checked(|| {
		derive(B, A, 100 * PERCENT, Relative);
		derive(C, B, 20 * PERCENT, Relative);
		assert_eq!(shares(C), [(A, 200_000)]);
	});
}

#[test]
fn a_share_of_nothing_takes_no_place() {
	checked(|| {
		for n in 1..=10 {
			derive(20, n, 0, Absolute);
		}
		assert_eq!(shares(20), []);
		assert!(Records::<Test>::get(asset(20)).is_none());
	});
}

#[test]
fn the_owner_of_the_origin_owes_what_the_origin_owes() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Relative);
		derive(B, 5, 5 * PERCENT, Absolute);
		Owners::insert(asset(B), ALICE);
		// No permit, and nothing for B itself.
		assert_ok!(link(C, B));
		assert_eq!(shares(C), [(A, 100_000), (5, 50_000)]);
		assert_eq!(Royalties::shares(asset(C)), Royalties::shares(asset(B)));
		// Under the owner's own hand nothing thins out.
		derive(D, C, 10 * PERCENT, Relative);
		assert_eq!(shares(D), [(A, 10_000), (C, 90_000), (5, 50_000)]);
	});
}

#[test]
fn two_links_to_one_origin_owe_its_share_once() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, B, 20 * PERCENT, Absolute);
		let before = Records::<Test>::get(asset(C));
		for relation in [Relation::TrainedOn, Relation::SampleOf, Relation::DerivedFrom] {
			assert_ok!(derive_by(ALICE, asset(C), relation, asset(B)));
		}
		assert_eq!(Records::<Test>::get(asset(C)), before);
	});
}

#[test]
fn what_is_agreed_stays() {
	checked(|| {
		derive(B, A, 10 * PERCENT, Absolute);
		derive(C, B, 20 * PERCENT, Absolute);
		// Another price for those who come later, another origin of B, and B's end.
		permit(ALICE, B, &sharing(50 * PERCENT, Absolute));
		derive(B, 7, 40 * PERCENT, Absolute);
		assert_eq!(shares(C), [(A, 100_000), (B, 200_000)]);
		Royalties::retired(asset(B));
		Owners::remove(asset(B));
		assert_eq!(shares(B), []);
		assert_eq!(shares(C), [(A, 100_000), (B, 200_000)]);
	});
}

#[test]
fn depending_on_an_asset_owes_nothing() {
	checked(|| {
		// It is not even asked whether there is one.
		assert_ok!(derive_by(ALICE, asset(B), Relation::DependsOn, asset(A)));
		assert_eq!((shares(B), events()), (vec![], vec![]));
	});
}

#[test]
fn every_derivation_is_told() {
	checked(|| {
		let id = permit(ALICE, A, &sharing(10 * PERCENT, Absolute));
		assert_ok!(link(B, A));
		let owed = vec![RevenueShare { ancestor: asset(A), ppm: 100_000, policy: Absolute }];
		let owed: Shares = owed.try_into().expect("is one");
		let told = |subject, parent, terms| Event::Derived {
			subject: asset(subject),
			parent: asset(parent),
			terms,
			shares: owed.clone(),
		};
		assert_eq!(events(), [told(B, A, Some(id))]);
		Owners::insert(asset(B), ALICE);
		assert_ok!(link(C, B));
		assert_eq!(events(), [told(C, B, None)]);
	});
}
