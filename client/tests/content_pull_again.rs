//! What is on this disk already is not fetched again, and a destination is updated as a whole.

mod content_support;

use content_support::{
	folder, pattern,
	pull::{run, Gateway, Setup},
	read_all, write, MIB,
};
use metahub_client::pull::{PullError, PullRequest};
use std::{
	fs,
	os::unix::fs::{symlink, MetadataExt, PermissionsExt},
	path::Path,
	process::Command,
	sync::{
		atomic::{AtomicBool, Ordering::SeqCst},
		Arc,
	},
};

#[tokio::test]
async fn what_an_earlier_pull_has_put_elsewhere_is_not_fetched() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let cache = setup.work.path().join("cache");
	let to = |name: &str| PullRequest {
		dest: setup.work.path().join(name),
		cache: Some(cache.clone()),
		..setup.request(&[&setup.ipfs()], &[&server.url()])
	};
	let first = run(to("first")).await.unwrap();
	assert_eq!(first.reused_bytes, 0);
	gateway.requests.store(0, SeqCst);
	let second = run(to("second")).await.unwrap();
	assert_eq!((second.fetched_bytes, second.reused_bytes), (0, second.bytes));
	assert_eq!(gateway.requests.load(SeqCst), 1, "the manifest alone");
	assert!(read_all(&setup.work.path().join("second")) == setup.files);

	// A copy that was changed is not taken; the files are each other's no more than before.
	let damaged = "data/train/a.bin";
	for name in ["first", "second"] {
		let path = setup.work.path().join(name).join(damaged);
		let mut bytes = fs::read(&path).unwrap();
		bytes[MIB + 1] ^= 1;
		fs::write(&path, bytes).unwrap();
	}
	let third = run(to("third")).await.unwrap();
	assert!(read_all(&setup.work.path().join("third")) == setup.files);
	assert_eq!(third.fetched_bytes, MIB as u64, "the chunk that both have lost");

	// Destinations that are gone are forgotten.
	for name in ["first", "second", "third"] {
		fs::remove_dir_all(setup.work.path().join(name)).unwrap();
	}
	let again = run(to("again")).await.unwrap();
	assert_eq!(again.fetched_bytes, again.bytes);
	assert_eq!(fs::read_dir(cache.join("places")).unwrap().count(), 1);
	assert_eq!(fs::read_dir(cache.join("manifests")).unwrap().count(), 1);
	// Without a cache nothing is remembered or found.
	let plain = run(PullRequest { cache: None, ..to("plain") }).await.unwrap();
	assert_eq!(plain.fetched_bytes, plain.bytes);
}

#[tokio::test]
async fn a_broken_cache_costs_traffic_only() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let cache = setup.work.path().join("cache");
	write(&cache, "places/x.json", b"{");
	write(&cache, "places/y.json", br#"{"dest":"/","manifest":"bafkqaaa"}"#);
	write(&cache, "manifests/z.json", b"[]");
	let request = PullRequest {
		cache: Some(cache.clone()),
		..setup.request(&[&setup.ipfs()], &[&server.url()])
	};
	run(request.clone()).await.unwrap();
	setup.assert_complete();
	fs::remove_dir_all(&cache).unwrap();
	fs::write(&cache, b"not a folder").unwrap();
	fs::remove_dir_all(setup.dest()).unwrap();
	run(request).await.unwrap();
	setup.assert_complete();
}

#[tokio::test]
async fn chunks_that_did_not_change_are_not_fetched_again() {
	let mut bytes = pattern(6 * MIB + 5);
	let old = Setup::of(folder(&[("big", &bytes), ("same", b"same")])).await;
	bytes[4 * MIB] ^= 1;
	bytes.extend_from_slice(b"more");
	let new = Setup::of(folder(&[("big", &bytes), ("same", b"same")])).await;
	let gateway = Gateway::default();
	let server = gateway.serve(new.temp.store.clone()).await;
	let store = old.temp.store.root().to_str().unwrap().to_owned();
	let dest = new.dest();
	run(PullRequest { dest: dest.clone(), ..old.request(&[], &[&store]) }).await.unwrap();

	let update = PullRequest { force: true, ..new.request(&[&new.ipfs()], &[&server.url()]) };
	let report = run(update).await.unwrap();
	new.assert_complete();
	// The chunk that was changed and the last one, which grew.
	assert_eq!(report.fetched_bytes, MIB as u64 + 9);
	assert_eq!(gateway.requests.load(SeqCst), 4, "the manifest, the file's root, two chunks");
}

#[tokio::test]
async fn a_destination_is_updated_in_one_step() {
	let old = Setup::of(folder(&[("a", b"old"), ("b/c", b"old"), ("d", b"both")])).await;
	let new =
		Setup::of(folder(&[("a", b"new"), ("b/c", b"new"), ("d", b"both"), ("e/f", b"new")])).await;
	let store = |setup: &Setup| setup.temp.store.root().to_str().unwrap().to_owned();
	let dest = new.dest();
	run(PullRequest { dest: dest.clone(), ..old.request(&[], &[&store(&old)]) }).await.unwrap();
	write(&dest, "mine/notes", b"mine");
	symlink("a", dest.join("link")).unwrap();
	let before = fs::metadata(&dest).unwrap();
	let kept = fs::metadata(dest.join("d")).unwrap().ino();

	// Who reads the folder meanwhile sees the old files or the new ones.
	let stop = Arc::new(AtomicBool::new(false));
	let reader = {
		let (dest, stop) = (dest.clone(), stop.clone());
		std::thread::spawn(move || {
			let mut seen = 0;
			while !stop.load(SeqCst) {
				// An open folder stays the one that it was.
				let held = fs::File::open(&dest).unwrap();
				let folder = Path::new("/proc/self/fd")
					.join(std::os::fd::AsRawFd::as_raw_fd(&held).to_string());
				let read = |name: &str| fs::read(folder.join(name));
				// The old folder is taken away file by file when the new one has its place.
				if let (Ok(a), Ok(c)) = (read("a"), read("b/c")) {
					assert_eq!(a, c);
					seen += 1;
				}
			}
			seen
		})
	};
	let update = PullRequest { force: true, ..new.request(&[], &[&store(&new)]) };
	let report = run(update).await.unwrap();
	stop.store(true, SeqCst);
	assert!(reader.join().unwrap() > 0);

	assert_eq!(report.left, ["mine/notes"]);
	assert_eq!(fs::read(dest.join("e/f")).unwrap(), b"new");
	assert_eq!(fs::read(dest.join("mine/notes")).unwrap(), b"mine");
	assert_eq!(fs::read_link(dest.join("link")).unwrap(), Path::new("a"));
	let after = fs::metadata(&dest).unwrap();
	assert_ne!(after.ino(), before.ino(), "another folder took its place");
	assert_eq!(after.mode(), before.mode());
	assert_eq!(fs::metadata(dest.join("d")).unwrap().ino(), kept);
	assert!(!new.part().exists());
}

#[tokio::test]
async fn a_destination_can_hold_the_unfinished_work() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	fs::create_dir(setup.dest()).unwrap();
	let request = PullRequest {
		part: Some(setup.dest()),
		..setup.request(&[&setup.ipfs()], &[&server.url()])
	};
	// One block is missing at first: the pull fails, and leaves its work in the destination.
	gateway.missing.lock().unwrap().insert(setup.cid("config.json"));
	assert!(matches!(run(request.clone()).await, Err(PullError::Unavailable { .. })));
	let inside = setup.dest().join(".metahub-part");
	assert!(inside.is_dir());
	gateway.missing.lock().unwrap().clear();
	// As if the client had been killed while it moved the files.
	fs::create_dir_all(setup.dest().join("data")).unwrap();
	for name in ["README.md", "data/empty"] {
		if inside.join("files").join(name).exists() {
			fs::rename(inside.join("files").join(name), setup.dest().join(name)).unwrap();
		}
	}
	run(request.clone()).await.unwrap();
	setup.assert_complete();
	// Now it has files like any other.
	assert!(matches!(run(request.clone()).await, Err(PullError::DestinationNotEmpty(_))));
	write(&setup.dest(), "config.json", b"{ }");
	write(&setup.dest(), "mine", b"mine");
	let report = run(PullRequest { force: true, ..request }).await.unwrap();
	assert_eq!(report.left, ["mine"]);
	fs::remove_file(setup.dest().join("mine")).unwrap();
	setup.assert_complete();
}

#[tokio::test]
async fn a_mounted_volume_is_a_destination() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	fs::create_dir(setup.dest()).unwrap();
	let mut mount = Command::new("mount");
	mount.args(["-t", "tmpfs", "none"]).arg(setup.dest());
	if !mount.output().is_ok_and(|done| done.status.success()) {
		eprintln!("this process may not mount a file system");
		return;
	}
	let request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	let pulled = run(request.clone()).await;
	let first = read_all(&setup.dest());
	write(&setup.dest(), "config.json", b"{ }");
	let updated = run(PullRequest { force: true, ..request }).await;
	let second = read_all(&setup.dest());
	let _ = Command::new("umount").arg(setup.dest()).status();
	pulled.unwrap();
	updated.unwrap();
	assert!(first == setup.files && second == setup.files);
	assert!(!setup.part().exists());
}

#[tokio::test]
async fn an_update_that_fails_changes_nothing() {
	let old = Setup::of(folder(&[("a", b"old"), ("b/c", b"old")])).await;
	let new = Setup::of(folder(&[("a", b"new"), ("b/c", b"new")])).await;
	let store = |setup: &Setup| setup.temp.store.root().to_str().unwrap().to_owned();
	let dest = new.dest();
	run(PullRequest { dest: dest.clone(), ..old.request(&[], &[&store(&old)]) }).await.unwrap();
	// The unfinished work is in the destination, so files are moved one by one; the folder of the
	// second one is sealed, as by `chattr +i`.
	let seal = |flag: &str| {
		let mut chattr = Command::new("chattr");
		chattr.arg(flag).arg(dest.join("b"));
		chattr.output().is_ok_and(|done| done.status.success())
	};
	if !seal("+i") {
		eprintln!("this file system knows no sealed folders");
		return;
	}
	let update =
		PullRequest { force: true, part: Some(dest.clone()), ..new.request(&[], &[&store(&new)]) };
	let failed = run(update.clone()).await;
	let (a, c) = (fs::read(dest.join("a")).unwrap(), fs::read(dest.join("b/c")).unwrap());
	assert!(seal("-i"));
	assert!(matches!(failed, Err(PullError::Io { .. })), "{failed:?}");
	assert_eq!((&a[..], &c[..]), (&b"old"[..], &b"old"[..]));
	run(update).await.unwrap();
	assert_eq!(fs::read(dest.join("b/c")).unwrap(), b"new");
}

#[tokio::test]
async fn published_files_do_not_pass_for_unfinished_work() {
	let setup = Setup::of(folder(&[(".metahub-part/fresh", b"x"), ("a", b"a")])).await;
	let store = setup.temp.store.root().to_str().unwrap().to_owned();
	let error = run(setup.request(&[], &[&store])).await.unwrap_err();
	assert!(
		matches!(&error, PullError::ImpossiblePath(path) if path.starts_with(".metahub")),
		"{error}"
	);
	assert!(!setup.dest().exists());
}

#[tokio::test]
async fn an_interrupted_pull_into_a_volume_overwrites_no_other_files() {
	let setup = Setup::new().await;
	let store = setup.temp.store.root().to_str().unwrap().to_owned();
	let request = PullRequest { part: Some(setup.dest()), ..setup.request(&[], &[&store]) };
	let interrupted = |what: String| {
		let inside = setup.dest().join(".metahub-part");
		fs::create_dir_all(&inside).unwrap();
		fs::set_permissions(&inside, fs::Permissions::from_mode(0o700)).unwrap();
		fs::write(inside.join("fresh"), what).unwrap();
	};
	// One of another revision.
	interrupted(setup.cid("config.json").to_string());
	write(&setup.dest(), "mine", b"mine");
	let error = run(request.clone()).await.unwrap_err();
	assert!(matches!(error, PullError::DestinationNotEmpty(_)), "{error}");
	// One of this revision, and a file of ours has appeared where one of its files goes.
	interrupted(setup.packed.manifest_cid.to_string());
	write(&setup.dest(), "config.json", b"mine");
	let error = run(request).await.unwrap_err();
	assert!(
		matches!(&error, PullError::InTheWay(path) if path.ends_with("config.json")),
		"{error}"
	);
	assert_eq!(fs::read(setup.dest().join("config.json")).unwrap(), b"mine");
}

#[tokio::test]
async fn unfinished_work_is_not_where_others_can_write() {
	let setup = Setup::new().await;
	let store = setup.temp.store.root().to_str().unwrap().to_owned();
	let request = setup.request(&[], &[&store]);
	fs::create_dir(setup.part()).unwrap();
	fs::set_permissions(setup.part(), fs::Permissions::from_mode(0o777)).unwrap();
	let error = run(request.clone()).await.unwrap_err();
	assert!(matches!(&error, PullError::NotPrivate(path) if *path == setup.part()), "{error}");
	fs::remove_dir(setup.part()).unwrap();
	run(request).await.unwrap();
	setup.assert_complete();
	// What others can read is decided by the user's own mask, not by ours.
	let plain = setup.work.path().join("plain");
	fs::create_dir(&plain).unwrap();
	let mode = |path: &Path| fs::metadata(path).unwrap().mode();
	assert_eq!(mode(&setup.dest()), mode(&plain));
}
