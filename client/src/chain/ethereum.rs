//! Calls of accounts with an Ethereum key: an Ethereum transaction to the address that stands for the
//! runtime's pallets, with the call as its data. It travels in an unsigned `Revive.eth_transact`, so
//! no Ethereum endpoint is needed.

use super::{dry_run::EthTransact, Call, Chain, ChainError};
use crate::keys::Pair;
use codec::Decode;
use primitive_types::{H160, U256};
use sp_crypto_hashing::keccak_256;

/// The address whose transactions are calls of pallets.
pub(super) const PALLETS: H160 = H160(*b"modlpy/paddr\0\0\0\0\0\0\0\0");
/// EIP-1559.
const TYPE: u8 = 2;

/// The most that a signature allows as a fee, in planck: 10 HUB. A call that fills a block costs less
/// than one at the usual price. The node tells gas and price, and what is signed for can be charged.
const MAX_FEE: u128 = 10_000_000_000_000_000_000;

/// What such a transaction costs at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gas {
	/// What it takes.
	pub limit: U256,
	/// Planck for each.
	pub price: U256,
}

impl Gas {
	/// Planck.
	pub fn fee(&self) -> u128 {
		planck(self.limit.saturating_mul(self.price))
	}

	/// The gas that is signed for: until the call is in a block, it may take more. What is not needed
	/// is not charged.
	fn signed_limit(&self) -> U256 {
		self.limit.saturating_add(self.limit / 4)
	}

	/// The price that is signed for: it may rise as well.
	fn signed_price(&self) -> U256 {
		self.price.saturating_mul(2.into())
	}

	/// Refuses what a key should not sign for.
	fn check(self) -> Result<Self, ChainError> {
		match planck(self.signed_limit().saturating_mul(self.signed_price())) {
			fee if fee > MAX_FEE => Err(ChainError::FeeTooHigh { fee, most: MAX_FEE }),
			_ => Ok(self),
		}
	}
}

fn planck(amount: U256) -> u128 {
	u128::try_from(amount).unwrap_or(u128::MAX)
}

impl Chain {
	/// The gas that a call takes, which is refused here if the chain would refuse it, or if it would
	/// cost too much.
	pub(super) async fn gas(&self, from: H160, call: &[u8]) -> Result<Gas, ChainError> {
		let limit = self.eth_transact(&EthTransact { from, to: PALLETS, input: call }).await?;
		let price = self.state_call("ReviveApi_gas_price", &[]).await?;
		let price = <[u8; 32]>::decode(&mut &price[..])
			.map_err(|error| ChainError::Incompatible(format!("a gas price: {error}")))?;
		Gas { limit, price: U256::from_little_endian(&price) }.check()
	}

	/// The call as a signed Ethereum transaction, in the call that carries it.
	pub(super) async fn sign_ethereum(
		&self,
		pair: &Pair,
		nonce: u64,
		call: &[u8],
	) -> Result<Call, ChainError> {
		let from = crate::keys::contract_address(&pair.account());
		let gas = self.gas(from, call).await?;
		let transaction = Transaction {
			chain_id: self.eip155().await?,
			nonce,
			max_fee: gas.signed_price(),
			gas: gas.signed_limit(),
			to: PALLETS,
			data: call,
		};
		let signed = transaction.sign(pair)?;
		Ok(Call::new("Revive", "eth_transact", (signed,)))
	}
}

struct Transaction<'a> {
	chain_id: u64,
	nonce: u64,
	max_fee: U256,
	gas: U256,
	to: H160,
	data: &'a [u8],
}

impl Transaction<'_> {
	fn fields(&self) -> Vec<Vec<u8>> {
		vec![
			number(self.chain_id.into()),
			number(self.nonce.into()),
			// No tip: this chain knows none.
			number(U256::zero()),
			number(self.max_fee),
			number(self.gas),
			string(self.to.as_bytes()),
			number(U256::zero()),
			string(self.data),
			// An empty access list.
			list(&[]),
		]
	}

	fn sign(&self, pair: &Pair) -> Result<Vec<u8>, ChainError> {
		let mut fields = self.fields();
		let hash = keccak_256(&[&[TYPE], list(&fields).as_slice()].concat());
		let (r, s, parity) = pair.sign_hash(&hash).map_err(|_| ChainError::Locked)?;
		fields.push(number(parity.into()));
		fields.push(number(U256::from_big_endian(&r)));
		fields.push(number(U256::from_big_endian(&s)));
		Ok([&[TYPE], list(&fields).as_slice()].concat())
	}
}

/// RLP of a byte string.
fn string(bytes: &[u8]) -> Vec<u8> {
	match bytes {
		[byte] if *byte < 0x80 => vec![*byte],
		_ => [head(0x80, bytes.len()).as_slice(), bytes].concat(),
	}
}

/// RLP of a number: without leading zeros.
fn number(value: U256) -> Vec<u8> {
	let bytes = value.to_big_endian();
	let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
	string(bytes.get(zeros..).unwrap_or_default())
}

/// RLP of a list of encoded items.
fn list(items: &[Vec<u8>]) -> Vec<u8> {
	let bytes = items.concat();
	[head(0xc0, bytes.len()), bytes].concat()
}

fn head(offset: u8, len: usize) -> Vec<u8> {
	if len < 56 {
		return vec![offset + len as u8];
	}
	let bytes = len.to_be_bytes();
	let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
	let bytes = bytes.get(zeros..).unwrap_or_default();
	[&[offset + 55 + bytes.len() as u8], bytes].concat()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::{Scheme, Secret};

	#[test]
	fn rlp_as_the_yellow_paper_has_it() {
		assert_eq!(string(b"dog"), b"\x83dog");
		assert_eq!(list(&[string(b"cat"), string(b"dog")]), b"\xc8\x83cat\x83dog");
		assert_eq!(string(b""), [0x80]);
		assert_eq!(number(U256::zero()), [0x80]);
		assert_eq!(number(15.into()), [0x0f]);
		assert_eq!(number(1024.into()), [0x82, 0x04, 0x00]);
		let long = b"Lorem ipsum dolor sit amet, consectetur adipisicing elit";
		assert_eq!(string(long), [b"\xb8\x38".as_slice(), long].concat());
		assert_eq!(&string(&[1; 1024])[..3], [0xb9, 0x04, 0x00]);
	}

	#[test]
	fn no_key_signs_for_a_fee_out_of_all_proportion() {
		let gas = |limit: U256, price: U256| Gas { limit, price }.check();
		// A payment, and the most at the usual price: 10 HUB / (4 gwei * 2 * 5/4).
		let price = U256::from(4_000_000_000u64);
		assert!(gas(40_000.into(), price).is_ok());
		assert!(gas(1_000_000_000.into(), price).is_ok());
		for (limit, price) in [
			(U256::from(1_000_000_004), price),
			(40_000.into(), price * 100_000),
			(U256::MAX, 1.into()),
			(1.into(), U256::MAX),
			(U256::MAX, U256::MAX),
		] {
			let error = gas(limit, price).unwrap_err();
			assert!(matches!(error, ChainError::FeeTooHigh { most: MAX_FEE, .. }), "{error}");
		}
	}

	/// viem's `signTransaction` of the same fields, with Alith's key.
	#[test]
	fn signs_as_viem_does() {
		let key = "0x5fb92d6e98884f76de468fa3f6278f8807c48bebc13595d45af5bdc4da702133";
		let secret = Secret::of(Scheme::Ethereum, key).unwrap();
		let transaction = Transaction {
			chain_id: 19784,
			nonce: 7,
			max_fee: 8_000_000_000u64.into(),
			gas: 20_000.into(),
			to: PALLETS,
			data: &[0, 0, 4, 97],
		};
		let signed = hex::encode(transaction.sign(secret.pair()).unwrap());
		assert_eq!(signed, include_str!("../../tests/vectors/viem_transaction.txt").trim());
	}
}
