//! Passes: what a client shows instead of a signature.
//!
//! A pass says what it opens, and carries the gateway's seal: no table has to know it, and it
//! outlives a restart. What the chain last said about it is remembered for as many as there is room
//! for; about others the chain is asked again.

use super::{
	key::{Kind, Seal},
	Refusal,
};
use codec::{Decode, DecodeAll, Encode};
use metahub_assets::AssetId;
use metahub_rpc_api::types::{Grant, Id};
use primitive_types::H256;
use sp_crypto_hashing::blake2_256;
use std::{
	collections::{HashMap, HashSet, VecDeque},
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
		Arc,
	},
};
use subxt::utils::AccountId32;

/// How far the clocks of two gateways with one key may be apart, seconds.
const SKEW: u64 = 60;

/// Why there was access, in few bytes.
#[derive(Encode, Decode)]
enum Why {
	#[codec(index = 0)]
	Owner,
	#[codec(index = 1)]
	Free,
	#[codec(index = 2)]
	Listed,
	#[codec(index = 3)]
	Holder(u64),
	#[codec(index = 4)]
	Seat(u64),
}

impl From<Grant> for Why {
	fn from(grant: Grant) -> Self {
		match grant {
			Grant::Owner => Self::Owner,
			Grant::Free => Self::Free,
			Grant::Listed => Self::Listed,
			Grant::Holder { licence } => Self::Holder(licence.0),
			Grant::Seat { licence } => Self::Seat(licence.0),
		}
	}
}

impl From<Why> for Grant {
	fn from(why: Why) -> Self {
		match why {
			Why::Owner => Self::Owner,
			Why::Free => Self::Free,
			Why::Listed => Self::Listed,
			Why::Holder(licence) => Self::Holder { licence: Id(licence) },
			Why::Seat(licence) => Self::Seat { licence: Id(licence) },
		}
	}
}

/// What a pass says.
#[derive(Encode, Decode)]
struct Said {
	account: [u8; 32],
	asset: AssetId,
	why: Why,
	memo: Option<H256>,
	issued: u64,
	expires: u64,
	ends: u64,
}

/// What a pass opens, and for whom.
#[derive(Debug)]
pub(super) struct Pass {
	pub account: AccountId32,
	pub asset: AssetId,
	/// Why the account had access when the chain was last asked.
	pub grant: Grant,
	/// The use that was consumed for it.
	pub memo: Option<H256>,
	/// When it was given, Unix seconds.
	issued: u64,
	/// When the chain is to be asked again, Unix seconds.
	expires: AtomicU64,
	/// When it ends whatever the chain says, Unix seconds.
	pub ends: u64,
	/// Whether the chain has said no.
	ended: AtomicBool,
	/// Held while the chain is asked.
	pub asking: tokio::sync::Mutex<()>,
}

impl Pass {
	pub(super) fn new(
		account: AccountId32,
		asset: AssetId,
		grant: Grant,
		memo: Option<H256>,
		(issued, expires, ends): (u64, u64, u64),
	) -> Self {
		let (expires, ended) = (AtomicU64::new(expires), AtomicBool::new(false));
		let asking = Default::default();
		Self { account, asset, grant, memo, issued, expires, ends, ended, asking }
	}

	/// The text that a client shows.
	pub(super) fn seal(&self, seal: &Seal) -> String {
		let said = Said {
			account: self.account.0,
			asset: self.asset,
			why: self.grant.into(),
			memo: self.memo,
			issued: self.issued,
			expires: self.expires(),
			ends: self.ends,
		};
		seal.seal(Kind::Pass, &said.encode())
	}

	/// Reads a pass that this gateway has given.
	pub(super) fn unseal(seal: &Seal, text: &str) -> Option<Self> {
		let said = Said::decode_all(&mut &*seal.unseal(Kind::Pass, text)?).ok()?;
		let Said { account, asset, why, memo, issued, expires, ends } = said;
		let account = AccountId32(account);
		Some(Self::new(account, asset, why.into(), memo, (issued, expires, ends)))
	}

	pub(super) fn expires(&self) -> u64 {
		self.expires.load(SeqCst)
	}

	pub(super) fn prolong(&self, expires: u64) {
		self.expires.store(expires.min(self.ends), SeqCst);
	}

	/// Whether the chain has to be asked before the pass opens anything. One from the future has an
	/// issuer whose clock is wrong: the chain decides.
	pub(super) fn is_due(&self, now: u64) -> bool {
		now >= self.expires() || self.issued > now.saturating_add(SKEW)
	}

	pub(super) fn end(&self) {
		self.ended.store(true, SeqCst);
	}

	pub(super) fn has_ended(&self) -> bool {
		self.ended.load(SeqCst)
	}

	/// The licence behind it, if there is one.
	pub(super) fn licence(&self) -> Option<u64> {
		match self.grant {
			Grant::Holder { licence } | Grant::Seat { licence } => Some(licence.0),
			_ => None,
		}
	}
}

/// What is known about passes, by the hashes of their texts: neither the table nor the time that a
/// search takes tells anything about one.
pub(super) struct Passes {
	known: HashMap<[u8; 32], Arc<Pass>>,
	max: usize,
}

impl Passes {
	pub(super) fn new(max: usize) -> Self {
		Self { known: HashMap::new(), max: max.max(1) }
	}

	pub(super) fn find(&self, text: &str) -> Option<Arc<Pass>> {
		self.known.get(&blake2_256(text.as_bytes())).cloned()
	}

	/// Remembers a pass. When there is no room, the one makes way that the chain has to be asked about
	/// first: it is not lost.
	pub(super) fn remember(&mut self, text: &str, pass: Pass) -> Arc<Pass> {
		let name = blake2_256(text.as_bytes());
		if self.known.len() >= self.max && !self.known.contains_key(&name) {
			let first = self.known.iter().min_by_key(|(_, pass)| pass.expires());
			let first = first.map(|(name, _)| *name);
			first.and_then(|first| self.known.remove(&first));
		}
		self.known.entry(name).or_insert_with(|| Arc::new(pass)).clone()
	}
}

/// Challenges that a pass was given for.
///
/// An answer that is repeated gives nothing that its signer does not have: another pass for the same
/// account and asset, if the chain still says yes. So it does no harm that only so many are
/// remembered, and none after a restart.
pub(super) struct Answered {
	nonces: HashSet<String>,
	order: VecDeque<String>,
	max: usize,
}

impl Answered {
	pub(super) fn new(max: usize) -> Self {
		Self { nonces: HashSet::new(), order: VecDeque::new(), max: max.max(1) }
	}

	/// Notes that a challenge was answered, unless it was before.
	pub(super) fn note(&mut self, nonce: &str) -> Result<(), Refusal> {
		if !self.nonces.insert(nonce.into()) {
			return Err(Refusal::UnknownNonce);
		}
		self.order.push_back(nonce.into());
		if self.order.len() > self.max {
			if let Some(oldest) = self.order.pop_front() {
				self.nonces.remove(&oldest);
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn pass(expires: u64) -> Pass {
		let account = AccountId32([1; 32]);
		Pass::new(account, AssetId::new(0, 0), Grant::Owner, None, (0, expires, 100))
	}

	#[test]
	fn a_full_table_forgets_what_the_chain_is_asked_about_first() {
		let mut passes = Passes::new(2);
		passes.remember("a", pass(20));
		passes.remember("b", pass(10));
		passes.remember("a", pass(5));
		passes.remember("c", pass(30));
		assert_eq!(passes.find("a").unwrap().expires(), 20);
		assert!(passes.find("b").is_none() && passes.find("c").is_some());
	}

	#[test]
	fn none_outlives_its_end() {
		let pass = pass(10);
		pass.prolong(1_000);
		assert_eq!(pass.expires(), 100);
	}

	#[test]
	fn one_from_the_future_is_not_believed() {
		let account = AccountId32([1; 32]);
		let id = AssetId::new(0, 0);
		let pass = Pass::new(account, id, Grant::Free, None, (1_000, 1_300, 2_000));
		assert!(!pass.is_due(940) && !pass.is_due(1_299));
		assert!(pass.is_due(939) && pass.is_due(1_300));
	}

	#[test]
	fn each_challenge_is_noted_once_and_the_oldest_is_forgotten() {
		let mut answered = Answered::new(2);
		assert_eq!(answered.note("a"), Ok(()));
		assert_eq!(answered.note("a"), Err(Refusal::UnknownNonce));
		for nonce in ["b", "c", "a"] {
			assert_eq!(answered.note(nonce), Ok(()), "{nonce}");
		}
		assert!(answered.nonces.len() == 2 && answered.order.len() == 2);
	}
}
