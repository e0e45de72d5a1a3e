//! Who may derive from an asset, and under which terms.

use super::*;

fn with(share: u32, approval: bool) -> Terms {
	let derivatives = Derivatives { revenue_share_ppm: share, approval, ..Derivatives::default() };
	Terms { derivatives: Some(derivatives), ..wide_at(0) }
}

fn grant(asset: AssetId, terms: Terms) -> u64 {
	give(alice(), asset, None, known(terms), bob()).expect("may be given")
}

fn permit(who: AccountId, asset: AssetId, permit: Permit) -> Result<TermsId, DispatchError> {
	Licensing::permit(&who, asset, permit).map(|(id, terms)| {
		assert_eq!(terms_id(&terms), id);
		id
	})
}

fn approve(by_whom: AccountId, id: u64) {
	assert_ok!(Licensing::approve_derivatives(by(by_whom), id, Licensing::holder(id)));
}

#[test]
fn the_licence_that_is_named_permits() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset());
		let id = grant(asset, with(100_000, false));
		// However many others there are, under terms that ask for less or for more.
		let cheap = grant(asset, with(0, false));
		grant(asset, Terms { commercial_use: false, ..with(0, false) });
		let by_licence = |who, asset, id| permit(who, asset, Permit::Licence(id));
		assert_eq!(by_licence(bob(), asset, id), Ok(terms_id(&with(100_000, false))));
		assert_eq!(by_licence(bob(), asset, cheap), Ok(terms_id(&with(0, false))));
		assert_noop!(by_licence(bob(), asset, 99), Error::LicenceUnknown);
		assert_noop!(by_licence(bob(), other, id), Error::WrongAsset);
		assert_noop!(by_licence(carol(), asset, id), Error::NotHolder);
		assert_noop!(permit(bob(), asset, Permit::Owner), Error::NoLicence);
		// A seat gives access, no more.
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), true));
		assert_noop!(by_licence(carol(), asset, id), Error::NotHolder);
		let bare = grant(asset, Terms { derivatives: None, ..wide() });
		assert_noop!(by_licence(bob(), asset, bare), Error::DerivativesForbidden);
		wait(30 * DAY);
		assert_noop!(by_licence(bob(), asset, id), Error::LicenceEnded);
	});
}

#[test]
fn approval_is_the_licensors() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = grant(asset, with(0, true));
		let ask = |who| permit(who, asset, Permit::Licence(id));
		assert_noop!(ask(bob()), Error::NeedsApproval);
		approve(alice(), id);
		assert_eq!(ask(bob()), Ok(terms_id(&with(0, true))));
		assert_ok!(Licensing::approve_derivatives(by(alice()), id, None));
		assert_noop!(ask(bob()), Error::NeedsApproval);
	});
}

#[test]
fn an_approval_does_not_pass_on_with_the_licence() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = grant(asset, with(0, true));
		let ask = |who| permit(who, asset, Permit::Licence(id));
		approve(alice(), id);
		assert_ok!(Licensing::transfer(by(bob()), id, carol()));
		assert_noop!(ask(carol()), Error::NeedsApproval);
		assert_eq!(Licensing::licence_info(id).map(|info| info.derivatives_approved), Some(false));
		// Nor does one that was on its way when the licence was passed on.
		let late = Licensing::approve_derivatives(by(alice()), id, Some(bob()));
		assert_noop!(late, Error::HolderChanged);
		approve(alice(), id);
		assert_eq!(ask(carol()), Ok(terms_id(&with(0, true))));
		assert_ok!(Licensing::transfer(by(carol()), id, bob()));
		assert_noop!(ask(bob()), Error::NeedsApproval);
		// Who gets a licence back has to be approved again.
		assert_ok!(Licensing::transfer(by(bob()), id, carol()));
		assert_noop!(ask(carol()), Error::NeedsApproval);
	});
}

#[test]
fn an_approval_of_a_former_owner_counts_no_more() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = grant(asset, with(0, true));
		let ask = || permit(bob(), asset, Permit::Licence(id));
		approve(alice(), id);
		assert_ok!(ask());
		sell_asset(asset, carol());
		assert_noop!(ask(), Error::NeedsApproval);
		approve(carol(), id);
		assert_ok!(ask());
	});
}

#[test]
fn a_licensor_cannot_approve_what_was_not_approved_for_it() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let sub_terms = |depth| {
			let sub_licensing = wide_at(depth).sub_licensing;
			known(Terms { sub_licensing, uses: wide_at(depth).uses, ..with(0, true) })
		};
		let above = grant(asset, with(0, true));
		// Bob was refused, and gives a second account of his a sub-licence.
		let below = give(bob(), asset, Some(above), sub_terms(1), carol()).expect("may be given");
		let deeper = give(carol(), asset, Some(below), sub_terms(2), dave()).expect("may be");
		approve(bob(), below);
		approve(carol(), deeper);
		let ask = |who, id| permit(who, asset, Permit::Licence(id));
		assert_noop!(ask(carol(), below), Error::NeedsApproval);
		assert_noop!(ask(dave(), deeper), Error::NeedsApproval);
		approve(alice(), above);
		assert_ok!(ask(carol(), below));
		assert_ok!(ask(dave(), deeper));
		// Each in between counts.
		assert_ok!(Licensing::approve_derivatives(by(bob()), below, None));
		assert_noop!(ask(dave(), deeper), Error::NeedsApproval);
	});
}

#[test]
fn a_free_asset_permits_by_the_terms_that_are_named() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ask = |terms: &Terms| permit(nobody(), asset, Permit::Free(terms_id(terms)));
		let free = |terms: &Terms| {
			let mode = AccessMode::Free(known(terms.clone()));
			assert_ok!(Licensing::set_access_mode(by(alice()), asset, mode));
		};
		let bare = Terms { derivatives: None, ..wide() };
		assert_noop!(ask(&bare), Error::NotFree);
		free(&bare);
		assert_noop!(ask(&bare), Error::DerivativesForbidden);
		// Nobody could approve.
		free(&with(0, true));
		assert_noop!(ask(&with(0, true)), Error::NeedsApproval);
		free(&with(50_000, false));
		assert_ok!(ask(&with(50_000, false)));
		// The owner switches to a larger share just before the link is made.
		free(&with(900_000, false));
		assert_noop!(ask(&with(50_000, false)), Error::NotFree);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_noop!(ask(&with(900_000, false)), Error::NotFree);
	});
}

#[test]
fn what_is_wider_than_the_origins_permits_nothing() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = grant(asset, with(0, false));
		let uses = Some(1);
		let narrow = Inherited { uses, ..Inherited::default() };
		// Past the check that a link makes.
		InheritedOf::mutate(|all| all.insert(asset, narrow));
		let wider = DispatchError::from(Error::WiderThanOrigins(Field(TermsField::Uses)));
		assert_noop!(permit(bob(), asset, Permit::Licence(id)), wider);
		InheritedOf::take();
		let mode = AccessMode::Free(known(with(0, false)));
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, mode));
		InheritedOf::mutate(|all| {
			all.insert(asset, Inherited { uses, ..Inherited::default() });
		});
		let free = Permit::Free(known(with(0, false)));
		assert_noop!(permit(carol(), asset, free), wider);
		InheritedOf::take();
	});
}

#[test]
fn a_dead_asset_permits_nothing() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = grant(asset, with(0, false));
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(permit(bob(), asset, Permit::Licence(id)), Error::AssetRevoked);
		retire(asset);
		assert_noop!(permit(bob(), asset, Permit::Licence(id)), Error::AssetUnknown);
	});
}
