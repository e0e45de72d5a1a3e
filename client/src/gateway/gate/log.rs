//! The record of decisions: one line of JSON each, without anything that opens a door.

use super::{Clock, Peer, Refusal};
use crate::{access::Moment, gateway::GatewayError};
use metahub_assets::{AssetId, ContentId};
use metahub_rpc_api::types::{Grant, Id};
use serde::Serialize;
use std::{
	fs::{File, OpenOptions},
	io::Write,
	path::Path,
	sync::Mutex,
};

/// What is decided about.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Asked {
	Challenge,
	Pass,
	Block,
}

/// What a decision is about; filled in as far as it is known.
#[derive(Debug)]
pub(super) struct Entry {
	pub peer: Peer,
	pub asked: Asked,
	pub account: Option<String>,
	pub asset: Option<AssetId>,
	pub licence: Option<u64>,
	pub cid: Option<ContentId>,
}

impl Entry {
	pub(super) fn new(peer: Peer, asked: Asked) -> Self {
		Self { peer, asked, account: None, asset: None, licence: None, cid: None }
	}
}

/// Why something was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
	/// A challenge costs nothing.
	Asked,
	/// The manifest is everybody's.
	Public,
	/// The chain says so.
	Grant(Grant),
}

impl Reason {
	fn name(self) -> &'static str {
		match self {
			Self::Asked => "asked",
			Self::Public => "public",
			Self::Grant(Grant::Owner) => "owner",
			Self::Grant(Grant::Free) => "free",
			Self::Grant(Grant::Listed) => "listed",
			Self::Grant(Grant::Holder { .. }) => "holder",
			Self::Grant(Grant::Seat { .. }) => "seat",
		}
	}
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
	time: String,
	asked: Asked,
	decision: &'static str,
	reason: &'static str,
	account: Option<&'a str>,
	asset: Option<AssetId>,
	#[serde(skip_serializing_if = "Option::is_none")]
	licence: Option<Id>,
	#[serde(skip_serializing_if = "Option::is_none")]
	cid: Option<ContentId>,
	peer: String,
}

/// The record.
pub(super) struct Log {
	file: Option<Mutex<File>>,
	clock: Clock,
}

impl Log {
	/// Appends to a file, which only its owner can read when it is made; without one, decisions are
	/// among the messages of the program (target `metahub_client::gateway::gate::log`).
	pub(super) fn open(path: Option<&Path>, clock: Clock) -> Result<Self, GatewayError> {
		let mut options = OpenOptions::new();
		options.append(true).create(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let open = |path: &Path| {
			let failed = |error| GatewayError::AccessLog { path: path.into(), error };
			options.open(path).map(Mutex::new).map_err(failed)
		};
		Ok(Self { file: path.map(open).transpose()?, clock })
	}

	pub(super) fn allowed(&self, entry: &Entry, reason: Reason) {
		self.write(entry, "allowed", reason.name());
	}

	pub(super) fn refused(&self, entry: &Entry, refusal: &Refusal) {
		self.write(entry, "refused", refusal.code());
	}

	fn write(&self, entry: &Entry, decision: &'static str, reason: &'static str) {
		let time = Moment::from_unix(self.clock.now());
		let line = Line {
			time: time.map(|time| time.to_string()).unwrap_or_default(),
			asked: entry.asked,
			decision,
			reason,
			account: entry.account.as_deref(),
			asset: entry.asset,
			licence: entry.licence.map(Id),
			cid: entry.cid,
			peer: entry.peer.to_string(),
		};
		let line = serde_json::to_string(&line).unwrap_or_default();
		match &self.file {
			// One write for each line, so that lines stay whole.
			Some(file) => {
				if let Err(error) = super::lock(file).write_all((line + "\n").as_bytes()) {
					tracing::error!("a decision was not recorded: {error}");
				}
			}
			None => tracing::info!("{line}"),
		}
	}
}
