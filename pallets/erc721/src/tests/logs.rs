//! The logs, word by word.

use super::{assert_ok, logs, test, Erc721};
use crate::mock::{account, address, burn, collection, mint, Log};
use sp_core::hex2array as hex;
use sp_core::{H160, H256};

const TRANSFER: [u8; 32] = hex!("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
const APPROVAL: [u8; 32] = hex!("8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925");
const FOR_ALL: [u8; 32] = hex!("17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31");
const METADATA: [u8; 32] = hex!("f8e1a15aba9398e019f0b49df1a4fde98ee17ae345cb5f6b5e2c27f5033e8ce7");
const USER: [u8; 32] = hex!("4e06b4e7000e659094299b3533b47b6aa8ad048e95e872d23d1f4ee55af89cfe");

fn word(number: u64) -> H256 {
	H256::from_low_u64_be(number)
}

fn of(address: H160) -> H256 {
	address.into()
}

fn log(collection: u32, topics: &[H256], data: &[H256]) -> Log {
	let data = data.iter().flat_map(|word| word.0).collect();
	Log { collection, topics: topics.to_vec(), data }
}

#[test]
fn every_move_is_logged() {
	test(|| {
		let id = collection();
		let (one, two) = (address(&account(1)), address(&account(2)));
		mint(id, 5, &account(1));
		let topic = H256(TRANSFER);
		assert_eq!(logs(), [log(id, &[topic, H256::zero(), of(one), word(5)], &[])]);
		assert_ok!(Erc721::do_transfer(&account(1), id, 5, one, account(2)));
		assert_eq!(logs(), [log(id, &[topic, of(one), of(two), word(5)], &[])]);
		assert_ok!(Erc721::do_transfer(&account(2), id, 5, two, account(2)));
		assert_eq!(logs(), [log(id, &[topic, of(two), of(two), word(5)], &[])]);
		burn(id, 5);
		assert_eq!(logs(), [log(id, &[topic, of(two), H256::zero(), word(5)], &[])]);
	});
}

#[test]
fn every_approval_is_logged() {
	test(|| {
		let id = collection();
		let (one, two) = (address(&account(1)), address(&account(2)));
		mint(id, 5, &account(1));
		logs();
		for (spender, named) in [(Some(account(2)), two), (None, H160::zero())] {
			assert_ok!(Erc721::do_approve(&account(1), id, 5, spender));
			assert_eq!(logs(), [log(id, &[H256(APPROVAL), of(one), of(named), word(5)], &[])]);
		}
		for approved in [true, false] {
			assert_ok!(Erc721::do_set_approval_for_all(&account(1), id, account(2), approved));
			let data = [word(approved.into())];
			assert_eq!(logs(), [log(id, &[H256(FOR_ALL), of(one), of(two)], &data)]);
		}
	});
}

#[test]
fn what_fails_is_not_logged() {
	test(|| {
		let id = collection();
		mint(id, 5, &account(1));
		logs();
		let from = address(&account(1));
		assert!(Erc721::do_transfer(&account(2), id, 5, from, account(2)).is_err());
		assert!(Erc721::do_approve(&account(2), id, 5, None).is_err());
		assert!(Erc721::do_set_approval_for_all(&account(1), id + 1, account(2), true).is_err());
		assert_eq!(logs(), []);
	});
}

#[test]
fn what_others_cause() {
	test(|| {
		let user = address(&account(1));
		Erc721::metadata_updated(3, 5);
		Erc721::user_updated(3, 5, user, u64::MAX);
		assert_eq!(
			logs(),
			[
				log(3, &[H256(METADATA)], &[word(5)]),
				log(3, &[H256(USER), word(5), of(user)], &[word(u64::MAX)]),
			]
		);
		Erc721::lock_changed(3, 5, true);
		Erc721::lock_changed(3, 5, false);
		Erc721::contract_uri_updated(3);
		let keccak = |text: &str| H256(sp_io::hashing::keccak_256(text.as_bytes()));
		assert_eq!(
			logs(),
			[
				log(3, &[keccak("Locked(uint256)")], &[word(5)]),
				log(3, &[keccak("Unlocked(uint256)")], &[word(5)]),
				log(3, &[keccak("ContractURIUpdated()")], &[]),
			]
		);
	});
}
