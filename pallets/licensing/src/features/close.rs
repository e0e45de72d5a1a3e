//! The end of what a licence leaves behind.

use crate::{Config, Error, Event, HoldReason, Licences, LicencesOfAsset, Pallet};
use frame_support::{
	ensure,
	traits::{tokens::nonfungibles_v2::Mutate, Get},
	transactional,
};
use metahub_assets::licence::Ended;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Closes a licence. Returns how many seats it had.
	#[transactional]
	pub fn do_close(who: T::AccountId, id: u64) -> Result<u32, DispatchError> {
		let record = Self::licence(id)?;
		let holder = Self::holder_of(id, &record);
		let now = Self::now();
		let ended = |grace| Self::standing(&record, now, grace).ended;
		// Those below it were sold as long as this one lives; being used up does not end them.
		let free = |ended: Option<Ended>| {
			record.open_sub_licences == 0 || ended.is_some_and(|ended| ended != Ended::UsedUp)
		};
		match &holder {
			Some(holder) if *holder == who => ensure!(free(ended(0)), Error::<T>::HasSubLicences),
			Some(_) => {
				let ended = ended(T::CloseGraceSecs::get());
				ensure!(ended.is_some(), Error::<T>::NotEnded);
				ensure!(free(ended), Error::<T>::HasSubLicences);
			}
			// The NFT was burned behind the pallet's back: the deposit must not be locked in.
			None => (),
		}

		let seats = Self::clear_seats(id, &record);
		// Before the NFT: what has no record is not locked.
		Licences::<T>::remove(id);
		LicencesOfAsset::<T>::remove(record.asset, id);
		Self::commit_no_more(&record);
		if let Some(holder) = holder {
			Self::hold_no_more(&holder, id, &record);
			let collection = Self::licence_collection(record.asset.collection)?.collection;
			T::Nfts::burn(&collection, &id, Some(&holder))?;
		}
		Self::leave_collection(record.asset.collection);
		Self::hang_no_more(&record);
		Self::refer_no_more(record.terms);
		Self::release(HoldReason::Licence, &record.depositor, record.deposit);
		Self::deposit_event(Event::Closed { licence: id, asset: record.asset });
		Ok(seats)
	}
}
