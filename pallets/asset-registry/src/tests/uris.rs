//! MultiURIs of revisions.

use super::*;

fn add(who: AccountId, asset: AssetId, revision: u32, uri: Vec<u8>) -> sp_runtime::DispatchResult {
	AssetRegistry::add_uri(by(who), asset, revision, uri)
}

fn withdraw(
	who: AccountId,
	asset: AssetId,
	revision: u32,
	uri: Vec<u8>,
) -> sp_runtime::DispatchResult {
	AssetRegistry::withdraw_uri(by(who), asset, revision, uri)
}

#[test]
fn mirrors_come_and_go() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let before = held(HoldReason::Uri, alice());
		events();
		assert_ok!(add(alice(), asset, 1, uri(2)));
		assert_eq!(uris_of(asset, 1), [uri(1), uri(2)]);
		assert_eq!(held(HoldReason::Uri, alice()), 2 * before);
		assert_ok!(withdraw(alice(), asset, 1, uri(1)));
		assert_eq!(uris_of(asset, 1), [uri(2)]);
		assert_eq!(held(HoldReason::Uri, alice()), before);

		let [Event::UriAdded { uri: added, .. }, Event::UriWithdrawn { uri: gone, .. }] =
			&events()[..]
		else {
			panic!("unexpected events")
		};
		assert_eq!((added.as_bytes(), gone.as_bytes()), (&uri(2)[..], &uri(1)[..]));
	});
}

#[test]
fn the_last_one_may_go() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(withdraw(alice(), asset, 1, uri(1)));
		assert!(uris_of(asset, 1).is_empty());
		assert_eq!(held(HoldReason::Uri, alice()), 0);
		assert_noop!(withdraw(alice(), asset, 1, uri(1)), Error::UriUnknown);
		// What the content is stays known.
		assert_eq!(Revisions::<Test>::get(asset, 1).map(|r| r.root), Some(H256([1; 32])));
		assert_ok!(add(alice(), asset, 1, uri(1)));
	});
}

#[test]
fn past_revisions_take_mirrors_too() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(add(alice(), asset, 1, uri(3)));
		assert_eq!((uris_of(asset, 1).len(), uris_of(asset, 2).len()), (2, 1));
		for missing in [0, 3, u32::MAX] {
			assert_noop!(add(alice(), asset, missing, uri(3)), Error::RevisionUnknown);
			assert_noop!(withdraw(alice(), asset, missing, uri(3)), Error::RevisionUnknown);
		}
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_noop!(add(alice(), asset, 1, uri(4)), Error::RevisionUnknown);
	});
}

#[test]
fn bad_uris_are_refused_each_with_its_own_error() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for (bad, error) in bad_uris() {
			assert_noop!(add(alice(), asset, 1, bad.clone()), error);
			// And there is none such to withdraw.
			assert_noop!(withdraw(alice(), asset, 1, bad), Error::UriUnknown);
		}
	});
}

#[test]
fn the_ninth_and_the_second_of_a_kind_are_refused() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(add(alice(), asset, 1, uri(1)), Error::DuplicateUri);
		for n in 2..=8 {
			assert_ok!(add(alice(), asset, 1, uri(n)));
		}
		assert_noop!(add(alice(), asset, 1, uri(9)), Error::TooManyUris);
		assert_ok!(withdraw(alice(), asset, 1, uri(4)));
		assert_ok!(add(alice(), asset, 1, uri(9)));
	});
}

#[test]
fn who_added_it_gets_the_deposit_back() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let of_alice = held_in_all(alice());
		assert_noop!(add(bob(), asset, 1, uri(2)), Error::NoPermission);
		assert_noop!(withdraw(bob(), asset, 1, uri(1)), Error::NoPermission);
		grant(asset.collection, bob(), Roles::EDITOR);
		let of_alice = of_alice + held(HoldReason::Role, alice());
		assert_ok!(add(bob(), asset, 1, uri(2)));
		assert!(held(HoldReason::Uri, bob()) > 0);
		assert_eq!(held_in_all(alice()), of_alice);

		// The owner withdraws what the editor added.
		assert_ok!(withdraw(alice(), asset, 1, uri(2)));
		assert_eq!(held_in_all(bob()), 0);
		assert_eq!(held_in_all(alice()), of_alice);
	});
}

#[test]
fn curators_and_registrars_are_no_editors() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::CURATOR.and(Roles::REGISTRAR));
		assert_noop!(add(bob(), asset, 1, uri(2)), Error::NoPermission);
		assert_noop!(withdraw(bob(), asset, 1, uri(1)), Error::NoPermission);
		assert_noop!(add(alice(), AssetId::new(5, 5), 1, uri(2)), Error::AssetUnknown);
		assert_noop!(withdraw(alice(), AssetId::new(5, 5), 1, uri(2)), Error::AssetUnknown);
	});
}

#[test]
fn a_revoked_asset_only_loses_mirrors() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		revoke(asset);
		assert_noop!(add(alice(), asset, 1, uri(2)), Error::Revoked);
		assert_ok!(withdraw(alice(), asset, 1, uri(1)));
	});
}
