//! Runs the client's binary with a home of its own, and a node that answers what a test says.

#![allow(dead_code)] // each test binary uses a part of it

#[path = "../port/mod.rs"]
pub mod port;

use jsonrpsee::{
	server::ServerHandle, types::ErrorObjectOwned, Methods, RpcModule, SubscriptionMessage,
};
use metahub_rpc_api::Error as AssetsError;
use port::Port;
use serde_json::{json, Value};
use std::{
	path::PathBuf,
	process::{Command, Output},
};
use tempfile::TempDir;

/// The client, with a home of its own.
pub struct Client {
	home: TempDir,
	env: Vec<(&'static str, String)>,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
	pub code: i32,
	pub stdout: String,
	pub stderr: String,
}

impl Client {
	pub fn new() -> Self {
		Self { home: TempDir::new().expect("a temporary folder"), env: Vec::new() }
	}

	pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
		self.env.push((name, value.into()));
		self
	}

	pub fn path(&self, name: &str) -> PathBuf {
		self.home.path().join(name)
	}

	/// A file in the home, with the folders on the way to it.
	pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
		let path = self.path(name);
		std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
		std::fs::write(&path, content).expect("a file");
		path
	}

	pub fn command(&self) -> Command {
		let mut command = Command::new(env!("CARGO_BIN_EXE_metahub"));
		command.env_clear().env("HOME", self.home.path()).current_dir(self.home.path());
		command.envs(self.env.iter().map(|(name, value)| (name, value)));
		command.stdin(std::process::Stdio::null());
		command
	}

	pub fn run(&self, arguments: &[&str]) -> Ended {
		Ended::from(self.command().args(arguments).output().expect("metahub runs"))
	}
}

impl From<Output> for Ended {
	fn from(output: Output) -> Self {
		Self {
			code: output.status.code().unwrap_or(-1),
			stdout: String::from_utf8(output.stdout).expect("UTF-8"),
			stderr: String::from_utf8(output.stderr).expect("UTF-8"),
		}
	}
}

impl Ended {
	/// It succeeded.
	pub fn assert_ok(&self) {
		assert_eq!(self.code, 0, "{self:?}");
	}

	/// Its result, if it succeeded.
	pub fn json(&self) -> Value {
		assert_eq!(self.code, 0, "{self:?}");
		serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
	}

	/// The exit code and the error's name; nothing but the error may be said.
	pub fn error(&self) -> (i32, String) {
		assert_eq!(self.stdout, "", "{self:?}");
		let error: Value =
			serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self:?}"));
		assert!(error["error"]["message"].as_str().is_some_and(|text| !text.is_empty()));
		(self.code, error["error"]["code"].as_str().expect("a code").into())
	}
}

pub const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
pub const GENESIS: &str = "0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A node that knows one asset, 1:2, whose only revision is that of `pack`'s answer.
pub struct Node {
	pub url: String,
	port: Port,
	methods: Methods,
	handle: ServerHandle,
}

impl Node {
	/// Starts it.
	pub async fn start(packed: Value) -> Self {
		let port = Port::free();
		let methods = Methods::from(module(packed));
		Self { url: port.url(), handle: port.serve(methods.clone()), port, methods }
	}

	/// Stops it; its connections break.
	pub async fn stop(&self) {
		self.handle.stop().expect("it runs");
		self.handle.clone().stopped().await;
	}

	/// Starts again where it was.
	pub fn start_again(&mut self) {
		self.handle = self.port.serve(self.methods.clone());
	}
}

fn block() -> Value {
	json!({ "hash": GENESIS, "number": 7, "finalized": true })
}

fn revision(packed: &Value) -> Value {
	json!({
		"number": 1,
		"root": packed["root"],
		"entries": packed["entries"],
		"totalBytes": packed["totalBytes"],
		"manifest": packed["manifest"],
		"uris": [format!("/ipfs/{}", packed["manifest"].as_str().unwrap_or_default())],
		"author": ALICE,
		"createdAt": 3,
		"deposit": "5",
	})
}

fn resolved(packed: &Value) -> Value {
	json!({
		"id": "1:2",
		"did": "did:metahub:00112233445566778899aabbccddeeff:1:2",
		"owner": ALICE,
		"kind": "dataset",
		"state": "active",
		"registeredAt": 3,
		"oldestRevision": 1,
		"links": 0,
		"dependants": 0,
		"descendants": 0,
		"managed": true,
		"deposit": { "depositor": ALICE, "amount": "1500000000000000000" },
		"revision": revision(packed),
		"alsoKnownAs": [],
		"tags": [],
		"collection": { "id": 1, "name": "birds", "publisher": ALICE },
		"block": block(),
	})
}

/// Refuses what is not about asset 1:2.
fn known(id: &str) -> Result<(), ErrorObjectOwned> {
	if id.ends_with("1:2") {
		return Ok(());
	}
	let id = id.parse().unwrap_or_default();
	Err(AssetsError::UnknownAsset { id, retired: false }.into())
}

fn module(packed: Value) -> RpcModule<Value> {
	let mut module = RpcModule::new(packed);
	let failed = "the methods have different names";
	module
		.register_method("assets_resolve", |params, packed, _| {
			let mut params = params.sequence();
			known(&params.next::<String>()?)?;
			let mut answer = resolved(packed);
			// The best block has another revision, which is not final.
			if params.optional_next::<String>()?.is_none() {
				answer["revision"]["root"] = GENESIS.into();
			}
			Ok::<_, ErrorObjectOwned>(answer)
		})
		.expect(failed);
	module
		.register_method("assets_revisions", |params, packed, _| {
			let mut params = params.sequence();
			known(&params.next::<String>()?)?;
			let from = params.optional_next::<u32>()?.unwrap_or(1);
			let revisions = if from == 1 { vec![revision(packed)] } else { vec![] };
			let answer =
				json!({ "id": "1:2", "revisions": revisions, "next": null, "block": block() });
			Ok::<_, ErrorObjectOwned>(answer)
		})
		.expect(failed);
	module
		.register_method("assets_verifyPath", |params, packed, _| {
			let claim: metahub_rpc_api::types::PathClaim = params.sequence().next()?;
			known(&claim.id)?;
			let root = serde_json::from_value(packed["root"].clone()).unwrap_or_default();
			let cid: metahub_assets::ContentId = claim.cid.parse().expect("a CID");
			let valid = metahub_assets::verify_proof(
				&root,
				&claim.path,
				cid.as_bytes(),
				claim.size,
				&claim.proof,
			);
			Ok::<_, ErrorObjectOwned>(json!({
				"valid": valid.unwrap_or(false),
				"id": "1:2",
				"revision": 1,
				"root": root,
				"block": block(),
			}))
		})
		.expect(failed);
	module.register_method("system_chainType", |_, _, _| json!("Live")).expect(failed);
	module.register_method("chain_getBlockHash", |_, _, _| json!(GENESIS)).expect(failed);
	module.register_method("chain_getFinalizedHead", |_, _, _| json!(GENESIS)).expect(failed);
	module.register_method("chain_getHeader", |_, _, _| json!({ "number": "0x4" })).expect(failed);
	// Sends two blocks, beginning with the one that was asked for, and then nothing.
	module
		.register_subscription(
			"assets_subscribe",
			"assets_changes",
			"assets_unsubscribe",
			|params, pending, _, _| async move {
				let options: Value = params.sequence().next().unwrap_or_default();
				let from = options["fromBlock"].as_u64().unwrap_or(0);
				let sink = pending.accept().await?;
				for number in [from, from + 1] {
					let notice = json!({
						"block": { "number": number, "hash": GENESIS },
						"changes": [{ "type": "retired", "asset": "1:2" }],
					});
					sink.send(SubscriptionMessage::from_json(&notice)?).await?;
				}
				sink.closed().await;
				Ok(())
			},
		)
		.expect(failed);
	module
}
