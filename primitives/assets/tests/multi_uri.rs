//! MultiUri: the forms of each protocol, and what is refused with which error.

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use metahub_assets::{ContentId, MultiUri, MultiUriError as E, Protocol};

/// SHA-256 CIDv1 in dag-pb, as EIP-1577's example has it.
const CID: &str = "0170122029f2d17be6139079dc48696d1f582a8530eb9805b561eda517e22a892c7e3f1f";

fn bytes(hex: &str) -> Vec<u8> {
	hex::decode(hex.replace(' ', "")).expect("test data is hexadecimal")
}

fn read(hex: &str) -> Result<MultiUri, E> {
	MultiUri::from_bytes(&bytes(hex))
}

fn parse(text: &str) -> Result<MultiUri, E> {
	text.parse()
}

#[track_caller]
fn assert_invalid<T: std::fmt::Debug>(result: Result<T, E>, protocol: Protocol, about: &str) {
	match result {
		Err(E::InvalidValue { protocol: p, reason }) if p == protocol => {
			assert!(reason.contains(about), "{reason:?} says nothing about {about:?}")
		}
		other => panic!("expected an invalid {protocol} value, got {other:?}"),
	}
}

/// Path form, pasted form and bytes of the same URI.
#[track_caller]
fn assert_forms(path: &str, pasted: &str, hex: &str, protocol: Protocol) {
	let uri = read(hex).expect("the bytes are canonical");
	assert_eq!(uri.protocol(), protocol);
	assert_eq!(uri.to_string(), path);
	assert_eq!(uri.to_url(), pasted);
	assert_eq!(parse(path), Ok(uri.clone()));
	assert_eq!(parse(pasted), Ok(uri.clone()));
	assert_eq!(uri.as_bytes(), bytes(hex));
	assert_eq!(MultiUri::decode_all(&mut &uri.encode()[..]), Ok(uri.clone()));
	assert_eq!(uri.encode(), bytes(hex).encode(), "SCALE: the byte string and nothing else");
	let json = serde_json::to_string(&uri).expect("text");
	assert_eq!(json, format!("{path:?}"));
	assert_eq!(serde_json::from_str::<MultiUri>(&json).expect("text"), uri);
}

#[test]
fn every_protocol_has_its_forms() {
	assert_forms(
		"/ipfs/bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4",
		"ipfs://bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4",
		&format!("e301{CID}"),
		Protocol::Ipfs,
	);
	assert_forms(
		"/ipns/k2k4r8ncs1yoluq95unsd7x2vfhgve0ncjoggwqx9vyh3vl8warrcp15",
		"ipns://k2k4r8ncs1yoluq95unsd7x2vfhgve0ncjoggwqx9vyh3vl8warrcp15",
		"e501 0172 1220 9dff3b17d74cf4d38a50d8b6383e92d181a10395a5e73a726dcccbd21bf6f0b9",
		Protocol::Ipns,
	);
	assert_forms(
		"/bzz/d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162",
		"bzz://d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162",
		"e401 01fa01 1b20 d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162",
		Protocol::Swarm,
	);
	assert_forms(
		"/ar/ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ",
		"ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ",
		"90b2ca05 cacdf63edf2e0bb4eb5711dd38b0723aca5f3c4ab62ceeb7c1110740833d4894",
		Protocol::Arweave,
	);
	assert_forms(
		"/sia/CABAB_1Dt0FJsxqsu_J4TodNCbCGvtFf1Uys_3EgzOlTcg",
		"sia://CABAB_1Dt0FJsxqsu_J4TodNCbCGvtFf1Uys_3EgzOlTcg",
		"90b2c605 08004007fd43b74149b31aacbbf2784e874d09b086bed15fd54cacff7120cce95372",
		Protocol::Skynet,
	);
	assert_forms(
		"/ceramic/k2t6wzhkh1dbnczx9gsbsiukalnpkteee2y722ogsxi9oo0wvs3jk6f5ghzggv",
		"ceramic://k2t6wzhkh1dbnczx9gsbsiukalnpkteee2y722ogsxi9oo0wvs3jk6f5ghzggv",
		&format!("ce01 03 {CID}"),
		Protocol::Ceramic,
	);
	assert_forms(
		"/piece/baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq",
		"piece://baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq",
		"81e203 0181e203 9220 20 077e5fde35c50a9303a55009e3498a4ebedff39c42b710b730d8ec7ac7afa63e",
		Protocol::FilecoinPiece,
	);
	assert_forms(
		"https://example.org/data/v1.tar?sig=a%2Fb",
		"https://example.org/data/v1.tar?sig=a%2Fb",
		&format!("bb03{}", hex::encode("example.org/data/v1.tar?sig=a%2Fb")),
		Protocol::Https,
	);
	assert_forms(
		"http://127.0.0.1:8080/",
		"http://127.0.0.1:8080/",
		&format!("e003{}", hex::encode("127.0.0.1:8080/")),
		Protocol::Http,
	);
}

#[test]
fn codes_and_schemes_name_one_protocol_each() {
	for protocol in Protocol::ALL {
		assert_eq!(Protocol::from_code(protocol.code()), Some(*protocol));
		assert_eq!(Protocol::from_scheme(protocol.scheme()), Some(*protocol));
	}
}

#[test]
fn values_are_what_follows_the_code() {
	let cid = bytes(CID);
	let uri = read(&format!("e301{CID}")).unwrap();
	assert_eq!(uri.value(), cid);
	assert_eq!(uri.cid(), Some(&cid[..]));
	let content = ContentId::from_bytes(&cid).unwrap();
	assert_eq!(uri.content_id(), Some(content));
	assert_eq!(MultiUri::ipfs(&content), uri);

	let piece = parse("/piece/baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq");
	assert_eq!(piece.as_ref().unwrap().cid().map(<[u8]>::len), Some(39));
	assert_eq!(piece.unwrap().content_id(), None);
	let arweave = parse("ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ").unwrap();
	assert_eq!((arweave.value().len(), arweave.cid()), (32, None));
}

#[test]
fn pasted_variants_mean_the_same() {
	let ipfs = read(&format!("e301{CID}")).unwrap();
	for text in [
		"/ipfs/QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4",
		"ipfs://QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4/",
		"IPFS://bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4/",
		"ipfs://BAFYBEIBJ6LIXXZQTSB45YSDJNUPVQKUFGDVZQBNVMHW2KF7CFKESY7R7D4",
		&format!("ipfs://f{CID}"),
	] {
		assert_eq!(parse(text).as_ref(), Ok(&ipfs), "{text}");
	}
	let key = parse("/ipns/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA").unwrap();
	let ed25519 = "2ffa35a99d3a3cfbb17bb7c1dc5561b18a8dcca4df38dc613ea859c37eb1336b";
	assert_eq!(key.as_bytes(), bytes(&format!("e501 0172 0024 08011220 {ed25519}")));
	assert_eq!(parse(&key.to_string()), Ok(key));
	let hashed = parse("/ipns/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N").unwrap();
	assert_eq!(
		parse("ipns://bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"),
		Ok(hashed)
	);
	let swarm = "bzz://d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162";
	let digest = &swarm[6..];
	assert_eq!(parse(&format!("bzz://{}", digest.to_uppercase())), parse(swarm));
}

#[test]
fn empty_and_cut_short() {
	assert_eq!(read(""), Err(E::Empty));
	assert_eq!(parse(""), Err(E::Empty));
	assert_eq!(read("e3"), Err(E::Truncated));
	let whole = bytes(&format!("e301{CID}"));
	for len in 2..whole.len() {
		assert_invalid(MultiUri::from_bytes(&whole[..len]), Protocol::Ipfs, "cut short");
	}
}

#[test]
fn unknown_codes() {
	// onion, which ENS knows and we do not; 0x00; a large one.
	assert_eq!(read("bc03 7a71"), Err(E::UnknownProtocol(0x1bc)));
	assert_eq!(read("00 00"), Err(E::UnknownProtocol(0)));
	assert_eq!(read("ffffffffffffffff7f"), Err(E::UnknownProtocol(u64::MAX >> 1)));
	for text in
		["ftp://example.org/", "onion://zqktlwi4fecvo6ri", "/dns/x", "bafy", "/", "//", "://"]
	{
		assert_eq!(parse(text), Err(E::UnknownScheme), "{text}");
	}
	// Path forms are of ids, and in lower case.
	assert_eq!(parse("/https/example.org"), Err(E::UnknownScheme));
	assert_eq!(
		parse("/IPFS/bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4"),
		Err(E::UnknownScheme)
	);
}

#[test]
fn too_long() {
	let host = "example.org/";
	let longest = format!("https://{host}{}", "a".repeat(MultiUri::MAX_LEN - 2 - host.len()));
	let uri = parse(&longest).expect("as long as allowed");
	assert_eq!(uri.as_bytes().len(), MultiUri::MAX_LEN);
	assert_eq!(uri.encoded_size(), MultiUri::max_encoded_len());
	assert_eq!(parse(&format!("{longest}a")), Err(E::TooLong { max: 512 }));
	let mut bytes = uri.into_bytes();
	bytes.push(b'a');
	assert_eq!(MultiUri::from_bytes(&bytes), Err(E::TooLong { max: 512 }));
	assert!(MultiUri::decode(&mut &bytes.encode()[..]).is_err());
	assert_eq!(parse(&"/".repeat(100_000)), Err(E::TooLong { max: 512 }));
	// A length prefix of 1 GiB with nothing behind it.
	assert!(MultiUri::decode(&mut &bytes_of_len(1 << 29)[..]).is_err());
}

fn bytes_of_len(len: u32) -> Vec<u8> {
	codec::Compact(len).encode()
}

#[test]
fn non_canonical_varints_anywhere() {
	for hex in [
		// The code, and each varint of the CID: version, codec, hash function, digest length.
		format!("e38100{CID}"),
		format!("e301 8100{}", &CID[2..]),
		format!("e301 01f000{}", &CID[4..]),
		format!("e301 01709200{}", &CID[6..]),
		format!("e301 017012a000{}", &CID[8..]),
		// More than 63 bits, in ten bytes: the decoder alone would drop the excess.
		format!("ffffffffffffffffff01{CID}"),
		format!("ffffffffffffffffff02{CID}"),
		format!("e301 01ffffffffffffffffff02{}", &CID[4..]),
		format!("ffffffffffffffffffff01{CID}"),
		// Ceramic's stream type.
		format!("ce01 8000{CID}"),
	] {
		assert_eq!(read(&hex), Err(E::NonCanonicalVarint), "{hex}");
	}
}

#[test]
fn trailing_bytes() {
	for text in [
		"/ipfs/bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4",
		"/ipns/k2k4r8ncs1yoluq95unsd7x2vfhgve0ncjoggwqx9vyh3vl8warrcp15",
		"/bzz/d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea162",
		"/ar/ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ",
		"/sia/CABAB_1Dt0FJsxqsu_J4TodNCbCGvtFf1Uys_3EgzOlTcg",
		"/ceramic/k2t6wzhkh1dbnczx9gsbsiukalnpkteee2y722ogsxi9oo0wvs3jk6f5ghzggv",
		"/piece/baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq",
	] {
		let mut bytes = parse(text).expect("canonical").into_bytes();
		bytes.push(0);
		assert_eq!(MultiUri::from_bytes(&bytes), Err(E::TrailingBytes), "{text}");
		assert!(MultiUri::decode(&mut &bytes.encode()[..]).is_err());
	}
	// A Ceramic CommitID is a StreamID with a commit after it.
	assert_eq!(
		parse("ceramic://kjzl6kcxl5qqu4fgjbdfuu1cbe0lw12ec4z66r1zhq9wveuhtzt73hnqtbw53wg"),
		Err(E::TrailingBytes)
	);
}

#[test]
fn paths_after_an_id() {
	let ipfs = "ipfs://bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4";
	let path = "/ipfs/bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d4";
	for text in [
		format!("{ipfs}/README.md"),
		format!("{ipfs}//"),
		format!("{ipfs}?filename=x"),
		format!("{ipfs}#top"),
		format!("{path}/"),
		format!("{path}/README.md"),
	] {
		assert_eq!(parse(&text), Err(E::PathNotAllowed(Protocol::Ipfs)), "{text}");
	}
	assert_eq!(
		parse("ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ/0"),
		Err(E::PathNotAllowed(Protocol::Arweave))
	);
}

#[test]
fn cids_that_do_not_belong() {
	use Protocol::*;
	let digest = &CID[8..];
	// A CIDv0 in the envelope would be a second form of the same URI.
	assert_invalid(read(&format!("e301 1220{digest}")), Ipfs, "version 1");
	assert_invalid(read(&format!("e301 02701220{digest}")), Ipfs, "version 1");
	// A key, inlined data, digests cut short or oversized.
	assert_invalid(read(&format!("e301 01721220{digest}")), Ipfs, "IPNS");
	assert_invalid(read("e301 015500 02 6869"), Ipfs, "data");
	assert_invalid(read(&format!("e301 0155121f{}", &digest[2..])), Ipfs, "32 bytes");
	assert_invalid(read(&format!("e301 015513 13{}", "00".repeat(19))), Ipfs, "too short");
	assert_invalid(read(&format!("e301 015513 41{}", "00".repeat(65))), Ipfs, "too long");
	// IPNS: not a key, a name instead of a key, a key type that is never inlined.
	assert_invalid(read(&format!("e501{CID}")), Ipns, "libp2p key");
	assert_invalid(read("e501 01720009 697066732e74656368"), Ipns, "neither");
	assert_invalid(read(&format!("e501 01720024 08031220{digest}")), Ipns, "neither");
	assert_invalid(parse("/ipns/docs.ipfs.tech"), Ipns, "DNSLink");
	// Swarm: dag-pb, or another hash, or an encrypted reference of 64 bytes.
	assert_invalid(read(&format!("e401 01701b20{digest}")), Swarm, "swarm-manifest");
	assert_invalid(read(&format!("e401 01fa011220{digest}")), Swarm, "swarm-manifest");
	assert_invalid(parse(&format!("bzz://{digest}{digest}")), Swarm, "swarm-manifest");
	// A piece: another hash, the codec of sealed sectors, a field element out of range.
	assert_invalid(read(&format!("81e203 0181e203 1220{digest}")), FilecoinPiece, "commitment");
	assert_invalid(read(&format!("81e203 0182e203 922020{digest}")), FilecoinPiece, "commitment");
	let out_of_range = format!("{}ff", &digest[..62]);
	assert_invalid(
		read(&format!("81e203 0181e203 922020{out_of_range}")),
		FilecoinPiece,
		"commitment",
	);
}

#[test]
fn ids_that_are_no_text() {
	use Protocol::*;
	for (text, protocol) in [
		("ipfs://", Ipfs),
		("ipfs://QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD0", Ipfs),
		("ipfs://bafybeibj6lixxzqtsb45ysdjnupvqkufgdvzqbnvmhw2kf7cfkesy7r7d1", Ipfs),
		("ipfs://\0abc", Ipfs),
		("ipfs://né", Ipfs),
		("bzz://d1de9994b4d039f6548d191eb26786769f580809256b4685ef316805265ea16", Swarm),
		("ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJ=", Arweave),
		("ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJR", Arweave),
		("ceramic://k2t6wzhkh1dbnczx9gsbsiukalnpkteee2y722ogsxi9oo0wvs3jk6f5ghzg_v", Ceramic),
	] {
		assert!(
			matches!(parse(text), Err(E::InvalidValue { protocol: p, .. }) if p == protocol),
			"{text}: {:?}",
			parse(text)
		);
	}
	assert_invalid(parse("ar://AAAA"), Arweave, "cut short");
	assert_invalid(parse("sia://AAAA"), Skynet, "cut short");
	// Another protocol's bytes in the clothes of a StreamID.
	let disguised = format!("ceramic://fe301{CID}");
	assert_invalid(parse(&disguised), Ceramic, "StreamID");
}

#[test]
fn skylink_versions() {
	let root = "00".repeat(32);
	assert!(read(&format!("90b2c605 0000{root}")).is_ok(), "version 1");
	assert!(read(&format!("90b2c605 0100{root}")).is_ok(), "version 2");
	for bits in ["0200", "0300", "0101", "0500"] {
		assert_invalid(read(&format!("90b2c605 {bits}{root}")), Protocol::Skynet, "version");
	}
}

#[test]
fn errors_read_well() {
	assert_eq!(
		read("bc03").unwrap_err().to_string(),
		"the multiURI has the unknown protocol code 0x1bc"
	);
	assert_eq!(
		parse("/ipns/docs.ipfs.tech").unwrap_err().to_string(),
		"IPNS: DNSLink names are not supported, only keys are"
	);
}
