//! What goes over the wire.

mod asset;
mod block;
mod change;
pub mod decimal;
mod did;
mod licence;
mod licence_change;
mod lineage;
mod list;
mod market;
mod money;
mod number;
mod path;
mod subscription;
mod terms;

pub use asset::*;
pub use block::*;
pub use change::*;
pub use did::*;
pub use licence::*;
pub use licence_change::*;
pub use lineage::*;
pub use list::*;
pub use market::*;
pub use money::*;
pub use number::*;
pub use path::*;
pub use subscription::*;
pub use terms::*;

#[cfg(test)]
mod tests;
