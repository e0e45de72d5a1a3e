//! The command-line client. Everything it does is in the library.

use clap::Parser;
use metahub_client::{cli::Cli, error};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(problem) => return error::report_usage(&problem),
	};
	// Logs are for whoever looks for a fault: RUST_LOG=metahub_client=debug
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("off"));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

	let out = cli.output();
	let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => runtime,
		Err(problem) => {
			eprintln!("error: {problem}");
			return ExitCode::from(error::EXIT_FILES);
		}
	};
	// A future of all commands is large; the heap has room for it.
	let result = runtime.block_on(Box::pin(cli.run()));
	// Blocking reads that were abandoned must not hold up the end.
	runtime.shutdown_background();
	error::exit_code(result, out)
}
