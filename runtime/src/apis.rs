//! What nodes may ask the runtime.

// The macros below write code that has no documentation of its own.
#![allow(missing_docs)]

use crate::{
	AccountId, AssetConversion, Aura, Balance, Block, BlockNumber, Disputes, Executive, Grandpa,
	Header, InherentDataExt, Licensing, Nonce, Payments, Runtime, RuntimeCall,
	RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, UncheckedExtrinsic, VERSION,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::fungible::NativeOrWithId,
	weights::Weight,
};
use metahub_assets::{
	dispute::{Subject, Tag},
	licence::{
		Access, AccessMode, Inherited, LicenceChange, LicenceInfo, NftKey, OfferInfo, Page,
		RevenueShare, TermsId, TermsInfo,
	},
	market::{Item, ItemInfo},
	pay::{ClaimPage, Currency, EscrowInfo, PaymentError, Price, Quote},
	AssetFilter, AssetId, AssetInfo, AssetPage, Change, CollectionInfo, Direction, LineageGraph,
	PathVerdict, QueryError, RevisionInfo, RevisionPage,
};
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_genesis_builder::PresetId;
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, DispatchError, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

type AssetRegistry = pallet_asset_registry::Pallet<Runtime>;

pallet_revive::impl_runtime_apis_plus_revive_traits!(
	Runtime,
	Revive,
	Executive,
	crate::EthExtraImpl,

	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<UncheckedExtrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: InherentData,
		) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: UncheckedExtrinsic,
			block_hash: H256,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		// Nothing is slashed, so nothing is reported.
		fn submit_report_equivocation_unsigned_extrinsic(
			_: sp_consensus_grandpa::EquivocationProof<H256, NumberFor<Block>>,
			_: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			None
		}

		fn generate_key_ownership_proof(
			_: sp_consensus_grandpa::SetId,
			_: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			None
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(uxt: UncheckedExtrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(uxt: UncheckedExtrinsic, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime
	{
		fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_asset_conversion::AssetConversionApi<Block, Balance, NativeOrWithId<u32>>
		for Runtime
	{
		fn quote_price_exact_tokens_for_tokens(
			asset1: NativeOrWithId<u32>,
			asset2: NativeOrWithId<u32>,
			amount: Balance,
			include_fee: bool,
		) -> Option<Balance> {
			AssetConversion::quote_price_exact_tokens_for_tokens(
				asset1,
				asset2,
				amount,
				include_fee,
			)
		}

		fn quote_price_tokens_for_exact_tokens(
			asset1: NativeOrWithId<u32>,
			asset2: NativeOrWithId<u32>,
			amount: Balance,
			include_fee: bool,
		) -> Option<Balance> {
			AssetConversion::quote_price_tokens_for_exact_tokens(
				asset1,
				asset2,
				amount,
				include_fee,
			)
		}

		fn get_reserves(
			asset1: NativeOrWithId<u32>,
			asset2: NativeOrWithId<u32>,
		) -> Option<(Balance, Balance)> {
			AssetConversion::get_reserves(asset1, asset2).ok()
		}
	}

	impl pallet_licensing_runtime_api::LicensingApi<Block, AccountId, Balance> for Runtime {
		fn access(
			asset: AssetId,
			who: AccountId,
			at: Option<u64>,
			licence: Option<u64>,
		) -> Option<Access> {
			Licensing::access(asset, &who, at.unwrap_or_else(Licensing::now), licence)
		}

		fn licence(id: u64) -> Option<LicenceInfo<AccountId, Balance>> {
			Licensing::licence_info(id)
		}

		fn licences_of(
			account: AccountId,
			asset: Option<AssetId>,
			after: Option<NftKey>,
			limit: u32,
		) -> Option<Page<LicenceInfo<AccountId, Balance>, NftKey>> {
			Licensing::licences_of(&account, asset, after, limit)
		}

		fn licences_on(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<LicenceInfo<AccountId, Balance>> {
			Licensing::licences_on(asset, after, limit)
		}

		fn terms(id: TermsId) -> Option<TermsInfo<AccountId, Balance>> {
			Licensing::terms_info(id)
		}

		fn offer(id: u64) -> Option<OfferInfo<AccountId, Balance>> {
			Licensing::offer_info(id)
		}

		fn offers(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<OfferInfo<AccountId, Balance>> {
			Licensing::offers(asset, after, limit)
		}

		fn access_mode(asset: AssetId) -> AccessMode {
			Licensing::access_mode(asset)
		}

		fn shares(asset: AssetId) -> Vec<RevenueShare> {
			Licensing::shares(asset)
		}

		fn inherited(asset: AssetId) -> Inherited {
			Licensing::inherited(asset)
		}

		fn quote(offer: u64, pay_with: Currency) -> Result<Quote, DispatchError> {
			Licensing::quote(offer, pay_with)
		}

		fn changes() -> Vec<LicenceChange<AccountId>> {
			crate::configs::licence_changes::changes()
		}
	}

	impl pallet_erc721_runtime_api::NativeLogsApi<Block> for Runtime {
		fn native_logs(extrinsics: Vec<Vec<u8>>) -> pallet_erc721_runtime_api::NativeBlock {
			crate::configs::native_logs::native_logs(&extrinsics)
		}
	}

	impl pallet_market_runtime_api::MarketApi<Block, AccountId> for Runtime {
		fn item(item: Item) -> Option<ItemInfo<AccountId>> {
			crate::configs::market::item_info(item)
		}
	}

	impl pallet_disputes_runtime_api::DisputesApi<Block> for Runtime {
		fn tags(subject: Subject) -> Vec<Tag> {
			Disputes::tags(subject)
		}
	}

	impl pallet_payments_runtime_api::PaymentsApi<Block, AccountId> for Runtime {
		fn quote(
			prices: Vec<Price>,
			swaps: bool,
			pay_with: Currency,
		) -> Result<Quote, PaymentError> {
			Payments::quote(&prices, swaps, pay_with)
		}

		fn claimable(account: AccountId, after: Option<Currency>, limit: u32) -> ClaimPage {
			Payments::claimable(&account, after, limit)
		}

		fn escrow(id: u64) -> Option<EscrowInfo<AccountId>> {
			Payments::escrow_info(id)
		}
	}

	impl pallet_asset_registry_runtime_api::AssetsApi<Block, AccountId, Balance, BlockNumber>
		for Runtime
	{
		fn asset(id: AssetId) -> Option<AssetInfo<AccountId, Balance, BlockNumber>> {
			AssetRegistry::asset_info(id)
		}

		fn collection(id: u32) -> Option<CollectionInfo<AccountId, Balance>> {
			AssetRegistry::collection_info(id)
		}

		fn revision(
			id: AssetId,
			number: u32,
		) -> Result<RevisionInfo<AccountId, Balance, BlockNumber>, QueryError> {
			AssetRegistry::revision_info(id, number)
		}

		fn revisions(
			id: AssetId,
			from: Option<u32>,
			limit: u32,
		) -> Result<RevisionPage<AccountId, Balance, BlockNumber>, QueryError> {
			AssetRegistry::revisions_page(id, from, limit)
		}

		fn lineage(
			id: AssetId,
			direction: Direction,
			depth: u32,
		) -> Result<LineageGraph, QueryError> {
			AssetRegistry::lineage(id, direction, depth)
		}

		fn list(
			filter: AssetFilter<AccountId>,
			cursor: Option<AssetId>,
			limit: u32,
		) -> AssetPage<AccountId, Balance, BlockNumber> {
			AssetRegistry::list(filter, cursor, limit)
		}

		fn verify_path(
			id: AssetId,
			revision: Option<u32>,
			path: Vec<u8>,
			cid: Vec<u8>,
			size: u64,
			proof: Vec<H256>,
		) -> Result<PathVerdict, QueryError> {
			AssetRegistry::verify_path(id, revision, &path, &cid, size, &proof)
		}

		fn changes() -> Vec<Change<AccountId>> {
			crate::configs::registry::changes()
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, crate::genesis::preset)
		}

		fn preset_names() -> Vec<PresetId> {
			crate::genesis::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			// Off chain, where a failed check is to be seen: the process ends with it.
			match Executive::try_runtime_upgrade(checks) {
				Ok(weight) => (weight, crate::constants::block::WEIGHT),
				Err(error) => panic!("runtime upgrade failed: {error:?}"),
			}
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			match Executive::try_execute_block(block, state_root_check, signature_check, select) {
				Ok(weight) => weight,
				Err(error) => panic!("block failed: {error:?}"),
			}
		}
	}
);
