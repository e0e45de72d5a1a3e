//! Packing a folder: what comes out, and everything that is refused.

mod content_support;

use content_support::{dataset, folder, pattern, read_all, write, MemoryStore, TempStore, MIB};
use futures::TryStreamExt;
use metahub_assets::{AssetKind, PathError, TreeError};
use metahub_client::{
	content::{
		ddo::DdoOptions,
		pack::{pack, PackOptions, Packed},
		reader::{read_small, File},
		ContentError, Manifest,
	},
	progress::Progress,
	store::{BlockStore, FolderStore, StoreError},
};
use serde_json::json;
use std::{
	ffi::OsStr,
	fs,
	io::Write,
	os::unix::{ffi::OsStrExt, fs::symlink},
	path::Path,
	process::Command,
	sync::{atomic::Ordering::SeqCst, Arc, Once},
	time::{Duration, Instant},
};

async fn pack_into(folder: &Path, store: &dyn BlockStore) -> Result<Packed, ContentError> {
	let options = PackOptions { store: Some(store), ..PackOptions::default() };
	pack(folder, &options, &Progress::hidden()).await
}

async fn hash_only(folder: &Path) -> Result<Packed, ContentError> {
	pack(folder, &PackOptions::default(), &Progress::hidden()).await
}

async fn refusal(folder: &Path) -> ContentError {
	let store = MemoryStore::default();
	let error = pack_into(folder, &store).await.unwrap_err();
	assert_eq!(store.puts.load(SeqCst), 0, "refused before anything was stored");
	error
}

#[tokio::test]
async fn a_folder_becomes_blocks_and_a_manifest() {
	let folder = dataset();
	let temp = TempStore::new();
	let packed = temp.pack(folder.path()).await;
	let expected = read_all(folder.path());
	assert_eq!(packed.entries as usize, expected.len());
	assert_eq!(packed.total_bytes, expected.values().map(|bytes| bytes.len() as u64).sum::<u64>());
	let source: Arc<FolderStore> = Arc::new(temp.store.clone());
	let manifest = read_small(source.clone(), &packed.manifest_cid, 1 << 20).await.unwrap();
	assert_eq!(manifest, packed.manifest_bytes);
	let manifest = Manifest::parse(&manifest).unwrap();
	assert_eq!(manifest.root(), packed.root);
	for file in manifest.files() {
		let read = File::open(source.clone(), &file.cid).await.unwrap();
		assert_eq!(read.size(), file.size);
		let parts: Vec<_> = read.bytes(0..file.size).try_collect().await.unwrap();
		assert_eq!(parts.concat(), expected[&file.path], "{}", file.path);
	}
	let summary = packed.to_json();
	assert_eq!(summary["entries"], json!(7));
	assert_eq!(summary["manifest"], json!(packed.manifest_cid.to_string()));
	assert_eq!(summary["files"][0]["path"], json!("README.md"));
}

#[tokio::test]
async fn the_same_folder_has_the_same_manifest() {
	let parents = tempfile::tempdir().unwrap();
	let temp = TempStore::new();
	let mut cids = Vec::new();
	for parent in ["one", "two", "three"] {
		let name = parents.path().join(parent).join("name");
		fs::create_dir(name.parent().unwrap()).unwrap();
		fs::rename(dataset().keep(), &name).unwrap();
		cids.push(match parent {
			"three" => temp.pack(&name).await.manifest_cid,
			_ => hash_only(&name).await.unwrap().manifest_cid,
		});
	}
	assert!(cids.iter().all(|cid| *cid == cids[0]), "{cids:?}");
}

#[tokio::test]
async fn the_metadata_comes_from_the_front_matter() {
	let readme = "---\npretty_name: Birds\nlicense: [cc0-1.0, mit]\nlanguage:\n- en\n- es\ntags: [a, b, a]\n\
		task_categories: [vision]\nauthors:\n- name: Ada\n- Bob\ndate: 2024-01-02\nversion: 1.50\n\
		dataset_info:\n  features: 3\n  1: x\n---\n# Title\n\n![badge](x)\n\nFirst words\nof it.\n\nMore.\n";
	let dir = folder(&[
		("README.md", readme.as_bytes()),
		("data/train/x", b"123"),
		("data/training/y", b"12"),
		("validation.csv", b"1"),
		("test-00000-of-00001.parquet", b"1234"),
		("testing-notes.md", b"-"),
		("trainer.py", b"-"),
	]);
	let packed = hash_only(dir.path()).await.unwrap();
	let ddo = packed.manifest.ddo();
	assert_eq!(
		ddo["metadata"],
		json!({
			"name": "Birds",
			"description": "First words of it.",
			"type": "dataset",
			"author": "Ada, Bob",
			"license": "cc0-1.0, mit",
			"created": "2024-01-02",
			"tags": ["a", "b"],
			"categories": ["vision"],
			"contentLanguage": "en",
			"additionalInformation": {
				"profile": "unixfs-v1-2025",
				"languages": ["en", "es"],
				"splits": {
					"train": { "files": 2, "totalBytes": "5" },
					"test": { "files": 1, "totalBytes": "4" },
					"validation": { "files": 1, "totalBytes": "1" },
				},
				"card": { "version": "1.5", "dataset_info": { "features": 3, "1": "x" } },
			},
		})
	);
	assert_eq!(packed.missing, Vec::<&str>::new());
}

#[tokio::test]
async fn what_the_caller_says_goes_before_what_the_folder_says() {
	let dir = folder(&[("readme.MD", b"---\ntitle: Mine\nlicense: mit\n---\n")]);
	let ddo = DdoOptions {
		kind: Some(AssetKind::Model),
		name: Some("Yours".into()),
		author: Some("You".into()),
		..DdoOptions::default()
	};
	let options = PackOptions { store: None, ddo };
	let packed = pack(dir.path(), &options, &Progress::hidden()).await.unwrap();
	let metadata = &packed.manifest.ddo()["metadata"];
	assert_eq!(metadata["name"], "Yours");
	assert_eq!(metadata["type"], "model");
	assert_eq!(metadata["license"], "mit");
	assert_eq!(packed.missing, ["description"]);
}

#[tokio::test]
async fn front_matter_that_is_none_is_refused_or_left_alone() {
	for (text, is_error) in [
		("---\na: [1\n---\n", true),
		("---\n- a\n- b\n---\n", true),
		("---\n{a: b}: c\n---\n", true),
		("---\n---\ntext", false),
		("---\nnot closed", false),
		("--- \n...\n", false),
		("", false),
		("\u{feff}---\na: 1\n---\n", false),
	] {
		let dir = folder(&[("README.md", text.as_bytes())]);
		match hash_only(dir.path()).await {
			Ok(_) => assert!(!is_error, "{text:?}"),
			Err(error) => {
				assert!(is_error, "{text:?}: {error}");
				assert!(matches!(error, ContentError::FrontMatter { .. }), "{error}");
			}
		}
	}
	// Aliases that would grow without bound.
	let mut bomb = String::from("---\na0: &a0 [x, x]\n");
	for n in 1..40 {
		bomb += &format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1);
	}
	let dir = folder(&[("README.md", (bomb + "---\n").as_bytes())]);
	let error = hash_only(dir.path()).await.unwrap_err();
	assert!(matches!(error, ContentError::FrontMatter { .. }), "{error}");
}

#[tokio::test]
async fn metadata_about_the_folder_is_not_content() {
	let dir = folder(&[("a", b"1"), ("b/.metahub/x", b"2")]);
	let root = hash_only(dir.path()).await.unwrap().root;
	write(dir.path(), ".metahub/manifest.json", b"{}");
	symlink("/etc/passwd", dir.path().join(".metahub/link")).unwrap();
	let packed = hash_only(dir.path()).await.unwrap();
	assert_eq!(packed.root, root);
	assert_eq!(packed.entries, 2);
}

#[tokio::test]
async fn what_is_no_folder_or_has_no_files_is_refused() {
	let dir = folder(&[("file", b"1")]);
	assert!(matches!(refusal(&dir.path().join("nope")).await, ContentError::NotAFolder(_)));
	assert!(matches!(refusal(&dir.path().join("file")).await, ContentError::NotAFolder(_)));
	fs::create_dir_all(dir.path().join("empty/inside")).unwrap();
	assert!(matches!(refusal(&dir.path().join("empty")).await, ContentError::NoFiles(_)));
}

#[tokio::test]
async fn symbolic_links_are_refused() {
	let outside = folder(&[("secret", b"s")]);
	let dir = folder(&[("a", b"1"), ("sub/b", b"2")]);
	let link = dir.path().join("sub/link");
	for target in [outside.path().join("secret"), "/etc".into(), "../../".into()] {
		symlink(&target, &link).unwrap();
		let error = refusal(dir.path()).await;
		assert!(
			matches!(&error, ContentError::SymlinkOutside { path, target: t }
				if path == Path::new("sub/link") && *t == target),
			"{error}"
		);
		fs::remove_file(&link).unwrap();
	}
	for target in ["b", "../a", "nowhere"] {
		symlink(target, &link).unwrap();
		let error = refusal(dir.path()).await;
		assert!(
			matches!(&error, ContentError::Symlink { path, .. } if path == Path::new("sub/link"))
		);
		fs::remove_file(&link).unwrap();
	}
	// The folder itself may be one.
	let alias = outside.path().join("alias");
	symlink(dir.path(), &alias).unwrap();
	assert_eq!(hash_only(&alias).await.unwrap().entries, 2);
}

#[tokio::test]
async fn special_files_are_refused() {
	let dir = folder(&[("a", b"1")]);
	let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket")).unwrap();
	let error = refusal(dir.path()).await;
	assert!(matches!(error, ContentError::SpecialFile { kind: "a socket", .. }), "{error}");
	fs::remove_file(dir.path().join("socket")).unwrap();
	let made = Command::new("mkfifo").arg(dir.path().join("pipe")).status().unwrap();
	assert!(made.success());
	let error = refusal(dir.path()).await;
	assert!(matches!(error, ContentError::SpecialFile { kind: "a named pipe", .. }), "{error}");
}

#[tokio::test]
async fn impossible_names_are_refused() {
	let cases: [(&[u8], PathError); 3] = [
		("e\u{301}".as_bytes(), PathError::NotNfc),
		(b"a\nb", PathError::ControlCharacter('\n')),
		(b"a\x7fb", PathError::ControlCharacter('\x7f')),
	];
	for (name, expected) in cases {
		let dir = folder(&[("a", b"1")]);
		fs::write(dir.path().join(OsStr::from_bytes(name)), b"").unwrap();
		let error = refusal(dir.path()).await;
		assert!(
			matches!(&error, ContentError::Path { error, .. } if *error == expected),
			"{error}"
		);
	}
	let dir = folder(&[("a", b"1")]);
	fs::write(dir.path().join(OsStr::from_bytes(b"a\xff")), b"").unwrap();
	let error = refusal(dir.path()).await;
	assert!(matches!(error, ContentError::NotUtf8(_)), "{error}");
	// 1,025 bytes in five segments; 1,024 are fine.
	let segments = ["x".repeat(204), "x".repeat(204), "x".repeat(204), "x".repeat(204)].join("/");
	for (last, fits) in [(204, true), (205, false)] {
		let path = format!("{segments}/{}", "y".repeat(last));
		let dir = folder(&[(&path, b"1")]);
		let result = hash_only(dir.path()).await;
		assert_eq!(result.is_ok(), fits);
		if let Err(error) = result {
			let expected = PathError::TooLong { max: 1024 };
			assert!(matches!(error, ContentError::Path { error, .. } if error == expected));
		}
	}
}

#[tokio::test]
async fn paths_that_are_equal_but_for_case_are_refused() {
	for (one, two) in [("Data/a", "data/A"), ("stra\u{df}e", "STRASSE"), ("x", "X")] {
		let dir = folder(&[(one, b"1"), (two, b"2")]);
		let error = refusal(dir.path()).await;
		assert!(matches!(error, ContentError::Tree(TreeError::CaseCollision(..))), "{error}");
	}
	let dir = folder(&[("A", b"1"), ("a/b", b"2")]);
	let error = refusal(dir.path()).await;
	assert!(matches!(error, ContentError::Tree(TreeError::FileIsFolder { .. })), "{error}");
}

/// Packs a folder of two files, one of several chunks, and does something to it when the first
/// block reaches the store.
async fn meddle(action: impl Fn(&Path) + Send + Sync + 'static) -> Result<Packed, ContentError> {
	let dir = folder(&[("big", &pattern(20 * MIB)), ("small", b"small")]);
	let root = dir.path().to_path_buf();
	let once = Once::new();
	let store = MemoryStore::on_put(move |_| {
		once.call_once(|| action(&root));
		Ok(())
	});
	pack_into(dir.path(), &store).await
}

fn assert_changed(result: Result<Packed, ContentError>, name: &str) {
	match result {
		Err(ContentError::Changed(path)) => assert_eq!(path, name),
		other => panic!("{name}: {other:?}"),
	}
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_packed_is_refused() {
	// The store is called while the file is read: nothing here depends on time.
	let append = |root: &Path| {
		let mut file = fs::OpenOptions::new().append(true).open(root.join("big")).unwrap();
		file.write_all(b"more").unwrap();
	};
	assert_changed(meddle(append).await, "big");
	assert_changed(
		meddle(|root| {
			fs::File::options().write(true).open(root.join("big")).unwrap().set_len(5).unwrap()
		})
		.await,
		"big",
	);
	assert_changed(meddle(|root| fs::remove_file(root.join("big")).unwrap()).await, "big");
	// The same content in another file.
	let replace = |root: &Path| {
		fs::write(root.join("new"), pattern(20 * MIB)).unwrap();
		fs::rename(root.join("new"), root.join("big")).unwrap();
	};
	assert_changed(meddle(replace).await, "big");
	// The same length, other bytes, and the time of the change put back by half a second.
	let rewrite = |root: &Path| {
		let file = fs::File::options().write(true).open(root.join("big")).unwrap();
		std::os::unix::fs::FileExt::write_all_at(&file, b"x", 19 * MIB as u64).unwrap();
		let earlier = std::time::SystemTime::now() - std::time::Duration::from_millis(500);
		file.set_modified(earlier).unwrap();
	};
	assert_changed(meddle(rewrite).await, "big");
	// What a link leads to is not what was listed.
	let relink = |root: &Path| {
		fs::remove_file(root.join("big")).unwrap();
		symlink("small", root.join("big")).unwrap();
	};
	assert_changed(meddle(relink).await, "big");
	assert_changed(meddle(|root| fs::write(root.join("added"), b"").unwrap()).await, "added");
	assert_changed(meddle(|root| fs::write(root.join("zzz"), b"").unwrap()).await, "zzz");
	// Without meddling there is nothing to refuse.
	meddle(|_| ()).await.unwrap();
}

#[tokio::test]
async fn a_store_that_fails_stops_the_packing_with_its_error() {
	let dir = dataset();
	let full = || {
		StoreError::from_io(
			Path::new("/store"),
			Path::new("/store/x"),
			std::io::ErrorKind::StorageFull.into(),
		)
	};
	let store = MemoryStore::on_put(move |_| Err(full()));
	let error = pack_into(dir.path(), &store).await.unwrap_err();
	assert!(
		matches!(&error, ContentError::Store(StoreError::Full { store }) if store == Path::new("/store"))
	);
	assert!(error.to_string().contains("no space left for the store /store"), "{error}");
}

/// A disk of a few MiB, if this process may mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
	fn new() -> Option<Self> {
		let dir = tempfile::tempdir().unwrap();
		let mut mount = Command::new("mount");
		mount.args(["-t", "tmpfs", "-o", "size=4m", "none"]).arg(dir.path());
		mount.output().is_ok_and(|done| done.status.success()).then_some(Self(dir))
	}
}

impl Drop for SmallDisk {
	fn drop(&mut self) {
		let _ = Command::new("umount").arg(self.0.path()).status();
	}
}

#[tokio::test]
async fn a_full_disk_is_named_and_nothing_is_left_half_written() {
	let Some(disk) = SmallDisk::new() else {
		eprintln!(
			"this process may not mount a file system; the mapping of the error is tested above"
		);
		return;
	};
	let root = disk.0.path().join("store");
	let store = FolderStore::open(&root).unwrap();
	let dir = folder(&[("big", &pattern(10 * MIB))]);
	let error = pack_into(dir.path(), &store).await.unwrap_err();
	assert!(
		matches!(&error, ContentError::Store(StoreError::Full { store }) if *store == root),
		"{error}"
	);
	// What other threads had begun goes on to its end, which is an error, too.
	let temporary = || fs::read_dir(root.join("tmp")).unwrap().count();
	let deadline = Instant::now() + Duration::from_secs(30);
	while temporary() > 0 {
		assert!(Instant::now() < deadline, "half-written blocks stay");
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
	let mut blocks = 0;
	for (path, bytes) in read_all(&root.join("blocks")) {
		let cid = path.rsplit('/').next().unwrap().parse().unwrap();
		metahub_client::content::Block::check(&cid, bytes).unwrap();
		blocks += 1;
	}
	assert!(blocks > 0);
}
