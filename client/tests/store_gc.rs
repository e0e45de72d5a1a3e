//! Garbage collection of the embedded store.

mod content_support;

use content_support::{folder, pattern, TempStore, MIB};
use metahub_assets::{ContentId, Did};
use metahub_client::{
	content::{pack::Packed, Block},
	store::{BlockSource, BlockStore, Collected, FolderStore, GcError, GcOptions},
};
use std::{
	fs,
	process::Command,
	time::{Duration, SystemTime},
};

const HOUR: Duration = Duration::from_secs(3_600);
const OPTIONS: GcOptions = GcOptions { keep_newer: HOUR, dry_run: false, only_pinned: false };

fn dry() -> GcOptions {
	GcOptions { dry_run: true, ..OPTIONS }
}

/// Makes everything that is in a store older.
fn age(store: &FolderStore, by: Duration) {
	for entry in walkdir::WalkDir::new(store.root().join("blocks")) {
		let entry = entry.unwrap();
		if entry.file_type().is_file() {
			let then = SystemTime::now() - by;
			fs::File::open(entry.path()).unwrap().set_modified(then).unwrap();
		}
	}
}

fn files(store: &FolderStore) -> usize {
	let blocks = walkdir::WalkDir::new(store.root().join("blocks")).into_iter();
	blocks.filter(|entry| entry.as_ref().unwrap().file_type().is_file()).count()
}

async fn pack(temp: &TempStore, seed: u8) -> Packed {
	let mut big = pattern(2 * MIB + 5);
	big[0] = seed;
	temp.pack(folder(&[("a.bin", &big), ("b", &[seed])]).path()).await
}

/// Whether everything that a manifest names can be read.
async fn is_whole(store: &FolderStore, packed: &Packed) -> bool {
	for file in packed.manifest.files() {
		let source = std::sync::Arc::new(store.clone());
		let bytes = metahub_client::content::reader::read_small(source, &file.cid, 1 << 30).await;
		if bytes.is_err() {
			return false;
		}
	}
	store.get(&packed.manifest_cid).await.is_ok()
}

fn did() -> Did {
	"did:metahub:00112233445566778899aabbccddeeff:1:2".parse().unwrap()
}

#[tokio::test]
async fn what_no_manifest_needs_is_removed() {
	let temp = TempStore::new();
	let store = &temp.store;
	let (pinned, vouched, old) = (pack(&temp, 1).await, pack(&temp, 2).await, pack(&temp, 3).await);
	store.vouch(&did(), &vouched.manifest_cid).await.unwrap();
	fs::remove_file(store.root().join("pins").join(vouched.manifest_cid.to_string())).unwrap();
	let index = store.root().join("index");
	fs::create_dir_all(&index).unwrap();
	for packed in [&pinned, &old] {
		fs::write(index.join(packed.manifest_cid.to_string()), b"").unwrap();
	}
	let given_up = store.give_up(&old.manifest_cid).unwrap();
	assert!(given_up.pinned && given_up.assets.is_empty());
	assert_eq!(store.roots().unwrap().len(), 2);
	let stray = Block::raw(vec![7; 100]);
	store.put(&stray).await.unwrap();
	age(store, 3 * HOUR);
	let recent = Block::raw(vec![8; 50]);
	store.put(&recent).await.unwrap();

	let before = files(store);
	let dry = store.collect_garbage(dry()).await.unwrap();
	assert_eq!(files(store), before);
	assert!(index.join(old.manifest_cid.to_string()).exists());
	let collected = store.collect_garbage(OPTIONS).await.unwrap();
	assert_eq!(dry, collected);
	let Collected { roots, recent: new, recent_bytes, removed, kept, .. } = collected;
	assert_eq!((roots, new, recent_bytes), (2, 1, 50));
	// The first chunk and the root of the large file, the small file, the manifest; the stray block.
	assert_eq!(removed, 5);
	assert!(collected.removed_bytes > MIB as u64 + 100);
	assert_eq!((removed + new + kept) as usize, before);
	assert_eq!(files(store), before - 5);
	assert!(is_whole(store, &pinned).await && is_whole(store, &vouched).await);
	assert!(!is_whole(store, &old).await);
	assert!(store.get(recent.cid()).await.is_ok() && store.get(stray.cid()).await.is_err());
	assert!(index.join(pinned.manifest_cid.to_string()).exists());
	assert!(!index.join(old.manifest_cid.to_string()).exists());
	// Nothing is left lying about.
	assert_eq!(fs::read_dir(store.root().join("tmp")).unwrap().count(), 0);
	let again = store.collect_garbage(OPTIONS).await.unwrap();
	assert_eq!((again.removed, again.kept), (0, kept));
}

#[tokio::test]
async fn blocks_that_are_put_again_are_new_again() {
	let temp = TempStore::new();
	let store = &temp.store;
	let packed = pack(&temp, 1).await;
	store.give_up(&packed.manifest_cid).unwrap();
	age(store, 3 * HOUR);
	// A publish of the same files that has not come to its manifest yet.
	for file in packed.manifest.files() {
		let block = store.get(&file.cid).await.unwrap();
		store.put(&block).await.unwrap();
	}
	store.collect_garbage(OPTIONS).await.unwrap();
	for file in packed.manifest.files() {
		assert!(store.has(&file.cid).await.unwrap());
	}
	assert!(!store.has(&packed.manifest_cid).await.unwrap());
}

#[tokio::test]
async fn a_manifest_that_cannot_be_read_stops_it() {
	for asset in [false, true] {
		for damage in [false, true] {
			let temp = TempStore::new();
			let store = &temp.store;
			let packed = pack(&temp, 1).await;
			if asset {
				store.give_up(&packed.manifest_cid).unwrap();
				store.vouch(&did(), &packed.manifest_cid).await.unwrap();
			}
			match damage {
				true => temp.damage(&packed.manifest_cid),
				false => fs::remove_file(store.block_path(&packed.manifest_cid)).unwrap(),
			}
			age(store, 3 * HOUR);
			let before = files(store);
			let error = store.collect_garbage(OPTIONS).await.unwrap_err();
			let GcError::Root { manifest, .. } = error else { panic!("{error}") };
			assert_eq!((manifest, files(store)), (packed.manifest_cid, before));
			// Given up, it goes.
			let root = store.give_up(&manifest).unwrap();
			assert_eq!(root.assets.len(), usize::from(asset));
			store.collect_garbage(OPTIONS).await.unwrap();
			assert_eq!(files(store), 0);
		}
	}
}

#[tokio::test]
async fn a_store_that_does_not_say_what_it_keeps_is_left_alone() {
	let temp = TempStore::new();
	let store = &temp.store;
	// From before pins were noted; the first publish since then makes the folder.
	let old = pack(&temp, 1).await;
	let other = pack(&temp, 2).await;
	fs::remove_dir_all(store.root().join("pins")).unwrap();
	let new = pack(&temp, 3).await;
	age(store, 3 * HOUR);
	let before = files(store);
	for options in [OPTIONS, dry()] {
		let error = store.collect_garbage(options).await.unwrap_err();
		assert!(matches!(error, GcError::NoPins), "{error}");
		assert!(error.to_string().contains("--only-pinned"), "{error}");
		// To open it says nothing about what it has.
		FolderStore::open(store.root()).unwrap();
	}
	assert_eq!(files(store), before);
	let file = old.manifest.file("b").unwrap().cid;
	for wrong in [file, *Block::raw("not there").cid()] {
		let error = store.keep(&wrong).await.unwrap_err();
		assert!(matches!(error, GcError::NotAManifest { .. }), "{error}");
		assert!(matches!(store.give_up(&wrong), Err(GcError::NotPinned(cid)) if cid == wrong));
	}
	store.keep(&old.manifest_cid).await.unwrap();
	assert!(matches!(store.collect_garbage(OPTIONS).await, Err(GcError::NoPins)));
	// What would be removed without a pin can be looked at first.
	let only_pinned = GcOptions { only_pinned: true, ..dry() };
	let would = store.collect_garbage(only_pinned).await.unwrap();
	assert!(would.removed > 0 && would.roots == 2);
	assert!(matches!(store.collect_garbage(OPTIONS).await, Err(GcError::NoPins)));
	let only_pinned = GcOptions { only_pinned: true, ..OPTIONS };
	assert_eq!(store.collect_garbage(only_pinned).await.unwrap(), would);
	assert!(is_whole(store, &old).await && is_whole(store, &new).await);
	assert!(!is_whole(store, &other).await);
	// Said once.
	assert_eq!(store.collect_garbage(OPTIONS).await.unwrap().removed, 0);
}

#[tokio::test]
async fn a_store_that_has_lost_its_marker_is_not_a_new_one() {
	let temp = TempStore::new();
	let store = &temp.store;
	let packed = pack(&temp, 1).await;
	for folder in ["pins", "metahub-store", "lock"] {
		let path = store.root().join(folder);
		fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)).unwrap();
	}
	age(store, 3 * HOUR);
	let again = FolderStore::open(store.root()).unwrap();
	assert!(matches!(again.collect_garbage(OPTIONS).await, Err(GcError::NoPins)));
	assert!(is_whole(store, &packed).await);
}

#[tokio::test]
async fn what_is_below_a_missing_node_is_not_known() {
	let temp = TempStore::new();
	let store = &temp.store;
	let (packed, leaves, inner) = temp.pack_deep().await;
	let bytes = store.get(&inner).await.unwrap();
	temp.remove(&inner);
	age(store, 3 * HOUR);
	let before = files(store);
	let error = store.collect_garbage(OPTIONS).await.unwrap_err();
	let GcError::Root { manifest, .. } = &error else { panic!("{error}") };
	assert_eq!((*manifest, files(store)), (packed.manifest_cid, before));
	assert!(error.to_string().contains("nothing was removed"), "{error}");
	// Put in again, it is whole.
	store.put(&bytes).await.unwrap();
	store.collect_garbage(OPTIONS).await.unwrap();
	for leaf in &leaves {
		assert!(store.has(leaf).await.unwrap());
	}
	// A file that was never put in stops nothing.
	temp.remove(&packed.manifest.file("deep").unwrap().cid);
	store.collect_garbage(OPTIONS).await.unwrap();
	assert!(!store.has(&leaves[0]).await.unwrap());
}

/// The file that pins and collections share.
fn lock_of(store: &FolderStore) -> fs::File {
	fs::File::options().append(true).create(true).open(store.root().join("lock")).unwrap()
}

const SHORTLY: Duration = Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_waits_until_a_collection_is_over() {
	let temp = TempStore::new();
	let store = &temp.store;
	let packed = pack(&temp, 1).await;
	let manifest = packed.manifest_cid;
	store.give_up(&manifest).unwrap();
	let collecting = lock_of(store);
	collecting.lock().unwrap();
	let keep = store.keep(&manifest);
	let mut keep = std::pin::pin!(keep);
	assert!(tokio::time::timeout(SHORTLY, &mut keep).await.is_err());
	let vouched = did();
	let mut vouch = store.vouch(&vouched, &manifest);
	assert!(tokio::time::timeout(SHORTLY, &mut vouch).await.is_err());
	let mut pin = store.pin(&manifest);
	assert!(tokio::time::timeout(SHORTLY, &mut pin).await.is_err());
	assert!(store.roots().unwrap().is_empty());
	// The collection takes the manifest, and whoever waits learns that.
	temp.remove(&manifest);
	drop(collecting);
	assert!(matches!(keep.await, Err(GcError::NotAManifest { .. })));
	vouch.await.unwrap();
	pin.await.unwrap();
	assert!(!store.roots().unwrap()[0].pinned);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_waits_for_a_pin_that_is_being_noted() {
	let temp = TempStore::new();
	let store = &temp.store;
	let packed = pack(&temp, 1).await;
	store.give_up(&packed.manifest_cid).unwrap();
	age(store, 3 * HOUR);
	let pinning = lock_of(store);
	pinning.lock_shared().unwrap();
	let collection = store.collect_garbage(OPTIONS);
	let mut collection = std::pin::pin!(collection);
	assert!(tokio::time::timeout(SHORTLY, &mut collection).await.is_err());
	// Pins do not wait for each other.
	store.keep(&packed.manifest_cid).await.unwrap();
	drop(pinning);
	assert_eq!(collection.await.unwrap().removed, 0);
	assert!(is_whole(store, &packed).await);
}

#[tokio::test]
async fn the_command_line() {
	let temp = TempStore::new();
	let packed = pack(&temp, 1).await;
	age(&temp.store, 3 * HOUR);
	let metahub = |arguments: &[&str]| {
		let mut command = Command::new(env!("CARGO_BIN_EXE_metahub"));
		command.env_clear().env("HOME", temp.dir.path()).arg("--json").args(arguments);
		let output = command.arg("--store").arg(temp.store.root()).output().unwrap();
		let text = if output.status.success() { &output.stdout } else { &output.stderr };
		let answer: serde_json::Value = serde_json::from_slice(text).unwrap();
		(output.status.code().unwrap(), answer)
	};
	let manifest = packed.manifest_cid.to_string();
	let (code, answer) = metahub(&["store", "ls"]);
	assert_eq!((code, &answer["roots"][0]["manifest"]), (0, &manifest.clone().into()));
	let (code, answer) = metahub(&["store", "gc", "--keep-newer", "60"]);
	assert_eq!((code, &answer["removed"]), (0, &0.into()), "{answer}");
	assert_eq!(metahub(&["store", "unpin", &manifest]).0, 0);
	let (code, answer) = metahub(&["store", "unpin", &manifest]);
	assert_eq!((code, &answer["error"]["code"]), (4, &"Store.NotPinned".into()));
	let (code, answer) = metahub(&["store", "gc", "--dry-run", "--keep-newer", "60"]);
	assert_eq!((code, &answer["dryRun"]), (0, &true.into()));
	let blocks = files(&temp.store);
	assert_eq!(answer["removed"], blocks);
	fs::remove_file(temp.store.root().join("pins/complete")).unwrap();
	let (code, answer) = metahub(&["store", "gc", "--keep-newer", "60"]);
	assert_eq!((code, &answer["error"]["code"]), (6, &"Store.NoPins".into()));
	assert_eq!(metahub(&["store", "gc", "--keep-newer", "60", "--only-pinned"]).0, 0);
	assert_eq!(files(&temp.store), 0);
	let root: ContentId = packed.manifest_cid;
	assert!(temp.store.get(&root).await.is_err());
}
