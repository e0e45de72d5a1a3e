//! Starts the real node and runs the real client, for the tests beside this library.
//!
//! The binaries are `METAHUB_NODE` and `METAHUB`, or those that Cargo built beside the tests.

mod client;
mod folder;
mod process;

pub use client::{Failure, Metahub};
pub use folder::Folder;
pub use process::{DevScript, Gateway, Node};
