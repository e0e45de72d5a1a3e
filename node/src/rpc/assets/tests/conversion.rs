//! Names and DID documents.

use super::{
	super::{
		convert::{caip10, caip19, checksum_address},
		did_document::document,
	},
	mock::*,
};
use metahub_assets::{collection_address, AssetId, LifecycleState, EVM_CHAIN_ID};
use metahub_rpc_api::types::BlockRef;
use serde_json::{json, Value};
use sp_core::H160;
use std::collections::BTreeSet;

const GENESIS_HALF: &str = "101112131415161718191a1b1c1d1e1f";

fn block() -> BlockRef {
	BlockRef { hash: hash(4), number: 4, finalized: true }
}

#[test]
fn addresses_have_the_checksum_of_eip_55() {
	// The examples of the EIP.
	for expected in [
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
		"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
		"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
		"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
	] {
		let address: H160 = expected.to_lowercase().parse().unwrap();
		assert_eq!(checksum_address(address), expected);
	}
}

#[test]
fn a_collection_has_its_number_in_its_address() {
	let address = checksum_address(collection_address(0xdead_beef)).to_lowercase();
	assert_eq!(address, "0xdeadbeef00000000000000000000000007210000");
}

#[test]
fn caip_names_follow_their_namespaces() {
	let token = caip19(19_785, AssetId::new(1, u64::MAX));
	let (chain, token) = token.split_once('/').unwrap();
	assert_eq!(chain, "eip155:19785");
	assert_eq!(token, "erc721:0x0000000100000000000000000000000007210000/18446744073709551615");

	let account = caip10(&genesis(), &alice());
	let parts: Vec<_> = account.split(':').collect();
	assert_eq!(
		parts,
		["polkadot", GENESIS_HALF, "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]
	);
}

/// What DID Core 1.0 asks of a document in its JSON-LD representation.
fn assert_conforms(document: &Value) {
	let is_uri = |value: &Value| {
		let text = value.as_str().expect("a string");
		let (scheme, rest) = text.split_once(':').expect("a scheme");
		assert!(scheme.chars().all(|c| c.is_ascii_alphanumeric()), "{text}");
		assert!(!rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()), "{text}");
		assert!(!rest.contains(['<', '>', '"', '{', '}', '|', '\\', '^', '`']), "{text}");
	};
	let members = |key: &str| document[key].as_array().expect(key).clone();
	let id = document["id"].as_str().unwrap();
	assert!(id.starts_with("did:metahub:") && !id.contains(['#', '?', '/']));
	assert_eq!(members("@context")[0], "https://www.w3.org/ns/did/v1");
	members("alsoKnownAs").iter().for_each(is_uri);
	assert!(document["controller"].as_str().unwrap().starts_with("did:pkh:"));

	let terms = members("@context")[1].as_object().unwrap().clone();
	let mut ids = BTreeSet::new();
	for method in members("verificationMethod") {
		assert!(method["controller"].as_str().unwrap().starts_with("did:"));
		assert!(terms.contains_key(method["type"].as_str().unwrap()));
		assert!(terms.contains_key("blockchainAccountId"));
		assert!(ids.insert(method["id"].as_str().unwrap().to_string()));
	}
	for relationship in ["authentication", "assertionMethod"] {
		for reference in members(relationship) {
			assert!(ids.contains(reference.as_str().unwrap()), "{relationship}: {reference}");
		}
	}
	for service in members("service") {
		is_uri(&service["id"]);
		is_uri(&service["serviceEndpoint"]);
		assert!(terms.contains_key(service["type"].as_str().unwrap()));
		assert!(ids.insert(service["id"].as_str().unwrap().to_string()), "ids are unique");
	}
	assert!(ids.iter().all(|url| url.starts_with(&format!("{id}#"))));
	assert_eq!(terms["metahub"]["@type"], "@json");
}

#[test]
fn the_did_document_conforms_to_did_core() {
	let json = serde_json::to_value(document(&genesis(), EVM_CHAIN_ID, &asset(), block())).unwrap();
	assert_conforms(&json);
	let did = format!("did:metahub:{GENESIS_HALF}:0:1");
	let account = caip10(&genesis(), &alice());
	assert_eq!(json["id"], did);
	assert_eq!(json["controller"], format!("did:pkh:{account}"));
	assert_eq!(
		json["verificationMethod"],
		json!([{
			"id": format!("{did}#owner"),
			"type": "BlockchainVerificationMethod2021",
			"controller": format!("did:pkh:{account}"),
			"blockchainAccountId": account,
		}])
	);
	assert_eq!(
		json["service"],
		json!([
			{
				"id": format!("{did}#uri-0"),
				"type": "MetaHubContent",
				"serviceEndpoint": format!("ipfs://{}", cid()),
			},
			{
				"id": format!("{did}#uri-1"),
				"type": "MetaHubContent",
				"serviceEndpoint": "https://example.org/set.car",
			},
			{
				"id": format!("{did}#manifest"),
				"type": "MetaHubManifest",
				"serviceEndpoint": format!("ipfs://{}", cid()),
			},
		])
	);
	assert_eq!(json["metahub"]["revision"], 3);
	assert_eq!(json["metahub"]["block"]["number"], 4);
	assert_eq!(json["metahub"]["deactivated"], false);
}

#[test]
fn a_revision_without_a_uri_still_has_its_manifest() {
	let mut info = asset();
	info.revision.uris.clear();
	let json = serde_json::to_value(document(&genesis(), EVM_CHAIN_ID, &info, block())).unwrap();
	assert_conforms(&json);
	assert_eq!(json["service"].as_array().unwrap().len(), 1);
	assert_eq!(json["service"][0]["type"], "MetaHubManifest");
}

#[test]
fn only_a_revoked_asset_is_deactivated() {
	for state in LifecycleState::ALL {
		let info = metahub_assets::AssetInfo { state: *state, ..asset() };
		let document = document(&genesis(), EVM_CHAIN_ID, &info, block());
		assert_eq!(document.metahub.deactivated, *state == LifecycleState::Revoked);
	}
}
