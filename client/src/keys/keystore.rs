//! Keystore files: one account, encrypted with a password, in polkadot-js's JSON form (version 3),
//! so that wallets can import what the client exports and the other way round.

use super::Secret;
use base64::{engine::general_purpose::STANDARD, Engine};
use crypto_secretbox::{
	aead::{Aead, KeyInit},
	Key, Nonce, XSalsa20Poly1305,
};
use serde_json::{json, Value};
use std::{
	fs, io,
	io::Write,
	path::{Path, PathBuf},
	time::{SystemTime, UNIX_EPOCH},
};
use subxt::utils::AccountId32;
use subxt_signer::{
	polkadot_js_compat::{decrypt_json, Error as DecryptError},
	sr25519::Keypair,
};
use zeroize::Zeroizing;

/// scrypt's cost parameters, the highest that polkadot-js reads: N = 2^17 (128 MiB), r = 8, p = 1.
const LOG_N: u8 = 17;
const R: u32 = 8;
const P: u32 = 1;
/// What stands before the secret key and between it and the public key (PKCS #8).
const PKCS8_HEADER: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const PKCS8_DIVIDER: [u8; 5] = [161, 35, 3, 33, 0];

/// Why a keystore file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeystoreError {
	/// It cannot be read or written.
	#[error("the keystore {}: {source}", path.display())]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// There is a file already; it may hold the only copy of a key.
	#[error("the keystore {} exists already; it is not overwritten", .0.display())]
	Exists(PathBuf),
	/// It is not a keystore.
	#[error("{} is not a keystore file: {message}", path.display())]
	Malformed {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		message: String,
	},
	/// The password is wrong, or the file was tampered with.
	#[error("the password does not open the keystore {}", .0.display())]
	WrongPassword(PathBuf),
	/// A new keystore would have no password: every reader of the file would have the key.
	#[error("a keystore needs a password")]
	EmptyPassword,
	/// The system has no randomness to give, or refuses memory.
	#[error("the key cannot be encrypted: {0}")]
	Encryption(String),
}

/// A keystore file that was read.
#[derive(Clone, Debug)]
pub struct Keystore {
	path: PathBuf,
	text: String,
	account: AccountId32,
	name: Option<String>,
}

impl Keystore {
	/// Reads a file; its secret stays encrypted.
	pub fn read(path: &Path) -> Result<Self, KeystoreError> {
		let text = fs::read_to_string(path)
			.map_err(|source| KeystoreError::Io { path: path.into(), source })?;
		let malformed =
			|message: &str| KeystoreError::Malformed { path: path.into(), message: message.into() };
		let json: Value =
			serde_json::from_str(&text).map_err(|error| malformed(&error.to_string()))?;
		let address = json["address"].as_str().ok_or_else(|| malformed("it has no address"))?;
		let account = address.parse().map_err(|_| malformed("its address is not one"))?;
		if !json["encoded"].is_string() {
			return Err(malformed("it holds no key"));
		}
		let name = json["meta"]["name"].as_str().map(str::to_owned);
		Ok(Self { path: path.into(), text, account, name })
	}

	/// The account whose key it holds.
	pub fn account(&self) -> AccountId32 {
		self.account
	}

	/// The name that its owner gave it.
	pub fn name(&self) -> Option<&str> {
		self.name.as_deref()
	}

	/// Decrypts the key.
	pub fn unlock(&self, password: &str) -> Result<Keypair, KeystoreError> {
		// The library slices before it looks at the length.
		let json: Value = serde_json::from_str(&self.text).unwrap_or_default();
		let encoded = json["encoded"].as_str().unwrap_or_default();
		if !STANDARD.decode(encoded).is_ok_and(|bytes| bytes.len() > 68) {
			return Err(self.malformed("its key is not base64, or cut short".into()));
		}
		decrypt_json(&self.text, password).map_err(|error| match error {
			DecryptError::Secretbox(_) => KeystoreError::WrongPassword(self.path.clone()),
			other => self.malformed(other.to_string()),
		})
	}

	fn malformed(&self, message: String) -> KeystoreError {
		KeystoreError::Malformed { path: self.path.clone(), message }
	}

	/// Writes a new file that only its owner can read. An existing file is never overwritten, and
	/// the password is not empty.
	pub fn create(
		path: &Path,
		secret: &Secret,
		name: &str,
		password: &str,
	) -> Result<Self, KeystoreError> {
		if password.is_empty() {
			return Err(KeystoreError::EmptyPassword);
		}
		let io = |source| KeystoreError::Io { path: path.into(), source };
		let account = AccountId32(secret.public_key().0);
		let when = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		let json = json!({
			"encoded": encrypt(secret, password)?,
			"encoding": {
				"content": ["pkcs8", "sr25519"],
				"type": ["scrypt", "xsalsa20-poly1305"],
				"version": "3",
			},
			"address": account.to_string(),
			"meta": { "name": name, "whenCreated": when.as_millis() as u64 },
		});
		if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
			fs::create_dir_all(folder).map_err(io)?;
		}
		let mut options = fs::OpenOptions::new();
		options.write(true).create_new(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let mut file = options.open(path).map_err(|source| match source.kind() {
			io::ErrorKind::AlreadyExists => KeystoreError::Exists(path.into()),
			_ => io(source),
		})?;
		writeln!(file, "{json:#}").and_then(|()| file.sync_all()).map_err(io)?;
		Self::read(path)
	}
}

/// scrypt parameters and salt, nonce, and the sealed PKCS #8 form of the key, in base64.
fn encrypt(secret: &Secret, password: &str) -> Result<String, KeystoreError> {
	let failed = |error: &dyn std::fmt::Display| KeystoreError::Encryption(error.to_string());
	let mut salt = [0u8; 32];
	let mut nonce = [0u8; 24];
	getrandom::fill(&mut salt).map_err(|error| failed(&error))?;
	getrandom::fill(&mut nonce).map_err(|error| failed(&error))?;

	let params = scrypt::Params::new(LOG_N, R, P, 32).map_err(|error| failed(&error))?;
	let mut key = Zeroizing::new([0u8; 32]);
	scrypt::scrypt(password.as_bytes(), &salt, &params, &mut *key)
		.map_err(|error| failed(&error))?;

	let mut plain = Zeroizing::new(Vec::with_capacity(117));
	plain.extend_from_slice(&PKCS8_HEADER);
	plain.extend_from_slice(&*secret.to_ed25519_bytes());
	plain.extend_from_slice(&PKCS8_DIVIDER);
	plain.extend_from_slice(&secret.public_key().0);
	let sealed = XSalsa20Poly1305::new(Key::from_slice(&*key))
		.encrypt(Nonce::from_slice(&nonce), plain.as_slice())
		.map_err(|error| failed(&error))?;

	let mut out = Vec::with_capacity(68 + sealed.len());
	out.extend_from_slice(&salt);
	out.extend_from_slice(&(1u32 << LOG_N).to_le_bytes());
	out.extend_from_slice(&P.to_le_bytes());
	out.extend_from_slice(&R.to_le_bytes());
	out.extend_from_slice(&nonce);
	out.extend_from_slice(&sealed);
	Ok(STANDARD.encode(out))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn create(folder: &Path) -> (Secret, Keystore) {
		let secret = Secret::from_phrase("//Alice//stash").unwrap();
		let keystore = Keystore::create(&folder.join("k/a.json"), &secret, "a", "pass").unwrap();
		(secret, keystore)
	}

	#[test]
	fn what_is_written_can_be_unlocked() {
		let folder = tempfile::tempdir().unwrap();
		let (secret, keystore) = create(folder.path());
		assert_eq!(keystore.name(), Some("a"));
		assert_eq!(keystore.account().0, secret.public_key().0);
		let pair = keystore.unlock("pass").unwrap();
		assert_eq!(pair.public_key().0, secret.public_key().0);
	}

	#[test]
	fn only_its_password_opens_it() {
		let folder = tempfile::tempdir().unwrap();
		let (_, keystore) = create(folder.path());
		assert!(matches!(keystore.unlock("Pass"), Err(KeystoreError::WrongPassword(_))));
	}

	#[test]
	fn a_keystore_has_a_password() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("k/a.json");
		let secret = Secret::from_phrase("//Alice").unwrap();
		let error = Keystore::create(&path, &secret, "a", "").unwrap_err();
		assert!(matches!(error, KeystoreError::EmptyPassword), "{error}");
		assert!(!folder.path().join("k").exists(), "nothing is written");
	}

	#[cfg(unix)]
	#[test]
	fn only_its_owner_reads_it() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let (_, keystore) = create(folder.path());
		assert_eq!(fs::metadata(&keystore.path).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn an_existing_file_is_kept() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("a.json");
		fs::write(&path, "mine").unwrap();
		let secret = Secret::from_phrase("//Bob").unwrap();
		let error = Keystore::create(&path, &secret, "a", "pass").unwrap_err();
		assert!(matches!(error, KeystoreError::Exists(_)));
		assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
	}

	#[test]
	fn files_that_are_no_keystores() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("a.json");
		for text in ["", "{}", r#"{"address":"x","encoded":"AA=="}"#] {
			fs::write(&path, text).unwrap();
			assert!(
				matches!(Keystore::read(&path), Err(KeystoreError::Malformed { .. })),
				"{text}"
			);
		}
		// Too short for what it should hold: refused, not sliced out of bounds.
		let address = AccountId32([1; 32]).to_string();
		fs::write(&path, json!({ "address": address, "encoded": "AAAA" }).to_string()).unwrap();
		let error = Keystore::read(&path).unwrap().unlock("x").unwrap_err();
		assert!(matches!(error, KeystoreError::Malformed { .. }));
	}
}
