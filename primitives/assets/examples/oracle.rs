//! Answers questions about multiURIs and Path2Hash, one JSON object per line, so that other
//! implementations can be compared with this one (see `tests/js`).
//!
//! ```sh
//! echo '{"op":"encode","uri":"ar://ys32Pt8uC7TrVxHdOLByOspfPEq2LO63wREHQIM9SJQ"}' |
//!     cargo run --release -p metahub-assets --example oracle
//! ```

use metahub_assets::{verify_proof, ContentId, Entry, MultiUri, Tree};
use primitive_types::H256;
use serde::Deserialize;
use serde_json::{json, Value};
use std::{
	error::Error,
	io::{stdin, stdout, BufRead, BufWriter, Write},
};

/// A question. Sizes are decimal strings: JavaScript's numbers end at 2^53.
#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "camelCase")]
enum Question {
	/// The root of a folder, and the proof of each of its files.
	Tree { entries: Vec<File> },
	/// Whether a file is under a root.
	Verify { root: H256, file: File, proof: Vec<H256> },
	/// A multiURI's text in binary form.
	Encode { uri: String },
	/// A multiURI's binary form as text.
	Decode { bytes: String },
}

#[derive(Deserialize)]
struct File {
	path: String,
	cid: ContentId,
	size: String,
}

fn describe(uri: &MultiUri) -> Value {
	json!({
		"bytes": hex::encode(uri.as_bytes()),
		"protocol": uri.protocol().to_string(),
		"text": uri.to_string(),
		"url": uri.to_url(),
	})
}

fn answer(line: &str) -> Result<Value, Box<dyn Error>> {
	Ok(match serde_json::from_str(line)? {
		Question::Tree { entries } => {
			let entries = entries
				.into_iter()
				.map(|file| Ok(Entry { path: file.path, cid: file.cid, size: file.size.parse()? }))
				.collect::<Result<Vec<_>, std::num::ParseIntError>>()?;
			let tree = Tree::build(entries)?;
			let proofs: Vec<_> = (0..tree.entries().len()).map(|i| tree.proof(i)).collect();
			json!({ "root": tree.root(), "proofs": proofs })
		}
		Question::Verify { root, file, proof } => {
			let size = file.size.parse()?;
			json!({ "valid": verify_proof(&root, &file.path, file.cid.as_bytes(), size, &proof)? })
		}
		Question::Encode { uri } => describe(&uri.parse()?),
		Question::Decode { bytes } => describe(&MultiUri::from_bytes(&hex::decode(bytes)?)?),
	})
}

fn main() -> std::io::Result<()> {
	let mut out = BufWriter::new(stdout().lock());
	for line in stdin().lock().lines() {
		let answer = answer(&line?).unwrap_or_else(|error| json!({ "error": error.to_string() }));
		writeln!(out, "{answer}")?;
	}
	out.flush()
}
