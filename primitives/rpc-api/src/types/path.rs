//! Path proofs.

use super::{decimal, BlockRef};
use metahub_assets::AssetId;
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// The claim that a file is under a revision's Path2Hash root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PathClaim {
	/// The asset: an id or a DID.
	pub id: String,
	/// The revision; the current one, if absent.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub revision: Option<u32>,
	/// The file's path.
	pub path: String,
	/// The file's CID.
	pub cid: String,
	/// The file's size in bytes.
	#[serde(with = "decimal")]
	pub size: u64,
	/// The siblings on the way from the leaf to the root.
	pub proof: Vec<H256>,
}

/// The answer of `assets_verifyPath`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathVerdict {
	/// Whether the file is under the root.
	pub valid: bool,
	/// The asset.
	pub id: AssetId,
	/// The revision that the claim was checked against.
	pub revision: u32,
	/// That revision's root.
	pub root: H256,
	/// The block this is true of.
	pub block: BlockRef,
}
