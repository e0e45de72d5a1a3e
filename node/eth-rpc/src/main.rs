//! The Ethereum JSON-RPC endpoint of a MetaHub node: pallet-revive's server, as it is. The node
//! starts it and looks after it; it can also be started by hand, for any node.
//!
//! With `METAHUB_SUPERVISED=1` it ends when its standard input does. The node holds the other end,
//! which closes however the node ends.

use pallet_revive_eth_rpc::cli;
use std::{io, process, thread};

fn main() -> anyhow::Result<()> {
	let command = cli::CliCommand::parse_cli()?;
	if std::env::var_os("METAHUB_SUPERVISED").is_some_and(|value| value == "1") {
		thread::Builder::new().name("supervisor".into()).spawn(end_with_input)?;
	}
	cli::run(command)
}

/// The database is one that can be cut off at any time: SQLite, with a write-ahead log.
fn end_with_input() {
	// What is written there means nothing; and an end by a failure is an end, too.
	let _ = io::copy(&mut io::stdin(), &mut io::sink());
	process::exit(0);
}
