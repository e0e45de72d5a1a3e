//! How prices and currencies are written on the command line, and what may be spent.

use super::{values, Context};
use crate::{
	chain::{check_amount, Chain, ChainError, CurrencyName, Receipt, Unit},
	error::Error,
};
use clap::Args;
use metahub_assets::pay::{Currency, Price, PPM};
use metahub_rpc_api::types::{self, QuoteAnswer};
use serde_json::{json, Value};
use std::collections::{hash_map::Entry, HashMap};

/// What an offer or a listing asks for.
#[derive(Args, Debug)]
pub struct PriceArgs {
	/// A price, up to eight times: an amount and HUB, a token's id or symbol, or an ERC-20's address
	/// (whose amounts are in its smallest unit)
	#[arg(long = "price", value_names = ["AMOUNT", "CURRENCY"], num_args = 1..=2)]
	prices: Vec<String>,
	/// Take these currencies only: nothing is swapped into them
	#[arg(long)]
	no_swaps: bool,
}

impl PriceArgs {
	/// The prices, once the chain has told of their currencies.
	pub async fn prices(&self, chain: &Chain) -> Result<Vec<Price>, Error> {
		let mut prices = Vec::new();
		for (amount, currency) in pairs(&self.prices)? {
			let unit = chain.currency(&currency).await?;
			let amount = unit.parse(&amount).map_err(Error::Usage)?;
			prices.push(Price::new(unit.currency, amount));
		}
		Ok(prices)
	}

	/// Checks the words, which needs no chain.
	pub fn check(&self) -> Result<(), Error> {
		pairs(&self.prices).map(drop)
	}

	/// Whether other currencies are swapped.
	pub const fn swaps(&self) -> bool {
		!self.no_swaps
	}
}

/// Amounts and currencies, whether each was one argument (`"10 HUB"`) or two (`10 HUB`).
fn pairs(words: &[String]) -> Result<Vec<(String, CurrencyName)>, Error> {
	let words: Vec<&str> = words.iter().flat_map(|word| word.split_whitespace()).collect();
	let pair = |pair: &[&str]| {
		let [amount, currency] = pair else {
			return Err(Error::Usage("a price is an amount and a currency: 10 HUB".into()));
		};
		// How large it is depends on the currency's decimals.
		check_amount(amount).map_err(Error::Usage)?;
		Ok((String::from(*amount), currency.parse().map_err(Error::Usage)?))
	};
	if words.is_empty() {
		return Err(Error::Usage("name a price, an amount and a currency: --price 10 HUB".into()));
	}
	words.chunks(2).map(pair).collect()
}

/// What a buyer spends.
#[derive(Args, Debug)]
pub struct SpendArgs {
	/// The currency to pay with: HUB, a token's id or symbol, an ERC-20's address [default: that of
	/// the first price]
	#[arg(long, value_name = "CURRENCY")]
	pay_with: Option<CurrencyName>,
	/// The most to spend, in that currency [default: the price, or what a swap takes now and the
	/// slippage]
	#[arg(long, value_name = "AMOUNT")]
	max: Option<String>,
	/// How much more than now a swap may take
	#[arg(
		long,
		value_name = "PERCENT",
		default_value = "1%",
		value_parser = values::percent,
		conflicts_with = "max"
	)]
	slippage: u32,
}

impl SpendArgs {
	/// The currency to pay with, of an offer with these prices.
	pub async fn unit(&self, chain: &Chain, prices: &[types::Price]) -> Result<Unit, Error> {
		match (&self.pay_with, prices.first()) {
			(Some(name), _) => Ok(chain.currency(name).await?),
			(None, Some(price)) => Ok(chain.unit(price.currency).await?),
			(None, None) => Err(Error::Usage("say what to pay with: --pay-with".into())),
		}
	}

	/// The most to spend, where this much would be spent now.
	pub fn max(&self, unit: &Unit, now: u128, swapped: bool) -> Result<u128, Error> {
		match &self.max {
			Some(text) => unit.parse(text).map_err(Error::Usage),
			None if swapped => with_slippage(now, self.slippage)
				.ok_or_else(|| Error::Usage("the price is too large to add a slippage".into())),
			None => Ok(now),
		}
	}

	/// The most to spend, if it was said.
	pub fn named_max(&self, unit: &Unit) -> Result<Option<u128>, Error> {
		self.max.as_deref().map(|text| unit.parse(text).map_err(Error::Usage)).transpose()
	}

	/// The most to spend for an offer of which this is the quote.
	pub fn max_of(&self, unit: &Unit, quote: &QuoteAnswer) -> Result<u128, Error> {
		self.max(unit, quote.spend.amount, !quote.path.is_empty())
	}
}

/// What a payment's receipt says, as members and as text.
pub fn spent(receipt: &Receipt, unit: &Unit) -> (Value, String) {
	match receipt.payment() {
		Some(paid) => {
			let json = json!({
				"receipt": paid.receipt.to_string(),
				"price": types::Price::from(paid.price),
				"spent": types::Price::from(paid.spent),
			});
			(json, format!(" for {}", unit.amount(paid.spent.amount)))
		}
		None => (json!({}), String::new()),
	}
}

/// An amount and so much of it, rounded up.
fn with_slippage(amount: u128, ppm: u32) -> Option<u128> {
	let (ppm, whole) = (u128::from(ppm), u128::from(PPM));
	let more = (amount / whole).checked_mul(ppm)?;
	more.checked_add(((amount % whole) * ppm).div_ceil(whole))?.checked_add(amount)
}

/// The units of currencies that a text names.
#[derive(Debug)]
pub struct Units(HashMap<Currency, Unit>);

impl Units {
	/// Looks up what is needed to write these prices for people, if it is people who read.
	pub async fn of(
		ctx: &Context,
		chain: &Chain,
		prices: impl IntoIterator<Item = types::Price>,
	) -> Result<Self, ChainError> {
		let mut units = HashMap::new();
		if ctx.out.json {
			return Ok(Self(units));
		}
		for types::Price { currency, .. } in prices {
			if let Entry::Vacant(entry) = units.entry(currency) {
				entry.insert(chain.unit(currency).await?);
			}
		}
		Ok(Self(units))
	}

	/// A price as people read it.
	pub fn text(&self, price: &types::Price) -> String {
		match self.0.get(&price.currency) {
			Some(unit) => unit.amount(price.amount),
			None => format!("{} {:?}", price.amount, price.currency),
		}
	}

	/// Several prices, any of which will do.
	pub fn texts(&self, prices: &[types::Price]) -> String {
		prices.iter().map(|price| self.text(price)).collect::<Vec<_>>().join(" or ")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn words(texts: &[&str]) -> Vec<String> {
		texts.iter().map(ToString::to_string).collect()
	}

	#[test]
	fn prices_are_one_argument_or_two() {
		let hub = CurrencyName::Known(Currency::Native);
		let dusd = CurrencyName::Symbol("DUSD".into());
		let expected = vec![("10".into(), hub), ("2.5".into(), dusd)];
		for given in [
			words(&["10", "HUB", "2.5", "DUSD"]),
			words(&["10 HUB", "2.5 DUSD"]),
			words(&["10 HUB", "2.5", "DUSD"]),
		] {
			assert_eq!(pairs(&given).unwrap(), expected);
		}
		for wrong in [&["10"][..], &["HUB", "10"], &["10 HUB", "5"], &["1,5", "HUB"], &[""]] {
			assert!(pairs(&words(wrong)).is_err(), "{wrong:?}");
		}
	}

	#[test]
	fn slippage_is_rounded_up_and_never_wraps() {
		assert_eq!(with_slippage(0, 10_000), Some(0));
		assert_eq!(with_slippage(1, 10_000), Some(2));
		assert_eq!(with_slippage(1_000_000, 10_000), Some(1_010_000));
		assert_eq!(with_slippage(u128::MAX, 10_000), None);
		assert_eq!(with_slippage(u128::MAX, 0), Some(u128::MAX));
	}
}
