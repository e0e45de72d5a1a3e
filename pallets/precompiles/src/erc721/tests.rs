//! The interface is the standards', selector by selector.

use super::{
	receiver::IReceiver,
	views::{INTERFACES, LOCKABLE},
	writes, ICollection,
	ICollection::{ICollectionCalls, ICollectionEvents},
};
use crate::common::Interface as _;
use pallet_revive::precompiles::alloy::{
	primitives::keccak256,
	sol_types::{SolCall, SolEventInterface, SolInterface},
};
use std::collections::{BTreeMap, BTreeSet};

const SOURCE: &str = include_str!("ICollection.sol");

/// The functions declared in the source: their signatures, and whether they are views.
fn declared() -> BTreeMap<String, bool> {
	let mut functions = BTreeMap::new();
	for declaration in SOURCE.split("function ").skip(1) {
		// Comments have no `function name(`.
		let Some((head, rest)) = declaration.split_once('(') else { continue };
		if !head.chars().all(char::is_alphanumeric) {
			continue;
		}
		let (parameters, rest) = rest.split_once(')').expect("closes");
		let types: Vec<_> =
			parameters.split(',').filter_map(|one| one.split_whitespace().next()).collect();
		let modifiers = rest.split_once(';').expect("ends").0;
		functions.insert(format!("{head}({})", types.join(",")), modifiers.contains(" view"));
	}
	functions
}

fn selector(signature: &str) -> [u8; 4] {
	let [a, b, c, d, ..] = keccak256(signature).0;
	[a, b, c, d]
}

/// What ERC-165 calls the id of an interface.
fn id(signatures: &[&str]) -> [u8; 4] {
	let all = signatures.iter().fold(0, |id, text| id ^ u32::from_be_bytes(selector(text)));
	all.to_be_bytes()
}

#[test]
fn the_source_and_the_code_have_the_same_functions() {
	let declared: BTreeSet<_> = declared().keys().map(|text| selector(text)).collect();
	let answered: BTreeSet<_> = ICollectionCalls::selectors().collect();
	assert_eq!(declared, answered);
	assert_eq!(answered.len(), ICollectionCalls::COUNT);
	for selector in answered {
		assert!(ICollectionCalls::name_of(selector).is_some());
	}
}

#[test]
fn views_are_what_the_source_says() {
	for (signature, view) in declared() {
		// Zeros decode as arguments of every function here.
		let call = ICollectionCalls::abi_decode_raw(selector(&signature), &[0; 256]);
		assert_eq!(writes(&call.expect("decodes")), !view, "{signature}");
	}
}

#[test]
fn the_standards_are_there_in_full() {
	let standards: [(&[&str], [u8; 4]); 7] = [
		(&["supportsInterface(bytes4)"], INTERFACES[0]),
		(
			&[
				"balanceOf(address)",
				"ownerOf(uint256)",
				"safeTransferFrom(address,address,uint256,bytes)",
				"safeTransferFrom(address,address,uint256)",
				"transferFrom(address,address,uint256)",
				"approve(address,uint256)",
				"setApprovalForAll(address,bool)",
				"getApproved(uint256)",
				"isApprovedForAll(address,address)",
			],
			INTERFACES[1],
		),
		(&["name()", "symbol()", "tokenURI(uint256)"], INTERFACES[2]),
		(
			&["totalSupply()", "tokenByIndex(uint256)", "tokenOfOwnerByIndex(address,uint256)"],
			INTERFACES[3],
		),
		(&["royaltyInfo(uint256,uint256)"], INTERFACES[4]),
		(&["locked(uint256)"], LOCKABLE),
		(&["contractURI()"], [0xe8, 0xa3, 0xd4, 0x85]),
	];
	for (functions, expected) in standards {
		assert_eq!(id(functions), expected);
		for function in functions {
			assert!(ICollectionCalls::valid_selector(selector(function)), "{function}");
		}
	}
	let ids = INTERFACES.map(u32::from_be_bytes);
	assert_eq!(ids, [0x01ffc9a7, 0x80ac58cd, 0x5b5e139f, 0x780e9d63, 0x2a55205a, 0x49064906]);
	assert_eq!(u32::from_be_bytes(LOCKABLE), 0xb45a3c0e);
	assert_eq!(IReceiver::onERC721ReceivedCall::SELECTOR, [0x15, 0x0b, 0x7a, 0x02]);
}

#[test]
fn the_events_are_the_standards() {
	let topics = |text: &str| keccak256(text);
	let events = [
		"Transfer(address,address,uint256)",
		"Approval(address,address,uint256)",
		"ApprovalForAll(address,address,bool)",
		"MetadataUpdate(uint256)",
		"ContractURIUpdated()",
		"UpdateUser(uint256,address,uint64)",
		"Locked(uint256)",
		"Unlocked(uint256)",
	];
	let declared: BTreeSet<_> = ICollectionEvents::SELECTORS.iter().copied().collect();
	let expected: BTreeSet<_> = events.iter().map(|text| topics(text).0).collect();
	assert_eq!(declared, expected);
	assert_eq!(ICollectionEvents::COUNT, events.len());
}

#[test]
fn what_emits_logs_is_no_function_of_the_receivers_interface() {
	assert_ne!(
		ICollection::emitLogCall::SELECTOR,
		IReceiver::onERC721ReceivedCall::SELECTOR,
		"a collection calls contracts that others name"
	);
}
