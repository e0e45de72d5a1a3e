//! `licence access`, `mode`, `allow …` and `origins`: who has access, and what an asset's licences
//! can grant.

use super::{terms::TermsArgs, text};
use crate::{
	chain::{calls::licensing as calls, AssetRef},
	cli::{
		text::merge,
		values::{self, percent_text, spelled},
		Context, Outcome,
	},
	error::Error,
	keys::{parse_account, peek},
	output::{fields, table},
};
use clap::{Args, Subcommand, ValueEnum};
use metahub_assets::licence::AccessMode;
use metahub_rpc_api::types;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// Arguments of `licence access`.
#[derive(Args, Debug)]
pub struct AccessArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The account: SS58 address, 0x public key, or a development account's name [default: the one
	/// that signs]
	#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
	who: Option<AccountId32>,
	/// A licence to look at before the account's others
	#[arg(long, value_name = "NUMBER")]
	licence: Option<u64>,
	/// At this time, in Unix seconds [default: now]
	#[arg(long, value_name = "TIME")]
	time: Option<u64>,
	/// As of this block
	#[arg(long, value_name = "HASH", value_parser = values::hash)]
	at: Option<H256>,
}

/// Who has access.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Mode {
	/// Who holds a licence or a seat of one
	Licence,
	/// Also who is on the list
	AllowList,
	/// Everyone, under terms
	Free,
}

/// Arguments of `licence mode`.
#[derive(Args, Debug)]
pub struct ModeArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// Who has access from now on [default: only look]
	mode: Option<Mode>,
	/// The terms of a free asset.
	#[command(flatten)]
	terms: TermsArgs,
}

/// The commands of `licence allow`.
#[derive(Debug, Subcommand)]
pub enum AllowCommand {
	/// Put an account on the list
	Add(AllowArgs),
	/// Take an account off the list
	#[command(visible_alias = "remove")]
	Rm(AllowArgs),
}

/// Arguments of both.
#[derive(Args, Debug)]
pub struct AllowArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The account: SS58 address, 0x public key, or a development account's name
	#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
	who: AccountId32,
}

/// Runs `licence access`.
pub async fn run(ctx: &Context, args: AccessArgs) -> Result<Outcome, Error> {
	let who = match args.who {
		Some(who) => who,
		None => peek(&ctx.settings.account)?.0,
	};
	let chain = ctx.chain().await?;
	let answer = chain.access(&args.asset, &who, args.time, args.licence, args.at).await?;
	ctx.out.result(&answer, text::access);
	Ok(if answer.allowed { Outcome::Yes } else { Outcome::No })
}

/// Runs `licence mode`.
pub async fn run_mode(ctx: &Context, args: ModeArgs) -> Result<Outcome, Error> {
	let Some(mode) = args.mode else {
		let answer = ctx.chain().await?.access_mode(&args.asset, None).await?;
		ctx.out.result(&answer, |answer| mode_text(&answer.mode));
		return Ok(Outcome::Yes);
	};
	if matches!(mode, Mode::Free) {
		args.terms.check()?;
	} else if args.terms.is_given() {
		return Err(Error::Usage("only a free asset has terms of its own".into()));
	}
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let asset = chain.asset_id(&args.asset).await?;
	let mode = match mode {
		Mode::Licence => AccessMode::Licence,
		Mode::AllowList => AccessMode::AllowList,
		Mode::Free => AccessMode::Free(args.terms.on_chain(ctx, &chain, &account).await?),
	};
	let receipt = ctx.submit(&chain, &calls::set_access_mode(asset, mode), &account).await?;
	let mode = types::AccessMode::from(mode);
	let mut result = json!({ "asset": asset, "mode": mode });
	merge(&mut result, &crate::cli::Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("{asset}: {}", mode_text(&mode)));
	Ok(Outcome::Yes)
}

/// An access mode in words.
pub fn mode_text(mode: &types::AccessMode) -> String {
	match mode {
		types::AccessMode::Licence => "who holds a licence has access".into(),
		types::AccessMode::AllowList => "who is on the list or holds a licence has access".into(),
		types::AccessMode::Free { terms } => format!("everyone has access, under terms {terms:?}"),
	}
}

/// Runs `licence allow …`.
pub async fn run_allow(ctx: &Context, command: AllowCommand) -> Result<Outcome, Error> {
	let (AllowArgs { asset, who }, listed) = match command {
		AllowCommand::Add(args) => (args, true),
		AllowCommand::Rm(args) => (args, false),
	};
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let asset = chain.asset_id(&asset).await?;
	let receipt = ctx.submit(&chain, &calls::set_listed(asset, &who, listed), &account).await?;
	let mut result = json!({ "asset": asset, "account": who.to_string(), "listed": listed });
	merge(&mut result, &crate::cli::Inclusion::from(&receipt));
	ctx.out.result(&result, |_| {
		let is = if listed { "is on" } else { "is not on" };
		format!("{who} {is} the list of {asset}")
	});
	Ok(Outcome::Yes)
}

/// Runs `licence origins`.
pub async fn run_origins(ctx: &Context, asset: &AssetRef) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let shares = chain.shares(asset, None).await?;
	let inherited = chain.inherited(asset, Some(shares.block.hash)).await?;
	let result = json!({
		"asset": shares.asset,
		"shares": shares.shares,
		"inherited": inherited.inherited,
		"block": shares.block,
	});
	ctx.out.result(&result, |_| {
		let mut rows = vec![["ancestor", "share", "policy"].map(String::from).to_vec()];
		rows.extend(shares.shares.iter().map(|share| {
			vec![share.ancestor.to_string(), percent_text(share.ppm), spelled(&share.policy)]
		}));
		format!("{}\n{}", table(&rows), fields(&text::inherited(&inherited.inherited)))
	});
	Ok(Outcome::Yes)
}
