//! What a subscription takes and sends.

use super::{Change, FinalizedBlock};
use crate::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How to subscribe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscribeOptions {
	/// The first block to report. Absent: the next one to be finalised. To resume: one more than
	/// the last block received.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub from_block: Option<u32>,
	/// Whether to send blocks without changes as well.
	#[serde(default)]
	pub all_blocks: bool,
}

/// What a finalised block changed: in the registry, or whatever `C` tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockChanges<C = Change> {
	/// The block.
	pub block: FinalizedBlock,
	/// The changes, in the order in which the block made them.
	pub changes: Vec<C>,
}

/// An error as part of a notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
	/// See [`crate::ErrorCode`].
	pub code: i32,
	/// For people.
	pub message: String,
	/// What was refused.
	pub data: Value,
}

impl From<&Error> for ErrorBody {
	fn from(error: &Error) -> Self {
		Self { code: error.code().number(), message: error.to_string(), data: error.data() }
	}
}

/// A notification of `assets_subscribe` and its like.
///
/// The end comes as an ordinary notification, not as JSON-RPC's subscription error: most client
/// libraries close the stream on those without telling why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Notice<C = Change> {
	/// A block.
	Block(BlockChanges<C>),
	/// Nothing changed since the last notification. A subscriber that resumes may do so after this
	/// block.
	Progress {
		/// The last block that was read.
		progress: FinalizedBlock,
	},
	/// The node ends the subscription; nothing follows.
	Stopped {
		/// Why.
		stopped: ErrorBody,
	},
}
