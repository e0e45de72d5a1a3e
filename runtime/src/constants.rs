//! The figures that the runtime is tuned by, each with its unit and its reason.

use crate::{Balance, BlockNumber};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight};
use sp_runtime::{Perbill, Perquintill};

/// Amounts of the native token, in planck. 18 decimals, as Ethereum tools expect, so that one
/// planck is one wei.
pub mod currency {
	use super::Balance;

	/// One HUB.
	pub const HUB: Balance = 1_000_000_000_000_000_000;
	/// A thousandth of a HUB.
	pub const MILLI_HUB: Balance = HUB / 1_000;
	/// A millionth of a HUB.
	pub const MICRO_HUB: Balance = MILLI_HUB / 1_000;
	/// Ethereum's usual unit of gas prices, 10^9 wei.
	pub const GWEI: Balance = 1_000_000_000;

	/// Deposit per byte of state: 1 HUB holds a megabyte, for as long as it lies there.
	pub const DEPOSIT_PER_BYTE: Balance = MICRO_HUB;
	/// Deposit per storage item: as much as 100 bytes, for the trie nodes above it.
	pub const DEPOSIT_PER_ITEM: Balance = 100 * MICRO_HUB;
	/// The least an account must hold: what its own storage item costs.
	pub const EXISTENTIAL_DEPOSIT: Balance = DEPOSIT_PER_ITEM;

	/// What a caller has on hold for state, in every pallet alike.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * DEPOSIT_PER_ITEM + bytes as Balance * DEPOSIT_PER_BYTE
	}
}

/// What a transaction costs. Together these make a block's normal share of compute 12.5 million
/// gas at 4 gwei, close enough to Ethereum that tools with built-in gas limits work.
pub mod fee {
	use super::{currency::GWEI, Balance, Perbill};

	/// Planck per picosecond of reference time: a second of compute costs 0.1 HUB.
	pub const PLANCK_PER_PICOSECOND: u128 = 100_000;
	/// The gas price in planck while blocks are less than half full.
	pub const GAS_PRICE: u32 = 4 * GWEI as u32;
	/// Planck per byte of a transaction: 16 gas, what Ethereum takes for a byte of calldata.
	pub const PER_BYTE: Balance = 16 * GAS_PRICE as Balance;
	/// The unit that priorities are counted in, planck that a block full of a transaction's like
	/// would pay: small enough to tell fees apart, and so large that no fee there can be exceeds
	/// what a priority holds.
	pub const PRIORITY_UNIT: Balance = 1_000_000;
	/// The part of every fee that goes to the treasury. The rest, and the tip, go to the block's
	/// author: so little that it pays to fill its own blocks no less than others.
	pub const TREASURY_SHARE: Perbill = Perbill::from_percent(80);
}

/// Block production.
pub mod time {
	use super::BlockNumber;

	/// Milliseconds from one block to the next.
	pub const SLOT_DURATION: u64 = 2_000;
	/// Blocks in a minute.
	pub const MINUTES: BlockNumber = 60_000 / SLOT_DURATION as BlockNumber;
	/// Blocks in an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// Blocks in a day.
	pub const DAYS: BlockNumber = 24 * HOURS;
	/// Blocks in a session, unless genesis says otherwise: new session keys take effect within two
	/// of them.
	pub const SESSION: BlockNumber = HOURS;
}

/// Limits of a block.
pub mod block {
	use super::{Perbill, Perquintill, Weight, WEIGHT_REF_TIME_PER_SECOND};

	/// Bytes of all transactions of a block.
	pub const LENGTH: u32 = 5 * 1024 * 1024;
	/// Compute of a block: a third of its slot, in which it has to be made, sent and executed again
	/// by the next author. Proof size counts for nothing: no relay chain checks proofs of these
	/// blocks.
	pub const WEIGHT: Weight = Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND / 3, u64::MAX);
	/// What users' transactions may fill; the rest is for operational ones.
	pub const NORMAL_RATIO: Perbill = Perbill::from_percent(75);
	/// What block initialisation is expected to take; no transaction may need more than the rest.
	pub const INITIALIZATION_RATIO: Perbill = Perbill::from_percent(10);
	/// Blocks fuller than this raise the fee multiplier, emptier ones lower it.
	pub const TARGET_FULLNESS: Perquintill = Perquintill::from_percent(50);
}
