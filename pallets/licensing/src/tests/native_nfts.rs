//! Passing licences on: by this pallet's call, by pallet-erc721's, and by none of pallet-nfts' own.

use super::*;
use pallet_nfts::{Call as Nft, PriceDirection, PriceWithDirection};
use sp_runtime::traits::Dispatchable;

type NftError = pallet_nfts::Error<Test>;

fn dispatch(call: Nft<Test>, who: AccountId) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(by(who)).map(|_| ()).map_err(|error| error.error)
}

/// A licence and another item of the same kind to swap it with: Bob's and Dave's.
fn two(terms: Terms) -> (AssetId, u32, u64, u64) {
	let asset = asset();
	let id = known(terms);
	let item = bought(bob(), asset, id);
	let other = bought(dave(), asset, known(wide()));
	(asset, collection_of(item), item, other)
}

fn offer_swap(collection: u32, offered: u64, desired: u64) -> Nft<Test> {
	Nft::create_swap {
		offered_collection: collection,
		offered_item: offered,
		desired_collection: collection,
		maybe_desired_item: Some(desired),
		maybe_price: None,
		duration: 10,
	}
}

fn claim_swap(collection: u32, send: u64, receive: u64) -> Nft<Test> {
	Nft::claim_swap {
		send_collection: collection,
		send_item: send,
		receive_collection: collection,
		receive_item: receive,
		witness_price: None,
	}
}

/// Tries every way to move Bob's licence to Carol or Dave, and checks that it stays with him.
fn nothing_moves_it(collection: u32, item: u64, other: u64) {
	let locked = DispatchError::from(NftError::ItemLocked);
	// A transfer, by the owner and by a delegate.
	assert_noop!(dispatch(Nft::transfer { collection, item, dest: carol() }, bob()), locked);
	assert_noop!(Erc721::transfer(by(bob()), collection, item, carol()), locked);
	let maybe_deadline = None;
	let approve = Nft::approve_transfer { collection, item, delegate: carol(), maybe_deadline };
	let _ = dispatch(approve, bob());
	assert!(dispatch(Nft::transfer { collection, item, dest: carol() }, carol()).is_err());
	// A sale, priced while the item was not locked or after.
	let price = Nft::set_price { collection, item, price: Some(5), whitelisted_buyer: None };
	let _ = dispatch(price, bob());
	assert!(dispatch(Nft::buy_item { collection, item, bid_price: 5 }, carol()).is_err());
	// A swap, in both directions.
	let _ = dispatch(offer_swap(collection, item, other), bob());
	assert!(dispatch(claim_swap(collection, other, item), dave()).is_err());
	assert_ok!(dispatch(offer_swap(collection, other, item), dave()));
	assert!(dispatch(claim_swap(collection, item, other), bob()).is_err());
	// Burning.
	assert_noop!(dispatch(Nft::burn { collection, item }, bob()), locked);
	assert_eq!(Licensing::holder(item), Some(bob()));
	assert_eq!(Licensing::holder(other), Some(dave()));
}

#[test]
fn a_transferable_licence_moves_by_every_way() {
	let moved = |how: fn(u32, u64, u64), to: AccountId| {
		new_test_ext().execute_with_checks(|| {
			let (asset, collection, item, other) = two(wide());
			assert!(!Licensing::is_locked(collection, item));
			assert!(Licensing::is_transferable(item));
			how(collection, item, other);
			assert_eq!(Licensing::holder(item), Some(to));
			assert_eq!(access(asset, bob()), None);
			assert_eq!(Licensing::holder(other), Some(dave()));
			assert!(held(HoldReason::Licence, bob()) > 0);
		});
	};
	moved(
		|_, item, _| {
			assert_ok!(Licensing::transfer(by(bob()), item, carol()));
		},
		carol(),
	);
	moved(
		|collection, item, _| {
			assert_ok!(Erc721::transfer(by(bob()), collection, item, carol()));
		},
		carol(),
	);
	moved(
		|collection, item, _| {
			assert_ok!(Erc721::approve(by(bob()), collection, item, Some(carol())));
			assert_ok!(Erc721::transfer(by(carol()), collection, item, dave()));
		},
		dave(),
	);
	moved(
		|collection, item, _| {
			assert_ok!(Erc721::set_approval_for_all(by(bob()), collection, carol(), true));
			assert_ok!(Erc721::transfer(by(carol()), collection, item, carol()));
		},
		carol(),
	);
}

#[test]
fn a_licence_that_is_not_transferable_moves_by_none() {
	new_test_ext().execute_with_checks(|| {
		let (asset, collection, item, other) = two(Terms { transferable: false, ..wide() });
		assert!(Licensing::is_locked(collection, item));
		assert!(!Licensing::is_transferable(item));
		nothing_moves_it(collection, item, other);
		assert_noop!(Licensing::transfer(by(bob()), item, carol()), Error::NotTransferable);
		assert!(access(asset, bob()).is_some());
		// Its holder can give it up, though.
		assert_ok!(Licensing::close(by(bob()), item));
	});
}

#[test]
fn a_swap_for_a_price_or_any_item_does_not_move_it_either() {
	new_test_ext().execute_with_checks(|| {
		let (_, collection, item, other) = two(Terms { transferable: false, ..wide() });
		let price = PriceWithDirection { amount: 5, direction: PriceDirection::Receive };
		assert_ok!(dispatch(
			Nft::create_swap {
				offered_collection: collection,
				offered_item: item,
				desired_collection: collection,
				maybe_desired_item: None,
				maybe_price: Some(price.clone()),
				duration: 10,
			},
			bob()
		));
		let claim = Nft::claim_swap {
			send_collection: collection,
			send_item: other,
			receive_collection: collection,
			receive_item: item,
			witness_price: Some(price),
		};
		assert_noop!(dispatch(claim, dave()), NftError::ItemLocked);
	});
}

#[test]
fn an_ended_licence_does_not_move() {
	let ends: [fn(u64, AssetId); 5] = [
		|_, _| wait(30 * DAY),
		|item, _| {
			let reason = RevocationReason::Breach;
			assert_ok!(Licensing::revoke(by(alice()), item, reason));
		},
		|item, _| {
			for _ in 0..5 {
				assert_ok!(Licensing::consume(by(bob()), item, H256::zero()));
			}
		},
		|_, asset| set_state(asset, LifecycleState::Revoked),
		|_, asset| retire(asset),
	];
	for end in ends {
		new_test_ext().execute_with_checks(|| {
			let (asset, collection, item, other) = two(wide());
			end(item, asset);
			assert!(Licensing::is_locked(collection, item));
			assert!(!Licensing::is_transferable(item));
			nothing_moves_it(collection, item, other);
			assert_noop!(Licensing::transfer(by(bob()), item, carol()), Error::LicenceEnded);
		});
	}
}

#[test]
fn what_was_approved_before_the_end_does_not_move_it_after() {
	new_test_ext().execute_with_checks(|| {
		let (_, collection, item, other) = two(wide());
		let (delegate, maybe_deadline) = (carol(), None);
		let approve = Nft::approve_transfer { collection, item, delegate, maybe_deadline };
		assert_ok!(dispatch(approve, bob()));
		let price = Nft::set_price { collection, item, price: Some(5), whitelisted_buyer: None };
		assert_ok!(dispatch(price, bob()));
		assert_ok!(dispatch(offer_swap(collection, item, other), bob()));
		assert_ok!(Licensing::revoke(by(alice()), item, RevocationReason::Legal));
		let locked = DispatchError::from(NftError::ItemLocked);
		assert_noop!(Erc721::transfer(by(carol()), collection, item, dave()), locked);
		let transfer = Nft::transfer { collection, item, dest: carol() };
		assert_noop!(dispatch(transfer, carol()), locked);
		assert_noop!(dispatch(Nft::buy_item { collection, item, bid_price: 5 }, carol()), locked);
		assert_noop!(dispatch(claim_swap(collection, other, item), dave()), locked);
	});
}

#[test]
fn sub_licences_are_locked_with_what_is_above_them() {
	new_test_ext().execute_with_checks(|| {
		let ids = chain(asset());
		let collection = collection_of(ids[0]);
		assert!(ids.iter().all(|id| !Licensing::is_locked(collection, *id)));
		assert_ok!(Licensing::revoke(by(alice()), ids[0], RevocationReason::Breach));
		assert!(ids.iter().all(|id| Licensing::is_locked(collection, *id)));
		let transfer = Nft::transfer { collection, item: ids[4], dest: alice() };
		assert_noop!(dispatch(transfer, account(6)), NftError::ItemLocked);
	});
}

#[test]
fn what_is_no_licence_is_not_locked() {
	new_test_ext().execute_with_checks(|| {
		let (_, collection, item, _) = two(Terms { transferable: false, ..wide() });
		assert!(!Licensing::is_locked(collection, item + 7));
		// An item of the same number in another collection.
		assert!(!Licensing::is_locked(collection + 1, item));
	});
}

#[test]
fn only_the_holder_transfers() {
	new_test_ext().execute_with_checks(|| {
		let (_, _, item, _) = two(wide());
		let transfer = |who, id| Licensing::transfer(by(who), id, carol());
		assert_noop!(transfer(alice(), item), Error::NotHolder);
		assert_noop!(transfer(carol(), item), Error::NotHolder);
		assert_noop!(transfer(bob(), 77), Error::LicenceUnknown);
	});
}

#[test]
fn royalties_are_told() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let with = |terms: Terms| known(Terms { resale_royalty_ppm: 50_000, ..terms });
		let above = bought(bob(), asset, with(wide_at(0)));
		let below = sub_bought(carol(), above, with(wide_at(1)));
		assert_eq!(Licensing::resale_royalty(above), (Some(alice()), 50_000));
		assert_eq!(Licensing::resale_royalty(below), (Some(bob()), 50_000));
		sell_asset(asset, erin());
		assert_eq!(Licensing::resale_royalty(above), (Some(erin()), 50_000));
		assert_eq!(Licensing::resale_royalty(9), (None, 0));
	});
}
