//! Logs of collections.
//!
//! A collection's logs are at its own address, whatever caused them: a call of its contract, of
//! another one of this chain's, or a native transaction. pallet-revive emits a log only for the
//! contract that runs, so someone has to call the collection's contract, which then emits what it
//! is told ([`emitLog`](crate::erc721)). While no contract runs that is the collection itself, by
//! pallet-revive's own door; otherwise the chain's contract that does, by [ours](crate::door).

use crate::{door, erc721::ICollection, Config};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{defensive, weights::Weight};
use metahub_assets::ids::collection_address;
use pallet_revive::{
	precompiles::{
		alloy::{
			primitives::{Bytes, B256},
			sol_types::SolCall,
		},
		AddressMapper, Ext, RuntimeCosts, H160, H256, U256,
	},
	CallResources, ExecConfig, TransactionLimits,
};
use sp_runtime::DispatchError;

/// What a log from outside of contracts may take. It takes little; who weighs the call that logs
/// has it in there.
const NATIVE_LIMIT: Weight = Weight::MAX;

/// Where pallet-erc721's logs go.
pub struct CollectionLogs<T>(PhantomData<T>);

impl<T: Config> pallet_erc721::LogSink for CollectionLogs<T> {
	fn log(collection: u32, topics: Vec<H256>, data: Vec<u8>) {
		let address = collection_address(collection);
		let Some((topics, data)) = door::log(address, topics, data) else { return };
		if let Err(error) = natively::<T>(address, topics, data) {
			log::error!(target: "runtime::precompiles", "log of collection {collection}: {error:?}");
			defensive!("the collection's contract emits what it is told by itself; qed");
		}
	}
}

/// Emits a log at the address of the contract that runs.
pub(crate) fn emit<T: Config>(
	env: &mut impl Ext<T = T>,
	topics: Vec<H256>,
	data: Vec<u8>,
) -> Result<(), DispatchError> {
	env.frame_meter_mut().charge_weight_token(RuntimeCosts::DepositEvent {
		num_topic: topics.len() as u32,
		len: data.len() as u32,
	})?;
	env.deposit_event(topics, data);
	Ok(())
}

/// Emits a log of a collection while a contract runs.
pub(crate) fn nested<T: Config>(
	env: &mut impl Ext<T = T>,
	collection: H160,
	topics: Vec<H256>,
	data: Vec<u8>,
) -> Result<(), DispatchError> {
	if env.address() == collection {
		return emit(env, topics, data);
	}
	let answer =
		door::nested(env, collection, input(topics, data), &CallResources::NoLimits, false)?;
	answer.map(|_| ()).ok_or(REFUSED)
}

/// Emits a log of a collection from outside of contracts.
fn natively<T: Config>(
	collection: H160,
	topics: Vec<H256>,
	data: Vec<u8>,
) -> Result<(), DispatchError> {
	let itself = <T as pallet_revive::Config>::AddressMapper::to_fallback_account_id(&collection);
	let answer = pallet_revive::Pallet::<T>::bare_call(
		frame_system::RawOrigin::Signed(itself).into(),
		collection,
		U256::zero(),
		TransactionLimits::WeightAndDeposit {
			weight_limit: NATIVE_LIMIT,
			deposit_limit: Default::default(),
		},
		input(topics, data),
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	if answer.result?.did_revert() {
		return Err(REFUSED);
	}
	Ok(())
}

const REFUSED: DispatchError = DispatchError::Other("the collection refused its log");

fn input(topics: Vec<H256>, data: Vec<u8>) -> Vec<u8> {
	let topics = topics.into_iter().map(|topic| B256::from(topic.0)).collect();
	ICollection::emitLogCall { topics, data: Bytes::from(data) }.abi_encode()
}

/// Whether an address is one where only this crate's code runs: a collection's, or one of the fixed
/// ones. They alone make collections log, and call no contract with calldata that others chose.
pub(crate) fn is_ours(address: &H160) -> bool {
	crate::OURS.iter().any(|matcher| matcher.matches(&address.0))
}
