//! Sharing out a price.

use super::{Outcomes, Purse};
use crate::{Claimables, Config, Error, Event, Pallet};
use alloc::vec::Vec;
use frame_support::{ensure, traits::fungibles::Inspect};
use metahub_assets::pay::{
	Currency, Share, ShareKind,
	ShareOutcome::{self, Claimable, Paid, ToSeller},
	MAX_PAYEES, MAX_PRICE,
};
use sp_runtime::{traits::Convert, DispatchError};

impl<T: Config> Pallet<T> {
	/// Checks that shares add up to a price. Drops those of zero, but keeps the seller's, which
	/// takes what cannot be kept for others.
	pub(crate) fn check_shares(
		price: u128,
		mut shares: Vec<Share<T::AccountId>>,
	) -> Result<Vec<Share<T::AccountId>>, Error<T>> {
		ensure!(price <= MAX_PRICE, Error::<T>::PriceTooHigh);
		let mut seller_seen = false;
		shares.retain(|share| {
			let first_seller = share.kind == ShareKind::Seller && !seller_seen;
			seller_seen |= first_seller;
			share.amount > 0 || first_seller
		});
		ensure!(shares.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		let sum = shares.iter().try_fold(0u128, |sum, share| sum.checked_add(share.amount));
		ensure!(sum == Some(price), Error::<T>::SharesDoNotAddUp);
		Ok(shares)
	}

	/// Pays the shares out of a purse, the seller's last.
	pub(crate) fn distribute(
		receipt: u64,
		payer: &T::AccountId,
		currency: Currency,
		purse: &mut impl Purse<T::AccountId>,
		shares: Vec<Share<T::AccountId>>,
	) -> Result<Outcomes<T::AccountId>, DispatchError> {
		let seller = shares.iter().position(|share| share.kind == ShareKind::Seller);
		let mut to_seller = 0u128;
		let mut outcomes = Vec::with_capacity(shares.len());
		for (index, share) in shares.into_iter().enumerate() {
			let outcome = if Some(index) == seller {
				// Its turn comes when it is known what comes to it.
				Paid
			} else {
				Self::pay_share(receipt, payer, currency, purse, &share.payee, share.amount)?
			};
			if outcome == ToSeller {
				to_seller =
					to_seller.checked_add(share.amount).ok_or(Error::<T>::AmountOverflow)?;
			}
			outcomes.push((share, outcome));
		}
		let last = seller.and_then(|index| outcomes.get_mut(index));
		match last {
			Some((share, outcome)) => {
				let amount =
					share.amount.checked_add(to_seller).ok_or(Error::<T>::AmountOverflow)?;
				if amount > 0 {
					*outcome =
						Self::pay_share(receipt, payer, currency, purse, &share.payee, amount)?;
				}
				ensure!(*outcome != ToSeller, Error::<T>::PayeeUnpayable);
			}
			None => ensure!(to_seller == 0, Error::<T>::PayeeUnpayable),
		}
		// Nothing was due to the seller, and nothing came to it.
		outcomes.retain(|(share, _)| share.amount > 0 || to_seller > 0);
		Ok(outcomes)
	}

	/// Pays one share, or keeps it for the payee. [`ToSeller`] if neither can be.
	fn pay_share(
		receipt: u64,
		payer: &T::AccountId,
		currency: Currency,
		purse: &mut impl Purse<T::AccountId>,
		payee: &T::AccountId,
		amount: u128,
	) -> Result<ShareOutcome, DispatchError> {
		if purse.pay(payee, amount)? {
			return Ok(Paid);
		}
		let waiting = Claimables::<T>::get(payee, currency).map_or(0, |claim| claim.amount);
		let claim = waiting.checked_add(amount).ok_or(Error::<T>::AmountOverflow)?;
		if claim < Self::minimum(currency) {
			return Ok(ToSeller);
		}
		// A pot that takes less than it could is no reason to give the share to someone else.
		Self::open_pot(currency, amount)?;
		let refused = match currency {
			Currency::Erc20(_) => Error::<T>::TokenRefused,
			Currency::Native | Currency::Token(_) => Error::PayeeUnpayable,
		};
		ensure!(purse.pay(&Self::pot(currency), amount)?, refused);
		Self::add_claim(payer, payee, currency, amount)?;
		let payee = payee.clone();
		Self::deposit_event(Event::ShareHeldBack { receipt, payee, currency, amount });
		Ok(Claimable)
	}

	/// The least that an account has of a currency.
	fn minimum(currency: Currency) -> u128 {
		T::TokenIdOf::convert(currency).map_or(0, T::Tokens::minimum_balance)
	}
}
