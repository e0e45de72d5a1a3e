//! The client's side: gets passes from gated gateways, and consumes a use where uses are counted.

use super::{
	caip2, memo, sign,
	wire::{
		ChallengeAnswer, ChallengeRequest, ErrorAnswer, ErrorDetail, PassAnswer, PassRequest,
		CHALLENGE_PATH, MAX_ANSWER_LEN, PASS_PATH, REALM,
	},
	Caller, Challenge, ChallengeError, Origin, OriginError, Rights,
};
use crate::{
	chain::{calls::licensing, Chain, ChainError, Receipt},
	keys::{Account, AccountError},
	store::{net::Endpoint, StoreError},
};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::Did;
use metahub_rpc_api::types::Id;
use primitive_types::H256;
use reqwest::{header, Response, StatusCode};
use serde::{de::DeserializeOwned, Serialize};
use std::{
	fmt,
	sync::{
		atomic::{AtomicBool, Ordering::SeqCst},
		Arc, Mutex, OnceLock, PoisonError,
	},
	time::Duration,
};

/// How often a pass is asked for again while the gateway's node has not seen the use yet.
const PATIENCE: u32 = 15;
const PAUSE: Duration = Duration::from_secs(1);

/// Where the account that signs comes from; asked when a gateway first wants a signature.
type Keys = Box<dyn Fn() -> Result<Account, AccountError> + Send + Sync>;

/// What has a use of a licence consumed under a name, and returns when that is final.
type Consumer = Box<
	dyn Fn(Account, u64, H256) -> BoxFuture<'static, Result<ConsumedUse, ChainError>> + Send + Sync,
>;

/// Why a gateway gives no pass.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
	/// Nobody is there to sign.
	#[error("it serves {0} only to accounts with access, and no account was named that signs")]
	NoAccount(Did),
	/// The account cannot sign.
	#[error(transparent)]
	Account(#[from] AccountError),
	/// The gateway is not what it says, or asks for a signature of something else.
	#[error("its challenge was not signed: {0}")]
	Challenge(#[from] ChallengeError),
	/// The gateway's URL is not one that challenges could name.
	#[error(transparent)]
	Origin(#[from] OriginError),
	/// The chain says no.
	#[error("account {account} has no access to {did}")]
	NoAccess {
		/// The account.
		account: String,
		/// The asset.
		did: Did,
	},
	/// The gateway says no.
	#[error("it answered {status} {}: {}", .detail.code, .detail.message)]
	Refused {
		/// HTTP status code.
		status: u16,
		/// What it says.
		detail: ErrorDetail,
	},
	/// A use of the licence could not be consumed.
	#[error("a use of licence {licence} cannot be consumed: {error}")]
	Consume {
		/// The licence.
		licence: u64,
		/// Why.
		#[source]
		error: ChainError,
	},
	/// Nobody is there to consume a use.
	#[error("the uses of licence {0} are counted, and there is no node to have one consumed")]
	NoNode(u64),
	/// It wants a second use consumed for the same files.
	#[error(
		"it asks for another use of licence {0}; one was consumed already, run the command again"
	)]
	SecondUse(u64),
	/// The node cannot be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The gateway cannot be asked.
	#[error(transparent)]
	Gateway(#[from] StoreError),
}

/// A use that was consumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
	did: Did,
	licence: Option<u64>,
	keys: Option<Keys>,
	chain: Option<Arc<Chain>>,
	consumer: Option<Consumer>,
	account: OnceLock<Result<Account, Arc<AccessError>>>,
	consuming: AtomicBool,
	consumed: Mutex<Option<ConsumedUse>>,
	refusal: Mutex<Option<Arc<AccessError>>>,
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
			consuming: AtomicBool::new(false),
			consumed: Mutex::default(),
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

	/// The use that was consumed, if one was.
	pub fn consumed(&self) -> Option<ConsumedUse> {
		self.consumed.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// Why a gateway last gave no pass.
	pub fn refusal(&self) -> Option<Arc<AccessError>> {
		self.refusal.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// The account that signs; a keystore's password is asked for once.
	fn account(&self) -> Result<&Account, Arc<AccessError>> {
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
	async fn pass(&self, gateway: &Endpoint) -> Result<PassAnswer, Arc<AccessError>> {
		let account = self.account()?;
		Ok(self.pass_as(account, gateway).await?)
	}

	async fn pass_as(
		&self,
		account: &Account,
		gateway: &Endpoint,
	) -> Result<PassAnswer, AccessError> {
		let rights = self.rights(account).await?;
		let caller = Caller::Substrate(account.id());
		let asked = ChallengeRequest { asset: self.did.to_string(), account: caller.to_string() };
		let ChallengeAnswer { message, .. } = post(gateway, CHALLENGE_PATH, &asked).await?;
		// Nothing is signed that would be of use to anybody but this gateway, or for another asset.
		let challenge: Challenge = message.parse()?;
		challenge.check_origin(&Origin::of(gateway.base())?)?;
		challenge.check_subject(&caller, &self.did, &caip2(&self.did))?;

		let licence = rights.as_ref().and_then(Rights::licence).or(self.licence).map(Id);
		let signature = sign(account, &message);
		let request = PassRequest { message, signature, licence };
		let first = post(gateway, PASS_PATH, &request).await;
		let counted = rights.as_ref().and_then(Rights::counted);
		match (first, counted) {
			(Err(error), Some(licence)) if wants_use(&error, licence) => {
				self.consume(account, licence, memo(&request.message)).await?;
				self.pass_after_use(gateway, &request).await
			}
			(result, _) => result,
		}
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
	async fn consume(
		&self,
		account: &Account,
		licence: u64,
		memo: H256,
	) -> Result<(), AccessError> {
		let Some(consumer) = &self.consumer else { return Err(AccessError::NoNode(licence)) };
		if self.consuming.swap(true, SeqCst) {
			return Err(AccessError::SecondUse(licence));
		}
		let consumed = consumer(account.clone(), licence, memo).await;
		let consumed = consumed.map_err(|error| AccessError::Consume { licence, error })?;
		tracing::debug!("a use of licence {licence} was consumed in {:?}", consumed.transaction);
		*self.consumed.lock().unwrap_or_else(PoisonError::into_inner) = Some(consumed);
		Ok(())
	}

	/// The gateway's node may be some blocks behind.
	async fn pass_after_use(
		&self,
		gateway: &Endpoint,
		request: &PassRequest,
	) -> Result<PassAnswer, AccessError> {
		let mut tried = 0;
		loop {
			let result = post(gateway, PASS_PATH, request).await;
			tried += 1;
			let again = match &result {
				Err(AccessError::Refused { detail, .. }) => detail.code == "UseNotConsumed",
				Err(AccessError::Gateway(error)) => error.is_transient(),
				_ => false,
			};
			if !again || tried >= PATIENCE {
				return result;
			}
			tokio::time::sleep(PAUSE).await;
		}
	}
}

/// Whether the gateway wants what this client is ready to give: a use of the licence that its own
/// node named.
fn wants_use(error: &AccessError, licence: u64) -> bool {
	matches!(error, AccessError::Refused { detail, .. }
		if detail.code == "UseNotConsumed" && detail.licence == Some(Id(licence)))
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
	Err(if busy.is_transient() { busy.into() } else { AccessError::Refused { status, detail } })
}

/// What a visitor and one gateway know of each other.
#[derive(Debug)]
pub struct Door {
	visitor: Arc<Visitor>,
	state: tokio::sync::Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
	/// How often something changed.
	version: u64,
	/// Whether it has answered that it is gated.
	gated: bool,
	pass: Option<String>,
	refused: Option<Arc<AccessError>>,
}

/// What goes with a request.
#[derive(Clone, Default)]
pub(crate) struct Ticket {
	version: u64,
	/// The asset that the block is of: a gated gateway then finds its public part.
	pub asset: Option<String>,
	/// The pass.
	pub pass: Option<String>,
}

impl Door {
	pub(crate) fn new(visitor: Arc<Visitor>) -> Self {
		Self { visitor, state: tokio::sync::Mutex::default() }
	}

	/// What to send with the next request.
	pub(crate) async fn ticket(&self) -> Ticket {
		let state = self.state.lock().await;
		Ticket {
			version: state.version,
			asset: state.gated.then(|| self.visitor.did.asset.to_string()),
			pass: state.pass.clone(),
		}
	}

	/// Does what it takes to be let in, after a request with this ticket was refused.
	pub(crate) async fn admit(
		&self,
		gateway: &Endpoint,
		ticket: &Ticket,
	) -> Result<(), StoreError> {
		// One at a time: the others find a pass when they get here.
		let mut state = self.state.lock().await;
		if state.version != ticket.version {
			return Ok(());
		}
		let refused = |error: Arc<AccessError>| StoreError::NoAccess {
			store: format!("gateway {}", gateway.label()),
			error,
		};
		if let Some(error) = &state.refused {
			return Err(refused(error.clone()));
		}
		if !state.gated {
			// The manifest can be had without a pass. A password is asked for now, before there is
			// a progress bar in the way; if that fails, it matters when a pass is needed.
			state.gated = true;
			state.version += 1;
			if self.visitor.keys.is_some() {
				let _ = self.visitor.account();
			}
			return Ok(());
		}
		match self.visitor.pass(gateway).await {
			Ok(answer) => {
				state.pass = Some(answer.pass);
				state.version += 1;
				Ok(())
			}
			Err(error) => {
				let visitor = &self.visitor;
				*visitor.refusal.lock().unwrap_or_else(PoisonError::into_inner) =
					Some(error.clone());
				let transient =
					matches!(&*error, AccessError::Gateway(error) if error.is_transient());
				if !transient {
					state.refused = Some(error.clone());
				}
				Err(refused(error))
			}
		}
	}
}

/// Whether an answer asks for a pass of ours.
pub(crate) fn is_challenge(response: &Response) -> bool {
	response.status() == StatusCode::UNAUTHORIZED
		&& response.headers().get_all(header::WWW_AUTHENTICATE).iter().any(|value| {
			value.to_str().is_ok_and(|text| {
				text.starts_with("Bearer ") && text.contains(&format!("realm=\"{REALM}\""))
			})
		})
}
