//! Blocks, accounts, calls.

use crate::{
	constants::block, weights, AccountId, Balance, Block, Hash, Nonce, PalletInfo, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstU16, Contains},
	weights::constants::{BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_version::RuntimeVersion;

parameter_types! {
	/// 4,096 blocks, a little over two hours: the longest a mortal transaction can live.
	pub const BlockHashCount: u32 = 4_096;
	pub const Version: RuntimeVersion = VERSION;
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(block::LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = block::NORMAL_RATIO * *max;
		})
		.build();
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(block::NORMAL_RATIO * block::WEIGHT);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(block::WEIGHT);
			// Kept for operational transactions although a block is full of normal ones.
			weights.reserved = Some(block::WEIGHT - block::NORMAL_RATIO * block::WEIGHT);
		})
		.avg_block_initialization(block::INITIALIZATION_RATIO)
		.build_or_panic();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type BaseCallFilter = CallFilter;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = RuntimeBlockLength;
	type BlockWeights = RuntimeBlockWeights;
	type DbWeight = ParityDbWeight;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
	type Hash = Hash;
	type Nonce = Nonce;
	// Every account gets its Ethereum address as it comes to be, without a call or a deposit.
	type OnKilledAccount = pallet_revive::AutoMapper<Runtime>;
	type OnNewAccount = pallet_revive::AutoMapper<Runtime>;
	type SS58Prefix = ConstU16<42>;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type Version = Version;
}

/// The calls that nobody may send.
pub struct CallFilter;

impl Contains<RuntimeCall> for CallFilter {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_revive::Call as Revive;
		match call {
			// They would pass by the registry, and by the index and the logs of pallet-erc721, which
			// moves items and approves moves instead. Benchmarks measure them.
			RuntimeCall::Nfts(_) => cfg!(feature = "runtime-benchmarks"),
			// Accounts have their addresses while they exist. One that took itself off the map would
			// be another account to contracts than to pallets.
			RuntimeCall::Revive(Revive::map_account {} | Revive::unmap_account {}) => {
				cfg!(feature = "runtime-benchmarks")
			}
			_ => true,
		}
	}
}
