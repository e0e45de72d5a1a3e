//! `metahub licence …` against a node that answers what a test says: what is reported, what is
//! refused, and when.

mod cli_support;

use cli_support::{Client, Ended, ALICE, GENESIS};
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule, SubscriptionMessage,
};
use metahub_assets::pay::Currency;
use metahub_rpc_api::{types::Id, Error as ApiError};
use serde_json::{json, Value};

/// Nobody listens there.
const NOWHERE: &str = "ws://127.0.0.1:1";
const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// A node with one offer, 3, and the licences 1 to 5; licence 5 was granted.
struct Node {
	url: String,
	_handle: ServerHandle,
}

impl Node {
	async fn start() -> Self {
		let server = Server::builder().build("127.0.0.1:0").await.expect("a port");
		let url = format!("ws://{}", server.local_addr().expect("an address"));
		Self { url, _handle: server.start(module()) }
	}
}

fn block() -> Value {
	json!({ "hash": GENESIS, "number": 7, "finalized": true })
}

fn licence(id: u64) -> Value {
	json!({
		"id": id.to_string(),
		"collection": 9,
		"asset": "1:2",
		"holder": BOB,
		"licensor": ALICE,
		"terms": GENESIS,
		"offer": if id == 5 { Value::Null } else { json!("3") },
		"parent": null,
		"depth": 0,
		"revision": 1,
		"issuedAt": "1700000000",
		"expires": "1702592000",
		"usesLeft": 4,
		"lastUse": null,
		"seatsTaken": 0,
		"subLicences": 3,
		"openSubLicences": 1,
		"derivativesApproved": false,
		"shared": null,
		"ended": if id == 2 { json!({ "type": "above", "licence": "1" }) } else { Value::Null },
		"deposit": { "depositor": BOB, "amount": "1500000000000000000" },
	})
}

fn offer() -> Value {
	json!({
		"id": "3",
		"asset": "1:2",
		"parent": null,
		"seller": ALICE,
		"terms": GENESIS,
		"prices": [{ "currency": "native", "amount": "10500000000000000000" }],
		"swaps": true,
		"supply": 4,
		"opens": null,
		"closes": null,
		"collectionFeePpm": 25_000,
		"deposit": { "depositor": ALICE, "amount": "5" },
	})
}

fn with_block(mut value: Value) -> Value {
	value["block"] = block();
	value
}

type Answer = Result<Value, ErrorObjectOwned>;

/// Two pages of two, the second of which has to be asked for at the first one's block.
fn page(after: Option<Id>, at: Option<String>) -> Answer {
	let (first, next) = match after {
		None => (1, json!("2")),
		Some(Id(2)) if at.as_deref() == Some(GENESIS) => (3, Value::Null),
		Some(after) => panic!("after {after} at {at:?}"),
	};
	Ok(json!({ "items": [licence(first), licence(first + 1)], "next": next, "block": block() }))
}

fn module() -> RpcModule<()> {
	let mut module = RpcModule::new(());
	let failed = "the methods have different names";
	module
		.register_method("licences_access", |params, _, _| -> Answer {
			let mut params = params.sequence();
			let asset: String = params.next()?;
			let account: String = params.next()?;
			let time: Option<String> = params.optional_next()?;
			let allowed = account == BOB;
			Ok(json!({
				"asset": asset,
				"account": account,
				"allowed": allowed,
				"grant": allowed.then(|| json!({ "type": "holder", "licence": "1" })),
				"until": time,
				"usesLeft": null,
				"block": block(),
			}))
		})
		.expect(failed);
	module
		.register_method("licences_licence", |params, _, _| -> Answer {
			match params.sequence().next::<Id>()? {
				Id(id @ 1..=5) => {
					let mut answer = with_block(licence(id));
					answer["tags"] = json!([{ "dispute": "4", "claim": "malicious" }]);
					Ok(answer)
				}
				id => Err(ApiError::UnknownLicence { id }.into()),
			}
		})
		.expect(failed);
	module
		.register_method("licences_licencesOf", |params, _, _| -> Answer {
			let mut params = params.sequence();
			assert_eq!(params.next::<String>()?, BOB);
			assert_eq!(params.optional_next::<String>()?, None);
			let after = params.optional_next()?;
			params.optional_next::<u32>()?;
			page(after, params.optional_next()?)
		})
		.expect(failed);
	module
		.register_method("licences_licencesOn", |params, _, _| -> Answer {
			let mut params = params.sequence();
			assert_eq!(params.next::<String>()?, "1:2");
			let after = params.optional_next()?;
			params.optional_next::<u32>()?;
			page(after, params.optional_next()?)
		})
		.expect(failed);
	module
		.register_method("licences_offer", |params, _, _| -> Answer {
			match params.sequence().next::<Id>()? {
				Id(3) => Ok(with_block(offer())),
				id => Err(ApiError::UnknownOffer { id }.into()),
			}
		})
		.expect(failed);
	module
		.register_method("licences_quote", |params, _, _| -> Answer {
			let mut params = params.sequence();
			let offer = params.next::<Id>()?;
			match params.next()? {
				Currency::Native => {
					let price = offer_price();
					let quote = json!({ "offer": offer, "price": price, "spend": price });
					let mut quote = with_block(quote);
					quote["path"] = json!([]);
					Ok(quote)
				}
				pay_with => {
					let reason = "Payments.NoPool".into();
					Err(ApiError::NoQuote { offer, pay_with, reason }.into())
				}
			}
		})
		.expect(failed);
	module
		.register_method("licences_claimable", |params, _, _| -> Answer {
			let mut params = params.sequence();
			let account: String = params.next()?;
			let after: Option<Currency> = params.optional_next()?;
			// Charlie has two pages.
			let next =
				(account != BOB && after.is_none()).then(|| offer_price()["currency"].clone());
			let amounts = [offer_price()];
			Ok(json!({ "account": account, "amounts": amounts, "next": next, "block": block() }))
		})
		.expect(failed);
	module.register_method("chain_getFinalizedHead", |_, _, _| json!(GENESIS)).expect(failed);
	module.register_method("chain_getHeader", |_, _, _| json!({ "number": "0x4" })).expect(failed);
	module
		.register_subscription(
			"licences_subscribe",
			"licences_changes",
			"licences_unsubscribe",
			|params, pending, _, _| async move {
				let options: Value = params.sequence().next().unwrap_or_default();
				let from = options["fromBlock"].as_u64().unwrap_or(0);
				let sink = pending.accept().await?;
				for number in [from, from + 1] {
					let notice = json!({
						"block": { "number": number, "hash": GENESIS },
						"changes": [{ "type": "closed", "licence": "5", "asset": "1:2" }],
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

fn offer_price() -> Value {
	offer()["prices"][0].clone()
}

/// Runs the client without holding up the node.
async fn run(node: &Node, arguments: &[&str]) -> Ended {
	let client = Client::new().with("METAHUB_NODE_URL", node.url.clone());
	let mut command = client.command();
	command.args(arguments);
	let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
	Ended::from(output.unwrap())
}

async fn json_of(node: &Node, arguments: &[&str]) -> Ended {
	run(node, &[&["--json"], arguments].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_an_answer_and_an_exit_code() {
	let node = Node::start().await;
	let yes = json_of(&node, &["licence", "access", "1:2", "bob", "--time", "1700000000"]).await;
	assert_eq!((yes.code, yes.json()["until"].clone()), (0, json!("1700000000")));
	let no = json_of(&node, &["licence", "access", "1:2", "alice"]).await;
	let answer: Value = serde_json::from_str(&no.stdout).unwrap();
	assert_eq!((no.code, &answer["allowed"], no.stderr.as_str()), (1, &json!(false), ""));
	// Without a name, it is about the account that signs.
	let own = json_of(&node, &["--account", "bob", "licence", "access", "1:2"]).await;
	assert_eq!(own.json()["account"], BOB);
	let text = run(&node, &["licence", "access", "1:2", "bob"]).await.stdout;
	assert!(text.contains("holds licence 1"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn licences_and_offers_are_shown() {
	let node = Node::start().await;
	let shown = json_of(&node, &["licence", "show", "1"]).await.json();
	assert_eq!(shown["usesLeft"], 4);
	let text = run(&node, &["licence", "show", "2"]).await.stdout;
	assert!(text.contains("ended with licence 1") && text.contains("1.5 HUB"), "{text}");
	let text = run(&node, &["licence", "offer", "show", "3"]).await.stdout;
	assert!(text.contains("10.5 HUB") && text.contains("2.5%"), "{text}");
	let unknown = json_of(&node, &["licence", "show", "9"]).await;
	assert_eq!(unknown.error(), (4, "UnknownLicence".into()));
	let unknown = json_of(&node, &["licence", "offer", "show", "9"]).await;
	assert_eq!(unknown.error(), (4, "UnknownOffer".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_pages_are_of_one_block() {
	let node = Node::start().await;
	for whose in [["--holder", "bob"], ["--asset", "1:2"]] {
		let arguments = [&["licence", "list", "--all"], &whose[..]].concat();
		let all = json_of(&node, &arguments).await.json();
		let ids: Vec<&Value> = all["items"].as_array().unwrap().iter().map(|i| &i["id"]).collect();
		assert_eq!(ids, ["1", "2", "3", "4"]);
		assert_eq!(all["next"], Value::Null);
		let arguments = [&["licence", "list"], &whose[..]].concat();
		let text = run(&node, &arguments).await.stdout;
		assert!(text.contains("more: --after 2"), "{text}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_or_the_reason_why_there_is_none() {
	let node = Node::start().await;
	let text = run(&node, &["licence", "offer", "quote", "3", "HUB"]).await.stdout;
	assert_eq!(text.trim(), "10.5 HUB");
	let erc20 = format!("0x{}", "ab".repeat(20));
	let refused = json_of(&node, &["licence", "offer", "quote", "3", &erc20]).await;
	assert_eq!(refused.error(), (1, "NoQuote".into()));
	assert!(refused.stderr.contains("Payments.NoPool"), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_owed_can_be_looked_at_without_signing() {
	let node = Node::start().await;
	let owed = json_of(&node, &["licence", "claim", "--show", "--of", "bob"]).await.json();
	assert_eq!((&owed["account"], &owed["amounts"]), (&json!(BOB), &json!([offer_price()])));
	let text = run(&node, &["licence", "claim", "--show", "--of", "bob"]).await.stdout;
	assert_eq!(text.trim(), "10.5 HUB");
	let nobody = json_of(&node, &["licence", "claim"]).await;
	assert_eq!(nobody.error(), (2, "Account.NotChosen".into()));
	// Every page is shown, but they are not all claimed at once.
	let owed = json_of(&node, &["licence", "claim", "--show", "--of", "charlie"]).await.json();
	let both = json!([offer_price(), offer_price()]);
	assert_eq!((&owed["amounts"], &owed["next"]), (&both, &Value::Null));
	let many = ["--account", "alice", "licence", "claim", "--of", "charlie"];
	assert_eq!(json_of(&node, &many).await.error(), (2, "Usage".into()));
	let off = ["--account", "alice", "licence", "claim", "--write-off"];
	assert_eq!(run(&node, &off).await.code, 2, "in which currency");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_followed_from_a_block() {
	let node = Node::start().await;
	let ended = json_of(&node, &["licence", "watch", "--from", "40", "--count", "2"]).await;
	let lines: Vec<Value> =
		ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	assert_eq!((lines.len(), &lines[1]["block"]["number"]), (2, &json!(41)));
	assert_eq!(lines[0]["changes"][0]["type"], "closed");
	let text = run(&node, &["licence", "watch", "--count", "1"]).await.stdout;
	assert!(text.starts_with("block 5 ") && text.contains("licence=5"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_granted_licence_is_not_renewed() {
	let node = Node::start().await;
	let ended = json_of(&node, &["--account", "bob", "licence", "renew", "5"]).await;
	assert_eq!(ended.error(), (2, "Usage".into()));
}

#[test]
fn what_cannot_be_meant_is_refused_before_the_node_is_asked() {
	let client = Client::new();
	client.file("bad.json", "{\"durationDays\": 3}");
	client.file("contradicts.json", "{\"durationSecs\": 0}");
	let offer = ["licence", "offer", "create", "1:2"];
	let wrong: [&[&str]; 14] = [
		&["--days", "30"],
		&["--price", "10"],
		&["--price", "ten", "HUB"],
		&["--price", "10", "HUB", "--days", "0"],
		&["--price", "10", "HUB", "--rev-share", "5%"],
		&["--price", "10", "HUB", "--rev-share", "5", "--commercial"],
		&["--price", "10", "HUB", "--rev-share", "101%", "--commercial"],
		&["--price", "10", "HUB", "--resale-royalty", "5%"],
		&["--price", "10", "HUB", "--sub-depth", "5"],
		&["--price", "10", "HUB", "--sub-share", "5%"],
		&["--price", "10", "HUB", "--policy", "both"],
		&["--price", "10", "HUB", "--file", "bad.json"],
		&["--price", "10", "HUB", "--file", "contradicts.json"],
		&["--price", "10", "HUB", "--days", "1", "--terms", GENESIS],
	];
	let flags = ["--json", "--node", NOWHERE, "--account", "alice"];
	for arguments in wrong {
		let ended = client.run(&[&flags[..], &offer, arguments].concat());
		assert_eq!(ended.error(), (2, "Usage".into()), "{arguments:?}");
	}
	let right = ["--price", "10", "HUB", "--price", "5 DUSD", "--days", "30", "--commercial"];
	let ended = client.run(&[&flags[..], &offer, &right[..]].concat());
	assert_eq!(ended.error(), (3, "Unreachable".into()));

	let others: [&[&str]; 8] = [
		&["licence", "sublicense", "1", "--days", "3"],
		&["licence", "sublicense", "1", "--to", "bob", "--price", "1", "HUB"],
		&["licence", "mode", "1:2", "licence", "--days", "3"],
		&["licence", "revoke", "1", "because"],
		&["licence", "fee", "0", "10"],
		&["licence", "buy", "3", "--max", "1", "--slippage", "2%"],
		&["market", "list", "offer:1", "--price", "1", "HUB"],
		&["dispute", "raise", "1:2", "ugly", "--evidence", "x"],
	];
	for arguments in others {
		let ended = client.run(&[&flags[..], arguments].concat());
		assert_eq!(ended.error(), (2, "Usage".into()), "{arguments:?}");
	}
}
