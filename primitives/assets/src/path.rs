//! Which relative paths a folder may have.

use unicode_normalization::is_nfc;

/// Longest path, in bytes of UTF-8.
pub const MAX_PATH_LEN: usize = 1_024;

/// Why a text is not a path that a folder may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
	/// There is nothing.
	#[error("the path is empty")]
	Empty,
	/// Longer than [`MAX_PATH_LEN`].
	#[error("the path is longer than {max} bytes")]
	TooLong {
		/// The limit.
		max: usize,
	},
	/// Not UTF-8.
	#[error("the path is not UTF-8")]
	NotUtf8,
	/// It begins with a slash: it would not be relative.
	#[error("the path begins with a slash")]
	LeadingSlash,
	/// It ends with a slash: it would name a folder.
	#[error("the path ends with a slash")]
	TrailingSlash,
	/// Two slashes follow each other.
	#[error("the path has an empty segment")]
	EmptySegment,
	/// A segment is `.` or `..`.
	#[error("the path has a segment `.` or `..`")]
	DotSegment,
	/// It contains a control character (NUL, line feed, …), which no two systems treat alike.
	#[error("the path contains the control character U+{:04X}", *.0 as u32)]
	ControlCharacter(char),
	/// Not in Unicode normalisation form C: the same text has another spelling.
	#[error("the path is not in Unicode normalisation form C (NFC)")]
	NotNfc,
}

/// Checks that a text is a path that a folder may have: relative, `/`-separated, without empty,
/// `.` or `..` segments and control characters, in NFC, of at most [`MAX_PATH_LEN`] bytes.
///
/// ```
/// use metahub_assets::{check_path, PathError};
/// assert_eq!(check_path("data/train/00000.parquet"), Ok(()));
/// assert_eq!(check_path("../secret"), Err(PathError::DotSegment));
/// ```
pub fn check_path(path: &str) -> Result<(), PathError> {
	if path.is_empty() {
		return Err(PathError::Empty);
	}
	if path.len() > MAX_PATH_LEN {
		return Err(PathError::TooLong { max: MAX_PATH_LEN });
	}
	if path.starts_with('/') {
		return Err(PathError::LeadingSlash);
	}
	if path.ends_with('/') {
		return Err(PathError::TrailingSlash);
	}
	for segment in path.split('/') {
		match segment {
			"" => return Err(PathError::EmptySegment),
			"." | ".." => return Err(PathError::DotSegment),
			_ => {}
		}
	}
	if let Some(control) = path.chars().find(|c| c.is_control()) {
		return Err(PathError::ControlCharacter(control));
	}
	if !path.is_ascii() && !is_nfc(path) {
		return Err(PathError::NotNfc);
	}
	Ok(())
}

/// [`check_path`] for bytes that may not even be UTF-8; gives the text back.
pub fn check_path_bytes(path: &[u8]) -> Result<&str, PathError> {
	if path.len() > MAX_PATH_LEN {
		return Err(PathError::TooLong { max: MAX_PATH_LEN });
	}
	let path = core::str::from_utf8(path).map_err(|_| PathError::NotUtf8)?;
	check_path(path)?;
	Ok(path)
}

/// What two paths have in common that a file system which ignores case takes for one: Unicode's
/// canonical caseless form (full case folding between two canonical decompositions). It is a key
/// for comparing, not a path.
///
/// ```
/// use metahub_assets::fold_key;
/// assert_eq!(fold_key("README.md"), fold_key("Readme.MD"));
/// assert_eq!(fold_key("Straße"), fold_key("STRASSE"));
/// assert_ne!(fold_key("a"), fold_key("b"));
/// ```
#[cfg(feature = "std")]
pub fn fold_key(path: &str) -> alloc::string::String {
	use alloc::string::String;
	use unicode_normalization::UnicodeNormalization;

	if path.is_ascii() {
		return path.to_ascii_lowercase();
	}
	let decomposed: String = path.nfd().collect();
	icu_casemap::CaseMapper::new().fold_string(&decomposed).nfd().collect()
}
