//! What a client signs for a gateway: the exact text that asks for a pass, and nothing else.

mod access_support;
mod content_support;

use access_support::{account, did, start};
use axum::{
	body::Bytes,
	http::{header, StatusCode},
	response::IntoResponse,
	routing::{get, post},
	Router,
};
use content_support::Server;
use metahub_client::{
	access::{AccessError, Caller, Challenge, ChallengeError, Moment, Origin, Visitor},
	content::Block,
	store::{BlockSource, HttpGateway, StoreError},
};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering::SeqCst},
		Arc, Mutex,
	},
	time::Duration,
};

fn moment(offset: i64) -> Moment {
	Moment::from_unix(start().checked_add_signed(offset).unwrap()).unwrap()
}

/// A gateway that gives any text as its challenge, and counts the signatures that it gets.
struct Rogue {
	server: Server,
	text: Arc<Mutex<String>>,
	signatures: Arc<AtomicUsize>,
}

impl Rogue {
	async fn start() -> Self {
		let text = Arc::new(Mutex::new(String::new()));
		let signatures = Arc::new(AtomicUsize::new(0));
		let (given, count) = (text.clone(), signatures.clone());
		let content = || async {
			let value = "Bearer realm=\"metahub\", challenge=\"http://127.0.0.1/\"";
			(StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, value)]).into_response()
		};
		let challenge = move || {
			let message = given.lock().unwrap().clone();
			async move {
				serde_json::json!({ "message": message, "nonce": "0", "expires": "1" }).to_string()
			}
		};
		let pass = move |_: Bytes| {
			count.fetch_add(1, SeqCst);
			async { StatusCode::FORBIDDEN }
		};
		let router = Router::new()
			.route("/ipfs/{cid}", get(content))
			.route("/access/challenge", post(challenge))
			.route("/access/pass", post(pass));
		Self { server: Server::start(router).await, text, signatures }
	}

	/// What the gateway should give.
	fn challenge(&self) -> Challenge {
		let chain = format!("polkadot:{}", hex::encode(did("1:2").genesis));
		Challenge::for_pass(
			&Origin::of(&self.server.url()).unwrap(),
			Caller::Substrate(account("bob").id()),
			&did("1:2"),
			chain,
			"0123456789abcdef".repeat(4),
			(moment(0), moment(300)),
		)
	}

	/// Why the client does not sign a text; `None` if it does.
	async fn refusal(&self, text: &str) -> Option<ChallengeError> {
		*self.text.lock().unwrap() = text.into();
		let before = self.signatures.load(SeqCst);
		let visitor = Arc::new(Visitor::signing(did("1:2"), || Ok(account("bob"))));
		let timeout = Duration::from_secs(20);
		let gateway = HttpGateway::new(&self.server.url(), timeout).unwrap();
		let error = gateway.with_visitor(visitor).get(Block::raw("x").cid()).await.unwrap_err();
		let signed = self.signatures.load(SeqCst) > before;
		match error {
			StoreError::NoAccess { error, .. } => match &*error {
				AccessError::Challenge(error) => {
					assert!(!signed, "{text}");
					Some(error.clone())
				}
				_ => {
					assert!(signed, "{text}: {error}");
					None
				}
			},
			other => panic!("{other}"),
		}
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_exact_text_is_signed() {
	let rogue = Rogue::start().await;
	let exact = rogue.challenge().to_string();
	assert_eq!(rogue.refusal(&exact).await, None);
	let replaced = |from: &str, to: &str| {
		let changed = exact.replacen(from, to, 1);
		assert_ne!(changed, exact, "{from}");
		changed
	};
	for changed in [
		replaced("Get a pass for this asset's files.", "Get a pass for this asset's files!"),
		replaced("Get a pass for this asset's files.", "I give everything to the gateway."),
		replaced("Get a pass for this asset's files.\n", ""),
		replaced("\nResources", "\nRequest ID: 1\nResources"),
		replaced("\nResources", "\nRequest ID: \nResources"),
		replaced("\nResources", &format!("\nNot Before: {}\nResources", moment(0))),
		// The same times, spelled in another way.
		replaced(&moment(0).to_string(), &moment(0).to_string().replace('Z', "+00:00")),
		replaced(&moment(300).to_string(), &moment(300).to_string().replace('Z', ".0Z")),
	] {
		assert_eq!(rogue.refusal(&changed).await, Some(ChallengeError::OtherText), "{changed}");
	}
	for changed in [
		replaced("Version: 1", "Version: 2"),
		format!("{exact}\n"),
		format!("{exact}\n\nand one thing more"),
		replaced("\n\nURI", "\nURI"),
	] {
		let refusal = rogue.refusal(&changed).await;
		assert!(matches!(refusal, Some(ChallengeError::Form(_))), "{changed}: {refusal:?}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_for_another_gateway_account_asset_or_chain() {
	let rogue = Rogue::start().await;
	let refusal = async |change: &dyn Fn(&mut Challenge)| {
		let mut challenge = rogue.challenge();
		change(&mut challenge);
		rogue.refusal(&challenge.to_string()).await
	};
	for change in [
		(&|c: &mut Challenge| c.domain = "gateway.example".into()) as &dyn Fn(&mut Challenge),
		&|c| c.uri = "https://gateway.example".into(),
		&|c| c.uri.push_str("/a"),
		&|c| c.scheme = Some("http".into()),
	] {
		let refused = refusal(change).await;
		assert!(matches!(refused, Some(ChallengeError::OtherDomain { .. })), "{refused:?}");
	}
	let charlie = Caller::Substrate(account("charlie").id());
	assert_eq!(refusal(&|c| c.caller = charlie).await, Some(ChallengeError::OtherCaller));
	let refused = refusal(&|c| c.chain_id = "polkadot:0".into()).await;
	assert_eq!(refused, Some(ChallengeError::OtherChain("polkadot:0".into())));
	let other_asset = Some(ChallengeError::OtherAsset(did("1:2")));
	for resources in [
		vec![],
		vec![did("1:3").to_string()],
		vec![did("1:2").to_string(), did("1:3").to_string()],
		vec![did("1:2").to_string(), "https://example.com/".into()],
	] {
		let refused = refusal(&|c| c.resources.clone_from(&resources)).await;
		assert_eq!(refused, other_asset, "{resources:?}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn nonces_and_times_are_those_that_are_documented() {
	let rogue = Rogue::start().await;
	let refusal = async |change: &dyn Fn(&mut Challenge)| {
		let mut challenge = rogue.challenge();
		change(&mut challenge);
		rogue.refusal(&challenge.to_string()).await
	};
	for nonce in ["a".repeat(63), "a".repeat(65), "A".repeat(64), "g".repeat(64), "12345678".into()]
	{
		let refused = refusal(&|c| c.nonce.clone_from(&nonce)).await;
		assert_eq!(refused, Some(ChallengeError::Nonce), "{nonce}");
	}
	for expires in [301, 86_400, 0, -1] {
		let refused = refusal(&|c| c.expires = Some(moment(expires))).await;
		assert_eq!(refused, Some(ChallengeError::Validity), "{expires}");
	}
	assert_eq!(refusal(&|c| c.expires = None).await, Some(ChallengeError::OtherText));
	// Clocks differ, but not by an hour.
	for (offset, signed) in [(-120, true), (120, true), (-3_600, false), (3_600, false)] {
		let refused = refusal(&|c| {
			c.issued_at = moment(offset);
			c.expires = Some(moment(offset + 300));
		})
		.await;
		match refused {
			None => assert!(signed, "{offset}"),
			Some(ChallengeError::Clock(issued)) => {
				assert!(!signed && issued == moment(offset), "{offset}");
			}
			other => panic!("{offset}: {other:?}"),
		}
	}
}
