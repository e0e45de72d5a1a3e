//! # Payments
//!
//! How things are paid: in the native token, in tokens of pallet-assets or in ERC-20 contracts on
//! this chain, by whoever holds something else, to up to 16 payees at once, with one receipt.
//!
//! Other pallets call [`Pallet::do_choose`] for what a list of prices takes from a payer who
//! spends some currency, and [`Pallet::do_settle`] to pay one. Both are all or nothing.
//!
//! ## Who calls what
//!
//! | call | by | holds / returns |
//! |---|---|---|
//! | [`pay`](Call::pay) | anyone | |
//! | [`claim`](Call::claim) | anyone, for the payee | returns |
//! | [`claim_to`](Call::claim_to) | payee | returns |
//! | [`write_off`](Call::write_off) | anyone, once the token is gone | returns |
//! | [`authorise`](Call::authorise) | payer | holds |
//! | [`revoke_authorisation`](Call::revoke_authorisation) | payer | returns |
//! | [`lock`](Call::lock) | payee | holds |
//! | [`claim_lock`](Call::claim_lock) | payee | returns with the last of it |
//! | [`release`](Call::release) | payee; payer after the deadline | returns |
//!
//! ## A settlement
//!
//! The price is taken from the payer, who stays above the minimum balance of what it spends. If it
//! spends another currency, pools of pallet-asset-conversion change it, exact-out, directly or
//! through the native token, whichever is cheaper. Then every payee gets its share; the shares add
//! up to the price.
//!
//! **Nothing that is owed to another goes to the seller.** A price is refused in a token whose
//! minimum balance is more than one of the shares, the seller's ([`ShareKind::Seller`]) aside
//! ([`ShareBelowMinimum`](Error::ShareBelowMinimum)): whether the payee has some of it already
//! does not matter. In the native token every price can be shared: its pot has the existential
//! deposit from genesis on, and so keeps the smallest share for a payee that has no account.
//!
//! **A payee that cannot be paid stops nobody.** If its account is blocked, cannot exist with so
//! little, or refuses (an ERC-20 may), its share goes to the currency's pot, an account of this
//! pallet, from which it is [claimed](Call::claim) once that is possible; the receipt says so
//! ([`ShareOutcome`]). Each claim on a token is at least its minimum balance, so that none leaves a
//! rest behind that could not stand alone: when the seller cannot be paid and its share is less,
//! the settlement fails with [`PayeeUnpayable`](Error::PayeeUnpayable); when an ERC-20 contract
//! refuses the pot as well, with [`TokenRefused`](Error::TokenRefused).
//!
//! **A currency's makers can spoil that currency only.** The admin of a token can take from its
//! pot, freeze or destroy it; a contract can lie. Pots, and what they owe, are counted per
//! currency. Where a sum would exceed 128 bits, a share in that currency that cannot be paid is
//! refused with [`AmountOverflow`](Error::AmountOverflow) until some of it is claimed. What waits
//! in a token that is gone is [written off](Call::write_off).
//!
//! **ERC-20 contracts are strangers.** They are not swapped, and not believed: balances are read
//! before and after, and any difference that is not exact undoes everything. While one is being
//! called, this pallet refuses everything that moves money ([`Reentrancy`](Error::Reentrancy));
//! [`Pallet::is_settling`] lets others do the same.
//!
//! ## An escrow
//!
//! The payer [authorises](Call::authorise) a payee: how much in all, how many locks at a time, how
//! long each. Within that the payee [locks](Call::lock) amounts, which stay in the payer's account
//! as a hold. The payee [claims](Call::claim_lock) from a lock in parts; whoever may
//! [releases](Call::release) the rest, the payer after the deadline. What is claimed is used up,
//! what is released can be locked again. Revoking stops new locks; those that are stand.
//!
//! ## Deposits
//!
//! Authorisations are paid for by the payer, locks by the payee, claims that wait by the payer of
//! the settlement that began them, with the pot's entries included: [`Config::DepositBase`] per
//! storage entry and [`Config::DepositPerByte`] per byte. A payer without the native token for a
//! claim's deposit buys it with the currency it pays with, within what it wants to spend at most. Records name the amount, so that what
//! returns is what was held.
//!
//! ## What the runtime has to see to
//!
//! - [`Config::Tokens`], [`Config::TokenHolds`] and [`Config::Swaps`] are about the same tokens, the
//!   native one among them, under the same ids; a token's holds need pallet-assets-holder.
//! - No token gets the id of one that was destroyed: claims are known by it.
//! - [`Config::Erc20`] runs foreign code: its [`Erc20::weight`] has to cover the most that one call
//!   may use, and a call that fails has to fail as a whole.
//! - The account of an ERC-20's pot ([`Pallet::pot`]) has to be able to call contracts without
//!   having been set up for it.
//!
//! ## Example
//!
//! ```
//! use metahub_assets::pay::{Currency, Price};
//! use pallet_payments::{Call, Config};
//!
//! /// Pays 500 of token 7, with native tokens, 1,000 at most.
//! fn pay_in_their_token<T: Config>(payee: T::AccountId) -> Call<T> {
//!     Call::pay {
//!         payee,
//!         price: Price::new(Currency::Token(7), 500),
//!         pay_with: Currency::Native,
//!         max_amount: 1_000,
//!         memo: [0; 32].into(),
//!     }
//! }
//! ```
//!
//! [`ShareKind::Seller`]: metahub_assets::pay::ShareKind::Seller
//! [`ShareOutcome`]: metahub_assets::pay::ShareOutcome

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod calls;
mod deposits;
mod errors;
mod escrow;
mod events;
mod pots;
pub mod query;
mod settle;
mod traits;
#[cfg(any(feature = "std", feature = "try-runtime", test))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use deposits::BalanceOf;
pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::Erc20;
pub use types::{
	AuthorisationRecord, ClaimRecord, EscrowRecord, PaidShares, Path, PotRecord, MAX_PATH,
};
pub use weights::WeightInfo;

/// The log target of this pallet.
pub(crate) const LOG_TARGET: &str = "runtime::payments";

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	#[cfg(feature = "runtime-benchmarks")]
	use crate::BenchmarkHelper;
	use crate::{
		AuthorisationRecord, BalanceOf, ClaimRecord, Erc20, EscrowRecord, PaidShares, Path,
		PotRecord, WeightInfo, MAX_PATH,
	};
	use alloc::vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible,
			fungibles::{self, Credit},
			tokens, UnixTime,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use metahub_assets::pay::{Currency, Price, Purpose, Share, ShareKind, MAX_PAYEES};
	use pallet_asset_conversion::{QuotePrice, SwapCredit};
	use sp_core::{H160, H256};
	use sp_runtime::traits::Convert;

	/// A claim, with this chain's types.
	pub type ClaimRecordOf<T> = ClaimRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// An authorisation, with this chain's types.
	pub type AuthorisationRecordOf<T> = AuthorisationRecord<BalanceOf<T>>;
	/// An escrow, with this chain's types.
	pub type EscrowRecordOf<T> = EscrowRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// Tokens on their way from one account to others.
	pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Tokens>;

	/// The layout described here.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in.
		type Currency: fungible::hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// What a token is called, the native one included.
		type TokenId: tokens::AssetId;

		/// A currency as a token; `None` for ERC-20 contracts.
		type TokenIdOf: Convert<Currency, Option<Self::TokenId>>;

		/// The tokens, the native one included.
		type Tokens: fungibles::Balanced<Self::AccountId, AssetId = Self::TokenId, Balance = u128>;

		/// The same tokens, where escrows are held.
		type TokenHolds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = Self::TokenId,
			Balance = u128,
			Reason = Self::RuntimeHoldReason,
		>;

		/// What changes one token into another.
		type Swaps: SwapCredit<
				Self::AccountId,
				Balance = u128,
				AssetKind = Self::TokenId,
				Credit = CreditOf<Self>,
			> + QuotePrice<Balance = u128, AssetKind = Self::TokenId>;

		/// The ERC-20 contracts of this chain; `()` for a chain without.
		type Erc20: Erc20<Self::AccountId>;

		/// The time.
		type UnixTime: UnixTime;

		/// Where the pots' accounts come from.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Held per storage entry, planck.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// Held per byte of storage keys and values, planck.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// What calls weigh.
		type WeightInfo: WeightInfo;

		/// Sets up tokens and pools for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// What a hold is for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What is locked in escrow. The only reason that holds other tokens than deposits do.
		Escrow,
		/// The deposit for an authorisation.
		Authorisation,
		/// The deposit for a lock.
		Lock,
		/// The deposit for a claim that waits.
		Claim,
	}

	/// Nothing is configured: what genesis does is always the same.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// No part of the configuration.
		#[serde(skip)]
		pub marker: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::endow_native_pot();
		}
	}

	/// The number of the next receipt.
	#[pallet::storage]
	pub type NextReceipt<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The id of the next escrow. Ids are not used twice.
	#[pallet::storage]
	pub type NextEscrow<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Set while an ERC-20 contract is being called, by whoever could then call back. Never there
	/// between calls.
	#[pallet::storage]
	pub type Settling<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// What payees could not be paid, by payee and currency. Paid for by the payer of the
	/// settlement that began it. Not bounded, since anyone may pay anyone; calls touch one each.
	///
	/// Accounts and contracts are chosen by their makers, hence the strong hashes here and below.
	#[pallet::storage]
	pub type Claimables<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		Currency,
		ClaimRecordOf<T>,
	>;

	/// What each pot owes in all. There while it owes anything; paid for with the claims.
	#[pallet::storage]
	pub type Pots<T: Config> = StorageMap<_, Blake2_128Concat, Currency, PotRecord>;

	/// Who may lock whose money: payer, payee, currency. Paid for by the payer.
	#[pallet::storage]
	pub type Authorisations<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, Currency>,
		),
		AuthorisationRecordOf<T>,
	>;

	/// What is locked. Paid for by the payee.
	///
	/// Twox64Concat: the ids are handed out by counting, nobody chooses them.
	#[pallet::storage]
	pub type Escrows<T: Config> = StorageMap<_, Twox64Concat, u64, EscrowRecordOf<T>>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::TokenIdOf::convert(Currency::Native).is_some(),
				"TokenIdOf: the native token has to be a token"
			);
			assert!(
				T::TokenIdOf::convert(Currency::Erc20(H160::zero())).is_none(),
				"TokenIdOf: an ERC-20 contract is no token"
			);
			assert!(
				<T::Swaps as SwapCredit<T::AccountId>>::max_path_len() >= MAX_PATH,
				"Swaps: paths through the native token are too long"
			);
			assert!(
				Self::pot(Currency::Native) != Self::pot(Currency::Token(0)),
				"AccountId: too short for a pot per currency"
			);
			let weights = T::BlockWeights::get();
			let max_extrinsic =
				weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
			assert!(
				Self::settle_weight(Currency::Erc20(H160::zero()), MAX_PAYEES)
					.all_lte(max_extrinsic),
				"Erc20: a settlement with the most payees fits no block"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
