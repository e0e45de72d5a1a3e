//! Registering assets.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::Inspect;

/// Registers as Alice.
fn register(
	collection: u32,
	content: ContentInput,
	links: Vec<Link>,
) -> sp_runtime::DispatchResult {
	let links = links.into_iter().map(new).collect();
	AssetRegistry::register(by(alice()), collection, AssetKind::Dataset, content, links)
}

#[test]
fn registering_mints_and_stores_the_first_revision() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parent = asset_in(id);
		System::set_block_number(5);
		events();
		let links = vec![link(Relation::DerivedFrom, parent), link(Relation::Contains, parent)];
		assert_ok!(AssetRegistry::register(
			by(alice()),
			id,
			AssetKind::Model,
			content(4),
			links.iter().copied().map(new).collect(),
		));

		let asset = AssetId::new(id, 1);
		assert_eq!(<Nfts as Inspect<_>>::owner(&id, &1), Some(alice()));
		let record = Assets::<Test>::get(asset).expect("is stored");
		assert_eq!((record.kind, record.state), (AssetKind::Model, LifecycleState::Active));
		assert_eq!((record.oldest, record.revision, record.registered_at), (1, 1, 5));
		let revision = Revisions::<Test>::get(asset, 1).expect("is stored");
		assert_eq!((revision.root, revision.entries), (H256([4; 32]), 3));
		assert_eq!((revision.total_bytes, revision.created_at), (1_000, 5));
		assert_eq!(revision.manifest, ContentId::raw([4; 32]));
		assert_eq!(uris_of(asset, 1), [uri(4)]);
		assert_eq!(Collections::<Test>::get(id).map(|c| (c.items, c.next_item)), Some((2, 2)));

		let events = events();
		assert_eq!(events.len(), 3);
		assert!(matches!(
			&events[0],
			Event::Registered { asset: a, owner, kind: AssetKind::Model, content }
				if *a == asset && *owner == alice() && content.root == H256([4; 32])
					&& content.uris[0].as_bytes() == uri(4)
		));
		for (event, link) in events[1..].iter().zip(links) {
			assert_eq!(*event, Event::Linked { subject: asset, link, who: alice() });
		}
	});
}

#[test]
fn a_registrar_registers_and_owns() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let register =
			|who| AssetRegistry::register(by(who), id, AssetKind::Function, content(1), vec![]);
		assert_noop!(register(bob()), Error::NoPermission);
		grant(id, bob(), Roles::EDITOR.and(Roles::CURATOR));
		assert_noop!(register(bob()), Error::NoPermission);
		grant(id, bob(), Roles::REGISTRAR);
		assert_ok!(register(bob()));
		assert_eq!(AssetRegistry::owner_of(AssetId::new(id, 0)), Some(bob()));
		assert_eq!(held(HoldReason::Asset, alice()), 0);
		assert!(held(HoldReason::Asset, bob()) > 0);

		// A role counts in its own collection only.
		let other = collection();
		assert_noop!(
			AssetRegistry::register(by(bob()), other, AssetKind::Model, content(1), vec![]),
			Error::NoPermission
		);
		assert_noop!(register_unknown(), Error::CollectionUnknown);
	});

	fn register_unknown() -> sp_runtime::DispatchResult {
		register(99, content(1), vec![])
	}
}

#[test]
fn content_that_is_none_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let refused = |change: fn(&mut ContentInput), error: Error| {
			let mut content = content(1);
			change(&mut content);
			assert_noop!(register(id, content, vec![]), error);
		};
		refused(|c| c.entries = 0, Error::NoEntries);
		refused(|c| c.root = H256::zero(), Error::EmptyRoot);
		refused(|c| c.manifest.clear(), Error::ManifestInvalid);
		refused(|c| c.manifest.push(0), Error::ManifestInvalid);
		refused(|c| c.manifest.truncate(20), Error::ManifestInvalid);
		// A CIDv0 is a bare multihash.
		refused(|c| c.manifest = [&[0x12, 0x20][..], &[1; 32]].concat(), Error::ManifestInvalid);
		// dag-json is no file.
		refused(|c| c.manifest.splice(1..2, [0xa9, 0x02]).for_each(drop), Error::ManifestInvalid);
		refused(|c| c.manifest = vec![1; 1_000_000], Error::ManifestInvalid);
	});
}

#[test]
fn bad_uris_are_refused_each_with_its_own_error() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		for (bad, error) in bad_uris() {
			let content = ContentInput { uris: vec![uri(2), bad], ..content(1) };
			assert_noop!(register(id, content, vec![]), error);
		}
	});
}

#[test]
fn a_revision_has_up_to_eight_uris() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let with = |uris: Vec<Vec<u8>>| ContentInput { uris, ..content(1) };
		assert_ok!(register(id, with(vec![]), vec![]));
		assert_ok!(register(id, with((0..8).map(uri).collect()), vec![]));
		// In the order given, which is the order of preference.
		assert_eq!(uris_of(AssetId::new(id, 1), 1), (0..8).map(uri).collect::<Vec<_>>());
		assert_noop!(register(id, with((0..9).map(uri).collect()), vec![]), Error::TooManyUris);
		assert_noop!(register(id, with(vec![vec![0xff; 512]; 10_000]), vec![]), Error::TooManyUris);
		assert_noop!(register(id, with(vec![uri(1), uri(1)]), vec![]), Error::DuplicateUri);
	});
}

#[test]
fn links_are_checked() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parent = asset_in(id);
		let next = AssetId::new(id, 1);
		let contains = link(Relation::Contains, parent);
		assert_noop!(
			register(id, content(1), vec![link(Relation::DependsOn, next)]),
			Error::SelfLink
		);
		for relation in Relation::ALL {
			let missing = link(*relation, AssetId::new(id, 77));
			assert_noop!(register(id, content(1), vec![missing]), Error::ParentUnknown);
		}
		assert_noop!(register(id, content(1), vec![contains, contains]), Error::DuplicateLink);
		revoke(parent);
		for relation in Relation::ALL {
			assert_noop!(
				register(id, content(1), vec![link(*relation, parent)]),
				Error::ParentRevoked
			);
		}
	});
}

#[test]
fn an_asset_has_a_bounded_number_of_links() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parts: Vec<_> = (0..9).map(|_| link(Relation::Contains, asset_in(id))).collect();
		assert_noop!(register(id, content(1), parts.clone()), Error::TooManyLinks);
		assert_noop!(register(id, content(1), vec![parts[0]; 10_000]), Error::TooManyLinks);
		assert_ok!(register(id, content(1), parts[..8].to_vec()));
	});
}

#[test]
fn the_policy_decides_on_derivation() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parent = asset_in(id);
		ForbiddenOrigin::set(Some(parent));
		for relation in Relation::ALL {
			let register = register(id, content(1), vec![link(*relation, parent)]);
			if *relation == Relation::DependsOn {
				assert_ok!(register);
			} else {
				assert_eq!(register, Err(DispatchError::Other("the licence forbids it")));
			}
		}
	});
}

#[test]
fn ids_are_not_used_again() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		asset_in(id);
		let second = asset_in(id);
		assert_ok!(AssetRegistry::retire(by(alice()), second));
		assert_eq!(asset_in(id), AssetId::new(id, 2));
		assert_eq!(Collections::<Test>::get(id).map(|c| (c.items, c.next_item)), Some((2, 3)));
	});
}

#[test]
fn a_collection_can_be_full() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		Collections::<Test>::mutate(id, |c| c.as_mut().expect("exists").next_item = u64::MAX);
		assert_noop!(register(id, content(1), vec![]), Error::CounterExhausted);
	});
}

#[test]
fn weights_follow_what_is_checked_not_what_is_sent() {
	use frame_support::dispatch::GetDispatchInfo;
	let call = |uris: usize, links: usize| {
		Call::<Test>::register {
			collection: 0,
			kind: AssetKind::Dataset,
			content: ContentInput { uris: vec![vec![]; uris], ..content(1) },
			links: vec![binding(Relation::Contains, AssetId::default()); links],
		}
		.get_dispatch_info()
		.call_weight
	};
	assert!(call(8, 0).ref_time() > call(0, 0).ref_time());
	assert!(call(8, 8).ref_time() > call(8, 0).ref_time());
	assert_eq!(call(10_000, 10_000), call(8, 8));
}
