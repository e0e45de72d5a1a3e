//! Which blocks are an asset's: found out once, and kept.

mod access_support;
mod content_support;

use access_support::{did, Setup};
use metahub_client::{
	gateway::{GateConfig, GatewayConfig, Limits},
	store::BlockStore,
};
use serde_json::{json, Value};
use std::{path::PathBuf, time::Duration};

fn holder() -> Value {
	json!({ "grant": { "type": "holder", "licence": "7" } })
}

fn kept(setup: &Setup) -> PathBuf {
	setup.temp.store.root().join("index").join(setup.first.manifest_cid.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_outlives_a_restart() {
	let mut setup = Setup::new().await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let cid = setup.file("data/b");
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	while !kept(&setup).is_file() {
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
	// Without the manifest nothing could be found out.
	let manifest = setup.temp.store.block_path(&setup.first.manifest_cid);
	let bytes = std::fs::read(&manifest).unwrap();
	std::fs::remove_file(&manifest).unwrap();
	setup.restart(|config| config).await;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	let other = setup.second.manifest.file("data/c").unwrap().cid;
	assert_eq!(setup.block(&other, Some(&pass)).await, (403, "OtherAsset".into()));
	// One that is damaged is not believed, but built again.
	let mut damaged = std::fs::read(kept(&setup)).unwrap();
	damaged[40] ^= 1;
	std::fs::write(kept(&setup), &damaged).unwrap();
	setup.restart(|config| config).await;
	assert_eq!(setup.block(&cid, Some(&pass)).await, (403, "OtherAsset".into()));
	std::fs::write(&manifest, &bytes).unwrap();
	setup.restart(|config| config).await;
	assert_eq!(setup.block(&cid, Some(&pass)).await.0, 200);
	while std::fs::read(kept(&setup)).unwrap() == damaged {
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_node_hides_what_is_below_it_only() {
	let setup = Setup::new().await;
	let (packed, leaves, inner) = setup.temp.pack_deep().await;
	setup.temp.store.vouch(&did("1:4"), &packed.manifest_cid).await.unwrap();
	setup.chain.edit(|world| world.assets.insert("1:4".parse().unwrap(), vec![packed]));
	setup.allow("1:4", "bob", holder());
	setup.temp.remove(&inner);
	let pass = setup.pass("1:4", "bob").await;
	for (at, leaf) in leaves.iter().enumerate() {
		let expected = if at < 4 { (403, "OtherAsset".into()) } else { (200, String::new()) };
		assert_eq!(setup.block(leaf, Some(&pass)).await, expected, "{at}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_told_to_come_back_while_an_index_is_built() {
	let setup = Setup::with_config(
		|config| GateConfig {
			limits: Limits { index_wait_secs: 0, ..Limits::default() },
			..config
		},
		|config| GatewayConfig { metrics: Some("127.0.0.1:0".parse().unwrap()), ..config },
	)
	.await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	let path = format!("/ipfs/{}?format=raw", setup.file("data/b"));
	let first = setup.get(&path, Some(&pass)).await;
	assert_eq!(first.status().as_u16(), 503);
	assert!(first.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);
	assert_eq!(first.json::<Value>().await.unwrap()["error"]["code"], "IndexBuilding");
	while setup.get(&path, Some(&pass)).await.status().as_u16() != 200 {
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
	// All of these requests had one index built.
	let metrics = setup.client.get(setup.gateway.metrics_url().unwrap()).send().await.unwrap();
	let metrics = metrics.text().await.unwrap();
	assert!(metrics.contains("metahub_gateway_index_builds_total 1\n"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_say_how_the_gateway_does() {
	let mut setup = Setup::with_config(
		|config| config,
		|config| GatewayConfig { metrics: Some("127.0.0.1:0".parse().unwrap()), ..config },
	)
	.await;
	setup.allow("1:2", "bob", holder());
	let pass = setup.pass("1:2", "bob").await;
	assert_eq!(setup.block(&setup.file("data/b"), Some(&pass)).await.0, 200);
	setup.block(&setup.file("data/b"), None).await;
	let health = setup.get("/health", None).await;
	assert_eq!(health.status().as_u16(), 200);
	let health: Value = health.json().await.unwrap();
	assert_eq!(health, json!({ "status": "ok", "store": "ok", "node": "ok" }));
	let metrics = setup.client.get(setup.gateway.metrics_url().unwrap()).send().await.unwrap();
	let metrics = metrics.text().await.unwrap();
	for line in [
		"metahub_gateway_requests_total{kind=\"challenge\",status=\"200\"} 1",
		"metahub_gateway_requests_total{kind=\"pass\",status=\"200\"} 1",
		"metahub_gateway_requests_total{kind=\"raw\",status=\"200\"} 1",
		"metahub_gateway_requests_total{kind=\"raw\",status=\"401\"} 1",
		"metahub_gateway_challenges_total 1",
		"metahub_gateway_passes_total 1",
		"metahub_gateway_node_failures_total 0",
		"metahub_gateway_connections_refused_total 0",
	] {
		assert!(metrics.contains(&format!("{line}\n")), "{line}: {metrics}");
	}
	// They are on a listener of their own.
	assert_eq!(setup.get("/metrics", None).await.status().as_u16(), 404);
	// The node goes away.
	setup.chain.handle.stop().unwrap();
	setup.chain.handle.clone().stopped().await;
	let unwell = loop {
		let health = setup.get("/health", None).await;
		if health.status().as_u16() == 503 {
			break health;
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	};
	assert!(unwell.headers().contains_key("retry-after"));
	let unwell: Value = unwell.json().await.unwrap();
	assert_eq!(unwell, json!({ "status": "failed", "store": "ok", "node": "failed" }));
	setup.chain.start_again();
	// The store goes away.
	std::fs::remove_file(setup.temp.store.root().join("metahub-store")).unwrap();
	loop {
		let health: Value = setup.get("/health", None).await.json().await.unwrap();
		if health == json!({ "status": "failed", "store": "failed", "node": "ok" }) {
			break;
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
}
