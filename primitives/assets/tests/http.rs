//! Web URLs as multiURIs: which spelling is kept, and what is refused.

use metahub_assets::{MultiUri, MultiUriError as E, Protocol};

fn parse(text: &str) -> Result<MultiUri, E> {
	text.parse()
}

/// Bytes of a URL as they are, without normalising them first.
fn read(protocol: Protocol, rest: &str) -> Result<MultiUri, E> {
	let code: &[u8] = if protocol == Protocol::Http { &[0xe0, 3] } else { &[0xbb, 3] };
	MultiUri::from_bytes(&[code, rest.as_bytes()].concat())
}

#[test]
fn one_spelling_is_kept() {
	for (pasted, canonical) in [
		("https://example.org", "https://example.org/"),
		("HTTPS://EXAMPLE.org/A", "https://example.org/A"),
		("https://example.org:443/", "https://example.org/"),
		("https://example.org:/", "https://example.org/"),
		("https://example.org:0080/", "https://example.org:80/"),
		("http://example.org:80/", "http://example.org/"),
		("http://example.org:443/", "http://example.org:443/"),
		("https://example.org?q", "https://example.org/?q"),
		("https://example.org/a/./b/../c", "https://example.org/a/c"),
		("https://example.org/a/..", "https://example.org/"),
		("https://example.org/a/b/.", "https://example.org/a/b/"),
		("https://example.org/../../a", "https://example.org/a"),
		("https://example.org/%2e%2E/a", "https://example.org/a"),
		("https://example.org//a//", "https://example.org//a//"),
		("https://example.org/%7ea%2fb%c3%a9", "https://example.org/~a%2Fb%C3%A9"),
		("https://example.org/?a=/../%41&b=?", "https://example.org/?a=/../A&b=?"),
		("https://[2001:DB8:0:0:0:0:0:1]:8443/x", "https://[2001:db8::1]:8443/x"),
		("https://[::ffff:10.0.0.1]/x", "https://[::ffff:a00:1]/x"),
		("https://[::10.0.0.1]/x", "https://[::a00:1]/x"),
		("http://127.0.0.1:8080/ipfs", "http://127.0.0.1:8080/ipfs"),
		("https://my_bucket.s3.example.org/k", "https://my_bucket.s3.example.org/k"),
		("https://a.1b/", "https://a.1b/"),
	] {
		let uri = parse(pasted).unwrap_or_else(|error| panic!("{pasted}: {error}"));
		assert_eq!(uri.to_string(), canonical);
		assert_eq!(parse(canonical), Ok(uri.clone()));
		let rest = canonical.split_once("://").expect("a URL").1;
		assert_eq!(read(uri.protocol(), rest), Ok(uri));
	}
}

#[test]
fn bytes_in_another_spelling_are_refused() {
	for rest in [
		"example.org",
		"EXAMPLE.org/",
		"example.org:443/",
		"example.org:/",
		"example.org:0080/",
		"example.org?q",
		"example.org/a/../b",
		"example.org/.",
		"example.org/%7e",
		"example.org/%c3%A9",
		"[2001:db8:0::1]/",
	] {
		assert_eq!(read(Protocol::Https, rest), Err(E::NotCanonical(Protocol::Https)), "{rest}");
	}
	assert_eq!(read(Protocol::Http, "a.org:80/"), Err(E::NotCanonical(Protocol::Http)));
	assert!(read(Protocol::Http, "a.org:443/").is_ok());
}

#[test]
fn malformed_urls_are_refused_both_as_text_and_as_bytes() {
	let long_label = format!("{}.org/", "a".repeat(64));
	let long_host = format!("{}org/", "a.".repeat(126));
	for (rest, about) in [
		("", "no host"),
		("/path", "no host"),
		(":80/", "no host"),
		("?q", "no host"),
		("user@example.org/", "user name"),
		("user:secret@example.org/", "user name"),
		("example.org/#top", "fragment"),
		("example.org/a b", "ASCII"),
		("example.org/a\nb", "ASCII"),
		("example.org/\u{e9}", "ASCII"),
		("b\u{fc}cher.example/", "ASCII"),
		("example.org/\"quoted\"", "percent-encoding"),
		("example.org/a\\b", "percent-encoding"),
		("example.org/[x]", "percent-encoding"),
		("example.org/?q={x}", "percent-encoding"),
		("example.org/%", "malformed"),
		("example.org/%4", "malformed"),
		("example.org/%zz", "malformed"),
		("example.org/%+1", "malformed"),
		("exa%6dple.org/", "host is malformed"),
		("example..org/", "host is malformed"),
		("example.org./", "host is malformed"),
		("-a.org/", "host is malformed"),
		("a-.org/", "host is malformed"),
		(&long_label, "host is malformed"),
		(&long_host, "too long"),
		("127.1/", "IPv4"),
		("127.0.0.1.5/", "IPv4"),
		("127.0.0.01/", "IPv4"),
		("256.0.0.1/", "IPv4"),
		("2130706433/", "IPv4"),
		("0x7f000001/", "IPv4"),
		("a.0x/", "IPv4"),
		("[::1/", "host is malformed"),
		("[::1]x/", "host is malformed"),
		("[fe80::1%25eth0]/", "IPv6"),
		("[127.0.0.1]/", "IPv6"),
		("::1/", "no host"),
		("example.org:0/", "port is 0"),
		("example.org:65536/", "65535"),
		("example.org:+80/", "not a number"),
		("example.org:80:80/", "not a number"),
	] {
		for (protocol, scheme) in [(Protocol::Http, "http"), (Protocol::Https, "https")] {
			for result in [read(protocol, rest), parse(&format!("{scheme}://{rest}"))] {
				match result {
					Err(E::InvalidValue { protocol: p, reason }) => {
						assert_eq!(p, protocol);
						assert!(reason.contains(about), "{rest:?}: {reason}, not {about}");
					}
					other => panic!("{rest:?}: {other:?}"),
				}
			}
		}
	}
	assert!(matches!(
		MultiUri::from_bytes(b"\xbb\x03example.org/\xff"),
		Err(E::InvalidValue { reason: "the URL is not ASCII", .. })
	));
}
