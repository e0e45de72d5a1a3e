//! Sharing out a price.

use super::{Distributed, Purse};
use crate::{BalanceOf, Claimables, Config, Erc20 as _, Error, Event, Pallet, Pots};
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
	/// Refuses shares that do not add up to a price, and any but the seller's that could not be kept
	/// for its payee. Whether the payer has the price, and what ERC-20 contracts do, is not looked at.
	///
	/// # Errors
	/// [`PriceTooHigh`](Error::PriceTooHigh), [`TooManyPayees`](Error::TooManyPayees),
	/// [`SharesDoNotAddUp`](Error::SharesDoNotAddUp),
	/// [`ShareBelowMinimum`](Error::ShareBelowMinimum).
	pub fn ensure_shareable(price: Price, shares: &[Share<T::AccountId>]) -> Result<(), Error<T>> {
		ensure!(price.amount <= MAX_PRICE, Error::<T>::PriceTooHigh);
		let paid = || shares.iter().filter(|share| share.amount > 0);
		ensure!(paid().count() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		let sum = paid().try_fold(0u128, |sum, share| sum.checked_add(share.amount));
		ensure!(sum == Some(price.amount), Error::<T>::SharesDoNotAddUp);
		let mut others = paid().filter(|share| share.kind != ShareKind::Seller).peekable();
		if others.peek().is_some() {
			let least = Self::least_claim(price.currency);
			ensure!(others.all(|share| share.amount >= least), Error::<T>::ShareBelowMinimum);
		}
		Ok(())
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
		// The seller's: others' are never too small. What it cannot have is its own business.
		ensure!(
			share.kind != ShareKind::Seller || claim >= Self::minimum(currency),
			Error::<T>::PayeeUnpayable
		);
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

	/// The least that is kept for a payee other than the seller: what an account has at least of the currency, so that the
	/// pot never holds claims without being able to pay each of them.
	///
	/// The native token's pot has its minimum balance from genesis on, beside what it owes. It keeps
	/// any share, so that no share is too small for a price in the native token.
	///
	/// The minimum is asked of the currency, not of the payees: whether one has some of it already
	/// makes no difference. So a seller gains nothing by choosing a currency, its own token say, of
	/// which no other account can have as little as it is owed.
	fn least_claim(currency: Currency) -> u128 {
		match currency {
			Currency::Native if Self::native_pot_lives() => 1,
			_ => Self::minimum(currency),
		}
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

	/// Whether the native token's pot has its minimum balance beside what it owes.
	pub(crate) fn native_pot_lives() -> bool {
		let Some(native) = T::TokenIdOf::convert(Currency::Native) else { return false };
		let owed = Pots::<T>::get(Currency::Native).map_or(0, |pot| pot.owed);
		let own = T::Tokens::balance(native.clone(), &Self::pot(Currency::Native));
		own.checked_sub(owed).is_some_and(|own| own >= T::Tokens::minimum_balance(native))
	}
}
