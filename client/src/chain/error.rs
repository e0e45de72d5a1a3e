//! What can go wrong between the client and the chain.

use super::{behalf::variant_name, Approval};
use crate::keys::MultisigError;
use jsonrpsee::core::ClientError;
use metahub_rpc_api::ErrorCode;
use std::time::Duration;
use subxt::utils::H160;
use subxt::{
	dynamic::{At, Value},
	error::{BackendError, DispatchError, ExtrinsicError, OnlineClientError, RpcError},
	metadata::ArcMetadata,
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
	/// The transaction is in a block. A call that it was to make failed there, inside of another.
	#[error(
		"a call inside of the transaction failed, what others in it did stays ({event}): {error}"
	)]
	Inside {
		/// The event that tells of it, as `Pallet.Event`.
		event: String,
		/// How it failed.
		error: Box<ChainError>,
	},
	/// It is not known whether the transaction is or will be in a block, or what it did there.
	#[error(
		"it is unknown what became of the transaction {hash:?}; look it up before you send it again: {reason}"
	)]
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
	/// The node is of another chain than the one that was asked for.
	#[error("the node {url} is of another chain: its genesis is {genesis:?}, not {pinned:?}")]
	OtherChain {
		/// The node.
		url: String,
		/// Its chain's first block.
		genesis: H256,
		/// The one that was asked for.
		pinned: H256,
	},
	/// The node tells another EIP-155 id than the one that was asked for.
	#[error("the node {url} is of another chain: its EIP-155 id is {found}, not {pinned}")]
	OtherChainId {
		/// The node.
		url: String,
		/// The id that it tells.
		found: u64,
		/// The one that was asked for.
		pinned: u64,
	},
	/// An Ethereum transaction would allow a fee that no call of this chain comes near.
	#[error(
		"the node asks for a fee of up to {fee} planck, but an Ethereum key signs for {most} at most: use a node that you trust, or try again when blocks are less full"
	)]
	FeeTooHigh {
		/// What the transaction would allow, in planck.
		fee: u128,
		/// What is signed for at most, in planck.
		most: u128,
	},
	/// A symbol does not say which token is meant.
	#[error("the symbol {symbol:?} stands for no token: {reason}")]
	Symbol {
		/// The symbol.
		symbol: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The multisig account cannot be meant.
	#[error(transparent)]
	Multisig(MultisigError),
	/// The signer's approval is on the chain. The call waits for those of other signatories.
	#[error("{} of {} signatories have approved {}; it is not executed yet", .0.approvals, .0.threshold, .0.call)]
	Approved(Box<Approval>),
	/// Call data that does not decode.
	#[error("the call data is none of this chain's calls: copy all of it")]
	CallData,
	/// The multisig account has no such call.
	#[error("no call with the hash {0:?} waits for approvals: it was executed or cancelled, or the signatories are others")]
	NotWaiting(H256),
	/// The chain could not be asked what a call would do.
	#[error("the chain does not say what the call would do: {0}")]
	NoDryRun(String),
	/// There is no key to sign with.
	#[error("the account's key is locked; it can be asked what a call would do, with --dry-run, and no more")]
	Locked,
	/// An Ethereum account pays its fees itself.
	#[error("an Ethereum account pays fees in HUB only")]
	EthereumFee,
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

/// The variants of the runtime's `DispatchError`, in its order.
const KINDS: [&str; 14] = [
	"Other",
	"CannotLookup",
	"BadOrigin",
	"Module",
	"ConsumerRemaining",
	"NoProviders",
	"TooManyConsumers",
	"Token",
	"Arithmetic",
	"Transactional",
	"Exhausted",
	"Corruption",
	"Unavailable",
	"RootNotAllowed",
];
const MODULE: u8 = 3;
const TOKEN: u8 = 7;
const ARITHMETIC: u8 = 8;
const TRANSACTIONAL: u8 = 9;
const TOKENS: [&str; 10] = [
	"FundsUnavailable",
	"OnlyProvider",
	"BelowMinimum",
	"CannotCreate",
	"UnknownAsset",
	"Frozen",
	"Unsupported",
	"CannotCreateHold",
	"NotExpendable",
	"Blocked",
];
const ARITHMETICS: [&str; 3] = ["Underflow", "Overflow", "DivisionByZero"];
const TRANSACTIONALS: [&str; 2] = ["LimitReached", "NoLayer"];

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

	/// A failure within a call, as an event reports it.
	pub(super) fn from_value(error: &Value, metadata: &ArcMetadata) -> Self {
		let kind = variant_name(error).unwrap_or("Unknown");
		let inner = error.at(0);
		let number = |value: Option<&Value>| value.and_then(Value::as_u128).unwrap_or_default();
		let module = inner.map(|inner| {
			let bytes = inner.at("error");
			let byte = |at: usize| number(bytes.and_then(|bytes| bytes.at(at))) as u8;
			[number(inner.at("index")) as u8, byte(0), byte(1), byte(2), byte(3)]
		});
		let name = inner.and_then(variant_name);
		Self::from_parts(kind, name, module.filter(|_| kind == "Module"), metadata)
	}

	/// A failure as the runtime's debug output has it, in the message of a dry run.
	pub(super) fn from_debug(message: &str, metadata: &ArcMetadata) -> Self {
		let Some((_, error)) = message.split_once("Failed to dispatch call: ") else {
			return Self::NoDryRun(message.into());
		};
		let (kind, inner) = error.split_once('(').unwrap_or((error, ""));
		let inner = inner.strip_suffix(')').unwrap_or(inner);
		let module = (kind == "Module").then(|| {
			let numbers = inner.split("message").next().unwrap_or_default();
			let numbers = numbers.split(|c: char| !c.is_ascii_digit());
			let mut numbers = numbers.filter_map(|number| number.parse().ok());
			[(); 5].map(|()| numbers.next().unwrap_or_default())
		});
		let name = Some(inner).filter(|name| !name.is_empty() && module.is_none());
		Self::from_parts(kind, name, module, metadata)
	}

	/// By the names of the variants; a pallet's error by its index and bytes.
	fn from_parts(
		kind: &str,
		name: Option<&str>,
		module: Option<[u8; 5]>,
		metadata: &ArcMetadata,
	) -> Self {
		let place = |names: &[&str], name: &str| names.iter().position(|one| *one == name);
		let encoded = match (module, name) {
			(Some(module), _) => Some([&[MODULE], &module[..]].concat()),
			(None, inner) => place(&KINDS, kind).map(|kind| {
				let inners: &[&str] = match kind as u8 {
					TOKEN => &TOKENS,
					ARITHMETIC => &ARITHMETICS,
					TRANSACTIONAL => &TRANSACTIONALS,
					_ => &[],
				};
				let inner = inner.and_then(|inner| place(inners, inner));
				[kind].into_iter().chain(inner).map(|index| index as u8).collect()
			}),
		};
		let decoded = encoded.and_then(|bytes| {
			subxt::error::DispatchError::decode_from(bytes, metadata.clone()).ok()
		});
		match decoded {
			Some(error) => Self::from_dispatch(&error),
			None => {
				let error = name.unwrap_or(kind).to_owned();
				Self::Dispatch { pallet: "System".into(), docs: error.clone(), error }
			}
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
