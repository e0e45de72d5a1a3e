//! What shells and `man` are told of the commands.

use super::{Cli, Outcome};
use crate::{content::ContentError, error::Error, output::Output};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
	/// The shell
	shell: Shell,
}

/// Arguments of `man`.
#[derive(Args, Debug)]
pub struct ManArgs {
	/// The folder that the pages go to; it is made if it is not there
	folder: PathBuf,
}

/// Runs `completions`.
pub fn run_completions(args: &CompletionsArgs) -> Result<Outcome, Error> {
	let mut script = Vec::new();
	clap_complete::generate(args.shell, &mut Cli::command(), "metahub", &mut script);
	// The reader of a pipe may stop early.
	let _ = std::io::stdout().write_all(&script);
	Ok(Outcome::Yes)
}

/// Runs `man`.
pub fn run_man(out: &Output, args: &ManArgs) -> Result<Outcome, Error> {
	let failed = |error| ContentError::Io { path: args.folder.clone(), error };
	std::fs::create_dir_all(&args.folder).map_err(failed)?;
	clap_mangen::generate_to(Cli::command(), &args.folder).map_err(failed)?;
	let folder = args.folder.display();
	out.result(&json!({ "folder": args.folder }), |_| format!("the pages are in {folder}"));
	Ok(Outcome::Yes)
}
