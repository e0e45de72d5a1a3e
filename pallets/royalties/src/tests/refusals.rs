//! What is refused, with which error, changing nothing.

use super::*;
use metahub_assets::licence::MAX_ANCESTORS;

#[test]
fn without_a_permit() {
	checked(|| {
		assert_noop!(link(2, 1), NO_LICENCE);
		let part = derive_by(ALICE, asset(2), Relation::Contains, asset(1));
		assert_eq!(part, Err(NO_LICENCE));
		// Somebody else's does not do.
		permit(BOB, 1, &sharing(0, Absolute));
		assert_noop!(link(2, 1), NO_LICENCE);
	});
}

#[test]
fn an_origin_that_is_not() {
	checked(|| {
		let unknown = asset(ASSETS);
		for permit in [Permit::Owner, Permit::Licence(0), Permit::Free(TermsId::zero())] {
			let derived = Royalties::derive(
				&ALICE,
				asset(2),
				Relation::DerivedFrom,
				unknown,
				permit,
				u32::MAX,
			);
			assert_noop!(derived, Error::ParentUnknown);
		}
	});
}

#[test]
fn terms_that_forbid_derivatives() {
	checked(|| {
		permit(ALICE, 1, &Terms { derivatives: None, ..sharing(0, Absolute) });
		for relation in
			[Relation::DerivedFrom, Relation::TrainedOn, Relation::SampleOf, Relation::Contains]
		{
			let derived = derive_by(ALICE, asset(2), relation, asset(1));
			assert_noop!(derived, Error::DerivativesForbidden);
		}
	});
}

#[test]
fn an_asset_as_its_own_ancestor() {
	checked(|| {
		permit(ALICE, 1, &sharing(PERCENT, Absolute));
		assert_noop!(link(1, 1), Error::OwnAncestor);
		derive(2, 1, PERCENT, Relative);
		derive(3, 2, PERCENT, Relative);
		permit(ALICE, 3, &sharing(PERCENT, Absolute));
		// Over one step, two, and in the same hands.
		permit(ALICE, 2, &sharing(PERCENT, Absolute));
		assert_noop!(link(1, 2), Error::OwnAncestor);
		assert_noop!(link(1, 3), Error::OwnAncestor);
		Owners::insert(asset(3), ALICE);
		assert_noop!(link(1, 3), Error::OwnAncestor);
	});
}

#[test]
fn more_than_the_whole() {
	checked(|| {
		derive(10, 1, 60 * PERCENT, Absolute);
		permit(ALICE, 2, &sharing(40 * PERCENT + 1, Relative));
		assert_noop!(link(10, 2), Error::SharesOverWhole);
		// To the last millionth is the whole.
		derive(10, 2, 40 * PERCENT, Relative);
		assert_eq!(shares(10), [(1, 600_000), (2, 400_000)]);
		// Absolute shares come on top of the origin's own.
		permit(ALICE, 10, &sharing(40 * PERCENT + 1, Absolute));
		assert_noop!(link(11, 10), Error::SharesOverWhole);
		derive(11, 10, 40 * PERCENT, Absolute);
		assert_eq!(shares(11), [(1, 600_000), (2, 160_000), (10, 240_000)]);
		// An ancestor whose parts add up to too much.
		derive(12, 1, 60 * PERCENT, Absolute);
		derive(13, 10, 0, Absolute);
		permit(ALICE, 12, &sharing(0, Absolute));
		assert_noop!(link(13, 12), Error::SharesOverWhole);
	});
}

#[test]
fn more_ancestors_than_may_share() {
	checked(|| {
		let most = u64::from(MAX_ANCESTORS);
		for n in 1..=most {
			derive(20, n, PERCENT, Absolute);
		}
		permit(ALICE, 9, &sharing(PERCENT, Absolute));
		assert_noop!(link(20, 9), Error::TooManyAncestors);
		// One who shares already takes no further place.
		derive(10, 1, PERCENT, Absolute);
		permit(ALICE, 10, &sharing(0, Absolute));
		assert_ok!(link(20, 10));
		assert_eq!(shares(20)[0], (1, 20_000));
		assert_eq!(shares(20).len(), 8);
		// A child of it would have nine.
		permit(ALICE, 20, &sharing(PERCENT, Absolute));
		assert_noop!(link(21, 20), Error::TooManyAncestors);
		derive(21, 20, 0, Absolute);
	});
}

#[test]
fn more_origins_than_may_be() {
	checked(|| {
		for n in 1..=11 {
			derive(n, 0, PERCENT, Absolute);
			permit(ALICE, n, &sharing(0, Absolute));
		}
		for n in 1..=10 {
			assert_ok!(link(20, n));
		}
		assert_eq!(shares(20), [(0, 100_000)]);
		assert_noop!(link(20, 11), Error::TooManyParents);
	});
}

#[test]
fn two_that_each_demand_their_own_terms() {
	checked(|| {
		permit(ALICE, 1, &share_alike());
		assert_ok!(link(10, 1));
		// The same terms, of another asset.
		permit(ALICE, 2, &share_alike());
		assert_ok!(link(10, 2));
		let other = Terms { seats: 1, ..share_alike() };
		permit(ALICE, 3, &other);
		assert_noop!(link(10, 3), Error::Contradiction);
		// At one remove, in whichever hands.
		permit(ALICE, 10, &share_alike());
		assert_ok!(link(11, 10));
		assert_noop!(link(11, 3), Error::Contradiction);
		assert_ok!(link(12, 3));
		for owner in [ALICE, BOB] {
			Owners::insert(asset(12), owner);
			permit(ALICE, 12, &other);
			assert_noop!(link(10, 12), Error::Contradiction);
		}
	});
}

#[test]
fn share_alike_beside_what_it_does_not_respect() {
	let personal = Terms { commercial_use: false, ..sharing(0, Absolute) };
	let naming = Derivatives { attribution: true, ..Default::default() };
	let naming = Terms { derivatives: Some(naming), ..sharing(0, Absolute) };
	for other in [personal, naming] {
		checked(|| {
			permit(ALICE, 1, &share_alike());
			permit(ALICE, 2, &other);
			for (first, second) in [(1, 2), (2, 1)] {
				let subject = 10 + first;
				assert_ok!(link(subject, first));
				assert_noop!(link(subject, second), Error::Contradiction);
			}
		});
	}
	// A part that lasts a month only, in a whole that has to be licensed for ever.
	checked(|| {
		permit(ALICE, 1, &share_alike());
		permit(ALICE, 2, &Terms { duration_secs: Some(1), seats: 5, ..sharing(0, Absolute) });
		assert_ok!(link(10, 1));
		let part = || derive_by(ALICE, asset(10), Relation::Contains, asset(2));
		assert_noop!(part(), Error::Contradiction);
		// Learning from it is another matter.
		assert_ok!(link(10, 2));
	});
}
