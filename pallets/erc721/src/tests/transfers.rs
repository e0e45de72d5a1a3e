//! Who may move what.

use super::{assert_noop, assert_ok, test, Erc721, Test};
use crate::{
	mock::{
		account, address, burn, collection, locked_key, mint, of_address, RuntimeOrigin, System,
	},
	Error,
};
use frame_support::traits::tokens::nonfungibles_v2::{Mutate, Transfer};
use sp_core::H160;

fn signed(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(n))
}

#[test]
fn the_owner_moves_an_item() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		assert_ok!(Erc721::transfer(signed(1), id, 5, account(2)));
		assert_eq!(Erc721::owner_of(id, 5), Some(account(2)));
		assert_eq!(Erc721::balance_of(id, address(&account(1))), 0);
		assert_eq!(Erc721::balance_of(id, address(&account(2))), 1);
		System::assert_has_event(
			pallet_nfts::Event::Transferred {
				collection: id,
				item: 5,
				from: account(1),
				to: account(2),
			}
			.into(),
		);
	});
}

#[test]
fn nobody_else_moves_it() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(signed(2), id, 5, account(2)), no);
		// Not the collection's owner either.
		let no = Error::<Test>::NotOwnerNorApproved;
		assert_noop!(Erc721::transfer(signed(9), id, 5, account(9)), no);
		let root = sp_runtime::DispatchError::BadOrigin;
		assert_noop!(Erc721::transfer(RuntimeOrigin::root(), id, 5, account(2)), root);
	});
}

#[test]
fn nobody_gets_or_manages_an_item() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		let (nobody, no) = (of_address(H160::zero()), Error::<Test>::ZeroAddress);
		assert_noop!(Erc721::transfer(signed(1), id, 5, nobody.clone()), no);
		let no = Error::<Test>::ZeroAddress;
		assert_noop!(Erc721::approve(signed(1), id, 5, Some(nobody.clone())), no);
		let no = Error::<Test>::ZeroAddress;
		assert_noop!(Erc721::set_approval_for_all(signed(1), id, nobody.clone(), true), no);
		let no = Error::<Test>::ZeroAddress;
		assert_noop!(
			<Erc721 as Mutate<_, _>>::mint_into(&id, &6, &nobody, &Default::default(), true),
			no
		);
	});
}

#[test]
fn what_is_not_there_does_not_move() {
	test(|| {
		let id = collection();
		let unknown = Error::<Test>::UnknownCollection;
		assert_noop!(Erc721::transfer(signed(1), id + 1, 0, account(2)), unknown);
		let unknown = Error::<Test>::UnknownItem;
		assert_noop!(Erc721::transfer(signed(1), id, 0, account(2)), unknown);
		let unknown = Error::<Test>::UnknownItem;
		assert_noop!(Erc721::transfer(signed(1), id, u64::MAX, account(2)), unknown);
		mint(id, 0, &account(1));
		burn(id, 0);
		let unknown = Error::<Test>::UnknownItem;
		assert_noop!(Erc721::transfer(signed(1), id, 0, account(2)), unknown);
	});
}

#[test]
fn from_must_be_the_owner() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		for from in [H160::zero(), address(&account(2))] {
			let wrong = Error::<Test>::WrongOwner;
			assert_noop!(Erc721::do_transfer(&account(1), id, 5, from, account(2)), wrong);
		}
	});
}

#[test]
fn a_locked_item_stays() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		frame_support::storage::unhashed::put(&locked_key(id, 5), &());
		let locked = pallet_nfts::Error::<Test>::ItemLocked;
		assert_noop!(Erc721::transfer(signed(1), id, 5, account(2)), locked);
		let locked = pallet_nfts::Error::<Test>::ItemLocked;
		assert_noop!(<Erc721 as Transfer<_>>::transfer(&id, &5, &account(2)), locked);
	});
}

#[test]
fn an_item_can_be_moved_to_its_owner() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		mint(id, 6, &account(1));
		assert_ok!(Erc721::do_approve(&account(1), id, 5, Some(account(3))));
		assert_ok!(Erc721::transfer(signed(1), id, 5, account(1)));
		assert_eq!(Erc721::owner_of(id, 5), Some(account(1)));
		assert_eq!(Erc721::balance_of(id, address(&account(1))), 2);
		assert_eq!(Erc721::approved(id, 5), None);
	});
}

#[test]
fn owners_never_seen_count_and_one_address_is_one_owner() {
	test(|| {
		let id = collection();
		// Accounts without any balance: the first is known by the end of its hash, the second is
		// the account of an Ethereum key with that very address.
		let unseen = account(77);
		let same = of_address(address(&unseen));
		assert_ne!(unseen, same);
		mint(id, 0, &unseen);
		mint(id, 1, &same);
		assert_eq!(Erc721::balance_of(id, address(&unseen)), 2);
		let item = |index| Erc721::token_of_owner_by_index(id, address(&unseen), index);
		assert_eq!([item(0), item(1), item(2)], [Some(0), Some(1), None]);
		// Either moves what the other has: they are one to every contract.
		assert_ok!(Erc721::do_transfer(&unseen, id, 1, address(&unseen), unseen.clone()));
		assert_eq!(Erc721::owner_of(id, 1), Some(unseen.clone()));
		assert_eq!(Erc721::balance_of(id, address(&unseen)), 2);
	});
}

#[test]
fn pallets_move_without_being_asked_who_they_are() {
	test(|| {
		let id = collection();
		mint(id, 0, &account(1));
		assert_ok!(<Erc721 as Transfer<_>>::transfer(&id, &0, &account(2)));
		assert_eq!(Erc721::balance_of(id, address(&account(2))), 1);
	});
}
