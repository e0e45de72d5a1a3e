//! What nodes ask the runtime about payments. Every answer is bounded.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
use codec::Codec;
pub use metahub_assets::pay::{ClaimPage, Currency, EscrowInfo, PaymentError, Price, Quote};

sp_api::decl_runtime_apis! {
	/// Reads what payments take and what they left behind.
	pub trait PaymentsApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Which of the prices is paid by spending a currency, and what it takes at this block:
		/// the price in that very currency, else, with `swaps`, the cheapest swap into any of them.
		fn quote(
			prices: Vec<Price>,
			swaps: bool,
			pay_with: Currency,
		) -> Result<Quote, PaymentError>;

		/// A page of what waits for an account because it could not be paid: at most `limit`
		/// currencies, and at most 100, after the one that the page before ended with.
		fn claimable(account: AccountId, after: Option<Currency>, limit: u32) -> ClaimPage;

		/// What is locked under an id, if it still is.
		fn escrow(id: u64) -> Option<EscrowInfo<AccountId>>;
	}
}
