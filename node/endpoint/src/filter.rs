//! What logs are searched by: contracts, topics, and blocks.

use crate::{error::Error, log::Log};
use primitive_types::{H160, H256, U256};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

/// The most addresses a filter names.
const MAX_ADDRESSES: usize = 1_000;
/// The most topics a log has.
const MAX_TOPICS: usize = 4;
/// The most alternatives for one topic.
const MAX_ALTERNATIVES: usize = 1_000;

/// One, several, or any.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
	One(T),
	Many(Vec<T>),
}

impl<T> OneOrMany<T> {
	fn into_vec(self) -> Vec<T> {
		match self {
			Self::One(one) => vec![one],
			Self::Many(many) => many,
		}
	}
}

/// A block by its number or by what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tag {
	/// The genesis.
	Earliest,
	/// The newest that is final.
	Finalized,
	/// The same.
	Safe,
	/// The newest.
	Latest,
	/// The same: blocks under construction have no logs yet.
	Pending,
	/// The one with this number.
	#[serde(untagged)]
	Number(U256),
}

/// A filter as it comes in.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Raw {
	from_block: Option<Tag>,
	to_block: Option<Tag>,
	block_hash: Option<H256>,
	address: Option<OneOrMany<H160>>,
	topics: Option<Vec<Option<OneOrMany<Option<H256>>>>>,
}

/// The blocks that are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
	/// From one to another, both included.
	Range(Tag, Tag),
	/// The one with this hash.
	Hash(H256),
}

/// Contracts and topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
	/// The contracts, sorted; none means any.
	addresses: Vec<H160>,
	/// For each position what the topic may be, sorted; none means any, and that there be one.
	topics: Vec<Vec<H256>>,
}

impl LogFilter {
	/// Whether the log is looked for.
	pub fn matches(&self, log: &Log) -> bool {
		let any_of = |wanted: &[H256], topic: &H256| {
			wanted.is_empty() || wanted.binary_search(topic).is_ok()
		};
		(self.addresses.is_empty() || self.addresses.binary_search(&log.address).is_ok())
			&& self.topics.len() <= log.topics.len()
			&& self.topics.iter().zip(&log.topics).all(|(wanted, topic)| any_of(wanted, topic))
	}

	/// The filter for the JSON-RPC server, without blocks.
	pub(crate) fn to_json(&self) -> serde_json::Map<String, Value> {
		let mut json = serde_json::Map::new();
		if !self.addresses.is_empty() {
			json.insert("address".into(), json!(self.addresses));
		}
		if !self.topics.is_empty() {
			let position = |wanted: &Vec<H256>| match wanted.is_empty() {
				true => Value::Null,
				false => json!(wanted),
			};
			json.insert("topics".into(), self.topics.iter().map(position).collect());
		}
		json
	}
}

/// Reads a filter. The `Default` of it is every log of the newest block.
pub fn parse(filter: Value) -> Result<(Blocks, LogFilter), Error> {
	let Raw { from_block, to_block, block_hash, address, topics } = match filter {
		Value::Null => Raw::default(),
		filter => serde_json::from_value(filter)
			.map_err(|error| Error::Invalid(format!("invalid filter: {error}")))?,
	};
	let blocks = match (block_hash, from_block, to_block) {
		(Some(hash), None, None) => Blocks::Hash(hash),
		(Some(_), ..) => {
			return Err(Error::Invalid("blockHash excludes fromBlock and toBlock".into()))
		}
		(None, from, to) => Blocks::Range(from.unwrap_or(Tag::Latest), to.unwrap_or(Tag::Latest)),
	};
	let mut addresses = address.map(OneOrMany::into_vec).unwrap_or_default();
	if addresses.len() > MAX_ADDRESSES {
		return Err(Error::Invalid(format!("more than {MAX_ADDRESSES} addresses")));
	}
	addresses.sort_unstable();
	let topics = topics
		.unwrap_or_default()
		.into_iter()
		.map(|position| alternatives(position.map(OneOrMany::into_vec).unwrap_or_default()))
		.collect::<Result<Vec<_>, _>>()?;
	if topics.len() > MAX_TOPICS {
		return Err(Error::Invalid(format!("more than {MAX_TOPICS} topics")));
	}
	Ok((blocks, LogFilter { addresses, topics }))
}

/// What a topic may be. A `null` among the alternatives is any, and so are no alternatives.
fn alternatives(wanted: Vec<Option<H256>>) -> Result<Vec<H256>, Error> {
	if wanted.len() > MAX_ALTERNATIVES {
		return Err(Error::Invalid(format!(
			"more than {MAX_ALTERNATIVES} alternatives of a topic"
		)));
	}
	let mut wanted: Vec<H256> = wanted.into_iter().collect::<Option<_>>().unwrap_or_default();
	wanted.sort_unstable();
	Ok(wanted)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn topic(byte: u8) -> H256 {
		H256::repeat_byte(byte)
	}

	fn log(address: u8, topics: &[u8]) -> Log {
		Log {
			address: H160::repeat_byte(address),
			topics: topics.iter().copied().map(topic).collect(),
			data: vec![],
			block_hash: H256::zero(),
			block_number: 1.into(),
			transaction_hash: H256::zero(),
			transaction_index: 0.into(),
			log_index: 0.into(),
			removed: false,
		}
	}

	fn matches(filter: Value, log: &Log) -> bool {
		parse(filter).unwrap().1.matches(log)
	}

	#[test]
	fn topics_are_matched_by_position() {
		let (a, b, c) = (topic(0xa), topic(0xb), topic(0xc));
		let ab = log(1, &[0xa, 0xb]);
		for (topics, expected) in [
			(json!(null), true),
			(json!([]), true),
			(json!([null]), true),
			(json!([a]), true),
			(json!([b]), false),
			(json!([null, b]), true),
			(json!([null, a]), false),
			(json!([a, b]), true),
			(json!([a, null]), true),
			(json!([[c, a], [b]]), true),
			(json!([[c], [b]]), false),
			(json!([[], [b]]), true),
			(json!([[c, null], b]), true),
			(json!([a, b, null]), false),
			(json!([null, null, null]), false),
		] {
			assert_eq!(matches(json!({ "topics": topics }), &ab), expected, "{topics}");
		}
		assert!(!matches(json!({ "topics": [null] }), &log(1, &[])));
		assert!(matches(json!({ "topics": [] }), &log(1, &[])));
	}

	#[test]
	fn addresses_are_alternatives() {
		let (one, two) = (H160::repeat_byte(1), H160::repeat_byte(2));
		for (address, expected) in [
			(json!(null), true),
			(json!([]), true),
			(json!(one), true),
			(json!(two), false),
			(json!([two, one]), true),
			(json!([two]), false),
		] {
			assert_eq!(matches(json!({ "address": address }), &log(1, &[])), expected, "{address}");
		}
	}

	#[test]
	fn blocks_are_a_range_or_a_hash() {
		let blocks = |filter| parse(filter).map(|(blocks, _)| blocks);
		assert_eq!(blocks(Value::Null).unwrap(), Blocks::Range(Tag::Latest, Tag::Latest));
		assert_eq!(
			blocks(json!({ "fromBlock": "earliest", "toBlock": "0x1f" })).unwrap(),
			Blocks::Range(Tag::Earliest, Tag::Number(31.into()))
		);
		assert_eq!(
			blocks(json!({ "fromBlock": "safe", "toBlock": "finalized" })).unwrap(),
			Blocks::Range(Tag::Safe, Tag::Finalized)
		);
		let hash = topic(9);
		assert_eq!(blocks(json!({ "blockHash": hash })).unwrap(), Blocks::Hash(hash));
		for wrong in [
			json!({ "blockHash": hash, "fromBlock": "0x1" }),
			json!({ "fromBlock": "newest" }),
			json!({ "fromBlock": -1 }),
			json!({ "address": "0x12" }),
			json!({ "topics": ["0x01"] }),
			json!({ "topics": [null, null, null, null, null] }),
			json!("latest"),
		] {
			let error = blocks(wrong.clone()).unwrap_err();
			assert!(matches!(error, Error::Invalid(_)), "{wrong}: {error}");
		}
	}

	#[test]
	fn the_json_rpc_server_is_asked_for_the_same() {
		let given =
			json!({ "address": H160::repeat_byte(1), "topics": [null, [topic(2), topic(1)], []] });
		let (_, filter) = parse(given).unwrap();
		assert_eq!(
			Value::Object(filter.to_json()),
			json!({ "address": [H160::repeat_byte(1)], "topics": [null, [topic(1), topic(2)], null] })
		);
		assert_eq!(Value::Object(LogFilter::default().to_json()), json!({}));
	}
}
