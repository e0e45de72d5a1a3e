//! # ERC-721
//!
//! What ERC-721 means, over pallet-nfts: an index by owner, one approved account per item,
//! operators, and the logs of each collection's contract. All doors are this pallet's: its own
//! calls, the contract at each collection's address, and the pallets that mint, move and burn. So a
//! native view and an Ethereum view cannot disagree, and a log tells of every change, whoever
//! caused it.
//!
//! The runtime lets nobody call pallet-nfts: its own calls would pass by the index and the logs.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`transfer`](Call::transfer) | the owner, the approved account, an operator of the owner's | |
//! | [`approve`](Call::approve) | the owner, an operator of the owner's | |
//! | [`set_approval_for_all`](Call::set_approval_for_all) | anyone, for what is its own | holds; returns |
//!
//! ## Owners are addresses
//!
//! The index counts by the address under which contracts know an account ([`Config::Address`]), and
//! rights are compared by address. An account that the chain has not seen yet has an address, too:
//! `ownerOf` and `balanceOf` agree on it.
//!
//! Another pallet that keeps items by owner hears of every mint, move and burn through
//! [`Config::OnMove`].
//!
//! ## Deposits
//!
//! The index's entries of an item are paid for with the item, by the pallet that mints it. An
//! operator's approval is paid for by a hold on who gives it, [`Config::DepositBase`] plus
//! [`Config::DepositPerByte`] per byte of key and value; revoking returns it, also when the
//! collection is gone. The approved account of an item stands in pallet-nfts' own entry, and goes
//! when the item moves.
//!
//! ## Example
//!
//! ```
//! use pallet_erc721::{Call, Config};
//!
//! /// What the owner of item 7 of collection 0 sends to let `spender` move it.
//! fn approve<T: Config>(spender: T::AccountId) -> Call<T> {
//!     Call::approve { collection: 0, item: 7, spender: Some(spender) }
//! }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod index;
mod logs;
mod moves;
mod nfts;
mod observer;
#[cfg(any(feature = "std", feature = "try-runtime", test))]
mod try_state;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use logs::LogSink;
pub use observer::OnMove;
pub use pallet::*;
pub use weights::WeightInfo;

use frame_support::traits::fungible::Inspect;
use sp_core::H160;
use sp_runtime::traits::Convert;

/// What deposits are held in.
type CurrencyOf<T> = <T as Config>::Currency;
/// The balance that deposits are held in.
pub type BalanceOf<T> = <CurrencyOf<T> as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix, and what its hashers put before three keys.
const PREFIX: usize = 32 + 8 + 2 * 16;

#[frame_support::pallet]
pub mod pallet {
	use super::{BalanceOf, LogSink, OnMove, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::fungible::hold};
	use frame_system::pallet_prelude::*;
	use sp_core::H160;
	use sp_runtime::traits::Convert;

	/// The layout described here.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_nfts::Config<CollectionId = u32, ItemId = u64>
	{
		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in.
		type Currency: hold::Mutate<Self::AccountId, Reason = <Self as Config>::RuntimeHoldReason>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// The address by which contracts know an account.
		type Address: Convert<Self::AccountId, H160>;

		/// Where the logs of collections go.
		type Log: LogSink;

		/// Who keeps track of items by owner.
		type OnMove: OnMove<Self::AccountId>;

		/// What calls weigh, the logs and [`Config::OnMove`] included.
		type WeightInfo: WeightInfo;
	}

	/// What a deposit is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// An operator's approval.
		Operator,
	}

	/// An operator's approval.
	#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
	pub struct Operator<AccountId, Balance> {
		/// Who made the deposit.
		pub depositor: AccountId,
		/// The deposit, planck.
		pub deposit: Balance,
	}

	/// An operator's approval, with this chain's types.
	pub type OperatorOf<T> = Operator<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

	/// Where an item stands in the lists.
	#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
	pub struct Position {
		/// Its index among the collection's items.
		pub global: u32,
		/// Its index among its owner's items.
		pub owned: u32,
	}

	/// How many items of a collection an owner has. Paid for with the items.
	///
	/// Owners' addresses can be chosen at will, so they are hashed.
	#[pallet::storage]
	pub type Balances<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Blake2_128Concat, H160, u32, ValueQuery>;

	/// An owner's items of a collection, in no particular order, without gaps. Paid for with the
	/// items.
	#[pallet::storage]
	pub type ItemsOf<T: Config> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, u32>, NMapKey<Blake2_128Concat, H160>, NMapKey<Twox64Concat, u32>),
		u64,
	>;

	/// A collection's items, in no particular order, without gaps. Paid for with the items.
	#[pallet::storage]
	pub type AllItems<T: Config> = StorageDoubleMap<_, Twox64Concat, u32, Twox64Concat, u32, u64>;

	/// Where each item stands in the lists. Paid for with the items.
	#[pallet::storage]
	pub type Positions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Twox64Concat, u64, Position>;

	/// Who may move all that an owner has in a collection, by collection, owner and operator. Paid
	/// for by the owner, which alone bounds their number.
	#[pallet::storage]
	pub type Operators<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, u32>,
			NMapKey<Blake2_128Concat, H160>,
			NMapKey<Blake2_128Concat, H160>,
		),
		OperatorOf<T>,
	>;

	/// What can be wrong with a call.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such collection.
		UnknownCollection,
		/// There is no such item in the collection.
		UnknownItem,
		/// The caller is neither the owner nor approved for the item, nor the owner's operator.
		NotOwnerNorApproved,
		/// The caller is neither the owner nor the owner's operator.
		NotOwnerNorOperator,
		/// The item is not that owner's.
		WrongOwner,
		/// The owner needs no approval.
		ApprovalToOwner,
		/// Nobody is its own operator.
		OperatorIsOwner,
		/// The deposit is more than a balance can be.
		DepositOverflow,
		/// The account's address is zero, which stands for nobody: ERC-721 gives it nothing.
		ZeroAddress,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Moves an item. Its approval ends.
		///
		/// # Origin
		/// Signed, by the owner, the approved account, or an operator of the owner's.
		///
		/// # Errors
		/// [`UnknownCollection`](Error::UnknownCollection), [`UnknownItem`](Error::UnknownItem),
		/// [`NotOwnerNorApproved`](Error::NotOwnerNorApproved),
		/// [`ZeroAddress`](Error::ZeroAddress); pallet-nfts' `ItemLocked` if the
		/// item may not move.
		///
		/// # Events
		/// pallet-nfts' `Transferred`; the log `Transfer`.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::transfer())]
		pub fn transfer(
			origin: OriginFor<T>,
			collection: u32,
			item: u64,
			to: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let from = Self::owner_of(collection, item).map(|owner| Self::address(&owner));
			Self::do_transfer(&who, collection, item, from.unwrap_or_default(), to)
		}

		/// Lets an account move an item until it moves, instead of who could before; or nobody.
		///
		/// # Origin
		/// Signed, by the owner, or an operator of the owner's.
		///
		/// # Errors
		/// [`UnknownCollection`](Error::UnknownCollection), [`UnknownItem`](Error::UnknownItem),
		/// [`NotOwnerNorOperator`](Error::NotOwnerNorOperator),
		/// [`ApprovalToOwner`](Error::ApprovalToOwner), [`ZeroAddress`](Error::ZeroAddress).
		///
		/// # Events
		/// pallet-nfts' `AllApprovalsCancelled` and `TransferApproved`; the log `Approval`.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::approve())]
		pub fn approve(
			origin: OriginFor<T>,
			collection: u32,
			item: u64,
			spender: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_approve(&who, collection, item, spender)
		}

		/// Lets an account move and approve all that the caller has in a collection, or not any
		/// more.
		///
		/// # Origin
		/// Signed.
		///
		/// # Errors
		/// [`OperatorIsOwner`](Error::OperatorIsOwner);
		/// [`UnknownCollection`](Error::UnknownCollection), unless there is an approval to revoke;
		/// when approving [`ZeroAddress`](Error::ZeroAddress), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// The log `ApprovalForAll`.
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Operator`]), returned when it revokes.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::set_approval_for_all())]
		pub fn set_approval_for_all(
			origin: OriginFor<T>,
			collection: u32,
			operator: T::AccountId,
			approved: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_approval_for_all(&who, collection, operator, approved)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The address by which contracts know an account.
	pub fn address(who: &T::AccountId) -> H160 {
		T::Address::convert(who.clone())
	}

	/// The address of who is to get or to manage an item.
	pub(crate) fn somebody(who: &T::AccountId) -> Result<H160, Error<T>> {
		let address = Self::address(who);
		frame_support::ensure!(!address.is_zero(), Error::<T>::ZeroAddress);
		Ok(address)
	}

	/// Whether there is such a collection.
	pub fn exists(collection: u32) -> bool {
		pallet_nfts::Collection::<T>::contains_key(collection)
	}

	/// An item's owner.
	pub fn owner_of(collection: u32, item: u64) -> Option<T::AccountId> {
		pallet_nfts::Item::<T>::get(collection, item).map(|details| details.owner)
	}

	/// How many items of a collection an owner has.
	pub fn balance_of(collection: u32, owner: H160) -> u32 {
		Balances::<T>::get(collection, owner)
	}

	/// How many items a collection has.
	pub fn total_supply(collection: u32) -> u32 {
		pallet_nfts::Collection::<T>::get(collection).map_or(0, |details| details.items)
	}

	/// One of a collection's items.
	pub fn token_by_index(collection: u32, index: u32) -> Option<u64> {
		AllItems::<T>::get(collection, index)
	}

	/// One of an owner's items in a collection.
	pub fn token_of_owner_by_index(collection: u32, owner: H160, index: u32) -> Option<u64> {
		ItemsOf::<T>::get((collection, owner, index))
	}

	/// Who may move an item beside its owner and the owner's operators.
	pub fn approved(collection: u32, item: u64) -> Option<T::AccountId> {
		Self::approvals(collection, item).into_iter().next()
	}

	/// Whether an account may move all that an owner has in a collection.
	pub fn is_operator(collection: u32, owner: H160, operator: H160) -> bool {
		Operators::<T>::contains_key((collection, owner, operator))
	}
}
