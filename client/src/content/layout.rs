//! The balanced DAG over a file's chunks, built while they come.

use super::{
	dagpb::{self, Link},
	Block,
};

/// How a file is cut and its chunks are joined. Only [`Shape::PROFILE`] gives the CIDs that assets
/// have; smaller ones let tests build deep trees from small files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
	/// Bytes in each chunk but the last.
	pub chunk_len: usize,
	/// Most links of a node; at least 2.
	pub width: usize,
}

impl Shape {
	/// What `unixfs-v1-2025` says.
	pub const PROFILE: Self = Self { chunk_len: 1 << 20, width: 1024 };
}

/// Joins chunks to nodes, and nodes to nodes over them, as soon as there are enough for a full one.
/// Holds one list of at most [`Shape::width`] links per level.
#[derive(Debug)]
pub struct Balanced {
	width: usize,
	levels: Vec<Vec<Link>>,
}

impl Balanced {
	/// An empty tree.
	pub fn new(width: usize) -> Self {
		Self { width: width.max(2), levels: vec![Vec::new()] }
	}

	/// Appends a chunk. Nodes that this completes go to `nodes`, lower ones first.
	pub fn push(&mut self, leaf: Link, nodes: &mut Vec<Block>) {
		let mut link = leaf;
		for level in &mut self.levels {
			level.push(link);
			if level.len() < self.width {
				return;
			}
			link = fold(level, nodes);
		}
		self.levels.push(vec![link]);
	}

	/// Joins what is left and gives the link to the root; `None` if there was no chunk.
	pub fn finish(mut self, nodes: &mut Vec<Block>) -> Option<Link> {
		let mut carried: Option<Link> = None;
		let top = self.levels.len() - 1;
		for (height, level) in self.levels.iter_mut().enumerate() {
			level.extend(carried.take());
			// A lone link at the top is the root. Below the top it gets its own node, so that all
			// chunks are at the same depth.
			carried = match level.len() {
				0 => None,
				1 if height == top => level.pop(),
				_ => Some(fold(level, nodes)),
			};
		}
		carried
	}
}

fn fold(level: &mut Vec<Link>, nodes: &mut Vec<Block>) -> Link {
	let (node, link) = dagpb::encode(level);
	nodes.push(node);
	level.clear();
	link
}
