//! `licence buy` and `licence renew`.

use crate::{
	chain::{calls::licensing as calls, Chain, Unit},
	cli::{
		money::{spent, SpendArgs},
		text::{merge, when},
		values, Context, Inclusion, Outcome,
	},
	error::Error,
	keys::parse_account,
};
use clap::Args;
use metahub_assets::licence::TermsId;
use metahub_rpc_api::types::Offer;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// Arguments of `licence buy`.
#[derive(Args, Debug)]
pub struct BuyArgs {
	/// The offer's number
	offer: u64,
	/// Who gets the licence, if not who pays
	#[arg(long = "for", value_name = "ACCOUNT", value_parser = parse_account)]
	recipient: Option<AccountId32>,
	/// The terms that one agrees to: an offer of others is refused [default: those it has now]
	#[arg(long, value_name = "ID", value_parser = values::hash)]
	terms: Option<H256>,
	/// The asset's revision that one has seen: refused if the asset has been revised since
	/// [default: the current one]
	#[arg(long, value_name = "NUMBER", conflicts_with = "any_revision")]
	revision: Option<u32>,
	/// Accept any revision of the asset
	#[arg(long)]
	any_revision: bool,
	/// What to spend.
	#[command(flatten)]
	spend: SpendArgs,
}

/// Arguments of `licence renew`.
#[derive(Args, Debug)]
pub struct RenewArgs {
	/// The licence's number
	licence: u64,
	/// What to spend.
	#[command(flatten)]
	spend: SpendArgs,
}

/// What the payer agrees to spend.
struct Agreed {
	unit: Unit,
	max: u128,
	terms: TermsId,
}

async fn agree(
	ctx: &Context,
	chain: &Chain,
	offer: &Offer,
	spend: &SpendArgs,
) -> Result<Agreed, Error> {
	let unit = spend.unit(chain, &offer.prices).await?;
	let quote = chain.quote(offer.id.0, unit.currency, None).await?;
	let max = spend.max_of(&unit, &quote)?;
	let now = unit.amount(quote.spend.amount);
	ctx.out.note(format!("costs {now}, at most {}", unit.amount(max)));
	Ok(Agreed { unit, max, terms: offer.terms })
}

/// Runs `licence buy`.
pub async fn run(ctx: &Context, args: BuyArgs) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let offer = chain.offer(args.offer, None).await?.offer;
	let agreed = agree(ctx, &chain, &offer, &args.spend).await?;
	let terms = args.terms.unwrap_or(agreed.terms);
	let revision = match args.revision {
		_ if args.any_revision => None,
		None => Some(match offer.parent {
			// A sub-licence passes on what the licence above was bought with.
			Some(above) => chain.licence(above.0, None).await?.licence.revision,
			None => chain.resolve(&offer.asset.into(), None).await?.asset.revision.number,
		}),
		seen => seen,
	};
	let (to, unit) = (args.recipient.as_ref(), &agreed.unit);
	let call = calls::buy(args.offer, terms, revision, to, unit.currency, agreed.max);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let id = receipt.issued_licence().ok_or_else(super::no_licence)?;
	let holder = args.recipient.unwrap_or_else(|| account.id());
	let mut result = json!({
		"licence": id.to_string(),
		"asset": offer.asset,
		"holder": holder.to_string(),
		"offer": args.offer.to_string(),
		"terms": terms,
		"revision": revision,
	});
	let (paid, price) = spent(&receipt, &agreed.unit);
	merge(&mut result, &paid);
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("licence {id} of {} for {holder}{price}", offer.asset));
	Ok(Outcome::Yes)
}

/// Runs `licence renew`.
pub async fn run_renew(ctx: &Context, args: RenewArgs) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let licence = chain.licence(args.licence, None).await?.licence;
	let offer = licence.offer.ok_or_else(|| {
		Error::Usage(format!("licence {} was granted: there is no offer to renew it", licence.id))
	})?;
	let offer = chain.offer(offer.0, None).await?.offer;
	let agreed = agree(ctx, &chain, &offer, &args.spend).await?;
	let call = calls::renew(args.licence, agreed.unit.currency, agreed.max);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let renewed = chain.licence(args.licence, Some(receipt.block)).await?.licence;
	let mut result = json!({
		"licence": renewed.id,
		"expires": renewed.expires,
		"usesLeft": renewed.uses_left,
	});
	let (paid, price) = spent(&receipt, &agreed.unit);
	merge(&mut result, &paid);
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| {
		let until = renewed.expires.map(|at| format!(", expires {}", when(at))).unwrap_or_default();
		format!("licence {} is renewed{price}{until}", renewed.id)
	});
	Ok(Outcome::Yes)
}
