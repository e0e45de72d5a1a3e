//! What a gateway counts, as Prometheus reads it.

use super::GatewayError;
use axum::{
	body::Body,
	http::{header, Request, StatusCode},
};
use prometheus::{
	Encoder, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder, TEXT_FORMAT,
};

/// What a gateway counts.
#[derive(Debug)]
pub(super) struct Metrics {
	registry: Registry,
	requests: IntCounterVec,
	/// Bytes of answers.
	pub bytes: IntCounter,
	/// Connections that are open.
	pub open: IntGauge,
	/// Connections that were opened.
	pub accepted: IntCounter,
	/// Connections for which there was no place.
	pub refused: IntCounter,
	/// Connections that were closed because they took too long.
	pub overdue: IntCounter,
	/// Challenges that were given.
	pub challenges: IntCounter,
	/// Passes that were given.
	pub passes: IntCounter,
	/// Questions that the node did not answer.
	pub node_failures: IntCounter,
	/// Block indices that were built.
	pub index_builds: IntCounter,
}

/// The kind of a request, by which it is counted.
pub(super) fn kind_of(request: &Request<Body>) -> &'static str {
	let path = request.uri().path();
	if path.starts_with("/ipfs/") {
		let query = request.uri().query().unwrap_or_default();
		let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
		let accept = accept.unwrap_or_default();
		let asks = |format: &str| query.split('&').any(|pair| pair == format);
		return if asks("format=raw") {
			"raw"
		} else if asks("format=car") {
			"car"
		} else if accept.contains(super::negotiate::RAW) {
			"raw"
		} else if accept.contains(super::negotiate::CAR) {
			"car"
		} else {
			"file"
		};
	}
	match path {
		"/access/challenge" => "challenge",
		"/access/pass" => "pass",
		"/health" => "health",
		_ => "other",
	}
}

impl Metrics {
	pub(super) fn new() -> Result<Self, GatewayError> {
		let registry = Registry::new();
		let requests = IntCounterVec::new(
			Opts::new(
				"metahub_gateway_requests_total",
				"Requests that were answered, by kind and status code",
			),
			&["kind", "status"],
		)?;
		registry.register(Box::new(requests.clone()))?;
		let counter = |name: &str, help: &str| -> Result<IntCounter, GatewayError> {
			let counter = IntCounter::new(format!("metahub_gateway_{name}"), help)?;
			registry.register(Box::new(counter.clone()))?;
			Ok(counter)
		};
		let open = IntGauge::new("metahub_gateway_connections", "Connections that are open")?;
		registry.register(Box::new(open.clone()))?;
		Ok(Self {
			requests,
			bytes: counter("sent_bytes_total", "Bytes of answers' bodies")?,
			open,
			accepted: counter("connections_total", "Connections that were opened")?,
			refused: counter(
				"connections_refused_total",
				"Connections for which there was no place",
			)?,
			overdue: counter(
				"connections_overdue_total",
				"Connections that were closed because their peer took too long",
			)?,
			challenges: counter("challenges_total", "Challenges that were given")?,
			passes: counter("passes_total", "Passes that were given")?,
			node_failures: counter(
				"node_failures_total",
				"Questions that the node did not answer",
			)?,
			index_builds: counter("index_builds_total", "Block indices that were built")?,
			registry,
		})
	}

	/// Counts an answer.
	pub(super) fn answered(&self, kind: &str, status: StatusCode) {
		self.requests.with_label_values(&[kind, status.as_str()]).inc();
	}

	/// Everything, in Prometheus's text format: its media type, and the text.
	pub(super) fn text(&self) -> Result<(&'static str, Vec<u8>), GatewayError> {
		let mut text = Vec::new();
		TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
		Ok((TEXT_FORMAT, text))
	}
}
