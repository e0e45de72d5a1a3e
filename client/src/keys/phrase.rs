//! Secret phrases (BIP-39 with the derivation paths of each scheme), and the secret key in the form
//! that a keystore file holds.

use super::{Pair, Scheme};
use codec::Encode;
use schnorrkel::{
	derive::{ChainCode, Derivation},
	ExpansionMode, MiniSecretKey,
};
use sp_crypto_hashing::blake2_256;
use std::str::FromStr;
use subxt_signer::{bip39::Mnemonic, sr25519::Keypair, DeriveJunction, ExposeSecret, SecretUri};
use zeroize::Zeroizing;

/// The path of the first Ethereum account of a phrase, as wallets have it (BIP-44).
const ETHEREUM_PATH: &str = "m/44'/60'/0'/0/0";

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
	#[error("the seed is not 0x and 64 hexadecimal digits that are a secret key")]
	Seed,
	/// The scheme has no soft derivation.
	#[error("ed25519 and ecdsa keys have no soft derivation (/path): write //path")]
	SoftDerivation,
	/// An Ethereum key is derived by another kind of path.
	#[error("an Ethereum key is derived by `<words>[/m/44'/60'/0'/0/0][///password]`; a seed has no path")]
	EthereumPath,
	/// The system has no randomness to give.
	#[error("the system gives no random numbers")]
	Randomness,
}

/// A secret key of any scheme.
pub struct Secret {
	/// In the form that a keystore file holds: 64 bytes of Curve25519's, 32 of secp256k1's.
	exported: Zeroizing<Vec<u8>>,
	/// In the form that signs.
	pair: Pair,
}

impl Secret {
	/// Reads `<words>[//hard][/soft][///password]`, or a seed in hexadecimal in place of the words, as
	/// an sr25519 key.
	pub fn from_phrase(text: &str) -> Result<Self, PhraseError> {
		Self::of(Scheme::Sr25519, text)
	}

	/// The same for any scheme. Ethereum keys have paths of another form:
	/// `<words>[/m/44'/60'/0'/0/0][///password]`.
	pub fn of(scheme: Scheme, text: &str) -> Result<Self, PhraseError> {
		let text = text.trim();
		match scheme {
			Scheme::Ethereum => Self::ethereum(text),
			Scheme::Sr25519 => Self::sr25519(&parse(text)?),
			Scheme::Ed25519 => Ok(Self::ed25519(&derive(b"Ed25519HDKD", &parse(text)?)?)),
			Scheme::Ecdsa => {
				let seed = derive(b"Secp256k1HDKD", &parse(text)?)?;
				Self::secp256k1(Scheme::Ecdsa, &*seed).ok_or(PhraseError::Seed)
			}
		}
	}

	/// A key that came out of a file.
	pub(super) fn unlocked(pair: Pair, exported: &[u8]) -> Self {
		Self { exported: Zeroizing::new(exported.to_vec()), pair }
	}

	/// An Ed25519 key of a seed.
	pub(super) fn ed25519(seed: &Zeroizing<[u8; 32]>) -> Self {
		let pair = Pair::ed25519(seed);
		let mut exported = Zeroizing::new(Vec::with_capacity(64));
		exported.extend_from_slice(&**seed);
		exported.extend_from_slice(&pair.public_key());
		Self { exported, pair }
	}

	/// An ECDSA or Ethereum key.
	pub(super) fn secp256k1(scheme: Scheme, secret: &[u8]) -> Option<Self> {
		let pair = Pair::secp256k1(scheme, secret)?;
		Some(Self { exported: Zeroizing::new(secret.to_vec()), pair })
	}

	fn sr25519(uri: &SecretUri) -> Result<Self, PhraseError> {
		let mini = MiniSecretKey::from_bytes(&*mini_secret(uri)?).map_err(|_| PhraseError::Seed)?;
		let root = mini.expand(ExpansionMode::Ed25519);
		let derived = uri.junctions.iter().fold(root, |key, junction| match junction {
			DeriveJunction::Soft(code) => key.derived_key_simple(ChainCode(*code), []).0,
			DeriveJunction::Hard(code) => key
				.hard_derive_mini_secret_key(Some(ChainCode(*code)), b"")
				.0
				.expand(ExpansionMode::Ed25519),
		});
		let pair = Keypair::from_uri(uri).map_err(|_| PhraseError::Words)?;
		let exported = Zeroizing::new(derived.to_ed25519_bytes().to_vec());
		Ok(Self { exported, pair: pair.into() })
	}

	fn ethereum(text: &str) -> Result<Self, PhraseError> {
		let (text, password) = text.split_once("///").unwrap_or((text, ""));
		let (words, path) = match text.split_once('/') {
			Some((words, path)) => (words, path),
			None => (text, ETHEREUM_PATH),
		};
		if let Some(digits) = words.strip_prefix("0x") {
			if text != words || !password.is_empty() {
				return Err(PhraseError::EthereumPath);
			}
			let mut secret = Zeroizing::new([0u8; 32]);
			hex::decode_to_slice(digits, &mut *secret).map_err(|_| PhraseError::Seed)?;
			return Self::secp256k1(Scheme::Ethereum, &*secret).ok_or(PhraseError::Seed);
		}
		let words = Mnemonic::parse_normalized(words.trim()).map_err(|_| PhraseError::Words)?;
		let path: bip32::DerivationPath = path.parse().map_err(|_| PhraseError::EthereumPath)?;
		let seed = Zeroizing::new(words.to_seed_normalized(password));
		let key =
			bip32::XPrv::derive_from_path(*seed, &path).map_err(|_| PhraseError::EthereumPath)?;
		let secret = Zeroizing::new(<[u8; 32]>::from(key.private_key().to_bytes()));
		Self::secp256k1(Scheme::Ethereum, &*secret).ok_or(PhraseError::Seed)
	}

	/// The secret key as keystore files hold it.
	pub(super) fn exported(&self) -> &[u8] {
		&self.exported
	}

	/// The pair that signs.
	pub fn pair(&self) -> &Pair {
		&self.pair
	}
}

fn parse(text: &str) -> Result<SecretUri, PhraseError> {
	SecretUri::from_str(text).map_err(|_| PhraseError::Form)
}

/// The 32 bytes that Substrate's schemes begin with.
fn mini_secret(uri: &SecretUri) -> Result<Zeroizing<[u8; 32]>, PhraseError> {
	let phrase = uri.phrase.expose_secret();
	let mut seed = Zeroizing::new([0u8; 32]);
	if let Some(digits) = phrase.strip_prefix("0x") {
		hex::decode_to_slice(digits, &mut *seed).map_err(|_| PhraseError::Seed)?;
		return Ok(seed);
	}
	let words = Mnemonic::parse_normalized(phrase).map_err(|_| PhraseError::Words)?;
	let (entropy, len) = words.to_entropy_array();
	let entropy = Zeroizing::new(entropy);
	let password = uri.password.as_ref().map(|p| p.expose_secret()).unwrap_or("");
	let mini = substrate_bip39::mini_secret_from_entropy(&entropy[..len], password)
		.map_err(|_| PhraseError::Words)?;
	seed.copy_from_slice(mini.as_bytes());
	Ok(seed)
}

/// Hard derivation of the schemes that know no other.
fn derive(mark: &[u8], uri: &SecretUri) -> Result<Zeroizing<[u8; 32]>, PhraseError> {
	let mut seed = mini_secret(uri)?;
	for junction in &uri.junctions {
		let DeriveJunction::Hard(code) = junction else { return Err(PhraseError::SoftDerivation) };
		let material = Zeroizing::new((mark, *seed, *code).encode());
		*seed = blake2_256(&material);
	}
	Ok(seed)
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
	use subxt_signer::{
		sr25519::{dev, Signature},
		DEV_PHRASE,
	};

	fn public(text: &str) -> [u8; 32] {
		Secret::from_phrase(text).unwrap().pair().public_key().try_into().unwrap()
	}

	fn public_of(scheme: Scheme, text: &str) -> String {
		hex::encode(Secret::of(scheme, text).unwrap().pair().public_key())
	}

	#[test]
	fn ed25519_and_ecdsa_derive_as_substrate_does() {
		// `subkey inspect --scheme ed25519 //Alice`, and the same with ecdsa.
		assert_eq!(
			public_of(Scheme::Ed25519, &format!("{DEV_PHRASE}//Alice")),
			"88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee"
		);
		assert_eq!(
			public_of(Scheme::Ecdsa, &format!("{DEV_PHRASE}//Alice")),
			"020a1091341fe5664bfa1782d5e04779689068c916b04cb365ec3153755684d9a1"
		);
		for scheme in [Scheme::Ed25519, Scheme::Ecdsa] {
			let soft = Secret::of(scheme, &format!("{DEV_PHRASE}/soft"));
			assert_eq!(soft.err(), Some(PhraseError::SoftDerivation));
		}
	}

	#[test]
	fn ethereum_keys_derive_as_wallets_do() {
		// The first accounts of the development phrase: Alith and Baltathar.
		let address = |text: &str| {
			let account = Secret::of(Scheme::Ethereum, text).unwrap().pair().account();
			hex::encode(&account.0[..20])
		};
		let alith = "f24ff3a9cf04c71dbc94d0b566f7a27b94566cac";
		assert_eq!(address(DEV_PHRASE), alith);
		assert_eq!(address(&format!("{DEV_PHRASE}/m/44'/60'/0'/0/0")), alith);
		assert_eq!(
			address(&format!("{DEV_PHRASE}/m/44'/60'/0'/0/1")),
			"3cd0a705a2dc65e5b1e1205896baa2be8a07c6e0"
		);
		assert_eq!(
			address("0x5fb92d6e98884f76de468fa3f6278f8807c48bebc13595d45af5bdc4da702133"),
			alith
		);
		let wrong = |text: &str| Secret::of(Scheme::Ethereum, text).err().unwrap();
		assert_eq!(wrong("//Alice"), PhraseError::Words);
		assert_eq!(wrong(&format!("{DEV_PHRASE}//Alice")), PhraseError::EthereumPath);
		assert_eq!(wrong(&format!("0x{}", "00".repeat(32))), PhraseError::Seed);
		assert_eq!(wrong(&format!("0x{}/m/0", "11".repeat(32))), PhraseError::EthereumPath);
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
		let signature = Signature(secret.pair().sign(b"m").0.try_into().unwrap());
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
