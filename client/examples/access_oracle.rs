//! Answers questions about challenges and their signatures, one JSON object per line, so that
//! wallets' libraries can be compared with this one (see `tests/js`).
//!
//! ```sh
//! echo '{"op":"account","account":"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"}' |
//!     cargo run --release -p metahub-client --example access_oracle
//! ```

use metahub_client::{
	access::{memo, sign, verify, Caller, Challenge},
	keys::{Account, Keystore, Scheme, Secret},
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::{
	error::Error,
	io::{stdin, stdout, BufRead, BufWriter, Write},
};

/// A question.
#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "camelCase")]
enum Question {
	/// How an account is spelled, and what it stands for.
	Account { account: String },
	/// What a message says.
	Challenge { message: String },
	/// Whether an account signed a message.
	Verify { account: String, message: String, signature: String },
	/// A development account's signature.
	Sign { name: String, message: String },
	/// What a use is named for a message.
	Memo { message: String },
	/// A key of a phrase as a keystore file, and its account.
	Keep { scheme: String, phrase: String, password: String },
	/// Whose key a keystore file holds, and its signature of a message.
	Unlock { json: Value, password: String, message: String },
}

fn answer(line: &str) -> Result<Value, Box<dyn Error>> {
	Ok(match serde_json::from_str(line)? {
		Question::Account { account } => {
			let caller: Caller = account.parse()?;
			let account = format!("0x{}", hex::encode(caller.account().0));
			json!({ "text": caller.to_string(), "account": account })
		}
		Question::Challenge { message } => {
			let challenge: Challenge = message.parse()?;
			json!({
				"scheme": challenge.scheme,
				"domain": challenge.domain,
				"address": challenge.caller.to_string(),
				"statement": challenge.statement,
				"uri": challenge.uri,
				"chainId": challenge.chain_id,
				"nonce": challenge.nonce,
				"issuedAt": challenge.issued_at.unix(),
				"expirationTime": challenge.expires.as_ref().map(|time| time.unix()),
				"notBefore": challenge.not_before.as_ref().map(|time| time.unix()),
				"requestId": challenge.request_id,
				"resources": challenge.resources,
				"text": challenge.to_string(),
			})
		}
		Question::Verify { account, message, signature } => {
			verify(&account.parse()?, &message, &signature)?;
			json!({ "valid": true })
		}
		Question::Sign { name, message } => {
			let account = Account::development(&name)?;
			json!({ "account": account.id().to_string(), "signature": sign(&account, &message) })
		}
		Question::Keep { scheme, phrase, password } => {
			let folder = tempfile::tempdir()?;
			let path = folder.path().join("keystore.json");
			let secret = Secret::of(scheme.parse::<Scheme>()?, &phrase)?;
			Keystore::create(&path, &secret, "name", &password)?;
			let json: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
			let account = format!("0x{}", hex::encode(secret.pair().account().0));
			json!({ "json": json, "account": account })
		}
		Question::Unlock { json, password, message } => {
			let folder = tempfile::tempdir()?;
			let path = folder.path().join("keystore.json");
			std::fs::write(&path, json.to_string())?;
			let pair = Keystore::read(&path)?.unlock(&password)?;
			json!({
				"scheme": pair.scheme(),
				"account": format!("0x{}", hex::encode(pair.account().0)),
				"signature": format!("0x{}", hex::encode(pair.sign(message.as_bytes()).0)),
			})
		}
		Question::Memo { message } => json!({ "memo": memo(&message) }),
	})
}

fn main() -> Result<(), Box<dyn Error>> {
	let mut out = BufWriter::new(stdout().lock());
	for line in stdin().lock().lines() {
		let answer = answer(&line?).unwrap_or_else(|error| json!({ "error": error.to_string() }));
		writeln!(out, "{answer}")?;
	}
	Ok(out.flush()?)
}
