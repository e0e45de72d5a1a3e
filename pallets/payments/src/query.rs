//! What the runtime API answers.

use crate::{ClaimRecordOf, Claimables, Config, Escrows, Pallet};
use alloc::vec::Vec;
use metahub_assets::pay::{ClaimPage, Currency, EscrowInfo, PaymentError, Price, Quote};

/// Most claims on a page.
pub const MAX_CLAIMS_LISTED: u32 = 100;

impl<T: Config> Pallet<T> {
	/// Which of the prices is paid by spending a currency, and what it takes.
	pub fn quote(prices: &[Price], swaps: bool, pay_with: Currency) -> Result<Quote, PaymentError> {
		Self::choose(prices, swaps, pay_with)
	}

	/// A page of what waits for an account because it could not be paid, after a currency or from
	/// the start. The cursor's own claim need not be there any more.
	pub fn claimable(account: &T::AccountId, after: Option<Currency>, limit: u32) -> ClaimPage {
		let limit = limit.clamp(1, MAX_CLAIMS_LISTED) as usize;
		let mut claims = match after {
			None => Claimables::<T>::iter_prefix(account),
			Some(after) => {
				let key = Claimables::<T>::hashed_key_for(account, after);
				Claimables::<T>::iter_prefix_from(account, key)
			}
		};
		let price = |(currency, claim): (_, ClaimRecordOf<T>)| Price::new(currency, claim.amount);
		let items: Vec<_> = claims.by_ref().take(limit).map(price).collect();
		let next = items.last().map(|price| price.currency).filter(|_| claims.next().is_some());
		ClaimPage { items, next }
	}

	/// What is locked under an id, if it still is.
	pub fn escrow_info(id: u64) -> Option<EscrowInfo<T::AccountId>> {
		let record = Escrows::<T>::get(id)?;
		Some(EscrowInfo {
			id,
			payer: record.payer,
			payee: record.payee,
			left: Price::new(record.currency, record.left),
			deadline: record.deadline,
			job: record.job,
		})
	}
}
