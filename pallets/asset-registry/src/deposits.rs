//! What state costs, and how deposits are held and returned.
//!
//! A deposit is [`Config::DepositBase`] per storage entry plus [`Config::DepositPerByte`] per byte
//! of keys and values, entries of the NFT pallet included. A record is priced with everything in
//! it that can change at its longest, so that such a change never changes the deposit. The amount
//! is written into the record: what returns is what was held, whatever the price is by then.

use crate::{
	Agreed, AssetRecord, AssetRecordOf, CollectionRecord, CollectionRecordOf, Config, Error, Event,
	HoldReason, LinkEntry, Pallet, RevisionRecord, RevisionRecordOf, RoleRecord, Roles, UriEntry,
	LOG_TARGET,
};
use alloc::{collections::BTreeMap, vec::Vec};
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
use metahub_assets::{Link, MultiUri};
use sp_runtime::traits::{Bounded, CheckedAdd, CheckedMul, Saturating, Zero};

/// The balance that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A storage item's own prefix: two 128-bit hashes.
const PREFIX: usize = 32;
/// What Twox64Concat puts before a key.
const TWOX64: usize = 8;
/// What Blake2_128Concat puts before a key.
const BLAKE2_128: usize = 16;
/// Encoded `AssetId`.
const ASSET_ID: usize = 12;

/// Key of a collection.
const COLLECTION_KEY: usize = PREFIX + TWOX64 + 4;
/// Key of an account's roles, the account apart.
const ROLE_KEY: usize = PREFIX + TWOX64 + 4 + BLAKE2_128;
/// Key of an asset.
const ASSET_KEY: usize = PREFIX + TWOX64 + ASSET_ID;
/// Storage entries of an asset, apart from the NFT pallet's: the record, and its place in the index
/// by kind and state.
const ASSET_ENTRIES: u32 = 2;
/// Key of that place: kind, state, id.
const LISTED_KEY: usize = PREFIX + 2 + ASSET_ID;
/// Key of a revision.
const REVISION_KEY: usize = PREFIX + TWOX64 + ASSET_ID + TWOX64 + 4;
/// Storage entries of a link: in the reverse index, and the asset's list. Every link pays for the
/// list, so that it is paid for whichever link is the last one left.
const LINK_ENTRIES: u32 = 2;
/// Their keys, with the list's length.
const LINK_KEYS: usize = (PREFIX + TWOX64 + ASSET_ID + TWOX64 + ASSET_ID + 1) + (ASSET_KEY + 2);

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

	/// What a collection costs.
	pub(crate) fn collection_price(
		record: &CollectionRecordOf<T>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = CollectionRecord {
			nominee: Some(record.publisher.clone()),
			items: u64::MAX,
			next_item: u64::MAX,
			roles: u32::MAX,
			deposit: Bounded::max_value(),
			..record.clone()
		};
		Self::price(
			1 + NFT_COLLECTION_ENTRIES,
			COLLECTION_KEY + longest.encoded_size() + NFT_COLLECTION_BYTES,
		)
	}

	/// What an account's roles cost.
	pub(crate) fn role_price(depositor: &T::AccountId) -> Result<BalanceOf<T>, Error<T>> {
		let longest = RoleRecord::<_, BalanceOf<T>> {
			roles: Roles::ALL,
			depositor: depositor.clone(),
			deposit: Bounded::max_value(),
		};
		Self::price(1, ROLE_KEY + T::AccountId::max_encoded_len() + longest.encoded_size())
	}

	/// What an asset and its NFT cost, revisions and links apart.
	pub(crate) fn asset_price(record: &AssetRecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let longest = AssetRecord {
			revision: u32::MAX,
			oldest: u32::MAX,
			dependants: u32::MAX,
			descendants: u32::MAX,
			owner_nonce: u32::MAX,
			agreed: Agreed::Owner(record.registrant.clone()),
			deposit: Bounded::max_value(),
			..record.clone()
		};
		Self::price_with_nft(ASSET_ENTRIES, ASSET_KEY + LISTED_KEY + longest.encoded_size())
	}

	/// What a revision costs, multiURIs apart.
	pub(crate) fn revision_price(record: &RevisionRecordOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		let longest = RevisionRecord {
			uris: Default::default(),
			deposit: Bounded::max_value(),
			..record.clone()
		};
		Self::price(1, REVISION_KEY + longest.encoded_size())
	}

	/// What a multiURI costs.
	pub(crate) fn uri_price(
		uri: &MultiUri,
		depositor: &Option<T::AccountId>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = UriEntry::<&T::AccountId, BalanceOf<T>, BlockNumberFor<T>> {
			uri: uri.clone(),
			added_at: Bounded::max_value(),
			depositor: depositor.as_ref(),
			deposit: Bounded::max_value(),
		};
		Self::price(0, longest.encoded_size())
	}

	/// What a link costs.
	pub(crate) fn link_price(
		link: Link,
		depositor: &Option<T::AccountId>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let longest = LinkEntry::<&T::AccountId, BalanceOf<T>> {
			link,
			depositor: depositor.as_ref(),
			deposit: Bounded::max_value(),
		};
		Self::price(LINK_ENTRIES, LINK_KEYS + longest.encoded_size())
	}

	/// Adds up deposits.
	pub(crate) fn sum(
		mut amounts: impl Iterator<Item = BalanceOf<T>>,
	) -> Result<BalanceOf<T>, Error<T>> {
		amounts
			.try_fold(BalanceOf::<T>::zero(), |sum, amount| sum.checked_add(&amount))
			.ok_or(Error::<T>::DepositOverflow)
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

	/// Returns a deposit. Never fails: what cannot be returned, because something outside the
	/// registry took it or the account is gone, must not keep state alive that has to go. It is
	/// reported instead.
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
}

/// Deposits to return, gathered so that each account is touched once per reason.
pub(crate) struct Refunds<T: Config>(BTreeMap<T::AccountId, Vec<(HoldReason, BalanceOf<T>)>>);

impl<T: Config> Refunds<T> {
	/// None yet.
	pub(crate) fn new() -> Self {
		Self(BTreeMap::new())
	}

	/// Adds one.
	pub(crate) fn add(&mut self, reason: HoldReason, who: T::AccountId, amount: BalanceOf<T>) {
		let owed = self.0.entry(who).or_default();
		for (known, total) in owed.iter_mut() {
			if *known == reason {
				if let Some(sum) = total.checked_add(&amount) {
					*total = sum;
					return;
				}
			}
		}
		owed.push((reason, amount));
	}

	/// Returns them. Returns in how many payments.
	pub(crate) fn pay(self) -> u32 {
		let mut payments = 0u32;
		for (who, owed) in self.0 {
			for (reason, amount) in owed {
				Pallet::<T>::release(reason, &who, amount);
				payments = payments.saturating_add(1);
			}
		}
		payments
	}
}
