//! `metahub list`: assets by collection, owner, kind and state.

use super::{text, values, Context, Outcome};
use crate::{chain::AssetPages, error::Error, keys::parse_account, output::table};
use clap::Args;
use metahub_assets::{AssetKind, LifecycleState};
use metahub_rpc_api::types::{Asset, ListFilter, Ss58};
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
	/// All of them, page by page; with --json one asset on each line
	#[arg(long)]
	all: bool,
}

/// What the columns are.
const HEAD: [&str; 6] = ["asset", "kind", "state", "rev", "size", "owner"];

/// Runs `list`.
pub async fn run(ctx: &Context, args: ListArgs) -> Result<Outcome, Error> {
	let filter = ListFilter {
		collection: args.collection,
		owner: args.owner.map(|owner| Ss58(owner.to_string())),
		kind: args.kind,
		state: args.state,
	};
	if args.all {
		return all(ctx, filter, args.cursor).await;
	}
	let chain = ctx.chain().await?;
	let answer = chain.list(filter, args.cursor, args.limit, None).await?;
	ctx.out.result(&answer, |answer| {
		let mut rows: Vec<Vec<String>> = vec![HEAD.map(String::from).to_vec()];
		rows.extend(answer.items.iter().map(text::row));
		let more = match &answer.next_cursor {
			Some(cursor) => format!("more: --cursor {cursor}, or --all\n"),
			None => String::new(),
		};
		format!("{}{more}", table(&rows))
	});
	Ok(Outcome::Yes)
}

/// Writes every page as it comes: rows of a table, or one asset of JSON on a line.
async fn all(ctx: &Context, filter: ListFilter, cursor: Option<String>) -> Result<Outcome, Error> {
	let mut pages = AssetPages::new(&ctx.settings.node, ctx.chain_options(), filter, cursor);
	// Room for what is usual, so that columns line up from the start.
	let mut rows = Rows(vec![9, 8, 16, 3, 10]);
	let mut block = None;
	let mut text = if ctx.out.json { String::new() } else { rows.line(&HEAD.map(String::from)) };
	loop {
		let page = match pages.next().await {
			Ok(Some(page)) => page,
			Ok(None) => break,
			Err(error) => {
				if let Some(cursor) = pages.cursor() {
					ctx.out.warn(format!("the list is not complete; go on with --cursor {cursor}"));
				}
				return Err(error.into());
			}
		};
		if block.replace(page.block.number).is_some_and(|before| before != page.block.number) {
			let number = page.block.number;
			ctx.out.warn(format!(
				"the node has dropped the state of the block listed so far; going on at block {number}"
			));
		}
		for asset in &page.items {
			text += &match ctx.out.json {
				true => json_line(asset),
				false => rows.line(&text::row(asset)),
			};
		}
		let written = ctx.out.part(&text);
		// A reader that has gone needs no more pages.
		if !written.map_err(|source| Error::File { path: "standard output".into(), source })? {
			break;
		}
		text.clear();
	}
	Ok(Outcome::Yes)
}

fn json_line(asset: &Asset) -> String {
	let json = serde_json::to_string(asset).unwrap_or_else(|error| format!("\"{error}\""));
	json + "\n"
}

/// Rows of a table of which only the widest cells so far are known.
#[derive(Default)]
struct Rows(Vec<usize>);

impl Rows {
	/// A row as a line; the last column is not padded.
	fn line(&mut self, cells: &[String]) -> String {
		self.0.resize(self.0.len().max(cells.len()), 0);
		let mut line = String::new();
		for (cell, width) in cells.iter().zip(&mut self.0) {
			let length = cell.chars().count();
			*width = length.max(*width);
			line.push_str(cell);
			line.extend(std::iter::repeat_n(' ', *width + 2 - length));
		}
		line.truncate(line.trim_end().len());
		line + "\n"
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rows_line_up_with_the_widest_before_them() {
		let mut rows = Rows::default();
		let mut line = |cells: [&str; 2]| rows.line(&cells.map(String::from));
		assert_eq!(line(["a", "b"]), "a  b\n");
		assert_eq!(line(["ccc", "d"]), "ccc  d\n");
		assert_eq!(line(["e", "f"]), "e    f\n");
	}
}
