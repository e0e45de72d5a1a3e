//! Calls for other accounts: how they are wrapped for a proxy or a multisig account, whether what
//! is inside succeeded, and what is known of proxies and waiting multisig calls.

use super::{
	outcome::{self, Verdict},
	Call, Chain, ChainError, Receipt,
};
use crate::keys::{Account, MultisigOf, OnBehalf, ProxyType};
use codec::{Compact, Decode, Encode, Output};
use serde::Serialize;
use sp_crypto_hashing::blake2_256;
use subxt::{
	dynamic::{self, Value},
	ext::scale_decode::DecodeAsType,
	metadata::ArcMetadata,
	utils::{AccountId32, H256},
};

/// The most proxies and waiting calls that are looked at.
const MAX_LISTED: usize = 1_000;

/// Bytes that are encoded already: a call within a call.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a>(pub &'a [u8]);

impl Encode for Raw<'_> {
	fn encode_to<O: Output + ?Sized>(&self, to: &mut O) {
		to.write(self.0);
	}
}

/// An account as calls name it.
pub(super) fn address(account: &AccountId32) -> (u8, [u8; 32]) {
	(0, account.0)
}

/// Where a multisig call was first approved: block and extrinsic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Serialize, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Timepoint {
	/// The block's number.
	pub height: u32,
	/// The extrinsic's index in it.
	pub index: u32,
}

/// A multisig call that waits for approvals.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
	/// BLAKE2b-256 of the call data.
	pub call_hash: H256,
	/// Where it was first approved.
	pub when: Timepoint,
	/// Planck that are held for it.
	#[serde(serialize_with = "super::query::decimal")]
	pub deposit: u128,
	/// On this account, which alone can cancel it.
	#[serde(serialize_with = "display")]
	pub depositor: AccountId32,
	/// The signatories that have approved.
	#[serde(serialize_with = "displayed")]
	pub approvals: Vec<AccountId32>,
}

/// An approval of a multisig call that needs more of them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
	/// The multisig account.
	#[serde(serialize_with = "display")]
	pub multisig: AccountId32,
	/// What it will do: `Pallet.call`.
	pub call: String,
	/// BLAKE2b-256 of the call data.
	pub call_hash: H256,
	/// The call itself, which the others need.
	pub call_data: String,
	/// How many have approved.
	pub approvals: usize,
	/// How many have to.
	pub threshold: u16,
	/// For each signatory that has not approved: its account, and the multisig account as it names it.
	pub missing: Vec<Missing>,
	/// The transaction's hash.
	pub transaction: H256,
	/// The block's number.
	pub block_number: u64,
	/// Planck, if the chain says.
	pub fee: Option<String>,
}

/// A signatory that has not approved.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
	/// Its account.
	#[serde(serialize_with = "display")]
	pub account: AccountId32,
	/// What it passes to `account multisig approve`.
	pub multisig_of: String,
}

/// A proxy of an account.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proxy {
	/// The account that may act.
	#[serde(serialize_with = "display")]
	pub delegate: AccountId32,
	/// What it may do, by the runtime's name.
	pub proxy_type: String,
	/// How many blocks before it has to announce what it does.
	pub delay: u32,
}

fn display<S: serde::Serializer>(account: &AccountId32, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(account)
}

fn displayed<S: serde::Serializer>(
	accounts: &[AccountId32],
	serializer: S,
) -> Result<S::Ok, S::Error> {
	serializer.collect_seq(accounts.iter().map(ToString::to_string))
}

/// A call as it is sent.
#[derive(Debug)]
pub(super) struct Wrapped {
	/// What is signed.
	pub outer: Vec<u8>,
	/// What it is to do in the end.
	pub inner: Vec<u8>,
	/// If it cannot be executed yet: the signatories that have approved before.
	pub approving: Option<Vec<AccountId32>>,
}

impl Chain {
	/// Wraps a call for the account that it is made for.
	pub(super) async fn wrap(
		&self,
		call: &Call,
		account: &Account,
		metadata: &ArcMetadata,
	) -> Result<Wrapped, ChainError> {
		let inner = call.to_bytes(metadata)?;
		let raw = Raw(&inner);
		let mut approving = None;
		let outer = match account.on_behalf() {
			None => inner.clone(),
			Some(OnBehalf::Proxied { account, proxy_type }) => {
				Call::new("Proxy", "proxy", (address(account), proxy_type, raw))
					.to_bytes(metadata)?
			}
			Some(OnBehalf::Multisig(multisig)) => {
				multisig.check(&account.signer()).map_err(ChainError::Multisig)?;
				let (threshold, others) = (multisig.threshold(), multisig.others());
				if threshold == 1 {
					Call::new("Multisig", "as_multi_threshold_1", (others, raw))
						.to_bytes(metadata)?
				} else {
					let hash = H256(blake2_256(&inner));
					let waiting = self.waiting_call(&account.id(), hash).await?;
					let when = waiting.as_ref().map(|waiting| waiting.when);
					let before = waiting.map(|waiting| waiting.approvals).unwrap_or_default();
					let new = usize::from(!before.contains(&account.signer()));
					let weight = self.call_weight(&inner).await?;
					if before.len() + new >= usize::from(threshold) {
						Call::new("Multisig", "as_multi", (threshold, others, when, raw, weight))
							.to_bytes(metadata)?
					} else {
						approving = Some(before);
						let arguments = (threshold, others, when, hash, weight);
						Call::new("Multisig", "approve_as_multi", arguments).to_bytes(metadata)?
					}
				}
			}
		};
		Ok(Wrapped { outer, inner, approving })
	}

	/// What a call takes at most: computation and proof.
	async fn call_weight(&self, call: &[u8]) -> Result<(Compact<u64>, Compact<u64>), ChainError> {
		let arguments = [call, &(call.len() as u32).encode()].concat();
		let answer =
			self.state_call("TransactionPaymentCallApi_query_call_info", &arguments).await?;
		<(Compact<u64>, Compact<u64>)>::decode(&mut &answer[..])
			.map_err(|error| ChainError::Incompatible(format!("a weight: {error}")))
	}

	/// Whether what was wrapped has done what it was to do.
	pub(super) fn unwrap(
		&self,
		receipt: Receipt,
		call: &Call,
		account: &Account,
		wrapped: &Wrapped,
		metadata: &ArcMetadata,
	) -> Result<Receipt, ChainError> {
		let hash = receipt.transaction;
		let unconfirmed = |reason: String| ChainError::Unconfirmed { hash, reason };
		let inner = outcome::inner(receipt.events()).map_err(|error| {
			unconfirmed(format!("it is final, but its events cannot be read: {error}"))
		})?;
		let wrapper = match account.on_behalf() {
			None => None,
			Some(OnBehalf::Proxied { .. }) => Some(outcome::PROXIED),
			// Its errors are the extrinsic's.
			Some(OnBehalf::Multisig(multisig)) if multisig.threshold() == 1 => None,
			Some(OnBehalf::Multisig(_)) => Some(outcome::MULTISIG),
		};
		let verdict = outcome::judge(&inner, wrapper);
		match (&verdict, account.on_behalf(), &wrapped.approving) {
			(Verdict::Missing, Some(OnBehalf::Multisig(multisig)), Some(before)) => {
				let approval = approval(&receipt, call, account, multisig, &wrapped.inner, before);
				return Err(ChainError::Approved(Box::new(approval)));
			}
			_ => verdict.into_result(metadata, || {
				let event = wrapper.unwrap_or_default();
				unconfirmed(format!("it is final, but the chain does not report {event} of it"))
			})?,
		}
		Ok(receipt)
	}

	/// A call from its encoding, if this chain understands it.
	pub async fn call_of(&self, data: &[u8]) -> Result<Call, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let understood = at.transactions().from_call_data_bytes(data).is_ok();
		let call = Call::from_bytes(data, &at.metadata()).filter(|_| understood);
		call.ok_or(ChainError::CallData)
	}

	/// The proxies of an account, and what is held for them in planck.
	pub async fn proxies(&self, account: &AccountId32) -> Result<(Vec<Proxy>, u128), ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<([u8; 32],), (Vec<ProxyFields>, u128)>("Proxy", "Proxies");
		let found = at.storage().try_fetch(address, (account.0,)).await;
		let Some(found) = found.map_err(|error| fail(error.into()))? else {
			return Ok((Vec::new(), 0));
		};
		let (proxies, deposit) = found.decode().map_err(|error| fail(error.into()))?;
		let proxies = proxies.into_iter().map(|proxy| Proxy {
			delegate: AccountId32(proxy.delegate),
			proxy_type: variant_name(&proxy.proxy_type).unwrap_or("?").to_owned(),
			delay: proxy.delay,
		});
		Ok((proxies.collect(), deposit))
	}

	/// A multisig account's call that waits for approvals.
	pub async fn waiting_call(
		&self,
		multisig: &AccountId32,
		call_hash: H256,
	) -> Result<Option<Waiting>, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address =
			dynamic::storage::<([u8; 32], [u8; 32]), MultisigFields>("Multisig", "Multisigs");
		let found = at.storage().try_fetch(address, (multisig.0, call_hash.0)).await;
		let Some(found) = found.map_err(|error| fail(error.into()))? else { return Ok(None) };
		Ok(Some(found.decode().map_err(|error| fail(error.into()))?.waiting(call_hash)))
	}

	/// All calls of a multisig account that wait for approvals.
	pub async fn waiting_calls(&self, multisig: &AccountId32) -> Result<Vec<Waiting>, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let address =
			dynamic::storage::<([u8; 32], [u8; 32]), MultisigFields>("Multisig", "Multisigs");
		let entries = at.storage().iter(address, (multisig.0,)).await;
		let mut entries = entries.map_err(|error| fail(error.into()))?;
		let mut found = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| fail(error.into()))?;
			let hash = entry
				.key()
				.ok()
				.and_then(|key| key.part(1)?.decode_as::<[u8; 32]>().ok()?)
				.ok_or_else(|| {
					ChainError::Incompatible("its multisig calls have no hashes".into())
				})?;
			let fields = entry.value().decode().map_err(|error| fail(error.into()))?;
			found.push(fields.waiting(H256(hash)));
			if found.len() == MAX_LISTED {
				break;
			}
		}
		found.sort_by_key(|waiting| (waiting.when.height, waiting.when.index));
		Ok(found)
	}
}

fn approval(
	receipt: &Receipt,
	call: &Call,
	account: &Account,
	multisig: &MultisigOf,
	inner: &[u8],
	before: &[AccountId32],
) -> Approval {
	let signer = account.signer();
	let missing = multisig.others().iter().filter(|other| !before.contains(other));
	Approval {
		multisig: account.id(),
		call: call.label(),
		call_hash: H256(blake2_256(inner)),
		call_data: format!("0x{}", hex::encode(inner)),
		approvals: before.len() + usize::from(!before.contains(&signer)),
		threshold: multisig.threshold(),
		missing: missing
			.map(|other| Missing { account: *other, multisig_of: multisig.seen_by(&signer, other) })
			.collect(),
		transaction: receipt.transaction,
		block_number: receipt.block_number,
		fee: receipt.fee.map(|fee| fee.to_string()),
	}
}

/// The calls that manage proxies and multisig calls.
impl Call {
	/// Lets an account act for the signer.
	pub fn add_proxy(delegate: &AccountId32, proxy_type: ProxyType, delay: u32) -> Self {
		Self::new("Proxy", "add_proxy", (address(delegate), proxy_type, delay))
	}

	/// Stops an account from acting for the signer.
	pub fn remove_proxy(delegate: &AccountId32, proxy_type: ProxyType, delay: u32) -> Self {
		Self::new("Proxy", "remove_proxy", (address(delegate), proxy_type, delay))
	}

	/// Withdraws a multisig call, by the account whose deposit it holds.
	pub fn cancel_multisig(multisig: &MultisigOf, waiting: &Waiting) -> Self {
		let (threshold, others) = (multisig.threshold(), multisig.others());
		let arguments = (threshold, others, waiting.when, waiting.call_hash);
		Self::new("Multisig", "cancel_as_multi", arguments)
	}
}

pub(super) fn variant_name(value: &Value) -> Option<&str> {
	match &value.value {
		subxt::ext::scale_value::ValueDef::Variant(variant) => Some(&variant.name),
		_ => None,
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ProxyFields {
	delegate: [u8; 32],
	proxy_type: Value,
	delay: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct MultisigFields {
	when: Timepoint,
	deposit: u128,
	depositor: [u8; 32],
	approvals: Vec<[u8; 32]>,
}

impl MultisigFields {
	fn waiting(self, call_hash: H256) -> Waiting {
		Waiting {
			call_hash,
			when: self.when,
			deposit: self.deposit,
			depositor: AccountId32(self.depositor),
			approvals: self.approvals.into_iter().map(AccountId32).collect(),
		}
	}
}
