//! Manifests: one canonical form, and everything else refused.

use metahub_assets::{path2hash::TreeError, verify_proof, Entry};
use metahub_client::content::{manifest::MAX_DDO_LEN, Block, Manifest, ManifestError};
use primitive_types::H256;
use proptest::prelude::*;
use serde_json::{json, Value};

fn entry(path: &str, content: &'static str) -> Entry {
	let cid = *Block::raw(content).cid();
	Entry { path: path.into(), cid, size: content.len() as u64 }
}

fn manifest() -> Manifest {
	let files = vec![entry("b/x", "one"), entry("a", "two!"), entry("b", "x").with("c")];
	Manifest::new(files, json!({ "z": 1, "a": { "y": [true, null, -5], "b": "\u{e9}" } })).unwrap()
}

trait With {
	fn with(self, path: &str) -> Self;
}

impl With for Entry {
	fn with(self, path: &str) -> Self {
		Self { path: path.into(), ..self }
	}
}

fn text(manifest: &Manifest) -> String {
	String::from_utf8(manifest.to_bytes().unwrap()).unwrap()
}

/// The error that a changed manifest is refused with.
fn refusal(from: &str, to: &str) -> ManifestError {
	let text = text(&manifest());
	assert!(text.contains(from), "{from} is not in {text}");
	Manifest::parse(text.replacen(from, to, 1).as_bytes()).unwrap_err()
}

#[test]
fn the_form_is_the_documented_one() {
	let manifest = manifest();
	let text = text(&manifest);
	let cid = |content: &'static str| *Block::raw(content).cid();
	let expected = format!(
		concat!(
			r#"{{"metahub":"manifest/1","profile":"unixfs-v1-2025","root":"{:?}","entries":3,"#,
			r#""totalBytes":"8","files":[{{"path":"a","cid":"{}","size":"4"}},"#,
			r#"{{"path":"b/x","cid":"{}","size":"3"}},{{"path":"c","cid":"{}","size":"1"}}],"#,
			r#""ddo":{{"a":{{"b":"é","y":[true,null,-5]}},"z":1}}}}"#
		),
		manifest.root(),
		cid("two!"),
		cid("one"),
		cid("x"),
	);
	assert_eq!(text, expected);
	let again = Manifest::parse(text.as_bytes()).unwrap();
	assert_eq!(again.to_bytes().unwrap(), text.as_bytes());
	assert_eq!((again.root(), again.entries(), again.total_bytes()), (manifest.root(), 3, 8));
}

#[test]
fn proofs_lead_to_the_root() {
	let manifest = manifest();
	for file in manifest.files() {
		let proof = manifest.proof(&file.path).unwrap();
		let holds = |path: &str, size| {
			verify_proof(&manifest.root(), path, file.cid.as_bytes(), size, &proof).unwrap()
		};
		assert!(holds(&file.path, file.size));
		assert!(!holds(&file.path, file.size + 1));
		assert!(!holds("other", file.size));
	}
	assert_eq!(manifest.proof("nope"), None);
	assert_eq!(manifest.file("b/x").unwrap().size, 3);
	assert_eq!(manifest.file("b"), None);
}

#[test]
fn what_is_not_a_manifest_is_refused() {
	let form = |bytes: &[u8]| Manifest::parse(bytes).unwrap_err();
	assert!(matches!(form(b""), ManifestError::Json(_)));
	assert!(matches!(form(b"[]"), ManifestError::Json(_)));
	assert!(matches!(form(b"\xff"), ManifestError::Json(_)));
	assert!(matches!(form("[".repeat(100_000).as_bytes()), ManifestError::Json(_)));
	assert!(
		matches!(refusal("manifest/1", "manifest/2"), ManifestError::Format(f) if f == "manifest/2")
	);
	assert!(
		matches!(refusal("unixfs-v1-2025", "other"), ManifestError::Profile(p) if p == "other")
	);
	assert!(matches!(refusal(r#""entries":3,"#, ""), ManifestError::Json(_)));
	assert!(matches!(refusal(r#""entries":3"#, r#""entries":3,"more":1"#), ManifestError::Json(_)));
	assert!(matches!(refusal(r#""size":"4""#, r#""size":"4","x":1"#), ManifestError::Json(_)));
	assert!(matches!(refusal(r#""size":"4""#, r#""size":4"#), ManifestError::Json(_)));
	assert!(matches!(refusal(r#""size":"4""#, r#""size":"-4""#), ManifestError::Json(_)));
	assert!(matches!(refusal(r#""cid":"b"#, r#""cid":"c"#), ManifestError::Json(_)));
}

#[test]
fn another_root_or_other_files_than_it_says_are_refused() {
	let stated = format!("{:?}", manifest().root());
	let zero = H256::zero();
	let error = refusal(&stated, &format!("{zero:?}"));
	assert!(matches!(error, ManifestError::Root { stated, .. } if stated == zero), "{error}");
	for (from, to) in [(r#""size":"4""#, r#""size":"5""#), (r#""path":"c""#, r#""path":"d""#)] {
		assert!(matches!(refusal(from, to), ManifestError::Root { .. }));
	}
}

#[test]
fn bad_paths_are_refused() {
	for path in ["../x", "/x", "a//b", "x/", ".", "x\\u0000", "e\\u0301"] {
		let error = refusal(r#""path":"c""#, &format!(r#""path":"{path}""#));
		assert!(matches!(error, ManifestError::Files(TreeError::Path { .. })), "{path}: {error}");
	}
	let long = format!(r#""path":"{}""#, "x".repeat(1025));
	assert!(matches!(
		refusal(r#""path":"c""#, &long),
		ManifestError::Files(TreeError::Path { .. })
	));
	let error = refusal(r#""path":"c""#, r#""path":"A""#);
	assert!(matches!(error, ManifestError::Files(TreeError::CaseCollision(..))), "{error}");
	let error = refusal(r#""path":"c""#, r#""path":"a""#);
	assert!(matches!(error, ManifestError::Files(TreeError::Duplicate(_))), "{error}");
	let error = refusal(r#""path":"c""#, r#""path":"a/y""#);
	assert!(matches!(error, ManifestError::Files(TreeError::FileIsFolder { .. })), "{error}");
	let none = Manifest::new(Vec::new(), json!({})).unwrap_err();
	assert!(matches!(none, ManifestError::Files(TreeError::Empty)), "{none}");
}

#[test]
fn another_spelling_is_refused() {
	let spellings = [
		(r#""entries":3"#, r#""entries": 3"#),
		(r#""entries":3"#, r#""entries":2"#),
		(r#""totalBytes":"8""#, r#""totalBytes":"9""#),
		(r#""totalBytes":"8""#, r#""totalBytes":"08""#),
		(r#""size":"4""#, r#""size":"+4""#),
		(r#""path":"c""#, r#""path":"\u0063""#),
		(r#""z":1"#, r#""z":1,"b":2"#),
		(r#""z":1"#, r#""z":1,"z":1"#),
		(r#""root":"0x"#, r#""root":""#),
	];
	for (from, to) in spellings {
		let error = refusal(from, to);
		let refused = matches!(error, ManifestError::NotCanonical | ManifestError::Json(_));
		assert!(refused, "{to}: {error}");
	}
	let root = format!("{:?}", manifest().root());
	let upper = format!("0x{}", root[2..].to_uppercase());
	assert!(matches!(refusal(&root, &upper), ManifestError::NotCanonical | ManifestError::Json(_)));
	// Files in another order.
	let mut value: Value = serde_json::from_slice(&manifest().to_bytes().unwrap()).unwrap();
	value["files"].as_array_mut().unwrap().reverse();
	let reversed = serde_json::to_vec(&value).unwrap();
	assert!(matches!(Manifest::parse(&reversed), Err(ManifestError::NotCanonical)));
}

#[test]
fn a_ddo_is_a_bounded_object_with_integers() {
	let with = |ddo: Value| Manifest::new(vec![entry("a", "x")], ddo).map(drop).unwrap_err();
	assert!(matches!(with(json!([])), ManifestError::Ddo));
	assert!(matches!(with(json!({ "x": "y".repeat(MAX_DDO_LEN) })), ManifestError::Ddo));
	assert!(matches!(with(json!({ "x": [1.5] })), ManifestError::NotAnInteger(n) if n == "1.5"));
	assert!(matches!(refusal(r#""z":1"#, r#""z":1.0"#), ManifestError::NotAnInteger(_)));
	assert!(matches!(refusal(r#""z":1"#, r#""z":1e3"#), ManifestError::NotAnInteger(_)));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn any_manifest_survives_a_round_trip(
		paths in proptest::collection::btree_set("[a-z]{1,6}", 1..20),
		text in "\\PC{0,20}",
		number in any::<i64>(),
	) {
		let files: Vec<Entry> = paths.iter().map(|path| entry(path, "x")).collect();
		let made = Manifest::new(files, json!({ text.clone(): number, "list": [text] })).unwrap();
		let bytes = made.to_bytes().unwrap();
		let read = Manifest::parse(&bytes).unwrap();
		prop_assert_eq!(read.to_bytes().unwrap(), bytes);
		prop_assert_eq!(read.root(), made.root());
	}

	#[test]
	fn any_change_of_a_byte_is_refused(at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
		let mut bytes = manifest().to_bytes().unwrap();
		let at = at.index(bytes.len());
		prop_assume!(bytes[at] != byte);
		bytes[at] = byte;
		// What is not covered by the root is the DDO, and that is read as it is.
		if let Ok(read) = Manifest::parse(&bytes) {
			let original = manifest();
			prop_assert_eq!(read.root(), original.root());
			prop_assert_ne!(read.ddo(), original.ddo());
		}
	}
}
