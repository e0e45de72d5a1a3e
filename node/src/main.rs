//! The MetaHub node.

// The SDK's error types are as large as they are.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod ethereum;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
