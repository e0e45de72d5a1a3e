//! Giving assets to others by the registry's own call. For the NFT pallet's see `native_nfts`.

use super::*;

fn give(who: AccountId, asset: AssetId, to: AccountId) -> sp_runtime::DispatchResult {
	AssetRegistry::transfer(by(who), asset, to)
}

#[test]
fn the_new_owner_has_the_owners_rights() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let deposits = held_in_all(alice());
		events();
		assert_ok!(give(alice(), asset, bob()));
		assert_eq!(AssetRegistry::owner_of(asset), Some(bob()));
		assert_eq!(<AssetRegistry as AssetInspect<_>>::owner(asset), Some(bob()));
		// The move is told once, by the NFT pallet.
		assert_eq!(events(), []);
		assert_eq!(
			AssetRegistry::transfer_change(asset.collection, asset.item, alice(), bob()),
			Some(Change::Transferred { asset, from: alice(), to: bob() })
		);
		assert_eq!(AssetRegistry::transfer_change(9, 0, alice(), bob()), None);
		// The deposits stay where they were made.
		assert_eq!((held_in_all(alice()), held_in_all(bob())), (deposits, 0));

		assert_noop!(give(alice(), asset, carol()), Error::NotOwner);
		assert_noop!(AssetRegistry::retire(by(alice()), asset), Error::NotOwner);
		assert_noop!(AssetRegistry::prune_revisions(by(alice()), asset, 1), Error::NotOwner);
		assert_ok!(AssetRegistry::revise(by(bob()), asset, content(2)));
		assert_ok!(give(bob(), asset, carol()));
	});
}

#[test]
fn others_cannot_give_away() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(give(bob(), asset, bob()), Error::NotOwner);
		grant(asset.collection, bob(), Roles::ALL);
		assert_noop!(give(bob(), asset, bob()), Error::NotOwner);
		assert_noop!(give(alice(), AssetId::new(0, 1), bob()), Error::AssetUnknown);
		assert_noop!(give(alice(), AssetId::new(1, 0), bob()), Error::AssetUnknown);
	});
}

#[test]
fn an_account_without_funds_can_own() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(give(alice(), asset, nobody()));
		assert_noop!(
			AssetRegistry::revise(by(nobody()), asset, content(2)),
			TokenError::FundsUnavailable
		);
		assert_ok!(AssetRegistry::set_state(by(nobody()), asset, LifecycleState::Unlisted));
		let of_alice = held(HoldReason::Asset, alice());
		assert!(of_alice > 0);
		assert_ok!(AssetRegistry::retire(by(nobody()), asset));
		assert_eq!(held(HoldReason::Asset, alice()), 0);
	});
}

#[test]
fn giving_to_oneself_changes_nothing_of_note() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(give(alice(), asset, alice()));
		assert_eq!(AssetRegistry::owner_of(asset), Some(alice()));
	});
}
