//! The manifest: a folder's files and metadata in one canonical JSON file.
//!
//! ```json
//! {"metahub":"manifest/1","profile":"unixfs-v1-2025","root":"0x…","entries":2,"totalBytes":"12",
//!  "files":[{"path":"README.md","cid":"bafk…","size":"5"},{"path":"data/a","cid":"bafk…","size":"7"}],
//!  "ddo":{…}}
//! ```
//!
//! (In one line.) Canonical means that there is one way to write it: the keys of the manifest in
//! this order, those of the DDO sorted by their bytes, files sorted by the bytes of their paths, no
//! white space, byte counts as decimal strings (they may exceed what JavaScript's numbers hold),
//! other numbers as integers, strings escaped only where JSON asks for it. The same folder and
//! metadata thus have the same manifest CID whoever packs them. Anything else is refused when read.

use super::PROFILE;
use metahub_assets::{path2hash::TreeError, ContentId, Entry, Tree};
use primitive_types::H256;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What a manifest of this form calls itself.
pub const MANIFEST_FORMAT: &str = "manifest/1";
/// Largest manifest that is read or made, in bytes.
pub const MAX_MANIFEST_LEN: usize = 256 << 20;
/// Largest DDO, in bytes of JSON.
pub const MAX_DDO_LEN: usize = 1 << 20;

/// A folder: its files with their Merkle tree, and its metadata.
#[derive(Clone, Debug)]
pub struct Manifest {
	tree: Tree,
	ddo: Value,
}

/// Why bytes are not a manifest, or files and metadata do not make one.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
	/// Larger than [`MAX_MANIFEST_LEN`].
	#[error("a manifest of {len} bytes; at most {MAX_MANIFEST_LEN} are accepted")]
	TooLarge {
		/// Its size.
		len: usize,
	},
	/// Not JSON, or not of this form.
	#[error("not a manifest: {0}")]
	Json(#[from] serde_json::Error),
	/// Of another form, perhaps a later one.
	#[error("a manifest of the form {0:?}; this client reads {MANIFEST_FORMAT:?}")]
	Format(String),
	/// Its CIDs are made in another way.
	#[error("the profile {0:?} is not known; this client knows {PROFILE:?}")]
	Profile(String),
	/// Its files do not make a folder.
	#[error("the manifest's files: {0}")]
	Files(#[from] TreeError),
	/// Its files have another root than it says.
	#[error("the manifest says that its root is {stated:?}, but its files have {computed:?}")]
	Root {
		/// What it says.
		stated: H256,
		/// What its files give.
		computed: H256,
	},
	/// Its DDO is larger than [`MAX_DDO_LEN`], or not an object.
	#[error("the DDO is not a JSON object of at most {MAX_DDO_LEN} bytes")]
	Ddo,
	/// Its DDO has a number that is not an integer, which has no canonical form.
	#[error("the DDO contains the number {0}; write numbers that are not integers as strings")]
	NotAnInteger(String),
	/// It could be written in another way.
	#[error("the manifest is not in canonical form")]
	NotCanonical,
}

/// How a manifest is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wire<'a> {
	metahub: Cow<'a, str>,
	profile: Cow<'a, str>,
	root: H256,
	entries: u32,
	#[serde(with = "decimal")]
	total_bytes: u64,
	files: Vec<WireFile<'a>>,
	ddo: Cow<'a, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile<'a> {
	path: Cow<'a, str>,
	cid: ContentId,
	#[serde(with = "decimal")]
	size: u64,
}

/// A `u64` as a decimal string.
mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use std::borrow::Cow;

	pub fn serialize<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(value)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
		Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
	}
}

impl Manifest {
	/// The manifest of some files, in any order, and metadata, with keys in any order.
	pub fn new(mut files: Vec<Entry>, ddo: Value) -> Result<Self, ManifestError> {
		files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
		let manifest = Self { tree: Tree::build(files)?, ddo: canonical(ddo)? };
		let ddo_len = serde_json::to_vec(&manifest.ddo)?.len();
		if !manifest.ddo.is_object() || ddo_len > MAX_DDO_LEN {
			return Err(ManifestError::Ddo);
		}
		Ok(manifest)
	}

	/// Reads a manifest and checks all of it: form, files, root, that it is canonical.
	pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
		if bytes.len() > MAX_MANIFEST_LEN {
			return Err(ManifestError::TooLarge { len: bytes.len() });
		}
		let wire: Wire = serde_json::from_slice(bytes)?;
		if wire.metahub != MANIFEST_FORMAT {
			return Err(ManifestError::Format(wire.metahub.into_owned()));
		}
		if wire.profile != PROFILE {
			return Err(ManifestError::Profile(wire.profile.into_owned()));
		}
		let stated = wire.root;
		let files = wire
			.files
			.into_iter()
			.map(|file| Entry { path: file.path.into_owned(), cid: file.cid, size: file.size })
			.collect();
		let manifest = Self::new(files, wire.ddo.into_owned())?;
		let computed = manifest.root();
		if stated != computed {
			return Err(ManifestError::Root { stated, computed });
		}
		// Covers the order of keys and files, duplicates, counts, totals and spelling.
		if manifest.to_bytes()? != bytes {
			return Err(ManifestError::NotCanonical);
		}
		Ok(manifest)
	}

	/// The canonical bytes.
	pub fn to_bytes(&self) -> Result<Vec<u8>, ManifestError> {
		let files = self.files().iter();
		let wire = Wire {
			metahub: MANIFEST_FORMAT.into(),
			profile: PROFILE.into(),
			root: self.root(),
			entries: self.entries(),
			total_bytes: self.total_bytes(),
			files: files
				.map(|file| WireFile { path: (&*file.path).into(), cid: file.cid, size: file.size })
				.collect(),
			ddo: Cow::Borrowed(&self.ddo),
		};
		let bytes = serde_json::to_vec(&wire)?;
		if bytes.len() > MAX_MANIFEST_LEN {
			return Err(ManifestError::TooLarge { len: bytes.len() });
		}
		Ok(bytes)
	}

	/// Path2Hash root of the files.
	pub fn root(&self) -> H256 {
		self.tree.root()
	}

	/// How many files there are.
	pub fn entries(&self) -> u32 {
		self.tree.entry_count()
	}

	/// The sum of their sizes in bytes.
	pub fn total_bytes(&self) -> u64 {
		self.tree.total_bytes()
	}

	/// The files, sorted by the bytes of their paths.
	pub fn files(&self) -> &[Entry] {
		self.tree.entries()
	}

	/// The metadata.
	pub fn ddo(&self) -> &Value {
		&self.ddo
	}

	/// The file with a path.
	pub fn file(&self, path: &str) -> Option<&Entry> {
		self.files().get(self.index(path)?)
	}

	/// The proof that a file is under the root, leaf first.
	pub fn proof(&self, path: &str) -> Option<Vec<H256>> {
		self.tree.proof(self.index(path)?)
	}

	fn index(&self, path: &str) -> Option<usize> {
		self.files().binary_search_by(|file| file.path.as_str().cmp(path)).ok()
	}
}

/// A value with the keys of all objects sorted by their bytes.
fn canonical(value: Value) -> Result<Value, ManifestError> {
	Ok(match value {
		Value::Number(number) if !(number.is_u64() || number.is_i64()) => {
			return Err(ManifestError::NotAnInteger(number.to_string()));
		}
		Value::Array(values) => {
			Value::Array(values.into_iter().map(canonical).collect::<Result<_, _>>()?)
		}
		Value::Object(map) => {
			let mut members: Vec<(String, Value)> = map.into_iter().collect();
			members.sort_unstable_by(|a, b| a.0.cmp(&b.0));
			let sorted = members.into_iter().map(|(key, value)| Ok((key, canonical(value)?)));
			Value::Object(sorted.collect::<Result<Map<_, _>, ManifestError>>()?)
		}
		other => other,
	})
}
