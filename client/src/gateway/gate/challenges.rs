//! Challenges that wait for their signature, each of which counts once.

use super::Refusal;
use crate::access::{Caller, Rights};
use metahub_assets::AssetId;
use std::collections::HashMap;

/// How often an answer to one challenge is looked at while its use is not on the chain yet.
const MAX_TRIES: u32 = 60;

/// A challenge that was given.
#[derive(Clone, Debug)]
pub(super) struct Pending {
	pub message: String,
	pub caller: Caller,
	pub asset: AssetId,
	/// Until when it can be used, Unix seconds, exclusive.
	pub expires: u64,
	/// Why its caller had access when it was signed, if a use had yet to be consumed.
	pub seen: Option<Rights>,
	pub tries: u32,
}

/// Challenges by their nonces.
pub(super) struct Challenges {
	pending: HashMap<String, Pending>,
	max: usize,
	/// When those that have expired were last removed.
	swept: u64,
}

impl Challenges {
	pub(super) fn new(max: usize) -> Self {
		Self { pending: HashMap::new(), max, swept: 0 }
	}

	/// Keeps one. When there are too many, none that can still be used makes way: whoever floods
	/// the gateway does not push others out.
	pub(super) fn put(&mut self, nonce: String, pending: Pending, now: u64) -> Result<(), Refusal> {
		if self.pending.len() >= self.max && self.swept != now {
			self.pending.retain(|_, pending| now < pending.expires);
			self.swept = now;
		}
		if self.pending.len() >= self.max {
			return Err(Refusal::Busy);
		}
		self.pending.insert(nonce, pending);
		Ok(())
	}

	/// Takes one out: nobody else can answer it while this answer is looked at.
	pub(super) fn take(&mut self, nonce: &str) -> Option<Pending> {
		self.pending.remove(nonce)
	}

	/// Puts one back whose answer could not be decided yet.
	pub(super) fn put_back(&mut self, nonce: String, mut pending: Pending, now: u64) {
		pending.tries += 1;
		if pending.tries < MAX_TRIES {
			// If there is no room, the client asks for another one.
			let _ = self.put(nonce, pending, now);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use primitive_types::H160;

	fn pending(expires: u64) -> Pending {
		Pending {
			message: String::new(),
			caller: Caller::Ethereum(H160::repeat_byte(1)),
			asset: AssetId::new(0, 0),
			expires,
			seen: None,
			tries: 0,
		}
	}

	#[test]
	fn each_counts_once() {
		let mut challenges = Challenges::new(4);
		challenges.put("a".into(), pending(10), 0).unwrap();
		assert!(challenges.take("a").is_some());
		assert!(challenges.take("a").is_none());
	}

	#[test]
	fn a_full_table_keeps_what_it_has_and_forgets_what_expired() {
		let mut challenges = Challenges::new(2);
		challenges.put("a".into(), pending(10), 0).unwrap();
		challenges.put("b".into(), pending(20), 0).unwrap();
		assert_eq!(challenges.put("c".into(), pending(30), 9), Err(Refusal::Busy));
		assert_eq!(challenges.put("c".into(), pending(30), 10), Ok(()));
		assert!(challenges.take("a").is_none() && challenges.take("b").is_some());
		assert!(challenges.pending.len() <= 2);
	}

	#[test]
	fn an_answer_is_not_looked_at_for_ever() {
		let mut challenges = Challenges::new(2);
		let mut taken = pending(10);
		for _ in 0..MAX_TRIES - 1 {
			challenges.put_back("a".into(), taken, 0);
			taken = challenges.take("a").unwrap();
		}
		challenges.put_back("a".into(), taken, 0);
		assert!(challenges.take("a").is_none());
	}
}
