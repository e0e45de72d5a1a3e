//! `licence seat …` and `licence list`: licences that are held.

use super::text;
use crate::{
	chain::{calls::licensing as calls, AssetRef, Chain},
	cli::{Context, Outcome},
	error::Error,
	keys::{parse_account, peek},
	output::table,
};
use clap::{Args, Subcommand};
use metahub_rpc_api::types::HeldLicences;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// The commands of `licence seat`.
#[derive(Debug, Subcommand)]
pub enum SeatCommand {
	/// Give an account a seat
	Add(SeatArgs),
	/// Take a seat back
	#[command(visible_alias = "remove")]
	Rm(SeatArgs),
}

/// Arguments of both.
#[derive(Args, Debug)]
pub struct SeatArgs {
	/// The licence's number
	licence: u64,
	/// The account: SS58 address, 0x public key, or a development account's name
	#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
	who: AccountId32,
}

/// Arguments of `licence list`.
#[derive(Args, Debug)]
pub struct ListArgs {
	/// Held by this account: SS58 address, 0x public key, or a development account's name [default:
	/// the one that signs, unless an asset is named]
	#[arg(long, value_name = "ACCOUNT", value_parser = parse_account)]
	holder: Option<AccountId32>,
	/// Of this asset: <collection>:<item> or its DID
	#[arg(long)]
	asset: Option<AssetRef>,
	/// How many to show at most; the node gives no more than 100 at a time
	#[arg(long, value_name = "COUNT", conflicts_with = "all")]
	limit: Option<u32>,
	/// The `next` of an earlier page
	#[arg(long, value_name = "NEXT")]
	after: Option<String>,
	/// All of them
	#[arg(long)]
	all: bool,
}

/// Runs `licence seat …`.
pub async fn run_seat(ctx: &Context, command: SeatCommand) -> Result<Outcome, Error> {
	let (SeatArgs { licence, who }, taken) = match command {
		SeatCommand::Add(args) => (args, true),
		SeatCommand::Rm(args) => (args, false),
	};
	let json = json!({
		"licence": licence.to_string(),
		"account": who.to_string(),
		"taken": taken,
	});
	let has = if taken { "has a seat" } else { "has no seat any more" };
	let text = format!("{who} {has} of licence {licence}");
	ctx.call(&calls::set_seat(licence, &who, taken), json, text).await
}

/// Whose licences, or of what.
enum Listed {
	Of(AccountId32, Option<AssetRef>),
	On(AssetRef),
}

impl Listed {
	async fn page(
		&self,
		chain: &Chain,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<HeldLicences, Error> {
		Ok(match self {
			Self::Of(who, asset) => {
				chain.licences_of(who, asset.as_ref(), after, limit, at).await?
			}
			Self::On(asset) => {
				let number = |after: String| match after.parse() {
					Ok(number) => Ok(number),
					Err(_) => Err(Error::Usage(format!("--after {after}: not a licence's number"))),
				};
				let after = after.map(number).transpose()?;
				let page = chain.licences_on(asset, after, limit, at).await?;
				let next = page.next.map(|next| next.to_string());
				HeldLicences { items: page.items, next, block: page.block }
			}
		})
	}
}

/// Runs `licence list`.
pub async fn run_list(ctx: &Context, args: ListArgs) -> Result<Outcome, Error> {
	let listed = match (args.holder, args.asset) {
		(Some(holder), asset) => Listed::Of(holder, asset),
		(None, Some(asset)) => Listed::On(asset),
		(None, None) => Listed::Of(peek(&ctx.settings.account)?.0, None),
	};
	let chain = ctx.chain().await?;
	let mut answer = listed.page(&chain, args.after, args.limit, None).await?;
	while let Some(after) = answer.next.clone().filter(|_| args.all) {
		// At one block, so that the pages are of one state.
		let at = Some(answer.block.hash);
		let page = listed.page(&chain, Some(after), None, at).await?;
		answer.items.extend(page.items);
		answer.next = page.next;
	}
	ctx.out.result(&answer, |answer| {
		let mut rows = vec![text::LICENCE_HEAD.map(String::from).to_vec()];
		rows.extend(answer.items.iter().map(text::licence_row));
		format!("{}{}", table(&rows), super::more(answer.next.as_ref()))
	});
	Ok(Outcome::Yes)
}
