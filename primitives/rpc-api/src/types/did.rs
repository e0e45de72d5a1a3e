//! DID documents after W3C DID Core 1.0, in the JSON-LD representation.

use super::{decimal, BlockRef};
use metahub_assets::{AssetKind, ContentId, LifecycleState};
use primitive_types::H256;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The context that every DID document names first.
pub const DID_CONTEXT: &str = "https://www.w3.org/ns/did/v1";

/// One entry of `@context`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ContextEntry {
	/// Where a context lies.
	Iri(String),
	/// Terms that this document defines itself.
	Terms(Map<String, Value>),
}

/// The answer of `assets_didDocument`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidDocument {
	/// [`DID_CONTEXT`], and the terms that it lacks.
	#[serde(rename = "@context")]
	pub context: Vec<ContextEntry>,
	/// The asset's DID.
	pub id: String,
	/// Other names: the CAIP-19 id of the asset as an ERC-721 token.
	pub also_known_as: Vec<String>,
	/// The owner, as `did:pkh` of its CAIP-10 account id.
	pub controller: String,
	/// How the owner proves to be it.
	pub verification_method: Vec<VerificationMethod>,
	/// Which of those proves that one speaks for the asset.
	pub authentication: Vec<String>,
	/// Which of those signs statements about the asset.
	pub assertion_method: Vec<String>,
	/// Where the content is, one entry for each multiURI of the current revision, and its manifest.
	pub service: Vec<Service>,
	/// What the chain says of the asset besides, and as of which block.
	pub metahub: DidMetadata,
}

/// A verification method that names an account instead of a key: the chain knows which signatures
/// the account accepts (sr25519, ed25519, ecdsa; none for a multisig or pure proxy).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationMethod {
	/// DID URL.
	pub id: String,
	/// `BlockchainVerificationMethod2021`.
	#[serde(rename = "type")]
	pub kind: String,
	/// DID of the owner.
	pub controller: String,
	/// CAIP-10 account id.
	pub blockchain_account_id: String,
}

/// A service of a DID document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
	/// DID URL.
	pub id: String,
	/// `MetaHubContent` or `MetaHubManifest`.
	#[serde(rename = "type")]
	pub kind: String,
	/// URL.
	pub service_endpoint: String,
}

/// What a DID document says beyond DID Core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidMetadata {
	/// What the asset is.
	pub kind: AssetKind,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// DID resolution's `deactivated`: whether the asset is revoked, which is final.
	pub deactivated: bool,
	/// The current revision.
	pub revision: u32,
	/// Its Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	pub entries: u32,
	/// Sum of their sizes in bytes.
	#[serde(with = "decimal")]
	pub total_bytes: u64,
	/// CID of the manifest.
	pub manifest: ContentId,
	/// The block this is true of.
	pub block: BlockRef,
}
