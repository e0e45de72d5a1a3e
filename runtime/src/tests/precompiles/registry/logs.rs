//! What Ethereum sees of a change: logs of the collection, in the transaction that caused it, and
//! none of the registry's own.

use super::*;

/// Sends a signed Ethereum transaction to the registry.
fn send<C: SolCall>(call: C) {
	let applied = transact(&alith(), registry(), 8_000_000, call.abi_encode());
	assert_ok!(applied.expect("is valid"));
}

/// The logs since the last call of this: whose, and of which event.
fn told() -> Vec<(H160, H256)> {
	let told = logs().into_iter().map(|(contract, topics, _)| (contract, topics[0])).collect();
	System::reset_events();
	told
}

#[test]
fn a_key_of_ethereums_publishes_and_its_collections_tell() {
	dev().execute_with(|| {
		let alith = alith().substrate_account();
		let name = "Alith's".to_string();
		send(sol::createCollectionCall { name, metadata: Bytes::new() });
		let collection =
			pallet_asset_registry::NewestCollection::<Runtime>::get().expect("is created");
		let info = AssetRegistry::collection_info(collection).expect("exists");
		assert_eq!(info.publisher, alith);
		let here = collection_address(collection);
		let transfer = (here, event("Transfer(address,address,uint256)"));
		let updated = (here, event("MetadataUpdate(uint256)"));
		told();

		send(sol::registerCall {
			collection,
			kind: sol::AssetKind::Model,
			content: content(1),
			links: vec![],
		});
		let asset = AssetId::new(collection, 0);
		let info = AssetRegistry::asset_info(asset).expect("is registered");
		assert_eq!(info.owner, alith);
		assert_eq!(told(), [transfer]);

		let item = 0;
		send(sol::reviseCall { collection, item, content: content(2) });
		assert_eq!(told(), [updated]);
		let uri: Bytes = uri(9).into();
		send(sol::addUriCall { collection, item, number: 2, uri: uri.clone() });
		assert_eq!(told(), [updated]);
		send(sol::withdrawUriCall { collection, item, number: 2, uri });
		assert_eq!(told(), [updated]);
		send(sol::registerCall {
			collection,
			kind: sol::AssetKind::Dataset,
			content: content(1),
			links: vec![],
		});
		assert_eq!(told(), [transfer]);
		let to = link(sol::Relation::DependsOn, AssetId::new(collection, 1));
		send(sol::linkCall { collection, item, to });
		assert_eq!(told(), [updated]);
		let to = made(sol::Relation::DependsOn, AssetId::new(collection, 1));
		send(sol::unlinkCall { collection, item, to });
		assert_eq!(told(), [updated]);
		let state = sol::LifecycleState::Deprecated;
		send(sol::setStateCall { collection, item, state });
		assert_eq!(told(), [updated]);
		for item in 0..2 {
			send(sol::retireCall { collection, item });
			assert_eq!(told(), [transfer]);
		}
		send(sol::destroyCollectionCall { collection });
		assert!(told().iter().all(|(contract, _)| *contract == here));
		assert_eq!(AssetRegistry::collection_info(collection), None);
	});
}

#[test]
fn a_change_that_is_undone_is_not_told() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let told_before = logs().len();
		let reason = "AssetRegistry: DuplicateUri";
		refused(Bob, sol::addUriCall { collection, item, number: 1, uri: uri(1).into() }, reason);
		// All of it or nothing: the second link is refused, the mint before it is undone.
		let bad = link(sol::Relation::DependsOn, AssetId::new(collection, 99));
		let links = vec![link(sol::Relation::DependsOn, asset), bad];
		let kind = sol::AssetKind::Bundle;
		let register = sol::registerCall { collection, kind, content: content(1), links };
		refused(Bob, register, "AssetRegistry: ParentUnknown");
		assert_eq!(logs().len(), told_before);
	});
}

#[test]
fn a_new_publisher_is_told() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let nominee = address(&alith().substrate_account());
		call(Bob, sol::nominatePublisherCall { collection, nominee }).expect("is offered");
		told();
		send(sol::acceptPublisherCall { collection });
		let changed = event("ContractURIUpdated()");
		assert_eq!(told(), [(collection_address(collection), changed)]);
	});
}
