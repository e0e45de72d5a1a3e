//! The JSON-RPC interface of a MetaHub node, `assets_*`, `licences_*` and `market_*`: methods, types, errors.
//!
//! | item | what | feature |
//! |---|---|---|
//! | `AssetsApiServer`, `LicencesApiServer`, `MarketApiServer` | the traits that the node implements | `server` |
//! | `AssetsApiClient`, `LicencesApiClient`, `MarketApiClient` | the methods as typed clients, on any jsonrpsee client | `client` |
//! | [`types`] | what goes over the wire | |
//! | [`Error`], [`ErrorCode`] | what can go wrong, with numbers that do not change | |
//!
//! Conventions: names in camelCase; `u32` and smaller as JSON numbers, `u64` and `u128` as strings
//! of decimal digits; hashes and bytes as `0x` and lower-case hexadecimal digits; accounts as SS58
//! text; amounts in the smallest unit of their currency (10<sup>18</sup> planck are 1 HUB); times in
//! Unix seconds. The crate knows no runtime: a client
//! that uses it does not compile one.

mod error;
pub mod types;

#[cfg(any(feature = "client", feature = "server"))]
mod api;

pub use error::{Error, ErrorCode};

#[cfg(feature = "client")]
pub use api::{AssetsApiClient, LicencesApiClient, MarketApiClient};
#[cfg(feature = "server")]
pub use api::{AssetsApiServer, LicencesApiServer, MarketApiServer};
