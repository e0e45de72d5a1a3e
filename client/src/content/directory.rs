//! UnixFS directories of one node: dag-pb around a UnixFS `Directory`, one named link for each entry.
//!
//! Reading is strict, as it is for files (see [`dagpb`](super::dagpb)): a node is accepted when
//! writing it again gives the same bytes. So names are unique and in the order of their bytes, and
//! [`find`] can search for one. Directories that are split over several nodes (HAMT), and nodes with
//! a mode or a time, are refused.

use super::{Block, MAX_BLOCK_LEN};
use bytes::Bytes;
use ipld_core::cid::Cid;
use ipld_dagpb::{PbLink, PbNode};
use metahub_assets::{CidError, ContentId};
use quick_protobuf::BytesReader;

/// Most directories and files on the way from a root to a path's end, without the root.
pub const MAX_PATH_DEPTH: usize = 64;

/// UnixFS `Data.Type` of a directory.
pub const TYPE_DIRECTORY: u64 = 1;
/// And of what is not read as one.
const TYPE_SYMLINK: u64 = 4;
const TYPE_HAMT_SHARD: u64 = 5;
/// Protobuf tag of `Data.Type`.
const TAG_TYPE: u32 = 1 << 3;
/// A UnixFS message that says `Directory` and nothing else.
const DATA: &[u8] = &[TAG_TYPE as u8, TYPE_DIRECTORY as u8];

/// An entry of a directory: a file or another directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
	/// Its name; see [`check_name`].
	pub name: String,
	/// Its root block.
	pub cid: ContentId,
	/// How many bytes its blocks have together (dag-pb's `Tsize`).
	pub dag_size: u64,
}

/// Why a block is not a directory that can be read, or entries do not make one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
	/// The node is larger than a block may be.
	#[error("the directory takes {0} bytes; at most {MAX_BLOCK_LEN} are accepted in one block")]
	TooLarge(usize),
	/// It is not dag-pb.
	#[error("not a dag-pb node: {0}")]
	DagPb(String),
	/// Its data is not UnixFS.
	#[error("its data is not a UnixFS message: {0}")]
	UnixFs(String),
	/// It is a file or something else of UnixFS.
	#[error("it is not a directory: UnixFS type {0}")]
	NotADirectory(u64),
	/// It is a symbolic link.
	#[error("it is a symbolic link; symbolic links are not followed")]
	Symlink,
	/// It is part of a directory that is split over several nodes.
	#[error("it is a sharded directory (HAMT); only directories of one node can be read")]
	Sharded,
	/// No entry can have this name.
	#[error("{0:?} cannot be the name of an entry")]
	Name(String),
	/// Two entries have the same name.
	#[error("two entries have the name {0:?}")]
	DuplicateName(String),
	/// The CID of an entry is not one that a file or directory has here.
	#[error("the CID of an entry: {0}")]
	Cid(#[from] CidError),
	/// The sizes of the entries are missing, or their sum overflows.
	#[error("its sizes do not add up")]
	Sizes,
	/// It has fields or an order that a canonical directory does not have.
	#[error("it is not a canonical directory node")]
	NotCanonical,
}

/// Refuses names that no entry can have: empty ones, `.`, `..`, and those with a `/` or a NUL.
pub fn check_name(name: &str) -> Result<(), DirectoryError> {
	match name {
		"" | "." | ".." => Err(DirectoryError::Name(name.into())),
		_ if name.contains(['/', '\0']) => Err(DirectoryError::Name(name.into())),
		_ => Ok(()),
	}
}

/// Makes the directory with these entries, in any order. The number is the directory's own
/// `dag_size`: its block and everything below it.
pub fn encode(mut entries: Vec<Entry>) -> Result<(Block, u64), DirectoryError> {
	entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
	let below = check(&entries)?;
	let bytes = encode_bytes(entries);
	if bytes.len() > MAX_BLOCK_LEN {
		return Err(DirectoryError::TooLarge(bytes.len()));
	}
	let dag_size = below.checked_add(bytes.len() as u64).ok_or(DirectoryError::Sizes)?;
	Ok((Block::dag_pb(bytes), dag_size))
}

/// Checks entries that are sorted by name, and adds their sizes up.
fn check(entries: &[Entry]) -> Result<u64, DirectoryError> {
	let mut sum = 0u64;
	for (at, entry) in entries.iter().enumerate() {
		check_name(&entry.name)?;
		if at > 0 && entries[at - 1].name == entry.name {
			return Err(DirectoryError::DuplicateName(entry.name.clone()));
		}
		sum = sum.checked_add(entry.dag_size).ok_or(DirectoryError::Sizes)?;
	}
	Ok(sum)
}

fn encode_bytes(entries: Vec<Entry>) -> Vec<u8> {
	let links = entries
		.into_iter()
		.map(|entry| PbLink {
			cid: Cid::try_from(entry.cid.as_bytes()).expect("a ContentId is a valid CID; qed"),
			name: Some(entry.name),
			size: Some(entry.dag_size),
		})
		.collect();
	PbNode { links, data: Some(DATA.into()) }.into_bytes()
}

/// Reads a directory: its entries in the order of their names' bytes.
pub fn decode(bytes: &Bytes) -> Result<Vec<Entry>, DirectoryError> {
	if bytes.len() > MAX_BLOCK_LEN {
		return Err(DirectoryError::TooLarge(bytes.len()));
	}
	let dag_pb = |e: ipld_dagpb::Error| DirectoryError::DagPb(e.to_string());
	let node = PbNode::from_bytes(bytes.clone()).map_err(dag_pb)?;
	let data = node.data.ok_or_else(|| DirectoryError::UnixFs("there is none".into()))?;
	match kind(&data)? {
		TYPE_DIRECTORY => {}
		TYPE_SYMLINK => return Err(DirectoryError::Symlink),
		TYPE_HAMT_SHARD => return Err(DirectoryError::Sharded),
		other => return Err(DirectoryError::NotADirectory(other)),
	}
	let mut entries = Vec::with_capacity(node.links.len());
	for link in node.links {
		let name = link.name.unwrap_or_default();
		check_name(&name)?;
		let dag_size = link.size.ok_or(DirectoryError::Sizes)?;
		let cid = ContentId::from_bytes(&link.cid.to_bytes())?;
		entries.push(Entry { name, cid, dag_size });
	}
	if !entries.is_sorted_by(|a, b| a.name <= b.name) {
		return Err(DirectoryError::NotCanonical);
	}
	check(&entries)?;
	if encode_bytes(entries.clone()) != bytes[..] {
		return Err(DirectoryError::NotCanonical);
	}
	Ok(entries)
}

/// The entry with a name, among those that [`decode`] gave.
pub fn find<'a>(entries: &'a [Entry], name: &str) -> Option<&'a Entry> {
	let at = entries.binary_search_by(|entry| entry.name.as_str().cmp(name)).ok()?;
	entries.get(at)
}

/// The type of a UnixFS message.
fn kind(data: &Bytes) -> Result<u64, DirectoryError> {
	let invalid = |e: quick_protobuf::Error| DirectoryError::UnixFs(e.to_string());
	let mut reader = BytesReader::from_bytes(data);
	while !reader.is_eof() {
		let tag = reader.next_tag(data).map_err(invalid)?;
		if tag != TAG_TYPE {
			reader.read_unknown(data, tag).map_err(invalid)?;
			continue;
		}
		let kind = reader.read_uint64(data).map_err(invalid)?;
		// The form of other types is not looked at here.
		if kind == TYPE_DIRECTORY && data[..] != *DATA {
			return Err(DirectoryError::NotCanonical);
		}
		return Ok(kind);
	}
	Err(DirectoryError::UnixFs("it has no type".into()))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn entry(name: &str, bytes: &'static [u8]) -> Entry {
		let cid = *Block::raw(bytes).cid();
		Entry { name: name.into(), cid, dag_size: bytes.len() as u64 }
	}

	fn below(name: &str, (block, dag_size): &(Block, u64)) -> Entry {
		Entry { name: name.into(), cid: *block.cid(), dag_size: *dag_size }
	}

	/// Computed with `ipfs-unixfs-importer` 17.1.1; Kubo has the same empty directory.
	#[test]
	fn directories_have_the_cids_that_ipfs_gives_them() {
		let (empty, size) = encode(Vec::new()).unwrap();
		assert_eq!(
			(empty.cid().to_string().as_str(), size),
			("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354", 4)
		);
		let deep = encode(vec![entry("z", b"zed")]).unwrap();
		let data = encode(vec![
			entry("b.txt", b"bee"),
			entry("a.txt", b"hello"),
			entry("r\u{e9}sum\u{e9} \u{1f600} #1?.txt", b"unicode"),
			below("deep", &deep),
			entry("deep.txt", b"dot"),
		])
		.unwrap();
		let root = encode(vec![below("data", &data), entry("README.md", b"# Tiny\n")]).unwrap();
		let cids = [
			(&deep.0, "bafybeifqqqmls7lfl7smlkgfev7bbotcogfht4wi4fxdt25pscpkwjpvmu"),
			(&data.0, "bafybeic46lneqg23n4jpmmoydbc2vn2vf7drvco275ska6tfq7hfwpno4m"),
			(&root.0, "bafybeigrs43ft56q5aundrhhltlt24bstm7krdogasmlgz4ioe4bfeciua"),
		];
		for (block, cid) in cids {
			assert_eq!(block.cid().to_string(), cid);
			let entries = decode(block.bytes()).unwrap();
			assert_eq!(encode(entries).unwrap().0.bytes(), block.bytes());
		}
		let entries = decode(data.0.bytes()).unwrap();
		assert_eq!(find(&entries, "deep").map(|entry| entry.cid), Some(*deep.0.cid()));
		assert_eq!(find(&entries, "dee"), None);
	}

	fn node(names: &[&str], data: &'static [u8]) -> Bytes {
		let mut bytes = Vec::new();
		for name in names {
			let cid = *Block::raw("x").cid();
			let mut link = vec![10, ContentId::LEN as u8];
			link.extend_from_slice(cid.as_bytes());
			link.extend_from_slice(&[18, name.len() as u8]);
			link.extend_from_slice(name.as_bytes());
			link.extend_from_slice(&[24, 1]);
			bytes.extend_from_slice(&[18, link.len() as u8]);
			bytes.extend_from_slice(&link);
		}
		bytes.extend_from_slice(&[10, data.len() as u8]);
		bytes.extend_from_slice(data);
		bytes.into()
	}

	#[test]
	fn what_is_no_canonical_directory_is_refused() {
		assert_eq!(decode(&node(&["a", "b"], DATA)).unwrap().len(), 2);
		let name = |name: &str| DirectoryError::Name(name.into());
		let cases = [
			(node(&["b", "a"], DATA), DirectoryError::NotCanonical),
			(node(&["a", "a"], DATA), DirectoryError::DuplicateName("a".into())),
			(node(&[""], DATA), name("")),
			(node(&["."], DATA), name(".")),
			(node(&[".."], DATA), name("..")),
			(node(&["a/b"], DATA), name("a/b")),
			(node(&["a\0"], DATA), name("a\0")),
			(node(&[], &[8, 0]), DirectoryError::NotADirectory(0)),
			(node(&[], &[8, 2]), DirectoryError::NotADirectory(2)),
			(node(&[], &[8, 4, 18, 1, b'x']), DirectoryError::Symlink),
			(node(&["a"], &[8, 5, 40, 34, 48, 128, 2]), DirectoryError::Sharded),
			// A mode, a size, the type twice, the type in two bytes.
			(node(&[], &[8, 1, 56, 7]), DirectoryError::NotCanonical),
			(node(&[], &[8, 1, 24, 0]), DirectoryError::NotCanonical),
			(node(&[], &[8, 1, 8, 2]), DirectoryError::NotCanonical),
			(node(&[], &[8, 0x81, 0]), DirectoryError::NotCanonical),
		];
		for (bytes, error) in cases {
			assert_eq!(decode(&bytes), Err(error), "{bytes:?}");
		}
		assert!(matches!(decode(&node(&[], &[])), Err(DirectoryError::UnixFs(_))));
		assert!(matches!(decode(&node(&[], &[9])), Err(DirectoryError::UnixFs(_))));
		assert!(matches!(decode(&Bytes::new()), Err(DirectoryError::UnixFs(_))));
		assert!(matches!(decode(&"garbage".into()), Err(DirectoryError::DagPb(_))));
		let large = MAX_BLOCK_LEN + 1;
		assert_eq!(decode(&vec![0; large].into()), Err(DirectoryError::TooLarge(large)));
	}

	#[test]
	fn entries_that_make_no_directory_are_refused() {
		let twice = vec![entry("a", b"1"), entry("b", b"2"), entry("a", b"3")];
		assert_eq!(encode(twice), Err(DirectoryError::DuplicateName("a".into())));
		assert_eq!(encode(vec![entry("..", b"1")]), Err(DirectoryError::Name("..".into())));
		let huge = |name: &str| Entry { dag_size: u64::MAX, ..entry(name, b"1") };
		assert_eq!(encode(vec![huge("a"), huge("b")]), Err(DirectoryError::Sizes));
		assert_eq!(encode(vec![huge("a")]), Err(DirectoryError::Sizes));
		let long = vec![entry(&"a".repeat(MAX_BLOCK_LEN), b"1")];
		assert!(matches!(encode(long), Err(DirectoryError::TooLarge(_))));
	}
}
