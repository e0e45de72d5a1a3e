//! The methods, one file for each namespace.

mod assets;
mod licences;

#[cfg(feature = "client")]
pub use assets::AssetsApiClient;
#[cfg(feature = "server")]
pub use assets::AssetsApiServer;
#[cfg(feature = "client")]
pub use licences::LicencesApiClient;
#[cfg(feature = "server")]
pub use licences::LicencesApiServer;
