//! The methods, one file for each namespace.

mod assets;
mod licences;
mod market;

#[cfg(feature = "client")]
pub use assets::AssetsApiClient;
#[cfg(feature = "server")]
pub use assets::AssetsApiServer;
#[cfg(feature = "client")]
pub use licences::LicencesApiClient;
#[cfg(feature = "server")]
pub use licences::LicencesApiServer;
#[cfg(feature = "client")]
pub use market::MarketApiClient;
#[cfg(feature = "server")]
pub use market::MarketApiServer;
