//! Tokens that anyone makes, and what their makers may try with sales, claims and pools.

use super::{dev, events, evm, registry, send, state_of, total};
use crate::{
	configs::{
		assets::{AssetAccountDeposit, PoolShares, TrustBackedAssets},
		licence_changes::changes,
	},
	constants::currency::{deposit, HUB},
	genesis::{dev_token, publisher_token},
	AccountId, AssetConversion, Assets, Balance, Balances, Licensing, Payments, PoolAssets,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, TOKEN_PREFIX,
};
use frame_support::{
	assert_noop, assert_ok,
	storage::with_storage_layer,
	traits::{
		fungible::{InspectHold, NativeOrWithId},
		fungibles::Inspect,
	},
};
use metahub_assets::{
	licence::{Derivatives, LicenceChange, RoyaltyPolicy, Terms},
	pay::{Currency, Price, ShareKind, ShareOutcome},
	AssetId, AssetKind, Link, NewLink, Permit, Relation,
};
use pallet_assets::NextAssetId;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Eve as Mallory};
use sp_runtime::DispatchError;

type TokenError = pallet_assets::Error<Runtime, TrustBackedAssets>;
type Refusal = pallet_payments::Error<Runtime>;

/// Ten units of a token with six decimals.
const PRICE: Balance = 10_000_000;

fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

fn origin(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(who))
}

/// Sends what has to be done.
fn done(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	assert_ok!(send(who, call).expect("is valid"));
}

/// Creates a token with the next id.
fn create(who: Sr25519Keyring, min_balance: Balance) -> u32 {
	let id = NextAssetId::<Runtime, TrustBackedAssets>::get().expect("is set");
	assert_ok!(Assets::create(origin(who), id.into(), account(who).into(), min_balance));
	id
}

/// Destroys a token, to the end.
fn destroy(who: Sr25519Keyring, id: u32) {
	assert_ok!(Assets::start_destroy(origin(who), id.into()));
	assert_ok!(Assets::destroy_accounts(origin(who), id.into()));
	assert_ok!(Assets::destroy_approvals(origin(who), id.into()));
	assert_ok!(Assets::finish_destroy(origin(who), id.into()));
}

/// Puts ten HUB and as many prices into a pool of the native token and a token.
fn fill_pool(who: Sr25519Keyring, token: u32, amount: Balance) {
	let (native, other) = (NativeOrWithId::Native, NativeOrWithId::WithId(token));
	let pair = || (Box::new(native.clone()), Box::new(other.clone()));
	let (native, other) = pair();
	done(who, pallet_asset_conversion::Call::create_pool { asset1: native, asset2: other });
	let (asset1, asset2) = pair();
	done(
		who,
		pallet_asset_conversion::Call::add_liquidity {
			asset1,
			asset2,
			amount1_desired: 10 * HUB,
			amount2_desired: amount,
			amount1_min: 1,
			amount2_min: 1,
			mint_to: account(who),
		},
	);
}

fn terms(who: Sr25519Keyring, terms: &Terms) -> sp_core::H256 {
	done(who, pallet_licensing::Call::create_terms { terms: terms.clone() });
	pallet_licensing::terms_id(terms)
}

fn offer(who: Sr25519Keyring, asset: AssetId, terms: sp_core::H256, price: Price) -> u64 {
	let id = pallet_licensing::NextOffer::<Runtime>::get();
	let call = pallet_licensing::Call::create_offer {
		asset,
		parent: None,
		terms,
		prices: vec![price],
		swaps: true,
		supply: None,
		opens: None,
		closes: None,
	};
	done(who, call);
	id
}

/// Mallory's model, trained on Alice's dataset, of whose sales a tenth is Alice's.
fn derivative() -> AssetId {
	let dataset = registry::register(Alice);
	let tenth = Derivatives {
		revenue_share_ppm: 100_000,
		policy: RoyaltyPolicy::Absolute,
		..Derivatives::default()
	};
	let open = Terms { commercial_use: true, derivatives: Some(tenth), ..Terms::default() };
	let open = terms(Alice, &open);
	let sale = offer(Alice, dataset, open, Price::new(Currency::Native, HUB));
	assert_ok!(Licensing::buy(origin(Mallory), sale, open, None, None, Currency::Native, HUB));
	let licence = pallet_licensing::NextLicence::<Runtime>::get() - 1;
	let link = NewLink {
		link: Link { relation: Relation::TrainedOn, object: dataset },
		permit: Some(Permit::Licence(licence)),
		max_owed_ppm: 100_000,
	};
	let collection = registry::create_collection(Mallory);
	registry::register_as(Mallory, collection, AssetKind::Model, vec![link]).expect("is permitted")
}

/// What the shares of the last receipt came to: whose, how much, and whether it was paid.
fn last_receipt() -> Vec<(AccountId, Balance, ShareKind, ShareOutcome)> {
	let receipt = events().into_iter().rev().find_map(|event| match event {
		RuntimeEvent::Payments(pallet_payments::Event::Paid { shares, .. }) => Some(shares),
		_ => None,
	});
	let shares = receipt.expect("there is a receipt").into_iter();
	shares.map(|(share, outcome)| (share.payee, share.amount, share.kind, outcome)).collect()
}

#[test]
fn a_sellers_own_token_evades_no_share() {
	dev().execute_with(|| {
		let model = derivative();
		let plain = terms(Mallory, &Terms { commercial_use: true, ..Terms::default() });
		// A token of which nobody can have less than twice the price, with a pool: Bob pays in HUB.
		let own = create(Mallory, 2 * PRICE);
		assert_ok!(Assets::mint(
			origin(Mallory),
			own.into(),
			account(Mallory).into(),
			1_000 * PRICE
		));
		fill_pool(Mallory, own, 100 * PRICE);
		let price = Price::new(Currency::Token(own), PRICE);
		let sale = offer(Mallory, model, plain, price);
		let buy = |sale| {
			Licensing::buy(origin(Bob), sale, plain, None, None, Currency::Native, HUB).map(|_| ())
		};
		let quote = Licensing::quote(sale, Currency::Native);
		assert_eq!(quote, Err(Refusal::ShareBelowMinimum.into()), "is foreseen");
		let refused = || {
			let error = buy(sale).map_err(|failed| failed.error);
			assert_eq!(error, Err(Refusal::ShareBelowMinimum.into()));
		};
		refused();
		// It does not help that Alice has some of it.
		assert_ok!(Assets::mint(origin(Mallory), own.into(), account(Alice).into(), 2 * PRICE));
		refused();
		// Nor the token's other door.
		let contract = Currency::Erc20(evm::contract(TOKEN_PREFIX, own));
		let by_contract = offer(Mallory, model, plain, Price::new(contract, PRICE));
		assert_ok!(Assets::mint(origin(Mallory), own.into(), account(Bob).into(), 10 * PRICE));
		let attempt = Licensing::buy(origin(Bob), by_contract, plain, None, None, contract, PRICE)
			.map(|_| ());
		let error = attempt.map_err(|failed| failed.error);
		assert_eq!(error, Err(Refusal::ShareBelowMinimum.into()));

		// At a price of which everybody can have a share, Alice gets hers.
		let had = Assets::balance(own, account(Alice));
		let dear = offer(Mallory, model, plain, Price::new(Currency::Token(own), 20 * PRICE));
		let most = Licensing::quote(dear, Currency::Native).expect("there is a pool").amount_in;
		assert_ok!(Licensing::buy(origin(Bob), dear, plain, None, None, Currency::Native, most));
		assert_eq!(Assets::balance(own, account(Alice)) - had, 2 * PRICE);
		let shares = last_receipt();
		let of_others =
			shares.iter().filter(|(_, _, kind, _)| *kind != ShareKind::Seller).collect::<Vec<_>>();
		assert_eq!(of_others.len(), 1);
		assert_eq!((&of_others[0].0, of_others[0].3), (&account(Alice), ShareOutcome::Paid));
	});
}

#[test]
fn a_payee_that_the_tokens_maker_blocks_can_claim_elsewhere() {
	dev().execute_with(|| {
		let model = derivative();
		let plain = terms(Mallory, &Terms { commercial_use: true, ..Terms::default() });
		let own = create(Mallory, 1);
		let mint = |who| {
			assert_ok!(Assets::mint(origin(Mallory), own.into(), account(who).into(), 10 * PRICE));
		};
		mint(Bob);
		mint(Alice);
		assert_ok!(Assets::block(origin(Mallory), own.into(), account(Alice).into()));
		let currency = Currency::Token(own);
		let sale = offer(Mallory, model, plain, Price::new(currency, PRICE));
		assert_ok!(Licensing::buy(origin(Bob), sale, plain, None, None, currency, PRICE));
		let waits = Payments::claimable(&account(Alice), None, 10).items;
		assert_eq!(waits, [Price::new(currency, PRICE / 10)]);
		assert_ok!(Payments::claim_to(origin(Alice), currency, account(Charlie)));
		assert_eq!(Assets::balance(own, account(Charlie)), PRICE / 10);

		// What waits is worth what the token is: its maker may take it, or destroy the token.
		let held = Balances::total_balance_on_hold(&account(Bob));
		assert_ok!(Licensing::buy(origin(Bob), sale, plain, None, None, currency, PRICE));
		let pot = Payments::pot(currency);
		let taken = PRICE / 10;
		assert_ok!(Assets::force_transfer(
			origin(Mallory),
			own.into(),
			pot.clone().into(),
			account(Mallory).into(),
			taken
		));
		let to = account(Charlie);
		assert_noop!(
			Payments::claim_to(origin(Alice), currency, to.clone()),
			Refusal::InsufficientFunds
		);
		assert_noop!(
			Payments::write_off(origin(Charlie), currency, account(Alice)),
			Refusal::TokenExists
		);
		destroy(Mallory, own);
		let claim_deposit =
			Balances::balance_on_hold(&pallet_payments::HoldReason::Claim.into(), &account(Bob));
		assert!(claim_deposit > 0);
		let waiting = Payments::claimable(&account(Alice), None, 9).items;
		assert_ok!(Payments::write_off(origin(Charlie), currency, account(Alice)));
		let amount = *waiting.iter().find(|price| price.currency == currency).expect("waits");
		let written_off = LicenceChange::WrittenOff { payee: account(Alice), amount };
		assert_eq!(changes().last(), Some(&written_off));
		assert!(Balances::total_balance_on_hold(&account(Bob)) > held, "the second licence's");
		let hold = pallet_payments::HoldReason::Claim.into();
		assert_eq!(Balances::balance_on_hold(&hold, &account(Bob)), 0);
		assert!(!crate::System::account_exists(&pot));
		// The next token is another: nobody can claim it.
		assert_noop!(
			Assets::create(origin(Mallory), own.into(), account(Mallory).into(), 1),
			TokenError::BadAssetId
		);
		assert!(create(Mallory, 1) > own);
		assert_noop!(Payments::claim_to(origin(Alice), currency, to), Refusal::NothingToClaim);
	});
}

#[test]
fn no_id_is_used_twice() {
	dev().execute_with(|| {
		let next = || NextAssetId::<Runtime, TrustBackedAssets>::get();
		let ids = [dev_token::ID, publisher_token::ID];
		assert_eq!(next(), ids.into_iter().max().map(|id| id + 1));
		let own = create(Mallory, 1);
		assert_eq!(next(), Some(own + 1));
		destroy(Mallory, own);
		// Neither its maker nor root gets it again, nor those before it.
		for id in [0, dev_token::ID, own] {
			let again = Assets::create(origin(Mallory), id.into(), account(Mallory).into(), 1);
			let error =
				if id == dev_token::ID { TokenError::InUse } else { TokenError::BadAssetId };
			assert_eq!(again, Err(error.into()));
		}
		let by_root = |id: u32| {
			let owner = account(Alice).into();
			with_storage_layer(|| {
				Assets::force_create(RuntimeOrigin::root(), id.into(), owner, true, 1)
			})
		};
		for id in [0, own] {
			assert_noop!(by_root(id), TokenError::AssetIdAllocationFailed);
		}
		// Root may skip some, which are lost.
		assert_ok!(by_root(own + 10));
		assert_eq!(next(), Some(own + 11));
		assert_noop!(by_root(own + 5), TokenError::AssetIdAllocationFailed);
		assert_eq!(create(Mallory, 1), own + 11);
		// The last one is not given away: nothing would come after it.
		assert_noop!(by_root(u32::MAX), TokenError::AssetIdAllocationFailed);
	});
	// Without anything in the genesis it counts from zero.
	state_of(None).execute_with(|| {
		use frame_support::traits::fungibles::Create;
		assert_ok!(<Assets as Create<_>>::create(0, account(Alice), true, 1));
		assert_ok!(<Assets as Create<_>>::create(1, account(Alice), true, 1));
		let skipped = <Assets as Create<_>>::create(3, account(Alice), true, 1);
		assert_eq!(skipped, Err(TokenError::BadAssetId.into()));
	});
}

#[test]
fn pools_shares_have_ids_of_their_own() {
	dev().execute_with(|| {
		let next = || NextAssetId::<Runtime, PoolShares>::get();
		assert_eq!(next(), pallet_asset_conversion::NextPoolAssetId::<Runtime>::get());
		let own = create(Mallory, 1);
		assert_ok!(Assets::mint(
			origin(Mallory),
			own.into(),
			account(Mallory).into(),
			1_000 * PRICE
		));
		let share = next().expect("there are pools");
		fill_pool(Mallory, own, 100 * PRICE);
		assert!(PoolAssets::asset_exists(share));
		assert_eq!(next(), Some(share + 1));
		assert_eq!(next(), pallet_asset_conversion::NextPoolAssetId::<Runtime>::get());
	});
}

#[test]
fn an_account_with_a_pools_shares_has_a_deposit() {
	dev().execute_with(|| {
		let own_deposit = AssetAccountDeposit::get();
		assert!(own_deposit > 0);
		let reserved = |who| Balances::reserved_balance(account(who));
		for pool in [0, 1] {
			let before = reserved(Bob);
			assert_ok!(PoolAssets::touch(origin(Bob), pool));
			assert_eq!(reserved(Bob) - before, own_deposit);
			// Somebody else's account, at one's own expense.
			assert_ok!(PoolAssets::touch_other(origin(Bob), pool, account(Charlie).into()));
			assert_eq!(reserved(Bob) - before, 2 * own_deposit);
			assert_ok!(PoolAssets::refund(origin(Bob), pool, false));
			assert_ok!(PoolAssets::refund_other(origin(Bob), pool, account(Charlie).into()));
			assert_eq!(reserved(Bob), before);
		}
		// Approvals, and tokens that anyone issues, the same.
		let own = create(Mallory, 1);
		let before = reserved(Bob);
		assert_ok!(Assets::touch(origin(Bob), own.into()));
		assert_eq!(reserved(Bob) - before, own_deposit);
		let before = reserved(Alice);
		assert_ok!(PoolAssets::approve_transfer(origin(Alice), 0, account(Bob).into(), 1));
		assert!(reserved(Alice) > before);
		// Who sets up a pool pays for it, and for its account with the shares.
		assert_ok!(Assets::mint(origin(Mallory), own.into(), account(Mallory).into(), PRICE));
		let before = (reserved(Mallory), total(&account(Mallory)));
		let (native, other) = (NativeOrWithId::Native, NativeOrWithId::WithId(own));
		assert_ok!(AssetConversion::create_pool(
			origin(Mallory),
			Box::new(native),
			Box::new(other)
		));
		assert_eq!(reserved(Mallory) - before.0, 2 * own_deposit);
		assert!(before.1 - total(&account(Mallory)) >= deposit(4, 700));
	});
}

#[test]
fn a_buyer_without_hub_pays_a_claims_deposit_in_its_token() {
	dev().execute_with(|| {
		let dollars = Currency::Token(dev_token::ID);
		let buyer = AccountId::new([77; 32]);
		let transfer = Assets::transfer(
			origin(Bob),
			dev_token::ID.into(),
			buyer.clone().into(),
			1_000 * dev_token::UNIT,
		);
		assert_ok!(transfer);
		assert_eq!(total(&buyer), 0);
		assert_ok!(Assets::block(origin(Alice), dev_token::ID.into(), account(Charlie).into()));
		let price = Price::new(dollars, 10 * dev_token::UNIT);
		let pay = |most| -> Result<(), DispatchError> {
			let memo = Default::default();
			let who = RuntimeOrigin::signed(buyer.clone());
			Payments::pay(who, account(Charlie), price, dollars, most, memo)
		};
		assert_noop!(pay(price.amount), Refusal::SlippageExceeded);
		assert_ok!(pay(price.amount + dev_token::UNIT));
		assert!(Balances::total_balance_on_hold(&buyer) > 0);
		let spent = 1_000 * dev_token::UNIT - Assets::balance(dev_token::ID, &buyer);
		assert!(spent > price.amount && spent < price.amount + dev_token::UNIT, "{spent}");
	});
}
