//! What is on its way to payees.

use crate::{traits::Erc20, Config, CreditOf, Error};
use frame_support::{
	dispatch::DispatchResult, ensure, storage::with_transaction, traits::fungibles::Balanced,
};
use sp_core::{H160, U256};
use sp_runtime::{DispatchError, TransactionOutcome};

/// Money on its way to payees.
pub(crate) trait Purse<AccountId> {
	/// Pays out of it. `false`, with nothing changed, if the account cannot be paid. An error ends
	/// the whole settlement.
	fn pay(&mut self, to: &AccountId, amount: u128) -> Result<bool, DispatchError>;
}

/// Tokens that have been taken from their payer.
pub(crate) struct TokenPurse<T: Config>(CreditOf<T>);

impl<T: Config> TokenPurse<T> {
	/// With these in it.
	pub(crate) fn new(credit: CreditOf<T>) -> Self {
		Self(credit)
	}

	/// Whether nothing is left in it.
	pub(crate) fn is_empty(&self) -> bool {
		self.0.peek() == 0
	}
}

impl<T: Config> Purse<T::AccountId> for TokenPurse<T> {
	fn pay(&mut self, to: &T::AccountId, amount: u128) -> Result<bool, DispatchError> {
		ensure!(self.0.peek() >= amount, Error::<T>::SharesDoNotAddUp);
		let part = self.0.extract(amount);
		match T::Tokens::resolve(to, part) {
			Ok(()) => Ok(true),
			Err(part) => {
				self.0.subsume(part).map_err(|_| DispatchError::Corruption)?;
				Ok(false)
			}
		}
	}
}

/// An account's ERC-20 tokens, which leave it one payment at a time.
pub(crate) struct Erc20Purse<'a, T: Config> {
	token: H160,
	from: &'a T::AccountId,
	sponsor: &'a T::AccountId,
	before: U256,
	paid: U256,
}

impl<'a, T: Config> Erc20Purse<'a, T> {
	/// Of an account that has `amount` at least. `sponsor` pays for what the contract stores.
	pub(crate) fn open(
		token: H160,
		from: &'a T::AccountId,
		amount: u128,
		sponsor: &'a T::AccountId,
	) -> Result<Self, DispatchError> {
		let before = T::Erc20::balance(token, from)?;
		ensure!(before >= amount.into(), Error::<T>::InsufficientFunds);
		Ok(Self { token, from, sponsor, before, paid: U256::zero() })
	}

	/// Checks that the account has given what it has paid, and nothing else.
	pub(crate) fn close(self) -> DispatchResult {
		let after = T::Erc20::balance(self.token, self.from)?;
		ensure!(self.before.checked_sub(self.paid) == Some(after), Error::<T>::TokenMisbehaved);
		Ok(())
	}
}

impl<T: Config> Purse<T::AccountId> for Erc20Purse<'_, T> {
	fn pay(&mut self, to: &T::AccountId, amount: u128) -> Result<bool, DispatchError> {
		if to == self.from {
			return Ok(true);
		}
		let before = T::Erc20::balance(self.token, to)?;
		let moved = with_transaction(|| {
			match T::Erc20::transfer(self.token, self.from, to, amount, self.sponsor) {
				Ok(true) => TransactionOutcome::Commit(Ok(true)),
				refused => TransactionOutcome::Rollback(refused),
			}
		})?;
		if !moved {
			return Ok(false);
		}
		let after = T::Erc20::balance(self.token, to)?;
		let expected = before.checked_add(amount.into());
		ensure!(expected == Some(after), Error::<T>::TokenMisbehaved);
		self.paid = self.paid.checked_add(amount.into()).ok_or(Error::<T>::AmountOverflow)?;
		Ok(true)
	}
}
