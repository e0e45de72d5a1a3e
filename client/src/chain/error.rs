//! What can go wrong between the client and the chain.

use jsonrpsee::core::ClientError;
use metahub_rpc_api::ErrorCode;
use std::time::Duration;
use subxt::utils::H160;
use subxt::{
	error::{BackendError, DispatchError, ExtrinsicError, OnlineClientError, RpcError},
	utils::H256,
};

/// What can go wrong between the client and the chain.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
	/// The node cannot be reached, or the connection broke.
	#[error("cannot reach the node {url}: {reason}")]
	Unreachable {
		/// Where it was looked for.
		url: String,
		/// Why it cannot be reached.
		reason: String,
	},
	/// The node or the chain did not answer in time.
	#[error("{what} took longer than {} seconds", .after.as_secs())]
	Timeout {
		/// What was waited for.
		what: &'static str,
		/// How long.
		after: Duration,
	},
	/// An `assets_*` or `licences_*` method answered with one of its errors.
	#[error("{message}")]
	Assets {
		/// Which error.
		code: ErrorCode,
		/// What the node says about it.
		message: String,
	},
	/// Another method answered with an error.
	#[error("the node refused the request: {message} (code {code})")]
	Rpc {
		/// JSON-RPC error code.
		code: i32,
		/// What the node says about it.
		message: String,
	},
	/// The transaction did not get into the pool.
	#[error(transparent)]
	Pool(#[from] PoolError),
	/// The transaction is in a block, where it failed and changed nothing (but its fee).
	#[error("the chain refused: {docs} ({pallet}.{error})")]
	Dispatch {
		/// The pallet whose error it is; for the runtime's own errors, their kind.
		pallet: String,
		/// The error's name.
		error: String,
		/// What the pallet says about it.
		docs: String,
	},
	/// It is not known whether the transaction will be in a block.
	#[error("it is unknown whether the transaction {hash:?} will be included: {reason}")]
	Unconfirmed {
		/// The transaction's hash.
		hash: H256,
		/// What kept it from being known.
		reason: String,
	},
	/// A development account's secret is known to everybody.
	#[error(
		"development accounts sign only on development chains; this one is of the type {chain_type}"
	)]
	NotDevelopment {
		/// What the node says of its chain.
		chain_type: String,
	},
	/// The DID is of another chain.
	#[error("{did} is of another chain; this one's begin with {prefix}")]
	ForeignDid {
		/// The DID.
		did: String,
		/// What DIDs of this chain begin with.
		prefix: String,
	},
	/// A symbol does not say which token is meant.
	#[error("the symbol {symbol:?} stands for no token: {reason}")]
	Symbol {
		/// The symbol.
		symbol: String,
		/// What is wrong with it.
		reason: String,
	},
	/// Fees cannot be paid in this contract's token.
	#[error("fees are paid in HUB or in a token with a pool, not in the contract {0:?}")]
	FeeCurrency(H160),
	/// The chain's runtime is not what the client knows.
	#[error("this chain is not a MetaHub chain that the client understands: {0}")]
	Incompatible(String),
}

/// Why a transaction did not get into the pool.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PoolError {
	/// Another transaction of the account has taken its number.
	#[error("another transaction of the same account came first")]
	Stale,
	/// The account cannot pay the fee.
	#[error("the account cannot pay the transaction's fee")]
	CannotPay,
	/// The pool is full.
	#[error("the node's transaction pool is full")]
	Full,
	/// The same transaction was found invalid a short while ago.
	#[error("the transaction is banned for a while")]
	Banned,
	/// Anything else.
	#[error("the transaction is not valid: {0}")]
	Invalid(String),
}

impl PoolError {
	/// Whether a new transaction with another number could do better.
	pub(super) fn is_contention(&self) -> bool {
		matches!(self, Self::Stale)
	}

	/// The pool's answer by the codes of Substrate's author API.
	fn from_rpc(code: i32, message: &str, data: &str) -> Option<Self> {
		Some(match code {
			1010 if data.contains("outdated") => Self::Stale,
			1010 if data.contains("Inability to pay") => Self::CannotPay,
			// Two transactions with one number: the pool keeps the first.
			1013 | 1014 => Self::Stale,
			1012 => Self::Banned,
			1016 => Self::Full,
			1010 | 1011 | 1015 | 1018..=1021 if data.is_empty() => Self::Invalid(message.into()),
			1010 | 1011 | 1015 | 1018..=1021 => Self::Invalid(data.into()),
			_ => return None,
		})
	}
}

impl ChainError {
	/// An error of a request.
	pub(super) fn from_request(url: &str, timeout: Duration, error: ClientError) -> Self {
		match error {
			ClientError::Call(object) => match ErrorCode::from_number(object.code()) {
				// The number of an internal error is every namespace's.
				Some(code) if code != ErrorCode::Internal => {
					Self::Assets { code, message: object.message().into() }
				}
				_ => Self::from_object(
					object.code(),
					object.message(),
					object.data().map_or("", |data| data.get()),
				),
			},
			ClientError::RequestTimeout => {
				Self::Timeout { what: "the node's answer", after: timeout }
			}
			ClientError::ParseError(error) => {
				Self::Incompatible(format!("its answer is not understood: {error}"))
			}
			ClientError::RestartNeeded(error) => {
				Self::Unreachable { url: url.into(), reason: error.to_string() }
			}
			other => Self::Unreachable { url: url.into(), reason: other.to_string() },
		}
	}

	fn from_object(code: i32, message: &str, data: &str) -> Self {
		let data = data.trim_matches('"');
		match PoolError::from_rpc(code, message, data) {
			Some(error) => Self::Pool(error),
			// Substrate's "method not found".
			None if code == -32601 => {
				Self::Incompatible(format!("its node lacks a method ({message})"))
			}
			None if data.is_empty() => Self::Rpc { code, message: message.into() },
			None => Self::Rpc { code, message: format!("{message}: {data}") },
		}
	}

	fn from_rpc(url: &str, error: &subxt::rpcs::Error) -> Self {
		match error {
			subxt::rpcs::Error::User(user) => Self::from_object(
				user.code,
				&user.message,
				user.data.as_ref().map_or("", |data| data.get()),
			),
			subxt::rpcs::Error::Deserialization(_) | subxt::rpcs::Error::Decode(_) => {
				Self::Incompatible(error.to_string())
			}
			other => Self::Unreachable { url: url.into(), reason: other.to_string() },
		}
	}

	fn from_backend(url: &str, error: &BackendError) -> Option<Self> {
		match error {
			BackendError::Rpc(RpcError::ClientError(error)) => Some(Self::from_rpc(url, error)),
			BackendError::Rpc(other) => {
				Some(Self::Unreachable { url: url.into(), reason: other.to_string() })
			}
			_ => None,
		}
	}

	/// An error of the transaction library: what the node said if it said something, and otherwise
	/// that the chain's metadata does not fit.
	pub(super) fn from_subxt(url: &str, error: subxt::Error) -> Self {
		use subxt::error::{OnlineClientAtBlockError as AtBlock, StorageError};
		let found = match &error {
			subxt::Error::OnlineClientError(OnlineClientError::RpcError(error)) => {
				Some(Self::from_rpc(url, error))
			}
			subxt::Error::OnlineClientError(OnlineClientError::CannotGetGenesisHash(error))
			| subxt::Error::OnlineClientAtBlockError(
				AtBlock::CannotGetCurrentBlock { reason: error }
				| AtBlock::CannotGetBlockHash { reason: error, .. }
				| AtBlock::CannotGetBlockHeader { reason: error, .. }
				| AtBlock::CannotGetSpecVersion { reason: error, .. },
			)
			| subxt::Error::ExtrinsicError(ExtrinsicError::ErrorSubmittingTransaction(error))
			| subxt::Error::StorageError(StorageError::CannotFetchValue(error))
			| subxt::Error::BackendError(error) => Self::from_backend(url, error),
			_ => None,
		};
		found.unwrap_or_else(|| Self::Incompatible(error.to_string()))
	}

	/// A failure in the block.
	pub(super) fn from_dispatch(error: &DispatchError) -> Self {
		let own = |kind: &str, name: String, docs: String| Self::Dispatch {
			pallet: kind.into(),
			error: name,
			docs,
		};
		match error {
			DispatchError::Module(module) => match module.details() {
				Ok(details) => own(
					details.pallet.name(),
					details.variant.name.clone(),
					details.variant.docs.join(" ").trim().to_owned(),
				),
				Err(_) => own("Unknown", format!("{:?}", module.bytes()), module.details_string()),
			},
			DispatchError::Token(error) => own("Token", format!("{error:?}"), error.to_string()),
			DispatchError::Arithmetic(error) => {
				own("Arithmetic", format!("{error:?}"), error.to_string())
			}
			DispatchError::Transactional(error) => {
				own("Transactional", format!("{error:?}"), error.to_string())
			}
			other => own("System", format!("{other:?}"), other.to_string()),
		}
	}

	/// The pallet's name for the error, if it is one of this pallet.
	pub fn dispatch_error(&self, of: &str) -> Option<&str> {
		match self {
			Self::Dispatch { pallet, error, .. } if pallet == of => Some(error),
			_ => None,
		}
	}

	/// The code, if an `assets_*` or `licences_*` method refused.
	pub fn assets_code(&self) -> Option<ErrorCode> {
		match self {
			Self::Assets { code, .. } => Some(*code),
			_ => None,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_pools_codes() {
		let pool = |code, data| PoolError::from_rpc(code, "m", data);
		assert_eq!(pool(1010, "Transaction is outdated"), Some(PoolError::Stale));
		assert_eq!(pool(1014, ""), Some(PoolError::Stale));
		assert_eq!(
			pool(1010, "Inability to pay some fees (e.g. account balance too low)"),
			Some(PoolError::CannotPay)
		);
		assert_eq!(pool(1010, ""), Some(PoolError::Invalid("m".into())));
		assert_eq!(pool(1016, "x"), Some(PoolError::Full));
		assert_eq!(pool(-32601, ""), None);
	}

	#[test]
	fn only_a_taken_number_is_worth_another_try() {
		assert!(PoolError::Stale.is_contention());
		assert!(!PoolError::CannotPay.is_contention());
		assert!(!PoolError::Banned.is_contention());
	}
}
