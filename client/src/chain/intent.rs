//! The record that the client writes before it registers an asset. If the client is killed or its
//! connection breaks, the next run reads the record and does not register the asset twice.

use super::{Chain, ChainError};
use jsonrpsee::rpc_params;
use metahub_assets::{AssetId, ContentId};
use metahub_rpc_api::types::{ListFilter, Ss58};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};
use subxt::utils::{AccountId32, H256};

/// The registration of an asset that was about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Intent {
	genesis: H256,
	collection: u32,
	/// Who was to own it.
	owner: AccountId32,
	/// Who was to sign.
	signer: AccountId32,
	root: H256,
	manifest: ContentId,
	/// The number that the next item of the collection had.
	next_item: u64,
}

/// What became of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
	/// It made this asset.
	Registered(AssetId),
	/// It may wait in the node's pool, or in a block that is not final: a transaction of the signer does.
	Pending,
	/// It was not sent, or was refused.
	Nothing,
}

impl Intent {
	/// What is about to be registered: a revision by its root and manifest.
	pub async fn new(
		chain: &Chain,
		collection: u32,
		owner: AccountId32,
		signer: AccountId32,
		root: H256,
		manifest: ContentId,
	) -> Result<Self, ChainError> {
		Ok(Self {
			genesis: chain.genesis_hash().await?,
			collection,
			owner,
			signer,
			root,
			manifest,
			// What is not final yet may get another number.
			next_item: {
				let at = chain.finalized_hash().await?;
				chain.collection(collection, Some(at)).await?.next_item
			},
		})
	}

	/// Where it is kept: one file for each content, collection and owner.
	fn path(&self, folder: &Path) -> PathBuf {
		let what = [
			&self.genesis.0[..],
			&self.collection.to_be_bytes(),
			&self.owner.0,
			&self.root.0,
			self.manifest.as_bytes(),
		];
		folder.join(format!("{}.json", hex::encode(Sha256::digest(what.concat()))))
	}

	/// The one that an earlier run has left for the same asset. A record that cannot be read is an
	/// error: it may be all that keeps the asset from being registered twice.
	pub fn left(&self, folder: &Path) -> io::Result<Option<Self>> {
		match fs::read(self.path(folder)) {
			Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
			Err(error) => Err(error),
		}
	}

	/// Writes it down, for good.
	pub fn keep(&self, folder: &Path) -> io::Result<()> {
		fs::create_dir_all(folder)?;
		let mut file = tempfile::NamedTempFile::new_in(folder)?;
		file.write_all(&serde_json::to_vec(self)?)?;
		file.as_file().sync_all()?;
		file.persist(self.path(folder)).map(drop).map_err(|error| error.error)
	}

	/// Keeps other processes from registering the same at the same time, as long as the file is held.
	/// `None`: one is at it.
	pub fn hold(&self, folder: &Path) -> io::Result<Option<fs::File>> {
		fs::create_dir_all(folder)?;
		let file = fs::File::create(self.path(folder).with_extension("lock"))?;
		match file.try_lock() {
			Ok(()) => Ok(Some(file)),
			Err(fs::TryLockError::WouldBlock) => Ok(None),
			Err(fs::TryLockError::Error(error)) => Err(error),
		}
	}

	/// Forgets it: how it ended is known.
	pub fn forget(&self, folder: &Path) {
		if let Err(error) = fs::remove_file(self.path(folder)) {
			tracing::debug!("the record of a registration is left: {error}");
		}
	}
}

impl Chain {
	/// The nonce of an account's next transaction, those counted that wait in the node's pool.
	pub async fn next_nonce(&self, account: &AccountId32) -> Result<u32, ChainError> {
		self.request("system_accountNextIndex", rpc_params![account.to_string()]).await
	}

	/// The nonce of an account's next transaction at a block.
	async fn nonce_at(&self, account: &AccountId32, at: H256) -> Result<u32, ChainError> {
		let arguments = format!("0x{}", hex::encode(account.0));
		let params = rpc_params!["AccountNonceApi_account_nonce", arguments, at];
		let answer: String = self.request("state_call", params).await?;
		hex::decode(answer.trim_start_matches("0x"))
			.ok()
			.and_then(|bytes| bytes.try_into().ok())
			.map(u32::from_le_bytes)
			.ok_or_else(|| ChainError::Incompatible("it gives no nonce of an account".into()))
	}

	/// What became of a registration, as the last finalised block has it. Which nonce it was signed with
	/// does not matter: as long as any transaction of the signer is not final, it may be that one.
	pub async fn fate(&self, intent: &Intent) -> Result<Fate, ChainError> {
		let at = self.finalized_hash().await?;
		if let Some(asset) = self.find(intent, at).await? {
			return Ok(Fate::Registered(asset));
		}
		// Asked in this order: what becomes final in between counts as pending, and is found next time.
		let used = self.nonce_at(&intent.signer, at).await?;
		let next = self.next_nonce(&intent.signer).await?;
		Ok(if next > used { Fate::Pending } else { Fate::Nothing })
	}

	/// The first asset of the owner that was registered since, with the same content.
	async fn find(&self, intent: &Intent, at: H256) -> Result<Option<AssetId>, ChainError> {
		let collection = intent.collection;
		let mut cursor =
			intent.next_item.checked_sub(1).map(|item| AssetId { collection, item }.to_string());
		loop {
			let filter = ListFilter {
				collection: Some(collection),
				owner: Some(Ss58(intent.owner.to_string())),
				..Default::default()
			};
			let page = self.list(filter, cursor, None, Some(at)).await?;
			let found = page.items.iter().find(|asset| {
				asset.id.item >= intent.next_item
					&& asset.revision.root == intent.root
					&& asset.revision.manifest == intent.manifest
			});
			if let Some(asset) = found {
				return Ok(Some(asset.id));
			}
			match page.next_cursor {
				Some(next) => cursor = Some(next),
				None => return Ok(None),
			}
		}
	}
}
