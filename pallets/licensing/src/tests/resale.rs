//! Licences that are sold on: who shares in the price, and who pays the deposit.

use super::*;
use proptest::prelude::*;

const TOKEN: Currency = Currency::Token(7);

/// The shares of a resale by the holder, as (account, amount, kind).
fn shares(id: u64, price: Price) -> Vec<(AccountId, u128, ShareKind)> {
	let holder = Licensing::holder(id).expect("is held");
	let shares = shares_of_resale(id, &holder, price).expect("can be shared");
	assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
	shares.into_iter().map(|share| (share.payee, share.amount, share.kind)).collect()
}

fn native(amount: u128) -> Price {
	Price::new(NATIVE, amount)
}

/// Moves a licence as the market does.
fn resell(id: u64, to: AccountId, price: Price) -> Result<u128, DispatchError> {
	let from = Licensing::holder(id).expect("is held");
	Licensing::do_resell(from, id, to, price, price.currency, u128::MAX)
}

/// What everyone gets when Alice sells an asset itself.
fn shares_of_asset(asset: AssetId, price: Price, royalty: u128) -> Vec<(AccountId, u128)> {
	let kind = ShareKind::Royalty;
	let royalty = (royalty > 0).then(|| Share { payee: carol(), amount: royalty, kind });
	let shares = Licensing::shares_of_asset(asset, &alice(), price, royalty).expect("can be");
	assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
	assert_eq!(shares[0].kind, ShareKind::Seller);
	shares.into_iter().map(|share| (share.payee, share.amount)).collect()
}

#[test]
fn ancestors_share_in_the_price_of_the_asset_itself() {
	new_test_ext().execute_with_checks(|| {
		let (asset, _) = owing();
		let of = |price, royalty| shares_of_asset(asset, native(price), royalty);
		assert_eq!(of(1_000, 0), [(alice(), 900), (erin(), 100)]);
		// Rounded up, and of the whole price: a royalty takes nothing from them.
		assert_eq!(of(1_001, 0), [(alice(), 900), (erin(), 101)]);
		assert_eq!(of(1_000, 250), [(alice(), 650), (erin(), 100), (carol(), 250)]);
		// Sold again, it is shared as far as it brings more in the same currency.
		SharedOf::mutate(|all| all.insert(asset, native(1_000)));
		assert_eq!(of(1_000, 250), [(alice(), 750), (carol(), 250)]);
		assert_eq!(of(1_500, 0), [(alice(), 1_450), (erin(), 50)]);
		let token = shares_of_asset(asset, Price::new(TOKEN, 1_000), 0);
		assert_eq!(token, [(alice(), 900), (erin(), 100)]);
	});
}

#[test]
fn a_royalty_pays_for_ancestors_before_they_go_short() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		set_ancestors(asset, &[(erin(), 900_000)]);
		let of = |price, royalty| shares_of_asset(asset, native(price), royalty);
		assert_eq!(of(1_000, 250), [(alice(), 0), (erin(), 900), (carol(), 100)]);
		set_ancestors(asset, &[(dave(), 100_000)]);
		assert_eq!(of(1_000, 250), [(alice(), 0), (erin(), 900), (dave(), 100)]);
	});
}

/// An asset of Alice's that owes Erin a tenth.
fn owing() -> (AssetId, ShareKind) {
	let asset = asset();
	let ancestor = set_ancestors(asset, &[(erin(), 100_000)])[0];
	(asset, ShareKind::Ancestor(ancestor))
}

fn with_royalty(terms: Terms) -> TermsId {
	known(Terms { resale_royalty_ppm: 50_000, ..terms })
}

#[test]
fn a_licence_that_was_given_away_pays_its_shares_when_it_is_sold() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		Publishers::mutate(|all| all.insert(0, dave()));
		assert_ok!(Licensing::set_collection_fee(by(dave()), 0, 100_000));
		// To a second account of the owner's, which sells it at the full price.
		let id = give(alice(), asset, None, with_royalty(wide()), bob()).expect("is given");
		assert_eq!(record(id).shared, None);
		let expected = [
			(bob(), 760, ShareKind::Seller),
			(erin(), 90, ancestor),
			(dave(), 100, ShareKind::Collection(0)),
			(alice(), 50, ShareKind::Royalty),
		];
		assert_eq!(shares(id, native(1_000)), expected);
		// The fee is that of the day when it was granted.
		assert_ok!(Licensing::set_collection_fee(by(dave()), 0, 1));
		assert_eq!(shares(id, native(1_000)), expected);
	});
}

#[test]
fn a_licence_that_was_sold_pays_for_what_it_gains() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		let id = bought(bob(), asset, with_royalty(wide()));
		assert_eq!(record(id).shared, Some(native(PRICE)));
		let royalty = |amount| (alice(), amount, ShareKind::Royalty);
		// Of 1,000 and less all have had theirs, but for the royalty.
		assert_eq!(shares(id, native(400)), [(bob(), 380, ShareKind::Seller), royalty(20)]);
		assert_eq!(shares(id, native(1_000)), [(bob(), 950, ShareKind::Seller), royalty(50)]);
		assert_eq!(
			shares(id, native(2_000)),
			[(bob(), 1_800, ShareKind::Seller), (erin(), 100, ancestor), royalty(100)]
		);
		// Another currency does not compare: all of it is gain.
		assert_eq!(
			shares(id, Price::new(TOKEN, 100)),
			[(bob(), 85, ShareKind::Seller), (erin(), 10, ancestor), royalty(5)]
		);
	});
}

#[test]
fn a_cheap_sale_to_oneself_gains_nothing() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		let id = give(alice(), asset, None, known(wide()), bob()).expect("is given");
		let due = |price| {
			let shares = shares(id, price);
			shares.into_iter().find(|(_, _, kind)| *kind == ancestor).map_or(0, |share| share.1)
		};
		assert_ok!(resell(id, carol(), native(1)));
		assert_eq!(due(native(1_000)), 100);
		assert_ok!(resell(id, bob(), native(1_000)));
		// What was shared stays shared, however cheap the next sale is.
		assert_ok!(resell(id, carol(), native(1)));
		assert_eq!((due(native(1_000)), due(native(1_010))), (0, 1));
		// A sale in a token of one's own wipes out what was shared in another currency.
		assert_ok!(resell(id, bob(), Price::new(TOKEN, 1)));
		assert_eq!(record(id).shared, Some(Price::new(TOKEN, 1)));
		assert_eq!(due(native(1_000)), 100);
	});
}

#[test]
fn a_royalty_takes_nothing_from_an_ancestor() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		let terms = known(Terms { resale_royalty_ppm: 250_000, ..wide() });
		let id = give(alice(), asset, None, terms, bob()).expect("is given");
		// Sold between one's own accounts, each time for as much as the royalty eats up.
		let (mut price, mut paid) = (100u128, 0);
		for n in 0..12u8 {
			let all = shares(id, native(price));
			paid += all.iter().filter(|(_, _, kind)| *kind == ancestor).map(|s| s.1).sum::<u128>();
			assert!(paid >= portion_up(price, 100_000), "{paid} of {price}");
			assert_ok!(resell(id, account(2 + n % 2 + 4), native(price)));
			price = price * 4 / 3;
		}
	});
}

#[test]
fn a_royalty_yields_to_ancestors_that_get_it_all() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ancestor = ShareKind::Ancestor(set_ancestors(asset, &[(erin(), PPM)])[0]);
		let id = give(alice(), asset, None, with_royalty(wide()), bob()).expect("is given");
		assert_eq!(
			shares(id, native(1_000)),
			[(bob(), 0, ShareKind::Seller), (erin(), 1_000, ancestor)]
		);
	});
}

#[test]
fn a_renewal_adds_to_what_was_shared() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		let id = bought(bob(), asset, known(wide()));
		assert_ok!(Licensing::do_renew(erin(), id, NATIVE, PRICE));
		assert_eq!(record(id).shared, Some(native(2 * PRICE)));
		assert_eq!(
			shares(id, native(2_100)),
			[(bob(), 2_090, ShareKind::Seller), (erin(), 10, ancestor)]
		);
	});
}

#[test]
fn the_licensors_above_share_in_the_gain() {
	new_test_ext().execute_with_checks(|| {
		let (asset, ancestor) = owing();
		let above = bought(bob(), asset, known(wide_at(0)));
		let id = give(bob(), asset, Some(above), with_royalty(wide_at(4)), carol());
		let id = id.expect("is given");
		// Half of the gain goes up to Alice, who pays Erin out of it; the royalty is Bob's.
		assert_eq!(
			shares(id, native(1_000)),
			[
				(carol(), 475, ShareKind::Seller),
				(alice(), 375, ShareKind::Upstream(above)),
				(erin(), 100, ancestor),
				(bob(), 50, ShareKind::Royalty),
			]
		);
	});
}

#[test]
fn shares_that_round_up_are_paid_by_the_seller() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let many: Vec<_> = (0..8).map(|n| (account(60 + n), 1)).collect();
		set_ancestors(asset, &many);
		// No sale is shared among more than its price.
		assert_eq!(
			Licensing::shares_of_sale(asset, None, 0, 7),
			Err(Error::SharesOverWhole.into())
		);
		let id = bought(bob(), asset, known(wide()));
		// A gain of one is owed to eight: the seller pays them out of the rest.
		let all = shares(id, native(PRICE + 1));
		assert_eq!(all[0], (bob(), PRICE - 7, ShareKind::Seller));
		assert_eq!(all.iter().skip(1).map(|share| share.1).collect::<Vec<_>>(), [1; 8]);
	});
}

#[test]
fn the_buyer_takes_over_the_deposit() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		let deposit = record(id).deposit;
		let before = held(HoldReason::Licence, bob());
		events();
		assert_eq!(resell(id, carol(), native(5)), Ok(0));
		let told = Event::Resold { licence: id, from: bob(), to: carol(), price: native(5) };
		assert_eq!(events(), [told]);
		assert_eq!(Licensing::holder(id), Some(carol()));
		assert_eq!(before - held(HoldReason::Licence, bob()), deposit);
		assert_eq!(held(HoldReason::Licence, carol()), deposit);
		assert_eq!(record(id).depositor, carol());
		// To whom it returns.
		assert_ok!(Licensing::close(by(carol()), id));
		assert_eq!(held(HoldReason::Licence, carol()), 0);
		// Who made it for somebody else and buys the licence back keeps it.
		let offer = offer(asset, known(wide()));
		let terms = known(wide());
		let gift = Licensing::do_buy(bob(), offer, terms, None, Some(carol()), NATIVE, PRICE);
		let gift = gift.expect("is bought").licence;
		assert_ok!(resell(gift, bob(), native(5)));
		assert_eq!(held(HoldReason::Licence, bob()), record(gift).deposit);
	});
}

#[test]
fn a_buyer_without_the_deposit_buys_it_or_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let id = bought(bob(), asset(), known(wide()));
		let poor = account(40);
		let deposit = record(id).deposit;
		assert_ok!(Balances::mint_into(&pool(), 10 * deposit));
		assert_ok!(Balances::mint_into(&poor, 1));
		let sell =
			|most| Licensing::do_resell(bob(), id, poor.clone(), Price::new(TOKEN, 5), TOKEN, most);
		assert_noop!(sell(deposit - 1), DispatchError::Other("slippage"));
		assert_noop!(
			Licensing::do_resell(bob(), id, poor.clone(), native(5), NATIVE, u128::MAX),
			TokenError::FundsUnavailable
		);
		assert_eq!(sell(deposit), Ok(deposit));
		assert_eq!(held(HoldReason::Licence, poor.clone()), deposit);
	});
}

#[test]
fn what_cannot_be_sold_on() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let bound = bought(bob(), asset, known(Terms { transferable: false, ..wide() }));
		let id = bought(bob(), asset, known(wide()));
		let refused = |id, error: Error| {
			let error = DispatchError::from(error);
			assert_noop!(Licensing::ensure_resellable(id), error);
			assert_noop!(
				Licensing::do_resell(bob(), id, carol(), native(5), NATIVE, u128::MAX),
				error
			);
		};
		refused(bound, Error::NotTransferable);
		let stranger = Licensing::do_resell(dave(), id, carol(), native(5), NATIVE, u128::MAX);
		assert_eq!(stranger, Err(Error::NotHolder.into()));
		assert_noop!(Licensing::ensure_resellable(99), Error::LicenceUnknown);
		wait(30 * DAY);
		refused(id, Error::LicenceEnded);
	});
}

#[test]
fn what_may_earn_nothing_is_not_sold_on() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(inherit(asset, Inherited { commercial_use: false, ..Inherited::default() }));
		let terms = Terms { commercial_use: false, ..wide() };
		let id = give(alice(), asset, None, known(terms), bob()).expect("is given");
		assert_noop!(Licensing::ensure_resellable(id), Error::NonCommercial);
		assert_noop!(resell(id, carol(), native(5)), Error::NonCommercial);
		// It may be given away.
		assert_ok!(Licensing::transfer(by(bob()), id, carol()));
	});
}

proptest! {
	/// Whatever is sold on at which prices, in whatever order: the sums are exact, and an ancestor
	/// gets no less than its share of the best price in the end.
	#[test]
	fn no_order_of_sales_takes_from_an_ancestor(
		first in prop::option::of(0..5_000u128),
		prices in prop::collection::vec((0..5_000u128, any::<bool>()), 1..8),
		ppm in 0..=500_000u32,
		fee in 0..=100_000u32,
		royalty in 0..=250_000u32,
		deep: bool,
	) {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let ancestor = ShareKind::Ancestor(set_ancestors(asset, &[(erin(), ppm)])[0]);
			if fee > 0 {
				assert_ok!(Licensing::set_collection_fee(by(alice()), 0, fee));
			}
			let parent = deep.then(|| {
				give(alice(), asset, None, known(wide_at(0)), dave()).expect("is given")
			});
			let seller = if deep { dave() } else { alice() };
			let terms = known(Terms { resale_royalty_ppm: royalty, ..wide_at(4) });
			let (id, mut got, mut best) = match first {
				None => (give(seller, asset, parent, terms, bob()).expect("is given"), 0, 0),
				Some(price) => {
					let asked = asked(asset, parent, terms, price);
					let offer = Licensing::do_create_offer(seller, asked).expect("can be offered");
					let Ok(id) = buy(bob(), offer) else { return };
					let revenue = price - portion_up(price, fee);
					(id, portion_up(revenue, ppm), price)
				}
			};
			for (n, (price, own)) in prices.into_iter().enumerate() {
				let price = native(price);
				let holder = Licensing::holder(id).expect("is held");
				let Ok(shares) = shares_of_resale(id, &holder, price) else { continue };
				assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
				assert_eq!(shares[0].kind, ShareKind::Seller);
				assert!(shares.iter().skip(1).all(|share| share.amount > 0));
				// Nothing but an ancestor's share takes from the royalty.
				let due = portion_up(price.amount, royalty);
				let royal = shares.iter().find(|share| share.kind == ShareKind::Royalty);
				let royal = royal.map_or(0, |share| share.amount);
				assert!(royal == due || royal < due && shares[0].amount == 0);
				got += shares.iter().find(|s| s.kind == ancestor).map_or(0, |s| s.amount);
				let to = if own { account(7) } else { account(6 + n as u8 % 2) };
				if to != holder {
					assert_ok!(resell(id, to, price));
				} else {
					assert_ok!(resell(id, account(8), price));
				}
				best = best.max(price.amount);
				let revenue = best - portion_up(best, fee);
				// Each sale may have left a unit with the fee.
				assert!(got + n as u128 + 2 >= portion_up(revenue, ppm), "{got} of {revenue}");
			}
		});
	}
}
