//! Files as content: how a folder becomes blocks, CIDs and a manifest, and how blocks become files.
//!
//! | module | what |
//! |---|---|
//! | [`block`] | a block whose bytes are known to match its CID |
//! | [`dagpb`] | the one form of inner node that a file's DAG has |
//! | [`directory`] | directories of one node |
//! | [`layout`] | the balanced DAG over a file's chunks |
//! | [`unixfs`] | file to blocks |
//! | [`reader`] | blocks to file, whole or a range |
//! | [`car`] | a DAG as a CAR stream |
//! | [`walk`] | which files a folder has |
//! | [`select`] | which of them are wanted: include and exclude patterns |
//! | [`ddo`] | the metadata document of a folder |
//! | [`manifest`] | all of a folder in one canonical JSON file |
//! | [`pack`] | folder to manifest and blocks |
//!
//! Everything streams: a file of any size takes the memory of a few blocks.

pub mod block;
pub mod car;
pub mod dagpb;
pub mod ddo;
pub mod directory;
mod error;
pub mod layout;
pub mod manifest;
pub mod pack;
pub mod reader;
pub mod select;
pub mod unixfs;
pub mod walk;

pub use block::{Block, BlockError, MAX_BLOCK_LEN};
pub use error::ContentError;
pub use manifest::{Manifest, ManifestError};

/// The name of the way in which files become CIDs, recorded in every manifest: CIDv1, SHA-256,
/// chunks of 1 MiB, raw leaves, balanced DAG of width 1024.
pub const PROFILE: &str = "unixfs-v1-2025";

/// A folder at the top of a published folder that is not content: metadata about the folder, such
/// as the manifest where a plain HTTP server offers the files. [`pack`] and `verify` pass over it.
pub const RESERVED_FOLDER: &str = ".metahub";
