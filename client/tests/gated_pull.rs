//! Pulling through a gated gateway; the chain is one on which the test decides.

mod access_support;
mod content_support;

use access_support::{account, did, Setup};
use axum::{
	body::Bytes,
	http::{header, StatusCode},
	response::IntoResponse,
	routing::{get, post},
	Router,
};
use content_support::{read_all, Server, MIB};
use futures::FutureExt;
use metahub_client::{
	access::{AccessError, ChallengeError, ConsumedUse, Visitor},
	chain::{Chain, ChainError},
	gateway::{serve_gated, GateConfig, GatewayConfig, Limits},
	keys::AccountError,
	progress::Progress,
	pull::{pull, pull_manifest, PullError, PullReport, PullRequest},
	store::FolderStore,
};
use metahub_rpc_api::types::Id;
use primitive_types::H256;
use serde_json::{json, Value};
use std::{
	path::Path,
	process::Command,
	sync::{
		atomic::{AtomicUsize, Ordering::SeqCst},
		Arc, Mutex,
	},
	time::Duration,
};
use tempfile::TempDir;

fn visitor(name: &'static str) -> Visitor {
	Visitor::signing(did("1:2"), move || Ok(account(name)))
}

fn request(setup: &Setup, gateways: &[&str], visitor: Visitor, dest: &Path) -> PullRequest {
	PullRequest {
		gateways: gateways.iter().map(ToString::to_string).collect(),
		visitor: Some(Arc::new(visitor)),
		timeout: Duration::from_secs(20),
		patience: Duration::from_secs(5),
		..PullRequest::new(setup.first.root, setup.first.entries, setup.first.manifest_cid, dest)
	}
}

async fn run(setup: &Setup, visitor: Visitor, dest: &TempDir) -> Result<PullReport, PullError> {
	let url = setup.gateway.url();
	let dest = dest.path().join("dest");
	pull(request(setup, &[&url], visitor, &dest), &Progress::hidden()).await
}

fn refusal(result: Result<PullReport, PullError>) -> Arc<AccessError> {
	match result.unwrap_err() {
		PullError::NoAccess { error, .. } => error,
		other => panic!("{other}"),
	}
}

fn holder() -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licensee_pulls_everything_with_one_pass() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let dest = TempDir::new().unwrap();
	let report = run(&setup, visitor("bob"), &dest).await.unwrap();
	assert_eq!((report.files, report.bytes), (3, 2 * MIB as u64 + 5 + 6 + 2));
	let files = read_all(&dest.path().join("dest"));
	assert_eq!(files["data/b"], b"bb");
	let passes = setup.decisions().into_iter().filter(|line| line["asked"] == "pass");
	assert_eq!(passes.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manifest_takes_no_account() {
	let setup = Setup::new().await;
	let dest = TempDir::new().unwrap();
	let url = setup.gateway.url();
	let asked = request(&setup, &[&url], Visitor::anonymous(did("1:2")), dest.path());
	// Without a visitor the gateway is one more source that does not give anything.
	let blind = PullRequest { visitor: None, ..asked.clone() };
	assert!(matches!(pull_manifest(&blind).await, Err(PullError::Unavailable { .. })));
	assert_eq!(pull_manifest(&asked).await.unwrap().root(), setup.first.root);
	let refused = async |visitor: Visitor| {
		let dest = TempDir::new().unwrap();
		let error = refusal(run(&setup, visitor, &dest).await);
		assert!(!dest.path().join("dest").exists());
		error
	};
	let error = refused(Visitor::anonymous(did("1:2"))).await;
	assert!(matches!(*error, AccessError::NoAccount(_)), "{error}");
	let nobody = Visitor::signing(did("1:2"), || Err(AccountError::NotChosen));
	let error = refused(nobody).await;
	assert!(matches!(*error, AccessError::NoAccount(_)), "{error}");
	let wrong = Visitor::signing(did("1:2"), || Err(AccountError::NoPassword));
	let error = refused(wrong).await;
	assert!(matches!(*error, AccessError::Account(AccountError::NoPassword)), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn carol_is_told_why_not() {
	let setup = Setup::new().await;
	let dest = TempDir::new().unwrap();
	let error = refusal(run(&setup, visitor("charlie"), &dest).await);
	let AccessError::Refused { status, detail } = &*error else { panic!("{error}") };
	assert_eq!((*status, detail.code.as_str()), (403, "NoAccess"));
	// Asked once, although there are many blocks.
	let passes = setup.decisions().into_iter().filter(|line| line["asked"] == "pass");
	assert_eq!(passes.count(), 1);
	// With a node of her own she does not even sign.
	let chain = Arc::new(Chain::connect(&setup.chain.url).await.unwrap());
	let dest = TempDir::new().unwrap();
	let error = refusal(run(&setup, visitor("charlie").with_chain(chain), &dest).await);
	assert!(matches!(*error, AccessError::NoAccess { .. }), "{error}");
	let passes = setup.decisions().into_iter().filter(|line| line["asked"] == "pass");
	assert_eq!(passes.count(), 1);
}

/// Has uses consumed by editing the chain; counts them.
fn consumer(setup: &Setup, uses: u32) -> (Arc<AtomicUsize>, Visitor) {
	let bob = account("bob").id().to_string();
	let rights = move |left: u32| match left {
		0 => Value::Null,
		left => json!({ "grant": { "type": "holder", "licence": "7" }, "usesLeft": left }),
	};
	setup.allow("1:2", "bob", rights(uses));
	let licence = json!({ "asset": "1:2", "holder": bob });
	setup.chain.edit(|world| world.licences.insert(7, licence.clone()));
	let world = setup.chain.world.clone();
	let consumed = Arc::new(AtomicUsize::new(0));
	let count = consumed.clone();
	let visitor = visitor("bob").with_consumer(move |account, id, memo| {
		assert_eq!((account.id().to_string(), id), (bob.clone(), 7));
		count.fetch_add(1, SeqCst);
		let mut licence = licence.clone();
		licence["lastUse"] = json!({ "memo": memo, "at": "5" });
		let mut world = world.lock().unwrap();
		if uses == 1 {
			licence["ended"] = json!({ "type": "usedUp" });
			world.forbid("1:2", &bob);
		}
		world.licences.insert(7, licence);
		let transaction = H256::repeat_byte(1);
		let done = ConsumedUse { licence: Id(id), memo, transaction, block_number: 9 };
		async move { Ok(done) }.boxed()
	});
	(consumed, visitor)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_is_consumed_where_uses_are_counted() {
	for uses in [3, 1] {
		let setup = Setup::new().await;
		let (consumed, visitor) = consumer(&setup, uses);
		let chain = Arc::new(Chain::connect(&setup.chain.url).await.unwrap());
		let visitor = Arc::new(visitor.with_node(chain));
		let dest = TempDir::new().unwrap();
		let url = setup.gateway.url();
		let asked = PullRequest {
			gateways: vec![url],
			visitor: Some(visitor.clone()),
			..PullRequest::new(
				setup.first.root,
				setup.first.entries,
				setup.first.manifest_cid,
				dest.path().join("dest"),
			)
		};
		pull(asked.clone(), &Progress::hidden()).await.unwrap();
		assert_eq!(consumed.load(SeqCst), 1);
		assert_eq!(visitor.consumed().unwrap().licence, Id(7));
		// What is there already takes no use.
		pull(PullRequest { force: true, ..asked }, &Progress::hidden()).await.unwrap();
		assert_eq!(consumed.load(SeqCst), 1);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn no_second_use_is_consumed_for_the_same_pull() {
	// A use that does not last for as long as the pull.
	let setup = Setup::with(|config| GateConfig {
		pass_secs: 1,
		limits: Limits { session_secs: 1, paid_secs: 30, ..Limits::default() },
		clock: {
			let now = AtomicUsize::new(access_support::start() as usize);
			metahub_client::gateway::Clock::new(move || now.fetch_add(3, SeqCst) as u64)
		},
		..config
	})
	.await;
	let (consumed, visitor) = consumer(&setup, 9);
	let chain = Arc::new(Chain::connect(&setup.chain.url).await.unwrap());
	let error = refusal(run(&setup, visitor.with_node(chain), &TempDir::new().unwrap()).await);
	assert!(matches!(*error, AccessError::SecondUse(7)), "{error}");
	assert_eq!(consumed.load(SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_that_cannot_be_consumed_is_said() {
	let setup = Setup::new().await;
	let (_, _) = consumer(&setup, 2);
	let chain = Arc::new(Chain::connect(&setup.chain.url).await.unwrap());
	let failing = visitor("bob")
		.with_consumer(|_, _, _| {
			let error = ChainError::Dispatch {
				pallet: "Licensing".into(),
				error: "NotRevocable".into(),
				docs: "no".into(),
			};
			async move { Err(error) }.boxed()
		})
		.with_node(chain.clone());
	let error = refusal(run(&setup, failing, &TempDir::new().unwrap()).await);
	assert!(matches!(*error, AccessError::Consume { licence: 7, .. }), "{error}");
	let unable = visitor("bob").with_node(chain);
	let error = refusal(run(&setup, unable, &TempDir::new().unwrap()).await);
	assert!(matches!(*error, AccessError::NoNode(7)), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_ends_on_the_way_is_replaced() {
	let setup = Setup::with(|config| GateConfig {
		limits: Limits { session_secs: 1, fresh_secs: 1_000, ..Limits::default() },
		pass_secs: 12,
		clock: {
			// Every look at the clock takes a second.
			let now = AtomicUsize::new(access_support::start() as usize);
			metahub_client::gateway::Clock::new(move || now.fetch_add(1, SeqCst) as u64)
		},
		..config
	})
	.await;
	setup.allow("1:2", "bob", holder());
	let dest = TempDir::new().unwrap();
	run(&setup, visitor("bob"), &dest).await.unwrap();
	let passes = setup.decisions().into_iter().filter(|line| line["asked"] == "pass");
	assert!(passes.count() > 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_gate_gives_is_verified_like_everything_else() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	setup.temp.damage(&setup.file("data/b"));
	let dest = TempDir::new().unwrap();
	let error = run(&setup, visitor("bob"), &dest).await.unwrap_err();
	assert!(matches!(error, PullError::Unavailable { .. }), "{error}");
	// Another source has it.
	let temp = content_support::TempStore::new();
	let big = content_support::pattern(2 * MIB + 5);
	let folder = content_support::folder(&[
		("README.md", b"# One\n"),
		("data/a.bin", &big),
		("data/b", b"bb"),
	]);
	temp.pack(folder.path()).await;
	let (url, other) = (setup.gateway.url(), temp.store.root().display().to_string());
	let dest = TempDir::new().unwrap();
	let asked = request(&setup, &[&url, &other], visitor("bob"), &dest.path().join("dest"));
	let report = pull(asked, &Progress::hidden()).await.unwrap();
	assert!(report.sources[1].blocks > 0);
}

/// A server that passes on what the gateway says, but lives somewhere else: what it would get
/// signed is for the gateway.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_for_a_gateway_in_between() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let seen = Arc::new(Mutex::new(Vec::new()));
	let (gateway, client, manifest) =
		(setup.gateway.url(), setup.client.clone(), setup.first.manifest_bytes.clone());
	let (cid, log) = (setup.first.manifest_cid.to_string(), seen.clone());
	let content = move |axum::extract::Path(name): axum::extract::Path<String>| {
		let (manifest, is_manifest) = (manifest.clone(), name == cid);
		async move {
			if is_manifest {
				return manifest.into_response();
			}
			let challenge = "Bearer realm=\"metahub\", challenge=\"http://127.0.0.1/\"";
			(StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
		}
	};
	let access = move |axum::extract::Path(name): axum::extract::Path<String>, body: Bytes| {
		let (url, client) = (format!("{gateway}/access/{name}"), client.clone());
		log.lock().unwrap().push(name);
		async move {
			let answer = client.post(url).body(body).send().await.unwrap();
			(answer.status(), answer.bytes().await.unwrap())
		}
	};
	let router =
		Router::new().route("/ipfs/{cid}", get(content)).route("/access/{name}", post(access));
	let between = Server::start(router).await;
	let dest = TempDir::new().unwrap();
	let asked = request(&setup, &[&between.url()], visitor("bob"), &dest.path().join("dest"));
	let error = refusal(pull(asked, &Progress::hidden()).await);
	assert!(
		matches!(*error, AccessError::Challenge(ChallengeError::OtherDomain { .. })),
		"{error}"
	);
	assert_eq!(*seen.lock().unwrap(), ["challenge"]);
}

/// The commands, from publishing's record in the store to the files of a licensee.
#[tokio::test(flavor = "multi_thread")]
async fn the_command_line() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let home = TempDir::new().unwrap();
	let (node, gateway) = (setup.chain.url.clone(), setup.gateway.url());
	let metahub = |arguments: &[&str]| {
		let mut command = Command::new(env!("CARGO_BIN_EXE_metahub"));
		command.env_clear().env("HOME", home.path()).current_dir(home.path());
		command.args(["--json", "--node", &node]).args(arguments);
		let output = tokio::task::spawn_blocking(move || command.output());
		async move {
			let output = output.await.unwrap().unwrap();
			let text = if output.status.success() { &output.stdout } else { &output.stderr };
			let answer: Value = serde_json::from_slice(text).unwrap();
			(output.status.code().unwrap(), answer)
		}
	};
	let pull = ["pull", "1:2", "copy", "--gateway", &gateway];
	let (code, answer) = metahub(&[&["--account", "bob"], &pull[..]].concat()).await;
	assert_eq!((code, &answer["files"]), (0, &json!(3)), "{answer}");
	assert_eq!(answer.get("consumed"), None);
	assert_eq!(read_all(&home.path().join("copy")).len(), 3);

	let elsewhere = ["pull", "1:2", "other", "--no-cache", "--gateway", &gateway];
	let (code, answer) = metahub(&[&["--account", "charlie"], &elsewhere[..]].concat()).await;
	assert_eq!((code, &answer["error"]["code"]), (1, &json!("Access.NoAccess")), "{answer}");
	let (code, answer) = metahub(&elsewhere).await;
	assert_eq!((code, &answer["error"]["code"]), (2, &json!("Access.NoAccount")), "{answer}");
	// What is public needs no account.
	let (code, answer) = metahub(&["verify", "copy", "1:2", "--gateway", &gateway]).await;
	assert_eq!((code, &answer["ok"]), (0, &json!(true)), "{answer}");
	let (code, _) = metahub(&["proof", "1:2", "data/b", "--gateway", &gateway]).await;
	assert_eq!(code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn gates_that_cannot_be_opened() {
	let setup = Setup::new().await;
	let open = async |listen: &str, change: &dyn Fn(GateConfig) -> GateConfig| {
		let store = FolderStore::open_existing(setup.temp.store.root()).unwrap();
		let config = GatewayConfig::new(listen.parse().unwrap(), store);
		let gate = change(GateConfig::new(&setup.chain.url));
		let error = serve_gated(config, gate, std::future::pending()).await.unwrap_err();
		metahub_client::error::Error::from(error).code()
	};
	let local = "127.0.0.1:0";
	assert_eq!(open("0.0.0.0:0", &|gate| gate).await, "Gateway.NoPublicUrl");
	let other = |gate| GateConfig { public_url: Some("gateway.example".into()), ..gate };
	assert_eq!(open(local, &other).await, "Gateway.PublicUrl");
	let foreign = "did:metahub:ffffffffffffffffffffffffffffffff:1:2";
	let assets = |gate| GateConfig { assets: vec![foreign.parse().unwrap()], ..gate };
	assert_eq!(open(local, &assets).await, "Gateway.ForeignAsset");
	let log = |gate| GateConfig { access_log: Some("/".into()), ..gate };
	assert_eq!(open(local, &log).await, "Gateway.AccessLog");
	let nowhere = |gate| GateConfig { node: "ws://127.0.0.1:1".into(), ..gate };
	assert_eq!(open(local, &nowhere).await, "Unreachable");
}
