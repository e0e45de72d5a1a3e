//! The MetaHub runtime: which pallets there are, under which index, and how they are tied
//! together. Their set-up is in `configs`, the figures in [`constants`], the genesis presets in
//! [`genesis`], what nodes may ask in `apis`.

#![cfg_attr(not(feature = "std"), no_std)]
// The call and event enums nest deeper than the default allows for.
#![recursion_limit = "256"]
// The runtime macro writes types that have no documentation of their own.
#![allow(missing_docs)]

extern crate alloc;

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
mod charge;
mod configs;
pub mod constants;
pub mod extrinsic;
pub mod genesis;
pub mod network;
mod weights;

#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::RuntimeApi;
pub use charge::ChargeFee;
pub use configs::{
	assets::{NativeAndAssets, PoolShares, TrustBackedAssets},
	governance::ProxyType,
	revive::{POOL_SHARE_PREFIX, TOKEN_PREFIX},
};
pub use extrinsic::{EthExtraImpl, SignedPayload, TxExtension, UncheckedExtrinsic};

// The compiled runtime, as bytes.
#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

/// A signature, of one of the schemes that accounts have.
pub type Signature = MultiSignature;
/// An account: 32 bytes, an Ethereum account being its address and twelve times 0xEE.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How calls of the SDK's pallets name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of any token, in its smallest unit; of the native one in planck.
pub type Balance = u128;
/// A block's number.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// Hash of a block or of a piece of state.
pub type Hash = sp_core::H256;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its number.
pub type SignedBlock = generic::SignedBlock<Block>;
/// A block's number or its hash.
pub type BlockId = generic::BlockId<Block>;

/// What runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types for parts of a node that carry transactions without looking into them.
pub mod opaque {
	use super::{generic, BlakeTwo256, BlockNumber};

	/// A transaction as bytes.
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block's header.
	pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
	/// A block with its transactions as bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// A block's number or its hash.
	pub type BlockId = generic::BlockId<Block>;
}

impl_opaque_keys! {
	/// The keys that a validator's node works with; its account stays elsewhere.
	pub struct SessionKeys {
		/// Makes blocks.
		pub aura: Aura,
		/// Votes on finality.
		pub grandpa: Grandpa,
	}
}

/// Which runtime this is.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("metahub"),
	impl_name: alloc::borrow::Cow::Borrowed("metahub"),
	authoring_version: 1,
	// The release's version as a number: major * 1,000,000 + minor * 1,000 + patch.
	spec_version: 1_000,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	// From 3 on, new code waits for the block after the one that sets it. So the code in a block's state
	// is the code that executed the block, and reads its events.
	system_version: 3,
};

/// The pallets. Indices are part of every call, event and error: never change one, never use one
/// again. Tens are themes; the order is that of genesis and of the hooks in each block.
#[frame_support::runtime]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	/// Blocks and accounts.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	/// The time.
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	/// Data that is too large for the calls that need it.
	#[runtime::pallet_index(2)]
	pub type Preimage = pallet_preimage;

	/// Calls for later.
	#[runtime::pallet_index(3)]
	pub type Scheduler = pallet_scheduler;

	/// Calls together.
	#[runtime::pallet_index(4)]
	pub type Utility = pallet_utility;

	/// Calls by several accounts as one.
	#[runtime::pallet_index(5)]
	pub type Multisig = pallet_multisig;

	/// Calls in another account's name.
	#[runtime::pallet_index(6)]
	pub type Proxy = pallet_proxy;

	/// Calls as root, where the genesis gives someone the key.
	#[runtime::pallet_index(7)]
	pub type Sudo = pallet_sudo;

	/// The native token.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;

	/// Fees.
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;

	/// Fees in any asset with a pool.
	#[runtime::pallet_index(12)]
	pub type AssetTxPayment = pallet_asset_conversion_tx_payment;

	/// Tokens that anyone issues.
	#[runtime::pallet_index(13)]
	pub type Assets = pallet_assets<Instance1>;

	/// Shares in pools.
	#[runtime::pallet_index(14)]
	pub type PoolAssets = pallet_assets<Instance2>;

	/// Pools and swaps.
	#[runtime::pallet_index(15)]
	pub type AssetConversion = pallet_asset_conversion;

	/// Signed approvals of the tokens' ERC-20 contracts.
	#[runtime::pallet_index(16)]
	pub type AssetsPermit = pallet_assets_precompiles::permit;

	/// Tokens on hold.
	#[runtime::pallet_index(17)]
	pub type AssetsHolder = pallet_assets_holder<Instance1>;

	/// Who made this block.
	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;

	/// Validators and their keys.
	#[runtime::pallet_index(21)]
	pub type Session = pallet_session;

	/// Whose turn it is.
	#[runtime::pallet_index(22)]
	pub type Aura = pallet_aura;

	/// Finality.
	#[runtime::pallet_index(23)]
	pub type Grandpa = pallet_grandpa;

	/// Which network this is.
	#[runtime::pallet_index(24)]
	pub type Network = crate::network;

	/// Non-fungible tokens.
	#[runtime::pallet_index(30)]
	pub type Nfts = pallet_nfts;

	/// Contracts and Ethereum transactions.
	#[runtime::pallet_index(31)]
	pub type Revive = pallet_revive;

	/// The non-fungible tokens as ERC-721 knows them.
	#[runtime::pallet_index(32)]
	pub type Erc721 = pallet_erc721;

	/// What exists.
	#[runtime::pallet_index(40)]
	pub type AssetRegistry = pallet_asset_registry;

	/// How things are paid.
	#[runtime::pallet_index(50)]
	pub type Payments = pallet_payments;

	/// What assets owe their origins.
	#[runtime::pallet_index(51)]
	pub type Royalties = pallet_royalties;

	/// Who may use what.
	#[runtime::pallet_index(52)]
	pub type Licensing = pallet_licensing;

	/// Resale.
	#[runtime::pallet_index(53)]
	pub type Market = pallet_market;

	/// Disputes.
	#[runtime::pallet_index(54)]
	pub type Disputes = pallet_disputes;
}
