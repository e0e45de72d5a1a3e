//! `metahub state set`, `managed`, `transfer`, `retire` and `prune`: one call, one line.

use super::{text::merge, values, Context, Inclusion, Outcome};
use crate::{
	chain::{calls, AssetRef, Call},
	error::Error,
	keys::parse_account,
};
use clap::{Args, Subcommand, ValueEnum};
use metahub_assets::{AssetId, LifecycleState};
use serde_json::{json, Value};
use subxt::utils::AccountId32;

/// The commands of `state`.
#[derive(Debug, Subcommand)]
pub enum StateCommand {
	/// Set the state
	Set(StateArgs),
}

/// Arguments of `state set`.
#[derive(Args, Debug)]
pub struct StateArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The state; revoked is final
	#[arg(value_parser = values::state())]
	state: LifecycleState,
}

/// Arguments of `managed`.
#[derive(Args, Debug)]
pub struct ManagedArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// Whether its collection's editors and curators can act on it
	#[arg(value_enum)]
	roles: Switch,
}

/// Whether something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
	/// It is.
	On,
	/// It is not.
	Off,
}

/// Arguments of `transfer`.
#[derive(Args, Debug)]
pub struct TransferArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The new owner: SS58 address, 0x public key, or a development account's name
	#[arg(value_parser = parse_account)]
	to: AccountId32,
}

/// Arguments of `retire`.
#[derive(Args, Debug)]
pub struct RetireArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
}

/// Arguments of `prune`.
#[derive(Args, Debug)]
pub struct PruneArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// How many of the oldest revisions to drop
	count: u32,
}

/// Signs and sends one call about an asset, and reports it.
async fn one_call(
	ctx: &Context,
	asset: &AssetRef,
	call: impl FnOnce(AssetId) -> Call,
	result: impl FnOnce(AssetId) -> (Value, String),
) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let asset = chain.asset_id(asset).await?;
	let receipt = ctx.submit(&chain, &call(asset), &account).await?;
	let (mut json, text) = result(asset);
	merge(&mut json, &Inclusion::from(&receipt));
	ctx.out.result(&json, |_| text);
	Ok(Outcome::Yes)
}

/// Runs `state set`.
pub async fn run_state(ctx: &Context, command: StateCommand) -> Result<Outcome, Error> {
	let StateCommand::Set(StateArgs { asset, state }) = command;
	let call = |asset| calls::set_state(asset, state);
	let result = |asset| {
		let text = format!("{asset} is {}", values::spelled(&state));
		(json!({ "asset": asset, "state": state }), text)
	};
	one_call(ctx, &asset, call, result).await
}

/// Runs `managed`.
pub async fn run_managed(ctx: &Context, args: ManagedArgs) -> Result<Outcome, Error> {
	let managed = args.roles == Switch::On;
	let call = |asset| calls::set_managed(asset, managed);
	let result = |asset| {
		let counts = if managed { "count" } else { "do not count" };
		let text = format!("the roles of its collection {counts} on {asset}");
		(json!({ "asset": asset, "managed": managed }), text)
	};
	one_call(ctx, &args.asset, call, result).await
}

/// Runs `transfer`.
pub async fn run_transfer(ctx: &Context, args: TransferArgs) -> Result<Outcome, Error> {
	let to = args.to;
	let call = |asset| calls::transfer(asset, &to);
	let result = |asset| {
		let to = to.to_string();
		(json!({ "asset": asset, "owner": to }), format!("{asset} belongs to {to}"))
	};
	one_call(ctx, &args.asset, call, result).await
}

/// Runs `retire`.
pub async fn run_retire(ctx: &Context, args: RetireArgs) -> Result<Outcome, Error> {
	let result = |asset| (json!({ "asset": asset }), format!("{asset} is retired"));
	one_call(ctx, &args.asset, calls::retire, result).await
}

/// Runs `prune`.
pub async fn run_prune(ctx: &Context, args: PruneArgs) -> Result<Outcome, Error> {
	let count = args.count;
	let call = |asset| calls::prune_revisions(asset, count);
	let result = |asset| {
		let text = format!("{asset} has dropped its {count} oldest revisions");
		(json!({ "asset": asset, "pruned": count }), text)
	};
	one_call(ctx, &args.asset, call, result).await
}
