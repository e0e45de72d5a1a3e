//! `metahub licence`: terms, offers, licences, access, and what is owed.

mod access;
mod buy;
mod claim;
mod hold;
mod offer;
mod terms;
mod text;

pub use access::mode_text;
pub use text::terms_cells;

pub(super) use text::ended;

use super::{
	text::merge,
	values,
	watch::{self, WatchArgs},
	Context, Inclusion, Outcome,
};
use crate::{
	chain::{calls::licensing as calls, AssetRef, Chain, ChainError},
	error::Error,
	keys::{parse_account, Account},
};
use clap::{Args, Subcommand};
use metahub_assets::{
	licence::{RevocationReason, TermsId},
	AssetId,
};
use serde_json::json;
use subxt::utils::{AccountId32, H256};

/// The commands of `licence`.
#[derive(Debug, Subcommand)]
pub enum LicenceCommand {
	/// Terms: what a licence grants
	#[command(subcommand)]
	Terms(terms::TermsCommand),
	/// Offers: licences for a price
	#[command(subcommand)]
	Offer(offer::OfferCommand),
	/// Buy a licence
	Buy(buy::BuyArgs),
	/// Give a licence away
	Grant(GrantArgs),
	/// Offer sub-licences of a licence, or give one
	#[command(visible_alias = "sublicence")]
	Sublicense(Box<offer::SublicenseArgs>),
	/// Pay for a licence again: more time, more uses
	Renew(buy::RenewArgs),
	/// Revoke a licence that one has given
	Revoke {
		/// The licence's number
		licence: u64,
		/// Why
		#[arg(value_parser = values::revocation())]
		reason: RevocationReason,
	},
	/// Pass a licence on
	Transfer {
		/// The licence's number
		licence: u64,
		/// The new holder: SS58 address, 0x public key, or a development account's name
		#[arg(value_parser = parse_account)]
		to: AccountId32,
	},
	/// Take one use of a licence
	Consume {
		/// The licence's number
		licence: u64,
		/// What the use is named: 64 hexadecimal digits [default: zeros]
		#[arg(long, value_name = "HASH", value_parser = values::hash)]
		memo: Option<H256>,
	},
	/// Seats: accounts that have access beside the holder
	#[command(subcommand)]
	Seat(hold::SeatCommand),
	/// Approve derivatives by the holder of a licence that one has given
	Approve {
		/// The licence's number
		licence: u64,
		/// The holder to approve: refused if another account holds the licence [default: the present
		/// holder]
		#[arg(long = "for", value_name = "ACCOUNT", value_parser = parse_account)]
		holder: Option<AccountId32>,
		/// Withdraw the approval
		#[arg(long, conflicts_with = "holder")]
		withdraw: bool,
	},
	/// Look at a licence
	Show {
		/// The licence's number
		licence: u64,
		/// As of this block
		#[arg(long, value_name = "HASH", value_parser = values::hash)]
		at: Option<H256>,
	},
	/// The licences that an account holds, or those of an asset
	List(hold::ListArgs),
	/// Whether an account has access to an asset: exit code 1 if not
	Access(access::AccessArgs),
	/// Who has access to an asset: look, or decide
	Mode(access::ModeArgs),
	/// The accounts that an asset's owner lets in
	#[command(subcommand)]
	Allow(access::AllowCommand),
	/// What an asset owes its origins: shares of its sales, and limits of its licences
	Origins {
		/// The asset: <collection>:<item> or its DID
		asset: AssetRef,
	},
	/// Set what a collection's publisher gets of each sale, in offers to come
	Fee {
		/// The collection's id
		collection: u32,
		/// The share: 2.5%
		#[arg(value_parser = values::percent)]
		fee: u32,
	},
	/// Claim payments that could not be delivered
	Claim(claim::ClaimArgs),
	/// Close a licence for good; its deposits are returned
	Close {
		/// The licence's number
		licence: u64,
	},
	/// Follow finalised changes of licences, access and payments
	Watch(WatchArgs),
}

/// Arguments of `licence grant`.
#[derive(Args, Debug)]
pub struct GrantArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// Who gets it: SS58 address, 0x public key, or a development account's name
	#[arg(value_parser = parse_account)]
	to: AccountId32,
	/// The licence that it is a sub-licence of
	#[arg(long, value_name = "LICENCE")]
	parent: Option<u64>,
	/// The terms.
	#[command(flatten)]
	terms: terms::TermsArgs,
}

/// Runs `licence …`.
pub async fn run(ctx: &Context, command: LicenceCommand) -> Result<Outcome, Error> {
	let done = |licence: u64, more: &str| {
		(json!({ "licence": licence.to_string() }), format!("licence {licence} {more}"))
	};
	match command {
		LicenceCommand::Terms(command) => terms::run(ctx, command).await,
		LicenceCommand::Offer(command) => offer::run(ctx, command).await,
		LicenceCommand::Buy(args) => buy::run(ctx, args).await,
		LicenceCommand::Grant(args) => grant(ctx, args).await,
		LicenceCommand::Sublicense(args) => offer::run_sublicense(ctx, *args).await,
		LicenceCommand::Renew(args) => buy::run_renew(ctx, args).await,
		LicenceCommand::Revoke { licence, reason } => {
			let (mut json, text) = done(licence, "is revoked");
			json["reason"] = json!(reason);
			ctx.call(&calls::revoke(licence, reason), json, text).await
		}
		LicenceCommand::Transfer { licence, to } => {
			let (mut json, text) = done(licence, &format!("belongs to {to}"));
			json["holder"] = json!(to.to_string());
			ctx.call(&calls::transfer(licence, &to), json, text).await
		}
		LicenceCommand::Consume { licence, memo } => {
			let memo = memo.unwrap_or_default();
			let (mut json, text) = done(licence, "has been used once");
			json["memo"] = json!(memo);
			ctx.call(&calls::consume(licence, memo), json, text).await
		}
		LicenceCommand::Seat(command) => hold::run_seat(ctx, command).await,
		LicenceCommand::Approve { licence, holder, withdraw } => {
			let holder = match holder {
				_ if withdraw => None,
				None => Some(holder_now(ctx, licence).await?),
				named => named,
			};
			let words = match &holder {
				None => "permits no derivatives".into(),
				Some(holder) => format!("permits derivatives by {holder}"),
			};
			let (mut json, text) = done(licence, &words);
			json["approved"] = json!(!withdraw);
			json["holder"] = json!(holder.as_ref().map(ToString::to_string));
			ctx.call(&calls::approve_derivatives(licence, holder.as_ref()), json, text).await
		}
		LicenceCommand::Show { licence, at } => {
			let found = ctx.chain().await?.licence(licence, at).await?;
			ctx.out.result(&found, text::licence);
			Ok(Outcome::Yes)
		}
		LicenceCommand::List(args) => hold::run_list(ctx, args).await,
		LicenceCommand::Access(args) => access::run(ctx, args).await,
		LicenceCommand::Mode(args) => access::run_mode(ctx, args).await,
		LicenceCommand::Allow(command) => access::run_allow(ctx, command).await,
		LicenceCommand::Origins { asset } => access::run_origins(ctx, &asset).await,
		LicenceCommand::Fee { collection, fee } => {
			let text = format!(
				"the publisher gets {} of sales in collection {collection}",
				values::percent_text(fee)
			);
			let json = json!({ "collection": collection, "feePpm": fee });
			ctx.call(&calls::set_collection_fee(collection, fee), json, text).await
		}
		LicenceCommand::Claim(args) => claim::run(ctx, args).await,
		LicenceCommand::Close { licence } => {
			let (json, text) = done(licence, "is closed");
			ctx.call(&calls::close(licence), json, text).await
		}
		LicenceCommand::Watch(args) => watch::run_licences(ctx, args).await,
	}
}

/// Who holds a licence now.
async fn holder_now(ctx: &Context, licence: u64) -> Result<AccountId32, Error> {
	let found = ctx.chain().await?.licence(licence, None).await?.licence;
	parse_account(found.holder.as_str())
		.map_err(|error| ChainError::Incompatible(format!("a holder is {error}")).into())
}

async fn grant(ctx: &Context, args: GrantArgs) -> Result<Outcome, Error> {
	args.terms.check()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let asset = chain.asset_id(&args.asset).await?;
	let terms = args.terms.on_chain(ctx, &chain, &account).await?;
	give(ctx, &chain, &account, asset, args.parent, terms, &args.to).await
}

/// Gives a licence away, and reports it.
async fn give(
	ctx: &Context,
	chain: &Chain,
	account: &Account,
	asset: AssetId,
	parent: Option<u64>,
	terms: TermsId,
	to: &AccountId32,
) -> Result<Outcome, Error> {
	let receipt = ctx.submit(chain, &calls::grant(asset, parent, terms, to), account).await?;
	let id = receipt.issued_licence().ok_or_else(no_licence)?;
	let mut result = json!({
		"licence": id.to_string(),
		"asset": asset,
		"holder": to.to_string(),
		"parent": parent.map(|parent| parent.to_string()),
		"terms": terms,
	});
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("licence {id} of {asset} for {to}"));
	Ok(Outcome::Yes)
}

/// The chain took a call and did not tell what it made.
fn no_licence() -> ChainError {
	ChainError::Incompatible("it did not say which licence it issued".into())
}

/// How to see the rest of a list.
fn more(next: Option<impl std::fmt::Display>) -> String {
	next.map(|after| format!("more: --after {after}, or --all\n")).unwrap_or_default()
}
