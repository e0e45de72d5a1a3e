//! Settling a price: what it takes, taking it, sharing it out, the receipt.

mod purse;
mod route;
mod shares;
mod top_up;

use purse::TokenPurse;
pub(crate) use purse::{Erc20Purse, Purse};

use crate::{
	Config, CreditOf, Erc20, Error, Event, NextReceipt, PaidShares, Pallet, Path, Settling,
	WeightInfo,
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
	weights::Weight,
};
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share, ShareOutcome, MAX_PRICES};
use pallet_asset_conversion::SwapCredit;
use sp_core::H160;
use sp_runtime::{traits::Convert, DispatchError};

/// What shares came to, in the order in which they were given.
pub(crate) type Outcomes<AccountId> = Vec<(Share<AccountId>, ShareOutcome)>;

/// Calls of ERC-20 contracts beside those for each payee: the payer's balance before and after.
const ERC20_CALLS: u64 = 2;
/// Calls of ERC-20 contracts for a payee that cannot be paid: its balance, the transfer that
/// fails, the transfer to the pot with the pot's balance before and after it.
const ERC20_CALLS_PER_PAYEE: u64 = 5;

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

	/// Pays `price` in `shares`, which add up to it, from `payer`, who spends at most `max_amount`
	/// of `pay_with`. All or nothing. One receipt. Returns what was spent.
	///
	/// Shares of zero are dropped; a price of zero is settled with a receipt and nothing else.
	#[transactional]
	pub fn do_settle(
		payer: &T::AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
		shares: Vec<Share<T::AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError> {
		Self::ensure_not_settling()?;
		let shares = Self::check_shares(price.amount, shares)?;
		let quote = Self::route(pay_with, price).map_err(Error::<T>::from)?;
		ensure!(quote.amount_in <= max_amount, Error::<T>::SlippageExceeded);
		let receipt = Self::next_receipt()?;
		let (spent, outcomes) = match pay_with {
			_ if price.amount == 0 => (0, Vec::new()),
			Currency::Erc20(token) => {
				(price.amount, Self::settle_erc20(receipt, payer, token, price, shares)?)
			}
			_ => Self::settle_tokens(receipt, payer, &quote, shares)?,
		};
		let spent_price = Price::new(pay_with, spent);
		Self::issue_receipt(receipt, payer, purpose, price, spent_price, quote.path, outcomes)?;
		Ok(spent)
	}

	/// What choosing and settling weigh at most, with so many payees: a swap over two pools, or an
	/// ERC-20 contract's gas; no payee can be paid.
	pub fn settle_weight(payees: u32) -> Weight {
		T::WeightInfo::choose(MAX_PRICES)
			.saturating_add(T::WeightInfo::settle(payees))
			.saturating_add(Self::erc20_weight(payees))
	}

	/// The same when it is known what the payer spends: an ERC-20 price is paid in that token, so
	/// no gas comes on top for another currency.
	pub fn settle_weight_with(pay_with: Currency, payees: u32) -> Weight {
		T::WeightInfo::choose(MAX_PRICES)
			.saturating_add(T::WeightInfo::settle(payees))
			.saturating_add(Self::erc20_weight_of(&[pay_with], payees))
	}

	/// What the calls of an ERC-20 contract weigh, for so many payees.
	pub(crate) fn erc20_weight(payees: u32) -> Weight {
		let calls =
			ERC20_CALLS.saturating_add(ERC20_CALLS_PER_PAYEE.saturating_mul(u64::from(payees)));
		T::Erc20::weight().saturating_mul(calls)
	}

	/// [`Self::erc20_weight`] if one of the currencies is an ERC-20 contract.
	pub(crate) fn erc20_weight_of(currencies: &[Currency], payees: u32) -> Weight {
		if currencies.iter().any(|currency| matches!(currency, Currency::Erc20(_))) {
			Self::erc20_weight(payees)
		} else {
			Weight::zero()
		}
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
	) -> Result<(u128, Outcomes<T::AccountId>), DispatchError> {
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
		let outcomes = Self::distribute(receipt, payer, quote.price.currency, &mut purse, shares)?;
		ensure!(purse.is_empty(), Error::<T>::SharesDoNotAddUp);
		Ok((spent, outcomes))
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
	) -> Result<Outcomes<T::AccountId>, DispatchError> {
		Self::calling_out(|| {
			let mut purse = Erc20Purse::<T>::open(token, payer, price.amount, payer)?;
			let outcomes = Self::distribute(receipt, payer, price.currency, &mut purse, shares)?;
			purse.close()?;
			Ok(outcomes)
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
