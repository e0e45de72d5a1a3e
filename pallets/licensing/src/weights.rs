//! What calls weigh, beside what payments and royalties add.
//!
//! Estimates: storage accesses counted by hand plus an allowance for the work between them, for
//! the deepest sub-licence. They stand until the benchmarks of `benchmarking.rs` have been run for
//! a runtime, whose generated file then takes the place of [`SubstrateWeight`] in its
//! configuration.

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
	/// `create_terms`.
	fn create_terms() -> Weight;
	/// `remove_terms`.
	fn remove_terms() -> Weight;
	/// `set_access_mode`.
	fn set_access_mode() -> Weight;
	/// `set_listed`.
	fn set_listed() -> Weight;
	/// `set_collection_fee`.
	fn set_collection_fee() -> Weight;
	/// `create_offer`.
	fn create_offer() -> Weight;
	/// `close_offer`.
	fn close_offer() -> Weight;
	/// `buy`, beside the payment and the creation of a licence collection.
	fn buy() -> Weight;
	/// `grant`, but for the creation of a licence collection.
	fn grant() -> Weight;
	/// Creating a licence collection, as the first `buy` or `grant` in a collection does.
	fn create_licence_collection() -> Weight;
	/// `renew`, beside the payment.
	fn renew() -> Weight;
	/// `transfer`.
	fn transfer() -> Weight;
	/// `revoke`.
	fn revoke() -> Weight;
	/// `consume`.
	fn consume() -> Weight;
	/// `set_seat`.
	fn set_seat() -> Weight;
	/// `approve_derivatives`.
	fn approve_derivatives() -> Weight;
	/// `close` of a licence with `s` seats taken.
	fn close(s: u32) -> Weight;
	/// `destroy_licence_collection`.
	fn destroy_licence_collection() -> Weight;
	/// Whether an account has access, after looking at `n` of its seats and `n` of its licences.
	fn access(n: u32) -> Weight;
	/// Whether an account may derive under a licence.
	fn permit() -> Weight;
	/// Whether pallet-nfts may move a licence.
	fn is_locked() -> Weight;
	/// What is left to do when a licence's NFT has another owner.
	fn moved() -> Weight;
	/// What a licence that is sold on leaves to do, beside the payment: its shares, its deposit, the
	/// transfer.
	fn resell() -> Weight;
	/// What is left to do when an asset is retired.
	fn retired() -> Weight;
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
			fn create_terms() -> Weight {
				estimate($db, 3, 3, 60)
			}
			fn remove_terms() -> Weight {
				estimate($db, 3, 3, 50)
			}
			fn set_access_mode() -> Weight {
				estimate($db, 9, 5, 80)
			}
			fn set_listed() -> Weight {
				estimate($db, 5, 3, 50)
			}
			fn set_collection_fee() -> Weight {
				estimate($db, 4, 3, 50)
			}
			fn create_offer() -> Weight {
				estimate($db, 18, 6, 120)
			}
			fn close_offer() -> Weight {
				estimate($db, 16, 5, 90)
			}
			fn buy() -> Weight {
				estimate($db, 53, 19, 320)
			}
			fn grant() -> Weight {
				estimate($db, 29, 18, 220)
			}
			fn create_licence_collection() -> Weight {
				estimate($db, 8, 10, 120)
			}
			fn renew() -> Weight {
				estimate($db, 46, 4, 210)
			}
			fn transfer() -> Weight {
				estimate($db, 21, 8, 100)
			}
			fn revoke() -> Weight {
				estimate($db, 10, 5, 60)
			}
			fn consume() -> Weight {
				estimate($db, 13, 3, 70)
			}
			fn set_seat() -> Weight {
				estimate($db, 17, 6, 90)
			}
			fn approve_derivatives() -> Weight {
				estimate($db, 7, 1, 40)
			}
			fn close(s: u32) -> Weight {
				estimate($db, 27, 19, 170)
					.saturating_add(estimate($db, 2, 4, 40).saturating_mul(s.into()))
			}
			fn destroy_licence_collection() -> Weight {
				estimate($db, 10, 9, 100)
			}
			fn access(n: u32) -> Weight {
				estimate($db, 10, 0, 50)
					.saturating_add(estimate($db, 17, 0, 60).saturating_mul(n.into()))
			}
			fn permit() -> Weight {
				estimate($db, 22, 0, 120)
			}
			fn moved() -> Weight {
				estimate($db, 2, 3, 30)
			}
			fn resell() -> Weight {
				estimate($db, 40, 20, 300)
			}
			fn is_locked() -> Weight {
				estimate($db, 9, 0, 30)
			}
			fn retired() -> Weight {
				estimate($db, 4, 4, 50)
			}
		}
	};
}

estimates!(SubstrateWeight<T>, T: frame_system::Config; T::DbWeight::get());
estimates!((); RocksDbWeight::get());
