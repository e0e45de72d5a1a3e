//! Whether a gateway can do its work, and what it has counted.

use super::{gate::Gate, metrics::Metrics};
use crate::store::FolderStore;
use axum::{
	extract::State,
	http::{header, StatusCode},
	response::{IntoResponse, Response},
};
use serde_json::json;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// How long an answer stands: whoever asks more often is told the same.
const FRESH: Duration = Duration::from_secs(2);
/// How long the node may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks whether a gateway can do its work.
pub(super) struct Health {
	store: FolderStore,
	gate: Option<Arc<Gate>>,
	last: Mutex<Option<(Instant, bool, Option<bool>)>>,
}

impl Health {
	pub(super) fn new(store: FolderStore, gate: Option<Arc<Gate>>) -> Self {
		Self { store, gate, last: Mutex::default() }
	}

	/// Whether the store can be read, and whether the node answers, if there is one.
	async fn look(&self) -> (bool, Option<bool>) {
		let mut last = self.last.lock().await;
		match *last {
			Some((at, store, node)) if at.elapsed() < FRESH => (store, node),
			_ => {
				let readable = self.store.clone();
				let readable = move || readable.is_readable();
				let store = crate::content::unixfs::blocking(readable).await;
				let node = match &self.gate {
					None => None,
					Some(gate) => {
						let asked = tokio::time::timeout(PATIENCE, gate.node_answers()).await;
						Some(asked.unwrap_or_default())
					}
				};
				*last = Some((Instant::now(), store, node));
				(store, node)
			}
		}
	}
}

/// `GET /health`.
pub(super) async fn health(State(health): State<Arc<Health>>) -> Response {
	let (store, node) = health.look().await;
	let word = |well: bool| if well { "ok" } else { "failed" };
	let well = store && node != Some(false);
	let mut body = json!({ "status": word(well), "store": word(store) });
	if let Some(node) = node {
		body["node"] = word(node).into();
	}
	let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
	if well {
		(kind, format!("{body}\n")).into_response()
	} else {
		let later = [(header::RETRY_AFTER, "5")];
		(StatusCode::SERVICE_UNAVAILABLE, kind, later, format!("{body}\n")).into_response()
	}
}

/// `GET /metrics`.
pub(super) async fn metrics(State(metrics): State<Arc<Metrics>>) -> Response {
	match metrics.text() {
		Ok((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
		Err(error) => {
			tracing::error!("{error}");
			StatusCode::INTERNAL_SERVER_ERROR.into_response()
		}
	}
}
