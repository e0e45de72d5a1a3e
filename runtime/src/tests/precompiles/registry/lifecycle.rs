//! What each writing function does, seen from the native side.

use super::*;

fn info(asset: AssetId) -> pallet_asset_registry::query::AssetInfoOf<Runtime> {
	AssetRegistry::asset_info(asset).expect("exists")
}

fn held(who: Sr25519Keyring) -> u128 {
	Balances::total_balance_on_hold(&who.to_account_id())
}

#[test]
fn a_collection_is_created() {
	dev().execute_with(|| {
		let name = "Blätter".to_string();
		let created = sol::createCollectionCall { name, metadata: uri(3).into() };
		let answer = call(Bob, created).expect("is created");
		let info = AssetRegistry::collection_info(answer.collection).expect("exists");
		assert_eq!(answer.token.0 .0, collection_address(answer.collection).0);
		assert_eq!(info.name, "Blätter".as_bytes());
		assert_eq!(info.publisher, Bob.to_account_id());
		assert_eq!(info.metadata.map(MultiUri::into_bytes), Some(uri(3)));
		assert_eq!(held(Bob), info.deposit.amount);

		// The next one has another id, and no metadata.
		let next = create(Charlie);
		assert!(next > answer.collection);
		assert_eq!(AssetRegistry::collection_info(next).expect("exists").metadata, None);
	});
}

#[test]
fn a_collection_changes_hands_and_goes() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let roles = |who: Sr25519Keyring, roles| sol::setRolesCall {
			collection,
			account: address_of(who),
			roles,
		};
		let has = |who: Sr25519Keyring, role| {
			AssetRegistry::has_role(collection, &who.to_account_id(), role)
		};
		use pallet_asset_registry::Roles;
		call(Bob, roles(Dave, 5)).expect("is set");
		assert!(has(Dave, Roles::REGISTRAR) && has(Dave, Roles::CURATOR));
		assert!(!has(Dave, Roles::EDITOR));
		call(Bob, roles(Dave, 0)).expect("is removed");
		assert!(!has(Dave, Roles::REGISTRAR));

		let nominee = || AssetRegistry::collection_info(collection).expect("exists").nominee;
		let nominate = |who| sol::nominatePublisherCall { collection, nominee: who };
		call(Bob, nominate(address_of(Charlie))).expect("is offered");
		assert_eq!(nominee(), Some(Charlie.to_account_id()));
		call(Bob, nominate(Address::ZERO)).expect("is withdrawn");
		assert_eq!(nominee(), None);
		call(Bob, nominate(address_of(Charlie))).expect("is offered");
		let deposit = held(Bob);
		call(Charlie, sol::acceptPublisherCall { collection }).expect("is taken");
		assert_eq!((held(Bob), held(Charlie)), (0, deposit));

		call(Charlie, sol::destroyCollectionCall { collection }).expect("is destroyed");
		assert_eq!(AssetRegistry::collection_info(collection), None);
		assert_eq!(held(Charlie), 0);
	});
}

#[test]
fn registering_answers_the_number_of_the_item() {
	dev().execute_with(|| {
		let collection = create(Bob);
		for number in 0..3 {
			assert_eq!(register(Bob, collection, vec![]), AssetId::new(collection, number));
		}
		let parent = AssetId::new(collection, 1);
		let links = vec![
			link(sol::Relation::DerivedFrom, parent),
			link(sol::Relation::Contains, AssetId::new(collection, 2)),
		];
		call(Bob, sol::retireCall { collection, item: 0 }).expect("is retired");
		let call_ = sol::registerCall {
			collection,
			kind: sol::AssetKind::Bundle,
			content: content(7),
			links,
		};
		// Numbers are not used twice.
		assert_eq!(call(Bob, call_), Ok(3));
		let info = info(AssetId::new(collection, 3));
		assert_eq!((info.kind, info.links), (AssetKind::Bundle, 2));
		assert_eq!(info.owner, Bob.to_account_id());
		assert_eq!(info.state, LifecycleState::Active);
		assert_eq!(info.revision.root, H256([7; 32]));
		assert_eq!((info.revision.entries, info.revision.total_bytes), (3, 4_096));
		assert_eq!(info.revision.manifest, ContentId::dag_pb([7; 32]));
		assert_eq!(info.revision.uris, [MultiUri::ipfs(&ContentId::raw([7; 32]))]);
		assert_eq!(AssetRegistry::asset_info(parent).expect("exists").dependants, 0);
	});
}

#[test]
fn a_revision_comes_with_its_number() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		for number in 2..5 {
			let revise = sol::reviseCall { collection, item, content: content(number as u8) };
			assert_eq!(call(Bob, revise), Ok(number));
		}
		let info = info(AssetId::new(collection, item));
		assert_eq!((info.revision.number, info.revision.root), (4, H256([4; 32])));

		call(Bob, sol::pruneRevisionsCall { collection, item, count: 2 }).expect("are dropped");
		assert_eq!(AssetRegistry::asset_info(info.id).expect("exists").oldest_revision, 3);
	});
}

#[test]
fn uris_come_and_go() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		let uris = || {
			let uris = info(AssetId::new(collection, item)).revision.uris;
			uris.into_iter().map(MultiUri::into_bytes).collect::<Vec<_>>()
		};
		let add = sol::addUriCall { collection, item, number: 1, uri: uri(9).into() };
		call(Bob, add).expect("is added");
		assert_eq!(uris(), [uri(1), uri(9)]);
		let withdraw = sol::withdrawUriCall { collection, item, number: 1, uri: uri(1).into() };
		call(Bob, withdraw).expect("is withdrawn");
		assert_eq!(uris(), [uri(9)]);
	});
}

#[test]
fn states_and_links_are_set() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		let part = register(Bob, collection, vec![]);
		let whole = AssetId::new(collection, item);
		let states = [
			(sol::LifecycleState::Unlisted, LifecycleState::Unlisted),
			(sol::LifecycleState::OrderingDisabled, LifecycleState::OrderingDisabled),
			(sol::LifecycleState::Deprecated, LifecycleState::Deprecated),
			(sol::LifecycleState::EndOfLife, LifecycleState::EndOfLife),
			(sol::LifecycleState::Active, LifecycleState::Active),
		];
		for (state, native) in states {
			call(Bob, sol::setStateCall { collection, item, state }).expect("is set");
			assert_eq!(info(whole).state, native);
		}
		let to = link(sol::Relation::Contains, part);
		call(Bob, sol::linkCall { collection, item, to }).expect("is linked");
		assert_eq!((info(whole).links, info(part).dependants), (1, 1));
		assert_eq!(info(part).descendants, 1);
		let to = made(sol::Relation::Contains, part);
		call(Bob, sol::unlinkCall { collection, item, to }).expect("is cut");
		assert_eq!((info(whole).links, info(part).dependants), (0, 0));
	});
}

#[test]
fn an_asset_ends_and_its_deposits_return() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let before = held(Bob);
		let asset = register(Bob, collection, vec![]);
		assert!(held(Bob) > before);
		call(Bob, sol::retireCall { collection, item: asset.item }).expect("is retired");
		assert_eq!(AssetRegistry::asset_info(asset), None);
		assert_eq!(held(Bob), before);
	});
}

#[test]
fn who_has_a_role_may_what_it_says() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let AssetId { item, .. } = register(Bob, collection, vec![]);
		let account = address_of(Charlie);
		let grant = |roles| call(Bob, sol::setRolesCall { collection, account, roles });
		let denied = "AssetRegistry: NoPermission";
		let state = sol::LifecycleState::Unlisted;

		grant(1).expect("is set");
		let registered = register(Charlie, collection, vec![]);
		assert_eq!(info(registered).owner, Charlie.to_account_id());
		refused(Charlie, sol::reviseCall { collection, item, content: content(2) }, denied);
		refused(Charlie, sol::setStateCall { collection, item, state }, denied);

		grant(2).expect("is set");
		assert_eq!(call(Charlie, sol::reviseCall { collection, item, content: content(2) }), Ok(2));
		refused(Charlie, sol::setStateCall { collection, item, state }, denied);

		grant(4).expect("is set");
		refused(Charlie, sol::reviseCall { collection, item, content: content(3) }, denied);
		call(Charlie, sol::setStateCall { collection, item, state }).expect("is set");
	});
}

#[test]
fn a_buyer_decides_whether_roles_count() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let asset = register(Bob, collection, vec![]);
		let item = asset.item;
		let account = address_of(Dave);
		call(Bob, sol::setRolesCall { collection, account, roles: 7 }).expect("is set");
		assert!(info(asset).managed);
		assert_ok!(AssetRegistry::do_transfer(Bob.to_account_id(), asset, Charlie.to_account_id()));
		let told = call(Dave, sol::resolveCall { collection, item }).expect("exists");
		assert!(!told.managed && !info(asset).managed);
		let revise = || sol::reviseCall { collection, item, content: content(2) };
		refused(Dave, revise(), "AssetRegistry: NoPermission");

		let set = |managed| sol::setManagedCall { collection, item, managed };
		for who in [Bob, Dave] {
			refused(who, set(true), "AssetRegistry: NotOwner");
		}
		refused(Charlie, set(false), "AssetRegistry: ManagedUnchanged");
		call(Charlie, set(true)).expect("is set");
		assert!(info(asset).managed);
		assert_eq!(call(Dave, revise()), Ok(2));
	});
}
