//! Who asks, when there are proxies in front.

use axum::http::{header, HeaderMap, HeaderName};
use std::{fmt, net::IpAddr, str::FromStr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Proxies that a request may have gone through.
const MAX_HOPS: usize = 32;

/// An address, or a network in CIDR notation (`10.0.0.0/8`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
	base: IpAddr,
	prefix: u32,
}

/// Why a text is not a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an IP address nor a network like 10.0.0.0/8 or 2001:db8::/32")]
pub struct NetworkError(String);

impl FromStr for Network {
	type Err = NetworkError;

	fn from_str(text: &str) -> Result<Self, NetworkError> {
		let bad = || NetworkError(text.into());
		let (address, prefix) = match text.split_once('/') {
			Some((address, prefix)) if prefix.bytes().all(|b| b.is_ascii_digit()) => {
				(address, Some(prefix.parse::<u32>().map_err(|_| bad())?))
			}
			Some(_) => return Err(bad()),
			None => (text, None),
		};
		let base: IpAddr = address.parse().map_err(|_| bad())?;
		let most = if base.is_ipv4() { 32 } else { 128 };
		let prefix = prefix.unwrap_or(most);
		if prefix > most {
			return Err(bad());
		}
		Ok(Self { base, prefix })
	}
}

impl fmt::Display for Network {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}/{}", self.base, self.prefix)
	}
}

impl Network {
	/// Whether an address is in it. An IPv4 address that is written as IPv6 counts as IPv4.
	pub fn contains(&self, address: IpAddr) -> bool {
		match (self.base, address.to_canonical()) {
			(IpAddr::V4(base), IpAddr::V4(address)) => {
				let differs = base.to_bits() ^ address.to_bits();
				differs.checked_shr(32 - self.prefix).unwrap_or_default() == 0
			}
			(IpAddr::V6(base), IpAddr::V6(address)) => {
				let differs = base.to_bits() ^ address.to_bits();
				differs.checked_shr(128 - self.prefix).unwrap_or_default() == 0
			}
			_ => false,
		}
	}
}

/// The proxies whose word about addresses is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(pub Vec<Network>);

impl Proxies {
	/// Whether an address is that of a proxy.
	pub(super) fn trusts(&self, address: IpAddr) -> bool {
		self.0.iter().any(|network| network.contains(address))
	}

	/// Who asks: the peer, or what it says if it is a proxy.
	///
	/// Proxies append the address that they were asked from. So the last one that is not a proxy's
	/// is true, and what stands before it could be anything. A proxy sets one of the two headers and
	/// passes the other on as the client wrote it: when they disagree, neither is believed.
	pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
		if !self.trusts(peer) {
			return peer;
		}
		let stated = |name: HeaderName, read: fn(&str) -> Option<IpAddr>| {
			headers.contains_key(&name).then(|| self.last_stranger(headers, name, read))
		};
		let old = stated(X_FORWARDED_FOR, address);
		let new = stated(header::FORWARDED, forwarded);
		match (old, new) {
			(Some(old), Some(new)) if old == new => old.unwrap_or(peer),
			(Some(one), None) | (None, Some(one)) => one.unwrap_or(peer),
			_ => peer,
		}
	}

	/// The last address that is not a proxy's, or the first if all are; `None` if there is something
	/// else on the way.
	fn last_stranger(
		&self,
		headers: &HeaderMap,
		name: HeaderName,
		read: fn(&str) -> Option<IpAddr>,
	) -> Option<IpAddr> {
		let lines: Option<Vec<&str>> =
			headers.get_all(name).iter().map(|value| value.to_str().ok()).collect();
		let mut first = None;
		for entry in lines?.join(",").rsplit(',').take(MAX_HOPS) {
			let address = read(entry.trim())?.to_canonical();
			if !self.trusts(address) {
				return Some(address);
			}
			first = Some(address);
		}
		first
	}
}

/// An address, perhaps with a port.
fn address(text: &str) -> Option<IpAddr> {
	if let Ok(address) = text.parse::<IpAddr>() {
		return Some(address);
	}
	if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
		return inner.parse::<std::net::Ipv6Addr>().ok().map(IpAddr::V6);
	}
	text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip())
}

/// The address in an element of RFC 7239's header: `for=192.0.2.1;proto=https`.
fn forwarded(element: &str) -> Option<IpAddr> {
	let mut parameters = element.split(';').filter_map(|pair| pair.trim().split_once('='));
	let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
	let value = match value.strip_prefix('"') {
		Some(quoted) => quoted.strip_suffix('"')?,
		None => value,
	};
	address(value)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn ip(text: &str) -> IpAddr {
		text.parse().unwrap()
	}

	fn proxies() -> Proxies {
		Proxies(["10.0.0.0/8", "2001:db8::1"].map(|text| text.parse().unwrap()).into())
	}

	fn client(peer: &str, lines: &[(&'static str, &str)]) -> String {
		let mut headers = HeaderMap::new();
		for (name, value) in lines {
			headers.append(*name, value.parse().unwrap());
		}
		proxies().client(ip(peer), &headers).to_string()
	}

	#[test]
	fn networks_contain_their_addresses() {
		let inside = |network: &str, address: &str| {
			network.parse::<Network>().unwrap().contains(ip(address))
		};
		assert!(inside("10.0.0.0/8", "10.255.0.1") && !inside("10.0.0.0/8", "11.0.0.0"));
		assert!(inside("10.0.0.1", "10.0.0.1") && !inside("10.0.0.1", "10.0.0.2"));
		assert!(inside("10.0.0.1/32", "::ffff:10.0.0.1"));
		assert!(inside("0.0.0.0/0", "203.0.113.9") && !inside("0.0.0.0/0", "::1"));
		assert!(inside("2001:db8::/33", "2001:db8:7fff::1"));
		assert!(!inside("2001:db8::/33", "2001:db8:8000::1") && inside("::/0", "::1"));
		for bad in
			["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "::/129", "localhost", "10.0.0/8"]
		{
			assert!(bad.parse::<Network>().is_err(), "{bad}");
		}
	}

	#[test]
	fn the_last_address_that_is_no_proxys_counts() {
		let xff = "x-forwarded-for";
		assert_eq!(client("10.0.0.1", &[(xff, "198.51.100.7")]), "198.51.100.7");
		// The client has written the first one.
		assert_eq!(client("10.0.0.1", &[(xff, "1.2.3.4, 198.51.100.7")]), "198.51.100.7");
		assert_eq!(client("10.0.0.1", &[(xff, "198.51.100.7, 10.2.0.1")]), "198.51.100.7");
		assert_eq!(client("10.0.0.1", &[(xff, "1.2.3.4"), (xff, "198.51.100.7")]), "198.51.100.7");
		assert_eq!(client("2001:db8::1", &[(xff, "[2001:db8::9]:443")]), "2001:db8::9");
		assert_eq!(client("::ffff:10.0.0.1", &[(xff, "198.51.100.7:80")]), "198.51.100.7");
		// Proxies all the way.
		assert_eq!(client("10.0.0.1", &[(xff, "10.9.9.9, 10.2.0.1")]), "10.9.9.9");
	}

	#[test]
	fn the_standard_header_counts_as_well() {
		let name = "forwarded";
		assert_eq!(client("10.0.0.1", &[(name, "For=198.51.100.7;proto=https")]), "198.51.100.7");
		let long = "for=1.2.3.4, by=10.1.1.1;for=\"[2001:db8::7]:8080\", for=10.2.0.1";
		assert_eq!(client("10.0.0.1", &[(name, long)]), "2001:db8::7");
		let both = [(name, "for=198.51.100.7"), ("x-forwarded-for", "198.51.100.7")];
		assert_eq!(client("10.0.0.1", &both), "198.51.100.7");
	}

	#[test]
	fn nothing_else_is_believed() {
		let xff = "x-forwarded-for";
		// Not a proxy.
		assert_eq!(client("203.0.113.9", &[(xff, "198.51.100.7")]), "203.0.113.9");
		assert_eq!(client("203.0.113.9", &[("forwarded", "for=198.51.100.7")]), "203.0.113.9");
		for garbage in ["", "unknown", "198.51.100.7,", "198.51.100", "a, b", "198.51.100.7 x"] {
			assert_eq!(client("10.0.0.1", &[(xff, garbage)]), "10.0.0.1", "{garbage}");
		}
		for garbage in ["for=unknown", "for=_hidden", "by=1.2.3.4", "for=\"198.51.100.7", ""] {
			assert_eq!(client("10.0.0.1", &[("forwarded", garbage)]), "10.0.0.1", "{garbage}");
		}
		// One of the two is the client's own.
		let both = [("forwarded", "for=1.2.3.4"), (xff, "198.51.100.7")];
		assert_eq!(client("10.0.0.1", &both), "10.0.0.1");
		assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
	}
}
