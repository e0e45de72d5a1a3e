//! Buying licences: what it does, every refusal, and that a failure leaves nothing behind.

use super::*;
use frame_support::traits::fungible::Mutate;

#[test]
fn a_licence_is_bought() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		events();
		assert_ok!(Licensing::buy(by(bob()), offer, id, None, None, NATIVE, PRICE));
		let expires = Some(START + 30 * DAY);
		let issued = Event::Issued {
			licence: 0,
			asset,
			parent: None,
			terms: id,
			offer: Some(offer),
			revision: 1,
			licensor: alice(),
			payer: bob(),
			holder: bob(),
			expires,
		};
		let collection = Event::LicenceCollectionCreated { collection: 0, licences: 0 };
		assert_eq!(events(), [collection, issued]);
		assert_eq!(Licensing::holder(0), Some(bob()));
		assert_eq!(Licensing::licensor(0), Some(alice()));
		let grant = Grant::Holder(0);
		assert_eq!(
			access(asset, bob()),
			Some(Access { grant, until: expires, uses_left: Some(5) })
		);
		assert_eq!(access(asset, carol()), None);
		let [receipt] = &Receipts::get()[..] else { panic!("one receipt") };
		assert_eq!((receipt.spent, receipt.purpose), (PRICE, Purpose::Licence(0)));
	});
}

#[test]
fn a_licence_is_a_gift() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		assert_ok!(Licensing::buy(by(bob()), offer, id, None, Some(nobody()), NATIVE, PRICE));
		assert_eq!(Licensing::holder(0), Some(nobody()));
		assert!(access(asset, nobody()).is_some());
		assert_eq!(access(asset, bob()), None);
		assert!(held(HoldReason::Licence, bob()) > 0);
		// The deposit returns to who made it, not to who got the gift.
		assert_ok!(Licensing::close(by(nobody()), 0));
		assert_eq!(held(HoldReason::Licence, bob()), 0);
	});
}

#[test]
fn what_cannot_be_bought() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let make = |asked| Licensing::do_create_offer(alice(), asked).expect("can be offered");
		let opens = Some(START + 10);
		let later = make(NewOffer { opens, closes: Some(START + 20), ..asked(asset, None, id, 5) });
		let one = make(NewOffer { supply: Some(1), ..asked(asset, None, id, 5) });
		let two = make(asked(asset, None, id, 5));
		let try_buy =
			|who, offer, id| Licensing::buy(by(who), offer, id, None, None, NATIVE, PRICE);
		let refused = |offer, error: Error| {
			assert_noop!(try_buy(bob(), offer, id).map_err(|e| e.error), error);
		};
		refused(99, Error::OfferUnknown);
		// Terms under another id: not what the buyer has read.
		let other = known(Terms::default());
		assert_noop!(try_buy(bob(), one, other).map_err(|e| e.error), Error::TermsChanged);

		refused(later, Error::NotOpenYet);
		wait(10);
		assert_ok!(try_buy(bob(), later, id));
		wait(10);
		refused(later, Error::OfferOver);

		assert_ok!(try_buy(bob(), one, id));
		refused(one, Error::SoldOut);

		assert_noop!(try_buy(alice(), two, id).map_err(|e| e.error), Error::SelfPurchase);
		assert_noop!(
			Licensing::buy(by(bob()), two, id, None, Some(alice()), NATIVE, PRICE)
				.map_err(|e| e.error),
			Error::SelfPurchase
		);

		for state in [
			LifecycleState::EndOfLife,
			LifecycleState::Deprecated,
			LifecycleState::OrderingDisabled,
		] {
			set_state(asset, state);
			refused(two, Error::OrderingDisabled);
		}
		set_state(asset, LifecycleState::Unlisted);
		assert_ok!(try_buy(carol(), two, id));
		set_state(asset, LifecycleState::Revoked);
		refused(two, Error::AssetRevoked);
		retire(asset);
		refused(two, Error::AssetUnknown);
	});
}

#[test]
fn origins_are_asked_again() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		let free = Terms { commercial_use: false, ..wide() };
		let unpaid = super::offer(asset, known(free));
		let inherited = Inherited { commercial_use: false, ..Inherited::default() };
		assert_ok!(inherit(asset, inherited));
		let error = Error::WiderThanOrigins(Field(TermsField::CommercialUse));
		assert_noop!(buy(bob(), offer), error);
		assert_noop!(buy(bob(), unpaid), Error::NonCommercial);
	});
}

#[test]
fn sub_licences_of_the_seller_and_the_owner() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let licence = bought(bob(), asset, known(wide_at(0)));
		let sub = sub_offer(licence, known(wide_at(1)));
		let id = Offers::<Test>::get(sub).expect("exists").terms;
		for (who, recipient) in
			[(bob(), None), (alice(), None), (carol(), Some(bob())), (carol(), Some(alice()))]
		{
			assert_noop!(
				Licensing::do_buy(who, sub, id, None, recipient, NATIVE, PRICE),
				Error::SelfPurchase
			);
		}
		assert_ok!(buy(carol(), sub));
		// A holder who gets the licence later sells by offers of its own.
		assert_ok!(Licensing::transfer(by(bob()), licence, dave()));
		assert_noop!(buy(bob(), sub), Error::SellerChanged);
	});
}

#[test]
fn any_currency_pays() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let token = Currency::Token(1);
		let prices = vec![Price::new(NATIVE, 1_000), Price::new(token, 300)];
		let make = |swaps| {
			let prices = prices.clone();
			let asked = NewOffer { prices, swaps, ..asked(asset, None, id, 0) };
			Licensing::do_create_offer(alice(), asked).expect("can be offered")
		};
		let (any, own) = (make(true), make(false));
		let pay = |offer, with, max| Licensing::do_buy(bob(), offer, id, None, None, with, max);
		let spent = || Receipts::get().last().map(|receipt| (receipt.price, receipt.spent));
		assert_ok!(pay(any, token, 300));
		assert_eq!(spent(), Some((prices[1], 300)));
		assert_ok!(pay(any, NATIVE, 1_000));
		assert_eq!(spent(), Some((prices[0], 1_000)));
		// The mock's swaps cost as much again.
		let other = Currency::Token(9);
		assert_noop!(pay(any, other, 599), DispatchError::Other("slippage"));
		assert_ok!(pay(any, other, 600));
		assert_eq!(spent(), Some((prices[1], 600)));
		let refusal = DispatchError::Other("the seller takes other currencies only");
		assert_noop!(pay(own, other, 600), refusal);
		assert_eq!(Licensing::quote(own, other), Err(refusal));
		assert_eq!(Licensing::quote(any, other).map(|quote| quote.amount_in), Ok(600));
		assert_ok!(pay(own, NATIVE, 1_000));
	});
}

#[test]
fn a_quote_is_what_buying_would_end_with() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let asked = NewOffer { supply: Some(1), ..asked(asset, None, id, PRICE) };
		let offer = Licensing::do_create_offer(alice(), asked).expect("can be offered");
		let quote = Licensing::quote(offer, NATIVE).expect("can be bought");
		assert_eq!((quote.price, quote.amount_in), (Price::new(NATIVE, PRICE), PRICE));
		assert_eq!(Licensing::quote(7, NATIVE), Err(Error::OfferUnknown.into()));
		set_state(asset, LifecycleState::OrderingDisabled);
		assert_eq!(Licensing::quote(offer, NATIVE), Err(Error::OrderingDisabled.into()));
		set_state(asset, LifecycleState::Active);
		assert_ok!(buy(bob(), offer));
		assert_eq!(Licensing::quote(offer, NATIVE), Err(Error::SoldOut.into()));
	});
}

#[test]
fn the_highest_price_is_no_trap() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let highest = u128::MAX / 2;
		let offer = Licensing::do_create_offer(alice(), asked(asset, None, id, highest));
		let offer = offer.expect("can be offered");
		assert_noop!(buy(bob(), offer), sp_runtime::ArithmeticError::Underflow);
		// Nobody sets a higher one; were it there, it would still be shared out.
		for shares in [
			Licensing::shares_of_sale(asset, None, 100_000, u128::MAX),
			Licensing::shares_of_sale(asset, None, 0, u128::MAX),
		] {
			let total: u128 = shares.expect("can be shared").iter().map(|s| s.amount).sum();
			assert_eq!(total, u128::MAX);
		}
	});
}

#[test]
fn a_free_offer_takes_only_the_deposit() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = Licensing::do_create_offer(alice(), asked(asset, None, id, 0));
		assert_ok!(buy(bob(), offer.expect("can be offered")));
		assert_eq!(Balances::total_balance(&bob()), ENDOWMENT);
		let [receipt] = &Receipts::get()[..] else { panic!("one receipt") };
		let seller = Share { payee: alice(), amount: 0, kind: ShareKind::Seller };
		assert_eq!((receipt.spent, &receipt.shares), (0, &vec![seller]));
	});
}

#[test]
fn what_was_paid_is_what_it_weighs() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		let swapped = Currency::Token(9);
		assert_ok!(<Balances as Mutate<_>>::mint_into(&pool(), ENDOWMENT));
		let weighed = |who, offer, pay_with| {
			let post = Licensing::buy(by(who), offer, id, None, None, pay_with, u128::MAX);
			post.expect("is bought").actual_weight.expect("is known").ref_time()
		};
		// The first one in a collection creates another.
		let create = <() as WeightInfo>::create_licence_collection().ref_time();
		let own = Licensing::max_buy_weight(NATIVE).ref_time() - 16 * 1_000;
		// One payee, no swap.
		assert_eq!(weighed(bob(), offer, NATIVE), own + 100 + create);
		// A swap into one of as many prices as there are.
		assert_eq!(weighed(erin(), offer, swapped), own + 100 + 10);
		// The deposit has to be bought as well.
		let free = Licensing::do_create_offer(alice(), asked(asset, None, id, 0));
		let free = free.expect("can be offered");
		assert_eq!(weighed(nobody(), free, swapped), own + 100 + 10 + 2 * 7);
		// What the arguments allow was charged.
		assert_eq!(Licensing::max_buy_weight(swapped).ref_time(), own + 16 * 1_000 + 2 * 7);
		let post = Licensing::renew(by(bob()), 0, NATIVE, PRICE).expect("is renewed");
		assert_eq!(post.actual_weight.map(|weight| weight.ref_time()), Some(own + 100));
	});
}

#[test]
fn what_is_lacking_for_the_deposit_is_bought_as_well() {
	new_test_ext().execute_with_checks(|| {
		let id = known(wide());
		let asked = asked(asset(), None, id, 0);
		let offer = Licensing::do_create_offer(alice(), asked).expect("is an offer");
		let poor = nobody();
		let swapped = Currency::Token(9);
		assert_ok!(<Balances as Mutate<_>>::mint_into(&pool(), ENDOWMENT));
		// With the native token there is nothing to buy it with.
		let purchase = |pay_with, most| {
			Licensing::buy(by(poor.clone()), offer, id, None, None, pay_with, most).map(|_| ())
		};
		assert!(purchase(Currency::Native, u128::MAX).is_err());
		assert!(purchase(swapped, 1).is_err());
		assert_eq!(Balances::free_balance(&poor), 0);
		assert_ok!(purchase(swapped, u128::MAX));
		assert!(held_in_all(poor) > 0);
	});
}

#[test]
fn a_quote_foresees_what_cannot_be_shared() {
	new_test_ext().execute_with_checks(|| {
		let id = known(wide_at(0));
		let shared = asset_of(alice());
		set_ancestors(shared, &[(erin(), 1_000)]);
		let dusty = asked(shared, None, id, 1_000 * MockPayments::DUST);
		let dusty = Licensing::do_create_offer(alice(), dusty).expect("is made");
		let quote = Licensing::quote(dusty, NATIVE);
		assert_eq!(quote, Err(DispatchError::Other("a share is too small")));
		set_ancestors(shared, &[(dave(), 999_000)]);
		let over = Licensing::do_create_offer(alice(), asked(shared, None, id, 1));
		let quote = Licensing::quote(over.expect("is made"), NATIVE);
		assert_eq!(quote, Err(Error::SharesOverWhole.into()));
	});
}
