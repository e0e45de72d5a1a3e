//! Buying licences.

use super::licences::{Funds, Issue, Issued, Sold};
use crate::{
	AssetLookup, Config, Error, OfferRecord, Offers, Pallet, Payments, Revenue, WeightInfo,
};
use frame_support::{ensure, transactional, weights::Weight};
use metahub_assets::{
	licence::TermsId,
	pay::{Currency, Purpose, Quote},
};
use sp_runtime::DispatchError;

/// A licence that was bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
	/// Its id.
	pub licence: u64,
	/// What buying it weighed.
	pub weight: Weight,
}

impl<T: Config> Pallet<T> {
	/// Buys a licence.
	///
	/// The payment comes last: what a token's contract may call back while it is under way finds
	/// everything as it will be, or is undone with it.
	#[transactional]
	pub fn do_buy(
		payer: T::AccountId,
		offer_id: u64,
		terms_id: TermsId,
		revision: Option<u32>,
		recipient: Option<T::AccountId>,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<Bought, DispatchError> {
		ensure!(!T::Payments::is_settling(), Error::<T>::Reentrancy);
		let mut offer = Self::known_offer(offer_id)?;
		ensure!(offer.terms == terms_id, Error::<T>::TermsChanged);
		let sale = Self::sale(&offer)?;
		Self::ensure_of_seller(&offer, &sale)?;
		let revision_sold = match &sale.parent {
			Some(above) => Some(above.revision),
			None => T::Assets::revision(offer.asset),
		};
		let seen = revision.is_none_or(|seen| revision_sold == Some(seen));
		ensure!(seen, Error::<T>::RevisionChanged);
		if let Some(supply) = offer.supply.as_mut() {
			*supply = supply.checked_sub(1).ok_or(Error::<T>::SoldOut)?;
		}
		let holder = recipient.unwrap_or_else(|| payer.clone());
		let own = |who: &T::AccountId| *who == sale.seller || *who == sale.owner;
		ensure!(!own(&payer) && !own(&holder), Error::<T>::SelfPurchase);

		let quote = T::Payments::choose(&offer.prices, offer.swaps, pay_with)?;
		let shares = Self::shares_of_sale(
			offer.asset,
			offer.parent,
			offer.collection_fee_ppm,
			quote.price.amount,
		)?;
		let (prices, payees) = (offer.prices.len(), shares.len());
		let (price, collection_fee_ppm) = (quote.price, offer.collection_fee_ppm);
		let sold = Sold { offer: offer_id, price, collection_fee_ppm };
		let (asset, above) = (offer.asset, offer.parent);
		Offers::<T>::insert(offer_id, offer);
		let Issued { id: licence, funds, first } = Self::issue(Issue {
			asset,
			parent: above.zip(sale.parent),
			terms_id,
			terms: sale.terms,
			sold: Some(sold),
			licensor: sale.seller,
			payer: payer.clone(),
			holder,
			funds: Some(Funds { pay_with, left: max_amount }),
		})?;
		let left = funds.map_or(max_amount, |funds| funds.left);
		let purpose = Purpose::Licence(licence);
		let weight = Self::bought_weight(&quote, prices, payees, left < max_amount)
			.saturating_add(Self::collection_weight(first));
		T::Payments::settle(&payer, quote, left, shares, purpose)?;
		Ok(Bought { licence, weight })
	}

	/// What buying from an offer with a currency would take now, or why it cannot be bought from.
	pub fn quote(offer: u64, pay_with: Currency) -> Result<Quote, DispatchError> {
		let offer = Self::known_offer(offer)?;
		Self::ensure_of_seller(&offer, &Self::sale(&offer)?)?;
		ensure!(offer.supply != Some(0), Error::<T>::SoldOut);
		let quote = T::Payments::choose(&offer.prices, offer.swaps, pay_with)?;
		let OfferRecord { asset, parent, collection_fee_ppm, .. } = offer;
		let shares = Self::shares_of_sale(asset, parent, collection_fee_ppm, quote.price.amount)?;
		T::Payments::check(quote.price, &shares)?;
		Ok(quote)
	}

	/// What [`quote`](Self::quote) weighs beside choosing the price: sharing it out is as much work
	/// as when it is bought from.
	pub fn quote_weight() -> Weight {
		T::WeightInfo::buy().saturating_add(T::Revenue::weight())
	}
}
