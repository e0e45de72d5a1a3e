//! Passes: what a client shows instead of a signature.

use super::{random, Refusal};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use metahub_assets::AssetId;
use metahub_rpc_api::types::Grant;
use sp_crypto_hashing::blake2_256;
use std::{
	collections::HashMap,
	sync::{
		atomic::{AtomicU64, Ordering::SeqCst},
		Arc,
	},
};
use subxt::utils::AccountId32;

/// Longest text that is looked up.
const MAX_LEN: usize = 64;

/// What a pass opens, and for whom.
#[derive(Debug)]
pub(super) struct Pass {
	pub account: AccountId32,
	pub asset: AssetId,
	/// Why the account had access when the chain was last asked.
	pub grant: Grant,
	/// Whether a use was consumed for it.
	pub counted: bool,
	/// When the chain is to be asked again, Unix seconds.
	expires: AtomicU64,
	/// When it ends whatever the chain says, Unix seconds.
	pub ends: u64,
	/// Held while the chain is asked.
	pub asking: tokio::sync::Mutex<()>,
}

impl Pass {
	pub(super) fn new(
		account: AccountId32,
		asset: AssetId,
		grant: Grant,
		counted: bool,
		(expires, ends): (u64, u64),
	) -> Self {
		let expires = AtomicU64::new(expires);
		Self { account, asset, grant, counted, expires, ends, asking: Default::default() }
	}

	pub(super) fn expires(&self) -> u64 {
		self.expires.load(SeqCst)
	}

	pub(super) fn prolong(&self, expires: u64) {
		self.expires.store(expires.min(self.ends), SeqCst);
	}

	/// The licence behind it, if there is one.
	pub(super) fn licence(&self) -> Option<u64> {
		match self.grant {
			Grant::Holder { licence } | Grant::Seat { licence } => Some(licence.0),
			_ => None,
		}
	}
}

/// Passes by the hashes of their texts: neither the table nor the time that a search takes tells
/// anything about one.
pub(super) struct Passes {
	passes: HashMap<[u8; 32], Arc<Pass>>,
	max: usize,
	swept: u64,
}

impl Passes {
	pub(super) fn new(max: usize) -> Self {
		Self { passes: HashMap::new(), max, swept: 0 }
	}

	/// Makes a pass, 256 random bits. When there are too many, those make way whose time is up,
	/// although the chain might have prolonged them.
	pub(super) fn issue(&mut self, pass: Pass, now: u64) -> Result<String, Refusal> {
		if self.passes.len() >= self.max && self.swept != now {
			self.passes.retain(|_, pass| now < pass.expires());
			self.swept = now;
		}
		if self.passes.len() >= self.max {
			return Err(Refusal::Busy);
		}
		let text = URL_SAFE_NO_PAD.encode(random::<32>()?);
		self.passes.insert(blake2_256(text.as_bytes()), Arc::new(pass));
		Ok(text)
	}

	pub(super) fn find(&self, text: &str) -> Option<Arc<Pass>> {
		if text.len() > MAX_LEN {
			return None;
		}
		self.passes.get(&blake2_256(text.as_bytes())).cloned()
	}

	pub(super) fn remove(&mut self, text: &str) {
		self.passes.remove(&blake2_256(text.as_bytes()));
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn pass(expires: u64) -> Pass {
		let account = AccountId32([1; 32]);
		Pass::new(account, AssetId::new(0, 0), Grant::Owner, false, (expires, 100))
	}

	#[test]
	fn only_its_text_finds_it() {
		let mut passes = Passes::new(2);
		let text = passes.issue(pass(10), 0).unwrap();
		assert_eq!(text.len(), 43);
		assert!(passes.find(&text).is_some());
		assert!(passes.find(&text[..42]).is_none());
		assert!(passes.find("").is_none());
		assert_ne!(passes.issue(pass(10), 0).unwrap(), text);
		passes.remove(&text);
		assert!(passes.find(&text).is_none());
	}

	#[test]
	fn a_full_table_forgets_only_what_expired() {
		let mut passes = Passes::new(2);
		let first = passes.issue(pass(10), 0).unwrap();
		let second = passes.issue(pass(20), 0).unwrap();
		assert_eq!(passes.issue(pass(30), 9), Err(Refusal::Busy));
		passes.issue(pass(30), 10).unwrap();
		assert!(passes.find(&first).is_none() && passes.find(&second).is_some());
	}

	#[test]
	fn none_outlives_its_end() {
		let pass = pass(10);
		pass.prolong(1_000);
		assert_eq!(pass.expires(), 100);
	}
}
