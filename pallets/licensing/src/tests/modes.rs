//! Access without licences: modes, lists. Publishers' fees.

use super::*;

#[test]
fn modes_are_set_and_unset() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let set = |mode| Licensing::set_access_mode(by(alice()), asset, mode);
		let for_terms = held_in_all(alice());
		assert_eq!(Licensing::access_mode(asset), AccessMode::Licence);
		assert_noop!(set(AccessMode::Licence), Error::ModeUnchanged);
		assert_ok!(set(AccessMode::Free(id)));
		let deposit = held(HoldReason::Mode, alice());
		assert!(deposit > 0);
		assert_noop!(set(AccessMode::Free(id)), Error::ModeUnchanged);
		assert_ok!(set(AccessMode::AllowList));
		assert_eq!(held(HoldReason::Mode, alice()), deposit);
		assert_noop!(set(AccessMode::AllowList), Error::ModeUnchanged);
		let other = known(Terms::default());
		assert_ok!(set(AccessMode::Free(id)));
		assert_ok!(set(AccessMode::Free(other)));
		assert_ok!(Licensing::remove_terms(by(alice()), id));
		assert_ok!(set(AccessMode::Licence));
		assert_ok!(Licensing::remove_terms(by(alice()), other));
		assert_eq!(held_in_all(alice()), 0);
		assert!(for_terms > 0);
		let modes: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::ModeSet { mode, .. } => Some(mode),
				_ => None,
			})
			.collect();
		let free = AccessMode::Free;
		let list = AccessMode::AllowList;
		assert_eq!(modes, [free(id), list, free(id), free(other), AccessMode::Licence]);
	});
}

#[test]
fn modes_are_the_owners() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let set = |who, asset, mode| Licensing::set_access_mode(by(who), asset, mode);
		assert_noop!(set(bob(), asset, AccessMode::AllowList), Error::NotOwner);
		let missing = AssetId::new(7, 7);
		assert_noop!(set(alice(), missing, AccessMode::AllowList), Error::AssetUnknown);
		assert_noop!(set(alice(), missing, AccessMode::Licence), Error::ModeUnchanged);
		let unknown = AccessMode::Free(H256::zero());
		assert_noop!(set(alice(), asset, unknown), Error::TermsUnknown);
		let inherited = Inherited { derivatives: false, ..Inherited::default() };
		assert_ok!(inherit(asset, inherited));
		assert_noop!(
			set(alice(), asset, AccessMode::Free(id)),
			Error::WiderThanOrigins(Field(TermsField::Derivatives))
		);
		InheritedOf::take();
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(set(alice(), asset, AccessMode::Free(id)), Error::AssetRevoked);
	});
}

#[test]
fn a_retired_asset_leaves_no_mode() {
	new_test_ext().execute_with_checks(|| {
		let (one, other, id) = (asset(), asset(), known(wide()));
		for asset in [one, other] {
			assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::Free(id)));
		}
		retire(one);
		assert_eq!(Licensing::access_mode(one), AccessMode::Licence);
		// Where the registry does not tell, anyone cleans up.
		Assets::mutate(|all| all.remove(&other));
		assert_ok!(Licensing::set_access_mode(by(carol()), other, AccessMode::Licence));
		assert_eq!(held(HoldReason::Mode, alice()), 0);
		assert_ok!(Licensing::remove_terms(by(alice()), id));
		Licensing::retired(one);
	});
}

#[test]
fn lists_are_kept_by_owners() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let set = |who, account, listed| Licensing::set_listed(by(who), asset, account, listed);
		assert_noop!(set(bob(), bob(), true), Error::NotOwner);
		assert_noop!(set(alice(), bob(), false), Error::ListingUnchanged);
		assert_ok!(set(alice(), bob(), true));
		assert_ok!(set(alice(), carol(), true));
		assert_noop!(set(alice(), bob(), true), Error::ListingUnchanged);
		// The list alone gives nothing.
		assert_eq!(access(asset, bob()), None);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		let listed = Access { grant: Grant::Listed, until: None, uses_left: None };
		assert_eq!(access(asset, bob()), Some(listed));
		assert_eq!(access(asset, dave()), None);
		assert_ok!(set(alice(), bob(), false));
		assert_eq!(access(asset, bob()), None);
		retire(asset);
		assert_noop!(set(alice(), bob(), true), Error::AssetUnknown);
		assert_eq!(access(asset, carol()), None);
		assert_ok!(set(dave(), carol(), false));
		assert_eq!(held_in_all(alice()), 0);
	});
}

#[test]
fn fees_are_the_publishers() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let set = |who, ppm| Licensing::set_collection_fee(by(who), asset.collection, ppm);
		assert_noop!(set(bob(), 1), Error::NotPublisher);
		assert_noop!(set(alice(), 0), Error::FeeUnchanged);
		assert_noop!(set(alice(), 100_001), Error::FeeTooHigh);
		assert_ok!(set(alice(), 100_000));
		assert_eq!(Licensing::collection_fee(asset.collection), 100_000);
		assert_noop!(set(alice(), 100_000), Error::FeeUnchanged);
		assert_ok!(set(alice(), 5));
		// Who publishes it now takes the old one's record over, its deposit apart.
		Publishers::mutate(|all| all.insert(asset.collection, carol()));
		assert_noop!(set(alice(), 0), Error::NotPublisher);
		assert_ok!(set(carol(), 6));
		assert!(held_in_all(alice()) > 0);
		// The collection is gone: anyone cleans up.
		Publishers::take();
		assert_noop!(set(carol(), 7), Error::NotPublisher);
		assert_ok!(set(dave(), 0));
		assert_eq!((held_in_all(alice()), held_in_all(carol())), (0, 0));
	});
}
