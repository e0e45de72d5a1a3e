//! A use that was paid for is not paid for twice, whatever happens to the gateway, the client or
//! what they say to each other.

mod access_support;
mod content_support;

use access_support::{
	account, code,
	lossy::{licence, licensed, rights, Lossy},
	Setup,
};
use metahub_client::{
	access::{self, AccessError},
	chain::{ChainError, PoolError},
	gateway::GateConfig,
};
use metahub_rpc_api::types::Id;
use primitive_types::H256;
use reqwest::StatusCode as Status;
use serde_json::{json, Value};
use std::{
	os::unix::fs::PermissionsExt,
	path::Path,
	sync::{atomic::Ordering::SeqCst, Mutex},
	time::Duration,
};

const DAY: u64 = 24 * 60 * 60;

/// Consumes a use for a message.
fn consume(setup: &Setup, message: &str) {
	let memo = Some(access::memo(message));
	setup.chain.edit(|world| world.licences.insert(7, licence("bob", memo)));
}

/// A message that Bob has signed and paid for, its signature and a pass.
async fn paid(setup: &Setup) -> (String, String, String) {
	let bob = account("bob");
	let message = setup.challenge("1:2", &bob.id()).await;
	let signature = access::sign(&bob, &message);
	assert_eq!(code(&setup.answer(&message, &signature).await), (403, "UseNotConsumed"));
	consume(setup, &message);
	let (status, answer) = setup.answer(&message, &signature).await;
	assert_eq!(status, Status::OK, "{answer}");
	(message, signature, answer["pass"].as_str().unwrap().into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_use_outlives_a_restart_for_a_day() {
	let mut setup = Setup::new().await;
	licensed(&setup);
	let (message, signature, pass) = paid(&setup).await;
	let cid = setup.file("data/b");
	setup.restart(|config| config).await;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	// Its time as well: the chain is asked when it is up, and not before.
	let asked = setup.chain.asked.load(SeqCst);
	setup.pass_time(299);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	assert_eq!(setup.chain.asked.load(SeqCst), asked);
	setup.pass_time(1);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	// Long after the challenge's time, the message gives another pass.
	setup.pass_time(DAY - 301);
	let (status, answer) = setup.answer(&message, &signature).await;
	assert_eq!(status, Status::OK, "{answer}");
	let other = answer["pass"].as_str().unwrap();
	assert_eq!(setup.block(&cid, Some(other)).await.0, 200);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	// Not for longer than was paid for.
	setup.pass_time(1);
	assert_eq!(code(&setup.answer(&message, &signature).await), (401, "ChallengeExpired"));
	for pass in [&pass, other] {
		assert_eq!(setup.block(&cid, Some(pass)).await, (401, "PassEnded".into()));
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_paid_for_is_not_shown_again() {
	let mut setup = Setup::new().await;
	setup.allow("1:2", "bob", json!({ "grant": { "type": "holder", "licence": "7" } }));
	let bob = account("bob");
	let [first, second] =
		[setup.challenge("1:2", &bob.id()).await, setup.challenge("1:2", &bob.id()).await];
	// A challenge that was given before a restart can be answered after it.
	setup.restart(|config| config).await;
	assert_eq!(setup.answer(&first, &access::sign(&bob, &first)).await.0, Status::OK);
	let again = setup.answer(&first, &access::sign(&bob, &first)).await;
	assert_eq!(code(&again), (401, "UnknownNonce"));
	setup.pass_time(300);
	let late = setup.answer(&second, &access::sign(&bob, &second)).await;
	assert_eq!(code(&late), (401, "ChallengeExpired"));
	// Paid for too late for the gateway to have said so.
	licensed(&setup);
	consume(&setup, "something else");
	let late = setup.answer(&second, &access::sign(&bob, &second)).await;
	assert_eq!(code(&late), (403, "UseNotConsumed"));
	setup.pass_time(600);
	let late = setup.answer(&second, &access::sign(&bob, &second)).await;
	assert_eq!(code(&late), (401, "ChallengeExpired"));
}

#[tokio::test(flavor = "multi_thread")]
async fn gateways_with_one_key_are_one_gateway() {
	let public = |config: GateConfig| GateConfig {
		public_url: Some("https://gateway.example".into()),
		..config
	};
	let mut setup = Setup::with(public).await;
	licensed(&setup);
	let (message, signature, pass) = paid(&setup).await;
	let cid = setup.file("data/b");
	let any = "127.0.0.1:0".parse().unwrap();
	let key = setup.temp.store.root().join("gateway.key");
	assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
	let replica = setup.another(any, public).await;
	let other_key = setup.temp.dir.path().join("other.key");
	let stranger = setup
		.another(any, |config| GateConfig { pass_key: Some(other_key.clone()), ..public(config) })
		.await;
	// The same key under another name is another gateway.
	let renamed = setup
		.another(any, |config| GateConfig {
			public_url: Some("https://b.example".into()),
			..config
		})
		.await;
	let first = std::mem::replace(&mut setup.gateway, replica.0);
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	let (status, answer) = setup.answer(&message, &signature).await;
	assert_eq!(status, Status::OK, "{answer}");
	setup.gateway = stranger.0;
	assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "UnknownPass".into()));
	assert_eq!(code(&setup.answer(&message, &signature).await), (401, "MessageChanged"));
	setup.gateway = renamed.0;
	assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "UnknownPass".into()));
	assert_eq!(code(&setup.answer(&message, &signature).await), (401, "OtherDomain"));
	setup.gateway = first;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_is_its_payers_while_the_licence_is() {
	let mut setup = Setup::new().await;
	licensed(&setup);
	let (message, signature, pass) = paid(&setup).await;
	let cid = setup.file("data/b");
	// Charlie signs the text, or wants his own challenge to count as paid.
	let charlie = account("charlie");
	let stolen = access::sign(&charlie, &message);
	assert_eq!(code(&setup.answer(&message, &stolen).await), (401, "WrongSignature"));
	setup.allow(
		"1:2",
		"charlie",
		json!({
			"grant": { "type": "seat", "licence": "7" }, "usesLeft": 8,
		}),
	);
	let own = setup.challenge("1:2", &charlie.id()).await;
	let answer = setup.answer(&own, &access::sign(&charlie, &own)).await;
	assert_eq!(code(&answer), (403, "UseNotConsumed"));
	// Sold: neither the message nor a pass is good for anything, after a restart as before.
	let sold = licence("charlie", Some(access::memo(&message)));
	setup.chain.edit(|world| {
		world.licences.insert(7, sold.clone());
		world.forbid("1:2", &account("bob").id().to_string());
	});
	for restart in [false, true] {
		if restart {
			setup.restart(|config| config).await;
		}
		assert_eq!(code(&setup.answer(&message, &signature).await), (403, "NoAccess"));
		let with_licence = json!({ "message": message, "signature": signature, "licence": 7 });
		assert_eq!(code(&setup.ask("pass", &with_licence).await), (403, "NoAccess"));
		setup.pass_time(300);
		assert_eq!(setup.block(&cid, Some(&pass)).await, (401, "PassEnded".into()));
	}
	// The buyer has a use of their own to pay for.
	setup.allow("1:2", "charlie", rights(8));
	let own = setup.challenge("1:2", &charlie.id()).await;
	let answer = setup.answer(&own, &access::sign(&charlie, &own)).await;
	assert_eq!(code(&answer), (403, "UseNotConsumed"));
	// Revoked.
	let mut revoked = licence("bob", Some(access::memo(&message)));
	revoked["ended"] = json!({ "type": "revoked", "reason": "breach" });
	setup.chain.edit(|world| world.licences.insert(7, revoked));
	let with_licence = json!({ "message": message, "signature": signature, "licence": 7 });
	assert_eq!(code(&setup.ask("pass", &with_licence).await), (403, "NoAccess"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_costs_no_second_use() {
	let mut lossy = Lossy::new().await;
	let kept = lossy.setup.temp.dir.path().join("parts/use.json");
	lossy.between.loses.store(true, SeqCst);
	let first = lossy.visitor(&kept, true).await;
	lossy.fetch(&first).await.unwrap_err();
	assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
	// The same client, another one, and one after the gateway has started again.
	lossy.between.loses.store(false, SeqCst);
	lossy.fetch(&first).await.unwrap();
	let second = lossy.visitor(&kept, true).await;
	lossy.fetch(&second).await.unwrap();
	let url = lossy.server.url();
	lossy.setup.restart(|config| GateConfig { public_url: Some(url), ..config }).await;
	let third = lossy.visitor(&kept, true).await;
	lossy.fetch(&third).await.unwrap();
	assert_eq!(third.consumed().unwrap().licence, Id(7));
	// The pass was enough: nobody asked for another one.
	let passes = lossy.setup.decisions();
	let passes =
		passes.iter().filter(|line| line["asked"] == "pass" && line["decision"] == "allowed");
	assert_eq!(passes.count(), 2);
	assert_eq!(lossy.consumed.load(SeqCst), 1);
	// Done: the next pull is another one.
	third.finished().unwrap();
	assert!(!kept.exists());
	third.finished().unwrap();
	lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
	assert_eq!(lossy.consumed.load(SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_killed_while_it_pays_finds_what_it_paid_for() {
	let lossy = Lossy::new().await;
	let kept = lossy.setup.temp.dir.path().join("use.json");
	let killed = lossy.visitor(&kept, false).await;
	tokio::select! {
		_ = lossy.fetch(&killed) => panic!("it never learns"),
		() = async {
			while lossy.consumed.load(SeqCst) == 0 {
				tokio::time::sleep(Duration::from_millis(5)).await;
			}
		} => {}
	}
	lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
	assert_eq!(lossy.consumed.load(SeqCst), 1);
}

/// Changes the use that is kept.
fn edit_kept(kept: &Path, edit: impl FnOnce(&mut Value)) {
	let mut paid: Value = serde_json::from_slice(&std::fs::read(kept).unwrap()).unwrap();
	edit(&mut paid);
	std::fs::write(kept, paid.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_proves_a_use_that_was_never_seen() {
	let lossy = Lossy::new().await;
	let kept = lossy.setup.temp.dir.path().join("use.json");
	let killed = lossy.visitor(&kept, false).await;
	tokio::select! {
		_ = lossy.fetch(&killed) => panic!("it never learns"),
		() = async {
			while lossy.consumed.load(SeqCst) == 0 {
				tokio::time::sleep(Duration::from_millis(5)).await;
			}
		} => {}
	}
	lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
	// It is certain by now what became of the transaction.
	edit_kept(&kept, |paid| {
		assert!(paid["pass"].is_string() && paid["consumed"].is_null(), "{paid}");
		paid["begun"] = (paid["begun"].as_u64().unwrap() - 4_000).into();
	});
	lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
	assert_eq!(lossy.consumed.load(SeqCst), 1);
	assert!(kept.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_shortens_the_time_gets_one_use() {
	for unconfirmed in [false, true] {
		let lossy = Lossy::new().await;
		let kept = lossy.setup.temp.dir.path().join("use.json");
		lossy.between.cheats.store(true, SeqCst);
		let fails = move || unconfirmed.then(unknown_outcome);
		let visitor = lossy.visitor_that(&kept, true, fails).await;
		let mut last = None;
		for _ in 0..3 {
			last = lossy.fetch_any(&visitor).await.err();
		}
		let last = last.unwrap();
		assert!(matches!(*last, AccessError::SecondUse(7)), "{last}");
		assert_eq!(lossy.consumed.load(SeqCst), 1, "{unconfirmed}");
	}
}

fn unknown_outcome() -> ChainError {
	ChainError::Unconfirmed { hash: H256::repeat_byte(1), reason: "lost".into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_kept_a_transaction_out_is_forgotten() {
	let rpc = || ChainError::Rpc { code: -32_000, message: "too many requests".into() };
	let late = || ChainError::Timeout { what: "the block", after: Duration::from_secs(1) };
	let odd = || ChainError::Incompatible("its events are not understood".into());
	let refused = || ChainError::Dispatch {
		pallet: "Licensing".into(),
		error: "UsedUp".into(),
		docs: "no".into(),
	};
	let poor = || PoolError::CannotPay.into();
	let locked = || ChainError::Locked;
	for (fails, keeps) in [
		(&unknown_outcome as &(dyn Fn() -> ChainError + Sync), true),
		(&rpc, true),
		(&late, true),
		(&odd, true),
		(&refused, false),
		(&poor, false),
		(&locked, false),
	] {
		let lossy = Lossy::new().await;
		let kept = lossy.setup.temp.dir.path().join("use.json");
		let error = Mutex::new(Some(fails()));
		let failing = lossy.visitor_that(&kept, true, move || error.lock().unwrap().take()).await;
		let error = lossy.fetch(&failing).await.unwrap_err();
		assert!(matches!(*error, AccessError::Consume { licence: 7, .. }), "{error}");
		assert_eq!(kept.exists(), keeps, "{error}");
		// The same client, or another one.
		lossy.fetch(&failing).await.unwrap();
		lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
		assert_eq!(lossy.consumed.load(SeqCst), if keeps { 1 } else { 2 }, "{error}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_counts_although_there_is_another_licence() {
	let mut setup = Setup::new().await;
	let bob = account("bob");
	for seat in [false, true] {
		let kind = if seat { "seat" } else { "holder" };
		let grant = |id: u64, left: u32| json!({ "grant": { "type": kind, "licence": id.to_string() }, "usesLeft": left });
		let holder = if seat { "charlie" } else { "bob" };
		setup.allow("1:2", "bob", grant(7, 1));
		setup.chain.edit(|world| {
			world.licences.insert(7, licence(holder, None));
			world.licences.insert(8, licence(holder, None));
		});
		let message = setup.challenge("1:2", &bob.id()).await;
		let signature = access::sign(&bob, &message);
		let asked = setup.answer(&message, &signature).await;
		assert_eq!(code(&asked), (403, "UseNotConsumed"));
		let seat = &asked.1["error"]["seat"];
		let body = json!({
			"message": message, "signature": signature, "licence": "7", "seat": seat,
		});
		// The last use is consumed: the chain's next answer names the other licence, or no counted
		// one.
		let mut last = licence(holder, Some(access::memo(&message)));
		last["ended"] = json!({ "type": "usedUp" });
		setup.chain.edit(|world| world.licences.insert(7, last.clone()));
		for other in [grant(8, 5), json!({ "grant": { "type": "free" } })] {
			setup.allow("1:2", "bob", other);
			for restart in [false, true] {
				if restart {
					setup.restart(|config| config).await;
				}
				let (status, answer) = setup.ask("pass", &body).await;
				assert_eq!(status, Status::OK, "{answer}");
				assert_eq!(answer["grant"], json!({ "type": kind, "licence": "7" }));
				let pass = answer["pass"].as_str();
				assert_eq!(setup.block(&setup.file("data/b"), pass).await.0, 200);
			}
		}
		// It counts for this challenge and this account only.
		setup.allow("1:2", "bob", grant(8, 5));
		let other = setup.challenge("1:2", &bob.id()).await;
		let signature = access::sign(&bob, &other);
		let body =
			json!({ "message": other, "signature": signature, "licence": "7", "seat": seat });
		let answer = setup.ask("pass", &body).await;
		assert_eq!(code(&answer), (403, "UseNotConsumed"));
		assert_eq!(answer.1["error"]["licence"], "8");
		last["lastUse"]["memo"] = json!(access::memo(&other));
		last["holder"] = json!(account("dave").id().to_string());
		setup.chain.edit(|world| world.licences.insert(7, last));
		let answer = setup.ask("pass", &body).await;
		assert_eq!(code(&answer), (403, "UseNotConsumed"));
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_has_lost_its_key_gets_no_second_use() {
	let mut lossy = Lossy::new().await;
	let kept = lossy.setup.temp.dir.path().join("use.json");
	lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap();
	std::fs::remove_file(lossy.setup.temp.store.root().join("gateway.key")).unwrap();
	let url = lossy.server.url();
	lossy.setup.restart(|config| GateConfig { public_url: Some(url), ..config }).await;
	let error = lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap_err();
	assert!(matches!(*error, AccessError::SecondUse(7)), "{error}");
	assert_eq!(lossy.consumed.load(SeqCst), 1);
	// What cannot be read is not paid for again either.
	std::fs::write(&kept, "{").unwrap();
	let error = lossy.fetch(&lossy.visitor(&kept, true).await).await.unwrap_err();
	assert!(matches!(*error, AccessError::Kept { .. }), "{error}");
	assert_eq!(lossy.consumed.load(SeqCst), 1);
}
