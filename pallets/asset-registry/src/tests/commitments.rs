//! What was sold stays: an asset while it has live irrevocable licences, and the revision to
//! which a licence is pinned.

use super::*;
use frame_support::dispatch::GetDispatchInfo;
use LifecycleState::{Deprecated, Revoked};

#[test]
fn an_asset_that_was_sold_for_good_neither_retires_nor_is_revoked() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		Committed::set(vec![asset]);
		assert_noop!(AssetRegistry::retire(by(alice()), asset), LICENCES_LIVE);
		assert_noop!(AssetRegistry::set_state(by(alice()), asset, Revoked), LICENCES_LIVE);
		// Nor does selling the asset, to whomever, change that.
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		assert_noop!(AssetRegistry::retire(by(bob()), asset), LICENCES_LIVE);
		assert_noop!(AssetRegistry::set_state(by(bob()), asset, Revoked), LICENCES_LIVE);
		// Other states end nothing.
		assert_ok!(AssetRegistry::set_state(by(bob()), asset, Deprecated));
		Committed::set(vec![]);
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
	});
}

#[test]
fn a_judge_revokes_all_the_same() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		Committed::set(vec![asset]);
		Sold::set(vec![(asset, 1), (asset, 2)]);
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::do_revoke(asset));
		// The licences have ended: what was sold may go.
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 2, uri(2)));
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
	});
}

#[test]
fn a_revision_that_was_sold_keeps_a_multiuri() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::EDITOR);
		Sold::set(vec![(asset, 1)]);
		for who in [alice(), bob()] {
			assert_noop!(
				AssetRegistry::withdraw_uri(by(who), asset, 1, uri(1)),
				Error::RevisionSold
			);
		}
		// Another place may take its place.
		assert_ok!(AssetRegistry::add_uri(by(bob()), asset, 1, uri(9)));
		assert_ok!(AssetRegistry::withdraw_uri(by(bob()), asset, 1, uri(1)));
		assert_noop!(
			AssetRegistry::withdraw_uri(by(alice()), asset, 1, uri(9)),
			Error::RevisionSold
		);
		// A later revision takes none away, and has not been sold.
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 2, uri(2)));
		assert_eq!(uris_of(asset, 1), [uri(9)]);
		Sold::set(vec![]);
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 1, uri(9)));
	});
}

#[test]
fn a_revision_that_was_sold_is_not_pruned() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		for n in 2..=4 {
			assert_ok!(AssetRegistry::revise(by(alice()), asset, content(n)));
		}
		Sold::set(vec![(asset, 2), (AssetId::new(9, 9), 1)]);
		for count in [2, 3] {
			assert_noop!(
				AssetRegistry::prune_revisions(by(alice()), asset, count),
				Error::RevisionSold
			);
		}
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_noop!(AssetRegistry::prune_revisions(by(alice()), asset, 1), Error::RevisionSold);
		Sold::set(vec![]);
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 2));
	});
}

#[test]
fn asking_is_in_the_weights() {
	let asked = |call: Call<Test>, beside: frame_support::weights::Weight| {
		let weight = call.get_dispatch_info().call_weight;
		weight.saturating_sub(beside).ref_time() / TestCommitments::weight().ref_time()
	};
	let asset = AssetId::default();
	let weights = |call| asked(call, frame_support::weights::Weight::zero());
	type Own = <Test as Config>::WeightInfo;
	let withdraw = Call::withdraw_uri { asset, revision: 1, uri: uri(1) };
	assert_eq!(asked(withdraw, Own::withdraw_uri()), 1);
	assert_eq!(asked(Call::set_state { asset, state: Revoked }, Own::set_state()), 1);
	let one = weights(Call::prune_revisions { asset, count: 1 });
	assert!(weights(Call::prune_revisions { asset, count: 4 }) >= one + 3);
}
