//! Acting for another account: as its proxy, or as one of the signatories of a multisig account.

use super::{parse_account, AccountParseError};
use codec::Encode;
use serde::Serialize;
use sp_crypto_hashing::blake2_256;
use std::str::FromStr;
use subxt::utils::AccountId32;

/// The most signatories that the chain takes, the signer among them.
pub const MAX_SIGNATORIES: usize = 100;

/// For whom an account acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnBehalf {
	/// For an account that has made it its proxy.
	Proxied {
		/// The account that it acts for.
		account: AccountId32,
		/// As which kind of proxy; `None` takes the first that allows the call.
		proxy_type: Option<ProxyType>,
	},
	/// Together with others.
	Multisig(MultisigOf),
}

/// What a proxy may do, as the chain numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyType {
	/// Everything
	Any,
	/// What neither moves tokens or assets nor brings an asset under what others demand
	NonTransfer,
	/// Publishing and revising
	Publish,
	/// Rejecting what another proxy has announced
	CancelProxy,
}

impl ProxyType {
	/// By the name of the variant in the runtime.
	pub fn from_variant(name: &str) -> Option<Self> {
		Some(match name {
			"Any" => Self::Any,
			"NonTransfer" => Self::NonTransfer,
			"Publish" => Self::Publish,
			"CancelProxy" => Self::CancelProxy,
			_ => return None,
		})
	}
}

/// A multisig account, without the signatory that is asked as whom it acts: `2:alice,bob` are two of
/// alice, bob and the signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultisigOf {
	threshold: u16,
	/// In ascending order, as the chain wants them.
	others: Vec<AccountId32>,
}

/// Why a text names no multisig account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultisigError {
	/// It is not of the form.
	#[error("write <threshold>:<other>,<other>: how many have to approve, and the signatories other than the signer")]
	Form,
	/// One of the others is not an account.
	#[error(transparent)]
	Account(#[from] AccountParseError),
	/// An account is named twice.
	#[error("{0} is named twice")]
	Twice(AccountId32),
	/// The threshold does not fit.
	#[error("of {signatories} signatories, {threshold} cannot approve")]
	Threshold {
		/// How many would have to approve.
		threshold: u16,
		/// How many there are, with the signer.
		signatories: usize,
	},
	/// More signatories than the chain takes.
	#[error("a multisig account has {MAX_SIGNATORIES} signatories at most")]
	TooMany,
}

impl FromStr for MultisigOf {
	type Err = MultisigError;

	fn from_str(text: &str) -> Result<Self, MultisigError> {
		let (threshold, others) = text.split_once(':').ok_or(MultisigError::Form)?;
		let threshold = threshold.parse().map_err(|_| MultisigError::Form)?;
		let others = others.split(',').map(|other| parse_account(other.trim()));
		Self::new(threshold, others.collect::<Result<_, _>>()?)
	}
}

impl MultisigOf {
	/// So many of these and the signer.
	pub fn new(threshold: u16, mut others: Vec<AccountId32>) -> Result<Self, MultisigError> {
		others.sort_by_key(|account| account.0);
		let signatories = others.len() + 1;
		if signatories > MAX_SIGNATORIES {
			return Err(MultisigError::TooMany);
		}
		let twice = others.iter().zip(others.iter().skip(1)).find(|(one, next)| one == next);
		if let Some((account, _)) = twice {
			return Err(MultisigError::Twice(*account));
		}
		if threshold == 0 || usize::from(threshold) > signatories || others.is_empty() {
			return Err(MultisigError::Threshold { threshold, signatories });
		}
		Ok(Self { threshold, others })
	}

	/// How many have to approve.
	pub fn threshold(&self) -> u16 {
		self.threshold
	}

	/// The signatories other than the signer, in order.
	pub fn others(&self) -> &[AccountId32] {
		&self.others
	}

	/// All signatories, in order.
	pub fn signatories(&self, signer: &AccountId32) -> Vec<AccountId32> {
		let mut all = self.others.clone();
		all.push(*signer);
		all.sort_by_key(|account| account.0);
		all
	}

	/// The same account as another of its signatories writes it.
	pub fn seen_by(&self, signer: &AccountId32, other: &AccountId32) -> String {
		let others = self.signatories(signer);
		let others = others.iter().filter(|one| *one != other).map(ToString::to_string);
		format!("{}:{}", self.threshold, others.collect::<Vec<_>>().join(","))
	}

	/// Checks that the signer is not named among the others.
	pub fn check(&self, signer: &AccountId32) -> Result<(), MultisigError> {
		match self.others.contains(signer) {
			true => Err(MultisigError::Twice(*signer)),
			false => Ok(()),
		}
	}

	/// The account, as pallet-multisig derives it.
	pub fn account(&self, signer: &AccountId32) -> AccountId32 {
		let signatories = self.signatories(signer);
		let entropy = (b"modlpy/utilisuba", signatories, self.threshold).encode();
		AccountId32(blake2_256(&entropy))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn account(name: &str) -> AccountId32 {
		parse_account(name).unwrap()
	}

	#[test]
	fn a_multisig_account_is_the_same_for_every_signer() {
		let by_alice: MultisigOf = "2:bob,charlie".parse().unwrap();
		let by_bob: MultisigOf = "2:charlie,alice".parse().unwrap();
		let id = by_alice.account(&account("alice"));
		assert_eq!(id, by_bob.account(&account("bob")));
		// What polkadot-js makes of it (createKeyMulti with SS58 prefix 42).
		assert_eq!(id.to_string(), "5DjYJStmdZ2rcqXbXGX7TW85JsrW6uG4y9MUcLq2BoPMpRA7");
		let other = by_alice.seen_by(&account("alice"), &account("bob"));
		assert_eq!(other.parse::<MultisigOf>().unwrap(), by_bob);
		assert_ne!(id, "3:bob,charlie".parse::<MultisigOf>().unwrap().account(&account("alice")));
	}

	#[test]
	fn what_is_no_multisig_account() {
		let wrong = |text: &str| text.parse::<MultisigOf>().unwrap_err();
		assert_eq!(wrong("bob"), MultisigError::Form);
		assert_eq!(wrong("x:bob"), MultisigError::Form);
		assert!(matches!(wrong("2:"), MultisigError::Account(_)));
		assert!(matches!(wrong("2:bob,mallory"), MultisigError::Account(_)));
		assert_eq!(wrong("2:bob,bob"), MultisigError::Twice(account("bob")));
		for threshold in [0, 3] {
			let error = MultisigError::Threshold { threshold, signatories: 2 };
			assert_eq!(wrong(&format!("{threshold}:bob")), error);
		}
		let many = (0..MAX_SIGNATORIES as u32).map(|n| {
			let mut id = [0; 32];
			id[..4].copy_from_slice(&n.to_be_bytes());
			AccountId32(id)
		});
		assert_eq!(MultisigOf::new(2, many.collect()), Err(MultisigError::TooMany));
		let of_alice: MultisigOf = "2:alice,bob".parse().unwrap();
		assert_eq!(of_alice.check(&account("alice")), Err(MultisigError::Twice(account("alice"))));
	}
}
