//! Keys that sign, by scheme.

use super::contract_address;
use k256::ecdsa::{SigningKey, VerifyingKey};
use serde::Serialize;
use sp_crypto_hashing::{blake2_256, keccak_256};
use std::{fmt, str::FromStr};
use subxt::utils::{AccountId32, MultiSignature, H160};
use subxt_signer::sr25519;

/// What an Ethereum address is followed by in the account that it stands for on the chain.
const ETHEREUM_SUFFIX: [u8; 12] = [0xee; 12];
/// What wallets put around text that Substrate keys sign. Ethereum keys have another envelope.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

/// A signature scheme, by the names that polkadot-js uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	/// Schnorr signatures on Ristretto: Substrate's own
	#[default]
	Sr25519,
	/// Ed25519
	Ed25519,
	/// ECDSA on secp256k1 with a Substrate account
	Ecdsa,
	/// ECDSA on secp256k1 with an Ethereum address
	Ethereum,
}

impl Scheme {
	/// Its name.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Sr25519 => "sr25519",
			Self::Ed25519 => "ed25519",
			Self::Ecdsa => "ecdsa",
			Self::Ethereum => "ethereum",
		}
	}

	/// Length of a public key in bytes.
	pub(super) const fn public_len(self) -> usize {
		match self {
			Self::Sr25519 | Self::Ed25519 => 32,
			Self::Ecdsa | Self::Ethereum => 33,
		}
	}
}

impl fmt::Display for Scheme {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.name())
	}
}

/// There is no such scheme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no signature scheme is called {0:?}; there are sr25519, ed25519, ecdsa and ethereum")]
pub struct UnknownScheme(pub String);

impl FromStr for Scheme {
	type Err = UnknownScheme;

	fn from_str(text: &str) -> Result<Self, UnknownScheme> {
		[Self::Sr25519, Self::Ed25519, Self::Ecdsa, Self::Ethereum]
			.into_iter()
			.find(|scheme| scheme.name() == text)
			.ok_or_else(|| UnknownScheme(text.into()))
	}
}

/// The account that an Ethereum address stands for.
pub fn ethereum_account(address: H160) -> AccountId32 {
	let mut bytes = [0; 32];
	bytes[..20].copy_from_slice(address.as_bytes());
	bytes[20..].copy_from_slice(&ETHEREUM_SUFFIX);
	AccountId32(bytes)
}

/// The Ethereum address that an account stands for, if it does.
pub fn ethereum_address(account: &AccountId32) -> Option<H160> {
	(account.0[20..] == ETHEREUM_SUFFIX).then(|| contract_address(account))
}

/// A pair of keys, or only the account that one belongs to.
#[derive(Clone)]
pub struct Pair(Inner);

#[derive(Clone)]
enum Inner {
	Sr25519(sr25519::Keypair),
	Ed25519(Box<ed25519_dalek::SigningKey>),
	Ecdsa(SigningKey),
	Ethereum(SigningKey),
	/// No key: it can only be asked what would happen.
	Locked(AccountId32),
}

impl fmt::Debug for Pair {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Pair({}, {})", self.scheme(), self.account())
	}
}

/// A signature over bytes, without a mark of its scheme.
pub struct RawSignature(pub Vec<u8>);

/// There is no key to sign with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key is locked")]
pub struct Locked;

impl From<sr25519::Keypair> for Pair {
	fn from(pair: sr25519::Keypair) -> Self {
		Self(Inner::Sr25519(pair))
	}
}

impl Pair {
	/// The account alone, without a key.
	pub(crate) fn locked(account: AccountId32) -> Self {
		Self(Inner::Locked(account))
	}

	/// From an Ed25519 seed.
	pub(super) fn ed25519(seed: &[u8; 32]) -> Self {
		Self(Inner::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(seed))))
	}

	/// From a secp256k1 secret, of which not every number is one.
	pub(super) fn secp256k1(scheme: Scheme, secret: &[u8]) -> Option<Self> {
		// The library would take shorter ones.
		let secret: &[u8; 32] = secret.try_into().ok()?;
		let key = SigningKey::from_bytes(secret.into()).ok()?;
		Some(Self(match scheme {
			Scheme::Ethereum => Inner::Ethereum(key),
			_ => Inner::Ecdsa(key),
		}))
	}

	/// The scheme. An account without a key has that of its kind, as far as the account tells.
	pub fn scheme(&self) -> Scheme {
		match &self.0 {
			Inner::Sr25519(_) => Scheme::Sr25519,
			Inner::Ed25519(_) => Scheme::Ed25519,
			Inner::Ecdsa(_) => Scheme::Ecdsa,
			Inner::Ethereum(_) => Scheme::Ethereum,
			Inner::Locked(account) if ethereum_address(account).is_some() => Scheme::Ethereum,
			Inner::Locked(_) => Scheme::Sr25519,
		}
	}

	/// The public key; of an account without a key, nothing.
	pub fn public_key(&self) -> Vec<u8> {
		match &self.0 {
			Inner::Sr25519(pair) => pair.public_key().0.to_vec(),
			Inner::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
			Inner::Ecdsa(key) | Inner::Ethereum(key) => compressed(key.verifying_key()),
			Inner::Locked(_) => Vec::new(),
		}
	}

	/// The account.
	pub fn account(&self) -> AccountId32 {
		match &self.0 {
			Inner::Sr25519(pair) => AccountId32(pair.public_key().0),
			Inner::Ed25519(key) => AccountId32(key.verifying_key().to_bytes()),
			Inner::Ecdsa(key) => AccountId32(blake2_256(&compressed(key.verifying_key()))),
			Inner::Ethereum(key) => ethereum_account(address_of(key.verifying_key())),
			Inner::Locked(account) => *account,
		}
	}

	/// Whether there is a key.
	pub fn can_sign(&self) -> bool {
		!matches!(self.0, Inner::Locked(_))
	}

	/// Signs bytes as a wallet signs a message. Ethereum keys sign by `personal_sign` (EIP-191), and
	/// without the `<Bytes>` that Substrate wallets put around a text. Without a key, nothing comes
	/// of it.
	pub fn sign(&self, message: &[u8]) -> RawSignature {
		let bytes = match &self.0 {
			Inner::Sr25519(pair) => pair.sign(message).0.to_vec(),
			Inner::Ed25519(key) => ed25519_dalek::Signer::sign(&**key, message).to_vec(),
			Inner::Ecdsa(key) => recoverable(key, &blake2_256(message), 0),
			Inner::Ethereum(key) => {
				let text = message
					.strip_prefix(WRAP.0)
					.and_then(|rest| rest.strip_suffix(WRAP.1))
					.unwrap_or(message);
				let head = format!("\x19Ethereum Signed Message:\n{}", text.len());
				recoverable(key, &keccak_256(&[head.as_bytes(), text].concat()), 27)
			}
			Inner::Locked(_) => Vec::new(),
		};
		RawSignature(bytes)
	}

	/// Signs the payload of an extrinsic; `None` for an Ethereum key, whose account acts through
	/// Ethereum transactions only.
	pub(crate) fn sign_payload(&self, payload: &[u8]) -> Result<Option<MultiSignature>, Locked> {
		let bytes = || self.sign(payload).0;
		Ok(match &self.0 {
			Inner::Sr25519(pair) => Some(MultiSignature::Sr25519(pair.sign(payload).0)),
			Inner::Ed25519(_) => bytes().try_into().ok().map(MultiSignature::Ed25519),
			Inner::Ecdsa(_) => bytes().try_into().ok().map(MultiSignature::Ecdsa),
			Inner::Ethereum(_) => None,
			Inner::Locked(_) => return Err(Locked),
		})
	}

	/// Signs a hash, for an Ethereum transaction: r, s, and the parity of the point.
	pub(crate) fn sign_hash(&self, hash: &[u8; 32]) -> Result<([u8; 32], [u8; 32], u8), Locked> {
		let Inner::Ethereum(key) = &self.0 else { return Err(Locked) };
		let bytes = recoverable(key, hash, 0);
		let (mut r, mut s) = ([0; 32], [0; 32]);
		let (Some(first), Some(second), Some(parity)) =
			(bytes.get(..32), bytes.get(32..64), bytes.get(64))
		else {
			return Err(Locked);
		};
		r.copy_from_slice(first);
		s.copy_from_slice(second);
		Ok((r, s, *parity))
	}
}

/// r, s, and the parity plus `offset`; nothing in the one case in 2^128 where there is none.
fn recoverable(key: &SigningKey, hash: &[u8; 32], offset: u8) -> Vec<u8> {
	let Ok((signature, id)) = key.sign_prehash_recoverable(hash) else { return Vec::new() };
	let mut bytes = signature.to_bytes().to_vec();
	bytes.push(id.to_byte() + offset);
	bytes
}

fn compressed(key: &VerifyingKey) -> Vec<u8> {
	key.to_encoded_point(true).as_bytes().to_vec()
}

fn address_of(key: &VerifyingKey) -> H160 {
	// The first byte says that the point is not compressed.
	H160::from_slice(&keccak_256(&key.to_encoded_point(false).as_bytes()[1..])[12..])
}

/// The account behind a public key of a scheme, as a keystore file names it.
pub(super) fn account_of(scheme: Scheme, public: &[u8]) -> Option<AccountId32> {
	Some(match scheme {
		Scheme::Sr25519 | Scheme::Ed25519 => AccountId32(public.try_into().ok()?),
		Scheme::Ecdsa => AccountId32(blake2_256(public)),
		Scheme::Ethereum => {
			ethereum_account(address_of(&VerifyingKey::from_sec1_bytes(public).ok()?))
		}
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::access::{verify, Caller};

	fn all() -> Vec<Pair> {
		vec![
			sr25519::dev::alice().into(),
			Pair::ed25519(&[7; 32]),
			Pair::secp256k1(Scheme::Ecdsa, &[7; 32]).unwrap(),
			Pair::secp256k1(Scheme::Ethereum, &[7; 32]).unwrap(),
		]
	}

	#[test]
	fn every_schemes_signature_of_a_challenge_holds_for_its_account_only() {
		let text = "let me in";
		for pair in all() {
			let signed = pair.sign([WRAP.0, text.as_bytes(), WRAP.1].concat().as_slice()).0;
			let signature = format!("0x{}", hex::encode(signed));
			let caller = |pair: &Pair| match pair.scheme() {
				Scheme::Ethereum => Caller::Ethereum(contract_address(&pair.account())),
				_ => Caller::Substrate(pair.account()),
			};
			assert!(verify(&caller(&pair), text, &signature).is_ok(), "{}", pair.scheme());
			assert!(verify(&caller(&pair), "other", &signature).is_err());
			for other in all().iter().filter(|other| other.scheme() != pair.scheme()) {
				assert!(verify(&caller(other), text, &signature).is_err());
			}
		}
	}

	#[test]
	fn the_public_key_leads_to_the_account() {
		for pair in all() {
			let public = pair.public_key();
			assert_eq!(public.len(), pair.scheme().public_len());
			assert_eq!(account_of(pair.scheme(), &public), Some(pair.account()));
			assert_eq!(
				account_of(pair.scheme(), &public[1..]).is_some(),
				pair.scheme() == Scheme::Ecdsa
			);
		}
	}

	#[test]
	fn without_a_key_nothing_is_signed() {
		let locked = Pair::locked(AccountId32([1; 32]));
		assert!(!locked.can_sign());
		assert_eq!(locked.sign_payload(b"x").err(), Some(Locked));
		assert!(locked.sign(b"x").0.is_empty());
	}

	#[test]
	fn zero_is_no_secret() {
		assert!(Pair::secp256k1(Scheme::Ethereum, &[0; 32]).is_none());
		assert!(Pair::secp256k1(Scheme::Ecdsa, &[0xff; 32]).is_none());
		assert!(Pair::secp256k1(Scheme::Ecdsa, &[1; 31]).is_none());
	}
}
