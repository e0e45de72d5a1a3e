//! pallet-nfts' own calls on what is the registry's: which ways are open, and that the others are
//! closed twice, by the call filter and by the collection's set-up.

use super::*;
use codec::Encode;
use frame_support::traits::{GetCallMetadata, UnfilteredDispatchable};
use pallet_nfts::{
	AttributeNamespace, Call as Nft, CancelAttributesApprovalWitness, CollectionConfig,
	CollectionSettings, DestroyWitness, ItemConfig, MintSettings, PreSignedAttributes,
	PreSignedMint, PriceDirection, PriceWithDirection,
};
use sp_core::{sr25519, Pair};
use sp_runtime::{traits::Dispatchable, MultiSignature};
use std::collections::BTreeSet;

type NftError = pallet_nfts::Error<Test>;

/// A call, as it comes from outside: through the call filter.
fn dispatch(call: Nft<Test>, who: AccountId) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(by(who)).map(|_| ()).map_err(|error| error.error)
}

/// A call that has passed the filter.
fn unfiltered(call: Nft<Test>, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch_bypass_filter(origin).map(|_| ()).map_err(|e| e.error)
}

fn key() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[5; 32])
}

fn signed(data: &impl Encode) -> MultiSignature {
	key().sign(&data.encode()).into()
}

/// Every call of pallet-nfts that the filter keeps out, aimed at an asset.
fn closed(asset: AssetId) -> Vec<Nft<Test>> {
	let AssetId { collection, item } = asset;
	let config = CollectionConfig::default();
	let namespace = AttributeNamespace::ItemOwner;
	let word = || b"word".to_vec().try_into().expect("is short");
	let mint_data = Box::new(PreSignedMint {
		collection,
		item: 99,
		attributes: vec![],
		metadata: vec![],
		only_account: None,
		deadline: 100,
		mint_price: None,
	});
	let data = PreSignedAttributes {
		collection,
		item,
		attributes: vec![(b"key".to_vec(), b"value".to_vec())],
		namespace: AttributeNamespace::CollectionOwner,
		deadline: 100,
	};
	let signer: AccountId = key().public().0.into();
	let witness = DestroyWitness { item_metadatas: 0, item_configs: 1, attributes: 0 };
	let nobody_more = CancelAttributesApprovalWitness { account_attributes: 0 };
	vec![
		Nft::create { admin: bob(), config },
		Nft::force_create { owner: bob(), config },
		Nft::destroy { collection, witness },
		Nft::mint { collection, item: 99, mint_to: bob(), witness_data: None },
		Nft::force_mint {
			collection,
			item: 99,
			mint_to: bob(),
			item_config: ItemConfig::default(),
		},
		Nft::burn { collection, item },
		Nft::redeposit { collection, items: vec![item] },
		Nft::lock_item_transfer { collection, item },
		Nft::unlock_item_transfer { collection, item },
		Nft::lock_collection { collection, lock_settings: CollectionSettings::all_enabled() },
		Nft::transfer_ownership { collection, new_owner: bob() },
		Nft::set_team { collection, issuer: Some(bob()), admin: Some(bob()), freezer: None },
		Nft::force_collection_owner { collection, owner: bob() },
		Nft::force_collection_config { collection, config },
		Nft::lock_item_properties { collection, item, lock_metadata: true, lock_attributes: true },
		Nft::set_attribute {
			collection,
			maybe_item: Some(item),
			namespace: namespace.clone(),
			key: word(),
			value: word(),
		},
		Nft::force_set_attribute {
			set_as: None,
			collection,
			maybe_item: Some(item),
			namespace: namespace.clone(),
			key: word(),
			value: word(),
		},
		Nft::clear_attribute { collection, maybe_item: Some(item), namespace, key: word() },
		Nft::approve_item_attributes { collection, item, delegate: bob() },
		Nft::cancel_item_attributes_approval {
			collection,
			item,
			delegate: bob(),
			witness: nobody_more,
		},
		Nft::set_metadata { collection, item, data: word() },
		Nft::clear_metadata { collection, item },
		Nft::set_collection_metadata { collection, data: word() },
		Nft::clear_collection_metadata { collection },
		Nft::set_accept_ownership { maybe_collection: Some(collection) },
		Nft::set_collection_max_supply { collection, max_supply: 1 },
		Nft::update_mint_settings { collection, mint_settings: MintSettings::default() },
		Nft::pay_tips { tips: Default::default() },
		Nft::mint_pre_signed { signature: signed(&mint_data), mint_data, signer: signer.clone() },
		Nft::set_attributes_pre_signed { signature: signed(&data), data, signer },
	]
}

/// The calls that the filter lets through.
fn open(asset: AssetId) -> Vec<Nft<Test>> {
	let AssetId { collection, item } = asset;
	vec![
		Nft::transfer { collection, item, dest: bob() },
		Nft::approve_transfer { collection, item, delegate: bob(), maybe_deadline: None },
		Nft::cancel_approval { collection, item, delegate: bob() },
		Nft::clear_all_transfer_approvals { collection, item },
		Nft::set_price { collection, item, price: Some(5), whitelisted_buyer: None },
		Nft::buy_item { collection, item, bid_price: 5 },
		Nft::create_swap {
			offered_collection: collection,
			offered_item: item,
			desired_collection: collection,
			maybe_desired_item: None,
			maybe_price: None,
			duration: 5,
		},
		Nft::cancel_swap { offered_collection: collection, offered_item: item },
		Nft::claim_swap {
			send_collection: collection,
			send_item: item,
			receive_collection: collection,
			receive_item: item,
			witness_price: None,
		},
	]
}

/// The owner of an asset, somebody else, and root.
fn origins() -> [RuntimeOrigin; 3] {
	[by(alice()), by(bob()), RuntimeOrigin::root()]
}

#[test]
fn every_call_is_either_open_or_closed() {
	let name = |call: Nft<Test>| RuntimeCall::from(call).get_call_metadata().function_name;
	let asset = AssetId::default();
	let named: Vec<_> = closed(asset).into_iter().chain(open(asset)).map(name).collect();
	let all = RuntimeCall::get_call_names("Nfts");
	assert_eq!(named.len(), all.len());
	assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), all.iter().copied().collect());
}

#[test]
fn the_filter_keeps_out_all_but_moves_sales_and_approvals() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for call in closed(asset) {
			for who in [alice(), bob()] {
				assert_noop!(
					dispatch(call.clone(), who),
					frame_system::Error::<Test>::CallFiltered
				);
			}
		}
	});
}

#[test]
fn without_the_filter_all_but_burning_is_closed_as_well() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for call in closed(asset) {
			// Harmless: they change nothing that is the registry's.
			let harmless = matches!(
				call,
				Nft::set_accept_ownership { .. }
					| Nft::pay_tips { .. }
					| Nft::cancel_item_attributes_approval { .. }
			);
			let burn = matches!(call, Nft::burn { .. });
			if harmless || burn {
				continue;
			}
			for origin in origins() {
				let before = super::deposits::state();
				let what = format!("{call:?}");
				assert!(unfiltered(call.clone(), origin).is_err(), "{what} went through");
				assert_eq!(super::deposits::state(), before, "{what} left something behind");
			}
		}
	});
}

#[test]
fn an_owner_could_burn_but_for_the_filter() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let AssetId { collection, item } = asset;
		let burn = Nft::burn { collection, item };
		assert_noop!(unfiltered(burn.clone(), RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(unfiltered(burn.clone(), by(bob())), NftError::NoPermission);
		assert_noop!(dispatch(burn.clone(), alice()), frame_system::Error::<Test>::CallFiltered);
		// This is why a runtime needs it.
		assert_ok!(unfiltered(burn, by(alice())));
		assert!(AssetRegistry::do_try_state().is_err());
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
	});
}

#[test]
fn nobody_creates_collections_beside_the_registry() {
	new_test_ext().execute_with_checks(|| {
		let config = CollectionConfig::default();
		for origin in origins() {
			let create = Nft::create { admin: alice(), config };
			assert_noop!(unfiltered(create, origin.clone()), DispatchError::BadOrigin);
			let create = Nft::force_create { owner: alice(), config };
			assert_noop!(unfiltered(create, origin), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_native_transfer_makes_a_new_owner() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let AssetId { collection, item } = asset;
		let deposits = held_in_all(alice());
		let transfer = |dest| Nft::transfer { collection, item, dest };
		assert_noop!(dispatch(transfer(bob()), bob()), NftError::NoPermission);
		assert_ok!(dispatch(transfer(bob()), alice()));
		assert_now_of_bob(asset);
		assert_eq!(held_in_all(alice()), deposits);
	});
}

/// Checks that an asset that was Alice's is Bob's in every respect.
fn assert_now_of_bob(asset: AssetId) {
	assert_eq!(AssetRegistry::asset_info(asset).map(|info| info.owner), Some(bob()));
	assert_noop!(AssetRegistry::transfer(by(alice()), asset, alice()), Error::NotOwner);
	assert_noop!(
		AssetRegistry::set_state(by(alice()), asset, LifecycleState::Deprecated),
		Error::NoPermission
	);
	assert_ok!(AssetRegistry::set_state(by(bob()), asset, LifecycleState::Deprecated));
	assert_ok!(AssetRegistry::revise(by(bob()), asset, content(2)));
}

#[test]
fn an_approved_delegate_moves_an_asset_but_does_not_rule_it() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let AssetId { collection, item } = asset;
		let maybe_deadline = None;
		let approve = Nft::approve_transfer { collection, item, delegate: carol(), maybe_deadline };
		assert_noop!(dispatch(approve.clone(), bob()), NftError::NoPermission);
		assert_ok!(dispatch(approve, alice()));
		assert_noop!(AssetRegistry::retire(by(carol()), asset), Error::NotOwner);
		assert_noop!(AssetRegistry::transfer(by(carol()), asset, bob()), Error::NotOwner);
		assert_ok!(dispatch(Nft::transfer { collection, item, dest: bob() }, carol()));
		assert_now_of_bob(asset);
		// The approval went with the move.
		assert_noop!(
			dispatch(Nft::transfer { collection, item, dest: carol() }, carol()),
			NftError::NoPermission
		);
	});
}

#[test]
fn approvals_end_with_a_transfer_by_the_registry() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let AssetId { collection, item } = asset;
		assert_ok!(dispatch(
			Nft::approve_transfer { collection, item, delegate: carol(), maybe_deadline: None },
			alice()
		));
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		assert_noop!(
			dispatch(Nft::transfer { collection, item, dest: carol() }, carol()),
			NftError::NoPermission
		);
		assert_now_of_bob(asset);
	});
}

#[test]
fn a_native_sale_makes_a_new_owner() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let AssetId { collection, item } = asset;
		let price = |price| Nft::set_price { collection, item, price, whitelisted_buyer: None };
		assert_noop!(dispatch(price(Some(500)), bob()), NftError::NoPermission);
		assert_ok!(dispatch(price(Some(500)), alice()));
		assert_ok!(dispatch(Nft::buy_item { collection, item, bid_price: 500 }, bob()));
		assert_now_of_bob(asset);
	});
}

#[test]
fn a_native_swap_makes_new_owners() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset_of_bob());
		let price = PriceWithDirection { amount: 50, direction: PriceDirection::Send };
		assert_ok!(dispatch(
			Nft::create_swap {
				offered_collection: asset.collection,
				offered_item: asset.item,
				desired_collection: other.collection,
				maybe_desired_item: None,
				maybe_price: Some(price.clone()),
				duration: 10,
			},
			alice()
		));
		assert_ok!(dispatch(
			Nft::claim_swap {
				send_collection: other.collection,
				send_item: other.item,
				receive_collection: asset.collection,
				receive_item: asset.item,
				witness_price: Some(price),
			},
			bob()
		));
		assert_now_of_bob(asset);
		assert_eq!(AssetRegistry::owner_of(other), Some(alice()));
		assert_ok!(AssetRegistry::retire(by(alice()), other));
		assert_eq!(held(HoldReason::Asset, bob()), 0);
	});
}

#[test]
fn offers_and_approvals_go_with_the_asset() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let before = super::deposits::state().len();
		let asset = asset_in(id);
		let AssetId { collection, item } = asset;
		let price = Nft::set_price { collection, item, price: Some(1), whitelisted_buyer: None };
		assert_ok!(dispatch(price, alice()));
		let approve =
			Nft::approve_transfer { collection, item, delegate: bob(), maybe_deadline: None };
		assert_ok!(dispatch(approve, alice()));
		assert_ok!(dispatch(
			Nft::create_swap {
				offered_collection: collection,
				offered_item: item,
				desired_collection: collection,
				maybe_desired_item: None,
				maybe_price: None,
				duration: 10,
			},
			alice()
		));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		assert_eq!(super::deposits::state().len(), before);
	});
}

#[test]
fn the_sovereign_account_needs_no_funds() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let sovereign = AssetRegistry::account_id();
		assert_eq!(Balances::total_balance(&sovereign), 0);
		assert!(!System::account_exists(&sovereign));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		assert_ok!(AssetRegistry::destroy_collection(by(alice()), asset.collection));
		assert_eq!(Balances::total_balance(&alice()), ENDOWMENT);
	});
}
