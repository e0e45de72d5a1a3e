//! The mock runtime. Subjects are plain maps in storage, so that they roll back with everything
//! else.

use crate as pallet_disputes;
use crate::{Subject, Subjects};
use frame_support::{
	construct_runtime, derive_impl, ensure,
	pallet_prelude::ValueQuery,
	parameter_types, storage_alias,
	traits::{ConstU128, ConstU32},
	weights::Weight,
	Blake2_128Concat,
};
use frame_system::EnsureRoot;
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};

pub type AccountId = u64;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Disputes: pallet_disputes,
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
	type ExistentialDeposit = ConstU128<10>;
}

/// The subjects that exist, and who answers for them.
#[storage_alias]
pub type Respondents = StorageMap<Mock, Blake2_128Concat, Subject, Option<AccountId>>;
/// The subjects that were revoked.
#[storage_alias]
pub type Revoked = StorageMap<Mock, Blake2_128Concat, Subject, ()>;

/// How often each subject's tags changed.
#[storage_alias]
pub type Changes = StorageMap<Mock, Blake2_128Concat, Subject, u32, ValueQuery>;

/// What revoking says while it fails.
pub const REVOKED_ALREADY: DispatchError = DispatchError::Other("revoked already");

parameter_types! {
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
	pub static MinBond: Balance = 50_000;
	pub static BurnedShare: Permill = Permill::from_percent(50);
}

/// Answers from the maps.
pub struct TestSubjects;
impl Subjects<AccountId> for TestSubjects {
	fn exists(subject: Subject) -> bool {
		Respondents::contains_key(subject)
	}

	fn respondent(subject: Subject) -> Option<AccountId> {
		Respondents::get(subject).flatten()
	}

	fn revoke(subject: Subject) -> DispatchResult {
		ensure!(!Revoked::contains_key(subject), REVOKED_ALREADY);
		Revoked::insert(subject, ());
		Ok(())
	}

	fn tags_changed(subject: Subject) {
		Changes::mutate(subject, |count| *count += 1);
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

impl pallet_disputes::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type JudgeOrigin = EnsureRoot<AccountId>;
	type Subjects = TestSubjects;
	type MinBond = MinBond;
	type BurnedShare = BurnedShare;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type MaxOpen = ConstU32<4>;
	type MaxTags = ConstU32<6>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = TestSubjects;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for TestSubjects {
	fn subject(respondent: &AccountId) -> Subject {
		let subject = Subject::Licence(7);
		Respondents::insert(subject, Some(*respondent));
		subject
	}
}

/// What each account of [`new_test_ext`] begins with.
pub const ENDOWMENT: Balance = 1_000_000;
/// Who answers for the subject.
pub const ALICE: AccountId = 1;
/// Who answers for nothing.
pub const BOB: AccountId = 2;
/// Who claims.
pub const CAROL: AccountId = 3;
/// Who has nothing.
pub const NOBODY: AccountId = 9;

/// A chain at block 1 with some funded accounts.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB, CAROL].map(|who| (who, ENDOWMENT)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("the genesis balances build");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		MinBond::set(50_000);
		BurnedShare::set(Permill::from_percent(50));
	});
	ext
}

/// Runs a test on a new chain and checks the pallet's invariants after it.
pub fn checked<R>(test: impl FnOnce() -> R) -> R {
	new_test_ext().execute_with(|| {
		let result = test();
		Disputes::do_try_state().expect("the invariants hold");
		result
	})
}
