//! What is answered instead of a result, with the codes of EIP-1474.

use crate::native::NativeError;
use jsonrpsee::types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned};

/// The request was fine, and yet there is no answer.
const SERVER_ERROR: i32 = -32_000;
/// Something it depends on does not exist.
const NOT_FOUND: i32 = -32_001;
/// Something it depends on is not there now.
const UNAVAILABLE: i32 = -32_002;
/// It asks for more than is answered at once.
const LIMIT_EXCEEDED: i32 = -32_005;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The parameters make no sense.
	#[error("{0}")]
	Invalid(String),
	/// The JSON-RPC server does not run yet, or not any more.
	#[error("the Ethereum JSON-RPC server is not ready: it is starting, try again in a moment")]
	NotReady,
	/// The connection to the JSON-RPC server failed while it answered.
	#[error("the Ethereum JSON-RPC server did not answer: {0}")]
	Lost(String),
	/// What the JSON-RPC server would answer is too large.
	#[error("the answer is too large")]
	Oversized,
	/// The JSON-RPC server's own error.
	#[error("{0}")]
	Server(ErrorObjectOwned),
	/// There is no block with the hash.
	#[error("unknown block")]
	UnknownBlock,
	/// There is no filter with the id; it may have expired.
	#[error("filter not found")]
	UnknownFilter,
	/// The range ends before it begins.
	#[error("invalid block range: it ends at {to}, before it begins at {from}")]
	EmptyRange {
		/// Its first block.
		from: u64,
		/// Its last block.
		to: u64,
	},
	/// The range is too long.
	#[error("the range of {blocks} blocks is too long: at most {most} are searched at once")]
	LongRange {
		/// How many blocks it has.
		blocks: u64,
		/// How many it may have.
		most: u64,
	},
	/// There are too many logs.
	#[error("more than {most} logs match: search fewer blocks at once")]
	ManyLogs {
		/// How many are answered.
		most: usize,
	},
	/// The logs of these blocks are not kept.
	#[error("logs before block {first} are not kept by this node (see --eth-pruning)")]
	NotKept {
		/// The first block of which they are.
		first: u64,
	},
	/// What somebody who follows the chain cannot be told.
	#[error(
		"the logs of blocks {first} to {last} were missed: there are too many of them, or this node \
		 does not keep them; it goes on with the next block"
	)]
	Missed {
		/// The first such block.
		first: u64,
		/// The last one.
		last: u64,
	},
	/// There are as many filters as there may be.
	#[error("there are {0} filters already: remove some, or wait for them to expire")]
	ManyFilters(usize),
	/// The node's own part failed.
	#[error(transparent)]
	Native(#[from] NativeError),
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		let code = match &error {
			Error::Server(_) => 0, // Has its own, see below.
			Error::Invalid(_) | Error::EmptyRange { .. } => INVALID_PARAMS_CODE,
			Error::NotReady | Error::Lost(_) | Error::NotKept { .. } | Error::Missed { .. } => {
				UNAVAILABLE
			}
			Error::UnknownBlock => NOT_FOUND,
			Error::LongRange { .. }
			| Error::ManyLogs { .. }
			| Error::ManyFilters(_)
			| Error::Oversized => LIMIT_EXCEEDED,
			Error::Native(NativeError::TooMany { .. }) => LIMIT_EXCEEDED,
			Error::Native(NativeError::Unknown { .. }) => UNAVAILABLE,
			Error::UnknownFilter | Error::Native(NativeError::Failed(_)) => SERVER_ERROR,
		};
		match error {
			Error::Server(object) => object,
			error => ErrorObjectOwned::owned(code, error.to_string(), None::<()>),
		}
	}
}
