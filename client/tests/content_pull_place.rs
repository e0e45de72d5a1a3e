//! Where pulled files go: destinations that are refused or updated, pulls that were interrupted and
//! go on, parts that are kept.

mod content_support;

use axum::{body::Body, routing::get, Router};
use bytes::Bytes;
use content_support::{
	folder, pattern,
	pull::{base, run, Gateway, Setup},
	read_all, write, Server, Static, MIB,
};
use metahub_client::{content::Block, pull::PullError};
use std::{fs, io, os::unix::fs::symlink, path::Path, sync::atomic::Ordering::SeqCst};

#[tokio::test]
async fn a_static_server_that_breaks_off_is_continued_where_it_stopped() {
	for ranges in [true, false] {
		let setup = Setup::of(folder(&[("big", &pattern(5 * MIB + 3))])).await;
		let bytes = Bytes::from(pattern(5 * MIB + 3));
		let breaking = {
			let (bytes, manifest) = (bytes.clone(), setup.packed.manifest_bytes.clone());
			let broken = move || {
				// One more byte than is announced to come keeps this from looking complete.
				let parts = [Ok(bytes.slice(..3 * MIB + 5)), Err(io::Error::other("gone"))];
				std::future::ready(Body::from_stream(futures::stream::iter(parts)))
			};
			let router = Router::new().route("/base/big", get(broken)).route(
				"/base/.metahub/manifest.json",
				get(move || std::future::ready(manifest.clone())),
			);
			Server::start(router).await
		};
		let whole = Static { root: setup.folder.path().into(), ranges, ..Static::default() };
		let server = whole.clone().serve().await;
		let report = run(setup.request(&[&base(&breaking), &base(&server)], &[])).await.unwrap();
		setup.assert_complete();
		let (path, from) = whole.log.lock().unwrap()[0].clone();
		assert_eq!(path, "big");
		if ranges {
			assert!(from > 2 * MIB as u64, "{from}");
			assert_eq!(report.sources[1].bytes, bytes.len() as u64 - from);
		} else {
			assert_eq!(from, 0);
		}
	}
}

#[tokio::test]
async fn a_wrong_part_from_one_server_does_not_spoil_the_next() {
	let setup = Setup::of(folder(&[("big", &pattern(5 * MIB))])).await;
	// The first gives wrong bytes and breaks off: nothing shows yet that they are wrong.
	let manifest = setup.packed.manifest_bytes.clone();
	let wrong = move || {
		let parts = [Ok(Bytes::from(vec![7; 2 * MIB])), Err(io::Error::other("gone"))];
		std::future::ready(Body::from_stream(futures::stream::iter(parts)))
	};
	let router = Router::new()
		.route("/base/big", get(wrong))
		.route("/base/.metahub/manifest.json", get(move || std::future::ready(manifest.clone())));
	let first = Server::start(router).await;
	let (server, log) = setup.static_server().await;
	run(setup.request(&[&base(&first), &base(&server)], &[])).await.unwrap();
	setup.assert_complete();
	// Continued, found wrong, and fetched again from the start.
	let log: Vec<u64> = log.log.lock().unwrap().iter().map(|(_, from)| *from).collect();
	assert!(log.len() == 2 && log[0] > 0 && log[1] == 0, "{log:?}");
}

#[tokio::test]
async fn a_pull_that_was_interrupted_goes_on() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let last = *Block::raw(pattern(3 * MIB + 7)[3 * MIB..].to_vec()).cid();
	gateway.stuck.lock().unwrap().insert(last);
	let request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	// Dropped in the middle, as by a signal, once the last chunk has been asked for and the other
	// files are complete.
	let complete = setup.part().join("files");
	let stopped = async {
		gateway.asked.notified().await;
		while !complete.is_dir() || read_all(&complete).len() < 6 {
			tokio::task::yield_now().await;
		}
	};
	tokio::select! {
		result = run(request) => panic!("{result:?}"),
		() = stopped => {},
	}
	assert!(setup.part().is_dir() && !setup.dest().exists());
	// Something that does not belong there, and a file that was damaged meanwhile.
	write(&setup.part(), "files/data/other", b"other");
	write(&setup.part(), "files/config.json", b"{ ");
	gateway.stuck.lock().unwrap().clear();
	gateway.requests.store(0, SeqCst);
	// What the first pull was at when it was dropped comes to its end first.
	let report = loop {
		match run(setup.request(&[&setup.ipfs()], &[&server.url()])).await {
			Err(PullError::Busy(_)) => tokio::task::yield_now().await,
			result => break result.unwrap(),
		}
	};
	setup.assert_complete();
	assert_eq!(report.reused_files, 5);
	assert!(report.reused_bytes > 3 * MIB as u64, "{}", report.reused_bytes);
	// The manifest, config.json, and of a.bin its root and what had not been written.
	assert!(gateway.requests.load(SeqCst) <= 2 + 5, "{:?}", gateway.requests);
}

#[tokio::test]
async fn a_partial_file_is_checked_chunk_by_chunk() {
	let setup = Setup::of(folder(&[("big", &pattern(4 * MIB))])).await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let chunk = |n: usize| *Block::raw(pattern(4 * MIB)[n * MIB..(n + 1) * MIB].to_vec()).cid();
	gateway.missing.lock().unwrap().insert(chunk(3));
	let request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	assert!(matches!(run(request.clone()).await, Err(PullError::Unavailable { .. })));
	let partial = setup.part().join("partial");
	let partial = fs::read_dir(partial).unwrap().next().unwrap().unwrap().path();
	let mut bytes = fs::read(&partial).unwrap();
	assert!(bytes.len() >= MIB);
	bytes.resize(3 * MIB, 0);
	bytes[..3 * MIB].copy_from_slice(&pattern(3 * MIB));
	bytes[MIB] ^= 1;
	fs::write(&partial, bytes).unwrap();
	gateway.missing.lock().unwrap().clear();
	gateway.requests.store(0, SeqCst);
	let report = run(request).await.unwrap();
	setup.assert_complete();
	// The manifest, the root, the damaged chunk and the missing one.
	assert_eq!(gateway.requests.load(SeqCst), 4);
	assert_eq!(report.fetched_bytes, 2 * MIB as u64);
	assert_eq!(report.reused_bytes, 2 * MIB as u64);
}

#[tokio::test]
async fn a_destination_with_files_is_refused_or_updated() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	// An empty one is fine.
	fs::create_dir(setup.dest()).unwrap();
	run(request.clone()).await.unwrap();
	setup.assert_complete();
	let error = run(request.clone()).await.unwrap_err();
	assert!(
		matches!(&error, PullError::DestinationNotEmpty(path) if *path == setup.dest()),
		"{error}"
	);
	// Updated: only what differs is fetched.
	write(&setup.dest(), "config.json", b"{ }");
	fs::remove_file(setup.dest().join("data/empty")).unwrap();
	write(&setup.dest(), "mine.txt", b"mine");
	gateway.requests.store(0, SeqCst);
	request.force = true;
	let report = run(request.clone()).await.unwrap();
	assert_eq!(gateway.requests.load(SeqCst), 3);
	assert_eq!(report.reused_files, 5);
	assert_eq!(report.left, ["mine.txt"]);
	assert_eq!(fs::read(setup.dest().join("mine.txt")).unwrap(), b"mine");
	fs::remove_file(setup.dest().join("mine.txt")).unwrap();
	setup.assert_complete();
	// A file is no folder.
	request.dest = setup.work.path().join("file");
	fs::write(&request.dest, b"x").unwrap();
	assert!(matches!(run(request).await, Err(PullError::DestinationNotAFolder(_))));
}

#[tokio::test]
async fn links_in_the_destination_are_not_followed() {
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let outside = tempfile::tempdir().unwrap();
	let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	request.force = true;
	// A link where a folder has to be.
	fs::create_dir(setup.dest()).unwrap();
	symlink(outside.path(), setup.dest().join("data")).unwrap();
	let error = run(request.clone()).await.unwrap_err();
	assert!(matches!(&error, PullError::InTheWay(path) if path.ends_with("data")), "{error}");
	assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
	fs::remove_file(setup.dest().join("data")).unwrap();
	// One where a file has to be is replaced, not written through.
	write(outside.path(), "target", b"untouched");
	symlink(outside.path().join("target"), setup.dest().join("config.json")).unwrap();
	run(request.clone()).await.unwrap();
	assert_eq!(fs::read(outside.path().join("target")).unwrap(), b"untouched");
	setup.assert_complete();
	// A folder where a file has to be.
	fs::remove_file(setup.dest().join("config.json")).unwrap();
	write(&setup.dest(), "config.json/x", b"x");
	let error = run(request.clone()).await.unwrap_err();
	assert!(
		matches!(&error, PullError::InTheWay(path) if path.ends_with("config.json")),
		"{error}"
	);
	assert_eq!(read_all(&setup.dest()).len(), 7, "nothing was moved");
	// Links in the folder of unfinished work, and as that folder.
	assert!(!setup.part().exists(), "refused before anything was fetched");
	fs::remove_dir_all(setup.dest()).unwrap();
	fs::create_dir_all(setup.part().join("files")).unwrap();
	symlink(outside.path(), setup.part().join("files/data")).unwrap();
	run(request.clone()).await.unwrap();
	setup.assert_complete();
	assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
	fs::remove_dir_all(setup.dest()).unwrap();
	symlink(outside.path(), setup.part()).unwrap();
	assert!(matches!(run(request).await, Err(PullError::InTheWay(_))));
}

#[tokio::test]
async fn one_pull_at_a_time() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	gateway.stuck.lock().unwrap().insert(setup.packed.manifest_cid);
	let server = gateway.serve(setup.temp.store.clone()).await;
	let request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	let (first, second) = (request.clone(), request.clone());
	let both = async {
		gateway.asked.notified().await;
		run(second).await.unwrap_err()
	};
	let error = tokio::select! {
		result = run(first) => panic!("{result:?}"),
		error = both => error,
	};
	assert!(matches!(&error, PullError::Busy(path) if *path == setup.part()), "{error}");
	// The lock is gone with the first pull.
	gateway.stuck.lock().unwrap().clear();
	run(request).await.unwrap();
	setup.assert_complete();
}

#[tokio::test]
async fn a_full_disk_stops_the_pull_and_is_named() {
	let disk = tempfile::tempdir().unwrap();
	let mut mount = std::process::Command::new("mount");
	mount.args(["-t", "tmpfs", "-o", "size=3m", "none"]).arg(disk.path());
	if !mount.output().is_ok_and(|done| done.status.success()) {
		eprintln!("this process may not mount a file system");
		return;
	}
	let setup = Setup::new().await;
	let server = Gateway::default().serve(setup.temp.store.clone()).await;
	let mut request = setup.request(&[&setup.ipfs()], &[&server.url()]);
	request.dest = disk.path().join("dest");
	let error = run(request).await.unwrap_err();
	let exists = disk.path().join("dest").exists();
	let _ = std::process::Command::new("umount").arg(disk.path()).status();
	assert!(matches!(&error, PullError::Full(path) if path.starts_with(disk.path())), "{error}");
	assert!(!exists);
}

#[tokio::test]
async fn destinations_are_made_with_the_folders_above() {
	let setup = Setup::new().await;
	let store = setup.temp.store.root().to_str().unwrap().to_owned();
	let mut request = setup.request(&[], &[&store]);
	request.dest = setup.work.path().join("some/where/new");
	run(request.clone()).await.unwrap();
	assert!(read_all(&request.dest) == setup.files);
	request.part = Some(setup.work.path().join("elsewhere"));
	request.dest = setup.work.path().join("again");
	run(request.clone()).await.unwrap();
	assert!(read_all(&request.dest) == setup.files);
	assert_eq!(fs::read_dir(setup.work.path().join("elsewhere")).unwrap().count(), 0);
	// A folder without a name has no place beside it.
	(request.dest, request.part) = (Path::new("/").into(), None);
	assert!(matches!(run(request).await, Err(PullError::DestinationNotEmpty(_))));
}
