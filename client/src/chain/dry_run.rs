//! What calls would cost and do, without a signature and without sending anything.
//!
//! The runtime dispatches any call for any account in pallet-revive's dry run of an Ethereum
//! transaction (`ReviveApi`), which says how it fails; its trace says what the account can spend
//! before and after. Calls that follow each other are run as one batch, after a burn of the fees.

use super::{
	arguments::{fields, mentions},
	behalf::Raw,
	ethereum::{Gas, PALLETS},
	Call, Chain, ChainError, HubConfig, PoolError,
};
use crate::keys::{contract_address, ethereum_address, Account, OnBehalf, ProxyType};
use codec::{Compact, Decode, Encode};
use jsonrpsee::rpc_params;
use metahub_assets::pay::Price;
use primitive_types::{H160, U256};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use subxt::{
	config::substrate::SubstrateExtrinsicParamsBuilder,
	utils::{AccountId32, MultiSignature},
};

/// What a call would cost and do.
#[derive(Debug)]
pub struct Plan {
	/// `Pallet.call`, without what wraps it for a proxy or a multisig account.
	pub call: String,
	/// Its arguments, by the chain's metadata.
	pub arguments: Json,
	/// The call, encoded.
	pub call_data: Vec<u8>,
	/// The account that signs and pays the fee.
	pub signer: AccountId32,
	/// The account in whose name the call is made, if that is another.
	pub acts_for: Option<AccountId32>,
	/// The fee in planck, as the chain estimates it.
	pub fee: u128,
	/// What the fee is in the token that it is paid in, if not in HUB; `None` in there if it cannot be
	/// swapped now.
	pub fee_token: Option<(super::FeeAsset, Option<Price>)>,
	/// What the call takes from what accounts can spend, in planck and without the fee: what it pays
	/// and what it holds. Below zero where it gives back more.
	pub takes: Vec<(AccountId32, i128)>,
	/// Whether all of that is deposits: the call pays nothing to others.
	pub deposits_only: bool,
	/// How it would fail.
	pub error: Option<ChainError>,
	/// What was not checked.
	pub unchecked: Option<String>,
}

/// Calls that pay others. What the rest takes is held as a deposit.
fn pays(call: &str) -> bool {
	let (pallet, name) = call.split_once('.').unwrap_or_default();
	matches!(pallet, "Payments" | "Balances" | "Assets" | "Revive" | "Utility")
		|| matches!((pallet, name), ("Licensing", "buy" | "renew") | ("Market", "buy"))
}

/// Calls that succeed even if those in them fail.
const HIDING: [(&str, &str); 10] = [
	("Utility", "batch"),
	("Utility", "force_batch"),
	("Utility", "dispatch_as"),
	("Proxy", "proxy"),
	("Proxy", "proxy_announced"),
	("Multisig", "as_multi"),
	("Sudo", "sudo"),
	("Sudo", "sudo_as"),
	("Sudo", "sudo_unchecked_weight"),
	("Utility", "if_else"),
];

/// Whether a call, or one in it, is of these.
fn hides_failures(call: &Call, arguments: &Json) -> bool {
	let label = call.label();
	let own = HIDING.iter().any(|(pallet, name)| label == format!("{pallet}.{name}"));
	own || mentions(arguments, &HIDING)
}

/// An Ethereum transaction that is only tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct EthTransact<'a> {
	pub from: H160,
	pub to: H160,
	pub input: &'a [u8],
}

impl EthTransact<'_> {
	/// `GenericTransactionV1` of pallet-revive.
	fn encode(&self) -> Vec<u8> {
		let none = None::<()>;
		// Access list, authorizations, blob hashes, blobs, chain id.
		(none, (), [0u8; 3], none).using_encoded(|head| {
			// From, gas, gas price, input and data, three fees, nonce, to, type, value.
			let rest = (Some(self.from.0), none, none, Some(self.input), none);
			let more = ([0u8; 4], Some(self.to.0), none, none);
			[head, &rest.encode(), &more.encode()].concat()
		})
	}
}

/// The trace with the states before and after (`diffMode`), without storage and code.
const TRACER: [u8; 5] = [1, 1, 1, 1, 1];

type State = BTreeMap<[u8; 20], AccountState>;

#[derive(Decode)]
struct AccountState {
	balance: Option<[u8; 32]>,
	_nonce: Option<u32>,
	_code: Option<Vec<u8>>,
	_storage: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl AccountState {
	fn balance(&self) -> Option<u128> {
		let balance = U256::from_little_endian(self.balance.as_ref()?);
		Some(u128::try_from(balance).unwrap_or(u128::MAX))
	}
}

impl Chain {
	/// What these calls would cost and do, one after the other. Those after one that fails are left
	/// out.
	pub async fn dry_run(
		&self,
		calls: &[Call],
		account: &Account,
	) -> Result<Vec<Plan>, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let online = self.online().await?;
		let at = online.at_current_block().await.map_err(|error| fail(error.into()))?;
		let metadata = at.metadata();
		let signer = account.signer();
		let forbidden = match account.is_development() {
			true => self.require_development().await.err(),
			false => None,
		};
		let mut forbidden = forbidden;
		let (mut outers, mut inners) = (Vec::new(), Vec::new());
		let (mut fees, mut plans): (u128, Vec<Plan>) = (0, Vec::new());
		for call in calls {
			let wrapped = self.wrap(call, account, &metadata).await?;
			let transactions = at.transactions();
			let payload = transactions
				.from_call_data_bytes(&wrapped.outer)
				.map_err(|error| fail(error.into()))?;
			let arguments = transactions
				.from_call_data_bytes(&wrapped.inner)
				.map_err(|error| fail(error.into()))?;
			let mut gas = None;
			let fee = match ethereum_address(&signer) {
				Some(address) => {
					let found = match self.eip155().await {
						Ok(_) => self.gas(address, &wrapped.outer).await,
						Err(error) => Err(error),
					};
					gas = Some(found);
					gas.as_ref().and_then(|gas| gas.as_ref().ok()).map_or(0, Gas::fee)
				}
				None => {
					let mut params = SubstrateExtrinsicParamsBuilder::<HubConfig>::new()
						.nonce(u64::from(u32::MAX))
						.mortal_from_unchecked(
							super::submit::MORTALITY,
							at.block_number(),
							at.block_hash(),
						);
					if let Some(asset) = self.fee_asset {
						params = params.tip_of(0, asset);
					}
					// Of the right length; the estimate does not check it.
					let signature = MultiSignature::Sr25519([1; 64]);
					let signed = transactions
						.create_signable_offline(&payload, params.build())
						.and_then(|mut signable| {
							signable.sign_with_account_and_signature(&signer, &signature)
						})
						.map_err(|error| fail(error.into()))?;
					signed.partial_fee_estimate().await.map_err(|error| fail(error.into()))?
				}
			};
			let fee_token = self.fee_in_token(fee).await?;
			if fee_token.is_none() {
				fees = fees.saturating_add(fee);
			}
			outers.push(wrapped.outer);
			inners.push(wrapped.inner.clone());
			let arguments = fields(arguments.call_data());
			let unchecked = match self.unchecked(account).await? {
				None if hides_failures(call, &arguments) => {
					Some("whether the calls inside of it succeed".into())
				}
				other => other,
			};
			let mut plan = Plan {
				call: call.label(),
				arguments,
				call_data: wrapped.inner,
				signer,
				acts_for: (account.id() != signer).then(|| account.id()),
				fee,
				fee_token,
				takes: Vec::new(),
				deposits_only: !pays(&call.label()),
				error: forbidden.take(),
				unchecked,
			};
			if let (None, Some(Err(error))) = (&plan.error, gas) {
				plan.error = Some(error);
			}
			if plan.error.is_none() {
				plan.error = self.cannot_pay(&plan, fees).await?;
			}
			if plan.error.is_none() {
				self.try_out(&mut plan, &outers, &inners, fees, &plans, &metadata).await?;
			}
			let failed = plan.error.is_some();
			plans.push(plan);
			if failed {
				break;
			}
		}
		Ok(plans)
	}

	/// The chain says what a proxy may do only after it has done it.
	async fn unchecked(&self, account: &Account) -> Result<Option<String>, ChainError> {
		let Some(OnBehalf::Proxied { account: of, proxy_type }) = account.on_behalf() else {
			return Ok(None);
		};
		let signer = account.signer();
		let (proxies, _) = self.proxies(of).await?;
		// The chain takes the first that fits.
		let found = proxies.iter().find(|proxy| {
			let kind = ProxyType::from_variant(&proxy.proxy_type);
			proxy.delegate == signer && (proxy_type.is_none() || kind == *proxy_type)
		});
		Ok(found
			.filter(|proxy| proxy.proxy_type != "Any")
			.map(|proxy| format!("whether a {} proxy may make this call", proxy.proxy_type)))
	}

	/// Runs the calls so far as the signer and as the account that it acts for.
	async fn try_out(
		&self,
		plan: &mut Plan,
		outers: &[Vec<u8>],
		inners: &[Vec<u8>],
		fees: u128,
		before: &[Plan],
		metadata: &subxt::Metadata,
	) -> Result<(), ChainError> {
		let taken = |who: &AccountId32| -> i128 {
			let taken = before.iter().flat_map(|plan| &plan.takes);
			taken.filter(|(account, _)| account == who).map(|(_, amount)| amount).sum()
		};
		let signer = plan.signer;
		let mut runs = vec![(signer, outers, fees)];
		// What is inside fails silently: it is tried by itself. An account that is not there has
		// nothing that could be tried.
		if let Some(account) = plan.acts_for {
			let balance = self.balance(&account).await?;
			if balance.free.saturating_add(balance.reserved) > 0 {
				runs.insert(0, (account, inners, 0));
			}
		}
		for (who, calls, fees) in runs {
			match self.run(&who, calls, fees, metadata).await {
				Ok(takes) => {
					let takes = takes - taken(&who);
					if takes != 0 {
						plan.takes.push((who, takes));
					}
				}
				Err(error @ ChainError::Dispatch { .. }) => {
					plan.takes.clear();
					plan.error = Some(error);
					return Ok(());
				}
				Err(error) => return Err(error),
			}
		}
		Ok(())
	}

	/// Runs calls one after the other, after a burn; what they take from what the account can spend.
	async fn run(
		&self,
		who: &AccountId32,
		calls: &[Vec<u8>],
		burn: u128,
		metadata: &subxt::Metadata,
	) -> Result<i128, ChainError> {
		let burning = match burn {
			0 => None,
			_ => Some(Call::new("Balances", "burn", (Compact(burn), true)).to_bytes(metadata)?),
		};
		let all: Vec<Raw<'_>> = burning.iter().chain(calls).map(|call| Raw(call)).collect();
		let batch = match &all[..] {
			[Raw(one)] => one.to_vec(),
			_ => Call::new("Utility", "batch_all", (&all,)).to_bytes(metadata)?,
		};
		let from = H160(contract_address(who).0);
		let transaction = EthTransact { from, to: PALLETS, input: &batch };
		self.eth_transact(&transaction).await?;
		let arguments = [transaction.encode().as_slice(), &TRACER].concat();
		let trace = self.state_call("ReviveApi_trace_call", &arguments).await?;
		let understood =
			|error: codec::Error| ChainError::Incompatible(format!("a trace: {error}"));
		let mut trace = match trace.split_first_chunk::<3>() {
			// Ok, of the states, in `diffMode`.
			Some(([0, 1, 1], rest)) => rest,
			_ => return Err(ChainError::Incompatible("a trace of another kind".into())),
		};
		let (before, after) = <(State, State)>::decode(&mut trace).map_err(understood)?;
		let balance = |state: &State| state.get(&from.0).and_then(AccountState::balance);
		// What did not change is left out.
		let takes = match (balance(&before), balance(&after)) {
			(Some(before), Some(after)) => signed(before) - signed(after),
			_ => 0,
		};
		Ok(takes - signed(burn))
	}

	/// Tries a transaction: the gas that it takes.
	pub(super) async fn eth_transact(
		&self,
		transaction: &EthTransact<'_>,
	) -> Result<U256, ChainError> {
		let answer = self.state_call("ReviveApi_eth_transact", &transaction.encode()).await?;
		let understood =
			|error: codec::Error| ChainError::Incompatible(format!("a dry run: {error}"));
		type Info = ((Compact<u64>, Compact<u64>), u128, u128, [u8; 32]);
		match answer.split_first() {
			Some((0, mut rest)) => {
				let (_, _, _, gas) = Info::decode(&mut rest).map_err(understood)?;
				Ok(U256::from_little_endian(&gas))
			}
			// An error's message.
			Some((1, [1, rest @ ..])) => {
				let message = String::decode(&mut &*rest).map_err(understood)?;
				let online = self.online().await?;
				let at = online.at_current_block().await;
				let at = at.map_err(|error| ChainError::from_subxt(&self.url, error.into()))?;
				Err(ChainError::from_debug(&message, &at.metadata()))
			}
			_ => Err(ChainError::Incompatible("a dry run that is not understood".into())),
		}
	}

	/// The error of an account that has not got the fee.
	async fn cannot_pay(&self, plan: &Plan, fees: u128) -> Result<Option<ChainError>, ChainError> {
		let cannot = || Ok(Some(ChainError::Pool(PoolError::CannotPay)));
		match &plan.fee_token {
			None => {
				let from = contract_address(&plan.signer);
				let answer = self.state_call("ReviveApi_balance", &from.0).await?;
				let spendable = <[u8; 32]>::decode(&mut &answer[..])
					.map_err(|error| ChainError::Incompatible(format!("a balance: {error}")))?;
				match U256::from_little_endian(&spendable) < U256::from(fees) {
					true => cannot(),
					false => Ok(None),
				}
			}
			Some((super::FeeAsset::WithId(id), Some(price))) => {
				match self.token_balance(*id, &plan.signer).await? < price.amount {
					true => cannot(),
					false => Ok(None),
				}
			}
			// There is no pool, or too little in it.
			Some(_) => cannot(),
		}
	}

	/// What a fee is in the token that it is paid in.
	async fn fee_in_token(
		&self,
		fee: u128,
	) -> Result<Option<(super::FeeAsset, Option<Price>)>, ChainError> {
		let asset = match self.fee_asset {
			None | Some(super::FeeAsset::Native) => return Ok(None),
			Some(asset) => asset,
		};
		let arguments = (asset, super::FeeAsset::Native, fee, true).encode();
		let function = "AssetConversionApi_quote_price_tokens_for_exact_tokens";
		let answer = self.state_call(function, &arguments).await?;
		let amount = Option::<u128>::decode(&mut &answer[..])
			.map_err(|error| ChainError::Incompatible(format!("a quote: {error}")))?;
		let super::FeeAsset::WithId(id) = asset else { return Ok(None) };
		let currency = metahub_assets::pay::Currency::Token(id);
		Ok(Some((asset, amount.map(|amount| Price::new(currency, amount)))))
	}

	/// Calls the runtime at the best block.
	pub(super) async fn state_call(
		&self,
		function: &str,
		arguments: &[u8],
	) -> Result<Vec<u8>, ChainError> {
		let arguments = format!("0x{}", hex::encode(arguments));
		let answer: String = self.request("state_call", rpc_params![function, arguments]).await?;
		hex::decode(answer.trim_start_matches("0x")).map_err(|_| {
			ChainError::Incompatible("its runtime's answers are not hexadecimal".into())
		})
	}
}

fn signed(amount: u128) -> i128 {
	i128::try_from(amount).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_tried_transaction_is_encoded_field_by_field() {
		let encoded =
			EthTransact { from: H160([7; 20]), to: H160([9; 20]), input: &[1, 2] }.encode();
		let expected = [
			&[0u8; 5][..],
			&[1],
			&[7; 20],
			&[0, 0],
			// Input, and no data.
			&[1, 8, 1, 2, 0],
			// Three fees, nonce.
			&[0; 4],
			&[1],
			&[9; 20],
			&[0, 0],
		]
		.concat();
		assert_eq!(encoded, expected);
	}

	#[test]
	fn calls_that_pay_others_are_told_from_those_that_hold_deposits() {
		for call in ["Payments.pay", "Licensing.buy", "Market.buy"] {
			assert!(pays(call), "{call}");
		}
		for call in ["AssetRegistry.register", "Disputes.raise", "Proxy.add_proxy"] {
			assert!(!pays(call), "{call}");
		}
	}
}
