//! That `try_state` finds what it is there to find: each corruption is made, found, and undone.

use super::*;
use crate::listed::ordered;
use frame_support::{
	storage::with_transaction,
	traits::{
		fungible::MutateHold as _,
		tokens::{nonfungibles_v2::Mutate, Fortitude::Force, Precision::Exact},
	},
};
use sp_runtime::{TransactionOutcome, TryRuntimeError};

/// Runs `corrupt` on a sound state with two linked assets, and returns what `try_state` says.
fn found(corrupt: fn(AssetId, AssetId)) -> TryRuntimeError {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		grant(id, bob(), Roles::EDITOR);
		let part = asset_in(id);
		let bundle = asset_with(id, vec![link(Relation::Contains, part)]);
		assert_ok!(AssetRegistry::do_try_state());
		let found = with_transaction(|| -> TransactionOutcome<Result<_, DispatchError>> {
			corrupt(bundle, part);
			TransactionOutcome::Rollback(Ok(AssetRegistry::do_try_state()))
		});
		found.expect("was not refused").expect_err("the corruption was not found")
	})
}

fn asset_mut(id: AssetId, change: impl FnOnce(&mut AssetRecordOf<Test>)) {
	Assets::<Test>::mutate(id, |record| change(record.as_mut().expect("exists")));
}

fn collection_mut(id: u32, change: impl FnOnce(&mut CollectionRecordOf<Test>)) {
	Collections::<Test>::mutate(id, |record| change(record.as_mut().expect("exists")));
}

#[test]
fn deposits_that_are_not_on_hold() {
	for reason in [
		HoldReason::Collection,
		HoldReason::Role,
		HoldReason::Asset,
		HoldReason::Revision,
		HoldReason::Uri,
		HoldReason::Link,
	] {
		new_test_ext().execute_with(|| {
			let id = collection();
			grant(id, bob(), Roles::EDITOR);
			let part = asset_in(id);
			asset_with(id, vec![link(Relation::Contains, part)]);
			assert_ok!(AssetRegistry::do_try_state());
			assert_ok!(Balances::burn_held(&reason.into(), &alice(), 1, Exact, Force));
			assert!(AssetRegistry::do_try_state().is_err(), "{reason:?}");
			assert_ok!(Balances::hold(&reason.into(), &alice(), 2));
			assert!(AssetRegistry::do_try_state().is_err(), "{reason:?}");
		});
	}
}

#[test]
fn nfts_that_are_no_assets_and_assets_without_nft() {
	let error = found(|bundle, _| {
		assert_ok!(<Nfts as Mutate<_, _>>::burn(&bundle.collection, &bundle.item, None));
		collection_mut(bundle.collection, |c| c.items -= 1);
	});
	assert_eq!(error, "an asset has no NFT".into());
	let error = found(|bundle, _| {
		let config = pallet_nfts::ItemConfig::default();
		assert_ok!(Nfts::mint_into(&bundle.collection, &9, &alice(), &config, true));
		collection_mut(bundle.collection, |c| {
			c.items += 1;
			c.next_item = 10;
		});
	});
	assert_eq!(error, "an NFT of the registry's is no asset".into());
}

#[test]
fn counters_that_miscount() {
	let error = found(|bundle, _| collection_mut(bundle.collection, |c| c.items += 1));
	assert_eq!(error, "a collection miscounts its items".into());
	let error = found(|bundle, _| collection_mut(bundle.collection, |c| c.next_item = 1));
	assert_eq!(error, "an item is newer than the newest".into());
	let error = found(|bundle, _| collection_mut(bundle.collection, |c| c.roles += 1));
	assert_eq!(error, "a collection miscounts its roles".into());
	let error = found(|_, part| asset_mut(part, |a| a.dependants = 0));
	assert_eq!(error, "an asset miscounts its dependants".into());
	let error = found(|_, part| asset_mut(part, |a| a.descendants = 0));
	assert_eq!(error, "an asset miscounts its descendants".into());
	let error = found(|_, _| NewestCollection::<Test>::kill());
	assert_eq!(error, "no newest collection".into());
}

#[test]
fn revisions_that_are_missing_or_left_over() {
	let error = found(|bundle, _| asset_mut(bundle, |a| a.revision = 2));
	assert_eq!(error, "a revision is missing".into());
	let error = found(|bundle, _| asset_mut(bundle, |a| a.oldest = 2));
	assert_eq!(error, "no current revision".into());
	let error = found(|bundle, _| {
		let revision = Revisions::<Test>::get(bundle, 1).expect("exists");
		Revisions::<Test>::insert(bundle, 7, revision);
	});
	assert_eq!(error, "a revision has no asset".into());
}

#[test]
fn an_index_by_kind_and_state_that_disagrees() {
	let error = found(|_, part| {
		Listed::<Test>::remove((AssetKind::Dataset, LifecycleState::Active), ordered(part));
	});
	assert_eq!(error, "an asset is missing in the index by kind and state".into());
	let error = found(|_, part| asset_mut(part, |a| a.state = LifecycleState::Unlisted));
	assert_eq!(error, "an asset is missing in the index by kind and state".into());
	let error = found(|_, part| {
		Listed::<Test>::insert((AssetKind::Model, LifecycleState::Active), ordered(part), ());
	});
	assert_eq!(error, "the index by kind and state has more assets".into());
}

#[test]
fn links_that_disagree() {
	let error = found(|bundle, part| Referrers::<Test>::remove(part, (bundle, Relation::Contains)));
	assert_eq!(error, "a link is missing in the reverse index".into());
	let error = found(|bundle, part| {
		Referrers::<Test>::insert(part, (bundle, Relation::DependsOn), ());
	});
	assert_eq!(error, "the reverse index has more links".into());
	let error = found(|bundle, part| {
		// The part contains the bundle that contains it.
		let links = Lineage::<Test>::get(bundle);
		let mut entry = links[0].clone();
		entry.link.object = bundle;
		entry.deposit = 0;
		Lineage::<Test>::insert(part, frame_support::BoundedVec::truncate_from(vec![entry]));
		Referrers::<Test>::insert(bundle, (part, Relation::Contains), ());
		asset_mut(bundle, |a| (a.dependants, a.descendants) = (1, 1));
	});
	assert_eq!(error, "a cycle of structural links".into());
	let error = found(|bundle, part| {
		asset_mut(bundle, |a| a.dependants = 0);
		let links = Lineage::<Test>::take(bundle);
		Lineage::<Test>::insert(AssetId::new(part.collection, 99), links);
	});
	assert_eq!(error, "links of an asset that is not".into());
}
