//! The node, its chain, and its clock.

use super::Findings;
use crate::{
	chain::{Chain, ChainError, ChainOptions},
	cli::Context,
};
use jsonrpsee::rpc_params;
use serde_json::Value;
use sp_crypto_hashing::twox_128;
use std::time::{SystemTime, UNIX_EPOCH};
use subxt::utils::H256;

/// The runtime that this client was made with.
const SPEC_NAME: &str = "metahub";
const SPEC_VERSION: u64 = 1_000;
/// The form of transactions that it builds.
const TRANSACTION_VERSION: u64 = 1;
/// Blocks between the last block and the last final one: more than usual, and far too many.
const LAG: (u64, u64) = (30, 1_000);
/// How old the last block may be, in seconds. Blocks come every two.
const AGE: i64 = 60;
/// How far a block's time may lie ahead of this machine's clock, in seconds.
const AHEAD: i64 = 15;

/// Looks at the node; gives the connection if there is one.
pub(super) async fn look(ctx: &Context) -> (Findings, Option<Chain>) {
	let mut found = Findings::of("node");
	// A node of another chain is one of the findings.
	let options = ChainOptions { genesis: None, ..ctx.chain_options() };
	let chain = match Chain::connect_with(&ctx.settings.node, options).await {
		Ok(chain) => chain,
		Err(error) => {
			let advice = "start one (scripts/dev.sh for a development node), or name another with \
			              --node";
			found.fail("reachable", error.to_string(), advice);
			return (found, None);
		}
	};
	found.ok("reachable", ctx.settings.node.clone());
	// One look that fails does not keep the others from looking.
	let results = [
		look_at_genesis(&chain, ctx.settings.genesis, &mut found).await,
		look_at_runtime(&chain, &mut found).await,
		look_at_sync(&chain, &mut found).await,
		look_at_head(&chain, &mut found).await,
	];
	for error in results.into_iter().filter_map(Result::err) {
		let advice = "is this a MetaHub node, and does it allow these methods?";
		found.fail("answers", error.to_string(), advice);
	}
	(found, Some(chain))
}

async fn look_at_genesis(
	chain: &Chain,
	expected: Option<H256>,
	found: &mut Findings,
) -> Result<(), ChainError> {
	let genesis = chain.genesis_hash().await?;
	match expected {
		Some(expected) if expected != genesis => found.fail(
			"genesis",
			format!("this is the chain {genesis:?}, not {expected:?}"),
			"use a node of the right network: --node",
		),
		Some(_) => found.ok("genesis", format!("{genesis:?}, as expected")),
		None => found.ok("genesis", format!("{genesis:?}")),
	}
	Ok(())
}

async fn look_at_runtime(chain: &Chain, found: &mut Findings) -> Result<(), ChainError> {
	let version: Value = chain.request("state_getRuntimeVersion", rpc_params![]).await?;
	let name = version["specName"].as_str().unwrap_or_default();
	let spec = version["specVersion"].as_u64().unwrap_or_default();
	let transaction = version["transactionVersion"].as_u64().unwrap_or_default();
	let message = format!("{name} {spec}");
	if name != SPEC_NAME {
		found.fail("runtime", message, "this is not a MetaHub chain: name another with --node");
	} else if transaction != TRANSACTION_VERSION {
		let message = format!("{message}, whose transactions are of version {transaction}");
		found.fail("runtime", message, "update the client");
	} else if spec > SPEC_VERSION {
		let message = format!("{message}; this client was made for {SPEC_VERSION}");
		found.warn("runtime", message, "update the client; calls that changed are refused");
	} else if spec < SPEC_VERSION {
		let message = format!("{message}; this client was made for {SPEC_VERSION}");
		found.warn("runtime", message, "some commands may need a newer chain");
	} else {
		found.ok("runtime", message);
	}
	Ok(())
}

async fn look_at_sync(chain: &Chain, found: &mut Findings) -> Result<(), ChainError> {
	let health: Value = chain.request("system_health", rpc_params![]).await?;
	let peers = health["peers"].as_u64().unwrap_or_default();
	if health["isSyncing"] == true {
		let message = format!("it is still catching up, with {peers} peers");
		found.warn("sync", message, "wait: until then it answers from the past");
	} else if health["shouldHavePeers"] == true && peers == 0 {
		let advice = "check its network: bootnodes, firewall, the port of --port";
		found.fail("sync", "it has no peers", advice);
	} else {
		found.ok("sync", format!("{peers} peers"));
	}
	Ok(())
}

async fn look_at_head(chain: &Chain, found: &mut Findings) -> Result<(), ChainError> {
	let header: Value = chain.request("chain_getHeader", rpc_params![]).await?;
	let number = header["number"].as_str().unwrap_or_default();
	let best = u64::from_str_radix(number.trim_start_matches("0x"), 16)
		.map_err(|_| ChainError::Incompatible("its headers have no number".into()))?;
	let finalized = u64::from(chain.finalized_number().await?);
	let lag = best.saturating_sub(finalized);
	let message = format!("block {best}, final up to {finalized}");
	let advice = "finality needs two thirds of the validators: ask their operators";
	match lag {
		_ if lag > LAG.1 => found.fail("finality", message, advice),
		_ if lag > LAG.0 => found.warn("finality", message, advice),
		_ => found.ok("finality", message),
	}

	let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
	let key = format!("0x{}", hex::encode(key));
	let value: Option<String> = chain.request("state_getStorage", rpc_params![key]).await?;
	let time = value
		.and_then(|value| hex::decode(value.trim_start_matches("0x")).ok())
		.and_then(|bytes| bytes.try_into().ok())
		.map_or(0, u64::from_le_bytes);
	let local = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let age = local.as_secs() as i64 - (time / 1_000) as i64;
	let kind: Value = chain.request("system_chainType", rpc_params![]).await?;
	if time == 0 {
		found.ok("clock", "the chain has no block with a time yet");
	} else if age < -AHEAD && kind == "Development" {
		found.ok("clock", format!("a development chain's, {} s ahead", -age));
	} else if age < -AHEAD {
		let message = format!("the last block's time is {} s ahead of this machine's", -age);
		found.fail("clock", message, "set this machine's clock (NTP), or the node's");
	} else if kind == "Development" {
		// Its blocks come when there are transactions.
		found.ok("clock", format!("the last block is {} s old", age.max(0)));
	} else if age > AGE {
		let message = format!("the last block is {age} s old");
		let advice =
			"the chain stands still, the node has lost its peers, or this machine's clock is \
		              ahead";
		found.fail("clock", message, advice);
	} else {
		found.ok("clock", format!("the last block is {} s old", age.max(0)));
	}
	Ok(())
}
