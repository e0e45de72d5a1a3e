//! What goes over the wire between a gated gateway and its clients.
//!
//! Conventions as in the node's JSON-RPC: names in camelCase, `u64` as strings of decimal digits.

use metahub_rpc_api::types::{Grant, Id, Seconds};
use primitive_types::H256;
use serde::{Deserialize, Deserializer, Serialize};

/// Below the gateway's base URL: where challenges are.
pub const CHALLENGE_PATH: [&str; 2] = ["access", "challenge"];
/// Below the gateway's base URL: where passes are.
pub const PASS_PATH: [&str; 2] = ["access", "pass"];
/// Longest body of a request, in bytes.
pub const MAX_REQUEST_LEN: usize = 16 << 10;
/// Longest answer that is read, in bytes.
pub const MAX_ANSWER_LEN: usize = 64 << 10;
/// What the `WWW-Authenticate` header calls the realm.
pub const REALM: &str = "metahub";

/// Asks for a challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChallengeRequest {
	/// The asset: its id or its DID.
	pub asset: String,
	/// Who is going to sign: SS58, `0x` and 32 bytes, or `0x` and the 20 bytes of an address.
	pub account: String,
}

/// A challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeAnswer {
	/// The text to sign.
	pub message: String,
	/// The nonce in it.
	pub nonce: String,
	/// Until when it can be used, Unix seconds.
	pub expires: Seconds,
}

/// Asks for a pass.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassRequest {
	/// The challenge's text.
	pub message: String,
	/// Its signature, `0x` and hexadecimal digits.
	pub signature: String,
	/// The licence to look at first.
	#[serde(
		default,
		skip_serializing_if = "Option::is_none",
		deserialize_with = "number_or_digits"
	)]
	pub licence: Option<Id>,
	/// What the gateway said about the account's seat (`UseNotConsumed`), word for word.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub seat: Option<String>,
}

/// A pass.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassAnswer {
	/// What goes into `Authorization: Bearer …`.
	pub pass: String,
	/// When the gateway asks the chain again, Unix seconds.
	pub expires: Seconds,
	/// When the pass ends whatever the chain says, Unix seconds.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub ends: Option<Seconds>,
	/// Why the account has access.
	pub grant: Grant,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorAnswer {
	/// What is wrong.
	pub error: ErrorDetail,
}

/// What is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDetail {
	/// A name that does not change.
	pub code: String,
	/// For people.
	pub message: String,
	/// The licence of which a use is to be consumed (`UseNotConsumed`).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub licence: Option<Id>,
	/// What that use is to be named (`UseNotConsumed`).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub memo: Option<H256>,
	/// Until when the message can be shown again once the use is consumed, Unix seconds
	/// (`UseNotConsumed`).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub until: Option<Seconds>,
	/// What to send along then, if the account has a seat (`UseNotConsumed`).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub seat: Option<String>,
}

/// A number below 2^53 can be written as one.
fn number_or_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Id>, D::Error> {
	#[derive(Deserialize)]
	#[serde(untagged)]
	enum Either {
		Number(u64),
		Digits(Id),
	}
	Ok(Option::<Either>::deserialize(deserializer)?.map(|either| match either {
		Either::Number(number) => Id(number),
		Either::Digits(id) => id,
	}))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_licence_is_a_number_or_digits() {
		let read = |licence: serde_json::Value| {
			let request = json!({ "message": "m", "signature": "0x", "licence": licence });
			serde_json::from_value::<PassRequest>(request).map(|request| request.licence)
		};
		assert_eq!(read(json!(7)).unwrap(), Some(Id(7)));
		assert_eq!(read(json!("18446744073709551615")).unwrap(), Some(Id(u64::MAX)));
		assert_eq!(read(json!(null)).unwrap(), None);
		for wrong in [json!(-1), json!(1.5), json!("x"), json!({})] {
			assert!(read(wrong).is_err());
		}
		let without = json!({ "message": "m", "signature": "0x" });
		assert_eq!(serde_json::from_value::<PassRequest>(without).unwrap().licence, None);
		let more = json!({ "message": "m", "signature": "0x", "licences": 7 });
		assert!(serde_json::from_value::<PassRequest>(more).is_err());
	}
}
