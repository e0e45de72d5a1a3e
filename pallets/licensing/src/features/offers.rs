//! Offers: making, closing, and whether they can be bought from.

use crate::{
	AssetLookup, Config, Error, Event, HoldReason, LicenceRecordOf, NextOffer, OfferRecord,
	OfferRecordOf, Offers, OffersOf, Pallet,
};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, ensure, transactional, BoundedVec};
use metahub_assets::{
	licence::{Terms, TermsId},
	pay::{Price, MAX_PRICE, MAX_PRICES},
	AssetId,
};
use sp_runtime::{traits::Zero, DispatchError};

/// An offer, as its maker states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOffer {
	/// The asset that it licenses.
	pub asset: AssetId,
	/// The licence that it sub-licenses, if it does.
	pub parent: Option<u64>,
	/// The terms of the licences sold.
	pub terms: TermsId,
	/// The prices, any one of which buys a licence.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// How many licences; `None` is no limit.
	pub supply: Option<u32>,
	/// From when it can be bought, Unix seconds.
	pub opens: Option<u64>,
	/// Until when it can be bought, Unix seconds, exclusive.
	pub closes: Option<u64>,
}

/// Who sells what.
pub(crate) struct Sale<T: Config> {
	pub owner: T::AccountId,
	pub seller: T::AccountId,
	pub terms: Terms,
	pub parent: Option<LicenceRecordOf<T>>,
}

impl<T: Config> Pallet<T> {
	/// Makes an offer and returns its id.
	#[transactional]
	pub fn do_create_offer(who: T::AccountId, asked: NewOffer) -> Result<u64, DispatchError> {
		let NewOffer { asset, parent, terms: terms_id, prices, swaps, supply, opens, closes } =
			asked;
		let prices = Self::check_prices(prices)?;
		ensure!(supply != Some(0), Error::<T>::NoSupply);
		if let Some(closes) = closes {
			let from = opens.unwrap_or_default().max(Self::now());
			ensure!(from < closes, Error::<T>::EmptyWindow);
		}
		let terms = Self::known_terms(terms_id)?.terms;
		let owner = Self::live_asset(asset)?;
		Self::check_origins(asset, parent, terms_id, &terms, is_priced(&prices))?;
		match parent {
			None => {
				ensure!(owner == who, Error::<T>::NotLicensor);
				T::Assets::owner_acted(asset);
			}
			Some(id) => {
				Self::licensable_parent(asset, id, &terms)?;
				ensure!(Self::holder(id).as_ref() == Some(&who), Error::<T>::NotLicensor);
			}
		}

		let id = NextOffer::<T>::get();
		NextOffer::<T>::put(id.checked_add(1).ok_or(Error::<T>::CounterExhausted)?);
		Self::refer_to(terms_id)?;
		let mut record: OfferRecordOf<T> = OfferRecord {
			asset,
			parent,
			terms: terms_id,
			prices,
			swaps,
			supply,
			opens,
			closes,
			collection_fee_ppm: Self::collection_fee(asset.collection),
			depositor: who.clone(),
			deposit: Zero::zero(),
		};
		record.deposit = Self::offer_price(&record)?;
		Self::hold(HoldReason::Offer, &who, record.deposit)?;
		Offers::<T>::insert(id, record);
		OffersOf::<T>::insert(asset, id, ());
		Self::deposit_event(Event::OfferCreated {
			offer: id,
			asset,
			parent,
			terms: terms_id,
			seller: who,
		});
		Ok(id)
	}

	/// Closes an offer.
	pub fn do_close_offer(who: T::AccountId, id: u64) -> DispatchResult {
		let offer = Self::known_offer(id)?;
		let seller = Self::licensor_under(offer.asset, offer.parent);
		let allowed = seller.as_ref() == Some(&who) || Self::is_over(&offer);
		ensure!(allowed, Error::<T>::NotSeller);
		if offer.parent.is_none() && seller.as_ref() == Some(&who) {
			// Its licences are not renewed any more, which the next owner cannot undo.
			T::Assets::owner_acted(offer.asset);
		}
		Offers::<T>::remove(id);
		OffersOf::<T>::remove(offer.asset, id);
		Self::refer_no_more(offer.terms);
		Self::release(HoldReason::Offer, &offer.depositor, offer.deposit);
		Self::deposit_event(Event::OfferClosed { offer: id, asset: offer.asset });
		Ok(())
	}

	/// Checks what an offer asks for.
	fn check_prices(
		prices: Vec<Price>,
	) -> Result<BoundedVec<Price, frame_support::traits::ConstU32<MAX_PRICES>>, Error<T>> {
		ensure!(!prices.is_empty(), Error::<T>::NoPrices);
		let prices = BoundedVec::try_from(prices).map_err(|_| Error::<T>::TooManyPrices)?;
		for (n, price) in prices.iter().enumerate() {
			ensure!(price.amount <= MAX_PRICE, Error::<T>::PriceTooHigh);
			let again = prices.iter().skip(n).skip(1).any(|p| p.currency == price.currency);
			ensure!(!again, Error::<T>::DuplicateCurrency);
		}
		Ok(prices)
	}

	/// Whether an offer can neither sell nor renew a licence again.
	fn is_over(offer: &OfferRecordOf<T>) -> bool {
		let now = Self::now();
		let parent_ended = || {
			let Some(id) = offer.parent else { return false };
			let grace = <T::CloseGraceSecs as frame_support::traits::Get<u64>>::get();
			Self::licence(id)
				.map_or(true, |parent| Self::chain(&parent, now, grace).ended.is_some())
		};
		// A sold-out offer is still what its licences are renewed from.
		let useless = || {
			offer.supply == Some(0)
				&& Self::known_terms(offer.terms).map_or(true, |known| {
					known.terms.duration_secs.is_none() && known.terms.uses.is_none()
				})
		};
		offer.closes.is_some_and(|closes| closes <= now)
			|| Self::asset_gone(offer.asset)
			|| parent_ended()
			|| useless()
	}

	/// Refuses if an offer is not open.
	pub(crate) fn check_window(offer: &OfferRecordOf<T>) -> Result<(), Error<T>> {
		let now = Self::now();
		ensure!(offer.opens.is_none_or(|opens| opens <= now), Error::<T>::NotOpenYet);
		ensure!(offer.closes.is_none_or(|closes| now < closes), Error::<T>::OfferOver);
		Ok(())
	}

	/// Who would sell from an offer now, and what. Refuses if nobody may.
	pub(crate) fn sale(offer: &OfferRecordOf<T>) -> Result<Sale<T>, Error<T>> {
		Self::check_window(offer)?;
		let owner = Self::orderable_asset(offer.asset)?;
		let terms = Self::known_terms(offer.terms)?.terms;
		let priced = is_priced(&offer.prices);
		Self::check_origins(offer.asset, offer.parent, offer.terms, &terms, priced)?;
		let (seller, parent) = match offer.parent {
			None => (owner.clone(), None),
			Some(id) => {
				let parent = Self::licensable_parent(offer.asset, id, &terms)?;
				let seller = Self::holder_of(id, &parent).ok_or(Error::<T>::ParentEnded)?;
				(seller, Some(parent))
			}
		};
		Ok(Sale { owner, seller, terms, parent })
	}

	/// Refuses new licences from an offer that a former owner of the asset, or a former holder of the
	/// licence above, made: who sold it could have made the offer for its own accounts just before.
	/// Licences that were bought from it are renewed all the same, but not far ahead.
	pub(crate) fn ensure_of_seller(
		offer: &OfferRecordOf<T>,
		sale: &Sale<T>,
	) -> Result<(), Error<T>> {
		ensure!(offer.depositor == sale.seller, Error::<T>::SellerChanged);
		Ok(())
	}

	/// Who is paid when an offer is bought from now; `None` when nobody could be.
	pub(crate) fn seller(offer: &OfferRecordOf<T>) -> Option<T::AccountId> {
		T::Assets::owner(offer.asset)?;
		Self::licensor_under(offer.asset, offer.parent)
	}
}

/// Whether any of the prices is more than nothing.
fn is_priced(prices: &[Price]) -> bool {
	prices.iter().any(|price| price.amount > 0)
}
