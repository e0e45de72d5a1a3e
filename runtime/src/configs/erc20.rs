//! ERC-20 contracts as money: how payments ask them.
//!
//! A native transaction moves tokens in the payer's own name. When a contract pays, it
//! is the chain's own contract that it called which asks (pallet-revive does not let itself be
//! entered a second time), and that needs the payer's approval, as any spender does.
//!
//! What waits for payees is kept by the contract of payments, so that claims can be paid in either
//! way: natively in its name, and by itself where it runs.
//!
//! Balances are asked for in the name of that contract, of a payee as well, who has signed nothing:
//! what a contract stores while it answers, somebody would have to pay for, and somebody be paid
//! when it is cleared. So it cannot store then, and what it does is undone.

use crate::{
	constants::currency::deposit, AccountId, Assets, Balances, Revive, Runtime, RuntimeOrigin,
	TOKEN_PREFIX,
};
use alloc::vec::Vec;
use alloy_core::{primitives, sol_types::SolCall};
use ethereum_standards::IERC20::{balanceOfCall, transferCall, transferFromCall};
use frame_support::{
	storage::with_transaction,
	traits::{
		fungible::{Inspect, Mutate},
		fungibles,
		tokens::Preservation::{Expendable, Preserve},
	},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use metahub_assets::ids::{contract_address, PAYMENTS_CONTRACT};
use metahub_precompiles::door;
use pallet_revive::{AddressMapper, ExecConfig, TransactionLimits, H160, U256};
use sp_runtime::{DispatchError, TransactionOutcome};

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

/// The token of this chain whose own contract has this address.
fn own_token(contract: H160) -> Option<u32> {
	let (head, tail) = contract.0.split_first_chunk()?;
	let [high, low] = TOKEN_PREFIX.to_be_bytes();
	let own = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, high, low, 0, 0];
	(*tail == own).then(|| u32::from_be_bytes(*head))
}

/// The account of the contract of payments.
fn payments() -> AccountId {
	let contract = contract_address(PAYMENTS_CONTRACT);
	<Runtime as pallet_revive::Config>::AddressMapper::to_fallback_account_id(&contract)
}

/// Calls a contract in an account's name, which pays at most so much for what the contract stores.
/// `None` for no answer: it reverted, or is none.
fn call(
	who: &AccountId,
	contract: H160,
	input: Vec<u8>,
	deposit_limit: u128,
) -> Result<Option<Vec<u8>>, DispatchError> {
	let answer = Revive::bare_call(
		RuntimeOrigin::signed(who.clone()),
		contract,
		U256::zero(),
		TransactionLimits::WeightAndDeposit { weight_limit: CALL_WEIGHT, deposit_limit },
		input,
		&ExecConfig::new_substrate_tx_without_bump(),
	)
	.result?;
	Ok((!answer.did_revert()).then_some(answer.data))
}

/// Whether a call failed because of what it was given to store, not because of what it is.
fn lacks_deposit(error: DispatchError) -> bool {
	use pallet_revive::Error::{StorageDepositLimitExhausted, StorageDepositNotEnoughFunds};
	let lacking: [pallet_revive::Error<Runtime>; 2] =
		[StorageDepositLimitExhausted, StorageDepositNotEnoughFunds];
	lacking.into_iter().any(|lacking| error == lacking.into())
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
		let answer = door::ask(token, input.clone(), CALL_WEIGHT).unwrap_or_else(|| {
			with_transaction(|| TransactionOutcome::Rollback(call(&payments(), token, input, 0)))
		});
		let changes = pallet_revive::Error::<Runtime>::StateChangeDenied.into();
		let answer = answer.map_err(|error| match error == changes || lacks_deposit(error) {
			true => pallet_payments::Error::<Runtime>::TokenMisbehaved.into(),
			false => error,
		})?;
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
	) -> Result<bool, DispatchError> {
		let (payer, to, value) = (address(from), address(to), primitives::U256::from(amount));
		let own = transferCall { to, value }.abi_encode();
		let done = |answer: &Vec<u8>| {
			transferCall::abi_decode_returns_validate(answer).is_ok_and(|done| done)
		};
		let Some(running) = door::address() else {
			// What failed has changed nothing; what was answered otherwise is undone by who asked.
			let answer = sponsored(sponsor, from, || match call(from, token, own, CALL_DEPOSIT) {
				Err(error) if lacks_deposit(error) => Err(error),
				answer => Ok(answer.unwrap_or_default()),
			})?;
			return Ok(answer.as_ref().is_some_and(done));
		};
		let input = match payer == primitives::Address::from(running.0) {
			true => own,
			false => transferFromCall { from: payer, to, value }.abi_encode(),
		};
		// There is a door: a contract runs. What failed has changed nothing. But pallet-revive keeps
		// in memory what a call that ended well owes and is owed for storage: if storage alone were
		// undone, deposits would be returned for what is still there.
		match door::call(token, input, CALL_WEIGHT, CALL_DEPOSIT) {
			Some(Ok(Some(answer))) if done(&answer) => Ok(true),
			Some(Ok(Some(_))) => Err(pallet_payments::Error::<Runtime>::TokenMisbehaved.into()),
			Some(Err(error)) if lacks_deposit(error) => Err(error),
			Some(Ok(None) | Err(_)) | None => Ok(false),
		}
	}

	fn pot(_token: H160) -> Option<AccountId> {
		Some(payments())
	}

	fn minimum(token: H160) -> u128 {
		own_token(token).map_or(0, <Assets as fungibles::Inspect<_>>::minimum_balance)
	}

	fn exists(token: H160) -> bool {
		match own_token(token) {
			Some(id) => <Assets as fungibles::Inspect<_>>::asset_exists(id),
			None => !Revive::code(&token).is_empty(),
		}
	}

	fn weight() -> Weight {
		use pallet_balances::WeightInfo as _;
		let lending = <Runtime as pallet_balances::Config>::WeightInfo::transfer_allow_death();
		CALL_WEIGHT.saturating_add(lending.saturating_mul(2))
	}
}
