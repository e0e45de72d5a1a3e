//! Buying licences.

use super::licences::{Funds, Issue};
use crate::{Config, Error, Offers, Pallet, Payments};
use frame_support::{ensure, transactional};
use metahub_assets::{
	licence::TermsId,
	pay::{Currency, Purpose, Quote},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Buys a licence. Returns its id, and how many were paid.
	///
	/// The payment comes last: what a token's contract may call back while it is under way finds
	/// everything as it will be, or is undone with it.
	#[transactional]
	pub fn do_buy(
		payer: T::AccountId,
		offer_id: u64,
		terms_id: TermsId,
		recipient: Option<T::AccountId>,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<(u64, u32), DispatchError> {
		ensure!(!T::Payments::is_settling(), Error::<T>::Reentrancy);
		let mut offer = Self::known_offer(offer_id)?;
		ensure!(offer.terms == terms_id, Error::<T>::TermsChanged);
		let sale = Self::sale(&offer)?;
		if let Some(supply) = offer.supply.as_mut() {
			*supply = supply.checked_sub(1).ok_or(Error::<T>::SoldOut)?;
		}
		let holder = recipient.unwrap_or_else(|| payer.clone());
		let own = |who: &T::AccountId| *who == sale.seller || *who == sale.owner;
		ensure!(!own(&payer) && !own(&holder), Error::<T>::SelfPurchase);

		let price = T::Payments::choose(&offer.prices, offer.swaps, pay_with)?.price;
		let shares = Self::shares_of_sale(
			offer.asset,
			offer.parent,
			offer.collection_fee_ppm,
			price.amount,
		)?;
		let payees = shares.len() as u32;
		let (asset, above) = (offer.asset, offer.parent);
		Offers::<T>::insert(offer_id, offer);
		let (licence, funds) = Self::issue(Issue {
			asset,
			parent: above.zip(sale.parent),
			terms_id,
			terms: sale.terms,
			offer: Some(offer_id),
			licensor: sale.seller,
			payer: payer.clone(),
			holder,
			funds: Some(Funds { pay_with, left: max_amount }),
		})?;
		let left = funds.map_or(max_amount, |funds| funds.left);
		let purpose = Purpose::Licence(licence);
		T::Payments::settle(&payer, price, pay_with, left, shares, purpose)?;
		Ok((licence, payees))
	}

	/// What buying from an offer with a currency would take now, or why it cannot be bought from.
	pub fn quote(offer: u64, pay_with: Currency) -> Result<Quote, DispatchError> {
		let offer = Self::known_offer(offer)?;
		Self::sale(&offer)?;
		ensure!(offer.supply != Some(0), Error::<T>::SoldOut);
		T::Payments::choose(&offer.prices, offer.swaps, pay_with)
	}
}
