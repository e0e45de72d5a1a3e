//! What the runtime API answers.

use crate::{Claimables, Config, Escrows, Pallet};
use alloc::vec::Vec;
use metahub_assets::pay::{Currency, EscrowInfo, PaymentError, Price, Quote};

/// Most currencies that one query lists.
pub const MAX_CLAIMS_LISTED: usize = 64;

impl<T: Config> Pallet<T> {
	/// Which of the prices is paid by spending a currency, and what it takes.
	pub fn quote(prices: &[Price], swaps: bool, pay_with: Currency) -> Result<Quote, PaymentError> {
		Self::choose(prices, swaps, pay_with)
	}

	/// What waits for an account because it could not be paid.
	pub fn claimable(account: &T::AccountId) -> Vec<(Currency, u128)> {
		Claimables::<T>::iter_prefix(account)
			.take(MAX_CLAIMS_LISTED)
			.map(|(currency, claim)| (currency, claim.amount))
			.collect()
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
