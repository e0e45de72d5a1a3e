//! Tokens: what a currency is called, and how its amounts are written.

use super::{Chain, ChainError};
use metahub_assets::pay::{Currency, Price};
use std::{fmt, str::FromStr};
use subxt::{
	dynamic,
	ext::scale_decode::DecodeAsType,
	utils::{AccountId32, H160},
};

/// Decimal places of the native token.
pub const HUB_DECIMALS: u8 = 18;
/// Most tokens that are looked at for a symbol.
const MAX_TOKENS: usize = 10_000;
/// More decimals than a `u128` has digits are nobody's.
const MAX_DECIMALS: u8 = 38;

/// A currency as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CurrencyName {
	/// A currency that is known as it stands: `HUB`, a token's id, an ERC-20's address.
	Known(Currency),
	/// A token's symbol, which the chain knows the token of.
	Symbol(String),
}

impl FromStr for CurrencyName {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if text.eq_ignore_ascii_case("hub") {
			return Ok(Self::Known(Currency::Native));
		}
		if let Some(digits) = text.strip_prefix("0x") {
			let bytes = hex::decode(digits).ok().and_then(|bytes| <[u8; 20]>::try_from(bytes).ok());
			let address = bytes.ok_or("a contract's address is 0x and 40 hexadecimal digits")?;
			return Ok(Self::Known(Currency::Erc20(H160(address))));
		}
		if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
			let id = text.parse().map_err(|_| format!("{text} is too large for a token's id"))?;
			return Ok(Self::Known(Currency::Token(id)));
		}
		let plain = |c: char| !c.is_whitespace() && !c.is_control();
		if text.is_empty() || !text.chars().all(plain) {
			return Err("a currency is HUB, a token's id or symbol, or a contract's address".into());
		}
		Ok(Self::Symbol(text.into()))
	}
}

/// A currency with what is needed to read and write its amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
	/// The currency.
	pub currency: Currency,
	/// Decimal places: an amount of 1 is 10 to this of the smallest unit.
	pub decimals: u8,
	/// What it is called.
	pub symbol: Option<String>,
}

impl Unit {
	/// The native token.
	pub fn hub() -> Self {
		Self { currency: Currency::Native, decimals: HUB_DECIMALS, symbol: Some("HUB".into()) }
	}

	/// An amount in the smallest unit, from what people write.
	pub fn parse(&self, text: &str) -> Result<u128, String> {
		parse_amount(text, self.decimals)
	}

	/// An amount as people read it, with the currency.
	pub fn amount(&self, amount: u128) -> String {
		format!("{} {self}", format_amount(amount, self.decimals))
	}
}

impl fmt::Display for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match (&self.currency, &self.symbol) {
			(Currency::Native, _) => f.write_str("HUB"),
			// Anybody can call a token anything: the id says which it is.
			(Currency::Token(id), Some(symbol)) => write!(f, "{symbol} (token {id})"),
			(Currency::Token(id), None) => write!(f, "of token {id}"),
			(Currency::Erc20(address), _) => write!(f, "of {address:?}"),
		}
	}
}

/// Refuses what is no decimal number: digits, and more after a point if there is one.
pub fn check_amount(text: &str) -> Result<(), String> {
	let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
	let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
	if digits(whole) && digits(fraction) {
		Ok(())
	} else {
		Err(format!("{text:?} is no amount; write digits, and a point if there is one"))
	}
}

/// A decimal number as an integer of the unit that is 10 to minus `decimals` of it. Digits that
/// would be lost are refused.
pub fn parse_amount(text: &str, decimals: u8) -> Result<u128, String> {
	check_amount(text)?;
	let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
	let fraction = fraction.trim_end_matches('0');
	let places = usize::from(decimals);
	if fraction.len() > places {
		return Err(match decimals {
			0 => format!("{text:?}: this currency has no decimals"),
			_ => format!("{text:?}: this currency has no more than {decimals} decimals"),
		});
	}
	let too_large = || format!("{text} is too large an amount");
	let fraction = format!("{fraction:0<places$}");
	format!("{whole}{fraction}").parse().map_err(|_| too_large())
}

/// The reverse of [`parse_amount`], with as many decimals as it needs.
pub fn format_amount(amount: u128, decimals: u8) -> String {
	let places = usize::from(decimals.min(MAX_DECIMALS));
	let digits = format!("{amount:0>width$}", width = places + 1);
	let (whole, fraction) = digits.split_at(digits.len() - places);
	match fraction.trim_end_matches('0') {
		"" => whole.into(),
		fraction => format!("{whole}.{fraction}"),
	}
}

impl Chain {
	/// A currency with what is needed to read and write its amounts. Amounts of ERC-20 contracts are
	/// read and written in their smallest unit: what a contract says of its decimals is not asked.
	pub async fn unit(&self, currency: Currency) -> Result<Unit, ChainError> {
		match currency {
			Currency::Native => Ok(Unit::hub()),
			Currency::Erc20(_) => Ok(Unit { currency, decimals: 0, symbol: None }),
			Currency::Token(id) => {
				let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
				let at = self.online().await?.at_current_block().await;
				let at = at.map_err(|error| fail(error.into()))?;
				let address = dynamic::storage::<(u32,), TokenMetadata>("Assets", "Metadata");
				let found = at.storage().try_fetch(address, (id,)).await;
				let Some(found) = found.map_err(|error| fail(error.into()))? else {
					return Ok(Unit { currency, decimals: 0, symbol: None });
				};
				found.decode().map_err(|error| fail(error.into()))?.unit(id)
			}
		}
	}

	/// The currency that a name stands for. A symbol that several tokens have stands for none of
	/// them.
	pub async fn currency(&self, name: &CurrencyName) -> Result<Unit, ChainError> {
		let symbol = match name {
			CurrencyName::Known(currency) => return self.unit(*currency).await,
			CurrencyName::Symbol(symbol) => symbol,
		};
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<(u32,), TokenMetadata>("Assets", "Metadata");
		let entries = at.storage().iter(address, ()).await;
		let mut entries = entries.map_err(|error| fail(error.into()))?;
		let (mut found, mut seen) = (Vec::new(), 0);
		while let Some(entry) = entries.next().await {
			seen += 1;
			if seen > MAX_TOKENS {
				return Err(ChainError::Symbol {
					symbol: symbol.clone(),
					reason: "the chain has too many tokens to look for it".into(),
				});
			}
			let entry = entry.map_err(|error| fail(error.into()))?;
			let metadata = entry.value().decode().map_err(|error| fail(error.into()))?;
			if metadata.symbol == symbol.as_bytes() {
				let id = entry
					.key()
					.ok()
					.and_then(|key| key.part(0)?.decode_as::<u32>().ok()?)
					.ok_or_else(|| ChainError::Incompatible("its tokens have no ids".into()))?;
				found.push((id, metadata));
			}
		}
		found.sort_by_key(|(id, _)| *id);
		match &found[..] {
			[(id, metadata)] => metadata.unit(*id),
			[] => {
				Err(ChainError::Symbol { symbol: symbol.clone(), reason: "no token has it".into() })
			}
			several => {
				let ids: Vec<String> = several.iter().map(|(id, _)| id.to_string()).collect();
				Err(ChainError::Symbol {
					symbol: symbol.clone(),
					reason: format!(
						"several tokens have it; name one by its id: {}",
						ids.join(", ")
					),
				})
			}
		}
	}

	/// What an account has of a token, in its smallest unit, at the last finalised block.
	pub async fn token_balance(&self, token: u32, who: &AccountId32) -> Result<u128, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<(u32, [u8; 32]), TokenAccount>("Assets", "Account");
		let found = at.storage().try_fetch(address, (token, who.0)).await;
		let Some(found) = found.map_err(|error| fail(error.into()))? else { return Ok(0) };
		Ok(found.decode().map_err(|error| fail(error.into()))?.balance)
	}

	/// A price as people read it.
	pub async fn price_text(&self, price: &Price) -> Result<String, ChainError> {
		Ok(self.unit(price.currency).await?.amount(price.amount))
	}

	/// The time by the chain's last block, Unix seconds.
	pub async fn now(&self) -> Result<u64, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<(), u64>("Timestamp", "Now");
		let value = at.storage().fetch(address, ()).await.map_err(|error| fail(error.into()))?;
		Ok(value.decode().map_err(|error| fail(error.into()))? / 1_000)
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct TokenAccount {
	balance: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct TokenMetadata {
	symbol: Vec<u8>,
	decimals: u8,
}

impl TokenMetadata {
	fn unit(&self, id: u32) -> Result<Unit, ChainError> {
		if self.decimals > MAX_DECIMALS {
			return Err(ChainError::Incompatible(format!(
				"token {id} has {} decimals",
				self.decimals
			)));
		}
		// A symbol is anybody's text: what could disturb a terminal is left out.
		let symbol: String = String::from_utf8_lossy(&self.symbol)
			.chars()
			.filter(|c| !c.is_control() && !c.is_whitespace())
			.collect();
		let symbol = Some(symbol).filter(|symbol| !symbol.is_empty());
		Ok(Unit { currency: Currency::Token(id), decimals: self.decimals, symbol })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn currencies_by_every_name() {
		let known = |text: &str| text.parse::<CurrencyName>().unwrap();
		assert_eq!(known("HUB"), CurrencyName::Known(Currency::Native));
		assert_eq!(known("hub"), CurrencyName::Known(Currency::Native));
		assert_eq!(known("7"), CurrencyName::Known(Currency::Token(7)));
		assert_eq!(known("DUSD"), CurrencyName::Symbol("DUSD".into()));
		let address = format!("0x{}", "ab".repeat(20));
		assert_eq!(known(&address), CurrencyName::Known(Currency::Erc20(H160([0xab; 20]))));
		for wrong in ["", "0x12", "4294967296", "A B", "a\n"] {
			assert!(wrong.parse::<CurrencyName>().is_err(), "{wrong:?}");
		}
	}

	#[test]
	fn amounts_are_exact() {
		assert_eq!(parse_amount("1", 0), Ok(1));
		assert_eq!(parse_amount("1.5", 6), Ok(1_500_000));
		assert_eq!(parse_amount("0.000001", 6), Ok(1));
		assert_eq!(parse_amount("1.50000000", 1), Ok(15));
		assert_eq!(parse_amount("10", 18), Ok(10u128.pow(19)));
		let largest = u128::MAX.to_string();
		assert_eq!(parse_amount(&largest, 0), Ok(u128::MAX));
		for (wrong, decimals) in [
			("", 6),
			(".", 6),
			(".5", 6),
			("5.", 6),
			("-1", 6),
			("+1", 6),
			("1e3", 6),
			("1,5", 6),
			("1.0000001", 6),
			("0.5", 0),
			("340282366920938463463374607431768211456", 0),
			("1000000000000000000000", 18 + 18),
		] {
			assert!(parse_amount(wrong, decimals).is_err(), "{wrong:?}");
		}
	}

	#[test]
	fn amounts_read_back() {
		for (amount, decimals, text) in [
			(0, 6, "0"),
			(1, 6, "0.000001"),
			(1_500_000, 6, "1.5"),
			(12, 0, "12"),
			(10u128.pow(19), 18, "10"),
			(u128::MAX, 38, "3.40282366920938463463374607431768211455"),
		] {
			assert_eq!(format_amount(amount, decimals), text);
			assert_eq!(parse_amount(text, decimals), Ok(amount));
		}
	}

	#[test]
	fn a_token_is_named_with_its_id() {
		let metadata = TokenMetadata { symbol: b"D\x1bUS D".to_vec(), decimals: 2 };
		assert_eq!(metadata.unit(7).unwrap().amount(150), "1.5 DUSD (token 7)");
		let none = TokenMetadata { symbol: vec![], decimals: 0 };
		assert_eq!(none.unit(7).unwrap().amount(150), "150 of token 7");
		assert!(TokenMetadata { symbol: vec![], decimals: 39 }.unit(7).is_err());
		assert_eq!(Unit::hub().amount(1), "0.000000000000000001 HUB");
	}
}
