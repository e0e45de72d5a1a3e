//! Taking uses.

use crate::{Config, Error, Event, Licences, Pallet};
use frame_support::{dispatch::DispatchResult, ensure, transactional};
use metahub_assets::licence::{Use, MAX_LICENCE_DEPTH};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Takes a use from a licence and from those above it.
	#[transactional]
	pub fn do_consume(who: T::AccountId, id: u64, memo: H256) -> DispatchResult {
		let record = Self::licence(id)?;
		let allowed = Self::holder_of(id, &record).as_ref() == Some(&who)
			|| Self::is_seated(id, &record, &who);
		ensure!(allowed, Error::<T>::NotSeated);
		let now = Self::now();
		let standing = Self::standing(&record, now, 0);
		ensure!(standing.ended.is_none(), Error::<T>::LicenceEnded);
		let least = standing.uses_left.ok_or(Error::<T>::UsesNotCounted)?;
		let uses_left = least.checked_sub(1).ok_or(Error::<T>::LicenceEnded)?;

		let mut next = Some((id, record));
		for _ in 0..=MAX_LICENCE_DEPTH {
			let Some((licence, mut record)) = next else { break };
			if let Some(left) = record.uses_left {
				let left = left.checked_sub(1).ok_or(Error::<T>::LicenceEnded)?;
				record.uses_left = Some(left);
				record.used_up_at = (left == 0).then_some(now);
			}
			if licence == id {
				record.last_use = Some(Use { memo, at: now });
			}
			let above = record.parent;
			Licences::<T>::insert(licence, record);
			next = above.and_then(|above| Some((above, Licences::<T>::get(above)?)));
		}
		Self::deposit_event(Event::Consumed { licence: id, who, memo, uses_left });
		Ok(())
	}
}
