//! `metahub market`: assets and licences change hands for money.

use super::{
	money::{PriceArgs, SpendArgs, Units},
	text::{lines, merge, tags, when_or_dash},
	values::{self, percent_text, spelled, Thing},
	Context, Inclusion, Outcome,
};
use crate::{
	chain::{
		calls::market::{self as calls, Item},
		Chain,
	},
	error::Error,
	keys::parse_account,
	output::fields,
};
use clap::{Args, Subcommand};
use metahub_rpc_api::types::{ItemAnswer, OpenLicences, Price, Snapshot};
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// The commands of `market`.
#[derive(Debug, Subcommand)]
pub enum MarketCommand {
	/// Offer an asset or a licence that one owns
	List(ListArgs),
	/// Take it off the market
	Unlist {
		/// An asset (<collection>:<item> or its DID), or licence:<number>
		item: Thing,
	},
	/// Show what a buyer of an item gets, its fingerprint and its prices
	Show {
		/// An asset (<collection>:<item> or its DID), or licence:<number>
		item: Thing,
	},
	/// Buy an item
	Buy(BuyArgs),
	/// Set what a collection's publisher gets of each resale in it
	Royalty {
		/// The collection's id
		collection: u32,
		/// The share: 5%
		#[arg(value_parser = values::percent)]
		share: u32,
	},
}

/// Arguments of `market list`.
#[derive(Args, Debug)]
pub struct ListArgs {
	/// An asset (<collection>:<item> or its DID), or licence:<number>
	item: Thing,
	/// The price.
	#[command(flatten)]
	price: PriceArgs,
	/// When the sale ends, in Unix seconds [default: never]
	#[arg(long, value_name = "TIME")]
	closes: Option<u64>,
}

/// Arguments of `market buy`.
#[derive(Args, Debug)]
pub struct BuyArgs {
	/// An asset (<collection>:<item> or its DID), or licence:<number>
	item: Thing,
	/// Whom to buy from: a sale by anybody else is refused [default: who offers it now]
	#[arg(long, value_name = "ACCOUNT", value_parser = parse_account)]
	seller: Option<AccountId32>,
	/// The item's fingerprint, from `market show`: refused if the item has changed since [default:
	/// as it is now]
	#[arg(long, value_name = "FINGERPRINT", value_parser = values::hash)]
	expect: Option<H256>,
	/// What to spend.
	#[command(flatten)]
	spend: SpendArgs,
}

async fn item(chain: &Chain, thing: &Thing) -> Result<Item, Error> {
	Ok(match thing {
		Thing::Asset(asset) => Item::Asset(chain.asset_id(asset).await?),
		Thing::Licence(licence) => Item::Licence(*licence),
	})
}

/// Runs `market …`.
pub async fn run(ctx: &Context, command: MarketCommand) -> Result<Outcome, Error> {
	match command {
		MarketCommand::List(args) => list(ctx, args).await,
		MarketCommand::Unlist { item: thing } => {
			let account = ctx.account()?;
			let chain = ctx.chain().await?;
			let call = calls::unlist(item(&chain, &thing).await?);
			let receipt = ctx.submit(&chain, &call, &account).await?;
			let mut result = json!({ "item": thing.to_string() });
			merge(&mut result, &Inclusion::from(&receipt));
			ctx.out.result(&result, |_| format!("{thing} is not for sale any more"));
			Ok(Outcome::Yes)
		}
		MarketCommand::Show { item: thing } => {
			let chain = ctx.chain().await?;
			let answer = chain.market_item(&thing.to_string(), None).await?;
			let prices = answer.listing.iter().flat_map(|listing| listing.prices.iter().copied());
			let units = Units::of(ctx, &chain, prices).await?;
			ctx.out.result(&answer, |answer| shown(&thing, answer, &units));
			Ok(if answer.listing.is_some() { Outcome::Yes } else { Outcome::No })
		}
		MarketCommand::Buy(args) => buy(ctx, args).await,
		MarketCommand::Royalty { collection, share } => {
			let json = json!({ "collection": collection, "royaltyPpm": share });
			let text = format!(
				"the publisher gets {} of resales in collection {collection}",
				percent_text(share)
			);
			ctx.call(&calls::set_royalty(collection, share), json, text).await
		}
	}
}

/// An item, as people read it.
fn shown(thing: &Thing, answer: &ItemAnswer, units: &Units) -> String {
	let mut pairs = vec![("item", thing.to_string())];
	match &answer.listing {
		None => pairs.push(("price", "not for sale".into())),
		Some(listing) => {
			pairs.extend([
				("price", units.texts(&listing.prices)),
				("swaps", if listing.swaps { "yes" } else { "no" }.into()),
				("seller", listing.seller.to_string()),
				("closes", when_or_dash(listing.closes)),
			]);
		}
	}
	let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".into());
	match &answer.snapshot {
		Snapshot::Asset(asset) => {
			let owed: Vec<String> = asset
				.owed
				.iter()
				.map(|share| format!("{} to {}", percent_text(share.ppm), share.ancestor))
				.collect();
			pairs.extend([
				("state", spelled(&asset.state)),
				("revision", asset.revision.to_string()),
				("at", lines(&asset.uris)),
				("owes", lines(&owed)),
				("owner nonce", asset.owner_nonce.to_string()),
			]);
		}
		Snapshot::Licence(licence) => pairs.extend([
			("asset", format!("{}, revision {}", licence.asset, licence.revision)),
			("terms", format!("{:?}", licence.terms)),
			("state", super::licence::ended(&licence.ended)),
			("expires", when_or_dash(licence.expires)),
			("uses left", or_dash(licence.uses_left.map(|uses| uses.to_string()))),
			("sub-licences", format!("{} open", licence.open_sub_licences)),
		]),
	}
	if let Some(OpenLicences { all, irrevocable }) = answer.licences {
		pairs.push(("licences", format!("{all} open, {irrevocable} of them irrevocable")));
	}
	pairs.extend([
		("upheld", tags(answer.snapshot.tags())),
		("fingerprint", format!("{:?}", answer.fingerprint)),
	]);
	fields(&pairs)
}

async fn list(ctx: &Context, args: ListArgs) -> Result<Outcome, Error> {
	args.price.check()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let prices = args.price.prices(&chain).await?;
	let call =
		calls::list(item(&chain, &args.item).await?, &prices, args.price.swaps(), args.closes);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let prices: Vec<Price> = prices.into_iter().map(Price::from).collect();
	let units = Units::of(ctx, &chain, prices.iter().copied()).await?;
	let mut result = json!({ "item": args.item.to_string(), "prices": prices });
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("{} is for sale for {}", args.item, units.texts(&prices)));
	Ok(Outcome::Yes)
}

async fn buy(ctx: &Context, args: BuyArgs) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let wanted = item(&chain, &args.item).await?;
	let seen = chain.market_item(&args.item.to_string(), None).await?;
	let expected = args.expect.unwrap_or(seen.fingerprint);
	let listing =
		seen.listing.ok_or_else(|| Error::Usage(format!("{} is not for sale", args.item)))?;
	let seller = match args.seller {
		Some(seller) => seller,
		None => parse_account(listing.seller.as_str()).map_err(|error| {
			crate::chain::ChainError::Incompatible(format!("a seller is {error}"))
		})?,
	};
	let unit = args.spend.unit(&chain, &listing.prices).await?;
	let price = listing.prices.iter().find(|price| price.currency == unit.currency);
	let max = match price {
		Some(price) => args.spend.max(&unit, price.amount, false)?,
		// What a swap takes is not asked for here.
		None => args.spend.named_max(&unit)?.ok_or_else(|| {
			Error::Usage(
				"it has no price in that currency: say what to spend at most, --max".into(),
			)
		})?,
	};
	let call = calls::buy(wanted, &seller, expected, unit.currency, max);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let mut result = json!({
		"item": args.item.to_string(),
		"seller": seller.to_string(),
		"owner": account.id().to_string(),
		"fingerprint": expected,
	});
	let (paid, price) = super::money::spent(&receipt, &unit);
	merge(&mut result, &paid);
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("{} belongs to {}{price}", args.item, account.id()));
	Ok(Outcome::Yes)
}
