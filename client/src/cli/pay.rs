//! `metahub pay`: pays an account, in any currency that can be swapped into the one it gets.

use super::{
	money::{spent, SpendArgs},
	text::merge,
	values, Context, Inclusion, Outcome,
};
use crate::{
	chain::{calls::payments as calls, CurrencyName},
	error::Error,
	keys::parse_account,
};
use clap::Args;
use metahub_assets::pay::Price;
use metahub_rpc_api::types;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// Arguments of `pay`.
#[derive(Args, Debug)]
pub struct PayArgs {
	/// Who is paid: SS58 address, 0x public key, or a development account's name
	#[arg(value_parser = parse_account)]
	to: AccountId32,
	/// How much of the currency it gets
	amount: String,
	/// The currency: HUB, a token's id or symbol, an ERC-20's address
	currency: CurrencyName,
	/// What the payment is for, as the receipt names it: 64 hexadecimal digits [default: zeros]
	#[arg(long, value_name = "HASH", value_parser = values::hash)]
	memo: Option<H256>,
	/// What to spend.
	#[command(flatten)]
	spend: SpendArgs,
}

/// Runs `pay`.
pub async fn run(ctx: &Context, args: PayArgs) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let unit = chain.currency(&args.currency).await?;
	let price = Price::new(unit.currency, unit.parse(&args.amount).map_err(Error::Usage)?);
	let spend = args.spend.unit(&chain, &[types::Price::from(price)]).await?;
	let max = if spend.currency == price.currency {
		args.spend.max(&spend, price.amount, false)?
	} else {
		// What a swap takes is not asked for here.
		args.spend.named_max(&spend)?.ok_or_else(|| {
			Error::Usage("it takes a swap: say what to spend at most, --max".into())
		})?
	};
	let memo = args.memo.unwrap_or_default();
	let call = calls::pay(&args.to, price, spend.currency, max, memo);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let mut result = json!({ "payee": args.to.to_string() });
	let (paid, text) = spent(&receipt, &spend);
	merge(&mut result, &paid);
	merge(&mut result, &Inclusion::from(&receipt));
	let amount = unit.amount(price.amount);
	ctx.out.result(&result, |_| format!("{amount} to {}{text}", args.to));
	Ok(Outcome::Yes)
}
