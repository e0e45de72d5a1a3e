//! What functions weigh, measured.
//!
//! One trait per interface, one function per function of it. Each is measured by a whole call of
//! the contract, but for the pallet's call that a writing function [dispatches], which weighs for
//! itself. What such a call takes before a function begins, pallet-revive has charged already: a
//! call that is refused is measured too, and subtracted from the others.
//!
//! [dispatches]: crate::common::dispatch

pub mod erc721;
pub mod licensing;
pub mod payments;
pub mod registry;
