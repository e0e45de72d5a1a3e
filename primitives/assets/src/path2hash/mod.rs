//! Path2Hash: a folder as a Merkle root over `(path, CID, size)`.
//!
//! The tree is an OpenZeppelin `StandardMerkleTree` over `["string", "bytes", "uint64"]`, so
//! Solidity's `MerkleProof` and the npm package `@openzeppelin/merkle-tree` verify its proofs as
//! they are: a leaf is `keccak256(keccak256(abi.encode(path, cid, size)))`, an inner node is
//! `keccak256` of its two children with the smaller one first.

#[cfg(feature = "std")]
mod tree;

#[cfg(feature = "std")]
pub use tree::{Entry, Tree, TreeError};

use crate::{check_path, CidError, ContentId, PathError};
use alloy_core::{
	primitives::keccak256,
	sol_types::{sol_data, SolType},
};
use primitive_types::H256;

/// Longest proof: the depth of a tree with as many leaves as a `u32` counts.
pub const MAX_PROOF_LEN: usize = 32;

/// The ABI types of a leaf.
type Leaf = (sol_data::String, sol_data::Bytes, sol_data::Uint<64>);

/// Why a claim about a file cannot be checked. (One that was checked and does not hold is no
/// error.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
	/// No tree has a leaf with this path.
	#[error(transparent)]
	Path(#[from] PathError),
	/// No tree has a leaf with this CID.
	#[error(transparent)]
	Cid(#[from] CidError),
	/// No tree is this deep.
	#[error("the proof has more than {max} hashes")]
	TooLong {
		/// The limit.
		max: usize,
	},
}

/// The hash of a leaf. Checks nothing: see [`verify_proof`].
pub fn leaf_hash(path: &str, cid: &[u8], size: u64) -> H256 {
	let encoded = Leaf::abi_encode_params(&(path, cid, size));
	H256(keccak256(keccak256(encoded)).0)
}

/// The hash of an inner node.
pub(crate) fn node_hash(a: &H256, b: &H256) -> H256 {
	let (first, second) = if a <= b { (a, b) } else { (b, a) };
	let mut pair = [0u8; 64];
	pair[..32].copy_from_slice(first.as_bytes());
	pair[32..].copy_from_slice(second.as_bytes());
	H256(keccak256(pair).0)
}

/// The root that a leaf and its proof lead to.
pub fn process_proof(leaf: H256, proof: &[H256]) -> H256 {
	proof.iter().fold(leaf, |node, sibling| node_hash(&node, sibling))
}

/// Whether the folder with this root has a file with this path, CID (binary) and size in bytes.
///
/// The one check of its kind: the registry, the precompile and the clients all call it.
pub fn verify_proof(
	root: &H256,
	path: &str,
	cid: &[u8],
	size: u64,
	proof: &[H256],
) -> Result<bool, ProofError> {
	if proof.len() > MAX_PROOF_LEN {
		return Err(ProofError::TooLong { max: MAX_PROOF_LEN });
	}
	check_path(path)?;
	let cid = ContentId::from_bytes(cid)?;
	Ok(process_proof(leaf_hash(path, cid.as_bytes(), size), proof) == *root)
}
