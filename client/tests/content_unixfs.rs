//! Files to blocks and back: round trips through deep trees, and everything that a reader refuses.
//! (`unixfs_vectors.rs` has the CIDs that an independent implementation computes.)

mod content_support;

use bytes::Bytes;
use content_support::{pattern, MemoryStore};
use futures::{stream, StreamExt, TryStreamExt};
use metahub_assets::ContentId;
use metahub_client::{
	content::{
		car,
		dagpb::{self, Link, NodeError},
		layout::Shape,
		reader::{read_small, File, ReadError},
		unixfs::{import, rechunk, Imported},
		Block, BlockError, MAX_BLOCK_LEN,
	},
	store::{BlockStore, StoreError},
};
use proptest::prelude::*;
use std::sync::Arc;

async fn add(bytes: &[u8], shape: Shape, store: Option<&dyn BlockStore>) -> Imported {
	let parts: Vec<Result<Bytes, StoreError>> =
		bytes.chunks(1000).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
	import(rechunk(stream::iter(parts), shape.chunk_len), shape, store).await.unwrap()
}

async fn store_of(bytes: &[u8], shape: Shape) -> (Arc<MemoryStore>, ContentId) {
	let store = Arc::new(MemoryStore::default());
	let imported = add(bytes, shape, Some(&*store)).await;
	assert_eq!(imported.size, bytes.len() as u64);
	(store, imported.cid)
}

async fn read(store: &Arc<MemoryStore>, root: &ContentId) -> Result<Vec<u8>, ReadError> {
	read_small(store.clone(), root, u64::MAX >> 1).await
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn what_goes_in_comes_out(
		bytes in proptest::collection::vec(any::<u8>(), 0..3000),
		chunk_len in 1usize..70,
		width in 2usize..6,
		range in (0u64..3100, 0u64..3100),
	) {
		let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
		runtime.block_on(async {
			let (store, cid) = store_of(&bytes, Shape { chunk_len, width }).await;
			assert_eq!(read(&store, &cid).await.unwrap(), bytes);
			// A range gives these bytes and fetches no chunk outside of it.
			let file = File::open(store.clone(), &cid).await.unwrap();
			let (start, end) = (range.0.min(range.1), range.0.max(range.1));
			let parts: Vec<Bytes> = file.bytes(start..end).try_collect().await.unwrap();
			let within = |at: u64| (at as usize).min(bytes.len());
			assert_eq!(parts.concat(), bytes[within(start)..within(end)]);
			let leaves: Vec<_> = file.leaves(start..end).try_collect().await.unwrap();
			if cid.is_raw() {
				assert_eq!(leaves.len(), 1);
			} else {
				assert!(leaves.iter().all(|leaf| leaf.offset < end && leaf.offset + leaf.len > start));
			}
		});
	}

	#[test]
	fn any_bytes_are_a_node_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
		let bytes = Bytes::from(bytes);
		if let Ok(links) = dagpb::decode(&bytes) {
			let (again, _) = dagpb::encode(&links);
			prop_assert_eq!(again.bytes(), &bytes);
		}
	}

	#[test]
	fn a_changed_node_is_refused(at in any::<proptest::sample::Index>(), bit in 0u8..8) {
		let leaf = |n: u8| Link { cid: *Block::raw(vec![n]).cid(), file_size: 1, dag_size: 1 };
		let (node, _) = dagpb::encode(&[leaf(1), leaf(2), leaf(3)]);
		let mut bytes = node.bytes().to_vec();
		let at = at.index(bytes.len());
		bytes[at] ^= 1 << bit;
		if let Ok(links) = dagpb::decode(&bytes.clone().into()) {
			// Another CID or Tsize is another node, but written in the one way.
			let (again, _) = dagpb::encode(&links);
			prop_assert_eq!(again.bytes(), &Bytes::from(bytes));
		}
	}
}

#[tokio::test]
async fn a_missing_chunk_and_a_missing_node_are_errors() {
	let bytes = pattern(2000);
	let (store, cid) = store_of(&bytes, Shape { chunk_len: 64, width: 3 }).await;
	let all: Vec<ContentId> = store.blocks.lock().unwrap().keys().copied().collect();
	for lost in all {
		let block = store.blocks.lock().unwrap().remove(&lost).unwrap();
		let error = read(&store, &cid).await.unwrap_err();
		assert!(
			matches!(&error, ReadError::Store(StoreError::NotFound { cid, .. }) if *cid == lost),
			"{error}"
		);
		store.blocks.lock().unwrap().insert(lost, block);
	}
	assert_eq!(read(&store, &cid).await.unwrap(), bytes);
}

#[test]
fn a_block_is_only_what_its_cid_names() {
	let block = Block::raw("hello");
	assert_eq!(Block::check(block.cid(), "hello").unwrap(), block);
	let wrong = Block::check(block.cid(), "hellp").unwrap_err();
	assert_eq!(wrong, BlockError::Mismatch { expected: *block.cid() });
	let large = vec![0u8; MAX_BLOCK_LEN + 1];
	let large = Block::check(Block::raw(large.clone()).cid(), large).unwrap_err();
	assert_eq!(large, BlockError::TooLarge { len: MAX_BLOCK_LEN + 1 });
}

/// A dag-pb block made by hand.
fn by_hand(links: &[Link], data: &[u8]) -> Bytes {
	let links = links
		.iter()
		.map(|link| ipld_dagpb::PbLink {
			cid: ipld_core::cid::Cid::try_from(link.cid.as_bytes()).unwrap(),
			name: Some(String::new()),
			size: Some(link.dag_size),
		})
		.collect();
	ipld_dagpb::PbNode { links, data: Some(Bytes::copy_from_slice(data)) }.into_bytes().into()
}

#[test]
fn nodes_that_no_file_has_are_refused() {
	let leaf = Link { cid: *Block::raw("ab").cid(), file_size: 2, dag_size: 2 };
	// A file of 4 bytes in two parts, as it should be.
	let good = by_hand(&[leaf, leaf], &[8, 2, 24, 4, 32, 2, 32, 2]);
	assert_eq!(dagpb::decode(&good).unwrap(), [leaf, leaf]);
	assert_eq!(dagpb::encode(&[leaf, leaf]).0.bytes(), &good);

	let refuse = |links: &[Link], data: &[u8]| dagpb::decode(&by_hand(links, data)).unwrap_err();
	// A folder.
	assert_eq!(refuse(&[leaf], &[8, 1]), NodeError::NotAFile(1));
	// Sizes that do not add up, are missing, are zero, or overflow.
	assert_eq!(refuse(&[leaf, leaf], &[8, 2, 24, 5, 32, 2, 32, 2]), NodeError::Sizes);
	assert_eq!(refuse(&[leaf, leaf], &[8, 2, 24, 2, 32, 2]), NodeError::Sizes);
	assert_eq!(refuse(&[leaf, leaf], &[8, 2, 24, 2, 32, 2, 32, 0]), NodeError::Sizes);
	assert_eq!(refuse(&[leaf], &[8, 2, 32, 2]), NodeError::Sizes);
	assert_eq!(refuse(&[], &[8, 2, 24, 0]), NodeError::Sizes);
	let mut overflow = vec![8, 2, 24, 1];
	for _ in 0..2 {
		overflow.extend([32, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]);
	}
	assert_eq!(refuse(&[leaf, leaf], &overflow), NodeError::Sizes);
	// Data of its own, a mode, another order.
	assert_eq!(refuse(&[leaf], &[8, 2, 18, 1, 7, 24, 2, 32, 2]), NodeError::NotCanonical);
	assert_eq!(refuse(&[leaf], &[8, 2, 24, 2, 32, 2, 56, 1]), NodeError::NotCanonical);
	assert_eq!(refuse(&[leaf], &[24, 2, 8, 2, 32, 2]), NodeError::NotCanonical);
	// Not UnixFS, not dag-pb.
	assert!(matches!(refuse(&[leaf], &[24, 2, 32, 2]), NodeError::UnixFs(_)));
	assert!(matches!(refuse(&[leaf], &[8]), NodeError::UnixFs(_)));
	assert!(matches!(dagpb::decode(&Bytes::from_static(b"nonsense")), Err(NodeError::DagPb(_))));
	assert!(matches!(dagpb::decode(&Bytes::new()), Err(NodeError::UnixFs(_))));
}

/// Puts a block in and gives the link to it, with a size that may be a lie.
async fn put(store: &MemoryStore, block: &Block, file_size: u64) -> Link {
	store.put(block).await.unwrap();
	Link { cid: *block.cid(), file_size, dag_size: block.len() as u64 }
}

#[tokio::test]
async fn parts_of_another_size_are_refused() {
	let store = Arc::new(MemoryStore::default());
	let leaf = put(&store, &Block::raw("abc"), 4).await;
	let (node, _) = dagpb::encode(&[leaf]);
	put(&store, &node, 4).await;
	let error = read(&store, node.cid()).await.unwrap_err();
	assert!(
		matches!(error, ReadError::PartSize { cid, expected: 4, actual: 3 } if cid == leaf.cid),
		"{error}"
	);
	// The same one level up.
	let honest = put(&store, &Block::raw("abc"), 3).await;
	let (inner, _) = dagpb::encode(&[honest]);
	let inner = put(&store, &inner, 2).await;
	let (root, _) = dagpb::encode(&[inner]);
	put(&store, &root, 2).await;
	let error = read(&store, root.cid()).await.unwrap_err();
	assert!(matches!(error, ReadError::PartSize { expected: 2, actual: 3, .. }), "{error}");
	// A chunk that is too large for a block is not even asked for.
	let huge = Link { file_size: MAX_BLOCK_LEN as u64 + 1, ..honest };
	let (root, _) = dagpb::encode(&[huge]);
	put(&store, &root, huge.file_size).await;
	let error = read(&store, root.cid()).await.unwrap_err();
	assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
}

#[tokio::test]
async fn a_dag_that_is_too_deep_is_refused() {
	let store = Arc::new(MemoryStore::default());
	let mut link = put(&store, &Block::raw("x"), 1).await;
	for depth in 1..=40 {
		let (node, up) = dagpb::encode(&[link]);
		put(&store, &node, 1).await;
		link = up;
		let result = read(&store, &link.cid).await;
		if depth <= 32 {
			assert_eq!(result.unwrap(), b"x");
		} else {
			assert!(matches!(result, Err(ReadError::TooDeep)), "{depth}");
		}
	}
}

#[tokio::test]
async fn a_file_larger_than_allowed_is_refused_before_it_is_read() {
	let (store, cid) = store_of(&pattern(1000), Shape { chunk_len: 64, width: 3 }).await;
	assert_eq!(read_small(store.clone(), &cid, 1000).await.unwrap().len(), 1000);
	let gets = store.gets.load(std::sync::atomic::Ordering::SeqCst);
	let error = read_small(store.clone(), &cid, 999).await.unwrap_err();
	assert!(matches!(error, ReadError::TooLarge { size: 1000, max: 999, .. }), "{error}");
	assert_eq!(store.gets.load(std::sync::atomic::Ordering::SeqCst), gets + 1);
}

#[tokio::test]
async fn an_import_ends_with_the_first_block_that_the_store_refuses() {
	let store = MemoryStore::on_put(|_| Err(StoreError::ReadOnly { store: "memory".into() }));
	let chunks = stream::iter((0..100u8).map(|n| Ok(Bytes::from(vec![n; 64]))));
	let shape = Shape { chunk_len: 64, width: 3 };
	let error = import::<StoreError>(chunks, shape, Some(&store)).await.unwrap_err();
	assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
	assert!(store.puts.load(std::sync::atomic::Ordering::SeqCst) < 100);
}

/// The blocks of a CAR, after checking its header and each block's CID.
fn parse_car(mut car: &[u8], root: &ContentId) -> Vec<Block> {
	fn take<'a>(car: &mut &'a [u8]) -> &'a [u8] {
		let (len, rest) = unsigned_varint::decode::usize(car).unwrap();
		let (section, rest) = rest.split_at(len);
		*car = rest;
		section
	}
	let header = take(&mut car);
	let mut expected = b"\xa2\x65roots\x81\xd8\x2a\x58\x25\x00".to_vec();
	expected.extend_from_slice(root.as_bytes());
	expected.extend_from_slice(b"\x67version\x01");
	assert_eq!(header, expected);
	let mut blocks = Vec::new();
	while !car.is_empty() {
		let (cid, bytes) = take(&mut car).split_at(ContentId::LEN);
		let cid = ContentId::from_bytes(cid).unwrap();
		blocks.push(Block::check(&cid, bytes.to_vec()).unwrap());
	}
	blocks
}

async fn car_of(file: &File, scope: car::Scope, dups: bool) -> Vec<u8> {
	let parts: Vec<Bytes> = car::stream(file, scope, dups).try_collect().await.unwrap();
	parts.concat()
}

#[tokio::test]
async fn a_car_has_the_blocks_depth_first() {
	let bytes = pattern(1000);
	let (store, cid) = store_of(&bytes, Shape { chunk_len: 64, width: 3 }).await;
	let file = File::open(store.clone(), &cid).await.unwrap();
	let blocks = parse_car(&car_of(&file, car::Scope::All, true).await, &cid);
	assert_eq!(blocks.len(), store.blocks.lock().unwrap().len());
	assert_eq!(blocks[0].cid(), &cid);
	// In this order the chunks make the file without being sorted.
	let chunks = blocks.iter().filter(|block| block.cid().is_raw());
	let joined: Vec<u8> = chunks.flat_map(|block| block.bytes().to_vec()).collect();
	assert_eq!(joined, bytes);
	// Each node comes before all that it names.
	let position = |cid: &ContentId| blocks.iter().position(|block| block.cid() == cid).unwrap();
	for node in blocks.iter().filter(|block| !block.cid().is_raw()) {
		for link in dagpb::decode(node.bytes()).unwrap() {
			assert!(position(node.cid()) < position(&link.cid));
		}
	}
	let block = parse_car(&car_of(&file, car::Scope::Block, true).await, &cid);
	assert_eq!(block, blocks[..1]);
	// The nodes on the way and the one chunk.
	let part = parse_car(&car_of(&file, car::Scope::Bytes(70..71), true).await, &cid);
	let raw: Vec<&Block> = part.iter().filter(|block| block.cid().is_raw()).collect();
	assert_eq!(raw.len(), 1);
	assert_eq!(raw[0].bytes()[..], bytes[64..128]);
	assert!(part.len() < blocks.len() / 2);
}

#[tokio::test]
async fn a_car_repeats_blocks_only_if_asked_to() {
	let (store, cid) = store_of(&[7; 640], Shape { chunk_len: 64, width: 3 }).await;
	let file = File::open(store.clone(), &cid).await.unwrap();
	let once = parse_car(&car_of(&file, car::Scope::All, false).await, &cid);
	assert_eq!(once.len(), store.blocks.lock().unwrap().len());
	let all = parse_car(&car_of(&file, car::Scope::All, true).await, &cid);
	assert_eq!(all.iter().filter(|block| block.cid().is_raw()).count(), 10);
	assert!(once.len() < all.len());
}

#[tokio::test]
async fn a_car_breaks_off_where_a_block_is_missing() {
	let (store, cid) = store_of(&pattern(1000), Shape { chunk_len: 64, width: 3 }).await;
	let file = File::open(store.clone(), &cid).await.unwrap();
	let last: Vec<_> = file.leaves(999..1000).try_collect().await.unwrap();
	store.blocks.lock().unwrap().remove(&last[0].cid);
	let parts: Vec<_> = car::stream(&file, car::Scope::All, true).collect().await;
	assert!(parts.last().unwrap().is_err());
	assert!(parts[..parts.len() - 1].iter().all(Result::is_ok));
}
