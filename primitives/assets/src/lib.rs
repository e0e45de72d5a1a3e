//! Types and pure logic shared by the chain and its clients.
//!
//! | module | what |
//! |---|---|
//! | [`ids`] | asset ids and contract addresses |
//! | [`types`] | the registry's vocabulary: what calls take and queries answer |
//! | [`multi_uri`] | one URI of any protocol as canonical bytes |
//! | [`cid`] | the content id of a file |
//! | [`path`] | which relative paths a folder may have |
//! | [`path2hash`] | the Merkle root of a folder, its proofs and their check |
//! | [`did`] | `did:metahub:…` |
//! | [`pay`] | currencies, prices, quotes, shares |
//! | [`licence`] | licence terms, how they compare and combine; access |
//! | [`market`] | what is resold, and what a buyer sees of it |
//! | [`dispute`] | what is claimed against assets and licences, and what a judge upheld |
//!
//! Everything here is `no_std` and total: any input gives a value or an error that names what was
//! wrong, never a panic. Byte strings have one canonical form and a bound on their length, and
//! decoding them from SCALE or JSON checks both, so that a value of these types is a valid one
//! wherever it came from.
//!
//! With the feature `std` (the default) there is also [`path2hash::Tree`], which builds the tree
//! and the proofs that the chain only checks, and [`path::fold_key`], which it needs for that.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod cid;
pub mod did;
pub mod dispute;
pub mod ids;
pub mod licence;
pub mod link;
pub mod market;
pub mod multi_uri;
pub mod path;
pub mod path2hash;
pub mod pay;
pub mod types;

mod bytes;

pub use cid::{CidError, ContentId, MAX_CID_LEN};
pub use did::{Did, DidError};
pub use ids::*;
pub use link::{Link, NewLink, Permit};
pub use multi_uri::{MultiUri, MultiUriError, Protocol};
pub use path::{check_path, check_path_bytes, PathError, MAX_PATH_LEN};
pub use path2hash::{leaf_hash, process_proof, verify_proof, ProofError, MAX_PROOF_LEN};
pub use types::*;

#[cfg(feature = "std")]
pub use path::fold_key;
#[cfg(feature = "std")]
pub use path2hash::{Entry, Tree, TreeError};
