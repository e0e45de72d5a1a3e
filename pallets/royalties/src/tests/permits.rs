//! What permits a link, and how much may come of it: both are named, nothing else is taken.

use super::*;
use metahub_assets::pay::PPM;

/// Alice derives the 10th asset from the `parent`th.
fn by_permit(parent: u64, permit: Permit, max_owed_ppm: u32) -> Result<bool, DispatchError> {
	let (subject, parent) = (asset(10), asset(parent));
	Royalties::derive(&ALICE, subject, Relation::DerivedFrom, parent, permit, max_owed_ppm)
}

/// Lets everyone derive from the `n`th asset.
fn free(n: u64, terms: &Terms) -> TermsId {
	let id = store_terms(terms);
	FreeUnder::insert(asset(n), id);
	id
}

#[test]
fn the_owner_of_both_needs_to_own_both() {
	checked(|| {
		assert_noop!(by_permit(1, Permit::Owner, PPM), Error::NotParentOwner);
		// Nor do a licence or free terms make one the owner.
		permit(ALICE, 1, &sharing(0, Absolute));
		free(1, &sharing(0, Absolute));
		assert_noop!(by_permit(1, Permit::Owner, PPM), Error::NotParentOwner);
		Owners::insert(asset(1), ALICE);
		assert_eq!(by_permit(1, Permit::Owner, 0), Ok(false));
		// Sold in the meantime.
		Owners::insert(asset(2), BOB);
		assert_noop!(by_permit(2, Permit::Owner, PPM), Error::NotParentOwner);
	});
}

#[test]
fn only_the_licence_that_is_named_counts() {
	checked(|| {
		let cheap = permit(ALICE, 1, &sharing(PERCENT, Absolute));
		// The owner of the origin grants another licence before the link is made: with no share and
		// no commercial use it would have been preferred.
		permit(ALICE, 1, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_eq!(by_permit(1, Permit::Licence(0), PERCENT), Ok(true));
		assert_eq!(shares(10), [(1, PERCENT)]);
		assert!(Royalties::inherited(asset(10)).commercial_use);
		assert!(matches!(events()[..], [Event::Derived { terms: Some(id), .. }] if id == cheap));

		// Another's licence, one of another asset, one that is not.
		permit(BOB, 2, &sharing(0, Absolute));
		permit(ALICE, 3, &sharing(0, Absolute));
		for licence in [2, 3, 4, u64::MAX] {
			assert_noop!(by_permit(2, Permit::Licence(licence), PPM), NO_LICENCE);
		}
	});
}

#[test]
fn only_the_free_terms_that_are_named_count() {
	checked(|| {
		let seen = free(1, &sharing(PERCENT, Absolute));
		// The owner of the origin is quicker with other terms.
		let dear = free(1, &sharing(90 * PERCENT, Absolute));
		assert_noop!(by_permit(1, Permit::Free(seen), PPM), NOT_FREE);
		// A licence is no way to the free terms, nor the other way about.
		permit(ALICE, 2, &sharing(0, Absolute));
		assert_noop!(by_permit(2, Permit::Free(seen), PPM), NOT_FREE);
		assert_noop!(by_permit(1, Permit::Licence(0), PPM), NO_LICENCE);
		assert_eq!(by_permit(1, Permit::Free(dear), PPM), Ok(true));
	});
}

#[test]
fn no_more_is_owed_than_the_link_allows() {
	checked(|| {
		permit(ALICE, 1, &sharing(10 * PERCENT, Absolute));
		for bound in [0, 10 * PERCENT - 1] {
			assert_noop!(by_permit(1, Permit::Licence(0), bound), Error::OwesTooMuch);
		}
		assert_eq!(by_permit(1, Permit::Licence(0), 10 * PERCENT), Ok(true));
		// The bound is on all that is owed, whatever this link adds: nothing, in this case.
		assert_noop!(by_permit(1, Permit::Licence(0), 10 * PERCENT - 1), Error::OwesTooMuch);
		assert_eq!(by_permit(1, Permit::Licence(0), 10 * PERCENT), Ok(false));
		permit(ALICE, 2, &sharing(PERCENT, Absolute));
		assert_noop!(by_permit(2, Permit::Licence(1), 11 * PERCENT - 1), Error::OwesTooMuch);
		assert_eq!(by_permit(2, Permit::Licence(1), u32::MAX), Ok(true));
		// Who owes nothing may say so.
		permit(ALICE, 3, &sharing(0, Absolute));
		let nothing = Royalties::derive(
			&ALICE,
			asset(11),
			Relation::Contains,
			asset(3),
			Permit::Licence(2),
			0,
		);
		assert_ok!(nothing);
	});
}

#[test]
fn an_origin_that_takes_on_more_in_the_meantime_is_refused() {
	checked(|| {
		permit(ALICE, 1, &sharing(10 * PERCENT, Absolute));
		let quoted = 10 * PERCENT;
		// The origin's owner is quicker and binds it to an accomplice's.
		permit(BOB, 2, &sharing(90 * PERCENT, Absolute));
		assert_ok!(derive_by(BOB, asset(1), Relation::DerivedFrom, asset(2)));
		assert_noop!(by_permit(1, Permit::Licence(0), quoted), Error::OwesTooMuch);
		// So it is between two assets of one owner.
		Owners::insert(asset(1), ALICE);
		assert_noop!(by_permit(1, Permit::Owner, quoted), Error::OwesTooMuch);
		assert_eq!(by_permit(1, Permit::Owner, 90 * PERCENT), Ok(true));
	});
}

#[test]
fn an_origin_that_owes_more_since_is_not_linked_again() {
	checked(|| {
		// The bundle contains the part, which owes a trifle; the part is taken out again, comes to
		// owe half, and would be put back without owing that.
		derive(1, 2, 1, Absolute);
		Owners::insert(asset(1), ALICE);
		let contain = || derive_by(ALICE, asset(10), Relation::Contains, asset(1));
		assert_ok!(contain());
		assert_ok!(contain());
		derive(1, 3, 50 * PERCENT, Absolute);
		assert_noop!(contain(), Error::OriginChanged);
		assert_noop!(link(10, 1), Error::OriginChanged);
		assert_eq!(shares(10), [(2, 1)]);
		// A bundle that did not contain it before owes it all.
		assert_ok!(derive_by(ALICE, asset(11), Relation::Contains, asset(1)));
		assert_eq!(shares(11), [(2, 1), (3, 500_000)]);
	});
}

#[test]
fn it_is_told_whether_a_link_brings_anything() {
	checked(|| {
		// Nothing.
		permit(ALICE, 1, &sharing(0, Absolute));
		assert_eq!(by_permit(1, Permit::Licence(0), PPM), Ok(false));
		// A demand.
		permit(ALICE, 2, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_eq!(by_permit(2, Permit::Licence(1), PPM), Ok(true));
		assert_eq!(by_permit(2, Permit::Licence(1), PPM), Ok(false));
		// A share.
		permit(ALICE, 3, &sharing(1, Absolute));
		assert_eq!(by_permit(3, Permit::Licence(2), PPM), Ok(true));
		let depends =
			|permit| Royalties::derive(&ALICE, asset(10), Relation::DependsOn, asset(4), permit, 0);
		assert_eq!(depends(Permit::Owner), Ok(false));
	});
}

#[test]
fn what_is_licensed_is_never_wider_than_what_is_inherited() {
	checked(|| {
		let part = Terms { duration_secs: Some(30), ..sharing(0, Absolute) };
		permit(ALICE, 1, &part);
		let contain = || derive_by(ALICE, asset(10), Relation::Contains, asset(1));
		// The whole is on offer for ever: a part that lasts a month does not go in.
		Offered::insert(asset(10), store_terms(&sharing(0, Absolute)));
		assert_noop!(contain(), WIDER);
		// To be derived from it narrows nothing, and is not asked about.
		assert_ok!(link(10, 1));
		// One that is no wider than the part is no obstacle.
		Offered::insert(asset(10), store_terms(&part));
		assert_ok!(contain());
		// What does not narrow it further is not asked about either.
		Offered::insert(asset(10), store_terms(&sharing(0, Absolute)));
		assert_ok!(contain());
	});
}
