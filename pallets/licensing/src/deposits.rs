//! What state costs, and how deposits are held and returned.
//!
//! A deposit is [`Config::DepositBase`] per storage entry plus [`Config::DepositPerByte`] per byte
//! of keys and values, entries of the NFT pallet included. A record is priced with everything in
//! it that can change at its longest, so that such a change never changes the deposit. The amount
//! is written into the record: what returns is what was held, whatever the price is by then.

use crate::{
	CollectionRecord, Config, Error, Event, HoldReason, LicenceRecord, LicenceRecordOf, ListEntry,
	ModeRecord, OfferRecord, OfferRecordOf, Pallet, PolicyRecord, Rank, SeatEntry, SoldRevision,
	TermsRecord, LOG_TARGET,
};
use alloc::collections::BTreeMap;
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	dispatch::DispatchResult,
	traits::{
		fungible::{hold::Mutate, Inspect},
		tokens::Precision::BestEffort,
		Get,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use metahub_assets::{
	licence::{AccessMode, OpenLicences as Counts, RevocationReason, Terms, TermsId, Use},
	pay::{Currency, Price},
};
use sp_core::{H160, H256};
use sp_runtime::traits::{Bounded, CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix: two 128-bit hashes.
const PREFIX: usize = 32;
/// A 32-bit key: Twox64Concat.
const U32_KEY: usize = 8 + 4;
/// A 64-bit key: Twox64Concat.
const U64_KEY: usize = 8 + 8;
/// An asset as a key: Twox64Concat.
const ASSET_KEY: usize = 8 + 12;
/// What Blake2_128Concat puts before a key.
const BLAKE2_128: usize = 16;
/// An encoded asset.
const ASSET: usize = 12;

/// What a licence's rank takes as a key.
const RANK: usize = core::mem::size_of::<Rank>();

/// Key of an entry in an index by asset. Its value is empty.
const INDEX_ENTRY: usize = PREFIX + ASSET_KEY + U64_KEY;

/// pallet-nfts' entries for a collection: `Collection`, `CollectionRoleOf`, `CollectionConfigOf`,
/// `CollectionAccount`.
pub(crate) const NFT_COLLECTION_ENTRIES: u32 = 4;
/// Their keys and values, with 32-byte accounts and 16-byte balances.
pub(crate) const NFT_COLLECTION_BYTES: usize = 400;

impl<T: Config> Pallet<T> {
	/// What storage entries with so many bytes cost, and an item with the NFTs.
	fn price_with_nft(entries: u32, bytes: usize) -> Result<BalanceOf<T>, Error<T>> {
		let item = T::NftItem::get();
		let fits = |count: u64| u32::try_from(count).map_err(|_| Error::<T>::DepositOverflow);
		let entries = entries.checked_add(fits(item.count)?).ok_or(Error::<T>::DepositOverflow)?;
		Self::price(entries, bytes.saturating_add(fits(item.size)? as usize))
	}

	/// What storage entries with so many bytes in all cost.
	pub(crate) fn price(entries: u32, bytes: usize) -> Result<BalanceOf<T>, Error<T>> {
		let bytes = u32::try_from(bytes).map_err(|_| Error::<T>::DepositOverflow)?;
		let base = T::DepositBase::get().checked_mul(&entries.into());
		let length = T::DepositPerByte::get().checked_mul(&bytes.into());
		base.zip(length)
			.and_then(|(base, length)| base.checked_add(&length))
			.ok_or(Error::<T>::DepositOverflow)
	}

	/// What terms cost.
	pub(crate) fn terms_price(
		terms: &Terms,
		depositor: &T::AccountId,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = TermsRecord::<_, BalanceOf<T>> {
			terms: terms.clone(),
			references: u32::MAX,
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		Self::price(1, PREFIX + TermsId::max_encoded_len() + longest.encoded_size())
	}

	/// What an access mode costs.
	pub(crate) fn mode_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = ModeRecord::<_, BalanceOf<T>> {
			mode: AccessMode::Free(TermsId::zero()),
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		Self::price(1, PREFIX + ASSET_KEY + longest.encoded_size())
	}

	/// What an entry of an access list costs.
	pub(crate) fn listing_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = ListEntry::<_, BalanceOf<T>> {
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		let key = PREFIX + ASSET_KEY + BLAKE2_128 + T::AccountId::max_encoded_len();
		Self::price(1, key + longest.encoded_size())
	}

	/// What a collection's fee costs.
	pub(crate) fn policy_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = PolicyRecord::<_, BalanceOf<T>> {
			fee_ppm: u32::MAX,
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		Self::price(1, PREFIX + U32_KEY + longest.encoded_size())
	}

	/// What an offer costs.
	pub(crate) fn offer_price(record: &OfferRecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let longest = OfferRecord { deposit: Bounded::max_value(), ..record.clone() };
		Self::price(2, PREFIX + U64_KEY + longest.encoded_size() + INDEX_ENTRY)
	}

	/// What a licence and its NFT cost, seats apart. The depositor is in the record.
	pub(crate) fn licence_price(record: &LicenceRecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let dearest = Price::new(Currency::Erc20(H160::zero()), u128::MAX);
		let longest = LicenceRecord {
			shared: Some(dearest),
			issued_at: u64::MAX,
			expires: Some(u64::MAX),
			uses_left: Some(u32::MAX),
			used_up_at: Some(u64::MAX),
			last_use: Some(Use { memo: H256::zero(), at: u64::MAX }),
			seats_taken: u32::MAX,
			sub_licences: u32::MAX,
			open_sub_licences: u32::MAX,
			approved_by: Some(record.depositor.clone()),
			revoked: Some(RevocationReason::Breach),
			deposit: Bounded::max_value(),
			..record.clone()
		};
		let held = PREFIX + BLAKE2_128 + ASSET + T::AccountId::max_encoded_len() + RANK;
		// Every licence pays for the counters, since each may be the last one that keeps them.
		let open = PREFIX + ASSET_KEY + Counts::max_encoded_len();
		let sold =
			PREFIX + ASSET_KEY + U32_KEY + SoldRevision::<BlockNumberFor<T>>::max_encoded_len();
		let record = PREFIX + U64_KEY + longest.encoded_size();
		Self::price_with_nft(5, record + INDEX_ENTRY + held + open + sold)
	}

	/// What a seat costs.
	pub(crate) fn seat_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = SeatEntry::<_, BalanceOf<T>> {
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		let account = T::AccountId::max_encoded_len();
		let entry = PREFIX + U64_KEY + BLAKE2_128 + account + longest.encoded_size();
		Self::price(2, entry + PREFIX + BLAKE2_128 + ASSET + account + U64_KEY)
	}

	/// What a licence collection costs.
	pub(crate) fn collection_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = CollectionRecord::<_, BalanceOf<T>> {
			collection: u32::MAX,
			items: u64::MAX,
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		let reverse = PREFIX + U32_KEY + u32::max_encoded_len();
		Self::price(
			2 + NFT_COLLECTION_ENTRIES,
			PREFIX + U32_KEY + longest.encoded_size() + reverse + NFT_COLLECTION_BYTES,
		)
	}

	/// Holds a deposit.
	pub(crate) fn hold(
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Returns a deposit. Never fails: what cannot be returned, because something else took it or
	/// the account is gone, must not keep state alive that has to go. It is reported instead.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let released =
			T::Currency::release(&reason.into(), who, amount, BestEffort).unwrap_or_default();
		let missing = amount.saturating_sub(released);
		if !missing.is_zero() {
			log::error!(
				target: LOG_TARGET,
				"deposit of {amount:?} for {reason:?} of {who:?}: {missing:?} could not be returned",
			);
			Self::deposit_event(Event::DepositShort { who: who.clone(), reason, missing });
		}
	}

	/// Returns deposits of one kind, touching each account once.
	pub(crate) fn release_all(
		reason: HoldReason,
		deposits: impl Iterator<Item = (T::AccountId, BalanceOf<T>)>,
	) {
		let mut owed = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (who, amount) in deposits {
			let total = owed.entry(who).or_default();
			// No sum of deposits exceeds what there is in all.
			*total = total.saturating_add(amount);
		}
		for (who, amount) in owed {
			Self::release(reason, &who, amount);
		}
	}
}
