//! Which benchmarks there are, and what they need set up. Run by an omni-bencher on the Wasm
//! runtime built with `runtime-benchmarks`.
//!
//! pallet-revive is not among them: its benchmarks want a contract compiler for their fixtures,
//! and its upstream weights are what the gas schedule is built on.

use crate::{
	configs::assets::Native, constants::currency::HUB, AccountId, AllPalletsWithSystem,
	AssetConversion, AssetRegistry, AssetTxPayment, Assets, Balance, Balances, Disputes, Erc721,
	Grandpa, Licensing, Market, Multisig, Nfts, Payments, Preimage, Proxy, Royalties, Runtime,
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
use metahub_assets::{
	licence::{RevenueShare, RoyaltyPolicy},
	pay::Currency,
	AssetId, AssetKind, ContentId, ContentInput,
};
use metahub_precompiles::benchmarking as contracts;
use pallet_asset_registry::AssetInspect;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{DigestItem, DispatchError};
use sp_storage::TrackedStorageKey;

impl frame_system_benchmarking::Config for Runtime {}
impl frame_benchmarking::baseline::Config for Runtime {}
impl contracts::Config for Runtime {}

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
	[metahub_precompiles::weights::erc721, contracts::erc721::Pallet::<Runtime>]
	[metahub_precompiles::weights::licensing, contracts::licensing::Pallet::<Runtime>]
	[metahub_precompiles::weights::payments, contracts::payments::Pallet::<Runtime>]
	[metahub_precompiles::weights::registry, contracts::registry::Pallet::<Runtime>]
	[pallet_asset_conversion, AssetConversion]
	[pallet_asset_conversion_tx_payment, AssetTxPayment]
	[pallet_asset_registry, AssetRegistry]
	[pallet_assets, Assets]
	[pallet_balances, Balances]
	[pallet_disputes, Disputes]
	[pallet_erc721, Erc721]
	[pallet_grandpa, Grandpa]
	[pallet_licensing, Licensing]
	[pallet_market, Market]
	[pallet_multisig, Multisig]
	[pallet_nfts, Nfts]
	[pallet_payments, Payments]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_royalties, Royalties]
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

/// Makes tokens with pools, for the benchmarks of payments.
pub struct PaymentsHelper;

impl pallet_payments::BenchmarkHelper<AccountId> for PaymentsHelper {
	fn token_with_pool(n: u32) -> Currency {
		const DEPTH: Balance = 1 << 60;
		let id = 1_000 + n;
		let provider: AccountId = frame_benchmarking::account("provider", n, 0);
		let done = (|| {
			Balances::mint_into(&provider, 1_000_000 * HUB)?;
			// Not sufficient: an account needs something else to live on.
			Assets::force_create(
				RuntimeOrigin::root(),
				id.into(),
				provider.clone().into(),
				false,
				100,
			)?;
			Assets::mint_into(id, &provider, 2 * DEPTH)?;
			let (native, token) = (Box::new(Native::get()), Box::new(NativeOrWithId::WithId(id)));
			let origin = RuntimeOrigin::signed(provider.clone());
			AssetConversion::create_pool(origin.clone(), native.clone(), token.clone())?;
			AssetConversion::add_liquidity(
				origin,
				native,
				token,
				DEPTH,
				DEPTH,
				1,
				1,
				provider.clone(),
			)
		})();
		assert!(done.is_ok(), "a token with a pool for the benchmark: {done:?}");
		Currency::Token(id)
	}

	fn fund(currency: Currency, who: &AccountId, amount: u128) {
		let done = match currency {
			Currency::Native => Balances::mint_into(who, amount),
			Currency::Token(id) => Assets::mint_into(id, who, amount),
			Currency::Erc20(_) => Err(DispatchError::Unavailable),
		};
		assert!(done.is_ok(), "money for the benchmark: {done:?}");
	}

	fn destroy(currency: Currency) {
		let Currency::Token(id) = currency else { return };
		let anyone = || RuntimeOrigin::signed(frame_benchmarking::account("provider", 0, 0));
		let done = (|| {
			Assets::start_destroy(RuntimeOrigin::root(), id.into())?;
			Assets::destroy_accounts(anyone(), id.into()).map_err(|failed| failed.error)?;
			Assets::finish_destroy(anyone(), id.into())
		})();
		assert!(done.is_ok(), "a dead token for the benchmark: {done:?}");
	}
}

/// What a benchmark's asset consists of.
fn content() -> ContentInput {
	ContentInput {
		root: [1; 32].into(),
		entries: 1,
		total_bytes: 1,
		manifest: ContentId::raw([1; 32]).as_bytes().to_vec(),
		uris: Vec::new(),
	}
}

/// Makes assets, for the benchmarks of licensing and the market.
pub struct AssetsHelper;

impl AssetsHelper {
	fn collection(publisher: &AccountId) -> u32 {
		let done = Balances::mint_into(publisher, 1_000 * HUB).and_then(|_| {
			AssetRegistry::do_create_collection(publisher.clone(), b"x".to_vec(), None)
		});
		done.expect("a collection for the benchmark")
	}

	fn register(owner: &AccountId, collection: u32) -> AssetId {
		let kind = AssetKind::Dataset;
		AssetRegistry::do_register(owner.clone(), collection, kind, content(), Vec::new())
			.expect("an asset for the benchmark")
	}
}

impl pallet_market::BenchmarkHelper<AccountId> for AssetsHelper {
	fn collection(publisher: &AccountId) -> u32 {
		Self::collection(publisher)
	}

	fn asset(collection: u32, owner: &AccountId) -> AssetId {
		let publisher = AssetRegistry::publisher(collection).expect("it was made for this");
		let asset = Self::register(&publisher, collection);
		let done = AssetRegistry::do_transfer(publisher, asset, owner.clone());
		assert!(done.is_ok(), "an asset for the benchmark: {done:?}");
		asset
	}
}

impl pallet_licensing::BenchmarkHelper<AccountId> for AssetsHelper {
	fn asset(owner: &AccountId, ancestors: u32) -> AssetId {
		let collection = Self::collection(owner);
		let asset = Self::register(owner, collection);
		let shares = (0..ancestors).map(|n| {
			let other: AccountId = frame_benchmarking::account("ancestor", n, 0);
			let ancestor = Self::register(&other, Self::collection(&other));
			RevenueShare { ancestor, ppm: 1_000, policy: RoyaltyPolicy::Absolute }
		});
		let shares: Vec<_> = shares.collect();
		pallet_royalties::Records::<Runtime>::insert(
			asset,
			pallet_royalties::Record {
				inherited: Default::default(),
				shares: shares.try_into().expect("no more than there may be"),
				shared: Some(metahub_assets::pay::Price::new(
					metahub_assets::pay::Currency::Erc20(sp_core::H160::repeat_byte(7)),
					u128::MAX,
				)),
				parents: Default::default(),
				depositor: owner.clone(),
				deposit: 0,
			},
		);
		asset
	}
}

impl pallet_disputes::BenchmarkHelper<AccountId> for AssetsHelper {
	fn subject(respondent: &AccountId) -> pallet_disputes::Subject {
		let collection = Self::collection(respondent);
		pallet_disputes::Subject::Asset(Self::register(respondent, collection))
	}
}
