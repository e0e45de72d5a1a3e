//! Folder to manifest, and its files' blocks to a store.
//!
//! What is published is what was read: a file that is written to, replaced, added or removed while
//! the folder is packed is an error. Several files are read at a time, and several chunks of each
//! hashed; memory is bounded by these numbers, not by the sizes of files.

use super::{
	block::Block,
	ddo::{self, DdoOptions, Readme, MAX_README_LEN},
	layout::Shape,
	manifest::Manifest,
	unixfs::{self, blocking, file_chunks, Imported},
	walk::{self, Found},
	ContentError,
};
use crate::{
	progress::{Bar, Progress},
	store::BlockStore,
};
use bytes::Bytes;
use futures::{stream, StreamExt, TryStreamExt};
use metahub_assets::{ContentId, Entry, TreeError};
use primitive_types::H256;
use serde_json::{json, Value};
use std::{
	io::Read,
	path::{Path, PathBuf},
	sync::Arc,
};

/// Files that are packed at a time.
const FILES_AT_ONCE: usize = 4;

/// How a folder is packed.
#[derive(Clone, Default)]
pub struct PackOptions<'a> {
	/// Where the blocks go; without one, they are only hashed.
	pub store: Option<&'a dyn BlockStore>,
	/// What to write into the DDO beside what the folder says.
	pub ddo: DdoOptions,
}

/// A folder that has been packed.
#[derive(Clone, Debug)]
pub struct Packed {
	/// Its files and metadata.
	pub manifest: Manifest,
	/// The manifest's CID.
	pub manifest_cid: ContentId,
	/// The manifest as it is stored.
	pub manifest_bytes: Bytes,
	/// Path2Hash root of the files.
	pub root: H256,
	/// How many files there are.
	pub entries: u32,
	/// The sum of their sizes in bytes.
	pub total_bytes: u64,
	/// Metadata that marketplaces expect and nobody has given.
	pub missing: Vec<&'static str>,
}

impl Packed {
	/// What scripts are told: root, counts, manifest CID, files, DDO.
	pub fn to_json(&self) -> Value {
		let file = |file: &Entry| json!({ "path": file.path, "cid": file.cid, "size": file.size.to_string() });
		json!({
			"root": self.root,
			"entries": self.entries,
			"totalBytes": self.total_bytes.to_string(),
			"manifest": self.manifest_cid,
			"files": self.manifest.files().iter().map(file).collect::<Vec<_>>(),
			"ddo": self.manifest.ddo(),
			"missing": self.missing,
		})
	}
}

/// Packs a folder.
pub async fn pack(
	folder: &Path,
	options: &PackOptions<'_>,
	progress: &Progress,
) -> Result<Packed, ContentError> {
	let found = list(folder).await?.into_files()?;
	if found.is_empty() {
		return Err(ContentError::NoFiles(folder.into()));
	}
	check_paths_early(&found)?;
	let total = found.iter().fold(0, |sum: u64, file| sum.saturating_add(file.stamp.len));
	let bar = progress.bar("packing", Some(total));
	let folder: Arc<Path> = folder.into();
	let entries: Vec<Entry> = stream::iter(&found)
		.map(|file| pack_file(folder.clone(), file.clone(), options.store, &bar))
		.buffered(FILES_AT_ONCE)
		.try_collect()
		.await?;
	bar.finish();

	let readme = readme(&folder, &found).await?;
	let readme = readme.as_ref().map(|(path, text)| Readme { path, text });
	let ddo = ddo::skeleton(&folder_name(&folder), readme, &entries, &options.ddo)?;
	// Everything that was read is covered by this, whatever happens from here on.
	check_same(list(&folder).await?.into_files()?, &found)?;

	let manifest = Manifest::new(entries, ddo)?;
	let manifest_bytes = Bytes::from(manifest.to_bytes()?);
	let imported = unixfs::import_bytes(manifest_bytes.clone(), options.store).await?;
	if let Some(store) = options.store {
		store.pin(&imported.cid).await?;
		store.flush().await?;
	}
	Ok(Packed {
		root: manifest.root(),
		entries: manifest.entries(),
		total_bytes: manifest.total_bytes(),
		missing: ddo::missing(manifest.ddo()),
		manifest,
		manifest_cid: imported.cid,
		manifest_bytes,
	})
}

/// The CID of one file, without storing it.
pub async fn hash_file(folder: &Path, file: &Found, bar: &Bar) -> Result<Imported, ContentError> {
	import_file(folder.into(), file.clone(), None, bar).await
}

async fn list(folder: &Path) -> Result<walk::Listing, ContentError> {
	let folder = folder.to_path_buf();
	blocking(move || walk::list(&folder)).await
}

/// Refuses paths that do not go together before anything is hashed.
fn check_paths_early(found: &[Found]) -> Result<(), TreeError> {
	let empty = *Block::raw(Bytes::new()).cid();
	let entry = |file: &Found| Entry { path: file.path.clone(), cid: empty, size: 0 };
	metahub_assets::Tree::build(found.iter().map(entry)).map(drop)
}

fn check_same(now: Vec<Found>, then: &[Found]) -> Result<(), ContentError> {
	if now == then {
		return Ok(());
	}
	// Both are sorted: the first difference is a file that changed, came or went.
	let odd =
		now.iter().zip(then).find(|(a, b)| a != b).map(|(a, b)| a.path.clone().min(b.path.clone()));
	let beyond = || now.get(then.len()).or(then.get(now.len())).map(|file| file.path.clone());
	Err(ContentError::Changed(odd.or_else(beyond).unwrap_or_default()))
}

async fn pack_file(
	folder: Arc<Path>,
	file: Found,
	store: Option<&dyn BlockStore>,
	bar: &Bar,
) -> Result<Entry, ContentError> {
	let path = file.path.clone();
	let Imported { cid, size } = import_file(folder, file, store, bar).await?;
	if let Some(store) = store {
		store.pin(&cid).await?;
	}
	Ok(Entry { path, cid, size })
}

async fn import_file(
	folder: Arc<Path>,
	file: Found,
	store: Option<&dyn BlockStore>,
	bar: &Bar,
) -> Result<Imported, ContentError> {
	let shape = Shape::PROFILE;
	let path = folder.join(&file.path);
	let io_error = |error| ContentError::Io { path: path.clone(), error };
	let imported = if file.stamp.len <= shape.chunk_len as u64 {
		let block = read_whole(folder.clone(), file.clone()).await?;
		if let Some(store) = store {
			store.put(&block).await?;
		}
		bar.inc(block.len() as u64);
		Imported { cid: *block.cid(), size: block.len() as u64 }
	} else {
		let opened = {
			let (folder, file) = (folder.clone(), file.clone());
			blocking(move || walk::open(&folder, &file)).await?
		};
		// One chunk more than there should be shows that a file grows.
		let chunks = file_chunks(opened, shape.chunk_len)
			.take((file.stamp.len / shape.chunk_len as u64 + 2) as usize)
			.map_err(io_error)
			.inspect_ok(|chunk| bar.inc(chunk.len() as u64));
		unixfs::import(chunks, shape, store).await?
	};
	if imported.size != file.stamp.len {
		return Err(ContentError::Changed(file.path));
	}
	blocking(move || walk::check_unchanged(&path, &file)).await?;
	Ok(imported)
}

/// A file of one chunk: opened, read and hashed in one go.
async fn read_whole(folder: Arc<Path>, file: Found) -> Result<Block, ContentError> {
	blocking(move || {
		let opened = walk::open(&folder, &file)?;
		let mut bytes = Vec::with_capacity(file.stamp.len as usize + 1);
		opened
			.take(file.stamp.len + 1)
			.read_to_end(&mut bytes)
			.map_err(|error| ContentError::Io { path: folder.join(&file.path), error })?;
		if bytes.len() as u64 != file.stamp.len {
			return Err(ContentError::Changed(file.path));
		}
		Ok(Block::raw(bytes))
	})
	.await
}

/// The README at the top of the folder, or as much of it as is looked at.
async fn readme(
	folder: &Arc<Path>,
	found: &[Found],
) -> Result<Option<(String, String)>, ContentError> {
	let is_readme = |file: &&Found| file.path.eq_ignore_ascii_case("readme.md");
	let Some(file) = found.iter().find(is_readme).cloned() else { return Ok(None) };
	let folder = folder.clone();
	blocking(move || {
		let mut bytes = Vec::new();
		let opened = walk::open(&folder, &file)?;
		opened
			.take(MAX_README_LEN as u64)
			.read_to_end(&mut bytes)
			.map_err(|error| ContentError::Io { path: folder.join(&file.path), error })?;
		Ok(Some((file.path, String::from_utf8_lossy(&bytes).into_owned())))
	})
	.await
}

fn folder_name(folder: &Path) -> String {
	let absolute = folder.canonicalize().unwrap_or_else(|_| PathBuf::from(folder));
	absolute.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy().into_owned())
}
