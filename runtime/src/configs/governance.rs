//! Acting for others, together, later, and (on development chains) as root.

use crate::{
	constants::{block, currency::deposit},
	weights, AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU128, ConstU32, EqualPrivilegeOnly, InstanceFilter,
		LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use metahub_assets::LifecycleState;
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, Perbill};

/// The genesis says who holds the key, if anyone: without one there is no root.
impl pallet_sudo::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_sudo::WeightInfo<Runtime>;
}

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	// The operation without its approvals, and its key.
	type DepositBase = ConstU128<{ deposit(1, 88) }>;
	// An approval.
	type DepositFactor = ConstU128<{ deposit(0, 32) }>;
	type MaxSignatories = ConstU32<100>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
}

/// What an account may let another do in its name.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything that neither moves tokens or assets nor brings an asset under what others demand
	/// and owe.
	NonTransfer,
	/// Publishing: register, revise, add multiURIs and so on. Not what hands on, ends, or brings an
	/// asset that exists under what others demand and owe; one that is registered may come with
	/// links.
	Publish,
	/// Nothing but turning down what another proxy has announced.
	CancelProxy,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_multisig::Call as Multisig;
		use pallet_proxy::Call as Proxy;
		match self {
			Self::Any => true,
			// A list of what is allowed: a pallet that is added later is not, until it is named.
			Self::NonTransfer => match call {
				RuntimeCall::AssetRegistry(call) => !hands_on(call) && !binds(call),
				// Each call within a batch is asked about by itself.
				RuntimeCall::System(_)
				| RuntimeCall::Utility(_)
				| RuntimeCall::Preimage(_)
				| RuntimeCall::Session(_) => true,
				// These make calls in the name of other accounts, by an origin that this filter no
				// longer sits on.
				RuntimeCall::Proxy(
					Proxy::proxy { .. } | Proxy::proxy_announced { .. } | Proxy::announce { .. },
				)
				| RuntimeCall::Multisig(
					Multisig::as_multi_threshold_1 { .. }
					| Multisig::as_multi { .. }
					| Multisig::approve_as_multi { .. },
				) => false,
				RuntimeCall::Proxy(_) | RuntimeCall::Multisig(_) => true,
				_ => false,
			},
			Self::Publish => match call {
				RuntimeCall::AssetRegistry(call) => !hands_on(call) && !binds(call) && !ends(call),
				// Each call within a batch is asked about by itself.
				RuntimeCall::Utility(_) => true,
				_ => false,
			},
			Self::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
			}
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(a, b) if a == b => true,
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, Self::CancelProxy) => true,
			_ => false,
		}
	}
}

/// Whether a call gives away an asset, a collection, or power over one.
fn hands_on(call: &pallet_asset_registry::Call<Runtime>) -> bool {
	use pallet_asset_registry::Call;
	matches!(
		call,
		Call::transfer { .. }
			| Call::nominate_publisher { .. }
			| Call::set_roles { .. }
			| Call::set_managed { .. }
	)
}

/// Whether a call brings an asset that exists under what others demand and owe.
fn binds(call: &pallet_asset_registry::Call<Runtime>) -> bool {
	use pallet_asset_registry::Call;
	matches!(call, Call::link { new, .. } if new.link.relation.binds())
}

/// Whether a call ends an asset.
fn ends(call: &pallet_asset_registry::Call<Runtime>) -> bool {
	use pallet_asset_registry::Call;
	matches!(call, Call::retire { .. } | Call::set_state { state: LifecycleState::Revoked, .. })
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = ConstU128<{ deposit(1, 48) }>;
	type AnnouncementDepositFactor = ConstU128<{ deposit(0, 68) }>;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = ConstU128<{ deposit(1, 48) }>;
	type ProxyDepositFactor = ConstU128<{ deposit(0, 37) }>;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}

parameter_types! {
	pub const PreimageBaseDeposit: Balance = deposit(2, 64);
	pub const PreimageByteDeposit: Balance = deposit(0, 1);
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
}

parameter_types! {
	/// Scheduled calls never crowd out a whole block.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(80) * block::WEIGHT;
}

impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<50>;
	type MaximumWeight = MaximumSchedulerWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
}
