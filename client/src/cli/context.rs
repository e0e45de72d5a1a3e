//! What every command has at hand: settings, output, the node when it is needed.

use super::{text::merge, Outcome};
use crate::{
	chain::{Call, Chain, ChainOptions, CurrencyName, Receipt},
	config::Settings,
	error::Error,
	keys::Account,
	output::{hub, Output},
	progress::Progress,
};
use serde::Serialize;
use serde_json::Value;
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
		}
	}

	/// The account that signs.
	pub fn account(&self) -> Result<Account, Error> {
		Ok(Account::choose(&self.settings.account)?)
	}

	/// Progress bars, unless they would disturb.
	pub fn progress(&self) -> Progress {
		Progress::new(!self.out.quiet && !self.out.json)
	}

	/// Signs and sends a call, and says so.
	pub async fn submit(
		&self,
		chain: &Chain,
		call: &Call,
		account: &Account,
	) -> Result<Receipt, Error> {
		self.out.note(format!("signing {} as {}", call.label(), account.id()));
		let receipt = chain.submit(call, account).await?;
		let fee = receipt.fee.map(|fee| format!(", fee {}", hub(fee))).unwrap_or_default();
		self.out.note(format!("final in block {}{fee}", receipt.block_number));
		Ok(receipt)
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
