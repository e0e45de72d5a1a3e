//! MultiURIs of revisions: mirrors come and go, the content does not change.

use crate::{
	Commitments, Config, Error, Event, HoldReason, Observer, Pallet, Revisions, Roles, UriEntry,
};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, ensure};
use metahub_assets::AssetId;

impl<T: Config> Pallet<T> {
	/// Adds a multiURI to a revision.
	pub fn do_add_uri(
		who: T::AccountId,
		asset: AssetId,
		number: u32,
		uri: Vec<u8>,
	) -> DispatchResult {
		let record = Self::asset_for(&who, asset, Roles::EDITOR)?;
		ensure!(!record.is_revoked(), Error::<T>::Revoked);
		let mut revision = Revisions::<T>::get(asset, number).ok_or(Error::<T>::RevisionUnknown)?;
		let uri = Self::check_uri(&uri)?;
		ensure!(revision.uris.iter().all(|entry| entry.uri != uri), Error::<T>::DuplicateUri);
		let depositor = Self::unless_registrant(&record, &who);
		let deposit = Self::uri_price(&uri, &depositor)?;
		let added_at = frame_system::Pallet::<T>::block_number();
		let entry = UriEntry { uri: uri.clone(), added_at, depositor, deposit };
		revision.uris.try_push(entry).map_err(|_| Error::<T>::TooManyUris)?;
		Self::hold(HoldReason::Uri, &who, deposit)?;
		Revisions::<T>::insert(asset, number, revision);
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::UriAdded { asset, revision: number, uri, who });
		Ok(())
	}

	/// Withdraws a multiURI from a revision. What stood there when the revision was last sold stays:
	/// a seller could otherwise leave its buyers one that leads nowhere.
	pub fn do_withdraw_uri(
		who: T::AccountId,
		asset: AssetId,
		number: u32,
		uri: Vec<u8>,
	) -> DispatchResult {
		let record = Self::asset_for(&who, asset, Roles::EDITOR)?;
		let mut revision = Revisions::<T>::get(asset, number).ok_or(Error::<T>::RevisionUnknown)?;
		// Compared as bytes: one that is not even valid is one that the revision does not have.
		let position = revision
			.uris
			.iter()
			.position(|entry| entry.uri.as_bytes() == uri)
			.ok_or(Error::<T>::UriUnknown)?;
		let entry = revision.uris.remove(position);
		// Licences of a revoked asset have ended.
		if !record.is_revoked() {
			let sold = T::Commitments::sold_at(asset, number);
			ensure!(sold.is_none_or(|last| last < entry.added_at), Error::<T>::RevisionSold);
		}
		Revisions::<T>::insert(asset, number, revision);
		let depositor = entry.depositor.unwrap_or(record.registrant);
		Self::release(HoldReason::Uri, &depositor, entry.deposit);
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::UriWithdrawn { asset, revision: number, uri: entry.uri, who });
		Ok(())
	}
}
