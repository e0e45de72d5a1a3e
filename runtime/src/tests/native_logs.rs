//! Logs that no Ethereum transaction caused, as the node's Ethereum endpoint asks for them.

use super::{close_block, dev, next_block, signed, start_block};
use crate::{
	configs::native_logs::native_logs,
	constants::{currency::HUB, fee},
	genesis::{dev_token, ETHEREUM_DEV_ADDRESSES},
	Executive, Revive, Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic,
	TOKEN_PREFIX,
};
use codec::Encode;
use frame_support::{
	assert_ok,
	storage::{storage_prefix, unhashed},
	weights::Weight,
};
use frame_system::Phase;
use metahub_assets::ids::EVM_CHAIN_ID;
use pallet_erc721_runtime_api::Cause;
use pallet_revive::{
	evm::{Account, TransactionLegacyUnsigned},
	AddressMapper, H160, U256,
};
use sp_core::H256;
use sp_io::hashing::keccak_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic;

fn token() -> H160 {
	super::evm::contract(TOKEN_PREFIX, dev_token::ID)
}

fn address(who: Sr25519Keyring) -> H160 {
	<Runtime as pallet_revive::Config>::AddressMapper::to_address(&who.to_account_id())
}

fn word(address: H160) -> H256 {
	address.into()
}

fn transfer(to: H160, amount: u128) -> Vec<u8> {
	let selector = &keccak_256(b"transfer(address,uint256)")[..4];
	[selector, word(to).as_bytes(), &U256::from(amount).to_big_endian()].concat()
}

/// A native call of the token's contract.
fn call(data: Vec<u8>) -> RuntimeCall {
	RuntimeCall::Revive(pallet_revive::Call::call {
		dest: token(),
		value: 0,
		weight_limit: Weight::from_parts(50_000_000_000, 1_000_000),
		storage_deposit_limit: HUB,
		data,
	})
}

/// An Ethereum transaction to the token's contract, of the first development account.
fn ethereum(data: Vec<u8>) -> UncheckedExtrinsic {
	let alith = Account::default();
	let tx = TransactionLegacyUnsigned {
		chain_id: Some(EVM_CHAIN_ID.into()),
		gas: 1_000_000.into(),
		gas_price: u128::from(fee::GAS_PRICE).into(),
		nonce: System::account_nonce(alith.substrate_account()).into(),
		to: Some(token()),
		input: data.into(),
		..Default::default()
	};
	let payload = alith.sign_transaction(tx.into()).signed_payload();
	let call = RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload });
	generic::UncheckedExtrinsic::new_bare(call).into()
}

/// Applies extrinsics, and returns what the block's body then is (the timestamp in front).
fn apply(extrinsics: Vec<UncheckedExtrinsic>) -> Vec<Vec<u8>> {
	let mut body = vec![vec![]];
	for extrinsic in extrinsics {
		body.push(extrinsic.encode());
		assert_ok!(Executive::apply_extrinsic(extrinsic).expect("is valid"));
	}
	body
}

/// Where the block's logs are among its events.
fn emitted() -> Vec<usize> {
	System::events()
		.iter()
		.enumerate()
		.filter(|(_, record)| {
			matches!(
				record.event,
				RuntimeEvent::Revive(pallet_revive::Event::ContractEmitted { .. })
			)
		})
		.map(|(index, _)| index)
		.collect()
}

#[test]
fn a_native_transactions_logs_have_its_signer_and_say_what_the_contract_said() {
	dev().execute_with(|| {
		let (bob, charlie) = (Sr25519Keyring::Bob, address(Sr25519Keyring::Charlie));
		let body = apply(vec![signed(bob, call(transfer(charlie, 7)), None)]);
		let block = native_logs(&body);
		let [transaction] = &block.transactions[..] else { panic!("{block:?}") };
		assert_eq!(transaction.cause, Cause::Extrinsic(1));
		assert_eq!(transaction.sender, address(bob));
		let [log] = &transaction.logs[..] else { panic!("{transaction:?}") };
		assert_eq!(vec![log.index as usize], emitted());
		assert_eq!(log.address, token());
		let signature = H256(keccak_256(b"Transfer(address,address,uint256)"));
		assert_eq!(log.topics, [signature, word(address(bob)), word(charlie)]);
		assert_eq!(log.data, U256::from(7).to_big_endian());
	});
}

#[test]
fn logs_of_ethereum_transactions_are_left_to_the_ethereum_server() {
	dev().execute_with(|| {
		let (bob, charlie) = (Sr25519Keyring::Bob, address(Sr25519Keyring::Charlie));
		let alith = H160(ETHEREUM_DEV_ADDRESSES[0]);
		let fund = apply(vec![signed(bob, call(transfer(alith, 100)), None)]);
		assert_eq!(native_logs(&fund).transactions.len(), 1);
		next_block();

		let native = |amount| signed(bob, call(transfer(charlie, amount)), None);
		// One by one: each has the nonce after the one before.
		let mut body = apply(vec![native(1)]);
		body.extend(apply(vec![ethereum(transfer(charlie, 5))]).split_off(1));
		body.extend(apply(vec![native(2)]).split_off(1));
		assert_eq!(emitted().len(), 3, "the Ethereum transaction logs, too");

		let block = native_logs(&body);
		let seen: Vec<_> = block.transactions.iter().map(|t| (t.cause, t.logs.len())).collect();
		assert_eq!(seen, [(Cause::Extrinsic(1), 1), (Cause::Extrinsic(3), 1)]);
		let indices: Vec<_> =
			block.transactions.iter().flat_map(|t| &t.logs).map(|log| log.index as usize).collect();
		let all = emitted();
		assert_eq!(indices, [all[0], all[2]]);
	});
}

#[test]
fn all_logs_of_a_batch_are_its_signers() {
	dev().execute_with(|| {
		let (bob, charlie) = (Sr25519Keyring::Bob, address(Sr25519Keyring::Charlie));
		let calls = (1..=3).map(|amount| call(transfer(charlie, amount))).collect();
		let batch = pallet_utility::Call::batch_all { calls };
		let block = native_logs(&apply(vec![signed(bob, batch, None)]));
		let [transaction] = &block.transactions[..] else { panic!("{block:?}") };
		assert_eq!((transaction.sender, transaction.logs.len()), (address(bob), 3));
		assert!(transaction.logs.is_sorted_by_key(|log| log.index));
	});
}

#[test]
fn what_happens_at_a_blocks_start_and_end_is_nobodys() {
	dev().execute_with(|| {
		let emit = |phase: Phase| {
			let key = storage_prefix(b"System", b"ExecutionPhase");
			unhashed::put(&key, &phase);
			System::deposit_event(pallet_revive::Event::<Runtime>::ContractEmitted {
				contract: token(),
				data: vec![1],
				topics: vec![],
			});
		};
		emit(Phase::Initialization);
		emit(Phase::Initialization);
		emit(Phase::Finalization);
		let block = native_logs(&[]);
		let seen: Vec<_> =
			block.transactions.iter().map(|t| (t.cause, t.sender, t.logs.len())).collect();
		assert_eq!(seen, [(Cause::Start, H160::zero(), 2), (Cause::End, H160::zero(), 1)]);
	});
}

#[test]
fn an_extrinsic_that_is_not_given_or_not_readable_is_nobodys_and_not_lost() {
	dev().execute_with(|| {
		let charlie = address(Sr25519Keyring::Charlie);
		apply(vec![signed(Sr25519Keyring::Bob, call(transfer(charlie, 7)), None)]);
		for body in [vec![], vec![vec![], vec![0xff; 9]]] {
			let block = native_logs(&body);
			let seen: Vec<_> = block.transactions.iter().map(|t| (t.cause, t.sender)).collect();
			assert_eq!(seen, [(Cause::Extrinsic(1), H160::zero())]);
		}
	});
}

#[test]
fn the_blocks_hash_is_the_one_of_the_ethereum_block() {
	dev().execute_with(|| {
		let body = apply(vec![]);
		close_block();
		let block = native_logs(&body);
		assert_eq!(block.transactions, []);
		assert_eq!(block.eth_hash, Revive::eth_block().hash);
		assert_ne!(block.eth_hash, H256::zero());
		// The next block's is another.
		start_block(2);
		close_block();
		assert_ne!(native_logs(&body).eth_hash, block.eth_hash);
	});
}
