//! The answers.

use super::{
	negotiate::{form, Form, Params, Refusal, Scope, CAR, RAW},
	path::{no_directory, resolve, unreadable, Address, Resolved},
	range::{http as http_range, Wanted},
};
use crate::{
	content::{
		car,
		dagpb::NodeError,
		directory,
		reader::{File, ReadError},
	},
	store::{BlockSource, StoreError},
};
use axum::{
	body::Body,
	extract::{Query, State},
	http::{header, HeaderMap, HeaderName, HeaderValue, StatusCode, Uri},
	response::{IntoResponse, Response},
	Extension,
};
use bytes::Bytes;
use cid::Cid;
use futures::{StreamExt, TryStreamExt};
use metahub_assets::ContentId;
use sp_crypto_hashing::blake2_256;
use std::sync::Arc;

/// The empty identity CID, by which clients find out that this is a gateway.
const PROBE: &str = "bafkqaaa";
const PROBE_BYTES: &[u8] = &[1, 0x55, 0, 0];
/// Nothing that is served ever changes.
const FOREVER: &str = "public, max-age=29030400, immutable";
/// Longest CID that is looked at, in characters.
const MAX_CID_TEXT: usize = 128;

/// `GET /ipfs/{cid}` and `GET /ipfs/{cid}/{path}`. A gate has walked the path already.
pub(super) async fn content(
	State(store): State<Arc<dyn BlockSource>>,
	uri: Uri,
	walked: Option<Extension<Resolved>>,
	Query(params): Query<Params>,
	headers: HeaderMap,
) -> Response {
	let answer = async {
		let form = form(&params, &headers)?;
		let at = match walked {
			Some(Extension(at)) => at,
			None => match Address::parse(uri.path())? {
				address if !is_probe(&address.name) => resolve(&store, address, &headers).await?,
				address if address.segments.is_empty() => return probe(&form),
				_ => return Err(no_directory(&PROBE)),
			},
		};
		let Some(&cid) = at.cids.last() else { return Err(no_directory(&PROBE)) };
		Request { cid, at, form, params, headers }.answer(store).await
	};
	answer.await.unwrap_or_else(refuse)
}

/// What a browser asks before it lets a page ask.
pub(super) async fn preflight() -> StatusCode {
	StatusCode::NO_CONTENT
}

/// Any other path.
pub(super) async fn unknown() -> Response {
	refuse((StatusCode::NOT_FOUND, "there is only /ipfs/<cid>[/<path>] and /health here".into()))
}

/// Lets pages of any origin read the answers: they are public, and the same for everybody.
pub(super) async fn allow_browsers(mut response: Response) -> Response {
	let allow = [
		(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
		(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
		(
			header::ACCESS_CONTROL_ALLOW_HEADERS,
			"Accept, Cache-Control, Content-Type, If-None-Match, Range",
		),
		(
			header::ACCESS_CONTROL_EXPOSE_HEADERS,
			"Content-Length, Content-Range, Etag, X-Ipfs-Path, X-Ipfs-Roots",
		),
		(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
	];
	for (name, value) in allow {
		response.headers_mut().insert(name, HeaderValue::from_static(value));
	}
	response
}

pub(super) fn refuse((status, text): Refusal) -> Response {
	(status, [(header::CACHE_CONTROL, "no-store")], format!("{text}\n")).into_response()
}

fn probe(form: &Form) -> Result<Response, Refusal> {
	let (kind, body) = match form {
		Form::Raw => (RAW, Bytes::new()),
		Form::Car { .. } => {
			("application/vnd.ipld.car; version=1; order=dfs; dups=n", { car::header(PROBE_BYTES) })
		}
		Form::File => ("application/octet-stream", Bytes::new()),
	};
	Ok(([(header::CONTENT_TYPE, kind)], body).into_response())
}

/// Whether a name is that of the empty CID.
pub(super) fn is_probe(name: &str) -> bool {
	name == PROBE
}

/// Reads a CID in any base and version; those that no file has are refused.
pub(super) fn parse_cid(name: &str) -> Result<ContentId, Refusal> {
	let bad = |reason: String| {
		(StatusCode::BAD_REQUEST, format!("{name:?} is not a CID of a file: {reason}"))
	};
	if name.len() > MAX_CID_TEXT {
		return Err((StatusCode::BAD_REQUEST, "the CID is too long".into()));
	}
	let cid = Cid::try_from(name).map_err(|e| bad(e.to_string()))?;
	let cid = cid.into_v1().map_err(|e| bad(e.to_string()))?;
	ContentId::from_bytes(&cid.to_bytes()).map_err(|e| bad(e.to_string()))
}

/// A request for the content behind a CID.
struct Request {
	/// Where the path ends.
	cid: ContentId,
	at: Resolved,
	form: Form,
	params: Params,
	headers: HeaderMap,
}

impl Request {
	async fn answer(self, store: Arc<dyn BlockSource>) -> Result<Response, Refusal> {
		match self.form.clone() {
			Form::Raw => {
				let block =
					store.get(&self.cid).await.map_err(|e| refusal(e.into(), &self.headers))?;
				let etag = format!("\"{}.raw\"", self.cid);
				let bytes = block.into_bytes();
				let size = bytes.len() as u64;
				let part = move |range: std::ops::Range<u64>| {
					Body::from(bytes.slice(range.start as usize..range.end as usize))
				};
				self.ranged(&etag, RAW, ".bin", size, part)
			}
			Form::File => {
				let file = match File::open(store, &self.cid).await {
					Ok(file) => file,
					Err(error) if is_directory(&error) => {
						let text = "is a directory, which has no form as a file: ask for a file in it, or \
						            for the directory with format=raw";
						return Err((StatusCode::NOT_IMPLEMENTED, format!("{} {text}", self.cid)));
					}
					Err(error) => return Err(refusal(error, &self.headers)),
				};
				let etag = format!("\"{}\"", self.cid);
				let part = |range| Body::from_stream(file.bytes(range).inspect_err(log_break));
				self.ranged(&etag, "application/octet-stream", "", file.size(), part)
			}
			Form::Car { scope, dups } => match File::open(store.clone(), &self.cid).await {
				Ok(file) => self.car(store, &file, scope, dups),
				Err(error) if is_directory(&error) => self.directory_car(store, scope, dups).await,
				Err(error) => Err(refusal(error, &self.headers)),
			},
		}
	}

	/// A directory as far as it takes to list it, after the directories on the way.
	async fn directory_car(
		&self,
		store: Arc<dyn BlockSource>,
		scope: Scope,
		dups: bool,
	) -> Result<Response, Refusal> {
		if scope == Scope::All {
			let text =
				"is a directory: ask for dag-scope=block or entity, and for what is in it by \
			            further requests";
			return Err((StatusCode::NOT_IMPLEMENTED, format!("{} {text}", self.cid)));
		}
		let block = store.get(&self.cid).await.map_err(|e| refusal(e.into(), &self.headers))?;
		directory::decode(block.bytes()).map_err(|error| unreadable(&self.cid, &error))?;
		let cids = self.at.cids.clone();
		let body = || Body::from_stream(car::path(store, cids).inspect_err(log_break));
		Ok(self.car_response("block", dups, body))
	}

	fn car(
		&self,
		store: Arc<dyn BlockSource>,
		file: &File,
		scope: Scope,
		dups: bool,
	) -> Result<Response, Refusal> {
		let size = file.size();
		let scope = match scope {
			Scope::Block => car::Scope::Block,
			Scope::All | Scope::Entity(None) => car::Scope::All,
			Scope::Entity(Some(range)) if range.is_beyond(size) => {
				let text = format!("entity-bytes begin beyond the file, which has {size} bytes");
				return Err((StatusCode::BAD_REQUEST, text));
			}
			Scope::Entity(Some(range)) => match range.resolve(size) {
				range if range.is_empty() => car::Scope::Block,
				range => car::Scope::Bytes(range),
			},
		};
		let part = match &scope {
			car::Scope::Block => "block".into(),
			car::Scope::Bytes(range) => format!("{}-{}", range.start, range.end),
			car::Scope::All => "all".into(),
		};
		let mut way = self.at.cids.clone();
		way.pop();
		let body = || match way.is_empty() {
			true => Body::from_stream(car::stream(file, scope, dups).inspect_err(log_break)),
			// No block on the way occurs again: a directory cannot be below itself, nor in a file.
			false => {
				let sections = car::sections(file, scope, dups);
				Body::from_stream(car::path(store, way).chain(sections).inspect_err(log_break))
			}
		};
		Ok(self.car_response(&part, dups, body))
	}

	fn car_response(&self, part: &str, dups: bool, body: impl FnOnce() -> Body) -> Response {
		let yes_no = if dups { 'y' } else { 'n' };
		// The blocks on the way are part of the answer.
		let way = match self.at.segments.is_empty() {
			true => String::new(),
			false => format!(".{}", hex::encode(&blake2_256(self.roots().as_bytes())[..16])),
		};
		// Weak: another implementation may order the blocks in another way.
		let etag = format!("W/\"{}.car{way}.{part}.dups-{yes_no}\"", self.cid);
		let mut response = if self.has(&etag) {
			StatusCode::NOT_MODIFIED.into_response()
		} else {
			body().into_response()
		};
		let kind = format!("{CAR}; version=1; order=dfs; dups={yes_no}");
		self.describe(&mut response, &etag, &kind, ".car");
		set(&mut response, header::ACCEPT_RANGES, "none");
		response
	}

	/// What `X-Ipfs-Roots` says: the root, then what each segment leads to.
	fn roots(&self) -> String {
		self.at.cids.iter().map(ContentId::to_string).collect::<Vec<_>>().join(",")
	}

	/// Everything or a range.
	fn ranged(
		&self,
		etag: &str,
		kind: &str,
		suffix: &str,
		size: u64,
		body: impl FnOnce(std::ops::Range<u64>) -> Body,
	) -> Result<Response, Refusal> {
		let mut response = if self.has(etag) {
			StatusCode::NOT_MODIFIED.into_response()
		} else {
			match self.range(etag, size) {
				Wanted::All => {
					let mut response = body(0..size).into_response();
					set(&mut response, header::CONTENT_LENGTH, &size.to_string());
					response
				}
				Wanted::Part(range) => {
					let (start, end) = (range.start, range.end);
					let mut response = (StatusCode::PARTIAL_CONTENT, body(range)).into_response();
					set(&mut response, header::CONTENT_LENGTH, &(end - start).to_string());
					let content_range = format!("bytes {start}-{}/{size}", end - 1);
					set(&mut response, header::CONTENT_RANGE, &content_range);
					response
				}
				Wanted::Unsatisfiable => {
					let text = format!("there are {size} bytes");
					let mut response = refuse((StatusCode::RANGE_NOT_SATISFIABLE, text));
					set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
					return Ok(response);
				}
			}
		};
		self.describe(&mut response, etag, kind, suffix);
		set(&mut response, header::ACCEPT_RANGES, "bytes");
		Ok(response)
	}

	fn range(&self, etag: &str, size: u64) -> Wanted {
		// A range of something else than this is not wanted.
		if self.text(header::IF_RANGE).is_some_and(|tag| tag != etag) {
			return Wanted::All;
		}
		http_range(self.text(header::RANGE), size)
	}

	/// Whether the client has this answer already.
	fn has(&self, etag: &str) -> bool {
		let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
		self.text(header::IF_NONE_MATCH).is_some_and(|tags| {
			tags.trim() == "*" || tags.split(',').any(|tag| strong(tag) == strong(etag))
		})
	}

	fn text(&self, name: HeaderName) -> Option<&str> {
		self.headers.get(name)?.to_str().ok()
	}

	/// The headers that every form has.
	fn describe(&self, response: &mut Response, etag: &str, kind: &str, suffix: &str) {
		let cid = self.cid;
		// A file has the name that the path ends with.
		let named = self.at.segments.last().filter(|_| suffix.is_empty());
		let filename = match self.params.filename.as_ref().or(named) {
			Some(name) => format!("filename*=UTF-8''{}", percent_encode(name)),
			None => format!("filename=\"{cid}{suffix}\""),
		};
		let inline = suffix.is_empty() && self.params.download.as_deref() != Some("true");
		let shown = if inline { "inline" } else { "attachment" };
		set(response, header::CONTENT_DISPOSITION, &format!("{shown}; {filename}"));
		set(response, header::CONTENT_TYPE, kind);
		set(response, header::CACHE_CONTROL, FOREVER);
		set(response, header::ETAG, etag);
		// The same URL has other forms for other clients.
		set(response, header::VARY, "Accept");
		let root = self.at.cids.first().unwrap_or(&cid);
		let segments = self.at.segments.iter().map(|name| format!("/{}", percent_encode(name)));
		let path = format!("/ipfs/{root}{}", segments.collect::<String>());
		set(response, HeaderName::from_static("x-ipfs-path"), &path);
		set(response, HeaderName::from_static("x-ipfs-roots"), &self.roots());
	}
}

/// Whether a block is no file because it is a directory.
fn is_directory(error: &ReadError) -> bool {
	matches!(error, ReadError::Node { error: NodeError::NotAFile(directory::TYPE_DIRECTORY), .. })
}

/// What to say when blocks cannot be read.
pub(super) fn refusal(error: ReadError, headers: &HeaderMap) -> Refusal {
	let cached_only = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
	let cached_only = cached_only.is_some_and(|value| value.contains("only-if-cached"));
	let status = match &error {
		ReadError::Store(StoreError::NotFound { .. }) if cached_only => {
			StatusCode::PRECONDITION_FAILED
		}
		ReadError::Store(StoreError::NotFound { .. }) => StatusCode::NOT_FOUND,
		ReadError::Node { .. } => StatusCode::NOT_IMPLEMENTED,
		_ => StatusCode::INTERNAL_SERVER_ERROR,
	};
	// Where the store lies is nobody's business.
	let text = match error {
		ReadError::Store(StoreError::NotFound { cid, .. }) => {
			format!("the block {cid} is not in this store")
		}
		ReadError::Store(StoreError::Corrupt { cid, .. }) => {
			tracing::error!("the block {cid} is damaged in the store");
			format!("the block {cid} is damaged in this store")
		}
		ReadError::Store(error) => {
			tracing::error!("{error}");
			"the store cannot be read".into()
		}
		other => other.to_string(),
	};
	(status, text)
}

fn log_break(error: &impl std::fmt::Display) {
	tracing::error!("an answer breaks off: {error}");
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
	// All values are ASCII: CIDs, numbers, constants, and a file name that has been encoded.
	if let Ok(value) = HeaderValue::from_str(value) {
		response.headers_mut().insert(name, value);
	}
}

fn percent_encode(text: &str) -> String {
	let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
	text.bytes()
		.map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") })
		.collect()
}
