//! DID documents after W3C DID Core 1.0.
//!
//! The controller is the owner's account as `did:pkh` (its CAIP-10 id). The verification method is
//! `BlockchainVerificationMethod2021`, since that names an account and leaves open which kind of
//! key it has: the chain does not know that of an account, a multisig has several keys and a pure
//! proxy none. The terms that DID Core's context lacks are defined in the document itself, so
//! that a JSON-LD processor needs no other context. Identifiers within it are absolute DID URLs.

use super::convert;
use metahub_assets::{AssetInfo, Did, LifecycleState, MultiUri};
use metahub_rpc_api::types::{
	BlockRef, ContextEntry, DidDocument, DidMetadata, Service, VerificationMethod, DID_CONTEXT,
};
use metahub_runtime::{AccountId, Balance, BlockNumber, Hash};
use serde_json::{json, Map, Value};

/// The verification method's type.
const VERIFICATION_TYPE: &str = "BlockchainVerificationMethod2021";
/// The type of a service that gives the revision's content.
const CONTENT_TYPE: &str = "MetaHubContent";
/// The type of the service that gives the revision's manifest.
const MANIFEST_TYPE: &str = "MetaHubManifest";

/// An asset's DID document, on the chain with this EIP-155 id.
pub fn document(
	genesis: &Hash,
	chain_id: u64,
	info: &AssetInfo<AccountId, Balance, BlockNumber>,
	block: BlockRef,
) -> DidDocument {
	let id = Did::new(genesis, info.id).to_string();
	let account = convert::caip10(genesis, &info.owner);
	let controller = format!("did:pkh:{account}");
	let owner = format!("{id}#owner");
	let revision = &info.revision;
	let service = |fragment: String, kind: &str, uri: &MultiUri| Service {
		id: format!("{id}#{fragment}"),
		kind: kind.into(),
		service_endpoint: uri.to_url(),
	};
	let content = revision
		.uris
		.iter()
		.enumerate()
		.map(|(i, uri)| service(format!("uri-{i}"), CONTENT_TYPE, uri));
	let manifest = service("manifest".into(), MANIFEST_TYPE, &MultiUri::ipfs(&revision.manifest));
	DidDocument {
		context: vec![ContextEntry::Iri(DID_CONTEXT.into()), ContextEntry::Terms(terms())],
		also_known_as: vec![convert::caip19(chain_id, info.id)],
		verification_method: vec![VerificationMethod {
			id: owner.clone(),
			kind: VERIFICATION_TYPE.into(),
			controller: controller.clone(),
			blockchain_account_id: account,
		}],
		controller,
		authentication: vec![owner.clone()],
		assertion_method: vec![owner],
		service: content.chain([manifest]).collect(),
		metahub: DidMetadata {
			kind: info.kind,
			state: info.state,
			deactivated: info.state == LifecycleState::Revoked,
			revision: revision.number,
			root: revision.root,
			entries: revision.entries,
			total_bytes: revision.total_bytes,
			manifest: revision.manifest,
			block,
		},
		id,
	}
}

/// The terms that DID Core's context lacks. MetaHub's are names, not places.
fn terms() -> Map<String, Value> {
	let security = |term: &str| json!(format!("https://w3id.org/security#{term}"));
	let own = |term: &str| format!("urn:x-metahub:{term}");
	Map::from_iter([
		(VERIFICATION_TYPE.into(), security(VERIFICATION_TYPE)),
		("blockchainAccountId".into(), security("blockchainAccountId")),
		(CONTENT_TYPE.into(), json!(own(CONTENT_TYPE))),
		(MANIFEST_TYPE.into(), json!(own(MANIFEST_TYPE))),
		("metahub".into(), json!({ "@id": own("metahub"), "@type": "@json" })),
	])
}
