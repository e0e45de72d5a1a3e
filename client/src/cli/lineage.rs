//! `metahub lineage`: what an asset comes from, or what comes from it.

use super::{tree::Tree, values::spelled, Context, Outcome};
use crate::{chain::AssetRef, error::Error, output::table};
use clap::Args;
use metahub_assets::{AssetId, Direction};
use metahub_rpc_api::types::Lineage;
use std::collections::{BTreeMap, HashSet};

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
	/// As a tree; what is linked from several places is spelled out once
	#[arg(long)]
	tree: bool,
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
		let cut = if lineage.truncated { "cut short: there is more\n" } else { "" };
		if args.tree {
			return format!("{}{cut}", tree_of(lineage, &about).text());
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
		format!("{}{cut}", table(&rows))
	});
	Ok(Outcome::Yes)
}

/// Links, by the asset that they are followed from.
type Links = BTreeMap<AssetId, Vec<(String, AssetId)>>;

/// The assets as a tree. The node bounds depth and number.
fn tree_of(lineage: &Lineage, about: &dyn Fn(AssetId) -> String) -> Tree {
	let mut links = Links::new();
	for edge in &lineage.edges {
		let (from, to) = match lineage.direction {
			Direction::Ancestors => (edge.subject, edge.object),
			Direction::Descendants => (edge.object, edge.subject),
		};
		links.entry(from).or_default().push((spelled(&edge.relation), to));
	}
	let mut told = HashSet::from([lineage.id]);
	let mut tree = Tree::leaf(format!("{} {}", lineage.id, about(lineage.id)));
	tree.children = below(lineage.id, &links, about, &mut told);
	tree
}

fn below(
	id: AssetId,
	links: &Links,
	about: &dyn Fn(AssetId) -> String,
	told: &mut HashSet<AssetId>,
) -> Vec<Tree> {
	let mut children = Vec::new();
	for (relation, other) in links.get(&id).into_iter().flatten() {
		let line = format!("{relation} {other} {}", about(*other));
		// Links form no cycle, so every path ends. An asset on several paths is expanded once.
		children.push(match (told.insert(*other), links.contains_key(other)) {
			(true, _) => Tree { label: line, children: below(*other, links, about, told) },
			(false, true) => Tree::leaf(format!("{line}: see above")),
			(false, false) => Tree::leaf(line),
		});
	}
	children
}

#[cfg(test)]
mod tests {
	use super::*;
	use metahub_assets::Relation;
	use metahub_rpc_api::types::{BlockRef, LineageEdge};

	fn lineage(direction: Direction, edges: &[(u64, Relation, u64)]) -> Lineage {
		let asset = |item| AssetId::new(0, item);
		let edge = |&(subject, relation, object): &(u64, Relation, u64)| LineageEdge {
			subject: asset(subject),
			relation,
			object: asset(object),
		};
		Lineage {
			id: asset(0),
			direction,
			nodes: Vec::new(),
			edges: edges.iter().map(edge).collect(),
			truncated: false,
			block: BlockRef { number: 0, hash: Default::default(), finalized: true },
		}
	}

	#[test]
	fn a_shared_ancestor_is_spelled_out_once() {
		use Relation::{Contains, DerivedFrom, TrainedOn};
		let edges = [
			(0, DerivedFrom, 1),
			(0, TrainedOn, 2),
			(1, Contains, 3),
			(2, Contains, 1),
			(3, DerivedFrom, 4),
		];
		let text = tree_of(&lineage(Direction::Ancestors, &edges), &|_| "(x)".into()).text();
		let expected = "\
0:0 (x)
├── derived-from 0:1 (x)
│   └── contains 0:3 (x)
│       └── derived-from 0:4 (x)
└── trained-on 0:2 (x)
    └── contains 0:1 (x): see above
";
		assert_eq!(text, expected);
	}

	#[test]
	fn descendants_hang_below_what_they_come_from() {
		let edges = [(1, Relation::DerivedFrom, 0), (2, Relation::DerivedFrom, 1)];
		let text = tree_of(&lineage(Direction::Descendants, &edges), &|_| String::new()).text();
		assert_eq!(text.lines().count(), 3);
		assert!(text.lines().nth(2).unwrap().starts_with("    └── derived-from 0:2"), "{text}");
	}

	/// A diamond in every step doubles the paths; the text does not grow with them.
	#[test]
	fn many_paths_do_not_make_a_long_tree() {
		let steps = 16u64;
		let edges: Vec<_> = (0..steps)
			.flat_map(|step| {
				let (top, next) = (step * 3, step * 3 + 3);
				let (left, right) = (top + 1, top + 2);
				[(top, left), (top, right), (left, next), (right, next)]
			})
			.map(|(subject, object)| (subject, Relation::DerivedFrom, object))
			.collect();
		let text = tree_of(&lineage(Direction::Ancestors, &edges), &|_| String::new()).text();
		assert_eq!(text.lines().count(), edges.len() + 1);
	}
}
