//! `metahub list`: assets by collection, owner, kind and state.

use super::{text, values, Context, Outcome};
use crate::{error::Error, keys::parse_account, output::table};
use clap::Args;
use metahub_assets::{AssetKind, LifecycleState};
use metahub_rpc_api::types::{ListFilter, Ss58};
use subxt::utils::AccountId32;

/// Arguments of `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
	/// In this collection
	#[arg(long, value_name = "ID")]
	collection: Option<u32>,
	/// Owned by this account: SS58 address, 0x public key, or a development account's name
	#[arg(long, value_name = "ACCOUNT", value_parser = parse_account)]
	owner: Option<AccountId32>,
	/// Of this kind
	#[arg(long, value_parser = values::kind())]
	kind: Option<AssetKind>,
	/// In this state
	#[arg(long, value_parser = values::state())]
	state: Option<LifecycleState>,
	/// How many to show at most; the node gives no more than 100 at a time
	#[arg(long, value_name = "COUNT", conflicts_with = "all")]
	limit: Option<u32>,
	/// Where an earlier page ended
	#[arg(long)]
	cursor: Option<String>,
	/// All of them
	#[arg(long)]
	all: bool,
}

/// Runs `list`.
pub async fn run(ctx: &Context, args: ListArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let filter = ListFilter {
		collection: args.collection,
		owner: args.owner.map(|owner| Ss58(owner.to_string())),
		kind: args.kind,
		state: args.state,
	};
	let mut answer = chain.list(filter.clone(), args.cursor, args.limit, None).await?;
	while let Some(cursor) = answer.next_cursor.clone().filter(|_| args.all) {
		// At one block, so that the pages are of one state.
		let at = Some(answer.block.hash);
		let page = chain.list(filter.clone(), Some(cursor), None, at).await?;
		answer.items.extend(page.items);
		answer.next_cursor = page.next_cursor;
	}
	ctx.out.result(&answer, |answer| {
		let mut rows: Vec<Vec<String>> =
			vec![["asset", "kind", "state", "rev", "size", "owner"].map(String::from).to_vec()];
		rows.extend(answer.items.iter().map(text::row));
		let more = match &answer.next_cursor {
			Some(cursor) => format!("more: --cursor {cursor}, or --all\n"),
			None => String::new(),
		};
		format!("{}{more}", table(&rows))
	});
	Ok(Outcome::Yes)
}
