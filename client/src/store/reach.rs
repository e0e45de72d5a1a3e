//! Which hosts a URL may lead to.
//!
//! Anybody can write a URL into an asset. Without a limit, it could have a client ask what only this
//! machine or its network can reach: a router, a database, a cloud's metadata service. So addresses that
//! are not public are refused, at each redirect and after each name is resolved, unless the user has
//! configured the host. The lists are those of IANA's special-purpose address registries (RFC 6890).
//!
//! Where the environment names an HTTP proxy, the proxy resolves the names: then only addresses that
//! stand in the URL itself are checked here.

use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::{
	dns::{Addrs, Name, Resolve, Resolving},
	redirect::{Attempt, Policy},
	Url,
};
use std::{
	collections::HashSet,
	net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
	str::FromStr,
	sync::Arc,
};
use tokio::net::lookup_host;

/// IPv4 addresses that are not public.
const PRIVATE_V4: [&str; 16] = [
	"0.0.0.0/8",
	"10.0.0.0/8",
	"100.64.0.0/10",
	"127.0.0.0/8",
	"169.254.0.0/16",
	"172.16.0.0/12",
	"192.0.0.0/24",
	"192.0.2.0/24",
	"192.88.99.0/24",
	"192.168.0.0/16",
	"198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24",
	"224.0.0.0/4",
	"240.0.0.0/4",
	"255.255.255.255/32",
];
/// The IPv6 addresses that are given to hosts, and those among them that are not public.
const PUBLIC_V6: &str = "2000::/3";
const PRIVATE_V6: [&str; 4] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];
/// The variables that name a proxy, in lower case.
const PROXIES: [&str; 3] = ["http_proxy", "https_proxy", "all_proxy"];
const MAX_REDIRECTS: usize = 5;

/// A host that the user has configured: any address is then all right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustedHost {
	host: String,
	/// Any, if there is none.
	port: Option<u16>,
}

impl FromStr for TrustedHost {
	type Err = String;

	/// `host`, `host:port` or a URL; IPv6 addresses in brackets.
	fn from_str(text: &str) -> Result<Self, String> {
		let (url, any_port) = match text.contains("://") {
			true => (Url::parse(text), false),
			false => (Url::parse(&format!("none://{text}")), !text.contains("]:")),
		};
		let bad = || format!("{text:?} is not a host, such as 192.168.1.5:8180");
		let url = url.map_err(|_| bad())?;
		let plain = text.contains("://")
			|| (url.path().is_empty() && url.query().is_none() && url.username().is_empty());
		let host = url.host_str().filter(|host| !host.is_empty() && plain).ok_or_else(bad)?;
		let port = url.port_or_known_default();
		if port.is_none() && !any_port {
			return Err(bad());
		}
		Ok(Self { host: normal(host), port })
	}
}

/// Which hosts a URL may lead to.
#[derive(Clone, Debug)]
pub enum Reach {
	/// Any: the user has named it.
	Anywhere,
	/// Public ones, and those that the user has configured.
	Public(Arc<HashSet<TrustedHost>>),
}

/// The addresses are not public.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host} is not on the public network; --trust-host {host} allows it")]
pub struct PrivateHost {
	/// The host, and its port if it is not the scheme's.
	pub host: String,
}

impl Reach {
	/// Public hosts and those that are configured.
	pub fn public(trusted: impl IntoIterator<Item = TrustedHost>) -> Self {
		Self::Public(Arc::new(trusted.into_iter().collect()))
	}

	fn trusts(trusted: &HashSet<TrustedHost>, host: &str, port: Option<u16>) -> bool {
		let host = normal(host);
		trusted.contains(&TrustedHost { host: host.clone(), port: None })
			|| (port.is_some() && trusted.contains(&TrustedHost { host, port }))
	}

	/// Refuses a URL whose host is known to be out of reach. A name may yet turn out to be.
	pub(crate) fn check(&self, url: &Url) -> Result<(), PrivateHost> {
		let Self::Public(trusted) = self else { return Ok(()) };
		let host = url.host_str().unwrap_or_default();
		if Self::trusts(trusted, host, url.port_or_known_default()) {
			return Ok(());
		}
		let refused = || {
			let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
			PrivateHost { host: format!("{host}{port}") }
		};
		match address(host) {
			Some(address) if is_public(address) => Ok(()),
			Some(_) => Err(refused()),
			// The resolver lets these names through for another port, or for the proxy.
			None if self.passes(&normal(host)) => Err(refused()),
			None => Ok(()),
		}
	}

	/// Whether the resolver does not look at the addresses of a name.
	fn passes(&self, host: &str) -> bool {
		match self {
			Self::Anywhere => true,
			Self::Public(trusted) => {
				trusted.iter().any(|trusted| trusted.host == host) || is_proxy(host)
			}
		}
	}

	/// Follows a few redirects, each to where it may lead.
	pub(crate) fn redirects(&self) -> Policy {
		let reach = self.clone();
		Policy::custom(move |attempt: Attempt| {
			if attempt.previous().len() > MAX_REDIRECTS {
				return attempt.error(format!("more than {MAX_REDIRECTS} redirects"));
			}
			match reach.check(attempt.url()) {
				Ok(()) => attempt.follow(),
				Err(refused) => attempt.error(refused),
			}
		})
	}
}

impl Resolve for Reach {
	fn resolve(&self, name: Name) -> Resolving {
		let reach = self.clone();
		Box::pin(async move {
			let host = name.as_str();
			let found: Vec<SocketAddr> = lookup_host((host, 0)).await?.collect();
			if reach.passes(&normal(host)) || found.is_empty() {
				return Ok(Box::new(found.into_iter()) as Addrs);
			}
			let public: Vec<SocketAddr> =
				found.into_iter().filter(|address| is_public(address.ip())).collect();
			if public.is_empty() {
				return Err(PrivateHost { host: host.into() }.into());
			}
			Ok(Box::new(public.into_iter()) as Addrs)
		})
	}
}

/// Whether the environment names the host as a proxy.
fn is_proxy(host: &str) -> bool {
	let named = PROXIES.iter().flat_map(|name| [name.to_string(), name.to_uppercase()]);
	named.filter_map(|name| std::env::var(name).ok()).any(|value| {
		let url = if value.contains("://") { value } else { format!("http://{value}") };
		Url::parse(&url).is_ok_and(|url| url.host_str().is_some_and(|named| normal(named) == host))
	})
}

fn normal(host: &str) -> String {
	host.trim_end_matches('.').to_ascii_lowercase()
}

fn address(host: &str) -> Option<IpAddr> {
	host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether an address is one of the public network.
fn is_public(address: IpAddr) -> bool {
	match address {
		IpAddr::V4(address) => is_public_v4(address),
		IpAddr::V6(address) => match embedded(address) {
			Some(embedded) => is_public_v4(embedded),
			None => {
				let within = |net: &str| {
					net.parse::<Ipv6Net>().is_ok_and(|net: Ipv6Net| net.contains(&address))
				};
				within(PUBLIC_V6) && !PRIVATE_V6.into_iter().any(within)
			}
		},
	}
}

fn is_public_v4(address: Ipv4Addr) -> bool {
	!PRIVATE_V4.iter().any(|net| net.parse::<Ipv4Net>().is_ok_and(|net| net.contains(&address)))
}

/// The IPv4 address that an IPv6 address stands for: mapped, or translated by NAT64 (RFC 6052).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
	let translated = address.segments()[..6] == [0x64, 0xff9b, 0, 0, 0, 0];
	let [.., a, b, c, d] = address.octets();
	address.to_ipv4_mapped().or(translated.then(|| Ipv4Addr::new(a, b, c, d)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn addresses_of_the_public_network() {
		for text in ["1.1.1.1", "100.63.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808"] {
			assert!(is_public(text.parse().unwrap()), "{text}");
		}
		for text in [
			"0.0.0.0",
			"10.1.2.3",
			"100.64.0.1",
			"127.0.0.1",
			"127.255.255.254",
			"169.254.169.254",
			"172.16.0.1",
			"172.31.255.255",
			"192.168.0.1",
			"198.19.0.1",
			"224.0.0.1",
			"255.255.255.255",
			"::",
			"::1",
			"::ffff:127.0.0.1",
			"::ffff:10.0.0.1",
			"64:ff9b::7f00:1",
			"fc00::1",
			"fd00:ec2::254",
			"fe80::1",
			"ff02::1",
			"2001:db8::1",
			"2002:7f00:1::",
			"::127.0.0.1",
			"100::1",
		] {
			assert!(!is_public(text.parse().unwrap()), "{text}");
		}
	}

	#[test]
	fn hosts_that_are_configured() {
		let trusted: Vec<TrustedHost> = ["10.0.0.1:8180", "http://Nas.local", "[::1]:80", "box"]
			.map(|text| text.parse().unwrap())
			.to_vec();
		let reach = Reach::public(trusted);
		let check = |text: &str| reach.check(&text.parse().unwrap());
		for text in [
			"http://10.0.0.1:8180/x",
			"http://nas.local/",
			"http://NAS.local.:80/",
			"http://[::1]/",
			"http://box:81/",
			"https://box/",
			"https://example.com/",
			"http://1.1.1.1/",
		] {
			assert_eq!(check(text), Ok(()), "{text}");
		}
		for (text, host) in [
			("http://10.0.0.1/", "10.0.0.1"),
			("http://10.0.0.2:8180/", "10.0.0.2:8180"),
			("http://nas.local:22/", "nas.local:22"),
			("http://[::1]:81/", "[::1]:81"),
			("http://0x7f.1/", "127.0.0.1"),
			("http://2130706433/", "127.0.0.1"),
			("http://169.254.169.254/latest/meta-data", "169.254.169.254"),
		] {
			assert_eq!(check(text), Err(PrivateHost { host: host.into() }), "{text}");
		}
		assert_eq!(Reach::Anywhere.check(&"http://127.0.0.1/".parse().unwrap()), Ok(()));
		for text in ["", "a b", "/x", "http://", "host/path", "user@host", "host:99999", "[::1"] {
			assert!(text.parse::<TrustedHost>().is_err(), "{text}");
		}
	}
}
