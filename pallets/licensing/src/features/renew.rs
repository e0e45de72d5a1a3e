//! Renewing licences.

use crate::{Config, Error, Event, Licences, Pallet, Payments};
use frame_support::{ensure, transactional};
use metahub_assets::pay::{Currency, Purpose};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Pays for a licence once more. Returns how many were paid.
	#[transactional]
	pub fn do_renew(
		payer: T::AccountId,
		id: u64,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u32, DispatchError> {
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
		ensure!(expires > record.expires || uses.is_some(), Error::<T>::NothingToRenew);
		record.expires = expires;
		if let (Some(left), Some(more)) = (record.uses_left, uses) {
			record.uses_left = Some(left.checked_add(more).ok_or(Error::<T>::CounterExhausted)?);
			record.used_up_at = None;
		}
		let uses_left = record.uses_left;
		Licences::<T>::insert(id, record);

		let price = T::Payments::choose(&offer.prices, offer.swaps, pay_with)?.price;
		let shares = Self::shares_of_sale(
			offer.asset,
			offer.parent,
			offer.collection_fee_ppm,
			price.amount,
		)?;
		let payees = shares.len() as u32;
		let purpose = Purpose::Renewal(id);
		T::Payments::settle(&payer, price, pay_with, max_amount, shares, purpose)?;
		Self::tell_user(id);
		Self::deposit_event(Event::Renewed { licence: id, payer, expires, uses_left });
		Ok(payees)
	}
}
