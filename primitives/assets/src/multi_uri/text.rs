//! The text forms of multiURIs: the canonical path form, and what people paste.

use super::{
	http,
	value::{KECCAK_256, LIBP2P_KEY, SWARM_MANIFEST},
	MultiUri, MultiUriError, Protocol,
};
use crate::{
	bytes::{read_cid, read_multihash, write_cid},
	cid::{DAG_PB, SHA2_256},
};
use alloc::{format, string::String, vec::Vec};
use cid::multibase::{self, Base};
use core::{fmt, str::FromStr};

/// Longest text that is looked at, in bytes. URLs can lose some by becoming canonical.
const MAX_TEXT_LEN: usize = 4 * MultiUri::MAX_LEN;

impl fmt::Display for MultiUri {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if self.protocol.is_http() {
			return f.write_str(&url(self));
		}
		write!(f, "/{}/{}", self.protocol.scheme(), id(self))
	}
}

/// The pasted form.
pub(super) fn url(uri: &MultiUri) -> String {
	format!("{}://{}", uri.protocol.scheme(), id(uri))
}

/// What follows the scheme.
fn id(uri: &MultiUri) -> String {
	let value = uri.value();
	match uri.protocol {
		Protocol::Ipfs | Protocol::FilecoinPiece => multibase::encode(Base::Base32Lower, value),
		Protocol::Ipns => multibase::encode(Base::Base36Lower, value),
		// A StreamID includes the code.
		Protocol::Ceramic => multibase::encode(Base::Base36Lower, &uri.bytes),
		Protocol::Swarm => {
			let digest = read_cid(value).map(|(cid, _)| cid.digest).unwrap_or_default();
			Base::Base16Lower.encode(digest)
		}
		Protocol::Arweave | Protocol::Skynet => Base::Base64Url.encode(value),
		// Checked to be ASCII.
		Protocol::Http | Protocol::Https => String::from_utf8_lossy(value).into_owned(),
	}
}

impl FromStr for MultiUri {
	type Err = MultiUriError;

	fn from_str(text: &str) -> Result<Self, MultiUriError> {
		if text.is_empty() {
			return Err(MultiUriError::Empty);
		}
		if text.len() > MAX_TEXT_LEN {
			return Err(MultiUriError::TooLong { max: MultiUri::MAX_LEN });
		}
		let (scheme, id, pasted) = match text.strip_prefix('/') {
			Some(path) => path.split_once('/').map(|(scheme, id)| (scheme, id, false)),
			None => text.split_once("://").map(|(scheme, id)| (scheme, id, true)),
		}
		.ok_or(MultiUriError::UnknownScheme)?;
		let protocol = Protocol::from_scheme(scheme)
			// `/https/…` is no path form of ours, and path forms have one case.
			.filter(|found| pasted || (!found.is_http() && found.scheme() == scheme))
			.ok_or(MultiUriError::UnknownScheme)?;
		if protocol.is_http() {
			return MultiUri::from_value(protocol, http::canonical(protocol, id)?.as_bytes());
		}
		// Address bars add a slash to what looks like a host.
		let id = if pasted { id.strip_suffix('/').unwrap_or(id) } else { id };
		if id.contains(['/', '?', '#']) {
			return Err(MultiUriError::PathNotAllowed(protocol));
		}
		if protocol == Protocol::Ceramic {
			let uri = MultiUri::from_bytes(&decode_multibase(protocol, id)?)?;
			return if uri.protocol == protocol {
				Ok(uri)
			} else {
				Err(MultiUriError::invalid(protocol, "not a StreamID"))
			};
		}
		MultiUri::from_value(protocol, &decode_id(protocol, id)?)
	}
}

/// The value that an id stands for; not yet checked.
fn decode_id(protocol: Protocol, id: &str) -> Result<Vec<u8>, MultiUriError> {
	match protocol {
		Protocol::Ipfs if id.len() == 46 && id.starts_with("Qm") => {
			decode_cid_v0(protocol, id, DAG_PB)
		}
		Protocol::Ipns if id.starts_with("Qm") || id.starts_with('1') => {
			decode_cid_v0(protocol, id, LIBP2P_KEY)
		}
		Protocol::Ipns if id.contains('.') => {
			Err(MultiUriError::invalid(protocol, "DNSLink names are not supported, only keys are"))
		}
		Protocol::Swarm => {
			let digest = decode(protocol, Base::Base16Lower, &id.to_ascii_lowercase())?;
			Ok(write_cid(SWARM_MANIFEST, KECCAK_256, &digest))
		}
		Protocol::Arweave | Protocol::Skynet => decode(protocol, Base::Base64Url, id),
		_ => decode_multibase(protocol, id),
	}
}

/// A bare multihash in base58: a CIDv0, or the older text form of a peer id.
fn decode_cid_v0(protocol: Protocol, id: &str, codec: u64) -> Result<Vec<u8>, MultiUriError> {
	let bytes = decode(protocol, Base::Base58Btc, id)?;
	let (multihash, rest) =
		read_multihash(&bytes).map_err(|error| MultiUriError::read(protocol, error))?;
	if !rest.is_empty() {
		return Err(MultiUriError::TrailingBytes);
	}
	if codec == DAG_PB && multihash.hash != SHA2_256 {
		return Err(MultiUriError::invalid(protocol, "a CIDv0 is a SHA-256 hash"));
	}
	Ok(write_cid(codec, multihash.hash, multihash.digest))
}

fn decode(protocol: Protocol, base: Base, id: &str) -> Result<Vec<u8>, MultiUriError> {
	base.decode(id).map_err(|_| MultiUriError::invalid(protocol, "the id is not valid text"))
}

fn decode_multibase(protocol: Protocol, id: &str) -> Result<Vec<u8>, MultiUriError> {
	match multibase::decode(id) {
		// The identity base is for bytes, not for text.
		Err(_) | Ok((Base::Identity, _)) => {
			Err(MultiUriError::invalid(protocol, "the id is not valid multibase text"))
		}
		Ok((_, bytes)) => Ok(bytes),
	}
}
