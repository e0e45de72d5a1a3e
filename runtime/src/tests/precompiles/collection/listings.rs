//! What the market sells: listings end when the item moves, through whichever door, and what is bought
//! is what was seen.

use super::*;
use crate::{
	configs::{governance::ProxyType, market::item_info},
	constants::currency::HUB,
	Balances, Disputes, Proxy, RuntimeCall, RuntimeEvent,
};
use frame_support::traits::fungible::InspectHold;
use metahub_assets::{
	dispute::{Claim, Subject, Verdict},
	licence::AccessMode,
	pay::{Currency, Price},
	ContentId, LifecycleState, MultiUri,
};
use pallet_market::{Error, Item, Listings};
use sp_core::H256;

fn item(tokens: &Tokens) -> Item {
	match tokens.licences {
		true => Item::Licence(tokens.tokens[0]),
		false => Item::Asset(tokens.asset),
	}
}

/// Bob lists the first of his tokens.
fn listed(tokens: &Tokens) -> Item {
	let item = item(tokens);
	let prices = vec![Price::new(Currency::Native, HUB)];
	assert_ok!(Market::list(by(Bob), item, prices, false, None));
	assert!(on_hold() > 0);
	item
}

/// What Bob has on hold for listings.
fn on_hold() -> u128 {
	let reason = pallet_market::HoldReason::Listing.into();
	Balances::balance_on_hold(&reason, &account(Bob))
}

/// The fingerprint of an item as it is.
fn seen(item: Item) -> H256 {
	item_info(item).expect("exists").fingerprint
}

fn buy(who: Sr25519Keyring, item: Item, expected: H256) -> Result<(), sp_runtime::DispatchError> {
	let most = 2 * HUB;
	Market::buy(by(who), item, account(Bob), expected, Currency::Native, most)
		.map(drop)
		.map_err(|refused| refused.error)
}

fn native(tokens: &Tokens, who: Sr25519Keyring, to: Sr25519Keyring) {
	assert_ok!(Erc721::transfer(by(who), tokens.id, tokens.tokens[0], account(to)));
}

/// A way of moving an item.
type Way = fn(&Tokens);

#[test]
fn a_listing_ends_however_its_item_moves() {
	let ways: [(&str, Way); 8] = [
		("the pallet's own call", |tokens| match tokens.licences {
			true => {
				assert_ok!(Licensing::transfer(by(Bob), tokens.tokens[0], account(Charlie)));
			}
			false => {
				assert_ok!(AssetRegistry::transfer(by(Bob), tokens.asset, account(Charlie)));
			}
		}),
		("the NFT's", |tokens| native(tokens, Bob, Charlie)),
		("an approved account", |tokens| {
			let dave = Some(account(Dave));
			assert_ok!(Erc721::approve(by(Bob), tokens.id, tokens.tokens[0], dave));
			native(tokens, Dave, Charlie);
		}),
		("an operator", |tokens| {
			assert_ok!(Erc721::set_approval_for_all(by(Bob), tokens.id, account(Dave), true));
			native(tokens, Dave, Charlie);
		}),
		("the contract", |tokens| {
			let (from, to) = (key(Bob), key(Charlie));
			let call = sol::transferFromCall { from, to, tokenId: tokens.first() };
			tokens.call(Bob, call).expect("moves");
		}),
		("an operator, by the contract", |tokens| {
			let operator = key(Dave);
			let allow = sol::setApprovalForAllCall { operator, approved: true };
			tokens.call(Bob, allow).expect("is allowed");
			let (from, to) = (key(Bob), key(Charlie));
			let call = sol::safeTransferFrom_0Call {
				from,
				to,
				tokenId: tokens.first(),
				data: Default::default(),
			};
			tokens.call(Dave, call).expect("moves");
		}),
		("a proxy", |tokens| {
			assert_ok!(Proxy::add_proxy(by(Bob), account(Dave).into(), ProxyType::Any, 0));
			let (collection, item) = (tokens.id, tokens.tokens[0]);
			let call = pallet_erc721::Call::transfer { collection, item, to: account(Charlie) };
			let call = Box::new(RuntimeCall::from(call));
			assert_ok!(Proxy::proxy(by(Dave), account(Bob).into(), None, call));
		}),
		("a sale", |tokens| {
			let item = item(tokens);
			assert_ok!(buy(Charlie, item, seen(item)));
		}),
	];
	for (name, moves) in ways {
		on_both(|tokens| {
			let item = listed(&tokens);
			moves(&tokens);
			assert_eq!(
				Erc721::owner_of(tokens.id, tokens.tokens[0]),
				Some(account(Charlie)),
				"{name}"
			);
			assert!(Listings::<Runtime>::get(item).is_none(), "{name}");
			assert_eq!(on_hold(), 0, "{name}");
			// Bob gets it back, and does not find it for sale.
			native(&tokens, Charlie, Bob);
			let error = Error::<Runtime>::NotListed.into();
			assert_eq!(buy(Dave, item, seen(item)), Err(error), "{name}");
		});
	}
}

#[test]
fn a_listing_ends_with_its_item() {
	on_both(|tokens| {
		let item = listed(&tokens);
		if tokens.licences {
			assert_ok!(Licensing::close(by(Bob), tokens.tokens[0]));
		} else {
			assert_ok!(AssetRegistry::retire(by(Bob), tokens.asset));
		}
		let ended = pallet_market::Event::ListingEnded { item, seller: account(Bob) };
		System::assert_has_event(RuntimeEvent::Market(ended));
		assert_eq!(on_hold(), 0);
	});
}

#[test]
fn calls_that_move_items_weigh_the_listing_that_ends() {
	use frame_support::dispatch::GetDispatchInfo;
	use pallet_asset_registry::WeightInfo as _;
	use pallet_licensing::WeightInfo as _;
	type Assets = crate::weights::pallet_asset_registry::WeightInfo<Runtime>;
	type Licences = crate::weights::pallet_licensing::WeightInfo<Runtime>;
	let (asset, to) = (AssetId::new(0, 0), account(Bob));
	let weight = |call: RuntimeCall| call.get_dispatch_info().call_weight.ref_time();
	let more = Market::moved_weight().ref_time();
	assert!(more > 0);
	let call = pallet_asset_registry::Call::transfer { asset, to: to.clone() };
	assert!(weight(call.into()) >= Assets::transfer().ref_time() + more);
	let call = pallet_licensing::Call::transfer { licence: 0, to: to.clone() };
	assert!(weight(call.into()) >= Licences::transfer().ref_time() + more);
	let call = pallet_licensing::Call::close { licence: 0 };
	assert!(weight(call.into()) >= Licences::close(64).ref_time() + more);
	let call = pallet_erc721::Call::transfer { collection: 0, item: 0, to };
	assert!(weight(call.into()) > more);
}

#[test]
fn an_asset_that_changed_is_not_sold() {
	let content = |seed: u8| metahub_assets::ContentInput {
		root: [seed; 32].into(),
		entries: 1,
		total_bytes: 1,
		manifest: ContentId::raw([seed; 32]).as_bytes().to_vec(),
		uris: vec![],
	};
	dev().execute_with(|| {
		let tokens = assets();
		let (item, asset) = (listed(&tokens), tokens.asset);
		let uri = |name: &str| -> Vec<u8> {
			let uri: MultiUri = format!("https://example.org/{name}").parse().expect("is one");
			uri.into_bytes()
		};
		let free = known(&Terms::default());
		let forgery = H256::zero();
		let changes: [(&str, &dyn Fn()); 6] = [
			("a revision", &|| {
				assert_ok!(AssetRegistry::revise(by(Bob), asset, content(9)));
			}),
			("a place", &|| {
				assert_ok!(AssetRegistry::add_uri(by(Bob), asset, 2, uri("a")));
			}),
			("one place less", &|| {
				assert_ok!(AssetRegistry::withdraw_uri(by(Bob), asset, 2, uri("a")));
			}),
			("its state", &|| {
				let state = LifecycleState::Deprecated;
				assert_ok!(AssetRegistry::set_state(by(Bob), asset, state));
			}),
			("its mode", &|| {
				assert_ok!(Licensing::set_access_mode(by(Bob), asset, AccessMode::Free(free)));
			}),
			("a licence", &|| {
				let id = known(&Terms { revocable: false, ..terms() });
				assert_ok!(Licensing::grant(by(Bob), asset, None, id, account(Eve)));
			}),
		];
		let changed = Err(Error::<Runtime>::ItemChanged.into());
		for (name, change) in changes {
			let before = seen(item);
			change();
			assert_ne!(seen(item), before, "{name}");
			assert_eq!(buy(Charlie, item, before), changed, "{name}");
			assert_eq!(buy(Charlie, item, forgery), changed, "{name}");
		}
		let before = seen(item);
		tag(Subject::Asset(asset));
		assert_eq!(buy(Charlie, item, before), changed);
		assert_ok!(buy(Charlie, item, seen(item)));
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie));
	});
}

#[test]
fn a_licence_that_changed_is_not_sold() {
	dev().execute_with(|| {
		let asset = registry::register(Alice);
		let counted = Terms { uses: Some(3), ..terms() };
		let licence = grant(asset, &counted);
		let record = pallet_licensing::LicenceCollections::<Runtime>::get(asset.collection);
		let id = record.expect("there is one").collection;
		let at = collection_address(id);
		let tokens = Tokens { at, id, tokens: [licence; 3], asset, licences: true };
		let item = listed(&tokens);
		let changes: [(&str, &dyn Fn()); 3] = [
			("a use", &|| {
				assert_ok!(Licensing::consume(by(Bob), licence, H256::zero()));
			}),
			("a seat", &|| {
				assert_ok!(Licensing::set_seat(by(Bob), licence, account(Dave), true));
			}),
			("a tag", &|| tag(Subject::Licence(licence))),
		];
		for (name, change) in changes {
			let before = seen(item);
			change();
			assert_eq!(
				buy(Charlie, item, before),
				Err(Error::<Runtime>::ItemChanged.into()),
				"{name}"
			);
		}
		// What happens to the asset is not the licence's.
		let before = seen(item);
		assert_ok!(AssetRegistry::set_state(by(Alice), asset, LifecycleState::Deprecated));
		assert_eq!(seen(item), before);
		assert_ok!(buy(Charlie, item, before));
		assert_eq!(Licensing::holder(licence), Some(account(Charlie)));
	});
}

/// Has a judge uphold a claim against a subject.
fn tag(subject: Subject) {
	let id = pallet_disputes::NextDispute::<Runtime>::get();
	let evidence = ContentId::raw([1; 32]).as_bytes().to_vec();
	let bond = <Runtime as pallet_disputes::Config>::MinBond::get();
	assert_ok!(Disputes::raise(by(Eve), subject, Claim::Malicious, evidence, bond));
	assert_ok!(Disputes::judge(RuntimeOrigin::root(), id, Verdict::Tagged));
}

#[test]
fn what_a_judge_upheld_is_in_the_metadata() {
	on_both(|tokens| {
		let subject = match item(&tokens) {
			Item::Asset(asset) => Subject::Asset(asset),
			Item::Licence(licence) => Subject::Licence(licence),
		};
		let json = |tokens: &Tokens| super::metadata::token(tokens, tokens.tokens[0]);
		let part = if tokens.licences { "licence" } else { "asset" };
		assert_eq!(json(&tokens)[part]["tags"], serde_json::json!([]));
		assert_eq!(
			super::metadata::attribute(&json(&tokens), "Upheld claim"),
			&serde_json::Value::Null
		);
		tag(subject);
		tag(subject);
		let told = json(&tokens);
		assert_eq!(super::metadata::attribute(&told, "Upheld claim"), "malicious");
		assert_eq!(
			told[part]["tags"],
			serde_json::json!([
				{ "dispute": 0, "claim": "malicious" },
				{ "dispute": 1, "claim": "malicious" },
			])
		);
	});
}
