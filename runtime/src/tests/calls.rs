//! Which calls are let through: of pallet-nfts', and by proxies.

use super::{
	dev,
	registry::{content, own, register},
	send,
};
use crate::{
	AssetRegistry, Nfts, ProxyType, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
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
	let hand_on: [RuntimeCall; 4] = [
		Registry::set_managed { asset, managed: true }.into(),
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
	let revoke: RuntimeCall = Registry::set_state { asset, state: LifecycleState::Revoked }.into();
	for end in [&retire, &revoke] {
		assert!(!ProxyType::Publish.filter(end));
		assert!(ProxyType::NonTransfer.filter(end));
	}
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

/// Lets Charlie act for Bob, and makes a call through that; says what it came to.
fn through_a_proxy(proxy_type: ProxyType, call: RuntimeCall) -> Result<(), DispatchError> {
	let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
	let origin = RuntimeOrigin::signed(bob.clone());
	let delegate: <Runtime as frame_system::Config>::AccountId = charlie;
	assert_ok!(crate::Proxy::add_proxy(origin.clone(), delegate.clone().into(), proxy_type, 0));
	let call = Box::new(call);
	let by_proxy = pallet_proxy::Call::proxy { real: bob.into(), force_proxy_type: None, call };
	assert_ok!(send(Charlie, by_proxy).expect("is valid"));
	assert_ok!(crate::Proxy::remove_proxy(origin, delegate.into(), proxy_type, 0));
	let executed = super::events().into_iter().rev().find_map(|event| match event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	});
	executed.expect("was executed")
}

#[test]
fn proxies_bind_no_asset_that_exists() {
	use metahub_assets::Relation;
	dev().execute_with(|| {
		let (asset, origin) = (register(Bob), register(Bob));
		let binding =
			[Relation::DerivedFrom, Relation::TrainedOn, Relation::SampleOf, Relation::Contains];
		let links = || AssetRegistry::asset_info(asset).expect("exists").links;
		for limited in [ProxyType::Publish, ProxyType::NonTransfer] {
			for relation in binding {
				let bind: RuntimeCall = Registry::link { asset, new: own(relation, origin) }.into();
				assert!(ProxyType::Any.filter(&bind));
				assert_eq!(through_a_proxy(limited, bind.clone()), Err(filtered()));
				// Nor in a batch, nor in a batch within one.
				let all = pallet_utility::Call::batch_all { calls: vec![bind.clone()] };
				assert_eq!(through_a_proxy(limited, all.clone().into()), Err(filtered()));
				let nested = pallet_utility::Call::batch_all { calls: vec![all.into()] };
				assert_eq!(through_a_proxy(limited, nested.into()), Err(filtered()));
				let forced = pallet_utility::Call::force_batch { calls: vec![bind] };
				assert_ok!(through_a_proxy(limited, forced.into()));
				assert_eq!(links(), 0);
			}
		}
		// What it depends on may be said, and a new asset may come with links.
		let link = metahub_assets::Link { relation: Relation::DependsOn, object: origin };
		let depends = metahub_assets::NewLink { link, permit: None, max_owed_ppm: 0 };
		let depends = Registry::link { asset, new: depends };
		assert_ok!(through_a_proxy(ProxyType::Publish, depends.into()));
		assert_eq!(links(), 1);
		let registered = Registry::register {
			collection: asset.collection,
			kind: metahub_assets::AssetKind::Model,
			content: content(3),
			links: vec![own(Relation::DerivedFrom, asset)],
		};
		assert_ok!(through_a_proxy(ProxyType::Publish, registered.into()));
	});
}

#[test]
fn a_proxy_does_no_more_through_another_account() {
	dev().execute_with(|| {
		// Charlie may do anything for Dave; Bob, who may act for Charlie without moving anything,
		// may not thereby.
		let pay: RuntimeCall = pallet_balances::Call::transfer_keep_alive {
			dest: Bob.to_account_id().into(),
			value: 1,
		}
		.into();
		let remark: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
		let real: sp_runtime::MultiAddress<_, _> = Charlie.to_account_id().into();
		let others = vec![Charlie.to_account_id()];
		let wrap = |call: &RuntimeCall| -> [RuntimeCall; 4] {
			let call = Box::new(call.clone());
			[
				pallet_proxy::Call::proxy {
					real: real.clone(),
					force_proxy_type: None,
					call: call.clone(),
				}
				.into(),
				pallet_proxy::Call::proxy_announced {
					delegate: real.clone(),
					real: real.clone(),
					force_proxy_type: None,
					call: call.clone(),
				}
				.into(),
				pallet_multisig::Call::as_multi_threshold_1 {
					other_signatories: others.clone(),
					call: call.clone(),
				}
				.into(),
				pallet_multisig::Call::as_multi {
					threshold: 2,
					other_signatories: others.clone(),
					maybe_timepoint: None,
					call,
					max_weight: Default::default(),
				}
				.into(),
			]
		};
		let batch: RuntimeCall = pallet_utility::Call::batch { calls: vec![pay.clone()] }.into();
		let delegate: RuntimeCall = pallet_proxy::Call::add_proxy {
			delegate: Bob.to_account_id().into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		}
		.into();
		for call in [pay, batch, delegate, remark] {
			for wrapped in wrap(&call) {
				assert!(!ProxyType::NonTransfer.filter(&wrapped), "{wrapped:?}");
			}
		}
		// Of these only the hash is known.
		let blind: [RuntimeCall; 2] = [
			pallet_proxy::Call::announce { real, call_hash: Default::default() }.into(),
			pallet_multisig::Call::approve_as_multi {
				threshold: 2,
				other_signatories: others,
				maybe_timepoint: None,
				call_hash: Default::default(),
				max_weight: Default::default(),
			}
			.into(),
		];
		assert!(blind.iter().all(|call| !ProxyType::NonTransfer.filter(call)));
	});
}
