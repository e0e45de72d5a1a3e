//! Lifecycle states.

use super::*;
use LifecycleState::{Active, Deprecated, EndOfLife, OrderingDisabled, Revoked, Unlisted};

fn set(who: AccountId, asset: AssetId, state: LifecycleState) -> sp_runtime::DispatchResult {
	AssetRegistry::set_state(by(who), asset, state)
}

fn state(asset: AssetId) -> LifecycleState {
	Assets::<Test>::get(asset).expect("exists").state
}

#[test]
fn states_follow_each_other_freely() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_eq!(state(asset), Active);
		events();
		for next in [EndOfLife, Deprecated, OrderingDisabled, Unlisted, Active, Unlisted] {
			let from = state(asset);
			assert_ok!(set(alice(), asset, next));
			assert_eq!(state(asset), next);
			assert_eq!(events(), [Event::StateSet { asset, from, to: next, who: alice() }]);
		}
	});
}

#[test]
fn revoked_is_final() {
	new_test_ext().execute_with_checks(|| {
		for from in [Active, EndOfLife, Deprecated, OrderingDisabled, Unlisted] {
			let asset = asset();
			if from != Active {
				assert_ok!(set(alice(), asset, from));
			}
			assert_ok!(set(alice(), asset, Revoked));
			for next in LifecycleState::ALL {
				assert_noop!(set(alice(), asset, *next), Error::Revoked);
			}
		}
	});
}

#[test]
fn a_state_is_not_set_twice() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(set(alice(), asset, Active), Error::StateUnchanged);
		assert_ok!(set(alice(), asset, Unlisted));
		assert_noop!(set(alice(), asset, Unlisted), Error::StateUnchanged);
	});
}

#[test]
fn a_curator_sets_states_and_others_do_not() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(set(bob(), asset, Deprecated), Error::NoPermission);
		grant(asset.collection, bob(), Roles::EDITOR.and(Roles::REGISTRAR));
		assert_noop!(set(bob(), asset, Deprecated), Error::NoPermission);
		grant(asset.collection, bob(), Roles::CURATOR);
		assert_ok!(set(bob(), asset, Deprecated));
		assert_noop!(set(alice(), AssetId::new(7, 7), Deprecated), Error::AssetUnknown);

		// What is final is the owner's alone.
		assert_noop!(set(bob(), asset, Revoked), Error::NotOwner);

		// Once sold, it is the new owner's to decide; not the publisher's nor the curator's.
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, carol()));
		assert_noop!(set(alice(), asset, Active), Error::NoPermission);
		assert_noop!(set(bob(), asset, Active), Error::NoPermission);
		assert_noop!(set(alice(), asset, Revoked), Error::NotOwner);
		assert_ok!(set(carol(), asset, Active));
		assert_ok!(set(carol(), asset, Revoked));
	});
}

#[test]
fn a_revoked_asset_moves_and_retires() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		revoke(asset);
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
	});
}

#[test]
fn a_judge_revokes_for_good() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_noop!(AssetRegistry::do_revoke(AssetId::new(7, 7)), Error::AssetUnknown);
		events();
		assert_ok!(AssetRegistry::do_revoke(asset));
		let who = AssetRegistry::account_id();
		assert_eq!(events(), [Event::StateSet { asset, from: Active, to: Revoked, who }]);
		assert_noop!(AssetRegistry::do_revoke(asset), Error::Revoked);
		assert_noop!(set(alice(), asset, Active), Error::Revoked);
	});
}

#[test]
fn whoever_keeps_a_contract_hears_of_changed_descriptions() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		Observed::take();
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::add_uri(by(alice()), asset, 2, uri(7)));
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 2, uri(7)));
		assert_ok!(AssetRegistry::set_state(by(alice()), asset, LifecycleState::Unlisted));
		assert_ok!(AssetRegistry::do_revoke(asset));
		assert_eq!(Observed::take(), vec![Ok(asset); 5]);
		// What is refused is not told.
		assert_noop!(AssetRegistry::do_revoke(asset), Error::Revoked);
		assert_noop!(AssetRegistry::revise(by(alice()), asset, content(3)), Error::Revoked);
		assert_eq!(Observed::take(), []);

		let collection = asset.collection;
		assert_ok!(AssetRegistry::nominate_publisher(by(alice()), collection, Some(bob())));
		assert_eq!(Observed::take(), []);
		assert_ok!(AssetRegistry::accept_publisher(by(bob()), collection));
		assert_eq!(Observed::take(), [Err(collection)]);
	});
}
