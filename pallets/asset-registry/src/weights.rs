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
	/// `create_collection`.
	fn create_collection() -> Weight;
	/// `set_roles`.
	fn set_roles() -> Weight;
	/// `nominate_publisher`.
	fn nominate_publisher() -> Weight;
	/// `accept_publisher`.
	fn accept_publisher() -> Weight;
	/// `destroy_collection`.
	fn destroy_collection() -> Weight;
	/// `register` with `u` multiURIs and `l` links.
	fn register(u: u32, l: u32) -> Weight;
	/// `revise` with `u` multiURIs.
	fn revise(u: u32) -> Weight;
	/// `add_uri`.
	fn add_uri() -> Weight;
	/// `withdraw_uri`.
	fn withdraw_uri() -> Weight;
	/// `set_state`.
	fn set_state() -> Weight;
	/// `link` that looks at `w` assets to rule out a cycle.
	fn link(w: u32) -> Weight;
	/// `unlink`.
	fn unlink() -> Weight;
	/// `transfer`.
	fn transfer() -> Weight;
	/// `prune_revisions`, beside dropping them and returning deposits.
	fn prune_revisions() -> Weight;
	/// `retire` of an asset with `l` links, beside dropping revisions and returning deposits.
	fn retire(l: u32) -> Weight;
	/// `set_managed`.
	fn set_managed() -> Weight;
	/// Dropping `r` revisions.
	fn drop_revisions(r: u32) -> Weight;
	/// Returning deposits in `n` payments.
	fn refund(n: u32) -> Weight;
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
			fn create_collection() -> Weight {
				estimate($db, 5, 9, 60)
			}
			fn set_roles() -> Weight {
				estimate($db, 4, 4, 40)
			}
			fn nominate_publisher() -> Weight {
				estimate($db, 1, 1, 20)
			}
			fn accept_publisher() -> Weight {
				estimate($db, 5, 5, 60)
			}
			fn destroy_collection() -> Weight {
				estimate($db, 8, 9, 80)
			}
			fn register(u: u32, l: u32) -> Weight {
				estimate($db, 10, 12, 153)
					.saturating_add(estimate($db, 0, 0, 20).saturating_mul(u.into()))
					.saturating_add(estimate($db, 2, 2, 20).saturating_mul(l.into()))
			}
			fn revise(u: u32) -> Weight {
				estimate($db, 5, 4, 80)
					.saturating_add(estimate($db, 0, 0, 20).saturating_mul(u.into()))
			}
			fn add_uri() -> Weight {
				estimate($db, 6, 3, 150)
			}
			fn withdraw_uri() -> Weight {
				estimate($db, 6, 3, 150)
			}
			fn set_state() -> Weight {
				estimate($db, 3, 3, 26)
			}
			fn link(w: u32) -> Weight {
				estimate($db, 7, 5, 100)
					.saturating_add(estimate($db, 1, 0, 60).saturating_mul(w.into()))
			}
			fn unlink() -> Weight {
				estimate($db, 8, 5, 80)
			}
			fn transfer() -> Weight {
				estimate($db, 6, 5, 50)
			}
			fn prune_revisions() -> Weight {
				estimate($db, 2, 1, 30)
			}
			fn retire(l: u32) -> Weight {
				estimate($db, 12, 13, 153)
					.saturating_add(estimate($db, 1, 2, 30).saturating_mul(l.into()))
			}
			fn set_managed() -> Weight {
				estimate($db, 2, 1, 20)
			}
			fn drop_revisions(r: u32) -> Weight {
				estimate($db, 1, 1, 60).saturating_mul(r.into())
			}
			fn refund(n: u32) -> Weight {
				estimate($db, 2, 2, 50).saturating_mul(n.into())
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
