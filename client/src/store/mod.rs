//! Where blocks lie: the embedded folder store, a Kubo RPC endpoint, a trustless HTTP gateway.
//!
//! | text | what | reads | writes |
//! |---|---|---|---|
//! | a path, or `folder:<path>` | [`FolderStore`], the embedded store | yes | yes |
//! | `kubo:<http(s) URL>` | [`KuboStore`], the RPC endpoint of a Kubo-compatible node | yes | yes |
//! | `<http(s) URL>` | [`HttpGateway`], a trustless gateway | yes | no |
//!
//! A source is never believed: what it gives back is a [`Block`], which exists only for bytes that
//! match their CID.

mod error;
mod folder;
mod http_gateway;
mod kubo;
pub(crate) mod net;
mod reach;

pub use error::StoreError;
pub use folder::{Collected, FolderStore, GcError, GcOptions, Root};
pub use http_gateway::HttpGateway;
pub use kubo::KuboStore;
pub use reach::{PrivateHost, Reach, TrustedHost};

use crate::content::Block;
use futures::{future::BoxFuture, FutureExt};
use metahub_assets::{ContentId, Did};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// Something that blocks can be had from.
pub trait BlockSource: Send + Sync {
	/// The block with this CID.
	fn get<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<Block, StoreError>>;

	/// Whether there is a block under this CID. It need not be intact: only [`Self::get`] tells.
	fn has<'a>(&'a self, cid: &'a ContentId) -> BoxFuture<'a, Result<bool, StoreError>>;

	/// What to call it in messages.
	fn describe(&self) -> String;
}

/// Something that blocks can be put into as well.
pub trait BlockStore: BlockSource {
	/// Puts a block in. Putting it again changes nothing, or mends it if it was damaged.
	fn put<'a>(&'a self, block: &'a Block) -> BoxFuture<'a, Result<(), StoreError>>;

	/// Keeps the file with this root from being collected as garbage, once all of it is in.
	fn pin<'a>(&'a self, root: &'a ContentId) -> BoxFuture<'a, Result<(), StoreError>>;

	/// Says that a manifest was put in as that of an asset's revision, by whoever may put blocks in:
	/// a gated gateway then serves its files as the asset's. Stores that no gateway serves from pass
	/// over it.
	fn vouch<'a>(
		&'a self,
		_asset: &'a Did,
		_manifest: &'a ContentId,
	) -> BoxFuture<'a, Result<(), StoreError>> {
		futures::future::ready(Ok(())).boxed()
	}

	/// Returns when everything that was put survives a loss of power.
	fn flush(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}

/// How long a source may stay silent, unless a command says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// What a text names: see the table of this module.
enum Spec<'a> {
	Folder(PathBuf),
	Kubo(&'a str),
	Gateway(&'a str),
}

fn spec(text: &str) -> Spec<'_> {
	if let Some(url) = text.strip_prefix("kubo:") {
		Spec::Kubo(url)
	} else if let Some(path) = text.strip_prefix("folder:") {
		Spec::Folder(path.into())
	} else if text.starts_with("http://") || text.starts_with("https://") {
		Spec::Gateway(text)
	} else {
		Spec::Folder(text.into())
	}
}

/// Opens a store to put blocks into.
pub fn open_store(text: &str, timeout: Duration) -> Result<Arc<dyn BlockStore>, StoreError> {
	match spec(text) {
		Spec::Folder(path) => Ok(Arc::new(FolderStore::open(path)?)),
		Spec::Kubo(url) => Ok(Arc::new(KuboStore::new(url, timeout)?)),
		Spec::Gateway(url) => Err(StoreError::ReadOnly { store: url.into() }),
	}
}

/// Opens a source to get blocks from.
pub fn open_source(text: &str, timeout: Duration) -> Result<Arc<dyn BlockSource>, StoreError> {
	match spec(text) {
		Spec::Folder(path) => Ok(Arc::new(FolderStore::open_existing(path)?)),
		Spec::Kubo(url) => Ok(Arc::new(KuboStore::new(url, timeout)?)),
		Spec::Gateway(url) => Ok(Arc::new(HttpGateway::new(url, timeout)?)),
	}
}
