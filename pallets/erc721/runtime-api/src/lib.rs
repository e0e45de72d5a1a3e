//! What a node asks the runtime to show logs of contracts that no Ethereum transaction caused.
//!
//! A collection's contract logs each transfer, whichever way the item moved. Ethereum's tools look
//! for logs in receipts, and only Ethereum transactions have receipts. The node makes up for it: it
//! asks for the other logs, and shows what caused them as if it were a transaction.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_core::{H160, H256};

/// What made logs in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, TypeInfo)]
pub enum Cause {
	/// The block's start, before its first extrinsic: a scheduled call, for example.
	Start,
	/// The extrinsic with this index.
	Extrinsic(u32),
	/// The block's end, after its last extrinsic.
	End,
}

/// A log of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NativeLog {
	/// Index of its event among all events of the block.
	pub index: u32,
	/// The contract.
	pub address: H160,
	/// What it can be searched by.
	pub topics: Vec<H256>,
	/// The rest of it.
	pub data: Vec<u8>,
}

/// The logs that one thing caused; never none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NativeTransaction {
	/// What it was.
	pub cause: Cause,
	/// Address of the account that signed it; zero when nobody did.
	pub sender: H160,
	/// The logs, in order.
	pub logs: Vec<NativeLog>,
}

/// What a block has of them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NativeBlock {
	/// The hash by which Ethereum's tools know the block. Zero when the block has none.
	pub eth_hash: H256,
	/// What caused logs, in order.
	pub transactions: Vec<NativeTransaction>,
}

sp_api::decl_runtime_apis! {
	/// Reads the logs that native transactions cause.
	pub trait NativeLogsApi {
		/// The logs of this block that no Ethereum transaction caused. `extrinsics` are those of
		/// the block, in order, encoded as they are in its body.
		fn native_logs(extrinsics: Vec<Vec<u8>>) -> NativeBlock;
	}
}
