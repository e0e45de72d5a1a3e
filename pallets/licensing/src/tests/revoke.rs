//! Revoking, and approving of derivatives.

use super::*;

fn revoke(who: AccountId, id: u64) -> Result<(), DispatchError> {
	Licensing::revoke(by(who), id, RevocationReason::Breach)
}

#[test]
fn a_licensor_revokes_what_is_revocable() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_noop!(revoke(bob(), id), Error::NotLicensor);
		assert_noop!(revoke(carol(), id), Error::NotLicensor);
		assert_noop!(revoke(alice(), 9), Error::LicenceUnknown);
		events();
		assert_ok!(revoke(alice(), id));
		assert_eq!(events(), [Event::Revoked { licence: id, reason: RevocationReason::Breach }]);
		assert_eq!(access(asset, bob()), None);
		let ended = Licensing::licence_info(id).expect("exists").ended;
		assert_eq!(ended, Some(Ended::Revoked(RevocationReason::Breach)));
		assert_noop!(revoke(alice(), id), Error::Revoked);
	});
}

#[test]
fn other_terms_protect_from_the_licensor_but_not_from_judges() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(Terms { revocable: false, ..wide() }));
		assert_noop!(revoke(alice(), id), Error::NotRevocable);
		assert_ok!(Licensing::revoke(RuntimeOrigin::root(), id, RevocationReason::Dispute));
		assert_eq!(access(asset, bob()), None);
		assert_noop!(
			Licensing::revoke(RuntimeOrigin::root(), id, RevocationReason::Dispute),
			Error::Revoked
		);
		assert_noop!(
			Licensing::revoke(RuntimeOrigin::none(), id, RevocationReason::Dispute),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn the_licensor_is_who_it_is_now() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		let below = sub_bought(carol(), above, known(wide_at(1)));
		assert_noop!(revoke(alice(), below), Error::NotLicensor);
		assert_ok!(Licensing::transfer(by(bob()), above, dave()));
		assert_noop!(revoke(bob(), below), Error::NotLicensor);
		assert_ok!(revoke(dave(), below));
		sell_asset(asset, erin());
		// Selling the asset breaks no licence.
		assert!(access(asset, dave()).is_some());
		assert_noop!(revoke(alice(), above), Error::NotLicensor);
		assert_ok!(revoke(erin(), above));
	});
}

#[test]
fn derivatives_are_approved_by_the_licensor() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let with = |derivatives| known(Terms { derivatives, ..wide() });
		let asked = Derivatives { approval: true, ..Derivatives::default() };
		let id = bought(bob(), asset, with(Some(asked)));
		let approve =
			|who, id, yes: bool| Licensing::approve_derivatives(by(who), id, yes.then(bob));
		assert_noop!(approve(bob(), id, true), Error::NotLicensor);
		assert_noop!(approve(alice(), 9, true), Error::LicenceUnknown);
		let another = Licensing::approve_derivatives(by(alice()), id, Some(carol()));
		assert_noop!(another, Error::HolderChanged);
		events();
		assert_ok!(approve(alice(), id, true));
		let told = Event::DerivativesApproved { licence: id, holder: Some(bob()) };
		assert_eq!(events(), [told]);
		assert_eq!(record(id).approved_by, Some(alice()));
		assert_eq!(Licensing::licence_info(id).map(|info| info.derivatives_approved), Some(true));
		assert_ok!(approve(alice(), id, false));
		assert_eq!(record(id).approved_by, None);
		let free = bought(bob(), asset, with(Some(Derivatives::default())));
		assert_noop!(approve(alice(), free, true), Error::NoApprovalNeeded);
		let none = bought(bob(), asset, with(None));
		assert_noop!(approve(alice(), none, true), Error::DerivativesForbidden);
	});
}

#[test]
fn whoever_keeps_a_contract_hears_of_users_and_locks() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let collection = |id: u64| {
			Licensing::licence_collection(record(id).asset.collection).expect("exists").collection
		};
		Observed::take();
		let id = bought(bob(), asset, known(Terms { transferable: false, ..wide() }));
		let licences = collection(id);
		let expires = record(id).expires;
		assert_eq!(
			Observed::take(),
			[(licences, id, Ok(false)), (licences, id, Err((Some(bob()), expires)))]
		);
		assert_ok!(revoke(alice(), id));
		assert_eq!(Observed::take(), [(licences, id, Err((None, None)))]);
		assert_noop!(revoke(alice(), id), Error::Revoked);
		let movable = bought(bob(), asset, known(wide()));
		assert_eq!(Observed::take().first(), Some(&(licences, movable, Ok(true))));
	});
}
