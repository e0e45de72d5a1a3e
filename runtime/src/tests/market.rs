//! Assets that are sold: who shares in the price, and what the buyer relies on.

use super::{
	dev,
	licensing::{buy, create_terms, offer, origin, terms},
	registry::{content, create_collection, own, register, register_as},
	total,
};
use crate::{
	configs::market::item_info, constants::currency::HUB, AccountId, AssetRegistry, Balance,
	Licensing, Market, Payments, Royalties, Runtime,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use metahub_assets::{
	licence::{AccessMode, Derivatives, Terms},
	pay::{Currency, Price},
	AssetId, AssetKind, Link, MultiUri, NewLink, Permit, Relation,
};
use pallet_market::{Error, Item};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::DispatchError;

fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

fn list(who: Sr25519Keyring, asset: AssetId, price: Balance) {
	let prices = vec![Price::new(Currency::Native, price)];
	assert_ok!(Market::list(origin(who), Item::Asset(asset), prices, true, None));
}

fn seen(asset: AssetId) -> H256 {
	item_info(Item::Asset(asset)).expect("exists").fingerprint
}

fn buy_asset(
	who: Sr25519Keyring,
	asset: AssetId,
	seller: Sr25519Keyring,
	expected: H256,
) -> DispatchResultWithPostInfo {
	let (item, seller) = (Item::Asset(asset), account(seller));
	Market::buy(origin(who), item, seller, expected, Currency::Native, u128::MAX / 2)
}

/// Everything may be made from it, for so much of what that earns.
fn sharing(revenue_share_ppm: u32) -> Terms {
	let derivatives = Derivatives { revenue_share_ppm, ..Derivatives::default() };
	Terms { commercial_use: true, derivatives: Some(derivatives), ..Terms::default() }
}

/// Bob's model, made from a dataset of Alice's that is free, and owes her so much.
fn model(owes: u32) -> (AssetId, AssetId) {
	let dataset = register(Alice);
	let id = create_terms(Alice, &sharing(owes));
	assert_ok!(Licensing::set_access_mode(origin(Alice), dataset, AccessMode::Free(id)));
	let link = NewLink {
		link: Link { relation: Relation::TrainedOn, object: dataset },
		permit: Some(Permit::Free(id)),
		max_owed_ppm: owes,
	};
	let collection = create_collection(Bob);
	(dataset, register_as(Bob, collection, AssetKind::Model, vec![link]).expect("is permitted"))
}

#[test]
fn who_sells_a_derivative_itself_shares_the_price() {
	dev().execute_with(|| {
		let (_, model) = model(100_000);
		assert_ok!(Market::set_royalty(origin(Bob), model.collection, 50_000));
		let mut alice_has = total(&account(Alice));
		let mut gained = || {
			let now = total(&account(Alice));
			std::mem::replace(&mut alice_has, now).abs_diff(now)
		};
		list(Bob, model, 1_000 * HUB);
		assert_ok!(buy_asset(Charlie, model, Bob, seen(model)));
		assert_eq!(gained(), 100 * HUB);
		// What was shared once is not shared again, what it brings beyond that is.
		list(Charlie, model, 1_000 * HUB);
		let bob_has = total(&account(Bob));
		assert_ok!(buy_asset(Dave, model, Charlie, seen(model)));
		assert_eq!(gained(), 0);
		assert_eq!(total(&account(Bob)) - bob_has, 50 * HUB, "the royalty is of each sale");
		list(Dave, model, 1_001 * HUB);
		assert_ok!(buy_asset(Eve, model, Dave, seen(model)));
		assert_eq!(gained(), HUB / 10);
		// To move it for nothing is no sale.
		assert_ok!(AssetRegistry::transfer(origin(Eve), model, account(Bob)));
		assert_eq!(Royalties::shared(model), Some(Price::new(Currency::Native, 1_001 * HUB)));
	});
}

#[test]
fn a_share_of_a_millionth_stops_no_sale() {
	dev().execute_with(|| {
		let (dataset, model) = model(1);
		// The dataset's owner has no account.
		let nobody = AccountId::from([77; 32]);
		assert_ok!(AssetRegistry::transfer(origin(Alice), dataset, nobody.clone()));
		list(Bob, model, 5);
		assert_ok!(buy_asset(Charlie, model, Bob, seen(model)));
		let claims = Payments::claimable(&nobody, None, 9).items;
		assert_eq!(claims, [Price::new(Currency::Native, 1)]);
		// The same goes for licences of it.
		let id = create_terms(Charlie, &Terms { commercial_use: true, ..Terms::default() });
		let sale = offer(Charlie, model, None, id, Price::new(Currency::Native, HUB));
		assert_ok!(Licensing::quote(sale, Currency::Native));
		buy(Dave, sale, id, Currency::Native, HUB);
		let claims = Payments::claimable(&nobody, None, 9).items;
		assert_eq!(claims, [Price::new(Currency::Native, 1 + HUB / 1_000_000)]);
		// All of it is claimed to any account that there is.
		let claim = Payments::claim_to(
			frame_system::RawOrigin::Signed(nobody.clone()).into(),
			Currency::Native,
			account(Eve),
		);
		assert_ok!(claim);
		assert!(Payments::claimable(&nobody, None, 9).items.is_empty());
	});
}

/// An asset that Alice sells, and what she does just before the sale.
fn changes_before_the_sale(act: impl FnOnce(AssetId)) {
	dev().execute_with(|| {
		let asset = register(Alice);
		list(Alice, asset, HUB);
		let before = seen(asset);
		act(asset);
		let changed = DispatchError::from(Error::<Runtime>::ItemChanged);
		assert_noop!(buy_asset(Bob, asset, Alice, before), changed);
		assert_ok!(buy_asset(Bob, asset, Alice, seen(asset)));
	});
}

#[test]
fn what_binds_the_next_owner_is_seen_or_not_bought() {
	changes_before_the_sale(|asset| {
		let collection = create_collection(Alice);
		let link = own(Relation::DerivedFrom, asset);
		assert_ok!(register_as(Alice, collection, AssetKind::Model, vec![link]));
	});
	// A moment of freedom is enough for an accomplice to build on it for nothing, for ever.
	changes_before_the_sale(|asset| {
		let id = create_terms(Alice, &sharing(0));
		let set = |mode| Licensing::set_access_mode(origin(Alice), asset, mode);
		assert_ok!(set(AccessMode::Free(id)));
		let link = NewLink {
			link: Link { relation: Relation::DerivedFrom, object: asset },
			permit: Some(Permit::Free(id)),
			max_owed_ppm: 0,
		};
		let collection = create_collection(Eve);
		assert_ok!(register_as(Eve, collection, AssetKind::Model, vec![link]));
		assert_ok!(set(AccessMode::Licence));
	});
	changes_before_the_sale(|asset| {
		let id = create_terms(Alice, &terms());
		offer(Alice, asset, None, id, Price::new(Currency::Native, 1));
	});
	changes_before_the_sale(|asset| {
		let id = create_terms(Alice, &terms());
		let licence = pallet_licensing::NextLicence::<Runtime>::get();
		assert_ok!(Licensing::grant(origin(Alice), asset, None, id, account(Eve)));
		assert_ok!(Licensing::close(origin(Eve), licence));
	});
}

/// An asset of Alice's with an offer of it, of which Eve has a licence.
fn offered() -> (AssetId, u64, u64, H256) {
	let asset = register(Alice);
	let id = create_terms(Alice, &Terms { derivatives: sharing(0).derivatives, ..terms() });
	let sale = offer(Alice, asset, None, id, Price::new(Currency::Native, HUB));
	let licence = buy(Eve, sale, id, Currency::Native, HUB);
	list(Alice, asset, HUB);
	(asset, sale, licence, id)
}

#[test]
fn a_purchase_that_leaves_no_trace_but_its_work_is_seen() {
	dev().execute_with(|| {
		let (asset, sale, _, id) = offered();
		let before = (seen(asset), Licensing::open_licences(asset));
		// She pays Alice, builds on it for ever, and is gone.
		let licence = buy(Eve, sale, id, Currency::Native, HUB);
		let link = NewLink {
			link: Link { relation: Relation::DerivedFrom, object: asset },
			permit: Some(Permit::Licence(licence)),
			max_owed_ppm: 0,
		};
		let collection = create_collection(Eve);
		assert_ok!(register_as(Eve, collection, AssetKind::Model, vec![link]));
		assert_ok!(Licensing::close(origin(Eve), licence));
		assert_eq!(Licensing::open_licences(asset), before.1);
		let changed = DispatchError::from(Error::<Runtime>::ItemChanged);
		assert_noop!(buy_asset(Bob, asset, Alice, before.0), changed);
	});
}

#[test]
fn a_licence_that_is_renewed_for_a_century_is_seen() {
	dev().execute_with(|| {
		let (asset, _, licence, _) = offered();
		let before = (seen(asset), Licensing::open_licences(asset));
		for who in [Alice, Eve, Alice] {
			assert_ok!(Licensing::renew(origin(who), licence, Currency::Native, HUB));
		}
		assert_eq!(Licensing::open_licences(asset), before.1);
		let changed = DispatchError::from(Error::<Runtime>::ItemChanged);
		assert_noop!(buy_asset(Bob, asset, Alice, before.0), changed);
	});
}

#[test]
fn who_closes_a_licence_holds_up_no_sale() {
	dev().execute_with(|| {
		let (asset, _, licence, _) = offered();
		let before = seen(asset);
		assert_ok!(Licensing::close(origin(Eve), licence));
		assert_ok!(buy_asset(Bob, asset, Alice, before));
	});
}

#[test]
fn sub_licensors_do_not_hold_up_a_sale() {
	dev().execute_with(|| {
		let asset = register(Alice);
		let above = create_terms(Alice, &terms());
		let below = create_terms(Bob, &Terms { sub_licensing: None, ..terms() });
		let sale = offer(Alice, asset, None, above, Price::new(Currency::Native, HUB));
		let licence = buy(Bob, sale, above, Currency::Native, HUB);
		list(Alice, asset, HUB);
		let before = seen(asset);
		// As often as it likes, for a deposit that returns.
		for _ in 0..3 {
			let below_it = pallet_licensing::NextLicence::<Runtime>::get();
			let given = Licensing::grant(origin(Bob), asset, Some(licence), below, account(Eve));
			assert_ok!(given);
			assert_eq!(seen(asset), before);
			assert_ok!(Licensing::close(origin(Eve), below_it));
		}
		offer(Bob, asset, Some(licence), below, Price::new(Currency::Native, HUB));
		assert_ok!(buy_asset(Charlie, asset, Alice, before));
	});
}

#[test]
fn what_was_bought_keeps_the_places_where_it_can_be_had() {
	dev().execute_with(|| {
		let asset = register(Alice);
		let id = create_terms(Alice, &terms());
		let sale = offer(Alice, asset, None, id, Price::new(Currency::Native, HUB));
		buy(Bob, sale, id, Currency::Native, HUB);
		let dead = "https://example.org/gone".parse::<MultiUri>().expect("is one").into_bytes();
		crate::System::set_block_number(crate::System::block_number() + 1);
		assert_ok!(AssetRegistry::add_uri(origin(Alice), asset, 1, dead.clone()));
		let withdraw = |uri| AssetRegistry::withdraw_uri(origin(Alice), asset, 1, uri);
		let real = content(1).uris.remove(0);
		let sold = pallet_asset_registry::Error::<Runtime>::RevisionSold;
		assert_noop!(withdraw(real), sold);
		// Nor does it help to sell to an accomplice between adding and withdrawing.
		buy(Charlie, sale, id, Currency::Native, HUB);
		assert_noop!(withdraw(dead), pallet_asset_registry::Error::<Runtime>::RevisionSold);
	});
}
