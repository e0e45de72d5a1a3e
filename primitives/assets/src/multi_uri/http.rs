//! Web URLs, normalised as RFC 3986 (section 6.2) describes so that each has one spelling.
//!
//! The value is what follows `http://` or `https://`: a host in lower case (a name in ASCII, an
//! IPv4 address, or an IPv6 address in brackets), a port unless it is the scheme's own, a path
//! that begins with a slash and has no dot segments, and perhaps a query. Percent-encoded
//! characters that need no encoding are written plainly, others with upper-case digits. User
//! names, passwords and fragments have no place in a public address of content.

use super::{MultiUriError, Protocol};
use alloc::{string::String, vec::Vec};
use core::{
	fmt::Write,
	net::{Ipv4Addr, Ipv6Addr},
};

/// Longest host name, in bytes (DNS).
const MAX_HOST_LEN: usize = 253;
/// Longest label of a host name, in bytes (DNS).
const MAX_LABEL_LEN: usize = 63;

/// Checks that a value is a URL without its scheme, in canonical form.
pub(super) fn check(protocol: Protocol, value: &[u8]) -> Result<(), MultiUriError> {
	let text = core::str::from_utf8(value)
		.map_err(|_| MultiUriError::invalid(protocol, "the URL is not ASCII"))?;
	if canonical(protocol, text)? == text {
		Ok(())
	} else {
		Err(MultiUriError::NotCanonical(protocol))
	}
}

/// The canonical form of a URL whose scheme is cut off.
pub(super) fn canonical(protocol: Protocol, rest: &str) -> Result<String, MultiUriError> {
	normalise(protocol, rest).map_err(|reason| MultiUriError::invalid(protocol, reason))
}

fn normalise(protocol: Protocol, rest: &str) -> Result<String, &'static str> {
	if !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
		return Err("the URL is not printable ASCII without spaces; percent-encode it");
	}
	if rest.contains('#') {
		return Err("the URL has a fragment");
	}
	let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
	let (authority, tail) = rest.split_at(authority_end);
	let (path, query) = match tail.split_once('?') {
		Some((path, query)) => (path, Some(query)),
		None => (tail, None),
	};
	let mut out = String::with_capacity(rest.len() + 1);
	push_authority(protocol, authority, &mut out)?;
	push_path(&unescape(path, is_path_char)?, &mut out);
	if let Some(query) = query {
		out.push('?');
		out.push_str(&unescape(query, |c| is_path_char(c) || c == b'?')?);
	}
	Ok(out)
}

fn push_authority(
	protocol: Protocol,
	authority: &str,
	out: &mut String,
) -> Result<(), &'static str> {
	if authority.contains('@') {
		return Err("the URL has a user name or password");
	}
	let port = if let Some(bracketed) = authority.strip_prefix('[') {
		let (address, port) = bracketed.split_once(']').ok_or("the URL's host is malformed")?;
		let address: Ipv6Addr =
			address.parse().map_err(|_| "the URL's IPv6 address is malformed")?;
		// Writing to a String cannot fail. The standard library shows the address that a mapped
		// one carries in decimal; browsers do not.
		let _ = match address.to_ipv4_mapped().map(|mapped| mapped.octets()) {
			Some([a, b, c, d]) => {
				let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
				write!(out, "[::ffff:{high:x}:{low:x}]")
			}
			None => write!(out, "[{address}]"),
		};
		match port {
			"" => None,
			_ => Some(port.strip_prefix(':').ok_or("the URL's host is malformed")?),
		}
	} else {
		let (host, port) = match authority.split_once(':') {
			Some((host, port)) => (host, Some(port)),
			None => (authority, None),
		};
		let host = host.to_ascii_lowercase();
		check_host(&host)?;
		out.push_str(&host);
		port
	};
	let default = if protocol == Protocol::Http { 80 } else { 443 };
	match port {
		None | Some("") => {}
		Some(port) => {
			if !port.bytes().all(|byte| byte.is_ascii_digit()) {
				return Err("the URL's port is not a number");
			}
			let port: u16 = port.parse().map_err(|_| "the URL's port exceeds 65535")?;
			if port == 0 {
				return Err("the URL's port is 0");
			}
			if port != default {
				let _ = write!(out, ":{port}");
			}
		}
	}
	Ok(())
}

/// A host name in lower case, or an IPv4 address in its usual spelling.
fn check_host(host: &str) -> Result<(), &'static str> {
	if host.is_empty() {
		return Err("the URL has no host");
	}
	if host.len() > MAX_HOST_LEN {
		return Err("the URL's host is too long");
	}
	let mut last = "";
	for label in host.split('.') {
		let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
		if label.is_empty()
			|| label.len() > MAX_LABEL_LEN
			|| !label.bytes().all(plain)
			|| label.starts_with('-')
			|| label.ends_with('-')
		{
			return Err("the URL's host is malformed");
		}
		last = label;
	}
	// Browsers take a host that ends in a number for an IPv4 address, in several spellings.
	let hexadecimal = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
	let numeric = last.bytes().all(|byte| byte.is_ascii_digit())
		|| last.strip_prefix("0x").is_some_and(hexadecimal);
	if numeric && host.parse::<Ipv4Addr>().is_err() {
		return Err("the URL's IPv4 address is malformed");
	}
	Ok(())
}

/// Appends a path without its dot segments, and a slash where there is none.
fn push_path(path: &str, out: &mut String) {
	let mut kept: Vec<&str> = Vec::new();
	let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
	while let Some(segment) = segments.next() {
		let is_last = segments.peek().is_none();
		match segment {
			"." => {}
			".." => {
				kept.pop();
			}
			_ => {
				kept.push(segment);
				continue;
			}
		}
		// What a dot segment leads to is a folder.
		if is_last {
			kept.push("");
		}
	}
	for segment in kept {
		out.push('/');
		out.push_str(segment);
	}
}

/// Writes percent-encoded characters the one way, refusing others that would need encoding.
fn unescape(text: &str, allowed: fn(u8) -> bool) -> Result<String, &'static str> {
	let mut out = String::with_capacity(text.len());
	let mut bytes = text.bytes();
	while let Some(byte) = bytes.next() {
		if byte != b'%' {
			if !allowed(byte) {
				return Err("the URL contains a character that needs percent-encoding");
			}
			out.push(char::from(byte));
			continue;
		}
		let mut digit = || bytes.next().and_then(|byte| char::from(byte).to_digit(16));
		let (high, low) = digit().zip(digit()).ok_or("the URL's percent-encoding is malformed")?;
		let decoded = (high << 4 | low) as u8;
		if is_unreserved(decoded) {
			out.push(char::from(decoded));
		} else {
			let _ = write!(out, "%{decoded:02X}");
		}
	}
	Ok(out)
}

fn is_unreserved(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_path_char(byte: u8) -> bool {
	is_unreserved(byte) || b"!$&'()*+,;=:@/".contains(&byte)
}
