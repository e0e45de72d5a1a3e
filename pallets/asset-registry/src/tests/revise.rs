//! Revisions: adding and pruning.

use super::*;

fn revise(who: AccountId, asset: AssetId, n: u8) -> sp_runtime::DispatchResult {
	AssetRegistry::revise(by(who), asset, content(n))
}

#[test]
fn revisions_add_up_and_do_not_change() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let first = Revisions::<Test>::get(asset, 1);
		events();
		System::set_block_number(9);
		assert_ok!(revise(alice(), asset, 2));
		assert_ok!(revise(alice(), asset, 3));

		assert_eq!(Revisions::<Test>::get(asset, 1), first);
		let third = Revisions::<Test>::get(asset, 3).expect("is stored");
		assert_eq!((third.root, third.created_at, third.author), (H256([3; 32]), 9, None));
		assert_eq!(Assets::<Test>::get(asset).map(|a| (a.oldest, a.revision)), Some((1, 3)));
		let numbers: Vec<_> = events()
			.into_iter()
			.map(|event| match event {
				Event::Revised { asset: a, revision, author, content } => {
					assert_eq!((a, author), (asset, alice()));
					(revision, content.root.0[0])
				}
				other => panic!("unexpected {other:?}"),
			})
			.collect();
		assert_eq!(numbers, [(2, 2), (3, 3)]);
	});
}

#[test]
fn an_editor_revises_and_pays() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(revise(bob(), asset, 2), Error::NoPermission);
		grant(asset.collection, bob(), Roles::REGISTRAR.and(Roles::CURATOR));
		assert_noop!(revise(bob(), asset, 2), Error::NoPermission);
		grant(asset.collection, bob(), Roles::EDITOR);
		assert_ok!(revise(bob(), asset, 2));
		assert!(held(HoldReason::Revision, bob()) > 0 && held(HoldReason::Uri, bob()) > 0);
		assert_eq!(held(HoldReason::Asset, bob()), 0);
		let second = Revisions::<Test>::get(asset, 2).expect("is stored");
		assert_eq!(second.author, Some(bob()));

		// An editor of one collection is none of another.
		let other = super::asset();
		assert_noop!(revise(bob(), other, 2), Error::NoPermission);
	});
}

#[test]
fn what_cannot_be_revised_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(revise(alice(), AssetId::new(0, 9), 2), Error::AssetUnknown);
		assert_noop!(revise(alice(), AssetId::new(9, 0), 2), Error::AssetUnknown);
		let empty = ContentInput { entries: 0, ..content(2) };
		assert_noop!(AssetRegistry::revise(by(alice()), asset, empty), Error::NoEntries);
		let uris = (0..9).map(uri).collect();
		let nine = ContentInput { uris, ..content(2) };
		assert_noop!(AssetRegistry::revise(by(alice()), asset, nine), Error::TooManyUris);
		for (bad, error) in bad_uris() {
			let content = ContentInput { uris: vec![bad], ..content(1) };
			assert_noop!(AssetRegistry::revise(by(alice()), asset, content), error);
		}
		revoke(asset);
		assert_noop!(revise(alice(), asset, 2), Error::Revoked);
	});
}

#[test]
fn a_past_owner_no_longer_revises() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		// Not even as the publisher.
		assert_noop!(revise(alice(), asset, 2), Error::NoPermission);
		assert_ok!(revise(bob(), asset, 2));
	});
}

#[test]
fn revision_numbers_can_run_out() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let set = |revision| {
			Assets::<Test>::mutate(asset, |a| a.as_mut().expect("exists").revision = revision)
		};
		set(u32::MAX);
		assert_noop!(revise(alice(), asset, 2), Error::CounterExhausted);
		set(1);
	});
}

#[test]
fn pruning_drops_the_oldest() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::EDITOR);
		assert_ok!(revise(bob(), asset, 2));
		assert_ok!(AssetRegistry::add_uri(by(bob()), asset, 1, uri(50)));
		let of_alice = held_in_all(alice());
		assert_ok!(revise(alice(), asset, 3));
		events();
		let result = AssetRegistry::prune_revisions(by(alice()), asset, 2);
		assert_ok!(&result);

		assert_eq!(events(), [Event::RevisionsPruned { asset, oldest: 3 }]);
		assert_eq!(Assets::<Test>::get(asset).map(|a| (a.oldest, a.revision)), Some((3, 3)));
		assert!(Revisions::<Test>::get(asset, 1).is_none());
		assert!(Revisions::<Test>::get(asset, 2).is_none());
		assert_eq!(Revisions::<Test>::get(asset, 3).map(|r| r.root), Some(H256([3; 32])));
		// To Bob his revision and his multiURI, to Alice what a revision of hers takes.
		assert_eq!(held_in_all(bob()), 0);
		assert_eq!(held_in_all(alice()), of_alice);
		// Two revisions, and two kinds of deposits to each of two.
		let weighed = result.expect("is ok").actual_weight;
		assert_eq!(weighed, Some(AssetRegistry::prune_weight(2, 4)));

		// The numbers go on.
		assert_ok!(revise(alice(), asset, 4));
		assert_eq!(Assets::<Test>::get(asset).map(|a| (a.oldest, a.revision)), Some((3, 4)));
	});
}

#[test]
fn pruning_keeps_the_current_revision_and_its_bound() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let prune = |who, count| AssetRegistry::prune_revisions(by(who), asset, count);
		assert_noop!(prune(alice(), 1), Error::CurrentRevision);
		for n in 2..8 {
			assert_ok!(revise(alice(), asset, n));
		}
		assert_noop!(prune(alice(), 0), Error::BadPruneCount);
		assert_noop!(prune(alice(), 5), Error::BadPruneCount);
		assert_noop!(prune(alice(), u32::MAX), Error::BadPruneCount);
		grant(asset.collection, bob(), Roles::ALL);
		assert_noop!(prune(bob(), 1), Error::NotOwner);
		assert_ok!(prune(alice(), 4));
		assert_noop!(prune(alice(), 3), Error::CurrentRevision);
		assert_ok!(prune(alice(), 2));
		assert_eq!(Revisions::<Test>::iter_prefix(asset).count(), 1);
		assert_noop!(
			AssetRegistry::prune_revisions(by(alice()), AssetId::new(0, 9), 1),
			Error::AssetUnknown
		);
	});
}
