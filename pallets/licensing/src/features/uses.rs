//! Uses: taking them, and passing them down to sub-licences.

use crate::{Config, Error, Event, LicenceRecordOf, Licences, Pallet};
use frame_support::{dispatch::DispatchResult, ensure};
use metahub_assets::licence::Use;
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Takes a use from a licence.
	pub fn do_consume(who: T::AccountId, id: u64, memo: H256) -> DispatchResult {
		let mut record = Self::licence(id)?;
		let allowed = Self::holder_of(id, &record).as_ref() == Some(&who)
			|| Self::is_seated(id, &record, &who);
		ensure!(allowed, Error::<T>::NotSeated);
		let now = Self::now();
		ensure!(Self::standing(&record, now, 0).ended.is_none(), Error::<T>::LicenceEnded);
		let left = record.uses_left.ok_or(Error::<T>::UsesNotCounted)?;
		let uses_left = left.checked_sub(1).ok_or(Error::<T>::LicenceEnded)?;
		Self::set_uses(&mut record, uses_left, now);
		record.last_use = Some(Use { memo, at: now });
		Self::put_licence(id, record);
		Self::deposit_event(Event::Consumed { licence: id, who, memo, uses_left });
		Ok(())
	}

	/// Takes the uses that are sold below a licence out of its own, where it counts them.
	pub(crate) fn pass_down(
		above: &mut LicenceRecordOf<T>,
		uses: Option<u32>,
	) -> Result<(), Error<T>> {
		if let (Some(left), Some(uses)) = (above.uses_left, uses) {
			let left = left.checked_sub(uses).ok_or(Error::<T>::UsesExhausted)?;
			Self::set_uses(above, left, Self::now());
		}
		Ok(())
	}

	/// Gives the uses that a closed sub-licence had left back to the licence above, if that is still
	/// there, and counts one open sub-licence of it less.
	pub(crate) fn hang_no_more(record: &LicenceRecordOf<T>) {
		let Some(id) = record.parent else { return };
		let Some(mut above) = Licences::<T>::get(id) else { return };
		above.open_sub_licences = above.open_sub_licences.saturating_sub(1);
		if let (Some(left), Some(back)) = (above.uses_left, record.uses_left.filter(|n| *n > 0)) {
			// Closing must not fail: a licence that has been renewed that often has enough of them.
			Self::set_uses(&mut above, left.saturating_add(back), Self::now());
		}
		Self::put_licence(id, above);
	}

	/// Sets how many uses are left.
	pub(crate) fn set_uses(record: &mut LicenceRecordOf<T>, left: u32, now: u64) {
		record.uses_left = Some(left);
		record.used_up_at = (left == 0).then_some(now);
	}
}
