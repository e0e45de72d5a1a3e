//! Roles count on an asset while it belongs to who agreed to them.

use super::*;
use LifecycleState::{Active, Deprecated, OrderingDisabled, Revoked};
use Relation::DependsOn;

fn set(who: AccountId, asset: AssetId, managed: bool) -> sp_runtime::DispatchResult {
	AssetRegistry::set_managed(by(who), asset, managed)
}

fn is_managed(asset: AssetId) -> bool {
	AssetRegistry::asset_info(asset).expect("exists").managed
}

/// Checks whether Bob's roles count on an asset, each by what it is for.
fn assert_bob_manages(asset: AssetId, counts: bool) {
	let part = asset_in(asset.collection);
	let depends = link(DependsOn, part);
	let revision = Assets::<Test>::get(asset).expect("exists").revision;
	let calls: [(&str, Call<Test>); 6] = [
		("revise", Call::revise { asset, content: content(2) }),
		("add_uri", Call::add_uri { asset, revision, uri: uri(8) }),
		("withdraw_uri", Call::withdraw_uri { asset, revision, uri: uri(8) }),
		("link", Call::link { asset, new: new(depends) }),
		("unlink", Call::unlink { asset, link: depends }),
		("set_state", Call::set_state { asset, state: OrderingDisabled }),
	];
	for (name, call) in calls {
		let call = RuntimeCall::AssetRegistry(call);
		let result = sp_runtime::traits::Dispatchable::dispatch(call, by(bob()));
		match counts {
			true => assert!(result.is_ok(), "{name}: {result:?}"),
			false => {
				let error = result.expect_err(name).error;
				assert_eq!(error, Error::NoPermission.into(), "{name}");
			}
		}
	}
	if counts {
		assert_ok!(AssetRegistry::set_state(by(bob()), asset, Active));
	}
}

#[test]
fn roles_do_not_outlive_a_sale() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::ALL);
		assert!(is_managed(asset));
		assert_bob_manages(asset, true);
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, carol()));
		assert!(!is_managed(asset));
		assert_bob_manages(asset, false);
		// The publisher may grant what it likes, also to itself.
		grant(asset.collection, alice(), Roles::ALL);
		for state in [Deprecated, Revoked] {
			assert!(AssetRegistry::set_state(by(alice()), asset, state).is_err());
		}
		assert_noop!(AssetRegistry::revise(by(alice()), asset, content(3)), Error::NoPermission);
		// Until the new owner wants it.
		events();
		assert_ok!(set(carol(), asset, true));
		assert_eq!(events(), [Event::ManagedSet { asset, managed: true, who: carol() }]);
		assert_bob_manages(asset, true);
		// What Carol agreed to does not count for the next, nor does what Alice did.
		assert_ok!(AssetRegistry::transfer(by(carol()), asset, bob()));
		assert!(!is_managed(asset));
		assert_ok!(AssetRegistry::transfer(by(bob()), asset, alice()));
		assert!(!is_managed(asset));
		assert_ok!(set(alice(), asset, true));
		assert_bob_manages(asset, true);
	});
}

#[test]
fn the_owner_withdraws_it() {
	new_test_ext().execute_with_checks(|| {
		// Carol registers in Alice's collection, whose curator is Bob.
		let id = collection();
		grant(id, bob(), Roles::ALL);
		grant(id, carol(), Roles::REGISTRAR);
		let kind = AssetKind::Model;
		let asset = AssetRegistry::do_register(carol(), id, kind, content(1), vec![])
			.expect("is registered");
		assert_ok!(AssetRegistry::set_state(by(bob()), asset, OrderingDisabled));
		assert_ok!(set(carol(), asset, false));
		assert_ok!(AssetRegistry::set_state(by(carol()), asset, Active));
		assert_bob_manages(asset, false);
	});
}

#[test]
fn only_the_owner_agrees_and_only_to_something_new() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::ALL);
		for who in [bob(), carol()] {
			assert_noop!(set(who, asset, false), Error::NotOwner);
		}
		assert_noop!(set(alice(), AssetId::new(9, 9), true), Error::AssetUnknown);
		assert_noop!(set(alice(), asset, true), Error::ManagedUnchanged);
		assert_ok!(set(alice(), asset, false));
		assert_noop!(set(alice(), asset, false), Error::ManagedUnchanged);
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		assert_noop!(set(alice(), asset, true), Error::NotOwner);
		// Bob has not agreed to anything that he could withdraw.
		assert_noop!(set(bob(), asset, false), Error::ManagedUnchanged);
	});
}
