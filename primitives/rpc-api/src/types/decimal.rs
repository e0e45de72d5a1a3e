//! Serde: integers that a JSON number cannot carry exactly, as strings of decimal digits.
//!
//! Reading also takes a JSON number, which is unambiguous as long as it arrives whole.

use serde::{de, Deserializer, Serializer};
use std::{fmt, fmt::Display, marker::PhantomData, str::FromStr};

/// Writes a string of decimal digits.
pub fn serialize<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(value)
}

/// Reads a string of decimal digits, or a JSON number without sign, point and exponent.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
	T: FromStr + TryFrom<u64>,
	D: Deserializer<'de>,
{
	deserializer.deserialize_any(Decimal(PhantomData))
}

struct Decimal<T>(PhantomData<T>);

impl<T: FromStr + TryFrom<u64>> de::Visitor<'_> for Decimal<T> {
	type Value = T;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "an unsigned integer as a string of decimal digits")
	}

	fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
		let digits = text.bytes().all(|byte| byte.is_ascii_digit());
		match text.parse() {
			Ok(value) if digits => Ok(value),
			_ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
		}
	}

	fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
		T::try_from(number)
			.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &"a smaller number"))
	}
}
