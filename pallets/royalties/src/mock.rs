//! The mock runtime. Owners, permits and terms are plain maps in storage, so that they roll back
//! with everything else.

use crate as pallet_royalties;
use crate::Permits;
use codec::Encode;
use frame_support::{
	construct_runtime, derive_impl, parameter_types, storage_alias,
	traits::{ConstU128, ConstU32},
	weights::Weight,
	Blake2_128Concat,
};
use metahub_assets::{
	licence::{Inherited, Terms, TermsId},
	AssetId, Permit,
};
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub type AccountId = u64;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Royalties: pallet_royalties,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

/// Who owns which asset.
#[storage_alias]
pub type Owners = StorageMap<Mock, Blake2_128Concat, AssetId, AccountId>;
/// Licences: who holds one, of which asset, under which terms.
#[storage_alias]
pub type Licences = StorageMap<Mock, Blake2_128Concat, u64, (AccountId, AssetId, TermsId)>;
/// The newest licence that an account holds of an asset.
#[storage_alias]
pub type Held = StorageMap<Mock, Blake2_128Concat, (AccountId, AssetId), u64>;
/// Under which terms an asset is free.
#[storage_alias]
pub type FreeUnder = StorageMap<Mock, Blake2_128Concat, AssetId, TermsId>;
/// Terms under which an asset is on offer.
#[storage_alias]
pub type Offered = StorageMap<Mock, Blake2_128Concat, AssetId, TermsId>;
/// Terms by id.
#[storage_alias]
pub type TermsOf = StorageMap<Mock, Blake2_128Concat, TermsId, Terms>;

/// Answers from the maps.
pub struct TestPermits;

/// What [`TestPermits`] says to who names a licence that is not theirs.
pub const NO_LICENCE: DispatchError = DispatchError::Other("no licence");
/// What [`TestPermits`] says to who names terms under which the asset is not free.
pub const NOT_FREE: DispatchError = DispatchError::Other("not free");
/// What [`TestPermits`] says of an offer that is wider than what an asset inherits.
pub const WIDER: DispatchError = DispatchError::Other("an offer is wider");

impl Permits<AccountId> for TestPermits {
	fn owner(asset: AssetId) -> Option<AccountId> {
		Owners::get(asset)
	}

	fn permit(
		who: &AccountId,
		parent: AssetId,
		permit: Permit,
	) -> Result<(TermsId, Terms), DispatchError> {
		let id = match permit {
			Permit::Owner => return Err(DispatchError::Other("asked for the owner's permit")),
			Permit::Licence(licence) => Licences::get(licence)
				.filter(|(holder, asset, _)| holder == who && *asset == parent)
				.map(|(_, _, terms)| terms)
				.ok_or(NO_LICENCE)?,
			Permit::Free(id) => {
				FreeUnder::get(parent).filter(|free| *free == id).ok_or(NOT_FREE)?
			}
		};
		Ok((id, TermsOf::get(id).ok_or(NO_LICENCE)?))
	}

	fn ensure_within(subject: AssetId, inherited: &Inherited) -> DispatchResult {
		let offered = Offered::get(subject).and_then(|id| Some((id, TermsOf::get(id)?)));
		let within = offered.is_none_or(|(id, terms)| inherited.check(id, &terms).is_ok());
		within.then_some(()).ok_or(WIDER)
	}

	fn terms(id: TermsId) -> Option<Terms> {
		TermsOf::get(id)
	}

	fn permit_weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

parameter_types! {
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
}

impl pallet_royalties::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Permits = TestPermits;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type MaxParents = ConstU32<10>;
	type WeightInfo = ();
}

/// What each account of [`new_test_ext`] begins with.
pub const ENDOWMENT: Balance = 1_000_000;
/// Who has funds, and derives.
pub const ALICE: AccountId = 1;
/// Who has funds, too.
pub const BOB: AccountId = 2;
/// Who has none.
pub const NOBODY: AccountId = 9;

/// How many assets [`new_test_ext`] begins with: the first of a collection, each with an owner of
/// its own.
pub const ASSETS: u64 = 30;

/// The `n`th asset.
pub fn asset(n: u64) -> AssetId {
	AssetId::new(1, n)
}

/// A chain at block 1 with some funded accounts and assets.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB].map(|who| (who, ENDOWMENT)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("the genesis balances build");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		for n in 0..ASSETS {
			Owners::insert(asset(n), 1_000 + n);
		}
	});
	ext
}

/// Runs a test on a new chain and checks the pallet's invariants after it.
pub fn checked<R>(test: impl FnOnce() -> R) -> R {
	new_test_ext().execute_with(|| {
		let result = test();
		Royalties::do_try_state().expect("the invariants hold");
		result
	})
}

/// Stores terms under the id that they have on a chain.
pub fn store_terms(terms: &Terms) -> TermsId {
	let id = sp_io::hashing::blake2_256(&terms.encode()).into();
	TermsOf::insert(id, terms);
	id
}
