//! What this disk has already: the places where earlier pulls put files.
//!
//! ```text
//! <cache>/places/<hash of the path>.json    a destination, and the manifest of what is in it
//! <cache>/manifests/<CID>.json              the manifest
//! ```
//!
//! Files are not kept twice: a file that an earlier destination still has is copied from there (the
//! file system shares the bytes where it can), one that it has in another version gives the chunks that
//! did not change. What is there is believed no more than a source: it has to match its CID.

use super::partial::read;
use crate::content::{layout::Shape, manifest::Manifest, reader::Leaf, unixfs::file_chunks, Block};
use futures::StreamExt;
use metahub_assets::{ContentId, Entry};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
	cmp::Reverse,
	collections::{HashMap, HashSet},
	ffi::OsStr,
	fs::{self, File},
	io::{self, Write},
	os::unix::ffi::OsStrExt,
	path::{Path, PathBuf},
	time::SystemTime,
};

/// Places that are looked at, newest first.
const MAX_PLACES: usize = 64;
/// Larger manifests are not kept, in bytes: reading them takes longer than it saves.
const MAX_MANIFEST_LEN: u64 = 32 << 20;

/// A destination of an earlier pull.
struct Place {
	dest: PathBuf,
	manifest: Manifest,
	by_cid: HashMap<ContentId, usize>,
}

/// The record of a place.
#[derive(Deserialize, Serialize)]
struct Record {
	dest: PathBuf,
	manifest: ContentId,
}

/// The destinations of earlier pulls that are still there.
#[derive(Default)]
pub(super) struct Places(Vec<Place>);

impl Places {
	/// Reads the records. One that cannot be read is passed over.
	pub(super) fn load(cache: &Path) -> Self {
		let records = records(cache).into_iter().map(|(_, record)| record).take(MAX_PLACES);
		let mut places: Vec<Place> = Vec::new();
		for Record { dest, manifest } in records.filter(|record| record.dest.is_dir()) {
			let Ok(bytes) = fs::read(manifest_path(cache, &manifest)) else { continue };
			let Ok(manifest) = Manifest::parse(&bytes) else { continue };
			let by_cid =
				manifest.files().iter().enumerate().map(|(at, file)| (file.cid, at)).collect();
			places.push(Place { dest, manifest, by_cid });
		}
		Self(places)
	}

	/// Files that should have the same content, wherever they lie.
	pub(super) fn same(&self, file: &Entry) -> Vec<PathBuf> {
		let copies = self.0.iter().filter_map(|place| {
			let entry = &place.manifest.files()[*place.by_cid.get(&file.cid)?];
			(entry.size == file.size).then(|| place.dest.join(&entry.path))
		});
		copies.filter(|path| is_file_of(path, Some(file.size))).collect()
	}

	/// A file of the same path that has other content, for the chunks that did not change.
	pub(super) fn older(&self, file: &Entry) -> Option<PathBuf> {
		let mut copies = self.0.iter().filter_map(|place| {
			let entry = place.manifest.file(&file.path)?;
			Some(place.dest.join(&entry.path)).filter(|path| is_file_of(path, None))
		});
		copies.next()
	}
}

/// Writes down what a destination has, and forgets those that are gone.
pub(super) fn record(
	cache: &Path,
	dest: &Path,
	cid: ContentId,
	manifest: &Manifest,
) -> io::Result<()> {
	let manifest = manifest.to_bytes().map_err(io::Error::other)?;
	let dest = fs::canonicalize(dest)?;
	for folder in ["places", "manifests"] {
		fs::create_dir_all(cache.join(folder))?;
	}
	if manifest.len() as u64 <= MAX_MANIFEST_LEN {
		write_whole(&manifest_path(cache, &cid), &manifest)?;
		let record = serde_json::to_vec(&Record { dest: dest.clone(), manifest: cid })?;
		write_whole(&place_path(cache, &dest), &record)?;
	}
	let mut used = HashSet::new();
	for (at, (path, record)) in records(cache).into_iter().enumerate() {
		if at < MAX_PLACES && record.dest.is_dir() {
			used.insert(manifest_path(cache, &record.manifest));
		} else {
			fs::remove_file(path)?;
		}
	}
	for entry in fs::read_dir(cache.join("manifests"))? {
		let path = entry?.path();
		if path.extension() == Some(OsStr::new("json")) && !used.contains(&path) {
			fs::remove_file(path)?;
		}
	}
	Ok(())
}

/// The records, newest first.
fn records(cache: &Path) -> Vec<(PathBuf, Record)> {
	let entries = fs::read_dir(cache.join("places")).into_iter().flatten().flatten();
	let mut found: Vec<(SystemTime, PathBuf, Record)> = entries
		.filter_map(|entry| {
			let path = entry.path();
			let record = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
			Some((entry.metadata().ok()?.modified().ok()?, path, record))
		})
		.collect();
	found.sort_by_key(|(modified, _, _)| Reverse(*modified));
	found.into_iter().map(|(_, path, record)| (path, record)).collect()
}

fn manifest_path(cache: &Path, cid: &ContentId) -> PathBuf {
	cache.join("manifests").join(format!("{cid}.json"))
}

fn place_path(cache: &Path, dest: &Path) -> PathBuf {
	let name = hex::encode(Sha256::digest(dest.as_os_str().as_bytes()));
	cache.join("places").join(format!("{name}.json"))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let folder = path.parent().unwrap_or(Path::new("."));
	let mut file = tempfile::NamedTempFile::new_in(folder)?;
	file.write_all(bytes)?;
	file.persist(path).map(drop).map_err(|error| error.error)
}

fn is_file_of(path: &Path, size: Option<u64>) -> bool {
	fs::symlink_metadata(path)
		.is_ok_and(|found| found.is_file() && size.is_none_or(|size| found.len() == size))
}

/// The chunks of a file on this disk, by their CIDs.
pub(super) struct Chunks {
	file: File,
	at: HashMap<ContentId, u64>,
}

impl Chunks {
	/// Reads and hashes a file.
	pub(super) async fn of(path: &Path) -> io::Result<Self> {
		let file = File::open(path)?;
		let mut chunks = std::pin::pin!(file_chunks(file.try_clone()?, Shape::PROFILE.chunk_len));
		let (mut at, mut offset) = (HashMap::new(), 0);
		while let Some(chunk) = chunks.next().await {
			let chunk = chunk?;
			let len = chunk.len() as u64;
			at.entry(*Block::raw(chunk).cid()).or_insert(offset);
			offset += len;
		}
		Ok(Self { file, at })
	}

	pub(super) fn has(&self, cid: &ContentId) -> bool {
		self.at.contains_key(cid)
	}

	/// A chunk's bytes, unless the file has changed since.
	pub(super) fn read(&self, leaf: Leaf) -> Option<Block> {
		read(&self.file, leaf, *self.at.get(&leaf.cid)?)
	}
}
