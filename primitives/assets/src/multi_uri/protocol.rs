//! The protocols a multiURI can have, with their codes and names.

use core::fmt;

/// The protocol of a [`MultiUri`](super::MultiUri).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
	/// A block or UnixFS node by its CID.
	Ipfs,
	/// A key whose holder says which CID is current.
	Ipns,
	/// A Swarm manifest.
	Swarm,
	/// An Arweave transaction.
	Arweave,
	/// A Skynet file.
	Skynet,
	/// A Ceramic stream.
	Ceramic,
	/// A Filecoin piece by its commitment (CommP).
	FilecoinPiece,
	/// A URL without transport security.
	Http,
	/// A URL.
	Https,
}

impl Protocol {
	/// Every protocol.
	pub const ALL: &'static [Self] = &[
		Self::Ipfs,
		Self::Ipns,
		Self::Swarm,
		Self::Arweave,
		Self::Skynet,
		Self::Ceramic,
		Self::FilecoinPiece,
		Self::Http,
		Self::Https,
	];

	/// The multicodec that the binary form begins with.
	pub const fn code(self) -> u64 {
		match self {
			Self::Ipfs => 0xe3,
			Self::Ipns => 0xe5,
			Self::Swarm => 0xe4,
			Self::Arweave => 0xb29910,
			Self::Skynet => 0xb19910,
			Self::Ceramic => 0xce,
			Self::FilecoinPiece => 0xf101,
			Self::Http => 0x1e0,
			Self::Https => 0x1bb,
		}
	}

	/// The protocol with this multicodec.
	pub fn from_code(code: u64) -> Option<Self> {
		Self::ALL.iter().copied().find(|protocol| protocol.code() == code)
	}

	/// Length of the code as a varint, in bytes.
	pub(super) const fn code_len(self) -> usize {
		match self.code() {
			0..=0x7f => 1,
			0x80..=0x3fff => 2,
			0x4000..=0x1f_ffff => 3,
			_ => 4,
		}
	}

	/// What stands before `://` and between the first two slashes of the path form.
	pub const fn scheme(self) -> &'static str {
		match self {
			Self::Ipfs => "ipfs",
			Self::Ipns => "ipns",
			Self::Swarm => "bzz",
			Self::Arweave => "ar",
			Self::Skynet => "sia",
			Self::Ceramic => "ceramic",
			Self::FilecoinPiece => "piece",
			Self::Http => "http",
			Self::Https => "https",
		}
	}

	/// The protocol with this scheme, in any case.
	pub fn from_scheme(scheme: &str) -> Option<Self> {
		Self::ALL.iter().copied().find(|protocol| protocol.scheme().eq_ignore_ascii_case(scheme))
	}

	/// Whether it is HTTP, with or without transport security: its text form is the URL.
	pub const fn is_http(self) -> bool {
		matches!(self, Self::Http | Self::Https)
	}

	/// Whether its value is a CID.
	pub const fn has_cid(self) -> bool {
		matches!(self, Self::Ipfs | Self::Ipns | Self::Swarm | Self::FilecoinPiece)
	}
}

impl fmt::Display for Protocol {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(match self {
			Self::Ipfs => "IPFS",
			Self::Ipns => "IPNS",
			Self::Swarm => "Swarm",
			Self::Arweave => "Arweave",
			Self::Skynet => "Skynet",
			Self::Ceramic => "Ceramic",
			Self::FilecoinPiece => "Filecoin piece",
			Self::Http => "HTTP",
			Self::Https => "HTTPS",
		})
	}
}
