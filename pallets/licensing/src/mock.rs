//! The mock runtime, with the NFTs set up as the pallet's documentation asks of a runtime: those of
//! pallet-erc721 over pallet-nfts, but with all ways of moving items of the latter open. Assets, royalties and payments are the mock's own:
//! payments move pallet-balances funds, whatever the currency, and can be told to fail.

mod payments;

pub use payments::{pool, MockPayments, Receipt};

use crate as pallet_licensing;
use crate::{AssetLookup, OwnedItems, Revenue};
use frame_support::{
	construct_runtime, derive_impl, parameter_types,
	traits::{
		tokens::Locker, AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, NeverEnsureOrigin,
		UnixTime,
	},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use metahub_assets::{
	licence::{Inherited, RevenueShare, TermsId},
	pay::Price,
	AssetId, LifecycleState,
};
use pallet_nfts::{PalletFeature, PalletFeatures};
use sp_core::H160;
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{Convert, IdentifyAccount, IdentityLookup, Verify},
	BuildStorage, DispatchError, MultiSignature,
};
use std::{collections::BTreeMap, time::Duration};

pub type AccountPublic = <MultiSignature as Verify>::Signer;
pub type AccountId = <AccountPublic as IdentifyAccount>::AccountId;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Nfts: pallet_nfts,
		Erc721: pallet_erc721,
		Licensing: pallet_licensing,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<Self::AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

parameter_types! {
	/// `Item`, `Account` and `ItemConfigOf` of pallet-nfts; `AllItems`, `Positions`, `ItemsOf` and
	/// `Balances` of pallet-erc721.
	pub NftItem: frame_support::traits::Footprint = frame_support::traits::Footprint { count: 3 + 4, size: 368 + 316 };
	pub NftFeatures: PalletFeatures = PalletFeatures::from_disabled(PalletFeature::Attributes.into());
}

/// Asks licensing what may move.
pub struct LicenceLocker;
impl Locker<u32, u64> for LicenceLocker {
	fn is_locked(collection: u32, item: u64) -> bool {
		Licensing::is_locked(collection, item)
	}
}

impl pallet_nfts::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	type ItemId = u64;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = NeverEnsureOrigin<AccountId>;
	type Locker = LicenceLocker;
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

/// The first 20 bytes of an account.
pub struct FirstBytes;
impl Convert<AccountId, H160> for FirstBytes {
	fn convert(who: AccountId) -> H160 {
		let bytes: &[u8] = who.as_ref();
		H160::from_slice(&bytes[..20])
	}
}

/// Tells licensing what moved.
pub struct ToLicensing;
impl pallet_erc721::OnMove<AccountId> for ToLicensing {
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, to: Option<&AccountId>) {
		Licensing::moved(collection, item, from, to);
	}
}

impl pallet_erc721::Config for Test {
	type Address = FirstBytes;
	type Currency = Balances;
	type DepositBase = ConstU128<0>;
	type DepositPerByte = ConstU128<0>;
	type Log = ();
	type OnMove = ToLicensing;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = ();
}

/// Enumerates an account's NFTs from pallet-nfts' index by owner.
pub struct NftsByOwner;
impl OwnedItems<AccountId> for NftsByOwner {
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<(u32, u64)>,
		limit: u32,
	) -> Vec<(u32, u64)> {
		use pallet_nfts::Account;
		let limit = limit as usize;
		let start = after.map(|(c, i)| Account::<Test>::hashed_key_for((who, c, i)));
		let all = match start {
			None => Account::<Test>::iter_key_prefix((who,)),
			Some(start) => Account::<Test>::iter_key_prefix_from((who,), start),
		};
		all.filter(|(c, _)| collection.is_none_or(|only| only == *c)).take(limit).collect()
	}
}

parameter_types! {
	pub const LicensingId: PalletId = PalletId(*b"mh/licen");
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
	/// The time, Unix seconds.
	pub static Now: u64 = START;
	pub static Assets: BTreeMap<AssetId, (AccountId, LifecycleState)> = BTreeMap::new();
	pub static NextAsset: u64 = 0;
	/// The current revisions of assets that have more than one.
	pub static Revisions: BTreeMap<AssetId, u32> = BTreeMap::new();
	pub static Publishers: BTreeMap<u32, AccountId> = BTreeMap::new();
	/// How often licensing said that an asset's owner has acted.
	pub static OwnerActs: BTreeMap<AssetId, u32> = BTreeMap::new();
	pub static SharesOf: BTreeMap<AssetId, Vec<RevenueShare>> = BTreeMap::new();
	pub static InheritedOf: BTreeMap<AssetId, Inherited> = BTreeMap::new();
	/// What was shared of assets that were sold.
	pub static SharedOf: BTreeMap<AssetId, Price> = BTreeMap::new();
	/// After how many payees a settlement fails.
	pub static FailAfter: Option<u32> = None;
	pub static FailToChoose: bool = false;
	pub static Receipts: Vec<Receipt> = Vec::new();
	/// What is bought from inside of a settlement, as a token's contract would.
	pub static CallBack: Option<(AccountId, u64, TermsId)> = None;
	pub static CalledBack: Option<DispatchError> = None;
	static Settling: bool = false;
}

/// When tests begin, Unix seconds.
pub const START: u64 = 1_700_000_000;
/// A day, in seconds.
pub const DAY: u64 = 24 * 3_600;
/// What is kept for renewal.
pub const GRACE: u64 = 2 * DAY;
/// Most licences and seats that are looked at.
pub const MAX_SCAN: u32 = 8;
/// Most seats.
pub const MAX_SEATS: u32 = 4;

/// A clock that tests set.
pub struct Clock;
impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_secs(Now::get())
	}
}

pub struct MockAssets;
impl AssetLookup<AccountId> for MockAssets {
	fn owner(asset: AssetId) -> Option<AccountId> {
		Assets::get().get(&asset).map(|(owner, _)| owner.clone())
	}

	fn state(asset: AssetId) -> Option<LifecycleState> {
		Assets::get().get(&asset).map(|(_, state)| *state)
	}

	fn revision(asset: AssetId) -> Option<u32> {
		Assets::get().get(&asset)?;
		Some(Revisions::get().get(&asset).copied().unwrap_or(1))
	}

	fn publisher(collection: u32) -> Option<AccountId> {
		Publishers::get().get(&collection).cloned()
	}

	fn owner_acted(asset: AssetId) {
		OwnerActs::mutate(|all| *all.entry(asset).or_default() += 1);
	}

	fn act_weight() -> Weight {
		Weight::from_parts(3, 0)
	}
}

pub struct MockRevenue;
impl Revenue for MockRevenue {
	fn shares(asset: AssetId) -> Vec<RevenueShare> {
		SharesOf::get().get(&asset).cloned().unwrap_or_default()
	}

	fn inherited(asset: AssetId) -> Inherited {
		InheritedOf::get().get(&asset).cloned().unwrap_or_default()
	}

	fn shared(asset: AssetId) -> Option<Price> {
		SharedOf::get().get(&asset).copied()
	}

	fn weight() -> Weight {
		Weight::from_parts(7, 0)
	}
}

/// Keeps what is told, in storage: it is rolled back with its cause.
pub struct Observed;

/// A licence that was issued, or its user and expiry.
pub type Told = (u32, u64, Result<bool, (Option<AccountId>, Option<u64>)>);

impl Observed {
	fn keep(told: Told) {
		let mut all = Self::peek();
		all.push(told);
		frame_support::storage::unhashed::put(b"told", &all);
	}

	fn peek() -> Vec<Told> {
		frame_support::storage::unhashed::get_or_default(b"told")
	}

	/// What was told since the last time.
	pub fn take() -> Vec<Told> {
		let all = Self::peek();
		frame_support::storage::unhashed::kill(b"told");
		all
	}
}

impl crate::Observer<AccountId> for Observed {
	fn issued(collection: u32, licence: u64, transferable: bool) {
		Self::keep((collection, licence, Ok(transferable)));
	}

	fn user_changed(collection: u32, licence: u64, user: Option<&AccountId>, expires: Option<u64>) {
		Self::keep((collection, licence, Err((user.cloned(), expires))));
	}
}

impl pallet_licensing::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type CollectionConfig = pallet_nfts::CollectionConfigFor<Test>;
	type ItemConfig = pallet_nfts::ItemConfig;
	type Nfts = Erc721;
	type NftItem = NftItem;
	type Observer = Observed;
	type OwnedItems = NftsByOwner;
	type UnixTime = Clock;
	type Assets = MockAssets;
	type Payments = MockPayments;
	type Revenue = MockRevenue;
	type RevocationOrigin = EnsureRoot<AccountId>;
	type PalletId = LicensingId;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type MaxScan = ConstU32<MAX_SCAN>;
	type MaxSeats = ConstU32<MAX_SEATS>;
	type CloseGraceSecs = ConstU64<GRACE>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Makes assets for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_licensing::BenchmarkHelper<AccountId> for Helper {
	fn asset(owner: &AccountId, ancestors: u32) -> AssetId {
		let collection = Publishers::get().len() as u32;
		Publishers::mutate(|all| all.insert(collection, owner.clone()));
		let asset = AssetId::new(collection, 0);
		let ancestors = (1..=ancestors).map(|n| {
			let ancestor = AssetId::new(collection, n.into());
			let owner = AccountId::new([100 + n as u8; 32]);
			Assets::mutate(|all| all.insert(ancestor, (owner, LifecycleState::Active)));
			RevenueShare { ancestor, ppm: 10_000, policy: Default::default() }
		});
		let shares = ancestors.collect();
		SharesOf::mutate(|all| all.insert(asset, shares));
		Assets::mutate(|all| all.insert(asset, (owner.clone(), LifecycleState::Active)));
		asset
	}
}

/// What the funded accounts of [`new_test_ext`] begin with.
pub const ENDOWMENT: Balance = 1_000_000_000;

/// The `n`th account. Those from 1 to 8 have funds.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// A publisher, and the owner of its assets.
pub fn alice() -> AccountId {
	account(1)
}

/// Somebody else, with funds.
pub fn bob() -> AccountId {
	account(2)
}

/// Somebody else, with funds.
pub fn carol() -> AccountId {
	account(3)
}

/// Somebody else, with funds.
pub fn dave() -> AccountId {
	account(4)
}

/// Somebody else, with funds.
pub fn erin() -> AccountId {
	account(5)
}

/// Somebody without an account.
pub fn nobody() -> AccountId {
	account(99)
}

/// A chain at block 1 with some funded accounts and no assets.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	pallet_balances::GenesisConfig::<Test> {
		balances: (1..=8).map(|n| (account(n), ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("the genesis balances build");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		Now::set(START);
		Assets::take();
		NextAsset::take();
		Revisions::take();
		Publishers::take();
		OwnerActs::take();
		SharesOf::take();
		InheritedOf::take();
		SharedOf::take();
		FailAfter::take();
		FailToChoose::take();
		Receipts::take();
		CallBack::take();
		CalledBack::take();
		Settling::take();
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
			Licensing::do_try_state().expect("the invariants hold");
			result
		})
	}
}
