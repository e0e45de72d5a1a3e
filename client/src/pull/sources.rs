//! Where a pull fetches from: multiURIs and gateways, in order, with what became of each.

use super::{
	http_folder::HttpFolder, patience::Pauses, Failure, PullError, PullRequest, SourceReport,
};
use crate::{
	access::Visitor,
	content::Block,
	store::{open_source, BlockSource, HttpGateway, Reach, StoreError, TrustedHost},
};
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::{ContentId, MultiUri};
use std::{
	collections::HashSet,
	sync::{
		atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
		Arc, Mutex, MutexGuard, PoisonError,
	},
	time::{Duration, Instant},
};

/// Failures of a source that are reported one by one.
const MAX_FAILURES: usize = 16;
/// After so many timeouts or lies in a row a source is asked last.
const STRIKES: u32 = 2;

/// Counts what a source gives and fails to give.
#[derive(Debug, Default)]
pub(super) struct Tally {
	uri: String,
	via: Option<String>,
	blocks: AtomicU64,
	bytes: AtomicU64,
	failed: AtomicU64,
	strikes: AtomicU32,
	/// When it is to be asked again, as it says.
	not_before: Mutex<Option<Instant>>,
	failures: Mutex<Vec<Failure>>,
}

impl Tally {
	fn new(uri: impl Into<String>, via: Option<&str>) -> Self {
		Self { uri: uri.into(), via: via.map(Into::into), ..Self::default() }
	}

	pub(super) fn gave(&self, blocks: u64, bytes: u64) {
		self.blocks.fetch_add(blocks, Relaxed);
		self.bytes.fetch_add(bytes, Relaxed);
		self.strikes.store(0, Relaxed);
	}

	pub(super) fn failed(&self, what: String, error: &StoreError) {
		let strike = match error {
			StoreError::Timeout { .. }
			| StoreError::Unreachable { .. }
			| StoreError::Corrupt { .. }
			| StoreError::Protocol { .. }
			| StoreError::WrongFile { .. } => 1,
			// Not to have a block is no offence.
			_ => 0,
		};
		self.strikes.fetch_add(strike, Relaxed);
		if let Some(after) = error.retry_after() {
			let mut not_before = self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
			*not_before = Instant::now().checked_add(after);
		}
		self.note(what, error.to_string());
	}

	fn note(&self, what: String, reason: String) {
		self.failed.fetch_add(1, Relaxed);
		let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
		if failures.len() < MAX_FAILURES {
			failures.push(Failure { what, reason });
		}
	}

	/// Whether a source that failed so may be there again later: it says so, or has given something
	/// before. One that never gave anything may not be there at all.
	pub(super) fn may_come_back(&self, error: &StoreError) -> bool {
		let gave = self.bytes.load(Relaxed) > 0;
		error.is_transient() && (gave || error.is_busy())
	}

	/// How long it does not want to be asked.
	fn busy_for(&self) -> Option<Duration> {
		let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
		let left = not_before?.saturating_duration_since(Instant::now());
		(!left.is_zero()).then_some(left)
	}

	pub(super) fn benched(&self) -> bool {
		self.strikes.load(Relaxed) >= STRIKES
	}

	fn report(&self) -> SourceReport {
		SourceReport {
			uri: self.uri.clone(),
			via: self.via.clone(),
			blocks: self.blocks.load(Relaxed),
			bytes: self.bytes.load(Relaxed),
			failed: self.failed.load(Relaxed),
			failures: self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone(),
		}
	}
}

/// All sources that give blocks, as one: asks them in order until one gives the right bytes.
pub(super) struct Failover {
	members: Vec<(Arc<Tally>, Arc<dyn BlockSource>)>,
	patience: Duration,
	/// Since when none of them has given anything: all that is fetched shares the patience.
	failing_since: Mutex<Option<Instant>>,
}

impl Failover {
	async fn fetch(&self, cid: &ContentId) -> Result<Block, StoreError> {
		let (benched, healthy): (Vec<_>, Vec<_>) =
			self.members.iter().partition(|(tally, _)| tally.benched());
		let failing = self.failing().map_or(Duration::ZERO, |since| since.elapsed());
		let mut pauses = Pauses::new(self.patience.saturating_sub(failing));
		let mut round: Vec<_> = healthy.into_iter().chain(benched).collect();
		let (mut first, mut last) = (true, Vec::new());
		let mut reasons = Vec::new();
		loop {
			let mut again = Vec::new();
			// When the first of those that say when is to be asked again; at once if one does not say.
			let mut asked: Option<Duration> = None;
			last.clear();
			for member in round {
				if let Some(left) = member.0.busy_for() {
					asked = Some(asked.map_or(left, |asked| asked.min(left)));
					again.push(member);
					last.push(format!("{} is not to be asked yet", member.1.describe()));
					continue;
				}
				let error = match self.ask(member, cid).await {
					Ok(block) => return Ok(block),
					Err(error) => error,
				};
				// Everyone gets a second chance.
				if error.is_transient() && first || member.0.may_come_back(&error) {
					let after = error.retry_after().unwrap_or_default();
					asked = Some(asked.map_or(after, |asked| asked.min(after)));
					again.push(member);
				}
				last.push(error.to_string());
			}
			if first {
				reasons.append(&mut last);
			}
			first = false;
			let pause = if again.is_empty() { None } else { pauses.next(asked) };
			let Some(pause) = pause else { break };
			tokio::time::sleep(pause).await;
			round = again;
		}
		reasons.extend(last.iter().map(|reason| format!("again: {reason}")));
		Err(StoreError::NoSource { cid: *cid, reasons })
	}

	fn failing(&self) -> MutexGuard<'_, Option<Instant>> {
		self.failing_since.lock().unwrap_or_else(PoisonError::into_inner)
	}

	async fn ask(
		&self,
		(tally, source): &(Arc<Tally>, Arc<dyn BlockSource>),
		cid: &ContentId,
	) -> Result<Block, StoreError> {
		let result = source.get(cid).await;
		match &result {
			Ok(block) => {
				tally.gave(1, block.len() as u64);
				*self.failing() = None;
			}
			Err(error) => {
				tally.failed(cid.to_string(), error);
				if error.is_transient() {
					self.failing().get_or_insert_with(Instant::now);
				}
			}
		}
		result
	}
}

impl BlockSource for Failover {
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>> {
		self.fetch(cid).boxed()
	}

	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>> {
		async move {
			for (_, source) in &self.members {
				if source.has(cid).await.unwrap_or(false) {
					return Ok(true);
				}
			}
			Ok(false)
		}
		.boxed()
	}

	fn describe(&self) -> String {
		"all sources".into()
	}
}

/// A way to get a file.
#[derive(Clone)]
pub(super) enum Route {
	/// Block by block.
	Blocks(Arc<Failover>),
	/// Whole, from a static server.
	Folder(Arc<HttpFolder>),
}

impl Route {
	/// Whether it is tried last: it has failed too often.
	fn benched(&self) -> bool {
		match self {
			Self::Blocks(all) => all.members.iter().all(|(tally, _)| tally.benched()),
			Self::Folder(folder) => folder.tally.benched(),
		}
	}
}

/// All sources of a pull.
pub(super) struct Sources {
	routes: Vec<Route>,
	/// In order of preference, those that cannot be used included.
	tallies: Vec<Arc<Tally>>,
}

impl Sources {
	/// Finds out what the multiURIs and the configured gateways are.
	pub(super) fn new(request: &PullRequest) -> Result<Self, PullError> {
		let mut plan = Plan {
			timeout: request.timeout,
			visitor: request.visitor.clone(),
			reach: reach(request)?,
			tallies: Vec::new(),
			members: Vec::new(),
			routes: Vec::new(),
			blocks_at: None,
			known: HashSet::new(),
		};
		for uri in &request.uris {
			plan.add_uri(uri, &request.gateways)?;
		}
		for gateway in &request.gateways {
			plan.add_blocks(gateway.clone(), None, gateway, false)?;
		}
		let Plan { tallies, members, mut routes, blocks_at, .. } = plan;
		if let Some(at) = blocks_at {
			routes.insert(
				at,
				Route::Blocks(Arc::new(Failover {
					members,
					patience: request.patience,
					failing_since: Mutex::default(),
				})),
			);
		}
		let sources = Self { routes, tallies };
		if sources.routes.is_empty() {
			let reports = sources.report().into_iter();
			let reasons = reports.flat_map(|source| source.failures).map(|failure| failure.reason);
			return Err(PullError::NoSources(reasons.collect()));
		}
		Ok(sources)
	}

	/// The ways to get a file, in the order in which to try them now.
	pub(super) fn routes(&self) -> Vec<&Route> {
		let (benched, mut routes): (Vec<_>, Vec<_>) =
			self.routes.iter().partition(|route| route.benched());
		routes.extend(benched);
		routes
	}

	pub(super) fn report(&self) -> Vec<SourceReport> {
		self.tallies.iter().map(|tally| tally.report()).collect()
	}
}

/// Where multiURIs may lead: to public hosts, and to those that the user has configured.
fn reach(request: &PullRequest) -> Result<Reach, PullError> {
	let gateways = request.gateways.iter().filter(|text| is_url(text));
	let named = gateways.chain(&request.trusted_hosts).map(|text| {
		text.parse::<TrustedHost>()
			.map_err(|reason| StoreError::BadUrl { text: text.clone(), reason }.into())
	});
	Ok(Reach::public(named.collect::<Result<Vec<_>, PullError>>()?))
}

fn is_url(source: &str) -> bool {
	source.starts_with("http://") || source.starts_with("https://")
}

struct Plan {
	timeout: Duration,
	reach: Reach,
	visitor: Option<Arc<Visitor>>,
	tallies: Vec<Arc<Tally>>,
	members: Vec<(Arc<Tally>, Arc<dyn BlockSource>)>,
	/// Static servers, in order.
	routes: Vec<Route>,
	/// Where among these the first source of blocks comes.
	blocks_at: Option<usize>,
	known: HashSet<String>,
}

impl Plan {
	fn add_uri(&mut self, uri: &MultiUri, gateways: &[String]) -> Result<(), PullError> {
		let text = uri.to_string();
		if text.starts_with("/ipfs/") {
			for gateway in gateways {
				self.add_blocks(text.clone(), Some(gateway), gateway, false)?;
			}
			if gateways.is_empty() {
				self.refuse(text, "no gateway is configured to look it up at");
			}
		} else if let Some(gateway) = gateway_in(&text) {
			let gateway = gateway.to_owned();
			// What a publisher wrote may be wrong; what the user configured may not.
			if let Err(error) = self.add_blocks(text.clone(), None, &gateway, true) {
				self.refuse(text, &error.to_string());
			}
		} else if is_url(&text) {
			let tally = Arc::new(Tally::new(text.as_str(), None));
			match HttpFolder::new(&self.reach, &text, self.timeout, tally.clone()) {
				Ok(folder) => {
					self.tallies.push(tally);
					self.routes.push(Route::Folder(Arc::new(folder)));
				}
				Err(error) => self.refuse(text, &error.to_string()),
			}
		} else {
			self.refuse(text, "this client cannot fetch from this protocol");
		}
		Ok(())
	}

	/// Adds a gateway or store; `found` is one that a multiURI names.
	fn add_blocks(
		&mut self,
		uri: String,
		via: Option<&str>,
		source: &str,
		found: bool,
	) -> Result<(), StoreError> {
		if !self.known.insert(source.trim_end_matches('/').into()) {
			return Ok(());
		}
		let reach = if found { &self.reach } else { &Reach::Anywhere };
		let opened: Arc<dyn BlockSource> = if is_url(source) {
			let gateway = HttpGateway::within(reach, source, self.timeout)?;
			match &self.visitor {
				Some(visitor) => Arc::new(gateway.with_visitor(visitor.clone())),
				None => Arc::new(gateway),
			}
		} else {
			open_source(source, self.timeout)?
		};
		let tally = Arc::new(Tally::new(uri, via));
		self.tallies.push(tally.clone());
		self.members.push((tally, opened));
		self.blocks_at.get_or_insert(self.routes.len());
		Ok(())
	}

	fn refuse(&mut self, uri: String, reason: &str) {
		let tally = Tally::new(uri.as_str(), None);
		tally.note(String::new(), format!("{uri}: {reason}"));
		self.tallies.push(Arc::new(tally));
	}
}

/// The gateway in a URL such as `https://gateway.example/ipfs/bafy…`.
fn gateway_in(url: &str) -> Option<&str> {
	if !url.starts_with("http") {
		return None;
	}
	let (base, cid) = url.trim_end_matches('/').rsplit_once("/ipfs/")?;
	cid.parse::<ContentId>().ok().map(|_| base)
}
