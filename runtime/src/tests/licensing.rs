//! Licences among the other pallets: real NFTs, pools and tokens, real transactions.

use super::{dev, evm, next_block, registry, send, total};
use crate::{
	configs::market::item_info,
	constants::currency::{deposit, HUB},
	genesis::{dev_token, publisher_token},
	AccountId, AssetRegistry, Assets, Balance, Balances, Licensing, Nfts, Payments, Runtime,
	RuntimeOrigin,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::InspectHold, tokens::nonfungibles_v2},
};
use metahub_assets::{
	licence::{Derivatives, Grant, RoyaltyPolicy, SubLicensing, Terms, TermsId},
	pay::{Currency, Price},
	AssetId, AssetKind, Link, NewLink, Permit, Relation,
};
use pallet_asset_registry::AssetInspect;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// The token that Alice asks for, and nobody else has.
const TOKEN_A: u32 = publisher_token::ID;
const DAY: u64 = 24 * 60 * 60;

fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

pub fn origin(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(who))
}

fn has(token: u32, who: Sr25519Keyring) -> Balance {
	Assets::balance(token, account(who))
}

/// A month, may be sub-licensed once, and learned from for a tenth of what that earns.
pub fn terms() -> Terms {
	Terms {
		duration_secs: Some(30 * DAY),
		commercial_use: true,
		derivatives: Some(Derivatives {
			revenue_share_ppm: 100_000,
			policy: RoyaltyPolicy::Absolute,
			..Derivatives::default()
		}),
		sub_licensing: Some(SubLicensing { depth: 1, count: 10, upstream_ppm: 500_000 }),
		..Terms::default()
	}
}

pub fn create_terms(who: Sr25519Keyring, terms: &Terms) -> TermsId {
	let call = pallet_licensing::Call::create_terms { terms: terms.clone() };
	assert_ok!(send(who, call).expect("is valid"));
	pallet_licensing::terms_id(terms)
}

/// Makes an offer, through a transaction, and returns its id.
pub fn offer(
	who: Sr25519Keyring,
	asset: AssetId,
	parent: Option<u64>,
	terms: TermsId,
	price: Price,
) -> u64 {
	let id = pallet_licensing::NextOffer::<Runtime>::get();
	let call = pallet_licensing::Call::create_offer {
		asset,
		parent,
		terms,
		prices: vec![price],
		swaps: true,
		supply: None,
		opens: None,
		closes: None,
	};
	assert_ok!(send(who, call).expect("is valid"));
	id
}

/// Buys, through a transaction, and returns the licence's id.
pub fn buy(who: Sr25519Keyring, offer: u64, terms: TermsId, pay_with: Currency, most: u128) -> u64 {
	let id = pallet_licensing::NextLicence::<Runtime>::get();
	let call = pallet_licensing::Call::buy {
		offer,
		terms,
		revision: Some(1),
		recipient: None,
		pay_with,
		max_amount: most,
	};
	assert_ok!(send(who, call).expect("is valid"));
	id
}

fn may_use(asset: AssetId, who: Sr25519Keyring) -> bool {
	Licensing::access(asset, &account(who), Licensing::now(), None).is_some()
}

/// Moves the clock, as blocks far apart do.
fn advance(secs: u64) {
	pallet_timestamp::Now::<Runtime>::mutate(|now| *now += secs * 1_000);
}

#[test]
fn a_dataset_earns_from_licences_sub_licences_and_models() {
	dev().execute_with(|| {
		let dataset = registry::register(Alice);
		let id = create_terms(Alice, &terms());
		let price = Price::new(Currency::Token(TOKEN_A), 1_000_000);
		let sale = offer(Alice, dataset, None, id, price);

		// Bob has none of the token that Alice asks for. It gets hers, he spends his.
		assert_eq!(has(TOKEN_A, Bob), 0);
		let (alice_a, bob_b) = (has(TOKEN_A, Alice), has(dev_token::ID, Bob));
		let pay_with = Currency::Token(dev_token::ID);
		let quote = Licensing::quote(sale, pay_with).expect("there are pools");
		assert_eq!((quote.price, quote.path.len()), (price, 3));
		let licence = buy(Bob, sale, id, pay_with, quote.amount_in);
		assert_eq!(has(TOKEN_A, Alice) - alice_a, price.amount);
		assert_eq!(bob_b - has(dev_token::ID, Bob), quote.amount_in);
		assert_eq!(has(TOKEN_A, Bob), 0);
		assert!(may_use(dataset, Bob) && !may_use(dataset, Charlie));

		// Dave buys from Bob, half of it is Alice's.
		let narrower = Terms { sub_licensing: None, ..terms() };
		let below = create_terms(Bob, &narrower);
		let price = Price::new(Currency::Token(dev_token::ID), 1_000);
		let sub_sale = offer(Bob, dataset, Some(licence), below, price);
		let (alice, bob) = (has(dev_token::ID, Alice), has(dev_token::ID, Bob));
		buy(Dave, sub_sale, below, price.currency, price.amount);
		assert_eq!(has(dev_token::ID, Alice) - alice, 500);
		assert_eq!(has(dev_token::ID, Bob) - bob, 500);
		assert!(may_use(dataset, Dave));

		// Eve trains a model on it, which takes a licence, and sells that for the native token.
		let collection = registry::create_collection(Eve);
		let train = |permit, max_owed_ppm| {
			let link = Link { relation: Relation::TrainedOn, object: dataset };
			let new = NewLink { link, permit: Some(permit), max_owed_ppm };
			registry::register_as(Eve, collection, AssetKind::Model, vec![new])
		};
		let not_hers = pallet_royalties::Error::<Runtime>::NotParentOwner;
		assert_eq!(train(Permit::Owner, 100_000), Err(not_hers.into()));
		// Bob's licence is not hers.
		let not_hers = pallet_licensing::Error::<Runtime>::NotHolder;
		assert_eq!(train(Permit::Licence(licence), 100_000), Err(not_hers.into()));
		let hers = Permit::Licence(buy(Eve, sale, id, pay_with, Balance::MAX / 2));
		let too_much = pallet_royalties::Error::<Runtime>::OwesTooMuch;
		assert_eq!(train(hers, 99_999), Err(too_much.into()));
		let model = train(hers, 100_000).expect("her licence allows it");
		let plain = Terms { commercial_use: true, ..Terms::default() };
		let plain_id = create_terms(Eve, &plain);
		let price = Price::new(Currency::Native, 10 * HUB);
		let model_sale = offer(Eve, model, None, plain_id, price);
		let (alice, eve) = (Balances::free_balance(account(Alice)), account(Eve));
		let before = Balances::free_balance(&eve);
		// Not through a transaction, whose fee Alice gets for her block.
		let (native, all) = (Currency::Native, price.amount);
		let seen = Some(1);
		assert_ok!(Licensing::buy(origin(Ferdie), model_sale, plain_id, seen, None, native, all));
		assert_eq!(Balances::free_balance(account(Alice)) - alice, HUB);
		assert_eq!(Balances::free_balance(&eve) - before, 9 * HUB);

		// Bob's month is over, and with it Dave's, who bought later.
		advance(30 * DAY);
		assert!(!may_use(dataset, Bob) && !may_use(dataset, Dave));
		assert!(may_use(model, Ferdie), "what was sold of the model stays");
	});
}

#[test]
fn selling_an_asset_keeps_its_licences_and_ends_its_offers() {
	dev().execute_with(|| {
		let asset = registry::register(Alice);
		let id = create_terms(Alice, &terms());
		let price = Price::new(Currency::Native, HUB);
		let sale = offer(Alice, asset, None, id, price);
		buy(Bob, sale, id, Currency::Native, HUB);

		let item = pallet_market::Item::Asset(asset);
		let royalty =
			pallet_market::Call::set_royalty { collection: asset.collection, ppm: 50_000 };
		assert_ok!(send(Alice, royalty).expect("is valid"));
		let list = pallet_market::Call::list {
			item,
			prices: vec![Price::new(Currency::Native, 100 * HUB)],
			swaps: false,
			closes: None,
		};
		assert_ok!(send(Alice, list).expect("is valid"));
		let purchase = pallet_market::Call::buy {
			item,
			seller: account(Alice),
			expected: item_info(item).expect("exists").fingerprint,
			pay_with: Currency::Native,
			max_amount: 100 * HUB,
		};
		assert_ok!(send(Charlie, purchase).expect("is valid"));
		assert_eq!(AssetRegistry::owner(asset), Some(account(Charlie)));
		assert!(may_use(asset, Bob) && !may_use(asset, Alice));

		// Alice could have offered anything to accounts of her own just before the sale.
		let (native, most) = (Currency::Native, HUB);
		assert_noop!(
			Licensing::buy(origin(Dave), sale, id, None, None, native, most),
			pallet_licensing::Error::<Runtime>::SellerChanged
		);
		// Who bought before renews, from Charlie.
		let licence = pallet_licensing::NextLicence::<Runtime>::get() - 1;
		let before = Balances::free_balance(account(Charlie));
		assert_ok!(Licensing::renew(origin(Bob), licence, native, most));
		assert_eq!(Balances::free_balance(account(Charlie)) - before, HUB);
		assert_ok!(Licensing::close_offer(origin(Charlie), sale));
	});
}

#[test]
fn a_licence_that_must_not_move_does_not() {
	dev().execute_with(|| {
		let asset = registry::register(Alice);
		let fixed = create_terms(Alice, &terms());
		let movable = create_terms(Alice, &Terms { transferable: true, ..terms() });
		let free = Price::new(Currency::Native, 0);
		let sale = offer(Alice, asset, None, fixed, free);
		let movable_sale = offer(Alice, asset, None, movable, free);
		let licence = buy(Bob, sale, fixed, Currency::Native, 0);
		let second = buy(Bob, movable_sale, movable, Currency::Native, 0);
		let record = pallet_licensing::LicenceCollections::<Runtime>::get(asset.collection);
		let collection = record.expect("there are licences").collection;
		let owner = |item| <Nfts as nonfungibles_v2::Inspect<_>>::owner(&collection, &item);

		let transfer = |item, dest: Sr25519Keyring| pallet_erc721::Call::transfer {
			collection,
			item,
			to: account(dest),
		};
		assert!(send(Bob, transfer(licence, Charlie)).expect("is valid").is_err());
		// Approving somebody does not help either.
		let approve = pallet_erc721::Call::approve {
			collection,
			item: licence,
			spender: Some(account(Dave)),
		};
		assert_ok!(send(Bob, approve).expect("is valid"));
		assert!(send(Dave, transfer(licence, Dave)).expect("is valid").is_err());
		let burn = pallet_nfts::Call::burn { collection, item: licence };
		assert!(send(Bob, burn).expect("is valid").is_err());
		assert_eq!(owner(licence), Some(account(Bob)));

		// The other one moves, and the access with it.
		assert_ok!(send(Bob, transfer(second, Charlie)).expect("is valid"));
		assert_eq!(owner(second), Some(account(Charlie)));
		let access = Licensing::access(asset, &account(Charlie), Licensing::now(), None);
		assert_eq!(access.map(|access| access.grant), Some(Grant::Holder(second)));
		// Not when it has ended: a market would sell nothing.
		advance(30 * DAY);
		assert!(send(Charlie, transfer(second, Bob)).expect("is valid").is_err());
	});
}

#[test]
fn when_everything_has_ended_nothing_is_on_hold() {
	dev().execute_with(|| {
		let people = [Alice, Bob, Charlie];
		let held = || people.map(|who| Balances::total_balance_on_hold(&account(who)));
		// Alice has set up the pools of the genesis.
		let before = held();
		assert_eq!(before[1..], [0, 0]);
		let asset = registry::register(Alice);
		// What could not be revoked would keep the asset alive.
		let revocable = Terms { revocable: true, ..terms() };
		let id = create_terms(Alice, &revocable);
		let narrower = Terms { sub_licensing: None, ..revocable };
		let below = create_terms(Bob, &narrower);
		let price = Price::new(Currency::Native, HUB);
		let sale = offer(Alice, asset, None, id, price);
		let licence = buy(Bob, sale, id, Currency::Native, HUB);
		let sub_sale = offer(Bob, asset, Some(licence), below, price);
		let sub_licence = buy(Charlie, sub_sale, below, Currency::Native, HUB);
		assert!(held().iter().all(|held| *held > deposit(1, 0)));

		assert_ok!(AssetRegistry::retire(origin(Alice), asset));
		assert!(!may_use(asset, Bob) && !may_use(asset, Charlie));
		// Who clears it away does not matter: deposits go back to who made them.
		for licence in [sub_licence, licence] {
			assert_ok!(Licensing::close(origin(Dave), licence));
		}
		for offer in [sale, sub_sale] {
			assert_ok!(Licensing::close_offer(origin(Dave), offer));
		}
		assert_ok!(Licensing::remove_terms(origin(Alice), id));
		assert_ok!(Licensing::remove_terms(origin(Bob), below));
		assert_ok!(Licensing::destroy_licence_collection(origin(Alice), asset.collection));
		assert_ok!(AssetRegistry::destroy_collection(origin(Alice), asset.collection));
		assert_eq!(held(), before);
	});
}

#[test]
fn a_payer_with_too_little_buys_nothing_and_pays_the_fee_alone() {
	dev().execute_with(|| {
		let asset = registry::register(Alice);
		let id = create_terms(Alice, &terms());
		let price = Price::new(Currency::Native, u128::MAX / 2);
		let sale = offer(Alice, asset, None, id, price);
		next_block();
		let before = (total(&account(Bob)), total(&account(Alice)));
		let call = pallet_licensing::Call::buy {
			offer: sale,
			terms: id,
			revision: Some(1),
			recipient: None,
			pay_with: Currency::Native,
			max_amount: u128::MAX,
		};
		assert!(send(Bob, call).expect("is valid").is_err());
		assert!(before.0 - total(&account(Bob)) < HUB, "the fee");
		assert!(total(&account(Alice)) - before.1 < HUB, "and nothing else came to Alice");
		assert!(!may_use(asset, Bob));
		assert_noop!(
			Licensing::create_offer(
				origin(Alice),
				asset,
				None,
				id,
				vec![Price::new(Currency::Native, u128::MAX)],
				true,
				None,
				None,
				None
			),
			pallet_licensing::Error::<Runtime>::PriceTooHigh
		);
	});
}

#[test]
fn a_block_holds_many_purchases() {
	use pallet_erc721::WeightInfo as _;
	type Items = crate::weights::items::WeightInfo<Runtime>;
	type Measured = crate::weights::pallet_erc721::WeightInfo<Runtime>;
	let block = crate::constants::block::NORMAL_RATIO * crate::constants::block::WEIGHT;
	let micros = |weight: frame_support::weights::Weight| weight.ref_time() / 1_000_000;
	let erc20 = Currency::Erc20(Default::default());
	let [one, most, contract] = [
		Payments::settle_weight(Currency::Native, 1),
		Licensing::max_buy_weight(Currency::Native),
		Licensing::max_buy_weight(erc20),
	];
	println!("microseconds: paying 1 payee {}; buy with 16 payees {}", micros(one), micros(most));
	println!(
		"16 payees of an ERC-20 {}; a transfer {}",
		micros(contract),
		micros(Items::transfer())
	);
	// Issuing logs three times: the mint, the lock, the user.
	assert!(micros(block) / micros(most) >= 40, "{}", micros(most));
	assert!(micros(contract) * 2 < micros(block));
	// It asks about licences, which what is measured does not.
	assert!(Items::transfer().ref_time() > Measured::transfer().ref_time());
}

#[test]
fn a_contracts_token_pays_and_one_that_is_none_does_not() {
	dev().execute_with(|| {
		// The token's contract: the same money, by another door.
		let token = Currency::Erc20(evm::contract(crate::TOKEN_PREFIX, dev_token::ID));
		let asset = registry::register(Alice);
		let id = create_terms(Alice, &terms());
		let sale = offer(Alice, asset, None, id, Price::new(token, 1_000));
		let (alice, bob) = (has(dev_token::ID, Alice), has(dev_token::ID, Bob));
		let licence = buy(Bob, sale, id, token, 1_000);
		assert_eq!(has(dev_token::ID, Alice) - alice, 1_000);
		assert_eq!(bob - has(dev_token::ID, Bob), 1_000);
		assert!(may_use(asset, Bob));

		// A sub-licence pays two.
		let below = create_terms(Bob, &Terms { sub_licensing: None, ..terms() });
		let sub_sale = offer(Bob, asset, Some(licence), below, Price::new(token, 501));
		buy(Dave, sub_sale, below, token, 501);
		assert_eq!(has(dev_token::ID, Alice) - alice, 1_251);
		assert_eq!(bob - has(dev_token::ID, Bob), 750);

		// Nothing is swapped into a contract's token, and what is no contract is no money.
		let dollars = Currency::Token(dev_token::ID);
		assert!(Licensing::buy(origin(Charlie), sale, id, None, None, dollars, 1_000).is_err());
		let nothing = Currency::Erc20(pallet_revive::H160::repeat_byte(7));
		let worthless = offer(Alice, asset, None, id, Price::new(nothing, 1));
		let before = pallet_licensing::NextLicence::<Runtime>::get();
		assert!(Licensing::buy(origin(Charlie), worthless, id, None, None, nothing, 1).is_err());
		assert_eq!(pallet_licensing::NextLicence::<Runtime>::get(), before);
		assert!(!may_use(asset, Charlie));
	});
}
