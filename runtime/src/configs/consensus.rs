//! Who makes blocks, who finalises them, and what time it is.
//!
//! The validators are those of the genesis; each can change its session keys. A pallet that
//! changes the set comes as another `SessionManager`.

use crate::{
	configs::money::Treasury,
	constants::{currency::deposit, time},
	network::{self, SessionLengthOf},
	weights, AccountId, Aura, Balance, Balances, Runtime, RuntimeEvent, Session, SessionKeys,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64},
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::traits::{ConvertInto, OpaqueKeys};

/// Most validators.
pub type MaxAuthorities = ConstU32<100>;

impl pallet_timestamp::Config for Runtime {
	// Half a slot: a block in the next slot is never too early.
	type MinimumPeriod = ConstU64<{ time::SLOT_DURATION / 2 }>;
	type Moment = u64;
	type OnTimestampSet = Aura;
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

impl pallet_aura::Config for Runtime {
	// A slot is one block: else its author could outgrow an honest fork within it. A node that
	// seals instantly moves the clock on by a slot per block.
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxAuthorities;
	type SlotDuration = ConstU64<{ time::SLOT_DURATION }>;
}

impl network::Config for Runtime {
	type Currency = Balances;
	type Treasury = Treasury;
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Runtime, Aura>;
}

parameter_types! {
	pub const SessionOffset: u32 = 0;
	/// The keys and the two entries that find their owner.
	pub const KeyDeposit: Balance = deposit(3, 64 + 2 * 68);
}

/// When sessions end: as often as the genesis says.
type Sessions = pallet_session::PeriodicSessions<SessionLengthOf<Runtime>, SessionOffset>;

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = KeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = Sessions;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = ();
	type ShouldEndSession = Sessions;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = weights::pallet_session::WeightInfo<Runtime>;
}

impl pallet_grandpa::Config for Runtime {
	// Reporting equivocations wants a stake to slash.
	type EquivocationReportSystem = ();
	type KeyOwnerProof = sp_core::Void;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<0>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}
