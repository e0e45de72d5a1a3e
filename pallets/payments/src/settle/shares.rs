//! Sharing out a price.

use super::{Distributed, Purse};
use crate::{BalanceOf, Claimables, Config, Erc20 as _, Error, Event, Pallet};
use alloc::vec::Vec;
use frame_support::{ensure, traits::fungibles::Inspect};
use metahub_assets::pay::{
	Currency, Price, Share, ShareKind,
	ShareOutcome::{self, Claimable, Paid},
	MAX_PAYEES, MAX_PRICE,
};
use sp_runtime::{
	traits::{CheckedAdd, Convert, Zero},
	DispatchError,
};

impl<T: Config> Pallet<T> {
	/// Checks that shares add up to a price, and that each share but the seller's is at least the
	/// currency's minimum balance. Drops those of zero.
	///
	/// The minimum is asked of the currency, not of the payees: whether one has some of it already
	/// makes no difference. So a seller gains nothing by choosing a currency, its own token say, of
	/// which no other account can have as little as it is owed.
	pub(crate) fn check_shares(
		price: Price,
		mut shares: Vec<Share<T::AccountId>>,
	) -> Result<Vec<Share<T::AccountId>>, Error<T>> {
		ensure!(price.amount <= MAX_PRICE, Error::<T>::PriceTooHigh);
		shares.retain(|share| share.amount > 0);
		ensure!(shares.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		let sum = shares.iter().try_fold(0u128, |sum, share| sum.checked_add(share.amount));
		ensure!(sum == Some(price.amount), Error::<T>::SharesDoNotAddUp);
		let mut others = shares.iter().filter(|share| share.kind != ShareKind::Seller).peekable();
		if others.peek().is_some() {
			let minimum = Self::minimum(price.currency);
			ensure!(others.all(|share| share.amount >= minimum), Error::<T>::ShareBelowMinimum);
		}
		Ok(shares)
	}

	/// Pays the shares out of a purse. What new claims cost is left to the caller to hold.
	pub(crate) fn distribute(
		receipt: u64,
		payer: &T::AccountId,
		currency: Currency,
		purse: &mut impl Purse<T::AccountId>,
		shares: Vec<Share<T::AccountId>>,
	) -> Result<Distributed<T>, DispatchError> {
		let mut outcomes = Vec::with_capacity(shares.len());
		let mut deposits = BalanceOf::<T>::zero();
		for share in shares {
			let (outcome, deposit) = Self::pay_share(receipt, payer, currency, purse, &share)?;
			deposits = deposits.checked_add(&deposit).ok_or(Error::<T>::DepositOverflow)?;
			outcomes.push((share, outcome));
		}
		Ok(Distributed { outcomes, deposits })
	}

	/// Pays one share, or keeps it for the payee. Returns what became of it, and the deposit that
	/// the payer owes for a new claim.
	fn pay_share(
		receipt: u64,
		payer: &T::AccountId,
		currency: Currency,
		purse: &mut impl Purse<T::AccountId>,
		share: &Share<T::AccountId>,
	) -> Result<(ShareOutcome, BalanceOf<T>), DispatchError> {
		let Share { payee, amount, .. } = share;
		if purse.pay(payee, *amount)? {
			return Ok((Paid, Zero::zero()));
		}
		let waiting = Claimables::<T>::get(payee, currency).map_or(0, |claim| claim.amount);
		let claim = waiting.checked_add(*amount).ok_or(Error::<T>::AmountOverflow)?;
		// The seller's: others' are never less.
		ensure!(claim >= Self::minimum(currency), Error::<T>::PayeeUnpayable);
		// A pot that takes less than it could is no reason to give the share to someone else.
		Self::open_pot(currency, *amount)?;
		let refused = match currency {
			Currency::Erc20(_) => Error::<T>::TokenRefused,
			Currency::Native | Currency::Token(_) => Error::PayeeUnpayable,
		};
		ensure!(purse.pay(&Self::pot(currency), *amount)?, refused);
		let deposit = Self::add_claim(payer, payee, currency, *amount)?;
		let (payee, amount) = (payee.clone(), *amount);
		Self::deposit_event(Event::ShareHeldBack { receipt, payee, currency, amount });
		Ok((Claimable, deposit))
	}

	/// The least that an account has of a currency.
	fn minimum(currency: Currency) -> u128 {
		match currency {
			Currency::Erc20(token) => T::Erc20::minimum(token),
			Currency::Native | Currency::Token(_) => {
				T::TokenIdOf::convert(currency).map_or(0, T::Tokens::minimum_balance)
			}
		}
	}
}
