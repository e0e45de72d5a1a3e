//! Why a gateway gives no pass.

use super::{wire::ErrorDetail, ChallengeError, Moment, OriginError};
use crate::{chain::ChainError, keys::AccountError, store::StoreError};
use metahub_assets::Did;
use std::path::PathBuf;

/// Why a gateway gives no pass.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
	/// No account was given to sign with.
	#[error("it serves {0} only to accounts with access, and no account was named that signs")]
	NoAccount(Did),
	/// The account cannot sign.
	#[error(transparent)]
	Account(#[from] AccountError),
	/// The gateway is not what it says, or asks for a signature of something else.
	#[error("its challenge was not signed: {0}")]
	Challenge(#[from] ChallengeError),
	/// The gateway's URL is not one that challenges could name.
	#[error(transparent)]
	Origin(#[from] OriginError),
	/// The chain says no.
	#[error("account {account} has no access to {did}")]
	NoAccess {
		/// The account.
		account: String,
		/// The asset.
		did: Did,
	},
	/// The gateway says no.
	#[error("it answered {status} {}: {}", .detail.code, .detail.message)]
	Refused {
		/// HTTP status code.
		status: u16,
		/// What it says.
		detail: Box<ErrorDetail>,
	},
	/// A use of the licence could not be consumed.
	#[error("a use of licence {licence} cannot be consumed: {error}")]
	Consume {
		/// The licence.
		licence: u64,
		/// Why.
		#[source]
		error: ChainError,
	},
	/// No node was given to send the transaction that consumes a use.
	#[error("the uses of licence {0} are counted, and there is no node to have one consumed")]
	NoNode(u64),
	/// An Ethereum key signs for a chain's EIP-155 id, which a node has to tell.
	#[error(
		"an Ethereum key signs in for a chain's EIP-155 id, and there is no node to ask for it"
	)]
	NoChainId,
	/// It wants a second use consumed for the same files.
	#[error(
		"it asks for another use of licence {0}, although one was paid for or may have been; the same \
		 run pays for no second one: run it again once the time of the first is over"
	)]
	SecondUse(u64),
	/// A transaction was sent, and it is not known yet whether a use was consumed.
	#[error(
		"a use of licence {licence} may have been paid for, but the gateway has not seen it yet; \
		 try again later, nothing more is paid before {}", when(*.settled_at)
	)]
	Unsettled {
		/// The licence.
		licence: u64,
		/// When it is certain, Unix seconds.
		settled_at: u64,
	},
	/// The file that keeps a paid use cannot be read or written.
	#[error("{}, which keeps the use that was paid for: {reason}", .path.display())]
	Kept {
		/// The file.
		path: PathBuf,
		/// Why not.
		reason: String,
	},
	/// The node cannot be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The gateway cannot be asked.
	#[error(transparent)]
	Gateway(#[from] StoreError),
}

/// A time as people read it.
fn when(unix: u64) -> String {
	Moment::from_unix(unix).map_or_else(|| unix.to_string(), |moment| moment.to_string())
}
