//! Lifecycle states, and the end of an asset.

use crate::{
	deposits::Refunds, AssetRecordOf, Assets, Collections, Commitments, Config, DerivationPolicy,
	Error, Event, HoldReason, Observer, Pallet, Roles,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{tokens::nonfungibles_v2::Mutate, Get},
	transactional,
};
use metahub_assets::{AssetId, LifecycleState};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Sets an asset's lifecycle state.
	pub fn do_set_state(
		who: T::AccountId,
		asset: AssetId,
		state: LifecycleState,
	) -> DispatchResult {
		let revokes = state == LifecycleState::Revoked;
		let record = if revokes {
			Self::asset_of_owner(&who, asset)?
		} else {
			Self::asset_for(&who, asset, Roles::CURATOR)?
		};
		ensure!(!record.is_revoked(), Error::<T>::Revoked);
		ensure!(record.state != state, Error::<T>::StateUnchanged);
		if revokes {
			T::Commitments::ensure_endable(asset)?;
		}
		let from = Self::put_state(asset, record, state);
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::StateSet { asset, from, to: state, who });
		Ok(())
	}

	/// Revokes an asset whatever its owner has sold, for the judge of disputes. The caller checks
	/// who may. Revocation is final.
	pub fn do_revoke(asset: AssetId) -> DispatchResult {
		let record = Assets::<T>::get(asset).ok_or(Error::<T>::AssetUnknown)?;
		ensure!(!record.is_revoked(), Error::<T>::Revoked);
		let from = Self::put_state(asset, record, LifecycleState::Revoked);
		let who = Self::account_id();
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::StateSet { asset, from, to: LifecycleState::Revoked, who });
		Ok(())
	}

	/// Stores an asset in another state. Returns the state that it was in.
	fn put_state(
		asset: AssetId,
		mut record: AssetRecordOf<T>,
		state: LifecycleState,
	) -> LifecycleState {
		Self::delist(asset, &record);
		let from = core::mem::replace(&mut record.state, state);
		Self::enlist(asset, &record);
		Assets::<T>::insert(asset, record);
		from
	}

	/// Ends an asset. Returns how many revisions and links it had, and in how many payments
	/// deposits returned.
	#[transactional]
	pub fn do_retire(who: T::AccountId, asset: AssetId) -> Result<(u32, u32, u32), DispatchError> {
		let record = Assets::<T>::get(asset).ok_or(Error::<T>::AssetUnknown)?;
		let collection = Collections::<T>::get(asset.collection);
		let owner = Self::owner_of(asset);
		let minted = owner.is_some();
		// An NFT that was burned behind the registry's back must not lock deposits in for good.
		let entitled = owner.or_else(|| collection.as_ref().map(|c| c.publisher.clone()));
		ensure!(entitled.as_ref() == Some(&who), Error::<T>::NotOwner);
		ensure!(record.dependants == 0, Error::<T>::HasDependants);
		// Licences of a revoked asset, or of one without NFT, have ended.
		if minted && !record.is_revoked() {
			T::Commitments::ensure_endable(asset)?;
		}
		let revisions = record.kept();
		ensure!(revisions <= T::MaxRevisionsAtRetire::get(), Error::<T>::TooManyRevisions);

		let mut refunds = Refunds::new();
		Self::drop_revisions(asset, &record, revisions, &mut refunds);
		let links = Self::drop_links(asset, &record, &mut refunds);
		refunds.add(HoldReason::Asset, record.registrant.clone(), record.deposit);
		if minted {
			T::Nfts::burn(&asset.collection, &asset.item, Some(&who))?;
		}
		Assets::<T>::remove(asset);
		Self::delist(asset, &record);
		if let Some(mut collection) = collection {
			collection.items = collection.items.saturating_sub(1);
			Collections::<T>::insert(asset.collection, collection);
		}
		T::Derivation::retired(asset);
		let payments = refunds.pay();
		Self::deposit_event(Event::Retired { asset, who });
		Ok((revisions, links, payments))
	}
}
