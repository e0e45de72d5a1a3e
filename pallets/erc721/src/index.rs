//! The index that ERC-721's enumeration asks for: dense lists of a collection's items and of each
//! owner's, so that every question and every change takes a fixed number of accesses.

use crate::{AllItems, Balances, Config, ItemsOf, Pallet, Position, Positions};
use frame_support::{defensive, ensure};
use sp_core::H160;
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Adds a new item.
	pub(crate) fn index_mint(collection: u32, item: u64, owner: H160) -> Result<(), DispatchError> {
		// pallet-nfts counts items already with the new one.
		let global =
			Self::total_supply(collection).checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		ensure!(!AllItems::<T>::contains_key(collection, global), DispatchError::Corruption);
		let owned = Self::push(collection, item, owner)?;
		AllItems::<T>::insert(collection, global, item);
		Positions::<T>::insert(collection, item, Position { global, owned });
		Ok(())
	}

	/// Moves an item from one owner's list to another's.
	pub(crate) fn index_move(
		collection: u32,
		item: u64,
		from: H160,
		to: H160,
	) -> Result<(), DispatchError> {
		if from == to {
			return Ok(());
		}
		let position = Self::position(collection, item)?;
		Self::pull(collection, from, position.owned)?;
		let owned = Self::push(collection, item, to)?;
		Positions::<T>::insert(collection, item, Position { owned, ..position });
		Ok(())
	}

	/// Drops an item that is burned. `last` is the index of the collection's last item before.
	pub(crate) fn index_burn(
		collection: u32,
		item: u64,
		owner: H160,
		last: u32,
	) -> Result<(), DispatchError> {
		let position = Self::position(collection, item)?;
		Self::pull(collection, owner, position.owned)?;
		let moved = AllItems::<T>::take(collection, last).ok_or(DispatchError::Corruption)?;
		if position.global != last {
			AllItems::<T>::insert(collection, position.global, moved);
			Positions::<T>::try_mutate(collection, moved, |entry| {
				let entry = entry.as_mut().ok_or(DispatchError::Corruption)?;
				entry.global = position.global;
				Ok::<_, DispatchError>(())
			})?;
		}
		Positions::<T>::remove(collection, item);
		Ok(())
	}

	fn position(collection: u32, item: u64) -> Result<Position, DispatchError> {
		Positions::<T>::get(collection, item).ok_or_else(|| {
			defensive!("every item is indexed when it is minted; qed");
			DispatchError::Corruption
		})
	}

	/// Appends to an owner's list; returns the index.
	fn push(collection: u32, item: u64, owner: H160) -> Result<u32, DispatchError> {
		let index = Balances::<T>::get(collection, owner);
		let count = index.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		ItemsOf::<T>::insert((collection, owner, index), item);
		Balances::<T>::insert(collection, owner, count);
		Ok(index)
	}

	/// Takes an entry out of an owner's list; the last one fills the gap.
	fn pull(collection: u32, owner: H160, index: u32) -> Result<(), DispatchError> {
		let count = Balances::<T>::get(collection, owner);
		let last = count.checked_sub(1).ok_or(DispatchError::Corruption)?;
		let moved =
			ItemsOf::<T>::take((collection, owner, last)).ok_or(DispatchError::Corruption)?;
		if index != last {
			ItemsOf::<T>::insert((collection, owner, index), moved);
			Positions::<T>::try_mutate(collection, moved, |entry| {
				let entry = entry.as_mut().ok_or(DispatchError::Corruption)?;
				entry.owned = index;
				Ok::<_, DispatchError>(())
			})?;
		}
		match last {
			0 => Balances::<T>::remove(collection, owner),
			_ => Balances::<T>::insert(collection, owner, last),
		}
		Ok(())
	}
}
