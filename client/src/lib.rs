//! metahub: the command-line client of a MetaHub chain, and the library that it is made of.
//!
//! | module | what |
//! |---|---|
//! | [`access`] | proving to a gateway who is asking: challenges, signatures, passes |
//! | [`chain`] | a node: read the registry, sign and send calls, follow changes |
//! | [`content`] | files as content: chunks, CIDs, manifests, how a folder is packed |
//! | [`store`] | where blocks lie: the embedded folder store, Kubo, HTTP gateways |
//! | [`gateway`] | the embedded store, served over the IPFS trustless-gateway protocol |
//! | [`pull`] | an asset's files, from wherever they can be had, each block verified |
//! | [`verify`] | a folder against a manifest |
//! | [`keys`] | accounts that sign |
//! | [`config`], [`output`], [`progress`], [`error`] | settings, results, progress, exit codes |
//! | [`cli`] | the commands |

pub mod access;
pub mod chain;
pub mod cli;
pub mod config;
pub mod content;
pub mod error;
pub mod gateway;
pub mod keys;
pub mod output;
pub mod progress;
pub mod pull;
pub mod store;
pub mod verify;
