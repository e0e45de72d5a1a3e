//! What payments store, and what their receipts say.

use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use metahub_assets::pay::{Currency, Share, ShareOutcome, MAX_PAYEES};
use scale_info::TypeInfo;
use sp_core::H256;

/// Most currencies on the way of a swap, both ends included.
pub const MAX_PATH: u32 = 3;

/// The currencies that a swap goes through, both ends included; empty without one.
pub type Path = BoundedVec<Currency, ConstU32<MAX_PATH>>;

/// The shares of a settlement, with what became of each.
pub type PaidShares<AccountId> = BoundedVec<(Share<AccountId>, ShareOutcome), ConstU32<MAX_PAYEES>>;

/// What a payee can claim in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ClaimRecord<AccountId, Balance> {
	/// How much.
	pub amount: u128,
	/// Who paid for this record.
	pub depositor: AccountId,
	/// What is on hold for it.
	pub deposit: Balance,
}

/// What a currency's pot owes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PotRecord {
	/// The claims on it, added up.
	pub owed: u128,
	/// Whether its account lives by a provider reference of this pallet.
	pub provided: bool,
}

/// What a payee may lock of a payer's money in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AuthorisationRecord<Balance> {
	/// The most that is locked and has been claimed, together.
	pub max_amount: u128,
	/// The longest that a lock may last, seconds.
	pub max_secs: u64,
	/// The most locks at a time. Zero once revoked.
	pub max_locks: u32,
	/// What has been claimed since it was given.
	pub claimed: u128,
	/// What is locked.
	pub locked: u128,
	/// The locks there are.
	pub locks: u32,
	/// What is on hold for this record.
	pub deposit: Balance,
}

/// What is locked for a payee.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct EscrowRecord<AccountId, Balance> {
	/// Whose money it is.
	pub payer: AccountId,
	/// Who may claim it.
	pub payee: AccountId,
	/// In which currency.
	pub currency: Currency,
	/// What is left of it.
	pub left: u128,
	/// When the payer may take it back, Unix seconds.
	pub deadline: u64,
	/// What the payee locked it for.
	pub job: H256,
	/// What is on hold for this record.
	pub deposit: Balance,
}
