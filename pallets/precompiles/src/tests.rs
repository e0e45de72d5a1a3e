//! Decoding, which no state has to do with.

use crate::{
	common::{narrow, Checked, MAX_CALLDATA},
	erc721::ICollection::{ownerOfCall, setApprovalForAllCall, ICollectionCalls},
};
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, U256},
		sol_types::{SolCall, SolInterface},
	},
	Error,
};

type Call = Checked<ICollectionCalls>;

/// What a contract is told of calldata.
fn refusal(input: &[u8]) -> Option<String> {
	let call = Call::abi_decode_validate(input).expect("always decodes");
	match call.decoded() {
		Ok(_) => None,
		Err(Error::Revert(revert)) => Some(revert.reason),
		Err(other) => panic!("{other:?}"),
	}
}

#[test]
fn calldata_is_refused_with_what_is_wrong_with_it() {
	let owner_of = ownerOfCall { tokenId: U256::from(7) }.abi_encode();
	assert_eq!(refusal(&owner_of), None);
	for length in 0..4 {
		let short = &owner_of[..length];
		assert_eq!(refusal(short).expect("short"), "calldata without a function selector");
	}
	for length in 4..owner_of.len() {
		let cut = &owner_of[..length];
		assert_eq!(refusal(cut).expect("cut"), "malformed arguments of ownerOf");
	}
	let mut long = owner_of.clone();
	long.push(1);
	assert_eq!(refusal(&long), None, "as solc's decoder");
	long.resize(MAX_CALLDATA, 0xff);
	assert_eq!(refusal(&long), None);
	long.push(0);
	assert_eq!(refusal(&long).expect("long"), "calldata over 262144 bytes");
	assert_eq!(refusal(&[0xde, 0xad, 0xbe, 0xef]).expect("unknown"), "unknown function 0xdeadbeef");
}

#[test]
fn dirty_words_are_refused() {
	let call = setApprovalForAllCall { operator: Address::repeat_byte(1), approved: true };
	let clean = call.abi_encode();
	assert_eq!(refusal(&clean), None);
	for byte in [4, 15] {
		let mut dirty = clean.clone();
		dirty[byte] = 1;
		assert_eq!(refusal(&dirty).expect("address"), "malformed arguments of setApprovalForAll");
	}
	let mut dirty = clean.clone();
	dirty[4 + 63] = 2;
	assert_eq!(refusal(&dirty).expect("bool"), "malformed arguments of setApprovalForAll");
}

#[test]
fn arguments_that_share_bytes_do_not_multiply_them() {
	// safeTransferFrom's data as long as there are bytes: fits. Longer: refused, not allocated.
	let mut input = vec![0; 4 + 5 * 32];
	input[..4].copy_from_slice(&[0xb8, 0x8d, 0x4f, 0xde]);
	input[4 + 3 * 32 + 31] = 0x80;
	assert_eq!(refusal(&input), None);
	input[4 + 4 * 32 + 20] = 1;
	assert_eq!(refusal(&input).expect("too long"), "malformed arguments of safeTransferFrom");
}

#[test]
fn numbers_narrow_or_are_named() {
	let limits = [(u64::MAX, true), (u64::from(u32::MAX) + 1, false)];
	assert_eq!(narrow::<u64>(U256::from(limits[0].0), "assetId").ok(), Some(u64::MAX));
	let refused = narrow::<u32>(U256::from(limits[1].0), "assetId");
	assert_eq!(refused, Err(crate::common::reason("assetId too large")));
	assert!(narrow::<u64>(U256::from(1) << 64, "assetId").is_err());
	assert!(narrow::<u128>(U256::from(1) << 128, "amount").is_err());
	assert!(narrow::<u128>(U256::MAX, "amount").is_err());
}
