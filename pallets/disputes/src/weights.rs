//! What calls weigh.
//!
//! Estimates: storage accesses counted by hand plus an allowance for the work between them. They
//! stand until the benchmarks of `benchmarking.rs` have been run for a runtime, whose
//! generated file then takes the place of [`SubstrateWeight`] in its configuration.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{
		constants::{RocksDbWeight, WEIGHT_REF_TIME_PER_MICROS},
		RuntimeDbWeight, Weight,
	},
};

/// What calls weigh.
pub trait WeightInfo {
	/// `raise` in the place of another, beside what subjects weigh.
	fn raise() -> Weight;
	/// `respond`, beside what subjects weigh.
	fn respond() -> Weight;
	/// `withdraw` after a response, beside what subjects weigh.
	fn withdraw() -> Weight;
	/// `judge`, whichever verdict, beside what subjects weigh.
	fn judge() -> Weight;
	/// `clear_tag`, beside what subjects weigh.
	fn clear_tag() -> Weight;
}

/// Estimates with a runtime's own cost of storage accesses.
pub struct SubstrateWeight<T>(PhantomData<T>);

/// An estimate: storage reads and writes, and microseconds between them.
const fn estimate(db: RuntimeDbWeight, reads: u32, writes: u32, micros: u32) -> Weight {
	let work = WEIGHT_REF_TIME_PER_MICROS.saturating_mul(micros as u64);
	let access =
		db.read.saturating_mul(reads as u64).saturating_add(db.write.saturating_mul(writes as u64));
	Weight::from_parts(work.saturating_add(access), 0)
}

macro_rules! estimates {
	($target:ty $(, $generic:ident: $bound:path)?; $db:expr) => {
		impl$(<$generic: $bound>)? WeightInfo for $target {
			fn raise() -> Weight {
				estimate($db, 23, 8, 180)
			}
			fn respond() -> Weight {
				estimate($db, 1, 1, 40)
			}
			fn withdraw() -> Weight {
				estimate($db, 5, 5, 120)
			}
			fn judge() -> Weight {
				estimate($db, 9, 9, 180)
			}
			fn clear_tag() -> Weight {
				estimate($db, 4, 4, 90)
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
