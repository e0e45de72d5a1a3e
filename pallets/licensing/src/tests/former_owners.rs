//! What a former owner, or a former holder, left behind.

use super::*;

#[test]
fn offers_of_a_former_owner_sell_nothing() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		let offer = offer(asset, id);
		let licence = buy(bob(), offer).expect("can be bought");
		sell_asset(asset, carol());
		// Alice may have made it for her own accounts just before the sale.
		assert_noop!(
			Licensing::do_buy(dave(), offer, id, None, None, NATIVE, PRICE),
			Error::SellerChanged
		);
		assert_noop!(Licensing::quote(offer, NATIVE), Error::SellerChanged);
		// Bob has a licence to renew, and pays its present licensor.
		let before = Balances::free_balance(carol());
		assert_ok!(Licensing::do_renew(bob(), licence, NATIVE, PRICE));
		assert_eq!(Balances::free_balance(carol()), before + PRICE);
		assert_noop!(Licensing::close_offer(by(alice()), offer), Error::NotSeller);
		assert_ok!(Licensing::close_offer(by(carol()), offer));
	});
}

#[test]
fn offers_of_a_former_holder_sell_nothing() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		let id = known(wide_at(1));
		let offer = sub_offer(above, id);
		assert_ok!(Licensing::transfer(by(bob()), above, carol()));
		assert_noop!(
			Licensing::do_buy(dave(), offer, id, None, None, NATIVE, PRICE),
			Error::SellerChanged
		);
		// With the licence, Bob may sell again.
		assert_ok!(Licensing::transfer(by(carol()), above, bob()));
		assert_ok!(buy(dave(), offer));
	});
}

#[test]
fn a_former_owners_offer_renews_one_period_ahead() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let month = Terms { uses: None, ..wide_at(0) };
		let counted = Terms { duration_secs: None, uses: Some(5), ..wide_at(0) };
		let of_time = bought(bob(), asset, known(month));
		let of_uses = bought(bob(), asset, known(counted));
		// As far ahead as anybody likes, while the seller is who offered.
		let renew = |id| Licensing::do_renew(bob(), id, NATIVE, PRICE).map(|_| ());
		assert_ok!(renew(of_time));
		assert_ok!(renew(of_uses));
		sell_asset(asset, carol());
		// The seller's accomplice does not bind the new owner for a century.
		assert_noop!(renew(of_time), Error::SellerChanged);
		assert_noop!(renew(of_uses), Error::SellerChanged);
		wait(30 * DAY);
		assert_ok!(renew(of_time));
		assert_noop!(renew(of_time), Error::SellerChanged);
		for left in (5..10).rev() {
			assert_ok!(Licensing::consume(by(bob()), of_uses, H256::zero()));
			assert_eq!(record(of_uses).uses_left, Some(left));
		}
		assert_ok!(renew(of_uses));
		assert_noop!(renew(of_uses), Error::SellerChanged);
	});
}

#[test]
fn who_sold_a_licence_takes_no_uses_back() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(Terms { uses: Some(100), ..wide_at(0) }));
		let id = known(Terms { uses: Some(10), ..wide_at(1) });
		let offer = Licensing::do_create_offer(bob(), asked(asset, Some(above), id, 0));
		let below = buy(dave(), offer.expect("is made")).expect("is bought");
		assert_eq!(record(above).uses_left, Some(90));
		let renew = || Licensing::do_renew(dave(), below, NATIVE, PRICE).map(|_| ());
		assert_ok!(renew());
		assert_ok!(Licensing::transfer(by(bob()), above, carol()));
		for _ in 0..10 {
			assert_ok!(Licensing::consume(by(dave()), below, H256::zero()));
		}
		assert_noop!(renew(), Error::SellerChanged);
		assert_eq!(record(above).uses_left, Some(80));
		// Time alone costs the new holder nothing that is its own.
		let plain = known(Terms { uses: None, ..wide_at(0) });
		let above = bought(bob(), asset, plain);
		let id = known(Terms { uses: None, duration_secs: Some(DAY), ..wide_at(1) });
		let offer = sub_offer(above, id);
		let below = buy(dave(), offer).expect("is bought");
		assert_ok!(Licensing::transfer(by(bob()), above, carol()));
		let renew = || Licensing::do_renew(dave(), below, NATIVE, PRICE).map(|_| ());
		assert_ok!(renew());
		assert_noop!(renew(), Error::SellerChanged);
	});
}

#[test]
fn list_entries_of_a_former_owner_give_no_access() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let set = |who, listed| Licensing::set_listed(by(who), asset, bob(), listed);
		assert_ok!(Licensing::set_access_mode(by(alice()), asset, AccessMode::AllowList));
		assert_ok!(set(alice(), true));
		assert!(access(asset, bob()).is_some());
		let paid = held_in_all(alice());
		sell_asset(asset, carol());
		assert_eq!(access(asset, bob()), None);
		// The new owner's entry takes its place, and its deposit returns.
		assert_ok!(set(carol(), true));
		assert!(access(asset, bob()).is_some());
		assert!(held_in_all(alice()) < paid);
		assert_noop!(set(carol(), true), Error::ListingUnchanged);
		assert_ok!(set(carol(), false));
		assert_eq!(held_in_all(carol()), 0);
	});
}
