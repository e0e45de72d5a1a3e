//! Paths below a CID: what a URL names, and the walk through directories.

use super::{
	answer::{parse_cid, refusal},
	negotiate::Refusal,
};
use crate::{
	content::{
		directory::{self, DirectoryError, MAX_PATH_DEPTH},
		unixfs::blocking,
	},
	store::BlockSource,
};
use axum::http::{HeaderMap, StatusCode};
use metahub_assets::ContentId;
use std::sync::Arc;

/// Directories of up to so many bytes are read without another thread.
const SMALL: usize = 32 << 10;
/// UnixFS types of files.
const FILES: [u64; 2] = [0, 2];

/// What a URL names: `/ipfs/<name>/<segments>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
	/// The CID as it was written.
	pub name: String,
	/// The names below it.
	pub segments: Vec<String>,
}

impl Address {
	/// Reads the path of a URL. Each segment is percent-decoded once, after the split; one slash at the
	/// end says nothing.
	pub(super) fn parse(path: &str) -> Result<Self, Refusal> {
		let bad = |text: String| (StatusCode::BAD_REQUEST, text);
		let below = path.strip_prefix("/ipfs/").unwrap_or_default();
		let (name, rest) = below.split_once('/').unwrap_or((below, ""));
		let parts: Vec<_> = match rest {
			"" => Vec::new(),
			rest => rest.strip_suffix('/').unwrap_or(rest).split('/').collect(),
		};
		if parts.len() > MAX_PATH_DEPTH {
			return Err(bad(format!("the path has more than {MAX_PATH_DEPTH} segments")));
		}
		let decode = |text: &str| {
			percent_decode(text).ok_or_else(|| bad("the path is not valid percent-encoding".into()))
		};
		let segment = |(at, part): (usize, &str)| {
			let segment = decode(part)?;
			// The message does not repeat what may be long.
			directory::check_name(&segment).map_err(|_| {
				let text =
					"no file or directory has such a name: it is empty, '.' or '..', or has a \
				            slash or a NUL in it";
				bad(format!("segment {} of the path: {text}", at + 1))
			})?;
			Ok(segment)
		};
		let segments = parts.into_iter().enumerate().map(segment).collect::<Result<_, _>>()?;
		Ok(Self { name: decode(name)?, segments })
	}

	/// The CID.
	pub(super) fn root(&self) -> Result<ContentId, Refusal> {
		parse_cid(&self.name)
	}
}

/// Decodes `%xx`; `None` if there is an incomplete one, or the text is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
	let mut bytes = text.bytes();
	let mut decoded = Vec::with_capacity(text.len());
	let digit = |byte: u8| (byte as char).to_digit(16);
	while let Some(byte) = bytes.next() {
		decoded.push(match byte {
			b'%' => (digit(bytes.next()?)? << 4 | digit(bytes.next()?)?) as u8,
			other => other,
		});
	}
	String::from_utf8(decoded).ok()
}

/// A path that was walked.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
	/// The names below the root.
	pub segments: Vec<String>,
	/// The root, the directories on the way, and where the path ends: one more than names.
	pub cids: Vec<ContentId>,
}

/// Walks from an address's root to the end of its path.
pub(super) async fn resolve(
	store: &Arc<dyn BlockSource>,
	address: Address,
	headers: &HeaderMap,
) -> Result<Resolved, Refusal> {
	let mut at = address.root()?;
	let mut cids = vec![at];
	for segment in &address.segments {
		at = step(store, &at, segment, headers).await?;
		cids.push(at);
	}
	Ok(Resolved { segments: address.segments, cids })
}

/// The entry of a directory that has a name.
pub(super) async fn step(
	store: &Arc<dyn BlockSource>,
	directory: &ContentId,
	name: &str,
	headers: &HeaderMap,
) -> Result<ContentId, Refusal> {
	if directory.is_raw() {
		return Err(no_directory(directory));
	}
	let block = store.get(directory).await.map_err(|error| refusal(error.into(), headers))?;
	let find = {
		let (name, bytes) = (name.to_owned(), block.bytes().clone());
		move || -> Result<_, DirectoryError> {
			let entries = directory::decode(&bytes)?;
			Ok(directory::find(&entries, &name).map(|entry| entry.cid))
		}
	};
	let found = if block.len() > SMALL { blocking(find).await } else { find() };
	match found {
		Ok(Some(cid)) => Ok(cid),
		Ok(None) => {
			let text = format!("the directory {directory} has no entry with the name in the path");
			Err((StatusCode::NOT_FOUND, text))
		}
		Err(DirectoryError::NotADirectory(kind)) if FILES.contains(&kind) => {
			Err(no_directory(directory))
		}
		Err(error) => Err(unreadable(directory, &error)),
	}
}

/// Something that the path goes through is a file.
pub(super) fn no_directory(name: &impl std::fmt::Display) -> Refusal {
	(StatusCode::NOT_FOUND, format!("{name} is a file: there is nothing below it"))
}

/// A block is no directory that can be read.
pub(super) fn unreadable(cid: &ContentId, error: &DirectoryError) -> Refusal {
	// Names in it may be long.
	let reason = match error {
		DirectoryError::Name(_) => "an entry has an impossible name".into(),
		DirectoryError::DuplicateName(_) => "two entries have the same name".into(),
		other => other.to_string(),
	};
	(
		StatusCode::NOT_IMPLEMENTED,
		format!("the block {cid} cannot be read as a directory: {reason}"),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn addresses_are_decoded_once() {
		let address = |path: &str| {
			let address = Address::parse(path).ok()?;
			Some((address.name, address.segments.join("|")))
		};
		let is = |name: &str, segments: &str| Some((name.to_owned(), segments.to_owned()));
		assert_eq!(address("/ipfs/x"), is("x", ""));
		assert_eq!(address("/ipfs/x/"), is("x", ""));
		assert_eq!(address("/ipfs/%78/a/b"), is("x", "a|b"));
		assert_eq!(address("/ipfs/x/a/"), is("x", "a"));
		assert_eq!(address("/ipfs/x/%C3%a9%20+"), is("x", "\u{e9} +"));
		assert_eq!(address("/ipfs/x/%2525"), is("x", "%25"));
		assert_eq!(address("/ipfs/x/..."), is("x", "..."));
		let deep = format!("/ipfs/x{}", "/a".repeat(MAX_PATH_DEPTH));
		assert!(address(&deep).is_some());
		for odd in [
			"//",
			"//a",
			"/a//b",
			"/a//",
			"/.",
			"/a/..",
			"/%2e%2E/b",
			"/a%2Fb",
			"/%00",
			"/%",
			"/%4",
			"/%zz",
			"/%+1",
			"/%ff",
		] {
			let (status, _) = Address::parse(&format!("/ipfs/x{odd}")).unwrap_err();
			assert_eq!(status, StatusCode::BAD_REQUEST, "{odd}");
		}
		assert_eq!(address(&format!("{deep}/a")), None);
	}
}
