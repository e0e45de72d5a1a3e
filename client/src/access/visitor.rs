//! The client's side: gets passes from gated gateways, and consumes a use where uses are counted.

use super::{
	caip2,
	kept::{now, Kept, PaidUse},
	memo, sign,
	wire::{
		ChallengeAnswer, ChallengeRequest, ErrorAnswer, ErrorDetail, PassAnswer, PassRequest,
		CHALLENGE_PATH, MAX_ANSWER_LEN, PASS_PATH,
	},
	AccessError, Caller, Challenge, Origin, Rights,
};
use crate::{
	chain::{calls::licensing, Chain, ChainError, Receipt},
	keys::{ethereum_address, Account, AccountError},
	store::{net::Endpoint, StoreError},
};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::Did;
use metahub_rpc_api::types::{Grant, Id, Seconds};
use primitive_types::H256;
use reqwest::StatusCode;
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::{
	fmt,
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, Ordering::SeqCst},
		Arc, Mutex, OnceLock, PoisonError,
	},
	time::Duration,
};

/// How often a pass is asked for again while the gateway's node has not seen the use yet.
const PATIENCE: u32 = 15;
/// The same while it is not even known whether there is a use.
const LONG_PATIENCE: u32 = 90;
/// How long a paid use lasts if the gateway does not say, seconds.
const USE_SECS: u64 = 24 * 60 * 60;
const PAUSE: Duration = Duration::from_secs(1);

/// Where the account that signs comes from; asked when a gateway first wants a signature.
type Keys = Box<dyn Fn() -> Result<Account, AccountError> + Send + Sync>;

/// What has a use of a licence consumed under a name, and returns when that is final.
type Consumer = Box<
	dyn Fn(Account, u64, H256) -> BoxFuture<'static, Result<ConsumedUse, ChainError>> + Send + Sync,
>;

/// A use that was consumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsumedUse {
	/// Of which licence.
	pub licence: Id,
	/// What it was named: the hash of the challenge.
	pub memo: H256,
	/// The transaction.
	pub transaction: H256,
	/// Its block's number.
	pub block_number: u64,
}

/// Who fetches an asset's files, and how it proves its access.
pub struct Visitor {
	pub(super) did: Did,
	licence: Option<u64>,
	pub(super) keys: Option<Keys>,
	chain: Option<Arc<Chain>>,
	consumer: Option<Consumer>,
	account: OnceLock<Result<Account, Arc<AccessError>>>,
	/// Whether this process has had a use consumed, may have, or has shown one that was paid for
	/// before. Nothing that a gateway says resets it: one that calls each use over would drain the
	/// licence.
	spent: AtomicBool,
	consumed: Mutex<Option<ConsumedUse>>,
	kept: Kept,
	pub(super) refusal: Mutex<Option<Arc<AccessError>>>,
}

impl fmt::Debug for Visitor {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Visitor").field("did", &self.did).finish_non_exhaustive()
	}
}

impl Visitor {
	/// One that signs nothing: gets the manifests.
	pub fn anonymous(did: Did) -> Self {
		Self {
			did,
			licence: None,
			keys: None,
			chain: None,
			consumer: None,
			account: OnceLock::new(),
			spent: AtomicBool::new(false),
			consumed: Mutex::default(),
			kept: Kept::default(),
			refusal: Mutex::default(),
		}
	}

	/// One that signs as the account that `keys` gives when it is needed.
	pub fn signing(
		did: Did,
		keys: impl Fn() -> Result<Account, AccountError> + Send + Sync + 'static,
	) -> Self {
		Self { keys: Some(Box::new(keys)), ..Self::anonymous(did) }
	}

	/// Asks this node before any gateway whether there is access. Without a node, licences whose
	/// uses are counted do not work.
	pub fn with_node(mut self, chain: Arc<Chain>) -> Self {
		self.chain = Some(chain);
		self
	}

	/// Asks this node, and sends it the transaction if a use has to be consumed.
	pub fn with_chain(self, chain: Arc<Chain>) -> Self {
		let node = chain.clone();
		let signing = self.with_node(chain);
		signing.with_consumer(move |account, licence, memo| {
			let node = node.clone();
			async move {
				let call = licensing::consume(licence, memo);
				let Receipt { transaction, block_number, .. } =
					node.submit(&call, &account).await?;
				Ok(ConsumedUse { licence: Id(licence), memo, transaction, block_number })
			}
			.boxed()
		})
	}

	/// Has uses consumed in another way than by a transaction that the account signs.
	pub fn with_consumer(
		mut self,
		consumer: impl Fn(Account, u64, H256) -> BoxFuture<'static, Result<ConsumedUse, ChainError>>
			+ Send
			+ Sync
			+ 'static,
	) -> Self {
		self.consumer = Some(Box::new(consumer));
		self
	}

	/// Has this licence looked at first.
	pub fn with_licence(mut self, licence: Option<u64>) -> Self {
		self.licence = licence;
		self
	}

	/// Keeps a use that was paid for in a file, with what opens the files that it was paid for, and
	/// shows what an earlier run has kept there. So a client that is killed, or an answer that is
	/// lost, does not cost a second use. Only its owner can read the file.
	pub fn with_kept_pass(mut self, path: impl Into<PathBuf>) -> Self {
		self.kept = Kept::at(path.into(), &self.did);
		self
	}

	/// Removes the file of [`Visitor::with_kept_pass`], when everything was fetched.
	pub fn finished(&self) -> std::io::Result<()> {
		self.kept.clear()
	}

	/// The use that was consumed, if one was.
	pub fn consumed(&self) -> Option<ConsumedUse> {
		self.consumed.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// Why a gateway last gave no pass.
	pub fn refusal(&self) -> Option<Arc<AccessError>> {
		self.refusal.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// The account that signs; a keystore's password is asked for once.
	pub(super) fn account(&self) -> Result<&Account, Arc<AccessError>> {
		let unlock = || match &self.keys {
			None => Err(Arc::new(AccessError::NoAccount(self.did))),
			Some(keys) => keys().map_err(|error| {
				Arc::new(match error {
					AccountError::NotChosen => AccessError::NoAccount(self.did),
					other => AccessError::Account(other),
				})
			}),
		};
		self.account.get_or_init(unlock).as_ref().map_err(Clone::clone)
	}

	/// Gets a pass from a gateway.
	pub(super) async fn pass(&self, gateway: &Endpoint) -> Result<PassAnswer, Arc<AccessError>> {
		let account = self.account()?;
		Ok(self.pass_as(account, gateway).await?)
	}

	async fn pass_as(
		&self,
		account: &Account,
		gateway: &Endpoint,
	) -> Result<PassAnswer, AccessError> {
		let origin = Origin::of(gateway.base())?;
		if let Some((path, reason)) = self.kept.broken() {
			return Err(AccessError::Kept { path: path.into(), reason: reason.into() });
		}
		if let Some(paid) = self.kept.get() {
			if paid.is_over(now()) {
				self.forget()?;
			} else if paid.is_for(&origin, &account.id().to_string()) {
				return self.pass_again(gateway, paid).await;
			}
		}
		self.first_pass(account, gateway, &origin).await
	}

	async fn first_pass(
		&self,
		account: &Account,
		gateway: &Endpoint,
		origin: &Origin,
	) -> Result<PassAnswer, AccessError> {
		let rights = self.rights(account).await?;
		let (caller, chain) = self.caller(account).await?;
		let asked = ChallengeRequest { asset: self.did.to_string(), account: caller.to_string() };
		let ChallengeAnswer { message, .. } = post(gateway, CHALLENGE_PATH, &asked).await?;
		// Nothing is signed that would be of use to anybody but this gateway, or for another asset.
		Challenge::read_for_pass(&message, origin, &caller, &self.did, &chain, now())?;

		let licence = rights.as_ref().and_then(Rights::licence).or(self.licence).map(Id);
		let signature = sign(account, &message);
		let request = PassRequest { message, signature, licence, seat: None };
		let first = post(gateway, PASS_PATH, &request).await;
		let counted = rights.as_ref().and_then(Rights::counted);
		match (first, counted) {
			(Err(AccessError::Refused { detail, .. }), Some(licence))
				if wants_use(&detail, licence) =>
			{
				let begun = now();
				let paid = PaidUse {
					gateway: origin.uri.clone(),
					account: account.id().to_string(),
					asset: self.did,
					licence,
					message: request.message,
					signature: request.signature,
					seat: detail.seat,
					begun,
					until: detail.until.map_or(begun + USE_SECS, |until| until.0),
					consumed: None,
					pass: None,
					shown: false,
				};
				let paid = self.consume(account, paid.bounded()).await?;
				self.pass_for(gateway, paid, PATIENCE).await
			}
			(result, _) => result,
		}
	}

	/// The account as the gateway knows it, and the chain that its challenge must name. An Ethereum key
	/// signs as its address, for the chain's EIP-155 id.
	async fn caller(&self, account: &Account) -> Result<(Caller, String), AccessError> {
		match ethereum_address(&account.id()) {
			None => Ok((Caller::Substrate(account.id()), caip2(&self.did))),
			Some(address) => {
				let chain = self.chain.as_ref().ok_or(AccessError::NoChainId)?;
				Ok((Caller::Ethereum(address), chain.eip155().await?.to_string()))
			}
		}
	}

	/// Gets another pass for a use that was paid for before.
	async fn pass_again(
		&self,
		gateway: &Endpoint,
		paid: PaidUse,
	) -> Result<PassAnswer, AccessError> {
		self.spent.store(true, SeqCst);
		if let (Some(consumed), None) = (&paid.consumed, self.consumed()) {
			*self.consumed.lock().unwrap_or_else(PoisonError::into_inner) = Some(consumed.clone());
		}
		if let Some(pass) = paid.pass.clone().filter(|_| !paid.shown) {
			self.kept.set_shown();
			let (expires, licence) = (Seconds(paid.until), Id(paid.licence));
			return Ok(PassAnswer { pass, expires, ends: None, grant: Grant::Holder { licence } });
		}
		let (licence, settled_at) = (paid.licence, paid.settled_at());
		let open = paid.is_open(now());
		match self.pass_for(gateway, paid, if open { LONG_PATIENCE } else { PATIENCE }).await {
			Err(AccessError::Refused { detail, .. }) if open && wants_use(&detail, licence) => {
				Err(AccessError::Unsettled { licence, settled_at })
			}
			// Whatever it wants: there is a use that it had.
			Err(AccessError::Refused { status: 401, .. }) => Err(AccessError::SecondUse(licence)),
			Err(AccessError::Refused { detail, .. }) if wants_use(&detail, licence) => {
				Err(AccessError::SecondUse(licence))
			}
			result => result,
		}
	}

	fn keep(&self, paid: PaidUse) -> Result<(), AccessError> {
		self.kept.set(paid).map_err(|error| self.not_kept(&error))
	}

	fn forget(&self) -> Result<(), AccessError> {
		self.kept.clear().map_err(|error| self.not_kept(&error))
	}

	fn not_kept(&self, error: &std::io::Error) -> AccessError {
		let path = self.kept.path().unwrap_or_default();
		AccessError::Kept { path, reason: error.to_string() }
	}

	/// What this client's own node says. A node that knows no licences is passed over.
	async fn rights(&self, account: &Account) -> Result<Option<Rights>, AccessError> {
		let Some(chain) = &self.chain else { return Ok(None) };
		match Rights::of(chain, self.did.asset, &account.id(), self.licence, None).await {
			Ok(Some(rights)) => Ok(Some(rights)),
			Ok(None) => {
				Err(AccessError::NoAccess { account: account.id().to_string(), did: self.did })
			}
			Err(ChainError::Incompatible(reason)) => {
				tracing::debug!("the node was not asked about access: {reason}");
				Ok(None)
			}
			Err(error) => Err(error.into()),
		}
	}

	/// Consumes a use, once at most: a gateway that forgets what it was shown gets no second one.
	async fn consume(&self, account: &Account, mut paid: PaidUse) -> Result<PaidUse, AccessError> {
		let licence = paid.licence;
		let Some(consumer) = &self.consumer else { return Err(AccessError::NoNode(licence)) };
		// What is kept for another gateway or account would be lost with another use.
		if self.kept.get().is_some() || self.spent.swap(true, SeqCst) {
			return Err(AccessError::SecondUse(licence));
		}
		// Before it is paid for: a client that is killed from here on finds it again.
		if let Err(error) = self.keep(paid.clone()) {
			self.unpaid().ok();
			return Err(error);
		}
		match consumer(account.clone(), licence, memo(&paid.message)).await {
			Ok(consumed) => {
				tracing::debug!(
					"a use of licence {licence} was consumed in {:?}",
					consumed.transaction
				);
				*self.consumed.lock().unwrap_or_else(PoisonError::into_inner) =
					Some(consumed.clone());
				paid.consumed = Some(consumed);
				self.keep(paid.clone())?;
				Ok(paid)
			}
			Err(error) => {
				if is_unpaid(&error) {
					self.unpaid()?;
				}
				Err(AccessError::Consume { licence, error })
			}
		}
	}

	/// Takes back that a use is about to be paid for.
	fn unpaid(&self) -> Result<(), AccessError> {
		let forgotten = self.forget();
		self.spent.store(false, SeqCst);
		forgotten
	}

	/// The gateway's node may be some blocks behind, and an answer may get lost.
	async fn pass_for(
		&self,
		gateway: &Endpoint,
		mut paid: PaidUse,
		patience: u32,
	) -> Result<PassAnswer, AccessError> {
		let request = PassRequest {
			message: paid.message.clone(),
			signature: paid.signature.clone(),
			licence: Some(Id(paid.licence)),
			seat: paid.seat.clone(),
		};
		let mut tried = 0;
		loop {
			let result: Result<PassAnswer, _> = post(gateway, PASS_PATH, &request).await;
			tried += 1;
			let again = match &result {
				Ok(answer) => {
					paid.pass = Some(answer.pass.clone());
					paid.until = answer.ends.map_or(paid.until, |ends| ends.0);
					paid.shown = true;
					self.keep(paid.bounded())?;
					return result;
				}
				Err(AccessError::Refused { detail, .. }) => detail.code == "UseNotConsumed",
				Err(AccessError::Gateway(error)) => error.is_transient(),
				_ => false,
			};
			if !again || tried >= patience {
				return result;
			}
			tokio::time::sleep(PAUSE).await;
		}
	}
}

/// Whether it is certain that no use was consumed: the chain or the pool refused the transaction, or
/// it was never made. After all else it may be in a block: an answer can be lost or not understood
/// after the transaction was sent, and a multisig's call is executed when the others approve it.
fn is_unpaid(error: &ChainError) -> bool {
	matches!(
		error,
		ChainError::Dispatch { .. }
			| ChainError::Pool(_)
			| ChainError::Locked
			| ChainError::NotDevelopment { .. }
			| ChainError::Multisig(_)
			| ChainError::EthereumFee
			| ChainError::FeeCurrency(_)
			| ChainError::OtherChain { .. }
			| ChainError::Symbol { .. }
	)
}

/// Whether the gateway wants what this client is ready to give: a use of the licence that its own
/// node named.
fn wants_use(detail: &ErrorDetail, licence: u64) -> bool {
	detail.code == "UseNotConsumed" && detail.licence == Some(Id(licence))
}

async fn post<T: DeserializeOwned>(
	gateway: &Endpoint,
	path: [&str; 2],
	request: &impl Serialize,
) -> Result<T, AccessError> {
	let asked = gateway.post(gateway.url(path)).json(request);
	let response = gateway.send(asked, MAX_ANSWER_LEN as u64).await?;
	let status = response.status();
	let body = gateway.body(response, MAX_ANSWER_LEN).await?;
	let not_understood = |reason: String| StoreError::Protocol {
		store: gateway.label().into(),
		reason: crate::store::net::printable(&reason),
	};
	if status == StatusCode::OK {
		return Ok(serde_json::from_slice(&body).map_err(|e| not_understood(e.to_string()))?);
	}
	let ErrorAnswer { error: mut detail } = serde_json::from_slice(&body)
		.map_err(|_| not_understood(format!("{status} without a reason")))?;
	let status = status.as_u16();
	detail.code = crate::store::net::printable(&detail.code);
	detail.message = crate::store::net::printable(&detail.message);
	let busy = StoreError::Refused {
		store: gateway.label().into(),
		status,
		reason: format!("{}: {}", detail.code, detail.message),
		retry_after: None,
	};
	Err(if busy.is_transient() {
		busy.into()
	} else {
		AccessError::Refused { status, detail: Box::new(detail) }
	})
}
