//! `licence claim`: payments that could not be delivered.

use crate::{
	chain::{calls::payments as calls, Chain, ChainError, CurrencyName},
	cli::{money::Units, Context, Inclusion, Outcome},
	error::Error,
	keys::{parse_account, peek},
};
use clap::Args;
use metahub_rpc_api::types::{ClaimableAnswer, Price};
use serde::Serialize;
use subxt::utils::AccountId32;

/// Arguments of `licence claim`.
#[derive(Args, Debug)]
pub struct ClaimArgs {
	/// Only in this currency: HUB, a token's id or symbol, an ERC-20's address [default: in all]
	#[arg(long, value_name = "CURRENCY")]
	currency: Option<CurrencyName>,
	/// On behalf of this account: SS58 address, 0x public key, or a development account's name
	/// [default: the one that signs]
	#[arg(long, value_name = "ACCOUNT", value_parser = parse_account)]
	of: Option<AccountId32>,
	/// Have it paid to another account, which only the payee can do
	#[arg(long, value_name = "ACCOUNT", value_parser = parse_account, conflicts_with = "of")]
	to: Option<AccountId32>,
	/// Only look
	#[arg(long, conflicts_with_all = ["to"])]
	show: bool,
	/// Remove a claim in a token that has been destroyed; its deposit returns to who made it
	#[arg(long, requires = "currency", conflicts_with_all = ["to", "show"])]
	write_off: bool,
}

/// Most pages of claims that are listed. Anyone can create claims for anyone in worthless tokens.
const MAX_PAGES: u32 = 100;

/// What was claimed, with the transaction that did it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Claimed {
	#[serde(flatten)]
	amount: Price,
	#[serde(flatten)]
	inclusion: Inclusion,
}

/// Runs `licence claim`.
pub async fn run(ctx: &Context, args: ClaimArgs) -> Result<Outcome, Error> {
	let account = if args.show { None } else { Some(ctx.account()?) };
	let payee = match (args.of, &account) {
		(Some(payee), _) => payee,
		(None, Some(account)) => account.id(),
		(None, None) => peek(&ctx.settings.account)?.0,
	};
	let chain = ctx.chain().await?;
	let (mut owed, pages) = all_pages(&chain, &payee).await?;
	if let Some(name) = &args.currency {
		let unit = chain.currency(name).await?;
		owed.amounts.retain(|price| price.currency == unit.currency);
	} else if pages > 1 && !args.show {
		let count = owed.amounts.len();
		return Err(Error::Usage(format!(
			"{count} currencies wait, and claiming each costs a fee: look with --show, name one with \
			 --currency"
		)));
	}
	let units = Units::of(ctx, &chain, owed.amounts.iter().copied()).await?;
	let Some(account) = account else {
		ctx.out.result(&owed, |owed| {
			super::super::text::lines(
				&owed.amounts.iter().map(|price| units.text(price)).collect::<Vec<_>>(),
			)
		});
		return Ok(Outcome::Yes);
	};
	let mut claimed = Vec::new();
	let owed_nothing = owed.amounts.is_empty();
	for amount in owed.amounts {
		let call = match &args.to {
			_ if args.write_off => calls::write_off(amount.currency, &payee),
			Some(to) => calls::claim_to(amount.currency, to),
			None => calls::claim(amount.currency, &payee),
		};
		if let Some(receipt) = ctx.submit_first(&chain, &call, &account).await? {
			claimed.push(Claimed { amount, inclusion: Inclusion::from(&receipt) });
		}
	}
	if ctx.signing.dry_run.is_some() && !owed_nothing {
		return Err(ctx.dry_run(&chain, &account).await);
	}
	ctx.out.result(&claimed, |claimed| {
		if claimed.is_empty() {
			return format!("nothing waits for {payee}");
		}
		claimed.iter().map(|claimed| units.text(&claimed.amount) + "\n").collect()
	});
	Ok(Outcome::Yes)
}

/// All claims of an account, as of one block, and how many pages that is.
async fn all_pages(chain: &Chain, who: &AccountId32) -> Result<(ClaimableAnswer, u32), ChainError> {
	let mut all = chain.claimable(who, None, None).await?;
	let mut pages = 1;
	while let Some(after) = all.next.filter(|_| pages < MAX_PAGES) {
		let page = chain.claimable(who, Some(after), Some(all.block.hash)).await?;
		all.amounts.extend(page.amounts);
		all.next = page.next;
		pages += 1;
	}
	Ok((all, pages))
}
