//! One file per concern. Every test checks the invariants when it is done.

mod approvals;
mod enumeration;
mod logs;
mod moves;
mod operators;
mod sequences;
mod transfers;

use crate::mock::{logs, test, Erc721, Test};
use frame_support::{assert_noop, assert_ok};
