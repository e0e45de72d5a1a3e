//! How each pallet is set up, one file per theme.

pub mod assets;
pub mod consensus;
pub mod erc20;
pub mod erc721;
pub mod governance;
pub mod licence_changes;
pub mod licensing;
pub mod market;
pub mod money;
pub mod native_logs;
pub mod nfts;
pub mod payments;
pub mod registry;
pub mod revive;
pub mod system;
