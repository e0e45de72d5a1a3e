//! Trees as text, for people.

use crate::output::bytes;
use std::collections::BTreeMap;

/// A line, and the lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
	/// What stands on the line.
	pub label: String,
	/// What is below it.
	pub children: Vec<Tree>,
}

impl Tree {
	/// A line without others below it.
	pub fn leaf(label: impl Into<String>) -> Self {
		Self { label: label.into(), children: Vec::new() }
	}

	/// The lines.
	pub fn text(&self) -> String {
		let mut out = printable(&self.label) + "\n";
		self.below("", &mut out);
		out
	}

	fn below(&self, indent: &str, out: &mut String) {
		for (at, child) in self.children.iter().enumerate() {
			let last = at + 1 == self.children.len();
			let (branch, further) =
				if last { ("└── ", "    ") } else { ("├── ", "│   ") };
			out.push_str(&format!("{indent}{branch}{}\n", printable(&child.label)));
			child.below(&format!("{indent}{further}"), out);
		}
	}
}

/// Replaces control characters: anyone can choose a name, and it must not steer the terminal.
pub fn printable(text: &str) -> String {
	text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[derive(Default)]
struct Folder {
	folders: BTreeMap<String, Folder>,
	files: BTreeMap<String, u64>,
	size: u64,
}

/// Files by their paths as a tree with sizes: at most `limit` lines of files, and how many more
/// there are.
pub fn files<'a>(
	root: &str,
	files: impl IntoIterator<Item = (&'a str, u64)>,
	limit: usize,
) -> Tree {
	let mut top = Folder::default();
	let mut count = 0;
	for (path, size) in files {
		count += 1;
		top.size = top.size.saturating_add(size);
		let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
		let mut folder = &mut top;
		for part in folders.split('/').filter(|part| !part.is_empty()) {
			folder = folder.folders.entry(part.to_owned()).or_default();
			folder.size = folder.size.saturating_add(size);
		}
		folder.files.insert(name.to_owned(), size);
	}
	let mut left = limit;
	let mut tree = top.tree(root, &mut left);
	if count > limit {
		tree.children.push(Tree::leaf(format!("… and {} more files", count - limit)));
	}
	tree
}

impl Folder {
	fn tree(self, name: &str, left: &mut usize) -> Tree {
		let mut children = Vec::new();
		for (name, folder) in self.folders {
			if *left == 0 {
				break;
			}
			children.push(folder.tree(&format!("{name}/"), left));
		}
		for (name, size) in self.files {
			if *left == 0 {
				break;
			}
			*left -= 1;
			children.push(Tree::leaf(format!("{name}  {}", bytes(size))));
		}
		Tree { label: format!("{name}  {}", bytes(self.size)), children }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn folders_have_the_size_of_what_is_in_them() {
		let paths = [("README.md", 1024), ("a/b/c.csv", 2048), ("a/d.csv", 1)];
		let text = files("0:0", paths, 10).text();
		let expected = "\
0:0  3.0 KiB
├── a/  2.0 KiB
│   ├── b/  2.0 KiB
│   │   └── c.csv  2.0 KiB
│   └── d.csv  1 B
└── README.md  1.0 KiB
";
		assert_eq!(text, expected);
	}

	#[test]
	fn a_large_asset_does_not_flood_the_page() {
		let paths: Vec<String> = (0..1_000).map(|n| format!("d{}/f{n}", n % 7)).collect();
		let text = files("0:0", paths.iter().map(|path| (path.as_str(), 1)), 20).text();
		assert!(text.lines().count() <= 20 + 7 + 2, "{text}");
		assert!(text.contains("… and 980 more files"), "{text}");
	}

	#[test]
	fn names_do_not_steer_the_terminal() {
		assert!(!files("x", [("a\u{1b}[2J", 1)], 9).text().contains('\u{1b}'));
	}
}
