//! Runs the benchmarks of a runtime that was built with `runtime-benchmarks`.

use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;

fn main() -> sc_cli::Result<()> {
	let command = PalletCmd::parse();
	sc_cli::LoggerBuilder::new("warn,frame_benchmarking_cli=info").init()?;
	command.run_with_spec::<BlakeTwo256, ()>(None)
}
