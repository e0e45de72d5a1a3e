//! How each pallet is set up, one file per theme.

pub mod assets;
pub mod consensus;
pub mod governance;
pub mod money;
pub mod nfts;
pub mod registry;
pub mod revive;
pub mod system;
