//! Commands that end before they have done what they are for: a dry run, and a multisig call that
//! waits for further approvals.

use super::Outcome;
use crate::{
	chain::{Approval, Call, Chain, ChainError, Plan},
	error::Error,
	keys::Account,
	output::{fields, hub, Output},
};
use serde_json::{json, Value};
use subxt::utils::AccountId32;

/// How a command ended early.
#[derive(Debug)]
pub enum Early {
	/// Nothing was sent.
	DryRun(DryRun),
	/// The call needs more approvals.
	Approved(Approval),
}

/// What the calls of a command would cost and do.
#[derive(Debug)]
pub struct DryRun {
	/// For each call, what it would do, and the fee's text in the token that pays it.
	plans: Vec<(Plan, Option<String>)>,
}

impl DryRun {
	/// Asks the chain.
	pub async fn of(chain: &Chain, calls: &[Call], account: &Account) -> Result<Self, ChainError> {
		let mut plans = Vec::new();
		for plan in chain.dry_run(calls, account).await? {
			let text = match &plan.fee_token {
				None => None,
				Some((_, Some(price))) => Some(chain.price_text(price).await?),
				Some((_, None)) => Some("no pool gives enough HUB for it".into()),
			};
			plans.push((plan, text));
		}
		Ok(Self { plans })
	}
}

impl Early {
	/// Prints it; a dry run of what would fail says no.
	pub fn report(&self, out: &Output) -> Outcome {
		match self {
			Self::DryRun(run) => {
				let ok = run.plans.iter().all(|(plan, _)| plan.error.is_none());
				let calls: Vec<Value> = run.plans.iter().map(|(plan, _)| plan_json(plan)).collect();
				let json = json!({ "dryRun": calls, "ok": ok });
				out.result(&json, |_| {
					let mut text: Vec<String> = run.plans.iter().map(plan_text).collect();
					text.push("Nothing was sent.".into());
					text.join("\n")
				});
				if ok {
					Outcome::Yes
				} else {
					Outcome::No
				}
			}
			Self::Approved(approval) => {
				out.result(&json!({ "approval": approval }), |_| approval_text(approval));
				Outcome::Yes
			}
		}
	}
}

/// Accounts and what is taken from them, in planck.
fn amounts<'a>(takes: impl IntoIterator<Item = &'a (AccountId32, i128)>, sign: i128) -> Vec<Value> {
	let one = |(account, amount): &(AccountId32, i128)| json!({ "account": account.to_string(), "amount": (amount * sign).to_string() });
	takes.into_iter().map(one).collect()
}

fn plan_json(plan: &Plan) -> Value {
	let error = plan.error.as_ref().map(|error| {
		// The code is that of the error itself.
		json!({ "code": Error::code_of(error), "message": error.to_string() })
	});
	let price = plan.fee_token.as_ref().and_then(|(_, price)| price.as_ref());
	let fee_token = price
		.map(|price| json!({ "currency": price.currency, "amount": price.amount.to_string() }));
	json!({
		"call": plan.call,
		"arguments": plan.arguments,
		"callData": format!("0x{}", hex::encode(&plan.call_data)),
		"signer": plan.signer.to_string(),
		"actsFor": plan.acts_for.map(|account| account.to_string()),
		"fee": plan.fee.to_string(),
		"feeToken": fee_token,
		"balanceChanges": amounts(&plan.takes, -1),
		"deposits": plan.deposits_only.then(|| amounts(&plan.takes, 1)),
		"error": error,
		"unchecked": plan.unchecked,
	})
}

fn plan_text((plan, fee_token): &(Plan, Option<String>)) -> String {
	let mut pairs = vec![("call", plan.call.clone()), ("arguments", plan.arguments.to_string())];
	pairs.push(("signer", plan.signer.to_string()));
	pairs.extend(plan.acts_for.map(|account| ("acts for", account.to_string())));
	let fee = match fee_token {
		None => hub(plan.fee),
		Some(token) => format!("{}, paid with {token}", hub(plan.fee)),
	};
	pairs.push(("fee", fee));
	if plan.error.is_none() && plan.takes.is_empty() {
		pairs.push(("deposit", "none".into()));
	}
	for (account, amount) in &plan.takes {
		let whose = if plan.acts_for.is_some() { format!(" ({account})") } else { String::new() };
		let sum = hub(amount.unsigned_abs());
		pairs.push(match (plan.deposits_only, *amount > 0) {
			(true, true) => ("deposit", format!("{sum} is held{whose}")),
			(true, false) => ("deposit", format!("{sum} is returned{whose}")),
			(false, true) => ("takes", format!("{sum}, paid and held{whose}")),
			(false, false) => ("gives", format!("{sum}{whose}")),
		});
	}
	pairs.push(match &plan.error {
		None => ("outcome", "it would succeed".into()),
		Some(error) => {
			let (text, code) = (error.to_string(), Error::code_of(error));
			// A pallet's error has its name in the text.
			let code = if text.contains(&code) { String::new() } else { format!(" [{code}]") };
			("outcome", format!("it would fail: {text}{code}"))
		}
	});
	pairs.extend(plan.unchecked.iter().map(|what| ("not checked", what.clone())));
	fields(&pairs)
}

fn approval_text(approval: &Approval) -> String {
	let mut pairs = vec![
		(
			"approved",
			format!("{}, by {} of {}", approval.call, approval.approvals, approval.threshold),
		),
		("multisig", approval.multisig.to_string()),
		("call hash", format!("{:?}", approval.call_hash)),
		("call data", approval.call_data.clone()),
	];
	let missing: Vec<String> = approval
		.missing
		.iter()
		.map(|missing| {
			format!(
				"{} runs:\n  metahub account multisig approve {} {}",
				missing.account, missing.multisig_of, approval.call_data
			)
		})
		.collect();
	pairs.push(("next", missing.join("\n")));
	format!("{}It is not executed yet.\n", fields(&pairs))
}
