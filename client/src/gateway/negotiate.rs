//! What a request asks for: which form of the content, and which part of it.

use super::range::EntityBytes;
use axum::http::{header, HeaderMap, StatusCode};
use serde::Deserialize;

/// Media type of a block.
pub(super) const RAW: &str = "application/vnd.ipld.raw";
/// Media type of a CAR.
pub(super) const CAR: &str = "application/vnd.ipld.car";

/// The query parameters of the trustless-gateway protocol.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Params {
	format: Option<String>,
	dag_scope: Option<String>,
	entity_bytes: Option<String>,
	car_version: Option<String>,
	car_order: Option<String>,
	car_dups: Option<String>,
	/// What a browser should call the file.
	pub filename: Option<String>,
	/// Whether a browser should save it rather than show it.
	pub download: Option<String>,
}

/// The form in which content is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
	/// A block as it is.
	Raw,
	/// A DAG.
	Car {
		/// Which blocks.
		scope: Scope,
		/// Whether repeated blocks are repeated.
		dups: bool,
	},
	/// A file, put together.
	File,
}

/// Which blocks of a DAG are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
	Block,
	Entity(Option<EntityBytes>),
	All,
}

/// A request that cannot be answered: status and explanation.
pub(super) type Refusal = (StatusCode, String);

/// Finds out what is wanted. `format` goes before `Accept`, as the protocol has it.
pub(super) fn form(params: &Params, headers: &HeaderMap) -> Result<Form, Refusal> {
	let accept = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
	let accepted: Vec<Media> =
		accept.flat_map(|value| value.split(',')).map(Media::parse).collect();
	let car = accepted.iter().find(|media| media.is(CAR));
	match params.format.as_deref() {
		Some("raw") => return Ok(Form::Raw),
		Some("car") => return car_form(params, car),
		Some(other) => {
			let text = format!("the format {other:?} is not served; raw and car are");
			return Err((StatusCode::NOT_ACCEPTABLE, text));
		}
		None => {}
	}
	for media in &accepted {
		if media.is(RAW) {
			return Ok(Form::Raw);
		}
		if media.is(CAR) {
			return car_form(params, Some(media));
		}
	}
	// A form of IPFS's that is not served, and nothing that a file could be.
	let special = |media: &Media| {
		let name = media.name.as_str();
		name.starts_with("application/vnd.ip") || name == "application/x-tar"
	};
	if !accepted.is_empty() && accepted.iter().all(special) {
		let text = format!("only {RAW}, {CAR} and plain files are served");
		return Err((StatusCode::NOT_ACCEPTABLE, text));
	}
	Ok(Form::File)
}

fn car_form(params: &Params, accepted: Option<&Media>) -> Result<Form, Refusal> {
	let asked = |parameter: &Option<String>, name: &str| {
		parameter.clone().or_else(|| accepted.and_then(|media| media.parameter(name)))
	};
	let not_served = |what: String| Err((StatusCode::NOT_ACCEPTABLE, what));
	let not_understood = |what: String| Err((StatusCode::BAD_REQUEST, what));
	match asked(&params.car_version, "version").as_deref() {
		None | Some("1") => {}
		Some(other) => return not_served(format!("CAR version {other:?} is not served; 1 is")),
	}
	match asked(&params.car_order, "order").as_deref() {
		None | Some("dfs" | "unk") => {}
		Some(other) => return not_served(format!("the order {other:?} is not served; dfs is")),
	}
	let dups = match asked(&params.car_dups, "dups").as_deref() {
		None | Some("n") => false,
		Some("y") => true,
		Some(other) => return not_understood(format!("dups is y or n, not {other:?}")),
	};
	if let Some(text) = &params.entity_bytes {
		return match EntityBytes::parse(text) {
			Some(range) => Ok(Form::Car { scope: Scope::Entity(Some(range)), dups }),
			None => not_understood(format!("entity-bytes is from:to, not {text:?}")),
		};
	}
	let scope = match params.dag_scope.as_deref() {
		None | Some("all") => Scope::All,
		Some("entity") => Scope::Entity(None),
		Some("block") => Scope::Block,
		Some(other) => {
			return not_understood(format!("dag-scope is block, entity or all, not {other:?}"));
		}
	};
	Ok(Form::Car { scope, dups })
}

/// One of the media types that a client accepts.
struct Media {
	name: String,
	parameters: Vec<(String, String)>,
}

impl Media {
	fn parse(text: &str) -> Self {
		let mut parts = text.split(';').map(str::trim);
		let name = parts.next().unwrap_or_default().to_ascii_lowercase();
		let parameters = parts
			.filter_map(|part| part.split_once('='))
			.map(|(key, value)| {
				(key.trim().to_ascii_lowercase(), value.trim().trim_matches('"').into())
			})
			.collect();
		Self { name, parameters }
	}

	fn is(&self, name: &str) -> bool {
		self.name == name
	}

	fn parameter(&self, name: &str) -> Option<String> {
		self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
	}
}
