//! The logs of a collection's contract: those of ERC-721, and those that other standards add.

use crate::{Config, Pallet};
use alloc::vec::Vec;
use alloy_core::{
	primitives::{Address, IntoLogData, U256},
	sol,
};
use sp_core::{H160, H256};

/// Where the logs of collections go.
pub trait LogSink {
	/// A log of a collection's contract.
	fn log(collection: u32, topics: Vec<H256>, data: Vec<u8>);
}

/// For runtimes without contracts.
impl LogSink for () {
	fn log(_: u32, _: Vec<H256>, _: Vec<u8>) {}
}

sol! {
	/// ERC-721.
	event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
	/// ERC-721.
	event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
	/// ERC-721.
	event ApprovalForAll(address indexed owner, address indexed operator, bool approved);
	/// ERC-4906.
	event MetadataUpdate(uint256 tokenId);
	/// ERC-4907.
	event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);
	/// ERC-5192.
	event Locked(uint256 tokenId);
	/// ERC-5192.
	event Unlocked(uint256 tokenId);
	/// ERC-7572.
	event ContractURIUpdated();
}

fn to(address: H160) -> Address {
	Address::from(address.0)
}

impl<T: Config> Pallet<T> {
	fn emit(collection: u32, event: impl IntoLogData) {
		let (topics, data) = event.into_log_data().split();
		let topics = topics.into_iter().map(|topic| H256(topic.0)).collect();
		T::Log::log(collection, topics, data.to_vec());
	}

	pub(crate) fn log_transfer(collection: u32, from: H160, owner: H160, item: u64) {
		let event = Transfer { from: to(from), to: to(owner), tokenId: U256::from(item) };
		Self::emit(collection, event);
	}

	pub(crate) fn log_approval(collection: u32, owner: H160, approved: H160, item: u64) {
		let (owner, approved) = (to(owner), to(approved));
		Self::emit(collection, Approval { owner, approved, tokenId: U256::from(item) });
	}

	pub(crate) fn log_operator(collection: u32, owner: H160, operator: H160, approved: bool) {
		let (owner, operator) = (to(owner), to(operator));
		Self::emit(collection, ApprovalForAll { owner, operator, approved });
	}

	/// Logs that an item's metadata is another (ERC-4906).
	pub fn metadata_updated(collection: u32, item: u64) {
		Self::emit(collection, MetadataUpdate { tokenId: U256::from(item) });
	}

	/// Logs that a collection's metadata is another (ERC-7572).
	pub fn contract_uri_updated(collection: u32) {
		Self::emit(collection, ContractURIUpdated {});
	}

	/// Logs who uses an item, and until when, Unix seconds (ERC-4907).
	pub fn user_updated(collection: u32, item: u64, user: H160, expires: u64) {
		Self::emit(collection, UpdateUser { tokenId: U256::from(item), user: to(user), expires });
	}

	/// Logs whether an item is bound to its owner (ERC-5192).
	pub fn lock_changed(collection: u32, item: u64, locked: bool) {
		let item = U256::from(item);
		match locked {
			true => Self::emit(collection, Locked { tokenId: item }),
			false => Self::emit(collection, Unlocked { tokenId: item }),
		}
	}
}
