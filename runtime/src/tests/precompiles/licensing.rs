//! Licensing's contract: that it does what the native calls do, and refuses what it should without
//! a trace.

use super::*;
use crate::{
	genesis::{dev_token, publisher_token},
	tests::registry,
	Assets, Balances, Licensing, POOL_SHARE_PREFIX, TOKEN_PREFIX,
};
use ethereum_standards::IERC20;
use frame_support::{assert_ok, traits::fungible::Inspect};
use metahub_assets::{
	ids::{contract_address, LICENSING_CONTRACT},
	licence::{Access, AccessMode, Derivatives, Ended, Grant, SubLicensing, Terms},
	AssetId,
};
use metahub_precompiles::licensing::ILicensing as sol;
use pallet_licensing::{Licences, Offers};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};

fn licensing() -> H160 {
	contract_address(LICENSING_CONTRACT)
}

fn ask<C: SolCall>(who: &AccountId, query: C) -> C::Return {
	call(who, licensing(), &query).expect("answers")
}

fn refuse<C: SolCall>(who: &AccountId, query: C, why: &str) {
	refused(who, licensing(), &query, why);
}

const MONTH: u64 = 30 * 24 * 60 * 60;

/// A month, transferable, sub-licensable once for half of the price.
fn terms() -> sol::Terms {
	sol::Terms {
		durationSecs: MONTH,
		transferable: true,
		commercialUse: true,
		attribution: false,
		derivatives: false,
		derivativesAttribution: false,
		derivativesApproval: false,
		derivativesReciprocal: false,
		revenueSharePpm: 0,
		policy: sol::RoyaltyPolicy::Absolute,
		subLicensingDepth: 1,
		subLicensingCount: 2,
		upstreamPpm: 500_000,
		seats: 1,
		uses: 3,
		revocable: true,
		resaleRoyaltyPpm: 0,
		legalUri: Default::default(),
		legalSha256: Default::default(),
	}
}

/// The same terms as the pallet has them.
fn native_terms() -> Terms {
	Terms {
		duration_secs: Some(MONTH),
		transferable: true,
		commercial_use: true,
		sub_licensing: Some(SubLicensing { depth: 1, count: 2, upstream_ppm: 500_000 }),
		seats: 1,
		uses: Some(3),
		revocable: true,
		..Terms::default()
	}
}

fn token(id: u32) -> Address {
	let mut address = [0; 20];
	address[..4].copy_from_slice(&id.to_be_bytes());
	address[16..18].copy_from_slice(&TOKEN_PREFIX.to_be_bytes());
	address.into()
}

fn price(currency: Address, amount: impl Into<u128>) -> sol::Price {
	sol::Price { currency, amount: Word::from(amount.into()) }
}

fn new_offer(terms: B256, prices: Vec<sol::Price>) -> sol::NewOffer {
	sol::NewOffer { terms, prices, swaps: true, supply: 0, opens: 0, closes: 0 }
}

type B256 = alloy_core::primitives::B256;

/// An asset of Alice's, offered by her for these prices under [`terms`].
fn offered(prices: Vec<sol::Price>) -> (AssetId, B256, u64) {
	let asset = registry::register(Alice);
	let alice = account(Alice);
	let id = ask(&alice, sol::createTermsCall { terms: terms() });
	let AssetId { collection, item } = asset;
	let offer = new_offer(id, prices);
	let offer = ask(&alice, sol::createOfferCall { collection, item, offer });
	(asset, id, offer)
}

fn buy(offer: u64, terms: B256, pay_with: Address, max: impl Into<u128>) -> sol::buyCall {
	sol::buyCall {
		offer,
		terms,
		revision: 1,
		recipient: Address::ZERO,
		payWith: pay_with,
		maxAmount: Word::from(max.into()),
	}
}

fn may_use(asset: AssetId, who: &AccountId) -> bool {
	let AssetId { collection, item } = asset;
	ask(who, sol::accessCall { collection, item, account: address(who) })
}

#[test]
fn terms_are_the_same_natively() {
	dev().execute_with(|| {
		let alice = account(Alice);
		let id = ask(&alice, sol::termsIdCall { terms: terms() });
		assert_eq!(id.0, pallet_licensing::terms_id(&native_terms()).0);
		refuse(&alice, sol::termsOfCall { id }, "Licensing: TermsUnknown");
		assert_eq!(ask(&alice, sol::createTermsCall { terms: terms() }), id);
		let info = Licensing::terms_info(id.0.into()).expect("known");
		assert_eq!(info.terms, native_terms());
		// Another's making them known is no error, and changes nothing.
		assert_eq!(ask(&account(Bob), sol::createTermsCall { terms: terms() }), id);
		let there = ask(&alice, sol::termsOfCall { id });
		assert_eq!((there.references, there.terms.uses), (0, 3));

		let two_ways = sol::Terms { revenueSharePpm: 5, ..terms() };
		refuse(&alice, sol::createTermsCall { terms: two_ways }, "Licensing: TermsInvalid");
		let royalty = sol::Terms { resaleRoyaltyPpm: u32::MAX, ..terms() };
		refuse(&alice, sol::createTermsCall { terms: royalty }, "Licensing: TermsInvalid");
		refuse(&account(Bob), sol::removeTermsCall { id }, "Licensing: NotCreator");
		ask(&alice, sol::removeTermsCall { id });
		refuse(&alice, sol::removeTermsCall { id }, "Licensing: TermsUnknown");
	});
}

#[test]
fn an_offer_is_the_same_natively() {
	dev().execute_with(|| {
		let prices = vec![price(Address::ZERO, HUB), price(token(publisher_token::ID), 5u32)];
		let (asset, terms, id) = offered(prices.clone());
		let native = Offers::<Runtime>::get(id).expect("is there");
		assert_eq!((native.asset, native.prices.len(), native.supply), (asset, 2, None));
		let there = ask(&account(Bob), sol::offerOfCall { id });
		assert_eq!((there.prices, there.terms, there.limited), (prices, terms, false));
		assert_eq!(there.seller, address(&account(Alice)));
		let AssetId { collection, item } = asset;
		let page = sol::offersOfCall { collection, item, cursor: Word::ZERO, limit: 0 };
		let page = ask(&account(Bob), page);
		assert_eq!((page.page.len(), page.next), (1, Word::ZERO));
		refuse(&account(Bob), sol::closeOfferCall { id }, "Licensing: NotSeller");
		ask(&account(Alice), sol::closeOfferCall { id });
		refuse(&account(Bob), sol::offerOfCall { id }, "Licensing: OfferUnknown");
	});
}

#[test]
fn offers_that_are_refused() {
	dev().execute_with(|| {
		let (asset, terms, _) = offered(vec![price(Address::ZERO, HUB)]);
		let AssetId { collection, item } = asset;
		let alice = account(Alice);
		let with = |offer: sol::NewOffer| sol::createOfferCall { collection, item, offer };
		let hub = || vec![price(Address::ZERO, HUB)];
		let bob = account(Bob);
		refuse(&bob, with(new_offer(terms, hub())), "Licensing: NotLicensor");
		refuse(&alice, with(new_offer(terms, vec![])), "Licensing: NoPrices");
		let unknown = B256::repeat_byte(9);
		refuse(&alice, with(new_offer(unknown, hub())), "Licensing: TermsUnknown");
		let twice = [hub(), hub()].concat();
		refuse(&alice, with(new_offer(terms, twice)), "Licensing: DuplicateCurrency");
		let much = vec![price(Address::ZERO, u128::MAX)];
		refuse(&alice, with(new_offer(terms, much)), "Licensing: PriceTooHigh");
		let more = vec![sol::Price { currency: Address::ZERO, amount: Word::from(1) << 128 }];
		refuse(&alice, with(new_offer(terms, more)), "amount too large");
		let nine = (0..9).map(|id| price(token(id), 1u32)).collect();
		refuse(&alice, with(new_offer(terms, nine)), "too many prices");
		let over = sol::NewOffer { closes: 1, ..new_offer(terms, hub()) };
		refuse(&alice, with(over), "Licensing: EmptyWindow");
		let sub = sol::createSubOfferCall { parent: 99, offer: new_offer(terms, hub()) };
		refuse(&alice, sub, "Licensing: LicenceUnknown");
	});
}

#[test]
fn an_ethereum_key_buys_with_hub() {
	dev().execute_with(|| {
		let (asset, terms, offer) = offered(vec![price(Address::ZERO, 3 * HUB)]);
		let (alith, alice) = (alith(), account(Alice));
		let buyer = alith.substrate_account();
		assert!(!may_use(asset, &buyer));
		let had = Balances::total_balance(&alice);
		next_block();
		let input = buy(offer, terms, Address::ZERO, 3 * HUB).abi_encode();
		assert_ok!(transact(&alith, licensing(), 3_000_000, input).expect("is valid"));
		// And the fee, as the author of the block.
		assert!((3 * HUB..4 * HUB).contains(&(Balances::total_balance(&alice) - had)));
		assert!(may_use(asset, &buyer));
		let AssetId { collection, .. } = asset;
		let contract = ask(&alice, sol::licenceCollectionCall { collection });
		let transfer = logs()
			.into_iter()
			.find(|(_, topics, _)| topics[0] == event("Transfer(address,address,uint256)"));
		let (at, topics, _) = transfer.expect("is logged");
		assert_eq!(at.0, contract.into_array());
		assert_eq!(topics[1..3], [H256::zero(), address_topic(address(&buyer))]);
		let licence = u64::try_from(Word::from_be_bytes(topics[3].0)).expect("is small");
		assert_eq!(Licensing::holder(licence), Some(buyer));
	});
}

#[test]
fn a_token_that_the_seller_does_not_take_is_swapped() {
	dev().execute_with(|| {
		let (asset, terms, offer) = offered(vec![price(token(publisher_token::ID), 1_000_000u32)]);
		let bob = account(Bob);
		let (had_a, had_b) = (
			Assets::balance(publisher_token::ID, account(Alice)),
			Assets::balance(dev_token::ID, &bob),
		);
		let quote = ask(&bob, sol::quoteCall { offer, payWith: token(dev_token::ID) });
		assert_eq!(quote.path.first(), Some(&token(dev_token::ID)));
		assert_eq!(quote.path.last(), Some(&token(publisher_token::ID)));
		let short = u128::try_from(quote.amountIn).expect("fits") - 1;
		let cheap = buy(offer, terms, token(dev_token::ID), short);
		refuse(&bob, cheap, "Payments: SlippageExceeded");
		let licence = ask(&bob, buy(offer, terms, token(dev_token::ID), short + 1));
		assert_eq!(Licensing::holder(licence), Some(bob.clone()));
		let spent = had_b - Assets::balance(dev_token::ID, &bob);
		assert_eq!(Word::from(spent), quote.amountIn);
		let got = Assets::balance(publisher_token::ID, account(Alice)) - had_a;
		assert_eq!(got, 1_000_000);
		assert!(may_use(asset, &bob));
	});
}

#[test]
fn an_erc20_contract_is_asked_for_what_was_approved() {
	dev().execute_with(|| {
		// Shares in a pool are an ERC-20 contract as any. Alice has them, Bob sells for them.
		let mut contract = [0; 20];
		contract[16..18].copy_from_slice(&POOL_SHARE_PREFIX.to_be_bytes());
		let (contract, share) = (H160(contract), Address::from(contract));
		let asset = registry::register(Bob);
		let (alice, bob) = (account(Alice), account(Bob));
		let id = ask(&bob, sol::createTermsCall { terms: terms() });
		let AssetId { collection, item } = asset;
		let offer = new_offer(id, vec![price(share, 1_000u32)]);
		let offer = ask(&bob, sol::createOfferCall { collection, item, offer });

		let balance = |who: &AccountId| {
			let query = IERC20::balanceOfCall { account: address(who) };
			call(&alice, contract, &query).expect("answers")
		};
		let had = balance(&alice);
		assert!(had > Word::from(2_000));
		refuse(&alice, buy(offer, id, share, u128::MAX), "Payments: TokenRefused");
		let spender = Address::from(licensing().0);
		let approve = |value: u32| IERC20::approveCall { spender, value: Word::from(value) };
		assert!(call(&alice, contract, &approve(999)).expect("approves"));
		refuse(&alice, buy(offer, id, share, u128::MAX), "Payments: TokenRefused");
		assert!(call(&alice, contract, &approve(1_000)).expect("approves"));
		let licence = ask(&alice, buy(offer, id, share, u128::MAX));
		assert_eq!(Licensing::holder(licence), Some(alice.clone()));
		assert_eq!((had - balance(&alice), balance(&bob)), (Word::from(1_000), Word::from(1_000)));
	});
}

#[test]
fn purchases_that_are_refused() {
	dev().execute_with(|| {
		let (asset, terms, offer) = offered(vec![price(Address::ZERO, HUB)]);
		let (alice, bob) = (account(Alice), account(Bob));
		let hub = Address::ZERO;
		refuse(&alice, buy(offer, terms, hub, HUB), "Licensing: SelfPurchase");
		refuse(&bob, buy(offer + 1, terms, hub, HUB), "Licensing: OfferUnknown");
		refuse(&bob, buy(u64::MAX, terms, hub, HUB), "Licensing: OfferUnknown");
		let other = B256::repeat_byte(1);
		refuse(&bob, buy(offer, other, hub, HUB), "Licensing: TermsChanged");
		let stale = sol::buyCall { revision: 2, ..buy(offer, terms, hub, HUB) };
		refuse(&bob, stale, "Licensing: RevisionChanged");
		refuse(&bob, buy(offer, terms, hub, HUB - 1), "Payments: SlippageExceeded");
		// Who has next to nothing.
		let poor: AccountId = [77; 32].into();
		use frame_support::traits::fungible::Mutate;
		assert_ok!(Balances::mint_into(&poor, HUB / 10));
		assert!(call(&poor, licensing(), &buy(offer, terms, hub, HUB)).is_err());
		assert!(!may_use(asset, &poor));
		// More than 2^128 of what it may cost is no bound, and no error.
		// Nor does it have to be a certain revision.
		let huge =
			sol::buyCall { maxAmount: Word::MAX, revision: 0, ..buy(offer, terms, hub, 0u32) };
		let licence = ask(&bob, huge);
		assert_eq!(Licensing::holder(licence), Some(bob));
	});
}

#[test]
fn a_licence_through_its_life() {
	dev().execute_with(|| {
		let (asset, terms, offer) = offered(vec![price(Address::ZERO, HUB)]);
		let AssetId { collection, item } = asset;
		let (alice, bob, charlie) = (account(Alice), account(Bob), account(Charlie));
		let given =
			sol::buyCall { recipient: address(&charlie), ..buy(offer, terms, Address::ZERO, HUB) };
		let licence = ask(&bob, given);
		let there = ask(&bob, sol::licenceOfCall { id: licence });
		assert_eq!((there.holder, there.licensor), (address(&charlie), address(&alice)));
		assert_eq!((there.bought, there.offer, there.sub), (true, offer, false));
		assert_eq!((there.counted, there.usesLeft), (true, 3));
		assert_eq!((there.revision, there.shared.amount), (1, Word::from(HUB)));
		assert!(there.ended == sol::Ended::No);
		let contract = ask(&bob, sol::licenceCollectionCall { collection });
		assert_eq!(there.token, contract);

		// The holder shares it, and uses it.
		let seat = |taken| sol::setSeatCall { licence, account: address(&bob), taken };
		refuse(&bob, seat(true), "Licensing: NotHolder");
		assert!(!may_use(asset, &bob));
		ask(&charlie, seat(true));
		let at = Licensing::now();
		let query = sol::accessAtCall { collection, item, account: address(&bob), at };
		let answer = ask(&bob, query.clone());
		assert!(answer.granted && answer.grant == sol::Grant::Seat && answer.licence == licence);
		assert_eq!(answer.until, at + MONTH);
		let native = Licensing::access(asset, &bob, at, None);
		let expected =
			Access { grant: Grant::Seat(licence), until: Some(at + MONTH), uses_left: Some(3) };
		assert_eq!(native, Some(expected));
		ask(&bob, sol::consumeCall { licence, memo: B256::repeat_byte(5) });
		let by = sol::accessByCall { licence, account: address(&bob), at };
		assert_eq!(ask(&alice, by).usesLeft, 2);
		let later = sol::accessAtCall { at: at + MONTH, ..query };
		assert!(!ask(&bob, later).granted);
		ask(&charlie, seat(false));
		assert!(!may_use(asset, &bob));

		// Sub-licensed, both ways.
		let below = sol::Terms {
			subLicensingDepth: 0,
			subLicensingCount: 0,
			upstreamPpm: 0,
			uses: 1,
			..self::terms()
		};
		let below = ask(&charlie, sol::createTermsCall { terms: below });
		let offer = new_offer(below, vec![price(Address::ZERO, HUB)]);
		let wide = sol::createSubOfferCall {
			parent: licence,
			offer: new_offer(terms, offer.prices.clone()),
		};
		refuse(&charlie, wide, "Licensing: WiderThanParent");
		let sub_offer = ask(&charlie, sol::createSubOfferCall { parent: licence, offer });
		let sub = ask(&bob, buy(sub_offer, below, Address::ZERO, HUB));
		let there = ask(&bob, sol::licenceOfCall { id: sub });
		assert_eq!((there.sub, there.parent, there.depth), (true, licence, 1));
		let gift =
			sol::grantSubCall { parent: licence, terms: below, recipient: address(&account(Dave)) };
		let gift = ask(&charlie, gift);
		assert!(may_use(asset, &account(Dave)));
		// They took over the two uses that were left.
		let used_up = ask(&bob, sol::licenceOfCall { id: licence });
		assert_eq!((used_up.usesLeft, used_up.openSubLicences), (0, 2));
		assert!(used_up.ended == sol::Ended::UsedUp && !may_use(asset, &charlie));
		refuse(&charlie, sol::closeCall { licence }, "Licensing: HasSubLicences");
		let page = sol::licencesOnCall { collection, item, cursor: Word::ZERO, limit: 2 };
		let first = ask(&bob, page.clone());
		assert_eq!(first.page.len(), 2);
		let rest = ask(&bob, sol::licencesOnCall { cursor: first.next, ..page });
		assert_eq!((rest.page.len(), rest.next), (1, Word::ZERO));

		// Renewed, and revoked with what hangs below it.
		let renew = sol::renewCall { licence, payWith: Address::ZERO, maxAmount: Word::from(HUB) };
		ask(&bob, renew);
		assert_eq!(ask(&bob, sol::licenceOfCall { id: licence }).expires, at + 2 * MONTH);
		let revoke = sol::revokeCall { licence, reason: sol::RevocationReason::Fraud };
		refuse(&bob, revoke.clone(), "Licensing: NotLicensor");
		ask(&alice, revoke);
		assert!(!may_use(asset, &charlie) && !may_use(asset, &bob));
		let ended = Licensing::licence_info(gift).expect("is there").ended;
		assert_eq!(ended, Some(Ended::Above(licence)));
		assert!(ask(&bob, sol::licenceOfCall { id: gift }).ended == sol::Ended::Above);
		ask(&account(Dave), sol::closeCall { licence: gift });
		assert!(Licences::<Runtime>::get(gift).is_none());
	});
}

#[test]
fn an_asset_is_opened() {
	dev().execute_with(|| {
		let (asset, terms, _) = offered(vec![price(Address::ZERO, HUB)]);
		let AssetId { collection, item } = asset;
		let (alice, bob) = (account(Alice), account(Bob));
		let mode = |mode, terms| sol::setAccessModeCall { collection, item, mode, terms };
		refuse(&bob, mode(sol::AccessMode::AllowList, B256::ZERO), "Licensing: NotOwner");
		let contradiction = "malformed arguments of setAccessMode";
		refuse(&alice, mode(sol::AccessMode::AllowList, terms), contradiction);
		ask(&alice, mode(sol::AccessMode::AllowList, B256::ZERO));
		assert_eq!(Licensing::access_mode(asset), AccessMode::AllowList);
		assert!(!may_use(asset, &bob));
		ask(&alice, sol::setListedCall { collection, item, account: address(&bob), listed: true });
		assert!(may_use(asset, &bob));
		let free = ask(
			&alice,
			sol::createTermsCall {
				terms: sol::Terms { uses: 0, durationSecs: 0, ..self::terms() },
			},
		);
		ask(&alice, mode(sol::AccessMode::Free, free));
		let answer = ask(&bob, sol::accessModeCall { collection, item });
		assert!(answer.mode == sol::AccessMode::Free && answer.terms == free);
		ask(&alice, sol::setCollectionFeeCall { collection, feePpm: 1_000 });
		let much = sol::setCollectionFeeCall { collection, feePpm: u32::MAX };
		refuse(&alice, much, "Licensing: FeeTooHigh");
	});
}

#[test]
fn doors_that_are_closed() {
	dev().execute_with(|| {
		let (_, terms, offer) = offered(vec![price(Address::ZERO, HUB)]);
		let bob = account(Bob);
		let input = buy(offer, terms, Address::ZERO, HUB).abi_encode();
		let before = root();
		assert_eq!(
			call_with(&bob, licensing(), HUB, PLENTY, input.clone()),
			Err(reason("value not accepted"))
		);
		assert!(root() == before);
		assert_eq!(
			call_raw(&bob, licensing(), input[..40].to_vec()),
			Err(reason("malformed arguments of buy"))
		);
		for (instruction, why) in [
			(bytecode::DELEGATECALL, Some("delegatecall denied")),
			// No instruction of this chain's.
			(bytecode::CALLCODE, None),
			(bytecode::STATICCALL, None),
		] {
			let relay = bytecode::deploy(&bytecode::relay(instruction));
			let before = root();
			let answer = call_raw(&bob, relay, bytecode::relayed(licensing(), &input));
			match why {
				Some(why) => assert_eq!(answer, Err(reason(why))),
				None => assert!(answer.is_err()),
			}
			assert!(root() == before);
		}
	});
}

#[test]
fn what_derivatives_owe_is_in_the_terms() {
	let terms = Terms {
		commercial_use: true,
		derivatives: Some(Derivatives { revenue_share_ppm: 7, ..Default::default() }),
		..Terms::default()
	};
	dev().execute_with(|| {
		let call = sol::createTermsCall {
			terms: sol::Terms {
				durationSecs: 0,
				transferable: false,
				derivatives: true,
				revenueSharePpm: 7,
				subLicensingDepth: 0,
				subLicensingCount: 0,
				upstreamPpm: 0,
				seats: 0,
				uses: 0,
				revocable: false,
				..self::terms()
			},
		};
		let id = ask(&account(Alice), call);
		assert_eq!(id.0, pallet_licensing::terms_id(&terms).0);
	});
}
