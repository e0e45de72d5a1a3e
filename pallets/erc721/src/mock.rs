//! The mock runtime: the real pallet-nfts, a locker that locks what tests say, and a sink that
//! keeps the logs.

use crate as pallet_erc721;
use codec::{Decode, Encode};
use frame_support::{
	construct_runtime, derive_impl,
	traits::{
		tokens::nonfungibles_v2::{Create, Destroy, Mutate},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Locker, NeverEnsureOrigin,
	},
};
use pallet_nfts::{
	CollectionConfig, CollectionSettings, ItemConfig, MintSettings, PalletFeature, PalletFeatures,
};
use sp_core::{H160, H256};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{Convert, IdentityLookup, Verify},
	AccountId32, BuildStorage, MultiSignature,
};

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Nfts: pallet_nfts,
		Erc721: pallet_erc721,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<Self::AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

frame_support::parameter_types! {
	pub NftFeatures: PalletFeatures = PalletFeatures::from_disabled(PalletFeature::Attributes.into());
}

/// Locks the items that a test has put under [`locked_key`].
pub struct LockedItems;
impl Locker<u32, u64> for LockedItems {
	fn is_locked(collection: u32, item: u64) -> bool {
		frame_support::storage::unhashed::exists(&locked_key(collection, item))
	}
}

pub fn locked_key(collection: u32, item: u64) -> Vec<u8> {
	(b"locked", collection, item).encode()
}

impl pallet_nfts::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	type ItemId = u64;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = NeverEnsureOrigin<AccountId>;
	type Locker = LockedItems;
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
	type OffchainPublic = <MultiSignature as Verify>::Signer;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = ();
	type BlockNumberProvider = System;
}

/// As pallet-revive's mapper: the first 20 bytes of an account that ends with twelve times 0xEE,
/// else the end of the account's hash.
pub struct ToAddress;
impl Convert<AccountId, H160> for ToAddress {
	fn convert(who: AccountId) -> H160 {
		let bytes: [u8; 32] = who.into();
		match bytes[20..] == [0xEE; 12] {
			true => H160::from_slice(&bytes[..20]),
			false => H160::from_slice(&sp_io::hashing::keccak_256(&bytes)[12..]),
		}
	}
}

/// A log that was made.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Log {
	pub collection: u32,
	pub topics: Vec<H256>,
	pub data: Vec<u8>,
}

/// Keeps logs in storage, where they are rolled back with their cause.
pub struct Kept;
impl pallet_erc721::LogSink for Kept {
	fn log(collection: u32, topics: Vec<H256>, data: Vec<u8>) {
		let mut logs = peek_logs();
		logs.push(Log { collection, topics, data });
		frame_support::storage::unhashed::put(b"logs", &logs);
	}
}

fn peek_logs() -> Vec<Log> {
	frame_support::storage::unhashed::get_or_default(b"logs")
}

/// The logs since the last time.
pub fn logs() -> Vec<Log> {
	let logs = peek_logs();
	frame_support::storage::unhashed::kill(b"logs");
	logs
}

/// A mint, a move or a burn: collection, item, former and present owner.
pub type Move = (u32, u64, Option<AccountId>, Option<AccountId>);

/// Keeps moves in storage, where they are rolled back with their cause.
pub struct Moves;
impl pallet_erc721::OnMove<AccountId> for Moves {
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, to: Option<&AccountId>) {
		let mut moves: Vec<Move> = frame_support::storage::unhashed::get_or_default(b"moves");
		moves.push((collection, item, from.cloned(), to.cloned()));
		frame_support::storage::unhashed::put(b"moves", &moves);
	}
}

/// The moves since the last time.
pub fn moves() -> Vec<Move> {
	let moves = frame_support::storage::unhashed::get_or_default(b"moves");
	frame_support::storage::unhashed::kill(b"moves");
	moves
}

pub const DEPOSIT_BASE: u128 = 10;

impl pallet_erc721::Config for Test {
	type Address = ToAddress;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_BASE>;
	type DepositPerByte = ConstU128<1>;
	type Log = Kept;
	type OnMove = Moves;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = ();
}

/// Account number `n`.
pub fn account(n: u8) -> AccountId {
	[n; 32].into()
}

/// The account of an Ethereum key with this address.
pub fn of_address(address: H160) -> AccountId {
	let mut bytes = [0xEE; 32];
	bytes[..20].copy_from_slice(&address.0);
	bytes.into()
}

pub fn address(who: &AccountId) -> H160 {
	ToAddress::convert(who.clone())
}

pub const ENDOWMENT: u128 = 1_000_000;

pub fn new_test_ext() -> TestExternalities {
	let balances = (1..=9).map(|n| (account(n), ENDOWMENT)).collect();
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		..Default::default()
	};
	let mut ext: TestExternalities = genesis.build_storage().expect("builds").into();
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test, and checks the invariants after it.
pub fn test(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		run();
		Erc721::do_try_state().expect("the invariants hold");
	});
}

/// Makes a collection.
pub fn collection() -> u32 {
	let config = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
	<Erc721 as Create<_, _>>::create_collection(&account(9), &account(9), &config).expect("creates")
}

pub fn destroy(collection: u32) {
	let witness = <Erc721 as Destroy<_>>::get_destroy_witness(&collection).expect("exists");
	<Erc721 as Destroy<_>>::destroy(collection, witness, None).expect("destroys");
}

pub fn mint(collection: u32, item: u64, owner: &AccountId) {
	let config = ItemConfig::default();
	<Erc721 as Mutate<_, _>>::mint_into(&collection, &item, owner, &config, true).expect("mints");
}

pub fn burn(collection: u32, item: u64) {
	<Erc721 as Mutate<_, _>>::burn(&collection, &item, None).expect("burns");
}
