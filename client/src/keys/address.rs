//! How an account is written: SS58, public key, and the address that contracts see.

use subxt::utils::{AccountId32, H160};

/// The SS58 prefix of MetaHub's addresses: Substrate's generic one.
pub const SS58_PREFIX: u16 = 42;

/// Why a text names no account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an account (SS58 address, 0x and 64 hexadecimal digits, or a development account's name): {0}")]
pub struct AccountParseError(pub String);

/// Reads an account: an SS58 address of any prefix, a public key in hexadecimal, or the name of a
/// development account.
pub fn parse_account(text: &str) -> Result<AccountId32, AccountParseError> {
	if let Some(pair) = super::development_pair(text) {
		return Ok(AccountId32(pair.public_key().0));
	}
	if let Some(digits) = text.strip_prefix("0x") {
		let bytes = hex::decode(digits).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
		return bytes.map(AccountId32).ok_or_else(|| AccountParseError(text.into()));
	}
	text.parse().map_err(|_| AccountParseError(text.into()))
}

/// The address under which contracts know an account, as pallet-revive maps it: the last 20 bytes
/// of the public key's Keccak-256; an account that itself stands for an Ethereum address (its last
/// 12 bytes are 0xEE) maps back to that.
pub fn contract_address(account: &AccountId32) -> H160 {
	let bytes = &account.0;
	if bytes[20..].iter().all(|byte| *byte == 0xee) {
		return H160::from_slice(&bytes[..20]);
	}
	H160::from_slice(&sp_crypto_hashing::keccak_256(bytes)[12..])
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn every_spelling_of_an_account() {
		let alice = parse_account(ALICE).unwrap();
		assert_eq!(parse_account("alice").unwrap(), alice);
		assert_eq!(parse_account(&format!("0x{}", hex::encode(alice.0))).unwrap(), alice);
		// The same account with Polkadot's prefix.
		assert_eq!(
			parse_account("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5").unwrap(),
			alice
		);
	}

	#[test]
	fn what_is_no_account() {
		for text in ["", "alicia", "0x00", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"] {
			assert!(parse_account(text).is_err(), "{text}");
		}
	}

	#[test]
	fn contract_addresses() {
		// The address that Alice is known by on every chain with pallet-revive's mapping.
		let alice = parse_account(ALICE).unwrap();
		assert_eq!(
			hex::encode(contract_address(&alice)),
			"9621dde636de098b43efb0fa9b61facfe328f99d"
		);
		let mut mapped = [0xee; 32];
		mapped[..20].copy_from_slice(&[7; 20]);
		assert_eq!(contract_address(&AccountId32(mapped)), H160([7; 20]));
	}
}
