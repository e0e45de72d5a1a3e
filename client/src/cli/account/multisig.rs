//! `metahub account multisig`: accounts whose signatories act together.

use crate::{
	chain::{hides_calls, Call, ChainError, Waiting},
	cli::{text::lines, text::merge, values, Context, Inclusion, Outcome},
	error::Error,
	keys::{contract_address, MultisigOf, OnBehalf},
	output::{fields, hub},
};
use clap::{Args, Subcommand};
use serde_json::json;
use sp_crypto_hashing::blake2_256;
use subxt::utils::{AccountId32, H256};

/// The commands of `account multisig`.
#[derive(Debug, Subcommand)]
pub enum MultisigCommand {
	/// The address of a multisig account
	Address(MultisigArgs),
	/// Its calls that wait for approvals
	List(MultisigArgs),
	/// Approve a call; the last approval executes it
	Approve {
		/// The account.
		#[command(flatten)]
		multisig: MultisigArgs,
		/// The call, as the first signatory's command printed it
		#[arg(value_name = "CALL_DATA", value_parser = call_data)]
		call: CallData,
	},
	/// Withdraw a call, and get its deposit back; for the signatory that approved it first
	Cancel {
		/// The account.
		#[command(flatten)]
		multisig: MultisigArgs,
		/// The call's hash
		#[arg(value_name = "CALL_HASH", value_parser = values::hash)]
		call: H256,
	},
}

/// A multisig account as the signer names it.
#[derive(Args, Debug)]
pub struct MultisigArgs {
	/// How many have to approve, and all signatories but the account that signs:
	/// <threshold>:<other>,<other>
	#[arg(value_name = "THRESHOLD:OTHER,…")]
	multisig: MultisigOf,
}

/// An encoded call.
#[derive(Clone, Debug)]
pub struct CallData(Vec<u8>);

fn call_data(text: &str) -> Result<CallData, String> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text))
		.map(CallData)
		.map_err(|error| format!("not hexadecimal: {error}"))
}

impl MultisigArgs {
	fn account(&self, ctx: &Context) -> Result<(AccountId32, AccountId32), Error> {
		let (signer, _) = super::chosen(ctx, None)?;
		self.multisig.check(&signer).map_err(ChainError::Multisig)?;
		Ok((signer, self.multisig.account(&signer)))
	}
}

/// Runs `account multisig …`.
pub async fn run(ctx: &Context, command: MultisigCommand) -> Result<Outcome, Error> {
	if ctx.signing.on_behalf.is_some() {
		let reason =
			"the multisig account is an argument here: leave out --as-multi and --as-proxy-for";
		return Err(Error::Usage(reason.into()));
	}
	match command {
		MultisigCommand::Address(args) => {
			let (signer, account) = args.account(ctx)?;
			let signatories = args.multisig.signatories(&signer);
			let signatories: Vec<String> = signatories.iter().map(ToString::to_string).collect();
			let json = json!({
				"address": account.to_string(),
				"contractAddress": contract_address(&account),
				"threshold": args.multisig.threshold(),
				"signatories": signatories,
			});
			ctx.out.result(&json, |_| {
				fields(&[
					("address", account.to_string()),
					("contracts see", format!("{:?}", contract_address(&account))),
					(
						"approvals",
						format!("{} of {}", args.multisig.threshold(), signatories.len()),
					),
					("signatories", lines(&signatories)),
				])
			});
			Ok(Outcome::Yes)
		}
		MultisigCommand::List(args) => {
			let (_, account) = args.account(ctx)?;
			let waiting = ctx.chain().await?.waiting_calls(&account).await?;
			let json = json!({ "multisig": account.to_string(), "waiting": waiting });
			ctx.out.result(&json, |_| {
				if waiting.is_empty() {
					return format!("nothing waits for approvals of {account}");
				}
				let texts: Vec<String> = waiting.iter().map(text).collect();
				texts.join("\n")
			});
			Ok(Outcome::Yes)
		}
		MultisigCommand::Approve { multisig, call } => {
			let account =
				ctx.account()?.on_behalf_of(OnBehalf::Multisig(multisig.multisig.clone()));
			let (_, id) = multisig.account(ctx)?;
			let chain = ctx.chain().await?;
			// A late approval does not start a call again that was executed.
			let hash = H256(blake2_256(&call.0));
			if chain.waiting_call(&id, hash).await?.is_none() {
				return Err(ChainError::NotWaiting(hash).into());
			}
			let call = chain.call_of(&call.0).await?;
			// The signature approves the call data, so show what that says.
			let arguments = chain.arguments(&call).await?;
			ctx.out.note(format!("approving {} {arguments:#}", call.label()));
			if hides_calls(&call, &arguments) {
				ctx.out.warn("it approves another call, of which it has only the hash: ask for that call's data and look at it first");
			}
			let receipt = ctx.submit(&chain, &call, &account).await?;
			let mut json = json!({
				"multisig": account.id().to_string(),
				"executed": call.label(),
				"arguments": arguments,
			});
			merge(&mut json, &Inclusion::from(&receipt));
			ctx.out.result(&json, |_| format!("{} is executed", call.label()));
			Ok(Outcome::Yes)
		}
		MultisigCommand::Cancel { multisig, call } => {
			let (_, id) = multisig.account(ctx)?;
			let account = ctx.account()?;
			let chain = ctx.chain().await?;
			let waiting = chain.waiting_call(&id, call).await?;
			let waiting = waiting.ok_or(ChainError::NotWaiting(call))?;
			let cancel = Call::cancel_multisig(&multisig.multisig, &waiting);
			let receipt = ctx.submit(&chain, &cancel, &account).await?;
			let mut json = json!({ "multisig": id.to_string(), "cancelled": call });
			merge(&mut json, &Inclusion::from(&receipt));
			ctx.out.result(&json, |_| format!("{call:?} is cancelled"));
			Ok(Outcome::Yes)
		}
	}
}

fn text(waiting: &Waiting) -> String {
	fields(&[
		("call hash", format!("{:?}", waiting.call_hash)),
		("since", format!("block {}", waiting.when.height)),
		("approved by", lines(&waiting.approvals)),
		("deposit", format!("{} on {}", hub(waiting.deposit), waiting.depositor)),
	])
}
