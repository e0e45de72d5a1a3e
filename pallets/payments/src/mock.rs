//! The mock runtime: native token, pallet-assets tokens with pools and holds as the real one has
//! them, and ERC-20 contracts that can misbehave.

mod erc20;
mod pools;

pub use erc20::{Behaviour, Erc20Balances, MockErc20};
pub use pools::{FaultySwaps, SwapFault};

use crate as pallet_payments;
use crate::Pallet;
use core::time::Duration;
use frame_support::{
	assert_ok, construct_runtime, derive_impl,
	dispatch::DispatchResult,
	instances::{Instance1, Instance2},
	ord_parameter_types, parameter_types,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		tokens::imbalance::ResolveAssetTo,
		AsEnsureOriginWithArg, ConstU128, ConstU32, UnixTime,
	},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use metahub_assets::pay::Currency;
use pallet_asset_conversion::{AccountIdConverter, WithFirstAsset};
use sp_core::{H160, U256};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{AccountIdConversion, Convert, IdentifyAccount, IdentityLookup, Verify},
	BuildStorage, MultiSignature, Permill,
};

pub type AccountId = <<MultiSignature as Verify>::Signer as IdentifyAccount>::AccountId;
pub type Balance = u128;
pub type TokenId = NativeOrWithId<u32>;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Assets: pallet_assets::<Instance1>,
		PoolAssets: pallet_assets::<Instance2>,
		AssetsHolder: pallet_assets_holder::<Instance1>,
		AssetConversion: pallet_asset_conversion,
		Payments: pallet_payments,
	}
);

/// The least that an account has of the native token.
pub const EXISTENTIAL_DEPOSIT: Balance = 100;

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
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config<Instance1> for Test {
	type Balance = Balance;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config<Instance1> for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config<Instance2> for Test {
	type AssetAccountDeposit = ConstU128<0>;
	type AssetDeposit = ConstU128<0>;
	type Balance = Balance;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSignedBy<PoolsAccount, AccountId>>;
	type Currency = Balances;
	type ForceOrigin = EnsureRoot<AccountId>;
}

parameter_types! {
	pub const PoolsPalletId: PalletId = PalletId(*b"mh/pools");
	pub const Native: TokenId = NativeOrWithId::Native;
	pub const LpFee: Permill = Permill::from_perthousand(3);
	pub const MaxSwapFee: Permill = Permill::from_percent(10);
	pub const LiquidityWithdrawalFee: Permill = Permill::zero();
}

ord_parameter_types! {
	pub const PoolsAccount: AccountId = AccountIdConversion::<AccountId>::into_account_truncating(&PoolsPalletId::get());
}

/// All tokens as one set.
pub type NativeAndAssets = UnionOf<Balances, Assets, NativeFromLeft, TokenId, AccountId>;
/// The same, where they are held.
pub type NativeAndAssetHolds = UnionOf<Balances, AssetsHolder, NativeFromLeft, TokenId, AccountId>;

impl pallet_asset_conversion::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type AssetKind = TokenId;
	type Assets = NativeAndAssets;
	type Balance = Balance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = pallet_asset_conversion::NativeOrWithIdFactory<u32>;
	type HigherPrecisionBalance = U256;
	type LPFee = LpFee;
	type LiquidityWithdrawalFee = LiquidityWithdrawalFee;
	type MaxSwapFee = MaxSwapFee;
	type MaxSwapPathLength = ConstU32<3>;
	type MintMinLiquidity = ConstU128<100>;
	type PalletId = PoolsPalletId;
	type PoolAssetId = u32;
	type PoolAssets = PoolAssets;
	type PoolId = (TokenId, TokenId);
	type PoolLocator = pallet_asset_conversion::Chain<
		WithFirstAsset<Native, AccountId, TokenId, AccountIdConverter<PoolsPalletId, Self::PoolId>>,
		pallet_asset_conversion::Ascending<
			AccountId,
			TokenId,
			AccountIdConverter<PoolsPalletId, Self::PoolId>,
		>,
	>;
	type PoolSetupFee = ConstU128<EXISTENTIAL_DEPOSIT>;
	type PoolSetupFeeAsset = Native;
	type PoolSetupFeeTarget = ResolveAssetTo<PoolsAccount, NativeAndAssets>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

/// A currency as a token.
pub struct TokenIdOf;
impl Convert<Currency, Option<TokenId>> for TokenIdOf {
	fn convert(currency: Currency) -> Option<TokenId> {
		match currency {
			Currency::Native => Some(NativeOrWithId::Native),
			Currency::Token(id) => Some(NativeOrWithId::WithId(id)),
			Currency::Erc20(_) => None,
		}
	}
}

/// The time that [`Now`] says.
pub struct Clock;
impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_secs(Now::get())
	}
}

parameter_types! {
	pub const PaymentsId: PalletId = PalletId(*b"mh/payme");
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
	pub static Now: u64 = 1_000_000;
	pub static Fault: SwapFault = SwapFault::None;
	pub static Conduct: Behaviour = Behaviour::Honest;
	pub static Refused: Vec<AccountId> = vec![];
	pub static Told: U256 = U256::zero();
	/// Who paid for what an ERC-20 contract stored last.
	pub static Sponsor: Option<AccountId> = None;
	pub static CalledBack: Vec<DispatchResult> = vec![];
	/// The minimum balance of ERC-20 contracts.
	pub static Minimum: Balance = 0;
	/// ERC-20 contracts that there are no longer.
	pub static Gone: Vec<H160> = vec![];
}

impl pallet_payments::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type TokenId = TokenId;
	type TokenIdOf = TokenIdOf;
	type Tokens = NativeAndAssets;
	type TokenHolds = NativeAndAssetHolds;
	type Swaps = FaultySwaps;
	type Erc20 = MockErc20;
	type UnixTime = Clock;
	type PalletId = PaymentsId;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Sets up tokens and pools.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for Helper {
	fn token_with_pool(n: u32) -> Currency {
		let id = 1_000 + n;
		create_token(id, false, 100);
		// Of its own: an account has only so many tokens of this kind.
		let provider = account(100 + n as u8);
		let (one, other) = (NativeOrWithId::Native, NativeOrWithId::WithId(id));
		create_pool_by(provider, one, other, 1 << 50, 1 << 50);
		Currency::Token(id)
	}

	fn fund(currency: Currency, who: &AccountId, amount: u128) {
		fund(currency, who, amount);
	}

	fn destroy(currency: Currency) {
		let Currency::Token(id) = currency else { panic!("no token") };
		destroy_token(id);
	}
}

/// The ERC-20 token of the tests.
pub const ERC20: Currency = Currency::Erc20(CONTRACT);
/// Its contract.
pub const CONTRACT: H160 = H160([7; 20]);
/// A token that any account can have, with a minimum balance of [`TOKEN_MINIMUM`].
pub const TOKEN: Currency = Currency::Token(1);
/// A token that only accounts with a provider reference can have, with the same minimum.
pub const SHY: Currency = Currency::Token(2);
/// A token without a pool.
pub const POOLLESS: Currency = Currency::Token(3);
/// The minimum balance of all tokens.
pub const TOKEN_MINIMUM: Balance = 10;
/// What the funded accounts of [`new_test_ext`] begin with, in each currency.
pub const ENDOWMENT: Balance = 1_000_000_000;
/// What the pools begin with, on each side.
pub const LIQUIDITY: Balance = 1_000_000_000_000;

/// Account number `n`.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// Somebody with funds: mostly the payer.
pub fn alice() -> AccountId {
	account(1)
}

/// Somebody with funds: mostly a payee.
pub fn bob() -> AccountId {
	account(2)
}

/// Somebody else with funds.
pub fn carol() -> AccountId {
	account(3)
}

/// Somebody without an account.
pub fn nobody() -> AccountId {
	account(9)
}

/// Who issues the tokens and fills the pools.
pub fn issuer() -> AccountId {
	account(99)
}

/// Creates a token.
pub fn create_token(id: u32, sufficient: bool, minimum: Balance) {
	assert_ok!(Assets::force_create(RuntimeOrigin::root(), id, issuer(), sufficient, minimum));
}

/// Destroys a token, whoever has some of it.
pub fn destroy_token(id: u32) {
	assert_ok!(Assets::start_destroy(RuntimeOrigin::root(), id));
	// The mock's limit is five at a time.
	while Assets::asset_details(id).is_some_and(|details| details.accounts > 0) {
		assert_ok!(Assets::destroy_accounts(RuntimeOrigin::signed(issuer()), id));
	}
	assert_ok!(Assets::finish_destroy(RuntimeOrigin::signed(issuer()), id));
}

/// Gives an account some of a currency.
pub fn fund(currency: Currency, who: &AccountId, amount: Balance) {
	use frame_support::traits::fungibles::Mutate;
	match TokenIdOf::convert(currency) {
		Some(token) => {
			assert_ok!(NativeAndAssets::mint_into(token, who, amount));
		}
		None => Erc20Balances::mutate(CONTRACT, who, |balance| *balance += amount),
	}
}

/// Creates a pool with liquidity of its own.
pub fn create_pool(one: TokenId, other: TokenId, amount: Balance, other_amount: Balance) {
	create_pool_by(issuer(), one, other, amount, other_amount);
}

/// The same, filled by an account of one's choice.
pub fn create_pool_by(
	provider: AccountId,
	one: TokenId,
	other: TokenId,
	amount: Balance,
	other_amount: Balance,
) {
	use frame_support::traits::fungibles::Mutate;
	for (token, amount) in [(&Native::get(), 10_000), (&one, amount), (&other, other_amount)] {
		assert_ok!(NativeAndAssets::mint_into(token.clone(), &provider, amount + 10_000));
	}
	let by = || RuntimeOrigin::signed(provider.clone());
	let pair = (Box::new(one), Box::new(other));
	assert_ok!(AssetConversion::create_pool(by(), pair.0.clone(), pair.1.clone()));
	let to = provider.clone();
	assert_ok!(AssetConversion::add_liquidity(
		by(),
		pair.0,
		pair.1,
		amount,
		other_amount,
		1,
		1,
		to
	));
}

/// A chain at block 1 with funded accounts, tokens and pools.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	crate::GenesisConfig::<Test>::default()
		.assimilate_storage(&mut storage)
		.expect("the pot is endowed");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		Now::set(1_000_000);
		Fault::set(SwapFault::None);
		Conduct::set(Behaviour::Honest);
		Refused::set(vec![]);
		Told::set(U256::zero());
		CalledBack::set(vec![]);
		Minimum::set(0);
		Gone::set(vec![]);
		create_token(1, true, TOKEN_MINIMUM);
		create_token(2, false, TOKEN_MINIMUM);
		create_token(3, true, TOKEN_MINIMUM);
		fund(Currency::Native, &issuer(), ENDOWMENT);
		for who in [alice(), bob(), carol()] {
			for currency in [Currency::Native, TOKEN, SHY, POOLLESS, ERC20] {
				fund(currency, &who, ENDOWMENT);
			}
		}
		for id in [1, 2] {
			let token = NativeOrWithId::WithId(id);
			create_pool(NativeOrWithId::Native, token, LIQUIDITY, 2 * LIQUIDITY);
		}
		System::reset_events();
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
			Pallet::<Test>::do_try_state().expect("the invariants hold");
			result
		})
	}
}
