//! Which price is paid, and through which pools.

use crate::{Config, Error, Pallet, MAX_PATH};
use alloc::{vec, vec::Vec};
use frame_support::ensure;
use metahub_assets::pay::{Currency, PaymentError, Price, Quote, MAX_PRICE, MAX_PRICES};
use pallet_asset_conversion::{QuotePrice, SwapCredit};
use sp_runtime::traits::Convert;

impl<T: Config> From<PaymentError> for Error<T> {
	fn from(error: PaymentError) -> Self {
		match error {
			PaymentError::NoPrices => Self::NoPrices,
			PaymentError::TooManyPrices => Self::TooManyPrices,
			PaymentError::PriceTooHigh => Self::PriceTooHigh,
			PaymentError::CurrencyNotAccepted => Self::CurrencyNotAccepted,
			PaymentError::CurrencyNotSwappable => Self::CurrencyNotSwappable,
			PaymentError::NoPool => Self::NoPool,
			PaymentError::PoolTooShallow => Self::PoolTooShallow,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// As [`Self::do_choose`], with the reason of a refusal as queries answer it.
	pub(crate) fn choose(
		prices: &[Price],
		swaps: bool,
		pay_with: Currency,
	) -> Result<Quote, PaymentError> {
		if prices.is_empty() {
			return Err(PaymentError::NoPrices);
		}
		if prices.len() > MAX_PRICES as usize {
			return Err(PaymentError::TooManyPrices);
		}
		if prices.iter().any(|price| price.amount > MAX_PRICE) {
			return Err(PaymentError::PriceTooHigh);
		}
		if let Some(price) = prices.iter().find(|price| price.currency == pay_with) {
			return Self::route(pay_with, *price);
		}
		if !swaps {
			return Err(PaymentError::CurrencyNotAccepted);
		}
		let mut best: Option<Quote> = None;
		let mut reason = PaymentError::CurrencyNotSwappable;
		for price in prices {
			match Self::route(pay_with, *price) {
				Ok(quote) => {
					if best.as_ref().is_none_or(|best| quote.amount_in < best.amount_in) {
						best = Some(quote);
					}
				}
				// The reason of the price that came closest.
				Err(error) => {
					if error as u8 > reason as u8 {
						reason = error;
					}
				}
			}
		}
		best.ok_or(reason)
	}

	/// What paying a price takes of a currency, by the cheapest way there is.
	pub(crate) fn route(pay_with: Currency, price: Price) -> Result<Quote, PaymentError> {
		if price.amount > MAX_PRICE {
			return Err(PaymentError::PriceTooHigh);
		}
		let quote = |amount_in, path| Quote { price, pay_with, amount_in, path };
		if price.currency == pay_with || price.amount == 0 {
			return Ok(quote(price.amount, Vec::new()));
		}
		let paths = Self::paths(pay_with, price.currency)?;
		paths
			.iter()
			.filter_map(|path| Some((Self::amount_in(path, price.amount)?, path)))
			.min_by_key(|(amount_in, _)| *amount_in)
			.map(|(amount_in, path)| {
				quote(amount_in, path.iter().map(|(currency, _)| *currency).collect())
			})
			.ok_or_else(|| {
				// Where the smallest amount can be had there is a pool, but not enough in it.
				let pools =
					|path: &Vec<_>| path.windows(2).all(|hop| Self::amount_in(hop, 1).is_some());
				if paths.iter().any(pools) {
					PaymentError::PoolTooShallow
				} else {
					PaymentError::NoPool
				}
			})
	}

	/// A quote with what its path takes by now.
	pub(crate) fn requote(quote: Quote) -> Result<Quote, Error<T>> {
		let Quote { price, pay_with, path, .. } = quote;
		let amount_in = if price.amount == 0 || price.currency == pay_with {
			ensure!(path.is_empty(), Error::<T>::QuoteInvalid);
			price.amount
		} else {
			let ends = (path.first(), path.last());
			ensure!(ends == (Some(&pay_with), Some(&price.currency)), Error::<T>::QuoteInvalid);
			let path = path
				.iter()
				.map(|currency| Ok((*currency, Self::token_id(*currency)?)))
				.collect::<Result<Vec<_>, Error<T>>>()?;
			Self::amount_in(&path, price.amount).ok_or(Error::<T>::PoolTooShallow)?
		};
		Ok(Quote { price, pay_with, amount_in, path })
	}

	/// The ways from one currency to another: directly, and through the native token.
	#[allow(clippy::type_complexity)]
	fn paths(
		from: Currency,
		to: Currency,
	) -> Result<Vec<Vec<(Currency, T::TokenId)>>, PaymentError> {
		let with_id = |currency| {
			let id = T::TokenIdOf::convert(currency).ok_or(PaymentError::CurrencyNotSwappable)?;
			Ok((currency, id))
		};
		let (from, to) = (with_id(from)?, with_id(to)?);
		let native = with_id(Currency::Native)?;
		let mut paths = vec![vec![from.clone(), to.clone()]];
		let long_enough = <T::Swaps as SwapCredit<T::AccountId>>::max_path_len() >= MAX_PATH;
		if long_enough && from.0 != native.0 && to.0 != native.0 {
			paths.push(vec![from, native, to]);
		}
		Ok(paths)
	}

	/// What has to go into a path for `amount` to come out. `None` if it cannot.
	fn amount_in(path: &[(Currency, T::TokenId)], amount: u128) -> Option<u128> {
		// No pool is twice on a path: what one hop takes does not change the next.
		path.windows(2).rev().try_fold(amount, |amount, hop| match hop {
			[(_, from), (_, to)] => <T::Swaps as QuotePrice>::quote_price_tokens_for_exact_tokens(
				from.clone(),
				to.clone(),
				amount,
				true,
			),
			_ => None,
		})
	}
}
