//! Asking a contract whether it wants the token that it was given.

use super::{h160, words};
use crate::{common::reason, logs, Config};
use alloc::format;
use pallet_revive::{
	precompiles::{
		alloy::{
			hex,
			primitives::{Address, Bytes, U256},
			sol,
			sol_types::{GenericContractError, SolCall, SolInterface},
		},
		Error, ExecError, Ext, ReentrancyProtection, RuntimeCosts, U256 as Value,
	},
	CallResources,
};

sol! {
	/// What a contract that takes tokens answers to.
	interface IReceiver {
		/// Returns this function's selector if the contract wants the token.
		function onERC721Received(address operator, address from, uint256 tokenId, bytes data)
			external
			returns (bytes4);
	}
}
use IReceiver::onERC721ReceivedCall;

/// How much of an error that is no reason string is repeated.
const MAX_QUOTED: usize = 256;

/// Asks the new owner, if it is a contract. An error undoes the move.
pub(super) fn ask<T: Config>(
	operator: Address,
	from: Address,
	to: Address,
	token: U256,
	data: &Bytes,
	env: &mut impl Ext<T = T>,
) -> Result<(), Error> {
	let to = h160(to);
	if env.code_size(&to) == 0 {
		return Ok(());
	}
	// The chain's own contracts take none, and are not asked.
	if logs::is_ours(&to) {
		return Err(reason(words::NO_RECEIVER));
	}
	let input =
		onERC721ReceivedCall { operator, from, tokenId: token, data: data.clone() }.abi_encode();
	let meter = env.frame_meter_mut();
	meter.charge_weight_token(RuntimeCosts::CallBase)?;
	meter.charge_weight_token(RuntimeCosts::CopyFromContract(input.len() as u32))?;
	// With everything that is left: a receiver that uses it up undoes the move.
	let called = env.call(
		&CallResources::NoLimits,
		&to,
		Value::zero(),
		input,
		ReentrancyProtection::AllowReentry,
		false,
	);
	if let Err(failed) = called {
		let not_begun = ExecError::from(failed.error).origin;
		if failed.origin == not_begun {
			return Err(Error::Error(failed));
		}
		return Err(reason(words::NO_RECEIVER));
	}
	let answer = env.last_frame_output();
	if answer.did_revert() {
		return Err(refusal(&answer.data));
	}
	match onERC721ReceivedCall::abi_decode_returns_validate(&answer.data) {
		Ok(magic) if magic.0 == onERC721ReceivedCall::SELECTOR => Ok(()),
		_ => Err(reason(words::NO_RECEIVER)),
	}
}

/// What a receiver reverted with, as far as a contract of the runtime can say it.
fn refusal(data: &[u8]) -> Error {
	if data.is_empty() {
		return reason(words::NO_RECEIVER);
	}
	match GenericContractError::abi_decode_validate(data) {
		Ok(GenericContractError::Revert(revert)) => return Error::Revert(revert),
		Ok(GenericContractError::Panic(panic)) => {
			if let Some(kind) = panic.kind() {
				return Error::Panic(kind);
			}
		}
		_ => {}
	}
	let quoted = &data[..data.len().min(MAX_QUOTED)];
	reason(format!("ERC721: receiver reverted with {}", hex::encode_prefixed(quoted)))
}
