//! Weights of [`licensing`](crate::licensing) and [`payments`](crate::payments).

use super::SubstrateWeight;
use crate::{common::reads, Config};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_NANOS, Weight};

/// What the functions weigh, beside the calls that they dispatch and what pallets say themselves
/// of choosing prices and of access.
pub trait WeightInfo {
	/// Arguments of this many bytes: their decoding, and making a call's of them.
	fn licensing_arguments(bytes: u32) -> Weight;
	/// Finding an account, or the id of what is made next.
	fn lookup() -> Weight;
	/// Hashing terms.
	fn terms_id() -> Weight;
	/// Describing terms, or an asset's mode of access.
	fn terms() -> Weight;
	/// Describing this many offers.
	fn offers(count: u32) -> Weight;
	/// Describing this many licences, as deep as they can be.
	fn licences(count: u32) -> Weight;
	/// Describing an escrow.
	fn escrow() -> Weight;
	/// What waits for an account, in as many currencies as are listed.
	fn claimable() -> Weight;
}

impl<T: Config> WeightInfo for SubstrateWeight<T> {
	fn licensing_arguments(bytes: u32) -> Weight {
		let nanos = u64::from(bytes).saturating_mul(10);
		reads::<T>(0, 2)
			.saturating_add(Weight::from_parts(nanos.saturating_mul(WEIGHT_REF_TIME_PER_NANOS), 0))
	}

	fn lookup() -> Weight {
		reads::<T>(1, 3)
	}

	fn terms_id() -> Weight {
		reads::<T>(0, 10)
	}

	fn terms() -> Weight {
		reads::<T>(1, 20)
	}

	fn offers(count: u32) -> Weight {
		// The index, the offer, the asset, its owner, or the licence above and those above it.
		reads::<T>(1, 5).saturating_add(reads::<T>(24, 60).saturating_mul(count.into()))
	}

	fn licences(count: u32) -> Weight {
		// The index, the licence, its terms, its holder, its licensor, those above it.
		reads::<T>(1, 5).saturating_add(reads::<T>(28, 80).saturating_mul(count.into()))
	}

	fn escrow() -> Weight {
		reads::<T>(1, 15)
	}

	fn claimable() -> Weight {
		reads::<T>(64, 100)
	}
}
