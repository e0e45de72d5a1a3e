//! Keystore files: one account, encrypted with a password, in polkadot-js's JSON form (version 3),
//! so that wallets can import what the client exports and the other way round. Ethereum's own form is
//! read, too.

use super::{
	ethereum_file::{self, Failure},
	pair::{account_of, ethereum_account},
	Pair, Scheme, Secret, UnknownScheme,
};
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
use subxt_signer::polkadot_js_compat::{decrypt_json, Error as DecryptError};
use zeroize::Zeroizing;

/// scrypt's cost parameters of new files, the highest that polkadot-js reads: N = 2^17 (128 MiB),
/// r = 8, p = 1.
const LOG_N: u8 = 17;
const R: u32 = 8;
const P: u32 = 1;
/// Those that are read, as log N and p: polkadot-js's, which `subxt-signer` reads for sr25519, too.
/// Others could take all memory.
const READ: [(u8, u32); 6] = [(13, 10), (14, 5), (15, 3), (15, 1), (16, 2), (LOG_N, P)];
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
	/// Its key is of a scheme that is not supported.
	#[error("the keystore {}: {source}", path.display())]
	Scheme {
		/// The file.
		path: PathBuf,
		/// Which.
		source: UnknownScheme,
	},
	/// Its key is of another scheme than was asked for.
	#[error("the keystore {} holds an {found} key, not an {expected} one", path.display())]
	OtherScheme {
		/// The file.
		path: PathBuf,
		/// The key's scheme.
		found: Scheme,
		/// The scheme that was asked for.
		expected: Scheme,
	},
	/// It names an account that is not its key's.
	#[error("the keystore {} was changed: it names an account that is not its key's", .0.display())]
	OtherAccount(PathBuf),
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
	json: Value,
	account: AccountId32,
	scheme: Scheme,
	form: Form,
	name: Option<String>,
}

/// How the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
	PolkadotJs,
	/// Web3 Secret Storage.
	Ethereum,
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
		let (account, scheme, form) = if ethereum_file::is_one(&json) {
			let address = ethereum_file::address(&json);
			let address = address.ok_or_else(|| malformed("it names no address"))?;
			(ethereum_account(address), Scheme::Ethereum, Form::Ethereum)
		} else {
			let scheme = match &json["encoding"]["content"] {
				Value::Null => Scheme::Sr25519,
				// `pkcs8`, and the scheme.
				content => content[1]
					.as_str()
					.unwrap_or_default()
					.parse()
					.map_err(|source| KeystoreError::Scheme { path: path.into(), source })?,
			};
			let address = json["address"].as_str().ok_or_else(|| malformed("it has no address"))?;
			let account = match address.strip_prefix("0x") {
				// Where an account is a hash of the public key, the file names that key.
				Some(digits) => {
					hex::decode(digits).ok().and_then(|public| account_of(scheme, &public))
				}
				None => address.parse().ok(),
			};
			let account = account.ok_or_else(|| malformed("its address is not one"))?;
			if !json["encoded"].is_string() {
				return Err(malformed("it holds no key"));
			}
			(account, scheme, Form::PolkadotJs)
		};
		let name = json["meta"]["name"].as_str().map(str::to_owned);
		Ok(Self { path: path.into(), json, account, scheme, form, name })
	}

	/// The account whose key it holds.
	pub fn account(&self) -> AccountId32 {
		self.account
	}

	/// Its key's scheme.
	pub fn scheme(&self) -> Scheme {
		self.scheme
	}

	/// The name that its owner gave it.
	pub fn name(&self) -> Option<&str> {
		self.name.as_deref()
	}

	/// Decrypts the key. That it is the named account's is checked.
	pub fn unlock(&self, password: &str) -> Result<Pair, KeystoreError> {
		match (self.form, self.scheme) {
			(Form::PolkadotJs, Scheme::Sr25519) => self.unlock_sr25519(password),
			_ => Ok(self.secret(password)?.pair().clone()),
		}
	}

	/// Decrypts the key, to be kept in another file. That it is the named account's is checked.
	pub fn secret(&self, password: &str) -> Result<Secret, KeystoreError> {
		let secret = self.decrypted(password)?;
		if secret.pair().account() == self.account {
			Ok(secret)
		} else {
			Err(KeystoreError::OtherAccount(self.path.clone()))
		}
	}

	fn decrypted(&self, password: &str) -> Result<Secret, KeystoreError> {
		let invalid = || self.malformed("what it holds is not a key".into());
		if self.form == Form::Ethereum {
			let secret =
				ethereum_file::decrypt(&self.json, password).map_err(|failure| match failure {
					Failure::Password => KeystoreError::WrongPassword(self.path.clone()),
					Failure::Malformed(message) => self.malformed(message),
				})?;
			return Secret::secp256k1(self.scheme, &*secret).ok_or_else(invalid);
		}
		let plain = self.decrypt(password)?;
		let rest = plain.strip_prefix(&PKCS8_HEADER).ok_or_else(invalid)?;
		let public_len = PKCS8_DIVIDER.len() + self.scheme.public_len();
		let secret = rest.get(..rest.len().saturating_sub(public_len)).unwrap_or_default();
		let secret = match (self.scheme, secret.len()) {
			// Old files hold the seed alone.
			(Scheme::Ed25519, 32 | 64) => secret
				.get(..32)
				.and_then(|seed| seed.try_into().ok())
				.map(|seed: [u8; 32]| Secret::ed25519(&Zeroizing::new(seed))),
			(Scheme::Sr25519, 64) => Some(Secret::unlocked(self.unlock_sr25519(password)?, secret)),
			(Scheme::Ecdsa | Scheme::Ethereum, 32) => Secret::secp256k1(self.scheme, secret),
			_ => None,
		};
		secret.ok_or_else(invalid)
	}

	fn unlock_sr25519(&self, password: &str) -> Result<Pair, KeystoreError> {
		// The library slices before it looks at the length.
		let encoded = self.json["encoded"].as_str().unwrap_or_default();
		if !STANDARD.decode(encoded).is_ok_and(|bytes| bytes.len() > 68) {
			return Err(self.malformed("its key is not base64, or cut short".into()));
		}
		match decrypt_json(&self.json.to_string(), password) {
			Ok(pair) => Ok(pair.into()),
			Err(DecryptError::Secretbox(_)) => Err(KeystoreError::WrongPassword(self.path.clone())),
			// The library compares the keys, and the account with them.
			Err(DecryptError::InvalidKeys) => Err(KeystoreError::OtherAccount(self.path.clone())),
			Err(other) => Err(self.malformed(other.to_string())),
		}
	}

	/// The PKCS #8 form of the key.
	fn decrypt(&self, password: &str) -> Result<Zeroizing<Vec<u8>>, KeystoreError> {
		let malformed = |message: &str| self.malformed(message.into());
		let encoding = &self.json["encoding"];
		if encoding["version"] != "3" || encoding["type"] != json!(["scrypt", "xsalsa20-poly1305"])
		{
			return Err(malformed("it is not encrypted as version 3 with scrypt is"));
		}
		let encoded = self.json["encoded"].as_str().unwrap_or_default();
		let bytes = STANDARD.decode(encoded).unwrap_or_default();
		let cut = || malformed("its key is not base64, or cut short");
		let (salt, rest) = bytes.split_first_chunk::<32>().ok_or_else(cut)?;
		let (params, rest) = rest.split_first_chunk::<12>().ok_or_else(cut)?;
		let (nonce, sealed) = rest.split_first_chunk::<24>().ok_or_else(cut)?;
		let (log_n, p) =
			READ.into_iter()
				.find(|(log_n, p)| *params == scrypt_header(*log_n, *p))
				.ok_or_else(|| malformed("its scrypt parameters are not those of polkadot-js"))?;
		let failed = |error: &dyn std::fmt::Display| malformed(&error.to_string());
		let params = scrypt::Params::new(log_n, R, p, 32).map_err(|error| failed(&error))?;
		let mut key = Zeroizing::new([0u8; 32]);
		scrypt::scrypt(password.as_bytes(), salt, &params, &mut *key)
			.map_err(|error| failed(&error))?;
		XSalsa20Poly1305::new(Key::from_slice(&*key))
			.decrypt(Nonce::from_slice(nonce), sealed)
			.map(Zeroizing::new)
			.map_err(|_| KeystoreError::WrongPassword(self.path.clone()))
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
		let pair = secret.pair();
		// As polkadot-js has it: where the account is a hash of the public key, the file names the key.
		let address = match pair.scheme() {
			Scheme::Sr25519 | Scheme::Ed25519 => pair.account().to_string(),
			Scheme::Ecdsa | Scheme::Ethereum => format!("0x{}", hex::encode(pair.public_key())),
		};
		let when = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		let json = json!({
			"encoded": encrypt(secret, password, (LOG_N, P))?,
			"encoding": {
				"content": ["pkcs8", pair.scheme().name()],
				"type": ["scrypt", "xsalsa20-poly1305"],
				"version": "3",
			},
			"address": address,
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
fn encrypt(
	secret: &Secret,
	password: &str,
	(log_n, p): (u8, u32),
) -> Result<String, KeystoreError> {
	let failed = |error: &dyn std::fmt::Display| KeystoreError::Encryption(error.to_string());
	let mut salt = [0u8; 32];
	let mut nonce = [0u8; 24];
	getrandom::fill(&mut salt).map_err(|error| failed(&error))?;
	getrandom::fill(&mut nonce).map_err(|error| failed(&error))?;

	let params = scrypt::Params::new(log_n, R, p, 32).map_err(|error| failed(&error))?;
	let mut key = Zeroizing::new([0u8; 32]);
	scrypt::scrypt(password.as_bytes(), &salt, &params, &mut *key)
		.map_err(|error| failed(&error))?;

	let mut plain = Zeroizing::new(Vec::with_capacity(117));
	plain.extend_from_slice(&PKCS8_HEADER);
	plain.extend_from_slice(secret.exported());
	plain.extend_from_slice(&PKCS8_DIVIDER);
	plain.extend_from_slice(&secret.pair().public_key());
	let sealed = XSalsa20Poly1305::new(Key::from_slice(&*key))
		.encrypt(Nonce::from_slice(&nonce), plain.as_slice())
		.map_err(|error| failed(&error))?;

	let mut out = Vec::with_capacity(68 + sealed.len());
	out.extend_from_slice(&salt);
	out.extend_from_slice(&scrypt_header(log_n, p));
	out.extend_from_slice(&nonce);
	out.extend_from_slice(&sealed);
	Ok(STANDARD.encode(out))
}

/// The parameters as the file has them: N, p, r.
fn scrypt_header(log_n: u8, p: u32) -> [u8; 12] {
	let mut bytes = [0; 12];
	bytes[..4].copy_from_slice(&(1u32 << log_n).to_le_bytes());
	bytes[4..8].copy_from_slice(&p.to_le_bytes());
	bytes[8..].copy_from_slice(&R.to_le_bytes());
	bytes
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
		assert_eq!(keystore.account(), secret.pair().account());
		let pair = keystore.unlock("pass").unwrap();
		assert_eq!(pair.public_key(), secret.pair().public_key());
	}

	const SCHEMES: [Scheme; 4] =
		[Scheme::Sr25519, Scheme::Ed25519, Scheme::Ecdsa, Scheme::Ethereum];

	#[test]
	fn keys_of_every_scheme_are_kept() {
		let folder = tempfile::tempdir().unwrap();
		for scheme in SCHEMES {
			let secret = Secret::of(scheme, &format!("0x{}", "11".repeat(32))).unwrap();
			let path = folder.path().join(scheme.name());
			let keystore = Keystore::create(&path, &secret, "n", "pass").unwrap();
			assert_eq!(keystore.scheme(), scheme);
			assert_eq!(keystore.account(), secret.pair().account());
			let pair = keystore.unlock("pass").unwrap();
			assert_eq!((pair.scheme(), pair.public_key()), (scheme, secret.pair().public_key()));
			assert_eq!(keystore.secret("pass").unwrap().exported(), secret.exported());
			let error = keystore.unlock("").err().unwrap();
			assert!(matches!(error, KeystoreError::WrongPassword(_)), "{error}");
		}
	}

	/// Files that polkadot-js has written, of the development phrase's keys, with the password "pass".
	#[test]
	fn what_polkadot_js_writes_is_unlocked() {
		let folder = tempfile::tempdir().unwrap();
		let files: Vec<Value> =
			serde_json::from_str(include_str!("../../tests/vectors/keystores.json")).unwrap();
		assert_eq!(files.len(), SCHEMES.len());
		for (scheme, file) in SCHEMES.into_iter().zip(files) {
			let path = folder.path().join(scheme.name());
			fs::write(&path, file["json"].to_string()).unwrap();
			let keystore = Keystore::read(&path).unwrap();
			assert_eq!(keystore.scheme(), scheme);
			let address = match scheme {
				Scheme::Ethereum => crate::access::Caller::Ethereum(
					super::super::contract_address(&keystore.account()),
				)
				.to_string(),
				_ => keystore.account().to_string(),
			};
			assert_eq!(file["address"], address);
			assert_eq!(keystore.unlock("pass").unwrap().scheme(), scheme);
		}
	}

	#[test]
	fn a_changed_file_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		for scheme in SCHEMES {
			let secret = Secret::of(scheme, &format!("0x{}", "11".repeat(32))).unwrap();
			let other = Secret::of(scheme, &format!("0x{}", "12".repeat(32))).unwrap();
			let path = folder.path().join(scheme.name());
			let keystore = Keystore::create(&path, &secret, "n", "pass").unwrap();
			let change = |name: &str, value: Value| {
				let mut json = keystore.json.clone();
				json[name] = value;
				fs::write(&path, json.to_string()).unwrap();
				Keystore::read(&path).and_then(|keystore| keystore.unlock("pass")).err().unwrap()
			};
			// Another account's address over this key.
			let theirs = folder.path().join(format!("{scheme}-other"));
			let theirs = Keystore::create(&theirs, &other, "n", "pass").unwrap();
			let error = change("address", theirs.json["address"].clone());
			assert!(matches!(error, KeystoreError::OtherAccount(_)), "{scheme}: {error}");
			// A bit of the sealed key.
			let mut sealed = STANDARD.decode(keystore.json["encoded"].as_str().unwrap()).unwrap();
			*sealed.last_mut().unwrap() ^= 1;
			let error = change("encoded", STANDARD.encode(&sealed).into());
			assert!(matches!(error, KeystoreError::WrongPassword(_)), "{scheme}: {error}");
			let error = change("encoded", STANDARD.encode(&sealed[..60]).into());
			assert!(matches!(error, KeystoreError::Malformed { .. }), "{scheme}: {error}");
			let error = change("encoding", json!({ "content": ["pkcs8", "dilithium"] }));
			assert!(matches!(error, KeystoreError::Scheme { .. }), "{scheme}: {error}");
			// scrypt is not made to take all memory.
			sealed[32..36].copy_from_slice(&(1u32 << 30).to_le_bytes());
			let error = change("encoded", STANDARD.encode(&sealed).into());
			assert!(matches!(error, KeystoreError::Malformed { .. }), "{scheme}: {error}");
		}
	}

	#[test]
	fn every_scheme_reads_the_scrypt_parameters_of_polkadot_js_and_no_others() {
		let folder = tempfile::tempdir().unwrap();
		for scheme in SCHEMES {
			let secret = Secret::of(scheme, &format!("0x{}", "11".repeat(32))).unwrap();
			let path = folder.path().join(scheme.name());
			let keystore = Keystore::create(&path, &secret, "n", "pass").unwrap();
			let with = |params| {
				let mut json = keystore.json.clone();
				json["encoded"] = encrypt(&secret, "pass", params).unwrap().into();
				fs::write(&path, json.to_string()).unwrap();
				Keystore::read(&path).and_then(|keystore| keystore.unlock("pass"))
			};
			for params in READ {
				let pair = with(params).unwrap();
				assert_eq!(pair.account(), keystore.account(), "{scheme} {params:?}");
			}
			for params in [(12, 1), (13, 1), (14, 1), (13, 11), (16, 3)] {
				let error = with(params).err().unwrap();
				assert!(
					matches!(error, KeystoreError::Malformed { .. }),
					"{scheme} {params:?}: {error}"
				);
			}
		}
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
