//! What the HTTP sources have in common: bounded answers within bounded time.

use super::{PrivateHost, Reach, StoreError};
use bytes::{Bytes, BytesMut};
use reqwest::{header, Client, RequestBuilder, Response, StatusCode, Url};
use std::{
	error::Error,
	sync::Arc,
	time::{Duration, SystemTime},
};

/// A source that gives less than this on average is treated as one that does not answer.
const MIN_BYTES_PER_SEC: u64 = 8 << 10;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How much of an error's text is kept, in characters.
const MAX_REASON: usize = 200;

/// An HTTP server, and how to speak to it.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
	base: Url,
	client: Client,
	timeout: Duration,
	label: String,
}

impl Endpoint {
	/// A server that the user has named.
	pub(crate) fn new(text: &str, timeout: Duration) -> Result<Self, StoreError> {
		Self::within(&Reach::Anywhere, text, timeout)
	}

	/// A server that somebody has named.
	pub(crate) fn within(reach: &Reach, text: &str, timeout: Duration) -> Result<Self, StoreError> {
		let bad = |reason: String| StoreError::BadUrl { text: text.into(), reason };
		let base = Url::parse(text).map_err(|e| bad(e.to_string()))?;
		if !matches!(base.scheme(), "http" | "https") {
			return Err(bad("it is neither http nor https".into()));
		}
		let host = base.host_str().ok_or_else(|| bad("it has no host".into()))?;
		let mut builder = Client::builder()
			.user_agent(concat!("metahub/", env!("CARGO_PKG_VERSION")))
			.connect_timeout(timeout.min(CONNECT_TIMEOUT))
			.read_timeout(timeout)
			.redirect(reach.redirects())
			.dns_resolver(Arc::new(reach.clone()));
		let private = |host| StoreError::PrivateHost { store: text.into(), host };
		reach.check(&base).map_err(private)?;
		if is_loopback(host) {
			// A proxy has another idea of what this host is.
			builder = builder.no_proxy();
		}
		let client = builder.build().map_err(|e| bad(reason(&e)))?;
		// What is shown has no user name, password or token.
		let mut shown = base.clone();
		let _ = shown.set_username("");
		let _ = shown.set_password(None);
		shown.set_query(None);
		Ok(Self { base, client, timeout, label: shown.to_string() })
	}

	/// The URL that everything is below.
	pub(crate) fn base(&self) -> &str {
		self.base.as_str()
	}

	pub(crate) fn label(&self) -> &str {
		&self.label
	}

	/// The URL of something below the base. Segments are encoded where they need it.
	pub(crate) fn url<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Url {
		let mut url = self.base.clone();
		if let Ok(mut path) = url.path_segments_mut() {
			path.pop_if_empty().extend(segments);
		}
		url
	}

	pub(crate) fn get(&self, url: Url) -> RequestBuilder {
		self.client.get(url)
	}

	pub(crate) fn post(&self, url: Url) -> RequestBuilder {
		self.client.post(url)
	}

	/// Sends a request whose answer has at most `max_len` bytes, and waits for its headers. The
	/// time that the whole answer may take follows from that.
	pub(crate) async fn send(
		&self,
		request: RequestBuilder,
		max_len: u64,
	) -> Result<Response, StoreError> {
		let whole = self.timeout + Duration::from_secs(max_len / MIN_BYTES_PER_SEC);
		request.timeout(whole).send().await.map_err(|error| self.failed(error))
	}

	/// The answer's body, unless it is longer than `max_len`.
	pub(crate) async fn body(
		&self,
		mut response: Response,
		max_len: usize,
	) -> Result<Bytes, StoreError> {
		let too_long = || StoreError::Protocol {
			store: self.label.clone(),
			reason: format!("it is longer than {max_len} bytes"),
		};
		let announced = response.content_length().unwrap_or(0);
		if announced > max_len as u64 {
			return Err(too_long());
		}
		let mut body = BytesMut::with_capacity(announced as usize);
		while let Some(chunk) = response.chunk().await.map_err(|error| self.failed(error))? {
			if body.len() + chunk.len() > max_len {
				return Err(too_long());
			}
			body.extend_from_slice(&chunk);
		}
		Ok(body.freeze())
	}

	/// What an answer other than a success says.
	pub(crate) async fn refusal(&self, response: Response) -> StoreError {
		let status = response.status();
		let retry_after = retry_after(&response, SystemTime::now());
		let text = match self.body(response, 8 << 10).await {
			Ok(body) => printable(&String::from_utf8_lossy(&body)),
			Err(_) => String::new(),
		};
		let text = if text.is_empty() {
			status.canonical_reason().unwrap_or("no reason given").into()
		} else {
			text
		};
		let (store, status) = (self.label.clone(), status.as_u16());
		StoreError::Refused { store, status, reason: text, retry_after }
	}

	/// What kept a request from being answered.
	pub(crate) fn failed(&self, error: reqwest::Error) -> StoreError {
		let store = self.label.clone();
		if let Some(host) = private(&error) {
			return StoreError::PrivateHost { store, host };
		}
		if error.is_timeout() {
			StoreError::Timeout { store, after: self.timeout }
		} else {
			StoreError::Unreachable { store, reason: reason(&error) }
		}
	}
}

/// After how long an answer says to ask again (RFC 9110, section 10.2.3): in seconds, or a date.
fn retry_after(response: &Response, now: SystemTime) -> Option<Duration> {
	let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
	if let Ok(seconds) = text.parse() {
		return Some(Duration::from_secs(seconds));
	}
	let at = httpdate::parse_http_date(text).ok()?;
	Some(at.duration_since(now).unwrap_or_default())
}

/// Whether an answer says that there is no such thing.
pub(crate) fn is_absent(status: StatusCode) -> bool {
	matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
}

/// The offset that a partial answer begins at.
pub(crate) fn range_start(response: &Response) -> Option<u64> {
	let range = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
	range.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

fn is_loopback(host: &str) -> bool {
	let address = host.trim_start_matches('[').trim_end_matches(']');
	host == "localhost" || address.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// The host that must not be asked, if that is why a request failed.
fn private(error: &reqwest::Error) -> Option<PrivateHost> {
	let mut cause: Option<&dyn Error> = Some(error);
	while let Some(error) = cause {
		if let Some(host) = error.downcast_ref::<PrivateHost>() {
			return Some(host.clone());
		}
		cause = error.source();
	}
	None
}

/// The innermost cause, which is what a person can do something about.
fn reason(error: &reqwest::Error) -> String {
	let mut cause: &dyn Error = error;
	while let Some(inner) = cause.source() {
		cause = inner;
	}
	printable(&cause.to_string())
}

/// Text from elsewhere, fit for a terminal: short, one line, no control characters.
pub(crate) fn printable(text: &str) -> String {
	let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
	line.chars().filter(|c| !c.is_control()).take(MAX_REASON).collect()
}
