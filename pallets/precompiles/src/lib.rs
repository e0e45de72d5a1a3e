//! # Precompiles
//!
//! The chain's pallets as contracts, for Solidity and for Ethereum clients.
//!
//! | interface | address | what |
//! |---|---|---|
//! | [`ICollection`](erc721) | collection id in bytes 0 to 3, `0x0721` in bytes 16 and 17 | an ERC-721 contract per collection of assets, and of licences |
//! | [`IAssetRegistry`](registry) | `0x0701` in bytes 16 and 17 | the asset registry |
//! | [`ILicensing`](licensing) | `0x0702` in bytes 16 and 17 | terms, offers, licences, access |
//! | [`IPayments`](payments) | `0x0703` in bytes 16 and 17 | quotes, payments, escrow |
//!
//! Each interface is a `.sol` file beside its Rust, which is generated from it: a function that
//! is declared there and not answered here does not compile.
//!
//! ## What every function does, in this order
//!
//! 1. [`guard`](common::guard): no delegatecall, no value, no writes in a static call.
//! 2. Decodes and narrows its arguments: an id or amount that no pallet could hold is refused with
//!    its name.
//! 3. Charges what it is about to do.
//! 4. Acts. A change of state is always a call of a pallet, dispatched in the caller's name, so
//!    that filters, checks, weights and events are those of the extrinsic.
//! 5. Calls out last, if at all.
//!
//! Errors are reason strings: a pallet's as `Pallet: Error`, those of ERC-721 as OpenZeppelin words
//! them. Only what ends a transaction anyhow, gas and the like, stays opaque.
//!
//! ## Logs
//!
//! Collections' logs are at the collection's own address, whoever caused them, see [`logs`].

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod common;
pub mod door;
pub mod erc721;
pub mod licensing;
pub mod logs;
mod money;
pub mod payments;
pub mod registry;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod tests;

use core::num::NonZero;
use metahub_assets::ids::{
	ASSET_COLLECTION_PREFIX, LICENSING_CONTRACT, PAYMENTS_CONTRACT, REGISTRY_CONTRACT,
};
use pallet_revive::precompiles::AddressMatcher;

pub use common::Config;
pub use erc721::Collection;
pub use licensing::Licensing;
pub use logs::CollectionLogs;
pub use payments::Payments;
pub use registry::AssetRegistry;

/// The addresses at which this crate's code runs, and no other.
pub(crate) const OURS: [AddressMatcher; 4] = [
	AddressMatcher::Prefix(nonzero(ASSET_COLLECTION_PREFIX)),
	AddressMatcher::Fixed(nonzero(REGISTRY_CONTRACT)),
	AddressMatcher::Fixed(nonzero(LICENSING_CONTRACT)),
	AddressMatcher::Fixed(nonzero(PAYMENTS_CONTRACT)),
];

/// Bytes 16 and 17 of an address, at compile time.
pub(crate) const fn nonzero(id: u16) -> NonZero<u16> {
	match NonZero::new(id) {
		Some(id) => id,
		None => panic!("address zero is no contract's"),
	}
}
