//! Reading licensing: what the runtime API asks. Every answer is bounded.

use crate::{
	BalanceOf, Config, LicenceCollectionOf, LicenceCollections, LicenceRecordOf, Licences,
	LicencesOfAsset, OfferRecordOf, Offers, OffersOf, OwnedItems, Pallet, Revenue,
};
use alloc::vec::Vec;
use metahub_assets::{
	licence::{Inherited, LicenceInfo, NftKey, OfferInfo, Page, RevenueShare, TermsId, TermsInfo},
	AssetId, Deposit, MAX_PAGE, MAX_SCAN,
};

/// A licence, with this chain's types.
pub type LicenceInfoOf<T> = LicenceInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// An offer, with this chain's types.
pub type OfferInfoOf<T> = OfferInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// Terms, with this chain's types.
pub type TermsInfoOf<T> = TermsInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

impl<T: Config> Pallet<T> {
	/// A licence, as of now.
	pub fn licence_info(id: u64) -> Option<LicenceInfoOf<T>> {
		Self::describe_licence(id, Licences::<T>::get(id)?)
	}

	/// An offer.
	pub fn offer_info(id: u64) -> Option<OfferInfoOf<T>> {
		Offers::<T>::get(id).map(|offer| Self::describe_offer(id, offer))
	}

	/// Terms.
	pub fn terms_info(id: TermsId) -> Option<TermsInfoOf<T>> {
		let record = Self::known_terms(id).ok()?;
		Some(TermsInfo {
			id,
			terms: record.terms,
			references: record.references,
			deposit: Deposit { depositor: record.depositor, amount: record.deposit },
		})
	}

	/// What an asset's ancestors get of its sales.
	pub fn shares(asset: AssetId) -> Vec<RevenueShare> {
		T::Revenue::shares(asset)
	}

	/// What an asset's origins demand of its licences.
	pub fn inherited(asset: AssetId) -> Inherited {
		T::Revenue::inherited(asset)
	}

	/// Licences that an account holds, of one asset or of all, after the cursor, at most
	/// [`MAX_PAGE`]. Looks at no more than [`MAX_SCAN`] NFTs: a page can end early, with a cursor.
	///
	/// The cursor is the NFT that was looked at last, whatever it is: a position in the order of the
	/// account's NFTs, which the NFT marks even when the account does not own it any more. `None` if
	/// it is in another collection than the asset's licences.
	pub fn licences_of(
		account: &T::AccountId,
		asset: Option<AssetId>,
		after: Option<NftKey>,
		limit: u32,
	) -> Option<Page<LicenceInfoOf<T>, NftKey>> {
		let mut page = Page { items: Vec::new(), next: after };
		let within = match asset.map(|asset| LicenceCollections::<T>::get(asset.collection)) {
			None => None,
			Some(Some(record)) => Some(record.collection),
			// Nothing of the asset's collection was ever licensed, or not since.
			Some(None) => return Some(Page { items: Vec::new(), next: None }),
		};
		if within.zip(after).is_some_and(|(within, (collection, _))| within != collection) {
			return None;
		}
		let limit = limit.clamp(1, MAX_PAGE) as usize;
		let mut budget = MAX_SCAN;
		loop {
			// One more than fits, to know whether it ends there.
			let ask = (limit as u32).saturating_add(1).min(budget);
			if ask == 0 {
				return Some(page);
			}
			let owned = T::OwnedItems::owned_items(account, within, page.next, ask);
			let end = (owned.len() as u32) < ask;
			for (collection, id) in owned {
				budget = budget.saturating_sub(1);
				let ours = LicenceCollectionOf::<T>::contains_key(collection);
				let record = if ours { Licences::<T>::get(id) } else { None };
				let wanted = record.filter(|r| asset.is_none_or(|asset| r.asset == asset));
				if let Some(info) = wanted.and_then(|record| Self::describe_licence(id, record)) {
					if page.items.len() >= limit {
						return Some(page);
					}
					page.items.push(info);
				}
				page.next = Some((collection, id));
			}
			if end {
				page.next = None;
				return Some(page);
			}
		}
	}

	/// Licences of an asset, after the cursor, at most [`MAX_PAGE`].
	pub fn licences_on(asset: AssetId, after: Option<u64>, limit: u32) -> Page<LicenceInfoOf<T>> {
		let ids = match after {
			None => LicencesOfAsset::<T>::iter_key_prefix(asset),
			Some(id) => {
				let key = LicencesOfAsset::<T>::hashed_key_for(asset, id);
				LicencesOfAsset::<T>::iter_key_prefix_from(asset, key)
			}
		};
		Self::page(ids, after, limit, Self::licence_info)
	}

	/// Offers of an asset, after the cursor, at most [`MAX_PAGE`].
	pub fn offers(asset: AssetId, after: Option<u64>, limit: u32) -> Page<OfferInfoOf<T>> {
		let ids = match after {
			None => OffersOf::<T>::iter_key_prefix(asset),
			Some(id) => {
				let key = OffersOf::<T>::hashed_key_for(asset, id);
				OffersOf::<T>::iter_key_prefix_from(asset, key)
			}
		};
		Self::page(ids, after, limit, Self::offer_info)
	}

	/// A page of an index.
	fn page<Item>(
		mut ids: impl Iterator<Item = u64>,
		after: Option<u64>,
		limit: u32,
		describe: impl Fn(u64) -> Option<Item>,
	) -> Page<Item> {
		let mut page = Page { items: Vec::new(), next: after };
		for id in ids.by_ref().take(limit.clamp(1, MAX_PAGE) as usize) {
			page.items.extend(describe(id));
			page.next = Some(id);
		}
		if ids.next().is_none() {
			page.next = None;
		}
		page
	}

	/// `None` if the NFT is gone: nobody holds the licence.
	fn describe_licence(id: u64, record: LicenceRecordOf<T>) -> Option<LicenceInfoOf<T>> {
		let collection = LicenceCollections::<T>::get(record.asset.collection)?.collection;
		Some(LicenceInfo {
			id,
			collection,
			holder: Self::holder_of(id, &record)?,
			licensor: Self::licensor_under(record.asset, record.parent),
			ended: Self::standing(&record, Self::now(), 0).ended,
			derivatives_approved: Self::is_approved(&record),
			asset: record.asset,
			terms: record.terms,
			offer: record.offer,
			parent: record.parent,
			depth: record.depth,
			revision: record.revision,
			issued_at: record.issued_at,
			expires: record.expires,
			uses_left: record.uses_left,
			last_use: record.last_use,
			seats_taken: record.seats_taken,
			sub_licences: record.sub_licences,
			open_sub_licences: record.open_sub_licences,
			shared: record.shared,
			deposit: Deposit { depositor: record.depositor, amount: record.deposit },
		})
	}

	fn describe_offer(id: u64, offer: OfferRecordOf<T>) -> OfferInfoOf<T> {
		OfferInfo {
			id,
			seller: Self::seller(&offer),
			asset: offer.asset,
			parent: offer.parent,
			terms: offer.terms,
			prices: offer.prices.into_inner(),
			swaps: offer.swaps,
			supply: offer.supply,
			opens: offer.opens,
			closes: offer.closes,
			collection_fee_ppm: offer.collection_fee_ppm,
			deposit: Deposit { depositor: offer.depositor, amount: offer.deposit },
		}
	}
}
