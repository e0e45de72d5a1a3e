//! What calls weigh, the logs of collections included.
//!
//! Estimates: storage accesses counted by hand plus an allowance for the work between them and for
//! the log. They stand until the benchmarks of `benchmarking.rs` have been run for a runtime.

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
	/// `transfer` by an operator, both owners having other items.
	fn transfer() -> Weight;
	/// `approve` by an operator, instead of another.
	fn approve() -> Weight;
	/// `set_approval_for_all`, the dearer of giving and taking.
	fn set_approval_for_all() -> Weight;
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
			fn transfer() -> Weight {
				estimate($db, 20, 13, 150)
			}
			fn approve() -> Weight {
				estimate($db, 7, 2, 120)
			}
			fn set_approval_for_all() -> Weight {
				estimate($db, 6, 4, 120)
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
