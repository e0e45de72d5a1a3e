//! That nothing which was signed once takes effect twice, and that nobody's nonce is another's.

use super::{dev, next_block, signed, start_block, state_of};
use crate::{
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, HUB},
		fee,
	},
	genesis::{ethereum_account, ETHEREUM_DEV_ADDRESSES},
	AccountId, Balances, Executive, Runtime, RuntimeCall, System, UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude::Polite, Preservation::Expendable},
	},
};
use metahub_assets::ids::EVM_CHAIN_ID;
use pallet_revive::{
	evm::{Account, TransactionLegacyUnsigned},
	AddressMapper, H160, RUNTIME_PALLETS_ADDR, U256,
};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	generic,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	ApplyExtrinsicResult,
};

type Mapper = <Runtime as pallet_revive::Config>::AddressMapper;

/// A key that no genesis knows.
fn key() -> Account {
	Account::from_secret_key([42; 32])
}

fn transfer(nonce: u32, to: H160, value: u128) -> TransactionLegacyUnsigned {
	TransactionLegacyUnsigned {
		chain_id: Some(EVM_CHAIN_ID.into()),
		gas: 1_000_000.into(),
		gas_price: u128::from(fee::GAS_PRICE).into(),
		nonce: nonce.into(),
		to: Some(to),
		value: value.into(),
		..Default::default()
	}
}

fn payload(from: &Account, tx: TransactionLegacyUnsigned) -> Vec<u8> {
	from.sign_transaction(tx.into()).signed_payload()
}

fn extrinsic(payload: Vec<u8>) -> UncheckedExtrinsic {
	let call = RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload });
	generic::UncheckedExtrinsic::new_bare(call).into()
}

fn submit(payload: &[u8]) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(extrinsic(payload.to_vec()))
}

fn refused(why: InvalidTransaction) -> ApplyExtrinsicResult {
	Err(TransactionValidityError::Invalid(why))
}

fn fund(who: &AccountId, amount: u128) {
	assert_ok!(Balances::mint_into(who, amount));
}

fn other() -> H160 {
	H160(ETHEREUM_DEV_ADDRESSES[1])
}

#[test]
fn what_was_signed_for_one_network_is_not_sent_on_another() {
	// The key is the same everywhere, as the development keys are.
	let key = Account::default();
	let (to, value) = (other(), HUB);
	let bytes = payload(&key, transfer(0, to, value));
	let sent = |preset| {
		let mut chain = state_of(Some(preset));
		chain.execute_with(|| {
			start_block(1);
			let before = Balances::balance(&key.substrate_account());
			let result = submit(&bytes);
			assert_eq!(
				Balances::balance(&key.substrate_account()) == before,
				result.is_err(),
				"{preset}"
			);
			result
		})
	};
	assert_ok!(sent("development").expect("it was signed for this one"));
	assert_eq!(sent("local_testnet"), refused(InvalidTransaction::Call));
}

#[test]
fn what_was_sent_is_not_sent_again() {
	dev().execute_with(|| {
		let key = key();
		fund(&key.substrate_account(), 100 * HUB);
		let first = payload(&key, transfer(0, other(), HUB));
		assert_ok!(submit(&first).expect("is valid"));
		assert_eq!(submit(&first), refused(InvalidTransaction::Stale));
		next_block();
		assert_eq!(submit(&first), refused(InvalidTransaction::Stale));
		let ahead = payload(&key, transfer(2, other(), HUB));
		assert_eq!(submit(&ahead), refused(InvalidTransaction::Future));
		assert_ok!(submit(&payload(&key, transfer(1, other(), HUB))).expect("is valid"));
		assert_ok!(submit(&ahead).expect("is its turn"));
	});
}

/// Empties an account as far as it can be, by a native call that lets it die.
fn empty(key: &Account, nonce: u32) {
	let call = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
		dest: Alice.to_account_id().into(),
		keep_alive: false,
	});
	let tx = TransactionLegacyUnsigned {
		gas: 3_000_000.into(),
		input: call.encode().into(),
		..transfer(nonce, RUNTIME_PALLETS_ADDR, 0)
	};
	assert_ok!(submit(&payload(key, tx)).expect("is valid"));
}

#[test]
fn an_account_that_was_emptied_does_not_begin_anew() {
	dev().execute_with(|| {
		let key = key();
		let who = key.substrate_account();
		fund(&who, 100 * HUB);
		let old = payload(&key, transfer(0, other(), HUB));
		assert_ok!(submit(&old).expect("is valid"));
		empty(&key, 1);
		// All but what pays for its entry.
		assert!(Balances::total_balance(&who) >= EXISTENTIAL_DEPOSIT);
		assert!(Balances::total_balance(&who) < HUB);
		assert_eq!(Balances::reducible_balance(&who, Expendable, Polite) / HUB, 0);
		assert_eq!(System::account_nonce(&who), 2);
		next_block();
		fund(&who, 100 * HUB);
		let had = Balances::total_balance(&ethereum_account(ETHEREUM_DEV_ADDRESSES[1]));
		assert_eq!(submit(&old), refused(InvalidTransaction::Stale));
		let has = Balances::total_balance(&ethereum_account(ETHEREUM_DEV_ADDRESSES[1]));
		assert_eq!(has, had);
		assert_ok!(submit(&payload(&key, transfer(2, other(), HUB))).expect("is valid"));
	});
}

#[test]
fn an_account_is_kept_once_however_much_it_sends() {
	dev().execute_with(|| {
		let key = key();
		let who = key.substrate_account();
		fund(&who, 100 * HUB);
		assert_eq!((System::account_nonce(&who), System::consumers(&who)), (0, 0));
		for nonce in 0..3 {
			assert_ok!(submit(&payload(&key, transfer(nonce, other(), 1))).expect("is valid"));
			assert_eq!(System::consumers(&who), 1);
		}
		// Native accounts come and go as ever: their transactions are mortal.
		let call = pallet_balances::Call::transfer_allow_death {
			dest: Alice.to_account_id().into(),
			value: HUB,
		};
		let before = System::consumers(&Bob.to_account_id());
		assert_ok!(super::send(Bob, call).expect("is valid"));
		assert_eq!(System::consumers(&Bob.to_account_id()), before);
	});
}

#[test]
fn a_failed_first_transaction_keeps_the_nonce_as_well() {
	dev().execute_with(|| {
		let key = key();
		let who = key.substrate_account();
		fund(&who, 100 * HUB);
		// More than there is: nothing moves, but the nonce is used.
		let old = payload(&key, transfer(0, other(), 10_000 * HUB));
		assert_ok!(submit(&old).expect("pays its fee"));
		assert_eq!((System::account_nonce(&who), System::consumers(&who)), (1, 1));
		assert!(Balances::total_balance(&who) > 99 * HUB);
	});
}

#[test]
fn another_chains_and_unprotected_transactions_are_refused() {
	dev().execute_with(|| {
		let key = key();
		fund(&key.substrate_account(), 100 * HUB);
		for chain_id in [Some(U256::from(1)), Some((EVM_CHAIN_ID + 1).into()), None] {
			let tx = TransactionLegacyUnsigned { chain_id, ..transfer(0, other(), HUB) };
			let answer = submit(&payload(&key, tx));
			assert_eq!(answer, refused(InvalidTransaction::Call), "{chain_id:?}");
		}
		assert_eq!(System::account_nonce(key.substrate_account()), 0);
	});
}

#[test]
fn a_transaction_has_one_encoding() {
	dev().execute_with(|| {
		let key = key();
		let who = key.substrate_account();
		fund(&who, 100 * HUB);
		let good = payload(&key, transfer(0, other(), HUB));
		let before = Balances::total_balance(&who);

		let trailing = [good.clone(), vec![0]].concat();
		assert!(submit(&trailing).is_err(), "a trailing byte");
		for length in 0..good.len() {
			assert!(submit(&good[..length]).is_err(), "cut to {length}");
		}
		// s in the upper half of the order: the other signature that one can make of any.
		let order = U256::from_str_radix(
			"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
			16,
		)
		.expect("is a number");
		let at = good.len() - 32;
		let s = U256::from_big_endian(&good[at..]);
		let mut high = good.clone();
		high[at..].copy_from_slice(&(order - s).to_big_endian());
		// v is the word before r and s, of a legacy transaction two bytes here.
		let v = at - 33 - 1;
		high[v] ^= 1;
		let flipped = [high[v], good[v]];
		assert_ne!(flipped[0], flipped[1]);
		assert!(submit(&high).is_err(), "the signature's other half");
		assert_eq!((System::account_nonce(&who), Balances::total_balance(&who)), (0, before));
		assert_ok!(submit(&good).expect("is valid"));
	});
}

#[test]
fn an_ethereum_transaction_enters_by_its_own_door_only() {
	dev().execute_with(|| {
		let key = key();
		fund(&key.substrate_account(), 100 * HUB);
		let payload = payload(&key, transfer(0, other(), HUB));
		let call =
			|| RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload: payload.clone() });
		let wrapped: [RuntimeCall; 3] = [
			call(),
			pallet_utility::Call::batch_all { calls: vec![call()] }.into(),
			pallet_sudo::Call::sudo { call: Box::new(call()) }.into(),
		];
		for call in wrapped {
			let xt = signed(Alice, call, None);
			// Whether it is refused or fails: it moves nothing.
			let _ = Executive::apply_extrinsic(xt);
			assert_eq!(System::account_nonce(key.substrate_account()), 0);
		}
		assert_ok!(submit(&payload).expect("is valid"));
	});
}

#[test]
fn who_cannot_pay_is_refused_before_anything() {
	dev().execute_with(|| {
		let key = key();
		let who = key.substrate_account();
		let tx = || transfer(0, other(), 0);
		let submit = |tx| submit(&payload(&key, tx));
		assert_eq!(submit(tx()), refused(InvalidTransaction::Payment));
		fund(&who, EXISTENTIAL_DEPOSIT);
		assert_eq!(submit(tx()), refused(InvalidTransaction::Payment));
		fund(&who, 100 * HUB);
		let low = TransactionLegacyUnsigned { gas_price: 1.into(), ..tx() };
		assert_eq!(submit(low), refused(InvalidTransaction::Payment));
		for gas in [U256::from(u64::MAX), U256::MAX] {
			assert!(submit(TransactionLegacyUnsigned { gas, ..tx() }).is_err(), "gas {gas}");
		}
		for value in [U256::from(u128::MAX), U256::from(1) << 128, U256::MAX] {
			// Refused, or fails for a fee.
			let _ = submit(TransactionLegacyUnsigned { value, ..tx() });
		}
		assert!(System::account_nonce(&who) <= 1);
		assert!(Balances::total_balance(&who) > 99 * HUB);
	});
}

#[test]
fn the_pool_sees_what_a_block_sees() {
	dev().execute_with(|| {
		let key = key();
		fund(&key.substrate_account(), 100 * HUB);
		let validate = |payload: Vec<u8>| {
			let hash = System::parent_hash();
			Executive::validate_transaction(TransactionSource::External, extrinsic(payload), hash)
		};
		let first = payload(&key, transfer(0, other(), HUB));
		let one = validate(first.clone()).expect("is valid");
		// Another transaction of the same nonce provides the same: the pool keeps one.
		let second = payload(&key, transfer(0, other(), 2 * HUB));
		assert_eq!(validate(second).expect("is valid").provides, one.provides);
		assert_ok!(submit(&first).expect("is valid"));
		assert!(validate(first).is_err());
	});
}

#[test]
fn a_native_signature_is_not_an_ethereum_accounts() {
	dev().execute_with(|| {
		// No key signs natively for an account that ends with twelve times 0xEE: its bytes are no
		// public key's, nor the hash of one that anybody has. Contracts of the two are apart, too.
		let native = Bob.to_account_id();
		assert!(!Mapper::is_eth_derived(&native));
		let address = Mapper::to_address(&native);
		let fallback = Mapper::to_fallback_account_id(&address);
		assert_ne!(fallback, native);
		assert_eq!(Mapper::to_account_id(&address), native);
		let before = (System::account_nonce(&native), System::account_nonce(&fallback));
		assert_eq!(before, (0, 0));
		let remark = frame_system::Call::remark { remark: vec![] };
		assert_ok!(super::send(Bob, remark).expect("is valid"));
		assert_eq!((System::account_nonce(&native), System::account_nonce(&fallback)), (1, 0));
	});
}

#[test]
fn nobody_takes_its_address_off_the_map() {
	dev().execute_with(|| {
		let bob = Bob.to_account_id();
		let address = Mapper::to_address(&bob);
		for call in [
			pallet_revive::Call::<Runtime>::unmap_account {},
			pallet_revive::Call::<Runtime>::map_account {},
		] {
			let done = super::send(Bob, call).expect("is valid");
			assert!(done.is_err(), "{done:?}");
			assert_eq!(Mapper::to_account_id(&address), bob);
		}
	});
}
