//! A real node as a child process, on free ports, killed when the test is over.

#![allow(dead_code, reason = "every test binary uses its own part")]

use codec::Encode;
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use metahub_runtime::{Hash, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic, VERSION};
use serde_json::Value;
use sp_core::Pair;
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;
use std::{
	future::Future,
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Command, ExitStatus, Output, Stdio},
	sync::{Arc, Condvar, Mutex},
	time::{Duration, Instant},
};

/// The node's binary.
pub const NODE: &str = env!("CARGO_BIN_EXE_metahub-node");
/// No single step takes longer, even on a loaded machine.
pub const DEADLINE: Duration = Duration::from_secs(90);

/// Runs a subcommand to its end.
pub fn run(args: &[&str]) -> Output {
	Command::new(NODE).args(args).stdin(Stdio::null()).output().expect("the node's binary runs")
}

/// Runs a subcommand that must succeed and returns its standard output.
pub fn run_ok(args: &[&str]) -> String {
	let output = run(args);
	assert!(
		output.status.success(),
		"`{}` failed: {}",
		args.join(" "),
		String::from_utf8_lossy(&output.stderr)
	);
	String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// What `chain-info` knows of the chain in this base path.
pub fn chain_info(chain: &str, base: &Path) -> Value {
	let out = run_ok(&["chain-info", "--chain", chain, "--base-path", path(base)]);
	serde_json::from_str(&out).expect("chain-info prints JSON")
}

/// A path as an argument.
pub fn path(path: &Path) -> &str {
	path.to_str().expect("test paths are UTF-8")
}

#[derive(Default)]
struct Log {
	lines: Mutex<(Vec<String>, bool)>,
	grown: Condvar,
}

impl Log {
	fn push(&self, line: Option<String>) {
		let mut lines = self.lines.lock().unwrap();
		match line {
			Some(line) => lines.0.push(line),
			None => lines.1 = true,
		}
		self.grown.notify_all();
	}

	fn all(&self) -> Vec<String> {
		self.lines.lock().unwrap().0.clone()
	}

	/// Waits for a line in which `find` finds something.
	fn wait_for<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
		let give_up = Instant::now() + DEADLINE;
		let mut lines = self.lines.lock().unwrap();
		loop {
			if let Some(found) = lines.0.iter().find_map(|line| find(line)) {
				return found;
			}
			let left = give_up.saturating_duration_since(Instant::now());
			assert!(!lines.1 && !left.is_zero(), "no {what} in the log:\n{}", lines.0.join("\n"));
			lines = self.grown.wait_timeout(lines, left).unwrap().0;
		}
	}
}

/// A running node.
pub struct Node {
	child: Child,
	log: Arc<Log>,
	/// Where it answers, as `127.0.0.1:<port>`.
	pub rpc: String,
}

impl Node {
	/// Starts a node and waits until it answers.
	pub fn start(args: &[&str]) -> Self {
		let mut node = Self::spawn(&[args, &["--rpc-port", "0"]].concat());
		node.rpc = node.log.wait_for("RPC address", |line| {
			let (_, addresses) = line.split_once("Running JSON-RPC server: addr=")?;
			Some(addresses.split([',', ' ']).next()?.to_string())
		});
		node
	}

	/// Starts a node without waiting for anything.
	pub fn spawn(args: &[&str]) -> Self {
		let mut child = Command::new(NODE)
			.args(args)
			.args(["--no-prometheus", "--no-telemetry"])
			// The level of a line is part of the detailed format only.
			.args(["--detailed-log-output", "--disable-log-color"])
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.spawn()
			.expect("the node's binary runs");
		let log = Arc::new(Log::default());
		let (stderr, sink) = (child.stderr.take().expect("it is piped"), log.clone());
		std::thread::spawn(move || {
			BufReader::new(stderr).lines().map_while(Result::ok).for_each(|l| sink.push(Some(l)));
			sink.push(None);
		});
		Self { child, log, rpc: String::new() }
	}

	/// A connection to it.
	pub async fn client(&self) -> WsClient {
		WsClientBuilder::default()
			.request_timeout(DEADLINE)
			.build(format!("ws://{}", self.rpc))
			.await
			.expect("the node accepts connections")
	}

	/// The first thing that `find` finds in a line of its log, now or later.
	pub fn in_log<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
		self.log.wait_for(what, find)
	}

	/// Its process.
	pub fn id(&self) -> u32 {
		self.child.id()
	}

	/// Asks it to stop and waits until it has.
	pub fn terminate(&mut self) -> ExitStatus {
		let pid = self.child.id();
		let sent = Command::new("sh").args(["-c", &format!("kill -TERM {pid}")]).status();
		assert!(sent.expect("there is a shell").success());
		self.wait()
	}

	/// Stops it as a power cut would, as far as a process can tell.
	pub fn kill_9(mut self) {
		self.child.kill().expect("it runs");
		self.child.wait().expect("it is our child");
	}

	/// Waits until it has ended.
	pub fn wait(&mut self) -> ExitStatus {
		let give_up = Instant::now() + DEADLINE;
		loop {
			if let Some(status) = self.child.try_wait().expect("it is our child") {
				return status;
			}
			assert!(Instant::now() < give_up, "the node does not end:\n{}", self.log_text());
			std::thread::sleep(Duration::from_millis(20));
		}
	}

	/// Its log so far.
	pub fn log_text(&self) -> String {
		self.log.all().join("\n")
	}

	/// Fails when the node has logged an error.
	pub fn assert_no_errors(&self) {
		let bad = |line: &&String| line.contains(" ERROR ") || line.contains("panicked");
		let lines = self.log.all();
		let errors: Vec<_> = lines.iter().filter(bad).collect();
		assert!(errors.is_empty(), "errors in the log: {errors:#?}");
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
		if std::thread::panicking() {
			eprintln!("--- log of the node ---\n{}", self.log_text());
		}
	}
}

/// A call that must succeed.
pub async fn call(client: &WsClient, method: &str, params: &[Value]) -> Value {
	let mut array = rpc_params![];
	params.iter().for_each(|param| array.insert(param).expect("JSON is JSON"));
	client.request(method, array).await.unwrap_or_else(|e| panic!("{method}: {e}"))
}

/// Seals a block without transactions and returns its hash.
pub async fn create_block(client: &WsClient) -> String {
	let created = call(client, "engine_createBlock", &[true.into(), true.into()]).await;
	created["hash"].as_str().expect("a block has a hash").into()
}

/// The number of a block.
pub async fn number_of(client: &WsClient, hash: &str) -> Option<u64> {
	let header = call(client, "chain_getHeader", &[hash.into()]).await;
	let number = header["number"].as_str()?;
	Some(u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("numbers are hex"))
}

/// The finalised head: its number and hash.
pub async fn finalized(client: &WsClient) -> (u64, String) {
	let hash = call(client, "chain_getFinalizedHead", &[]).await;
	let hash = hash.as_str().expect("there is always one").to_string();
	(number_of(client, &hash).await.expect("it is known"), hash)
}

/// The hash of the block with this number on the best chain.
pub async fn hash_at(client: &WsClient, number: u64) -> Option<String> {
	call(client, "chain_getBlockHash", &[number.into()]).await.as_str().map(Into::into)
}

/// Finalised heads as they come.
pub async fn finalized_heads(client: &WsClient) -> Subscription<Value> {
	client
		.subscribe(
			"chain_subscribeFinalizedHeads",
			rpc_params![],
			"chain_unsubscribeFinalizedHeads",
		)
		.await
		.expect("heads can be subscribed to")
}

/// Waits until at least this block is finalised.
pub async fn finalized_at_least(client: &WsClient, number: u64) {
	let mut heads = finalized_heads(client).await;
	within("finality", async {
		while finalized(client).await.0 < number {
			heads.next().await.expect("the subscription lasts").expect("heads decode");
		}
	})
	.await
}

/// Fails when the future takes longer than anything should.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
	match tokio::time::timeout(DEADLINE, future).await {
		Ok(value) => value,
		Err(_) => panic!("{what}: nothing within {DEADLINE:?}"),
	}
}

/// Where the others reach this node.
pub async fn listen_address(client: &WsClient) -> String {
	let peer = call(client, "system_localPeerId", &[]).await;
	let peer = peer.as_str().expect("a string");
	let addresses = call(client, "system_localListenAddresses", &[]).await;
	let addresses = addresses.as_array().expect("a list");
	let address = addresses.iter().filter_map(Value::as_str).find(|a| a.contains("127.0.0.1"));
	let address = address.expect("it listens on the loopback interface");
	match address.contains("/p2p/") {
		true => address.into(),
		false => format!("{address}/p2p/{peer}"),
	}
}

/// The hash of the first block.
pub async fn genesis(client: &WsClient) -> Hash {
	client.request("chain_getBlockHash", rpc_params![0]).await.expect("there is a genesis")
}

/// Transactions in a block beside the inherent ones.
pub async fn transactions_in(client: &WsClient, hash: &str) -> u64 {
	const INHERENTS: u64 = 1;
	let block = call(client, "chain_getBlock", &[hash.into()]).await;
	block["block"]["extrinsics"].as_array().expect("a list").len() as u64 - INHERENTS
}

/// A transaction of Alice's that does nothing, as hex.
pub fn remark(genesis: Hash, nonce: u32) -> String {
	let extension: TxExtension = (
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		metahub_runtime::ChargeFee::new(0, None),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		Default::default(),
		Default::default(),
		frame_system::WeightReclaim::new(),
	);
	let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let payload = SignedPayload::from_raw(
		call.clone(),
		extension.clone(),
		(
			(),
			VERSION.spec_version,
			VERSION.transaction_version,
			genesis,
			genesis,
			(),
			(),
			(),
			None,
			(),
			(),
			(),
		),
	);
	let alice = Sr25519Keyring::Alice;
	let signature = payload.using_encoded(|bytes| alice.pair().sign(bytes));
	let extrinsic: UncheckedExtrinsic = sp_runtime::generic::UncheckedExtrinsic::new_signed(
		call,
		alice.to_account_id().into(),
		signature.into(),
		extension,
	)
	.into();
	format!("0x{}", hex::encode(extrinsic.encode()))
}
