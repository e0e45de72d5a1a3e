//! Seats: access that a holder gives others.

use crate::{Config, Error, Event, HoldReason, LicenceRecordOf, Pallet, SeatEntry, Seats, SeatsOf};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, ensure, transactional};

impl<T: Config> Pallet<T> {
	/// Gives a seat or takes it back.
	#[transactional]
	pub fn do_set_seat(
		who: T::AccountId,
		id: u64,
		account: T::AccountId,
		taken: bool,
	) -> DispatchResult {
		if taken {
			Self::give_seat(&who, id, &account)?;
		} else {
			Self::take_seat_back(&who, id, &account)?;
		}
		Self::deposit_event(Event::SeatSet { licence: id, account, taken });
		Ok(())
	}

	fn give_seat(who: &T::AccountId, id: u64, account: &T::AccountId) -> DispatchResult {
		let mut record = Self::licence_of_holder(who, id)?;
		let earlier = Seats::<T>::get(id, account);
		let own = earlier.as_ref().is_some_and(|seat| seat.depositor == *who);
		ensure!(!own, Error::<T>::SeatUnchanged);
		ensure!(Self::standing(&record, Self::now(), 0).ended.is_none(), Error::<T>::LicenceEnded);
		match earlier {
			// An earlier holder's, which gives no access any more.
			Some(seat) => Self::release(HoldReason::Seat, &seat.depositor, seat.deposit),
			None => {
				let most = Self::known_terms(record.terms)?.terms.seats;
				ensure!(record.seats_taken < most, Error::<T>::NoSeatLeft);
				record.seats_taken =
					record.seats_taken.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
			}
		}
		let deposit = Self::seat_price(who)?;
		Self::hold(HoldReason::Seat, who, deposit)?;
		Seats::<T>::insert(id, account, SeatEntry { depositor: who.clone(), deposit });
		SeatsOf::<T>::insert((record.asset, account.clone()), id, ());
		Self::put_licence(id, record);
		Ok(())
	}

	fn take_seat_back(who: &T::AccountId, id: u64, account: &T::AccountId) -> DispatchResult {
		let mut record = Self::licence(id)?;
		let seat = Seats::<T>::get(id, account);
		let gave = seat.as_ref().is_some_and(|seat| seat.depositor == *who);
		let holds = Self::holder_of(id, &record).as_ref() == Some(who);
		ensure!(gave || holds, Error::<T>::NotHolder);
		let seat = seat.ok_or(Error::<T>::SeatUnchanged)?;
		Seats::<T>::remove(id, account);
		SeatsOf::<T>::remove((record.asset, account.clone()), id);
		record.seats_taken = record.seats_taken.saturating_sub(1);
		Self::put_licence(id, record);
		Self::release(HoldReason::Seat, &seat.depositor, seat.deposit);
		Ok(())
	}

	/// Takes all seats of a licence back. Returns how many there were.
	pub(crate) fn clear_seats(id: u64, record: &LicenceRecordOf<T>) -> u32 {
		// As many as the terms grant at most, which is bounded.
		let seats: Vec<_> = Seats::<T>::drain_prefix(id).collect();
		let count = seats.len() as u32;
		for (account, _) in &seats {
			SeatsOf::<T>::remove((record.asset, account.clone()), id);
		}
		let deposits = seats.into_iter().map(|(_, seat)| (seat.depositor, seat.deposit));
		Self::release_all(HoldReason::Seat, deposits);
		count
	}
}
