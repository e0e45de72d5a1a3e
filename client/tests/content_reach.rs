//! URLs that somebody wrote into an asset lead to no private host, unless the user has configured it.

mod content_support;

use axum::{http::HeaderMap, response::IntoResponse, response::Redirect};
use content_support::{
	pull::{base, failures, run, Gateway, Setup},
	Server,
};
use metahub_client::pull::{PullError, PullRequest};
use std::sync::{
	atomic::{AtomicUsize, Ordering::SeqCst},
	Arc,
};

/// A pull that trusts these hosts only.
fn asked(setup: &Setup, uris: &[&str], gateways: &[&str], trusted: &[&str]) -> PullRequest {
	PullRequest {
		trusted_hosts: trusted.iter().map(ToString::to_string).collect(),
		..setup.request(uris, gateways)
	}
}

/// What the sources said.
fn refused(result: Result<impl std::fmt::Debug, PullError>) -> String {
	match result {
		Err(PullError::NoSources(reasons)) => reasons.join("\n"),
		Err(PullError::Unavailable { sources, .. }) => {
			sources.iter().map(failures).collect::<Vec<_>>().join("\n")
		}
		other => panic!("{other:?}"),
	}
}

#[tokio::test]
async fn a_url_from_the_chain_reaches_no_private_host() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let (folder, log) = setup.static_server().await;
	let manifest = setup.packed.manifest_cid;
	let port = server.address.port();
	for url in [
		format!("{}/ipfs/{manifest}", server.url()),
		base(&folder),
		// A name whose addresses are private.
		format!("http://localhost:{port}/ipfs/{manifest}"),
		format!("http://localhost:{}/base", folder.address.port()),
		format!("http://[::ffff:127.0.0.1]:{port}/ipfs/{manifest}"),
		format!("http://169.254.169.254/ipfs/{manifest}"),
	] {
		let said = refused(run(asked(&setup, &[&url], &[], &[])).await);
		assert!(said.contains("--trust-host"), "{url}: {said}");
	}
	assert_eq!(gateway.requests.load(SeqCst), 0);
	assert!(log.log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_the_user_has_configured_is_asked() {
	let setup = Setup::new().await;
	let gateway = Gateway::default();
	let server = gateway.serve(setup.temp.store.clone()).await;
	let (folder, _log) = setup.static_server().await;
	let url = format!("{}/ipfs/{}", server.url(), setup.packed.manifest_cid);
	let port = server.address.port();
	let local = format!("http://localhost:{port}/ipfs/{}", setup.packed.manifest_cid);
	let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
	let cases: [(&str, &[&str], &[&str]); 5] = [
		(&url, &[], &["127.0.0.1"]),
		(&url, &[], &[&own[0]]),
		(&local, &[], &[&own[1]]),
		(&base(&folder), &[], &["127.0.0.1"]),
		// The gateway that is configured is the one that the URL names.
		(&url, &[&server.url()], &[]),
	];
	for (uri, gateways, trusted) in cases {
		run(asked(&setup, &[uri], gateways, trusted)).await.unwrap();
		setup.assert_complete();
		std::fs::remove_dir_all(setup.dest()).unwrap();
	}
	// Another port of a host that is trusted for one.
	let other = format!("http://localhost:{}/base", folder.address.port());
	let said = refused(run(asked(&setup, &[&other], &[], &[&own[1]])).await);
	assert!(said.contains("--trust-host"), "{said}");
	// What is no host.
	let error = run(asked(&setup, &[&url], &[], &["not a host"])).await.unwrap_err();
	assert!(matches!(error, PullError::Source(_)), "{error}");
}

#[tokio::test]
async fn a_redirect_reaches_no_private_host() {
	let setup = Setup::new().await;
	let hits = Arc::<AtomicUsize>::default();
	let count = hits.clone();
	let inner = Server::answering(move |_: HeaderMap| {
		count.fetch_add(1, SeqCst);
		"secret".into_response()
	})
	.await;
	let port = inner.address.port();
	for target in [format!("{}/", inner.url()), format!("http://localhost:{port}/")] {
		let location = target.clone();
		let outer =
			Server::answering(move |_: HeaderMap| Redirect::temporary(&location).into_response())
				.await;
		let trusted = format!("127.0.0.1:{}", outer.address.port());
		let url = format!("{}/ipfs/{}", outer.url(), setup.packed.manifest_cid);
		let said = refused(run(asked(&setup, &[&url, &base(&outer)], &[], &[&trusted])).await);
		assert!(said.contains("--trust-host"), "{target}: {said}");
	}
	assert_eq!(hits.load(SeqCst), 0);
}
