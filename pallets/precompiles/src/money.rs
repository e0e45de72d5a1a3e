//! Currencies as addresses.
//!
//! Zero is the native token; a token's own ERC-20 contract is that token; any other address is an
//! ERC-20 contract.

use crate::common::{narrow, reason};
use metahub_assets::{
	ids::TOKEN_PREFIX,
	pay::{Currency, Price},
};
use pallet_revive::precompiles::{
	alloy::primitives::{Address, U256},
	Error, H160,
};

/// Bytes 4 to 20 of a token's address.
const TOKEN_TAIL: [u8; 16] = {
	let [high, low] = TOKEN_PREFIX.to_be_bytes();
	[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, high, low, 0, 0]
};

/// The currency at an address.
pub(crate) fn currency(address: Address) -> Currency {
	let bytes = address.into_array();
	if address.is_zero() {
		return Currency::Native;
	}
	match bytes.split_first_chunk() {
		Some((id, tail)) if tail == TOKEN_TAIL => Currency::Token(u32::from_be_bytes(*id)),
		_ => Currency::Erc20(H160(bytes)),
	}
}

/// The address of a currency.
pub(crate) fn currency_out(currency: Currency) -> Address {
	match currency {
		Currency::Native => Address::ZERO,
		Currency::Token(id) => {
			let mut bytes = [0; 20];
			let (head, tail) = bytes.split_at_mut(4);
			head.copy_from_slice(&id.to_be_bytes());
			tail.copy_from_slice(&TOKEN_TAIL);
			bytes.into()
		}
		Currency::Erc20(contract) => contract.0.into(),
	}
}

/// An amount, which pallets count in 128 bits.
pub(crate) fn amount(amount: U256) -> Result<u128, Error> {
	narrow(amount, "amount")
}

/// The most that somebody would spend: more than there can be is no bound.
pub(crate) fn at_most(amount: U256) -> u128 {
	u128::try_from(amount).unwrap_or(u128::MAX)
}

/// A price.
pub(crate) fn price(currency_at: Address, of: U256) -> Result<Price, Error> {
	Ok(Price::new(currency(currency_at), amount(of)?))
}

/// More prices than this are not even looked at.
pub(crate) fn few(prices: usize) -> Result<(), Error> {
	match prices <= metahub_assets::pay::MAX_PRICES as usize {
		true => Ok(()),
		false => Err(reason("too many prices")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn currencies_come_back_as_they_went() {
		let contract = H160::repeat_byte(7);
		let all = [
			Currency::Native,
			Currency::Token(0),
			Currency::Token(1),
			Currency::Token(u32::MAX),
			Currency::Erc20(contract),
			// A pool's share is an ERC-20 contract as any.
			Currency::Erc20(H160(hex_address("0000000100000000000000000000000003200000"))),
		];
		for one in all {
			assert_eq!(currency(currency_out(one)), one);
		}
		let token = currency_out(Currency::Token(1)).into_array();
		assert_eq!(token, hex_address("0000000100000000000000000000000001200000"));
	}

	fn hex_address(text: &str) -> [u8; 20] {
		core::array::from_fn(|i| {
			u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("is hexadecimal")
		})
	}

	#[test]
	fn amounts_fit_or_are_refused() {
		assert_eq!(amount(U256::from(u128::MAX)), Ok(u128::MAX));
		assert_eq!(amount(U256::from(1) << 128), Err(reason("amount too large")));
		assert_eq!(at_most(U256::MAX), u128::MAX);
	}
}
