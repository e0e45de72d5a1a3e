//! What can go wrong, with numbers that do not change.

use crate::types::Id;
use jsonrpsee::types::ErrorObjectOwned;
use metahub_assets::{pay::Currency, AssetId};
use primitive_types::H256;
use serde_json::{json, Value};

/// Longest piece of a caller's input that an error repeats, in characters.
const MAX_ECHO: usize = 160;

macro_rules! codes {
	($($(#[$meta:meta])* $name:ident = $code:literal,)+) => {
		/// The number of an error. A number once given keeps its meaning.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
		#[repr(i32)]
		pub enum ErrorCode { $($(#[$meta])* $name = $code,)+ }

		impl ErrorCode {
			/// Every code.
			pub const ALL: &'static [Self] = &[$(Self::$name,)+];

			/// The code with this number.
			pub const fn from_number(number: i32) -> Option<Self> {
				match number {
					$($code => Some(Self::$name),)+
					_ => None,
				}
			}

			/// Its number.
			pub const fn number(self) -> i32 {
				self as i32
			}
		}
	};
}

codes! {
	/// No such asset, or no longer.
	UnknownAsset = 1001,
	/// No such collection, or no longer.
	UnknownCollection = 1002,
	/// The asset has no revision of this number, or no longer.
	UnknownRevision = 1003,
	/// Neither an asset id nor a DID.
	BadId = 1004,
	/// A DID of another chain.
	ForeignDid = 1005,
	/// This node knows no such block.
	UnknownBlock = 1006,
	/// This node knows the block, but keeps its state no longer.
	PrunedBlock = 1007,
	/// A filter, cursor or limit that no list has.
	BadFilter = 1008,
	/// A path, CID or proof that no Path2Hash root can contain.
	BadProofInput = 1009,
	/// The node serves as many subscriptions as it allows.
	TooManySubscriptions = 1010,
	/// A subscription from a block that comes after the next one to be finalised.
	BadStart = 1011,
	/// The subscriber takes its notifications too slowly.
	TooSlow = 1012,
	/// No such licence, or no longer.
	UnknownLicence = 1013,
	/// No such offer, or no longer.
	UnknownOffer = 1014,
	/// No such terms, or no longer.
	UnknownTerms = 1015,
	/// No such escrow, or no longer.
	UnknownEscrow = 1016,
	/// An offer that cannot be paid in the currency asked about.
	NoQuote = 1017,
	/// The connection has as many subscriptions as one connection may have.
	TooManyOnConnection = 1018,
	/// The node failed.
	Internal = -32603,
}

/// An answer that is not a result. As JSON-RPC error object: `code` is [`Error::code`], `message`
/// the text, and `data` an object with what was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
	/// See [`ErrorCode::UnknownAsset`].
	#[error("asset {id} {}", if *.retired { "is retired" } else { "does not exist" })]
	UnknownAsset {
		/// The asset asked for.
		id: AssetId,
		/// Whether there was one.
		retired: bool,
	},
	/// See [`ErrorCode::UnknownCollection`].
	#[error("collection {id} does not exist")]
	UnknownCollection {
		/// The collection asked for.
		id: u32,
	},
	/// See [`ErrorCode::UnknownRevision`].
	#[error("asset {id} has no revision {revision}")]
	UnknownRevision {
		/// The asset.
		id: AssetId,
		/// The revision asked for.
		revision: u32,
	},
	/// See [`ErrorCode::BadId`].
	#[error("neither an asset id nor a DID: {reason}")]
	BadId {
		/// What was given.
		id: String,
		/// What is wrong with it.
		reason: String,
	},
	/// See [`ErrorCode::ForeignDid`].
	#[error("the DID is of another chain; DIDs of this one begin with {prefix}")]
	ForeignDid {
		/// What was given.
		id: String,
		/// What DIDs of this chain begin with.
		prefix: String,
	},
	/// See [`ErrorCode::UnknownBlock`].
	#[error("block {block:?} is not known here")]
	UnknownBlock {
		/// The block asked for.
		block: H256,
	},
	/// See [`ErrorCode::PrunedBlock`].
	#[error("the state of block {number} is no longer kept here")]
	PrunedBlock {
		/// The block asked for.
		block: H256,
		/// Its number.
		number: u32,
	},
	/// See [`ErrorCode::BadFilter`].
	#[error("bad {field}: {reason}")]
	BadFilter {
		/// The parameter.
		field: &'static str,
		/// What was given.
		value: String,
		/// What is wrong with it.
		reason: String,
	},
	/// See [`ErrorCode::BadProofInput`].
	#[error("bad {field}: {reason}")]
	BadProofInput {
		/// The member of the claim.
		field: &'static str,
		/// What was given.
		value: String,
		/// What is wrong with it.
		reason: String,
	},
	/// See [`ErrorCode::TooManySubscriptions`].
	#[error("this node serves no more than {limit} subscriptions")]
	TooManySubscriptions {
		/// How many it serves.
		limit: u32,
	},
	/// See [`ErrorCode::BadStart`].
	#[error("cannot start from block {from_block}: block {finalized} is the last finalised one")]
	BadStart {
		/// The block asked for.
		from_block: u32,
		/// The last finalised one.
		finalized: u32,
	},
	/// See [`ErrorCode::TooSlow`].
	#[error("the subscriber fell behind; go on from block {next}")]
	TooSlow {
		/// The first block that was not sent.
		next: u32,
	},
	/// See [`ErrorCode::UnknownLicence`].
	#[error("licence {id} does not exist")]
	UnknownLicence {
		/// The licence asked for.
		id: Id,
	},
	/// See [`ErrorCode::UnknownOffer`].
	#[error("offer {id} does not exist")]
	UnknownOffer {
		/// The offer asked for.
		id: Id,
	},
	/// See [`ErrorCode::UnknownTerms`].
	#[error("terms {id:?} do not exist")]
	UnknownTerms {
		/// The terms asked for.
		id: H256,
	},
	/// See [`ErrorCode::UnknownEscrow`].
	#[error("escrow {id} does not exist")]
	UnknownEscrow {
		/// The escrow asked for.
		id: Id,
	},
	/// See [`ErrorCode::NoQuote`].
	#[error("offer {offer} cannot be paid so: {reason}")]
	NoQuote {
		/// The offer.
		offer: Id,
		/// What it was to be paid in.
		pay_with: Currency,
		/// What buying would be refused with, as clients name it: `Payments.NoPool`.
		reason: String,
	},
	/// See [`ErrorCode::TooManyOnConnection`].
	#[error(
		"one connection has no more than {limit} subscriptions of this kind; end one of them first"
	)]
	TooManyOnConnection {
		/// How many it may have.
		limit: u32,
	},
	/// See [`ErrorCode::Internal`].
	#[error("internal error: {reason}")]
	Internal {
		/// What failed.
		reason: String,
	},
}

impl Error {
	/// Its code.
	pub const fn code(&self) -> ErrorCode {
		match self {
			Self::UnknownAsset { .. } => ErrorCode::UnknownAsset,
			Self::UnknownCollection { .. } => ErrorCode::UnknownCollection,
			Self::UnknownRevision { .. } => ErrorCode::UnknownRevision,
			Self::BadId { .. } => ErrorCode::BadId,
			Self::ForeignDid { .. } => ErrorCode::ForeignDid,
			Self::UnknownBlock { .. } => ErrorCode::UnknownBlock,
			Self::PrunedBlock { .. } => ErrorCode::PrunedBlock,
			Self::BadFilter { .. } => ErrorCode::BadFilter,
			Self::BadProofInput { .. } => ErrorCode::BadProofInput,
			Self::TooManySubscriptions { .. } => ErrorCode::TooManySubscriptions,
			Self::BadStart { .. } => ErrorCode::BadStart,
			Self::TooSlow { .. } => ErrorCode::TooSlow,
			Self::UnknownLicence { .. } => ErrorCode::UnknownLicence,
			Self::UnknownOffer { .. } => ErrorCode::UnknownOffer,
			Self::UnknownTerms { .. } => ErrorCode::UnknownTerms,
			Self::UnknownEscrow { .. } => ErrorCode::UnknownEscrow,
			Self::NoQuote { .. } => ErrorCode::NoQuote,
			Self::TooManyOnConnection { .. } => ErrorCode::TooManyOnConnection,
			Self::Internal { .. } => ErrorCode::Internal,
		}
	}

	/// What was refused, as the `data` of the error object.
	pub fn data(&self) -> Value {
		match self {
			Self::UnknownAsset { id, retired } => json!({ "id": id, "retired": retired }),
			Self::UnknownCollection { id } => json!({ "id": id }),
			Self::UnknownRevision { id, revision } => json!({ "id": id, "revision": revision }),
			Self::BadId { id, .. } => json!({ "id": clip(id) }),
			Self::ForeignDid { id, prefix } => json!({ "id": clip(id), "prefix": prefix }),
			Self::UnknownBlock { block } => json!({ "block": block }),
			Self::PrunedBlock { block, number } => json!({ "block": block, "number": number }),
			Self::BadFilter { field, value, .. } | Self::BadProofInput { field, value, .. } => {
				json!({ "field": field, "value": clip(value) })
			}
			Self::TooManySubscriptions { limit } | Self::TooManyOnConnection { limit } => {
				json!({ "limit": limit })
			}
			Self::BadStart { from_block, finalized } => {
				json!({ "fromBlock": from_block, "finalized": finalized })
			}
			Self::TooSlow { next } => json!({ "next": next }),
			Self::UnknownLicence { id }
			| Self::UnknownOffer { id }
			| Self::UnknownEscrow { id } => {
				json!({ "id": id })
			}
			Self::UnknownTerms { id } => json!({ "id": id }),
			Self::NoQuote { offer, pay_with, reason } => {
				json!({ "offer": offer, "payWith": pay_with, "reason": reason })
			}
			Self::Internal { reason } => json!({ "reason": reason }),
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code().number(), error.to_string(), Some(error.data()))
	}
}

/// The beginning of a text, so that no error is longer than what it answers by much.
fn clip(text: &str) -> String {
	match text.char_indices().nth(MAX_ECHO) {
		Some((end, _)) => format!("{}…", &text[..end]),
		None => text.into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn samples() -> Vec<Error> {
		let id = AssetId::new(7, 42);
		let text = || "x".repeat(1_000);
		vec![
			Error::UnknownAsset { id, retired: true },
			Error::UnknownCollection { id: 9 },
			Error::UnknownRevision { id, revision: 3 },
			Error::BadId { id: text(), reason: "why".into() },
			Error::ForeignDid { id: text(), prefix: "did:metahub:00".into() },
			Error::UnknownBlock { block: H256::repeat_byte(1) },
			Error::PrunedBlock { block: H256::repeat_byte(1), number: 5 },
			Error::BadFilter { field: "cursor", value: text(), reason: "why".into() },
			Error::BadProofInput { field: "path", value: text(), reason: "why".into() },
			Error::TooManySubscriptions { limit: 4 },
			Error::BadStart { from_block: 8, finalized: 2 },
			Error::TooSlow { next: 6 },
			Error::UnknownLicence { id: Id(1) },
			Error::UnknownOffer { id: Id(1) },
			Error::UnknownTerms { id: H256::repeat_byte(1) },
			Error::UnknownEscrow { id: Id(u64::MAX) },
			Error::NoQuote {
				offer: Id(1),
				pay_with: Currency::Native,
				reason: "Payments.NoPool".into(),
			},
			Error::TooManyOnConnection { limit: 4 },
			Error::Internal { reason: "why".into() },
		]
	}

	#[test]
	fn every_error_has_the_code_of_its_place_in_the_table() {
		let codes: Vec<_> = samples().iter().map(Error::code).collect();
		assert_eq!(codes, ErrorCode::ALL);
		let numbers: Vec<_> = codes.iter().map(|code| code.number()).collect();
		assert_eq!(numbers[..18], (1001..=1018).collect::<Vec<_>>());
		assert_eq!(numbers[18], jsonrpsee::types::error::INTERNAL_ERROR_CODE);
	}

	#[test]
	fn a_number_leads_back_to_its_code() {
		for code in ErrorCode::ALL {
			assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
		}
		assert_eq!(ErrorCode::from_number(1000), None);
		assert_eq!(ErrorCode::from_number(-32602), None);
	}

	#[test]
	fn error_objects_name_what_was_refused_and_stay_short() {
		for error in samples() {
			let object = ErrorObjectOwned::from(error.clone());
			assert_eq!(object.code(), error.code().number());
			assert_eq!(object.message(), error.to_string());
			let data: Value = serde_json::from_str(object.data().expect("data").get()).unwrap();
			assert!(data.as_object().is_some_and(|members| !members.is_empty()), "{error:?}");
			let json = serde_json::to_string(&object).unwrap();
			assert!(json.len() < 600, "{json}");
		}
	}

	#[test]
	fn a_retired_asset_is_told_from_one_that_never_was() {
		let id = AssetId::new(0, 3);
		let retired = Error::UnknownAsset { id, retired: true };
		let never = Error::UnknownAsset { id, retired: false };
		assert_eq!(retired.to_string(), "asset 0:3 is retired");
		assert_eq!(never.to_string(), "asset 0:3 does not exist");
		assert_eq!(retired.data(), json!({ "id": "0:3", "retired": true }));
	}

	#[test]
	fn clipping_respects_characters() {
		assert_eq!(clip("short"), "short");
		let long = "ä".repeat(MAX_ECHO + 1);
		assert_eq!(clip(&long), format!("{}…", "ä".repeat(MAX_ECHO)));
	}
}
