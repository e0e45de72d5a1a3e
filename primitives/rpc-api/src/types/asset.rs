//! Assets, their revisions, their collections.

use super::{decimal, BlockRef, Ss58, Tag};
use metahub_assets::{AssetId, AssetKind, ContentId, LifecycleState, MultiUri};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// Money on hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deposit {
	/// Whose balance it is held on, and to whom it returns.
	pub depositor: Ss58,
	/// Planck.
	#[serde(with = "decimal")]
	pub amount: u128,
}

/// A revision of an asset's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
	/// Its number; the first is 1.
	pub number: u32,
	/// Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	pub entries: u32,
	/// Sum of the files' sizes in bytes.
	#[serde(with = "decimal")]
	pub total_bytes: u64,
	/// CID of the manifest.
	pub manifest: ContentId,
	/// Where it can be had, best first.
	pub uris: Vec<MultiUri>,
	/// Who made it.
	pub author: Ss58,
	/// The number of the block that made it.
	pub created_at: u32,
	/// Planck on hold for it, from whomever.
	#[serde(with = "decimal")]
	pub deposit: u128,
}

/// An asset with its current revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asset {
	/// Its id.
	pub id: AssetId,
	/// Its DID.
	pub did: String,
	/// Who owns it.
	pub owner: Ss58,
	/// What it is.
	pub kind: AssetKind,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// The number of the block that registered it.
	pub registered_at: u32,
	/// The oldest revision that is still kept.
	pub oldest_revision: u32,
	/// How many links it has to other assets.
	pub links: u32,
	/// How many live assets contain it or depend on it.
	pub dependants: u32,
	/// How many links live assets have to it because they were made from it or contain it.
	pub descendants: u32,
	/// Whether the roles of its collection count on it: its owner agreed to that.
	pub managed: bool,
	/// On hold for the asset itself, its revisions and links apart.
	pub deposit: Deposit,
	/// The current revision.
	pub revision: Revision,
}

/// What an asset's answer says of its collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CollectionRef {
	/// Its id.
	pub id: u32,
	/// Its name.
	pub name: String,
	/// Who may register in it.
	pub publisher: Ss58,
}

/// The answer of `assets_resolve`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedAsset {
	/// The asset.
	#[serde(flatten)]
	pub asset: Asset,
	/// Other names of it: its CAIP-19 id as an ERC-721 token.
	pub also_known_as: Vec<String>,
	/// The collection it is in.
	pub collection: CollectionRef,
	/// The claims against it that a judge upheld, oldest first.
	pub tags: Vec<Tag>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `assets_revisions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Revisions {
	/// The asset.
	pub id: AssetId,
	/// The revisions, oldest first.
	pub revisions: Vec<Revision>,
	/// The number to go on from, when there are more.
	pub next: Option<u32>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `assets_collection`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
	/// Its id.
	pub id: u32,
	/// Its ERC-721 contract, with the checksum of EIP-55.
	pub address: String,
	/// Its name.
	pub name: String,
	/// Who may register, grant roles and hand the collection on.
	pub publisher: Ss58,
	/// Who may take it over, if anyone.
	pub nominee: Option<Ss58>,
	/// Where a description of it lies.
	pub metadata: Option<MultiUri>,
	/// Assets that live in it.
	#[serde(with = "decimal")]
	pub items: u64,
	/// The item number that the next asset gets.
	#[serde(with = "decimal")]
	pub next_item: u64,
	/// Accounts with a role.
	pub roles: u32,
	/// What the publisher has on hold for it.
	pub deposit: Deposit,
	/// The block this is true of.
	pub block: BlockRef,
}
