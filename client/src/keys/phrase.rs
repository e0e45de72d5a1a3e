//! Secret phrases (BIP-39 with Substrate's derivation paths), and the secret key in the form that
//! a keystore file holds.

use schnorrkel::{
	derive::{ChainCode, Derivation},
	ExpansionMode, MiniSecretKey, SecretKey,
};
use std::str::FromStr;
use subxt_signer::{
	bip39::Mnemonic,
	sr25519::{Keypair, PublicKey},
	DeriveJunction, ExposeSecret, SecretUri,
};
use zeroize::Zeroizing;

/// Why a text is not the secret of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
	/// It is not of the form `phrase//hard/soft///password`.
	#[error("not of the form `<words>[//hard][/soft][///password]`")]
	Form,
	/// The words are not a BIP-39 phrase.
	#[error("the words are not a BIP-39 phrase (12 to 24 words of the English list, with a valid checksum)")]
	Words,
	/// A seed in hexadecimal has not 32 bytes.
	#[error("the seed is not 0x and 64 hexadecimal digits")]
	Seed,
	/// The system has no randomness to give.
	#[error("the system gives no random numbers")]
	Randomness,
}

/// An sr25519 secret key.
pub struct Secret {
	/// In the form that can be written to a keystore.
	key: SecretKey,
	/// In the form that signs.
	pair: Keypair,
}

impl Secret {
	/// Reads `<words>[//hard][/soft][///password]`, or a seed in hexadecimal in place of the words.
	pub fn from_phrase(text: &str) -> Result<Self, PhraseError> {
		let uri = SecretUri::from_str(text.trim()).map_err(|_| PhraseError::Form)?;
		let phrase = uri.phrase.expose_secret();
		let mini = match phrase.strip_prefix("0x") {
			Some(digits) => {
				let mut seed = Zeroizing::new([0u8; 32]);
				hex::decode_to_slice(digits, &mut *seed).map_err(|_| PhraseError::Seed)?;
				MiniSecretKey::from_bytes(&*seed).map_err(|_| PhraseError::Seed)?
			}
			None => {
				let words = Mnemonic::parse_normalized(phrase).map_err(|_| PhraseError::Words)?;
				let (entropy, len) = words.to_entropy_array();
				let entropy = Zeroizing::new(entropy);
				let password = uri.password.as_ref().map(|p| p.expose_secret()).unwrap_or("");
				substrate_bip39::mini_secret_from_entropy(&entropy[..len], password)
					.map_err(|_| PhraseError::Words)?
			}
		};
		let root = mini.expand(ExpansionMode::Ed25519);
		let derived = uri.junctions.iter().fold(root, |key, junction| match junction {
			DeriveJunction::Soft(code) => key.derived_key_simple(ChainCode(*code), []).0,
			DeriveJunction::Hard(code) => key
				.hard_derive_mini_secret_key(Some(ChainCode(*code)), b"")
				.0
				.expand(ExpansionMode::Ed25519),
		});
		let pair = Keypair::from_uri(&uri).map_err(|_| PhraseError::Words)?;
		Ok(Self { key: derived, pair })
	}

	/// The secret key as 64 bytes in Ed25519's form, as keystore files hold it.
	pub(super) fn to_ed25519_bytes(&self) -> Zeroizing<[u8; 64]> {
		Zeroizing::new(self.key.to_ed25519_bytes())
	}

	/// The public key.
	pub fn public_key(&self) -> PublicKey {
		PublicKey(self.key.to_public().to_bytes())
	}

	/// The pair that signs.
	pub fn pair(&self) -> &Keypair {
		&self.pair
	}
}

/// A new phrase of twelve words.
pub fn new_phrase() -> Result<Zeroizing<String>, PhraseError> {
	let mut entropy = Zeroizing::new([0u8; 16]);
	getrandom::fill(&mut *entropy).map_err(|_| PhraseError::Randomness)?;
	let words = Mnemonic::from_entropy(&*entropy).map_err(|_| PhraseError::Words)?;
	Ok(Zeroizing::new(words.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::{sr25519::dev, DEV_PHRASE};

	fn public(text: &str) -> [u8; 32] {
		Secret::from_phrase(text).unwrap().public_key().0
	}

	#[test]
	fn derives_as_the_signer_library_does() {
		assert_eq!(public("//Alice"), dev::alice().public_key().0);
		for path in ["", "//a", "/soft", "//a/b//7", "//a///secret"] {
			let text = format!("{DEV_PHRASE}{path}");
			let uri = SecretUri::from_str(&text).unwrap();
			let theirs = Keypair::from_uri(&uri).unwrap().public_key().0;
			assert_eq!(public(&text), theirs, "{path}");
		}
		let seed = format!("0x{}", "11".repeat(32));
		let uri = SecretUri::from_str(&seed).unwrap();
		assert_eq!(public(&seed), Keypair::from_uri(&uri).unwrap().public_key().0);
	}

	#[test]
	fn the_pair_signs_for_the_same_account() {
		let secret = Secret::from_phrase("//Alice").unwrap();
		let signature = secret.pair().sign(b"m");
		assert!(subxt_signer::sr25519::verify(&signature, b"m", &dev::alice().public_key()));
	}

	#[test]
	fn what_is_no_phrase() {
		let wrong = |text| Secret::from_phrase(text).err().unwrap();
		assert_eq!(wrong("bottom drive obey"), PhraseError::Words);
		// The right words, one swapped: the checksum tells.
		assert_eq!(
			wrong("drive bottom obey lake curtain smoke basket hold race lonely fit walk"),
			PhraseError::Words
		);
		assert_eq!(wrong("0x11"), PhraseError::Seed);
	}

	#[test]
	fn new_phrases_differ_and_are_valid() {
		let (a, b) = (new_phrase().unwrap(), new_phrase().unwrap());
		assert_ne!(*a, *b);
		assert_ne!(public(&a), public(&b));
	}
}
