//! The connections that are open: how many, from where, and which one makes way when there are too
//! many.
//!
//! A connection costs its peer nothing, so a full table never makes newcomers wait. The connection
//! that has waited for a request for the longest is closed instead, and after those the one whose
//! peer reads its answer too slowly.

use super::{gate::Peer, ServerLimits};
use std::{
	collections::HashMap,
	sync::{
		atomic::{AtomicBool, Ordering::SeqCst},
		Arc, Mutex, MutexGuard, PoisonError,
	},
	time::{Duration, Instant},
};
use tokio::sync::Notify;

/// A peer that has not read for this long counts as slow when a connection has to make way.
const STALLED: Duration = Duration::from_secs(2);
/// What the body's own deadline gets on top: its refusal has to be sent.
const BODY_GRACE: Duration = Duration::from_secs(5);

/// What a connection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
	/// It has sent no complete head since it was opened or answered.
	Head {
		/// When its first byte came.
		begun: Option<Instant>,
	},
	/// It sends a request's body.
	Body {
		/// Since when.
		since: Instant,
	},
	/// The gateway works on its answer.
	Answer,
}

#[derive(Debug)]
struct State {
	phase: Phase,
	/// When it was opened, or its last answer was sent.
	idle_since: Instant,
	/// Whether it has been answered before.
	answered: bool,
	/// Since when the peer takes no more bytes.
	blocked: Option<Instant>,
	/// How much longer the peer may take no bytes.
	credit: Duration,
	/// Whether the peer has taken none for longer than that.
	too_slow: bool,
}

/// An open connection.
#[derive(Debug)]
pub(super) struct Connection {
	/// `None` for trusted proxies: they stand for many.
	peer: Option<Peer>,
	limits: ServerLimits,
	state: Mutex<State>,
	closing: Notify,
	/// Whether what was not sent yet is thrown away.
	abrupt: AtomicBool,
}

impl Connection {
	fn new(peer: Option<Peer>, limits: ServerLimits, now: Instant) -> Self {
		let state = State {
			phase: Phase::Head { begun: None },
			idle_since: now,
			answered: false,
			blocked: None,
			credit: limits.patience,
			too_slow: false,
		};
		let (closing, abrupt) = (Notify::new(), AtomicBool::new(false));
		Self { peer, limits, state: Mutex::new(state), closing, abrupt }
	}

	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Bytes came.
	pub(super) fn read(&self, now: Instant) {
		if let Phase::Head { begun } = &mut self.state().phase {
			begun.get_or_insert(now);
		}
	}

	/// A request's head is complete.
	pub(super) fn requested(&self, with_body: bool, now: Instant) {
		self.state().phase = match with_body {
			true => Phase::Body { since: now },
			false => Phase::Answer,
		};
	}

	/// The request is complete.
	pub(super) fn received(&self) {
		self.state().phase = Phase::Answer;
	}

	/// The answer is complete.
	pub(super) fn answered(&self, now: Instant) {
		let mut state = self.state();
		state.phase = Phase::Head { begun: None };
		state.idle_since = now;
		state.answered = true;
	}

	/// The peer takes no bytes.
	pub(super) fn blocked(&self, now: Instant) {
		self.state().blocked.get_or_insert(now);
	}

	/// The peer took bytes.
	pub(super) fn wrote(&self, bytes: usize, now: Instant) {
		let mut state = self.state();
		if let Some(since) = state.blocked.take() {
			let blocked = now.saturating_duration_since(since);
			state.too_slow |= blocked >= state.credit;
			state.credit = state.credit.saturating_sub(blocked);
		}
		let rate = self.limits.least_rate.max(1) as f64;
		let earned = Duration::try_from_secs_f64(bytes as f64 / rate).unwrap_or(Duration::MAX);
		state.credit = state.credit.saturating_add(earned).min(self.limits.patience);
		// The end of an answer: it waits for a request only from now on.
		if matches!(state.phase, Phase::Head { .. }) {
			state.idle_since = now;
		}
	}

	/// Completes when the connection is to be closed.
	pub(super) async fn closed(&self) {
		self.closing.notified().await;
	}

	/// Whether what was not sent yet is to be thrown away.
	pub(super) fn is_abrupt(&self) -> bool {
		self.abrupt.load(SeqCst)
	}

	/// Since when it waits for a request, or for the rest of one.
	fn waits_since(&self) -> Option<Instant> {
		let state = self.state();
		let waits = state.blocked.is_none() && state.phase != Phase::Answer;
		waits.then_some(state.idle_since)
	}

	/// What is left of the peer's credit, if it has not read for a while.
	fn stalled(&self, now: Instant) -> Option<Duration> {
		let state = self.state();
		let blocked = now.saturating_duration_since(state.blocked?);
		(blocked >= STALLED.min(self.limits.patience)).then(|| state.credit.saturating_sub(blocked))
	}

	fn is_overdue(&self, now: Instant) -> bool {
		let state = self.state();
		let after = |since, limit| now.saturating_duration_since(since) > limit;
		if let Some(since) = state.blocked {
			return state.too_slow || now.saturating_duration_since(since) >= state.credit;
		}
		match state.phase {
			Phase::Answer => false,
			Phase::Body { since } => after(since, self.limits.body + BODY_GRACE),
			Phase::Head { begun: Some(begun) } => after(begun, self.limits.head),
			Phase::Head { begun: None } => {
				let limit = if state.answered { self.limits.idle } else { self.limits.head };
				after(state.idle_since, limit)
			}
		}
	}

	fn close(&self) {
		self.abrupt.store(self.state().blocked.is_some(), SeqCst);
		self.closing.notify_one();
	}
}

/// What became of a newcomer.
#[derive(Debug)]
pub(super) struct Admitted {
	/// By which it is removed.
	pub id: u64,
	pub connection: Arc<Connection>,
}

#[derive(Debug, Default)]
struct Table {
	next: u64,
	open: HashMap<u64, Arc<Connection>>,
	by_peer: HashMap<Peer, usize>,
}

impl Table {
	fn remove(&mut self, id: u64) -> Option<Arc<Connection>> {
		let connection = self.open.remove(&id)?;
		if let Some(peer) = connection.peer {
			if let Some(count) = self.by_peer.get_mut(&peer) {
				*count -= 1;
				if *count == 0 {
					self.by_peer.remove(&peer);
				}
			}
		}
		Some(connection)
	}

	/// Closes the connection that is needed least, of those that a test admits.
	fn make_room(&mut self, now: Instant, of: impl Fn(&Connection) -> bool) -> bool {
		let candidates = || self.open.iter().filter(|(_, connection)| of(connection));
		let waiting = candidates()
			.filter_map(|(id, connection)| Some((connection.waits_since()?, *id)))
			.min();
		let victim = waiting.map(|(_, id)| id).or_else(|| {
			let stalled = candidates()
				.filter_map(|(id, connection)| Some((connection.stalled(now)?, *id)))
				.min();
			stalled.map(|(_, id)| id)
		});
		let Some(victim) = victim.and_then(|id| self.remove(id)) else { return false };
		victim.close();
		true
	}

	/// The same of the address that has the most connections.
	fn make_room_of_most(&mut self, now: Instant) -> bool {
		let most = self.by_peer.iter().max_by_key(|(_, count)| **count).map(|(peer, _)| *peer);
		most.is_some_and(|peer| self.make_room(now, |connection| connection.peer == Some(peer)))
	}
}

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
	limits: ServerLimits,
	table: Mutex<Table>,
}

impl Connections {
	pub(super) fn new(limits: ServerLimits) -> Self {
		Self { limits, table: Mutex::default() }
	}

	fn table(&self) -> MutexGuard<'_, Table> {
		self.table.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Takes a newcomer in, if there is room or another one makes way. `peer`: `None` if it is a
	/// trusted proxy.
	pub(super) fn admit(&self, peer: Option<Peer>, now: Instant) -> Option<Admitted> {
		let mut table = self.table();
		let same = |connection: &Connection| connection.peer == peer;
		let own = peer.and_then(|peer| table.by_peer.get(&peer)).copied().unwrap_or_default();
		if own >= self.limits.per_address.max(1) && !table.make_room(now, same) {
			return None;
		}
		if table.open.len() >= self.limits.connections.max(1)
			&& !table.make_room(now, same)
			&& !table.make_room_of_most(now)
			&& !table.make_room(now, |_| true)
		{
			return None;
		}
		let id = table.next;
		table.next += 1;
		if let Some(peer) = peer {
			*table.by_peer.entry(peer).or_default() += 1;
		}
		let connection = Arc::new(Connection::new(peer, self.limits, now));
		table.open.insert(id, connection.clone());
		Some(Admitted { id, connection })
	}

	/// A connection has ended.
	pub(super) fn remove(&self, id: u64) {
		self.table().remove(id);
	}

	/// Closes those whose time is up; says how many.
	pub(super) fn reap(&self, now: Instant) -> usize {
		let mut table = self.table();
		let overdue = table.open.iter().filter(|(_, connection)| connection.is_overdue(now));
		let overdue: Vec<u64> = overdue.map(|(id, _)| *id).collect();
		for id in &overdue {
			if let Some(connection) = table.remove(*id) {
				connection.close();
			}
		}
		overdue.len()
	}

	/// How many there are.
	pub(super) fn len(&self) -> usize {
		self.table().open.len()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::net::IpAddr;

	fn peer(last: u8) -> Option<Peer> {
		Some(IpAddr::from([10, 0, 0, last]).into())
	}

	fn limits() -> ServerLimits {
		ServerLimits { connections: 4, per_address: 2, least_rate: 100, ..Default::default() }
	}

	fn after(start: Instant, seconds: u64) -> Instant {
		start + Duration::from_secs(seconds)
	}

	#[test]
	fn the_longest_waiting_of_the_same_address_makes_way() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let other = connections.admit(peer(2), start).unwrap();
		let first = connections.admit(peer(1), after(start, 1)).unwrap();
		let second = connections.admit(peer(1), after(start, 2)).unwrap();
		first.connection.requested(false, after(start, 3));
		first.connection.answered(after(start, 4));
		let third = connections.admit(peer(1), after(start, 5)).unwrap();
		let open = |admitted: &Admitted| connections.table().open.contains_key(&admitted.id);
		assert!(open(&other) && open(&first) && !open(&second) && open(&third));
		// It ends later, which changes nothing.
		connections.remove(second.id);
		assert_eq!(connections.table().by_peer[&peer(1).unwrap()], 2);
	}

	#[test]
	fn connections_that_are_answered_stay_and_newcomers_are_refused() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let busy = [1, 1, 2, 2].map(|from| {
			let admitted = connections.admit(peer(from), start).unwrap();
			admitted.connection.requested(false, start);
			admitted
		});
		assert!(connections.admit(peer(1), start).is_none());
		assert!(connections.admit(peer(3), start).is_none());
		// One that does not read makes way.
		busy[2].connection.blocked(start);
		assert!(connections.admit(peer(3), after(start, 1)).is_none());
		connections.admit(peer(3), after(start, 2)).unwrap();
		assert!(busy[2].connection.is_abrupt());
		assert_eq!(connections.len(), 4);
	}

	#[test]
	fn a_body_that_is_not_complete_waits_as_well() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let posting = connections.admit(peer(1), start).unwrap();
		posting.connection.requested(true, start);
		let answered = connections.admit(peer(1), start).unwrap();
		answered.connection.requested(true, start);
		answered.connection.received();
		assert!(connections.admit(peer(1), start).is_some());
		assert!(!connections.table().open.contains_key(&posting.id));
	}

	#[test]
	fn proxies_have_only_the_common_limit() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		for _ in 0..4 {
			let admitted = connections.admit(None, start).unwrap();
			admitted.connection.requested(false, start);
		}
		assert!(connections.admit(None, start).is_none());
	}

	#[test]
	fn each_byte_of_a_head_does_not_set_its_clock_back() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let slow = connections.admit(peer(1), start).unwrap().connection;
		let head = limits().head.as_secs();
		for second in 0..=head {
			slow.read(after(start, second));
		}
		assert_eq!(connections.reap(after(start, head)), 0);
		assert_eq!(connections.reap(after(start, head + 1)), 1);
		assert_eq!(connections.len(), 0);
	}

	#[test]
	fn an_answered_connection_has_its_own_deadline() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let kept = connections.admit(peer(1), start).unwrap().connection;
		kept.requested(false, start);
		assert_eq!(connections.reap(after(start, 10_000)), 0);
		kept.answered(after(start, 10_000));
		let idle = limits().idle.as_secs();
		assert_eq!(connections.reap(after(start, 10_000 + idle)), 0);
		assert_eq!(connections.reap(after(start, 10_001 + idle)), 1);
	}

	#[test]
	fn a_peer_that_reads_too_slowly_runs_out_of_credit() {
		let (connections, start) = (Connections::new(limits()), Instant::now());
		let patience = limits().patience.as_secs();
		let [slow, honest] = [1, 2].map(|from| {
			let connection = connections.admit(peer(from), start).unwrap().connection;
			connection.requested(false, start);
			connection.blocked(start);
			connection
		});
		// 1 and 200 bytes each second; 100 are asked for.
		let mut dropped = None;
		for second in 1..patience * 3 {
			let now = after(start, second);
			for (connection, bytes) in [(&slow, 1), (&honest, 200)] {
				connection.wrote(bytes, now);
				connection.blocked(now);
			}
			if connections.reap(now) > 0 {
				dropped.get_or_insert(second);
			}
		}
		assert!(dropped.is_some_and(|at| at <= patience + 2), "{dropped:?}");
		assert_eq!(connections.len(), 1);
		assert!(!honest.is_abrupt());
	}
}
