//! The command-line client.

use crate::process::binary;
use serde_json::Value;
use std::{
	ffi::OsStr,
	path::{Path, PathBuf},
	process::Command,
};
use tempfile::TempDir;

/// `metahub` with a home and a store of its own.
pub struct Metahub {
	node: Option<String>,
	home: TempDir,
	env: Vec<(&'static str, String)>,
}

/// What a command that failed said.
#[derive(Debug)]
pub struct Failure {
	/// The exit code.
	pub exit: i32,
	/// The error's code.
	pub code: String,
	/// The error's text.
	pub message: String,
}

impl Metahub {
	/// A client of a node, or of none.
	pub fn new(node: Option<String>) -> Self {
		Self { node, home: TempDir::new().expect("a temporary folder"), env: Vec::new() }
	}

	/// The same with a variable in its environment.
	pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
		self.env.push((name, value.into()));
		self
	}

	/// Another client of the same node, with a variable in its environment.
	pub fn with_variable(&self, name: &'static str, value: &str) -> Self {
		let mut env = self.env.clone();
		env.push((name, value.into()));
		Self { env, ..Self::new(self.node.clone()) }
	}

	/// Where it keeps its files.
	pub fn data_dir(&self) -> PathBuf {
		self.home.path().join(".local/share/metahub")
	}

	/// Its content store.
	pub fn store(&self) -> PathBuf {
		self.home.path().join("store")
	}

	fn command(&self, account: &str) -> Command {
		let mut command = Command::new(binary("METAHUB", "metahub"));
		command
			.env_clear()
			.env("HOME", self.home.path())
			.env("METAHUB_ACCOUNT", account)
			.env("METAHUB_STORE", self.store())
			.envs(self.env.iter().map(|(name, value)| (name, value)));
		if let Some(node) = &self.node {
			command.env("METAHUB_NODE_URL", node);
		}
		command
	}

	/// What a command prints for people; it has to succeed.
	pub fn text(&self, account: &str, arguments: &[&str]) -> String {
		let mut command = self.command(account);
		let output = command.args(arguments).output();
		let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
		assert!(output.status.success(), "{command:?}: {output:?}");
		String::from_utf8(output.stdout).expect("UTF-8")
	}

	/// Runs a command as a development account; its JSON result, or how it failed.
	pub fn try_run<A: AsRef<OsStr>>(
		&self,
		account: &str,
		arguments: impl IntoIterator<Item = A>,
	) -> Result<Value, Failure> {
		let mut command = self.command(account);
		command.args(["--json", "--quiet"]).args(arguments);
		let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
		let (out, err) =
			(String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
		if output.status.success() {
			return Ok(serde_json::from_str(&out)
				.unwrap_or_else(|error| panic!("{command:?}: {error}:\n{out}\n{err}")));
		}
		let body = err.lines().rev().find_map(|line| serde_json::from_str::<Value>(line).ok());
		let error = body.unwrap_or_default()["error"].take();
		Err(Failure {
			exit: output.status.code().unwrap_or(-1),
			code: error["code"].as_str().unwrap_or_default().into(),
			message: error["message"].as_str().map_or_else(|| format!("{out}{err}"), Into::into),
		})
	}

	/// Runs a command whose result is a "no": exit code 1 with a result. The result.
	pub fn refused<A: AsRef<OsStr>>(
		&self,
		account: &str,
		arguments: impl IntoIterator<Item = A>,
	) -> Value {
		let failure = self.try_run(account, arguments).expect_err("it says no");
		assert_eq!(failure.exit, 1, "{failure:?}");
		serde_json::from_str(&failure.message)
			.unwrap_or_else(|error| panic!("{error}: {failure:?}"))
	}

	/// Runs a command as a development account that has to succeed.
	pub fn run<A: AsRef<OsStr>>(
		&self,
		account: &str,
		arguments: impl IntoIterator<Item = A>,
	) -> Value {
		self.try_run(account, arguments).unwrap_or_else(|failure| panic!("{failure:?}"))
	}

	/// Creates a collection of an account's.
	pub fn collection(&self, account: &str) -> String {
		let created = self.run(account, ["collection", "create", "Test"]);
		created["collection"].to_string()
	}

	/// Publishes a folder; the asset's id.
	pub fn publish(&self, account: &str, folder: &Path, collection: &str) -> String {
		let folder = folder.to_str().expect("temporary paths are UTF-8");
		let published = self.run(account, ["publish", folder, "--collection", collection]);
		published["asset"].as_str().expect("an asset id").into()
	}
}
