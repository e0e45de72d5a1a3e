//! The native token for deposits, for payers who have none of it.

use crate::{Config, Error, Event, Pallet};
use frame_support::{
	ensure,
	traits::{
		fungibles::{Balanced, Inspect},
		tokens::{Fortitude::Polite, Precision::Exact, Preservation::Preserve},
	},
	transactional,
};
use metahub_assets::pay::{Currency, Price};
use sp_runtime::{traits::Convert, DispatchError};

impl<T: Config> Pallet<T> {
	/// Sees to it that an account can put `amount` of the native token on hold: what it lacks, the
	/// existential deposit included, is bought with at most `max_amount` of `pay_with`. Returns what
	/// was spent. Nothing is when it has enough, or when `pay_with` cannot be swapped; the hold
	/// then says what is missing.
	#[transactional]
	pub fn do_top_up(
		who: &T::AccountId,
		amount: u128,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		Self::ensure_not_settling()?;
		let native = Self::token_id(Currency::Native)?;
		let minimum = T::Tokens::minimum_balance(native.clone());
		let wanted = amount.checked_add(minimum).ok_or(Error::<T>::AmountOverflow)?;
		// Nothing when it has more.
		let missing = wanted.saturating_sub(T::Tokens::balance(native, who));
		let token = T::TokenIdOf::convert(pay_with).filter(|_| pay_with != Currency::Native);
		let (Some(token), true) = (token, missing > 0) else { return Ok(0) };

		let price = Price::new(Currency::Native, missing);
		let quote = Self::route(pay_with, price).map_err(Error::<T>::from)?;
		ensure!(quote.amount_in <= max_amount, Error::<T>::SlippageExceeded);
		Self::ensure_can_spend(&token, who, quote.amount_in, Preserve)?;
		let taken = T::Tokens::withdraw(token, who, quote.amount_in, Exact, Preserve, Polite)?;
		let (credit, spent) = Self::swap(who, &quote, taken)?;
		ensure!(credit.peek() == missing, Error::<T>::SwapInexact);
		T::Tokens::resolve(who, credit).map_err(|_| Error::<T>::PayerUnpayable)?;
		let spent_price = Price::new(pay_with, spent);
		Self::deposit_event(Event::ToppedUp {
			who: who.clone(),
			amount: missing,
			spent: spent_price,
		});
		Ok(spent)
	}
}
