//! Building a folder's tree: what a publisher does and the chain never has to.

use super::{leaf_hash, node_hash};
use crate::{check_path, fold_key, ContentId, PathError};
use primitive_types::H256;
use std::collections::HashMap;

/// One file of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
	/// Path relative to the folder.
	pub path: String,
	/// CID of the file.
	pub cid: ContentId,
	/// Size of the file in bytes.
	pub size: u64,
}

/// Why files do not make a folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
	/// There are none.
	#[error("a folder without files has no root")]
	Empty,
	/// More than a `u32` counts.
	#[error("more than 4294967295 files")]
	TooMany,
	/// The sizes add up to more than a `u64` holds.
	#[error("the files' sizes exceed 2^64-1 bytes in all")]
	TooLarge,
	/// A path that no folder may have.
	#[error("{path:?}: {error}")]
	Path {
		/// The path.
		path: String,
		/// What is wrong with it.
		#[source]
		error: PathError,
	},
	/// The same path twice.
	#[error("{0:?} occurs twice")]
	Duplicate(String),
	/// Two paths that differ in case only, or in ways that count as case.
	#[error("{0:?} and {1:?} are the same path where case does not count")]
	CaseCollision(String, String),
	/// One path is a file and at the same time the folder of another.
	#[error("{file:?} cannot be a file and the folder of {inner:?}")]
	FileIsFolder {
		/// The file.
		file: String,
		/// The path that goes through it.
		inner: String,
	},
}

/// The Merkle tree of a folder, with its files in the order in which they were given.
#[derive(Clone, Debug)]
pub struct Tree {
	entries: Vec<Entry>,
	/// A complete binary tree, root first: the children of `i` are `2i + 1` and `2i + 2`.
	nodes: Vec<H256>,
	/// Where in `nodes` each entry's leaf is.
	positions: Vec<usize>,
	total_bytes: u64,
}

impl Tree {
	/// Builds the tree. The root does not depend on the order of the files.
	pub fn build(entries: impl IntoIterator<Item = Entry>) -> Result<Self, TreeError> {
		let entries: Vec<Entry> = entries.into_iter().collect();
		if entries.is_empty() {
			return Err(TreeError::Empty);
		}
		if u32::try_from(entries.len()).is_err() {
			return Err(TreeError::TooMany);
		}
		let total_bytes = entries
			.iter()
			.try_fold(0u64, |sum, entry| sum.checked_add(entry.size))
			.ok_or(TreeError::TooLarge)?;
		check_paths(&entries)?;

		let mut leaves: Vec<(H256, usize)> = entries
			.iter()
			.enumerate()
			.map(|(index, e)| (leaf_hash(&e.path, e.cid.as_bytes(), e.size), index))
			.collect();
		leaves.sort_unstable();

		// OpenZeppelin's layout: the smallest leaf is the last node.
		let count = leaves.len();
		let mut nodes = vec![H256::zero(); 2 * count - 1];
		let mut positions = vec![0; count];
		let last = nodes.len() - 1;
		for (offset, (hash, index)) in leaves.into_iter().enumerate() {
			nodes[last - offset] = hash;
			positions[index] = last - offset;
		}
		for i in (0..count - 1).rev() {
			nodes[i] = node_hash(&nodes[2 * i + 1], &nodes[2 * i + 2]);
		}
		Ok(Self { entries, nodes, positions, total_bytes })
	}

	/// The root.
	pub fn root(&self) -> H256 {
		self.nodes[0]
	}

	/// The files, in the order in which they were given.
	pub fn entries(&self) -> &[Entry] {
		&self.entries
	}

	/// How many files there are.
	pub fn entry_count(&self) -> u32 {
		// At most u32::MAX: `build` refuses more.
		self.entries.len() as u32
	}

	/// The sum of the files' sizes in bytes.
	pub fn total_bytes(&self) -> u64 {
		self.total_bytes
	}

	/// The proof of the file at `index` of [`Self::entries`], leaf first.
	pub fn proof(&self, index: usize) -> Option<Vec<H256>> {
		let mut position = *self.positions.get(index)?;
		let mut proof = Vec::new();
		while position > 0 {
			// Left children have odd positions.
			let sibling = if position % 2 == 1 { position + 1 } else { position - 1 };
			proof.push(self.nodes[sibling]);
			position = (position - 1) / 2;
		}
		Some(proof)
	}
}

/// Checks each path by itself and all of them against each other.
fn check_paths(entries: &[Entry]) -> Result<(), TreeError> {
	let mut seen: HashMap<String, &str> = HashMap::with_capacity(entries.len());
	for Entry { path, .. } in entries {
		check_path(path).map_err(|error| TreeError::Path { path: path.clone(), error })?;
		if let Some(other) = seen.insert(fold_key(path), path) {
			return Err(if other == path {
				TreeError::Duplicate(path.clone())
			} else {
				TreeError::CaseCollision(other.into(), path.clone())
			});
		}
	}
	for Entry { path, .. } in entries {
		let key = fold_key(path);
		for (slash, _) in key.match_indices('/') {
			if let Some(file) = seen.get(&key[..slash]) {
				return Err(TreeError::FileIsFolder { file: (*file).into(), inner: path.clone() });
			}
		}
	}
	Ok(())
}
