//! Signatures of challenges.

use super::Caller;
use crate::keys::Account;
use k256::ecdsa::{RecoveryId, Signature as EcdsaSignature, VerifyingKey};
use primitive_types::H256;
use sp_crypto_hashing::{blake2_256, keccak_256};
use subxt::utils::AccountId32;
use subxt_signer::sr25519;

/// What wallets put around bytes that are signed, so that they cannot be a transaction.
const WRAP: (&str, &str) = ("<Bytes>", "</Bytes>");

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
	/// It is not one.
	#[error("a signature is 0x and 128 to 132 hexadecimal digits")]
	Malformed,
	/// Somebody else could have made it from another one.
	#[error("the signature is not in its canonical form (low s)")]
	Malleable,
	/// It is not of this account, or of another message.
	#[error("the signature is not of this account and this message")]
	Wrong,
}

/// What a use of a licence is named for a challenge: BLAKE2b-256 of its text.
pub fn memo(message: &str) -> H256 {
	H256(blake2_256(message.as_bytes()))
}

/// Signs a challenge as a wallet does: wrapped, and in hexadecimal.
pub fn sign(account: &Account, message: &str) -> String {
	let wrapped = [WRAP.0, message, WRAP.1].concat();
	format!("0x{}", hex::encode(account.pair().sign(wrapped.as_bytes()).0))
}

/// Checks that the caller signed the challenge.
///
/// Accounts: sr25519, ed25519 or ECDSA over BLAKE2b-256, of the text as it is or wrapped in
/// `<Bytes>…</Bytes>`; a byte in front may say which, as in the runtime's `MultiSignature`.
/// Ethereum addresses: `personal_sign` (EIP-191, version 0x45). ECDSA signatures with a high s,
/// which anybody can make of those with a low one, are refused.
pub fn verify(caller: &Caller, message: &str, signature: &str) -> Result<(), SignatureError> {
	let digits = signature.strip_prefix("0x").ok_or(SignatureError::Malformed)?;
	if digits.len() > 132 {
		return Err(SignatureError::Malformed);
	}
	let bytes = hex::decode(digits).map_err(|_| SignatureError::Malformed)?;
	match caller {
		Caller::Ethereum(address) => {
			let length = message.len();
			let text = format!("\x19Ethereum Signed Message:\n{length}{message}");
			let key = recover(keccak_256(text.as_bytes()), &bytes)?;
			let point = key.to_encoded_point(false);
			// The first byte says that the point is not compressed.
			let hash = keccak_256(&point.as_bytes()[1..]);
			is(hash[12..] == address.0)
		}
		Caller::Substrate(account) => {
			let wrapped = [WRAP.0, message, WRAP.1].concat();
			let tried = [wrapped.as_str(), message];
			let [first, second] = tried.map(|text| substrate(account, text.as_bytes(), &bytes));
			first.or(second)
		}
	}
}

fn is(right: bool) -> Result<(), SignatureError> {
	right.then_some(()).ok_or(SignatureError::Wrong)
}

fn substrate(account: &AccountId32, message: &[u8], bytes: &[u8]) -> Result<(), SignatureError> {
	match (bytes.len(), bytes) {
		(64, _) => is(by_ed25519(account, message, bytes) || by_sr25519(account, message, bytes)),
		(65, [0, rest @ ..]) if by_ed25519(account, message, rest) => Ok(()),
		(65, [1, rest @ ..]) if by_sr25519(account, message, rest) => Ok(()),
		(65, _) => by_ecdsa(account, message, bytes),
		(66, [2, rest @ ..]) => by_ecdsa(account, message, rest),
		_ => Err(SignatureError::Malformed),
	}
}

fn by_sr25519(account: &AccountId32, message: &[u8], bytes: &[u8]) -> bool {
	<[u8; 64]>::try_from(bytes).is_ok_and(|bytes| {
		let signature = sr25519::Signature(bytes);
		sr25519::verify(&signature, message, &sr25519::PublicKey(account.0))
	})
}

fn by_ed25519(account: &AccountId32, message: &[u8], bytes: &[u8]) -> bool {
	let Ok(signature) = ed25519_dalek::Signature::from_slice(bytes) else { return false };
	// Strict: accounts that are points of small order have signatures that fit every message.
	ed25519_dalek::VerifyingKey::from_bytes(&account.0)
		.is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

fn by_ecdsa(account: &AccountId32, message: &[u8], bytes: &[u8]) -> Result<(), SignatureError> {
	let key = recover(blake2_256(message), bytes)?;
	is(blake2_256(key.to_encoded_point(true).as_bytes()) == account.0)
}

/// The key that made a signature: r, s, and 0, 1, 27 or 28.
fn recover(hash: [u8; 32], bytes: &[u8]) -> Result<VerifyingKey, SignatureError> {
	let Some((v, rs)) = bytes.split_last().filter(|(_, rs)| rs.len() == 64) else {
		return Err(SignatureError::Malformed);
	};
	let odd = match v {
		0 | 27 => false,
		1 | 28 => true,
		_ => return Err(SignatureError::Malformed),
	};
	let signature = EcdsaSignature::from_slice(rs).map_err(|_| SignatureError::Malformed)?;
	if signature.normalize_s().is_some() {
		return Err(SignatureError::Malleable);
	}
	VerifyingKey::recover_from_prehash(&hash, &signature, RecoveryId::new(odd, false))
		.map_err(|_| SignatureError::Wrong)
}
