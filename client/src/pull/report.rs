//! What a pull has done.

use super::PullRequest;
use crate::content::Manifest;
use metahub_assets::{ContentId, Entry};
use primitive_types::H256;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What a pull has done. Counts of bytes are plain numbers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PullReport {
	/// Where the files are.
	pub dest: PathBuf,
	/// The revision's root.
	pub root: H256,
	/// The manifest's CID.
	pub manifest: ContentId,
	/// Files that were asked for, and are there now.
	pub files: u64,
	/// Their bytes.
	pub bytes: u64,
	/// Files of the revision that were not asked for.
	pub skipped: u64,
	/// Files that were there already, in the destination or from an interrupted pull.
	pub reused_files: u64,
	/// Bytes that were not fetched because they were there already.
	pub reused_bytes: u64,
	/// Bytes that were fetched.
	pub fetched_bytes: u64,
	/// Files in the destination that the revision does not have; they were left alone.
	pub left: Vec<String>,
	/// What each source gave, in order of preference.
	pub sources: Vec<SourceReport>,
}

/// What a source gave, and what not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceReport {
	/// The multiURI, or the configured gateway.
	pub uri: String,
	/// Through which gateway or store, if the URI does not say that itself.
	pub via: Option<String>,
	/// Blocks that it gave; a file that came whole counts its chunks.
	pub blocks: u64,
	/// Bytes that it gave.
	pub bytes: u64,
	/// How often it failed.
	pub failed: u64,
	/// The first of these failures.
	pub failures: Vec<Failure>,
}

/// Something that a source failed to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
	/// The block or the file; empty if the source cannot be used at all.
	pub what: String,
	/// Why.
	pub reason: String,
}

/// How a file got there.
#[derive(Clone, Debug)]
pub(super) struct Done {
	pub path: String,
	pub size: u64,
	/// Bytes that came from a source.
	pub fetched: u64,
	/// Whether it was in the destination and stays.
	pub in_place: bool,
	/// Whether it was complete before.
	pub reused: bool,
}

impl PullReport {
	pub(super) fn new(
		request: &PullRequest,
		manifest: &Manifest,
		selected: &[&Entry],
		dest: &Path,
	) -> Self {
		Self {
			dest: dest.into(),
			root: request.root,
			manifest: request.manifest_cid,
			files: selected.len() as u64,
			// Part of a sum that the tree has checked.
			bytes: selected.iter().map(|file| file.size).sum(),
			skipped: (manifest.files().len() - selected.len()) as u64,
			reused_files: 0,
			reused_bytes: 0,
			fetched_bytes: 0,
			left: Vec::new(),
			sources: Vec::new(),
		}
	}

	pub(super) fn count(&mut self, done: &Done) {
		self.reused_files += u64::from(done.reused);
		self.reused_bytes += done.size.saturating_sub(done.fetched);
		self.fetched_bytes += done.fetched;
	}
}
