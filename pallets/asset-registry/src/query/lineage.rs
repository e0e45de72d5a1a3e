//! The lineage of an asset: what it links to, or what links to it, breadth first.

use crate::{Assets, Config, Lineage, Pallet, Referrers};
use alloc::{collections::BTreeSet, vec::Vec};
use metahub_assets::{
	AssetId, Direction, LineageEdge, LineageGraph, LineageNode, Link, QueryError,
	MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES, MAX_SCAN,
};

impl<T: Config> Pallet<T> {
	/// An asset's lineage: every asset within `depth` links, and the links between them. Cut short
	/// at [`MAX_LINEAGE_DEPTH`] links, [`MAX_LINEAGE_NODES`] assets and [`MAX_SCAN`] links looked
	/// at.
	pub fn lineage(
		id: AssetId,
		direction: Direction,
		depth: u32,
	) -> Result<LineageGraph, QueryError> {
		Self::lineage_within(id, direction, depth, MAX_LINEAGE_NODES, MAX_SCAN)
	}

	/// [`lineage`](Self::lineage), cut short at so many assets and links looked at. For callers
	/// that pay for what they may get.
	pub fn lineage_within(
		id: AssetId,
		direction: Direction,
		depth: u32,
		most_nodes: u32,
		most_links: u32,
	) -> Result<LineageGraph, QueryError> {
		let depth = depth.min(MAX_LINEAGE_DEPTH);
		let most_nodes = most_nodes.min(MAX_LINEAGE_NODES) as usize;
		let start = Self::lineage_node(id, 0);
		if start.live.is_none() {
			return Err(QueryError::UnknownAsset);
		}
		let mut graph =
			LineageGraph { nodes: Vec::from([start]), edges: Vec::new(), truncated: false };
		let mut known = BTreeSet::from([id]);
		let mut budget = most_links.min(MAX_SCAN) as usize;
		let mut at = 0;
		while let Some(LineageNode { id: near, depth: level, .. }) = graph.nodes.get(at).cloned() {
			at = at.saturating_add(1);
			// One more than may be looked at, to know whether there are more.
			let mut edges = Self::lineage_edges(near, direction, budget.saturating_add(1));
			if edges.len() > budget {
				edges.truncate(budget);
				graph.truncated = true;
			}
			budget = budget.saturating_sub(edges.len());
			for edge in edges {
				let far = match direction {
					Direction::Ancestors => edge.object,
					Direction::Descendants => edge.subject,
				};
				if !known.contains(&far) {
					if level >= depth || graph.nodes.len() >= most_nodes {
						graph.truncated = true;
						continue;
					}
					known.insert(far);
					graph.nodes.push(Self::lineage_node(far, level.saturating_add(1)));
				}
				graph.edges.push(edge);
			}
		}
		Ok(graph)
	}

	fn lineage_node(id: AssetId, depth: u32) -> LineageNode {
		let live = Assets::<T>::get(id).map(|record| (record.kind, record.state));
		LineageNode { id, live, depth }
	}

	/// The links of an asset in one direction, `most` at most.
	fn lineage_edges(id: AssetId, direction: Direction, most: usize) -> Vec<LineageEdge> {
		match direction {
			Direction::Ancestors => Lineage::<T>::get(id)
				.into_iter()
				.map(|entry| {
					let Link { relation, object } = entry.link;
					LineageEdge { subject: id, relation, object }
				})
				.take(most)
				.collect(),
			Direction::Descendants => Referrers::<T>::iter_key_prefix(id)
				.map(|(subject, relation)| LineageEdge { subject, relation, object: id })
				.take(most)
				.collect(),
		}
	}
}
