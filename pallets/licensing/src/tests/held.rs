//! The index of who holds what: right after every move, and no flood of licences hides a good one.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::Mutate as BurnItems;

/// The licences of an asset in an account's index, in their order.
fn index(asset: AssetId, who: AccountId) -> Vec<u64> {
	HeldLicences::<Test>::iter_key_prefix((asset, who)).map(crate::held::ranked).collect()
}

/// Gives Bob a licence of an asset.
fn gift(asset: AssetId, terms: Terms) -> u64 {
	give(alice(), asset, None, known(terms), bob()).expect("may be given")
}

fn found(asset: AssetId, who: AccountId) -> Option<Grant> {
	access(asset, who).map(|access| access.grant)
}

#[test]
fn revoked_gifts_do_not_hide_a_licence() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let flood = |n: u32| {
			for _ in 0..n {
				let given = gift(asset, wide());
				assert_ok!(Licensing::revoke(by(alice()), given, RevocationReason::Fraud));
			}
		};
		flood(2 * MAX_SCAN);
		let own = bought(bob(), asset, id);
		flood(2 * MAX_SCAN);
		assert_eq!(found(asset, bob()), Some(Grant::Holder(own)));
	});
}

#[test]
fn gifts_that_expire_or_are_used_up_do_not_hide_a_licence() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let short = Terms { duration_secs: Some(DAY), ..wide() };
		let few = Terms { duration_secs: None, uses: Some(1), ..wide() };
		let own = bought(bob(), asset, known(Terms { uses: None, ..wide() }));
		for _ in 0..2 * MAX_SCAN {
			gift(asset, short.clone());
			let used = give(alice(), asset, None, known(few.clone()), carol()).expect("is given");
			assert_ok!(Licensing::consume(by(carol()), used, H256::zero()));
		}
		wait(2 * DAY);
		assert_eq!(found(asset, bob()), Some(Grant::Holder(own)));
		assert!(index(asset, carol()).is_empty());
		// Somebody else's ended licences are no better off.
		assert_eq!(found(asset, carol()), None);
	});
}

#[test]
fn expired_gifts_do_not_hide_a_counted_licence() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let short = Terms { duration_secs: Some(DAY), uses: None, ..wide() };
		let own = bought(bob(), asset, known(wide()));
		for _ in 0..2 * MAX_SCAN {
			gift(asset, short.clone());
		}
		wait(2 * DAY);
		assert_eq!(found(asset, bob()), Some(Grant::Holder(own)));
	});
}

#[test]
fn licences_of_other_assets_do_not_hide_a_licence() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset_of(carol()));
		let own = bought(bob(), asset, known(wide()));
		for _ in 0..2 * MAX_SCAN {
			assert_ok!(give(carol(), other, None, known(wide()), bob()));
		}
		assert_eq!(found(asset, bob()), Some(Grant::Holder(own)));
	});
}

#[test]
fn sub_licences_that_are_cut_off_do_not_hide_one_from_the_owner() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let own = bought(bob(), asset, known(wide()));
		// A reseller floods Bob with sub-licences that expire later, and is revoked.
		let many = Some(SubLicensing { depth: 4, count: 100, upstream_ppm: 0 });
		let lasting = Terms { duration_secs: None, uses: None, ..wide_at(0) };
		let outlet = Terms { sub_licensing: many, ..lasting.clone() };
		let outlet = give(alice(), asset, None, known(outlet), carol()).expect("is given");
		let below = known(Terms { sub_licensing: None, ..lasting });
		let subs: Vec<_> = (0..2 * MAX_SCAN)
			.map(|_| give(carol(), asset, Some(outlet), below, bob()).expect("is given"))
			.collect();
		assert_ok!(Licensing::revoke(by(alice()), outlet, RevocationReason::Breach));
		assert_eq!(found(asset, bob()), Some(Grant::Holder(own)));
		// Who holds nothing but sub-licences may have to name the live one, and anyone sweeps the
		// others.
		assert_ok!(Licensing::close(by(bob()), own));
		let fair = Terms { sub_licensing: many, duration_secs: Some(DAY), ..wide_at(0) };
		let fair = give(alice(), asset, None, known(fair), dave()).expect("is given");
		let last = give(dave(), asset, Some(fair), known(wide_day()), bob()).expect("is given");
		let named = Licensing::access(asset, &bob(), START, Some(last));
		assert_eq!(named.map(|access| access.grant), Some(Grant::Holder(last)));
		assert_eq!(found(asset, bob()), None);
		for sub in subs {
			assert_ok!(Licensing::close(by(erin()), sub));
		}
		assert_eq!(found(asset, bob()), Some(Grant::Holder(last)));
	});
}

/// Terms of a sub-licence for a day.
fn wide_day() -> Terms {
	Terms { duration_secs: Some(DAY), ..wide_at(4) }
}

#[test]
fn the_surest_comes_first() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let counted = gift(asset, Terms { duration_secs: None, ..wide_at(0) });
		let short = gift(asset, Terms { uses: None, duration_secs: Some(DAY), ..wide() });
		let long = gift(asset, Terms { uses: None, ..wide() });
		let forever = gift(asset, Terms { uses: None, duration_secs: None, ..wide() });
		let again = gift(asset, Terms { uses: None, duration_secs: None, ..wide() });
		let outlet = give(alice(), asset, None, known(wide_at(0)), carol()).expect("is given");
		let below = give(carol(), asset, Some(outlet), known(wide_at(1)), bob()).expect("is");
		assert_eq!(index(asset, bob()), [forever, again, long, short, counted, below]);
		assert_eq!(found(asset, bob()), Some(Grant::Holder(forever)));
	});
}

#[test]
fn it_follows_every_change() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		let other = gift(asset, Terms { duration_secs: Some(40 * DAY), ..wide() });
		assert_eq!(index(asset, bob()), [other, id]);
		// Renewed past the other, moved and back, used up and renewed, revoked.
		assert_ok!(Licensing::do_renew(erin(), id, NATIVE, PRICE));
		assert_eq!(index(asset, bob()), [id, other]);
		assert_ok!(Licensing::transfer(by(bob()), id, carol()));
		assert_eq!((index(asset, bob()), index(asset, carol())), (vec![other], vec![id]));
		assert_ok!(Licensing::transfer(by(carol()), id, carol()));
		assert_ok!(Erc721::transfer(by(carol()), collection_of(id), id, bob()));
		assert_eq!((index(asset, bob()), index(asset, carol())), (vec![id, other], vec![]));
		for _ in 0..10 {
			assert_ok!(Licensing::consume(by(bob()), id, H256::zero()));
		}
		assert_eq!(index(asset, bob()), [other]);
		assert_ok!(Licensing::do_renew(erin(), id, NATIVE, PRICE));
		assert_eq!(index(asset, bob()), [id, other]);
		assert_ok!(Licensing::revoke(by(alice()), id, RevocationReason::Breach));
		assert_eq!(index(asset, bob()), [other]);
		assert_ok!(Licensing::close(by(bob()), other));
		assert_ok!(Licensing::close(by(bob()), id));
		assert_eq!(HeldLicences::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_burned_nft_leaves_nothing_in_it() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(<Erc721 as BurnItems<_, _>>::burn(&collection_of(id), &id, None));
		assert!(index(asset, bob()).is_empty());
		assert_ok!(Licensing::close(by(carol()), id));
	});
}
