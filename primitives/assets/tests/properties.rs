//! Properties that hold for any input: parsers are total, forms canonical, proofs sound.

use codec::{DecodeAll, Encode};
use metahub_assets::{
	check_path, check_path_bytes, fold_key, verify_proof, AssetId, ContentId, Did, Entry, MultiUri,
	Protocol, Tree,
};
use primitive_types::H256;
use proptest::{collection::vec, prelude::*, sample::Index};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Everything that is true of bytes that were accepted.
fn assert_canonical(input: &[u8], uri: &MultiUri) {
	assert_eq!(uri.as_bytes(), input);
	assert!(input.len() <= MultiUri::MAX_LEN);
	assert_eq!(uri.to_string().parse().as_ref(), Ok(uri), "the path form means the same");
	assert_eq!(uri.to_url().parse().as_ref(), Ok(uri), "the pasted form means the same");
	assert_eq!(MultiUri::decode_all(&mut &uri.encode()[..]).as_ref(), Ok(uri));
	assert!(input.ends_with(uri.value()));
	let json = serde_json::to_string(uri).unwrap();
	assert_eq!(&serde_json::from_str::<MultiUri>(&json).unwrap(), uri);
}

fn read_any(bytes: &[u8]) {
	let scale = MultiUri::decode_all(&mut &bytes.to_vec().encode()[..]);
	match MultiUri::from_bytes(bytes) {
		Ok(uri) => {
			assert_canonical(bytes, &uri);
			assert_eq!(scale.as_ref(), Ok(&uri));
		}
		Err(_) => assert!(scale.is_err(), "SCALE lets nothing through"),
	}
}

fn varint(value: u64) -> Vec<u8> {
	let mut buffer = unsigned_varint::encode::u64_buffer();
	unsigned_varint::encode::u64(value, &mut buffer).to_vec()
}

fn protocol() -> impl Strategy<Value = Protocol> {
	prop::sample::select(Protocol::ALL)
}

fn cid(codec: u64, hash: u64, digest: &[u8]) -> Vec<u8> {
	[varint(1), varint(codec), varint(hash), varint(digest.len() as u64), digest.to_vec()].concat()
}

fn url_rest() -> impl Strategy<Value = String> {
	let host = "[a-z][a-z0-9]{0,9}(\\.[a-z]{2,5}){1,3}";
	let port = "(:[1-9][0-9]{0,3})?";
	let path = "(/([A-Za-z0-9~_-]|%2F|%C3%A9){0,8}){1,4}";
	let query = "(\\?[a-z]{1,5}=[A-Za-z0-9/?:@]{0,9})?";
	(host, port, path, query)
		.prop_map(|(host, port, path, query)| format!("{host}{port}{path}{query}"))
		.prop_filter("the scheme's own port is left out", |rest| {
			let authority = rest.split('/').next().unwrap_or_default();
			!authority.ends_with(":80") && !authority.ends_with(":443")
		})
}

/// Canonical multiURIs of every protocol.
fn canonical() -> impl Strategy<Value = Vec<u8>> {
	let parts = (protocol(), any::<[u8; 32]>(), any::<u64>(), 20usize..=64, url_rest());
	parts.prop_map(|(protocol, digest, number, len, rest)| {
		let value = match protocol {
			Protocol::Ipfs if number % 3 == 0 => {
				let long: Vec<u8> = digest.iter().copied().cycle().take(len).collect();
				cid((number >> 2).max(0x80), 0x13, &long)
			}
			Protocol::Ipfs => cid(if number % 3 == 1 { 0x55 } else { 0x70 }, 0x12, &digest),
			Protocol::Ipns if number % 2 == 0 => cid(0x72, 0x12, &digest),
			Protocol::Ipns => cid(0x72, 0, &[&[8, 1, 18, 32], &digest[..]].concat()),
			Protocol::Swarm => cid(0xfa, 0x1b, &digest),
			Protocol::Arweave => digest.to_vec(),
			Protocol::Skynet => [&[digest[0] & 0xfc, digest[1]], &digest[..]].concat(),
			Protocol::Ceramic => [varint(number >> 1), cid(0x85, 0x12, &digest)].concat(),
			Protocol::FilecoinPiece => {
				let mut digest = digest;
				digest[31] &= 0x3f;
				cid(0xf101, 0x1012, &digest)
			}
			Protocol::Http | Protocol::Https => rest.into_bytes(),
		};
		[varint(protocol.code()), value].concat()
	})
}

/// Path segments from characters that are awkward: cased, composed, of several bytes.
fn path() -> impl Strategy<Value = String> {
	vec("[a-zA-Z0-9 ._\u{e9}\u{c9}\u{df}\u{301}\u{3a3}\u{1fb3}\u{4e2d}-]{1,12}", 1..5)
		.prop_map(|segments| segments.join("/").nfc().collect())
}

/// A folder: paths that check_path accepts and that do not collide.
fn folder() -> impl Strategy<Value = Vec<Entry>> {
	vec((path(), any::<[u8; 32]>(), any::<bool>(), any::<u32>()), 1..40).prop_map(|files| {
		let mut kept: BTreeMap<String, Entry> = BTreeMap::new();
		for (path, digest, raw, size) in files {
			let key = fold_key(&path);
			let nested = |other: &String| {
				other.starts_with(&format!("{key}/")) || key.starts_with(&format!("{other}/"))
			};
			if check_path(&path).is_ok() && !kept.contains_key(&key) && !kept.keys().any(nested) {
				let cid = if raw { ContentId::raw(digest) } else { ContentId::dag_pb(digest) };
				kept.insert(key, Entry { path, cid, size: size.into() });
			}
		}
		if kept.is_empty() {
			let cid = ContentId::raw([0; 32]);
			kept.insert("x".into(), Entry { path: "x".into(), cid, size: 0 });
		}
		kept.into_values().collect()
	})
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

	#[test]
	fn multi_uri_reads_any_bytes(bytes in vec(any::<u8>(), 0..600)) {
		read_any(&bytes);
	}

	#[test]
	fn multi_uri_reads_any_bytes_after_a_code(
		protocol in protocol(),
		head in vec(prop::sample::select(vec![0u8, 1, 8, 18, 32, 36, 0x55, 0x70, 0x72, 0x80, 0xff]), 0..6),
		bytes in vec(any::<u8>(), 0..80),
	) {
		read_any(&[varint(protocol.code()), head, bytes].concat());
	}

	#[test]
	fn multi_uri_reads_any_url(protocol in 7usize..9, rest in "[a-zA-Z0-9:/?@%.\\[\\]#_~ -]{0,60}") {
		read_any(&[varint(Protocol::ALL[protocol].code()), rest.clone().into_bytes()].concat());
		if let Ok(uri) = format!("{}://{rest}", Protocol::ALL[protocol].scheme()).parse::<MultiUri>() {
			assert_canonical(uri.as_bytes(), &uri);
		}
	}

	#[test]
	fn multi_uri_reads_any_text(text in ".{0,80}", scheme in 0usize..9, slash in any::<bool>()) {
		let scheme = Protocol::ALL[scheme].scheme();
		let prefixed = if slash { format!("/{scheme}/{text}") } else { format!("{scheme}://{text}") };
		for text in [text, prefixed] {
			if let Ok(uri) = text.parse::<MultiUri>() {
				assert_canonical(uri.as_bytes(), &uri);
			}
		}
	}

	#[test]
	fn multi_uri_accepts_canonical_bytes_of_every_protocol(bytes in canonical()) {
		let uri = MultiUri::from_bytes(&bytes).expect("canonical");
		assert_canonical(&bytes, &uri);
	}

	#[test]
	fn multi_uri_with_one_byte_changed_is_another_or_none(
		bytes in canonical(), at in any::<Index>(), change in 1u8..,
	) {
		let mut changed = bytes.clone();
		changed[at.index(bytes.len())] ^= change;
		if let Ok(other) = MultiUri::from_bytes(&changed) {
			let uri = MultiUri::from_bytes(&bytes).expect("canonical");
			prop_assert_ne!(&other, &uri);
			prop_assert_ne!(other.to_string(), uri.to_string());
			assert_canonical(&changed, &other);
		}
	}

	#[test]
	fn multi_uri_with_bytes_removed_or_added_is_refused(
		bytes in canonical(), cut in any::<Index>(), extra in vec(any::<u8>(), 1..8),
	) {
		let uri = MultiUri::from_bytes(&bytes).expect("canonical");
		if !uri.protocol().is_http() {
			prop_assert!(MultiUri::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
			prop_assert!(MultiUri::from_bytes(&[bytes, extra].concat()).is_err());
		}
	}

	#[test]
	fn content_id_reads_any_bytes_and_text(
		head in prop::sample::select(vec![vec![], vec![1, 0x55, 0x12, 32], vec![1, 0x70, 0x12, 32]]),
		bytes in vec(any::<u8>(), 0..70),
		text in "[bfkzBQm\u{0}-\u{ff}]{0,3}[a-zA-Z0-9]{0,80}",
	) {
		for bytes in [[&head[..], &bytes].concat(), [&head[..], &bytes[..bytes.len().min(32)]].concat()] {
			if let Ok(cid) = ContentId::from_bytes(&bytes) {
				prop_assert_eq!(cid.as_bytes(), &bytes[..]);
				prop_assert_eq!(cid.to_string().parse(), Ok(cid));
				prop_assert_eq!(ContentId::decode_all(&mut &cid.encode()[..]), Ok(cid));
			}
		}
		if let Ok(cid) = text.parse::<ContentId>() {
			prop_assert_eq!(cid.to_string().parse(), Ok(cid));
		}
	}

	#[test]
	fn did_has_one_spelling(genesis in any::<[u8; 32]>(), collection: u32, item: u64, text in ".{0,60}") {
		let did = Did::new(&H256(genesis), AssetId::new(collection, item));
		prop_assert_eq!(did.to_string().parse(), Ok(did));
		prop_assert!(did.is_on(&H256(genesis)));
		for text in [text.clone(), format!("did:metahub:{text}"), format!("{did}{text}")] {
			if let Ok(did) = text.parse::<Did>() {
				prop_assert_eq!(did.to_string(), text);
			}
		}
	}

	#[test]
	fn paths_that_pass_stay_in_the_folder(bytes in vec(any::<u8>(), 0..40), text in "[ab./\u{0}\u{e9}\u{301}]{0,12}") {
		for bytes in [bytes, text.into_bytes()] {
			if let Ok(path) = check_path_bytes(&bytes) {
				let normal: Vec<_> = std::path::Path::new(path).components().collect();
				prop_assert!(normal.iter().all(|c| matches!(c, std::path::Component::Normal(_))));
				prop_assert_eq!(normal.len(), path.split('/').count());
				prop_assert_eq!(path.nfc().collect::<String>(), path);
			}
		}
	}

	#[test]
	fn fold_key_is_stable(path in path()) {
		let key = fold_key(&path);
		prop_assert_eq!(fold_key(&key), key.clone());
		prop_assert_eq!(fold_key(&path.nfd().collect::<String>()), key);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

	#[test]
	fn every_file_of_a_folder_is_proven_and_nothing_else(
		entries in folder(), pick in any::<Index>(), other in any::<Index>(), noise in any::<[u8; 32]>(),
	) {
		let tree = Tree::build(entries.clone()).expect("a folder");
		let root = tree.root();
		let verify = |entry: &Entry, size, proof: &[H256]| {
			verify_proof(&root, &entry.path, entry.cid.as_bytes(), size, proof).expect("well formed")
		};
		for (index, entry) in entries.iter().enumerate() {
			prop_assert!(verify(entry, entry.size, &tree.proof(index).expect("in range")));
		}
		let (pick, other) = (pick.index(entries.len()), other.index(entries.len()));
		let proof = tree.proof(pick).expect("in range");
		prop_assert!(!verify(&entries[pick], entries[pick].size + 1, &proof));
		prop_assert_eq!(verify(&entries[other], entries[other].size, &proof), pick == other);
		let stranger = Entry { cid: ContentId::raw(noise), ..entries[pick].clone() };
		prop_assert!(!verify(&stranger, stranger.size, &proof));

		let mut reversed = entries.clone();
		reversed.reverse();
		prop_assert_eq!(Tree::build(reversed).expect("a folder").root(), root);
	}

	#[test]
	fn building_a_folder_never_panics(paths in vec(".{0,20}", 0..6), digest in any::<[u8; 32]>(), size: u64) {
		let entries = paths.into_iter().map(|path| Entry { path, cid: ContentId::raw(digest), size });
		if let Ok(tree) = Tree::build(entries) {
			prop_assert!(tree.entry_count() > 0);
		}
	}
}
