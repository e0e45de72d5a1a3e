//! Reading the registry, and balances.

use super::{Chain, ChainError};
use metahub_assets::{AssetId, AssetIdError, ContentId, Did, DidError, Direction};
use metahub_rpc_api::{
	types::{
		AssetList, Collection, DidDocument, Lineage, ListFilter, PathClaim, PathVerdict,
		ResolvedAsset, Revision, Revisions,
	},
	AssetsApiClient, ErrorCode,
};
use serde::Serialize;
use std::{fmt, str::FromStr};
use subxt::{
	dynamic,
	ext::scale_decode::DecodeAsType,
	utils::{AccountId32, H256},
};

/// An asset as people name it: by id or by DID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetRef {
	/// `<collection>:<item>`
	Id(AssetId),
	/// `did:metahub:…`
	Did(Did),
}

/// Why a text names no asset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssetRefError {
	/// It begins like a DID, but is none of ours.
	#[error("not an asset's DID: {0}")]
	Did(DidError),
	/// It is no id.
	#[error("neither <collection>:<item> nor a DID: {0}")]
	Id(AssetIdError),
}

impl FromStr for AssetRef {
	type Err = AssetRefError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		if text.starts_with("did:") {
			text.parse().map(Self::Did).map_err(AssetRefError::Did)
		} else {
			text.parse().map(Self::Id).map_err(AssetRefError::Id)
		}
	}
}

impl fmt::Display for AssetRef {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Id(id) => id.fmt(f),
			Self::Did(did) => did.fmt(f),
		}
	}
}

impl From<AssetId> for AssetRef {
	fn from(id: AssetId) -> Self {
		Self::Id(id)
	}
}

/// An account's native balance, in planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
	/// What it can spend, but for what is frozen.
	#[serde(serialize_with = "decimal")]
	pub free: u128,
	/// What is on hold, deposits among it.
	#[serde(serialize_with = "decimal")]
	pub reserved: u128,
	/// The part of all this that must stay.
	#[serde(serialize_with = "decimal")]
	pub frozen: u128,
}

pub(super) fn decimal<S: serde::Serializer>(
	value: &u128,
	serializer: S,
) -> Result<S::Ok, S::Error> {
	serializer.collect_str(value)
}

impl Chain {
	/// An asset with its current revision.
	pub async fn resolve(
		&self,
		asset: &AssetRef,
		at: Option<H256>,
	) -> Result<ResolvedAsset, ChainError> {
		AssetsApiClient::resolve(&**self.rpc(), asset.to_string(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// An asset's DID document.
	pub async fn did_document(
		&self,
		asset: &AssetRef,
		at: Option<H256>,
	) -> Result<DidDocument, ChainError> {
		AssetsApiClient::did_document(&**self.rpc(), asset.to_string(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of an asset's revisions, oldest first.
	pub async fn revisions(
		&self,
		asset: &AssetRef,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Revisions, ChainError> {
		AssetsApiClient::revisions(&**self.rpc(), asset.to_string(), from, limit, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// One revision of an asset at a block; the current one, unless a number is given.
	pub async fn revision(
		&self,
		asset: &AssetRef,
		number: Option<u32>,
		at: Option<H256>,
	) -> Result<(AssetId, Revision), ChainError> {
		let Some(number) = number else {
			let resolved = self.resolve(asset, at).await?;
			return Ok((resolved.asset.id, resolved.asset.revision));
		};
		let page = self.revisions(asset, Some(number), Some(1), at).await?;
		let found = page.revisions.into_iter().find(|revision| revision.number == number);
		let missing = || ChainError::Assets {
			code: ErrorCode::UnknownRevision,
			message: format!("asset {} has no revision {number}", page.id),
		};
		Ok((page.id, found.ok_or_else(missing)?))
	}

	/// An asset's lineage.
	pub async fn lineage(
		&self,
		asset: &AssetRef,
		direction: Direction,
		depth: Option<u32>,
		at: Option<H256>,
	) -> Result<Lineage, ChainError> {
		AssetsApiClient::lineage(&**self.rpc(), asset.to_string(), direction, depth, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of the assets that pass a filter.
	pub async fn list(
		&self,
		filter: ListFilter,
		cursor: Option<String>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<AssetList, ChainError> {
		AssetsApiClient::list(&**self.rpc(), Some(filter), cursor, limit, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A collection.
	pub async fn collection(&self, id: u32, at: Option<H256>) -> Result<Collection, ChainError> {
		AssetsApiClient::collection(&**self.rpc(), id, at).await.map_err(|error| self.failed(error))
	}

	/// Has the chain check that a file is under a revision's root.
	pub async fn verify_path(
		&self,
		asset: &AssetRef,
		revision: Option<u32>,
		path: &str,
		cid: &ContentId,
		size: u64,
		proof: &[H256],
	) -> Result<PathVerdict, ChainError> {
		let claim = PathClaim {
			id: asset.to_string(),
			revision,
			path: path.into(),
			cid: cid.to_string(),
			size,
			proof: proof.to_vec(),
		};
		AssetsApiClient::verify_path(&**self.rpc(), claim, None)
			.await
			.map_err(|error| self.failed(error))
	}

	/// The asset's id, after checking that a DID is of this chain.
	pub async fn asset_id(&self, asset: &AssetRef) -> Result<AssetId, ChainError> {
		let did = match asset {
			AssetRef::Id(id) => return Ok(*id),
			AssetRef::Did(did) => did,
		};
		let genesis = self.genesis_hash().await?;
		if did.is_on(&genesis) {
			return Ok(did.asset);
		}
		let prefix = Did::new(&genesis, did.asset).to_string();
		let prefix = prefix.trim_end_matches(&did.asset.to_string()).to_owned();
		Err(ChainError::ForeignDid { did: did.to_string(), prefix })
	}

	/// An account's balance at the last finalised block.
	pub async fn balance(&self, account: &AccountId32) -> Result<Balance, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at =
			self.online().await?.at_current_block().await.map_err(|error| fail(error.into()))?;
		let address = dynamic::storage::<([u8; 32],), AccountInfo>("System", "Account");
		let value =
			at.storage().fetch(address, (account.0,)).await.map_err(|error| fail(error.into()))?;
		let data = value.decode().map_err(|error| fail(error.into()))?.data;
		Ok(Balance { free: data.free, reserved: data.reserved, frozen: data.frozen })
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountInfo {
	data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
	free: u128,
	reserved: u128,
	frozen: u128,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ids_and_dids() {
		let id: AssetRef = "3:14".parse().unwrap();
		assert_eq!(id, AssetRef::Id(AssetId::new(3, 14)));
		let text = "did:metahub:00112233445566778899aabbccddeeff:3:14";
		let did: AssetRef = text.parse().unwrap();
		assert_eq!(did.to_string(), text);
		assert!(matches!("did:web:x".parse::<AssetRef>(), Err(AssetRefError::Did(_))));
		assert!(matches!("3".parse::<AssetRef>(), Err(AssetRefError::Id(_))));
		assert!(matches!("3:014".parse::<AssetRef>(), Err(AssetRefError::Id(_))));
	}
}
