//! What every command has at hand: settings, output, the node when it is needed.

use super::{
	early::{DryRun, Early},
	text::merge,
	Outcome,
};
use crate::{
	chain::{Call, Chain, ChainError, ChainOptions, CurrencyName, Receipt},
	config::Settings,
	error::Error,
	keys::{Account, OnBehalf},
	output::{hub, Output},
	progress::Progress,
};
use serde::Serialize;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use subxt::utils::H256;

/// What every command has at hand.
#[derive(Debug)]
pub struct Context {
	/// The settings in force.
	pub settings: Settings,
	/// How results and remarks are written.
	pub out: Output,
	/// What fees are paid in, if not in HUB.
	pub fee_token: Option<CurrencyName>,
	/// How calls are signed.
	pub signing: Signing,
}

/// How calls are signed.
#[derive(Debug, Default)]
pub struct Signing {
	/// For which account, if not the signer's own.
	pub on_behalf: Option<OnBehalf>,
	/// Nothing is signed or sent: the calls are collected here, and it is asked what they would do.
	pub dry_run: Option<Mutex<Vec<Call>>>,
}

/// The transaction behind a result.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inclusion {
	/// The transaction's hash.
	pub transaction: H256,
	/// The block's hash.
	pub block: H256,
	/// The block's number.
	pub block_number: u64,
	/// Planck.
	pub fee: Option<String>,
}

impl From<&Receipt> for Inclusion {
	fn from(receipt: &Receipt) -> Self {
		Self {
			transaction: receipt.transaction,
			block: receipt.block,
			block_number: receipt.block_number,
			fee: receipt.fee.map(|fee| fee.to_string()),
		}
	}
}

impl Context {
	/// Connects to the node.
	pub async fn chain(&self) -> Result<Chain, Error> {
		let mut chain = Chain::connect_with(&self.settings.node, self.chain_options()).await?;
		if let Some(name) = &self.fee_token {
			let unit = chain.currency(name).await?;
			chain.pay_fees_in(unit.currency)?;
		}
		Ok(chain)
	}

	/// How patient to be with the node.
	pub fn chain_options(&self) -> ChainOptions {
		let patience = self.settings.timeout;
		let default = ChainOptions::default();
		ChainOptions {
			connect_timeout: default.connect_timeout.min(patience),
			request_timeout: patience,
			finality_timeout: default.finality_timeout.max(patience),
			genesis: self.settings.genesis,
			eip155: self.settings.eip155,
		}
	}

	/// The account that signs. Of a dry run its address is enough: nothing is unlocked.
	pub fn account(&self) -> Result<Account, Error> {
		let account = match self.signing.dry_run {
			Some(_) => Account::locked(&self.settings.account)?,
			None => Account::choose(&self.settings.account)?,
		};
		let Some(on_behalf) = self.signing.on_behalf.clone() else { return Ok(account) };
		if let OnBehalf::Multisig(multisig) = &on_behalf {
			let signer = account.signer();
			multisig.check(&signer).map_err(|error| Error::Usage(error.to_string()))?;
		}
		Ok(account.on_behalf_of(on_behalf))
	}

	/// Progress bars, unless they would disturb.
	pub fn progress(&self) -> Progress {
		Progress::new(!self.out.quiet && !self.out.json)
	}

	/// Signs and sends a call, and says so. In a dry run this is where the command ends.
	pub async fn submit(
		&self,
		chain: &Chain,
		call: &Call,
		account: &Account,
	) -> Result<Receipt, Error> {
		match self.submit_first(chain, call, account).await? {
			Some(receipt) => Ok(receipt),
			None => Err(self.dry_run(chain, account).await),
		}
	}

	/// The same of a call that others follow: in a dry run the command goes on without a receipt.
	pub async fn submit_first(
		&self,
		chain: &Chain,
		call: &Call,
		account: &Account,
	) -> Result<Option<Receipt>, Error> {
		if let Some(calls) = &self.signing.dry_run {
			calls.lock().unwrap_or_else(PoisonError::into_inner).push(call.clone());
			return Ok(None);
		}
		let (signer, id) = (account.signer(), account.id());
		let name = if signer == id { String::new() } else { format!(" for {id}") };
		self.out.note(format!("signing {} as {signer}{name}", call.label()));
		let receipt = chain.submit(call, account).await.map_err(|error| match error {
			ChainError::Approved(approval) => Error::Early(Box::new(Early::Approved(*approval))),
			other => other.into(),
		})?;
		let fee = receipt.fee.map(|fee| format!(", fee {}", hub(fee))).unwrap_or_default();
		self.out.note(format!("final in block {}{fee}", receipt.block_number));
		Ok(Some(receipt))
	}

	/// Ends a dry run: what the calls that were collected would cost and do.
	pub async fn dry_run(&self, chain: &Chain, account: &Account) -> Error {
		let calls = match &self.signing.dry_run {
			Some(calls) => {
				std::mem::take(&mut *calls.lock().unwrap_or_else(PoisonError::into_inner))
			}
			None => Vec::new(),
		};
		match DryRun::of(chain, &calls, account).await {
			Ok(run) => Error::Early(Box::new(Early::DryRun(run))),
			Err(error) => error.into(),
		}
	}

	/// Signs and sends a call, and reports what it did: these members with the transaction's, or
	/// this text.
	pub async fn call(&self, call: &Call, mut json: Value, text: String) -> Result<Outcome, Error> {
		let account = self.account()?;
		let chain = self.chain().await?;
		let receipt = self.submit(&chain, call, &account).await?;
		merge(&mut json, &Inclusion::from(&receipt));
		self.out.result(&json, |_| text);
		Ok(Outcome::Yes)
	}
}
