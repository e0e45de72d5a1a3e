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
