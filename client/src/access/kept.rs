//! A use that was paid for, kept until it is needed no more: whatever happens to the client, the
//! connection or the gateway, the same message gives another pass, and nothing is paid twice.

use super::{ConsumedUse, Origin};
use metahub_assets::Did;
use serde::{Deserialize, Serialize};
use std::{
	fs, io,
	path::{Path, PathBuf},
	sync::{Mutex, MutexGuard, PoisonError},
	time::{SystemTime, UNIX_EPOCH},
};

/// How long it may take until it is certain that a transaction is not going to be in a block,
/// seconds: its era and some more.
const SETTLED_SECS: u64 = 3_600;
/// What a gateway may say about how long a paid use lasts, seconds.
const MOST_SECS: u64 = 7 * 24 * 60 * 60;
/// Longest file that is read.
const MAX_LEN: u64 = 64 << 10;

/// A message for which a use was consumed, or is about to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PaidUse {
	/// The gateway's base URL.
	pub gateway: String,
	pub account: String,
	pub asset: Did,
	pub licence: u64,
	pub message: String,
	pub signature: String,
	/// What the gateway said about the account's seat.
	pub seat: Option<String>,
	/// When the transaction was about to be sent, Unix seconds.
	pub begun: u64,
	/// Until when the message is good, Unix seconds.
	pub until: u64,
	/// The use, once it is final.
	pub consumed: Option<ConsumedUse>,
	/// The last pass.
	pub pass: Option<String>,
	/// Whether that pass was shown by this process.
	#[serde(skip)]
	pub shown: bool,
}

impl PaidUse {
	/// Until when the gateway's word counts.
	pub(super) fn bounded(mut self) -> Self {
		self.until = self.until.min(self.begun.saturating_add(MOST_SECS));
		self
	}

	/// Whether it is of use at this gateway, to this account.
	pub(super) fn is_for(&self, gateway: &Origin, account: &str) -> bool {
		self.gateway == gateway.uri && self.account == account
	}

	/// Whether there was a use: the chain or a pass has shown it.
	fn is_proven(&self) -> bool {
		self.consumed.is_some() || self.pass.is_some()
	}

	/// Whether a use may be consumed for it yet, although none was seen.
	pub(super) fn is_open(&self, now: u64) -> bool {
		!self.is_proven() && now < self.settled_at()
	}

	/// When it is certain that no use is going to be consumed for it.
	pub(super) fn settled_at(&self) -> u64 {
		self.begun.saturating_add(SETTLED_SECS)
	}

	/// Whether there is nothing more to lose.
	pub(super) fn is_over(&self, now: u64) -> bool {
		now >= self.until || (!self.is_proven() && now >= self.settled_at())
	}
}

/// Unix seconds.
pub(super) fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// Where a paid use is kept: in memory, and in a file if there is one.
#[derive(Debug, Default)]
pub(super) struct Kept {
	path: Option<PathBuf>,
	paid: Mutex<Option<PaidUse>>,
	/// Why the file could not be read.
	broken: Option<String>,
}

impl Kept {
	/// What a file keeps, if there is such a file.
	pub(super) fn at(path: PathBuf, asset: &Did) -> Self {
		let read = read(&path);
		let (paid, broken) = match read {
			Ok(Some(paid)) if paid.asset == *asset => (Some(paid.bounded()), None),
			Ok(Some(paid)) => (None, Some(format!("it is of another asset, {}", paid.asset))),
			Ok(None) => (None, None),
			Err(error) => (None, Some(error.to_string())),
		};
		Self { path: Some(path), paid: Mutex::new(paid), broken }
	}

	fn paid(&self) -> MutexGuard<'_, Option<PaidUse>> {
		self.paid.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// The file, and why it could not be read.
	pub(super) fn broken(&self) -> Option<(&Path, &str)> {
		Some((self.path.as_deref()?, self.broken.as_deref()?))
	}

	/// The file, if there is one.
	pub(super) fn path(&self) -> Option<PathBuf> {
		self.path.clone()
	}

	pub(super) fn get(&self) -> Option<PaidUse> {
		self.paid().clone()
	}

	/// Keeps a use; when this returns, the file is on the disk.
	pub(super) fn set(&self, paid: PaidUse) -> io::Result<()> {
		*self.paid() = Some(paid.clone());
		match &self.path {
			Some(path) => write(path, &paid),
			None => Ok(()),
		}
	}

	/// Notes that a pass was shown; that is of this process only.
	pub(super) fn set_shown(&self) {
		if let Some(paid) = &mut *self.paid() {
			paid.shown = true;
		}
	}

	/// Forgets the use, and removes the file.
	pub(super) fn clear(&self) -> io::Result<()> {
		*self.paid() = None;
		match self.path.as_deref().map(fs::remove_file) {
			Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
			_ => Ok(()),
		}
	}
}

fn read(path: &Path) -> io::Result<Option<PaidUse>> {
	let file = match fs::File::open(path) {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(error),
	};
	Ok(Some(serde_json::from_reader(io::Read::take(file, MAX_LEN))?))
}

/// Only the owner can read what is written: it opens what was paid for.
fn write(path: &Path, paid: &PaidUse) -> io::Result<()> {
	let folder = match path.parent() {
		Some(folder) if !folder.as_os_str().is_empty() => folder,
		_ => Path::new("."),
	};
	fs::create_dir_all(folder)?;
	let mut file = tempfile::NamedTempFile::new_in(folder)?;
	serde_json::to_writer(&mut file, paid)?;
	file.as_file().sync_all()?;
	file.persist(path).map_err(|failed| failed.error)?;
	fs::File::open(folder)?.sync_all()
}
