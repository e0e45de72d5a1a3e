//! Terms: content-addressed, immutable, removed when nothing refers to them.

use super::*;

#[test]
fn identical_terms_are_the_same() {
	new_test_ext().execute_with_checks(|| {
		let id = terms_id(&wide());
		assert_ok!(Licensing::create_terms(by(alice()), wide()));
		let before = held_in_all(alice());
		assert!(before > 0);
		assert_ok!(Licensing::create_terms(by(bob()), wide()));
		assert_ok!(Licensing::create_terms(by(alice()), wide()));
		let told = |who, new| Event::TermsCreated { id, who, new };
		assert_eq!(events(), [told(alice(), true), told(bob(), false), told(alice(), false)]);
		assert_eq!((held_in_all(alice()), held_in_all(bob())), (before, 0));
		assert_eq!(KnownTerms::<Test>::get(id).map(|record| record.terms), Some(wide()));
		assert_ne!(known(Terms::default()), id);
		// BLAKE2b-256 of the SCALE encoding: what a client computes.
		use codec::Encode;
		assert_eq!(id, H256(sp_io::hashing::blake2_256(&wide().encode())));
	});
}

#[test]
fn unsound_terms_are_refused() {
	new_test_ext().execute_with_checks(|| {
		let sub = |depth, count, upstream_ppm| {
			let sub_licensing = Some(SubLicensing { depth, count, upstream_ppm });
			Terms { sub_licensing, ..wide() }
		};
		let share = |revenue_share_ppm, commercial_use| {
			let derivatives = Some(Derivatives { revenue_share_ppm, ..Derivatives::default() });
			Terms { derivatives, commercial_use, ..wide() }
		};
		for (unsound, field) in [
			(Terms { duration_secs: Some(0), ..wide() }, TermsField::Duration),
			(Terms { uses: Some(0), ..wide() }, TermsField::Uses),
			(Terms { seats: MAX_SEATS + 1, ..wide() }, TermsField::Seats),
			(Terms { resale_royalty_ppm: 250_001, ..wide() }, TermsField::ResaleRoyalty),
			(
				Terms { resale_royalty_ppm: 1, transferable: false, ..wide() },
				TermsField::ResaleRoyalty,
			),
			(share(PPM + 1, true), TermsField::RevenueShare),
			(share(1, false), TermsField::RevenueShare),
			(sub(0, 1, 0), TermsField::SubLicensing),
			(sub(5, 1, 0), TermsField::SubLicensing),
			(sub(1, 0, 0), TermsField::SubLicensing),
			(sub(1, 1, PPM + 1), TermsField::SubLicensing),
		] {
			assert_noop!(
				Licensing::create_terms(by(alice()), unsound),
				Error::TermsInvalid(Field(field))
			);
		}
	});
}

#[test]
fn terms_are_removed_by_their_creator_when_unused() {
	new_test_ext().execute_with_checks(|| {
		let id = known(wide());
		assert_noop!(Licensing::remove_terms(by(bob()), id), Error::NotCreator);
		assert_noop!(Licensing::remove_terms(by(alice()), H256::zero()), Error::TermsUnknown);
		assert_ok!(Licensing::remove_terms(by(alice()), id));
		assert_eq!(held_in_all(alice()), 0);
		assert_noop!(Licensing::remove_terms(by(alice()), id), Error::TermsUnknown);
	});
}

#[test]
fn whatever_is_under_terms_keeps_them() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let references = || KnownTerms::<Test>::get(id).expect("exists").references;
		let in_use = |count| {
			assert_eq!(references(), count);
			assert_noop!(Licensing::remove_terms(by(alice()), id), Error::TermsInUse);
		};
		let offer = offer(asset, id);
		in_use(1);
		let licence = buy(bob(), offer).expect("can be bought");
		in_use(2);
		assert_ok!(Licensing::close_offer(by(alice()), offer));
		in_use(1);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::Free(id)));
		in_use(2);
		assert_ok!(Licensing::close(by(bob()), licence));
		in_use(1);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_eq!(references(), 0);
		assert_ok!(Licensing::remove_terms(by(alice()), id));
	});
}

#[test]
fn references_are_counted_to_the_end() {
	new_test_ext().execute_with(|| {
		let (asset, id) = (asset(), known(wide()));
		KnownTerms::<Test>::mutate(id, |record| {
			record.as_mut().expect("exists").references = u32::MAX;
		});
		assert_noop!(
			Licensing::do_create_offer(alice(), asked(asset, None, id, 1)),
			Error::CounterExhausted
		);
		assert_noop!(
			Licensing::grant(by(alice()), asset, None, id, bob()),
			Error::CounterExhausted
		);
		assert_noop!(
			Licensing::set_access_mode(by(alice()), asset, AccessMode::Free(id)),
			Error::CounterExhausted
		);
	});
}
