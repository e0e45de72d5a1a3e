//! A folder against a manifest: what is missing, what is there besides, what is different.

use crate::{
	content::{
		pack::hash_file,
		select::Selection,
		unixfs::blocking,
		walk::{self, Found},
		ContentError, Manifest,
	},
	progress::{Bar, Progress},
};
use futures::{stream, StreamExt, TryStreamExt};
use metahub_assets::{ContentId, Entry};
use serde::Serialize;
use std::{
	collections::{BTreeMap, HashSet},
	path::Path,
};

/// Files that are read at a time.
const FILES_AT_ONCE: usize = 4;

/// How a folder differs from a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyReport {
	/// Whether it does not.
	pub ok: bool,
	/// Files that are as they should be.
	pub files: u64,
	/// Their bytes.
	pub bytes: u64,
	/// Files that are not there.
	pub missing: Vec<String>,
	/// Files that should not be there.
	pub extra: Vec<String>,
	/// Files with other content.
	pub changed: Vec<Changed>,
	/// Links, special files and impossible names, each with what is wrong with it.
	pub problems: Vec<String>,
}

/// A file with other content than it should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
	/// Its path.
	pub path: String,
	/// The CID that it should have.
	pub expected: ContentId,
	/// The size that it should have, in bytes.
	pub expected_size: u64,
	/// The CID that it has; not computed when the size differs.
	pub found: Option<ContentId>,
	/// The size that it has, in bytes.
	pub found_size: u64,
}

/// Compares a folder with a manifest.
pub async fn verify_folder(
	folder: &Path,
	manifest: &Manifest,
	progress: &Progress,
) -> Result<VerifyReport, ContentError> {
	verify_selected(folder, manifest, &Selection::all(), progress).await
}

/// Compares a folder with some of a manifest's files. Others may be there or not.
pub async fn verify_selected(
	folder: &Path,
	manifest: &Manifest,
	selection: &Selection,
	progress: &Progress,
) -> Result<VerifyReport, ContentError> {
	let listing = {
		let folder = folder.to_path_buf();
		blocking(move || walk::list(&folder)).await?
	};
	let mut report = VerifyReport {
		problems: listing.problems.iter().map(ToString::to_string).collect(),
		..VerifyReport::default()
	};
	let known: HashSet<&str> = manifest.files().iter().map(|file| file.path.as_str()).collect();
	let present: BTreeMap<&str, &Found> =
		listing.files.iter().map(|file| (file.path.as_str(), file)).collect();
	report.extra =
		present.keys().filter(|path| !known.contains(*path)).map(ToString::to_string).collect();

	let mut to_hash = Vec::new();
	for entry in manifest.files().iter().filter(|file| selection.selects(&file.path)) {
		match present.get(entry.path.as_str()) {
			None => report.missing.push(entry.path.clone()),
			Some(found) if found.stamp.len != entry.size => {
				report.changed.push(changed(entry, None, found.stamp.len));
			}
			Some(found) => to_hash.push((entry, *found)),
		}
	}
	let bar = progress.bar("verifying", Some(to_hash.iter().map(|(entry, _)| entry.size).sum()));
	let hashed: Vec<(&Entry, ContentId)> = stream::iter(to_hash)
		.map(|(entry, found)| hash(folder, entry, found, &bar))
		.buffered(FILES_AT_ONCE)
		.try_collect()
		.await?;
	bar.finish();
	for (entry, cid) in hashed {
		if cid == entry.cid {
			report.files += 1;
			report.bytes += entry.size;
		} else {
			report.changed.push(changed(entry, Some(cid), entry.size));
		}
	}
	report.changed.sort_unstable_by(|a, b| a.path.cmp(&b.path));
	report.ok = report.missing.is_empty()
		&& report.extra.is_empty()
		&& report.changed.is_empty()
		&& report.problems.is_empty();
	Ok(report)
}

async fn hash<'a>(
	folder: &Path,
	entry: &'a Entry,
	found: &Found,
	bar: &Bar,
) -> Result<(&'a Entry, ContentId), ContentError> {
	Ok((entry, hash_file(folder, found, bar).await?.cid))
}

fn changed(entry: &Entry, found: Option<ContentId>, found_size: u64) -> Changed {
	Changed {
		path: entry.path.clone(),
		expected: entry.cid,
		expected_size: entry.size,
		found,
		found_size,
	}
}
