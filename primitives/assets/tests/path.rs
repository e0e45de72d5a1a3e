//! Paths: what a folder may contain, and what is the same where case does not count.

use metahub_assets::{check_path, check_path_bytes, fold_key, PathError as E, MAX_PATH_LEN};

#[test]
fn ordinary_paths_are_accepted() {
	for path in [
		"a",
		"README.md",
		"data/train/00000-of-00042.parquet",
		".gitattributes",
		"...",
		"..a/b..",
		"a b/c",
		"日本語/данные/caf\u{e9}.txt",
		"a\\b",
		"👩\u{200d}🔬.png",
	] {
		assert_eq!(check_path(path), Ok(()), "{path}");
		assert_eq!(check_path_bytes(path.as_bytes()), Ok(path));
	}
}

#[test]
fn each_rule_has_its_error() {
	for (path, error) in [
		("", E::Empty),
		("/x", E::LeadingSlash),
		("/", E::LeadingSlash),
		("//", E::LeadingSlash),
		("x/", E::TrailingSlash),
		("a//b", E::EmptySegment),
		("../x", E::DotSegment),
		("a/../b", E::DotSegment),
		("a/..", E::DotSegment),
		("..", E::DotSegment),
		(".", E::DotSegment),
		("./x", E::DotSegment),
		("a/./b", E::DotSegment),
		("a\0b", E::ControlCharacter('\0')),
		("a\nb", E::ControlCharacter('\n')),
		("a\u{85}b", E::ControlCharacter('\u{85}')),
		("a\u{7f}", E::ControlCharacter('\u{7f}')),
		// Decomposed e-acute; the Kelvin sign, whose composed form is K; Hangul jamo.
		("cafe\u{301}", E::NotNfc),
		("\u{212a}", E::NotNfc),
		("\u{1100}\u{1161}", E::NotNfc),
		// Combining marks out of their order.
		("a\u{301}\u{323}", E::NotNfc),
	] {
		assert_eq!(check_path(path), Err(error), "{path:?}");
		assert_eq!(check_path_bytes(path.as_bytes()), Err(error), "{path:?}");
	}
	assert_eq!(check_path_bytes(b"a/\xff"), Err(E::NotUtf8));
	assert_eq!(check_path_bytes(b"a/\xc0\xae"), Err(E::NotUtf8));
	assert_eq!(
		E::ControlCharacter('\n').to_string(),
		"the path contains the control character U+000A"
	);
}

#[test]
fn the_length_counts_bytes() {
	assert_eq!(check_path(&"a".repeat(MAX_PATH_LEN)), Ok(()));
	assert_eq!(check_path(&"a".repeat(1_025)), Err(E::TooLong { max: 1_024 }));
	assert_eq!(check_path(&"\u{e9}".repeat(512)), Ok(()));
	assert_eq!(check_path(&"\u{e9}".repeat(513)), Err(E::TooLong { max: 1_024 }));
	assert_eq!(check_path_bytes(&[0xff; 1_025]), Err(E::TooLong { max: 1_024 }));
}

#[test]
fn folding_is_full_and_canonical() {
	for (a, b) in [
		("README.md", "readme.MD"),
		("stra\u{df}e", "STRASSE"),
		("\u{fb03}", "FFI"),
		("\u{3a3}\u{3a3}", "\u{3c3}\u{3c2}"),
		("caf\u{e9}", "CAF\u{c9}"),
		("\u{1e9e}", "ss"),
		// GREEK SMALL LETTER ALPHA WITH YPOGEGRAMMENI beside what its upper case folds to.
		("\u{1fb3}", "\u{3b1}\u{3b9}"),
		("\u{10400}", "\u{10428}"),
		("\u{13a0}", "\u{ab70}"),
		// Dotted capital I is i and a dot, never a plain i.
		("\u{130}", "i\u{307}"),
	] {
		assert_eq!(fold_key(a), fold_key(b), "{a} and {b}");
	}
	for (a, b) in
		[("a", "b"), ("\u{131}", "i"), ("\u{130}", "i"), ("e", "\u{e9}"), ("\u{fb03}x", "ffi")]
	{
		assert_ne!(fold_key(a), fold_key(b), "{a} and {b}");
	}
}
