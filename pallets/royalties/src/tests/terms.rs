//! What is inherited of which terms.

use super::*;

#[test]
fn provenance_and_containment_inherit_differently() {
	checked(|| {
		let derivatives =
			Derivatives { attribution: true, approval: true, ..Derivatives::default() };
		let terms = Terms {
			duration_secs: Some(1_000),
			uses: Some(7),
			seats: 3,
			derivatives: Some(derivatives),
			..Terms::default()
		};
		permit(ALICE, 1, &terms);
		assert_ok!(link(2, 1));
		let made = Inherited { commercial_use: false, attribution: true, ..Inherited::default() };
		assert_eq!(Royalties::inherited(asset(2)), made);
		assert_ok!(derive_by(ALICE, asset(3), Relation::Contains, asset(1)));
		let containing = Inherited {
			duration_secs: Some(1_000),
			uses: Some(7),
			seats: Some(3),
			transferable: false,
			sub_licensing: false,
			derivatives: true,
			approval: true,
			..made
		};
		assert_eq!(Royalties::inherited(asset(3)), containing);
	});
}

#[test]
fn what_an_origin_inherited_is_not_lost() {
	checked(|| {
		// The grandparent demands to be named; the parent's terms have forgotten it.
		let derivatives = Derivatives { attribution: true, ..Derivatives::default() };
		let naming = Terms { derivatives: Some(derivatives), ..sharing(0, Absolute) };
		permit(ALICE, 1, &naming);
		assert_ok!(link(2, 1));
		derive(3, 2, PERCENT, Absolute);
		assert!(Royalties::inherited(asset(3)).attribution);
		// In the same hands, too, and without any terms of the parent's.
		Owners::insert(asset(2), ALICE);
		assert_ok!(link(4, 2));
		assert_eq!(Royalties::inherited(asset(4)), Royalties::inherited(asset(2)));
	});
}

#[test]
fn an_asset_without_origins_is_free() {
	checked(|| {
		assert_eq!(Royalties::inherited(asset(1)), Inherited::default());
		assert_eq!(Royalties::shares(asset(1)), []);
		// One with origins in the same hands is as free as they are.
		Owners::insert(asset(1), ALICE);
		assert_ok!(link(2, 1));
		assert!(Records::<Test>::get(asset(2)).is_none());
		assert_eq!(held(ALICE), 0);
	});
}

#[test]
fn terms_that_are_not_stored_any_more_are_not_compared() {
	checked(|| {
		let id = permit(ALICE, 1, &share_alike());
		assert_ok!(link(2, 1));
		TermsOf::remove(id);
		permit(ALICE, 3, &Terms { commercial_use: false, ..sharing(0, Absolute) });
		assert_ok!(link(2, 3));
		assert_eq!(Royalties::inherited(asset(2)).reciprocal, Some(id));
	});
}
