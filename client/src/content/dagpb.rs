//! The one form of inner node that a file's DAG has: dag-pb around a UnixFS `File` without data.
//!
//! `ipld-dagpb` does the outer protobuf message; of UnixFS only the three fields are written that
//! the profile uses. Reading is strict: a node is accepted when writing it again gives the same
//! bytes, so a file has one DAG per choice of chunks and nothing hides in a node.

use super::Block;
use bytes::Bytes;
use ipld_core::cid::Cid;
use ipld_dagpb::{PbLink, PbNode};
use metahub_assets::{CidError, ContentId};
use quick_protobuf::{BytesReader, Writer};

/// UnixFS `Data.Type` of a file.
const TYPE_FILE: u64 = 2;
/// Protobuf tags of UnixFS `Data`: field number and wire type.
const TAG_TYPE: u32 = 1 << 3;
const TAG_FILE_SIZE: u32 = 3 << 3;
const TAG_BLOCK_SIZE: u32 = 4 << 3;

/// A part of a file: a chunk, or a node over several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
	/// Its block.
	pub cid: ContentId,
	/// How many bytes of the file are in it.
	pub file_size: u64,
	/// How many bytes its blocks have together (dag-pb's `Tsize`).
	pub dag_size: u64,
}

/// Why a block is not a node of a file's DAG.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NodeError {
	/// It is not dag-pb.
	#[error("not a dag-pb node: {0}")]
	DagPb(String),
	/// It carries something that is not UnixFS.
	#[error("its data is not a UnixFS message: {0}")]
	UnixFs(String),
	/// It is a folder, a symbolic link or something else of UnixFS.
	#[error("it is no file: UnixFS type {0}")]
	NotAFile(u64),
	/// A link's CID is not one that a file's DAG has.
	#[error("a link's CID: {0}")]
	Cid(#[from] CidError),
	/// It does not say of each link how many bytes are behind it, or contradicts itself.
	#[error("its sizes do not add up")]
	Sizes,
	/// It has fields, names or an order that no node under the profile has.
	#[error("it is not in the form that the profile gives to nodes")]
	NotCanonical,
}

/// Makes the node over some parts of a file, and the link to it.
pub fn encode(links: &[Link]) -> (Block, Link) {
	let file_size = links.iter().map(|link| link.file_size).sum();
	let bytes = encode_bytes(links, file_size);
	let dag_size = links.iter().map(|link| link.dag_size).sum::<u64>() + bytes.len() as u64;
	let block = Block::dag_pb(bytes);
	let link = Link { cid: *block.cid(), file_size, dag_size };
	(block, link)
}

fn encode_bytes(links: &[Link], file_size: u64) -> Vec<u8> {
	let mut data = Vec::new();
	let mut writer = Writer::new(&mut data);
	let written = writer
		.write_with_tag(TAG_TYPE, |w| w.write_uint64(TYPE_FILE))
		.and_then(|()| writer.write_with_tag(TAG_FILE_SIZE, |w| w.write_uint64(file_size)))
		.and_then(|()| {
			links.iter().try_for_each(|link| {
				writer.write_with_tag(TAG_BLOCK_SIZE, |w| w.write_uint64(link.file_size))
			})
		});
	written.expect("writing to a Vec does not fail; qed");
	let links = links
		.iter()
		.map(|link| PbLink {
			cid: Cid::try_from(link.cid.as_bytes()).expect("a ContentId is a valid CID; qed"),
			name: Some(String::new()),
			size: Some(link.dag_size),
		})
		.collect();
	PbNode { links, data: Some(data.into()) }.into_bytes()
}

/// Reads a node: its parts in order. There is at least one, none is empty, and their sizes add up
/// to what the node says of itself.
pub fn decode(bytes: &Bytes) -> Result<Vec<Link>, NodeError> {
	let node = PbNode::from_bytes(bytes.clone()).map_err(|e| NodeError::DagPb(e.to_string()))?;
	let data = node.data.ok_or_else(|| NodeError::UnixFs("there is none".into()))?;
	let (file_size, sizes) = decode_data(&data)?;
	if node.links.is_empty() || node.links.len() != sizes.len() {
		return Err(NodeError::Sizes);
	}
	let mut links = Vec::with_capacity(sizes.len());
	let mut sum = 0u64;
	let mut dag_sum = 0u64;
	for (link, size) in node.links.into_iter().zip(sizes) {
		let dag_size = link.size.ok_or(NodeError::NotCanonical)?;
		sum = sum.checked_add(size).filter(|_| size > 0).ok_or(NodeError::Sizes)?;
		dag_sum = dag_sum.checked_add(dag_size).ok_or(NodeError::Sizes)?;
		let cid = ContentId::from_bytes(&link.cid.to_bytes())?;
		links.push(Link { cid, file_size: size, dag_size });
	}
	if sum != file_size {
		return Err(NodeError::Sizes);
	}
	if encode_bytes(&links, file_size) != bytes[..] {
		return Err(NodeError::NotCanonical);
	}
	Ok(links)
}

/// The file size and the sizes of the parts in a UnixFS message.
fn decode_data(data: &Bytes) -> Result<(u64, Vec<u64>), NodeError> {
	let invalid = |e: quick_protobuf::Error| NodeError::UnixFs(e.to_string());
	let mut reader = BytesReader::from_bytes(data);
	let (mut kind, mut file_size, mut sizes) = (None, None, Vec::new());
	while !reader.is_eof() {
		let tag = reader.next_tag(data).map_err(invalid)?;
		// Every field that a file without inline data has is a varint.
		if tag & 7 != 0 {
			return Err(NodeError::NotCanonical);
		}
		let value = reader.read_uint64(data).map_err(invalid)?;
		match tag {
			TAG_TYPE => kind = Some(value),
			TAG_FILE_SIZE => file_size = Some(value),
			TAG_BLOCK_SIZE => sizes.push(value),
			_ => return Err(NodeError::NotCanonical),
		}
	}
	match kind {
		Some(TYPE_FILE) => {}
		Some(other) => return Err(NodeError::NotAFile(other)),
		None => return Err(NodeError::UnixFs("it has no type".into())),
	}
	Ok((file_size.ok_or(NodeError::Sizes)?, sizes))
}
