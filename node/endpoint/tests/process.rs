//! The supervisor, with a script in the place of the Ethereum JSON-RPC server.

#![cfg(unix)]

mod common;

use common::*;
use metahub_eth_endpoint::{serve, Limits, Pruning, ServerConfig, Supervisor};
use serde_json::json;
use std::{
	io::{BufRead, BufReader, Read},
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	sync::Arc,
	time::Duration,
};

/// Tells this executable to be the server, on this port.
const PORT: &str = "METAHUB_TEST_PORT";
/// Tells it to be the node, with its files in this folder.
const FOLDER: &str = "METAHUB_TEST_FOLDER";

/// A script that runs [`the_server`] with the port it is given, and writes down how it was called.
fn script(folder: &Path) -> PathBuf {
	let path = folder.join("metahub-eth-rpc");
	let text = format!(
		"#!/bin/sh\n\
		 echo \"$@\" > '{folder}/arguments'\n\
		 while [ $# -gt 0 ]; do [ \"$1\" = --rpc-port ] && port=$2; shift; done\n\
		 {PORT}=$port exec '{exe}' --exact the_server --ignored --nocapture\n",
		folder = folder.display(),
		exe = std::env::current_exe().unwrap().display(),
	);
	std::fs::write(&path, text).unwrap();
	std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
	path
}

fn config(folder: &Path) -> ServerConfig {
	ServerConfig {
		program: script(folder),
		node_url: "ws://127.0.0.1:9944".into(),
		base_path: folder.join("database"),
		pruning: Pruning::Keep(64),
		dev: true,
	}
}

fn lives(pid: u64) -> bool {
	// A zombie has ended; it waits for somebody to take note.
	std::fs::read_to_string(format!("/proc/{pid}/stat"))
		.is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or("").trim_start().starts_with('Z'))
}

/// Not a test: the server that the script runs.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the server that the other tests start"]
async fn the_server() {
	let Ok(port) = std::env::var(PORT) else { return };
	assert_eq!(std::env::var("METAHUB_SUPERVISED").as_deref(), Ok("1"));
	let _mock = Mock::start(Chain::up_to(7), port.parse().unwrap()).await;
	std::thread::spawn(|| {
		let _ = std::io::stdin().read_to_end(&mut Vec::new());
		std::process::exit(0);
	});
	std::future::pending().await
}

/// Not a test: a node that is to be killed.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the node that another test starts"]
async fn the_node() {
	let Ok(folder) = std::env::var(FOLDER) else { return };
	let (_supervisor, upstream) = Supervisor::start(config(Path::new(&folder)));
	let native = Arc::new(Native::default());
	let endpoint = serve(&common::config(Limits::default()), upstream, native).await.unwrap();
	let client = client(&endpoint).await;
	until("the server", || async { try_call(&client, "test_pid", json!([])).await.is_ok() }).await;
	println!("\npid {}", call(&client, "test_pid", json!([])).await);
	std::future::pending().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ends_is_started_again_and_ends_with_the_supervisor() {
	let folder = tempfile::tempdir().unwrap();
	let (supervisor, upstream) = Supervisor::start(config(folder.path()));
	let native = Arc::new(Native::default());
	let endpoint = serve(&common::config(Limits::default()), upstream, native).await.unwrap();
	let client = client(&endpoint).await;

	let (code, message, _) = try_call(&client, "eth_blockNumber", json!([])).await.unwrap_err();
	assert_eq!(code, -32002);
	assert!(message.contains("not ready"), "{message}");
	assert!(try_call(&client, "eth_getLogs", json!([])).await.is_err());

	let ready =
		|| async { try_call(&client, "eth_blockNumber", json!([])).await == Ok(json!("0x7")) };
	until("the server", ready).await;
	let arguments = std::fs::read_to_string(folder.path().join("arguments")).unwrap();
	for argument in
		["--node-rpc-url ws://127.0.0.1:9944", "--eth-pruning 64", "--dev", "--no-prometheus"]
	{
		assert!(arguments.contains(argument), "{arguments}");
	}

	let first = call(&client, "test_pid", json!([])).await.as_u64().unwrap();
	assert!(lives(first));
	let (code, ..) = try_call(&client, "test_crash", json!([])).await.unwrap_err();
	assert_eq!(code, -32002, "whoever asked is told, and not kept waiting");
	until("the next server", ready).await;
	let second = call(&client, "test_pid", json!([])).await.as_u64().unwrap();
	assert_ne!(first, second);
	assert!(!lives(first) && lives(second));

	tokio::task::spawn_blocking(|| drop(supervisor)).await.unwrap();
	assert!(!lives(second), "it has ended when the supervisor has");
	until("no server", || async {
		let answer = try_call(&client, "eth_blockNumber", json!([])).await;
		answer.is_err_and(|(code, ..)| code == -32002)
	})
	.await;
}

#[test]
fn the_server_ends_with_a_node_that_is_killed() {
	let folder = tempfile::tempdir().unwrap();
	let mut node = Command::new(std::env::current_exe().unwrap())
		.args(["--exact", "the_node", "--ignored", "--nocapture"])
		.env(FOLDER, folder.path())
		.stdout(Stdio::piped())
		.stderr(Stdio::null())
		.spawn()
		.unwrap();
	let pid = BufReader::new(node.stdout.take().unwrap())
		.lines()
		.map_while(Result::ok)
		.find_map(|line| line.strip_prefix("pid ")?.parse().ok())
		.expect("it says which process the server is");
	assert!(lives(pid));
	// SIGKILL: it cannot do anything about it.
	node.kill().unwrap();
	node.wait().unwrap();
	for _ in 0..100 {
		if !lives(pid) {
			return;
		}
		std::thread::sleep(Duration::from_millis(100));
	}
	panic!("the server goes on without the node");
}
