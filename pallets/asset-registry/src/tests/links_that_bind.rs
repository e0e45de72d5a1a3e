//! Links that bring an asset under what another demands and owes.

use super::*;
use Relation::{Contains, DependsOn, DerivedFrom, SampleOf, TrainedOn};

const BINDING: [Relation; 4] = [DerivedFrom, TrainedOn, SampleOf, Contains];

fn make(
	who: AccountId,
	subject: AssetId,
	new: NewLink,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	AssetRegistry::link(by(who), subject, new)
}

#[test]
fn nobody_binds_somebody_elses_asset() {
	new_test_ext().execute_with_checks(|| {
		// Alice sells an asset out of her collection, and grants herself and Bob every role.
		let asset = asset();
		let trap = asset_of_bob();
		for who in [alice(), bob()] {
			grant(asset.collection, who, Roles::ALL);
		}
		// Just before the sale, by an editor; after it, by anybody; also where roles count.
		for relation in BINDING {
			assert_noop!(make(bob(), asset, binding(relation, trap)), Error::NotOwner);
		}
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, carol()));
		assert_ok!(AssetRegistry::set_managed(by(carol()), asset, true));
		for relation in BINDING {
			for who in [alice(), bob()] {
				assert_noop!(make(who.clone(), asset, binding(relation, trap)), Error::NotOwner);
				let free = new(link(relation, trap));
				assert_noop!(make(who, asset, free), Error::NotOwner);
			}
		}
		// What copies nothing, an editor may say.
		assert_ok!(make(bob(), asset, new(link(DependsOn, trap))));
		assert_ok!(make(carol(), asset, binding(DerivedFrom, trap)));
		let heard = (carol(), asset, DerivedFrom, trap, Permit::Licence(7), 100_000);
		assert_eq!(Derived::get(), [heard]);
	});
}

#[test]
fn every_link_that_binds_names_its_permit_and_no_other_does() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		for relation in BINDING {
			let without = NewLink { permit: None, ..binding(relation, object) };
			assert_noop!(make(alice(), subject, without), Error::PermitMissing);
			let register = AssetRegistry::register(
				by(alice()),
				id,
				AssetKind::Model,
				content(1),
				vec![without],
			);
			assert_noop!(register, Error::PermitMissing);
		}
		for permit in [Permit::Owner, Permit::Licence(0), Permit::Free(H256::zero())] {
			let with = NewLink { permit: Some(permit), ..new(link(DependsOn, object)) };
			assert_noop!(make(alice(), subject, with), Error::PermitUnexpected);
		}
		assert!(Derived::get().is_empty());
	});
}

#[test]
fn what_others_were_made_from_takes_on_nothing_more() {
	new_test_ext().execute_with_checks(|| {
		for relation in BINDING {
			let id = collection();
			let (asset, origin) = (asset_in(id), asset_in(id));
			// Wrapped first, so that the wrapper would not owe what comes after.
			let wrapper = asset_with(id, vec![link(relation, asset)]);
			for later in BINDING {
				assert_noop!(make(alice(), asset, binding(later, origin)), Error::HasDescendants);
				// What brings nothing may be said.
				assert_ok!(make(alice(), asset, new(link(later, origin))));
			}
			// The wrapper may take on more itself.
			assert_ok!(make(alice(), wrapper, binding(DerivedFrom, origin)));
		}
	});
}

#[test]
fn it_is_free_again_when_they_are_gone() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (asset, origin) = (asset_in(id), asset_in(id));
		let bundle = asset_with(id, vec![link(Contains, asset), link(DependsOn, asset)]);
		let derived = asset_with(id, vec![link(DerivedFrom, asset)]);
		let bind = || make(alice(), asset, binding(TrainedOn, origin));
		assert_noop!(bind(), Error::HasDescendants);
		assert_ok!(AssetRegistry::unlink(by(alice()), bundle, link(Contains, asset)));
		assert_noop!(bind(), Error::HasDescendants);
		assert_ok!(AssetRegistry::retire(by(alice()), derived));
		// Who only depends on it is not bound by what it owes.
		assert_ok!(bind());
	});
}

#[test]
fn an_origin_may_be_gone_before_what_was_made_from_it() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let origin = asset_in(id);
		let links = vec![link(DerivedFrom, origin), link(TrainedOn, origin)];
		let derived = asset_with(id, links);
		assert_ok!(AssetRegistry::retire(by(alice()), origin));
		assert_ok!(AssetRegistry::retire(by(alice()), derived));
	});
}
