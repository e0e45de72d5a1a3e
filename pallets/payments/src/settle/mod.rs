//! Settling a price: what it takes, taking it, sharing it out, the receipt.

mod purse;
mod route;
mod shares;
mod top_up;
mod weight;

use purse::TokenPurse;
pub(crate) use purse::{Erc20Purse, Purse};

use crate::{
	BalanceOf, Config, CreditOf, Error, Event, HoldReason, NextReceipt, PaidShares, Pallet, Path,
	Settling,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{
		fungibles::{Balanced, Inspect},
		tokens::{
			Fortitude::Polite,
			Precision::Exact,
			Preservation::{self, Expendable, Preserve},
			WithdrawConsequence,
		},
	},
	transactional,
};
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share, ShareOutcome};
use pallet_asset_conversion::SwapCredit;
use sp_core::H160;
use sp_runtime::{
	traits::{Convert, Zero},
	DispatchError,
};

/// What shares came to, in the order in which they were given.
pub(crate) type Outcomes<AccountId> = Vec<(Share<AccountId>, ShareOutcome)>;

/// A price that has been shared out.
pub(crate) struct Distributed<T: Config> {
	/// What the shares came to.
	outcomes: Outcomes<T::AccountId>,
	/// What the payer has to put on hold for new claims.
	deposits: BalanceOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Which of `prices` is paid when the payer spends `pay_with`, and what it takes: the price in
	/// that very currency if there is one, else, when `swaps`, the cheapest swap into any of them.
	/// A price of zero takes nothing in any currency.
	pub fn do_choose(
		prices: &[Price],
		swaps: bool,
		pay_with: Currency,
	) -> Result<Quote, DispatchError> {
		Self::ensure_not_settling()?;
		Ok(Self::choose(prices, swaps, pay_with).map_err(Error::<T>::from)?)
	}

	/// Pays the price of a quote in `shares`, which add up to it, from `payer`, who spends at most
	/// `max_amount`. The quote's path is taken; what it takes by now is asked of its pools again,
	/// since the payer may have swapped in them meanwhile. All or nothing. One receipt. Returns
	/// what was spent, on deposits for claims too where the payer had to buy the native token for
	/// them.
	///
	/// Shares of zero are dropped; a price of zero is settled with a receipt and nothing else.
	#[transactional]
	pub fn do_settle(
		payer: &T::AccountId,
		quote: Quote,
		max_amount: u128,
		mut shares: Vec<Share<T::AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError> {
		Self::ensure_not_settling()?;
		Self::ensure_shareable(quote.price, &shares)?;
		shares.retain(|share| share.amount > 0);
		let quote = Self::requote(quote)?;
		ensure!(quote.amount_in <= max_amount, Error::<T>::SlippageExceeded);
		let receipt = Self::next_receipt()?;
		let (price, pay_with) = (quote.price, quote.pay_with);
		let (spent, Distributed { outcomes, deposits }) = match pay_with {
			_ if price.amount == 0 => {
				(0, Distributed { outcomes: Vec::new(), deposits: Zero::zero() })
			}
			Currency::Erc20(token) => {
				(price.amount, Self::settle_erc20(receipt, payer, token, price, shares)?)
			}
			_ => Self::settle_tokens(receipt, payer, &quote, shares)?,
		};
		let left = max_amount.checked_sub(spent).ok_or(Error::<T>::SwapInexact)?;
		let bought = Self::hold_for_claims(payer, deposits, pay_with, left)?;
		let spent_price = Price::new(pay_with, spent);
		Self::issue_receipt(receipt, payer, purpose, price, spent_price, quote.path, outcomes)?;
		Ok(spent.checked_add(bought).ok_or(Error::<T>::AmountOverflow)?)
	}

	/// Puts on hold what new claims cost. A payer who lacks it buys it with what it pays with.
	/// Returns what was spent on that.
	fn hold_for_claims(
		payer: &T::AccountId,
		deposits: BalanceOf<T>,
		pay_with: Currency,
		left: u128,
	) -> Result<u128, DispatchError> {
		if deposits.is_zero() {
			return Ok(0);
		}
		let amount = deposits.try_into().map_err(|_| Error::<T>::DepositOverflow)?;
		let bought = Self::do_top_up(payer, amount, pay_with, left)?;
		Self::hold_deposit(HoldReason::Claim, payer, deposits)?;
		Ok(bought)
	}

	/// Whether an ERC-20 contract is being called, so that whoever asks may have been called by it.
	pub fn is_settling() -> bool {
		Settling::<T>::get()
	}

	/// Refuses to go on while an ERC-20 contract is being called.
	pub(crate) fn ensure_not_settling() -> DispatchResult {
		ensure!(!Self::is_settling(), Error::<T>::Reentrancy);
		Ok(())
	}

	/// The id of a token that can be swapped and held.
	pub(crate) fn token_id(currency: Currency) -> Result<T::TokenId, Error<T>> {
		T::TokenIdOf::convert(currency).ok_or(Error::<T>::CurrencyNotSwappable)
	}

	/// The next receipt's number.
	pub(crate) fn next_receipt() -> Result<u64, Error<T>> {
		NextReceipt::<T>::try_mutate(|next| {
			let receipt = *next;
			*next = receipt.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
			Ok(receipt)
		})
	}

	/// Issues a receipt.
	pub(crate) fn issue_receipt(
		receipt: u64,
		payer: &T::AccountId,
		purpose: Purpose,
		price: Price,
		spent: Price,
		path: Vec<Currency>,
		outcomes: Outcomes<T::AccountId>,
	) -> DispatchResult {
		let shares = PaidShares::try_from(outcomes).map_err(|_| Error::<T>::TooManyPayees)?;
		let path = Path::try_from(path).map_err(|_| Error::<T>::SwapInexact)?;
		let payer = payer.clone();
		Self::deposit_event(Event::Paid { receipt, payer, purpose, price, spent, path, shares });
		Ok(())
	}

	/// Refuses, with the reason, what cannot be taken from an account.
	pub(crate) fn ensure_can_spend(
		token: &T::TokenId,
		who: &T::AccountId,
		amount: u128,
		preservation: Preservation,
	) -> DispatchResult {
		ensure!(T::Tokens::asset_exists(token.clone()), Error::<T>::UnknownToken);
		if T::Tokens::reducible_balance(token.clone(), who, preservation, Polite) >= amount {
			return Ok(());
		}
		let unknown = WithdrawConsequence::UnknownAsset;
		ensure!(
			T::Tokens::can_withdraw(token.clone(), who, amount) != unknown,
			Error::<T>::UnknownToken
		);
		let rest = T::Tokens::balance(token.clone(), who)
			.checked_sub(amount)
			.ok_or(Error::<T>::InsufficientFunds)?;
		let minimum = T::Tokens::minimum_balance(token.clone());
		ensure!(preservation == Expendable || rest >= minimum, Error::<T>::PayerBelowMinimum);
		Err(Error::<T>::FundsFrozen.into())
	}

	/// Settles in tokens, swapped if the quote says so. Returns what was spent.
	fn settle_tokens(
		receipt: u64,
		payer: &T::AccountId,
		quote: &Quote,
		shares: Vec<Share<T::AccountId>>,
	) -> Result<(u128, Distributed<T>), DispatchError> {
		let (token, amount_in) = (Self::token_id(quote.pay_with)?, quote.amount_in);
		Self::ensure_can_spend(&token, payer, amount_in, Preserve)?;
		let taken = T::Tokens::withdraw(token, payer, amount_in, Exact, Preserve, Polite)?;
		let (credit, spent) = if quote.path.is_empty() {
			(taken, amount_in)
		} else {
			Self::swap(payer, quote, taken)?
		};
		ensure!(credit.peek() == quote.price.amount, Error::<T>::SwapInexact);
		let mut purse = TokenPurse::<T>::new(credit);
		let shared = Self::distribute(receipt, payer, quote.price.currency, &mut purse, shares)?;
		ensure!(purse.is_empty(), Error::<T>::SharesDoNotAddUp);
		Ok((spent, shared))
	}

	/// Swaps what was taken from the payer, who gets back what is left of it. Returns what came
	/// of it, and what was spent.
	fn swap(
		payer: &T::AccountId,
		quote: &Quote,
		taken: CreditOf<T>,
	) -> Result<(CreditOf<T>, u128), DispatchError> {
		let path = quote
			.path
			.iter()
			.map(|currency| Self::token_id(*currency))
			.collect::<Result<Vec<_>, _>>()?;
		let in_all = taken.peek();
		// The credit that comes back with an error goes with the transaction.
		let (credit, change) =
			<T::Swaps as SwapCredit<T::AccountId>>::swap_tokens_for_exact_tokens(
				path,
				taken,
				quote.price.amount,
			)
			.map_err(|(_, error)| error)?;
		let spent = in_all.checked_sub(change.peek()).ok_or(Error::<T>::SwapInexact)?;
		if change.peek() > 0 {
			T::Tokens::resolve(payer, change).map_err(|_| Error::<T>::PayerUnpayable)?;
		}
		Ok((credit, spent))
	}

	/// Settles in an ERC-20 token.
	fn settle_erc20(
		receipt: u64,
		payer: &T::AccountId,
		token: H160,
		price: Price,
		shares: Vec<Share<T::AccountId>>,
	) -> Result<Distributed<T>, DispatchError> {
		Self::calling_out(|| {
			let mut purse = Erc20Purse::<T>::open(token, payer, price.amount, payer)?;
			let shared = Self::distribute(receipt, payer, price.currency, &mut purse, shares)?;
			purse.close()?;
			Ok(shared)
		})
	}

	/// Runs what calls an ERC-20 contract, and refuses meanwhile what it may call back. Has to be
	/// in a transaction, which takes the mark with it when this fails.
	pub(crate) fn calling_out<R>(
		run: impl FnOnce() -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		Settling::<T>::put(true);
		let result = run();
		Settling::<T>::kill();
		result
	}
}
