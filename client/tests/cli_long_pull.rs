//! A pull that takes long: its gateway is killed twice, says once that it is busy, and the client itself
//! is killed. Real processes; a proxy between them counts what comes through.
//!
//! `METAHUB_PULL_MB` is the size of the file, 48 MiB by default. `scripts/long-pull.sh` pulls 10 GiB.

mod cli_support;

use axum::{
	extract::{Path as UrlPath, State},
	http::{header::RETRY_AFTER, StatusCode},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use cli_support::{Client, Node};
use serde_json::Value;
use std::{
	collections::HashMap,
	fs::File,
	io::{BufRead, BufReader, Read, Write},
	path::Path,
	process::{Child, Command, Stdio},
	sync::{Arc, Mutex},
	time::Duration,
};
use tokio::{net::TcpListener, sync::watch};

const MIB: usize = 1 << 20;
/// Chunks of a file that the client may have received and not written when it is killed.
const WINDOW: u32 = 4;

/// A process that does not outlive the test.
struct Process(Child);

impl Process {
	fn kill(&mut self) {
		let _ = self.0.kill();
		let _ = self.0.wait();
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		self.kill();
	}
}

fn gateway(client: &Client, listen: &str) -> (Process, String) {
	let mut command = client.command();
	command.args(["--json", "gateway", "--listen", listen]).stdout(Stdio::piped());
	let mut process = Process(command.spawn().unwrap());
	let mut line = String::new();
	BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
	let started: Value = serde_json::from_str(&line).unwrap();
	(process, started["url"].as_str().unwrap().into())
}

/// Between client and gateway.
#[derive(Clone)]
struct Proxy {
	upstream: String,
	http: reqwest::Client,
	state: Arc<Mutex<Counts>>,
	/// How many blocks may come through before the next ones have to wait.
	limit: watch::Sender<usize>,
	changed: watch::Sender<usize>,
}

#[derive(Default)]
struct Counts {
	given: HashMap<String, u32>,
	failed: usize,
	/// Requests that are answered 429.
	busy: usize,
}

impl Counts {
	fn total(&self) -> usize {
		self.given.values().sum::<u32>() as usize
	}
}

async fn forward(State(proxy): State<Proxy>, UrlPath(cid): UrlPath<String>) -> Response {
	let mut limit = proxy.limit.subscribe();
	let _ = limit.wait_for(|limit| proxy.state.lock().unwrap().total() < *limit).await;
	{
		let mut state = proxy.state.lock().unwrap();
		if state.busy > 0 {
			state.busy -= 1;
			return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "1")]).into_response();
		}
	}
	let url = format!("{}/ipfs/{cid}?format=raw", proxy.upstream);
	let answer = async {
		let response = proxy.http.get(url).send().await?.error_for_status()?;
		response.bytes().await
	};
	let answer = answer.await;
	let mut state = proxy.state.lock().unwrap();
	let response = match answer {
		Ok(bytes) => {
			*state.given.entry(cid).or_default() += 1;
			bytes.into_response()
		}
		Err(_) => {
			state.failed += 1;
			StatusCode::BAD_GATEWAY.into_response()
		}
	};
	drop(state);
	proxy.changed.send_modify(|changes| *changes += 1);
	response
}

impl Proxy {
	async fn start(upstream: String) -> (Self, String) {
		let proxy = Self {
			upstream,
			http: reqwest::Client::builder().no_proxy().build().unwrap(),
			state: Arc::default(),
			limit: watch::Sender::new(0),
			changed: watch::Sender::new(0),
		};
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let url = format!("http://{}", listener.local_addr().unwrap());
		let router = Router::new().route("/ipfs/{cid}", get(forward)).with_state(proxy.clone());
		tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
		(proxy, url)
	}

	/// Lets so many blocks through, and returns when they are.
	async fn until(&self, blocks: usize) {
		let mut changed = self.changed.subscribe();
		self.limit.send_replace(blocks);
		let done = changed.wait_for(|_| self.state.lock().unwrap().total() >= blocks);
		tokio::time::timeout(Duration::from_secs(600), done).await.unwrap().unwrap();
	}

	/// Lets everything through, and returns when that has failed.
	async fn until_failed(&self) {
		let mut changed = self.changed.subscribe();
		self.limit.send_replace(usize::MAX);
		let failed = changed.wait_for(|_| self.state.lock().unwrap().failed > 0);
		tokio::time::timeout(Duration::from_secs(60), failed).await.unwrap().unwrap();
		self.state.lock().unwrap().failed = 0;
	}
}

/// A file without two chunks that are alike.
fn write_large(path: &Path, mib: usize) {
	std::fs::create_dir_all(path.parent().unwrap()).unwrap();
	let mut file = File::create(path).unwrap();
	let mut chunk = vec![0x5a; MIB];
	for number in 0..mib as u64 {
		chunk[..8].copy_from_slice(&number.to_le_bytes());
		file.write_all(&chunk).unwrap();
	}
}

fn same(a: &Path, b: &Path) -> bool {
	let (mut a, mut b) = (File::open(a).unwrap(), File::open(b).unwrap());
	let (mut x, mut y) = (vec![0; MIB], vec![0; MIB]);
	if a.metadata().unwrap().len() != b.metadata().unwrap().len() {
		return false;
	}
	while let Ok(()) = a.read_exact(&mut x) {
		b.read_exact(&mut y).unwrap();
		if x != y {
			return false;
		}
	}
	true
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_pull_survives_and_fetches_nothing_twice() {
	let mib = std::env::var("METAHUB_PULL_MB").map_or(48, |text| text.parse().unwrap());
	let client = Client::new();
	let folder = client.path("data");
	write_large(&folder.join("big.bin"), mib);
	let packed = client.run(&["--json", "pack", "data"]).json();
	let node = Node::start(packed).await;
	let client = client.with("METAHUB_NODE_URL", node.url.clone());
	let (mut serving, upstream) = gateway(&client, "127.0.0.1:0");
	let listen = upstream.trim_start_matches("http://").to_owned();
	let (proxy, url) = Proxy::start(upstream).await;

	let pull = || -> Command {
		let mut command = client.command();
		command.args(["--json", "pull", "1:2", "copy", "--gateway", &url]);
		command.stdout(Stdio::piped()).stderr(Stdio::piped());
		command
	};
	let mut first = Process(pull().spawn().unwrap());
	proxy.until(mib / 4).await;
	serving.kill();
	proxy.until_failed().await;
	serving = gateway(&client, &listen).0;

	proxy.until(mib / 2).await;
	first.kill();
	let before = proxy.state.lock().unwrap().total();
	let second = pull().spawn().unwrap();
	proxy.until(before + 2).await;
	proxy.state.lock().unwrap().busy = 1;

	proxy.until(mib * 3 / 4).await;
	serving.kill();
	proxy.until_failed().await;
	serving = gateway(&client, &listen).0;

	let ended =
		tokio::task::spawn_blocking(move || second.wait_with_output()).await.unwrap().unwrap();
	assert!(ended.status.success(), "{ended:?}");
	serving.kill();
	assert!(same(&folder.join("big.bin"), &client.path("copy/big.bin")));
	let state = proxy.state.lock().unwrap();
	assert_eq!(state.busy, 0);
	// The manifest and the nodes of the file's DAG are asked for by each of the two clients.
	let report: Value = serde_json::from_slice(&ended.stdout).unwrap();
	let twice: u32 = state.given.values().map(|times| times - 1).sum();
	let nodes = state.given.len() as u32 - mib as u32;
	assert!(twice <= nodes + WINDOW, "{twice} of {} blocks came twice", state.given.len());
	let total: usize = report["bytes"]
		.as_str()
		.map_or_else(|| report["bytes"].as_u64().unwrap() as usize, |text| text.parse().unwrap());
	assert_eq!(total, mib * MIB);
	println!("{mib} MiB, {} blocks, {twice} of them twice", state.given.len());
}
