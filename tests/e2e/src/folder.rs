//! Folders of test data.

use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A temporary folder, and a place beside it.
pub struct Folder {
	root: TempDir,
}

impl Default for Folder {
	fn default() -> Self {
		Self::dataset()
	}
}

impl Folder {
	/// An empty folder.
	pub fn empty() -> Self {
		let root = TempDir::new().expect("a temporary folder");
		fs::create_dir(root.path().join("data")).expect("an empty temporary folder");
		Self { root }
	}

	/// A small dataset: splits, a Unicode name, an empty file, a file of several chunks.
	pub fn dataset() -> Self {
		let folder = Self::empty();
		folder.write("README.md", b"---\nlicense: cc0-1.0\ntitle: Test\n---\n# Test\n");
		folder.write("config.yaml", b"splits: [train, test]\n");
		folder.write("train/empty", b"");
		folder.write("train/large.bin", &noise(3 * 1024 * 1024 + 17));
		folder.write("test/gr\u{fc}n.csv", b"a,b\n1,2\n");
		folder
	}

	/// The folder.
	pub fn path(&self) -> PathBuf {
		self.root.path().join("data")
	}

	/// A path beside it, where nothing is.
	pub fn beside(&self, name: &str) -> PathBuf {
		self.root.path().join(name)
	}

	/// Writes a file.
	pub fn write(&self, path: &str, content: &[u8]) {
		let path = self.path().join(path);
		fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a new folder");
		fs::write(path, content).expect("a new file");
	}

	/// Every file below a folder.
	pub fn files(of: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
		let mut found = BTreeMap::new();
		let mut folders = vec![of.to_path_buf()];
		while let Some(folder) = folders.pop() {
			for entry in fs::read_dir(&folder).expect("a readable folder") {
				let path = entry.expect("a readable entry").path();
				if path.is_dir() {
					folders.push(path);
				} else {
					let name = path.strip_prefix(of).expect("it is below").to_path_buf();
					found.insert(name, fs::read(&path).expect("a readable file"));
				}
			}
		}
		found
	}
}

/// Bytes without a pattern, the same every time.
fn noise(length: usize) -> Vec<u8> {
	let mut state = 0x9e37_79b9_7f4a_7c15_u64;
	let step = |_| {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		state as u8
	};
	(0..length).map(step).collect()
}
