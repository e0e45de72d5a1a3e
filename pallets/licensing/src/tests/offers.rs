//! Offers: what they may ask for, who makes and who closes them.

use super::*;

fn create(who: AccountId, asked: NewOffer) -> Result<(), DispatchError> {
	let NewOffer { asset, parent, terms, prices, swaps, supply, opens, closes } = asked;
	let who = by(who);
	Licensing::create_offer(who, asset, parent, terms, prices, swaps, supply, opens, closes)
}

#[test]
fn an_offer_is_made_and_closed() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		assert_ok!(Licensing::set_collection_fee(by(alice()), asset.collection, 10_000));
		let before = held_in_all(alice());
		events();
		let prices: Vec<_> = (0..8).map(|n| Price::new(Currency::Token(n), n.into())).collect();
		let asked = NewOffer {
			prices: prices.clone(),
			swaps: false,
			supply: Some(3),
			opens: Some(START + 5),
			closes: Some(START + 6),
			..asked(asset, None, id, 0)
		};
		assert_ok!(create(alice(), asked));
		let info = Licensing::offer_info(0).expect("exists");
		assert_eq!((info.asset, info.parent, info.terms), (asset, None, id));
		assert_eq!((info.prices, info.swaps, info.supply), (prices, false, Some(3)));
		assert_eq!((info.opens, info.closes), (Some(START + 5), Some(START + 6)));
		assert_eq!((info.collection_fee_ppm, info.seller), (10_000, Some(alice())));
		assert_eq!(info.deposit.amount, held(HoldReason::Offer, alice()));
		// Later fees are for later offers.
		assert_ok!(Licensing::set_collection_fee(by(alice()), asset.collection, 20_000));
		assert_eq!(Licensing::offer_info(0).map(|info| info.collection_fee_ppm), Some(10_000));
		assert_noop!(Licensing::close_offer(by(bob()), 0), Error::NotSeller);
		assert_ok!(Licensing::close_offer(by(alice()), 0));
		assert_noop!(Licensing::close_offer(by(alice()), 0), Error::OfferUnknown);
		assert_eq!(held_in_all(alice()), before);
	});
}

#[test]
fn what_an_offer_cannot_ask_for() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let good = || asked(asset, None, id, PRICE);
		let priced = |prices: Vec<Price>| NewOffer { prices, ..good() };
		let native = |amount| Price::new(NATIVE, amount);
		let window = |opens, closes| NewOffer { opens, closes, ..good() };
		let nine = (0..9).map(|n| Price::new(Currency::Token(n), 1)).collect();
		for (bad, error) in [
			(priced(vec![]), Error::NoPrices),
			(priced(nine), Error::TooManyPrices),
			(
				priced(vec![native(1), Price::new(Currency::Token(1), 1), native(2)]),
				Error::DuplicateCurrency,
			),
			(priced(vec![native(u128::MAX)]), Error::PriceTooHigh),
			(priced(vec![native(u128::MAX / 2 + 1)]), Error::PriceTooHigh),
			(NewOffer { supply: Some(0), ..good() }, Error::NoSupply),
			(window(None, Some(START)), Error::EmptyWindow),
			(window(Some(START + 5), Some(START + 5)), Error::EmptyWindow),
			(NewOffer { terms: H256::zero(), ..good() }, Error::TermsUnknown),
			(NewOffer { asset: AssetId::new(9, 9), ..good() }, Error::AssetUnknown),
			(NewOffer { parent: Some(4), ..good() }, Error::LicenceUnknown),
		] {
			assert_noop!(create(alice(), bad), error);
		}
		assert_noop!(create(bob(), good()), Error::NotLicensor);
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(create(alice(), good()), Error::AssetRevoked);
		set_state(asset, LifecycleState::Deprecated);
		assert_ok!(create(alice(), priced(vec![native(u128::MAX / 2)])));
	});
}

#[test]
fn origins_have_a_say() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let set = |inherited| inherit(asset, inherited).expect("nothing is wider");
		let default = Inherited::default;
		for (inherited, field) in [
			(Inherited { commercial_use: false, ..default() }, TermsField::CommercialUse),
			(Inherited { attribution: true, ..default() }, TermsField::Attribution),
			(Inherited { reciprocal: Some(H256::zero()), ..default() }, TermsField::Derivatives),
			(Inherited { duration_secs: Some(1), ..default() }, TermsField::Duration),
			(Inherited { uses: Some(1), ..default() }, TermsField::Uses),
			(Inherited { seats: Some(1), ..default() }, TermsField::Seats),
			(Inherited { transferable: false, ..default() }, TermsField::Transferable),
			(Inherited { sub_licensing: false, ..default() }, TermsField::SubLicensing),
			(Inherited { derivatives: false, ..default() }, TermsField::Derivatives),
		] {
			set(inherited);
			let error = Error::WiderThanOrigins(Field(field));
			assert_noop!(create(alice(), asked(asset, None, id, 1)), error);
		}
		// What may not earn money is given away at most.
		set(Inherited { commercial_use: false, ..default() });
		let id = known(Terms { commercial_use: false, ..wide() });
		assert_noop!(create(alice(), asked(asset, None, id, 1)), Error::NonCommercial);
		assert_ok!(create(alice(), asked(asset, None, id, 0)));
		// Share-alike: the terms demanded, and no others.
		set(Inherited { reciprocal: Some(id), ..default() });
		assert_ok!(create(alice(), asked(asset, None, id, 1)));
	});
}

#[test]
fn anyone_closes_what_is_over() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let close = |offer| Licensing::close_offer(by(erin()), offer);
		let make = |asked| Licensing::do_create_offer(alice(), asked).expect("can be offered");
		// The window.
		let timed = make(NewOffer { closes: Some(START + DAY), ..asked(asset, None, id, 1) });
		wait(DAY - 1);
		assert_noop!(close(timed), Error::NotSeller);
		wait(1);
		assert_ok!(close(timed));
		// The supply, unless licences can still be renewed.
		let one = |id| NewOffer { supply: Some(1), ..asked(asset, None, id, 1) };
		let eternal = known(Terms { duration_secs: None, uses: None, ..wide() });
		let (renewable, final_sale) = (make(one(id)), make(one(eternal)));
		assert_noop!(close(final_sale), Error::NotSeller);
		for offer in [renewable, final_sale] {
			assert_ok!(buy(bob(), offer));
		}
		assert_ok!(close(final_sale));
		assert_noop!(close(renewable), Error::NotSeller);
		// The licence above.
		let licence = bought(bob(), asset, known(wide_at(0)));
		let sub = sub_offer(licence, known(wide_at(1)));
		let orphan = sub_offer(licence, known(wide_at(1)));
		assert_noop!(close(sub), Error::NotSeller);
		assert_ok!(Licensing::revoke(by(alice()), licence, RevocationReason::Breach));
		assert_ok!(close(sub));
		assert_ok!(Licensing::close(by(bob()), licence));
		assert_ok!(close(orphan));
		// The asset.
		retire(asset);
		assert_ok!(close(renewable));
		for offer in Offers::<Test>::iter_keys().collect::<Vec<_>>() {
			assert_ok!(close(offer));
		}
		for who in [alice(), bob()] {
			assert_eq!(held(HoldReason::Offer, who), 0);
		}
	});
}

#[test]
fn an_expired_parent_is_given_time() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let licence = bought(bob(), asset, known(wide_at(0)));
		let sub = sub_offer(licence, known(wide_at(1)));
		wait(30 * DAY + GRACE - 1);
		assert_noop!(Licensing::close_offer(by(erin()), sub), Error::NotSeller);
		wait(1);
		assert_ok!(Licensing::close_offer(by(erin()), sub));
	});
}
