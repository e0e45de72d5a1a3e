//! Which files of a folder are wanted: include and exclude patterns.
//!
//! - A pattern without a slash counts at any depth: `*.parquet`, `README.md`, `train`.
//! - One with a slash counts from the top: `data/*.csv`, `data/**/part-*`, `/README.md`.
//! - `*` and `?` do not match a slash, `**` does; `[a-z]` and `{csv,tsv}` work as usual.
//! - A pattern that matches a folder stands for all that is in it: `data/train`, `train/`.
//!
//! Without an include pattern all files are included; exclude patterns win.

use super::ContentError;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Most patterns of each kind, and the longest one, in bytes.
const MAX_PATTERNS: usize = 1_000;
const MAX_PATTERN_LEN: usize = 1_024;

/// Which files are wanted.
#[derive(Clone, Debug)]
pub struct Selection {
	include: Option<GlobSet>,
	exclude: GlobSet,
}

impl Selection {
	/// From patterns: see the module.
	pub fn new(include: &[String], exclude: &[String]) -> Result<Self, ContentError> {
		let include = if include.is_empty() { None } else { Some(compile(include)?) };
		Ok(Self { include, exclude: compile(exclude)? })
	}

	/// All files.
	pub fn all() -> Self {
		Self { include: None, exclude: GlobSet::empty() }
	}

	/// Whether a path is selected.
	pub fn selects(&self, path: &str) -> bool {
		self.include.as_ref().is_none_or(|set| set.is_match(path)) && !self.exclude.is_match(path)
	}
}

fn compile(patterns: &[String]) -> Result<GlobSet, ContentError> {
	if let Some(pattern) = patterns.get(MAX_PATTERNS) {
		return Err(bad(pattern, format!("there are more than {MAX_PATTERNS}")));
	}
	let mut set = GlobSetBuilder::new();
	for pattern in patterns {
		let glob = anchored(pattern)?;
		// The file itself, or all that is below a folder of this name.
		for glob in [format!("{glob}/**"), glob] {
			let built = GlobBuilder::new(&glob).literal_separator(true).build();
			set.add(built.map_err(|e| bad(pattern, e.kind().to_string()))?);
		}
	}
	set.build().map_err(|e| bad(e.glob().unwrap_or_default(), e.kind().to_string()))
}

/// The pattern with its place in the folder made explicit.
fn anchored(pattern: &str) -> Result<String, ContentError> {
	if pattern.len() > MAX_PATTERN_LEN {
		return Err(bad(pattern, format!("it is longer than {MAX_PATTERN_LEN} bytes")));
	}
	let trimmed = pattern.strip_suffix('/').unwrap_or(pattern);
	if trimmed.is_empty() {
		return Err(bad(pattern, "it is empty".into()));
	}
	Ok(match trimmed.strip_prefix('/') {
		Some(from_top) => from_top.into(),
		None if trimmed.contains('/') => trimmed.into(),
		None => format!("**/{trimmed}"),
	})
}

fn bad(pattern: &str, reason: String) -> ContentError {
	ContentError::BadPattern { pattern: pattern.into(), reason }
}
