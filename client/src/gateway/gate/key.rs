//! The key by which the gateway recognises what it has given out, and the file that keeps it.

use crate::{
	access::{Challenge, Origin},
	gateway::GatewayError,
};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use hmac::{Hmac, Mac};
use primitive_types::H256;
use sha2::Sha256;
use std::{
	fs,
	io::{self, Read, Write},
	path::Path,
};
use zeroize::Zeroizing;

const KEY_LEN: usize = 32;
const TAG_LEN: usize = 32;
/// Random bytes of a nonce, and as many that authenticate the text.
const NONCE_LEN: usize = 16;
/// Longest token that is looked at, in characters.
const MAX_TOKEN: usize = 512;

type Code = Hmac<Sha256>;

/// What a token is for: one kind cannot be shown as another.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
	/// Opens an asset's files.
	Pass,
	/// Says that an account had a seat when it asked.
	Seat,
}

/// Seals what the gateway gives out. Gateways with the same key, chain and URL recognise each
/// other's.
pub(super) struct Seal {
	challenges: Code,
	passes: Code,
	seats: Code,
}

impl Seal {
	/// The seal of the key in a file, which is made if it is not there.
	pub(super) fn open(path: &Path, chain: H256, origin: &Origin) -> Result<Self, GatewayError> {
		let failed = |reason: String| GatewayError::PassKey { path: path.into(), reason };
		let key = load_or_make(path).map_err(|error| failed(error.to_string()))?;
		Ok(Self::new(&key, chain, origin))
	}

	fn new(key: &[u8; KEY_LEN], chain: H256, origin: &Origin) -> Self {
		let derive = |purpose: &str| {
			let mut code = keyed(key);
			for part in [b"metahub gateway 1".as_slice(), purpose.as_bytes(), chain.as_bytes()] {
				code.update(&(part.len() as u64).to_le_bytes());
				code.update(part);
			}
			code.update(origin.uri.as_bytes());
			keyed(&code.finalize().into_bytes().into())
		};
		Self { challenges: derive("challenge"), passes: derive("pass"), seats: derive("seat") }
	}

	/// A challenge's nonce. `text`: the challenge with the random part as its nonce.
	pub(super) fn nonce(&self, random: &str, text: &str) -> String {
		let tag = self.challenges.clone().chain_update(text).finalize().into_bytes();
		format!("{random}{}", hex::encode(&tag[..NONCE_LEN]))
	}

	/// The random part of a nonce; `None` if it is none of this gateway's form.
	pub(super) fn random_part(nonce: &str) -> Option<&str> {
		let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
		(nonce.len() == Challenge::NONCE_LEN && nonce.bytes().all(hex))
			.then(|| &nonce[..NONCE_LEN * 2])
	}

	/// Whether a challenge was given by this gateway, word for word.
	pub(super) fn gave(&self, challenge: &Challenge) -> bool {
		let Some(random) = Self::random_part(&challenge.nonce) else { return false };
		let bare = Challenge { nonce: random.into(), ..challenge.clone() };
		let Ok(tag) = hex::decode(&challenge.nonce[NONCE_LEN * 2..]) else { return false };
		let code = self.challenges.clone().chain_update(bare.to_string());
		code.verify_truncated_left(&tag).is_ok()
	}

	fn of(&self, kind: Kind) -> Code {
		match kind {
			Kind::Pass => self.passes.clone(),
			Kind::Seat => self.seats.clone(),
		}
	}

	/// A token that only this gateway can make.
	pub(super) fn seal(&self, kind: Kind, payload: &[u8]) -> String {
		let tag = self.of(kind).chain_update(payload).finalize().into_bytes();
		URL_SAFE_NO_PAD.encode([payload, &tag[..]].concat())
	}

	/// What a token says, if this gateway has made it.
	pub(super) fn unseal(&self, kind: Kind, token: &str) -> Option<Vec<u8>> {
		if token.len() > MAX_TOKEN {
			return None;
		}
		let mut bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
		let payload = bytes.len().checked_sub(TAG_LEN)?;
		let code = self.of(kind).chain_update(&bytes[..payload]);
		code.verify_slice(&bytes[payload..]).ok()?;
		bytes.truncate(payload);
		Some(bytes)
	}
}

fn keyed(key: &[u8; KEY_LEN]) -> Code {
	Code::new_from_slice(key).expect("HMAC takes keys of every length; qed")
}

/// Reads a key, or makes one: whole or not at all, as another gateway may be starting as well.
fn load_or_make(path: &Path) -> io::Result<Zeroizing<[u8; KEY_LEN]>> {
	match load(path) {
		Err(error) if error.kind() == io::ErrorKind::NotFound => make(path)?,
		result => return result,
	}
	load(path)
}

fn load(path: &Path) -> io::Result<Zeroizing<[u8; KEY_LEN]>> {
	let bad = |reason| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
	let file = fs::File::open(path)?;
	#[cfg(unix)]
	if std::os::unix::fs::PermissionsExt::mode(&file.metadata()?.permissions()) & 0o077 != 0 {
		return bad("others can read or write it; run `chmod 600` on it, or make a new key");
	}
	let mut text = Zeroizing::new(String::new());
	file.take(256).read_to_string(&mut text)?;
	let mut key = Zeroizing::new([0; KEY_LEN]);
	match hex::decode_to_slice(text.trim_end(), &mut *key) {
		Ok(()) => Ok(key),
		Err(_) => bad("it has to contain 64 hexadecimal digits"),
	}
}

fn make(path: &Path) -> io::Result<()> {
	let mut key = Zeroizing::new([0; KEY_LEN]);
	getrandom::fill(&mut *key).map_err(|error| io::Error::other(error.to_string()))?;
	let folder = match path.parent() {
		Some(folder) if !folder.as_os_str().is_empty() => folder,
		_ => Path::new("."),
	};
	// Only its owner can read it.
	let mut file = tempfile::NamedTempFile::new_in(folder)?;
	file.write_all(Zeroizing::new(hex::encode(*key)).as_bytes())?;
	file.write_all(b"\n")?;
	file.as_file().sync_all()?;
	match file.persist_noclobber(path) {
		Ok(_) => {}
		// Another one was faster.
		Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {}
		Err(failed) => return Err(failed.error),
	}
	// What was paid for is void without the key: it has to outlive a crash of the machine.
	fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	fn origin() -> Origin {
		Origin::of("https://gateway.example").unwrap()
	}

	#[test]
	fn only_the_same_key_chain_url_and_kind_open_a_token() {
		let (key, chain) = ([1; 32], H256::repeat_byte(1));
		let seal = Seal::new(&key, chain, &origin());
		let token = seal.seal(Kind::Pass, b"payload");
		assert_eq!(seal.unseal(Kind::Pass, &token).unwrap(), b"payload");
		assert_eq!(seal.unseal(Kind::Seat, &token), None);
		let other = Origin::of("https://gateway.example/b").unwrap();
		for seal in [
			Seal::new(&[2; 32], chain, &origin()),
			Seal::new(&key, H256::repeat_byte(2), &origin()),
			Seal::new(&key, chain, &other),
		] {
			assert_eq!(seal.unseal(Kind::Pass, &token), None);
		}
		// Every bit counts.
		let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
		for at in 0..bytes.len() {
			let mut changed = bytes.clone();
			changed[at] ^= 1;
			assert_eq!(seal.unseal(Kind::Pass, &URL_SAFE_NO_PAD.encode(changed)), None, "{at}");
		}
		for odd in ["", "x", "\u{e4}", &token[1..], &"A".repeat(43), &"A".repeat(1_000)] {
			assert_eq!(seal.unseal(Kind::Pass, odd), None, "{odd}");
		}
	}

	#[test]
	fn a_key_is_made_once_and_kept_from_others() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("gateway.key");
		let first = load_or_make(&path).unwrap();
		assert_eq!(*load_or_make(&path).unwrap(), *first);
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		let error = load_or_make(&path).unwrap_err();
		assert!(error.to_string().contains("chmod 600"), "{error}");
		fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
		for text in ["", "12", &"g".repeat(64), &"1".repeat(65)] {
			fs::write(&path, text).unwrap();
			assert!(load_or_make(&path).is_err(), "{text}");
		}
	}
}
