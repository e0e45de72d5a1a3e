//! The `assets_*` methods.

use crate::types::*;
use jsonrpsee::proc_macros::rpc;
use metahub_assets::Direction;
use primitive_types::H256;

/// Reads the asset registry.
///
/// `id` is an asset id (`<collection>:<item>`) or a DID of this chain. `at` is the hash of the block
/// whose state is asked about; without it, the best block's is. Every answer names its block.
#[cfg_attr(all(feature = "client", feature = "server"), rpc(client, server, namespace = "assets"))]
#[cfg_attr(all(feature = "client", not(feature = "server")), rpc(client, namespace = "assets"))]
#[cfg_attr(all(feature = "server", not(feature = "client")), rpc(server, namespace = "assets"))]
pub trait AssetsApi {
	/// An asset with its current revision.
	#[method(name = "resolve", blocking)]
	fn resolve(&self, id: String, at: Option<H256>) -> Result<ResolvedAsset, crate::Error>;

	/// An asset's DID document (W3C DID Core, JSON-LD).
	#[method(name = "didDocument", blocking)]
	fn did_document(&self, id: String, at: Option<H256>) -> Result<DidDocument, crate::Error>;

	/// An asset's revisions, oldest first, from a number or the oldest kept; at most 100.
	#[method(name = "revisions", blocking)]
	fn revisions(
		&self,
		id: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Revisions, crate::Error>;

	/// An asset's lineage, breadth first; at most 16 links deep and 256 assets.
	#[method(name = "lineage", blocking)]
	fn lineage(
		&self,
		id: String,
		direction: Direction,
		depth: Option<u32>,
		at: Option<H256>,
	) -> Result<Lineage, crate::Error>;

	/// A page of the assets that pass a filter; at most 100.
	#[method(name = "list", blocking)]
	fn list(
		&self,
		filter: Option<ListFilter>,
		cursor: Option<String>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<AssetList, crate::Error>;

	/// Whether a file is under a revision's Path2Hash root.
	#[method(name = "verifyPath", blocking)]
	fn verify_path(&self, claim: PathClaim, at: Option<H256>) -> Result<PathVerdict, crate::Error>;

	/// A collection.
	#[method(name = "collection", blocking)]
	fn collection(&self, id: u32, at: Option<H256>) -> Result<Collection, crate::Error>;

	/// Finalised changes of the registry, in order and without gaps, from a block on.
	#[subscription(
		name = "subscribe" => "changes",
		unsubscribe = "unsubscribe",
		item = Notice
	)]
	async fn subscribe_changes(
		&self,
		options: Option<SubscribeOptions>,
	) -> jsonrpsee::core::server::SubscriptionCloseResponse;
}
