//! How long a pass of the gated gateway is good for, and what it costs.

mod access_support;
mod content_support;

use access_support::{account, code, start, Setup};
use metahub_client::access;
use reqwest::StatusCode;
use serde_json::{json, Value};

fn holder() -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_ends_when_access_does() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let cid = setup.file("data/b");
	let asked = || setup.chain.asked.load(std::sync::atomic::Ordering::SeqCst);
	setup.pass_time(299);
	let before = asked();
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	assert_eq!(asked(), before);
	// Time is up: the chain is asked, and says yes.
	setup.pass_time(1);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	assert_eq!(asked(), before + 1);
	// Revoked: the pass is good until the chain is asked again.
	let bob = account("bob").id().to_string();
	setup.chain.edit(|world| world.forbid("1:2", &bob));
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	setup.pass_time(300);
	assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "PassEnded".into()));
	let before = asked();
	assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "PassEnded".into()));
	assert_eq!(asked(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_never_outlives_the_licence() {
	let setup = Setup::new().await;
	let until = json!({
		"grant": { "type": "seat", "licence": "7" }, "until": (start() + 100).to_string(),
	});
	setup.allow("1:2", "bob", until.clone());
	let (_, answer) = setup.enter("1:2", "bob").await;
	assert_eq!(answer["expires"], (start() + 100).to_string());
	let pass = answer["pass"].as_str().unwrap();
	let cid = setup.file("data/b");
	setup.pass_time(99);
	assert_eq!(setup.block(&cid, Some(pass)).await.0, 200);
	// The chain would still say yes: its clock is a block behind.
	setup.pass_time(1);
	assert_eq!(setup.block(&cid, Some(pass)).await, (401, "PassEnded".into()));
	assert_eq!(code(&setup.enter("1:2", "bob").await), (403, "NoAccess"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends() {
	let setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let cid = setup.file("data/b");
	setup.pass_time(6 * 60 * 60 - 1);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	setup.pass_time(1);
	assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "PassEnded".into()));
}

fn licence(memo: Option<&str>, ended: Value) -> Value {
	json!({
		"asset": "1:2",
		"holder": account("bob").id().to_string(),
		"lastUse": memo.map(|memo| json!({ "memo": memo, "at": "5" })),
		"ended": ended,
	})
}

fn memo(message: &str) -> String {
	format!("{:?}", access::memo(message))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_has_to_be_consumed_for_this_very_challenge() {
	let setup = Setup::new().await;
	let mut rights = holder();
	rights["usesLeft"] = json!(2);
	setup.allow("1:2", "bob", rights.clone());
	setup.chain.edit(|world| world.licences.insert(7, licence(None, Value::Null)));
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	let signature = access::sign(&bob, &message);
	let answer = setup.answer(&message, &signature).await;
	assert_eq!(code(&answer), (403, "UseNotConsumed"));
	assert_eq!(answer.1["error"]["licence"], "7");
	assert_eq!(answer.1["error"]["memo"], memo(&message));
	// Another use does not count.
	let other = memo("another challenge");
	setup.chain.edit(|world| world.licences.insert(7, licence(Some(&other), Value::Null)));
	assert_eq!(code(&setup.answer(&message, &signature).await), (403, "UseNotConsumed"));
	let own = memo(&message);
	setup.chain.edit(|world| world.licences.insert(7, licence(Some(&own), Value::Null)));
	let (status, answer) = setup.answer(&message, &signature).await;
	assert_eq!(status, StatusCode::OK, "{answer}");
	let pass = answer["pass"].as_str().unwrap();
	assert_eq!(setup.block(&setup.file("data/b"), Some(pass)).await.0, 200);
	// It was paid for: shown again, it gives another pass. Another challenge takes another use.
	assert_eq!(setup.answer(&message, &signature).await.0, StatusCode::OK);
	assert_eq!(code(&setup.enter("1:2", "bob").await), (403, "UseNotConsumed"));
	// The pass goes on while the licence lives, without another use.
	setup.pass_time(300);
	assert_eq!(setup.block(&setup.file("data/b"), Some(pass)).await.0, 200);
	let revoked = json!({ "type": "revoked", "reason": "breach" });
	setup.chain.edit(|world| world.licences.insert(7, licence(Some(&own), revoked)));
	setup.pass_time(300);
	assert_eq!(setup.block(&setup.file("data/b"), Some(pass)).await, (401, "PassEnded".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_is_one() {
	let setup = Setup::new().await;
	let bob = account("bob");
	let used_up = json!({ "type": "usedUp" });
	// Consumed first: the licence is used up, and the chain says no.
	let message = setup.challenge("1:2", &bob.id()).await;
	let own = memo(&message);
	setup.chain.edit(|world| world.licences.insert(7, licence(Some(&own), used_up.clone())));
	let body = |message: &str| json!({ "message": message, "signature": access::sign(&bob, message), "licence": 7 });
	let answer = setup.ask("pass", &body(&message)).await;
	assert_eq!(answer.0, StatusCode::OK, "{answer:?}");
	let pass = answer.1["pass"].as_str().unwrap().to_owned();
	setup.pass_time(300);
	assert_eq!(setup.block(&setup.file("data/b"), Some(&pass)).await.0, 200);
	// For another challenge it does not count, nor for another account.
	let message = setup.challenge("1:2", &bob.id()).await;
	assert_eq!(code(&setup.ask("pass", &body(&message)).await), (403, "NoAccess"));
	let charlie = account("charlie");
	let message = setup.challenge("1:2", &charlie.id()).await;
	let consumed = memo(&message);
	setup.chain.edit(|world| world.licences.insert(7, licence(Some(&consumed), used_up.clone())));
	let signature = access::sign(&charlie, &message);
	let body = json!({ "message": message, "signature": signature, "licence": "7" });
	assert_eq!(code(&setup.ask("pass", &body).await), (403, "NoAccess"));
	// Nor when the licence is of another asset, or ended in another way.
	for (key, value) in [("asset", json!("1:3")), ("ended", json!({ "type": "expired" }))] {
		let message = setup.challenge("1:2", &bob.id()).await;
		let mut wrong = licence(Some(&memo(&message)), used_up.clone());
		wrong[key] = value;
		setup.chain.edit(|world| world.licences.insert(7, wrong));
		let body = json!({
			"message": message, "signature": access::sign(&bob, &message), "licence": 7,
		});
		assert_eq!(code(&setup.ask("pass", &body).await), (403, "NoAccess"), "{key}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_of_a_seat() {
	let setup = Setup::new().await;
	let charlie = account("charlie");
	let seat = json!({ "grant": { "type": "seat", "licence": "7" }, "usesLeft": 1 });
	setup.allow("1:2", "charlie", seat);
	setup.chain.edit(|world| world.licences.insert(7, licence(None, Value::Null)));
	let message = setup.challenge("1:2", &charlie.id()).await;
	let signature = access::sign(&charlie, &message);
	let answer = setup.answer(&message, &signature).await;
	assert_eq!(code(&answer), (403, "UseNotConsumed"));
	let seat = answer.1["error"]["seat"].as_str().unwrap().to_owned();
	setup.chain.edit(|world| {
		world.forbid("1:2", &charlie.id().to_string());
		world.licences.insert(7, licence(Some(&memo(&message)), json!({ "type": "usedUp" })));
	});
	// Nothing on the chain says that there was a seat; the gateway has said so.
	let asked = json!({ "message": message, "signature": signature, "licence": "7" });
	assert_eq!(code(&setup.ask("pass", &asked).await), (403, "NoAccess"));
	let mut with_seat = asked.clone();
	with_seat["seat"] = json!(seat);
	let answer = setup.ask("pass", &with_seat).await;
	assert_eq!(answer.0, StatusCode::OK, "{answer:?}");
	with_seat["seat"] = json!(format!("{seat}A"));
	assert_eq!(code(&setup.ask("pass", &with_seat).await), (403, "NoAccess"));
	assert_eq!(answer.1["grant"], json!({ "type": "seat", "licence": "7" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_gone_closes_the_gate_until_it_is_back() {
	let mut setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let cid = setup.file("data/b");
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	setup.chain.handle.stop().unwrap();
	setup.chain.handle.clone().stopped().await;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	let signature = access::sign(&bob, &message);
	assert_eq!(code(&setup.answer(&message, &signature).await), (503, "NodeUnavailable"));
	setup.pass_time(300);
	assert_eq!(setup.block(&cid, Some(&pass)).await, (503, "NodeUnavailable".into()));
	setup.set_clock(start());
	setup.chain.start_again();
	assert_eq!(setup.answer(&message, &signature).await.0, StatusCode::OK);
	setup.pass_time(300);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	// A connection that breaks and can be made anew at once is not noticed.
	setup.chain.restart().await;
	assert_eq!(setup.enter("1:2", "bob").await.0, StatusCode::OK);
}
