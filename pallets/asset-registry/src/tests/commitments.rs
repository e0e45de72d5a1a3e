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
fn a_revision_that_was_sold_keeps_its_multiuris() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		grant(asset.collection, bob(), Roles::EDITOR);
		let refused = |who, n| {
			let withdrawn = AssetRegistry::withdraw_uri(by(who), asset, 1, uri(n));
			assert_noop!(withdrawn, Error::RevisionSold);
		};
		Sold::set(vec![(asset, 1)]);
		for who in [alice(), bob()] {
			refused(who, 1);
		}
		// One that leads nowhere does not take its place.
		System::set_block_number(2);
		assert_ok!(AssetRegistry::add_uri(by(bob()), asset, 1, uri(9)));
		refused(alice(), 1);
		// What came later goes again, until somebody buys who has seen it.
		assert_ok!(AssetRegistry::withdraw_uri(by(bob()), asset, 1, uri(9)));
		assert_ok!(AssetRegistry::add_uri(by(bob()), asset, 1, uri(9)));
		SoldAt::set(2);
		refused(alice(), 9);
		// A later revision takes none away, and has not been sold.
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 2, uri(2)));
		assert_eq!(uris_of(asset, 1), [uri(1), uri(9)]);
		Sold::set(vec![]);
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 1, uri(1)));
		assert_ok!(AssetRegistry::withdraw_uri(by(alice()), asset, 1, uri(9)));
	});
}

#[test]
fn an_owner_that_builds_on_its_own_asset_has_acted() {
	new_test_ext().execute_with_checks(|| {
		let (origin, other) = (asset(), asset());
		let nonce = || (AssetRegistry::owner_nonce(origin), AssetRegistry::owner_nonce(other));
		let link = |relation, permit| {
			let link = Link { relation, object: origin };
			AssetRegistry::link(by(alice()), other, NewLink { link, permit, max_owed_ppm: 0 })
		};
		assert_eq!(nonce(), (0, 0));
		// What is made from an asset for nothing, and what it says for good that it was made from.
		assert_ok!(link(Relation::DerivedFrom, Some(Permit::Owner)));
		assert_eq!(nonce(), (1, 1));
		// Under terms, anyone may build on it. A link that copies nothing binds no one.
		assert_ok!(link(Relation::TrainedOn, Some(Permit::Free(H256::zero()))));
		assert_eq!(nonce(), (1, 2));
		assert_ok!(link(Relation::DependsOn, None));
		assert_eq!(nonce(), (1, 2));
		// The highest number is followed by zero: it is another one, which is what counts.
		Assets::<Test>::mutate(origin, |record| {
			record.as_mut().expect("exists").owner_nonce = u32::MAX;
		});
		AssetRegistry::owner_acted(origin);
		assert_eq!(nonce(), (0, 2));
		AssetRegistry::owner_acted(AssetId::new(99, 9));
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
