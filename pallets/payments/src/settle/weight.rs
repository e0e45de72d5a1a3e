//! What paying weighs: at most, before it is known how it is paid, and by a quote, afterwards.

use crate::{Config, Erc20 as _, Pallet, WeightInfo};
use frame_support::weights::Weight;
use metahub_assets::pay::{Currency, Quote, MAX_PRICES};

/// Calls of ERC-20 contracts beside those for each payee: the payer's balance before and after.
const ERC20_CALLS: u64 = 2;
/// Calls of ERC-20 contracts for a payee that cannot be paid: its balance, the transfer that
/// fails, the transfer to the pot with the pot's balance before and after it.
const ERC20_CALLS_PER_PAYEE: u64 = 5;

impl<T: Config> Pallet<T> {
	/// What choosing and settling weigh at most when the payer spends `pay_with`, with so many
	/// payees: a swap over two pools into one of the most prices, or an ERC-20 contract's gas. No
	/// payee can be paid, and the deposits for their claims have to be bought.
	pub fn settle_weight(pay_with: Currency, payees: u32) -> Weight {
		let way = match pay_with {
			// Nothing is swapped: it is that contract's token or nothing.
			Currency::Erc20(_) => Self::direct_weight(payees),
			Currency::Native | Currency::Token(_) => Self::swap_weight(MAX_PRICES, payees),
		};
		way.saturating_add(Self::gas_and_deposits(pay_with, payees))
	}

	/// What they weigh by this quote, chosen among so many prices.
	pub fn settle_weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight {
		let way = match quote.path.is_empty() {
			true => Self::direct_weight(payees),
			false => Self::swap_weight(prices, payees),
		};
		way.saturating_add(Self::gas_and_deposits(quote.pay_with, payees))
	}

	/// What choosing alone weighs, among so many prices.
	pub fn choose_weight(pay_with: Currency, prices: u32) -> Weight {
		match pay_with {
			Currency::Erc20(_) => T::WeightInfo::choose(0),
			Currency::Native | Currency::Token(_) => T::WeightInfo::choose(prices),
		}
	}

	/// What buying the native token for a deposit weighs at most, with this currency.
	pub fn top_up_weight(pay_with: Currency) -> Weight {
		match pay_with {
			Currency::Token(_) => T::WeightInfo::top_up(),
			// Nothing is bought with them.
			Currency::Native | Currency::Erc20(_) => Weight::zero(),
		}
	}

	/// What `pay` weighs at most.
	pub(crate) fn pay_weight(price: Currency, pay_with: Currency) -> Weight {
		let way = match price == pay_with {
			true => T::WeightInfo::settle_direct(1),
			false => T::WeightInfo::pay(),
		};
		way.saturating_add(Self::gas_and_deposits(pay_with, 1))
	}

	/// What the calls of an ERC-20 contract weigh, for so many payees, if the currency is one.
	pub(crate) fn erc20_weight(currency: Currency, payees: u32) -> Weight {
		let Currency::Erc20(_) = currency else { return Weight::zero() };
		let calls =
			ERC20_CALLS.saturating_add(ERC20_CALLS_PER_PAYEE.saturating_mul(u64::from(payees)));
		T::Erc20::weight().saturating_mul(calls)
	}

	/// What asking whether a currency is still there weighs, beside storage accesses of this pallet.
	pub(crate) fn erc20_question_weight(currency: Currency) -> Weight {
		match currency {
			Currency::Erc20(_) => T::Erc20::weight(),
			Currency::Native | Currency::Token(_) => Weight::zero(),
		}
	}

	fn direct_weight(payees: u32) -> Weight {
		T::WeightInfo::choose(0).saturating_add(T::WeightInfo::settle_direct(payees))
	}

	fn swap_weight(prices: u32, payees: u32) -> Weight {
		T::WeightInfo::choose(prices).saturating_add(T::WeightInfo::settle(payees))
	}

	/// What comes on top of either way: an ERC-20 contract's gas, and the swap that buys the native
	/// token for the deposits of claims.
	fn gas_and_deposits(pay_with: Currency, payees: u32) -> Weight {
		Self::erc20_weight(pay_with, payees).saturating_add(Self::top_up_weight(pay_with))
	}
}
