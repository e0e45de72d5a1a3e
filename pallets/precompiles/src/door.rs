//! The way from a pallet's call back to the contract that dispatched it.
//!
//! pallet-revive lets itself be entered once: while a contract runs, whatever a pallet calls by
//! [`Pallet::bare_call`](pallet_revive::Pallet::bare_call) fails. A call of a pallet that a
//! contract [dispatches](crate::common::dispatch) therefore has a door open to the environment of
//! the contract that runs. What goes through it is a nested call as any other: metered, limited in
//! depth, and undone with its cause.

use crate::Config;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use pallet_revive::{
	precompiles::{Ext, ReentrancyProtection, RuntimeCosts, H160, H256, U256},
	CallResources,
};
use sp_runtime::DispatchError;

/// What a call through the door may take: weight, and planck of deposit for what it stores, if it
/// may change anything at all.
type Limits = (Weight, Option<u128>);

/// The environment of the contract that runs.
trait Door {
	fn address(&self) -> H160;
	fn log(&mut self, address: H160, topics: Vec<H256>, data: Vec<u8>);
	fn call(
		&mut self,
		to: H160,
		input: Vec<u8>,
		limits: Limits,
	) -> Result<Option<Vec<u8>>, DispatchError>;
}

environmental::environmental!(door: trait Door);

/// An open door, and why a log did not get through it.
struct Open<'a, E> {
	env: &'a mut E,
	failed: Option<DispatchError>,
}

impl<E: Ext<T: Config>> Door for Open<'_, E> {
	fn address(&self) -> H160 {
		self.env.address()
	}

	fn log(&mut self, address: H160, topics: Vec<H256>, data: Vec<u8>) {
		if self.failed.is_none() {
			self.failed = crate::logs::nested(self.env, address, topics, data).err();
		}
	}

	fn call(
		&mut self,
		to: H160,
		input: Vec<u8>,
		(weight, deposit): Limits,
	) -> Result<Option<Vec<u8>>, DispatchError> {
		let limits =
			CallResources::from_weight_and_deposit(weight, deposit.unwrap_or_default().into());
		nested(self.env, to, input, &limits, deposit.is_none())
	}
}

/// Runs `act` with the door open to a contract's environment. Tells whether all its logs were made:
/// if not, what `act` did must be undone.
pub(crate) fn through<E: Ext<T: Config>, R>(
	env: &mut E,
	act: impl FnOnce() -> R,
) -> (R, Result<(), DispatchError>) {
	let mut open = Open { env, failed: None };
	let result = door::using(&mut open, act);
	(result, open.failed.map_or(Ok(()), Err))
}

/// Logs at a collection's address, if a contract runs. Gives back what was to be logged if none
/// does.
pub(crate) fn log(address: H160, topics: Vec<H256>, data: Vec<u8>) -> Option<(Vec<H256>, Vec<u8>)> {
	let mut log = Some((topics, data));
	door::with(|door| {
		if let Some((topics, data)) = log.take() {
			door.log(address, topics, data);
		}
	});
	log
}

/// The chain's contract that dispatched the pallet's call that runs, if one did: in its name
/// contracts are [called](call).
pub fn address() -> Option<H160> {
	door::with(|door| door.address())
}

/// Calls a contract from within a pallet's call, if a contract dispatched that: in the name of
/// the chain's contract that did, within limits of weight and of deposit (planck). `None` if no
/// contract runs: pallet-revive is called as usual then. The answer is `None` if the contract
/// reverted.
pub fn call(
	to: H160,
	input: Vec<u8>,
	weight: Weight,
	deposit: u128,
) -> Option<Result<Option<Vec<u8>>, DispatchError>> {
	enter(to, input, (weight, Some(deposit)))
}

/// The same, and the contract cannot change anything.
pub fn ask(
	to: H160,
	input: Vec<u8>,
	weight: Weight,
) -> Option<Result<Option<Vec<u8>>, DispatchError>> {
	enter(to, input, (weight, None))
}

fn enter(
	to: H160,
	input: Vec<u8>,
	limits: Limits,
) -> Option<Result<Option<Vec<u8>>, DispatchError>> {
	let mut input = Some(input);
	door::with(|door| door.call(to, input.take().unwrap_or_default(), limits))
}

/// Calls a contract while one of ours runs; if `read_only`, it cannot change anything.
pub(crate) fn nested<T: Config>(
	env: &mut impl Ext<T = T>,
	to: H160,
	input: Vec<u8>,
	limits: &CallResources<T>,
	read_only: bool,
) -> Result<Option<Vec<u8>>, DispatchError> {
	let meter = env.frame_meter_mut();
	meter.charge_weight_token(RuntimeCosts::CallBase)?;
	meter.charge_weight_token(RuntimeCosts::CopyFromContract(input.len() as u32))?;
	env.call(limits, &to, U256::zero(), input, ReentrancyProtection::AllowReentry, read_only)
		.map_err(|failed| failed.error)?;
	let output = env.last_frame_output();
	Ok((!output.did_revert()).then(|| output.data.clone()))
}
