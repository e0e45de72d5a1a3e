//! Whether the roles of a collection count on an asset in it.

use crate::{Agreed, Assets, Config, Error, Event, Pallet};
use frame_support::{dispatch::DispatchResult, ensure};
use metahub_assets::AssetId;

impl<T: Config> Pallet<T> {
	/// Agrees, as the owner, that roles count on an asset, or withdraws that. A sale needs no
	/// write: what one owner agreed to does not count for the next.
	pub fn do_set_managed(who: T::AccountId, asset: AssetId, managed: bool) -> DispatchResult {
		let mut record = Self::asset_of_owner(&who, asset)?;
		ensure!(record.is_managed(&who) != managed, Error::<T>::ManagedUnchanged);
		record.agreed = match managed {
			false => Agreed::Nobody,
			true if record.registrant == who => Agreed::Registrant,
			true => Agreed::Owner(who.clone()),
		};
		Assets::<T>::insert(asset, record);
		Self::deposit_event(Event::ManagedSet { asset, managed, who });
		Ok(())
	}
}
