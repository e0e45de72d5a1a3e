//! Logs, and what looks like a transaction that caused some, as Ethereum's JSON-RPC writes them.

use ethbloom::{Bloom, Input};
use primitive_types::{H160, H256, U256};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

/// A log of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Log {
	/// The contract.
	pub address: H160,
	/// What it can be searched by.
	#[serde(default)]
	pub topics: Vec<H256>,
	/// The rest of it.
	#[serde(default, with = "impl_serde::serialize")]
	pub data: Vec<u8>,
	/// Hash of the block, as Ethereum's tools know it.
	pub block_hash: H256,
	/// Number of the block.
	pub block_number: U256,
	/// Hash of what caused it.
	pub transaction_hash: H256,
	/// Index in the block of what caused it.
	pub transaction_index: U256,
	/// Index among the block's events.
	pub log_index: U256,
	/// Whether it is taken back, the block not being part of the chain any more.
	#[serde(default)]
	pub removed: bool,
}

impl Log {
	/// What logs are ordered by.
	pub fn position(&self) -> (U256, U256, U256) {
		(self.block_number, self.transaction_index, self.log_index)
	}
}

/// What caused logs without being an Ethereum transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeTransaction {
	/// Its hash.
	pub hash: H256,
	/// Hash of the block, as Ethereum's tools know it.
	pub block_hash: H256,
	/// Number of the block.
	pub block_number: u64,
	/// Its index in the block.
	pub index: u32,
	/// Address of who signed it; zero when nobody did.
	pub from: H160,
	/// The logs, in order; never none.
	pub logs: Vec<Log>,
}

impl NativeTransaction {
	/// The contract it counts as sent to: that of its first log.
	fn to(&self) -> Option<H160> {
		self.logs.first().map(|log| log.address)
	}

	/// What `eth_getTransactionReceipt` answers. It did not fail, for then there were no logs; it
	/// used no gas, for its fee is not counted in gas.
	pub fn receipt(&self) -> Value {
		let mut bloom = Bloom::zero();
		for log in &self.logs {
			bloom.accrue(Input::Raw(log.address.as_bytes()));
			log.topics.iter().for_each(|topic| bloom.accrue(Input::Raw(topic.as_bytes())));
		}
		json!({
			"blockHash": self.block_hash,
			"blockNumber": U256::from(self.block_number),
			"contractAddress": null,
			"cumulativeGasUsed": "0x0",
			"effectiveGasPrice": "0x0",
			"from": self.from,
			"gasUsed": "0x0",
			"logs": self.logs,
			"logsBloom": format!("0x{}", hex::encode(bloom.as_bytes())),
			"status": "0x1",
			"to": self.to(),
			"transactionHash": self.hash,
			"transactionIndex": U256::from(self.index),
			"type": "0x0",
		})
	}

	/// What `eth_getTransactionByHash` answers. There is no Ethereum signature, and no input.
	pub fn transaction(&self) -> Value {
		json!({
			"blockHash": self.block_hash,
			"blockNumber": U256::from(self.block_number),
			"from": self.from,
			"gas": "0x0",
			"gasPrice": "0x0",
			"hash": self.hash,
			"input": "0x",
			"nonce": "0x0",
			"r": "0x0",
			"s": "0x0",
			"to": self.to(),
			"transactionIndex": U256::from(self.index),
			"type": "0x0",
			"v": "0x0",
			"value": "0x0",
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	pub fn log() -> Log {
		Log {
			address: H160::repeat_byte(0x11),
			topics: vec![H256::repeat_byte(0x22)],
			data: vec![0xde, 0xad],
			block_hash: H256::repeat_byte(0x33),
			block_number: 258.into(),
			transaction_hash: H256::repeat_byte(0x44),
			transaction_index: 1.into(),
			log_index: 0.into(),
			removed: false,
		}
	}

	#[test]
	fn a_log_is_written_as_ethereum_writes_it() {
		let value = serde_json::to_value(log()).unwrap();
		assert_eq!(value["blockNumber"], "0x102");
		assert_eq!(value["logIndex"], "0x0");
		assert_eq!(value["data"], "0xdead");
		assert_eq!(value["removed"], false);
		assert_eq!(value["topics"][0], format!("0x{}", "22".repeat(32)));
		assert_eq!(serde_json::from_value::<Log>(value).unwrap(), log());
	}

	#[test]
	fn a_receipts_bloom_has_the_address_and_topics_of_its_logs() {
		let log = Log { topics: vec![H256::repeat_byte(0x22), H256::repeat_byte(0x23)], ..log() };
		let transaction = NativeTransaction {
			hash: log.transaction_hash,
			block_hash: log.block_hash,
			block_number: 258,
			index: 1,
			from: H160::zero(),
			logs: vec![log.clone()],
		};
		let receipt = transaction.receipt();
		let bloom = receipt["logsBloom"].as_str().unwrap();
		assert_eq!(bloom.len(), 2 + 512);
		let bloom = Bloom::from_slice(&hex::decode(&bloom[2..]).unwrap());
		assert!(bloom.contains_input(Input::Raw(log.address.as_bytes())));
		assert!(log.topics.iter().all(|topic| bloom.contains_input(Input::Raw(topic.as_bytes()))));
		assert!(!bloom.contains_input(Input::Raw(H256::repeat_byte(0x24).as_bytes())));
		assert_eq!(receipt["to"], json!(log.address));
		assert_eq!(receipt["logs"], json!([log]));
		assert_eq!(transaction.transaction()["blockNumber"], "0x102");
	}
}
