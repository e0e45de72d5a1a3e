//! Signatures against fixed vectors of the libraries that wallets are made of (viem and
//! polkadot-js, see tests/js/access.mjs), and what each of them must not be taken for.

use metahub_client::access::{memo, verify, Caller, Challenge, SignatureError};
use primitive_types::H256;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Vector {
	/// How it was signed.
	kind: String,
	account: String,
	message: String,
	signature: String,
	memo: H256,
}

fn vectors() -> Vec<Vector> {
	serde_json::from_str(include_str!("vectors/access.json")).expect("the vectors are JSON")
}

impl Vector {
	fn caller(&self) -> Caller {
		self.account.parse().expect("an account")
	}

	fn verify(&self, signature: &str) -> Result<(), SignatureError> {
		verify(&self.caller(), &self.message, signature)
	}

	fn bytes(&self) -> Vec<u8> {
		hex::decode(&self.signature[2..]).expect("hexadecimal digits")
	}

	/// Whether it ends in an ECDSA signature.
	fn is_ecdsa(&self) -> bool {
		self.kind.starts_with("ecdsa") || self.kind.starts_with("ethereum")
	}
}

fn text(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

#[test]
fn what_wallets_sign_is_accepted() {
	let vectors = vectors();
	assert!(vectors.len() >= 14);
	for vector in &vectors {
		assert_eq!(vector.verify(&vector.signature), Ok(()), "{}", vector.kind);
		let challenge: Challenge = vector.message.parse().expect("a challenge");
		assert_eq!(challenge.caller, vector.caller());
		assert_eq!(challenge.to_string(), vector.message);
		assert_eq!(memo(&vector.message), vector.memo);
	}
}

#[test]
fn each_is_for_one_account_and_one_message() {
	let vectors = vectors();
	for vector in &vectors {
		for other in vectors.iter().filter(|other| other.account != vector.account) {
			assert!(other.verify(&vector.signature).is_err(), "{} {}", vector.kind, other.kind);
		}
		let changed = vector.message.replace("Nonce: ", "Nonce: 0");
		assert!(verify(&vector.caller(), &changed, &vector.signature).is_err(), "{}", vector.kind);
	}
}

#[test]
fn not_a_bit_can_be_changed() {
	for vector in vectors() {
		let bytes = vector.bytes();
		for at in 0..bytes.len() {
			for bit in 0..8 {
				let mut changed = bytes.clone();
				changed[at] ^= 1 << bit;
				// 0 and 27, 1 and 28 mean the same in the last byte of an ECDSA signature.
				let same = vector.is_ecdsa() && at + 1 == bytes.len();
				let result = vector.verify(&text(&changed));
				assert!(same || result.is_err(), "{} byte {at} bit {bit}", vector.kind);
			}
		}
	}
}

#[test]
fn a_signature_has_one_form() {
	/// The order of secp256k1's group.
	const ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
	let order = primitive_types::U256::from_big_endian(&hex::decode(ORDER).unwrap());
	for vector in vectors().into_iter().filter(Vector::is_ecdsa) {
		let mut bytes = vector.bytes();
		let end = bytes.len();
		let s = primitive_types::U256::from_big_endian(&bytes[end - 33..end - 1]);
		bytes[end - 33..end - 1].copy_from_slice(&(order - s).to_big_endian());
		// With the other parity it is a valid signature of the same message.
		bytes[end - 1] ^= if bytes[end - 1] >= 27 { 7 } else { 1 };
		assert_eq!(vector.verify(&text(&bytes)), Err(SignatureError::Malleable), "{}", vector.kind);
	}
}

#[test]
fn what_is_no_signature() {
	for vector in vectors() {
		let digits = &vector.signature[2..];
		let longer = format!("0x{digits}00");
		let shorter = format!("0x{}", &digits[..digits.len() - 2]);
		let long = format!("0x{}", "00".repeat(1 << 16));
		let wrong = ["", "0x", "0xzz", digits, &longer, &shorter, &long, "0x0", &vector.message];
		for signature in wrong {
			assert!(vector.verify(signature).is_err(), "{} {signature}", vector.kind);
		}
		for byte in [0u8, 1, 0xff] {
			for len in 64..=66 {
				assert!(vector.verify(&text(&vec![byte; len])).is_err());
			}
		}
	}
}

/// Points of small order have signatures that fit many messages.
#[test]
fn accounts_that_anybody_could_sign_for() {
	let small_order = [
		"0100000000000000000000000000000000000000000000000000000000000000",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"0000000000000000000000000000000000000000000000000000000000000080",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	];
	for account in small_order {
		let caller: Caller = format!("0x{account}").parse().unwrap();
		// R the neutral element, s zero: holds for every message under a cofactored equation.
		let mut signature = [0u8; 64];
		signature[0] = 1;
		for message in 0..32 {
			let result = verify(&caller, &message.to_string(), &text(&signature));
			assert_eq!(result, Err(SignatureError::Wrong), "{account}");
		}
	}
}
