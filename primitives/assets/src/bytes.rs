//! Reading what byte strings are made of: varints, CIDs, bounded SCALE strings, text in JSON.

use alloc::{string::String, vec, vec::Vec};
use codec::{Compact, Decode, Input};
use core::{fmt, marker::PhantomData, str::FromStr};
use serde::{de, Deserializer};
use unsigned_varint::decode;

/// Why bytes do not begin with what was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadError {
	/// They end too early.
	Truncated,
	/// A varint is longer than it needs to be, or exceeds 63 bits.
	Varint,
	/// The CID is not of version 1.
	CidVersion,
}

/// The parts of a binary CIDv1, as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawCid<'a> {
	pub codec: u64,
	pub hash: u64,
	pub digest: &'a [u8],
}

/// Most bytes of a varint; the specification stops at 63 bits.
const MAX_VARINT_LEN: usize = 9;

/// Splits a minimally encoded varint off the front.
pub(crate) fn read_varint(bytes: &[u8]) -> Result<(u64, &[u8]), ReadError> {
	let (value, rest) = decode::u64(bytes).map_err(|error| match error {
		decode::Error::Insufficient => ReadError::Truncated,
		_ => ReadError::Varint,
	})?;
	// The decoder would take a tenth byte, and drop the bits that do not fit.
	if bytes.len() - rest.len() > MAX_VARINT_LEN {
		return Err(ReadError::Varint);
	}
	Ok((value, rest))
}

/// Appends a varint.
pub(crate) fn write_varint(value: u64, out: &mut Vec<u8>) {
	let mut buffer = unsigned_varint::encode::u64_buffer();
	out.extend_from_slice(unsigned_varint::encode::u64(value, &mut buffer));
}

/// Splits a CIDv1 off the front. Checks its form only, not which codec and hash it names.
pub(crate) fn read_cid(bytes: &[u8]) -> Result<(RawCid<'_>, &[u8]), ReadError> {
	let (version, rest) = read_varint(bytes)?;
	if version != 1 {
		// 0x12 0x20 is how a CIDv0 begins: a bare multihash.
		return Err(ReadError::CidVersion);
	}
	let (codec, rest) = read_varint(rest)?;
	let (raw, rest) = read_multihash(rest)?;
	Ok((RawCid { codec, ..raw }, rest))
}

/// Splits a multihash off the front; the codec of what it returns is 0.
pub(crate) fn read_multihash(bytes: &[u8]) -> Result<(RawCid<'_>, &[u8]), ReadError> {
	let (hash, rest) = read_varint(bytes)?;
	let (len, rest) = read_varint(rest)?;
	let len = usize::try_from(len).map_err(|_| ReadError::Truncated)?;
	if rest.len() < len {
		return Err(ReadError::Truncated);
	}
	let (digest, rest) = rest.split_at(len);
	Ok((RawCid { codec: 0, hash, digest }, rest))
}

/// The bytes of a CIDv1.
pub(crate) fn write_cid(codec: u64, hash: u64, digest: &[u8]) -> Vec<u8> {
	let mut out = Vec::with_capacity(digest.len() + 10);
	write_varint(1, &mut out);
	write_varint(codec, &mut out);
	write_varint(hash, &mut out);
	write_varint(digest.len() as u64, &mut out);
	out.extend_from_slice(digest);
	out
}

/// Decodes a SCALE byte string, refusing a longer one before memory is set aside for it.
pub(crate) fn decode_bounded<I: Input>(input: &mut I, max: usize) -> Result<Vec<u8>, codec::Error> {
	let len = usize::try_from(Compact::<u32>::decode(input)?.0)
		.ok()
		.filter(|len| *len <= max)
		.ok_or("longer than the type allows")?;
	input.on_before_alloc_mem(len)?;
	let mut bytes = vec![0; len];
	input.read(&mut bytes)?;
	Ok(bytes)
}

/// Deserialises through `FromStr`, from borrowed and owned text alike.
pub(crate) fn deserialize_text<'de, T, D>(
	deserializer: D,
	expecting: &'static str,
) -> Result<T, D::Error>
where
	T: FromStr,
	T::Err: fmt::Display,
	D: Deserializer<'de>,
{
	struct Text<T>(&'static str, PhantomData<T>);

	impl<T> de::Visitor<'_> for Text<T>
	where
		T: FromStr,
		T::Err: fmt::Display,
	{
		type Value = T;

		fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
			f.write_str(self.0)
		}

		fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
			text.parse().map_err(E::custom)
		}

		fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
			self.visit_str(&text)
		}
	}

	deserializer.deserialize_str(Text(expecting, PhantomData))
}
