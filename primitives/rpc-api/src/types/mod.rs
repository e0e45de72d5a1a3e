//! What goes over the wire.

mod asset;
mod block;
mod change;
pub mod decimal;
mod did;
mod lineage;
mod list;
mod path;
mod subscription;

pub use asset::*;
pub use block::*;
pub use change::*;
pub use did::*;
pub use lineage::*;
pub use list::*;
pub use path::*;
pub use subscription::*;

#[cfg(test)]
mod tests;
