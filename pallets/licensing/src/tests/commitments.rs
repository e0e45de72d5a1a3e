//! What open licences commit an asset's owner to.

use super::*;

fn terms(revocable: bool) -> Terms {
	Terms { revocable, ..wide_at(0) }
}

fn counts(asset: AssetId) -> (u32, u32) {
	let Counts { all, irrevocable } = Licensing::open_licences(asset);
	(all, irrevocable)
}

fn revise(asset: AssetId) -> u32 {
	let next = MockAssets::revision(asset).expect("exists") + 1;
	Revisions::mutate(|all| all.insert(asset, next));
	next
}

#[test]
fn what_cannot_be_revoked_is_not_ended() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset());
		let bound = DispatchError::from(Error::IrrevocableLicences);
		assert_ok!(Licensing::ensure_endable(asset));
		let soft = bought(bob(), asset, known(terms(true)));
		assert_ok!(Licensing::ensure_endable(asset));
		let hard = bought(bob(), asset, known(terms(false)));
		assert_noop!(Licensing::ensure_endable(asset), bound);
		assert_ok!(Licensing::ensure_endable(other));
		assert_eq!((counts(asset), counts(other)), ((2, 1), (0, 0)));
		// Until it is closed: being over is not enough, because it can be renewed.
		wait(30 * DAY);
		assert_noop!(Licensing::ensure_endable(asset), bound);
		wait(GRACE);
		assert_ok!(Licensing::close(by(erin()), hard));
		assert_ok!(Licensing::ensure_endable(asset));
		assert_eq!(counts(asset), (1, 0));
		assert_ok!(Licensing::close(by(erin()), soft));
		assert_eq!(OpenLicences::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_judge_ends_what_nobody_else_may() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let hard = bought(bob(), asset, known(terms(false)));
		let reason = RevocationReason::Dispute;
		assert_noop!(Licensing::revoke(by(alice()), hard, reason), Error::NotRevocable);
		assert_ok!(Licensing::revoke(RuntimeOrigin::root(), hard, reason));
		// It is counted once, and not again when it is closed.
		assert_eq!(counts(asset), (0, 0));
		assert_ok!(Licensing::ensure_endable(asset));
		assert_eq!(Licensing::sold_at(asset, 1), None);
		bought(carol(), asset, known(terms(false)));
		assert_ok!(Licensing::close(by(erin()), hard));
		assert_eq!(counts(asset), (1, 1));
		// An asset that the judge revoked is retired, whatever was sold.
		set_state(asset, LifecycleState::Revoked);
		assert_ok!(Licensing::ensure_endable(asset));
		assert_eq!(Licensing::sold_at(asset, 1), None);
	});
}

#[test]
fn sub_licences_do_not_count() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let soft = bought(bob(), asset, known(terms(true)));
		let hard = bought(bob(), asset, known(terms(false)));
		assert_eq!(counts(asset), (2, 1));
		// Their holders could otherwise change what a buyer of the asset saw, as often as they like.
		let below = sub_bought(carol(), soft, known(wide_at(1)));
		let bound = sub_bought(carol(), hard, known(Terms { revocable: false, ..wide_at(1) }));
		assert_eq!(counts(asset), (2, 1));
		assert_ok!(Licensing::close(by(carol()), below));
		assert_eq!(counts(asset), (2, 1));
		// The one above is counted while one below it lives.
		assert_noop!(Licensing::close(by(bob()), hard), Error::HasSubLicences);
		wait(30 * DAY);
		assert_ok!(Licensing::close(by(bob()), hard));
		assert_eq!(counts(asset), (1, 0));
		assert_ok!(Licensing::ensure_endable(asset));
		let renewed = Licensing::do_renew(carol(), bound, NATIVE, PRICE);
		assert_eq!(renewed.map(|_| ()), Err(Error::LicenceUnknown.into()));
	});
}

#[test]
fn the_last_sale_of_a_revision_is_known() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		let at = |block| System::set_block_number(block);
		let first = bought(bob(), asset, id);
		assert_eq!(Licensing::sold_at(asset, 1), Some(1));
		at(5);
		let second = bought(carol(), asset, id);
		at(7);
		assert_ok!(Licensing::do_renew(alice(), first, NATIVE, PRICE));
		assert_ok!(Licensing::close(by(carol()), second));
		assert_eq!(Licensing::sold_at(asset, 1), Some(5));
		// Sub-licensors freeze nothing of the owner's.
		let below = sub_bought(dave(), first, known(wide_at(1)));
		assert_eq!(Licensing::sold_at(asset, 1), Some(5));
		assert_ok!(Licensing::close(by(dave()), below));
		assert_ok!(Licensing::close(by(bob()), first));
		assert_eq!(Licensing::sold_at(asset, 1), None);
	});
}

#[test]
fn what_binds_the_next_owner_is_told() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		let acts = || OwnerActs::get().get(&asset).copied().unwrap_or_default();
		let offer = offer(asset, id);
		assert_eq!(acts(), 1);
		let above = give(alice(), asset, None, id, bob()).expect("is given");
		assert_eq!(acts(), 2);
		for mode in [AccessMode::Free(id), AccessMode::Licence] {
			assert_ok!(Licensing::set_access_mode(by(alice()), asset, mode));
		}
		assert_eq!(acts(), 4);
		let approval = Derivatives { approval: true, ..Derivatives::default() };
		let asks = known(Terms { derivatives: Some(approval), ..wide_at(0) });
		let asking = give(alice(), asset, None, asks, carol()).expect("is given");
		assert_ok!(Licensing::approve_derivatives(by(alice()), asking, Some(carol())));
		assert_eq!(acts(), 6);
		// A purchase binds it as well, and a renewal, which anyone can pay for.
		let bought = Licensing::do_buy(dave(), offer, id, None, None, NATIVE, PRICE);
		let bought = bought.expect("is bought").licence;
		assert_eq!(acts(), 7);
		assert_ok!(Licensing::do_renew(erin(), bought, NATIVE, PRICE));
		assert_eq!(acts(), 8);
		// What ends is none of it, nor what sub-licensors do, nor what binds the licensor alone.
		assert_ok!(Licensing::close(by(dave()), bought));
		let under = known(wide_at(1));
		let sub = Licensing::do_create_offer(bob(), asked(asset, Some(above), under, PRICE));
		let below =
			Licensing::do_buy(dave(), sub.expect("is made"), under, None, None, NATIVE, PRICE);
		assert_ok!(Licensing::do_renew(erin(), below.expect("is bought").licence, NATIVE, PRICE));
		assert_ok!(give(bob(), asset, Some(above), under, dave()));
		assert_ok!(Licensing::set_listed(by(alice()), asset, bob(), true));
		assert_eq!(acts(), 8);
		// What cuts the next owner's income is.
		assert_ok!(Licensing::close_offer(by(alice()), offer));
		assert_eq!(acts(), 9);
		let reason = RevocationReason::Breach;
		assert_ok!(Licensing::revoke(by(alice()), above, reason));
		assert_eq!(acts(), 10);
		// But not what anybody may tidy up.
		let asked = NewOffer { closes: Some(Now::get() + 1), ..asked(asset, None, id, PRICE) };
		let over = Licensing::do_create_offer(alice(), asked).expect("is made");
		assert_eq!(acts(), 11);
		wait(1);
		assert_ok!(Licensing::close_offer(by(erin()), over));
		assert_eq!(acts(), 11);
	});
}

#[test]
fn the_revision_that_was_sold_stays() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		let first = bought(bob(), asset, id);
		let two = revise(asset);
		let second = give(alice(), asset, None, id, carol()).expect("is given");
		let three = revise(asset);
		let sold = || [1, two, three].map(|n| Licensing::sold_at(asset, n).is_some());
		assert_eq!((record(first).revision, record(second).revision), (1, two));
		assert_eq!(sold(), [true, true, false]);
		assert_eq!(Licensing::licence_info(first).map(|info| info.revision), Some(1));
		// A renewal, which anyone may pay for, does not let go of it.
		assert_ok!(Licensing::do_renew(alice(), first, NATIVE, PRICE));
		assert_eq!(sold(), [true, true, false]);
		// A sub-licence that is sold later passes on what its seller bought: the owner never sold
		// the current revision.
		let below = sub_bought(dave(), first, known(wide_at(1)));
		assert_eq!(record(below).revision, 1);
		assert_eq!(sold(), [true, true, false]);
		assert_ok!(Licensing::close(by(carol()), second));
		assert_eq!(sold(), [true, false, false]);
	});
}

#[test]
fn a_buyer_names_the_revision_it_has_seen() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		let buy = |seen| Licensing::do_buy(bob(), offer, id, seen, None, NATIVE, PRICE);
		assert_noop!(buy(Some(2)), Error::RevisionChanged);
		assert_ok!(buy(Some(1)));
		revise(asset);
		assert_noop!(buy(Some(1)), Error::RevisionChanged);
		assert_ok!(buy(Some(2)));
		let any = buy(None).expect("is bought");
		assert_eq!(record(any.licence).revision, 2);
	});
}

#[test]
fn nothing_becomes_narrower_under_open_licences() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let narrow = Inherited { duration_secs: Some(DAY), ..Inherited::default() };
		let id = bought(bob(), asset, known(Terms { duration_secs: Some(DAY), ..wide() }));
		assert_noop!(inherit(asset, narrow.clone()), Error::LicencesOpen);
		assert_ok!(Licensing::close(by(bob()), id));
		assert_ok!(inherit(asset, narrow));
		// The offer, which was wider all the time, sells nothing.
		let id = known(wide());
		let offered = asked(asset, None, id, PRICE);
		assert_noop!(
			Licensing::do_create_offer(alice(), offered),
			Error::WiderThanOrigins(Field(TermsField::Duration))
		);
	});
}

#[test]
fn a_mode_is_within_what_is_inherited_in_either_order() {
	let narrow = [
		(Inherited { duration_secs: Some(DAY), ..Inherited::default() }, TermsField::Duration),
		(Inherited { uses: Some(1), ..Inherited::default() }, TermsField::Uses),
		(
			Inherited { reciprocal: Some(H256::zero()), ..Inherited::default() },
			TermsField::Derivatives,
		),
	];
	for (inherited, field) in narrow {
		new_test_ext().execute_with_checks(|| {
			let (asset, id) = (asset(), known(wide_at(0)));
			let set = |mode| Licensing::set_access_mode(by(alice()), asset, mode);
			let wider = DispatchError::from(Error::WiderThanOrigins(Field(field)));
			// First the mode: the link is refused.
			for mode in [AccessMode::Free(id), AccessMode::AllowList] {
				assert_ok!(set(mode));
				assert_noop!(inherit(asset, inherited.clone()), wider);
			}
			// First the link: the mode is refused.
			assert_ok!(set(AccessMode::Licence));
			assert_ok!(inherit(asset, inherited.clone()));
			for mode in [AccessMode::Free(id), AccessMode::AllowList] {
				assert_noop!(set(mode), wider);
			}
		});
	}
}

#[test]
fn a_mode_that_is_too_wide_gives_no_access() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		assert_ok!(Licensing::set_listed(by(alice()), asset, bob(), true));
		let narrow = Inherited { duration_secs: Some(DAY), ..Inherited::default() };
		for mode in [AccessMode::Free(id), AccessMode::AllowList] {
			assert_ok!(Licensing::set_access_mode(by(alice()), asset, mode));
			assert!(access(asset, bob()).is_some());
			// Past the check that a link makes.
			InheritedOf::mutate(|all| all.insert(asset, narrow.clone()));
			assert_eq!(access(asset, bob()), None);
			InheritedOf::take();
		}
		// A licence gives it all the same.
		assert_ok!(give(alice(), asset, None, id, bob()));
		assert!(access(asset, bob()).is_some());
	});
}

#[test]
fn a_list_may_stand_where_origins_limit_neither_time_nor_uses() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let mild = Inherited { commercial_use: false, attribution: true, ..Inherited::default() };
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_ok!(inherit(asset, mild));
		assert_ok!(Licensing::set_listed(by(alice()), asset, bob(), true));
		assert!(access(asset, bob()).is_some());
	});
}
