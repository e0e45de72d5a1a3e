//! The chain's pallets as contracts, called as contracts are: by accounts, by other contracts, by
//! Ethereum transactions.

mod bytecode;
mod charges;
mod collection;
mod licensing;
mod payments;
mod registry;

use super::{dev, next_block};
use crate::{
	constants::{currency::HUB, fee},
	AccountId, Balance, Executive, Revive, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
	System,
};
use alloy_core::{
	primitives::{Address, U256 as Word},
	sol_types::{Revert, SolCall, SolError},
};
use frame_support::weights::Weight;
use metahub_assets::ids::EVM_CHAIN_ID;
use pallet_revive::{
	evm::{Account, TransactionLegacyUnsigned},
	AddressMapper, ExecConfig, TransactionLimits, H160, H256, U256,
};
use sp_core::storage::StateVersion;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic, ApplyExtrinsicResult, DispatchError};

type Mapper = <Runtime as pallet_revive::Config>::AddressMapper;

/// Enough for everything that is to succeed.
const PLENTY: Weight = Weight::from_parts(400_000_000_000, u64::MAX / 2);

/// Why a contract gave no answer.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
	/// It reverted with a reason.
	Reason(String),
	/// It reverted with other data.
	Data(Vec<u8>),
	/// It failed.
	Failed(DispatchError),
}

fn reason(text: &str) -> Refused {
	Refused::Reason(text.into())
}

/// Calls a contract with so much weight and value.
fn call_with(
	who: &AccountId,
	to: H160,
	value: Balance,
	weight_limit: Weight,
	input: Vec<u8>,
) -> Result<Vec<u8>, Refused> {
	let answer = Revive::bare_call(
		RuntimeOrigin::signed(who.clone()),
		to,
		value.into(),
		TransactionLimits::WeightAndDeposit { weight_limit, deposit_limit: HUB },
		input,
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	let value = answer.result.map_err(Refused::Failed)?;
	if !value.did_revert() {
		return Ok(value.data);
	}
	Err(match Revert::abi_decode_validate(&value.data) {
		Ok(revert) => Refused::Reason(revert.reason),
		Err(_) => Refused::Data(value.data),
	})
}

/// Calls a contract with calldata of any kind.
fn call_raw(who: &AccountId, to: H160, input: Vec<u8>) -> Result<Vec<u8>, Refused> {
	call_with(who, to, 0, PLENTY, input)
}

/// Calls a function.
fn call<C: SolCall>(who: &AccountId, to: H160, call: &C) -> Result<C::Return, Refused> {
	let data = call_raw(who, to, call.abi_encode())?;
	Ok(C::abi_decode_returns_validate(&data).expect("answers what the interface says"))
}

/// Calls a function that has to refuse with this, and to change nothing.
#[track_caller]
fn refused<C: SolCall>(who: &AccountId, to: H160, refused_call: &C, why: &str) {
	let before = root();
	assert_eq!(call(who, to, refused_call).err(), Some(reason(why)), "{}", C::SIGNATURE);
	assert!(root() == before, "{}: something was written", C::SIGNATURE);
}

fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// The address by which contracts know an account.
fn address(who: &AccountId) -> Address {
	Mapper::to_address(who).0.into()
}

/// The hash of all state.
fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// The first of the well-known Ethereum development accounts.
fn alith() -> Account {
	Account::default()
}

/// Sends an Ethereum transaction.
fn transact(from: &Account, to: H160, gas: u64, input: Vec<u8>) -> ApplyExtrinsicResult {
	let tx = TransactionLegacyUnsigned {
		chain_id: Some(EVM_CHAIN_ID.into()),
		gas: gas.into(),
		gas_price: u128::from(fee::GAS_PRICE).into(),
		nonce: System::account_nonce(from.substrate_account()).into(),
		to: Some(to),
		input: input.into(),
		..Default::default()
	};
	let payload = from.sign_transaction(tx.into()).signed_payload();
	let call = RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload });
	Executive::apply_extrinsic(generic::UncheckedExtrinsic::new_bare(call).into())
}

/// A log: its contract, topics and data.
type Log = (H160, Vec<H256>, Vec<u8>);

/// The logs of this block.
fn logs() -> Vec<Log> {
	super::events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::Revive(pallet_revive::Event::ContractEmitted {
				contract,
				data,
				topics,
			}) => Some((contract, topics, data)),
			_ => None,
		})
		.collect()
}

/// A word as a topic.
fn topic(word: impl Into<Word>) -> H256 {
	H256(word.into().to_be_bytes())
}

/// An address as a topic.
fn address_topic(address: Address) -> H256 {
	H256(address.into_word().0)
}

/// What a log's first topic is.
fn event(signature: &str) -> H256 {
	H256(sp_io::hashing::keccak_256(signature.as_bytes()))
}
