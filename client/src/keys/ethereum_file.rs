//! Ethereum keystore files (Web3 Secret Storage, version 3), as geth and MetaMask export them: read
//! only. What this client keeps itself is of polkadot-js's form.

use aes::cipher::{KeyIvInit, StreamCipher};
use serde_json::Value;
use sha2::Sha256;
use sp_crypto_hashing::keccak_256;
use subxt::utils::H160;
use zeroize::Zeroizing;

/// The most memory that a file can make scrypt use, in bytes: what geth writes (N = 2^18, r = 8).
const MAX_MEMORY: u64 = 1 << 28;
/// The most work, in memory times passes: four times what geth writes.
const MAX_WORK: u64 = 1 << 30;
/// The most rounds of PBKDF2.
const MAX_ROUNDS: u32 = 10_000_000;

/// Why such a file cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
	/// It is not of the form, or asks for too much.
	Malformed(String),
	/// The password is wrong, or the file was tampered with.
	Password,
}

/// Whether this is such a file.
pub(super) fn is_one(json: &Value) -> bool {
	crypto(json).is_object() && json["version"] == 3
}

/// The address that the file names.
pub(super) fn address(json: &Value) -> Option<H160> {
	let text = json["address"].as_str()?;
	let bytes = hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok()?;
	Some(H160(bytes.try_into().ok()?))
}

/// Decrypts the secret key.
pub(super) fn decrypt(json: &Value, password: &str) -> Result<Zeroizing<[u8; 32]>, Failure> {
	let crypto = crypto(json);
	if crypto["cipher"] != "aes-128-ctr" {
		return Err(malformed("its cipher is not aes-128-ctr"));
	}
	let params = &crypto["kdfparams"];
	if params["dklen"] != 32 {
		return Err(malformed("its derived key has not 32 bytes"));
	}
	let salt = bytes(&params["salt"], "salt")?;
	let mut key = Zeroizing::new([0u8; 32]);
	match crypto["kdf"].as_str() {
		Some("scrypt") => {
			let params = scrypt_params(params)?;
			scrypt::scrypt(password.as_bytes(), &salt, &params, &mut *key)
				.map_err(|error| malformed(&error.to_string()))?;
		}
		Some("pbkdf2") if params["prf"] == "hmac-sha256" => {
			let rounds = number(params, "c")?;
			if !(1..=MAX_ROUNDS).contains(&rounds) {
				return Err(malformed("it asks for too many rounds of PBKDF2, or for none"));
			}
			pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, rounds, &mut *key);
		}
		_ => return Err(malformed("its key derivation is neither scrypt nor pbkdf2")),
	}
	let sealed = bytes(&crypto["ciphertext"], "ciphertext")?;
	let iv: [u8; 16] = bytes(&crypto["cipherparams"]["iv"], "iv")?
		.try_into()
		.map_err(|_| malformed("its iv has not 16 bytes"))?;
	let mut secret = Zeroizing::new(
		<[u8; 32]>::try_from(sealed.as_slice())
			.map_err(|_| malformed("its ciphertext has not 32 bytes"))?,
	);
	let (cipher_key, mac_key) = key.split_at(16);
	let mac = keccak_256(&[mac_key, sealed.as_slice()].concat());
	if bytes(&crypto["mac"], "mac")? != mac {
		return Err(Failure::Password);
	}
	let mut cipher = ctr::Ctr128BE::<aes::Aes128>::new_from_slices(cipher_key, &iv)
		.map_err(|error| malformed(&error.to_string()))?;
	cipher.apply_keystream(&mut *secret);
	Ok(secret)
}

/// Some writers begin the name with a capital letter.
fn crypto(json: &Value) -> &Value {
	match &json["crypto"] {
		Value::Null => &json["Crypto"],
		found => found,
	}
}

fn malformed(message: &str) -> Failure {
	Failure::Malformed(message.into())
}

fn bytes(value: &Value, name: &str) -> Result<Vec<u8>, Failure> {
	let text = value.as_str().unwrap_or_default();
	let found = hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok();
	found
		.filter(|bytes| !bytes.is_empty())
		.ok_or_else(|| malformed(&format!("its {name} is not hexadecimal")))
}

fn number(params: &Value, name: &str) -> Result<u32, Failure> {
	params[name]
		.as_u64()
		.and_then(|number| number.try_into().ok())
		.ok_or_else(|| malformed(&format!("its parameter {name} is not a number")))
}

fn scrypt_params(params: &Value) -> Result<scrypt::Params, Failure> {
	let (n, r, p) = (number(params, "n")?, number(params, "r")?, number(params, "p")?);
	let memory = u64::from(n).saturating_mul(u64::from(r)).saturating_mul(128);
	if memory > MAX_MEMORY || memory.saturating_mul(u64::from(p)) > MAX_WORK {
		return Err(malformed("it asks for too much memory or work of scrypt"));
	}
	if !n.is_power_of_two() {
		return Err(malformed("its parameter n is not a power of two"));
	}
	let log_n = u8::try_from(n.ilog2()).unwrap_or(u8::MAX);
	scrypt::Params::new(log_n, r, p, 32).map_err(|error| malformed(&error.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	/// The test vector of the Web3 Secret Storage definition for PBKDF2.
	fn vector() -> Value {
		json!({
			"crypto": {
				"cipher": "aes-128-ctr",
				"cipherparams": { "iv": "6087dab2f9fdbbfaddc31a909735c1e6" },
				"ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
				"kdf": "pbkdf2",
				"kdfparams": {
					"c": 262144,
					"dklen": 32,
					"prf": "hmac-sha256",
					"salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd",
				},
				"mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
			},
			"id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
			"version": 3,
		})
	}

	#[test]
	fn the_definitions_test_vector() {
		let secret = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
		assert!(is_one(&vector()));
		assert_eq!(hex::encode(*decrypt(&vector(), "testpassword").unwrap()), secret);
	}

	/// A file of go-ethereum's own tests.
	#[test]
	fn a_file_that_geth_wrote() {
		let file = json!({
			"address": "7ef5a6135f1fd6a02593eedc869c6d41d934aef8",
			"crypto": {
				"cipher": "aes-128-ctr",
				"ciphertext": "1d0839166e7a15b9c1333fc865d69858b22df26815ccf601b28219b6192974e1",
				"cipherparams": { "iv": "8df6caa7ff1b00c4e871f002cb7921ed" },
				"kdf": "scrypt",
				"kdfparams": {
					"dklen": 32,
					"n": 8,
					"p": 16,
					"r": 8,
					"salt": "e5e6ef3f4ea695f496b643ebd3f75c0aa58ef4070e90c80c5d3fb0241bf1595c",
				},
				"mac": "6d16dfde774845e4585357f24bce530528bc69f4f84e1e22880d34fa45c273e5",
			},
			"id": "950077c7-71e3-4c44-a4a1-143919141ed4",
			"version": 3,
		});
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("geth.json");
		std::fs::write(&path, file.to_string()).unwrap();
		let keystore = crate::keys::Keystore::read(&path).unwrap();
		let pair = keystore.unlock("foobar").unwrap();
		assert_eq!(
			hex::encode(&pair.account().0[..20]),
			"7ef5a6135f1fd6a02593eedc869c6d41d934aef8"
		);
		assert!(keystore.unlock("").is_err());
		// Another address over the same key.
		let mut other = file.clone();
		other["address"] = "7ef5a6135f1fd6a02593eedc869c6d41d934aef9".into();
		std::fs::write(&path, other.to_string()).unwrap();
		let error = crate::keys::Keystore::read(&path).unwrap().unlock("foobar").unwrap_err();
		assert!(matches!(error, crate::keys::KeystoreError::OtherAccount(_)), "{error}");
	}

	#[test]
	fn wrong_passwords_and_changed_files_are_told_from_malformed_ones() {
		assert_eq!(decrypt(&vector(), "Testpassword"), Err(Failure::Password));
		let mut changed = vector();
		changed["crypto"]["ciphertext"] =
			"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa47".into();
		assert_eq!(decrypt(&changed, "testpassword"), Err(Failure::Password));
		for (name, value) in [("c", json!(0)), ("c", json!(1 << 31)), ("salt", json!("xx"))] {
			let mut wrong = vector();
			wrong["crypto"]["kdfparams"][name] = value;
			assert!(
				matches!(decrypt(&wrong, "testpassword"), Err(Failure::Malformed(_))),
				"{name}"
			);
		}
	}

	#[test]
	fn no_file_makes_scrypt_take_all_memory() {
		let params = |n: u64, r: u64, p: u64| json!({ "n": n, "r": r, "p": p });
		// The two that geth writes.
		for (n, r, p) in [(1 << 18, 8, 1), (1 << 12, 8, 6)] {
			assert!(scrypt_params(&params(n, r, p)).is_ok(), "{n} {r} {p}");
		}
		for wrong in [
			params(1 << 24, 8, 1),
			params(1 << 19, 8, 1),
			params(1 << 18, 8, 5),
			params(3, 8, 1),
			params(0, 0, 0),
		] {
			assert!(scrypt_params(&wrong).is_err(), "{wrong}");
		}
	}
}
