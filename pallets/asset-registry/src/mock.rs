//! The mock runtime, with pallet-nfts and the call filter set up as the pallet's documentation
//! asks of a runtime.

use crate as pallet_asset_registry;
use crate::{Commitments, DerivationPolicy, OwnedItems};
use frame_support::{
	construct_runtime, derive_impl,
	dispatch::DispatchResult,
	parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Contains, NeverEnsureOrigin},
	weights::Weight,
	PalletId,
};
use metahub_assets::{AssetId, Permit, Relation};
use pallet_nfts::{PalletFeature, PalletFeatures};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{IdentifyAccount, IdentityLookup, Verify},
	BuildStorage, DispatchError, MultiSignature,
};

pub type AccountPublic = <MultiSignature as Verify>::Signer;
pub type AccountId = <AccountPublic as IdentifyAccount>::AccountId;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Nfts: pallet_nfts,
		AssetRegistry: pallet_asset_registry,
	}
);

/// Keeps pallet-nfts' calls from what only the registry may do: lets through those that move
/// items, sell them and approve moves.
pub struct CallFilter;
impl Contains<RuntimeCall> for CallFilter {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_nfts::Call as Nft;
		match call {
			RuntimeCall::Nfts(call) => matches!(
				call,
				Nft::transfer { .. }
					| Nft::approve_transfer { .. }
					| Nft::cancel_approval { .. }
					| Nft::clear_all_transfer_approvals { .. }
					| Nft::set_price { .. }
					| Nft::buy_item { .. }
					| Nft::create_swap { .. }
					| Nft::cancel_swap { .. }
					| Nft::claim_swap { .. }
			),
			_ => true,
		}
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<Self::AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
	type BaseCallFilter = CallFilter;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

parameter_types! {
	/// `Item`, `Account` and `ItemConfigOf` of pallet-nfts.
	pub NftItem: frame_support::traits::Footprint = frame_support::traits::Footprint { count: 3, size: 368 };
	pub NftFeatures: PalletFeatures = PalletFeatures::from_disabled(PalletFeature::Attributes.into());
}

impl pallet_nfts::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	type ItemId = u64;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = NeverEnsureOrigin<AccountId>;
	type Locker = ();
	type CollectionDeposit = ConstU128<0>;
	type ItemDeposit = ConstU128<0>;
	type MetadataDepositBase = ConstU128<1>;
	type AttributeDepositBase = ConstU128<1>;
	type DepositPerByte = ConstU128<1>;
	type StringLimit = ConstU32<64>;
	type KeyLimit = ConstU32<64>;
	type ValueLimit = ConstU32<64>;
	type ApprovalsLimit = ConstU32<4>;
	type ItemAttributesApprovalsLimit = ConstU32<2>;
	type MaxTips = ConstU32<4>;
	type MaxDeadlineDuration = ConstU64<1_000>;
	type MaxAttributesPerCall = ConstU32<2>;
	type Features = NftFeatures;
	type OffchainSignature = MultiSignature;
	type OffchainPublic = AccountPublic;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = ();
	type BlockNumberProvider = System;
}

/// Enumerates an account's NFTs from pallet-nfts' index by owner.
pub struct NftsByOwner;
impl OwnedItems<AccountId> for NftsByOwner {
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<AssetId>,
		limit: u32,
	) -> Vec<AssetId> {
		use pallet_nfts::Account;
		let limit = limit as usize;
		let start = after.map(|id| Account::<Test>::hashed_key_for((who, id.collection, id.item)));
		match (collection, start) {
			(None, None) => Account::<Test>::iter_key_prefix((who,))
				.map(|(collection, item)| AssetId::new(collection, item))
				.take(limit)
				.collect(),
			(None, Some(start)) => Account::<Test>::iter_key_prefix_from((who,), start)
				.map(|(collection, item)| AssetId::new(collection, item))
				.take(limit)
				.collect(),
			(Some(collection), None) => Account::<Test>::iter_key_prefix((who, collection))
				.map(|item| AssetId::new(collection, item))
				.take(limit)
				.collect(),
			(Some(collection), Some(start)) => {
				Account::<Test>::iter_key_prefix_from((who, collection), start)
					.map(|item| AssetId::new(collection, item))
					.take(limit)
					.collect()
			}
		}
	}
}

/// What the policy heard of a link: by whom, between which, what permits it, and the bound.
pub type Heard = (AccountId, AssetId, Relation, AssetId, Permit, u32);

/// Refuses what [`ForbiddenOrigin`] names, says that a licence brings something and nothing else does,
/// and tells in [`Derived`] and [`Forgotten`] what it heard.
pub struct TestPolicy;
impl DerivationPolicy<AccountId> for TestPolicy {
	fn derive(
		who: &AccountId,
		subject: AssetId,
		relation: Relation,
		parent: AssetId,
		permit: Permit,
		max_owed_ppm: u32,
	) -> Result<bool, DispatchError> {
		if ForbiddenOrigin::get() == Some(parent) {
			return Err(DispatchError::Other("the licence forbids it"));
		}
		let heard = (who.clone(), subject, relation, parent, permit, max_owed_ppm);
		Derived::mutate(|all| all.push(heard));
		Ok(matches!(permit, Permit::Licence(_)))
	}

	fn retired(asset: AssetId) {
		Forgotten::mutate(|heard| heard.push(asset));
	}

	fn derive_weight() -> Weight {
		Weight::from_parts(1_000_000_007, 0)
	}

	fn retired_weight() -> Weight {
		Weight::from_parts(10_000_019, 0)
	}
}

/// What [`TestCommitments`] says of an asset that has to stay.
pub const LICENCES_LIVE: DispatchError = DispatchError::Other("licences live");

/// Knows what is sold from [`Committed`] and [`Sold`].
pub struct TestCommitments;
impl Commitments<u64> for TestCommitments {
	fn ensure_endable(asset: AssetId) -> DispatchResult {
		(!Committed::get().contains(&asset)).then_some(()).ok_or(LICENCES_LIVE)
	}

	fn sold_at(asset: AssetId, revision: u32) -> Option<u64> {
		Sold::get().contains(&(asset, revision)).then(SoldAt::get)
	}

	fn weight() -> Weight {
		Weight::from_parts(100_000_007, 0)
	}
}

parameter_types! {
	pub const RegistryId: PalletId = PalletId(*b"mh/asset");
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
	pub static ForbiddenOrigin: Option<AssetId> = None;
	pub static Derived: Vec<Heard> = Vec::new();
	pub static Committed: Vec<AssetId> = Vec::new();
	pub static Sold: Vec<(AssetId, u32)> = Vec::new();
	/// The block that sold all of them last.
	pub static SoldAt: u64 = 1;
	pub static Forgotten: Vec<AssetId> = Vec::new();
}

/// Keeps what is told, in storage: it is rolled back with its cause.
pub struct Observed;

impl Observed {
	fn keep(told: Result<AssetId, u32>) {
		let mut all: Vec<Result<AssetId, u32>> =
			frame_support::storage::unhashed::get_or_default(b"told");
		all.push(told);
		frame_support::storage::unhashed::put(b"told", &all);
	}

	/// The assets and the collections that changed since the last time.
	pub fn take() -> Vec<Result<AssetId, u32>> {
		let all = frame_support::storage::unhashed::get_or_default(b"told");
		frame_support::storage::unhashed::kill(b"told");
		all
	}
}

impl crate::Observer for Observed {
	fn asset_changed(asset: AssetId) {
		Self::keep(Ok(asset));
	}

	fn collection_changed(collection: u32) {
		Self::keep(Err(collection));
	}
}

impl pallet_asset_registry::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type CollectionConfig = pallet_nfts::CollectionConfigFor<Test>;
	type ItemConfig = pallet_nfts::ItemConfig;
	type Nfts = Nfts;
	type NftItem = NftItem;
	type Observer = Observed;
	type OwnedItems = NftsByOwner;
	type Commitments = TestCommitments;
	type Derivation = TestPolicy;
	type PalletId = RegistryId;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type MaxLinks = ConstU32<8>;
	type MaxLineageWalk = ConstU32<16>;
	type MaxRevisionsAtRetire = ConstU32<4>;
	type WeightInfo = ();
}

/// What the funded accounts of [`new_test_ext`] begin with.
pub const ENDOWMENT: Balance = 1_000_000;

/// A publisher.
pub fn alice() -> AccountId {
	AccountId::new([1; 32])
}

/// Somebody else, with funds.
pub fn bob() -> AccountId {
	AccountId::new([2; 32])
}

/// Somebody else, with funds.
pub fn carol() -> AccountId {
	AccountId::new([3; 32])
}

/// Somebody without an account.
pub fn nobody() -> AccountId {
	AccountId::new([9; 32])
}

/// A chain at block 1 with some funded accounts.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	pallet_balances::GenesisConfig::<Test> {
		balances: [alice(), bob(), carol()].map(|who| (who, ENDOWMENT)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("the genesis balances build");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		ForbiddenOrigin::set(None);
		Derived::set(Vec::new());
		Forgotten::set(Vec::new());
		Committed::set(Vec::new());
		Sold::set(Vec::new());
		SoldAt::set(1);
	});
	ext
}

/// Runs a test and checks the pallet's invariants after it.
pub trait ExecuteWithChecks {
	/// Runs `test`, then checks the pallet's invariants.
	fn execute_with_checks<R>(self, test: impl FnOnce() -> R) -> R;
}

impl ExecuteWithChecks for TestExternalities {
	fn execute_with_checks<R>(mut self, test: impl FnOnce() -> R) -> R {
		self.execute_with(|| {
			let result = test();
			AssetRegistry::do_try_state().expect("the invariants hold");
			result
		})
	}
}
