//! The shapes on the wire, written out: what is here changes only on purpose.

mod licences;

use super::*;
use crate::{Error, ErrorCode};
use metahub_assets::{dispute::Claim, AssetId, AssetKind, LifecycleState, Relation};
use primitive_types::H256;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{from_value, json, to_value, Value};
use std::fmt::Debug;

const CID: &str = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// Checks both directions.
fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: Value) {
	assert_eq!(to_value(value).unwrap(), json);
	assert_eq!(&from_value::<T>(json).unwrap(), value);
}

fn block() -> BlockRef {
	BlockRef { hash: H256::repeat_byte(0xbb), number: 12, finalized: true }
}

fn revision() -> Revision {
	Revision {
		number: 2,
		root: H256::repeat_byte(0xaa),
		entries: 5,
		total_bytes: u64::MAX,
		manifest: CID.parse().unwrap(),
		uris: vec![format!("ipfs://{CID}").parse().unwrap()],
		author: ALICE.into(),
		created_at: 7,
		deposit: u128::MAX,
	}
}

fn asset() -> Asset {
	let deposit = Deposit { depositor: ALICE.into(), amount: 1_000_000_000_000_000_000 };
	Asset {
		id: AssetId::new(3, u64::MAX),
		did: format!("did:metahub:{}:3:{}", "0".repeat(32), u64::MAX),
		owner: ALICE.into(),
		kind: AssetKind::Dataset,
		state: LifecycleState::EndOfLife,
		registered_at: 5,
		oldest_revision: 1,
		links: 2,
		dependants: 0,
		descendants: 3,
		managed: true,
		deposit,
		revision: revision(),
	}
}

fn asset_json() -> Value {
	json!({
		"id": "3:18446744073709551615",
		"did": "did:metahub:00000000000000000000000000000000:3:18446744073709551615",
		"owner": ALICE,
		"kind": "dataset",
		"state": "endOfLife",
		"registeredAt": 5,
		"oldestRevision": 1,
		"links": 2,
		"dependants": 0,
		"descendants": 3,
		"managed": true,
		"deposit": { "depositor": ALICE, "amount": "1000000000000000000" },
		"revision": {
			"number": 2,
			"root": format!("0x{}", "aa".repeat(32)),
			"entries": 5,
			"totalBytes": "18446744073709551615",
			"manifest": CID,
			"uris": [format!("/ipfs/{CID}")],
			"author": ALICE,
			"createdAt": 7,
			"deposit": "340282366920938463463374607431768211455",
		},
	})
}

#[test]
fn a_resolved_asset_is_one_flat_object() {
	let collection = CollectionRef { id: 3, name: "Täst".into(), publisher: ALICE.into() };
	let resolved = ResolvedAsset {
		asset: asset(),
		also_known_as: vec!["eip155:19784/erc721:0x/1".into()],
		collection,
		tags: vec![Tag { dispute: Id(4), claim: Claim::PersonalData }],
		block: block(),
	};
	let mut json = asset_json();
	json["tags"] = json!([{ "dispute": "4", "claim": "personalData" }]);
	json["alsoKnownAs"] = json!(["eip155:19784/erc721:0x/1"]);
	json["collection"] = json!({ "id": 3, "name": "Täst", "publisher": ALICE });
	json["block"] =
		json!({ "hash": format!("0x{}", "bb".repeat(32)), "number": 12, "finalized": true });
	same(&resolved, json);
}

#[test]
fn lists_carry_an_opaque_cursor_or_null() {
	let block_json = to_value(block()).unwrap();
	let list = AssetList { items: vec![asset()], next_cursor: Some("3:1".into()), block: block() };
	same(&list, json!({ "items": [asset_json()], "nextCursor": "3:1", "block": block_json }));
	let last = AssetList { items: vec![], next_cursor: None, block: block() };
	same(&last, json!({ "items": [], "nextCursor": null, "block": block_json }));
}

#[test]
fn filters_refuse_what_they_do_not_know() {
	let filter: ListFilter =
		from_value(json!({ "collection": 1, "owner": ALICE, "kind": "model", "state": "active" }))
			.unwrap();
	assert_eq!(filter.kind, Some(AssetKind::Model));
	assert_eq!(from_value::<ListFilter>(json!({})).unwrap(), ListFilter::default());
	for bad in [json!({ "colection": 1 }), json!({ "kind": "Model" }), json!({ "state": 0 })] {
		assert!(from_value::<ListFilter>(bad.clone()).is_err(), "{bad}");
	}
}

#[test]
fn sizes_are_read_from_digits_only() {
	let claim = |size: Value| {
		let json = json!({ "id": "1:2", "path": "a", "cid": CID, "size": size, "proof": [] });
		from_value::<PathClaim>(json).map(|claim| claim.size)
	};
	assert_eq!(claim(json!("18446744073709551615")).unwrap(), u64::MAX);
	assert_eq!(claim(json!(42)).unwrap(), 42);
	let bad = [
		json!("18446744073709551616"),
		json!("+1"),
		json!("-1"),
		json!(""),
		json!(" 1"),
		json!("0x10"),
		json!(-1),
		json!(1.5),
		json!(null),
	];
	for bad in bad {
		assert!(claim(bad.clone()).is_err(), "{bad}");
	}
}

#[test]
fn proofs_are_hashes_of_full_length() {
	let claim = |sibling: &str| {
		let json = json!({ "id": "1:2", "path": "a", "cid": CID, "size": "1", "proof": [sibling] });
		from_value::<PathClaim>(json)
	};
	assert!(claim(&format!("0x{}", "ab".repeat(32))).is_ok());
	assert!(claim(&format!("0x{}", "ab".repeat(31))).is_err());
	assert!(claim(&format!("0x{}", "zz".repeat(32))).is_err());
}

#[test]
fn changes_say_their_type() {
	let id = AssetId::new(1, 2);
	same(
		&Change::StateSet {
			asset: id,
			from: LifecycleState::Active,
			to: LifecycleState::OrderingDisabled,
		},
		json!({ "type": "stateSet", "asset": "1:2", "from": "active", "to": "orderingDisabled" }),
	);
	same(
		&Change::Linked {
			subject: id,
			relation: Relation::DerivedFrom,
			object: AssetId::new(1, 0),
		},
		json!({ "type": "linked", "subject": "1:2", "relation": "derivedFrom", "object": "1:0" }),
	);
	same(
		&Change::UriAdded { asset: id, revision: 1, uri: "https://example.org/a".parse().unwrap() },
		json!({
			"type": "uriAdded", "asset": "1:2", "revision": 1, "uri": "https://example.org/a",
		}),
	);
}

#[test]
fn a_notice_is_a_block_or_the_end() {
	let point = FinalizedBlock { number: 4, hash: H256::zero() };
	let notice = Notice::Block(BlockChanges {
		block: point,
		changes: vec![Change::Retired { asset: AssetId::new(1, 2) }],
	});
	same(
		&notice,
		json!({
			"block": { "number": 4, "hash": format!("0x{}", "00".repeat(32)) },
			"changes": [{ "type": "retired", "asset": "1:2" }],
		}),
	);
	let end: Notice = Notice::Stopped { stopped: (&Error::TooSlow { next: 9 }).into() };
	let json = to_value(&end).unwrap();
	assert_eq!(json["stopped"]["code"], ErrorCode::TooSlow.number());
	assert_eq!(json["stopped"]["data"], json!({ "next": 9 }));
	assert_eq!(from_value::<Notice>(json).unwrap(), end);
}

#[test]
fn subscribing_needs_no_options() {
	let options: SubscribeOptions = from_value(json!({})).unwrap();
	assert_eq!(options, SubscribeOptions { from_block: None, all_blocks: false });
	let options: SubscribeOptions = from_value(json!({ "fromBlock": 7 })).unwrap();
	assert_eq!(options.from_block, Some(7));
	assert!(from_value::<SubscribeOptions>(json!({ "from_block": 7 })).is_err());
}
