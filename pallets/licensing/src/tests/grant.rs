//! Licences that are given away.

use super::*;

#[test]
fn an_owner_gives_licences() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let before = held(HoldReason::Licence, alice());
		assert_ok!(Licensing::grant(by(alice()), asset, None, id, bob()));
		assert!(held(HoldReason::Licence, alice()) > before);
		assert_eq!(held_in_all(bob()), 0);
		assert!(access(asset, bob()).is_some());
		let info = Licensing::licence_info(0).expect("exists");
		assert_eq!((info.offer, info.parent, info.licensor), (None, None, Some(alice())));
		// There is nothing to renew it from.
		assert_noop!(Licensing::do_renew(bob(), 0, NATIVE, PRICE), Error::NotRenewable);
	});
}

#[test]
fn a_holder_gives_sub_licences() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let licence = bought(bob(), asset, known(wide_at(0)));
		let id = known(wide_at(1));
		assert_ok!(Licensing::grant(by(bob()), asset, Some(licence), id, carol()));
		assert_eq!(Licensing::licensor(licence + 1), Some(bob()));
		assert_eq!(record(licence).sub_licences, 1);
		assert_noop!(
			Licensing::grant(by(alice()), asset, Some(licence), id, carol()),
			Error::NotLicensor
		);
	});
}

#[test]
fn what_cannot_be_given() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let grant = |who, asset, parent, id, to| give(who, asset, parent, id, to);
		let missing = AssetId::new(4, 4);
		for (result, error) in [
			(grant(bob(), asset, None, id, carol()), Error::NotLicensor),
			(grant(alice(), missing, None, id, carol()), Error::AssetUnknown),
			(grant(alice(), asset, None, H256::zero(), carol()), Error::TermsUnknown),
			(grant(alice(), asset, Some(3), id, carol()), Error::LicenceUnknown),
			(grant(alice(), asset, None, id, alice()), Error::SelfPurchase),
		] {
			assert_eq!(result.map(|_| ()), Err(error.into()));
		}
		let inherited = Inherited { uses: Some(1), ..Inherited::default() };
		assert_ok!(inherit(asset, inherited));
		assert_noop!(
			grant(alice(), asset, None, id, bob()),
			Error::WiderThanOrigins(Field(TermsField::Uses))
		);
		InheritedOf::take();
		// Giving is no ordering, but what is revoked is not given either.
		set_state(asset, LifecycleState::OrderingDisabled);
		assert_ok!(grant(alice(), asset, None, id, bob()));
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(grant(alice(), asset, None, id, bob()), Error::AssetRevoked);
	});
}

#[test]
fn the_first_one_weighs_for_its_collection() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let weight = |who| {
			let post = Licensing::grant(by(alice()), asset, None, id, who).expect("is given");
			post.actual_weight.expect("is told")
		};
		let create = <() as WeightInfo>::create_licence_collection();
		let (first, second) = (weight(bob()), weight(carol()));
		assert_eq!(first, second.saturating_add(create));
		assert_eq!(first, Licensing::grant_weight(true));
	});
}

#[test]
fn who_cannot_pay_gives_nothing() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset_of(nobody());
		let id = known(wide());
		assert_noop!(give(nobody(), asset, None, id, bob()), TokenError::FundsUnavailable);
	});
}
