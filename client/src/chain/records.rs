//! What is for sale, and disputes. These are read from the chain's state by its metadata.

use super::{
	calls::disputes::{Subject, DISPUTES},
	events::AssetIdFields,
	Chain, ChainError,
};
use metahub_assets::ContentId;
use metahub_rpc_api::{
	types::{decimal, Id, ItemAnswer, Ss58},
	MarketApiClient,
};
use serde::Serialize;
use serde_json::Value;
use subxt::{
	dynamic,
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::{AccountId32, H256},
};

/// A dispute that has not been judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dispute {
	/// Its number.
	pub id: Id,
	/// What it is about.
	pub subject: Value,
	/// What is said to be wrong, as the chain calls it.
	pub claim: String,
	/// Who raised it.
	pub raiser: Ss58,
	/// CID of the raiser's evidence.
	pub evidence: ContentId,
	/// The answer.
	pub response: Option<Response>,
	/// On hold from the raiser until it is decided, planck.
	#[serde(with = "decimal")]
	pub bond: u128,
	/// Whether withdrawing it costs even before an answer: it took the last free place, or another's.
	pub binding: bool,
}

/// What was said to a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
	/// By whom.
	pub who: Ss58,
	/// CID of the evidence.
	pub evidence: ContentId,
}

/// What is held against a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
	/// The subject.
	pub subject: Value,
	/// Open disputes about it, oldest first.
	pub open: Vec<Id>,
	/// What judgements left on it, oldest first.
	pub tags: Vec<Tag>,
}

/// What a judgement left on a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
	/// The dispute that was judged.
	pub dispute: Id,
	/// What was upheld, as the chain calls it.
	pub claim: String,
}

impl Chain {
	/// An item as a buyer sees it: `<collection>:<item>`, a DID or `licence:<number>`.
	pub async fn market_item(
		&self,
		item: &str,
		at: Option<H256>,
	) -> Result<ItemAnswer, ChainError> {
		MarketApiClient::item(&**self.rpc(), item.into(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// The smallest bond of a dispute, planck.
	pub async fn min_bond(&self) -> Result<u128, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::constant::<u128>(DISPUTES, "MinBond");
		at.constants().entry(address).map_err(|error| fail(error.into()))
	}

	/// A dispute.
	pub async fn dispute(&self, id: u64) -> Result<Option<Dispute>, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<(u64,), DisputeFields>(DISPUTES, "Disputes");
		let found = at.storage().try_fetch(address, (id,)).await;
		let Some(found) = found.map_err(|error| fail(error.into()))? else { return Ok(None) };
		let fields = found.decode().map_err(|error| fail(error.into()))?;
		let cid = |bytes: Vec<u8>| {
			ContentId::try_from(&bytes[..])
				.map_err(|error| ChainError::Incompatible(format!("evidence is no CID: {error}")))
		};
		Ok(Some(Dispute {
			id: Id(id),
			subject: fields.subject.json(),
			claim: fields.claim.name().into(),
			raiser: Ss58(fields.raiser.to_string()),
			evidence: cid(fields.evidence)?,
			response: fields
				.response
				.map(|(who, evidence)| {
					Ok::<_, ChainError>(Response {
						who: Ss58(who.to_string()),
						evidence: cid(evidence)?,
					})
				})
				.transpose()?,
			bond: fields.bond,
			binding: fields.binding,
		}))
	}

	/// What is held against a subject: open disputes, and tags.
	pub async fn record(&self, subject: Subject) -> Result<Record, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let thing = Thing::from(subject);
		let address = dynamic::storage::<(Thing,), Vec<u64>>(DISPUTES, "Open");
		let open = at.storage().fetch(address, (thing,)).await;
		let open = open.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<(Thing,), Vec<TagFields>>(DISPUTES, "Tags");
		let tags = at.storage().fetch(address, (thing,)).await;
		let tags = tags.map_err(|error| fail(error.into()))?;
		let tag = |tag: TagFields| Tag { dispute: Id(tag.dispute), claim: tag.claim.name().into() };
		Ok(Record {
			subject: thing.json(),
			open: open.decode().map_err(|error| fail(error.into()))?.into_iter().map(Id).collect(),
			tags: tags.decode().map_err(|error| fail(error.into()))?.into_iter().map(tag).collect(),
		})
	}
}

/// An asset or a licence: what is disputed.
#[derive(Clone, Copy, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum Thing {
	Asset(AssetIdFields),
	Licence(u64),
}

impl Thing {
	fn json(self) -> Value {
		match self {
			Self::Asset(asset) => {
				serde_json::json!({ "asset": metahub_assets::AssetId::from(asset) })
			}
			Self::Licence(licence) => serde_json::json!({ "licence": Id(licence) }),
		}
	}
}

impl From<Subject> for Thing {
	fn from(subject: Subject) -> Self {
		match subject {
			Subject::Asset(asset) => Self::Asset(asset.into()),
			Subject::Licence(licence) => Self::Licence(licence),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum ClaimFields {
	Infringement,
	Mislabelled,
	Malicious,
	PersonalData,
	Unavailable,
	Other,
}

impl ClaimFields {
	fn name(&self) -> &'static str {
		match self {
			Self::Infringement => "infringement",
			Self::Mislabelled => "mislabelled",
			Self::Malicious => "malicious",
			Self::PersonalData => "personalData",
			Self::Unavailable => "unavailable",
			Self::Other => "other",
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct DisputeFields {
	subject: Thing,
	claim: ClaimFields,
	raiser: AccountId32,
	evidence: Vec<u8>,
	response: Option<(AccountId32, Vec<u8>)>,
	binding: bool,
	bond: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct TagFields {
	dispute: u64,
	claim: ClaimFields,
}
