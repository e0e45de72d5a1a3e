//! Payments of the mock: native funds move, whatever the currency.

use super::{
	AccountId, Balances, CallBack, CalledBack, FailAfter, FailToChoose, Licensing, Receipts,
	Settling,
};
use crate::Payments;
use frame_support::{
	traits::{fungible::Mutate, tokens::Preservation::Preserve},
	weights::Weight,
};
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share};
use sp_runtime::{DispatchError, DispatchResult};

/// What a settlement was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
	pub payer: AccountId,
	pub price: Price,
	pub spent: u128,
	pub shares: Vec<Share<AccountId>>,
	pub purpose: Purpose,
}

/// Who takes what a swap costs beside the price.
pub fn pool() -> AccountId {
	AccountId::new([200; 32])
}

/// Pays in native funds. Another currency than the price's costs twice as much.
pub struct MockPayments;
impl MockPayments {
	/// A share that no account can have.
	pub const DUST: u128 = 13;
}

impl Payments<AccountId> for MockPayments {
	fn choose(prices: &[Price], swaps: bool, pay_with: Currency) -> Result<Quote, DispatchError> {
		if FailToChoose::get() {
			return Err(DispatchError::Other("no pool"));
		}
		if let Some(price) = prices.iter().find(|price| price.currency == pay_with) {
			let (price, amount_in) = (*price, price.amount);
			return Ok(Quote { price, pay_with, amount_in, path: vec![] });
		}
		if !swaps {
			return Err(DispatchError::Other("the seller takes other currencies only"));
		}
		let price = *prices.iter().min_by_key(|price| price.amount).expect("has a price");
		let path = vec![pay_with, price.currency];
		Ok(Quote { price, pay_with, amount_in: price.amount * 2, path })
	}

	fn check(price: Price, shares: &[Share<AccountId>]) -> DispatchResult {
		let total: u128 = shares.iter().map(|share| share.amount).sum();
		assert_eq!(total, price.amount, "shares do not add up");
		if shares.iter().any(|share| share.amount == Self::DUST) {
			return Err(DispatchError::Other("a share is too small"));
		}
		Ok(())
	}

	fn settle(
		payer: &AccountId,
		quote: Quote,
		max_amount: u128,
		shares: Vec<Share<AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError> {
		let Quote { price, pay_with, .. } = quote;
		let total: u128 = shares.iter().map(|share| share.amount).sum();
		assert_eq!(total, price.amount, "shares do not add up");
		assert!(shares.len() <= metahub_assets::pay::MAX_PAYEES as usize, "too many payees");
		let fee = if price.currency == pay_with { 0 } else { price.amount };
		let spent = price.amount + fee;
		if spent > max_amount {
			return Err(DispatchError::Other("slippage"));
		}
		if let Some((who, offer, terms)) = CallBack::get() {
			Settling::set(true);
			let pay_with = Currency::Native;
			let result = Licensing::do_buy(who, offer, terms, None, None, pay_with, u128::MAX);
			CalledBack::set(result.err());
			Settling::set(false);
		}
		for (n, share) in shares.iter().enumerate() {
			if FailAfter::get() == Some(n as u32) {
				return Err(DispatchError::Other("told to fail"));
			}
			<Balances as Mutate<_>>::transfer(payer, &share.payee, share.amount, Preserve)?;
		}
		if FailAfter::get() == Some(shares.len() as u32) {
			return Err(DispatchError::Other("told to fail"));
		}
		if fee > 0 {
			<Balances as Mutate<_>>::transfer(payer, &pool(), fee, Preserve)?;
		}
		let payer = payer.clone();
		Receipts::mutate(|all| all.push(Receipt { payer, price, spent, shares, purpose }));
		Ok(spent)
	}

	fn is_settling() -> bool {
		Settling::get()
	}

	fn top_up(
		who: &AccountId,
		amount: u128,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		let missing = (amount + 1).saturating_sub(Balances::free_balance(who));
		if missing == 0 || pay_with == Currency::Native {
			return Ok(0);
		}
		if missing > max_amount {
			return Err(DispatchError::Other("slippage"));
		}
		<Balances as Mutate<_>>::transfer(&pool(), who, missing, Preserve)?;
		Ok(missing)
	}

	fn weight(payees: u32, _: Currency) -> Weight {
		Weight::from_parts(1_000, 0).saturating_mul(payees.into())
	}

	fn weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight {
		let prices = if quote.path.is_empty() { 0 } else { prices };
		Weight::from_parts((10 * prices + 100 * payees).into(), 0)
	}

	fn top_up_weight(pay_with: Currency) -> Weight {
		Weight::from_parts(if pay_with == Currency::Native { 0 } else { 7 }, 0)
	}
}
