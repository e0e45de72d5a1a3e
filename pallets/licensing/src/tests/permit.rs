//! Who may derive from an asset, and under which terms.

use super::*;

fn with(share: u32, approval: bool) -> Terms {
	let derivatives = Derivatives { revenue_share_ppm: share, approval, ..Derivatives::default() };
	Terms { derivatives: Some(derivatives), ..wide() }
}

fn grant(asset: AssetId, terms: Terms) -> u64 {
	Licensing::do_grant(alice(), asset, None, known(terms), bob()).expect("may be given")
}

#[test]
fn a_licence_permits() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset());
		let permit = || Licensing::permit(&bob(), asset);
		assert_noop!(permit(), Error::NoLicence);
		let id = grant(asset, with(100_000, false));
		let terms = with(100_000, false);
		assert_eq!(permit(), Ok((terms_id(&terms), terms)));
		assert_noop!(Licensing::permit(&bob(), other), Error::NoLicence);
		assert_noop!(Licensing::permit(&carol(), asset), Error::NoLicence);
		// A seat gives access, no more.
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), true));
		assert_noop!(Licensing::permit(&carol(), asset), Error::NoLicence);
		wait(30 * DAY);
		assert_noop!(permit(), Error::NoLicence);
	});
}

#[test]
fn the_smallest_share_is_asked_for() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for share in [300_000, 100_000, 200_000] {
			grant(asset, with(share, false));
		}
		let cheapest = terms_id(&with(100_000, false));
		assert_eq!(Licensing::permit(&bob(), asset).map(|(id, _)| id), Ok(cheapest));
	});
}

#[test]
fn approval_is_waited_for() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let permit = || Licensing::permit(&bob(), asset).map(|(id, _)| id);
		grant(asset, Terms { derivatives: None, ..wide() });
		assert_noop!(permit(), Error::DerivativesForbidden);
		let id = grant(asset, with(0, true));
		assert_noop!(permit(), Error::NeedsApproval);
		assert_ok!(Licensing::approve_derivatives(by(alice()), id, true));
		assert_eq!(permit(), Ok(terms_id(&with(0, true))));
		assert_ok!(Licensing::approve_derivatives(by(alice()), id, false));
		assert_noop!(permit(), Error::NeedsApproval);
	});
}

#[test]
fn a_free_asset_permits_by_its_terms() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let permit = |who| Licensing::permit(&who, asset).map(|(id, _)| id);
		let free = |terms| {
			let mode = AccessMode::Free(known(terms));
			assert_ok!(Licensing::set_access_mode(by(alice()), asset, mode));
		};
		free(Terms { derivatives: None, ..wide() });
		assert_noop!(permit(nobody()), Error::DerivativesForbidden);
		// Nobody could approve.
		free(with(0, true));
		assert_noop!(permit(nobody()), Error::NeedsApproval);
		free(with(50_000, false));
		assert_eq!(permit(nobody()), Ok(terms_id(&with(50_000, false))));
		// A licence of one's own comes first.
		grant(asset, with(70_000, false));
		assert_eq!(permit(bob()), Ok(terms_id(&with(70_000, false))));
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_noop!(permit(nobody()), Error::NoLicence);
	});
}

#[test]
fn a_dead_asset_permits_nothing() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset, with(0, false));
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(Licensing::permit(&bob(), asset), Error::AssetRevoked);
		retire(asset);
		assert_noop!(Licensing::permit(&bob(), asset), Error::AssetUnknown);
	});
}
