//! The chain, as a library: connect to a node, read the registry, sign and send calls.
//!
//! Reads go through the node's `assets_*`, `licences_*` and `market_*` methods; calls are built from the chain's own metadata.
//! One WebSocket connection carries both.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use metahub_client::{chain::{calls, Chain}, keys::Account};
//!
//! let chain = Chain::connect("ws://127.0.0.1:9944").await?;
//! let alice = Account::development("alice")?;
//! let receipt = chain.submit(&calls::create_collection("birds", None), &alice).await?;
//! println!("collection {:?}", receipt.created_collection());
//! # Ok(())
//! # }
//! ```

mod arguments;
mod behalf;
pub mod calls;
mod config;
mod dry_run;
mod error;
mod ethereum;
mod events;
mod intent;
mod licences;
mod list;
mod outcome;
mod query;
mod records;
mod submit;
mod tokens;
mod watch;

pub(crate) use arguments::hides_calls;
pub use behalf::{Approval, Missing, Proxy, Timepoint, Waiting};
pub use calls::Call;
pub use config::{FeeAsset, HubConfig};
pub use dry_run::Plan;
pub use error::{ChainError, PoolError};
pub use events::{Payment, Receipt};
pub use intent::{Fate, Intent};
pub use list::AssetPages;
pub use query::{AssetRef, AssetRefError, Balance};
pub use records::{Dispute, Record, Response, Tag};
pub use tokens::{check_amount, format_amount, parse_amount, CurrencyName, Unit, HUB_DECIMALS};
pub use watch::{Follow, Watch};

use jsonrpsee::{
	core::client::{Client, ClientT},
	core::traits::ToRpcParams,
	rpc_params,
	ws_client::WsClientBuilder,
};
use metahub_assets::{pay::Currency, Did};
use serde::de::DeserializeOwned;
use sp_crypto_hashing::twox_128;
use std::{sync::Arc, time::Duration};
use subxt::{backend::LegacyBackend, rpcs::RpcClient, utils::H256, OnlineClient};
use tokio::sync::OnceCell;

/// Largest answer of a node that is read, in bytes.
const MAX_RESPONSE_LEN: u32 = 32 * 1024 * 1024;

/// How patient to be.
#[derive(Clone, Copy, Debug)]
pub struct ChainOptions {
	/// How long to wait for the connection.
	pub connect_timeout: Duration,
	/// How long to wait for one answer.
	pub request_timeout: Duration,
	/// How long to wait until a transaction is final.
	pub finality_timeout: Duration,
	/// Hash of the chain's first block; a node of another chain is refused.
	pub genesis: Option<H256>,
	/// The chain's EIP-155 id; a node that tells another is refused when it is needed. The genesis
	/// does not bind it: a node that lies can tell any.
	pub eip155: Option<u64>,
}

impl Default for ChainOptions {
	fn default() -> Self {
		Self {
			connect_timeout: Duration::from_secs(10),
			request_timeout: Duration::from_secs(60),
			finality_timeout: Duration::from_secs(180),
			genesis: None,
			eip155: None,
		}
	}
}

/// A connection to a node.
pub struct Chain {
	url: String,
	options: ChainOptions,
	fee_asset: Option<FeeAsset>,
	rpc: Arc<Client>,
	online: OnceCell<OnlineClient<HubConfig>>,
	genesis: OnceCell<H256>,
}

impl std::fmt::Debug for Chain {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Chain").field("url", &self.url).finish_non_exhaustive()
	}
}

impl Chain {
	/// Connects to a node's WebSocket.
	pub async fn connect(url: &str) -> Result<Self, ChainError> {
		Self::connect_with(url, ChainOptions::default()).await
	}

	/// Connects to a node's WebSocket, with another patience.
	pub async fn connect_with(url: &str, options: ChainOptions) -> Result<Self, ChainError> {
		let unreachable = |reason: String| ChainError::Unreachable { url: url.to_owned(), reason };
		let connecting = WsClientBuilder::default()
			.connection_timeout(options.connect_timeout)
			.request_timeout(options.request_timeout)
			.max_response_size(MAX_RESPONSE_LEN)
			.max_buffer_capacity_per_subscription(4096)
			.build(url);
		// The builder's own limit does not cover every step of the handshake.
		let rpc = tokio::time::timeout(options.connect_timeout, connecting)
			.await
			.map_err(|_| {
				unreachable(format!("no answer in {} seconds", options.connect_timeout.as_secs()))
			})?
			.map_err(|error| unreachable(error.to_string()))?;
		let chain = Self {
			url: url.into(),
			options,
			fee_asset: None,
			rpc: Arc::new(rpc),
			online: OnceCell::new(),
			genesis: OnceCell::new(),
		};
		if let Some(pinned) = options.genesis {
			let genesis = chain.genesis_hash().await?;
			if genesis != pinned {
				return Err(ChainError::OtherChain { url: url.into(), genesis, pinned });
			}
		}
		Ok(chain)
	}

	/// Pays the fees of what is sent from now on in a token; there has to be a pool of it.
	pub fn pay_fees_in(&mut self, currency: Currency) -> Result<(), ChainError> {
		self.fee_asset = Some(FeeAsset::try_from(currency).map_err(ChainError::FeeCurrency)?);
		Ok(())
	}

	/// The node's URL.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The connection, for any JSON-RPC method: `metahub_rpc_api::AssetsApiClient` works on it.
	pub fn rpc(&self) -> &Arc<Client> {
		&self.rpc
	}

	/// The transaction library's client; it fetches the chain's metadata when it is first asked for.
	pub async fn online(&self) -> Result<&OnlineClient<HubConfig>, ChainError> {
		let connect = || async {
			// The plain `author_` and `state_` methods: they need no subscription that lives as long
			// as the client, and say at once, with a code, what the pool has against a transaction.
			let backend = LegacyBackend::builder().build(RpcClient::new(self.rpc.clone()));
			OnlineClient::<HubConfig>::from_backend(Arc::new(backend))
				.await
				.map_err(|error| ChainError::from_subxt(&self.url, error.into()))
		};
		self.online.get_or_try_init(connect).await
	}

	/// Hash of the chain's first block: which chain this is.
	pub async fn genesis_hash(&self) -> Result<H256, ChainError> {
		let ask = || self.request("chain_getBlockHash", rpc_params![0]);
		self.genesis.get_or_try_init(ask).await.copied()
	}

	/// The chain's EIP-155 id, which Ethereum wallets sign for. Genesis set it for good. Refused if it
	/// is not that of [`ChainOptions::eip155`].
	pub async fn eip155(&self) -> Result<u64, ChainError> {
		let key = [twox_128(b"Network"), twox_128(b"ChainId")].concat();
		let key = format!("0x{}", hex::encode(key));
		let value: Option<String> = self.request("state_getStorage", rpc_params![key]).await?;
		let found = value
			.and_then(|value| hex::decode(value.trim_start_matches("0x")).ok())
			.and_then(|bytes| bytes.try_into().ok())
			.map(u64::from_le_bytes)
			.ok_or_else(|| ChainError::Incompatible("it has no EIP-155 id".into()))?;
		match self.options.eip155 {
			Some(pinned) if pinned != found => {
				Err(ChainError::OtherChainId { url: self.url.clone(), found, pinned })
			}
			_ => Ok(found),
		}
	}

	/// An asset's DID on this chain.
	pub async fn did(&self, asset: metahub_assets::AssetId) -> Result<Did, ChainError> {
		Ok(Did::new(&self.genesis_hash().await?, asset))
	}

	/// Hash of the last finalised block.
	pub async fn finalized_hash(&self) -> Result<H256, ChainError> {
		self.request("chain_getFinalizedHead", rpc_params![]).await
	}

	/// Number of the last finalised block.
	pub async fn finalized_number(&self) -> Result<u32, ChainError> {
		let hash = self.finalized_hash().await?;
		let header: serde_json::Value = self.request("chain_getHeader", rpc_params![hash]).await?;
		header["number"]
			.as_str()
			.and_then(|number| u32::from_str_radix(number.trim_start_matches("0x"), 16).ok())
			.ok_or_else(|| ChainError::Incompatible("its headers have no number".into()))
	}

	/// Calls any JSON-RPC method of the node.
	pub async fn request<T, P>(&self, method: &str, params: P) -> Result<T, ChainError>
	where
		T: DeserializeOwned,
		P: ToRpcParams + Send,
	{
		self.rpc.request(method, params).await.map_err(|error| self.failed(error))
	}

	fn failed(&self, error: jsonrpsee::core::ClientError) -> ChainError {
		ChainError::from_request(&self.url, self.options.request_timeout, error)
	}
}
