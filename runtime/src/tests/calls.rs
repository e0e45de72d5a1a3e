//! Which calls are let through: of pallet-nfts', and by proxies.

use super::{dev, registry::register, send};
use crate::{Nfts, ProxyType, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, InstanceFilter},
};
use metahub_assets::LifecycleState;
use pallet_asset_registry::{Call as Registry, Roles};
use pallet_nfts::Call;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::{traits::Dispatchable, DispatchError};

type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

#[test]
fn an_item_is_not_burnt_behind_the_registrys_back() {
	dev().execute_with(|| {
		let asset = register(Bob);
		let burn: RuntimeCall =
			Call::burn { collection: asset.collection, item: asset.item }.into();
		assert_eq!(send(Bob, burn.clone()), Ok(Err(filtered())));

		// Nor in a batch, nor by a proxy.
		let batch = pallet_utility::Call::batch { calls: vec![burn.clone()] };
		assert_ok!(send(Bob, batch).expect("is valid"));
		System::assert_has_event(RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted {
			index: 0,
			error: filtered(),
		}));
		assert_ok!(crate::Proxy::add_proxy(
			RuntimeOrigin::signed(Bob.to_account_id()),
			Charlie.to_account_id().into(),
			ProxyType::Any,
			0
		));
		let by_proxy = pallet_proxy::Call::proxy {
			real: Bob.to_account_id().into(),
			force_proxy_type: None,
			call: Box::new(burn.clone()),
		};
		assert_ok!(send(Charlie, by_proxy).expect("is valid"));
		System::assert_last_proxy_result(Err(filtered()));

		assert_eq!(Nfts::owner(asset.collection, asset.item), Some(Bob.to_account_id()));
		assert_noop!(burn.dispatch(RuntimeOrigin::signed(Bob.to_account_id())), filtered());
	});
}

/// Finds what the call that a proxy made came to.
trait LastProxyResult {
	fn assert_last_proxy_result(expected: Result<(), DispatchError>);
}

impl LastProxyResult for System {
	fn assert_last_proxy_result(expected: Result<(), DispatchError>) {
		let last = super::events().into_iter().rev().find_map(|event| match event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			_ => None,
		});
		assert_eq!(last, Some(expected));
	}
}

#[test]
fn no_call_of_nfts_is_open() {
	let (collection, item) = (0, 0);
	let bob = || Bob.to_account_id().into();
	let closed: [RuntimeCall; 12] = [
		Call::transfer { collection, item, dest: bob() }.into(),
		Call::approve_transfer { collection, item, delegate: bob(), maybe_deadline: None }.into(),
		Call::cancel_approval { collection, item, delegate: bob() }.into(),
		Call::clear_all_transfer_approvals { collection, item }.into(),
		Call::burn { collection, item }.into(),
		Call::create { admin: bob(), config: Default::default() }.into(),
		Call::mint { collection, item, mint_to: bob(), witness_data: None }.into(),
		Call::set_metadata { collection, item, data: Default::default() }.into(),
		Call::set_attribute {
			collection,
			maybe_item: Some(item),
			namespace: pallet_nfts::AttributeNamespace::ItemOwner,
			key: Default::default(),
			value: Default::default(),
		}
		.into(),
		Call::set_price { collection, item, price: Some(1), whitelisted_buyer: None }.into(),
		Call::lock_item_transfer { collection, item }.into(),
		Call::set_accept_ownership { maybe_collection: Some(collection) }.into(),
	];
	for call in closed {
		assert!(!Filter::contains(&call), "{call:?}");
	}
	assert!(Filter::contains(&frame_system::Call::remark { remark: vec![] }.into()));
}

#[test]
#[cfg(not(feature = "runtime-benchmarks"))]
fn nobody_makes_collections_but_the_registry() {
	dev().execute_with(|| {
		// Root is not filtered, so the origin itself has to refuse.
		let create = Nfts::force_create(
			RuntimeOrigin::root(),
			Bob.to_account_id().into(),
			Default::default(),
		);
		assert_noop!(create, DispatchError::BadOrigin);
		let create = pallet_sudo::Call::sudo {
			call: Box::new(
				Call::create { admin: Bob.to_account_id().into(), config: Default::default() }
					.into(),
			),
		};
		assert_ok!(send(Alice, create).expect("is valid"));
		assert_eq!(pallet_nfts::Collection::<Runtime>::iter().count(), 0);
		register(Bob);
		assert_eq!(
			Nfts::collection_owner(0),
			Some(crate::configs::registry::RegistryPalletId::account())
		);
	});
}

trait Account {
	fn account() -> crate::AccountId;
}

impl Account for crate::configs::registry::RegistryPalletId {
	fn account() -> crate::AccountId {
		sp_runtime::traits::AccountIdConversion::into_account_truncating(&Self::get())
	}
}

#[test]
fn an_approved_account_moves_an_item() {
	use pallet_erc721::Call;
	dev().execute_with(|| {
		let asset = register(Bob);
		let (collection, item) = (asset.collection, asset.item);
		let charlie = Charlie.to_account_id();
		let moves = || Call::transfer { collection, item, to: charlie.clone() };
		let no = pallet_erc721::Error::<Runtime>::NotOwnerNorApproved;
		assert_eq!(send(Charlie, moves()), Ok(Err(no.into())));
		let approve = Call::approve { collection, item, spender: Some(charlie.clone()) };
		assert_ok!(send(Bob, approve).expect("is valid"));
		assert_ok!(send(Charlie, moves()).expect("is valid"));
		assert_eq!(Nfts::owner(collection, item), Some(charlie));
	});
}

#[test]
fn past_the_index_nothing_moves() {
	dev().execute_with(|| {
		let asset = register(Bob);
		let (collection, item) = (asset.collection, asset.item);
		let dest = Charlie.to_account_id().into();
		let call = Call::transfer { collection, item, dest };
		let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(send(Bob, call.clone()), Ok(Err(filtered)));
		let batch = pallet_utility::Call::batch_all { calls: vec![call.into()] };
		assert_eq!(send(Bob, batch), Ok(Err(filtered)));
		assert_eq!(Nfts::owner(collection, item), Some(Bob.to_account_id()));
	});
}

#[test]
fn proxies_do_what_their_type_says() {
	let asset = metahub_assets::AssetId::new(0, 0);
	let to = Bob.to_account_id();
	let state = LifecycleState::Deprecated;
	let set_state: RuntimeCall = Registry::set_state { asset, state }.into();
	let retire: RuntimeCall = Registry::retire { asset }.into();
	let hand_on: [RuntimeCall; 3] = [
		Registry::transfer { asset, to: to.clone() }.into(),
		Registry::set_roles { collection: 0, who: to.clone(), roles: Roles::ALL }.into(),
		Registry::nominate_publisher { collection: 0, new: Some(to.clone()) }.into(),
	];
	let pay: RuntimeCall =
		pallet_balances::Call::transfer_keep_alive { dest: to.clone().into(), value: 1 }.into();
	let move_nft: RuntimeCall =
		Call::transfer { collection: 0, item: 0, dest: to.clone().into() }.into();
	let contract: RuntimeCall = pallet_revive::Call::call {
		dest: Default::default(),
		value: 1,
		weight_limit: Default::default(),
		storage_deposit_limit: 0,
		data: vec![],
	}
	.into();

	assert!(ProxyType::Publish.filter(&set_state));
	assert!(ProxyType::NonTransfer.filter(&set_state));
	assert!(!ProxyType::Publish.filter(&retire));
	assert!(ProxyType::NonTransfer.filter(&retire));
	for call in hand_on.iter().chain([&pay, &move_nft, &contract]) {
		assert!(ProxyType::Any.filter(call));
		for limited in [ProxyType::Publish, ProxyType::NonTransfer, ProxyType::CancelProxy] {
			assert!(!limited.filter(call), "{limited:?} lets {call:?} through");
		}
	}
	assert!(!ProxyType::CancelProxy.filter(&set_state));
	assert!(ProxyType::Any.is_superset(&ProxyType::Publish));
	assert!(!ProxyType::Publish.is_superset(&ProxyType::Any));
	assert!(!ProxyType::CancelProxy.is_superset(&ProxyType::NonTransfer));
}
