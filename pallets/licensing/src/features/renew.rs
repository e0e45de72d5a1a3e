//! Renewing licences.

use super::offers::Sale;
use crate::{AssetLookup, Config, Error, Event, LicenceRecordOf, Pallet, Payments};
use frame_support::{ensure, transactional, weights::Weight};
use metahub_assets::{
	licence::Terms,
	pay::{Currency, Price, Purpose},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Refuses what a former seller's offer does not renew. Its accomplice could otherwise take back
	/// the uses of a licence that it sold, or stretch for ever what the asset's new owner is bound to.
	fn ensure_not_ahead(
		record: &LicenceRecordOf<T>,
		sale: &Sale<T>,
		now: u64,
	) -> Result<(), Error<T>> {
		let Terms { uses, duration_secs, .. } = sale.terms;
		let one_more = duration_secs.map(|duration| now.saturating_add(duration));
		let time = record.expires.zip(one_more).is_none_or(|(expires, most)| expires <= most);
		// Uses of a sub-licence come out of the licence above, which is another's now.
		let counted = record.uses_left.zip(uses);
		let few = counted.is_none_or(|(left, more)| sale.parent.is_none() && left <= more);
		ensure!(time && few, Error::<T>::SellerChanged);
		Ok(())
	}

	/// Pays for a licence once more. Returns what it weighed.
	///
	/// The licence stays with the revision that it was bought at: anyone may renew it, the asset's
	/// owner too, who would otherwise withdraw for the price of a renewal what was sold.
	#[transactional]
	pub fn do_renew(
		payer: T::AccountId,
		id: u64,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<Weight, DispatchError> {
		ensure!(!T::Payments::is_settling(), Error::<T>::Reentrancy);
		let mut record = Self::licence(id)?;
		ensure!(record.revoked.is_none(), Error::<T>::Revoked);
		// Offers do not change and no id is used twice: what is found is what it was bought from.
		let offer = Self::known_offer(record.offer.ok_or(Error::<T>::NotRenewable)?)?;
		let sale = Self::sale(&offer)?;

		let now = Self::now();
		let limit = sale.parent.as_ref().and_then(|above| above.expires);
		let from = record.expires.map_or(now, |expires| expires.max(now));
		let expires = Self::expiry(from, sale.terms.duration_secs, limit)?;
		let uses = sale.terms.uses;
		if Self::ensure_of_seller(&offer, &sale).is_err() {
			Self::ensure_not_ahead(&record, &sale, now)?;
		}
		ensure!(expires > record.expires || uses.is_some(), Error::<T>::NothingToRenew);
		record.expires = expires;
		if let (Some(left), Some(more)) = (record.uses_left, uses) {
			let left = left.checked_add(more).ok_or(Error::<T>::CounterExhausted)?;
			Self::set_uses(&mut record, left, now);
		}
		match offer.parent.zip(sale.parent) {
			Some((above, mut parent)) => {
				Self::pass_down(&mut parent, uses)?;
				Self::put_licence(above, parent);
			}
			None => T::Assets::owner_acted(offer.asset),
		}

		let quote = T::Payments::choose(&offer.prices, offer.swaps, pay_with)?;
		let price = quote.price;
		// What is paid for it in another currency does not compare.
		if let Some(shared) = record.shared.filter(|shared| shared.currency == price.currency) {
			let amount = shared.amount.checked_add(price.amount).ok_or(Error::<T>::PriceTooHigh)?;
			record.shared = Some(Price { amount, ..shared });
		}
		let uses_left = record.uses_left;
		Self::put_licence(id, record);
		let shares = Self::shares_of_sale(
			offer.asset,
			offer.parent,
			offer.collection_fee_ppm,
			quote.price.amount,
		)?;
		let weight = Self::bought_weight(&quote, offer.prices.len(), shares.len(), false);
		T::Payments::settle(&payer, quote, max_amount, shares, Purpose::Renewal(id))?;
		Self::tell_user(id);
		Self::deposit_event(Event::Renewed { licence: id, payer, expires, uses_left });
		Ok(weight)
	}
}
