//! Runs the JSON-RPC server as a process, as long as the node runs.
//!
//! The server ends with the node in every case. It is killed when the supervisor is dropped, or when
//! the runtime is; and it reads from a pipe whose other end is the node's, which closes however the
//! node ends.

use crate::upstream::{Server, Upstream};
use backon::{BackoffBuilder, ExponentialBuilder};
use std::{
	fmt, io,
	net::{Ipv4Addr, TcpListener},
	path::PathBuf,
	process::{ExitStatus, Stdio},
	str::FromStr,
	sync::{mpsc, Arc},
	time::{Duration, Instant},
};
use tokio::{
	io::{AsyncBufReadExt, AsyncRead, BufReader},
	process::{Child, Command},
	sync::{oneshot, watch},
};

/// The server's executable.
pub const PROGRAM: &str = "metahub-eth-rpc";
/// Names another one.
const PROGRAM_VARIABLE: &str = "METAHUB_ETH_RPC";
/// Tells the server to end when its standard input does.
const SUPERVISED_VARIABLE: &str = "METAHUB_SUPERVISED";
/// Where what the server logs goes in the node's log.
const SERVER_TARGET: &str = "eth-rpc";
/// Where our own messages go.
pub(crate) const TARGET: &str = "ethereum";

/// How long it waits before it starts the server again: at first, and at most.
const DELAYS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(60));
/// A server that ran for this long was all right.
const STABLE: Duration = Duration::from_secs(120);
/// How often it looks whether the server answers.
const PROBE: Duration = Duration::from_millis(100);
/// How long it waits for the end of a server that it killed.
const LAST_WAIT: Duration = Duration::from_secs(5);
/// Bytes of a line that are passed on.
const MAX_LINE: usize = 4_096;

/// How much of the past the server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pruning {
	/// Every block, in a database.
	Archive,
	/// The newest blocks since it was started, in memory.
	Keep(u32),
}

impl FromStr for Pruning {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"archive" => Ok(Self::Archive),
			number => match number.parse() {
				Ok(blocks) if blocks > 0 => Ok(Self::Keep(blocks)),
				_ => Err(format!("'{number}' is neither 'archive' nor a number of blocks")),
			},
		}
	}
}

impl fmt::Display for Pruning {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Archive => f.write_str("archive"),
			Self::Keep(blocks) => blocks.fmt(f),
		}
	}
}

/// There is no server to run.
#[derive(Debug, thiserror::Error)]
#[error(
	"the Ethereum JSON-RPC server is not there: {0}. Build it with `scripts/eth-rpc.sh`, put it \
	 beside the node's executable, or name it in METAHUB_ETH_RPC"
)]
pub struct Missing(String);

/// Finds the server's executable: the one that is named, in `METAHUB_ETH_RPC` otherwise, and else
/// the one beside this executable.
pub fn find_program(named: Option<PathBuf>) -> Result<PathBuf, Missing> {
	let named = named.or_else(|| std::env::var_os(PROGRAM_VARIABLE).map(PathBuf::from));
	let path = match named {
		Some(path) => path,
		None => std::env::current_exe()
			.ok()
			.and_then(|exe| exe.parent().map(|folder| folder.join(PROGRAM)))
			.ok_or_else(|| Missing("the folder of this executable is not known".into()))?,
	};
	match path.is_file() {
		true => Ok(path),
		false => Err(Missing(format!("no file {}", path.display()))),
	}
}

/// What the server is started with.
#[derive(Clone, Debug)]
pub struct ServerConfig {
	/// Its executable.
	pub program: PathBuf,
	/// Where it reaches the node: a WebSocket URL.
	pub node_url: String,
	/// Folder of its database.
	pub base_path: PathBuf,
	/// How much of the past it knows.
	pub pruning: Pruning,
	/// Whether it signs for the well-known development accounts.
	pub dev: bool,
}

/// A server that is kept running. It ends when this is dropped, which waits for it: nothing writes
/// into its folder any more then.
pub struct Supervisor {
	stop: Option<oneshot::Sender<()>>,
	stopped: mpsc::Receiver<()>,
}

impl Supervisor {
	/// Starts the server, and starts it again whenever it ends. Returns the way to it, too.
	pub fn start(config: ServerConfig) -> (Self, Upstream) {
		let (server, receiver) = watch::channel(None);
		let (stop, stopping) = oneshot::channel();
		let (stopped_sender, stopped) = mpsc::channel();
		tokio::spawn(async move {
			Runner { config, server }.run(stopping).await;
			// Nobody may wait for it.
			let _ = stopped_sender.send(());
		});
		(Self { stop: Some(stop), stopped }, Upstream::new(receiver))
	}
}

impl Drop for Supervisor {
	fn drop(&mut self) {
		if self.stop.take().is_some_and(|stop| stop.send(()).is_ok()) {
			// Without a runtime it was killed already.
			let _ = self.stopped.recv_timeout(LAST_WAIT);
		}
	}
}

struct Runner {
	config: ServerConfig,
	server: watch::Sender<Option<Arc<Server>>>,
}

impl Runner {
	/// Runs the server until it is told to stop.
	async fn run(self, mut stopping: oneshot::Receiver<()>) {
		loop {
			for delay in backoff() {
				let started = Instant::now();
				let reason = match self.run_once(&mut stopping).await {
					Ok(Some(status)) => status.to_string(),
					Ok(None) => return,
					Err(error) => format!("{}: {error}", self.config.program.display()),
				};
				self.server.send_replace(None);
				log::warn!(
					target: TARGET,
					"The Ethereum JSON-RPC server ended ({reason}); starting it again in {} ms",
					delay.as_millis(),
				);
				tokio::select! {
					() = tokio::time::sleep(delay) => {}
					_ = &mut stopping => return,
				}
				if started.elapsed() > STABLE {
					break;
				}
			}
		}
	}

	/// Runs the server until it ends, or until it is told to stop: then there is no status.
	async fn run_once(
		&self,
		stopping: &mut oneshot::Receiver<()>,
	) -> io::Result<Option<ExitStatus>> {
		let port = free_port()?;
		let mut child = self.spawn(port)?;
		let stdin = child.stdin.take(); // Ours as long as the process runs.
		let stderr = child.stderr.take();
		let forward = async {
			if let Some(stderr) = stderr {
				forward(stderr).await;
			}
			std::future::pending::<()>().await
		};
		let status = tokio::select! {
			status = child.wait() => status.map(Some),
			() = self.watch(port) => unreachable!("it goes on for ever; qed"),
			() = forward => unreachable!("it goes on for ever; qed"),
			_ = stopping => child.kill().await.map(|()| None),
		};
		drop(stdin);
		status
	}

	fn spawn(&self, port: u16) -> io::Result<Child> {
		let ServerConfig { program, node_url, base_path, pruning, dev } = &self.config;
		let mut command = Command::new(program);
		command
			.args(["--node-rpc-url", node_url, "--eth-pruning", &pruning.to_string()])
			.arg("--base-path")
			.arg(base_path)
			.args(["--rpc-port", &port.to_string(), "--no-prometheus"])
			// Who may come in is decided in front of it. No page comes in here: with a list the server
			// checks by which name it is called, too.
			.args(["--rpc-cors", "http://localhost", "--rpc-max-connections", "1000"])
			// So that the level of its messages can be told.
			.args(["--detailed-log-output", "--disable-log-color"])
			.args(dev.then_some("--dev"))
			.env(SUPERVISED_VARIABLE, "1")
			.stdin(Stdio::piped())
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.kill_on_drop(true);
		// A Ctrl-C is the node's to handle; the server ends with it, and not before.
		#[cfg(unix)]
		command.process_group(0);
		command.spawn()
	}

	/// Waits until the server answers, and says so.
	async fn watch(&self, port: u16) {
		loop {
			tokio::time::sleep(PROBE).await;
			if let Ok(server) = Server::connect(port, self.config.pruning).await {
				self.server.send_replace(Some(Arc::new(server)));
				log::info!(target: TARGET, "The Ethereum JSON-RPC server is ready");
				return std::future::pending().await;
			}
		}
	}
}

fn backoff() -> impl Iterator<Item = Duration> {
	ExponentialBuilder::new()
		.with_min_delay(DELAYS.0)
		.with_max_delay(DELAYS.1)
		.with_factor(2.0)
		.without_max_times()
		.build()
}

/// A port that nobody listens on. Somebody else could take it before the server does, which then
/// listens on another one, is not found, and so would never be ready; but who picks a port by
/// itself gets one at random, from many thousands.
fn free_port() -> io::Result<u16> {
	Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Passes what the server logs on into the node's log, line by line. Its errors are warnings there:
/// the node itself goes on.
async fn forward(output: impl AsyncRead + Unpin) {
	let mut lines = BufReader::new(output).split(b'\n');
	while let Ok(Some(line)) = lines.next_segment().await {
		let line = String::from_utf8_lossy(&line[..line.len().min(MAX_LINE)]);
		let (level, message) = read_line(line.trim_end());
		if !message.is_empty() {
			log::log!(target: SERVER_TARGET, level.max(log::Level::Warn), "{message}");
		}
	}
}

/// Level and message of a line: `<date> <time> <level> <thread> <target>: <message>`. What does not
/// look like it is passed on as it is: a panic has several such lines.
fn read_line(line: &str) -> (log::Level, &str) {
	let mut rest = line;
	let mut word = || {
		let (word, after) = rest.trim_start().split_once(' ')?;
		rest = after;
		Some(word)
	};
	let parsed = (|| {
		let (_date, _time) = (word()?, word()?);
		let level = word()?.parse().ok()?;
		let _thread = word()?;
		Some(level)
	})();
	match (parsed, rest.split_once(": ")) {
		// Where it listens and for whom is of no interest: it is behind the endpoint.
		(Some(_), Some(("sc_rpc_server" | "sc_cli::params::rpc_params", message))) => {
			(log::Level::Debug, message)
		}
		(Some(level), Some((_target, message))) => (level, message),
		_ => (log::Level::Warn, line),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use log::Level;

	#[test]
	fn lines_keep_their_level() {
		let line = "2026-11-21 04:31:44.089  INFO main eth-rpc: Database path: x/eth-rpc.db";
		assert_eq!(read_line(line), (Level::Info, "Database path: x/eth-rpc.db"));
		let line = "2026-11-21 04:31:44.089 ERROR tokio-rt-worker eth-rpc::client: Failed: a: b";
		assert_eq!(read_line(line), (Level::Error, "Failed: a: b"));
		let line =
			"2026-11-21 04:31:44.222  INFO main sc_rpc_server: Running JSON-RPC server: addr=x";
		assert_eq!(read_line(line), (Level::Debug, "Running JSON-RPC server: addr=x"));
		for line in ["thread 'main' panicked at src/lib.rs:1:1:", "Error: no connection", "", "a"] {
			assert_eq!(read_line(line), (Level::Warn, line));
		}
	}

	#[test]
	fn delays_grow_up_to_a_bound() {
		let delays: Vec<_> = backoff().take(12).map(|delay| delay.as_millis()).collect();
		assert_eq!(delays[..4], [500, 1_000, 2_000, 4_000]);
		assert_eq!(delays[11], 60_000);
	}

	#[test]
	fn pruning_is_read_as_it_is_written() {
		for pruning in [Pruning::Archive, Pruning::Keep(1), Pruning::Keep(512)] {
			assert_eq!(pruning.to_string().parse(), Ok(pruning));
		}
		for wrong in ["", "0", "-1", "all"] {
			assert!(wrong.parse::<Pruning>().is_err());
		}
	}

	#[test]
	fn a_missing_program_is_named_with_how_to_get_it() {
		let error = find_program(Some("/nowhere/eth".into())).unwrap_err().to_string();
		assert!(error.contains("/nowhere/eth") && error.contains("scripts/eth-rpc.sh"), "{error}");
		let here = std::env::current_exe().unwrap();
		assert_eq!(find_program(Some(here.clone())).unwrap(), here);
	}
}
