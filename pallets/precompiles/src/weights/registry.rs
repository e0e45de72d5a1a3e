//! Weights of [`registry`](crate::registry).

use super::SubstrateWeight;
use crate::{common::reads, Config};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_NANOS, Weight};

/// What the functions of the registry weigh, beside the calls that they dispatch and their
/// arguments.
pub trait WeightInfo {
	/// Arguments of this many bytes: their decoding, and making a call's of them.
	fn arguments(bytes: u32) -> Weight;
	/// What a write reads in order to answer: `createCollection`, `register`, `revise`.
	fn answer() -> Weight;
	/// Finding the account behind an address.
	fn account() -> Weight;
	/// `exists`.
	fn exists() -> Weight;
	/// Describing this many assets, each with as many URIs as it may have: `resolve`, `list`.
	fn assets(count: u32) -> Weight;
	/// Looking at this many records for a list.
	fn looks(count: u32) -> Weight;
	/// What `did` and `resolveDid` do beside reading the asset.
	fn did() -> Weight;
	/// `collectionInfo`, `collectionOf`, `collectionAddress`; `rolesOf` without the account.
	fn collection() -> Weight;
	/// `revision`, `revisions` of this many, each with as many URIs as it may have.
	fn revisions(count: u32) -> Weight;
	/// `lineage` of this many assets, and so many links looked at.
	fn lineage(nodes: u32, links: u32) -> Weight;
	/// `verifyPath` with a proof of this many hashes.
	fn verify_path(hashes: u32) -> Weight;
}

impl<T: Config> WeightInfo for SubstrateWeight<T> {
	fn arguments(bytes: u32) -> Weight {
		let nanos = u64::from(bytes).saturating_mul(10);
		reads::<T>(0, 2)
			.saturating_add(Weight::from_parts(nanos.saturating_mul(WEIGHT_REF_TIME_PER_NANOS), 0))
	}

	fn answer() -> Weight {
		// The collection or the asset.
		reads::<T>(1, 5)
	}

	fn account() -> Weight {
		reads::<T>(1, 2)
	}

	fn exists() -> Weight {
		// The asset and its NFT.
		reads::<T>(2, 6)
	}

	fn assets(count: u32) -> Weight {
		// The asset, its NFT, its revision, the length of its list of links; two hashes for
		// addresses, and up to 6 KiB of answer.
		reads::<T>(4, 80).saturating_mul(count.into())
	}

	fn looks(count: u32) -> Weight {
		// An owner's next item, and the asset.
		reads::<T>(2, 8).saturating_mul(count.into())
	}

	fn did() -> Weight {
		// The genesis hash.
		reads::<T>(1, 6)
	}

	fn collection() -> Weight {
		// The collection; two hashes for addresses.
		reads::<T>(1, 15)
	}

	fn revisions(count: u32) -> Weight {
		// The asset, twice if its current revision's number is asked for first.
		reads::<T>(2, 10).saturating_add(reads::<T>(1, 60).saturating_mul(count.into()))
	}

	fn lineage(nodes: u32, links: u32) -> Weight {
		// Of each asset itself and its list of links, of up to 4 KiB; of each link, an entry of
		// the index the other way. One more is looked at per asset, to know whether there is.
		reads::<T>(3, 40)
			.saturating_mul(nodes.into())
			.saturating_add(reads::<T>(1, 8).saturating_mul(links.into()))
	}

	fn verify_path(hashes: u32) -> Weight {
		// The asset and the revision; up to 1 KiB of path to check and to hash.
		reads::<T>(2, 60).saturating_add(reads::<T>(0, 4).saturating_mul(hashes.into()))
	}
}
