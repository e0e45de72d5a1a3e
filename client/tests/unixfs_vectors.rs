//! File CIDs against fixed vectors of `ipfs-unixfs-importer` (tests/js/vectors.mjs): the profile's
//! own shape, and smaller ones whose trees are deep and unevenly filled.

use bytes::Bytes;
use futures::stream;
use metahub_assets::ContentId;
use metahub_client::{
	content::{
		layout::Shape,
		unixfs::{import, rechunk},
	},
	store::StoreError,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
	/// Absent in the profile's shape.
	chunk_len: Option<usize>,
	width: Option<usize>,
	length: usize,
	cid: ContentId,
}

/// The content of the vectors: bytes that repeat late, so that chunks differ.
fn patterned(length: usize) -> Bytes {
	(0..length).map(|i| (i * 31 + (i >> 8) * 7 + (i >> 16)) as u8).collect()
}

#[tokio::test]
async fn cids_are_those_of_another_implementation() {
	let vectors: Vec<Vector> =
		serde_json::from_str(include_str!("vectors/unixfs.json")).expect("the file is ours");
	assert!(vectors.len() > 50);
	for vector in vectors {
		let shape = Shape {
			chunk_len: vector.chunk_len.unwrap_or(Shape::PROFILE.chunk_len),
			width: vector.width.unwrap_or(Shape::PROFILE.width),
		};
		let content = stream::iter([Ok::<_, StoreError>(patterned(vector.length))]);
		let imported =
			import(rechunk(content, shape.chunk_len), shape, None).await.expect("hashing");
		assert_eq!(imported.cid, vector.cid, "{vector:?}");
		assert_eq!(imported.size, vector.length as u64, "{vector:?}");
	}
}
