//! What the calls do, one file per capability. Permissions are checked here.
//!
//! Each `do_…` changes everything it has to or nothing, whoever calls it: those that can fail after
//! their first change are transactional by themselves, not only as a call.

mod collections;
mod lifecycle;
mod lineage;
mod managed;
mod register;
mod revisions;
mod transfer;
mod uris;

use crate::{AssetRecordOf, Assets, Collections, Config, Error, Pallet, Roles, RolesOf};
use frame_support::{
	ensure,
	traits::{tokens::nonfungibles_v2::Inspect, Get},
};
use metahub_assets::AssetId;
use sp_runtime::traits::AccountIdConversion;

impl<T: Config> Pallet<T> {
	/// The account that owns the NFT collections. Nobody has a key to it.
	pub fn account_id() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Whether an NFT collection is the registry's. The runtime's call filter asks, to keep the NFT
	/// pallet's own calls away from what only the registry may do.
	pub fn is_registry_collection(collection: u32) -> bool {
		Collections::<T>::contains_key(collection)
	}

	/// Notes that something binds an asset's next owner: what its owner does, or a purchase from it. A
	/// buyer who has not seen it does not get the asset.
	pub fn owner_acted(asset: AssetId) {
		Assets::<T>::mutate_extant(asset, |record| {
			record.owner_nonce = record.owner_nonce.wrapping_add(1);
		});
	}

	/// How often something happened that binds an asset's next owner.
	pub fn owner_nonce(asset: AssetId) -> u32 {
		Assets::<T>::get(asset).map_or(0, |record| record.owner_nonce)
	}

	/// Who owns an asset, if its NFT exists.
	pub fn owner_of(asset: AssetId) -> Option<T::AccountId> {
		T::Nfts::owner(&asset.collection, &asset.item)
	}

	/// Whether an account was given a role in a collection.
	pub fn has_role(collection: u32, who: &T::AccountId, role: Roles) -> bool {
		RolesOf::<T>::get(collection, who).is_some_and(|record| record.roles.contains(role))
	}

	/// An asset, for its owner only.
	pub(crate) fn asset_of_owner(
		who: &T::AccountId,
		asset: AssetId,
	) -> Result<AssetRecordOf<T>, Error<T>> {
		let record = Assets::<T>::get(asset).ok_or(Error::<T>::AssetUnknown)?;
		ensure!(Self::owner_of(asset).as_ref() == Some(who), Error::<T>::NotOwner);
		Ok(record)
	}

	/// An asset, for its owner and who has a role that counts on it.
	pub(crate) fn asset_for(
		who: &T::AccountId,
		asset: AssetId,
		role: Roles,
	) -> Result<AssetRecordOf<T>, Error<T>> {
		let record = Assets::<T>::get(asset).ok_or(Error::<T>::AssetUnknown)?;
		ensure!(Self::may_as(who, asset, &record, role), Error::<T>::NoPermission);
		Ok(record)
	}

	/// Whether an account owns an asset, or has a role in its collection that counts on it: its
	/// present owner has agreed that roles do.
	pub(crate) fn may_as(
		who: &T::AccountId,
		asset: AssetId,
		record: &AssetRecordOf<T>,
		role: Roles,
	) -> bool {
		Self::owner_of(asset).is_some_and(|owner| {
			owner == *who
				|| (record.is_managed(&owner) && Self::has_role(asset.collection, who, role))
		})
	}

	/// What to write for a depositor into a record of an asset: nothing if it is the registrant.
	pub(crate) fn unless_registrant(
		record: &AssetRecordOf<T>,
		who: &T::AccountId,
	) -> Option<T::AccountId> {
		(record.registrant != *who).then(|| who.clone())
	}
}
