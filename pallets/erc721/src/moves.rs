//! Moving items, and letting others move them.

use crate::{
	BalanceOf, Config, CurrencyOf, Error, HoldReason, OnMove, Operator, Operators, Pallet, PREFIX,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{fungible::hold::Mutate, tokens::Precision::BestEffort, Get},
	transactional,
};
use frame_system::RawOrigin;
use pallet_nfts::{Item, Pallet as Nfts};
use sp_core::H160;
use sp_runtime::{
	traits::{Bounded, CheckedAdd, CheckedMul, StaticLookup, Zero},
	DispatchError,
};

fn reason<T: Config>() -> <T as Config>::RuntimeHoldReason {
	HoldReason::Operator.into()
}

impl<T: Config> Pallet<T> {
	/// Moves an item. `caller` is its owner, approved for it, or an operator of the owner's.
	#[transactional]
	pub fn do_transfer(
		caller: &T::AccountId,
		collection: u32,
		item: u64,
		from: H160,
		to: T::AccountId,
	) -> DispatchResult {
		let owner = Self::existing_owner(collection, item)?;
		let owner_address = Self::address(&owner);
		ensure!(from == owner_address, Error::<T>::WrongOwner);
		ensure!(
			Self::may_manage(caller, collection, owner_address)
				|| Self::is_approved(caller, collection, item),
			Error::<T>::NotOwnerNorApproved
		);
		Self::move_item(collection, item, &to)
	}

	/// Moves an item, whoever asks.
	pub(crate) fn move_item(collection: u32, item: u64, to: &T::AccountId) -> DispatchResult {
		let owner = Self::existing_owner(collection, item)?;
		let from = Self::address(&owner);
		let receiver = Self::somebody(to)?;
		Nfts::<T>::do_transfer(collection, item, to.clone(), |_, _| Ok(()))?;
		Self::index_move(collection, item, from, receiver)?;
		Self::log_transfer(collection, from, receiver, item);
		T::OnMove::moved(collection, item, Some(&owner), Some(to));
		Ok(())
	}

	/// Lets an account move an item until it moves, or nobody any more.
	#[transactional]
	pub fn do_approve(
		caller: &T::AccountId,
		collection: u32,
		item: u64,
		spender: Option<T::AccountId>,
	) -> DispatchResult {
		let owner = Self::existing_owner(collection, item)?;
		let owner_address = Self::address(&owner);
		ensure!(
			Self::may_manage(caller, collection, owner_address),
			Error::<T>::NotOwnerNorOperator
		);
		let approved = spender.as_ref().map(Self::somebody).transpose()?;
		ensure!(approved != Some(owner_address), Error::<T>::ApprovalToOwner);
		let origin = || RawOrigin::Signed(owner.clone()).into();
		let details = Item::<T>::get(collection, item).ok_or(Error::<T>::UnknownItem)?;
		if !details.approvals.is_empty() {
			Nfts::<T>::clear_all_transfer_approvals(origin(), collection, item)?;
		}
		if let Some(spender) = spender {
			let spender = T::Lookup::unlookup(spender);
			Nfts::<T>::approve_transfer(origin(), collection, item, spender, None)?;
		}
		Self::log_approval(collection, owner_address, approved.unwrap_or_default(), item);
		Ok(())
	}

	/// Lets an account move all items that the caller has in a collection, now and later, or not
	/// any more.
	#[transactional]
	pub fn do_set_approval_for_all(
		caller: &T::AccountId,
		collection: u32,
		operator: T::AccountId,
		approved: bool,
	) -> DispatchResult {
		let (owner, address) = (Self::address(caller), Self::address(&operator));
		ensure!(owner != address, Error::<T>::OperatorIsOwner);
		let key = (collection, owner, address);
		if approved {
			ensure!(Self::exists(collection), Error::<T>::UnknownCollection);
			Self::somebody(&operator)?;
			if !Operators::<T>::contains_key(key) {
				let deposit = Self::operator_price()?;
				if !deposit.is_zero() {
					CurrencyOf::<T>::hold(&reason::<T>(), caller, deposit)?;
				}
				Operators::<T>::insert(key, Operator { depositor: caller.clone(), deposit });
			}
		} else if let Some(record) = Operators::<T>::take(key) {
			Self::release(&record.depositor, record.deposit);
		} else {
			ensure!(Self::exists(collection), Error::<T>::UnknownCollection);
		}
		Self::log_operator(collection, owner, address, approved);
		Ok(())
	}

	/// What an operator's approval costs: the entry and its bytes.
	fn operator_price() -> Result<BalanceOf<T>, DispatchError> {
		let key = (0u32, H160::zero(), H160::zero()).encoded_size();
		let value = <T::AccountId as codec::MaxEncodedLen>::max_encoded_len()
			.saturating_add(BalanceOf::<T>::max_value().encoded_size());
		let bytes = u32::try_from(PREFIX.saturating_add(key).saturating_add(value))
			.map_err(|_| Error::<T>::DepositOverflow)?;
		let price = <T as Config>::DepositPerByte::get()
			.checked_mul(&bytes.into())
			.and_then(|bytes| bytes.checked_add(&<T as Config>::DepositBase::get()))
			.ok_or(Error::<T>::DepositOverflow)?;
		Ok(price)
	}

	/// Returns a deposit. Never fails: the record has to go.
	fn release(who: &T::AccountId, amount: BalanceOf<T>) {
		let released =
			CurrencyOf::<T>::release(&reason::<T>(), who, amount, BestEffort).unwrap_or_default();
		if released < amount {
			log::error!(
				target: "runtime::erc721",
				"deposit of {amount:?} of {who:?}: only {released:?} could be returned",
			);
		}
	}

	fn existing_owner(collection: u32, item: u64) -> Result<T::AccountId, Error<T>> {
		ensure!(Self::exists(collection), Error::<T>::UnknownCollection);
		Self::owner_of(collection, item).ok_or(Error::<T>::UnknownItem)
	}

	/// Whether `caller` is the owner or its operator.
	fn may_manage(caller: &T::AccountId, collection: u32, owner: H160) -> bool {
		let caller = Self::address(caller);
		caller == owner || Self::is_operator(collection, owner, caller)
	}

	fn is_approved(caller: &T::AccountId, collection: u32, item: u64) -> bool {
		let caller = Self::address(caller);
		Self::approved(collection, item).is_some_and(|approved| Self::address(&approved) == caller)
	}

	/// All approvals of an item. More than one only where pallet-nfts was called past this pallet.
	pub(crate) fn approvals(collection: u32, item: u64) -> Vec<T::AccountId> {
		Item::<T>::get(collection, item)
			.map(|details| details.approvals.keys().cloned().collect())
			.unwrap_or_default()
	}
}
