//! What the bytes after a protocol's code have to be.

use super::{http, MultiUriError, Protocol};
use crate::{
	bytes::{read_cid, read_varint, RawCid},
	cid::SHA2_256,
};

/// Multicodec of an IPNS key.
pub(super) const LIBP2P_KEY: u64 = 0x72;
/// Multicodec of a Swarm manifest.
pub(super) const SWARM_MANIFEST: u64 = 0xfa;
/// Multicodec of a Filecoin piece commitment.
const FIL_COMMITMENT_UNSEALED: u64 = 0xf101;
/// Multihash code of a digest that is the data itself.
const IDENTITY: u64 = 0x00;
/// Multihash code of Keccak-256.
pub(super) const KECCAK_256: u64 = 0x1b;
/// Multihash code of Filecoin's piece commitments.
const SHA2_256_TRUNC254_PADDED: u64 = 0x1012;
/// Shortest digest taken for an address, in bytes; the least that IPFS implementations accept.
const MIN_DIGEST_LEN: usize = 20;
/// Longest digest, in bytes: 512 bits.
const MAX_DIGEST_LEN: usize = 64;
/// Arweave transaction id, in bytes.
const ARWEAVE_LEN: usize = 32;
/// Skylink, in bytes: a bit field and a Merkle root.
const SKYLINK_LEN: usize = 34;

/// Checks the value of a protocol completely.
pub(super) fn check(protocol: Protocol, value: &[u8]) -> Result<(), MultiUriError> {
	match protocol {
		Protocol::Ipfs => check_ipfs(&whole_cid(protocol, value)?),
		Protocol::Ipns => check_ipns(&whole_cid(protocol, value)?),
		Protocol::Swarm => check_swarm(&whole_cid(protocol, value)?),
		Protocol::FilecoinPiece => check_piece(&whole_cid(protocol, value)?),
		Protocol::Arweave => check_len(protocol, value, ARWEAVE_LEN),
		Protocol::Skynet => check_skylink(value),
		Protocol::Ceramic => check_stream_id(value),
		Protocol::Http | Protocol::Https => http::check(protocol, value),
	}
}

/// Reads a CIDv1 that nothing follows.
fn whole_cid(protocol: Protocol, value: &[u8]) -> Result<RawCid<'_>, MultiUriError> {
	let (cid, rest) = read_cid(value).map_err(|error| MultiUriError::read(protocol, error))?;
	if rest.is_empty() {
		Ok(cid)
	} else {
		Err(MultiUriError::TrailingBytes)
	}
}

fn check_len(protocol: Protocol, value: &[u8], len: usize) -> Result<(), MultiUriError> {
	if value.len() < len {
		return Err(MultiUriError::invalid(protocol, "the value is cut short"));
	}
	if value.len() > len {
		return Err(MultiUriError::TrailingBytes);
	}
	Ok(())
}

/// A digest that vouches for content: no inlined data, nothing short enough to forge.
fn check_digest(protocol: Protocol, cid: &RawCid) -> Result<(), MultiUriError> {
	let reason = match (cid.hash, cid.digest.len()) {
		(IDENTITY, _) => "the CID carries data instead of a hash",
		(SHA2_256, len) if len != 32 => "a SHA-256 digest has 32 bytes",
		(_, len) if len < MIN_DIGEST_LEN => "the CID's digest is too short",
		(_, len) if len > MAX_DIGEST_LEN => "the CID's digest is too long",
		_ => return Ok(()),
	};
	Err(MultiUriError::invalid(protocol, reason))
}

fn check_ipfs(cid: &RawCid) -> Result<(), MultiUriError> {
	if cid.codec == LIBP2P_KEY {
		return Err(MultiUriError::invalid(Protocol::Ipfs, "the CID is a key: it belongs to IPNS"));
	}
	check_digest(Protocol::Ipfs, cid)
}

/// An IPNS name is the libp2p peer id of a key: the key itself in protobuf if it is small
/// (Ed25519, secp256k1), otherwise its SHA-256.
fn check_ipns(cid: &RawCid) -> Result<(), MultiUriError> {
	if cid.codec != LIBP2P_KEY {
		return Err(MultiUriError::invalid(Protocol::Ipns, "the CID is not a libp2p key"));
	}
	let valid = match (cid.hash, cid.digest) {
		(IDENTITY, [0x08, 0x01, 0x12, 32, key @ ..]) => key.len() == 32,
		(IDENTITY, [0x08, 0x02, 0x12, 33, key @ ..]) => key.len() == 33,
		(SHA2_256, digest) => digest.len() == 32,
		_ => false,
	};
	if valid {
		Ok(())
	} else {
		Err(MultiUriError::invalid(Protocol::Ipns, "the name is neither a key nor the hash of one"))
	}
}

fn check_swarm(cid: &RawCid) -> Result<(), MultiUriError> {
	if (cid.codec, cid.hash, cid.digest.len()) == (SWARM_MANIFEST, KECCAK_256, 32) {
		Ok(())
	} else {
		Err(MultiUriError::invalid(Protocol::Swarm, "not a swarm-manifest CID over keccak-256"))
	}
}

fn check_piece(cid: &RawCid) -> Result<(), MultiUriError> {
	let expected = (FIL_COMMITMENT_UNSEALED, SHA2_256_TRUNC254_PADDED, 32);
	// Commitments are elements of a 255-bit field, truncated to 254 bits: little-endian, so the
	// top two bits of the last byte are clear.
	let truncated = cid.digest.last().is_some_and(|byte| byte & 0xc0 == 0);
	if (cid.codec, cid.hash, cid.digest.len()) == expected && truncated {
		Ok(())
	} else {
		Err(MultiUriError::invalid(Protocol::FilecoinPiece, "not the CID of a piece commitment"))
	}
}

/// The bit field's lowest two bits are the version less one; there are two versions, and the
/// second has no further bits.
fn check_skylink(value: &[u8]) -> Result<(), MultiUriError> {
	check_len(Protocol::Skynet, value, SKYLINK_LEN)?;
	match (value[0], value[1]) {
		(1, 0) => Ok(()),
		(low, _) if low & 0b11 == 0 => Ok(()),
		_ => Err(MultiUriError::invalid(Protocol::Skynet, "the skylink's version is unknown")),
	}
}

/// Stream type, then the CID of the genesis commit. (A CommitID goes on after that.)
fn check_stream_id(value: &[u8]) -> Result<(), MultiUriError> {
	let read = |error| MultiUriError::read(Protocol::Ceramic, error);
	let (_stream_type, rest) = read_varint(value).map_err(read)?;
	let (cid, rest) = read_cid(rest).map_err(read)?;
	check_digest(Protocol::Ceramic, &cid)?;
	if rest.is_empty() {
		Ok(())
	} else {
		Err(MultiUriError::TrailingBytes)
	}
}
