//! Long-running processes: started on free ports, waited for, ended with the test.

use crate::Metahub;
use std::{
	io::{BufRead, BufReader},
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	sync::{mpsc, Arc, Mutex},
	time::Duration,
};
use tempfile::TempDir;

/// How long a process may take until it serves.
const START: Duration = Duration::from_secs(60);

/// A binary, from the environment or beside the test's own.
pub(crate) fn binary(variable: &str, name: &str) -> PathBuf {
	if let Some(path) = std::env::var_os(variable) {
		return path.into();
	}
	let test = std::env::current_exe().expect("a test knows its own path");
	let beside = test.parent().and_then(Path::parent).expect("tests lie in deps/").join(name);
	assert!(
		beside.exists(),
		"{} is missing: build the workspace, or set {variable}",
		beside.display()
	);
	beside
}

/// A child process that is killed when it is dropped.
struct Process {
	child: Child,
}

impl Process {
	/// Starts a command and waits for the line of its standard error or output from which
	/// `ready` makes something.
	fn start<T: Send + 'static>(
		mut command: Command,
		ready: impl Fn(&str) -> Option<T> + Send + Clone + 'static,
	) -> (Self, T) {
		let mut child = command
			.stdin(Stdio::null())
			.stdout(Stdio::piped())
			.stderr(Stdio::piped())
			.spawn()
			.unwrap_or_else(|error| panic!("{command:?}: {error}"));
		let (sender, receiver) = mpsc::channel();
		let streams: [Option<Box<dyn std::io::Read + Send>>; 2] = [
			child.stderr.take().map(|stream| Box::new(stream) as _),
			child.stdout.take().map(|stream| Box::new(stream) as _),
		];
		for stream in streams.into_iter().flatten() {
			let (sender, ready) = (sender.clone(), ready.clone());
			// Reads on after the start, so that the process never blocks on a full pipe.
			std::thread::spawn(move || {
				for line in BufReader::new(stream).lines().map_while(Result::ok) {
					let found = ready(&line);
					let _ = sender.send((line, found));
				}
			});
		}
		drop(sender);
		let process = Self { child };
		let mut log = Vec::new();
		loop {
			match receiver.recv_timeout(START) {
				Ok((_, Some(found))) => return (process, found),
				Ok((line, None)) => log.push(line),
				Err(error) => panic!("{command:?} did not start ({error}):\n{}", log.join("\n")),
			}
		}
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// A development node.
pub struct Node {
	_process: Process,
	port: u16,
}

impl Node {
	/// Starts a development node that keeps all states.
	pub fn start() -> Self {
		Self::start_with(&[])
	}

	/// Starts a development node with further arguments.
	pub fn start_with(arguments: &[&str]) -> Self {
		let mut command = Command::new(binary("METAHUB_NODE", "metahub-node"));
		command
			.args(["--dev", "--port", "0", "--rpc-port", "0", "--no-prometheus", "--no-mdns"])
			.args(arguments);
		let (process, port) = Process::start(command, |line| {
			let (_, rest) = line.split_once("Running JSON-RPC server: addr=")?;
			let address = rest.split([',', ' ']).next()?;
			address.rsplit_once(':')?.1.parse().ok()
		});
		Self { _process: process, port }
	}

	/// Where it serves JSON-RPC over WebSocket.
	pub fn ws(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	/// Where it serves JSON-RPC over HTTP.
	pub fn http(&self) -> String {
		format!("http://127.0.0.1:{}", self.port)
	}

	/// The client, talking to this node, with a store and home of its own.
	pub fn client(&self) -> Metahub {
		Metahub::new(Some(self.ws()))
	}
}

/// What `scripts/dev.sh` starts.
pub struct DevScript {
	_process: Process,
	/// What it printed until it had nothing more to tell.
	pub printed: Vec<String>,
}

impl DevScript {
	/// Runs the script on free ports, without an Ethereum endpoint.
	pub fn start() -> Self {
		let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/dev.sh");
		let mut command = Command::new(script);
		command
			.env("METAHUB_NODE", binary("METAHUB_NODE", "metahub-node"))
			.env("METAHUB", binary("METAHUB", "metahub"))
			.args([
				"--port",
				"0",
				"--rpc-port",
				"0",
				"--no-prometheus",
				"--no-mdns",
				"--no-eth-rpc",
			]);
		let lines = Arc::new(Mutex::new(Vec::new()));
		let seen = lines.clone();
		let (process, ()) = Process::start(command, move |line| {
			if let Ok(mut seen) = seen.lock() {
				seen.push(line.to_owned());
			}
			line.ends_with("show 0:0").then_some(())
		});
		let printed = lines.lock().map(|lines| lines.clone()).unwrap_or_default();
		Self { _process: process, printed }
	}
}

/// A content gateway.
pub struct Gateway {
	_process: Process,
	url: String,
}

impl Gateway {
	/// Serves a store.
	pub fn start(store: &Path) -> Self {
		Self::start_with(store, &[])
	}

	/// Serves a store to those only who have access, as a node says.
	pub fn gated(store: &Path, node: &Node) -> Self {
		Self::start_with(store, &["--gated", "--node", &node.ws()])
	}

	fn start_with(store: &Path, arguments: &[&str]) -> Self {
		let home = TempDir::new().expect("a temporary folder");
		let mut command = Command::new(binary("METAHUB", "metahub"));
		command.env("HOME", home.path()).args(["gateway", "--listen", "127.0.0.1:0", "--store"]);
		command.arg(store).args(arguments);
		let (process, url) = Process::start(command, |line| {
			let (_, rest) = line.split_once("http://")?;
			let address =
				rest.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ':').next()?;
			let address = address.trim_end_matches(['.', ':']);
			(!address.ends_with(":0")).then(|| format!("http://{address}"))
		});
		Self { _process: process, url }
	}

	/// Where it serves.
	pub fn url(&self) -> &str {
		&self.url
	}
}
