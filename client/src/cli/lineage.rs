//! `metahub lineage`: what an asset comes from, or what comes from it.

use super::{values::spelled, Context, Outcome};
use crate::{chain::AssetRef, error::Error, output::table};
use clap::Args;
use metahub_assets::Direction;

/// Arguments of `lineage`.
#[derive(Args, Debug)]
pub struct LineageArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// What links to it, instead of what it links to
	#[arg(long)]
	descendants: bool,
	/// How many links to follow; the node follows no more than 16
	#[arg(long, value_name = "LINKS")]
	depth: Option<u32>,
}

/// Runs `lineage`.
pub async fn run(ctx: &Context, args: LineageArgs) -> Result<Outcome, Error> {
	let direction = if args.descendants { Direction::Descendants } else { Direction::Ancestors };
	let lineage = ctx.chain().await?.lineage(&args.asset, direction, args.depth, None).await?;
	ctx.out.result(&lineage, |lineage| {
		let node = |id| lineage.nodes.iter().find(|node| node.id == id);
		let about = |id| match node(id).and_then(|node| node.kind.zip(node.state)) {
			Some((kind, state)) => format!("({}, {})", spelled(&kind), spelled(&state)),
			None => "(retired)".to_owned(),
		};
		if lineage.edges.is_empty() {
			return format!("{} has no {}", lineage.id, spelled(&lineage.direction));
		}
		let rows: Vec<Vec<String>> = lineage
			.edges
			.iter()
			.map(|edge| {
				vec![
					edge.subject.to_string(),
					spelled(&edge.relation),
					edge.object.to_string(),
					about(if args.descendants { edge.subject } else { edge.object }),
				]
			})
			.collect();
		let cut = if lineage.truncated { "cut short: there is more\n" } else { "" };
		format!("{}{cut}", table(&rows))
	});
	Ok(Outcome::Yes)
}
