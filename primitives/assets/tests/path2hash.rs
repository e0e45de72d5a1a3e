//! Path2Hash: roots and proofs against OpenZeppelin's, what a proof proves, what makes no folder.

use metahub_assets::{
	leaf_hash, process_proof, verify_proof, CidError, ContentId, Entry, PathError, ProofError,
	Tree, TreeError as E, MAX_PROOF_LEN,
};
use primitive_types::H256;
use serde::Deserialize;

fn entry(path: &str, size: u64) -> Entry {
	let mut digest = [0; 32];
	digest[..8].copy_from_slice(&size.to_be_bytes());
	Entry { path: path.into(), cid: ContentId::raw(digest), size }
}

fn build(paths: &[&str]) -> Result<Tree, E> {
	Tree::build(paths.iter().zip(1..).map(|(path, size)| entry(path, size)))
}

/// One tree made by `@openzeppelin/merkle-tree` (tests/js/make-vectors.mjs).
#[derive(Deserialize)]
struct Vector {
	root: H256,
	files: Vec<VectorFile>,
}

#[derive(Deserialize)]
struct VectorFile {
	path: String,
	cid: ContentId,
	size: String,
	leaf: H256,
	proof: Vec<H256>,
}

#[test]
fn openzeppelin_makes_the_same_trees() {
	let vectors: Vec<Vector> =
		serde_json::from_str(include_str!("vectors/path2hash.json")).expect("the file is ours");
	assert!(vectors.len() > 10);
	for Vector { root, files } in vectors {
		let size = |file: &VectorFile| file.size.parse::<u64>().expect("a number");
		let tree = Tree::build(files.iter().map(|file| Entry {
			path: file.path.clone(),
			cid: file.cid,
			size: size(file),
		}))
		.expect("a folder");
		assert_eq!(tree.root(), root);
		for (index, file) in files.iter().enumerate() {
			let cid = file.cid.as_bytes();
			assert_eq!(leaf_hash(&file.path, cid, size(file)), file.leaf);
			assert_eq!(tree.proof(index).as_ref(), Some(&file.proof));
			assert_eq!(verify_proof(&root, &file.path, cid, size(file), &file.proof), Ok(true));
		}
	}
}

#[test]
fn the_order_of_files_does_not_matter() {
	let forth = build(&["a", "b", "c/d", "e", "f"]).unwrap();
	let mut entries = forth.entries().to_vec();
	entries.reverse();
	let back = Tree::build(entries).unwrap();
	assert_eq!(forth.root(), back.root());
	assert_eq!(forth.proof(0), back.proof(4));
	assert_eq!((forth.entry_count(), forth.total_bytes()), (5, 15));
}

#[test]
fn one_file_needs_no_proof() {
	let tree = build(&["only"]).unwrap();
	let file = &tree.entries()[0];
	assert_eq!(tree.proof(0), Some(vec![]));
	assert_eq!(tree.proof(1), None);
	assert_eq!(tree.root(), leaf_hash("only", file.cid.as_bytes(), 1));
	assert_eq!(verify_proof(&tree.root(), "only", file.cid.as_bytes(), 1, &[]), Ok(true));
}

#[test]
fn a_proof_proves_one_file_only() {
	let tree = build(&["a", "b", "c", "d", "e", "f", "g"]).unwrap();
	let root = tree.root();
	let file = &tree.entries()[3];
	let cid = file.cid.as_bytes();
	let proof = tree.proof(3).unwrap();
	assert_eq!(verify_proof(&root, "d", cid, 4, &proof), Ok(true));

	assert_eq!(verify_proof(&root, "D", cid, 4, &proof), Ok(false));
	assert_eq!(verify_proof(&root, "d", cid, 5, &proof), Ok(false));
	let dag_pb = ContentId::dag_pb(file.cid.digest());
	assert_eq!(verify_proof(&root, "d", dag_pb.as_bytes(), 4, &proof), Ok(false));
	assert_eq!(verify_proof(&H256::zero(), "d", cid, 4, &proof), Ok(false));
	assert_eq!(verify_proof(&root, "d", cid, 4, &[]), Ok(false));
	assert_eq!(verify_proof(&root, "d", cid, 4, &proof[1..]), Ok(false));
	assert_eq!(verify_proof(&root, "d", cid, 4, &tree.proof(2).unwrap()[1..]), Ok(false));
	let longer = [&proof[..], &[H256::zero()]].concat();
	assert_eq!(verify_proof(&root, "d", cid, 4, &longer), Ok(false));
	let mut swapped = proof.clone();
	swapped.reverse();
	assert_eq!(verify_proof(&root, "d", cid, 4, &swapped), Ok(false));
}

#[test]
fn claims_that_no_tree_can_make_are_errors() {
	let tree = build(&["a"]).unwrap();
	let (root, cid) = (tree.root(), tree.entries()[0].cid);
	let cid = cid.as_bytes();
	let verify = |path: &str, cid: &[u8], proof: &[H256]| verify_proof(&root, path, cid, 1, proof);

	assert_eq!(verify("a", cid, &[]), Ok(true));
	assert_eq!(verify("../a", cid, &[]), Err(ProofError::Path(PathError::DotSegment)));
	let long = "a".repeat(1_025);
	assert_eq!(verify(&long, cid, &[]), Err(ProofError::Path(PathError::TooLong { max: 1_024 })));
	assert_eq!(verify("a", &[], &[]), Err(ProofError::Cid(CidError::Empty)));
	assert_eq!(verify("a", &cid[..35], &[]), Err(ProofError::Cid(CidError::Truncated)));
	let dag_cbor = [&[1, 0x71], &cid[2..]].concat();
	assert_eq!(verify("a", &dag_cbor, &[]), Err(ProofError::Cid(CidError::UnsupportedCodec(0x71))));
	let siblings = [H256::repeat_byte(1); MAX_PROOF_LEN + 1];
	assert_eq!(verify("a", cid, &siblings), Err(ProofError::TooLong { max: MAX_PROOF_LEN }));
	// As deep as a tree can be, and true.
	let siblings = &siblings[..MAX_PROOF_LEN];
	let deep = process_proof(leaf_hash("a", cid, 1), siblings);
	assert_eq!(verify_proof(&deep, "a", cid, 1, siblings), Ok(true));
}

#[test]
fn what_makes_no_folder() {
	assert_eq!(build(&[]).unwrap_err(), E::Empty);
	for (path, error) in [
		("../x", PathError::DotSegment),
		("/x", PathError::LeadingSlash),
		("a//b", PathError::EmptySegment),
		("cafe\u{301}", PathError::NotNfc),
	] {
		assert_eq!(build(&["ok", path]).unwrap_err(), E::Path { path: path.into(), error });
	}
	let long = "x".repeat(1_025);
	let error = PathError::TooLong { max: 1_024 };
	assert_eq!(build(&[&long]).unwrap_err(), E::Path { path: long.clone(), error });

	assert_eq!(build(&["a", "b", "a"]).unwrap_err(), E::Duplicate("a".into()));
	assert_eq!(
		build(&["README", "x", "readme"]).unwrap_err(),
		E::CaseCollision("README".into(), "readme".into())
	);
	assert_eq!(
		build(&["dir/stra\u{df}e", "dir/STRASSE"]).unwrap_err(),
		E::CaseCollision("dir/stra\u{df}e".into(), "dir/STRASSE".into())
	);
	for paths in [["a/b", "a"], ["A", "a/b"], ["a/b/c/d", "A/b"]] {
		assert!(matches!(build(&paths), Err(E::FileIsFolder { .. })), "{paths:?}");
	}
	assert!(build(&["a/b", "a.b", "a b", "A/c"]).is_ok(), "folders may differ in case");

	let huge = [entry("a", u64::MAX), entry("b", 1)];
	assert_eq!(Tree::build(huge).unwrap_err(), E::TooLarge);
}
