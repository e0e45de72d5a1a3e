//! What the gate says when it says no.

use crate::{
	access::{
		wire::{ErrorAnswer, ErrorDetail},
		ChallengeError, SignatureError,
	},
	chain::ChainError,
};
use axum::{
	body::Body,
	http::{header, HeaderValue, StatusCode},
	response::{IntoResponse, Response},
};
use metahub_rpc_api::{
	types::{Id, Seconds},
	ErrorCode,
};
use primitive_types::H256;

/// Why a request is refused. The names are the codes that clients see; they do not change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
	#[error("the request is not understood: {0}")]
	BadRequest(String),
	#[error("the request's body is too long")]
	BodyTooLong,
	#[error("the request's body took too long")]
	BodyTooSlow,
	#[error("{0}")]
	BadAsset(String),
	#[error("{0}")]
	BadAccount(String),
	#[error("{0}")]
	BadMessage(ChallengeError),
	#[error("there is no such asset")]
	UnknownAsset,
	#[error("this gateway does not have the asset's files, or not as this asset's")]
	NotServed,
	#[error("{0}")]
	OtherDomain(ChallengeError),
	#[error("the challenge has expired; ask for another one")]
	ChallengeExpired,
	#[error("this challenge was not given here, or was used already; ask for another one")]
	UnknownNonce,
	#[error("the message is no challenge that was given here; ask for another one")]
	MessageChanged,
	#[error("{0}")]
	BadSignature(SignatureError),
	#[error("the account has no access to the asset")]
	NoAccess,
	#[error(
		"the licence's uses are counted: have one of licence {licence} consumed, named {memo:?}, and \
		 show this message again"
	)]
	UseNotConsumed { licence: u64, memo: H256, until: u64, seat: Option<String> },
	#[error("this takes a pass: sign a challenge to get one")]
	PassMissing,
	#[error("there is no such pass, or no longer; sign another challenge")]
	UnknownPass,
	#[error("the pass has ended, and access with it; sign another challenge if that has changed")]
	PassEnded,
	#[error("the pass is for another asset: this block is not of {0}")]
	OtherAsset(String),
	#[error("the asset has more blocks than this gateway keeps account of")]
	AssetTooLarge,
	#[error("the gateway is finding out which blocks the asset has; ask again in a moment")]
	IndexBuilding,
	#[error("too many requests; wait a little")]
	TooManyRequests,
	#[error("too many callers; wait a little")]
	Busy,
	#[error("the chain cannot be asked now")]
	NodeUnavailable,
}

impl Refusal {
	/// The name that does not change.
	pub(super) fn code(&self) -> &'static str {
		match self {
			Self::BadRequest(_) => "BadRequest",
			Self::BodyTooLong => "BodyTooLong",
			Self::BodyTooSlow => "BodyTooSlow",
			Self::BadAsset(_) => "BadAsset",
			Self::BadAccount(_) => "BadAccount",
			Self::BadMessage(_) => "BadMessage",
			Self::UnknownAsset => "UnknownAsset",
			Self::NotServed => "NotServed",
			Self::OtherDomain(_) => "OtherDomain",
			Self::ChallengeExpired => "ChallengeExpired",
			Self::UnknownNonce => "UnknownNonce",
			Self::MessageChanged => "MessageChanged",
			Self::BadSignature(SignatureError::Malformed) => "MalformedSignature",
			Self::BadSignature(SignatureError::Malleable) => "MalleableSignature",
			Self::BadSignature(SignatureError::Wrong) => "WrongSignature",
			Self::NoAccess => "NoAccess",
			Self::UseNotConsumed { .. } => "UseNotConsumed",
			Self::PassMissing => "PassMissing",
			Self::UnknownPass => "UnknownPass",
			Self::PassEnded => "PassEnded",
			Self::OtherAsset(_) => "OtherAsset",
			Self::AssetTooLarge => "AssetTooLarge",
			Self::IndexBuilding => "IndexBuilding",
			Self::TooManyRequests => "TooManyRequests",
			Self::Busy => "Busy",
			Self::NodeUnavailable => "NodeUnavailable",
		}
	}

	fn status(&self) -> StatusCode {
		match self {
			Self::BadRequest(_) | Self::BadAsset(_) | Self::BadAccount(_) | Self::BadMessage(_) => {
				StatusCode::BAD_REQUEST
			}
			Self::BodyTooLong => StatusCode::PAYLOAD_TOO_LARGE,
			Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
			Self::UnknownAsset | Self::NotServed => StatusCode::NOT_FOUND,
			Self::OtherDomain(_)
			| Self::ChallengeExpired
			| Self::UnknownNonce
			| Self::MessageChanged
			| Self::BadSignature(_)
			| Self::PassMissing
			| Self::UnknownPass
			| Self::PassEnded => StatusCode::UNAUTHORIZED,
			Self::NoAccess | Self::UseNotConsumed { .. } | Self::OtherAsset(_) => {
				StatusCode::FORBIDDEN
			}
			Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
			Self::AssetTooLarge => StatusCode::INSUFFICIENT_STORAGE,
			Self::Busy | Self::IndexBuilding | Self::NodeUnavailable => {
				StatusCode::SERVICE_UNAVAILABLE
			}
		}
	}

	/// The answer, by the gateway with this URL.
	pub(super) fn response(&self, gateway: &str) -> Response {
		let (code, message) = (self.code().to_owned(), self.to_string());
		let mut error = ErrorDetail { code, message, ..Default::default() };
		if let Self::UseNotConsumed { licence, memo, until, seat } = self {
			error.licence = Some(Id(*licence));
			error.memo = Some(*memo);
			error.until = Some(Seconds(*until));
			error.seat.clone_from(seat);
		}
		let status = self.status();
		let mut response = json(status, &ErrorAnswer { error });
		let mut set = |name, value: String| {
			// The URL is one, and the rest is ASCII.
			if let Ok(value) = HeaderValue::from_str(&value) {
				response.headers_mut().insert(name, value);
			}
		};
		if status == StatusCode::UNAUTHORIZED {
			let error = match self {
				Self::PassMissing => "",
				_ => ", error=\"invalid_token\"",
			};
			let realm = crate::access::wire::REALM;
			let value = format!(
				"Bearer realm=\"{realm}\", challenge=\"{gateway}/access/challenge\"{error}"
			);
			set(header::WWW_AUTHENTICATE, value);
		}
		if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
			set(header::RETRY_AFTER, "2".into());
		}
		response
	}
}

/// An answer that is for one client only.
pub(super) fn json(status: StatusCode, body: &impl serde::Serialize) -> Response {
	let body = serde_json::to_string(body).unwrap_or_default() + "\n";
	let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
	(status, headers, Body::from(body)).into_response()
}

/// What the node said about an asset or an account.
impl From<ChainError> for Refusal {
	fn from(error: ChainError) -> Self {
		match error.assets_code() {
			Some(ErrorCode::UnknownAsset | ErrorCode::UnknownRevision) => Self::UnknownAsset,
			Some(ErrorCode::BadId | ErrorCode::ForeignDid) => Self::BadAsset(error.to_string()),
			_ => {
				tracing::error!("{error}");
				Self::NodeUnavailable
			}
		}
	}
}
