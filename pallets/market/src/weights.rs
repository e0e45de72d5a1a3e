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
	/// `set_royalty`, with another depositor's deposit to return.
	fn set_royalty() -> Weight;
	/// `list` with the most prices, in place of a listing; beside what items weigh.
	fn list() -> Weight;
	/// `unlist`.
	fn unlist() -> Weight;
	/// `buy`, beside what items and payments weigh.
	fn buy() -> Weight;
	/// `moved`, with a listing that ends.
	fn moved() -> Weight;
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
			fn set_royalty() -> Weight {
				estimate($db, 5, 5, 60)
			}
			fn list() -> Weight {
				estimate($db, 5, 5, 90)
			}
			fn unlist() -> Weight {
				estimate($db, 3, 3, 60)
			}
			fn buy() -> Weight {
				estimate($db, 5, 3, 100)
			}
			fn moved() -> Weight {
				estimate($db, 3, 3, 60)
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
