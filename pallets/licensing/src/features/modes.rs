//! Who has access without a licence: access modes and lists. What publishers take.

use crate::{
	AssetLookup, Config, Error, Event, HoldReason, ListEntry, Listed, ModeRecord, Modes, Pallet,
	Policies, PolicyRecord, Revenue,
};
use frame_support::{dispatch::DispatchResult, ensure, transactional};
use metahub_assets::{
	licence::{AccessMode, MAX_COLLECTION_FEE_PPM},
	AssetId,
};

impl<T: Config> Pallet<T> {
	/// Sets an asset's access mode.
	#[transactional]
	pub fn do_set_access_mode(
		who: T::AccountId,
		asset: AssetId,
		mode: AccessMode,
	) -> DispatchResult {
		match T::Assets::owner(asset) {
			Some(owner) => {
				ensure!(owner == who, Error::<T>::NotOwner);
				// Links that were made while it was free keep their terms.
				T::Assets::owner_acted(asset);
			}
			None => ensure!(mode == AccessMode::Licence, Error::<T>::AssetUnknown),
		}
		if mode != AccessMode::Licence {
			Self::live_asset(asset)?;
		}
		let present = Self::access_mode(asset);
		ensure!(present != mode, Error::<T>::ModeUnchanged);
		Self::check_mode(mode, &T::Revenue::inherited(asset))?;
		if let AccessMode::Free(id) = mode {
			Self::refer_to(id)?;
		}
		match Modes::<T>::get(asset) {
			_ if mode == AccessMode::Licence => return Self::drop_mode(asset),
			Some(record) => {
				Self::leave(present);
				Modes::<T>::insert(asset, ModeRecord { mode, ..record });
			}
			None => {
				let deposit = Self::mode_price(&who)?;
				Self::hold(HoldReason::Mode, &who, deposit)?;
				Modes::<T>::insert(asset, ModeRecord { mode, depositor: who, deposit });
			}
		}
		Self::deposit_event(Event::ModeSet { asset, mode });
		Ok(())
	}

	/// Cleans up after an asset that was retired: its access mode goes. The registry's runtime
	/// calls this. Licences, offers and list entries are closed by anyone.
	pub fn retired(asset: AssetId) {
		// There is nothing in it that could fail.
		let _ = Self::drop_mode(asset);
	}

	/// Goes back to the default mode.
	fn drop_mode(asset: AssetId) -> DispatchResult {
		if let Some(record) = Modes::<T>::take(asset) {
			Self::leave(record.mode);
			Self::release(HoldReason::Mode, &record.depositor, record.deposit);
			Self::deposit_event(Event::ModeSet { asset, mode: AccessMode::Licence });
		}
		Ok(())
	}

	/// Gives up what a mode refers to.
	fn leave(mode: AccessMode) {
		if let AccessMode::Free(id) = mode {
			Self::refer_no_more(id);
		}
	}

	/// Puts an account on an asset's list, or takes it off.
	#[transactional]
	pub fn do_set_listed(
		who: T::AccountId,
		asset: AssetId,
		account: T::AccountId,
		listed: bool,
	) -> DispatchResult {
		match T::Assets::owner(asset) {
			Some(owner) => ensure!(owner == who, Error::<T>::NotOwner),
			None => ensure!(!listed, Error::<T>::AssetUnknown),
		}
		match (Listed::<T>::get(asset, &account), listed) {
			(former, true) if former.as_ref().is_none_or(|entry| entry.depositor != who) => {
				// A former owner's entry is replaced.
				if let Some(former) = former {
					Self::release(HoldReason::Listing, &former.depositor, former.deposit);
				}
				let deposit = Self::listing_price(&who)?;
				Self::hold(HoldReason::Listing, &who, deposit)?;
				Listed::<T>::insert(asset, &account, ListEntry { depositor: who, deposit });
			}
			(Some(entry), false) => {
				Listed::<T>::remove(asset, &account);
				Self::release(HoldReason::Listing, &entry.depositor, entry.deposit);
			}
			_ => return Err(Error::<T>::ListingUnchanged.into()),
		}
		Self::deposit_event(Event::ListingSet { asset, account, listed });
		Ok(())
	}

	/// Sets what a collection's publisher takes of sales.
	#[transactional]
	pub fn do_set_collection_fee(
		who: T::AccountId,
		collection: u32,
		fee_ppm: u32,
	) -> DispatchResult {
		match T::Assets::publisher(collection) {
			Some(publisher) => ensure!(publisher == who, Error::<T>::NotPublisher),
			None => ensure!(fee_ppm == 0, Error::<T>::NotPublisher),
		}
		ensure!(fee_ppm <= MAX_COLLECTION_FEE_PPM, Error::<T>::FeeTooHigh);
		match Policies::<T>::get(collection) {
			Some(record) if fee_ppm == 0 => {
				Policies::<T>::remove(collection);
				Self::release(HoldReason::CollectionFee, &record.depositor, record.deposit);
			}
			Some(record) => {
				ensure!(record.fee_ppm != fee_ppm, Error::<T>::FeeUnchanged);
				Policies::<T>::insert(collection, PolicyRecord { fee_ppm, ..record });
			}
			None => {
				ensure!(fee_ppm > 0, Error::<T>::FeeUnchanged);
				let deposit = Self::policy_price(&who)?;
				Self::hold(HoldReason::CollectionFee, &who, deposit)?;
				let record = PolicyRecord { fee_ppm, depositor: who, deposit };
				Policies::<T>::insert(collection, record);
			}
		}
		Self::deposit_event(Event::CollectionFeeSet { collection, fee_ppm });
		Ok(())
	}

	/// What a collection's publisher takes of sales, parts per million.
	pub fn collection_fee(collection: u32) -> u32 {
		Policies::<T>::get(collection).map_or(0, |record| record.fee_ppm)
	}
}
