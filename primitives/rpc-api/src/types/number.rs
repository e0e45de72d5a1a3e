//! Numbers that stand alone: as parameters, or inside of variants.

use super::decimal;
use serde::{Deserialize, Serialize};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! number {
	($(#[$meta:meta])* $name:ident) => {
		$(#[$meta])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
		)]
		#[serde(transparent)]
		pub struct $name(#[serde(with = "decimal")] pub u64);

		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				self.0.fmt(f)
			}
		}

		impl FromStr for $name {
			type Err = ParseIntError;

			fn from_str(text: &str) -> Result<Self, ParseIntError> {
				text.parse().map(Self)
			}
		}

		impl From<u64> for $name {
			fn from(number: u64) -> Self {
				Self(number)
			}
		}
	};
}

number!(
	/// The number of a licence, an offer, an escrow or a receipt.
	Id
);
number!(
	/// A time in Unix seconds, or a length of time in seconds.
	Seconds
);
