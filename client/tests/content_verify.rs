//! A folder against a manifest.

mod content_support;

use content_support::{dataset, folder, pattern, write, MIB};
use metahub_client::{
	content::{
		pack::{pack, PackOptions, Packed},
		select::Selection,
		ContentError,
	},
	progress::Progress,
	verify::{verify_folder, verify_selected},
};
use std::{fs, os::unix::fs::symlink, path::Path};

async fn packed(folder: &Path) -> Packed {
	pack(folder, &PackOptions::default(), &Progress::hidden()).await.unwrap()
}

#[tokio::test]
async fn a_folder_that_is_as_it_should_be() {
	let dir = dataset();
	let packed = packed(dir.path()).await;
	// What is about the folder is not part of it.
	write(dir.path(), ".metahub/manifest.json", &packed.manifest_bytes);
	let report = verify_folder(dir.path(), &packed.manifest, &Progress::hidden()).await.unwrap();
	assert!(report.ok, "{report:?}");
	assert_eq!((report.files, report.bytes), (7, packed.total_bytes));
}

#[tokio::test]
async fn every_kind_of_difference_is_found() {
	let dir = dataset();
	let packed = packed(dir.path()).await;
	let mut same_size = pattern(3 * MIB + 7);
	same_size[2 * MIB] ^= 1;
	write(dir.path(), "data/train/a.bin", &same_size);
	write(dir.path(), "config.json", b"{ }");
	write(dir.path(), "new/file", b"");
	fs::remove_file(dir.path().join("data/empty")).unwrap();
	fs::remove_file(dir.path().join("README.md")).unwrap();
	symlink("config.json", dir.path().join("README.md")).unwrap();
	let report = verify_folder(dir.path(), &packed.manifest, &Progress::hidden()).await.unwrap();
	assert!(!report.ok);
	assert_eq!(report.missing, ["README.md", "data/empty"]);
	assert_eq!(report.extra, ["new/file"]);
	assert_eq!(report.files, 3);
	let changed: Vec<&str> = report.changed.iter().map(|change| &*change.path).collect();
	assert_eq!(changed, ["config.json", "data/train/a.bin"]);
	let (by_size, by_content) = (&report.changed[0], &report.changed[1]);
	assert_eq!((by_size.expected_size, by_size.found_size, by_size.found), (2, 3, None));
	assert_eq!(by_content.expected, packed.manifest.file("data/train/a.bin").unwrap().cid);
	assert!(by_content.found.is_some_and(|cid| cid != by_content.expected));
	assert!(report.problems[0].contains("symbolic link"), "{:?}", report.problems);
	let json = serde_json::to_value(&report).unwrap();
	assert_eq!(json["changed"][0]["foundSize"], 3);
}

#[tokio::test]
async fn each_difference_alone_is_enough() {
	let dir = folder(&[("a", b"1"), ("b", b"2")]);
	let packed = packed(dir.path()).await;
	let progress = Progress::hidden();
	let check = || verify_folder(dir.path(), &packed.manifest, &progress);
	assert!(check().await.unwrap().ok);
	write(dir.path(), "a", b"2");
	assert!(!check().await.unwrap().ok);
	write(dir.path(), "a", b"1");
	write(dir.path(), "c", b"");
	assert!(!check().await.unwrap().ok);
	fs::remove_file(dir.path().join("c")).unwrap();
	fs::remove_file(dir.path().join("b")).unwrap();
	assert!(!check().await.unwrap().ok);
	write(dir.path(), "b", b"2");
	symlink("b", dir.path().join("c")).unwrap();
	assert!(!check().await.unwrap().ok);
	fs::remove_file(dir.path().join("c")).unwrap();
	assert!(check().await.unwrap().ok);
}

#[tokio::test]
async fn a_part_can_be_checked_by_itself() {
	let dir = dataset();
	let packed = packed(dir.path()).await;
	fs::remove_dir_all(dir.path().join("data/train")).unwrap();
	let patterns = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
	let check = |include: &[&str], exclude: &[&str]| {
		let selection = Selection::new(&patterns(include), &patterns(exclude)).unwrap();
		let (folder, manifest) = (dir.path().to_path_buf(), packed.manifest.clone());
		async move {
			verify_selected(&folder, &manifest, &selection, &Progress::hidden()).await.unwrap()
		}
	};
	assert!(check(&["data/test"], &[]).await.ok);
	assert!(check(&[], &["train"]).await.ok);
	assert!(!check(&["data"], &[]).await.ok);
}

#[tokio::test]
async fn what_is_no_folder_is_refused() {
	let dir = folder(&[("a", b"1")]);
	let packed = packed(dir.path()).await;
	let nowhere = dir.path().join("nowhere");
	let result = verify_folder(&nowhere, &packed.manifest, &Progress::hidden()).await;
	assert!(matches!(result, Err(ContentError::NotAFolder(path)) if path == nowhere));
}
