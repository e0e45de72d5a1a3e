//! Lineage.

use super::BlockRef;
use metahub_assets::{AssetId, AssetKind, Direction, LifecycleState, Relation};
use serde::{Deserialize, Serialize};

/// One asset of a lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineageNode {
	/// Its id.
	pub id: AssetId,
	/// What it is; `null` once it is retired.
	pub kind: Option<AssetKind>,
	/// Where it is in its life; `null` once it is retired.
	pub state: Option<LifecycleState>,
	/// Fewest links from the asset asked about, which itself is at 0.
	pub depth: u32,
}

/// One link of a lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineageEdge {
	/// The asset that links.
	pub subject: AssetId,
	/// How the subject stands to the object.
	pub relation: Relation,
	/// The asset linked to.
	pub object: AssetId,
}

/// The answer of `assets_lineage`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lineage {
	/// The asset asked about.
	pub id: AssetId,
	/// Which way the lineage was walked.
	pub direction: Direction,
	/// The assets, nearest first; the asset asked about is the first.
	pub nodes: Vec<LineageNode>,
	/// The links between them.
	pub edges: Vec<LineageEdge>,
	/// Whether a bound (depth, number of assets) cut it short.
	pub truncated: bool,
	/// The block this is true of.
	pub block: BlockRef,
}
