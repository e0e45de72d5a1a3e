//! Following finalised changes, of the registry or of licences, across broken connections, without
//! gaps.

use super::{Chain, ChainError, ChainOptions};
use jsonrpsee::core::client::{Client, Error, Subscription};
use metahub_rpc_api::{
	types::{BlockChanges, Change, LicenceChange, Notice, SubscribeOptions},
	AssetsApiClient, ErrorCode, LicencesApiClient,
};
use serde::de::DeserializeOwned;
use std::{future::Future, time::Duration};

/// How often a broken connection is set up again before giving up.
const TRIES: u32 = 8;
/// How long to wait before the second try; each later one waits twice as long.
const PAUSE: Duration = Duration::from_millis(250);

/// Changes that can be followed.
pub trait Follow: DeserializeOwned + Send + 'static {
	/// Subscribes to them.
	fn subscribe(
		rpc: &Client,
		options: SubscribeOptions,
	) -> impl Future<Output = Result<Subscription<Notice<Self>>, Error>> + Send;
}

impl Follow for Change {
	async fn subscribe(
		rpc: &Client,
		options: SubscribeOptions,
	) -> Result<Subscription<Notice>, Error> {
		AssetsApiClient::subscribe_changes(rpc, Some(options)).await
	}
}

impl Follow for LicenceChange {
	async fn subscribe(
		rpc: &Client,
		options: SubscribeOptions,
	) -> Result<Subscription<Notice<Self>>, Error> {
		LicencesApiClient::subscribe_changes(rpc, Some(options)).await
	}
}

/// Finalised changes, block by block: the registry's, unless others are named.
#[derive(Debug)]
pub struct Watch<C = Change> {
	url: String,
	chain_options: ChainOptions,
	options: SubscribeOptions,
	/// The connection must live as long as its subscription.
	open: Option<(Chain, Subscription<Notice<C>>)>,
}

impl Watch {
	/// Follows the registry's changes from a block on; without one, from the next block to be
	/// finalised.
	pub async fn start(
		url: &str,
		chain_options: ChainOptions,
		options: SubscribeOptions,
	) -> Result<Self, ChainError> {
		Self::open(url, chain_options, options).await
	}
}

impl Watch<LicenceChange> {
	/// Follows the changes of licences, access and payments from a block on; without one, from the
	/// next block to be finalised.
	pub async fn start_licences(
		url: &str,
		chain_options: ChainOptions,
		options: SubscribeOptions,
	) -> Result<Self, ChainError> {
		Self::open(url, chain_options, options).await
	}
}

impl<C: Follow> Watch<C> {
	async fn open(
		url: &str,
		chain_options: ChainOptions,
		options: SubscribeOptions,
	) -> Result<Self, ChainError> {
		let mut watch = Self { url: url.into(), chain_options, options, open: None };
		if options.from_block.is_none() {
			// Named explicitly, the first block is still known after a connection broke.
			let chain = Chain::connect_with(url, chain_options).await?;
			watch.options.from_block = chain.finalized_number().await?.checked_add(1);
		}
		watch.connect().await?;
		Ok(watch)
	}

	/// The next block that changed something.
	///
	/// When the connection breaks, or the node ends a subscription that it cannot keep up with, it
	/// is taken up again after the last block that was given out, or that the node reported to have
	/// changed nothing.
	pub async fn next(&mut self) -> Result<BlockChanges<C>, ChainError> {
		let mut tried = 0;
		loop {
			let broken = match self.receive().await {
				Ok(Received::Block(changes)) => {
					self.options.from_block = changes.block.number.checked_add(1);
					return Ok(changes);
				}
				Ok(Received::Progress(number)) => {
					self.options.from_block = number.checked_add(1);
					tried = 0;
					continue;
				}
				Err(error) if !is_passing(&error) => return Err(error),
				Err(error) => error,
			};
			self.open = None;
			tried += 1;
			if tried == TRIES {
				return Err(broken);
			}
			tracing::debug!("{broken}; taking the subscription up again");
			tokio::time::sleep(PAUSE * 2u32.saturating_pow(tried - 1)).await;
		}
	}

	/// The first block that has not been given out, nor reported to have changed nothing: where to go
	/// on later.
	pub fn next_block(&self) -> Option<u32> {
		self.options.from_block
	}

	async fn connect(&mut self) -> Result<&mut Subscription<Notice<C>>, ChainError> {
		if self.open.is_none() {
			let chain = Chain::connect_with(&self.url, self.chain_options).await?;
			let subscription = C::subscribe(chain.rpc(), self.options)
				.await
				.map_err(|error| chain.failed(error))?;
			self.open = Some((chain, subscription));
		}
		let lost = || lost(&self.url, "the subscription is gone");
		self.open.as_mut().map(|(_, subscription)| subscription).ok_or_else(lost)
	}

	async fn receive(&mut self) -> Result<Received<C>, ChainError> {
		let url = self.url.clone();
		match self.connect().await?.next().await {
			Some(Ok(Notice::Block(changes))) => Ok(Received::Block(changes)),
			Some(Ok(Notice::Progress { progress })) => Ok(Received::Progress(progress.number)),
			Some(Ok(Notice::Stopped { stopped })) => Err(ChainError::Assets {
				code: ErrorCode::from_number(stopped.code).unwrap_or(ErrorCode::Internal),
				message: stopped.message,
			}),
			Some(Err(error)) => {
				Err(ChainError::Incompatible(format!("a notification is not understood: {error}")))
			}
			None => Err(lost(&url, "the connection was closed")),
		}
	}
}

/// What a node sent.
enum Received<C> {
	/// A block that changed something, or any block if all are asked for.
	Block(BlockChanges<C>),
	/// The number of a block up to which nothing changed.
	Progress(u32),
}

fn lost(url: &str, reason: &str) -> ChainError {
	ChainError::Unreachable { url: url.into(), reason: reason.into() }
}

/// Whether another connection can help.
fn is_passing(error: &ChainError) -> bool {
	match error {
		ChainError::Unreachable { .. } | ChainError::Timeout { .. } => true,
		// A node that was started again may have forgotten the last blocks that it finalised, and
		// another one behind the same name may not have finalised them yet.
		ChainError::Assets { code, .. } => matches!(code, ErrorCode::TooSlow | ErrorCode::BadStart),
		_ => false,
	}
}
