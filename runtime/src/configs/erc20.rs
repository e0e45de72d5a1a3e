//! ERC-20 contracts as money: how payments ask them.
//!
//! A native transaction asks a token's contract in the payer's own name. When a contract pays, it
//! is the chain's own contract that it called which asks (pallet-revive does not let itself be
//! entered a second time), and that needs the payer's approval, as any spender does.
//!
//! What waits for payees is kept by the contract of payments, so that claims can be paid in either
//! way: natively in its name, and by itself where it runs.

use crate::{constants::currency::deposit, AccountId, Balances, Revive, Runtime, RuntimeOrigin};
use alloc::vec::Vec;
use alloy_core::{primitives, sol_types::SolCall};
use ethereum_standards::IERC20::{balanceOfCall, transferCall, transferFromCall};
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation::{Expendable, Preserve},
	},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use metahub_assets::ids::{contract_address, PAYMENTS_CONTRACT};
use metahub_precompiles::door;
use pallet_revive::{AddressMapper, ExecConfig, TransactionLimits, H160, U256};
use sp_runtime::DispatchError;

/// Of a second of compute, what one call of a token's contract may take: ten times what
/// OpenZeppelin's ERC-20 needs for a transfer.
const CALL_WEIGHT: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS, 256 * 1024);
/// What a payer may come to have on hold for new storage of the contract: a few slots.
const CALL_DEPOSIT: u128 = deposit(4, 512);

/// The contracts of this chain.
pub struct Contracts;

/// The address by which contracts know an account.
fn address(who: &AccountId) -> primitives::Address {
	let H160(bytes) = <Runtime as pallet_revive::Config>::AddressMapper::to_address(who);
	bytes.into()
}

/// Calls a contract in an account's name. `None` for no answer: it reverted, or is none.
fn call(who: &AccountId, contract: H160, input: Vec<u8>) -> Result<Option<Vec<u8>>, DispatchError> {
	let answer = Revive::bare_call(
		RuntimeOrigin::signed(who.clone()),
		contract,
		U256::zero(),
		TransactionLimits::WeightAndDeposit {
			weight_limit: CALL_WEIGHT,
			deposit_limit: CALL_DEPOSIT,
		},
		input,
		&ExecConfig::new_substrate_tx_without_bump(),
	)
	.result?;
	Ok((!answer.did_revert()).then_some(answer.data))
}

/// Lends an account what a call in its name may store, and takes back what is left of that and
/// what the call released.
fn sponsored<R>(
	sponsor: &AccountId,
	account: &AccountId,
	act: impl FnOnce() -> Result<R, DispatchError>,
) -> Result<R, DispatchError> {
	if sponsor == account {
		return act();
	}
	let before = Balances::balance(account);
	let lent = CALL_DEPOSIT.saturating_add(Balances::minimum_balance());
	Balances::transfer(sponsor, account, lent, Preserve)?;
	let result = act()?;
	let left = Balances::balance(account).saturating_sub(before);
	if left > 0 {
		Balances::transfer(account, sponsor, left, Expendable)?;
	}
	Ok(result)
}

impl pallet_payments::Erc20<AccountId> for Contracts {
	fn balance(token: H160, who: &AccountId) -> Result<U256, DispatchError> {
		let input = balanceOfCall { account: address(who) }.abi_encode();
		let answer = match door::call(token, input.clone(), CALL_WEIGHT, CALL_DEPOSIT) {
			Some(answer) => answer?,
			None => call(who, token, input)?,
		};
		let balance =
			answer.and_then(|data| balanceOfCall::abi_decode_returns_validate(&data).ok());
		balance
			.map(|balance| U256::from_big_endian(&balance.to_be_bytes::<32>()))
			.ok_or(DispatchError::Unavailable)
	}

	fn transfer(
		token: H160,
		from: &AccountId,
		to: &AccountId,
		amount: u128,
		sponsor: &AccountId,
	) -> DispatchResult {
		let (payer, to, value) = (address(from), address(to), primitives::U256::from(amount));
		let own = transferCall { to, value }.abi_encode();
		let answer = match door::address() {
			Some(running) => {
				let input = match payer == primitives::Address::from(running.0) {
					true => own,
					false => transferFromCall { from: payer, to, value }.abi_encode(),
				};
				// There is a door: a contract runs.
				door::call(token, input, CALL_WEIGHT, CALL_DEPOSIT)
					.ok_or(DispatchError::Unavailable)??
			}
			None => sponsored(sponsor, from, || call(from, token, own))?,
		};
		let done = answer.and_then(|data| transferCall::abi_decode_returns_validate(&data).ok());
		done.filter(|done| *done).map(|_| ()).ok_or(DispatchError::Unavailable)
	}

	fn pot(_token: H160) -> Option<AccountId> {
		let contract = contract_address(PAYMENTS_CONTRACT);
		Some(<Runtime as pallet_revive::Config>::AddressMapper::to_fallback_account_id(&contract))
	}

	fn weight() -> Weight {
		use pallet_balances::WeightInfo as _;
		let lending = <Runtime as pallet_balances::Config>::WeightInfo::transfer_allow_death();
		CALL_WEIGHT.saturating_add(lending.saturating_mul(2))
	}
}
