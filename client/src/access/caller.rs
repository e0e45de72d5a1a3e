//! Who asks: an account with a Substrate key, or one with an Ethereum key.

use primitive_types::H160;
use std::{fmt, str::FromStr};
use subxt::utils::AccountId32;

/// What an Ethereum address is followed by in the account that it stands for on the chain.
const ETHEREUM_SUFFIX: [u8; 12] = [0xee; 12];

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
	/// By an account, whose key is sr25519, ed25519, or ECDSA in Substrate's way.
	Substrate(AccountId32),
	/// By an Ethereum address.
	Ethereum(H160),
}

/// Why a text names nobody who could ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallerError {
	/// It is neither an account nor an address.
	#[error("neither an SS58 address, nor 0x and 64 hexadecimal digits, nor an Ethereum address")]
	Form,
	/// Some of its letters are of the wrong case.
	#[error("the checksum of the Ethereum address is wrong (EIP-55)")]
	Checksum,
	/// It is an account that has no key of its own.
	#[error("this account stands for an Ethereum address: ask with the address")]
	StandsForAddress,
	/// It is the account that anybody could sign for.
	#[error("the zero account cannot sign")]
	Zero,
}

impl Caller {
	/// The account by which the chain knows the caller.
	pub fn account(&self) -> AccountId32 {
		match self {
			Self::Substrate(account) => *account,
			Self::Ethereum(address) => {
				let mut bytes = [0; 32];
				bytes[..20].copy_from_slice(address.as_bytes());
				bytes[20..].copy_from_slice(&ETHEREUM_SUFFIX);
				AccountId32(bytes)
			}
		}
	}

	fn substrate(account: AccountId32) -> Result<Self, CallerError> {
		if account.0[20..] == ETHEREUM_SUFFIX {
			return Err(CallerError::StandsForAddress);
		}
		// The neutral element of the curves: every signature could be made to fit.
		if account.0 == [0; 32] {
			return Err(CallerError::Zero);
		}
		Ok(Self::Substrate(account))
	}
}

/// SS58 with the chain's prefix, or an address with EIP-55's checksum.
impl fmt::Display for Caller {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Substrate(account) => account.fmt(f),
			Self::Ethereum(address) => f.write_str(&checksummed(address)),
		}
	}
}

impl FromStr for Caller {
	type Err = CallerError;

	fn from_str(text: &str) -> Result<Self, CallerError> {
		let Some(digits) = text.strip_prefix("0x") else {
			return text.parse().map_err(|_| CallerError::Form).and_then(Self::substrate);
		};
		let bytes = hex::decode(digits).map_err(|_| CallerError::Form)?;
		if let Ok(account) = <[u8; 32]>::try_from(bytes.as_slice()) {
			return Self::substrate(AccountId32(account));
		}
		let address = <[u8; 20]>::try_from(bytes.as_slice()).map_err(|_| CallerError::Form)?;
		if address == [0; 20] {
			return Err(CallerError::Zero);
		}
		let address = H160(address);
		let one_case =
			digits == digits.to_ascii_lowercase() || digits == digits.to_ascii_uppercase();
		if one_case || text == checksummed(&address) {
			Ok(Self::Ethereum(address))
		} else {
			Err(CallerError::Checksum)
		}
	}
}

/// EIP-55: a letter is upper case where the hash of the address has a high bit.
fn checksummed(address: &H160) -> String {
	let digits = hex::encode(address);
	let hash = hex::encode(sp_crypto_hashing::keccak_256(digits.as_bytes()));
	let spelled = digits.chars().zip(hash.chars()).map(|(digit, high)| {
		if high >= '8' {
			digit.to_ascii_uppercase()
		} else {
			digit
		}
	});
	["0x".to_owned(), spelled.collect()].concat()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// EIP-55's own examples.
	const CHECKSUMMED: [&str; 4] = [
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
		"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
		"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
		"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
	];

	#[test]
	fn addresses_have_a_checksum() {
		for text in CHECKSUMMED {
			let caller: Caller = text.parse().unwrap();
			assert_eq!(caller.to_string(), text);
			assert_eq!(text.to_ascii_lowercase().parse(), Ok(caller));
		}
		let wrong = CHECKSUMMED[0].replace("aA", "AA");
		assert_eq!(wrong.parse::<Caller>(), Err(CallerError::Checksum));
	}

	#[test]
	fn an_address_stands_for_an_account() {
		let caller: Caller = CHECKSUMMED[0].parse().unwrap();
		let account = caller.account();
		assert_eq!(account.0[20..], [0xee; 12]);
		assert_eq!(crate::keys::contract_address(&account).0, account.0[..20]);
		assert_eq!(account.to_string().parse::<Caller>(), Err(CallerError::StandsForAddress));
	}

	#[test]
	fn accounts_in_every_spelling() {
		let alice = crate::keys::Account::development("alice").unwrap().id();
		let caller = Caller::Substrate(alice);
		let hexadecimal = format!("0x{}", hex::encode(alice.0));
		// The last one has Polkadot's prefix.
		for text in [
			caller.to_string(),
			hexadecimal,
			"15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5".into(),
		] {
			assert_eq!(text.parse(), Ok(caller), "{text}");
		}
	}

	#[test]
	fn nobody() {
		for text in ["", "alice", "0x", "0x12", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"]
		{
			assert_eq!(text.parse::<Caller>(), Err(CallerError::Form), "{text}");
		}
		for zero in [format!("0x{}", "00".repeat(32)), format!("0x{}", "00".repeat(20))] {
			assert_eq!(zero.parse::<Caller>(), Err(CallerError::Zero));
		}
	}
}
