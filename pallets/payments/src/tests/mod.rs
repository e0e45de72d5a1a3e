//! Tests, one file per concern. Each runs in `execute_with_checks`, which ends with `try_state`;
//! refusals are checked with `assert_noop!`, which compares the whole state before and after.

mod choose;
mod claims;
mod dead_tokens;
mod deposits;
mod erc20;
mod escrow;
mod held_back;
mod liars;
mod minimums;
mod pay;
mod properties;
mod query;
mod settle;
mod swap;
mod top_up;
mod try_state;

pub use crate::{mock::*, *};
pub use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold as _, NativeOrWithId},
		fungibles::{Inspect as _, InspectHold as _, Mutate as _},
	},
};
pub use metahub_assets::pay::{
	ClaimPage,
	Currency::{self, Native},
	PaymentError, Price, Purpose, Quote, Share, ShareKind, ShareOutcome,
	ShareOutcome::{Claimable, Paid},
};
pub use sp_core::{H160, H256};
pub use sp_runtime::{traits::Convert, DispatchError, DispatchResult, TokenError};

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// What the payments of the tests are for.
pub const PURPOSE: Purpose = Purpose::Licence(7);

/// Signed by an account.
pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A price.
pub fn price(currency: Currency, amount: Balance) -> Price {
	Price::new(currency, amount)
}

/// A share of the seller's.
pub fn seller(payee: AccountId, amount: Balance) -> Share<AccountId> {
	Share { payee, amount, kind: ShareKind::Seller }
}

/// A share of somebody else's.
pub fn royalty(payee: AccountId, amount: Balance) -> Share<AccountId> {
	Share { payee, amount, kind: ShareKind::Royalty }
}

/// Alice pays a price in its own currency.
pub fn settle(price: Price, shares: Vec<Share<AccountId>>) -> Result<Balance, DispatchError> {
	settle_with(price, price.currency, price.amount, shares)
}

/// Alice pays a price in another currency.
pub fn settle_with(
	price: Price,
	pay_with: Currency,
	max_amount: Balance,
	shares: Vec<Share<AccountId>>,
) -> Result<Balance, DispatchError> {
	settle_by(&alice(), price, pay_with, max_amount, shares)
}

/// Somebody pays a price in another currency.
pub fn settle_by(
	payer: &AccountId,
	price: Price,
	pay_with: Currency,
	max_amount: Balance,
	shares: Vec<Share<AccountId>>,
) -> Result<Balance, DispatchError> {
	let quote = Payments::do_choose(&[price], true, pay_with)?;
	Payments::do_settle(payer, quote, max_amount, shares, PURPOSE)
}

/// What an account can spend of a currency, what is on hold not included.
pub fn balance(currency: Currency, who: &AccountId) -> Balance {
	match TokenIdOf::convert(currency) {
		Some(token) => NativeAndAssets::balance(token, who),
		None => Erc20Balances::get(CONTRACT, who),
	}
}

/// All there is of each currency.
pub fn issuance() -> Vec<Balance> {
	let tokens = [Native, TOKEN, SHY, POOLLESS].map(|currency| {
		let token = TokenIdOf::convert(currency).expect("is a token");
		NativeAndAssets::total_issuance(token)
	});
	let in_contracts = Erc20Balances::iter().map(|(_, _, balance)| balance).sum();
	tokens.into_iter().chain([in_contracts]).collect()
}

/// What waits for an account.
pub fn waiting(currency: Currency, who: &AccountId) -> Balance {
	Claimables::<Test>::get(who, currency).map_or(0, |claim| claim.amount)
}

/// What an account has on hold in the native token for a reason.
pub fn held(reason: HoldReason, who: &AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), who)
}

/// What an account has in escrow.
pub fn in_escrow(currency: Currency, who: &AccountId) -> Balance {
	let token = TokenIdOf::convert(currency).expect("is a token");
	NativeAndAssetHolds::balance_on_hold(token, &HoldReason::Escrow.into(), who)
}

/// Keeps an account from being paid in a token, and from paying in it.
pub fn block(currency: Currency, who: &AccountId) {
	assert_ok!(Assets::block(by(issuer()), token(currency), who.clone()));
}

/// Undoes [`block`].
pub fn unblock(currency: Currency, who: &AccountId) {
	assert_ok!(Assets::thaw(by(issuer()), token(currency), who.clone()));
}

/// A token's number.
pub fn token(currency: Currency) -> u32 {
	match currency {
		Currency::Token(id) => id,
		_ => panic!("{currency:?} is no token"),
	}
}

/// The pallet's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Payments(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// What became of the shares of the last receipt, in order.
pub fn outcomes() -> Vec<ShareOutcome> {
	let receipt = events().into_iter().rev().find_map(|event| match event {
		Event::Paid { shares, .. } => Some(shares),
		_ => None,
	});
	receipt.expect("there is a receipt").into_iter().map(|(_, outcome)| outcome).collect()
}
