//! What calls weigh.
//!
//! Estimates: storage accesses counted by hand plus an allowance for the work between them. They
//! stand until the benchmarks of `benchmarking.rs` have been run for a runtime, whose
//! generated file then takes the place of [`SubstrateWeight`] in its configuration.
//!
//! What ERC-20 contracts take is not in these: [`Erc20::weight`](crate::Erc20::weight) comes on
//! top.

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
	/// Choosing among `p` prices, none of them in the payer's currency.
	fn choose(p: u32) -> Weight;
	/// Settling by a swap over two pools, with `n` payees none of whom can be paid.
	fn settle(n: u32) -> Weight;
	/// Settling without a swap, with `n` payees none of whom can be paid.
	fn settle_direct(n: u32) -> Weight;
	/// Buying the native token for a deposit with a token.
	fn top_up() -> Weight;
	/// `pay`, by a swap over two pools, to a payee that cannot be paid.
	fn pay() -> Weight;
	/// `claim`, of the last claim on a pot.
	fn claim() -> Weight;
	/// `write_off`, of the last claim on a pot.
	fn write_off() -> Weight;
	/// `authorise`.
	fn authorise() -> Weight;
	/// `revoke_authorisation`.
	fn revoke_authorisation() -> Weight;
	/// `lock`.
	fn lock() -> Weight;
	/// `claim_lock` that ends the escrow and the authorisation.
	fn claim_lock() -> Weight;
	/// `release` that ends the authorisation.
	fn release() -> Weight;
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
			fn choose(p: u32) -> Weight {
				estimate($db, 4, 0, 30)
					.saturating_add(estimate($db, 6, 0, 60).saturating_mul(p.into()))
			}
			fn settle(n: u32) -> Weight {
				estimate($db, 18, 14, 350)
					.saturating_add(estimate($db, 6, 5, 120).saturating_mul(n.into()))
			}
			fn settle_direct(n: u32) -> Weight {
				estimate($db, 10, 8, 150)
					.saturating_add(estimate($db, 6, 5, 120).saturating_mul(n.into()))
			}
			fn top_up() -> Weight {
				estimate($db, 12, 7, 200)
			}
			fn pay() -> Weight {
				estimate($db, 26, 22, 500)
			}
			fn claim() -> Weight {
				estimate($db, 10, 9, 120)
			}
			fn write_off() -> Weight {
				estimate($db, 6, 5, 80)
			}
			fn authorise() -> Weight {
				estimate($db, 4, 3, 50)
			}
			fn revoke_authorisation() -> Weight {
				estimate($db, 4, 3, 50)
			}
			fn lock() -> Weight {
				estimate($db, 11, 9, 120)
			}
			fn claim_lock() -> Weight {
				estimate($db, 14, 12, 180)
			}
			fn release() -> Weight {
				estimate($db, 11, 9, 120)
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
