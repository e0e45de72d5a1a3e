//! Deposits: what they cover, that they are exact, and what happens when they cannot be.

use super::*;
use frame_support::traits::{
	fungible::{MutateHold as _, Unbalanced},
	tokens::{Fortitude::Force, Precision::BestEffort, Preservation::Expendable},
};
use std::collections::BTreeMap;

/// The storage of the registry and the NFT pallet: key to the length of its value.
pub fn state() -> BTreeMap<Vec<u8>, usize> {
	let mut state = BTreeMap::new();
	for pallet in ["AssetRegistry", "Nfts"] {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes()).to_vec();
		let mut key = prefix.clone();
		while let Some(next) = sp_io::storage::next_key(&key) {
			if !next.starts_with(&prefix) {
				break;
			}
			let len = sp_io::storage::get(&next).map_or(0, |value| value.len());
			state.insert(next.clone(), len);
			key = next;
		}
	}
	state
}

/// Entries and bytes of keys and values.
fn measure() -> (usize, usize) {
	let state = state();
	(state.len(), state.iter().map(|(key, len)| key.len() + len).sum())
}

/// What `act` adds to the state, in entries and bytes, and what is held for it when an entry, and
/// when a byte, costs 1.
fn cost_of(prepare: fn(), act: fn()) -> ((usize, usize), (usize, usize)) {
	let mut held = [0; 2];
	let mut grown = (0, 0);
	for (i, (base, per_byte)) in [(1, 0), (0, 1)].into_iter().enumerate() {
		new_test_ext().execute_with_checks(|| {
			DepositBase::set(base);
			DepositPerByte::set(per_byte);
			prepare();
			let before = (measure(), held_in_all(alice()));
			act();
			let after = (measure(), held_in_all(alice()));
			grown = (after.0 .0 - before.0 .0, after.0 .1 - before.0 .1);
			held[i] = (after.1 - before.1) as usize;
		});
	}
	(grown, (held[0], held[1]))
}

/// Checks that what is held covers what `act` adds, and exceeds it by `slack` bytes at most.
fn assert_covered(what: &str, slack: usize, prepare: fn(), act: fn()) {
	let ((entries, bytes), (held_entries, held_bytes)) = cost_of(prepare, act);
	assert!(held_entries >= entries, "{what}: {held_entries} entries paid, {entries} added");
	assert!(
		(bytes..=bytes + slack).contains(&held_bytes),
		"{what}: {held_bytes} bytes paid, {bytes} added"
	);
}

#[test]
fn deposits_cover_the_state_they_are_for() {
	// The first collection also creates what is there once per chain.
	fn start() {
		collection();
	}
	fn register() {
		asset_in(0);
	}
	assert_covered("collection", 80, start, start);
	assert_covered("roles", 16, start, || grant(0, bob(), Roles::EDITOR));
	// Counters at their longest, and room for the account of an owner who agrees to roles.
	assert_covered("asset", 100, start, register);
	fn with_two() {
		asset_in(collection());
		asset_in(0);
	}
	let first = AssetId::new(0, 0);
	assert_eq!(first, AssetId::default());
	assert_covered("revision", 50, with_two, || {
		assert_ok!(AssetRegistry::revise(by(alice()), AssetId::new(0, 0), content(2)));
	});
	assert_covered("multiURI", 20, with_two, || {
		assert_ok!(AssetRegistry::add_uri(by(alice()), AssetId::new(0, 0), 1, uri(5)));
	});
	assert_covered("link", 20, with_two, || {
		let part = new(link(Relation::Contains, AssetId::new(0, 1)));
		assert_ok!(AssetRegistry::link(by(alice()), AssetId::new(0, 0), part));
	});
}

/// Bytes of state that an asset with one IPFS URI takes, the NFT pallet's entries included.
const ASSET_BYTES: usize = 730;
/// Those of them that a bare mint by the NFT pallet takes.
const NFT_BYTES: usize = 365;

/// Entries and bytes that `act` adds: of all, and of those of the NFT pallet.
fn added<R>(act: impl FnOnce() -> R) -> ((usize, usize), (usize, usize)) {
	let before = state();
	let _ = act();
	let nfts = sp_io::hashing::twox_128(b"Nfts");
	let (mut all, mut of_nfts) = ((0, 0), (0, 0));
	for (key, len) in state().into_iter().filter(|(key, _)| !before.contains_key(key)) {
		all = (all.0 + 1, all.1 + key.len() + len);
		if key.starts_with(&nfts) {
			of_nfts = (of_nfts.0 + 1, of_nfts.1 + key.len() + len);
		}
	}
	(all, of_nfts)
}

#[test]
fn an_asset_takes_no_more_than_two_nfts() {
	new_test_ext().execute_with_checks(|| {
		// Prices of a chain with 18 decimals: amounts are stored in as many bytes as they need.
		assert_ok!(Balances::mint_into(&alice(), 10u128.pow(24)));
		DepositBase::set(10u128.pow(16));
		DepositPerByte::set(10u128.pow(14));
		let id = collection();
		let (all, of_nfts) = added(|| asset_in(id));
		assert_eq!((all, of_nfts), ((6, ASSET_BYTES), (3, NFT_BYTES)));
	});
}

#[test]
fn the_allowances_for_the_nft_pallet_fit() {
	use crate::deposits::{NFT_COLLECTION_BYTES, NFT_COLLECTION_ENTRIES};
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (_, (entries, bytes)) = added(collection);
		assert_eq!(entries, NFT_COLLECTION_ENTRIES as usize);
		assert!((bytes..bytes + 16).contains(&NFT_COLLECTION_BYTES), "{bytes}");
		let (_, (entries, bytes)) = added(|| asset_in(id));
		let item = <Test as Config>::NftItem::get();
		assert_eq!(entries, item.count as usize);
		assert!((bytes..bytes + 16).contains(&(item.size as usize)), "{bytes}");
	});
}

#[test]
fn each_record_knows_its_deposit() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::add_uri(by(alice()), asset, 1, uri(2)));
		let part = asset_in(asset.collection);
		let parts = new(link(Relation::Contains, part));
		assert_ok!(AssetRegistry::link(by(alice()), asset, parts));
		let revision = Revisions::<Test>::get(asset, 1).expect("exists");
		let of_part = Revisions::<Test>::get(part, 1).expect("exists");
		assert_eq!(held(HoldReason::Revision, alice()), revision.deposit + of_part.deposit);
		let uris: Balance =
			revision.uris.iter().chain(&of_part.uris).map(|entry| entry.deposit).sum();
		assert_eq!(held(HoldReason::Uri, alice()), uris);
		assert_eq!(held(HoldReason::Link, alice()), Lineage::<Test>::get(asset)[0].deposit);
		// 1_000 an entry, 10 a byte.
		assert_eq!(AssetRegistry::price(2, 30).ok(), Some(2_300));
	});
}

#[test]
fn a_new_price_does_not_touch_old_deposits() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let asset = asset_in(id);
		let before = held_in_all(alice());
		DepositBase::set(7_777);
		DepositPerByte::set(1);
		assert_ok!(AssetRegistry::revise(by(alice()), asset, content(2)));
		assert_ok!(AssetRegistry::prune_revisions(by(alice()), asset, 1));
		assert_ok!(AssetRegistry::set_state(by(alice()), asset, LifecycleState::Unlisted));
		grant(id, bob(), Roles::EDITOR);
		assert_ok!(AssetRegistry::retire(by(alice()), asset));
		grant(id, bob(), Roles::NONE);
		let record = Collections::<Test>::get(id).expect("exists");
		assert_eq!(held_in_all(alice()), record.deposit);
		assert!(record.deposit < before);
		assert_ok!(AssetRegistry::destroy_collection(by(alice()), id));
		assert_eq!(held_in_all(alice()), 0);
		assert_eq!(Balances::total_balance(&alice()), ENDOWMENT);
	});
}

#[test]
fn a_takeover_pays_the_price_of_today() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let then = held_in_all(alice());
		assert_ok!(AssetRegistry::nominate_publisher(by(alice()), id, Some(bob())));
		DepositBase::set(2_000);
		DepositPerByte::set(20);
		assert_ok!(AssetRegistry::accept_publisher(by(bob()), id));
		assert_eq!((held_in_all(alice()), held_in_all(bob())), (0, 2 * then));
	});
}

#[test]
fn an_inexpressible_deposit_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (asset, part) = (asset_in(id), asset_in(id));
		let refused_at = |base, per_byte, error: DispatchError| {
			DepositBase::set(base);
			DepositPerByte::set(per_byte);
			let create = AssetRegistry::create_collection(by(alice()), b"Birds".to_vec(), None);
			assert_eq!(create, Err(error));
			let kind = AssetKind::Model;
			assert_noop!(AssetRegistry::register(by(alice()), id, kind, content(1), vec![]), error);
			assert_noop!(AssetRegistry::revise(by(alice()), asset, content(1)), error);
			assert_noop!(
				AssetRegistry::link(by(alice()), asset, new(link(Relation::Contains, part))),
				error
			);
			assert_noop!(AssetRegistry::set_roles(by(alice()), id, bob(), Roles::EDITOR), error);
		};
		refused_at(u128::MAX, u128::MAX, Error::DepositOverflow.into());
		refused_at(0, u128::MAX, Error::DepositOverflow.into());
		// Expressible, but there is no such money.
		refused_at(u128::MAX / 64, 0, TokenError::FundsUnavailable.into());
		DepositBase::set(0);
		DepositPerByte::set(u128::MAX);
		assert_noop!(AssetRegistry::add_uri(by(alice()), asset, 1, uri(9)), Error::DepositOverflow);
		// Entries and bytes can be priced, but not both together.
		DepositBase::set(u128::MAX / 5);
		DepositPerByte::set(1);
		assert_noop!(
			AssetRegistry::create_collection(by(alice()), b"Birds".to_vec(), None),
			Error::DepositOverflow
		);
	});
}

#[test]
fn the_sum_of_deposits_is_checked_too() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let asset = asset_in(id);
		DepositBase::set(0);
		// One multiURI can be priced, eight cannot.
		DepositPerByte::set(u128::MAX / 200);
		let eight = ContentInput { uris: (0..8).map(uri).collect(), ..content(2) };
		assert_noop!(AssetRegistry::revise(by(alice()), asset, eight), Error::DepositOverflow);
	});
}

#[test]
fn who_cannot_pay_changes_nothing() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		grant(id, nobody(), Roles::ALL);
		let asset = asset_in(id);
		let register = || {
			let kind = AssetKind::Dataset;
			AssetRegistry::register(by(nobody()), id, kind, content(1), vec![])
		};
		assert_noop!(register(), TokenError::FundsUnavailable);
		assert_noop!(
			AssetRegistry::create_collection(by(nobody()), b"Birds".to_vec(), None),
			TokenError::FundsUnavailable
		);
		assert_noop!(
			AssetRegistry::add_uri(by(nobody()), asset, 1, uri(2)),
			TokenError::FundsUnavailable
		);

		// The deposit to the last planck does not do: the account has to live on.
		let price = held(HoldReason::Asset, alice())
			+ held(HoldReason::Revision, alice())
			+ held(HoldReason::Uri, alice());
		assert_ok!(Balances::mint_into(&nobody(), price));
		assert_noop!(register(), TokenError::FundsUnavailable);
		assert_ok!(Balances::mint_into(&nobody(), 1));
		assert_ok!(register());
		assert_eq!(Balances::balance(&nobody()), 1);
		assert_eq!(held_in_all(nobody()), price);
	});
}

#[test]
fn not_only_calls_are_all_or_nothing() {
	use frame_support::traits::tokens::nonfungibles_v2::Transfer;
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (asset, part) = (asset_in(id), asset_in(id));
		grant(id, nobody(), Roles::ALL);
		// Enough for the asset, the revision and half of its multiURI.
		let uri = held(HoldReason::Uri, alice()) / 2;
		let revision = held(HoldReason::Revision, alice()) / 2;
		let price = held(HoldReason::Asset, alice()) / 2 + revision + uri / 2;
		assert_ok!(Balances::mint_into(&nobody(), price));
		let links = vec![new(link(Relation::DependsOn, part))];
		assert_noop!(
			AssetRegistry::do_register(nobody(), id, AssetKind::Model, content(2), links),
			TokenError::FundsUnavailable
		);
		assert_ok!(Balances::transfer_all(by(nobody()), alice(), false));
		assert_ok!(Balances::mint_into(&nobody(), revision + uri / 2));
		assert_noop!(
			AssetRegistry::do_revise(nobody(), asset, content(2)),
			TokenError::FundsUnavailable
		);
		assert_ok!(Balances::transfer_all(by(nobody()), alice(), false));
		assert_noop!(
			AssetRegistry::do_link(nobody(), asset, new(link(Relation::DependsOn, part))),
			TokenError::FundsUnavailable
		);
		assert_ok!(<Nfts as Transfer<_>>::disable_transfer(&id, &asset.item));
		assert_noop!(
			AssetRegistry::do_retire(alice(), asset),
			pallet_nfts::Error::<Test>::ItemLocked
		);
	});
}

#[test]
fn a_slashed_deposit_does_not_block() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		let reason = HoldReason::Asset.into();
		let all = held(HoldReason::Asset, alice());
		assert_ok!(Balances::burn_held(&reason, &alice(), 100, BestEffort, Force));
		events();
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
		// What is left returns, and what is missing is told.
		assert_eq!(held(HoldReason::Asset, alice()), 0);
		let short = Event::DepositShort { who: alice(), reason: HoldReason::Asset, missing: 100 };
		assert_eq!(events(), [short, Event::Retired { asset, who: bob() }]);
		let still = held_in_all(alice());
		assert_eq!(Balances::balance(&alice()) + still, ENDOWMENT - 100);
		assert!(all > 100);
	});
}

#[test]
fn a_dead_depositor_does_not_block() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		for reason in [HoldReason::Asset, HoldReason::Revision, HoldReason::Uri] {
			let all = held(reason, alice());
			assert_ok!(Balances::burn_held(&reason.into(), &alice(), all, BestEffort, Force));
		}
		events();
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
		let short = events().into_iter().filter(|e| matches!(e, Event::DepositShort { .. }));
		assert_eq!(short.count(), 3);
	});
}

#[test]
fn a_reduced_account_still_gets_its_deposits_back() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_ok!(AssetRegistry::transfer(by(alice()), asset, bob()));
		// Everything that is free is taken by force; what is on hold keeps the account alive.
		let free = Balances::balance(&alice());
		let taken = Balances::decrease_balance(&alice(), free, BestEffort, Expendable, Force);
		assert_ok!(taken);
		let before = Balances::total_balance(&alice());
		assert_ok!(AssetRegistry::retire(by(bob()), asset));
		assert_eq!(held(HoldReason::Asset, alice()), 0);
		assert_eq!(Balances::total_balance(&alice()), before);
	});
}
