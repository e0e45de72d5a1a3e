//! Renewing: time and uses are added, but never beyond the licence above.

use super::*;

fn renew(id: u64) -> Result<(), DispatchError> {
	Licensing::do_renew(erin(), id, NATIVE, PRICE).map(drop)
}

#[test]
fn time_and_uses_are_added() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(Licensing::consume(by(bob()), id, H256::zero()));
		wait(10 * DAY);
		events();
		Observed::take();
		let before = Balances::balance(&erin());
		assert_ok!(Licensing::renew(by(erin()), id, NATIVE, PRICE));
		let (expires, uses_left) = (Some(START + 60 * DAY), Some(9));
		let told = Observed::take().into_iter().map(|(_, licence, what)| (licence, what));
		assert_eq!(told.collect::<Vec<_>>(), [(id, Err((Some(bob()), expires)))]);
		assert_eq!(events(), [Event::Renewed { licence: id, payer: erin(), expires, uses_left }]);
		assert_eq!(Balances::balance(&erin()), before - PRICE);
		let receipt = Receipts::get().pop().expect("a receipt");
		assert_eq!(receipt.purpose, Purpose::Renewal(id));
		let after = record(id);
		assert_eq!((after.expires, after.uses_left), (expires, uses_left));
	});
}

#[test]
fn what_has_ended_by_time_or_use_lives_again() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		wait(31 * DAY);
		assert_eq!(access(asset, bob()), None);
		assert_ok!(renew(id));
		assert_eq!(record(id).expires, Some(START + 61 * DAY));
		for _ in 0..10 {
			assert_ok!(Licensing::consume(by(bob()), id, H256::zero()));
		}
		assert_eq!(Licensing::ended(id, Now::get()), Some(Ended::UsedUp));
		assert_eq!(access(asset, bob()), None);
		assert_ok!(renew(id));
		let uses = access(asset, bob()).and_then(|access| access.uses_left);
		assert_eq!(uses, Some(5));
	});
}

#[test]
fn a_sub_licence_never_outlasts_the_one_above() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		wait(20 * DAY);
		let below = sub_bought(carol(), above, known(wide_at(1)));
		let end = Some(START + 30 * DAY);
		assert_eq!(record(below).expires, end);
		// More uses, but not more time.
		assert_ok!(renew(below));
		assert_eq!((record(below).expires, record(below).uses_left), (end, Some(10_000)));
		assert_ok!(renew(above));
		assert_ok!(renew(below));
		assert_eq!(record(below).expires, Some(START + 60 * DAY));
	});
}

#[test]
fn there_has_to_be_something_to_gain() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let unlimited = Terms { duration_secs: None, uses: None, ..wide_at(0) };
		let id = bought(bob(), asset, known(unlimited));
		assert_noop!(renew(id), Error::NothingToRenew);
		// Under a licence that ends, without uses.
		let above = bought(bob(), asset, known(Terms { uses: None, ..wide_at(0) }));
		let below = sub_bought(carol(), above, known(Terms { uses: None, ..wide_at(1) }));
		assert_noop!(renew(below), Error::NothingToRenew);
		assert_ok!(renew(above));
		assert_ok!(renew(below));
	});
}

#[test]
fn what_cannot_be_renewed() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(renew(0), Error::LicenceUnknown);
		let id = bought(bob(), asset, known(wide()));
		set_state(asset, LifecycleState::Deprecated);
		assert_noop!(renew(id), Error::OrderingDisabled);
		set_state(asset, LifecycleState::Active);
		assert_noop!(
			Licensing::do_renew(erin(), id, NATIVE, PRICE - 1),
			DispatchError::Other("slippage")
		);
		// The offer has to be open.
		let offer = record(id).offer.expect("was bought");
		Offers::<Test>::mutate(offer, |offer| {
			offer.as_mut().expect("exists").closes = Some(Now::get());
		});
		assert_noop!(renew(id), Error::OfferOver);
		assert_ok!(Licensing::close_offer(by(alice()), offer));
		assert_noop!(renew(id), Error::OfferUnknown);
		assert_ok!(Licensing::revoke(by(alice()), id, RevocationReason::Breach));
		assert_noop!(renew(id), Error::Revoked);
	});
}

#[test]
fn nothing_below_a_dead_licence_is_renewed() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		wait(30 * DAY);
		assert_noop!(renew(ids[4]), Error::ParentEnded);
		assert_ok!(renew(ids[0]));
		// The next one is renewed under it, those below only in turn.
		assert_noop!(renew(ids[4]), Error::ParentEnded);
		for id in ids.into_iter().skip(1) {
			assert_ok!(renew(id));
		}
		assert!(access(asset, account(6)).is_some());
		assert_ok!(Licensing::revoke(by(alice()), ids[0], RevocationReason::Fraud));
		assert_noop!(renew(ids[4]), Error::ParentEnded);
	});
}

#[test]
fn a_sold_out_offer_still_renews() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let asked = NewOffer { supply: Some(1), ..asked(asset, None, id, PRICE) };
		let offer = Licensing::do_create_offer(alice(), asked).expect("can be offered");
		let licence = buy(bob(), offer).expect("can be bought");
		assert_ok!(renew(licence));
		assert_eq!(Offers::<Test>::get(offer).and_then(|offer| offer.supply), Some(0));
	});
}

#[test]
fn what_cannot_be_counted_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let long = Terms { duration_secs: Some(u64::MAX / 4), uses: Some(u32::MAX), ..wide() };
		let id = bought(bob(), asset(), known(long));
		assert_noop!(renew(id), Error::CounterExhausted);
		let late = Some(u64::MAX - 1);
		Licensing::put_licence(id, LicenceRecord { expires: late, ..record(id) });
		assert_noop!(renew(id), Error::TimeOverflow);
	});
}
