//! How often each address may ask.

use super::Limits;
use std::{
	collections::HashMap,
	fmt,
	net::{IpAddr, Ipv6Addr},
};

/// Where a request comes from. Addresses of one IPv6 network (/64) count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::gateway) struct Peer(IpAddr);

impl From<IpAddr> for Peer {
	fn from(address: IpAddr) -> Self {
		match address.to_canonical() {
			IpAddr::V6(v6) if !v6.is_loopback() => {
				Self(Ipv6Addr::from_bits(v6.to_bits() & !(u128::from(u64::MAX))).into())
			}
			other => Self(other),
		}
	}
}

impl fmt::Display for Peer {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.fmt(f)
	}
}

/// What an address has left.
#[derive(Clone, Copy)]
struct Bucket {
	left: u32,
	/// When that was true.
	at: u64,
}

/// What each address has left.
pub(super) struct Peers {
	buckets: HashMap<Option<Peer>, Bucket>,
	limits: Limits,
	swept: u64,
}

impl Peers {
	pub(super) fn new(limits: Limits) -> Self {
		Self { buckets: HashMap::new(), limits, swept: 0 }
	}

	/// Whether an address may ask now.
	pub(super) fn admit(&mut self, peer: Peer, now: u64) -> bool {
		let Limits { burst, per_second, peers, .. } = self.limits;
		let refilled = |bucket: &Bucket| {
			let gained = now.saturating_sub(bucket.at).saturating_mul(per_second.into());
			bucket.left.saturating_add(gained.min(burst.into()) as u32).min(burst)
		};
		if self.buckets.len() >= peers && self.swept != now {
			self.buckets.retain(|_, bucket| refilled(bucket) < burst);
			self.swept = now;
		}
		// When there are too many, those that are not known share what one has.
		let known = self.buckets.contains_key(&Some(peer)) || self.buckets.len() < peers;
		let fresh = Bucket { left: burst, at: now };
		let bucket = self.buckets.entry(known.then_some(peer)).or_insert(fresh);
		let left = refilled(bucket);
		*bucket = Bucket { left: left.saturating_sub(1), at: now };
		left > 0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn peer(text: &str) -> Peer {
		text.parse::<IpAddr>().unwrap().into()
	}

	fn peers(peers: usize) -> Peers {
		Peers::new(Limits { burst: 3, per_second: 2, peers, ..Limits::default() })
	}

	#[test]
	fn each_address_has_its_own() {
		let mut peers = peers(10);
		let (a, b) = (peer("10.0.0.1"), peer("10.0.0.2"));
		assert_eq!([(); 5].map(|()| peers.admit(a, 7)), [true, true, true, false, false]);
		assert!(peers.admit(b, 7));
		assert_eq!([(); 3].map(|()| peers.admit(a, 8)), [true, true, false]);
		// Never more than the burst.
		assert_eq!([(); 4].map(|()| peers.admit(a, 1_000)), [true, true, true, false]);
		// A clock that is set back gives nothing.
		assert!(!peers.admit(a, 3));
	}

	#[test]
	fn strangers_share_when_there_are_too_many() {
		let mut peers = peers(2);
		let known = [peer("10.0.0.1"), peer("10.0.0.2")];
		assert!(known.iter().all(|known| peers.admit(*known, 0)));
		let strangers = ["10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"].map(peer);
		assert_eq!(strangers.map(|stranger| peers.admit(stranger, 0)), [true, true, true, false]);
		assert!(peers.admit(known[0], 0));
		assert!(peers.buckets.len() <= 3);
		// Those that have all they can have are forgotten.
		assert!(peers.admit(strangers[3], 10));
		assert!(peers.buckets.len() <= 2);
	}

	#[test]
	fn networks_count_as_one() {
		assert_eq!(peer("2001:db8::1"), peer("2001:db8::ffff:1"));
		assert_ne!(peer("2001:db8::1"), peer("2001:db8:0:1::1"));
		assert_eq!(peer("::ffff:10.0.0.1"), peer("10.0.0.1"));
		assert_ne!(peer("10.0.0.1"), peer("10.0.0.2"));
	}
}
