//! Which benchmarks there are, and what they need set up. Run by an omni-bencher on the Wasm
//! runtime built with `runtime-benchmarks`.
//!
//! pallet-revive is not among them: its benchmarks want a contract compiler for their fixtures,
//! and its upstream weights are what the gas schedule is built on.

use crate::{
	configs::assets::Native, AccountId, AllPalletsWithSystem, AssetConversion, AssetRegistry,
	AssetTxPayment, Assets, Balance, Balances, Grandpa, Multisig, Nfts, Preimage, Proxy, Runtime,
	RuntimeOrigin, Scheduler, Sudo, System, Timestamp, TransactionPayment, Utility,
};
use alloc::{boxed::Box, string::String, vec::Vec};
use codec::Encode;
use frame_benchmarking::{
	baseline::Pallet as Baseline, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
};
use frame_support::traits::{
	fungible::{Mutate as _, NativeOrWithId},
	fungibles::Mutate as _,
	StorageInfo, StorageInfoTrait, WhitelistedStorageKeys,
};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensions, Pallet as SystemBench};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::DigestItem;
use sp_storage::TrackedStorageKey;

impl frame_system_benchmarking::Config for Runtime {}
impl frame_benchmarking::baseline::Config for Runtime {}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {
	fn setup_benchmark_environment() {
		claim_slot();
	}
}

/// Gives the block an author, so that paying the fee to it is measured too. Who that is says the
/// `development` preset, which the omni-bencher starts from.
fn claim_slot() {
	System::deposit_log(DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(1).encode()));
}

frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, Baseline::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensions::<Runtime>]
	[pallet_asset_conversion, AssetConversion]
	[pallet_asset_conversion_tx_payment, AssetTxPayment]
	[pallet_asset_registry, AssetRegistry]
	[pallet_assets, Assets]
	[pallet_balances, Balances]
	[pallet_grandpa, Grandpa]
	[pallet_multisig, Multisig]
	[pallet_nfts, Nfts]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_scheduler, Scheduler]
	[pallet_sudo, Sudo]
	[pallet_timestamp, Timestamp]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
);

/// What can be measured.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Measures.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

/// Makes a token with a pool, for the benchmarks of fees in tokens.
pub struct TxPaymentHelper;

impl
	pallet_asset_conversion_tx_payment::BenchmarkHelperTrait<
		AccountId,
		NativeOrWithId<u32>,
		NativeOrWithId<u32>,
	> for TxPaymentHelper
{
	fn create_asset_id_parameter(id: u32) -> (NativeOrWithId<u32>, NativeOrWithId<u32>) {
		(NativeOrWithId::WithId(id), NativeOrWithId::WithId(id))
	}

	fn setup_balances_and_pool(asset: NativeOrWithId<u32>, account: AccountId) {
		claim_slot();
		let NativeOrWithId::WithId(id) = asset else { return };
		const PLENTY: Balance = 1_000_000 * crate::constants::currency::HUB;
		let provider: AccountId = frame_benchmarking::account("provider", 0, 0);
		let done = (|| {
			Assets::force_create(
				RuntimeOrigin::root(),
				id.into(),
				provider.clone().into(),
				true,
				1,
			)?;
			for who in [&provider, &account] {
				Balances::mint_into(who, PLENTY)?;
				Assets::mint_into(id, who, PLENTY)?;
			}
			AssetConversion::create_pool(
				RuntimeOrigin::signed(provider.clone()),
				Box::new(Native::get()),
				Box::new(asset.clone()),
			)?;
			AssetConversion::add_liquidity(
				RuntimeOrigin::signed(provider.clone()),
				Box::new(Native::get()),
				Box::new(asset.clone()),
				PLENTY / 2,
				PLENTY / 2,
				1,
				1,
				provider.clone(),
			)
		})();
		assert!(done.is_ok(), "a pool for the benchmark: {done:?}");
		// The blocks that measure start from here.
		System::reset_events();
	}
}
