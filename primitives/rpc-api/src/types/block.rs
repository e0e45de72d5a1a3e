//! Blocks and accounts, as answers name them.

use primitive_types::H256;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The block whose state an answer reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockRef {
	/// Its hash.
	pub hash: H256,
	/// Its number.
	pub number: u32,
	/// Whether it was finalised when the answer was made. If not, the answer may yet turn out to
	/// be of a fork that was left.
	pub finalized: bool,
}

/// A finalised block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FinalizedBlock {
	/// Its number.
	pub number: u32,
	/// Its hash.
	pub hash: H256,
}

/// An account as SS58 text. What a node sends has the prefix 42; whether a text is an account at
/// all is for the node to judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ss58(pub String);

impl Ss58 {
	/// The text.
	pub fn as_str(&self) -> &str {
		&self.0
	}
}

impl fmt::Display for Ss58 {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl From<String> for Ss58 {
	fn from(text: String) -> Self {
		Self(text)
	}
}

impl From<&str> for Ss58 {
	fn from(text: &str) -> Self {
		Self(text.into())
	}
}
