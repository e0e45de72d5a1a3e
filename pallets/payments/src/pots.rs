//! The pots: what is kept for payees that could not be paid.

use crate::{
	settle::{Erc20Purse, Purse},
	BalanceOf, ClaimRecord, Claimables, Config, Erc20 as _, Error, Event, HoldReason, Pallet, Pots,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{
		fungibles::{Balanced, Inspect},
		tokens::{
			Fortitude::Polite,
			Precision::Exact,
			Preservation::{Expendable, Preserve},
		},
		Get,
	},
	transactional,
};
use metahub_assets::pay::Currency;
use sp_runtime::{
	traits::{AccountIdConversion, BlakeTwo256, Convert, Hash, Zero},
	DispatchError,
};

impl<T: Config> Pallet<T> {
	/// The account where a currency's claims lie. One per currency, since an account has only so
	/// many tokens; those of ERC-20 contracts are not among them.
	pub fn pot(currency: Currency) -> T::AccountId {
		if let Currency::Erc20(token) = currency {
			if let Some(pot) = T::Erc20::pot(token) {
				return pot;
			}
		}
		// By hash, since a contract's address does not fit beside what comes before it.
		T::PalletId::get().into_sub_account_truncating(BlakeTwo256::hash_of(&currency))
	}

	/// Issues the native token's minimum balance to its pot: with that it keeps the smallest share.
	pub(crate) fn endow_native_pot() {
		let Some(native) = T::TokenIdOf::convert(Currency::Native) else { return };
		let credit = T::Tokens::issue(native.clone(), T::Tokens::minimum_balance(native));
		let kept = T::Tokens::resolve(&Self::pot(Currency::Native), credit);
		assert!(kept.is_ok(), "the native token's pot can be endowed");
	}

	/// Pays an account's claim, to it or where it wants it. `who` asks for it.
	#[transactional]
	pub(crate) fn do_claim(
		who: &T::AccountId,
		currency: Currency,
		payee: &T::AccountId,
		to: &T::AccountId,
	) -> DispatchResult {
		Self::ensure_not_settling()?;
		let claim = Claimables::<T>::take(payee, currency).ok_or(Error::<T>::NothingToClaim)?;
		let rest = Self::rest_of_pot(currency, claim.amount)?;
		match currency {
			Currency::Erc20(token) => Self::calling_out(|| {
				let pot = Self::pot(currency);
				let mut purse = Erc20Purse::<T>::open(token, &pot, claim.amount, who)?;
				ensure!(purse.pay(to, claim.amount)?, Error::<T>::PayeeUnpayable);
				purse.close()
			})?,
			_ => Self::pay_tokens(currency, to, claim.amount, rest)?,
		}
		Self::close_pot(currency, rest);
		Self::return_deposit(HoldReason::Claim, &claim.depositor, claim.deposit);
		let (payee, to, amount) = (payee.clone(), to.clone(), claim.amount);
		Self::deposit_event(Event::Claimed { payee, currency, amount, to });
		Ok(())
	}

	/// Writes off an account's claim in a token that is gone. No other will have its id.
	pub(crate) fn do_write_off(currency: Currency, payee: &T::AccountId) -> DispatchResult {
		Self::ensure_not_settling()?;
		let claim = Claimables::<T>::get(payee, currency).ok_or(Error::<T>::NothingToClaim)?;
		ensure!(!Self::exists(currency), Error::<T>::TokenExists);
		let amount = claim.amount;
		let rest = Self::rest_of_pot(currency, amount)?;
		Claimables::<T>::remove(payee, currency);
		Self::close_pot(currency, rest);
		Self::return_deposit(HoldReason::Claim, &claim.depositor, claim.deposit);
		Self::deposit_event(Event::WrittenOff { payee: payee.clone(), currency, amount });
		Ok(())
	}

	/// Whether a currency exists, even while it is being destroyed.
	fn exists(currency: Currency) -> bool {
		match currency {
			Currency::Erc20(token) => T::Erc20::exists(token),
			Currency::Native | Currency::Token(_) => {
				T::TokenIdOf::convert(currency).is_some_and(T::Tokens::asset_exists)
			}
		}
	}

	/// Adds what a pot is going to owe, and makes sure that its account lives.
	pub(crate) fn open_pot(currency: Currency, amount: u128) -> DispatchResult {
		Pots::<T>::try_mutate(currency, |slot| {
			let pot = slot.get_or_insert_default();
			if pot.owed == 0 {
				let account = Self::pot(currency);
				pot.provided = frame_system::Pallet::<T>::providers(&account) == 0;
				if pot.provided {
					frame_system::Pallet::<T>::inc_providers(&account);
				}
			}
			pot.owed = pot.owed.checked_add(amount).ok_or(Error::<T>::AmountOverflow)?;
			Ok(())
		})
	}

	/// Adds to what a payee can claim. The first time, the payer pays for the record: returns what
	/// it has to put on hold.
	pub(crate) fn add_claim(
		payer: &T::AccountId,
		payee: &T::AccountId,
		currency: Currency,
		amount: u128,
	) -> Result<BalanceOf<T>, Error<T>> {
		Claimables::<T>::try_mutate(payee, currency, |slot| {
			if let Some(claim) = slot {
				claim.amount =
					claim.amount.checked_add(amount).ok_or(Error::<T>::AmountOverflow)?;
				return Ok(Zero::zero());
			}
			let deposit = Self::claim_price()?;
			*slot = Some(ClaimRecord { amount, depositor: payer.clone(), deposit });
			Ok(deposit)
		})
	}

	/// What a pot owes when it has paid a claim.
	fn rest_of_pot(currency: Currency, amount: u128) -> Result<u128, DispatchError> {
		let owed = Pots::<T>::get(currency).map_or(0, |pot| pot.owed);
		Ok(owed.checked_sub(amount).ok_or(Error::<T>::AmountOverflow)?)
	}

	/// Writes down what a pot owes, or closes it.
	fn close_pot(currency: Currency, rest: u128) {
		Pots::<T>::mutate_exists(currency, |slot| {
			let Some(pot) = slot else { return };
			pot.owed = rest;
			if rest == 0 {
				if pot.provided {
					// Not if somebody has sent other tokens there, which live by it from now on.
					let _ = frame_system::Pallet::<T>::dec_providers(&Self::pot(currency));
				}
				*slot = None;
			}
		});
	}

	/// Pays tokens out of a pot, which owes `rest` from then on.
	fn pay_tokens(
		currency: Currency,
		to: &T::AccountId,
		amount: u128,
		rest: u128,
	) -> DispatchResult {
		let (token, pot) = (Self::token_id(currency)?, Self::pot(currency));
		let left = T::Tokens::balance(token.clone(), &pot)
			.checked_sub(amount)
			.ok_or(Error::<T>::InsufficientFunds)?;
		let minimum = T::Tokens::minimum_balance(token.clone());
		let (amount, preservation) = if left == 0 {
			(amount, Expendable)
		} else if left >= minimum {
			(amount, Preserve)
		} else {
			// What strangers sent to the pot and could not stay there goes to the last who claims.
			ensure!(rest == 0, Error::<T>::PotBelowMinimum);
			(amount.checked_add(left).ok_or(Error::<T>::AmountOverflow)?, Expendable)
		};
		Self::ensure_can_spend(&token, &pot, amount, preservation)?;
		let credit = T::Tokens::withdraw(token, &pot, amount, Exact, preservation, Polite)?;
		T::Tokens::resolve(to, credit).map_err(|_| Error::<T>::PayeeUnpayable)?;
		Ok(())
	}
}
