//! Lists of assets.

use super::{Asset, BlockRef, Ss58};
use metahub_assets::{AssetKind, LifecycleState};
use serde::{Deserialize, Serialize};

/// Which assets a list is about. Absent means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListFilter {
	/// In this collection.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub collection: Option<u32>,
	/// Owned by this account.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub owner: Option<Ss58>,
	/// Of this kind.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub kind: Option<AssetKind>,
	/// In this state.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub state: Option<LifecycleState>,
}

/// The answer of `assets_list`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetList {
	/// The assets. There can be fewer than asked for, even none, although more follow: a page
	/// also ends when the node has looked at enough of them.
	pub items: Vec<Asset>,
	/// The cursor of the next page, when more may follow.
	pub next_cursor: Option<String>,
	/// The block this is true of. To see one state on all pages, ask for the next ones `at` its
	/// hash.
	pub block: BlockRef,
}
