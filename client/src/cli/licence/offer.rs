//! `licence offer …` and `licence sublicense`: licences for sale.

use super::{terms::TermsArgs, text};
use crate::{
	chain::{
		calls::licensing::{self as calls, OfferInput},
		AssetRef, Chain, ChainError, CurrencyName,
	},
	cli::{
		money::{PriceArgs, Units},
		text::merge,
		values, Context, Inclusion, Outcome,
	},
	error::Error,
	keys::parse_account,
	output::table,
};
use clap::{Args, Subcommand};
use metahub_assets::AssetId;
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// The commands of `licence offer`.
#[derive(Debug, Subcommand)]
pub enum OfferCommand {
	/// Offer licences of an asset
	Create(Box<CreateArgs>),
	/// Look at an offer
	Show {
		/// Its number
		offer: u64,
		/// As of this block
		#[arg(long, value_name = "HASH", value_parser = values::hash)]
		at: Option<H256>,
	},
	/// The offers of an asset
	List(ListArgs),
	/// What buying from an offer takes in a currency
	Quote {
		/// Its number
		offer: u64,
		/// The currency: HUB, a token's id or symbol, an ERC-20's address
		currency: CurrencyName,
	},
	/// Close an offer; its deposit is returned
	Close {
		/// Its number
		offer: u64,
	},
}

/// Arguments of `licence offer list`.
#[derive(Args, Debug)]
pub struct ListArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// How many to show at most; the node gives no more than 100 at a time
	#[arg(long, value_name = "COUNT", conflicts_with = "all")]
	limit: Option<u32>,
	/// The last one of an earlier page
	#[arg(long, value_name = "OFFER")]
	after: Option<u64>,
	/// All of them
	#[arg(long)]
	all: bool,
}

/// How long an offer stands, and for how many.
#[derive(Args, Debug)]
pub struct WindowArgs {
	/// Licences that are sold at most [default: no limit]
	#[arg(long, value_name = "COUNT")]
	supply: Option<u32>,
	/// When the offer opens, in Unix seconds [default: now]
	#[arg(long, value_name = "TIME")]
	opens: Option<u64>,
	/// When it closes, in Unix seconds [default: never]
	#[arg(long, value_name = "TIME")]
	closes: Option<u64>,
}

/// Arguments of `licence offer create`.
#[derive(Args, Debug)]
pub struct CreateArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The price.
	#[command(flatten)]
	price: PriceArgs,
	/// When and how many.
	#[command(flatten)]
	window: WindowArgs,
	/// The terms.
	#[command(flatten)]
	terms: TermsArgs,
}

/// Arguments of `licence sublicense`.
#[derive(Args, Debug)]
pub struct SublicenseArgs {
	/// The licence that the sub-licences are of
	licence: u64,
	/// Give one to this account, instead of offering them for a price
	#[arg(
		long,
		value_name = "ACCOUNT",
		value_parser = parse_account,
		required_unless_present = "prices",
		conflicts_with_all = ["prices", "no_swaps", "supply", "opens", "closes"]
	)]
	to: Option<AccountId32>,
	/// The price.
	#[command(flatten)]
	price: Option<PriceArgs>,
	/// When and how many.
	#[command(flatten)]
	window: WindowArgs,
	/// The terms.
	#[command(flatten)]
	terms: TermsArgs,
}

/// Runs `licence offer …`.
pub async fn run(ctx: &Context, command: OfferCommand) -> Result<Outcome, Error> {
	match command {
		OfferCommand::Create(args) => create(ctx, *args).await,
		OfferCommand::Show { offer, at } => {
			let chain = ctx.chain().await?;
			let found = chain.offer(offer, at).await?;
			let units = Units::of(ctx, &chain, found.offer.prices.iter().copied()).await?;
			ctx.out.result(&found, |found| text::offer(&found.offer, &units));
			Ok(Outcome::Yes)
		}
		OfferCommand::List(args) => list(ctx, args).await,
		OfferCommand::Quote { offer, currency } => {
			let chain = ctx.chain().await?;
			let unit = chain.currency(&currency).await?;
			let quote = chain.quote(offer, unit.currency, None).await?;
			let units = Units::of(ctx, &chain, [quote.price, quote.spend]).await?;
			ctx.out.result(&quote, |quote| {
				let (price, spend) = (units.text(&quote.price), units.text(&quote.spend));
				if quote.path.is_empty() {
					price
				} else {
					format!("{spend}, swapped into {price}")
				}
			});
			Ok(Outcome::Yes)
		}
		OfferCommand::Close { offer } => {
			let text = format!("offer {offer} is closed");
			ctx.call(&calls::close_offer(offer), json!({ "offer": offer.to_string() }), text).await
		}
	}
}

async fn list(ctx: &Context, args: ListArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let mut answer = chain.offers(&args.asset, args.after, args.limit, None).await?;
	while let Some(after) = answer.next.filter(|_| args.all) {
		// At one block, so that the pages are of one state.
		let at = Some(answer.block.hash);
		let page = chain.offers(&args.asset, Some(after.0), None, at).await?;
		answer.items.extend(page.items);
		answer.next = page.next;
	}
	let prices = answer.items.iter().flat_map(|offer| offer.prices.iter().copied());
	let units = Units::of(ctx, &chain, prices).await?;
	ctx.out.result(&answer, |answer| {
		let mut rows = vec![text::OFFER_HEAD.map(String::from).to_vec()];
		rows.extend(answer.items.iter().map(|offer| text::offer_row(offer, &units)));
		format!("{}{}", table(&rows), super::more(answer.next))
	});
	Ok(Outcome::Yes)
}

async fn create(ctx: &Context, args: CreateArgs) -> Result<Outcome, Error> {
	args.price.check()?;
	args.terms.check()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let asset = chain.asset_id(&args.asset).await?;
	let offered = Offered { asset, parent: None, price: &args.price, window: &args.window };
	offered.make(ctx, &chain, &account, &args.terms).await
}

/// Runs `licence sublicense`.
pub async fn run_sublicense(ctx: &Context, args: SublicenseArgs) -> Result<Outcome, Error> {
	args.terms.check()?;
	args.price.as_ref().map(PriceArgs::check).transpose()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let parent = args.licence;
	let asset = chain.licence(parent, None).await?.licence.asset;
	match (&args.to, &args.price) {
		(Some(to), _) => {
			let terms = args.terms.on_chain(ctx, &chain, &account).await?;
			super::give(ctx, &chain, &account, asset, Some(parent), terms, to).await
		}
		(None, Some(price)) => {
			let offered = Offered { asset, parent: Some(parent), price, window: &args.window };
			offered.make(ctx, &chain, &account, &args.terms).await
		}
		(None, None) => Err(Error::Usage("say to whom, or name a price".into())),
	}
}

/// An offer that is to be made.
struct Offered<'a> {
	asset: AssetId,
	parent: Option<u64>,
	price: &'a PriceArgs,
	window: &'a WindowArgs,
}

impl Offered<'_> {
	async fn make(
		self,
		ctx: &Context,
		chain: &Chain,
		account: &crate::keys::Account,
		terms: &TermsArgs,
	) -> Result<Outcome, Error> {
		// Whatever can be refused is, before the first of two transactions.
		let prices = self.price.prices(chain).await?;
		let terms = terms.on_chain(ctx, chain, account).await?;
		let offer = OfferInput {
			asset: self.asset,
			parent: self.parent,
			terms,
			prices,
			swaps: self.price.swaps(),
			supply: self.window.supply,
			opens: self.window.opens,
			closes: self.window.closes,
		};
		let receipt = ctx.submit(chain, &calls::create_offer(&offer), account).await?;
		let id = receipt
			.created_offer()
			.ok_or_else(|| ChainError::Incompatible("it did not say which offer it made".into()))?;
		let mut result = json!({
			"offer": id.to_string(),
			"asset": self.asset,
			"parent": self.parent.map(|parent| parent.to_string()),
			"terms": terms,
		});
		merge(&mut result, &Inclusion::from(&receipt));
		ctx.out.result(&result, |_| format!("offer {id} of {}", self.asset));
		Ok(Outcome::Yes)
	}
}
