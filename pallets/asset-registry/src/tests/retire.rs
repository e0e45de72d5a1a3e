//! The end of assets.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::{Inspect, Mutate, Transfer};
use Relation::{Contains, DependsOn, DerivedFrom};

#[test]
fn retiring_leaves_nothing_behind() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let parent = asset_in(id);
		let before = (state_entries(), held_in_all(alice()));
		let links = vec![link(Contains, parent), link(DerivedFrom, parent)];
		let asset = asset_with(id, links);
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::add_uri(by(alice()), asset, 1, uri(9)));
		events();
		let result = AssetRegistry::retire(by(alice()), asset);
		assert_ok!(&result);

		assert_eq!(events(), [Event::Retired { asset, who: alice() }]);
		assert_eq!((state_entries(), held_in_all(alice())), before);
		assert_eq!(<Nfts as Inspect<_>>::owner(&id, &asset.item), None);
		assert_eq!(Assets::<Test>::get(parent).map(|a| a.dependants), Some(0));
		// Two revisions, two links, four kinds of deposits to one account.
		let weighed = result.expect("is ok").actual_weight;
		assert_eq!(weighed, Some(AssetRegistry::retire_weight(2, 2, 4)));
		assert_noop!(AssetRegistry::retire(by(alice()), asset), Error::AssetUnknown);
		assert_noop!(AssetRegistry::revise(by(alice()), asset, content(2)), Error::AssetUnknown);
	});
}

/// How many storage entries there are of the registry and the NFT pallet.
fn state_entries() -> usize {
	super::deposits::state().len()
}

#[test]
fn only_the_owner_retires() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(AssetRegistry::retire(by(bob()), asset), Error::NotOwner);
		grant(asset.collection, bob(), Roles::ALL);
		assert_noop!(AssetRegistry::retire(by(bob()), asset), Error::NotOwner);
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		assert_noop!(AssetRegistry::retire(by(alice()), asset), Error::NotOwner);
		assert_noop!(AssetRegistry::retire(by(bob()), AssetId::new(3, 3)), Error::AssetUnknown);
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
	});
}

#[test]
fn what_others_contain_or_depend_on_stays() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let part = asset_in(id);
		let bundle = asset_with(id, vec![link(Contains, part)]);
		let user = asset_with(id, vec![link(DependsOn, part)]);
		let retire = |asset| AssetRegistry::retire(by(alice()), asset);
		assert_noop!(retire(part), Error::HasDependants);
		assert_ok!(retire(bundle));
		assert_noop!(retire(part), Error::HasDependants);
		assert_ok!(AssetRegistry::unlink(by(alice()), user, link(DependsOn, part)));
		assert_ok!(retire(part));
	});
}

#[test]
fn what_others_come_from_may_go() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let origin = asset_in(id);
		let derived = asset_with(id, vec![link(DerivedFrom, origin)]);
		assert_ok!(AssetRegistry::retire(by(alice()), origin));
		// The statement stays, and can be followed to where it led.
		assert_eq!(Lineage::<Test>::get(derived).len(), 1);
		assert_eq!(Referrers::<Test>::iter_key_prefix(origin).count(), 1);
		assert_ok!(AssetRegistry::retire(by(alice()), derived));
		assert_eq!(Referrers::<Test>::iter_key_prefix(origin).count(), 0);
	});
}

#[test]
fn a_long_history_is_pruned_first() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for n in 2..=5 {
			assert_ok!(AssetRegistry::revise(by(alice()), asset, content(n)));
		}
		assert_noop!(AssetRegistry::retire(by(alice()), asset), Error::TooManyRevisions);
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		assert_eq!(Revisions::<Test>::iter().count(), 0);
	});
}

#[test]
fn everyone_gets_their_own_deposit_back() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (asset, part) = (asset_in(id), asset_in(id));
		grant(id, bob(), Roles::EDITOR);
		grant(id, carol(), Roles::EDITOR);
		assert_ok!(AssetRegistry::revise(by(bob()), asset, content(2)));
		assert_ok!(AssetRegistry::add_uri(by(carol()), asset, 2, uri(3)));
		assert_ok!(AssetRegistry::add_uri(by(carol()), asset, 1, uri(4)));
		assert_ok!(AssetRegistry::link(by(carol()), asset, new(link(DependsOn, part))));
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, nobody()));
		assert!(held_in_all(bob()) > 0 && held_in_all(carol()) > 0);
		assert_ok!(AssetRegistry::retire(by(nobody()), asset));
		assert_eq!((held_in_all(bob()), held_in_all(carol())), (0, 0));
		assert_eq!(held_in_all(nobody()), 0);
	});
}

#[test]
fn a_locked_nft_is_not_retired() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		// As an escrow would do.
		assert_ok!(<Nfts as Transfer<_>>::disable_transfer(&asset.collection, &asset.item));
		assert_noop!(
			AssetRegistry::retire(by(alice()), asset),
			pallet_nfts::Error::<Test>::ItemLocked
		);
		assert_noop!(
			AssetRegistry::transfer(by(alice()), asset, bob()),
			pallet_nfts::Error::<Test>::ItemLocked
		);
		assert_ok!(<Nfts as Transfer<_>>::enable_transfer(&asset.collection, &asset.item));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
	});
}

#[test]
fn without_its_nft_the_publisher_retires_it() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		// What the call filter rules out: the item is burned behind the registry's back.
		assert_ok!(<Nfts as Mutate<_, _>>::burn(&asset.collection, &asset.item, None));
		assert!(AssetRegistry::do_try_state().is_err());
		assert!(AssetRegistry::asset_info(asset).is_none());
		assert_noop!(AssetRegistry::retire(by(bob()), asset), Error::NotOwner);
		assert_noop!(
			AssetRegistry::set_state(by(alice()), asset, LifecycleState::Unlisted),
			Error::NoPermission
		);
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		assert_eq!(held(HoldReason::Asset, alice()), 0);
		assert_eq!(held(HoldReason::Revision, alice()), 0);
	});
}
