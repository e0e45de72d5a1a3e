//! Finalised changes, in order and without gaps.
//!
//! A subscription is a number: the next block to report. Whenever finality has come that far, the
//! blocks up to there are read by number, a batch at a time; a notification of finality only wakes
//! it up. So nothing is lost when one notification finalises many blocks, when the client was slow,
//! or when it resumes after a day, and nothing is kept in memory for it meanwhile.

use super::{blocks::internal, places::Places};
use futures::{channel::oneshot, stream::BoxStream, FutureExt, StreamExt};
use jsonrpsee::{
	server::SubscriptionCloseResponse, PendingSubscriptionSink, SendTimeoutError,
	SubscriptionMessage, SubscriptionSink,
};
use metahub_rpc_api::{
	types::{BlockChanges, BlockRef, FinalizedBlock, Notice, SubscribeOptions},
	Error,
};
use metahub_runtime::{opaque::Block, BlockNumber};
use sc_client_api::BlockchainEvents;
use sc_rpc::SubscriptionTaskExecutor;
use serde::Serialize;
use sp_blockchain::HeaderBackend;
use std::{
	collections::VecDeque,
	ops::RangeInclusive,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::sync::Semaphore;

/// Most blocks that are read in one step.
const MAX_BATCH: u32 = 32;
/// A step ends when it has read this many changes.
const MAX_BATCH_CHANGES: usize = 1_000;
/// Most blocks whose changes are remembered for other subscribers.
const MAX_REMEMBERED: usize = 32;
/// After so many blocks of which nothing was sent, a subscriber is told how far it has come. A node
/// may keep no more states than those of the last 256 blocks; a subscriber that resumes needs the
/// state of the block it resumes from.
pub const PROGRESS_BLOCKS: u32 = 16;

/// What subscriptions may take of a node.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Most subscriptions at a time.
	pub subscriptions: u32,
	/// Most of them on one connection.
	pub per_connection: u32,
	/// Most steps at a time; further ones wait their turn.
	pub steps: usize,
	/// How long a notification waits for room in the client's buffer.
	pub patience: Duration,
}

impl Default for Limits {
	fn default() -> Self {
		Self { subscriptions: 256, per_connection: 16, steps: 2, patience: Duration::from_secs(30) }
	}
}

/// A chain whose finalised blocks can be followed.
pub trait Chain: Send + Sync + 'static {
	/// What a block changes.
	type Change;

	/// The number of the last finalised block.
	fn finalized(&self) -> BlockNumber;
	/// Yields something whenever further blocks may have been finalised.
	fn finality(&self) -> BoxStream<'static, ()>;
	/// Whether a finalised block can be read.
	fn check(&self, number: BlockNumber) -> Result<(), Error>;
	/// What a finalised block changed.
	fn changes(&self, number: BlockNumber) -> Result<Arc<BlockChanges<Self::Change>>, Error>;
}

/// Asks the runtime what a block changed.
pub trait ReadsChanges: Send + Sync + 'static {
	/// What a block changes.
	type Change: Send + Sync + 'static;

	/// The finalised block of this number.
	fn finalized_block(&self, number: BlockNumber) -> Result<BlockRef, Error>;
	/// What a block changed.
	fn changes(&self, block: &BlockRef) -> Result<Vec<Self::Change>, Error>;
}

/// Blocks that were read.
type Recent<Change> = VecDeque<Arc<BlockChanges<Change>>>;

/// The node's chain.
pub struct ClientChain<C, Q: ReadsChanges> {
	client: Arc<C>,
	query: Arc<Q>,
	/// The changes of the blocks that were read last. Most subscribers ask for the same ones, at
	/// the same time.
	recent: Mutex<Recent<Q::Change>>,
}

impl<C, Q: ReadsChanges> ClientChain<C, Q> {
	/// The chain of this client.
	pub fn new(client: Arc<C>, query: Arc<Q>) -> Self {
		Self { client, query, recent: Mutex::default() }
	}

	fn recent(&self) -> std::sync::MutexGuard<'_, Recent<Q::Change>> {
		// It is only ever pushed to and popped from: whole after a panic as well.
		self.recent.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl<C, Q> Chain for ClientChain<C, Q>
where
	C: HeaderBackend<Block> + BlockchainEvents<Block> + 'static,
	Q: ReadsChanges,
{
	type Change = Q::Change;

	fn finalized(&self) -> BlockNumber {
		self.client.info().finalized_number
	}

	fn finality(&self) -> BoxStream<'static, ()> {
		self.client.finality_notification_stream().map(drop).boxed()
	}

	fn check(&self, number: BlockNumber) -> Result<(), Error> {
		self.query.finalized_block(number).map(drop)
	}

	fn changes(&self, number: BlockNumber) -> Result<Arc<BlockChanges<Q::Change>>, Error> {
		if let Some(known) = self.recent().iter().find(|known| known.block.number == number) {
			return Ok(known.clone());
		}
		let block = self.query.finalized_block(number)?;
		let changes = self.query.changes(&block)?;
		let block = FinalizedBlock { number, hash: block.hash };
		let changes = Arc::new(BlockChanges { block, changes });
		let mut recent = self.recent();
		if recent.len() == MAX_REMEMBERED {
			recent.pop_front();
		}
		recent.push_back(changes.clone());
		Ok(changes)
	}
}

/// The first block that a subscription reports.
pub fn first_block(
	from: Option<BlockNumber>,
	finalized: BlockNumber,
) -> Result<BlockNumber, Error> {
	let next = finalized.saturating_add(1);
	match from {
		None => Ok(next),
		// The genesis block made the chain; it changed nothing.
		Some(0) => Ok(1),
		Some(from_block) if from_block <= next => Ok(from_block),
		Some(from_block) => Err(Error::BadStart { from_block, finalized }),
	}
}

/// The blocks to read in the next step, if any.
pub fn next_batch(
	next: BlockNumber,
	finalized: BlockNumber,
) -> Option<RangeInclusive<BlockNumber>> {
	(next <= finalized).then(|| next..=finalized.min(next.saturating_add(MAX_BATCH - 1)))
}

/// What one step read.
#[derive(Debug, PartialEq)]
pub struct Batch<Change> {
	/// Consecutive blocks.
	pub blocks: Vec<Arc<BlockChanges<Change>>>,
	/// Why there are not more of them.
	pub failure: Option<Error>,
}

/// Reads blocks in order, fewer than asked for if they have many changes.
pub fn read_batch<C: Chain + ?Sized>(
	chain: &C,
	range: RangeInclusive<BlockNumber>,
) -> Batch<C::Change> {
	let mut batch = Batch { blocks: Vec::new(), failure: None };
	let mut changes = 0;
	for number in range {
		match chain.changes(number) {
			Ok(block) => {
				changes += block.changes.len();
				batch.blocks.push(block);
			}
			Err(error) => {
				batch.failure = Some(error);
				break;
			}
		}
		if changes >= MAX_BATCH_CHANGES {
			break;
		}
	}
	batch
}

/// Why a subscription ended.
enum End {
	/// The client left, or the node stops.
	Gone,
	/// The client is to be told.
	Because(Error),
}

/// Serves subscriptions.
pub struct Subscriptions<Change> {
	chain: Arc<dyn Chain<Change = Change>>,
	executor: SubscriptionTaskExecutor,
	limits: Limits,
	places: Arc<Places>,
	steps: Semaphore,
}

impl<Change: Serialize + Send + Sync + 'static> Subscriptions<Change> {
	/// Serves subscriptions to a chain. Blocks are read on the executor.
	pub fn new(
		chain: Arc<dyn Chain<Change = Change>>,
		executor: SubscriptionTaskExecutor,
		limits: Limits,
	) -> Self {
		Self {
			chain,
			executor,
			limits,
			places: Places::new(limits.subscriptions, limits.per_connection),
			steps: Semaphore::new(limits.steps),
		}
	}

	/// Serves one subscription to its end.
	pub async fn serve(
		&self,
		pending: PendingSubscriptionSink,
		options: SubscribeOptions,
	) -> SubscriptionCloseResponse {
		let _place = match self.places.take(pending.connection_id()) {
			Ok(place) => place,
			Err(error) => {
				pending.reject(error).await;
				return SubscriptionCloseResponse::None;
			}
		};
		let first = match self.start(&options) {
			Ok(first) => first,
			Err(error) => {
				pending.reject(error).await;
				return SubscriptionCloseResponse::None;
			}
		};
		let Ok(sink) = pending.accept().await else {
			return SubscriptionCloseResponse::None;
		};
		match self.follow(&sink, first, options.all_blocks).await {
			End::Gone => SubscriptionCloseResponse::None,
			End::Because(error) => {
				let notice: Notice<Change> = Notice::Stopped { stopped: (&error).into() };
				match SubscriptionMessage::from_json(&notice) {
					Ok(message) => SubscriptionCloseResponse::Notif(message),
					Err(_) => SubscriptionCloseResponse::None,
				}
			}
		}
	}

	/// The first block to report, checked so far as it can be.
	fn start(&self, options: &SubscribeOptions) -> Result<BlockNumber, Error> {
		let finalized = self.chain.finalized();
		let first = first_block(options.from_block, finalized)?;
		if first <= finalized {
			self.chain.check(first)?;
		}
		Ok(first)
	}

	/// Sends block after block, and how far it has come while there is nothing to send.
	async fn follow(&self, sink: &SubscriptionSink, first: BlockNumber, all_blocks: bool) -> End {
		let mut next = first;
		let mut quiet = 0;
		loop {
			let Some(range) = next_batch(next, self.chain.finalized()) else {
				if let Some(end) = self.wait_for(sink, next).await {
					return end;
				}
				continue;
			};
			let Some(batch) = self.read(range).await else { return End::Gone };
			for block in &batch.blocks {
				let number = block.block.number;
				quiet += 1;
				let sent = if all_blocks || !block.changes.is_empty() {
					self.send(sink, &**block, number).await
				} else if quiet >= PROGRESS_BLOCKS {
					let notice = Notice::<Change>::Progress { progress: block.block };
					self.send(sink, &notice, number).await
				} else if sink.is_closed() {
					return End::Gone;
				} else {
					next = number.saturating_add(1);
					continue;
				};
				if let Err(end) = sent {
					return end;
				}
				quiet = 0;
				next = number.saturating_add(1);
			}
			if let Some(error) = batch.failure {
				return End::Because(error);
			}
		}
	}

	/// Waits until a block may have been finalised.
	async fn wait_for(&self, sink: &SubscriptionSink, next: BlockNumber) -> Option<End> {
		// Listen before looking, so that no finalisation falls in between. The stream does not
		// outlive the wait: it would fill up while a client takes its time.
		let mut finality = self.chain.finality();
		if self.chain.finalized() >= next {
			return None;
		}
		tokio::select! {
			finalized = finality.next() => finalized.is_none().then_some(End::Gone),
			() = sink.closed() => Some(End::Gone),
		}
	}

	/// Reads a batch where blocking is allowed. `None` if the node stops.
	async fn read(&self, range: RangeInclusive<BlockNumber>) -> Option<Batch<Change>> {
		let _turn = self.steps.acquire().await.ok()?;
		let (sender, receiver) = oneshot::channel();
		let chain = self.chain.clone();
		let step = async move {
			// Nobody listens any more if the client left meanwhile.
			let _ = sender.send(read_batch(&*chain, range));
		};
		self.executor.spawn_blocking("rpc-changes", Some("rpc"), step.boxed());
		receiver.await.ok()
	}

	/// Sends what is to be told of a block.
	async fn send(
		&self,
		sink: &SubscriptionSink,
		notice: &impl Serialize,
		number: BlockNumber,
	) -> Result<(), End> {
		let message = SubscriptionMessage::from_json(notice)
			.map_err(|error| End::Because(internal(error)))?;
		sink.send_timeout(message, self.limits.patience).await.map_err(|error| match error {
			SendTimeoutError::Closed(_) => End::Gone,
			SendTimeoutError::Timeout(_) => End::Because(Error::TooSlow { next: number }),
		})
	}
}
