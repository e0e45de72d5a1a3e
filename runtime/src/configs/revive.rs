//! Contracts, for PolkaVM and for the EVM, and Ethereum accounts and transactions.

use crate::{
	configs::{
		assets::{PoolShares, TrustBackedAssets},
		money::SplitFees,
	},
	constants::{currency::deposit, fee},
	extrinsic::EthExtraImpl,
	network::ChainIdOf,
	weights, AccountId, Address, AllPalletsWithSystem, Balance, Balances, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Signature, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32},
};
use frame_system::EnsureSigned;
pub use metahub_assets::ids::TOKEN_PREFIX;
use pallet_assets_precompiles::{InlineIdConfig, ERC20};
use pallet_revive::{evm::fees::Info as FeeInfo, AccountId32Mapper};
use sp_runtime::{FixedU128, Perbill};

/// Bytes 16 and 17 of the address of the ERC-20 contract of shares in a pool; bytes 0 to 3 are the
/// pool's id, big-endian.
pub const POOL_SHARE_PREFIX: u16 = 0x0320;

parameter_types! {
	/// Of the code's deposit, from everyone who instantiates it, so that it is not removed.
	pub const CodeHashLockupDepositPercent: Perbill = Perbill::from_percent(30);
	pub const MaxEthExtrinsicWeight: FixedU128 = FixedU128::from_rational(9, 10);
}

impl pallet_revive::Config for Runtime {
	type AddressMapper = AccountId32Mapper<Self>;
	type AllowEVMBytecode = ConstBool<true>;
	type AutoMap = ConstBool<true>;
	type Balance = Balance;
	type ChainId = ChainIdOf<Runtime>;
	type CodeHashLockupDepositPercent = CodeHashLockupDepositPercent;
	type Currency = Balances;
	type DebugEnabled = ConstBool<false>;
	type Deposit = ();
	type DepositPerByte = ConstU128<{ deposit(0, 1) }>;
	// A contract's slots lie in its own small trie.
	type DepositPerChildTrieItem = ConstU128<{ deposit(1, 0) / 100 }>;
	type DepositPerItem = ConstU128<{ deposit(1, 0) }>;
	type FeeInfo = FeeInfo<Address, Signature, EthExtraImpl>;
	type FindAuthor = <Runtime as pallet_authorship::Config>::FindAuthor;
	type GasScale = ConstU32<{ fee::GAS_PRICE }>;
	type InstantiateOrigin = EnsureSigned<AccountId>;
	type MaxEthExtrinsicWeight = MaxEthExtrinsicWeight;
	// One planck is one wei.
	type NativeToEthRatio = ConstU32<1>;
	// What rounding gas up leaves over.
	type OnBurn = SplitFees;
	// What a validator of a parachain would have; the node gives the runtime more than this.
	type PVFMemory = ConstU32<{ 512 * 1024 * 1024 }>;
	type Precompiles = (
		ERC20<Self, InlineIdConfig<TOKEN_PREFIX>, TrustBackedAssets>,
		ERC20<Self, InlineIdConfig<POOL_SHARE_PREFIX>, PoolShares>,
		metahub_precompiles::Collection<Self>,
		metahub_precompiles::AssetRegistry<Self>,
		metahub_precompiles::Licensing<Self>,
		metahub_precompiles::Payments<Self>,
	);
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeMemory = ConstU32<{ 128 * 1024 * 1024 }>;
	type RuntimeOrigin = RuntimeOrigin;
	type Time = Timestamp;
	type UploadOrigin = EnsureSigned<AccountId>;
	type WeightInfo = weights::pallet_revive::WeightInfo<Runtime>;
}

/// Signed approvals (EIP-2612) of the ERC-20 contracts.
impl pallet_assets_precompiles::permit::Config for Runtime {
	type ChainId = ChainIdOf<Runtime>;
	type WeightInfo = weights::pallet_assets_precompiles::WeightInfo<Runtime>;
}

/// The pallets behind this chain's own contracts.
impl metahub_precompiles::Config for Runtime {
	type CollectionWeights = weights::metahub_precompiles_erc721::WeightInfo<Self>;
	type LicensingWeights = weights::metahub_precompiles_licensing::WeightInfo<Self>;
	type Pallets = AllPalletsWithSystem;
	type PaymentsWeights = weights::metahub_precompiles_payments::WeightInfo<Self>;
	type RegistryWeights = weights::metahub_precompiles_registry::WeightInfo<Self>;
}
